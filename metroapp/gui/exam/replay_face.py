"""What a candidate did, moment by moment: a time line, and the relevé as it was then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSplitter, QVBoxLayout, QWidget

from metroapp.domain.exam_timeline import TimelineEntry
from metroapp.domain.record import InspectionRecord
from metroapp.gui.models.rows import Column, Row
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.releve_grid import ReleveGrid
from metroapp.services.exam.evidence import Replay
from metroapp.services.record_views import record_opened
from metroapp.wording import exam_declaring, exam_jury
from metroapp.wording.exam_supervision import clock
from metroapp.wording.exam_timeline import entry_line, place, when
from metroapp.wording.labels import mark
from metroapp.wording.numbers import day

_WHEN, _PLACE = 96, 100  # px: the day above the time, the piece above the balloon; the rest is for what happened
_LINE, _RECORD = 42, 58  # shares of the width


class ReplayFace(QWidget):
    """A line chosen, or the slider moved, shows the record right after it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._replay: Replay | None = None
        words = exam_jury
        columns = (Column(words.WHEN, width=_WHEN), Column(words.PLACE, width=_PLACE), Column(words.WHAT))
        self.entries = PanelTable(columns, theme, words.REPLAY, words.NO_ENTRY)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(words.REPLAY)
        self.slider.setMinimumHeight(36)
        self.said = QLabel()
        self.said.setProperty("role", "soft")
        self.said.setWordWrap(True)
        self.grid = ReleveGrid(theme)
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        for widget in (self.slider, self.said):
            right.addWidget(widget)
        right.addWidget(self.grid, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for at, (face, share) in enumerate(((self.entries, _LINE), (beside, _RECORD))):
            self.splitter.addWidget(face)
            self.splitter.setStretchFactor(at, share)
        self.splitter.setSizes([_LINE * 10, _RECORD * 10])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.slider.valueChanged.connect(self.go_to)
        self.entries.table.selectionModel().currentRowChanged.connect(self._choose)

    def show_replay(self, replay: Replay) -> None:
        """What was done, from the last moment that has a record."""
        self._replay = replay
        times = _times(replay.entries)
        rows = [Row((at, place(one), entry_line(one))) for at, one in zip(times, replay.entries, strict=True)]
        self.entries.rows.show(rows)
        self.entries.look()
        self.entries.table.resizeRowsToContents()
        last = max(0, len(replay.entries) - 1)
        shown = next((at for at in range(last, -1, -1) if replay.entries and replay.at(replay.entries[at])), last)
        self.slider.setRange(0, last)
        self.slider.setValue(shown)
        self.go_to(shown)

    def go_to(self, entry: int) -> None:
        """The record as it was right after an entry."""
        if self._replay is None or not self._replay.entries:
            return
        found = self._replay.entries[entry]
        record = self._replay.at(found)
        self.grid.setVisible(record is not None)
        self.said.setText(exam_jury.NO_RECORD if record is None else exam_jury.AT_MOMENT.format(at=when(found)))
        if record is not None:
            self._show(record)
            self._look_at(found)
        self.entries.table.selectRow(entry)

    def _show(self, record: InspectionRecord) -> None:
        model = self.grid.model
        opened = record_opened(record, resumed=True)
        told = replace(opened.header.options, examination=None)  # the jury is told what the candidate was not
        model.open(replace(opened, header=replace(opened.header, options=told)))
        self.grid.show_lines()
        sorts = map(record.declarations.piece, record.pieces)
        self.grid.show_declared_sorts(
            [
                exam_jury.SORT_UNDECLARED
                if said is None
                else exam_jury.SORT_DECLARED.format(sort=mark(said.disposition))
                for said in sorts
            ]
        )
        for box in record.boxes():
            measured = record.measurement(box)
            said = None if measured is None else record.declarations.box(box, measured.id)
            if said is not None:
                model.declare(box, exam_declaring.GOOD if said.is_conforming else exam_declaring.BAD)

    def _look_at(self, entry: TimelineEntry) -> None:
        """On a narrow screen not every piece has room: the one of the moment does."""
        boxes = (box for box in self.grid.model.cells if box.piece == entry.piece)
        found = next((box for box in boxes if entry.balloon in ("", box.balloon)), None)
        if found is not None:
            self.grid.bring(found)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.slider.value() != now.row():
            self.slider.setValue(now.row())


def _times(entries: Sequence[TimelineEntry]) -> list[str]:
    """The time of each; above the first of a day, its day: said in every line it took the room of what happened."""
    days = [day(one.at) for one in entries]
    return [
        clock(one.at) if today == before else f"{today}\n{clock(one.at)}"
        for one, today, before in zip(entries, days, ["", *days], strict=False)
    ]
