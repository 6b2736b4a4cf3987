"""Circular functions in exact decimals: known values, identities, and the floats of `math` as a witness."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain import trigonometry
from metroapp.domain.message import Refusal

FINE = Decimal("1e-40")
ANGLES = st.decimals(-1000, 1000, places=9, allow_nan=False)
RATIOS = st.decimals(-1, 1, places=12, allow_nan=False)

PI = "3.1415926535897932384626433832795028841971693993751"  # OEIS A000796


def close(left: Decimal, right: Decimal, within: Decimal = FINE) -> bool:
    with localcontext(prec=60):
        return abs(left - right) <= within


def test_pi() -> None:
    assert str(trigonometry.pi()) == PI


@pytest.mark.parametrize(
    ("function", "twelfths", "expected"),
    [
        (trigonometry.sin, 0, "0"),
        (trigonometry.sin, 2, "0.5"),
        (trigonometry.sin, 6, "1"),
        (trigonometry.sin, 12, "0"),
        (trigonometry.sin, -6, "-1"),
        (trigonometry.sin, 2 + 24 * 1000, "0.5"),
        (trigonometry.cos, 0, "1"),
        (trigonometry.cos, 4, "0.5"),
        (trigonometry.cos, 6, "0"),
        (trigonometry.cos, 12, "-1"),
        (trigonometry.tan, 3, "1"),
        (trigonometry.tan, 9, "-1"),
        (trigonometry.tan, 12, "0"),
    ],
)
def test_angles_of_the_protractor(function: Callable[[Decimal], Decimal], twelfths: int, expected: str) -> None:
    with localcontext(prec=60):
        angle = Decimal(PI) * twelfths / 12
    assert close(function(angle), Decimal(expected))


@pytest.mark.parametrize(
    ("function", "ratio", "twelfths"),
    [
        (trigonometry.asin, "-1", -6),
        (trigonometry.asin, "0.5", 2),
        (trigonometry.asin, "1", 6),
        (trigonometry.acos, "1", 0),
        (trigonometry.acos, "0.5", 4),
        (trigonometry.acos, "0", 6),
        (trigonometry.acos, "-0.5", 8),
        (trigonometry.acos, "-1", 12),
        (trigonometry.atan, "1", 3),
        (trigonometry.atan, "-1", -3),
        (trigonometry.atan, "0", 0),
    ],
)
def test_ratios_of_the_protractor(function: Callable[[Decimal], Decimal], ratio: str, twelfths: int) -> None:
    with localcontext(prec=60):
        assert close(function(Decimal(ratio)), Decimal(PI) * twelfths / 12)


def test_square_roots() -> None:
    assert trigonometry.sqrt(Decimal(144)) == 12
    assert str(trigonometry.sqrt(Decimal(2))) == "1.4142135623730950488016887242096980785696718753769"  # OEIS A002193


@pytest.mark.parametrize("angle", ["1e10", "-1e10", "1e22", str(2**99), "1e-40", "0"])  # exact floats
def test_a_huge_or_tiny_argument_is_reduced(angle: str) -> None:
    given_angle = Decimal(angle)
    assert abs(float(trigonometry.sin(given_angle)) - math.sin(given_angle)) < 1e-12
    assert abs(float(trigonometry.cos(given_angle)) - math.cos(given_angle)) < 1e-12


@pytest.mark.parametrize(
    ("function", "argument", "named"),
    [
        (trigonometry.asin, "1.000000001", "asin"),
        (trigonometry.asin, "NaN", "asin"),
        (trigonometry.acos, "-1.000000001", "acos"),
        (trigonometry.acos, "Infinity", "acos"),
        (trigonometry.atan, "Infinity", "atan"),
        (trigonometry.sqrt, "-1e-30", "racine"),
        (trigonometry.sqrt, "sNaN", "racine"),
        (trigonometry.sin, "1e30", "sin"),
        (trigonometry.cos, "NaN", "cos"),
        (trigonometry.tan, "-Infinity", "tan"),
    ],
)
def test_no_value_is_refused(function: Callable[[Decimal], Decimal], argument: str, named: str) -> None:
    with pytest.raises(Refusal) as refused:
        function(Decimal(argument))
    assert (refused.value.message.code, refused.value.message.fields) == ("formula.domain", {"function": named})


@pytest.mark.parametrize("halves", [1, -1, 3, 2001])
def test_the_poles_of_the_tangent_are_refused(halves: int) -> None:
    with localcontext(prec=60):
        pole = Decimal(PI) / 2 * halves
    with pytest.raises(Refusal, match=r"formula\.domain"):
        trigonometry.tan(pole)


@given(ANGLES)
def test_sine_and_cosine_lie_on_the_circle(angle: Decimal) -> None:
    with localcontext(prec=60):
        assert close(trigonometry.sin(angle) ** 2 + trigonometry.cos(angle) ** 2, Decimal(1))


@given(st.decimals(Decimal("-1.57"), Decimal("1.57"), places=9, allow_nan=False))
def test_the_arctangent_undoes_the_tangent(angle: Decimal) -> None:
    assert close(trigonometry.atan(trigonometry.tan(angle)), angle, Decimal("1e-38"))


@given(RATIOS)
def test_arcsine_and_arccosine_are_undone_and_complementary(ratio: Decimal) -> None:
    arcsine, arccosine = trigonometry.asin(ratio), trigonometry.acos(ratio)
    assert close(trigonometry.sin(arcsine), ratio)
    assert close(trigonometry.cos(arccosine), ratio)
    with localcontext(prec=60):
        assert close(arcsine + arccosine, trigonometry.pi() / 2)


@given(ANGLES, RATIOS, st.decimals(-(10**6), 10**6, places=6, allow_nan=False))
def test_floats_agree_to_their_own_precision(angle: Decimal, ratio: Decimal, slope: Decimal) -> None:
    # The float of the argument is its nearest, 1e-13 away at 1000: the witness is asked for no more.
    assert abs(float(trigonometry.sin(angle)) - math.sin(angle)) < 1e-12
    assert abs(float(trigonometry.cos(angle)) - math.cos(angle)) < 1e-12
    assert abs(float(trigonometry.atan(slope)) - math.atan(slope)) < 1e-12
    if abs(ratio) < Decimal("0.999"):  # the slope of arcsin at 1 magnifies the float of the argument
        assert abs(float(trigonometry.asin(ratio)) - math.asin(ratio)) < 1e-12
        assert abs(float(trigonometry.acos(ratio)) - math.acos(ratio)) < 1e-12


def test_the_context_of_the_caller_changes_nothing() -> None:
    with localcontext(prec=3):
        coarse = trigonometry.sin(Decimal("0.7")), trigonometry.acos(Decimal("0.3")), trigonometry.sqrt(Decimal(3))
    assert coarse == (
        trigonometry.sin(Decimal("0.7")),
        trigonometry.acos(Decimal("0.3")),
        trigonometry.sqrt(Decimal(3)),
    )
