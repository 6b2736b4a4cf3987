"""The rules that name a point of a chart, each at its first point, and what ends them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.analysis.run_rules import broken
from metroapp.domain.statistical_terms import RunRule

CASES: list[tuple[RunRule, list[float], list[int]]] = [
    (RunRule.BEYOND_LIMITS, [0, 3, 3.01, -3, -3.5], [3, 5]),  # exactly 3 σ is within
    (RunRule.NINE_ON_ONE_SIDE, [0.1] * 10, [9, 10]),
    (RunRule.NINE_ON_ONE_SIDE, [0.1] * 8 + [0] + [0.1] * 8, []),  # a point on the central line ends it
    (RunRule.SIX_STEADILY, [1, 2, 3, 4, 5, 6], [6]),
    (RunRule.SIX_STEADILY, [1, 2, 3, 3, 4, 5, 6], []),  # a tie ends it
    (RunRule.FOURTEEN_ALTERNATING, [0.1, -0.1] * 7, [14]),
    (RunRule.FOURTEEN_ALTERNATING, [0.1, -0.1] * 6 + [0.1], []),
    (RunRule.TWO_OF_THREE, [2.5, 0, 2.1], [3]),
    (RunRule.TWO_OF_THREE, [2.5, 2.1, 0], []),  # the point itself is on the signalling side (three points at least)
    (RunRule.TWO_OF_THREE, [2.5, 0, -2.1], []),
    (RunRule.FOUR_OF_FIVE, [1.1, 1.2, 0, 1.3, 1.4], [5]),
    (RunRule.FOUR_OF_FIVE, [1.1, 1.2, 1.3, 1.4, 0.5], []),
    (RunRule.FIFTEEN_WITHIN, [0.5, -0.5] * 7 + [0.9], [15]),
    (RunRule.FIFTEEN_WITHIN, [0.5, -0.5] * 7 + [1.0], []),
    (RunRule.EIGHT_OUTSIDE, [1.1, -1.1] * 4, [8]),
    (RunRule.EIGHT_ON_ONE_SIDE, [-0.2] * 8, [8]),
]


@pytest.mark.parametrize(("rule", "points", "named"), CASES)
def test_a_rule_names_its_points(rule: RunRule, points: list[float], named: list[int]) -> None:
    assert [int(place) + 1 for place in broken(rule, np.array(points))] == named


@settings(max_examples=50)
@given(st.sampled_from(RunRule), st.lists(st.floats(-4, 4, width=16), max_size=40))
def test_a_chart_upside_down_names_the_same_points(rule: RunRule, points: list[float]) -> None:
    z = np.array(points, dtype=np.float64)
    assert broken(rule, z).tolist() == broken(rule, -z).tolist()
