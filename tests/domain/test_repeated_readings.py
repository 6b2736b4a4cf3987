"""Readings repeated at the same place: how far apart they may be."""

from __future__ import annotations

from decimal import Decimal
from math import erf, exp, pi, sqrt

import pytest

from metroapp.domain.repeated_readings import concordant, critical_range

S = Decimal("0.004")


def below(width: float, count: int, steps: int = 1000) -> float:
    """The probability that the range of `count` normal values of standard deviation 1 stays below a width."""

    def up_to(at: float) -> float:
        return (1 + erf(at / sqrt(2))) / 2

    step = 16 / steps
    lowest = (-8 + step * index for index in range(steps + 1))
    return step * sum(
        count * exp(-at * at / 2) / sqrt(2 * pi) * (up_to(at + width) - up_to(at)) ** (count - 1) for at in lowest
    )


@pytest.mark.parametrize("count", range(2, 21))
def test_the_critical_range_is_kept_ninety_five_times_in_a_hundred(count: int) -> None:
    factor = float(critical_range(count, Decimal(1)))
    assert below(factor - 0.0501, count) < 0.95 < below(factor + 0.0501, count)


def test_readings_that_disagree_make_no_mean() -> None:
    """Seen: 35.30 and 34.70, by an instrument that repeats within hundredths, and their mean was good."""
    assert not concordant([Decimal("35.30"), Decimal("34.70")], Decimal("0.019"))
    assert concordant([Decimal("35.00"), Decimal("35.05")], Decimal("0.019"))


@pytest.mark.parametrize(
    ("readings", "agree"),
    [
        ("20.0000 20.0112", True), ("20.0000 20.0113", False), ("20.0000 20.0112 20.0132", True),
        ("20.0000 20.0133 20.0010", False), ("20.000 20.000 20.000 20.000 20.015", True), ("20.0 20.0", True),
    ],
)  # fmt: skip
def test_the_range_is_compared_with_that_of_as_many_readings(readings: str, agree: bool) -> None:
    assert concordant([Decimal(reading) for reading in readings.split()], S) is agree


def test_neighbours_on_the_display_agree() -> None:
    assert concordant([Decimal("35.00"), Decimal("35.01")], Decimal("0.001"))
    assert not concordant([Decimal("35.000"), Decimal("35.010")], Decimal("0.001"))
