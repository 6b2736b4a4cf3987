"""Sweeps: exact extremes and mean, bounds, and what each reading may take of one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Nature
from metroapp.domain.measurement import Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.domain.sweep import LONGEST_MS, MOST_SAMPLES, Given, Sweep, choices_for

samples = st.lists(
    st.tuples(st.decimals(min_value=-999, max_value=999, places=4), st.integers(0, 20)), min_size=2, max_size=200
)


def sweep(*values: str) -> Sweep:
    return Sweep.of("C-03", Unit.MM, list(map(Decimal, values)), list(range(0, 100 * len(values), 100)))


@given(samples)
def test_extremes_and_mean_are_exact(found: list[tuple[Decimal, int]]) -> None:
    values = [value for value, _ in found]
    offsets = [sum(gap for _, gap in found[1 : place + 1]) for place in range(len(found))]
    swept = Sweep.of("C-03", Unit.MM, values, offsets)
    assert list(swept.values) == values and list(swept.offsets) == offsets
    assert (swept.maximum, swept.minimum) == (max(values), min(values))
    assert swept.difference == max(values) - min(values)
    exact = sum(map(Fraction, values), Fraction(0)) / len(values)
    assert abs(Fraction(swept.mean) - exact) * 2 <= Fraction(1, 10**6)
    assert (swept.count, swept.duration) == (len(values), offsets[-1])


def test_the_mean_has_two_decimals_more_than_the_display_and_is_rounded_half_even() -> None:
    assert str(sweep("0.000", "0.001", "0.001").mean) == "0.00067"
    assert str(sweep("0.012", "-0.004").mean) == "0.00400"
    values = ["0"] * 200
    for sum_of_200, mean in ((1, "0.00"), (3, "0.02")):  # 0.005 and 0.015: each to the even one
        values[0] = str(sum_of_200)
        assert str(sweep(*values).mean) == mean


def test_digits_of_several_lengths_stay_exact() -> None:
    swept = sweep("12.34", "12.345", "-0.1")
    assert swept.values == (Decimal("12.34"), Decimal("12.345"), Decimal("-0.1"))
    assert swept.difference == Decimal("12.445")


@pytest.mark.parametrize(
    ("count", "gap", "code"),
    [
        (0, 0, "sweep.too_few"),
        (1, 0, "sweep.too_few"),
        (MOST_SAMPLES + 1, 1, "sweep.too_many"),
        (2, LONGEST_MS + 1, "sweep.too_long"),
    ],
)
def test_what_is_no_sweep(count: int, gap: int, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        Sweep.of("C-03", Unit.MM, [Decimal(1)] * count, [gap * place for place in range(count)])
    assert refused.value.message.code == code


def test_the_longest_sweep_is_one() -> None:
    offsets = [place * LONGEST_MS // (MOST_SAMPLES - 1) for place in range(MOST_SAMPLES)]
    swept = Sweep.of("C-03", Unit.MM, [Decimal("0.001")] * MOST_SAMPLES, offsets)
    assert (swept.count, swept.duration) == (MOST_SAMPLES, LONGEST_MS)


@pytest.mark.parametrize(
    "facts",
    [((1, 2), (0,), 3), ((1, 2), (0, -5), 3), ((1, 2), (4, 5), 3), ((1, 2), (0, 5), 10)],
)
def test_samples_that_no_instrument_gives_are_refused(facts: tuple[tuple[int, ...], tuple[int, ...], int]) -> None:
    digits, gaps, decimals = facts
    with pytest.raises(ValueError, match="sweep"):
        Sweep("C-03", Unit.MM, decimals, digits, gaps)


@pytest.mark.parametrize(
    ("role", "nature", "choices"),
    [
        (Role.MAXIMUM, None, (Given.DIFFERENCE,)),
        (Role.READING, Nature.EXTERNAL, (Given.MAXIMUM, Given.MINIMUM)),
        (Role.DEVIATION, Nature.INTERNAL, (Given.MINIMUM, Given.MAXIMUM)),  # a bore gauge is rocked to its minimum
        (Role.PROBING_1, Nature.INTERNAL, (Given.MINIMUM, Given.MAXIMUM)),
        (Role.PROBING_2, Nature.INTERNAL, (Given.MAXIMUM, Given.MINIMUM)),
        (Role.ZERO, None, ()),
        (Role.REPEATED, None, ()),
        (Role.VARIABLE, None, ()),
    ],
)
def test_what_a_reading_may_take_of_a_sweep(role: Role, nature: Nature | None, choices: tuple[Given, ...]) -> None:
    assert choices_for(role, nature) == choices
