"""What is still possible for a bad piece: metal can be removed, and not put back."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Nature
from metroapp.domain.fate import Fate, fate_of, metal_left, of_piece, proposed
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Observation, Origin, Role
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode, Characteristic, Means
from tests.domain.record_session import Filling
from tests.workbench import characteristic

D = Decimal
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
LIMITS = "35 ±0,1"


def size(nature: Nature | None, callout: str = LIMITS, means: Means = Means.CALIPER) -> Characteristic:
    return characteristic("1", callout, means, nature=nature)


def found(value: Decimal, unit: Unit = Unit.MM, readings: tuple[Decimal, ...] = ()) -> Measurement:
    inputs = tuple(Input(Role.READING, Quantity(reading, unit)) for reading in readings)
    return Measurement(
        EntryId("P1", 2), BoxKey(1, "1"), Quantity(value, unit), None, Origin.INSTRUMENT, "PC-01", "Camille", AT, inputs
    )


def seen(code: BoxCode, observation: Observation) -> Measurement:
    return Measurement(
        EntryId("P1", 2), BoxKey(1, "1", code), None, observation, Origin.OBSERVED, None, "Camille", AT
    )  # fmt: skip


@pytest.mark.parametrize(
    ("nature", "too_large", "too_small"),
    [
        (Nature.EXTERNAL, Fate.REWORKABLE, Fate.SCRAP),
        (Nature.INTERNAL, Fate.SCRAP, Fate.REWORKABLE),
        (Nature.DEPTH, Fate.SCRAP, Fate.REWORKABLE),
        (Nature.STEP, Fate.TO_DECIDE, Fate.TO_DECIDE),
        (Nature.CENTRE_DISTANCE, Fate.TO_DECIDE, Fate.TO_DECIDE),
        (None, Fate.TO_DECIDE, Fate.TO_DECIDE),
    ],
)
def test_a_size_out_of_its_limits(nature: Nature | None, too_large: Fate, too_small: Fate) -> None:
    assert fate_of(size(nature), found(D("35.15"))) is too_large
    assert fate_of(size(nature), found(D("34.85"))) is too_small


def test_what_is_to_be_cut_is_signed() -> None:
    assert metal_left(size(Nature.EXTERNAL), found(D("35.15"))) == D("0.05")
    assert metal_left(size(Nature.EXTERNAL), found(D("34.80"))) == D("-0.10")
    assert metal_left(size(Nature.INTERNAL), found(D("34.80"))) == D("0.10")
    assert metal_left(size(Nature.EXTERNAL), found(D("35.10"))) is None
    assert metal_left(size(None), found(D("35.15"))) is None


@given(st.decimals(min_value=-1, max_value=1, places=4))
def test_a_bore_is_a_shaft_in_a_mirror(beyond: Decimal) -> None:
    shaft = metal_left(size(Nature.EXTERNAL), found(D(35) + beyond))
    bore = metal_left(size(Nature.INTERNAL), found(D(35) - beyond))
    assert shaft == bore
    assert (shaft is None) is (abs(beyond) <= D("0.1"))
    if shaft is not None:
        same = fate_of(size(Nature.EXTERNAL), found(D(35) + beyond))
        assert same is fate_of(size(Nature.INTERNAL), found(D(35) - beyond))
        assert same is (Fate.REWORKABLE if shaft > 0 else Fate.SCRAP)


@given(st.decimals(min_value="0.0001", max_value=1, places=4))
def test_the_mirror_of_a_reworkable_size_is_scrap(by: Decimal) -> None:
    above, below = found(D("35.1") + by), found(D("34.9") - by)
    assert metal_left(size(Nature.EXTERNAL), above) == by == -(metal_left(size(Nature.EXTERNAL), below) or 0)
    assert {fate_of(size(Nature.EXTERNAL), one) for one in (above, below)} == {Fate.REWORKABLE, Fate.SCRAP}


def test_of_several_readings_the_one_that_leaves_the_least_metal_decides() -> None:
    shaft = size(Nature.EXTERNAL)
    assert fate_of(shaft, found(D("35.15"), readings=(D("35.15"), D("35.05")))) is Fate.REWORKABLE
    assert fate_of(shaft, found(D("35.15"), readings=(D("35.15"), D("34.80")))) is Fate.SCRAP


@pytest.mark.parametrize("callout", ["M12x1,75-6g", "M12x1,75-6H"])
def test_the_gauges_of_a_thread_tell_metal_from_its_lack(callout: str) -> None:
    screwed = characteristic("1", callout, Means.THREAD_RING if callout.endswith("g") else Means.THREAD_PLUG)
    assert fate_of(screwed, seen(BoxCode.GO, Observation.DOES_NOT_PASS)) is Fate.REWORKABLE
    assert fate_of(screwed, seen(BoxCode.NO_GO, Observation.PASSES)) is Fate.SCRAP
    assert fate_of(screwed, seen(BoxCode.PLAIN, Observation.NONCONFORMING)) is Fate.TO_DECIDE


def test_limit_gauges_of_a_bore_as_those_of_a_thread() -> None:
    bore = size(Nature.INTERNAL, "Ø16 H7", Means.LIMIT_GAUGE)
    assert fate_of(bore, seen(BoxCode.GO, Observation.DOES_NOT_PASS)) is Fate.REWORKABLE
    assert fate_of(bore, seen(BoxCode.NO_GO, Observation.PASSES)) is Fate.SCRAP


def test_an_envelope_tells_nothing_of_the_metal() -> None:
    shaft = size(Nature.EXTERNAL, "Ø20 h7 Ⓔ", Means.MICROMETER)
    assert fate_of(shaft, seen(BoxCode.ENVELOPE, Observation.DOES_NOT_PASS)) is Fate.TO_DECIDE


def test_a_surface_too_rough_is_finished_again_and_one_too_smooth_is_to_be_decided() -> None:
    rough = characteristic("1", "Ra 1,6", Means.ROUGHNESS_TESTER)
    assert fate_of(rough, found(D("2.1"), Unit.UM)) is Fate.REWORKABLE
    bounded = characteristic("1", "U Ra 1,6 ; L Ra 0,8", Means.ROUGHNESS_TESTER)
    assert fate_of(bounded, found(D("0.5"), Unit.UM)) is Fate.TO_DECIDE


@pytest.mark.parametrize(
    ("callout", "means", "value", "unit"),
    [
        ("planéité 0,02", Means.DIAL_INDICATOR, "0.05", Unit.MM),
        ("R5 ±0,2", Means.CALIPER, "5.5", Unit.MM),
        ("30° ±0,5°", Means.PROTRACTOR, "31", Unit.DEG),
    ],
)
def test_what_nobody_can_tell(callout: str, means: Means, value: str, unit: Unit) -> None:
    assert fate_of(characteristic("1", callout, means), found(D(value), unit)) is Fate.TO_DECIDE


def test_a_chamfer_only_grows() -> None:
    chamfer = characteristic("1", "1 ±0,2 x 45°", Means.CALIPER)
    assert fate_of(chamfer, found(D("0.6"))) is Fate.REWORKABLE
    assert fate_of(chamfer, found(D("1.4"))) is Fate.SCRAP


def test_an_attribute_is_to_be_decided() -> None:
    attribute = characteristic("1", "attribut", Means.VISUAL)
    assert fate_of(attribute, seen(BoxCode.SINGLE, Observation.NONCONFORMING)) is Fate.TO_DECIDE


def test_one_bad_characteristic_without_metal_scraps_the_piece() -> None:
    assert of_piece([Fate.REWORKABLE, Fate.TO_DECIDE, Fate.SCRAP]) is Fate.SCRAP
    assert of_piece([Fate.REWORKABLE, Fate.TO_DECIDE]) is Fate.TO_DECIDE
    assert of_piece([Fate.REWORKABLE, Fate.REWORKABLE]) is Fate.REWORKABLE
    assert of_piece([]) is None


def test_a_piece_of_a_record_is_proposed_something_from_the_values_that_decide_now() -> None:
    day = Filling(
        size(Nature.EXTERNAL), characteristic("2", "Ø16 H7", Means.MICROMETER), pieces=3
    )  # fmt: skip
    day.value(1, "35.15").value(1, "16.000", balloon="2")
    day.value(2, "35.15").value(2, "16.050", balloon="2")
    day.value(3, "35.00").value(3, "16.000", balloon="2")
    assert [proposed(day.record, piece) for piece in (1, 2, 3)] == [Fate.REWORKABLE, Fate.SCRAP, None]
    day.value(1, "35.05")
    assert proposed(day.record, 1) is None
