"""The signature of the first piece (bon à produire) in the workshop: what it covers, and when it is asked for again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Departure
from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means, Sampling
from metroapp.services import consultation
from metroapp.wording.sentences import sentence
from tests.services.test_gestures import archived, begin, code_of, expected
from tests.workbench import CALIPER, MICROMETER, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def test_a_first_piece_found_bad_after_its_signature_is_signed_again(shop: Shop) -> None:
    """Seen: the first piece was taken again and bad, the series went on, and a second signature was refused."""
    begin(shop, part(LENGTH), pieces=3, approval=Role.QUALITY)
    gestures = shop.workshop.gestures
    shop.read(CALIPER, "35.00")
    gestures.approve(SIGNED_BY_DOMINIQUE).result()
    shop.workshop.retake(BoxKey(1, "1"), "doute").result()
    shop.read(CALIPER, "35.30")
    gestures.confirm().result()
    assert expected(shop) == (BoxKey(2, "1"), Gate.APPROVAL)
    assert code_of(gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.first_piece_bad"
    shop.workshop.retake(BoxKey(1, "1"), "correcteur").result()
    shop.read(CALIPER, "35.01", "35.02")
    gestures.approve(SIGNED_BY_DOMINIQUE).result()
    assert expected(shop) == (BoxKey(2, "1"), None)
    record = archived(shop)
    assert len(record.approvals) == 2 and record.approval == record.approvals[-1]
    assert consultation.verify(shop.workspace).sound


def test_a_first_piece_scrapped_was_to_have_a_dérogation(shop: Shop) -> None:
    """Seen: bad, then scrapped, and the sentence still proposed to have a dérogation granted."""
    begin(shop, part(LENGTH), pieces=3, approval=Role.QUALITY)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.confirm().result()
    shop.workshop.treatment.let_go([1], Departure.SCRAPPED, SIGNED_BY_DOMINIQUE).result()
    with pytest.raises(Refusal, match=r"approval\.first_piece_gone") as refused:
        shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
    assert "dérogation" not in sentence(refused.value)


def test_a_first_piece_with_a_box_that_cannot_be_measured_is_signed_for(shop: Shop) -> None:
    """Seen: one box of the first piece impossible, and nothing else could ever be measured."""
    begin(shop, part(LENGTH, SHAFT), pieces=2, approval=Role.QUALITY)
    shop.workshop.declare_impossible("épaulement caché").result()
    shop.read(MICROMETER, "19.990")
    assert expected(shop) == (BoxKey(2, "1"), Gate.APPROVAL)
    shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
    shop.read(CALIPER, "35.00")
    record = archived(shop)
    assert record.status(BoxKey(2, "1")) is BoxStatus.CONFORMING
    assert record.disposition(1) is Disposition.UNSORTED


def test_but_not_where_a_bad_value_was_seen_and_taken_back(shop: Shop) -> None:
    begin(shop, part(LENGTH), pieces=2, approval=Role.QUALITY)
    shop.read(CALIPER, "35.30")
    shop.workshop.gestures.undo().result()
    shop.workshop.declare_impossible("épaulement caché").result()
    assert code_of(shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.first_piece_doubtful"


def test_a_series_sampled_on_its_last_piece_waits_for_no_signature(shop: Shop) -> None:
    begin(shop, part(replace(LENGTH, sampling=Sampling(last=True))), pieces=3, approval=Role.QUALITY)
    assert expected(shop) == (BoxKey(3, "1"), None)
    assert code_of(shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE)) == "approval.not_asked"
    shop.read(CALIPER, "35.00")
    assert archived(shop).status(BoxKey(3, "1")) is BoxStatus.CONFORMING
