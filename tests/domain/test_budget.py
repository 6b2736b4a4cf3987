"""Uncertainty budgets, held against the worked examples that are published."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.budget import (
    Budget,
    Component,
    Correlation,
    Distribution,
    Evaluation,
    shown,
    shown_expanded,
)
from metroapp.domain.message import Refusal

D = Decimal
A, B = Evaluation.A, Evaluation.B
NORMAL, STANDARD, RECTANGULAR = Distribution.NORMAL, Distribution.STANDARD, Distribution.RECTANGULAR
LENGTH = D("50000623")  # nm, of the standard of H.1


def h1(*more: Component, level: str = "99") -> Budget:
    """JCGM 100:2008, H.1 and table H.1: calibration of an end gauge of 50 mm, in nanometres."""
    alpha_s = D("11.5e-6")
    return Budget(
        (
            Component("ls", B, D(25), STANDARD, dof=D(18)),
            Component("d, observations", A, D("5.8"), NORMAL, dof=D(24)),
            Component("d, random effects", A, D("3.9"), NORMAL, dof=D(5)),
            Component("d, systematic effects", B, D("6.7"), STANDARD, dof=D(8)),
            Component("αs", B, D("2e-6"), RECTANGULAR, D(0)),
            Component("θ", B, D("0.41"), STANDARD, D(0)),
            Component("δα", B, D("1e-6"), RECTANGULAR, -LENGTH * D("-0.1"), D(50)),
            Component("δθ", B, D("0.05"), RECTANGULAR, -LENGTH * alpha_s, D(2)),
            *more,
        ),
        D(level),
    )


def test_the_end_gauge_of_the_gum_h1() -> None:
    budget = h1()
    assert [shown(one.contribution) for one in budget.components] == [
        D("25"), D("5.8"), D("3.9"), D("6.7"), D(0), D(0), D("2.9"), D("17"),
    ]  # fmt: skip
    assert round(budget.components[-1].contribution, 1) == D("16.6")
    assert shown(budget.standard_uncertainty) == D(32)  # H.1.4
    assert budget.effective_dof is not None and D("16.7") <= budget.effective_dof < D("16.8")  # H.1.6
    assert budget.dof == 16
    assert str(budget.coverage_factor) == "2.92"
    assert shown_expanded(budget.expanded) == D(93)


def test_the_difference_of_h1_has_its_own_degrees_of_freedom() -> None:
    of_d = Budget(h1().components[1:4])
    assert round(of_d.standard_uncertainty, 1) == D("9.7")  # H.1.3.2
    assert of_d.effective_dof is not None and of_d.dof == 25
    # The GUM puts u = 9.7 in the formula and prints 25.6 (H.1.6); without that rounding it is 25.4.
    as_printed = of_d.effective_dof * (D("9.7") / of_d.standard_uncertainty) ** 4
    assert (round(of_d.effective_dof, 1), round(as_printed, 1)) == (D("25.4"), D("25.6"))


def test_the_terms_of_second_order_of_h1() -> None:
    # H.1.7: ls·u(δα)·u(θ) = 11.7 nm, ls·u(αs)·u(δθ) = 1.7 nm; u becomes 34 nm.
    with localcontext(prec=30):
        first = Component("δα·θ", B, D("1e-6") / D(3).sqrt() * D("0.41"), STANDARD, LENGTH)
        second = Component("αs·δθ", B, D("2e-6") * D("0.05") / 3, STANDARD, LENGTH)
    # 11.7 in the GUM comes from u(δα) rounded to 0.58e-6; without that rounding it is 11.8.
    assert (round(first.contribution, 1), round(second.contribution, 1)) == (D("11.8"), D("1.7"))
    assert shown(h1(first, second).standard_uncertainty) == D(34)


def test_the_gauge_block_of_ea_4_02_s4() -> None:
    """EA-4/02 M:2013, S4: a gauge block of 50 mm by comparison, in nanometres: u = 34.3 nm, U = 69 nm for k = 2."""
    delta_alpha_by_t = (
        Budget(
            (
                Component("δα", B, D("2e-6"), Distribution.TRIANGULAR, D(1)),  # two steels, each ± 1e-6
            )
        ).standard_uncertainty
        * Component("Δt", B, D("0.5"), RECTANGULAR).standard
    )
    assert shown(delta_alpha_by_t) == D("2.4e-7")
    budget = Budget(
        (
            Component("lS", B, D(30), NORMAL, coverage=D(2)),
            Component("δlD", B, D(30), Distribution.TRIANGULAR),
            Component("δl", A, D("5.37"), NORMAL),
            Component("δlC", B, D(32), RECTANGULAR),
            Component("δt", B, D("0.05"), RECTANGULAR, D(-575)),
            Component("δα·Δt", B, D("0.236e-6"), STANDARD, D(-50_000_000)),
            Component("δlV", B, D("6.7"), RECTANGULAR, D(-1)),
        )
    )
    assert [str(round(one.contribution, 1)) for one in budget.components] == [
        "15.0", "12.2", "5.4", "18.5", "16.6", "11.8", "3.9",
    ]  # fmt: skip
    assert round(budget.standard_uncertainty, 1) == D("34.3")
    assert budget.dof is None and str(budget.coverage_factor) == "2.000"
    assert shown_expanded(budget.expanded) == D(69)


def test_what_each_distribution_makes_of_its_half_width() -> None:
    # JCGM 100:2008, 4.3.7, 4.3.9; H.1.3.4 for the cyclic variation: 0.5 °C gives 0.35 °C
    found = {law: Component("x", B, D("0.5"), law).standard for law in Distribution}
    assert {law.value: str(round(value, 4)) for law, value in found.items()} == {
        "normal": "0.5000", "standard": "0.5000", "rectangular": "0.2887", "triangular": "0.2041", "u-shaped": "0.3536",
    }  # fmt: skip


def test_ten_resistors_of_one_calibration() -> None:
    # JCGM 100:2008, 5.2.2, example: ten resistors compared with one standard, each 100 mΩ: 1 Ω, and not 0.32 Ω.
    resistors = tuple(Component(f"R{n}", B, D(100), STANDARD) for n in range(10))
    pairs = tuple(Correlation(one, two, D(1)) for one in range(10) for two in range(one))
    assert Budget(resistors, correlations=pairs).standard_uncertainty == D(1000)
    assert round(Budget(resistors).standard_uncertainty, 0) == D(316)


def test_a_correlation_counts_with_the_signs_of_the_sensitivities() -> None:
    pair = (Component("x", B, D(3), STANDARD), Component("y", B, D(2), STANDARD, D(-1)))
    assert Budget(pair, correlations=(Correlation(0, 1, D(1)),)).standard_uncertainty == 1
    assert Budget(pair, correlations=(Correlation(0, 1, D(-1)),)).standard_uncertainty == 5


def test_degrees_of_freedom_that_are_whole_stay_whole() -> None:
    for nine in (Component("x", A, D("0.7"), RECTANGULAR, D("0.3"), D(9)), Component("x", A, D(7), NORMAL, dof=D(9))):
        assert Budget((nine,)).dof == 9


def test_endless_degrees_of_freedom_are_infinite() -> None:
    counted = Component("x", A, D("0.000001"), NORMAL, dof=D(1))
    assert Budget((counted, Component("y", B, D(10**9), STANDARD))).dof is None


def test_shares_are_a_hundred() -> None:
    budget = h1()
    assert round(sum(budget.share(one) for one in budget.components), 9) == 100


@pytest.mark.parametrize(
    ("exact", "nearest", "upwards"),
    [
        ("31.66", "32", "32"),
        ("92.46", "92", "93"),
        ("10.47", "10", "11"),  # the example of 7.2.6, upwards
        ("0.00099501", "0.0010", "0.0010"),
        ("99.51", "100", "100"),
        ("1234", "1200", "1300"),
        ("0.05", "0.050", "0.050"),
        ("0", "0", "0"),
    ],
)
def test_two_significant_figures_are_shown(exact: str, nearest: str, upwards: str) -> None:
    assert (f"{shown(D(exact)):f}", f"{shown_expanded(D(exact)):f}") == (nearest, upwards)


@given(st.lists(st.decimals(D("0.001"), 1000, places=3), min_size=1, max_size=8), st.integers(1, 60))
def test_a_budget_is_no_smaller_than_its_largest_component(values: list[Decimal], dof: int) -> None:
    budget = Budget(tuple(Component("x", A, value, NORMAL, dof=D(dof)) for value in values))
    assert budget.standard_uncertainty >= max(values) - D("1e-9")
    assert budget.standard_uncertainty <= sum(values) + D("1e-9")
    assert budget.dof is not None and dof <= budget.dof <= dof * len(values)


def refused(*components: Component, correlations: tuple[Correlation, ...] = ()) -> str:
    with pytest.raises(Refusal) as refusal:
        Budget(components, correlations=correlations)
    return refusal.value.message.code


def test_a_budget_that_says_nothing_is_refused() -> None:
    one, other = Component("x", B, D(1), STANDARD), Component("y", B, D(1), STANDARD)
    third = Component("z", B, D(1), STANDARD)
    assert refused() == "budget.empty"
    assert refused(Component("x", B, D(0), STANDARD)) == "budget.zero"
    assert refused(Component("x", B, D(1), STANDARD, D(0))) == "budget.zero"
    assert refused(one, other, correlations=(Correlation(0, 1, D(-1)),)) == "budget.zero"
    assert refused(one, other, correlations=(Correlation(0, 1, D("1.1")),)) == "budget.correlation"
    assert refused(one, other, correlations=(Correlation(0, 2, D(1)),)) == "budget.correlation"
    assert refused(one, other, correlations=(Correlation(1, 1, D(1)),)) == "budget.correlation"
    counted = Component("z", A, D(1), NORMAL, dof=D(4))
    assert refused(one, counted, correlations=(Correlation(0, 1, D(1)),)) == "budget.correlation_dof"
    all_opposed = tuple(Correlation(first, second, D(-1)) for first, second in ((0, 1), (0, 2), (1, 2)))
    assert refused(one, other, third, correlations=all_opposed) == "budget.correlation_impossible"


@pytest.mark.parametrize(
    ("value", "dof", "coverage", "code"),
    [
        ("-1", "5", "1", "budget.value_negative"),
        ("NaN", "5", "1", "number.not_finite"),
        ("Infinity", "5", "1", "number.not_finite"),
        ("1", "0", "1", "budget.dof_too_small"),
        ("1", "Infinity", "1", "number.not_finite"),
        ("1", "5", "0.9", "budget.coverage_too_small"),
    ],
)
def test_a_component_that_cannot_be_is_refused(value: str, dof: str, coverage: str, code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        Component("x", A, D(value), NORMAL, dof=D(dof), coverage=D(coverage))
    assert refusal.value.message.code == code
