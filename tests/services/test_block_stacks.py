"""The stack on which the comparator of a record is set: the blocks of the workshop that are in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.measurement import Role
from metroapp.domain.specification import Means
from metroapp.services.events import Expected, Refused
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
