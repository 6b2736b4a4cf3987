"""What a height column probes: the arithmetic of two and four heights, and how its uncertainty grows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.column_checks import ColumnChecks, constant_uncertainty, plate_zero
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import Frame, Input, Role
from metroapp.domain.message import Refusal
from metroapp.domain.probing import Probing, constant_of, middle, value_of
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import Means
from metroapp.domain.uncertainty import standard_uncertainty
from tests.workbench import COLUMN, characteristic

K = Decimal("4.996")
ROLES = (Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4)


def numbers(text: str) -> list[Decimal]:
    return [Decimal(one) for one in text.split()]


@pytest.mark.parametrize(
    ("probing", "heights", "value"),
    [
        # Workshop arithmetic of columns: bore D = |h2 − h1| + K; shaft D = |h2 − h1| − K; centre = (h1 + h2)/2.
        (Probing.BORE, "20.000 31.014", "16.010"),
        (Probing.BORE, "31.014 20.000", "16.010"),
        (Probing.SHAFT, "20.000 45.003", "20.007"),
        (Probing.STEP, "20.000 45.003", "25.003"),
        (Probing.DEPTH, "45.003 20.000", "25.003"),
        (Probing.HEIGHT, "25.003", "25.002"),  # the plate shows 0.001
        (Probing.BORE_CENTRE, "20.000 31.014", "28.004"),  # bottom 20.000, top 31.014 + K = 36.010, less the zero
        (Probing.SHAFT_CENTRE, "15.004 40.007", "30.0025"),  # bottom 15.004 + K = 20.000, top 40.007, less the zero
        (Probing.CENTRES, "20.000 31.014 60.001 71.017", "40.002"),
        (Probing.SAME_SIDES, "20.000 60.003", "40.003"),
    ],
)
def test_what_heights_make(probing: Probing, heights: str, value: str) -> None:
    found = value_of(probing, numbers(heights), K, Decimal("0.001"))
    assert found == Decimal(value) and len(numbers(heights)) == probing.points


@settings(max_examples=60)
@given(
    bottom=st.decimals(0, 300, places=3), size=st.decimals(6, 100, places=3), ball=st.decimals(1, 5, places=3)
)  # fmt: skip
def test_a_bore_and_a_shaft_of_one_size_come_out_whatever_the_ball(
    bottom: Decimal, size: Decimal, ball: Decimal
) -> None:
    """The ball goes down on a bore's bottom and up to its top, K below what it shows; a shaft the other way round."""
    bore, shaft = (bottom, bottom + size - ball), (bottom - ball, bottom + size)
    assert value_of(Probing.BORE, bore, ball, Decimal(0)) == size == value_of(Probing.SHAFT, shaft, ball, Decimal(0))
    centre = bottom + size / 2
    assert value_of(Probing.BORE_CENTRE, bore, ball, Decimal(0)) == centre
    assert value_of(Probing.SHAFT_CENTRE, shaft, ball, Decimal(0)) == centre
    assert middle(bore) == middle(shaft) == centre - ball / 2
    # One gauge, a groove or a rib: which one it is need not be said.
    assert constant_of(*bore, size) == constant_of(*shaft, size) == ball


@pytest.mark.parametrize(
    ("probing", "heights"),
    [
        (Probing.BORE, "20.000 20.000"),
        (Probing.SHAFT, "20.000 24.990"),
        (Probing.SHAFT, "20.000 24.996"),
        (Probing.BORE_CENTRE, "20.000 20.000"),
        (Probing.CENTRES, "20.000 31.014 60.001 60.001"),
    ],
)
def test_two_points_of_one_face_are_no_opposite_points(probing: Probing, heights: str) -> None:
    with pytest.raises(Refusal) as refused:
        value_of(probing, numbers(heights), K, Decimal(0))
    assert refused.value.message.code == "probing.too_close"


def test_the_zero_is_the_median_of_what_the_plate_shows_and_is_near_zero() -> None:
    limit = Decimal("0.005")
    assert plate_zero(numbers("0.001 -0.001 0.002"), limit) == Decimal("0.001")
    for shown, code in (("0.000 0.006", "column.zero_not_repeated"), ("12.345 12.346", "column.zero_not_shown")):
        with pytest.raises(Refusal) as refused:
            plate_zero(numbers(shown), limit)
        assert refused.value.message.code == code
    for wrong in ({"zero_readings": 11}, {"limit": 0}):
        with pytest.raises(Refusal):
            ColumnChecks(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("callout", "probing", "roles", "u"),
    [
        # Worked by hand, u = 3 µm for a height: √2·3; with the constant √(2·9 + u(K)²), u(K) = 4 µm; …
        ("25 ±0,1", Probing.STEP, "1 2", "0.004242641"),
        ("Ø16 H8", Probing.BORE, "1 2", "0.005830952"),  # √(18 + 16)
        ("25 ±0,1", Probing.HEIGHT, "1 0", "0.004242641"),  # the face and the zero
        ("25 ±0,1", Probing.BORE_CENTRE, "1 2 0", "0.004183301"),  # √(9/4 + 9/4 + 9 + 16/4)
        ("40 ±0,1", Probing.CENTRES, "1 2 3 4", "0.003"),  # √(4·9/4): no more than one height
    ],
)
def test_how_the_uncertainty_of_heights_grows(callout: str, probing: Probing, roles: str, u: str) -> None:
    column = Instrument(COLUMN, "Colonne", InstrumentKind.HEIGHT_GAUGE, uncertainty=Quantity(Decimal("0.003")))
    shown = characteristic("1", callout, Means.HEIGHT_GAUGE, probing=probing)
    frame = Frame(COLUMN, b"", datetime(2026, 11, 27, tzinfo=UTC))
    taken = [Role.PLATE if one == "0" else ROLES[int(one) - 1] for one in roles.split()]
    inputs = tuple(Input(role, Quantity(Decimal(1)), frame) for role in taken)
    if probing.sign_of_constant:
        inputs = (*inputs, Input(Role.PROBE_CONSTANT, Quantity(K)))
    constant = Decimal("0.004") if probing.sign_of_constant else None
    found = standard_uncertainty(shown, inputs, COLUMN, {COLUMN: column}, constant)
    assert found is not None and str(found.quantity.value) == u
    assert standard_uncertainty(shown, inputs, COLUMN, {COLUMN: replace(column, uncertainty=None)}, constant) is None


def test_the_uncertainty_of_a_constant_is_that_of_its_two_probings_its_gauge_and_what_is_not_corrected() -> None:
    """√(3² + 3² + 0,3² + (5/√3)²) µm = √(18 + 0,09 + 25/3) = 5,140 2…, rounded up at 10⁻⁹ mm."""
    found = constant_uncertainty(Decimal("0.003"), Decimal("0.0003"), Decimal("0.005"))
    assert str(found) == "0.005140364"
