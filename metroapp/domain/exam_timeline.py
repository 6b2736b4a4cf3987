"""Everything that happened to a candidate in a session, in order, and the record as it was after any of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import get_args

from metroapp.domain.declarations import Declaration
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, EntryId, Measurement
from metroapp.domain.operations import Operation
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.session_acts import SessionAct, SessionClosed, SessionOpened

_DECLARATIONS = get_args(Declaration)


class EntryKind(Enum):
    """What an entry of the time line is."""

    SESSION = "session"  # an act of the session
    VALUE = "value"
    DECLARATION = "declaration"  # of the candidate: instrument, C/NC, sorting
    GESTURE = "gesture"  # anything else on the record


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry of the journal. `phase` is empty for what is of the whole session."""

    id: EntryId
    at: datetime
    kind: EntryKind
    what: SessionAct | Operation
    phase: str
    piece: int | None = None
    balloon: str = ""


@dataclass(frozen=True, slots=True)
class RecordStory:
    """A record as it was opened, and the operations written of it, in the order of the journal."""

    header: RecordHeader
    instruments: dict[str, Instrument]
    operations: tuple[Operation, ...]

    def until(self, entry: EntryId | None = None) -> InspectionRecord:
        """The record with the operations up to an entry of the journal, itself among them; all of them without."""
        found = InspectionRecord(self.header, self.instruments)
        for operation in self.operations:
            if entry is not None and operation.id.sequence > entry.sequence:
                break
            found.apply(operation)
        return found


def timeline(
    session: ExamSession, candidate: str, stories: Sequence[tuple[str, RecordStory]]
) -> tuple[TimelineEntry, ...]:
    """What was done of a candidate: the acts of the session that are of them or of everybody, and the operations of
    their records, each with its phase. In the order of the journal, which no clock set back disturbs; of their times
    where several posts wrote."""
    entries = [*_acts(session, candidate)]
    for phase, story in stories:
        entries += _operations(phase, story)
    entries.sort(key=lambda one: one.id.sequence)
    if len({one.id.post for one in entries}) > 1:
        entries.sort(key=lambda one: one.at)
    return tuple(entries)


def _acts(session: ExamSession, candidate: str) -> Iterable[TimelineEntry]:
    for act in session.acts:
        is_of_all = isinstance(act, SessionOpened | SessionClosed)
        if is_of_all or getattr(act, "candidate", None) == candidate:
            yield TimelineEntry(act.id, act.at, EntryKind.SESSION, act, getattr(act, "phase", ""))


def _operations(phase: str, story: RecordStory) -> Iterable[TimelineEntry]:
    boxes = {one.id: one.box for one in story.operations if isinstance(one, Measurement)}
    for one in story.operations:
        piece, balloon = _place(one, boxes)
        yield TimelineEntry(one.id, one.at, _kind(one), one, phase, piece, balloon)


def _kind(one: Operation) -> EntryKind:
    if isinstance(one, Measurement):
        return EntryKind.VALUE
    return EntryKind.DECLARATION if isinstance(one, _DECLARATIONS) else EntryKind.GESTURE


def _place(one: Operation, boxes: dict[EntryId, BoxKey]) -> tuple[int | None, str]:
    """The piece and the balloon of an operation: its own, else those of the value that it is about."""
    box = getattr(one, "box", None)
    if box is None:
        about = (getattr(one, name, None) for name in ("cancels", "confirms", "about", "accepts", "measurement"))
        box = next((boxes[id] for id in about if id in boxes), None)
    if box is not None:
        return box.piece, box.balloon
    return getattr(one, "piece", None), getattr(one, "balloon", "")
