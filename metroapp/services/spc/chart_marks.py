"""What happened to a process, placed on its chart: the journal, corrections typed, events of the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from metroapp.archive.journal import to_microseconds
from metroapp.domain.chart_acts import ChartNote, ChartOpened
from metroapp.domain.correction_acts import OffsetTyped, RegisterKept, SizeLinked
from metroapp.domain.kept_chart import KeptChart
from metroapp.domain.measurement import EntryId
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.production import EventKind
from metroapp.domain.tool_register import folded
from metroapp.services.spc.series import Places, Series

NEW_TOOL = (ChartNote.TOOL_CHANGE, EventKind.TOOL_CHANGE)
MOVED = (*NEW_TOOL, ChartNote.CORRECTION, ChartNote.SETTING, EventKind.OFFSET)  # the size begins anew


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at the machine, or a line of the journal, before the value of place `before` (from 0)."""

    before: int
    x: float  # between two points
    kind: ChartNote | EventKind
    text: str
    by: str
    at: datetime
    is_of_record: bool = False


def corrections(acts: list[ProcessAct], opened: ChartOpened) -> tuple[OffsetTyped, ...]:
    """What was typed in the registers that the size was linked to; on a chart of one machine, in those of it."""
    size, machine = (opened.reference, opened.balloon), folded(opened.machine)
    of_machine = {act.number for act in acts if isinstance(act, RegisterKept) and folded(act.machine) == machine}
    of_size = {
        act.number
        for act in acts
        if isinstance(act, SizeLinked)
        and (act.reference, act.balloon) == size
        and (not machine or act.number in of_machine)
    }
    return tuple(act for act in acts if isinstance(act, OffsetTyped) and act.number in of_size)


def chart_marks(chart: KeptChart, series: Series, members: Places, typed: tuple[OffsetTyped, ...]) -> Iterator[Mark]:
    """Its journal, what was typed in the registers of its tool, and the events of its records."""
    ends = members[:, -1]

    def mark(before: int, kind: ChartNote | EventKind, text: str, by: str, at: datetime, *, of_record: bool) -> Mark:
        return Mark(before, int(np.searchsorted(ends, before)) + 0.5, kind, text, by, at, of_record)

    for note in chart.notes:
        before = _after(note.after or note.id, note.at, series)
        yield mark(before, note.kind, note.text, note.by, note.at, of_record=False)
    told = {event.at for _, event in series.events if event.kind is EventKind.OFFSET}
    for act in typed:
        if act.at in told:  # the record that was being filled tells of it, where its pieces are
            continue
        before = _after(act.after or act.id, act.at, series)
        text = f"{act.number} : {format(act.amount, '+f').replace('.', ',')} {act.reason}".strip()
        yield mark(before, ChartNote.CORRECTION, text, act.by, act.at, of_record=False)
    if not series.events:
        return
    pieces: dict[int, list[tuple[int, int]]] = {}
    for place, value in enumerate(series.values):
        pieces.setdefault(value.record, []).append((value.piece, place))
    for record, event in series.events:
        if record in pieces:
            before = max((place + 1 for piece, place in pieces[record] if piece <= event.after), default=0)
            before = before or pieces[record][0][1]
            text = f"{event.tool} {event.text}".strip()
            yield mark(before, event.kind, text, event.by, event.at, of_record=True)


def _after(id: EntryId, at: datetime, series: Series) -> int:
    """How many values come before what followed an entry of the journal: by its box where that was a value, and among
    the values of another post by its time."""
    if id.post in series.of_posts:
        return series.ends_at(id) + 1
    instant = to_microseconds(at)
    return sum(value.at <= instant for value in series.values)
