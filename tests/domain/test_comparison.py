"""Inspection by comparison: signed values, a mounting that is proven, a zero that repeats, drift."""

from __future__ import annotations

import ast
import inspect
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain import comparison, gauge_blocks
from metroapp.domain.comparison import (
    DIRECT,
    Compared,
    Mounting,
    ZeroChecked,
    ZeroTaken,
    by_comparison,
    prove_mounting,
    review_zeros,
    zero_of,
)
from metroapp.domain.message import Refusal

INVERSE = Mounting(-1)
DIGIT = Decimal("0.001")
LENGTHS = st.decimals("-0.9", "0.9", places=4)


def readings(*texts: str) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(before), Decimal(after)) for before, after in (text.split() for text in texts)]


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.message.code


# -- the value --------------------------------------------------------------------------------------------------------


def test_the_worked_example_of_the_procedure() -> None:
    """A stack certified 20.0003 mm, a reading of +0.012: 20.0123 direct, 19.9883 inverse."""
    certified, zero, reading = Decimal("20.0003"), Decimal("0.000"), Decimal("0.012")
    assert by_comparison(certified, zero, reading) == Decimal("20.0123")
    assert by_comparison(certified, zero, reading, INVERSE) == Decimal("19.9883")


def test_the_length_of_the_end_gauge_of_the_gum() -> None:
    """JCGM 100:2008, H.1: a standard of 50.000 623 mm and d = 215 nm give 50.000 838 mm."""
    assert by_comparison(Decimal("50.000623"), Decimal(0), Decimal("0.000215")) == Decimal("50.000838")


def test_a_lever_multiplies_what_is_shown() -> None:
    lever = Mounting(1, Decimal("0.5"))
    assert by_comparison(Decimal("20.0003"), Decimal("0.002"), Decimal("-0.010"), lever) == Decimal("19.9943")


@given(LENGTHS, LENGTHS)
def test_a_deviation_keeps_its_sign(zero: Decimal, reading: Decimal) -> None:
    certified = Decimal("20.0003")
    assert (by_comparison(certified, zero, reading) > certified) == (reading > zero)
    assert (by_comparison(certified, zero, reading, INVERSE) > certified) == (reading < zero)


@pytest.mark.parametrize("module", [comparison, gauge_blocks])
def test_no_magnitude_is_taken_anywhere(module: ModuleType) -> None:
    names = {node.id for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Name)}
    assert "abs" not in names


@pytest.mark.parametrize(("sign", "factor"), [(0, "1"), (2, "1"), (1, "0"), (1, "-1"), (1, "NaN")])
def test_a_factor_says_no_sign(sign: int, factor: str) -> None:
    with pytest.raises(Refusal) as refused:
        Mounting(sign, Decimal(factor))
    assert code(refused) == "comparison.factor_not_positive"


# -- the mounting -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "displacement", "factor", "expected"),
    [
        (("0.000 0.100", "0.001 0.100"), "0.1", None, DIRECT),
        (("0.000 -0.100",), "0.1", None, INVERSE),
        (("0.100 0.000",), "-0.1", None, DIRECT),
        (("0.000 0.100",), "-0.1", None, INVERSE),
        (("0.000 0.200",), "0.1", "0.5", Mounting(1, Decimal("0.5"))),
        (("0.000 -0.051",), "0.1", "2", Mounting(-1, Decimal(2))),
        (("0.000 0.200",), "0.1", None, Mounting(1, Decimal("0.5"))),
        (("0.000 -0.300", "0.000 -0.300"), "0.1", None, Mounting(-1, Decimal("0.333333"))),
    ],
)
def test_a_known_displacement_proves_sign_and_factor(
    shown: tuple[str, ...], displacement: str, factor: str | None, expected: Mounting
) -> None:
    declared = None if factor is None else Decimal(factor)
    assert prove_mounting(readings(*shown), Decimal(displacement), DIGIT, declared) == expected


@pytest.mark.parametrize(
    ("shown", "displacement", "factor", "expected"),
    [
        ((), "0.1", None, "comparison.mounting_not_displaced"),
        (("0.000 0.000",), "0.1", None, "comparison.mounting_not_displaced"),
        (("0.000 0.009",), "0.1", None, "comparison.mounting_not_displaced"),
        (("0.000 0.100",), "0", None, "comparison.mounting_not_displaced"),
        (("0.000 0.005",), "0.005", None, "comparison.mounting_not_displaced"),
        (("0.000 0.100", "0.000 0.102"), "0.1", None, "comparison.mounting_not_repeated"),
        (("0.000 0.100", "0.000 -0.100"), "0.1", None, "comparison.mounting_not_repeated"),
        (("0.000 0.100",), "0.1", "2", "comparison.factor_not_proven"),
        (("0.000 0.102",), "0.1", "1", "comparison.factor_not_proven"),
    ],
)
def test_a_mounting_that_proves_nothing_is_refused(
    shown: tuple[str, ...], displacement: str, factor: str | None, expected: str
) -> None:
    with pytest.raises(Refusal) as refused:
        prove_mounting(readings(*shown), Decimal(displacement), DIGIT, None if factor is None else Decimal(factor))
    assert code(refused) == expected


@given(st.sampled_from([1, -1]), st.integers(-500, 500).filter(lambda steps: steps not in range(-20, 21)))
def test_a_proven_mounting_gives_the_displacement_back(sign: int, steps: int) -> None:
    displacement = steps * DIGIT
    mounting = prove_mounting([(Decimal(0), sign * displacement)], displacement, DIGIT)
    assert mounting.change(Decimal(0), sign * displacement) == displacement


# -- the zero ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (("0.000", "0.000", "0.000"), "0.000"),
        (("0.001", "0.000", "0.001"), "0.001"),
        (("-0.001", "-0.002", "-0.002"), "-0.002"),
        (("0.000", "0.001", "0.000", "0.001"), "0.000"),
    ],
)
def test_a_zero_is_read_three_times_within_one_digit(shown: tuple[str, ...], expected: str) -> None:
    assert zero_of([Decimal(text) for text in shown], DIGIT) == Decimal(expected)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (("0.000", "0.000"), "comparison.zero_readings"),
        (("0.000", "0.002", "0.000"), "comparison.zero_not_repeated"),
        (("-0.001", "0.001", "0.000"), "comparison.zero_not_repeated"),
    ],
)
def test_a_zero_that_does_not_repeat_is_refused(shown: tuple[str, ...], expected: str) -> None:
    with pytest.raises(Refusal) as refused:
        zero_of([Decimal(text) for text in shown], DIGIT)
    assert code(refused) == expected


# -- the drift --------------------------------------------------------------------------------------------------------

LIMIT = Decimal("0.002")


def series(text: str) -> list[ZeroTaken | ZeroChecked | Compared[str]]:
    """`=0.001` the zero is set, `?0.003` it is checked, any other word is a value."""
    steps: list[ZeroTaken | ZeroChecked | Compared[str]] = []
    for word in text.split():
        match word[0]:
            case "=":
                steps.append(ZeroTaken(Decimal(word[1:])))
            case "?":
                steps.append(ZeroChecked(Decimal(word[1:])))
            case _:
                steps.append(Compared(word))
    return steps


@pytest.mark.parametrize(
    ("text", "proven", "again", "waiting"),
    [
        ("=0 a b ?0.002 c ?-0.002", "abc", "", ""),
        ("=0 a b ?0 c d ?0.003 e", "ab", "cde", ""),
        ("=0 a b ?0 c d ?-0.003 e", "ab", "cde", ""),
        ("=0 a ?0.003 b =0 c ?0", "c", "ab", ""),
        ("=0.010 a ?0.011 b ?0.013 c", "a", "bc", ""),
        ("=0 a ?0.002 b ?0.004", "a", "b", ""),  # the drift is from the zero that was set, not from the last check
        ("=0 a ?0 b c", "a", "", "bc"),
        ("=0 a =0.001 b ?0.001", "b", "a", ""),  # set anew without a check: what drifted before is not known
        ("a ?0 =0 b ?0", "b", "a", ""),
        ("=0", "", "", ""),
    ],
)
def test_a_drift_takes_back_every_value_since_the_last_good_zero(
    text: str, proven: str, again: str, waiting: str
) -> None:
    found = review_zeros(series(text), LIMIT)
    assert ("".join(found.proven), "".join(found.again), "".join(found.open)) == (proven, again, waiting)


_STEPS = st.lists(
    st.one_of(
        st.just("v"),
        st.sampled_from(["=0", "=0.001", "=-0.004"]),
        st.sampled_from(["?0", "?0.003", "?-0.002", "?-0.006"]),
    )
)


@given(_STEPS)
def test_every_value_of_a_series_is_in_one_place(words: list[str]) -> None:
    named = " ".join(f"v{place}" if word == "v" else word for place, word in enumerate(words))
    found = review_zeros(series(named), LIMIT)
    assert sorted((*found.proven, *found.again, *found.open)) == sorted(
        word for word in named.split() if word[0] == "v"
    )
