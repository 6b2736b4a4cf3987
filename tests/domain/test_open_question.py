"""The bad value that waits for an answer: retake, confirm, or call."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.operations import Closing
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from tests.domain.record_session import OPENED, Filling
from tests.workbench import CAMILLE, characteristic

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
HOLE = characteristic("1", "Ø20 H7", Means.MICROMETER)
PLACE = characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, size_balloon="1")
FIRST, SECOND = BoxKey(1, "1"), BoxKey(2, "1")


def test_the_question_comes_back_when_the_good_retake_is_undone() -> None:
    """Seen: bad, taken again good, undone: nobody had to answer for the bad value any more."""
    filling = Filling(LENGTH, pieces=3).value(1, "35.30")
    assert filling.asked() == FIRST
    assert filling.value(1, "35.00").asked() is None
    assert filling.undo().asked() == FIRST
    assert filling.undo().asked() is None  # the bad one is taken back too


def test_a_good_value_elsewhere_is_no_answer() -> None:
    """Seen: a reading put in another box, and the bad value was asked about no more."""
    filling = Filling(LENGTH, pieces=3).value(1, "35.30").value(2, "35.00")
    assert filling.asked() == FIRST
    assert filling.confirm().asked() is None


@pytest.mark.parametrize("answer", [Filling.confirm, Filling.call])
def test_the_latest_is_asked_first_and_an_answer_stays(answer: object) -> None:
    filling = Filling(LENGTH, pieces=3).value(1, "35.30").value(2, "35.40")
    assert filling.asked() == SECOND
    assert answer(filling).asked() == FIRST  # type: ignore[operator]
    assert answer(filling).asked() is None  # type: ignore[operator]
    assert filling.value(2, "35.00").undo().asked() is None  # it was answered
    assert filling.value(2, "35.50").asked() == SECOND


def test_a_bonus_lost_asks_about_the_box_that_it_made_bad() -> None:
    filling = Filling(HOLE, PLACE, pieces=2).value(1, "20.015").value(1, "0.110", balloon="2")
    assert filling.asked() is None
    assert filling.value(1, "20.002").asked() == BoxKey(1, "2")
    assert filling.undo().asked() is None


def test_nothing_is_asked_where_the_record_asks_nothing_or_is_closed() -> None:
    assert Filling(LENGTH, pieces=2, options=PLAIN).value(1, "35.30").asked() is None
    filling = Filling(LENGTH, pieces=2, options=replace(PLAIN, asks=True)).value(1, "35.30")
    assert filling.asked() == FIRST
    filling.record.apply(Closing(EntryId("P1", 9), CAMILLE, OPENED))
    assert filling.asked() is None
