"""Rates: the exact interval and the exact test, against what was published."""

from __future__ import annotations

import pytest
from scipy.stats import binom

from metroapp.analysis.rates import difference, rate
from metroapp.domain.message import Refusal


def test_the_exact_interval_of_clopper_and_pearson() -> None:
    """Its limits are where what was seen, or more on that side, has half of the risk (Clopper and Pearson, 1934)."""
    found = rate(4, 20, 0.90)
    assert found is not None
    assert binom.cdf(4, 20, found.high) == pytest.approx(0.05) == binom.sf(3, 20, found.low)
    none, all_bad = rate(0, 10), rate(10, 10)
    assert none is not None and (none.low, round(none.high, 4)) == (0.0, 0.3085)  # 1 - 0.025^(1/10)
    assert all_bad is not None and (round(all_bad.low, 4), all_bad.high) == (0.6915, 1.0)


def test_the_lady_tasting_tea() -> None:
    """Fisher, The Design of Experiments (1935), chapter II: 3 right of 4; two-sided 34/70."""
    before, after = rate(3, 4), rate(1, 4)
    assert before is not None and after is not None
    assert difference(before, after) == pytest.approx(34 / 70)


def test_nothing_counted_has_no_rate_and_more_than_all_is_refused() -> None:
    assert rate(0, 0) is None
    with pytest.raises(Refusal):
        rate(3, 2)
