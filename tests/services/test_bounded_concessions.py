"""The life of a dérogation in records: what it covers, and the piece that it never covers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.concession_files import (
    Authority,
    Classification,
    ConcessionRequested,
    FileState,
    IdentifiedPiece,
    Moment,
    WidenedLimits,
)
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Departure
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Criticality, Means
from metroapp.services import consultation
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, DOMINIQUE, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

D = Decimal
TODAY = date(2026, 11, 24)
TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "50 ±0,2", Means.CALIPER))
KEY = (TESTED.reference, TESTED.drawing, TESTED.revision)
ASKED = ConcessionRequested(
    EntryId("", 0), "", Moment.BEFORE_PRODUCTION, KEY, (WidenedLimits("1", None, D("35.2")),), 3, None, (),
    "outil usé", "aucune sur le montage", Classification.MINOR, False, "", datetime(2026, 11, 24, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    (line, *_) = consultation.record_lines(shop.workspace)
    return consultation.load(shop.workspace, line.id)


def dispositions(shop: Shop) -> list[str]:
    record = archived(shop)
    return [record.disposition(piece).value for piece in record.pieces]


def granted(shop: Shop, asked: ConcessionRequested = ASKED) -> str:
    """A dérogation with everything that its activation takes, on a part of the library."""
    if not shop.workshop.parts().result():
        shop.workshop.save_draft(TESTED).result()
    room = shop.workshop.treatment
    number = room.request(asked).result()
    room.give_opinion(number, "sans conséquence", SIGNED_BY_DOMINIQUE, favourable=True).result()
    room.record_decision(
        number, Authority.DESIGN, "BE-77", "M. Petit", TODAY, SIGNED_BY_DOMINIQUE, accepted=True
    ).result()
    return number


def active(shop: Shop, asked: ConcessionRequested = ASKED) -> str:
    number = granted(shop, asked)
    shop.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE).result()
    return number


def state(shop: Shop, number: str, on: date = TODAY) -> FileState:
    files = {file.number: file for file in shop.workshop.treatment.files().result()}
    return files[number].state(on)


def refusal(deed: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        deed()
    return refused.value.message.code


def test_three_pieces_then_the_fourth_is_nonconforming_because_it_is_exhausted(shop: Shop) -> None:
    shop.open(TESTED, pieces=5)
    shop.read(CALIPER, "35.15", "50.00")  # made before: not covered
    number = active(shop)
    for _ in range(4):
        shop.read(CALIPER, "35.15", "50.00")
    assert dispositions(shop) == ["nonconforming", "concession", "concession", "concession", "nonconforming"]
    assert state(shop, number) is FileState.EXHAUSTED
    assert {one.number for one in archived(shop).concessions} == {number}


def test_its_counter_goes_on_in_the_next_record(shop: Shop) -> None:
    active(shop)
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.00", "35.15", "50.00")
    assert dispositions(shop) == ["concession", "concession"]
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.00", "35.15", "50.00")
    assert dispositions(shop) == ["concession", "nonconforming"]


def test_a_second_defect_that_is_not_covered_keeps_the_piece_nonconforming(shop: Shop) -> None:
    number = active(shop)
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.30", "35.15", "50.00")
    assert dispositions(shop) == ["nonconforming", "concession"]
    (file,) = shop.workshop.treatment.files().result()
    assert (file.number, file.remaining) == (number, 2)


def test_two_defects_each_under_its_own_permit_leave_the_piece_nonconforming(shop: Shop) -> None:
    """One dérogation accepts a piece: two halves accept nothing, and the objection says the way out."""
    first = active(shop)
    second = active(shop, replace(ASKED, limits=(WidenedLimits("2", None, D("50.4")),)))
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.30")
    assert dispositions(shop) == ["nonconforming", "unsorted"]
    objections = shop.workshop.treatment.concessions_for(1).result()
    assert [file.number for file, _ in objections] == [first, second]
    assert all(why is not None and "une seule dérogation" in sentence(why) for _, why in objections)
    active(shop, replace(ASKED, limits=(WidenedLimits("1", None, D("35.2")), WidenedLimits("2", None, D("50.4")))))
    shop.read(CALIPER, "35.15", "50.30")
    assert dispositions(shop) == ["nonconforming", "concession"]


def test_a_value_beyond_the_widened_limit(shop: Shop) -> None:
    active(shop)
    shop.open(TESTED)
    shop.read(CALIPER, "35.21", "50.00")
    assert dispositions(shop) == ["nonconforming"]


def test_a_piece_is_not_covered_before_it_is_measured_whole(shop: Shop) -> None:
    active(shop)
    shop.open(TESTED)
    shop.read(CALIPER, "35.15")
    assert dispositions(shop) == ["nonconforming"] and archived(shop).concessions == []


def test_it_expires_by_date(shop: Shop) -> None:
    number = active(shop, replace(ASKED, quantity=None, until=TODAY))
    shop._now += timedelta(days=1)
    shop.open(TESTED)
    shop.read(CALIPER, "35.15", "50.00")
    assert dispositions(shop) == ["nonconforming"]
    assert state(shop, number, TODAY + timedelta(days=1)) is FileState.EXPIRED


def test_withdrawn_what_it_covered_is_decided_again_and_what_was_shipped_is_not(shop: Shop) -> None:
    number = active(shop)
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.00", "35.15", "50.00")
    shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()
    shop.workshop.treatment.withdraw(number, "retour du client", SIGNED_BY_DOMINIQUE).result()
    assert dispositions(shop) == ["concession", "nonconforming"]
    record = archived(shop)
    assert [one.piece for one in record.concessions] == [1, 2]  # earlier proof is kept
    assert [one.reason for one in record.ended_concessions] == ["retour du client"]
    line = consultation.record_lines(shop.workspace)[0]
    assert (line.concession, line.nonconforming) == (1, 1)
    assert consultation.verify(shop.workspace).sound


def test_withdrawn_it_reaches_closed_records_too(shop: Shop) -> None:
    number = active(shop)
    shop.open(TESTED)
    shop.read(CALIPER, "35.15", "50.00")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.open(TESTED)
    shop.workshop.treatment.withdraw(number, "retour du client", SIGNED_BY_DOMINIQUE).result()
    first = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[1].id)
    assert first.disposition(1) is Disposition.NONCONFORMING
    assert consultation.verify(shop.workspace).sound


def two_bad(shop: Shop) -> ConcessionRequested:
    """The demand for pieces 1 and 2 of an open record, as they are."""
    shop.open(TESTED, pieces=3)
    shop.read(CALIPER, *("35.15", "50.00") * 3)
    record = archived(shop)
    named = []
    for piece in (1, 2):
        found = record.measurement(BoxKey(piece, "1"))
        assert found is not None
        named.append(IdentifiedPiece(record.header.id, piece, (found.id,)))
    return replace(ASKED, moment=Moment.AFTER_PRODUCTION, quantity=None, pieces=tuple(named))


def test_a_concession_for_two_pieces_absorbs_no_third(shop: Shop) -> None:
    active(shop, two_bad(shop))
    assert dispositions(shop) == ["concession", "concession", "nonconforming"]


def test_a_piece_measured_again_is_not_the_one_that_was_accepted(shop: Shop) -> None:
    number = granted(shop, two_bad(shop))
    shop.workshop.retake(BoxKey(2, "1"), "propreté").result()
    shop.read(CALIPER, "35.16")
    assert (
        refusal(shop.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE).result) == "concession_file.not_covered"
    )
    assert dispositions(shop) == ["nonconforming"] * 3 and state(shop, number) is FileState.GRANTED


def test_a_safety_characteristic_is_not_departed_from(shop: Shop) -> None:
    safety = part(characteristic("1", "35 ±0,1", Means.CALIPER, criticality=Criticality.SAFETY))
    shop.open(safety)
    assert refusal(shop.workshop.treatment.request(ASKED).result) == "concession_file.safety_before"
    assert shop.workshop.treatment.files().result() == ()


def test_only_quality_activates(shop: Shop) -> None:
    shop.open(TESTED)
    number = granted(shop)
    assert refusal(shop.workshop.treatment.activate(number, SIGNED_BY_CAMILLE).result) == "person.not_allowed"


def test_two_people_on_the_same_file_the_second_is_told_what_it_is_now(shop: Shop) -> None:
    shop.open(TESTED)
    number = active(shop)
    assert refusal(shop.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE).result) == "concession_file.not_now"


def test_a_part_nobody_knows(shop: Shop) -> None:
    assert refusal(shop.workshop.treatment.request(ASKED).result) == "part.absent"


def test_a_piece_that_left_changes_no_more(shop: Shop) -> None:
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.00", "50.00")
    shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_DOMINIQUE).result()
    assert refusal(shop.workshop.retake(BoxKey(1, "1"), "doute").result) == "piece.left"
    assert len(archived(shop).history(BoxKey(1, "1"))) == 1


def test_a_bad_piece_is_not_shipped(shop: Shop) -> None:
    shop.open(TESTED)
    shop.read(CALIPER, "35.15", "50.00")
    shipped = shop.workshop.treatment.let_go([1], Departure.SHIPPED, SIGNED_BY_DOMINIQUE)
    assert refusal(shipped.result) == "piece.not_good"
    shop.sign_in(DOMINIQUE)
    shop.workshop.treatment.let_go([1], Departure.SCRAPPED, SIGNED_BY_DOMINIQUE).result()
    assert archived(shop).left[1].departure is Departure.SCRAPPED


def test_a_cover_that_cannot_be_written_does_not_send_the_next_reading_to_the_piece_just_finished(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    active(shop)
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15")

    def broken(*_: object) -> None:
        raise OSError("disk")

    with monkeypatch.context() as failing:
        failing.setattr(shop.workshop.treatment, "_acts", broken)
        shop.read(CALIPER, "50.00")
    shop.read(CALIPER, "35.01", "50.01")
    record = archived(shop)
    assert len(record.history(BoxKey(1, "1"))) == 1
    assert dispositions(shop) == ["nonconforming", "conforming"]


def test_no_box_of_a_piece_that_left_is_expected(shop: Shop) -> None:
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.30")
    shop.workshop.treatment.let_go([1], Departure.SCRAPPED, SIGNED_BY_DOMINIQUE).result()
    shop.read(CALIPER, "35.00", "50.00")
    assert dispositions(shop) == ["nonconforming", "conforming"]
    assert refusal(shop.workshop.retake(BoxKey(1, "1"), "doute").result) == "piece.left"


def test_a_piece_with_another_defect_gives_its_place_back(shop: Shop) -> None:
    number = active(shop, replace(ASKED, quantity=1))
    shop.open(TESTED, pieces=2)
    shop.read(CALIPER, "35.15", "50.00")
    assert dispositions(shop) == ["concession", "unsorted"] and state(shop, number) is FileState.EXHAUSTED
    shop.workshop.retake(BoxKey(1, "2"), "doute").result()
    shop.read(CALIPER, "50.30")
    (ended,) = archived(shop).ended_concessions
    assert ended.reason == "un autre défaut a été trouvé sur la pièce" and state(shop, number) is FileState.ACTIVE
    shop.read(CALIPER, "35.15", "50.00")
    assert dispositions(shop) == ["nonconforming", "concession"]
    assert consultation.verify(shop.workspace).sound


def test_whoever_signed_a_decision_is_kept_beside_whoever_wrote_it(shop: Shop) -> None:
    shop.open(TESTED)
    number = granted(shop)
    (file,) = shop.workshop.treatment.files().result()
    decision = file.decision(Authority.DESIGN)
    assert file.number == number and decision is not None
    assert (decision.granted_by, decision.by) == ("Dominique Leroy", "Camille Martin")


def test_the_same_piece_is_not_in_two_files_after_production(shop: Shop) -> None:
    asked = two_bad(shop)
    active(shop, asked)
    second = shop.workshop.treatment.request(asked)
    with pytest.raises(Refusal):
        shop.workshop.treatment.activate(second.result(), SIGNED_BY_DOMINIQUE).result()
    assert {one.number for one in archived(shop).concessions} == {"DER-2026-001"}
