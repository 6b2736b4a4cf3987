"""Bias, linearity, agreement and drift, against worked examples."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.analysis.agreement import cohen, fleiss
from metroapp.analysis.capability import Spread, Tolerance, expected_ppm
from metroapp.analysis.drift import drift
from metroapp.analysis.linearity import bias, linearity
from metroapp.analysis.sample import Sample
from metroapp.domain.message import Refusal
from tests.analysis.published import AIAG_READINGS

# Fleiss, Levin and Paik: Wikipedia's worked example of 14 raters, 10 subjects, 5 categories.
_FLEISS = ["0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1", "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2",
           "6 5 2 1 0", "0 2 2 3 7"]  # fmt: skip


def test_the_linearity_of_the_aiag_manual() -> None:
    pairs = [(reference, float(text)) for reference, said in AIAG_READINGS.items() for text in said.split()]
    found = linearity([one for one, _ in pairs], [one for _, one in pairs])
    assert (found.slope, found.intercept) == pytest.approx((-0.131667, 0.736667), abs=6e-7)
    assert found.r_squared == pytest.approx(0.7143, abs=6e-5)
    assert found.p_slope is not None and found.p_slope < 1e-10
    first = bias([float(text) for text in AIAG_READINGS[2.0].split()], 2)
    assert first.mean == pytest.approx(0.4917, abs=6e-5) and first.p is not None and first.p < 0.001


def test_readings_all_alike_on_each_standard_are_off_for_certain() -> None:
    """Of a caliper with a step of 0.01, each reading 0.1 high: no slope of floating point, and a bias."""
    references = [size for size in (2.0, 4.0, 6.0, 8.0, 10.0) for _ in range(3)]
    found = linearity(references, [round(size + 0.1, 1) for size in references])
    assert (found.slope, found.p_slope, found.p_intercept, found.r_squared) == (0, None, 0, None)
    assert found.intercept == pytest.approx(0.1)
    right = linearity(references, references)
    assert (right.slope, right.intercept, right.p_slope, right.p_intercept) == (0, 0, None, None)
    leaning = linearity(references, [round(size * 1.001, 4) for size in references])
    assert leaning.slope == pytest.approx(0.001) and (leaning.p_slope, leaning.r_squared) == (0, 1)
    assert (bias([0.1] * 3, 0).p, bias([0.0] * 3, 0).p) == (0, None)


def test_two_judges() -> None:
    """Cohen's worked example with 50 pieces: 20 and 15 agreed, 5 and 10 not: κ = 0.40."""
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen(one, other) == pytest.approx(0.40)
    assert cohen(one, one) == 1
    assert cohen(["yes"], ["yes"]) is None


def test_several_judges() -> None:
    answers = [[place for place, count in enumerate(line.split()) for _ in range(int(count))] for line in _FLEISS]
    assert fleiss(answers) == pytest.approx(0.210, abs=5e-4)
    with pytest.raises(Refusal):
        fleiss([["yes", "no"], ["yes"]])


def test_a_tool_that_wears_by_a_micrometre_a_piece() -> None:
    sample = Sample.of([Decimal(20) + Decimal(piece) / 1000 for piece in range(10)])
    found = drift(sample, Tolerance(19.98, 20.02))
    assert (found.slope, found.now) == pytest.approx((0.001, 20.009))
    assert found.exit_after == 11 and found.is_proven


def test_the_pieces_before_the_exit_are_those_before_a_piece_is_out_and_not_before_half_of_them_are() -> None:
    made = [Decimal(20) + Decimal(piece + (3 if piece % 2 else -3)) / 1000 for piece in range(30)]
    found = drift(Sample.of(made), Tolerance(19.95, 20.05))
    line = (20.05 - found.now) / found.slope
    assert found.exit_after is not None and found.earliest_exit is not None and found.is_proven
    assert line - 10 < found.exit_after < line - 8, "three standard deviations of pieces, of 3.2 µm"
    assert found.earliest_exit <= found.exit_after


def test_no_exit_is_foretold_of_what_only_scatters() -> None:
    sample = Sample.of([Decimal(text) for text in ["20.001", "19.999", "20.002", "19.998", "20.001", "19.999"]])
    found = drift(sample, Tolerance(19.98, 20.02))
    assert not found.is_proven and found.exit_after is None and found.low < 0 < found.high


@settings(max_examples=30)
@given(st.lists(st.integers(-20, 20), min_size=5, max_size=30))
def test_the_same_pieces_backwards_drift_the_other_way(microns: list[int]) -> None:
    values = [Decimal(20) + Decimal(one) / 1000 for one in microns]
    there, back = (drift(Sample.of(given), Tolerance()) for given in (values, values[::-1]))
    assert there.slope == pytest.approx(-back.slope, abs=1e-12)


def test_parts_per_million() -> None:
    """± 3 σ and ± 6 σ of a centred normal law: 2700 and 0.002 ppm; 3.4 ppm on one side at 4.5 σ."""
    assert expected_ppm(Tolerance(-3, 3), Spread(0, 1, 99, 100)) == pytest.approx(2699.8, abs=0.1)
    assert expected_ppm(Tolerance(-6, 6), Spread(0, 1, 99, 100)) == pytest.approx(0.00197, abs=1e-5)
    assert expected_ppm(Tolerance(None, 4.5), Spread(0, 1, 99, 100)) == pytest.approx(3.4, abs=0.01)
