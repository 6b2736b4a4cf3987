"""A concession (dérogation) covers the values that it was granted for, and no value that comes after it."""

from __future__ import annotations

import pytest

from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means
from tests.domain.record_session import Filling
from tests.workbench import characteristic

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
THREAD = characteristic("1", "M8-6H", Means.THREAD_PLUG)
HOLE = characteristic("1", "Ø20 H7", Means.MICROMETER)
PLACE = characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, size_balloon="1")
FIRST = BoxKey(1, "1")


def test_a_worse_value_is_not_covered_by_the_concession_of_the_one_before() -> None:
    """Seen: 35.12 accepted *en dérogation*, taken again 34.20, and the piece was still released."""
    filling = Filling(LENGTH, pieces=1).value(1, "35.12").confirm().concession(1, "1")
    assert filling.record.disposition(1) is Disposition.CONCESSION
    assert filling.record.conceded(FIRST) is filling.record.concessions[0]
    filling.value(1, "34.20")
    assert filling.record.disposition(1) is Disposition.NONCONFORMING
    assert filling.record.conceded(FIRST) is None and len(filling.record.concessions) == 1
    assert filling.concession(1, "1").record.disposition(1) is Disposition.CONCESSION


def test_it_does_not_come_back_with_its_value() -> None:
    filling = Filling(LENGTH, pieces=1).value(1, "35.12").concession(1, "1").value(1, "34.20").undo()
    assert filling.record.disposition(1) is Disposition.NONCONFORMING


def test_good_values_after_it_need_none() -> None:
    filling = Filling(LENGTH, pieces=1).value(1, "35.12").concession(1, "1").value(1, "35.00", "35.01")
    assert filling.record.disposition(1) is Disposition.CONFORMING


@pytest.mark.parametrize(
    ("plain", "sorted_as"),
    [(Observation.CONFORMING, Disposition.CONCESSION), (Observation.NONCONFORMING, Disposition.NONCONFORMING)],
)
def test_what_is_measured_later_under_the_same_balloon_is_judged_alone(
    plain: Observation, sorted_as: Disposition
) -> None:
    filling = Filling(THREAD, pieces=1).see(1, BoxCode.GO, Observation.DOES_NOT_PASS).concession(1, "1")
    filling.see(1, BoxCode.NO_GO, Observation.DOES_NOT_PASS).see(1, BoxCode.PLAIN, plain)
    assert filling.record.disposition(1) is sorted_as


def test_a_smaller_bonus_ends_it_and_a_larger_one_does_not() -> None:
    filling = Filling(HOLE, PLACE, pieces=1).value(1, "20.005").value(1, "0.110", balloon="2").concession(1, "2")
    assert filling.value(1, "20.006").record.disposition(1) is Disposition.CONCESSION
    assert filling.value(1, "20.002").record.disposition(1) is Disposition.NONCONFORMING
    assert filling.value(1, "20.005").record.disposition(1) is Disposition.NONCONFORMING


def test_the_hole_measured_for_the_first_time_takes_nothing_away() -> None:
    filling = Filling(HOLE, PLACE, pieces=1).value(1, "0.130", balloon="2").concession(1, "2").value(1, "20.002")
    assert filling.status(1, "2") is BoxStatus.NONCONFORMING
    assert filling.record.disposition(1) is Disposition.CONCESSION
