"""Moving averages and cumulative sums, against worked examples."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from metroapp.analysis.charts import charts
from metroapp.analysis.sample import Sample
from metroapp.analysis.small_shifts import Reference, cusum, ewma
from metroapp.domain.message import Refusal
from tests.analysis.published import PISTON_RINGS

# Montgomery, Introduction to Statistical Quality Control, table 9.1: the mean moves from 10 to 11 after the 20th.
_SHIFTED = np.array([
    9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37, 10.62,
    10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52,
])  # fmt: skip


def test_the_cumulative_sums_of_montgomery() -> None:
    """Table 9.2, K 0.5 and H 5: the 29th point signals 5.28 up, seven periods after the sum left 0."""
    found = cusum(_SHIFTED, Reference(10, 1), 0.5, 5)
    assert found.above.round(2).tolist() == [
        0, 0, 0, 1.16, 2.82, 2.50, 0.04, 1.00, 0, 0, 0, 0.97, 0.98, 0, 0, 0, 0.12, 0, 0, 0.34, 0.74, 0, 1.79, 2.79,
        2.89, 3.47, 3.35, 4.47, 5.28, 5.30,
    ]  # fmt: skip
    assert found.below.round(2).tolist()[:9] == [0.05, 1.56, 1.77, 0, 0, 0, 1.46, 0, 0.30]
    assert (found.out, found.began) == ((29, 30), 23)


def test_the_moving_average_of_montgomery() -> None:
    """His example of the same data, λ 0.1 and L 2.7 (those of IMSL's manual too): limits of the first two points and of
    those far from the start. The points are those of the recursion; the book's own text was not at hand."""
    found = ewma(_SHIFTED, Reference(10, 1), 0.1, 2.7)
    assert found.points[[0, 1, 2, 3, 27, 28]] == pytest.approx(
        [9.945, 9.7495, 9.70355, 9.8992, 10.5731, 10.6468], abs=6e-5
    )
    assert found.upper[[0, 1, -1]] == pytest.approx([10.27, 10.36, 10.62], abs=5e-3)
    assert found.lower[[0, 1, -1]] == pytest.approx([9.73, 9.64, 9.38], abs=5e-3)
    assert found.out == (29, 30)


def test_the_moving_average_of_nist() -> None:
    """NIST e-Handbook 6.3.2.4: EWMA₀ 50, s 2.0539, λ 0.3; limits of the steady state 52.5884 and 47.4115."""
    text = "52.0 47.0 53.0 49.3 50.1 47.0 51.0 50.1 51.2 50.5 49.6 47.6 49.9 51.3 47.8 51.2 52.6 52.4 53.6 52.1"
    found = ewma(np.array(text.split(), dtype=float), Reference(50, 2.0539), 0.3)
    assert found.points.round(2).tolist() == [
        50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92,
        50.73, 51.23, 51.94, 51.99,
    ]  # fmt: skip
    assert (found.upper[-1], found.lower[-1]) == pytest.approx((52.5884, 47.4115), abs=1.1e-4)
    assert found.out == ()


def test_the_cumulative_sums_of_nist() -> None:
    """NIST e-Handbook 6.3.2.3: target 325, k 0.3175, h 4.1959; out from the 14th group. Halves are rounded up there."""
    text = """324.925 324.675 324.725 324.350 325.350 325.225 324.125 324.525 325.225 324.600 324.625 325.150 328.325
    327.250 327.825 328.500 326.675 327.775 326.875 328.350"""
    found = cusum(np.array(text.split(), dtype=float), Reference(325, 0.635), 0.5, 4.1959 / 0.635)
    assert (found.slack, found.interval) == pytest.approx((0.3175, 4.1959))
    assert found.above[12:] == pytest.approx([3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.00, 19.04], abs=0.0051)
    assert found.below[:12] == pytest.approx(
        [0, 0.01, 0, 0.33, 0, 0, 0.56, 0.72, 0.17, 0.25, 0.31, 0], abs=0.0051
    )  # fmt: skip
    assert (found.out[0], found.began) == (14, 13)


def test_equal_values_never_shift() -> None:
    """Their means differ in the last digit of floating point: 19.997 three times, thirty times over."""
    pair = charts(Sample.of([Decimal("19.997")] * 90), 3)
    reference = Reference.of(pair)
    assert ewma(pair.location.points, reference).out == cusum(pair.location.points, reference).out == ()


def test_a_point_of_subgroups_spreads_less_than_their_values() -> None:
    pair = charts(Sample.of(PISTON_RINGS), 5)
    reference = Reference.of(pair)
    assert reference.sigma == pytest.approx(pair.sigma / 5**0.5)
    whole = ewma(pair.location.points, reference, weight=1)  # a weight of 1 is the chart of the means itself
    assert (whole.lower[0], whole.upper[-1]) == pytest.approx((pair.location.lower, pair.location.upper))
    for wrong in (0, 1.1):
        with pytest.raises(Refusal):
            ewma(pair.location.points, reference, weight=wrong)
