"""A record that was filled and the same one opened again are the same record, whatever was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.acceptance import Verdict
from metroapp.domain.decision import answers
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.first_piece import require_approvable
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition, PieceBoxes, Sorting
from metroapp.domain.specification import BoxCode, Means, Sampling
from tests.domain.record_session import Filling
from tests.examples import examples
from tests.workbench import characteristic

EVERY_SECOND = Sampling(every=2)
GUARDED = replace(
    characteristic("3", "35 ±0,1", Means.CALIPER, EVERY_SECOND), rule=DecisionRule(RuleName.GUARD, Decimal("0.02"))
)
CHARACTERISTICS = (
    characteristic("1", "Ø20 H7", Means.MICROMETER),
    characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, EVERY_SECOND, size_balloon="1"),
    GUARDED,
    characteristic("4", "Ø20 h7 Ⓔ", Means.MICROMETER),
)
VALUES = {
    "1": ("20.002", "20.015", "20.030"),
    "2": ("0.050", "0.110", "0.130"),
    "3": ("35.00", "35.09", "35.30"),
    "4": ("19.990", "20.020"),
}
PIECES = 4
OPTIONS = st.builds(
    RecordOptions,
    approval=st.sampled_from([None, Role.QUALITY]),
    asks=st.booleans(),
    concordant=st.booleans(),
    widens=st.booleans(),
)
GESTURES = ("value", "value", "value", "value", "mean", "see", "undo", "undo", "impossible", "confirm", "call")
GESTURES += ("visa", "concession", "concession", "approve", "change_tool")


def approvable(record: InspectionRecord) -> str:
    try:
        require_approvable(record)
    except Refusal as refusal:
        return refusal.message.code
    return ""


def facts(record: InspectionRecord) -> dict[str, Any]:
    """What anybody may read of a record."""
    boxes = list(record.boxes())
    return {
        "statuses": [record.status(box) for box in boxes],
        "awaits second": [box for box in boxes if record.awaits_second(box)],
        "was bad": [(box, record.was_nonconforming(box)) for box in boxes if record.was_bad(box)],
        "conceded": {box: record.conceded(box) for box in boxes},
        "dispositions": [record.disposition(piece) for piece in record.pieces],
        "sorting": record.sorting(),
        "question": record.question(),
        "approval": record.approval,
        "approvable": approvable(record),
        "gates": [record.gate(box) for box in boxes],
        "widened": [(record.widened(one.balloon), record.ever_widened(one.balloon)) for one in record.characteristics],
        "next": record.next_box(),
        "last": record.last_live,
    }


def do(filling: Filling, gesture: str, piece: int, balloon: str, data: st.DataObject) -> None:
    """One gesture, where the workshop lets it be done."""
    record = filling.record
    found = record.measurement(BoxKey(piece, balloon))
    match gesture:
        case "value":
            filling.value(piece, data.draw(st.sampled_from(VALUES[balloon])), balloon=balloon)
        case "mean":
            filling.mean(piece, *data.draw(st.sampled_from([("35.00", "35.01"), ("35.09", "35.08")])), balloon="3")
        case "see":
            filling.see(piece, BoxCode.ENVELOPE, data.draw(st.sampled_from(answers(BoxCode.ENVELOPE))), balloon="4")
        case "undo" if record.last_live is not None:
            filling.undo()
        case "impossible" if found is None:
            filling.impossible(piece, balloon)
        case "confirm" if record.question() is not None:
            filling.confirm()
        case "call" if record.question() is not None:
            filling.call()
        case "visa" if found is not None:
            filling.visa(piece, balloon)
        case "concession" if (
            record.characteristic_status(piece, record.characteristic(balloon)) is BoxStatus.NONCONFORMING
        ):
            filling.concession(piece, balloon)
        case "approve" if not approvable(record):
            filling.approve()
        case "change_tool":
            filling.change_tool(piece - 1)


# Most of it on one piece, so that gestures meet; long, so that they follow each other.
STEP = st.tuples(st.sampled_from(GESTURES), st.sampled_from((3, 3, 3, 1, 2, 4)), st.sampled_from("11122334"))
STEPS = st.lists(STEP, min_size=20, max_size=50)


@examples(50)
@given(OPTIONS, STEPS, st.data())
def test_a_record_is_the_same_when_it_is_opened_again(
    options: RecordOptions, steps: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    filling = Filling(*CHARACTERISTICS, pieces=PIECES, options=options)
    for gesture, piece, balloon in steps:
        do(filling, gesture, piece, balloon, data)
        facts(filling.record)
    assert facts(filling.record) == facts(filling.replayed())


# Few boxes, that are soon all filled: another one to be measured then shows.
FEW = (CHARACTERISTICS[0], GUARDED)
ON_FEW = st.tuples(
    st.sampled_from(("value", "value", "value", "value", *GESTURES)), st.integers(1, PIECES), st.sampled_from("13")
).filter(lambda step: step[0] != "see")


@examples(50)
@given(OPTIONS, st.lists(ON_FEW, min_size=10, max_size=40), st.data())
def test_after_each_gesture_the_sorting_kept_is_the_sorting_of_every_box(
    options: RecordOptions, steps: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    """Only the boxes that changed are looked at again: sorted from the first box to the last, a piece is the same."""
    filling = Filling(*FEW, pieces=PIECES, options=options)
    record = filling.record
    for gesture, piece, balloon in steps:
        do(filling, gesture, piece, balloon, data)
        sorted_anew = []
        for each in record.pieces:
            boxes = PieceBoxes((box, record.status(box)) for box in record.boxes_of(each))
            sorted_anew.append(boxes.sort(record.granted(each)))
        assert [record.disposition(each) for each in record.pieces] == sorted_anew
        assert record.sorting() == Sorting.of(Counter(sorted_anew))


@examples(50)
@given(OPTIONS, STEPS, st.data())
def test_whatever_was_done_what_was_seen_bad_is_good_only_with_a_proof(
    options: RecordOptions, steps: list[tuple[str, int, str]], data: st.DataObject
) -> None:
    filling = Filling(*CHARACTERISTICS, pieces=PIECES, options=replace(options, concordant=True))
    record = filling.record
    for gesture, piece, balloon in steps:
        do(filling, gesture, piece, balloon, data)
        facts(record)
    for box in record.boxes():
        last = record.measurement(box)
        if last is not None:  # what was decided before is not what is decided now
            now = Verdict.UNDECIDED if record.awaits_second(box) else record.decide(last)
            assert record.status(box) is BoxStatus(now.value)
        if record.was_bad(box) and last is not None and record.status(box) is BoxStatus.CONFORMING:
            good = [one for one in record.live(box) if record.decide(one) is Verdict.CONFORMING]
            settled = any(given.is_repeated for given in last.inputs)
            assert last.id in record.visas or len(good) >= 2 or (settled and not record.was_nonconforming(box))
    for piece in record.pieces:
        boxes = PieceBoxes((box, record.status(box)) for box in record.boxes_of(piece))
        assert record.disposition(piece) is boxes.sort(record.granted(piece))
        if record.disposition(piece) is Disposition.CONCESSION:
            bad = [box for box in record.boxes_of(piece) if record.status(box) is BoxStatus.NONCONFORMING]
            decides = {box: record.measurement(box) for box in bad}
            assert all(found is not None and _covers(record, box, found.id) for box, found in decides.items())


def _covers(record: InspectionRecord, box: BoxKey, id: Any) -> bool:
    granted = record.conceded(box)
    return granted is not None and id.sequence < granted.id.sequence
