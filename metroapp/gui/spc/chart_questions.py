"""What is asked before something is written about a chart: to open it, to note on it, its rules, its end."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic
from metroapp.domain.statistical_terms import NELSON, WESTERN_ELECTRIC, ChartKind, RunRule
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.spc.chart_room import LARGEST_SUBGROUP, kind_of
from metroapp.services.spc.followable import followable, measured_references
from metroapp.wording import charts as words
from metroapp.wording.derivations import drawn
from metroapp.wording.statistics import RULES

Asked = tuple[str, str, int, ChartKind, str]
_LEAST_WIDTH, _TWO_COLUMNS = 720, 900  # px


class OpenChart(ActQuestion):
    """`confirmed` carries ((reference, balloon, size, kind, machine), None)."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.OPEN_TITLE, words.OPEN_DO, desk, parent, said=words.OPEN_SAID)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.part, self.balloon = self.choice(()), self.choice(())
        self.pieces = Stepper(1, LARGEST_SUBGROUP, 5, words.SIZE)
        self.kind = self.choice(())
        self.machine = self.line()
        self.add_fields((words.PART, self.part, 2), (words.BALLOON, self.balloon, 3))
        self.add_fields((words.SIZE, self.pieces, 2), (words.KIND, self.kind, 3), (words.MACHINE, self.machine, 3))
        self.confirm.setEnabled(False)
        self.part.currentIndexChanged.connect(self._read_balloons)
        self.pieces.line.textChanged.connect(self._offer_kinds)
        self._offer_kinds()
        workspace = desk.workshop.workspace
        desk.worker.do(lambda _task: measured_references(workspace), self._show_parts, self.refuse)

    def given(self) -> Asked:
        if self.balloon.currentData() is None:
            raise Refusal("chart.unknown", reference=self.part.currentText(), balloon="")
        return (
            self.part.currentText(), self.balloon.currentData(), self.pieces.value(), self.kind.currentData(),
            self.machine.text().strip(),
        )  # fmt: skip

    def _show_parts(self, references: list[str]) -> None:
        if references:
            self.part.addItems(references)
        else:
            self.said.setText(words.NO_PART)

    def _read_balloons(self, _place: int) -> None:
        workspace, reference = self.desk.workshop.workspace, self.part.currentText()

        def read(_task: Task) -> list[Characteristic]:
            return followable(workspace, reference)

        self.desk.worker.do(read, self._show_balloons, self.refuse)

    def _show_balloons(self, found: list[Characteristic]) -> None:
        self.balloon.clear()
        for one in found:
            self.balloon.addItem(
                words.BALLOON_LINE.format(balloon=one.balloon, callout=drawn(one.callout)), one.balloon
            )
        self.confirm.setEnabled(bool(found))

    def _offer_kinds(self, _text: str = "") -> None:
        """Those that go with the size of the subgroups; the usual one first."""
        usual = kind_of(self.pieces.value())
        others = (ChartKind.STDEV,) if usual is ChartKind.RANGE else ()
        self.kind.clear()
        for kind in (usual, *others):
            self.kind.addItem(words.KINDS[kind], kind)


class NoteOnChart(ActQuestion):
    """`confirmed` carries ((what, text), None); the note is placed after the last value."""

    def __init__(self, number: str, after: int, desk: Desk, parent: QWidget) -> None:
        said = words.NOTE_SAID.format(point=after)
        super().__init__(words.NOTE_TITLE.format(number=number), words.NOTE_DO, desk, parent, said=said)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._kinds = QButtonGroup(self)
        row = QHBoxLayout()
        for place, kind in enumerate(ChartNote):
            button = QPushButton(words.NOTES[kind])
            button.setCheckable(True)
            button.setAccessibleName(words.NOTES[kind])
            button.setObjectName("tall")
            self._kinds.addButton(button, place)
            row.addWidget(button)
        self._kinds.button(0).setChecked(True)
        self.body.addLayout(row)
        self.text: QLineEdit = self.comment_line()
        self.add_fields((words.NOTE_TEXT, self.text, 1))
        self.text.setFocus()

    def choose(self, kind: ChartNote) -> None:
        self._kinds.button(list(ChartNote).index(kind)).setChecked(True)

    def given(self) -> tuple[ChartNote, str]:
        return list(ChartNote)[self._kinds.checkedId()], self.text.text().strip()


class RulesOfChart(ActQuestion):
    """`confirmed` carries ((rules, reason), None); a point beyond the limits is always named."""

    def __init__(self, number: str, rules: Iterable[RunRule], desk: Desk, parent: QWidget) -> None:
        super().__init__(words.RULES_TITLE.format(number=number), words.RULES_DO, desk, parent)
        self.setMinimumWidth(_TWO_COLUMNS)
        sets = QHBoxLayout()
        for text, preset in (
            (words.NELSON_SET, NELSON),
            (words.WESTERN_ELECTRIC_SET, WESTERN_ELECTRIC),
            (words.LIMITS_ONLY, (RunRule.BEYOND_LIMITS,)),
        ):
            button = QPushButton(text)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked, chosen=preset: self.choose(chosen))
            sets.addWidget(button)
        sets.addStretch(1)
        self.body.addLayout(sets)
        self.body.setSpacing(2)
        self.ticks = {rule: Tick(RULES[rule], desk.theme) for rule in RunRule}
        columns = QGridLayout()
        for place, tick in enumerate(self.ticks.values()):
            columns.addWidget(tick, place // 2, place % 2)
        self.body.addLayout(columns)
        self.ticks[RunRule.BEYOND_LIMITS].setEnabled(False)
        self.reason = self.comment_line()
        self.add_fields((words.WHY, self.reason, 1))
        self.choose(rules)

    def choose(self, rules: Iterable[RunRule]) -> None:
        chosen = set(rules)
        for rule, tick in self.ticks.items():
            tick.setChecked(rule in chosen)

    def given(self) -> tuple[tuple[RunRule, ...], str]:
        return tuple(rule for rule, tick in self.ticks.items() if tick.isChecked()), self.reason.text()


class EndOfChart(ActQuestion):
    """`confirmed` carries (reason, None)."""

    def __init__(self, number: str, desk: Desk, parent: QWidget) -> None:
        title = words.STOP_TITLE.format(number=number)
        super().__init__(title, words.STOP_DO, desk, parent, said=words.STOP_SAID)
        self.reason = self.comment_line()
        self.add_fields((words.WHY, self.reason, 1))
        self.reason.setFocus()

    def given(self) -> str:
        return self.reason.text()
