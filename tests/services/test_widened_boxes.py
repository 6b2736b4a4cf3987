"""What the window is told when a bad sample adds boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.specification import BoxCode, Means, Sampling
from metroapp.services.events import BoxRecorded, SortProposed
from tests.services.test_gestures import begin
from tests.workbench import MICROMETER, Shop, characteristic, part


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def told(shop: Shop) -> set[BoxKey]:
    shop.settle()
    return {event.box.key for event in shop.all(BoxRecorded) if isinstance(event, BoxRecorded)}


def test_the_pieces_that_a_lost_bonus_holds_back_are_told(shop: Shop) -> None:
    """Seen: the size was measured, its position became bad, and the window planned nothing more."""
    hole = characteristic("1", "Ø20 H7", Means.MICROMETER)
    place = characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, Sampling(every=3), size_balloon="1")
    begin(shop, part(hole, place), pieces=3, asks=False)
    shop.read(MICROMETER, "20.015")
    shop.workshop.type_value("0,110", "MMT").result()
    shop.workshop.retake(BoxKey(1, "1"), "doute").result()
    shop.read(MICROMETER, "20.002")
    proposed = shop.last(SortProposed)
    assert isinstance(proposed, SortProposed) and (proposed.balloon, proposed.pieces) == ("2", (2, 3))
    assert {BoxKey(2, "2"), BoxKey(3, "2")} <= told(shop)


def test_every_box_of_a_thread_held_back_is_told(shop: Shop) -> None:
    thread = characteristic("1", "M8-6H", Means.THREAD_PLUG, Sampling(every=3))
    begin(shop, part(thread), pieces=3, asks=False)
    shop.workshop.observe(Observation.DOES_NOT_PASS).result()
    codes = (BoxCode.GO, BoxCode.NO_GO, BoxCode.PLAIN)
    assert {BoxKey(piece, "1", code) for piece in (2, 3) for code in codes} <= told(shop)
