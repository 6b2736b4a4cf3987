"""Figures that were published or certified come out of the program."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from metroapp.analysis.capability import Spread, Tolerance, centred, potential
from metroapp.analysis.chart_factors import factors
from metroapp.analysis.charts import charts
from metroapp.analysis.gauge_study import analysis_of_variance, average_range, study_of
from metroapp.analysis.sample import Sample
from metroapp.domain.statistical_terms import ChartKind
from tests.analysis.published import AIAG_STUDY, FLOW_RATES, PISTON_RINGS

ROOT = Path(__file__).resolve().parents[2]
NIST = json.loads((Path(__file__).parent / "nist_strd_univariate.json").read_text(encoding="utf-8"))


def rounded_as(certified: str, value: float) -> str:
    """A value with the significant figures that were certified."""
    figures = len(certified.replace("-", "").replace(".", "").lstrip("0"))
    return f"{Decimal(f'{value:.{figures - 1}e}'):f}"


@pytest.mark.parametrize("name", sorted(NIST))
def test_nist_strd_univariate(name: str) -> None:
    """NIST Statistical Reference Datasets, univariate summary statistics: every certified figure."""
    known = NIST[name]
    sample = Sample.of([Decimal(text) for text in known["values"].split()])
    found = float(sample.mean), sample.stdev, sample.autocorrelation
    for certified, value in zip((known["mean"], known["stdev"], known["autocorrelation"]), found, strict=True):
        assert value is not None and Decimal(rounded_as(certified, value)) == Decimal(certified)


@pytest.mark.parametrize("origin", [1, 1_000_000, 10_000_000])
def test_nist_numacc(origin: int) -> None:
    """NumAcc2 to NumAcc4: 1001 values of which only the last digits differ; mean origin + 0.2, s 0.1, lag 1 −0.999."""
    values = [Decimal(origin) + Decimal("0.2")] + [Decimal(origin) + Decimal(text) for text in ("0.1", "0.3")] * 500
    sample = Sample.of(values)
    assert (float(sample.mean), sample.stdev, sample.autocorrelation) == (origin + 0.2, 0.1, -0.999)


def test_nist_numacc1() -> None:
    sample = Sample.of([Decimal(10_000_001), Decimal(10_000_003), Decimal(10_000_002)])
    assert (float(sample.mean), sample.stdev, sample.autocorrelation) == (10_000_002, 1, -0.5)


def digits_of_pi(count: int) -> str:
    """By Machin's formula: π/4 = 4 arctan 1/5 − arctan 1/239, in whole numbers."""
    unit = 10 ** (count + 20)

    def arctan(inverse: int) -> int:
        term = total = unit // inverse
        for place in range(3, 4 * count, 2):
            term //= -inverse * inverse
            total += term // place
        return total

    high, low = divmod(4 * (4 * arctan(5) - arctan(239)), 10 ** (count // 2))  # Python writes no more at once
    return (str(high) + str(low).zfill(count // 2))[:count]


def test_nist_pidigits() -> None:
    """The first 5,000 digits of π: mean 4.53480000000000, s 2.86733906028871, lag 1 −0.00355099287237972.

    The set as it was certified has a 3 in place of the 8 that is the 957th digit.
    """
    digits = digits_of_pi(5_000)
    assert digits[956] == "8"
    sample = Sample.of([Decimal(digit) for digit in f"{digits[:956]}3{digits[957:]}"])
    certified = ("4.53480000000000", "2.86733906028871", "-0.00355099287237972")
    for figure, value in zip(certified, (float(sample.mean), sample.stdev, sample.autocorrelation), strict=True):
        assert value is not None and Decimal(rounded_as(figure, value)) == Decimal(figure)


def test_a_large_sample_is_computed_in_floating_point_as_well_as_a_small_one_exactly() -> None:
    amounts = np.random.default_rng(1).normal(20, 0.004, 30_000).round(6)
    large = Sample.of_amounts((amounts * 10**9).round().astype(np.int64), 9)
    exact = [int(one) for one in large.steps.tolist()]
    mean = sum(exact) / len(exact)
    squares = sum((one - mean) ** 2 for one in exact)
    assert large.stdev == pytest.approx(sqrt(squares / (len(exact) - 1)) / 10**9, rel=1e-13)


def test_the_constants_are_those_of_the_table() -> None:
    with (ROOT / "data" / "standards" / "control_chart_constants.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = factors(int(row["n"]))
            computed = {
                "A2": found.a2, "A3": found.a3, "c4": found.c4, "d2": found.d2, "d3": found.d3, "D3": found.lower_range,
                "D4": found.upper_range, "B3": found.lower_stdev, "B4": found.upper_stdev,
            }  # fmt: skip
            assert computed == pytest.approx({name: float(row[name]) for name in computed}, abs=6e-7)


def test_piston_rings() -> None:
    """Montgomery's chart, with the limits that qcc prints (d₂ rounded at 2.326)."""
    found = charts(Sample.of(PISTON_RINGS), 5)
    means, ranges = found.location, found.spread
    assert (means.centre, means.lower, means.upper) == pytest.approx((74.00118, 73.98805, 74.01430), abs=1.1e-5)
    assert (ranges.centre, ranges.lower, ranges.upper) == pytest.approx((0.02276, 0, 0.04812), abs=1.1e-5)
    assert found.is_stable
    cp = potential(Tolerance(73.95, 74.05), Spread(means.centre, found.sigma, 100, 125), 0.95).value
    assert cp == pytest.approx(1.70, abs=0.005)


def test_piston_rings_by_standard_deviations() -> None:
    """As qcc prints the S chart of the same 25 samples: centre 0.009240037, upper limit 0.01930242."""
    found = charts(Sample.of(PISTON_RINGS), 5, ChartKind.STDEV)
    assert (found.spread.centre, found.spread.upper, found.spread.lower) == pytest.approx(
        (0.009240037, 0.01930242, 0), abs=1e-8
    )


def test_flow_rates() -> None:
    """NIST e-Handbook 6.3.2.2, with d₂ = 1.128: 55.8041, 50.81, 45.8159; moving range 1.8778."""
    found = charts(Sample.of(FLOW_RATES), 1)
    assert (found.location.upper, found.location.centre, found.location.lower) == pytest.approx(
        (55.8041, 50.81, 45.8159), abs=2e-3
    )
    assert found.spread.centre == pytest.approx(1.8778, abs=5e-5)
    assert found.spread.first == 2


def test_the_interval_of_a_capability() -> None:
    """Montgomery 8.5: n = 20, Cp = Cpk = 1.33, 95 %: 0.91 to 1.75, and 0.88 to 1.78."""
    spread, tolerance = Spread(0, 1 / 1.33, 19, 20), Tolerance(-3, 3)
    cp, cpk = potential(tolerance, spread, 0.95), centred(tolerance, spread, 0.95)
    assert (cp.value, cpk.value) == pytest.approx((1.33, 1.33))
    assert (cp.low, cp.high) == pytest.approx((0.91, 1.75), abs=6e-3)
    assert (cpk.low, cpk.high) == pytest.approx((0.88, 1.78), abs=6e-3)


def test_the_study_of_the_aiag_manual_by_ranges() -> None:
    """AIAG MSA 4th ed., with its four-digit constants."""
    found = average_range(study_of(AIAG_STUDY))
    assert (found.ev, found.av, found.grr, found.pv, found.tv) == pytest.approx(
        (0.20188, 0.22963, 0.30575, 1.10456, 1.14610), abs=1e-4
    )
    assert found.percent_grr == pytest.approx(26.68, abs=0.01)
    assert found.ndc == 5


def test_the_study_of_the_aiag_manual_by_variances() -> None:
    """AIAG MSA 4th ed.: the interaction is pooled; R&R 27.86 % of the variation, 4 categories."""
    found = analysis_of_variance(study_of(AIAG_STUDY))
    lines = {one.source: one for one in found.table}
    assert {name: lines[name].ss for name in ("operator", "part", "interaction", "repeatability", "total")} == (
        pytest.approx(
            {"operator": 3.1673, "part": 88.3619, "interaction": 0.3590, "repeatability": 2.7589, "total": 94.6471},
            abs=6e-5,
        )
    )
    assert (lines["interaction"].f, lines["interaction"].p) == pytest.approx((0.434, 0.974), abs=5e-4)
    assert found.pooled
    variation = found.variation
    assert (variation.ev**2, variation.av**2, variation.pv**2) == pytest.approx(
        (0.039973, 0.051455, 1.086446), abs=1e-6
    )
    assert variation.percent_grr == pytest.approx(27.86, abs=0.01)
    assert variation.ndc == 4
