"""What a record still lacks before it is signed: made in the worker, from the record as archived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from metroapp.domain.cutoff import TraceSource
from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.production import QUANTITIES, TIMES, Blank, missing
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.phrases import balloon_of
from metroapp.wording import columns, comparing, textures
from metroapp.wording import gestures as words
from metroapp.wording.labels import label

_MOST_NAMED = 8
_FOLLOW_UP = frozenset(Blank(name) for name in (*QUANTITIES, *TIMES))


def left_to_do(record: InspectionRecord, waiting: int) -> list[str]:
    """One sentence for each kind of thing; `waiting` readings are neither recorded nor dropped yet."""
    return list(_lines(record, waiting))


def _lines(record: InspectionRecord, waiting: int) -> Iterator[str]:
    boxes = list(record.boxes())
    empty = [box for box in boxes if record.status(box) is BoxStatus.NOT_MEASURED]
    if empty:
        yield words.LEFT_EMPTY.format(boxes=_named(empty))
    void = record.void_boxes()
    if void:
        yield comparing.LEFT_VOID.format(boxes=_named(void))
    for characteristic in record.characteristics if record.options.comparing.rechecks else ():
        if record.unproven(characteristic.balloon):
            yield comparing.LEFT_RECHECK.format(balloon=characteristic.balloon)
    for number in dict.fromkeys(one.instrument for one in record.columns.unproven(record)):
        yield columns.LEFT_CONSTANT.format(instrument=number)
    undeclared = [box for box in boxes if _is_undeclared(record, box)]
    if undeclared:
        yield textures.LEFT_UNDECLARED.format(boxes=_named(undeclared))
    if record.asks_approval and record.approval is None:
        yield words.LEFT_APPROVAL_LAPSED if record.approvals else words.LEFT_APPROVAL
    second = [box for box in boxes if record.awaits_second(box)]
    if second:
        yield words.LEFT_SECOND.format(boxes=_named(second))
    question = record.question()
    if question is not None:
        yield words.LEFT_ANSWER.format(boxes=_named([question.box]))
    called = [measurement.box for measurement in _measurements(record, boxes) if _is_open_call(record, measurement)]
    if called:
        yield words.LEFT_CALLS.format(boxes=_named(called))
    if waiting:
        yield words.LEFT_WAITING_ONE if waiting == 1 else words.LEFT_WAITING.format(count=waiting)
    yield from _papers(record)


def _is_undeclared(record: InspectionRecord, box: BoxKey) -> bool:
    """Whether nobody said how the roughness that decides was traced."""
    found = record.measurement(box)
    told = None if found is None else record.traces.of(found.id)
    return told is not None and told.source is TraceSource.UNKNOWN


def _measurements(record: InspectionRecord, boxes: list[BoxKey]) -> Iterator[Measurement]:
    return (found for box in boxes for found in record.history(box))


def _is_open_call(record: InspectionRecord, measurement: Measurement) -> bool:
    """Whether somebody was called about a value that is still the one that decides, and not good or accepted since."""
    box = measurement.box
    if measurement.id not in record.calls or record.measurement(box) is not measurement:
        return False
    return record.status(box) is not BoxStatus.CONFORMING and record.conceded(box) is None


def _papers(record: InspectionRecord) -> Iterator[str]:
    blanks = missing(record.follow_up, record.set_up)
    of_follow_up = [blank for blank in blanks if blank in _FOLLOW_UP]
    of_set_up = [blank for blank in blanks if blank not in _FOLLOW_UP]
    if record.follow_up is None:
        yield words.LEFT_FOLLOW_UP_ALL
    elif of_follow_up:
        yield words.LEFT_FOLLOW_UP.format(blanks=words.listed(map(label, of_follow_up), _MOST_NAMED))
    if record.set_up is None:
        yield words.LEFT_SET_UP_ALL
    elif of_set_up:
        yield words.LEFT_SET_UP.format(blanks=words.listed(map(label, of_set_up), _MOST_NAMED))


def _named(boxes: Iterable[BoxKey]) -> str:
    named = (words.LEFT_BOX.format(piece=box.piece, balloon=balloon_of(box)) for box in boxes)
    return words.listed(named, _MOST_NAMED)
