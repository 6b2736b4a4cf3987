"""Type 1, stability and attribute agreement, against published examples."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.analysis.agreement import Agreement, agreement
from metroapp.analysis.reference_studies import stability, type1
from metroapp.domain.message import Refusal
from metroapp.domain.statistical_terms import NoIndex

# The two examples of JASP's quality control module: readings of a reference of −4 mm; go or no-go by three operators.
_READINGS = """-4 -4.1 -4.1 -4.1 -4.1 -3.9 -3.9 -3.9 -4.1 -4.2 -3.9 -4.2 -4 -3.8 -3.9 -3.9 -3.9 -3.9 -4.6 -4.3 -3.9
-3.7 -3.7 -3.9 -4 -5 -3.9 -3.8 -3.7 -3.8 -3.7 -3.8 -3.6 -3.5 -3.6 -3.6 -3.4 -5.1 -3.5 -4 -4.5 -3.5 -5.1 -5 -3.5 -3.5
-3.5 -3.6 -3.6 -3.5"""
_ANSWERS = {
    "EG": "YYY NNN YYY YNN YYY YYY YYY NNN NNN YYY NNN YYY YYY NNN YYY",
    "BL": "YYY NNN YYY YNN YYY YYY NNN NNN NNN YYY NNN YYY YYY NNN YYY",
    "MH": "YYY YYY YYY YYY YYY YYY YYY NNY YNN YYY YNY YYY YYY NNN YYY",
}
_REFERENCE = dict(zip(map(str, range(1, 16)), "YNYYYNYNNYNYYYY", strict=True))


def judged(good: str | None = "Y") -> Agreement:
    answers = {
        (name, str(piece), str(trial)): answer
        for name, text in _ANSWERS.items()
        for piece, three in enumerate(text.split(), 1)
        for trial, answer in enumerate(three)
    }
    return agreement(answers, _REFERENCE, good)


def test_a_type_1_study() -> None:
    """Mean −3.946, s 0.42001, Cg 1.19, Cgk 1.15; bias 0.054 (−0.0654 to 0.1734), t 0.909, p 0.368."""
    values = [Decimal(text) for text in _READINGS.split()]
    found = type1(values, Decimal(-4), Decimal(15))
    assert (found.n, found.mean, found.stdev) == (50, -3.946, pytest.approx(0.420014577006512, rel=1e-14))
    assert (found.cg.value, found.cgk.value) == pytest.approx((1.19, 1.15), abs=5e-3)
    assert (found.bias.mean, found.bias.t, found.bias.p) == pytest.approx(
        (0.054, 0.909105737620188, 0.367744349288335), rel=1e-12
    )
    assert (found.interval.low, found.interval.high) == pytest.approx((-0.0653668220476, 0.1733668220476), rel=1e-10)
    few = type1(values[:24], Decimal(-4), Decimal(15))
    assert few.cg.value is None and few.cgk.reason is NoIndex.TOO_FEW
    assert type1(values, Decimal(-4), None).cg.reason is NoIndex.NO_LIMITS
    vda = type1(values, Decimal(-4), Decimal(15), share=20, width=4)
    assert vda.cg.value == pytest.approx(1.5 * (found.cg.value or 0))


def test_three_operators_judge_fifteen_pieces() -> None:
    """Pieces judged alike and rightly, with their intervals; κ against the reference and two by two; false answers."""
    found = judged()
    by_name = {one.name: one for one in found.judges}
    assert {name: one.repeated.count for name, one in by_name.items()} == {"EG": 14, "BL": 14, "MH": 12}
    right = {name: one.right for name, one in by_name.items()}
    assert {name: share and share.count for name, share in right.items()} == {"EG": 12, "BL": 11, "MH": 9}
    alike = by_name["BL"].repeated
    assert (alike.percent, alike.low, alike.high) == pytest.approx((93.33, 68.052, 99.831), abs=4e-3)
    assert (found.unanimous.count, found.all_right and found.all_right.count) == (9, 7)
    assert (found.unanimous.low, found.unanimous.high) == pytest.approx((32.287, 83.664), abs=6e-4)
    assert {name: round(one.kappa_within or 0, 6) for name, one in by_name.items()} == {
        "BL": 0.91, "EG": 0.905462, "MH": 0.543919,
    }  # fmt: skip
    assert found.kappa == pytest.approx(0.641666666666666)
    assert {pair: round(kappa or 0, 2) for pair, kappa in found.pairs.items()} == {  # of all answers, as AIAG does
        ("EG", "BL"): 0.86, ("EG", "MH"): 0.53, ("BL", "MH"): 0.43,
    }  # fmt: skip
    alarms = {name: round(one.false_alarms.percent, 2) for name, one in by_name.items() if one.false_alarms}
    assert alarms == {"EG": 16.67, "BL": 26.67, "MH": 10}
    missed = {name: round(one.missed.percent, 2) for name, one in by_name.items() if one.missed}
    assert missed == {"EG": 20, "BL": 20, "MH": 66.67}
    with pytest.raises(Refusal):
        judged("bon")


def test_a_reference_measured_each_month() -> None:
    steady = {str(month): [Decimal("20.001"), Decimal("20.002"), Decimal("20.000")] for month in range(8)}
    found = stability(steady)
    assert found.charts.is_stable and found.drift is not None and not found.drift.is_proven
    moved = {**steady, "8": [one + Decimal("0.01") for one in steady["0"]]}
    assert not stability(moved).charts.is_stable
    with pytest.raises(Refusal):
        stability({**steady, "8": [Decimal(20)]})
