"""What the drawing asks beyond a plain size, measured as an operator would: real archive, real recorder thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Nature
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.means_objections import of_fit
from metroapp.domain.measurement import BoxKey, Observation, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Characteristic, Means
from metroapp.services import consultation
from metroapp.services.events import BoxRecorded, Expected, Refused
from tests.workbench import CALIPER, INDICATOR, MICROMETER, Shop, characteristic, part


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "atelier")
    yield opened
    opened.close()


def archived(shop: Shop) -> InspectionRecord:
    """The record read again from the archive: what is durable, not what is in memory."""
    line = consultation.last_open_record(shop.workspace)
    assert line is not None
    return consultation.load(shop.workspace, line.id)


def expected(shop: Shop) -> tuple[str, BoxCode] | None:
    event = shop.last(Expected)
    assert isinstance(event, Expected)
    return None if event.expectation is None else (event.expectation.box.balloon, event.expectation.box.code)


def test_four_holes_are_four_boxes_and_the_piece_needs_all(shop: Shop) -> None:
    shop.open(part(characteristic("7", "4x Ø6,6 H12", Means.CALIPER)))
    assert expected(shop) == ("7.1", BoxCode.SINGLE)
    shop.read(CALIPER, "6.65", "6.66", "6.64")
    assert archived(shop).disposition(1) is Disposition.UNSORTED
    shop.read(CALIPER, "6.80")
    record = archived(shop)
    assert [record.status(BoxKey(1, f"7.{hole}")) for hole in (1, 2, 3, 4)] == [
        *[BoxStatus.CONFORMING] * 3,
        BoxStatus.NONCONFORMING,
    ]
    assert record.disposition(1) is Disposition.NONCONFORMING
    assert record.characteristic("7.4").callout.text == "Ø6,6 H12"
    assert record.characteristic("7.4").drawn_balloon == "7"


def test_an_envelope_is_a_second_box_and_not_demonstrated_is_not_good(shop: Shop) -> None:
    shop.open(part(characteristic("1", "Ø20 h7 Ⓔ", Means.MICROMETER)))
    shop.read(MICROMETER, "19.990")
    assert expected(shop) == ("1", BoxCode.ENVELOPE)
    shop.read(MICROMETER, "19.991")  # a gauge is expected, not a number
    assert isinstance(refused := shop.last(Refused), Refused)
    assert refused.refusal.code == "reading.observation_expected"
    shop.workshop.observe(Observation.NOT_DEMONSTRATED).result()
    record = archived(shop)
    assert record.status(BoxKey(1, "1", BoxCode.ENVELOPE)) is BoxStatus.UNDECIDED
    assert record.disposition(1) is Disposition.HELD
    shop.workshop.retake(BoxKey(1, "1", BoxCode.ENVELOPE), "calibre trouvé").result()
    shop.workshop.observe(Observation.PASSES).result()
    assert archived(shop).disposition(1) is Disposition.CONFORMING


OFFSETS = "2*racine(dx^2 + dy^2)"
HOLE = characteristic("1", "Ø6,6 H12", Means.CALIPER)  # 6.600 … 6.750
POSITION = characteristic("2", "position Ø0,1 Ⓜ A Ⓜ B", Means.DIAL_INDICATOR, size_balloon="1", formula=OFFSETS)


@pytest.mark.parametrize(
    ("lines", "size", "offset", "verdict"),
    [
        # The bonus is the departure of the hole from its maximum material size, 6.600.
        ((HOLE, POSITION), "6.65", "0.075", BoxStatus.CONFORMING),
        ((HOLE, POSITION), "6.65", "0.0755", BoxStatus.NONCONFORMING),
        ((HOLE, POSITION), "6.60", "0.0505", BoxStatus.NONCONFORMING),
        ((HOLE, POSITION), "6.75", "0.125", BoxStatus.CONFORMING),
        # Out of its limits, a hole gives no more than its tolerance interval, and never less than nothing.
        ((HOLE, POSITION), "6.90", "0.1255", BoxStatus.NONCONFORMING),
        ((HOLE, POSITION), "6.50", "0.050", BoxStatus.CONFORMING),
        ((HOLE, POSITION), "6.50", "0.0505", BoxStatus.NONCONFORMING),
    ],
)
def test_the_bonus_comes_from_the_size_of_the_feature_itself(
    shop: Shop, lines: tuple[Characteristic, ...], size: str, offset: str, verdict: BoxStatus
) -> None:
    shop.open(part(*lines))
    shop.read(CALIPER, size)
    shop.read(INDICATOR, offset, "0.000")
    assert archived(shop).status(BoxKey(1, "2")) is verdict


def test_a_pin_gains_what_it_loses_below_its_upper_limit(shop: Shop) -> None:
    pin = characteristic("1", "Ø20 h7", Means.MICROMETER)
    straight = characteristic("2", "rectitude Ø0,01 Ⓜ", Means.DIAL_INDICATOR, size_balloon="1")
    shop.open(part(pin, straight))
    shop.read(MICROMETER, "19.985")
    shop.read(INDICATOR, "0.025", "0.000")
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_least_material_counts_from_the_other_limit(shop: Shop) -> None:
    wall = characteristic("2", "position Ø0,1 Ⓛ A", Means.DIAL_INDICATOR, size_balloon="1", formula=OFFSETS)
    shop.open(part(HOLE, wall))
    shop.read(CALIPER, "6.70")  # 0.050 from 6.750
    shop.read(INDICATOR, "0.075", "0.000")
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    shop.read(CALIPER, "6.71")
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.NONCONFORMING


def test_without_the_size_only_what_no_bonus_could_change_is_decided(shop: Shop) -> None:
    shop.open(part(POSITION, HOLE))
    shop.read(INDICATOR, "0.090", "0.000")
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.UNDECIDED
    assert archived(shop).disposition(1) is Disposition.UNSORTED
    shop.read(CALIPER, "6.70")
    record = archived(shop)
    assert record.status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    assert record.disposition(1) is Disposition.CONFORMING
    # The box that depended on the size was shown again with its new verdict.
    shown = [event.box for event in shop.all(BoxRecorded) if isinstance(event, BoxRecorded)]
    assert [(box.key.balloon, box.status) for box in shown] == [
        ("2", BoxStatus.UNDECIDED),
        ("1", BoxStatus.CONFORMING),
        ("2", BoxStatus.CONFORMING),
    ]


@pytest.mark.parametrize(("offset", "verdict"), [("0.050", BoxStatus.CONFORMING), ("0.1255", BoxStatus.NONCONFORMING)])
def test_a_bonus_that_changes_nothing_is_not_waited_for(shop: Shop, offset: str, verdict: BoxStatus) -> None:
    shop.open(part(POSITION, HOLE))
    shop.read(INDICATOR, offset, "0.000")
    assert archived(shop).status(BoxKey(1, "2")) is verdict


def test_each_hole_gives_its_own_bonus(shop: Shop) -> None:
    holes = characteristic("1", "2x Ø6,6 H12", Means.CALIPER)
    places = characteristic("2", "2x position Ø0,1 Ⓜ A", Means.DIAL_INDICATOR, size_balloon="1", formula=OFFSETS)
    shop.open(part(holes, places))
    shop.read(CALIPER, "6.60", "6.70")
    shop.read(INDICATOR, "0.075", "0.000", "0.075", "0.000")
    record = archived(shop)
    assert record.status(BoxKey(1, "2.1")) is BoxStatus.NONCONFORMING
    assert record.status(BoxKey(1, "2.2")) is BoxStatus.CONFORMING


def test_of_several_readings_all_are_kept_and_each_must_conform(shop: Shop) -> None:
    shop.open(part(characteristic("1", "8 ±0,05", Means.MICROMETER, readings=3)), pieces=2)
    shop.read(MICROMETER, "8.010", "7.990")
    assert archived(shop).measurement(BoxKey(1, "1")) is None
    shop.read(MICROMETER, "8.040")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity == Quantity(Decimal("8.040"))
    assert [given.quantity.value for given in found.inputs] == [Decimal("8.010"), Decimal("7.990"), Decimal("8.040")]
    assert {given.role for given in found.inputs} == {Role.READING}
    shop.read(MICROMETER, "8.000", "8.060", "8.000")
    assert archived(shop).status(BoxKey(2, "1")) is BoxStatus.NONCONFORMING


@pytest.mark.parametrize(
    ("callout", "value", "verdict"),
    [
        ("8 ±0,05 (SA)", "8.01", BoxStatus.CONFORMING),  # mean of 8.00, 8.06, 7.97
        ("8 ±0,05 (SX)", "8.060", BoxStatus.NONCONFORMING),
        ("8 ±0,05 (SN)", "7.970", BoxStatus.CONFORMING),
        ("8 ±0,05 (SD)", "8.015", BoxStatus.CONFORMING),
        ("8 ±0,05 (SM)", "8.000", BoxStatus.CONFORMING),
        ("0,1 max (SR)", "0.090", BoxStatus.CONFORMING),
        ("8 ±0,05", "8.060", BoxStatus.NONCONFORMING),
    ],
)
def test_another_size_decides_only_if_the_drawing_says_so(
    shop: Shop, callout: str, value: str, verdict: BoxStatus
) -> None:
    shop.open(part(characteristic("1", callout, Means.MICROMETER, readings=3)))
    shop.read(MICROMETER, "8.000", "8.060", "7.970")
    record = archived(shop)
    found = record.measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity is not None
    assert found.quantity.value == Decimal(value)
    assert record.status(BoxKey(1, "1")) is verdict


def test_a_typed_reading_among_several_flags_the_value(shop: Shop) -> None:
    shop.open(part(characteristic("1", "8 ±0,05", Means.MICROMETER, readings=2)))
    shop.read(MICROMETER, "8.010")
    shop.workshop.type_value("8,02", "liaison en panne").result()
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and (found.origin, found.reason) == (Origin.TYPED, "liaison en panne")
    assert [given.frame is None for given in found.inputs] == [False, True]


def test_an_angle_is_read_in_degrees_against_limits_in_seconds_of_arc(shop: Shop) -> None:
    shop.open(part(characteristic("1", "45°20' ±10'", Means.PROTRACTOR)), pieces=2)
    shop.workshop.type_value("45,5", "moyen sans liaison").result()  # 45°30', on the limit
    shop.workshop.type_value("45,501", "moyen sans liaison").result()
    record = archived(shop)
    assert record.measurement(BoxKey(1, "1")).quantity == Quantity(Decimal("45.5"), Unit.DEG)  # type: ignore[union-attr]
    assert record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    assert record.status(BoxKey(2, "1")) is BoxStatus.NONCONFORMING


def test_a_value_computed_by_the_formula_of_the_sheet_keeps_its_readings(shop: Shop) -> None:
    formula = "entraxe = paroi + d1/2 + d2/2"
    shop.open(part(characteristic("1", "40 ±0,1", Means.CALIPER, formula=formula, nature=Nature.CENTRE_DISTANCE)))
    event = shop.last(Expected)
    assert isinstance(event, Expected) and event.expectation is not None
    assert (event.expectation.variable, event.expectation.steps) == ("paroi", 3)
    shop.read(CALIPER, "30.02", "8.00", "12.01")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity is not None
    assert (found.quantity.value, found.origin) == (Decimal("40.025"), Origin.COMPUTED)
    assert [given.quantity.value for given in found.inputs] == [Decimal("30.02"), Decimal("8.00"), Decimal("12.01")]


def test_a_taper_angle_from_two_diameters_and_a_distance(shop: Shop) -> None:
    formula = "a = 2*arctan((D - d)/(2*L))"
    shop.open(part(characteristic("1", "5°43' ±2'", Means.CALIPER, formula=formula)))
    shop.read(CALIPER, "30.00", "20.00", "100.00")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity == Quantity(Decimal("5.724810452"), Unit.DEG)  # 2·atan 0.05
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_readings_that_give_no_value_are_asked_for_again(shop: Shop) -> None:
    shop.open(part(characteristic("1", "30° ±1°", Means.CALIPER, formula="a = arcsin(h/L)")))
    shop.read(CALIPER, "60.00", "50.00")  # arcsin of 1.2
    refused = shop.last(Refused)
    assert isinstance(refused, Refused) and refused.refusal.code == "formula.domain"
    assert archived(shop).measurement(BoxKey(1, "1")) is None
    shop.read(CALIPER, "25.00", "50.00")
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity == Quantity(Decimal(30), Unit.DEG)


def test_a_reference_dimension_opens_no_box(shop: Shop) -> None:
    shop.open(part(characteristic("1", "(25,5)", Means.TO_CHOOSE), characteristic("2", "35 ±0,1", Means.CALIPER)))
    assert [box.balloon for box in archived(shop).boxes()] == ["2"]
    shop.read(CALIPER, "35.00")
    assert archived(shop).disposition(1) is Disposition.CONFORMING


def test_a_part_with_a_means_still_to_choose_opens_no_record(shop: Shop) -> None:
    with pytest.raises(Refusal) as refused:
        shop.open(part(characteristic("1", "35 ±0,1", Means.TO_CHOOSE)))
    assert refused.value.message.code == "part.means_to_choose"


def test_the_verdict_sealed_with_a_measurement_is_the_one_known_then(shop: Shop) -> None:
    shop.open(part(POSITION, HOLE))
    shop.read(INDICATOR, "0.090", "0.000")
    shop.read(CALIPER, "6.70")
    record = archived(shop)
    found = record.measurement(BoxKey(1, "2"))
    assert found is not None and record.decide(found) is Verdict.CONFORMING
    with shop.workshop._archive._engine.connect() as connection:
        sealed = connection.exec_driver_sql("SELECT balloon, verdict FROM measurement ORDER BY sequence").all()
    assert [tuple(line) for line in sealed] == [("2", "undecided"), ("1", "conforming")]


@pytest.mark.parametrize("callout", ["position Ø0,1 A", "symétrie 0,1 A", "profil d'une ligne 0,1", "⌓ 0,1 A"])
@pytest.mark.parametrize("means", [Means.DIAL_INDICATOR, Means.HEIGHT_GAUGE, Means.COMPARISON])
def test_a_position_was_decided_by_a_maximum_minus_minimum(shop: Shop, callout: str, means: Means) -> None:
    placed = characteristic("2", callout, means)
    with pytest.raises(Refusal) as refused:
        shop.open(part(HOLE, placed))
    fields = {"balloon": "2", "symbol": placed.callout.symbol}
    assert (refused.value.message.code, refused.value.message.fields) == ("part.formula_missing", fields)
    shop.open(part(HOLE, replace(placed, formula=OFFSETS)))


@pytest.mark.parametrize("callout", ["coaxialité Ø0,1 A", "battement 0,1 A", "planéité 0,1", "parallélisme 0,1 A"])
def test_what_an_exploration_gives_needs_no_formula(shop: Shop, callout: str) -> None:
    shop.open(part(characteristic("1", callout, Means.DIAL_INDICATOR)))
    shop.read(INDICATOR, "0.06", "-0.03")
    assert archived(shop).status(BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_a_coordinate_measuring_machine_gives_the_position_itself(shop: Shop) -> None:
    shop.open(part(HOLE, characteristic("2", "position Ø0,1 Ⓜ A", Means.CMM, size_balloon="1")))
    shop.read(CALIPER, "6.65")
    shop.workshop.type_value("0,15", "moyen sans liaison").result()
    found = archived(shop).measurement(BoxKey(1, "2"))
    assert found is not None and found.quantity == Quantity(Decimal("0.15")) and not found.inputs
    assert archived(shop).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_the_range_of_a_machine_says_nothing_of_a_deviation() -> None:
    machine = Instrument("MMT-1", "MMT", InstrumentKind.CMM, range_lower=Decimal(5), range_upper=Decimal(700))
    assert not any(of_fit(machine, characteristic("1", "position Ø0,1 A", Means.CMM)))
    assert any(of_fit(machine, characteristic("1", "4 ±0,1", Means.CMM)))


def test_an_offset_to_the_left_was_refused_as_a_negative_size(shop: Shop) -> None:
    shop.open(part(characteristic("1", "position Ø0,1 A", Means.DIAL_INDICATOR, formula=OFFSETS)), pieces=2)
    shop.read(INDICATOR, "-0.03", "0.04")
    shop.workshop.type_value("0,03", "liaison en panne").result()
    shop.workshop.type_value("-0,04", "liaison en panne").result()
    values = [archived(shop).measurement(BoxKey(piece, "1")) for piece in (1, 2)]
    assert [found.quantity for found in values if found] == [Quantity(Decimal("0.1"))] * 2


@pytest.mark.parametrize(("callout", "means"), [("40 ±0,1", Means.CALIPER), ("symétrie 0,1 A", Means.CALIPER)])
def test_a_computed_value_below_zero_is_asked_for_again(shop: Shop, callout: str, means: Means) -> None:
    shop.open(part(characteristic("1", callout, means, formula="a - b")))
    shop.read(CALIPER, "1.00", "41.00")
    refused, asked = shop.last(Refused), shop.last(Expected)
    assert isinstance(refused, Refused) and refused.refusal.code == "reading.negative_size"
    assert isinstance(asked, Expected) and asked.expectation is not None and asked.expectation.variable == "a"
    assert archived(shop).measurement(BoxKey(1, "1")) is None


@pytest.mark.parametrize(
    ("callout", "means"),
    [("35 ±0,1", Means.CALIPER), ("position 0,1 A", Means.CMM), ("Ra 1,6", Means.ROUGHNESS_TESTER)],
)
def test_a_value_below_zero_stays_refused(shop: Shop, callout: str, means: Means) -> None:
    shop.open(part(characteristic("1", callout, means)))
    with pytest.raises(Refusal) as refused:
        shop.workshop.type_value("-0,05", "liaison en panne").result()
    assert refused.value.message.code == "reading.negative_size"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("30°40'", BoxStatus.CONFORMING), ("30,5", BoxStatus.CONFORMING), ("30°41'", BoxStatus.NONCONFORMING)],
)
def test_an_angle_is_typed_as_the_protractor_shows_it(shop: Shop, text: str, verdict: BoxStatus) -> None:
    """Seen: 30°40', exactly on its limit, could not be entered."""
    shop.open(part(characteristic("1", "30°30' +10'/0", Means.PROTRACTOR)))
    shop.workshop.type_value(text, "moyen sans liaison").result()
    record = archived(shop)
    found = record.measurement(BoxKey(1, "1"))
    assert found is not None and found.quantity is not None and found.quantity.unit is Unit.DEG
    assert record.status(BoxKey(1, "1")) is verdict


@pytest.mark.parametrize("text", ["30°75'", "trente", "400°", "30°40", "30' 5"])
def test_an_angle_that_cannot_be_read_is_refused(shop: Shop, text: str) -> None:
    shop.open(part(characteristic("1", "30° ±1°", Means.PROTRACTOR)))
    with pytest.raises(Refusal):
        shop.workshop.type_value(text, "moyen sans liaison").result()
    assert archived(shop).measurement(BoxKey(1, "1")) is None


def test_a_value_made_of_one_simulated_and_one_typed_reading_is_simulated(shop: Shop) -> None:
    shop.open(part(characteristic("1", "8 ±0,05", Means.MICROMETER, readings=2)))
    shop.workshop.connect({MICROMETER: "sim://mitutoyo-mux10"}, remember=False).result()
    shop.read(MICROMETER, "8.010")
    shop.workshop.type_value("8,02", "liaison en panne").result()
    found = archived(shop).measurement(BoxKey(1, "1"))
    assert found is not None and found.simulated
