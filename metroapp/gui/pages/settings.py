"""The settings: people and codes, the decision rule, how records are filled, the post. Everybody may read them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, SecretEvent
from metroapp.gui.desk import Desk
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.widgets.concession_section import ConcessionSection
from metroapp.gui.widgets.exports_section import ExportsSection
from metroapp.gui.widgets.lock_section import LockSection
from metroapp.gui.widgets.logo_section import LogoSection
from metroapp.gui.widgets.options_section import OptionsSection
from metroapp.gui.widgets.pedal_section import PedalSection
from metroapp.gui.widgets.people_section import PeopleSection
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.ratios_section import RatiosSection
from metroapp.gui.widgets.rule_section import RuleSection
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.server_section import ServerSection
from metroapp.services import consultation
from metroapp.wording import about, personal_data, workshops
from metroapp.wording import settings as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment
from metroapp.wording.sentences import sentence

_HISTORY = (
    Column(words.WHEN, width=134),
    Column(words.WHOSE, width=114),
    Column(words.WHAT),
    Column(words.BY, width=114),
)


class SettingsPage(QWidget):
    """Controls that the person signed in may not use are disabled and say whom they are for.

    `own_data_asked`, `about_asked` and `workshop_asked` are what the buttons of its head ask for.
    """

    own_data_asked = Signal(object)
    about_asked = Signal(object)
    workshop_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.people = PeopleSection(desk)
        self.rule = RuleSection(desk)
        self.options = OptionsSection(desk)
        self.ratios = RatiosSection(desk)
        self.concessions = ConcessionSection(desk)
        self.logo = LogoSection(desk)
        self.exports = ExportsSection(desk)
        self.server = ServerSection(desk)
        self.lock = LockSection(desk)
        self.pedals = PedalSection(desk)
        self._sections = (
            self.people, self.rule, self.options, self.ratios, self.concessions, self.logo, self.exports, self.server,
            self.lock, self.pedals,
        )  # fmt: skip
        self.history = RowsModel(_HISTORY, self)
        self.events = PlainTable(self.history, desk.theme, words.HISTORY_TABLE)
        self.events.setObjectName("narrow")
        self.said = Said()
        self.own_data = _head_button(personal_data.OWN, personal_data.OWN_TIP)
        self.about = _head_button(about.PAGE, about.OPEN_TIP)
        self.workshop = _head_button(workshops.OTHER, workshops.OTHER_TIP)
        self._build()
        self.own_data.clicked.connect(self._ask_own_data)
        self.about.clicked.connect(self._ask_about)
        self.workshop.clicked.connect(self._ask_workshop)
        desk.theme.changed.connect(self._dress)
        self._dress(desk.theme.tokens)
        self.people.changed.connect(self._changed)
        self.show_presence()

    def _build(self) -> None:
        title = QLabel(words.TITLE)
        title.setProperty("role", "title")
        past = QFrame()
        past.setProperty("role", "card")
        heading = QLabel(words.HISTORY_TITLE)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(16, 0, 16, 0)
        inside = QVBoxLayout(past)
        inside.setContentsMargins(1, 12, 1, 1)
        inside.addWidget(heading)
        inside.addWidget(self.events, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.people, 3)
        left.addWidget(past, 2)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        for section in self._sections[1:]:
            right.addWidget(section)
        right.addStretch(1)
        beside = Scrolled(right)
        beside.setFixedWidth(424)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(left, 1)
        across.addWidget(beside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 8)
        layout.setSpacing(10)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(title, 1)
        top.addWidget(self.own_data)
        top.addWidget(self.about)
        top.addWidget(self.workshop)
        layout.addLayout(top)
        layout.addWidget(self.said)
        layout.addLayout(across, 1)

    def _dress(self, tokens: Tokens) -> None:
        pictures = ((self.own_data, "user"), (self.about, "info"), (self.workshop, "folder-open"))
        for button, picture in pictures:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    def _ask_own_data(self) -> None:
        self.own_data_asked.emit(None)

    def _ask_about(self) -> None:
        self.about_asked.emit(None)

    def _ask_workshop(self) -> None:
        self.workshop_asked.emit(None)

    def refresh(self) -> None:
        for section in self._sections:
            section.refresh()
        self._read_history()

    def show_presence(self) -> None:
        for section in self._sections:
            section.show_presence()
        self.own_data.setEnabled(self._desk.who.person is not None)
        permit(self.workshop, self._desk.who, Action.CHANGE_WORKSHOP)

    def show_rule(self, rule: DecisionRule) -> None:
        self.rule.show_rule(rule)

    def _changed(self, _person: object) -> None:
        self._read_history()

    def _read_history(self) -> None:
        workspace = self._desk.workshop.workspace

        def read(_task: Task) -> list[SecretEvent]:
            return consultation.secret_events(workspace)

        self._desk.worker.do(read, self._show_history, self._refuse)

    def _show_history(self, events: list[SecretEvent]) -> None:
        self.said.hide()
        self.history.show([_row(event) for event in reversed(events)])

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")


def _head_button(text: str, tip: str) -> QPushButton:
    button = QPushButton(f" {text}")
    button.setIconSize(QSize(20, 20))
    button.setAccessibleName(text)
    button.setToolTip(tip)
    return button


def _row(event: SecretEvent) -> Row:
    return Row((moment(event.at), event.name, label(event.change), event.by))
