"""Readings that are asked about before they are recorded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.notation.reading import read_callout
from metroapp.domain.plausibility import Doubt, doubt_about
from metroapp.services.reference import standards


@pytest.mark.parametrize(
    ("callout", "value", "doubt"),
    [
        ("123,45 ±0,02", "23.4567", Doubt.DIGIT_LOST),  # Mahr DK-D1: seven digits through a frame of six
        ("Ø20 h7", "0.7874", Doubt.INCHES),
        ("Ø20 h7", "508.0", Doubt.MILLIMETRES),
        ("Ø20 h7", "22.5", Doubt.FAR),  # a caliper left at another zero
        ("Ø20 h7", "19.9", None),  # bad, and likely: a pass too deep
        ("Ø20 h7", "19.990", None),
        ("100 ±0,3", "105", None),
        ("100 ±0,3", "107", Doubt.FAR),
        ("Ra 1,6", "16.0", None),
        ("(50)", "20", None),
    ],
)
def test_what_is_doubted(callout: str, value: str, doubt: Doubt | None) -> None:
    assert doubt_about(Decimal(value), read_callout(callout, standards())) is doubt


@given(st.decimals(min_value=Decimal("19.979"), max_value=Decimal("20.000"), places=4))
def test_a_value_inside_its_limits_is_never_doubted(value: Decimal) -> None:
    assert doubt_about(value, read_callout("Ø20 h7", standards())) is None


@given(st.decimals(min_value=-2000, max_value=2000, places=3))
def test_any_value_is_looked_at_without_an_error(value: Decimal) -> None:
    assert doubt_about(value, read_callout("123,45 ±0,02", standards())) in (None, *Doubt)
