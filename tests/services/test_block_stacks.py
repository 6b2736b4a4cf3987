"""The stack on which the comparator of a record is set: the blocks of the workshop that are in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.comparing import ONE_ZERO
from metroapp.domain.instrument import BlockGrade, GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.measurement import Role
from metroapp.domain.message import Message
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.events import Expected, Refused
from metroapp.wording.sentences import sentence
from tests.workbench import GAUGE_BLOCKS, INDICATOR, Shop, characteristic, part


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    yield opened
    opened.close()


COMPARED = part(characteristic("1", "Ø20 h6", Means.COMPARISON))


def test_an_overdue_block_is_not_in_the_stack(shop: Shop) -> None:
    shop.workshop.means.enter([], [replace(GAUGE_BLOCKS[0], due=date(2026, 11, 23))]).result()
    shop.open(COMPARED)
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert expected.expectation.stack is not None
    assert expected.expectation.stack.blocks == ("CE-10", "CE-8.5", "CE-1.5")
    assert expected.expectation.stack.certified == Decimal("19.99998")


def test_a_record_opens_although_its_stack_cannot_be_made(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø21 h6", Means.COMPARISON)))
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    assert expected.expectation.role is Role.ZERO and expected.expectation.stack is None
    shop.read(INDICATOR, "0.000")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused)
    assert refused.refusal.code == "comparison.between_stacks"


def test_a_record_is_resumed_although_every_block_is_overdue(shop: Shop) -> None:
    shop.open(COMPARED)
    shop.workshop.means.enter([], [replace(block, due=date(2026, 11, 23)) for block in GAUGE_BLOCKS]).result()
    assert shop.resume_last().result() is not None
    shop.read(INDICATOR, "0.000")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused)
    assert refused.refusal.code == "gauge_blocks.none_usable"


# -- the set that a block belongs to ----------------------------------------------------------------------------------

SET = Instrument("JC-1", "Jeu de cales", InstrumentKind.GAUGE_BLOCKS)


def of_set(shop: Shop, *sizes: str, number: str = "JC-1") -> None:
    """These blocks belong to a set of the register; those of 20 mm are the first that a stack takes."""
    blocks = [replace(one, set=number) for one in GAUGE_BLOCKS if one.serial in {f"CE-{size}" for size in sizes}]
    shop.workshop.means.enter([], blocks).result()


def stack(shop: Shop) -> tuple[str, ...] | None:
    expected = shop.last(Expected)
    assert isinstance(expected, Expected) and expected.expectation is not None
    return None if expected.expectation.stack is None else expected.expectation.stack.blocks


def refusal(shop: Shop) -> Message:
    shop.read(INDICATOR, "0.000")
    refused = shop.last(Refused)
    assert isinstance(refused, Refused)
    assert consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id).zero_settings == []
    return refused.refusal


@pytest.mark.parametrize(
    "lost",
    [
        replace(SET, due=date(2026, 11, 23)),
        replace(SET, state=InstrumentState.WITHDRAWN),
        replace(SET, state=InstrumentState.PENDING),
    ],
)
def test_a_block_of_a_set_that_may_not_serve_is_not_in_the_stack(shop: Shop, lost: Instrument) -> None:
    of_set(shop, "20")
    shop.workshop.means.enter([lost], []).result()
    shop.open(COMPARED)
    assert stack(shop) == ("CE-10", "CE-8.5", "CE-1.5")


def test_the_blocks_of_a_set_in_service_serve(shop: Shop) -> None:
    of_set(shop, "20")
    shop.workshop.means.enter([replace(SET, due=date(2027, 1, 1))], []).result()
    shop.open(COMPARED)
    assert stack(shop) == ("CE-20",)


def test_a_set_refused_while_the_record_is_filled_serves_no_more(shop: Shop) -> None:
    of_set(shop, "20")
    shop.open(COMPARED)
    assert stack(shop) == ("CE-20",)
    shop.workshop.means.enter([replace(SET, state=InstrumentState.PENDING)], []).result()
    assert refusal(shop).code == "comparison.stack_changed"
    shop.read(INDICATOR, "0.000")
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    assert record.zeros["1"].blocks == ("CE-10", "CE-8.5", "CE-1.5")


def test_the_refusal_names_the_blocks_that_are_missing(shop: Shop) -> None:
    of_set(shop, "20", "8.5")
    shop.workshop.means.enter([replace(SET, state=InstrumentState.WITHDRAWN)], []).result()
    shop.open(COMPARED)
    said = refusal(shop)
    assert (said.code, said.fields["blocks"]) == ("gauge_blocks.left_out", ("CE-20",))
    assert "CE-20" in sentence(said)


def test_no_set_at_all_may_serve(shop: Shop) -> None:
    of_set(shop, "20", "10", "8.5", "1.5")
    shop.workshop.means.enter([replace(SET, due=date(2026, 1, 1))], []).result()
    shop.open(COMPARED)
    said = refusal(shop)
    assert said.code == "gauge_blocks.no_set_usable" and "JC-1" in sentence(said)


def test_wear_blocks_are_at_the_ends_where_the_workshop_says_so(shop: Shop) -> None:
    worn = [
        GaugeBlock(Decimal(2), Decimal("0.01"), f"CP-{count}", protects=True, grade=BlockGrade.ONE) for count in (1, 2)
    ]
    shop.workshop.set_options(replace(PLAIN, comparing=replace(ONE_ZERO, protects=True))).result()
    shop.open(part(characteristic("1", "Ø24 h6", Means.COMPARISON)))
    assert refusal(shop).code == "gauge_blocks.no_protection"
    shop.workshop.means.enter([], worn).result()
    shop.open(part(characteristic("1", "Ø24 h6", Means.COMPARISON)))
    assert stack(shop) == ("CP-1", "CE-20", "CP-2")
