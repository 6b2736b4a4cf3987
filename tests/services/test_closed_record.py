"""A closed record stays as it was signed; a tool change is noted where the series was; what is left is told before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.gestures import signers
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.production import EventKind, FollowUp, SetUpSheet, ToolLine
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means, Part, Sampling
from metroapp.gui.models.left_to_do import left_to_do
from metroapp.services import consultation
from metroapp.services.new_record import NewRecord
from metroapp.wording import documents
from metroapp.wording import gestures as words
from tests.workbench import (
    CALIPER,
    MICROMETER,
    SIGNED_BY_CAMILLE,
    SIGNED_BY_DOMINIQUE,
    Shop,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
FIRST = BoxKey(1, "1")


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


def code_of(refusing: object) -> str:
    with pytest.raises(Refusal) as refused:
        refusing.result()  # type: ignore[attr-defined]
    return refused.value.message.code


def test_a_closed_record_takes_no_visa_no_event_and_no_paper(shop: Shop) -> None:
    """Seen: a visa given after the closing made a piece good, and a tool change made another one unsorted."""
    begin(shop, part(replace(LENGTH, sampling=Sampling(every=5))), pieces=3)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.confirm().result()
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    before, gestures = archived(shop).sorting(), shop.workshop.gestures
    paper = archived(shop).header.id, "", archived(shop).header.opened_at
    for refused in (
        gestures.give_visa(FIRST, SIGNED_BY_DOMINIQUE),
        gestures.note(EventKind.TOOL_CHANGE, "usé", "T1"),
        gestures.fill_follow_up(FollowUp(*paper, launched=3)),
        gestures.fill_set_up(SetUpSheet(*paper, tools=(ToolLine("T1"),))),
        gestures.undo(),
        gestures.call(),
        shop.workshop.go_to(BoxKey(2, "1")),
        shop.workshop.type_value("35,00", "câble"),
        shop.workshop.close_record(SIGNED_BY_CAMILLE),
    ):
        assert code_of(refused) == "record.closed"
    assert archived(shop).sorting() == before and not archived(shop).visas and not archived(shop).production


def test_a_concession_is_still_granted_after_the_closing(shop: Shop) -> None:
    begin(shop, part(LENGTH), asks=False)
    shop.read(CALIPER, "35.30")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.concede(1)
    assert archived(shop).disposition(1) is Disposition.CONCESSION


def test_a_lapsed_signature_of_the_first_piece_is_told_before_closing_and_printed(shop: Shop) -> None:
    """Seen: the first piece was measured again and bad, the series was measured, and the record closed in silence."""
    begin(shop, part(LENGTH), pieces=3, approval=Role.QUALITY, asks=False)
    shop.read(CALIPER, "35.00")
    assert words.LEFT_APPROVAL in left_to_do(archived(shop), 0)
    shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
    assert not {words.LEFT_APPROVAL, words.LEFT_APPROVAL_LAPSED} & set(left_to_do(archived(shop), 0))
    shop.read(CALIPER, "35.00", "35.00")
    shop.workshop.retake(FIRST, "doute").result()
    shop.read(CALIPER, "35.50")
    assert words.LEFT_APPROVAL_LAPSED in left_to_do(archived(shop), 0)
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    assert (documents.APPROVAL_FUNCTION, "", "", documents.APPROVAL_LAPSED) in signers(archived(shop))


def test_a_visa_on_a_value_cancelled_since_is_not_printed(shop: Shop) -> None:
    begin(shop, part(LENGTH))
    shop.read(CALIPER, "35.30")
    shop.workshop.retake(FIRST, "copeau").result()
    shop.read(CALIPER, "35.00")
    shop.workshop.gestures.give_visa(FIRST, SIGNED_BY_DOMINIQUE).result()
    assert [one.function for one in signers(archived(shop))] == [documents.VISA_FUNCTION]
    shop.workshop.gestures.undo().result()
    assert archived(shop).visas and signers(archived(shop)) == ()


def test_a_tool_change_comes_after_the_last_piece_reached(shop: Shop) -> None:
    """Seen: piece 1 was measured again after piece 5, and the tool change was noted after piece 1."""
    begin(shop, part(replace(LENGTH, sampling=Sampling(every=10)), SHAFT), pieces=9)
    shop.read(CALIPER, "35.00")
    shop.read(MICROMETER, *["19.990"] * 5)
    shop.workshop.retake(BoxKey(1, "2"), "doute").result()
    shop.read(MICROMETER, "19.991")
    shop.workshop.gestures.note(EventKind.TOOL_CHANGE, "usé", "T1").result()
    record = archived(shop)
    assert [event.after for event in record.production] == [5] and record.is_planned(BoxKey(6, "1"))
