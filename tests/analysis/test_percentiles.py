"""Performance by percentiles: the laws, how they fit, and what they give."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from metroapp.analysis.capability import Cnomo, Spread, Tolerance, centred, cnomo, potential
from metroapp.analysis.laws import FORMS
from metroapp.analysis.percentiles import SHARES, percentile_performance
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import Law, NoIndex
from tests.analysis.published import PISTON_RINGS

# Lieblein and Zelen (1956): millions of revolutions to failure of 23 ball bearings.
_BEARINGS = """17.88 28.92 33.00 41.52 42.12 45.60 48.48 51.84 51.96 54.12 55.56 67.80 68.64 68.64 68.88 84.12 93.12
98.64 105.12 105.84 127.92 128.04 173.40"""


def drawn(law: str, n: int, decimals: int = 5) -> Sample:
    rng = np.random.default_rng(7)
    values = {
        "lognormal": lambda: rng.lognormal(-5, 0.5, n),
        "form": lambda: np.abs(rng.normal(0.004, 0.006, n)),
        "normal": lambda: rng.normal(20, 0.005, n),
    }[law]()
    return Sample.of([Decimal(f"{one:.{decimals}f}") for one in values])


def test_the_ball_bearings() -> None:
    """Maximum likelihood as published: Weibull 2.10 and 81.9 (Lawless 1982); logarithms of mean 4.150, σ 0.522."""
    values = np.array([[float(text) for text in _BEARINGS.split()]])
    shape, scale = FORMS[Law.WEIBULL].fit(values)
    assert (shape[0, 0], scale[0, 0]) == pytest.approx((2.10, 81.9), abs=0.03)
    mean, sigma = FORMS[Law.LOGNORMAL].fit(values)
    assert (mean[0, 0], sigma[0, 0]) == pytest.approx((4.150, 0.522), abs=6e-4)


def test_the_warped_tiles() -> None:
    """Minitab's example: Weibull 1.69368 and 3.27812, upper limit 8: 10764.5 ppm above, Ppk 0.73 by percentiles."""
    form, given = FORMS[Law.WEIBULL], (np.array([[1.69368]]), np.array([[3.27812]]))
    _, middle, high = form.quantile(np.array([SHARES]), given)[0]
    assert (8 - middle) / (high - middle) == pytest.approx(0.73, abs=5e-3)
    assert 1e6 * np.exp(form.tails(np.array([[8.0]]), given)[1][0, 0]) == pytest.approx(10764.5, abs=0.1)


@pytest.mark.parametrize("law", list(FORMS), ids=lambda law: law.value)
def test_a_quantile_has_its_probability_below_it(law: Law) -> None:
    form = FORMS[law]
    given = tuple(np.array([[one]]) for one in {"mean": (0.3, 0.2), "log_mean": (-1.0, 0.4), "shape": (1.7, 2.0),
                                               "sigma": (0.5,)}[form.names[0]])  # fmt: skip
    shares = np.array([[*SHARES, 0.2]])
    below, above = form.tails(form.quantile(shares, given), given)
    assert np.exp(below) == pytest.approx(shares, rel=1e-9)
    assert np.exp(above) == pytest.approx(1 - shares, rel=1e-9)


def test_of_normal_values_the_indices_are_those_of_the_standard_deviation() -> None:
    sample, tolerance = Sample.of(PISTON_RINGS), Tolerance(73.95, 74.05)
    found = percentile_performance(sample, tolerance)
    spread = Spread(float(sample.mean), sample.stdev, sample.n - 1, sample.n)
    assert found.chosen is not None and found.chosen.law is Law.NORMAL and not found.chosen.is_refused
    assert found.pp.value == pytest.approx(potential(tolerance, spread, 0.95).value, rel=1e-5)
    assert found.ppk.value == pytest.approx(centred(tolerance, spread, 0.95).value, rel=1e-5)
    for index in (found.pp, found.ppk):
        assert index.low is not None and index.value is not None and index.low < index.value < (index.high or 0)


def test_a_form_defect_has_one_side_and_a_law_that_its_values_do_not_refuse() -> None:
    sample = drawn("form", 200)
    found = percentile_performance(sample, Tolerance(0, 0.05), from_zero=True)
    assert found.chosen is not None and found.chosen.law is Law.FOLDED_NORMAL
    assert found.pp.reason is NoIndex.ONE_SIDED and found.ppk.value is not None
    chosen = percentile_performance(sample, Tolerance(None, 0.05), Law.RAYLEIGH)  # asked for: said refused, and given
    assert chosen.chosen is not None and chosen.chosen.is_refused and chosen.ppk.value is not None
    skewed = percentile_performance(drawn("lognormal", 200), Tolerance(None, 0.05), from_zero=True)
    assert skewed.chosen is not None and skewed.chosen.law is Law.LOGNORMAL
    assert {one.law for one in skewed.tried if one.is_refused} >= {Law.FOLDED_NORMAL, Law.RAYLEIGH}
    with pytest.raises(Refusal):
        percentile_performance(Sample.of([Decimal("-0.001"), *[Decimal("0.002")] * 60]), Tolerance(), from_zero=True)


def test_too_few_values_and_laws_that_cannot_be_have_their_reason() -> None:
    few = percentile_performance(drawn("form", 30), Tolerance(None, 0.05), from_zero=True)
    assert (few.ppk.value, few.ppk.reason) == (None, NoIndex.TOO_FEW)
    ranks = percentile_performance(drawn("form", 200), Tolerance(None, 0.05), Law.EMPIRICAL)
    assert ranks.ppk.reason is NoIndex.TOO_FEW_FOR_RANKS
    with_zero = Sample.of([Decimal(one) / 1000 for one in range(60)])
    assert percentile_performance(with_zero, Tolerance(None, 1), Law.WEIBULL).ppk.reason is NoIndex.NOT_POSITIVE
    two_heaps = Sample.of([Decimal(20) + Decimal(one % 2) + Decimal(one) / 10**6 for one in range(1_000)])
    assert percentile_performance(two_heaps, Tolerance(19, 22), Law.NORMAL).ppk.value is not None
    heaps = percentile_performance(two_heaps, Tolerance(19, 22))
    assert heaps.chosen is not None and heaps.chosen.law is Law.EMPIRICAL and len(heaps.tried) == 4
    assert heaps.chosen.percentiles[0] == pytest.approx(20.0000007)  # rank 1.35135: between 20 and 20.000002


def test_cnomo_stands_apart() -> None:
    """CAM = IT / 6σ and Cpk = the nearest limit / 3σ; nothing of a one-sided tolerance."""
    assert cnomo(Tolerance(9.97, 10.03), Spread(10.01, 0.005, 24, 25)) == Cnomo(
        pytest.approx(2.0), pytest.approx(1.3333333), None
    )
    assert cnomo(Tolerance(None, 10), Spread(9, 0.1, 24, 25)).reason is NoIndex.ONE_SIDED
