"""The fields of the two kinds of dérogation: the one that is not chosen is not shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.concession_files import IdentifiedPiece, WidenedLimits
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Part
from metroapp.gui.desk import Desk
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Choice, Tick
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.widened_limits import WidenedLimitsForm
from metroapp.services import concession_demand, consultation
from metroapp.services.covering import part_key
from metroapp.services.sheets.days import read_day
from metroapp.services.treatment_form import read_count
from metroapp.wording import treatment_asked as words
from metroapp.wording.sentences import sentence


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a part, of one kind or of the other."""

    part: tuple[str, str, str]
    limits: tuple[WidenedLimits, ...]
    quantity: int | None = None
    until: date | None = None
    pieces: tuple[IdentifiedPiece, ...] = ()


class BeforeForm(QWidget):
    """Widened limits, a number of pieces, a last day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = _choice(desk)
        self.limits = WidenedLimitsForm(desk.theme)
        self.most, self.until = QLineEdit(), QLineEdit()
        self.most.setMaxLength(9)
        self.until.setMaxLength(10)
        self.until.setPlaceholderText(words.DAY_HINT)
        self.said = Said()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        named = ((words.PART, self.part, 4), (words.MOST, self.most, 1), (words.UNTIL, self.until, 1))
        for column, (name, field, share) in enumerate(named):
            _named(grid, column, name, field, share)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.limits)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(grid)
        layout.addWidget(self.said)
        layout.addWidget(QLabel(words.LIMITS))
        layout.addWidget(Scrolled(inside), 1)
        self.part.currentIndexChanged.connect(self._show_part)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """The parts of the library."""
        self.part.clear()
        for part in parts:
            self.part.addItem(" · ".join(filter(None, (part.reference, part.designation, part.revision))), part)
        self.said.say("" if parts else words.NO_PART, "soft")

    def _show_part(self, _index: int) -> None:
        part = self.part.currentData()
        if part is not None:
            self.limits.show_part(part)

    def given(self) -> Asked:
        """Refuses as `read_limits`, `read_count`, `read_day`, and `concession_file.nothing_named` without a part."""
        part = self.part.currentData()
        if part is None:
            raise Refusal("concession_file.nothing_named")
        most = read_count(self.most.text()) if self.most.text().strip() else None
        key = (part.reference, part.drawing, part.revision)
        return Asked(key, self.limits.given(), most, read_day(self.until.text().strip()))


class AfterForm(QWidget):
    """The nonconforming pieces of a record, each with its values: those that are ticked."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: frozenset[int] | None = None  # pieces to be ticked first; None: all of them
        self.found: InspectionRecord | None = None
        self.record = _choice(desk)
        self.pieces: dict[int, Tick] = {}
        self.said = Said()
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        _named(grid, 0, words.RECORD, self.record, 1)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(2)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(grid)
        layout.addWidget(self.said)
        layout.addWidget(Scrolled(inside), 1)
        self.record.currentIndexChanged.connect(self._read)

    def show_records(
        self, records: Sequence[tuple[str, EntryId]], chosen: EntryId | None, pieces: frozenset[int] | None
    ) -> None:
        """The records with nonconforming pieces, and what is to be chosen first."""
        self._wanted = pieces
        self.record.blockSignals(True)
        self.record.clear()
        for said, id in records:
            self.record.addItem(said, id)
        place = next((place for place, (_, id) in enumerate(records) if id == chosen), 0)
        self.record.setCurrentIndex(place)
        self.record.blockSignals(False)
        self.said.say("" if records else words.NO_RECORD, "soft")
        self._read(place)

    def _read(self, _index: int) -> None:
        id, workspace = self.record.currentData(), self._desk.workshop.workspace
        if id is None:
            return

        def read(_task: Task) -> InspectionRecord:
            return consultation.load(workspace, id)

        self._desk.worker.do(read, self._show, self._refuse)

    def _refuse(self, refusal: Refusal) -> None:
        self.said.say(sentence(refusal), "bad")

    def _show(self, record: InspectionRecord) -> None:
        if record.header.id != self.record.currentData():
            return  # another one was chosen meanwhile
        self.found = record
        for tick in self.pieces.values():
            tick.hide()
            tick.deleteLater()
        self.pieces = {}
        for bad in concession_demand.bad_pieces(record):
            findings = " ; ".join(
                words.BAD_FINDING.format(balloon=one.box.balloon, value=one.value, requirement=one.requirement)
                for one in bad.findings
            )
            tick = Tick(words.BAD_PIECE.format(piece=bad.piece, findings=findings), self._desk.theme)
            tick.setChecked(self._wanted is None or bad.piece in self._wanted)
            self.pieces[bad.piece] = tick
            self._list.addWidget(tick)
        self.said.say("" if self.pieces else words.NO_BAD_PIECE, "soft")

    def given(self) -> Asked:
        """Refuses `concession_file.nothing_named` without a piece."""
        pieces = [piece for piece, tick in self.pieces.items() if tick.isChecked()]
        if self.found is None or not pieces:
            raise Refusal("concession_file.nothing_named")
        limits, named = concession_demand.as_measured(self.found, pieces)
        return Asked(part_key(self.found), limits, pieces=named)


def _choice(desk: Desk) -> Choice:
    choice = Choice(desk.theme)
    choice.setMinimumContentsLength(12)
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice


def _named(grid: QGridLayout, column: int, name: str, field: QWidget, share: int) -> None:
    label = QLabel(name)
    label.setBuddy(field)
    field.setAccessibleName(name)
    grid.addWidget(label, 0, column)
    grid.addWidget(field, 1, column)
    grid.setColumnStretch(column, share)
