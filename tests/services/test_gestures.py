"""After a reading: what a bad value asks for, undo, two concordant readings or a visa, gates, readings that wait."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.production import EventKind, FollowUp, SetUpSheet, ToolLine
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import Gate, Order, RecordOptions
from metroapp.domain.signals import SignalKind, signals
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means, Part, Sampling
from metroapp.services import consultation
from metroapp.services.events import (
    Asked,
    Expected,
    ProductionChanged,
    ProposalsChanged,
    RecordOpened,
    Refused,
    SortProposed,
)
from metroapp.services.new_record import NewRecord
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    MICROMETER,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
SECOND = "seconde lecture concordante"
NOW = None


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def begin(shop: Shop, tested: Part, pieces: int = 1, **options: object) -> None:
    shop.workshop.set_options(replace(RecordOptions(), **options)).result()  # type: ignore[arg-type]
    shop.workshop.open_record(NewRecord(tested, pieces)).result()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def expected(shop: Shop) -> tuple[BoxKey | None, Gate | None]:
    shop.settle()
    event = shop.last(Expected)
    assert isinstance(event, Expected)
    return (event.expectation.box if event.expectation else None), event.gate


def asked(shop: Shop) -> BoxKey | None:
    event = shop.last(Asked)
    assert isinstance(event, Asked)
    return event.box.key if event.box else None


def waiting(shop: Shop) -> list[tuple[str, str, BoxKey]]:
    shop.settle()
    event = shop.last(ProposalsChanged)
    assert isinstance(event, ProposalsChanged)
    return [(one.instrument, str(one.quantity.value), one.box) for one in event.proposals]


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


# -- a bad value asks ------------------------------------------------------------------------------------------------


def test_a_bad_value_asks_at_once_and_what_arrives_meanwhile_waits(shop: Shop) -> None:
    reaction = "arrêter la machine, prévenir le régleur"
    begin(shop, part(replace(LENGTH, reaction=reaction), SHAFT), pieces=2)
    shop.read(CALIPER, "35.30")
    event = shop.last(Asked)
    assert isinstance(event, Asked) and event.box is not None and event.reaction == reaction
    assert event.box.key == BoxKey(1, "1")
    assert expected(shop) == (BoxKey(1, "2"), Gate.ANSWER)
    shop.read(MICROMETER, "19.990")
    assert archived(shop).history(BoxKey(1, "2")) == ()
    assert waiting(shop) == [(MICROMETER, "19.990", BoxKey(1, "2"))]
    assert code_of(shop.workshop.type_value("19,99", "sans câble")) == "gate.answer"
    assert code_of(shop.workshop.gestures.take_proposed()) == "gate.answer"
    shop.workshop.gestures.confirm().result()
    assert asked(shop) is None and expected(shop) == (BoxKey(1, "2"), None)
    shop.workshop.gestures.take_proposed().result()
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.CONFORMING and waiting(shop) == []
    assert archived(shop).confirmed


def test_calling_somebody_is_an_answer_and_stays_on_the_record(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.call().result()
    assert asked(shop) is None and expected(shop) == (BoxKey(2, "1"), None)
    (call,) = archived(shop).calls.values()
    assert call.by == CAMILLE


def test_there_is_nothing_to_answer_to_a_good_value(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    assert code_of(shop.workshop.gestures.confirm()) == "question.none"
    shop.read(CALIPER, "35.00")
    assert code_of(shop.workshop.gestures.confirm()) == "question.none"


# -- from bad to good ------------------------------------------------------------------------------------------------


def test_from_bad_to_good_takes_two_readings_in_a_row(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    assert asked(shop) is None
    shop.read(CALIPER, "35.05")
    record = archived(shop)
    assert record.awaits_second(BoxKey(1, "1")) and record.status(BoxKey(1, "1")) is BoxStatus.UNDECIDED
    assert record.disposition(1) is Disposition.HELD
    assert expected(shop) == (BoxKey(1, "1"), None)  # the same box again
    shop.read(CALIPER, "35.06")
    record = archived(shop)
    assert record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING and record.disposition(1) is Disposition.CONFORMING
    assert expected(shop)[0] == BoxKey(2, "1")
    assert [str(one.quantity) and one.reason for one in record.history(BoxKey(1, "1"))] == ["", "copeau", SECOND]
    assert consultation.verify(shop.workspace).sound


def test_a_second_reading_that_is_bad_leaves_it_bad(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "35.05", "35.28")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.NONCONFORMING
    assert asked(shop) == BoxKey(1, "1")


def test_a_good_value_from_before_the_bad_one_does_not_bear_the_next_one_out(shop: Shop) -> None:
    """Seen: good, retake, bad, undone, good again was conforming at once."""
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.00")
    shop.workshop.retake(BoxKey(1, "1"), "doute").result()
    shop.read(CALIPER, "35.50")
    shop.workshop.gestures.undo().result()
    shop.read(CALIPER, "35.01")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.UNDECIDED
    shop.read(CALIPER, "35.02")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_or_the_visa_of_quality(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    gestures = shop.workshop.gestures
    assert code_of(gestures.give_visa(BoxKey(1, "1"), SIGNED_BY_DOMINIQUE)) == "visa.not_needed"
    shop.read(CALIPER, "35.05")
    assert code_of(gestures.give_visa(BoxKey(1, "1"), SIGNED_BY_CAMILLE)) == "person.not_allowed"
    gestures.give_visa(BoxKey(1, "1"), SIGNED_BY_DOMINIQUE).result()
    record = archived(shop)
    assert record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    (visa,) = record.visas.values()
    assert visa.granted_by == "Dominique Leroy"
    assert expected(shop)[0] == BoxKey(2, "1")


def test_an_envelope_shown_at_last_needs_no_second_look(shop: Shop) -> None:
    begin(shop, part(characteristic("1", "Ø20 h7 Ⓔ", Means.MICROMETER)))
    shop.read(MICROMETER, "19.990")
    envelope = next(box for box in archived(shop).boxes() if box.code.value == "envelope")
    shop.workshop.observe(Observation.NOT_DEMONSTRATED).result()
    shop.workshop.retake(envelope, "calibre trouvé").result()
    shop.workshop.observe(Observation.PASSES).result()
    assert archived(shop).disposition(1) is Disposition.CONFORMING


# -- undo ------------------------------------------------------------------------------------------------------------


def test_the_last_reading_is_undone_and_kept(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.00", "35.05")
    shop.workshop.gestures.undo().result()
    record = archived(shop)
    assert record.status(BoxKey(2, "1")) is BoxStatus.NOT_MEASURED and len(record.history(BoxKey(2, "1"))) == 1
    assert expected(shop)[0] == BoxKey(2, "1")
    shop.workshop.gestures.undo().result()
    assert expected(shop)[0] == BoxKey(1, "1")
    assert code_of(shop.workshop.gestures.undo()) == "undo.nothing"
    shop.read(CALIPER, "35.01")
    assert archived(shop).measurement(BoxKey(1, "1")).replaces is None  # type: ignore[union-attr]
    assert consultation.verify(shop.workspace).sound


def test_undoing_a_bad_value_does_not_make_one_good_reading_enough(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.undo().result()
    assert asked(shop) is None
    shop.read(CALIPER, "35.00")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.UNDECIDED
    shop.read(CALIPER, "35.01")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_undo_in_the_middle_of_several_readings_begins_them_again(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, readings=3)))
    shop.read(CALIPER, "35.00", "35.01")
    shop.workshop.gestures.undo().result()
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None and event.expectation.step == 1


def test_a_closed_record_undoes_nothing(shop: Shop) -> None:
    begin(shop, part(LENGTH))
    shop.read(CALIPER, "35.00")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert code_of(shop.workshop.gestures.undo()) == "record.closed"


# -- order, and readings of another instrument -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "boxes"),
    [
        (Order.PIECE, ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]),
        (Order.CHARACTERISTIC, ["1.1", "2.1", "1.2", "2.2", "1.3", "2.3"]),
        (Order.INSTRUMENT, ["1.1", "1.3", "2.1", "2.3", "1.2", "2.2"]),
    ],
)
def test_the_order_of_the_boxes(shop: Shop, order: Order, boxes: list[str]) -> None:
    begin(shop, part(LENGTH, SHAFT, replace(LENGTH, balloon="3")), pieces=2, order=order)
    assert [f"{box.piece}.{box.balloon}" for box in archived(shop).boxes()] == boxes


def test_the_order_may_be_chosen_for_one_record(shop: Shop) -> None:
    shop.workshop.open_record(NewRecord(part(LENGTH), 1, order=Order.INSTRUMENT, minutes=30)).result()
    assert (archived(shop).options.order, archived(shop).options.minutes) == (Order.INSTRUMENT, 30)


def test_a_reading_of_another_instrument_waits_with_a_box_that_its_value_did_not_choose(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(MICROMETER, "35.000")  # as if it were the length: the micrometer measures the shaft
    assert waiting(shop) == [(MICROMETER, "35.000", BoxKey(1, "2"))]
    assert archived(shop).history(BoxKey(1, "2")) == ()
    shop.read(CALIPER, "35.00")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    shop.workshop.gestures.drop_proposed().result()
    assert waiting(shop) == []
    (dropped,) = archived(shop).dropped
    assert (dropped.instrument, dropped.shown, dropped.box) == (MICROMETER, "35,000\u00a0mm", BoxKey(1, "2"))
    assert code_of(shop.workshop.gestures.take_proposed()) == "proposal.none"


def test_confirmed_it_goes_where_it_was_proposed(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2)
    shop.read(MICROMETER, "19.990", "19.991")
    assert [box for _, _, box in waiting(shop)] == [BoxKey(1, "2"), BoxKey(2, "2")]
    shop.workshop.gestures.take_proposed().result()
    shop.workshop.gestures.take_proposed().result()
    record = archived(shop)
    assert [record.status(BoxKey(piece, "2")) for piece in (1, 2)] == [BoxStatus.CONFORMING] * 2
    assert waiting(shop) == [] and expected(shop)[0] == BoxKey(1, "1")


def test_a_proposed_reading_refused_for_good_is_kept_as_not_taken(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.991")
    shop.workshop.go_to(BoxKey(1, "2")).result()
    shop.workshop.type_value("19,990", "câble débranché").result()  # its box is filled meanwhile
    assert code_of(shop.workshop.gestures.take_proposed()) == "record.box_filled"
    assert [one.shown for one in archived(shop).dropped] == ["19,991\u00a0mm"] and waiting(shop) == []


def test_a_proposed_reading_behind_a_gate_goes_on_waiting(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=2, approval=Role.QUALITY)
    shop.read(CALIPER, "35.00")
    shop.read(MICROMETER, "19.990", "19.991")
    assert code_of(shop.workshop.gestures.take_proposed()) == "gate.approval"
    assert [value for _, value, _ in waiting(shop)] == ["19.991"]


def test_what_waits_stays_with_the_record_that_leaves_the_bench(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    first = consultation.record_lines(shop.workspace)[0].id
    assert code_of(shop.workshop.open_record(NewRecord(part(LENGTH), 0))) == "record.pieces_out_of_bounds"
    assert [value for _, value, _ in waiting(shop)] == ["19.990"]  # what was refused takes nothing away
    shop.workshop.open_record(NewRecord(part(LENGTH), 1)).result()
    assert consultation.load(shop.workspace, first).dropped == []  # nobody decided to drop it
    shop.workshop.resume(first).result()
    assert waiting(shop) == [(MICROMETER, "19.990", BoxKey(1, "2"))]


def test_a_reading_that_still_waits_at_the_signature_is_kept_as_not_taken(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT))
    shop.read(MICROMETER, "19.990")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    record = archived(shop)
    assert [one.shown for one in record.dropped] == ["19,990\u00a0mm"] and record.closing is not None
    assert waiting(shop) == []


def test_an_instrument_that_measures_nothing_here_is_refused(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2)
    shop.read(MICROMETER, "19.990")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "reading.other_instrument"


# -- gates -----------------------------------------------------------------------------------------------------------


def test_nothing_is_measured_before_the_pieces_are_clean(shop: Shop) -> None:
    begin(shop, part(LENGTH), cleaning=True)
    assert expected(shop) == (BoxKey(1, "1"), Gate.CLEANING)
    shop.read(CALIPER, "35.00")
    assert waiting(shop) == [(CALIPER, "35.00", BoxKey(1, "1"))]
    assert code_of(shop.workshop.type_value("35,00", "sans câble")) == "gate.cleaning"
    assert code_of(shop.workshop.gestures.take_proposed()) == "gate.cleaning"
    shop.workshop.gestures.prepare().result()
    assert expected(shop) == (BoxKey(1, "1"), None)
    assert code_of(shop.workshop.gestures.prepare()) == "preparation.done"
    shop.workshop.gestures.take_proposed().result()
    assert waiting(shop) == []
    record = archived(shop)
    assert record.preparation is not None and record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_the_series_waits_for_the_first_piece_to_be_signed(shop: Shop) -> None:
    begin(shop, part(LENGTH, SHAFT), pieces=3, approval=Role.QUALITY, order=Order.CHARACTERISTIC)
    gestures = shop.workshop.gestures
    shop.read(CALIPER, "35.00")
    assert expected(shop) == (BoxKey(1, "2"), None)  # the whole first piece first, whatever the order
    assert code_of(gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.first_piece_unfinished"
    shop.read(MICROMETER, "19.990")
    assert expected(shop) == (BoxKey(2, "1"), Gate.APPROVAL)
    shop.read(CALIPER, "35.00")
    assert waiting(shop) == [(CALIPER, "35.00", BoxKey(2, "1"))]
    assert code_of(gestures.take_proposed()) == "gate.approval" and len(waiting(shop)) == 1
    assert code_of(gestures.approve(SIGNED_BY_CAMILLE)) == "approval.other_role"
    assert code_of(gestures.approve(Signature("Dominique Leroy", "faux"))) == "secret.wrong"
    gestures.approve(SIGNED_BY_DOMINIQUE).result()
    assert expected(shop) == (BoxKey(2, "1"), None)
    assert code_of(gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.done"
    approval = archived(shop).approval
    assert approval is not None and approval.granted_by == "Dominique Leroy"
    gestures.take_proposed().result()
    assert archived(shop).status(BoxKey(2, "1")) is BoxStatus.CONFORMING


def test_a_bad_first_piece_is_not_signed(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2, approval=Role.QUALITY)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.confirm().result()
    assert code_of(shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.first_piece_bad"
    shop.concede(1)
    shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()


def test_only_a_role_that_signs_can_be_chosen() -> None:
    with pytest.raises(Refusal) as refused:
        RecordOptions(approval=Role.JURY)
    assert refused.value.message.code == "options.approving_role"


# -- samples ---------------------------------------------------------------------------------------------------------


def test_a_bad_sample_holds_every_piece_back_to_the_last_good_check(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, sampling=Sampling(every=3))), pieces=7)
    shop.read(CALIPER, "35.00", "35.30")  # pieces 1 and 4
    proposed = shop.last(SortProposed)
    assert isinstance(proposed, SortProposed) and (proposed.balloon, proposed.pieces) == ("1", (2, 3, 5, 6))
    record = archived(shop)
    assert [record.status(BoxKey(piece, "1")) for piece in (2, 3, 5, 6)] == [BoxStatus.NOT_MEASURED] * 4
    assert record.disposition(2) is Disposition.UNSORTED
    assert consultation.verify(shop.workspace).sound
    shop.workshop.gestures.confirm().result()
    shop.read(CALIPER, "35.02")  # piece 5 is good: what follows it is not in doubt
    record = archived(shop)
    assert record.widened("1") == {2, 3}
    assert [record.status(BoxKey(piece, "1")) for piece in (6, 7)] == [BoxStatus.NOT_PLANNED, BoxStatus.NOT_MEASURED]
    shop.read(CALIPER, "35.04", "35.00", "35.05")  # 7, then 2 and 3
    sorting = archived(shop).sorting()
    assert (sorting.conforming, sorting.nonconforming, sorting.unsorted) == (5, 1, 1)


def test_after_a_tool_change_the_next_piece_is_checked_whole(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, sampling=Sampling(every=5)), SHAFT), pieces=5)
    shop.read(CALIPER, "35.00")
    shop.read(MICROMETER, "19.990", "19.991")
    assert archived(shop).status(BoxKey(3, "1")) is BoxStatus.NOT_PLANNED
    shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "plaquette neuve", "T3").result()
    record = archived(shop)
    assert record.status(BoxKey(3, "1")) is BoxStatus.NOT_MEASURED
    (event,) = record.production
    assert (event.after, event.tool, event.by) == (2, "T3", CAMILLE)


# -- the follow-up ---------------------------------------------------------------------------------------------------


def test_the_follow_up_and_the_set_up_sheet_are_filled_again_and_again(shop: Shop) -> None:
    begin(shop, part(LENGTH))
    gestures = shop.workshop.gestures
    blank = FollowUp(shop.workshop._archive.next_id, "", shop.clock())
    assert code_of(gestures.fill_follow_up(replace(blank, good=-1))) == "follow_up.negative"
    assert code_of(gestures.fill_follow_up(replace(blank, launched=5, good=4, scrap=2))) == "follow_up.too_many"
    gestures.fill_follow_up(replace(blank, launched=5, good=4)).result()
    gestures.fill_follow_up(replace(blank, launched=5, good=4, scrap=1)).result()
    sheet = SetUpSheet(blank.id, "", blank.at, program="O2001", tools=(ToolLine("T1", "D1"),))
    gestures.fill_set_up(sheet).result()
    record = archived(shop)
    assert record.follow_up is not None and (record.follow_up.scrap, record.follow_up.by) == (1, CAMILLE)
    assert record.set_up is not None and record.set_up.tools == sheet.tools
    shown = shop.last(ProductionChanged)
    assert isinstance(shown, ProductionChanged) and shown.set_up == record.set_up
    assert code_of(gestures.note(EventKind.INCIDENT, "  ")) == "production.text_missing"


def test_a_clock_set_back_an_hour_loses_no_reading_and_is_told(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.00")
    shop._now -= timedelta(hours=1)
    shop.read(CALIPER, "35.01", "35.02")
    record = archived(shop)
    assert record.sorting().conforming == 3
    assert [str(record.history(BoxKey(piece, "1"))[0].quantity.value)[-2:] for piece in (1, 2, 3)] == [  # type: ignore[union-attr]
        "00",
        "01",
        "02",
    ]
    assert consultation.verify(shop.workspace).sound
    assert SignalKind.TIMES in {signal.kind for signal in signals(record)}
    shop.workshop.gestures.undo().result()  # the last one in the journal, whatever the clock says
    assert archived(shop).status(BoxKey(3, "1")) is BoxStatus.NOT_MEASURED


# -- after a crash ---------------------------------------------------------------------------------------------------


def test_reopening_lands_on_the_same_box_with_its_question(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    begin(shop, part(LENGTH, SHAFT), pieces=3)
    shop.workshop.go_to(BoxKey(2, "1")).result()
    shop.read(CALIPER, "35.30")
    before = expected(shop)
    shop.close()
    again = Shop(tmp_path)
    try:
        again.resume_last().result()
        opened = again.last(RecordOpened)
        assert isinstance(opened, RecordOpened) and opened.resumed
        assert expected(again) == before == (BoxKey(2, "2"), Gate.ANSWER) and asked(again) == BoxKey(2, "1")
        again.workshop.retake(BoxKey(2, "1"), "copeau").result()
        again.read(CALIPER, "35.00")
        again.close()
        again = Shop(tmp_path)
        again.resume_last().result()
        assert expected(again) == (BoxKey(2, "1"), None)  # its second reading
    finally:
        again.close()


def test_a_held_reading_that_is_dropped_stays_with_the_record(shop: Shop) -> None:
    begin(shop, part(LENGTH))
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")
    shop.workshop.staff.unlock(CODES[CAMILLE]).result()
    shop.workshop.drop_held().result()
    (dropped,) = archived(shop).dropped
    assert (dropped.instrument, dropped.shown, dropped.box) == (CALIPER, "35,00\u00a0mm", None)
