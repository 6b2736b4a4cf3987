"""The decision rule of the workshop: each general rule in a line, the one in force marked."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.said import Said
from metroapp.wording import settings as words
from metroapp.wording.sentences import sentence


class RuleSection(QFrame):
    """Nothing changes before the button is pressed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._desk = desk
        self.rule: DecisionRule | None = None  # the one in force
        self.choices: dict[RuleName, QRadioButton] = {}
        self._group = QButtonGroup(self)
        title = QLabel(words.RULE_TITLE)
        title.setProperty("role", "heading")
        note = QLabel(words.RULE_NOTE)
        note.setWordWrap(True)
        note.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(4)
        layout.addWidget(title)
        layout.addWidget(note)
        for name, (text, explained) in words.RULES.items():
            choice = QRadioButton(text)
            choice.setAccessibleName(text)
            choice.setAccessibleDescription(explained)
            choice.toggled.connect(self._check)
            self._group.addButton(choice)
            self.choices[name] = choice
            said = QLabel(explained)
            said.setWordWrap(True)
            said.setProperty("role", "small")
            said.setContentsMargins(34, 0, 0, 2)
            layout.addWidget(choice)
            layout.addWidget(said)
        self.said = Said()
        self.apply = QPushButton(words.RULE_APPLY)
        self.apply.setProperty("role", "primary")
        self.apply.setAccessibleName(words.RULE_APPLY)
        self.apply.clicked.connect(self._apply)
        layout.addSpacing(4)
        layout.addWidget(self.said)
        layout.addWidget(self.apply)

    def refresh(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.rule(), self.show_rule, self._refuse)

    def show_rule(self, rule: DecisionRule) -> None:
        """The rule in force; what was chosen and not applied is forgotten."""
        self.rule = rule
        for name, choice in self.choices.items():
            text = words.RULES[name][0]
            choice.setText(words.RULE_IN_FORCE.format(rule=text) if name is rule.name else text)
            choice.setAccessibleName(choice.text())
        self.choices[rule.name].setChecked(True)
        self.show_presence()

    def show_presence(self) -> None:
        who = self._desk.who
        for choice in self.choices.values():
            permit(choice, who, Action.SET_RULE)
        self._check(True)

    @property
    def _chosen(self) -> RuleName | None:
        return next((name for name, choice in self.choices.items() if choice.isChecked()), None)

    def _check(self, _on: bool) -> None:
        chosen = self._chosen
        possible = self.rule is not None and chosen is not None and chosen is not self.rule.name
        permit(self.apply, self._desk.who, Action.SET_RULE, possible=possible)

    def _apply(self) -> None:
        chosen = self._chosen
        if chosen is not None:
            future = self._desk.workshop.set_rule(DecisionRule(chosen))
            self._desk.bridge.follow(future, self._applied, self._refuse)

    def _applied(self, _nothing: object) -> None:
        self.said.say(words.RULE_APPLIED, "good")

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")
