"""The machine that makes the demonstration's pieces."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.specification import Means
from metroapp.services.process import Process
from tests.workbench import characteristic, part


@pytest.mark.parametrize(
    ("callout", "formula", "most"),
    [
        ("40 ±0,1", "entraxe = paroi + d1/2 + d2/2", "0"),
        ("position Ø0,1 A", "2*racine(dx^2 + dy^2)", "0.000000001"),
        ("35 ±0,1", "h", "0"),
        ("30° ±1°", "a = arcsin(h/L)", "180"),
        ("5°43' ±2'", "a = 2*arctan((D - d)/(2*L))", "180"),
        ("10 ±0,1", "a*b/(c - d)", "100"),  # nothing that we try gives it a value
    ],
)
def test_the_hand_divided_by_zero_in_a_formula(callout: str, formula: str, most: str) -> None:
    asked = characteristic("1", callout, Means.CALIPER, formula=formula)
    process = Process(part(asked), 3, 1)
    readings = process.readings(asked, 2)
    names = [variable.name for variable in asked.read_formula.variables]
    assert len(readings) == len(names) and min(readings) >= 0
    if "c - d" not in formula:
        value = asked.read_formula.value(dict(zip(names, readings, strict=True)))
        assert abs(value - process.size(asked, 2)) <= Decimal(most)
