"""Decision rules against published examples, the definition of the zones, and floating-point references."""

from __future__ import annotations

from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.acceptance import (
    Requirement,
    Verdict,
    measurement_capability,
    probability_conforming,
    zones,
)
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.probability import normal


def requirement(lower: str | None, upper: str | None) -> Requirement:
    return Requirement(None if lower is None else Decimal(lower), None if upper is None else Decimal(upper))


@pytest.mark.parametrize(
    ("value", "lower", "upper", "u", "printed"),
    [
        ("-5.47", None, "-5.40", "0.05", "0.92"),  # JCGM 106:2012, 7.3: breakdown voltage of a Zener diode
        ("13.6", "12.5", "16.3", "1.8", "0.66"),  # JCGM 106:2012, 7.4: kinematic viscosity of an oil
    ],
)
def test_the_worked_examples_of_jcgm_106(value: str, lower: str | None, upper: str, u: str, printed: str) -> None:
    found = probability_conforming(Decimal(value), requirement(lower, upper), Decimal(u))
    assert str(round(found, 2)) == printed


@pytest.mark.parametrize(
    ("probability", "z"),  # JCGM 106:2012, table 1
    [("0.80", "0.84"), ("0.90", "1.28"), ("0.95", "1.64"), ("0.99", "2.33"), ("0.999", "3.09")],
)
def test_the_table_of_jcgm_106(probability: str, z: str) -> None:
    """The printed z, to its two decimals, gives the printed probability."""
    low, high = (normal(Decimal(z) + Decimal(step)) for step in ("-0.0051", "0.0051"))
    assert low < Decimal(probability) < high


@given(st.floats(-9, 9))
def test_the_normal_distribution_against_a_floating_point_one(z: float) -> None:
    assert float(normal(Decimal(str(z)))) == pytest.approx(NormalDist().cdf(z), abs=1e-14)


def test_the_normal_distribution_is_symmetrical_and_bounded() -> None:
    assert normal(Decimal(0)) == Decimal("0.5")
    assert normal(Decimal(40)) == 1 and normal(Decimal(-40)) == 0
    assert abs(normal(Decimal("-7.5")) + normal(Decimal("7.5")) - 1) < Decimal("1e-38")
    assert normal(Decimal(-7)) == pytest.approx(Decimal("1.279812543885835E-12"), rel=Decimal("1e-12"))


SHAFT = requirement("19.979", "20.000")


def test_simple_acceptance_has_no_guard_band() -> None:
    found = zones(SHAFT, DecisionRule(RuleName.SIMPLE), Decimal("0.002"))
    assert (found.guard_band, found.lower_acceptance, found.upper_acceptance) == (0, SHAFT.lower, SHAFT.upper)
    for value, verdict in (("20.000", Verdict.CONFORMING), ("19.979", Verdict.CONFORMING),
                           ("20.001", Verdict.NONCONFORMING), ("19.978", Verdict.NONCONFORMING)):  # fmt: skip
        assert found.verdict(Decimal(value)) is verdict


def test_a_wide_interval_has_a_guard_band_of_one_and_sixty_five_hundredths_of_u() -> None:
    found = zones(SHAFT, DecisionRule(RuleName.ISO_14253_1), Decimal("0.001"))
    assert found.guard_band == Decimal("0.00165")
    for value, verdict in (("19.98065", Verdict.CONFORMING), ("19.98064", Verdict.UNDECIDED),
                           ("19.97735", Verdict.UNDECIDED), ("19.97734", Verdict.NONCONFORMING),
                           ("19.99835", Verdict.CONFORMING), ("20.00165", Verdict.UNDECIDED),
                           ("20.00166", Verdict.NONCONFORMING)):  # fmt: skip
        assert found.verdict(Decimal(value)) is verdict


def test_where_both_limits_matter_the_probability_is_exactly_at_least_95_percent() -> None:
    for u in ("0.0027", "0.004", "0.005", "0.0053"):
        found = zones(SHAFT, DecisionRule(RuleName.ISO_14253_1), Decimal(u))
        assert found.lower_acceptance is not None and found.upper_acceptance is not None
        for limit, step in ((found.lower_acceptance, -1), (found.upper_acceptance, 1)):
            assert probability_conforming(limit, SHAFT, Decimal(u)) >= Decimal("0.95")
            beyond = limit + step * Decimal("0.000000002")
            assert probability_conforming(beyond, SHAFT, Decimal(u)) < Decimal("0.95")
        assert found.lower_rejection is not None and found.upper_rejection is not None
        assert probability_conforming(found.upper_rejection, SHAFT, Decimal(u)) <= Decimal("0.05")


def test_the_two_formulas_meet_at_eight_u() -> None:
    wide = zones(requirement("0", "8"), DecisionRule(RuleName.ISO_14253_1), Decimal(1))
    narrow = zones(requirement("0", "7.999999"), DecisionRule(RuleName.ISO_14253_1), Decimal(1))
    assert wide.guard_band == Decimal("1.65")
    assert narrow.guard_band is not None and abs(narrow.guard_band - Decimal("1.6453")) < Decimal("0.001")


@pytest.mark.parametrize(
    ("rule", "u", "guard", "code"),
    [
        (RuleName.ISO_14253_1, "0.006", None, "decision.uncertainty_too_large"),
        (RuleName.ISO_14253_1_U, "0.006", None, "decision.no_acceptance_zone"),
        (RuleName.ISO_14253_1_U, "0.00525", None, "decision.no_acceptance_zone"),  # 2g = T exactly
        (RuleName.GUARD, "0", "0.0105", "decision.guard_too_wide"),
    ],
)
def test_no_acceptance_zone_is_left(rule: RuleName, u: str, guard: str | None, code: str) -> None:
    found = zones(SHAFT, DecisionRule(rule, None if guard is None else Decimal(guard)), Decimal(u))
    assert found.lower_acceptance is None and found.upper_acceptance is None
    assert found.reason is not None and found.reason.code == code
    assert found.verdict(Decimal("19.9895")) is Verdict.UNDECIDED
    assert found.verdict(Decimal("21")) is Verdict.NONCONFORMING


def test_one_limit_alone() -> None:
    found = zones(requirement(None, "1.6"), DecisionRule(RuleName.ISO_14253_1), Decimal("0.1"))
    assert (found.lower_acceptance, found.upper_acceptance) == (None, Decimal("1.435"))
    assert found.verdict(Decimal("-100")) is Verdict.CONFORMING
    assert measurement_capability(requirement(None, "1.6"), Decimal("0.1")) is None


def test_capability_of_the_measurement() -> None:
    assert measurement_capability(SHAFT, Decimal("0.0025")) == Decimal("2.1")


@pytest.mark.parametrize(
    ("lower", "upper", "u", "rule", "guard", "code"),
    [
        (None, None, "0", RuleName.SIMPLE, None, "decision.limits_absent"),
        ("2", "1", "0", RuleName.SIMPLE, None, "decision.limits_crossed"),
        ("1", "2", "-0.1", RuleName.ISO_14253_1, None, "decision.uncertainty_negative"),
        ("1", "2", "0", RuleName.GUARD, "-0.1", "decision.guard_negative"),
        ("1", "2", "0", RuleName.GUARD, None, "decision.guard_missing"),
        ("1", "2", "0", RuleName.SIMPLE, "0.1", "decision.guard_elsewhere"),
    ],
)
def test_bad_questions(
    lower: str | None, upper: str | None, u: str, rule: RuleName, guard: str | None, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        zones(requirement(lower, upper), DecisionRule(rule, None if guard is None else Decimal(guard)), Decimal(u))
    assert refused.value.message.code == code


def test_equal_limits_are_met_by_one_value() -> None:
    found = zones(requirement("1", "1"), DecisionRule())
    assert found.verdict(Decimal("1.0")) is Verdict.CONFORMING
    assert found.verdict(Decimal("1.001")) is Verdict.NONCONFORMING


def test_a_very_large_uncertainty_rejects_nothing_between_the_limits() -> None:
    found = zones(requirement("20", "20.1"), DecisionRule(RuleName.ISO_14253_1), Decimal(10))
    assert found.reason is not None
    for value in ("20", "20.05", "20.1"):
        assert found.verdict(Decimal(value)) is Verdict.UNDECIDED


_places = st.decimals(min_value=-50, max_value=50, places=3)


@given(
    _places,
    st.decimals(min_value="0.001", max_value=20, places=3),
    st.decimals(min_value=0, max_value=5, places=4),
    _places,
    st.sampled_from([RuleName.SIMPLE, RuleName.ISO_14253_1, RuleName.ISO_14253_1_U]),
)
def test_the_zones_are_in_order_and_nothing_unproven_is_good(
    lower: Decimal, width: Decimal, u: Decimal, value: Decimal, rule: RuleName
) -> None:
    asked = Requirement(lower, lower + width)
    found = zones(asked, DecisionRule(rule), u)
    verdict = found.verdict(value)
    if found.lower_acceptance is not None and found.upper_acceptance is not None:
        assert found.lower_rejection is not None and found.upper_rejection is not None
        assert found.lower_rejection <= lower <= found.lower_acceptance <= found.upper_acceptance
        assert found.upper_acceptance <= lower + width <= found.upper_rejection
    if verdict is Verdict.CONFORMING:
        assert lower <= value <= lower + width
        if rule is not RuleName.SIMPLE and u:
            assert probability_conforming(value, asked, u) >= Decimal("0.9499")
    if verdict is Verdict.NONCONFORMING:
        assert not lower <= value <= lower + width or probability_conforming(value, asked, u) <= Decimal("0.05")
