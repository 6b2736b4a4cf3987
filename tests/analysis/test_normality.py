"""Tests of normality and intervals, against published figures and another implementation."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from scipy import stats

from metroapp.analysis.normality import anderson_darling, interval_of_mean, interval_of_stdev, shapiro_wilk
from metroapp.analysis.sample import Sample

# Shapiro and Wilk, Biometrika 52 (1965): weights in pounds of eleven men.
_POUNDS = (148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236)
WEIGHTS = Sample.of(list(map(Decimal, _POUNDS)))


def test_the_weights_of_eleven_men() -> None:
    """W = 0.79 in the paper; 0.78881 and p = 0.006704 in R."""
    found = shapiro_wilk(WEIGHTS)
    assert found is not None and (found.statistic, found.p) == pytest.approx((0.78881, 0.006704), abs=5e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_statistic_of_anderson_and_darling_is_that_of_scipy(seed: int) -> None:
    drawn = np.random.default_rng(seed)
    values = drawn.normal(20, 0.004, 60) if seed % 2 else drawn.exponential(0.01, 60)
    sample = Sample.of([Decimal(f"{value:.6f}") for value in values])
    found = anderson_darling(sample)
    assert found is not None
    with pytest.warns(FutureWarning):
        known = stats.anderson(sample.values)
    assert found.statistic == pytest.approx(float(known.statistic), rel=1e-9)
    assert (found.p > 0.01) == bool(seed % 2)


@pytest.mark.parametrize(("level", "adjusted"), [(0.10, 0.631), (0.05, 0.752), (0.025, 0.873), (0.01, 1.035)])
def test_the_critical_values_of_stephens(level: float, adjusted: float) -> None:
    """D'Agostino and Stephens, table 4.7, case 3."""
    from metroapp.analysis.normality import _p_of

    assert _p_of(adjusted) == pytest.approx(level, rel=0.03)


def test_no_test_where_there_is_nothing_to_test() -> None:
    assert anderson_darling(Sample.of([Decimal(1)] * 20)) is None
    assert anderson_darling(Sample.of([Decimal(1), Decimal(2)])) is None
    assert shapiro_wilk(Sample.of([Decimal(1), Decimal(2)])) is None


def test_intervals_of_a_small_sample() -> None:
    """t(10; 0.975) = 2.2281 and χ²(10): 3.2470 and 20.4832, as tables print them."""
    mean, spread = float(WEIGHTS.mean), WEIGHTS.stdev
    found = interval_of_mean(WEIGHTS, 0.95)
    assert found.high - mean == pytest.approx(2.2281 * spread / 11**0.5, rel=2e-5)
    around = interval_of_stdev(WEIGHTS, 0.95)
    assert (around.low, around.high) == pytest.approx(
        (spread * (10 / 20.4832) ** 0.5, spread * (10 / 3.2470) ** 0.5), rel=2e-5
    )
