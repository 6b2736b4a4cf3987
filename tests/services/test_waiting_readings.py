"""Readings that wait: held rather than refused, whatever is going on; taken once; still there after a power cut."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import Gate, RecordOptions
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means, Part
from metroapp.services import consultation
from metroapp.services.events import Asked, Expected, HeldChanged, ProposalsChanged, RecordOpened, Refused
from metroapp.services.new_record import NewRecord
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    COLUMN,
    INDICATOR,
    MICROMETER,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
DIAMETER = characteristic("3", "Ø20 h6", Means.COMPARISON)
BORE = characteristic("4", "Ø16 H7", Means.HEIGHT_GAUGE)
FIRST, SHAFT_1 = BoxKey(1, "1"), BoxKey(1, "2")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    yield opened
    opened.close()


def begin(shop: Shop, tested: Part, pieces: int = 1, **options: object) -> None:
    shop.workshop.set_options(replace(RecordOptions(), **options)).result()  # type: ignore[arg-type]
    shop.workshop.open_record(NewRecord(tested, pieces)).result()


def after_a_power_cut(shop: Shop, tmp_path: Path) -> Shop:
    """The folder as it is on the disk while the program runs, opened again elsewhere."""
    shop.settle()
    left = tmp_path / f"after-{len(list(tmp_path.iterdir()))}"
    shutil.copytree(shop.workspace.root, left, ignore=shutil.ignore_patterns("*.lock", "backups"))
    again = Shop(left)
    again.resume_last().result()
    return again


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def waiting(shop: Shop) -> list[tuple[str, str, BoxKey]]:
    shop.settle()
    event = next((one for one in reversed(shop.events) if isinstance(one, ProposalsChanged)), ProposalsChanged((), 0))
    return [(one.instrument, str(one.quantity.value), one.box) for one in event.proposals]


def held(shop: Shop) -> list[str]:
    shop.settle()
    event = next((one for one in reversed(shop.events) if isinstance(one, HeldChanged)), HeldChanged((), 0))
    return [str(quantity.value) for _, quantity in event.readings]


def expected(shop: Shop) -> tuple[BoxKey | None, int, Gate | None]:
    shop.settle()
    event = shop.last(Expected)
    assert isinstance(event, Expected)
    expectation = event.expectation
    return (expectation.box, expectation.step, event.gate) if expectation else (None, 0, event.gate)


def asked(shop: Shop) -> BoxKey | None:
    shop.settle()
    event = shop.last(Asked)
    assert isinstance(event, Asked)
    return event.box.key if event.box else None


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


# -- the question about a bad value -----------------------------------------------------------------------------------


def test_a_retake_left_for_another_box_left_the_bad_value_without_an_answer(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    assert asked(shop) is None
    shop.workshop.go_to(BoxKey(3, "1")).result()
    assert asked(shop) == FIRST and expected(shop) == (BoxKey(3, "1"), 1, Gate.ANSWER)
    shop.read(CALIPER, "35.00")
    assert archived(shop).status(BoxKey(3, "1")) is BoxStatus.NOT_MEASURED
    shop.workshop.retake(FIRST, "copeau").result()
    assert asked(shop) is None and expected(shop) == (FIRST, 1, None)


def test_undo_in_the_middle_of_a_retake_keeps_the_retake(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, readings=2)), pieces=2)
    shop.read(CALIPER, "35.30", "35.31")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    shop.workshop.gestures.undo().result()
    assert expected(shop) == (FIRST, 1, None) and asked(shop) is None  # still the retake, from its first reading
    shop.read(CALIPER, "35.01", "35.02")
    assert [one.reason for one in archived(shop).history(FIRST)] == ["", "copeau"]


def test_a_reading_typed_then_refused_left_its_mark_on_those_of_the_instrument(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, readings=2)))
    shop.read(CALIPER, "35.00")
    archive = shop.workshop._archive
    write = archive.write

    def full(_record: object, *_operations: object) -> None:
        raise Refusal("workspace.full", path=shop.workspace.root)

    archive.write = full  # type: ignore[method-assign,assignment]
    assert code_of(shop.workshop.type_value("35,01", "sans câble")) == "workspace.full"
    archive.write = write  # type: ignore[method-assign]
    shop.read(CALIPER, "35.02")
    found = archived(shop).measurement(FIRST)
    assert found is not None and (found.origin, found.reason) == (Origin.INSTRUMENT, "")


# -- what is going on is not lost -------------------------------------------------------------------------------------


def test_taking_a_proposed_reading_threw_away_the_probings_in_progress(shop: Shop) -> None:
    begin(shop, part(BORE, SHAFT))
    shop.read(COLUMN, "24.500")
    shop.read(MICROMETER, "19.990")
    assert waiting(shop) == [(MICROMETER, "19.990", SHAFT_1)]
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.partial"
    assert expected(shop) == (BoxKey(1, "4"), 2, None) and len(waiting(shop)) == 1
    shop.read(COLUMN, "35.514")
    assert archived(shop).measurement(BoxKey(1, "4")) is not None
    shop.workshop.gestures.take_proposed().result()
    assert archived(shop).status(SHAFT_1) is BoxStatus.CONFORMING


def test_taking_a_proposed_reading_threw_away_the_reason_of_a_retake(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(MICROMETER, "19.990")
    assert waiting(shop) == [(MICROMETER, "19.990", SHAFT_1)]  # it was refused
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.retake"
    shop.read(CALIPER, "35.29")
    assert [one.reason for one in archived(shop).history(FIRST)] == ["", "copeau"]
    shop.workshop.gestures.confirm().result()
    shop.workshop.gestures.take_proposed().result()
    assert archived(shop).status(SHAFT_1) is BoxStatus.CONFORMING


def test_another_box_lets_the_reading_be_taken_before_the_second_one(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    shop.read(MICROMETER, "19.990")
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.retake"
    shop.workshop.go_to(BoxKey(2, "1")).result()
    shop.workshop.gestures.take_proposed().result()
    record = archived(shop)
    assert record.status(SHAFT_1) is BoxStatus.CONFORMING and record.awaits_second(FIRST)


def test_a_reading_refused_for_good_leaves_the_box_expected_as_it_was(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(MICROMETER, "-19.990")
    assert code_of(shop.workshop.gestures.take_proposed()) == "reading.negative_size"
    assert expected(shop) == (FIRST, 1, None) and waiting(shop) == []
    assert len(archived(shop).dropped) == 1


def test_a_visa_leaves_what_is_going_on_in_another_box(shop: Shop) -> None:
    begin(shop, part(LENGTH, BORE), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    shop.workshop.go_to(BoxKey(1, "4")).result()
    shop.read(COLUMN, "12.345")
    shop.workshop.gestures.give_visa(FIRST, SIGNED_BY_DOMINIQUE).result()
    assert expected(shop) == (BoxKey(1, "4"), 2, None)


# -- before a gate ----------------------------------------------------------------------------------------------------


def test_readings_before_the_cleaning_were_refused_and_lost(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2, cleaning=True)
    shop.read(CALIPER, "35.00", "35.01")
    shop.read(MICROMETER, "19.990")
    assert waiting(shop) == [
        (CALIPER, "35.00", FIRST),
        (CALIPER, "35.01", BoxKey(2, "1")),
        (MICROMETER, "19.990", SHAFT_1),
    ]
    assert not shop.all(Refused)
    shop.workshop.gestures.drop_proposed().result()
    assert [(one.shown, one.box) for one in archived(shop).dropped] == [("35,00\u00a0mm", FIRST)]
    shop.workshop.gestures.prepare().result()
    for _ in range(2):
        shop.workshop.gestures.take_proposed().result()
    record = archived(shop)
    assert [record.status(box) for box in (BoxKey(2, "1"), SHAFT_1, FIRST)] == [
        BoxStatus.CONFORMING,
        BoxStatus.CONFORMING,
        BoxStatus.NOT_MEASURED,
    ]


def test_readings_before_the_first_piece_is_signed_were_refused_and_lost(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3, approval=PersonRole.QUALITY)
    shop.read(CALIPER, "35.00", "35.01", "35.02")
    assert [box for _, _, box in waiting(shop)] == [BoxKey(2, "1"), BoxKey(3, "1")]
    assert code_of(shop.workshop.gestures.take_proposed()) == "gate.approval"
    shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
    shop.workshop.gestures.take_proposed().result()
    shop.workshop.gestures.drop_proposed().result()
    record = archived(shop)
    assert record.sorting().conforming == 2 and [one.box for one in record.dropped] == [BoxKey(3, "1")]


def test_the_readings_of_one_value_wait_for_one_box(shop: Shop) -> None:
    """Seen behind a question: the second probing was proposed for the next piece."""
    begin(shop, part(DIAMETER), pieces=2, cleaning=True)
    shop.read(INDICATOR, "0.004", "-0.008", "-0.007")  # the zero, then one deviation for each piece
    assert [box.piece for _, _, box in waiting(shop)] == [1, 1, 2]
    shop.workshop.gestures.prepare().result()
    for _ in range(3):
        shop.workshop.gestures.take_proposed().result()
    record = archived(shop)
    assert [len(record.history(BoxKey(piece, "3"))) for piece in (1, 2)] == [1, 1]
    assert len(record.zero_settings) == 1


def test_a_thousand_readings_wait_and_no_more(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metroapp.services.waiting_readings.MOST_WAITING", 2)
    begin(shop, part(LENGTH), pieces=5, cleaning=True)
    shop.read(CALIPER, "35.00", "35.01", "35.02")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "waiting.too_many" and len(waiting(shop)) == 2


# -- after a power cut ------------------------------------------------------------------------------------------------


def test_what_waited_was_lost_by_a_power_cut(shop: Shop, tmp_path: Path) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.workshop._bench.simulated = frozenset({MICROMETER})
    sent = shop._now
    shop.read(MICROMETER, "19.990", "19.991")
    again = after_a_power_cut(shop, tmp_path)
    try:
        assert waiting(again) == [(MICROMETER, "19.990", SHAFT_1), (MICROMETER, "19.991", BoxKey(2, "2"))]
        opened = again.last(RecordOpened)
        assert isinstance(opened, RecordOpened) and opened.resumed and opened.waiting == 2
        again.workshop.gestures.take_proposed().result()
        again.workshop.gestures.drop_proposed().result()
        (found,) = archived(again).history(SHAFT_1)
        frame = found.inputs[0].frame
        assert found.simulated and str(found.quantity.value) == "19.990"  # type: ignore[union-attr]
        assert frame is not None and (frame.instrument, frame.raw) == (MICROMETER, b"01A19.990\r")
        assert frame.flags[:-1] == ("unit_declared",) and frame.received_at == sent
        assert [one.raw for one in archived(again).dropped] == [b"01A19.991\r"]
        assert consultation.verify(again.workspace).sound
    finally:
        again.close()
    last = Shop(again.workspace.root)
    try:
        last.resume_last().result()
        assert waiting(last) == []
    finally:
        last.close()


def test_what_was_held_by_a_locked_post_was_lost_by_a_power_cut(shop: Shop, tmp_path: Path) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00", "35.01")
    again = after_a_power_cut(shop, tmp_path)
    try:
        assert held(again) == ["35.00", "35.01"]
        assert again.workshop.take_held().result() == 2 and held(again) == []
        assert archived(again).sorting().conforming == 2
    finally:
        again.close()


def test_closing_the_window_keeps_what_waits_for_the_next_time(shop: Shop, tmp_path: Path) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.close()
    again = Shop(shop.workspace.root)
    try:
        again.resume_last().result()
        assert waiting(again) == [(MICROMETER, "19.990", SHAFT_1)] and held(again) == ["35.00"]
        assert archived(again).dropped == []
    finally:
        again.close()


def test_a_reading_recorded_just_before_the_power_cut_is_not_offered_twice(shop: Shop, tmp_path: Path) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    shop.workshop._opened.state.remove = lambda key: None  # type: ignore[method-assign]
    shop.workshop.gestures.take_proposed().result()
    again = after_a_power_cut(shop, tmp_path)
    try:
        assert waiting(again) == [] and not again.workshop._opened.state.under("waiting.")
        assert archived(again).status(SHAFT_1) is BoxStatus.CONFORMING
    finally:
        again.close()


def test_a_line_of_the_state_that_says_nothing_stops_nothing(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    for key, text in (("waiting.x", "{}"), ("waiting.7", "{"), ("waiting.8", '{"box": [1]}'), ("waiting.9", "[]")):
        shop.workshop._opened.state.put(key, text)
    shop.close()
    again = Shop(shop.workspace.root)
    try:
        again.resume_last().result()
        assert [value for _, value, _ in waiting(again)] == ["19.990"]
    finally:
        again.close()


def test_a_reading_that_cannot_be_kept_on_the_disk_still_waits_and_says_so(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))

    def full(_key: str, _value: str) -> None:
        raise Refusal("workspace.full", path=shop.workspace.root)

    shop.workshop._opened.state.put = full  # type: ignore[method-assign,assignment]
    shop.read(MICROMETER, "19.990")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "workspace.full"
    assert [value for _, value, _ in waiting(shop)] == ["19.990"]
    shop.workshop.gestures.take_proposed().result()
    found = archived(shop).measurement(SHAFT_1)
    assert found is not None and found.inputs[0].role is Role.READING


def test_what_is_held_goes_through_a_question_as_it_comes(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.30", "35.00")
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    assert shop.workshop.take_held().result() == 2 and held(shop) == []
    assert asked(shop) == FIRST and waiting(shop) == [(CALIPER, "35.00", BoxKey(2, "1"))]
