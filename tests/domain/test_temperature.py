"""Lengths brought back to 20 °C."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.budget import Budget, Source
from metroapp.domain.message import Refusal
from metroapp.domain.temperature import Expansion, LengthAt20, Material, Scale, Temperature
from metroapp.services.reference import expansions

D = Decimal
STEEL = Expansion(D("11.5e-6"), D("1e-6"))
ALUMINIUM = Expansion(D("23e-6"), D("1e-6"))


def test_a_steel_part_read_on_a_scale_that_does_not_expand() -> None:
    # 20 mm of steel at 22 °C have grown by 20 × 11.5e-6 × 2 = 0.00046 mm.
    warm = LengthAt20(D("20.00046"), STEEL, Temperature(D(22)))
    assert (warm.correction, warm.corrected) == (D("-0.00046001058"), D("19.99999998942"))
    assert warm.raw == D("20.00046")


def test_a_cold_part_is_longer_at_20() -> None:
    assert LengthAt20(D(100), STEEL, Temperature(D(15))).corrected == D("100.00575")


def test_at_20_nothing_changes() -> None:
    assert LengthAt20(D("12.340"), ALUMINIUM, Temperature(D(20))).corrected == D("12.340")


def test_steel_on_steel_at_one_temperature_needs_no_correction() -> None:
    assert LengthAt20(D(100), STEEL, Temperature(D(27)), Scale(STEEL)).correction == 0


def test_aluminium_on_a_steel_scale_keeps_the_difference() -> None:
    # 100 mm at 25 °C: −100 × (23 − 11.5)e-6 × 5
    assert LengthAt20(D(100), ALUMINIUM, Temperature(D(25)), Scale(STEEL)).correction == D("-0.00575")


def test_a_part_warmer_than_its_scale() -> None:
    # H.1.1 with δα = 0: −l·αs·δθ
    assert LengthAt20(D(100), STEEL, Temperature(D(25)), Scale(STEEL, D(2))).correction == D("-0.0023")


def test_the_components_of_the_gum_h1() -> None:
    """JCGM 100:2008, H.1.3.3 to H.1.3.6 and H.1.7, with the bounds given there; lengths in nanometres."""
    alpha_s = Expansion(D("11.5e-6"), D("2e-6"))
    end_gauge = LengthAt20(D("50000623"), alpha_s, Temperature(D("19.9"), D("0.5")), Scale(alpha_s, D(0), D("0.05")))
    found = {one.source: one for one in end_gauge.components()}
    difference = found[Source.TEMPERATURE_DIFFERENCE]
    assert round(difference.contribution, 1) == D("16.6")
    assert Source.TEMPERATURE not in found  # −l·δα, and δα is 0
    second_order = [one for one in end_gauge.components() if one.source is Source.EXPANSION_BY_TEMPERATURE]
    assert round(second_order[-1].contribution, 1) == D("1.7")


def test_at_20_the_coefficient_still_counts_through_the_thermometer() -> None:
    length = LengthAt20(D(100), STEEL, Temperature(D(20), D(1)))
    assert [one.source for one in length.components()] == [Source.TEMPERATURE, Source.EXPANSION_BY_TEMPERATURE]
    # u = 100 × 11.5e-6 × 1/√3, and 100 × 1e-6 × 1/3
    assert [str(round(one.contribution, 7)) for one in length.components()] == ["0.0006640", "0.0000333"]
    assert Budget(length.components()).dof is None


def test_a_thermometer_and_a_coefficient_that_are_certain_bring_nothing() -> None:
    certain = LengthAt20(D(100), Expansion(D("11.5e-6"), D(0)), Temperature(D(25)))
    assert certain.components() == ()


def test_every_material_has_its_coefficient() -> None:
    known = expansions()
    assert set(known) == set(Material)
    assert known[Material.GAUGE_BLOCK_STEEL] == Expansion(D("0.0000115"), D("0.000001"))
    for expansion in known.values():
        assert 0 < expansion.half_width < expansion.coefficient


@pytest.mark.parametrize("value", ["-40", "68", "293", "NaN", "Infinity"])
def test_a_temperature_that_no_workshop_has_is_refused(value: str) -> None:
    with pytest.raises(Refusal) as refused:
        Temperature(D(value))
    assert refused.value.message.code == "temperature.outside"


def test_what_cannot_be_is_refused() -> None:
    for value in ("-0.1", "NaN"):
        with pytest.raises(Refusal) as refused:
            Temperature(D(20), D(value))
        assert refused.value.message.code == "temperature.half_width"
        with pytest.raises(Refusal):
            Scale(STEEL, D(0), D(value))
    for alpha in ("11.5", "-1e-6", "NaN"):
        with pytest.raises(Refusal) as refused:
            Expansion(D(alpha), D(0))
        assert refused.value.message.code == "temperature.coefficient"
    with pytest.raises(Refusal) as refused:
        LengthAt20(D(100), STEEL, Temperature(D(30)), Scale(STEEL, D(40)))
    assert refused.value.message.code == "temperature.outside"


def test_two_thermometers_bring_their_doubt_each() -> None:
    """100 mm of aluminium, part and room ± 0,5 °C: √((α·L)² + (αs·L)²)·0.5/√3, the rest brings nothing."""
    apart = Scale(STEEL, D(0), D("0.5"), apart=True)
    length = LengthAt20(D(100), ALUMINIUM, Temperature(D(20), D("0.5")), apart)
    of_temperatures = [
        one for one in length.components() if one.source in (Source.TEMPERATURE, Source.TEMPERATURE_DIFFERENCE)
    ]
    assert round(Budget(tuple(of_temperatures)).standard_uncertainty, 6) == D("0.000742")
