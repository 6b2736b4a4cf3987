"""The temperatures of a series: noted, and lengths brought back to 20 °C only once somebody asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey, Measurement, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.domain.temperature import Material, Temperature
from metroapp.services import consultation
from tests.workbench import CALIPER, INDICATOR, INSTRUMENTS, Shop, characteristic, part

D = Decimal
WARM = Temperature(D(25), D("0.5"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.close()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    (line, *_) = consultation.record_lines(shop.workspace)
    return consultation.load(shop.workspace, line.id)


def last(shop: Shop, balloon: str = "1", piece: int = 1) -> Measurement:
    found = archived(shop).measurement(BoxKey(piece, balloon))
    assert found is not None
    return found


def test_temperatures_that_are_only_noted_change_no_value(shop: Shop) -> None:
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.ALUMINIUM_ALLOY).result()
    shop.read(CALIPER, "35.02")
    found = last(shop)
    assert found.quantity == Quantity(D("35.02")) and len(found.inputs) == 1
    taken = archived(shop).temperature
    assert taken is not None and (taken.part, taken.room, taken.half_width, taken.corrects) == (
        D(25),
        D(25),
        D("0.5"),
        False,
    )


def test_a_warm_aluminium_part_is_smaller_at_20(shop: Shop) -> None:
    """35.02 mm at 25 °C on a steel scale: −35.02 × (23.5 − 11.5)e-6 × 5 = −0.0021012 mm, kept at the nanometre."""
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), pieces=2)
    shop.read(CALIPER, "35.02")
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.read(CALIPER, "35.02")
    assert last(shop).quantity == Quantity(D("35.02"))  # measured before: as it was read
    found = last(shop, piece=2)
    assert found.quantity == Quantity(D("35.017899"))
    assert [(given.role, given.quantity.value) for given in found.inputs] == [
        (Role.READING, D("35.02")),
        (Role.CORRECTION, D("-0.002101")),
    ]
    assert found.inputs[0].frame is not None  # the raw value keeps its bytes


def test_a_size_at_the_limit_is_decided_at_20(shop: Shop) -> None:
    """100.041 mm read at 30 °C is 0.012 mm too long for +0.04; at 20 °C the aluminium part is good."""
    shop.open(part(characteristic("1", "100 ±0,04", Means.CALIPER)))
    hot = Temperature(D(30))
    shop.workshop.gestures.take_temperature(hot, hot, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.read(CALIPER, "100.05")
    found = last(shop)
    assert found.quantity == Quantity(D("100.037994"))
    assert archived(shop).verdict(BoxKey(1, "1")) is Verdict.CONFORMING


def test_the_uncertainty_of_the_correction_is_added(shop: Shop) -> None:
    """u² + (L·θ·a/√3)² + …: the caliper of 0.010 mm, aluminium ± 1e-6, ± 0.5 °C."""
    caliper = replace(INSTRUMENTS[0], uncertainty=Quantity(D("0.010"), Unit.MM))
    shop.workshop.means.enter([caliper], []).result()
    shop.open(part(characteristic("1", "200 ±0,1", Means.CALIPER)))
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.read(CALIPER, "200.02")
    found = last(shop).uncertainty
    assert found is not None and D("0.010") < found.quantity.value < D("0.0102")


def test_a_value_by_comparison_is_brought_back_too(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø20 h7", Means.COMPARISON)))
    shop.workshop.gestures.take_temperature(
        Temperature(D(24)), Temperature(D(21)), Material.STEEL, corrects=True
    ).result()
    shop.read(INDICATOR, "0.000", "-0.005")
    found = last(shop)
    # 19.99512 mm of steel 3 K warmer than its steel blocks: −19.99512 × 11.5e-6 × 3
    assert found.quantity == Quantity(D("19.99512") - D("0.000690"))
    assert [given.role for given in found.inputs][-1] is Role.CORRECTION


def test_an_angle_is_not_brought_back(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ra 1,6", Means.ROUGHNESS_TESTER)))
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.STEEL, corrects=True).result()
    shop.workshop.type_value("1,2", "lu sur l'afficheur").result()
    assert last(shop).inputs == ()


def test_without_a_material_nothing_is_corrected(shop: Shop) -> None:
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.take_temperature(WARM, WARM, None, corrects=True).result()
    assert refused.value.message.code == "temperature.material_missing"
    assert archived(shop).temperatures == []


def test_a_typed_length_keeps_what_was_typed(shop: Shop) -> None:
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.workshop.type_value("35,02", "câble en panne").result()
    found = last(shop)
    assert [given.role for given in found.inputs] == [Role.READING, Role.CORRECTION]
    assert found.inputs[0].quantity == Quantity(D("35.02"))


def test_of_several_readings_each_is_brought_to_20_before_the_worst_is_chosen(shop: Shop) -> None:
    """100.048 and 99.955 for 100 ±0,05: at 20 °C the second one is too small."""
    several = replace(characteristic("1", "100 ±0,05", Means.CALIPER), readings=2)
    shop.open(part(several))
    hot = Temperature(D(30))
    shop.workshop.gestures.take_temperature(hot, hot, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.read(CALIPER, "100.048", "99.955")
    found = last(shop)
    assert archived(shop).verdict(BoxKey(1, "1")) is Verdict.NONCONFORMING
    assert found.quantity == Quantity(D("99.943005"))
    assert [given.role for given in found.inputs] == [Role.READING] * 2 + [Role.CORRECTION] * 2
    assert found.extremes == (Quantity(D("99.943005")), Quantity(D("100.035994")))


def test_the_uncertainty_given_for_a_procedure_does_not_hide_that_of_the_correction(shop: Shop) -> None:
    given = characteristic("1", "500 ±0,2", Means.CALIPER, uncertainty=Quantity(D("0.0001")))
    shop.open(part(given))
    shop.workshop.gestures.take_temperature(WARM, WARM, Material.ALUMINIUM_ALLOY, corrects=True).result()
    shop.read(CALIPER, "500.02")
    found = last(shop).uncertainty
    assert found is not None and found.quantity.value > D("0.003")
