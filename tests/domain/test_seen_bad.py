"""What was seen bad in a box is seen for good; what bears out a good value after it, and what does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means
from tests.domain.record_session import Filling
from tests.workbench import characteristic

GUARD = DecisionRule(RuleName.GUARD, Decimal("0.02"))
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
GUARDED = replace(LENGTH, rule=GUARD)
HOLE = characteristic("1", "Ø20 H7", Means.MICROMETER)
PLACE = characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, size_balloon="1")
ENVELOPE = characteristic("1", "Ø20 h7 Ⓔ", Means.MICROMETER)
FIRST = BoxKey(1, "1")
BAD, IN_DOUBT, GOOD = "35.30", "35.09", "35.00"


def begin(*characteristics: object, options: RecordOptions | None = None) -> Filling:
    return Filling(*characteristics, pieces=2, options=options or RecordOptions())  # type: ignore[arg-type]


def test_a_mean_does_not_cure_a_nonconforming_value() -> None:
    """Seen: 35.30, taken again 35.09 in the uncertainty zone, then the mean of two readings: good at once."""
    filling = begin(GUARDED).value(1, BAD, IN_DOUBT).mean(1, GOOD, "35.01")
    assert filling.status(1) is BoxStatus.UNDECIDED and filling.record.awaits_second(FIRST)
    assert filling.record.disposition(1) is Disposition.HELD
    assert filling.mean(1, GOOD, "35.02").status(1) is BoxStatus.CONFORMING
    alone = begin(LENGTH).value(1, BAD).mean(1, GOOD, "35.01")
    assert alone.status(1) is BoxStatus.UNDECIDED
    assert alone.value(1, GOOD).status(1) is BoxStatus.CONFORMING


def test_a_mean_settles_what_was_in_doubt_and_one_more_reading_does_not() -> None:
    assert begin(GUARDED).value(1, IN_DOUBT).mean(1, GOOD, "35.01").status(1) is BoxStatus.CONFORMING
    assert begin(GUARDED).value(1, IN_DOUBT, GOOD).status(1) is BoxStatus.UNDECIDED
    # The nonconforming one was borne out by two good ones before the doubt came.
    settled = begin(GUARDED).value(1, BAD, GOOD, GOOD, IN_DOUBT).mean(1, GOOD, "35.01")
    assert settled.status(1) is BoxStatus.CONFORMING


def test_a_size_measured_again_does_not_make_a_bad_value_good() -> None:
    """Seen: a position out of its limit, and one more reading of the hole, larger, made the piece good."""
    filling = begin(HOLE, PLACE).value(1, "20.002").value(1, "0.110", balloon="2").confirm().value(1, "20.015")
    assert filling.status(1, "2") is BoxStatus.UNDECIDED and filling.record.awaits_second(BoxKey(1, "2"))
    assert filling.record.disposition(1) is Disposition.HELD
    assert filling.visa(1, "2").record.disposition(1) is Disposition.CONFORMING
    again = begin(HOLE, PLACE).value(1, "20.002").value(1, "0.110", balloon="2").value(1, "20.015")
    assert again.value(1, "0.111", balloon="2").status(1, "2") is BoxStatus.UNDECIDED
    assert again.value(1, "0.112", balloon="2").status(1, "2") is BoxStatus.CONFORMING


def test_a_bonus_lost_for_a_moment_is_remembered() -> None:
    filling = begin(HOLE, PLACE).value(1, "20.015").value(1, "0.110", balloon="2")
    assert filling.status(1, "2") is BoxStatus.CONFORMING
    filling.value(1, "20.002").undo()
    assert filling.status(1, "2") is BoxStatus.UNDECIDED and filling.record.was_nonconforming(BoxKey(1, "2"))


def test_a_visa_given_before_the_value_was_bad_again_bears_nothing_out() -> None:
    filling = begin(HOLE, PLACE).value(1, "20.002").value(1, "0.110", balloon="2").value(1, "20.015").visa(1, "2")
    assert filling.status(1, "2") is BoxStatus.CONFORMING
    assert filling.value(1, "20.002").status(1, "2") is BoxStatus.NONCONFORMING
    assert filling.value(1, "20.015").status(1, "2") is BoxStatus.UNDECIDED
    assert filling.visa(1, "2").status(1, "2") is BoxStatus.CONFORMING


def test_a_position_measured_before_its_hole_is_not_bad() -> None:
    box = BoxKey(1, "2")
    filling = begin(HOLE, PLACE).value(1, "0.110", balloon="2")
    assert filling.status(1, "2") is BoxStatus.UNDECIDED  # the hole may still give it the bonus that it needs
    assert filling.asked() is None and not filling.record.was_bad(box)
    assert filling.value(1, "20.015").status(1, "2") is BoxStatus.CONFORMING
    beyond = begin(HOLE, PLACE).value(1, "0.130", balloon="2")  # no hole inside its limits gives as much
    assert beyond.asked() == box and beyond.record.was_bad(box)


def test_an_envelope_not_demonstrated_is_no_second_good_one() -> None:
    """Seen: a gauge that did not pass, then none at hand, then one that passed: good with one good answer."""
    box = BoxCode.ENVELOPE
    filling = begin(ENVELOPE).see(1, box, Observation.DOES_NOT_PASS).see(1, box, Observation.NOT_DEMONSTRATED)
    filling.see(1, box, Observation.PASSES)
    assert filling.record.awaits_second(BoxKey(1, "1", box))
    filling.see(1, box, Observation.PASSES)
    assert not filling.record.awaits_second(BoxKey(1, "1", box))


@pytest.mark.parametrize("bad", [BAD, IN_DOUBT])
def test_the_question_and_the_second_reading_call_the_same_values_bad(bad: str) -> None:
    filling = begin(GUARDED).value(1, bad)
    assert filling.asked() == FIRST and filling.record.was_bad(FIRST)
    assert filling.record.was_nonconforming(FIRST) is (bad == BAD)
    assert filling.value(1, GOOD).asked() is None and filling.record.awaits_second(FIRST)


def test_where_the_last_value_decides_a_mean_or_a_bonus_does_as_well() -> None:
    filling = begin(HOLE, PLACE, options=PLAIN).value(1, "20.002").value(1, "0.110", balloon="2").value(1, "20.015")
    assert filling.status(1, "2") is BoxStatus.CONFORMING
