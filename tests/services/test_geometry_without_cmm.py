"""Geometrical tolerances checked with a plate, a comparator, a column, a micrometer: readings kept, value computed."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from drivers import Fault, FaultCode, LinkState, StateChange
from metroapp.domain.acceptance import Requirement
from metroapp.domain.callout import Nature
from metroapp.domain.column_checks import ColumnChecks
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.justification import justify
from metroapp.domain.measurement import BoxKey, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.plausibility import Doubt
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN, Gate
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services import consultation
from metroapp.services.demonstration import Hand, SimulatedBench
from metroapp.services.events import Event, Expected, ProposalsChanged, Refused
from metroapp.services.reference import standards
from metroapp.wording.geometric_methods import about_value, reading_name
from tests.services.turning import PATIENCE_S, Turning
from tests.workbench import COLUMN, INDICATOR, INSTRUMENTS, MICROMETER, Shop, characteristic, part

RUN_OUT = characteristic("1", "battement circulaire 0,05 A", Means.DIAL_INDICATOR, method="exploration 3 sections")
FLATNESS = characteristic("2", "planéité 0,02", Means.DIAL_INDICATOR, method="points 3 x 3 au pas de 20 x 20")
ROUNDNESS = characteristic("3", "circularité 0,01", Means.MICROMETER, method="diamètres 4")
POSITION = characteristic("4", "position Ø0,5 Ⓜ A", Means.HEIGHT_GAUGE, method="coordonnées 30 ; 20", size_balloon="5")
HOLE = characteristic("5", "Ø10,25 +0,25/0", Means.CALIPER, nature=Nature.INTERNAL)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def archived(shop: Shop) -> InspectionRecord:
    shop.settle()
    return consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)


def refusals(shop: Shop) -> list[str]:
    return [event.refusal.code for event in shop.all(Refused) if isinstance(event, Refused)]


def expected(shop: Shop) -> Expected:
    event = shop.last(Expected)
    assert isinstance(event, Expected)
    return event


def value_of(shop: Shop, balloon: str) -> str:
    found = archived(shop).measurement(BoxKey(1, balloon))
    assert found is not None and found.quantity is not None and found.origin is Origin.COMPUTED
    return str(found.quantity.value)


def opened(shop: Shop, *lines: Characteristic) -> Part:
    made = part(*lines)
    shop.open(made)
    return made


def test_a_run_out_of_three_sections_waits_for_its_datum_and_its_worst_section_decides(shop: Shop) -> None:
    opened(shop, RUN_OUT)
    assert expected(shop).gate is Gate.DATUM
    shop.read(INDICATOR, "0.030")
    assert refusals(shop) == ["gate.datum"] and not archived(shop).dropped  # refused, and nothing waits to be taken
    shop.workshop.gestures.set_datum().result()
    assert expected(shop).gate is None
    shop.read(INDICATOR, "0.010", "-0.010", "0.030", "-0.012", "0.004", "0.000")
    record = archived(shop)
    assert value_of(shop, "1") == "0.042" and record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    found = record.measurement(BoxKey(1, "1"))
    assert found is not None and [given.role for given in found.inputs] == [Role.MAXIMUM, Role.MINIMUM] * 3
    assert about_value(RUN_OUT, found).endswith("section 2 décide")
    assert record.datums.declared[0].datums == ("A",) and record.datums.declared[0] in record.gestures()
    shop.workshop.retake(BoxKey(1, "1"), "pièce déplacée").result()
    assert expected(shop).gate is Gate.DATUM  # it may have moved: once for each value
    with pytest.raises(Refusal, match=r"gate\.datum"):
        shop.workshop.type_value("0,01", "câble débranché").result()


def test_what_was_read_before_the_cleaning_does_not_wait_for_a_piece_that_was_not_on_its_datum(shop: Shop) -> None:
    shop.workshop.set_options(replace(PLAIN, cleaning=True)).result()
    opened(shop, RUN_OUT)
    shop.read(INDICATOR, "0.030")
    assert refusals(shop) == ["gate.cleaning"] and not shop.all(ProposalsChanged)
    shop.workshop.gestures.prepare().result()
    with pytest.raises(Refusal, match=r"proposal\.none"):
        shop.workshop.gestures.take_proposed().result()


def test_a_grid_of_heights_gives_the_minimum_zone_rounded_up_two_decimals_further(shop: Shop) -> None:
    """A face tilted by 0.1 over 40 mm with its middle 0.012 too high: the tilt is no flatness.

    The rows are read to and fro. Zone: 0.012 less what the slope of the zone leaves, 0.012·cos(atan 0.0025).
    """
    opened(shop, FLATNESS)
    assert expected(shop).gate is None  # a form has no datum
    tilted = [["0.000", "0.050", "0.100"], ["0.100", "0.062", "0.000"], ["0.000", "0.050", "0.100"]]
    shop.read(INDICATOR, *(height for row in tilted for height in row))
    assert value_of(shop, "2") == "0.01200"
    record = archived(shop)
    found = record.measurement(BoxKey(1, "2"))
    assert found is not None and [given.role for given in found.inputs] == [Role.POINT] * 9
    assert "zone minimale" in about_value(FLATNESS, found)
    named = [reading_name(FLATNESS, place, Role.POINT) for place in (0, 3, 8)]
    assert named == ["point 1.1", "point 2.3", "point 3.3"]  # to and fro


def test_four_diameters_give_half_their_range_and_its_uncertainty(shop: Shop) -> None:
    shop.workshop.means.enter([replace(INSTRUMENTS[1], uncertainty=Quantity(Decimal("0.002")))], []).result()
    opened(shop, replace(ROUNDNESS, rule=DecisionRule(RuleName.SIMPLE)))
    shop.read(MICROMETER, "20.004", "20.010", "20.001", "20.006")
    assert value_of(shop, "3") == "0.0045"
    found = archived(shop).measurement(BoxKey(1, "3"))
    assert found is not None and found.uncertainty is not None
    assert found.uncertainty.quantity.value == Decimal("0.001414214")  # 0.002/√2, rounded up at 10⁻⁹


def test_measured_co_ordinates_give_a_position_with_the_bonus_of_its_own_hole(shop: Shop) -> None:
    """ACT Denver, *Geometric dimensioning and tolerancing*, position at MMC: circles of 0.5 mm for holes of 10.25 mm,
    of 0.75 mm as they grow to 10.5 mm."""
    opened(shop, HOLE, POSITION)
    shop.read("PC-01", "10.50")
    shop.workshop.gestures.set_datum().result()
    shop.read(COLUMN, "30.300", "20.250")
    record = archived(shop)
    assert value_of(shop, "4") == "0.78103"  # 2·√(0.3² + 0.25²) = 0.781024…
    assert record.bonus(BoxKey(1, "4")).value == Decimal("0.25")
    found = record.measurement(BoxKey(1, "4"))
    assert found is not None and justify(record, found).requirement == Requirement(None, Decimal("0.75"))
    assert record.status(BoxKey(1, "4")) is BoxStatus.NONCONFORMING
    shop.workshop.retake(BoxKey(1, "4"), "mauvaise origine").result()
    shop.workshop.gestures.set_datum().result()
    shop.read(COLUMN, "30.300", "20.225")
    assert value_of(shop, "4") == "0.750" and archived(shop).status(BoxKey(1, "4")) is BoxStatus.CONFORMING


def test_what_is_begun_with_one_instrument_is_not_ended_with_another_and_typed_heights_are_said(shop: Shop) -> None:
    shop.workshop.means.enter([replace(INSTRUMENTS[2], number="C-09")], []).result()
    opened(shop, FLATNESS)
    shop.read(INDICATOR, "0.001", "0.002")
    shop.read("C-09", "0.003")
    assert refusals(shop) == ["reading.begun_with_other"]
    shop.workshop.type_value("-0,001", "câble débranché").result()
    lost = Fault(FaultCode.OUT_OF_RANGE, b"ERR0\r", shop.clock(), None, "ERR0")  # it counts from another origin now
    shop.workshop._on_link_event(INDICATOR, lost)
    shop.settle()
    assert refusals(shop)[-1] == "geometric_method.setting_lost" and len(archived(shop).dropped) == 3
    shop.read(INDICATOR, *["0.000"] * 6, "0.900")
    shop.workshop.gestures.undo().result()  # just the last point: the piece has not moved
    assert [one.shown for one in archived(shop).dropped[3:]] == ["0,900\u00a0mm"]
    shop.read(INDICATOR, "0.000", "0.000")
    shop.workshop.type_value("-0,001", "câble débranché").result()
    found = archived(shop).measurement(BoxKey(1, "2"))
    assert found is not None and found.origin is Origin.TYPED and len(found.inputs) == 9


def test_what_was_begun_before_a_cable_was_pulled_or_the_program_stopped_made_a_value(tmp_path: Path) -> None:
    """Whoever plugs a comparator in again moves it; what it reads then does not go with what it read before. Diameters
    are sizes each, and stay."""
    shop = Shop(tmp_path)
    gone = StateChange(LinkState.LOST, shop.clock())
    sweep = characteristic("6", "battement circulaire 0,05 A", Means.DIAL_INDICATOR)  # without a method
    opened(shop, FLATNESS, RUN_OUT, ROUNDNESS, sweep)
    shop.read(INDICATOR, "0.001", "0.002")
    shop.workshop._on_link_event(INDICATOR, gone)
    shop.settle()
    assert refusals(shop) == ["geometric_method.setting_lost"] and len(archived(shop).dropped) == 2
    shop.read(INDICATOR, "0.001")
    shop.workshop.connect({}, remember=False).result()  # put on another port, it was touched
    assert len(archived(shop).dropped) == 3
    shop.read(INDICATOR, *["0.000"] * 8, "0.001")
    shop.workshop.gestures.set_datum().result()
    shop.read(INDICATOR, "0.010", "-0.010", "0.030")
    shop.close()
    shop = Shop(tmp_path)
    try:
        shop.resume_last().result()
        assert refusals(shop) == ["geometric_method.left"] and len(archived(shop).dropped) == 6
        assert expected(shop).gate is Gate.DATUM and expected(shop).expectation.step == 1  # type: ignore[union-attr]
        shop.workshop.gestures.set_datum().result()
        shop.read(INDICATOR, *["0.010", "-0.010"] * 3)
        shop.read(MICROMETER, "20.001", "20.000")
        shop.workshop._on_link_event(MICROMETER, gone)
        shop.read(MICROMETER, "20.001", "20.000")
        assert value_of(shop, "3") == "0.0005"
        shop.read(INDICATOR, "0.010")
        shop.workshop._on_link_event(INDICATOR, gone)
        shop.settle()
        assert expected(shop).expectation.step == 1  # type: ignore[union-attr]
    finally:
        shop.close()


def test_a_piece_taken_off_for_another_was_still_said_to_lie_on_its_datum(shop: Shop) -> None:
    shop.open(part(RUN_OUT), 2)
    shop.workshop.gestures.set_datum().result()
    shop.workshop.go_to(BoxKey(2, "1")).result()
    shop.workshop.gestures.set_datum().result()
    shop.workshop.go_to(BoxKey(1, "1")).result()
    assert expected(shop).gate is Gate.DATUM


def test_data_pressed_twice_was_a_run_out_of_zero(shop: Shop) -> None:
    """The minimum of a surface that nobody explored is its maximum: asked about before it is taken."""
    opened(shop, replace(RUN_OUT, method="exploration"))
    shop.workshop.gestures.set_datum().result()
    shop.read(INDICATOR, "0.012", "0.012")
    asked = shop.last(ProposalsChanged)
    assert isinstance(asked, ProposalsChanged) and [one.doubt for one in asked.proposals] == [Doubt.SAME]
    shop.workshop.gestures.drop_proposed().result()
    shop.read(INDICATOR, "0.004")
    assert value_of(shop, "1") == "0.008"
    opened(shop, FLATNESS)  # nor is a face flat that the stylus does not touch
    shop.read(INDICATOR, *["0.000"] * 9)
    assert archived(shop).measurement(BoxKey(1, "2")) is None
    shop.workshop.gestures.take_proposed().result()
    assert value_of(shop, "2") == "0.00000"


def test_co_ordinates_were_read_by_a_column_that_was_never_on_the_plate(shop: Shop) -> None:
    known = replace(INSTRUMENTS[3], uncertainty=Quantity(Decimal("0.002")))
    shop.workshop.means.enter([known], []).result()
    shop.workshop.set_options(replace(PLAIN, column=ColumnChecks())).result()
    opened(shop, replace(POSITION, callout=read_callout("position Ø0,5 A", standards()), size_balloon=""))
    shop.workshop.gestures.set_datum().result()
    assert expected(shop).expectation.role is Role.PLATE  # type: ignore[union-attr]
    shop.read(COLUMN, "30.300", "30.300")
    assert refusals(shop) == ["column.zero_not_shown"]
    shop.read(COLUMN, "0.000", "0.001", "30.030")
    shop.workshop._on_link_event(COLUMN, StateChange(LinkState.LOST, shop.clock()))
    shop.settle()
    assert refusals(shop)[-1] == "column.reference_lost"
    shop.read(COLUMN, "0.000", "0.000", "30.030", "20.040")
    found = archived(shop).measurement(BoxKey(1, "4"))
    assert found is not None and found.quantity == Quantity(Decimal("0.100")) and len(found.inputs) == 2
    assert found.uncertainty is not None and found.uncertainty.quantity.value == Decimal("0.006928204")  # 2·√3·u


# -- through the shipped drivers, on pseudo-terminals -----------------------------------------------------------------

PLAYED = (
    replace(RUN_OUT, balloon="1", method="exploration 2 sections"),
    replace(FLATNESS, balloon="2"),
    characteristic("3", "rectitude 0,05", Means.HEIGHT_GAUGE, method="points 5 au pas de 10"),
    replace(ROUNDNESS, balloon="4", method="diamètres 3"),
    characteristic("5", "circularité 0,05", Means.DIAL_INDICATOR, method="vé 90°, 3 lobes"),
    characteristic("6", "perpendicularité 0,05 A", Means.DIAL_INDICATOR, method="équerre"),
    characteristic("7", "inclinaison 0,05 A", Means.DIAL_INDICATOR, method="barre sinus 100, 30°"),
    characteristic("8", "coaxialité Ø0,05 A", Means.DIAL_INDICATOR, method="excentration"),
    characteristic("9", "symétrie 0,05 A", Means.DIAL_INDICATOR, method="retournement"),
    characteristic("10", "position Ø0,1 A B", Means.HEIGHT_GAUGE, method="coordonnées 30 ; 20"),
)


def test_every_method_is_played_through_the_shipped_drivers(tmp_path: Path) -> None:
    """The simulated hand presses DATA where each reading is asked for; the values are what it laid under the probe."""
    shop = Shop(tmp_path)
    bench = SimulatedBench(shop.workshop, 1)
    hand = Hand(shop.workshop, bench, 1)
    seen: queue.SimpleQueue[Event] = queue.SimpleQueue()
    try:
        deadline = monotonic() + PATIENCE_S
        used = (INDICATOR, MICROMETER, COLUMN)
        while any(shop.workshop.link_states().get(number) is not LinkState.READY for number in used):
            assert monotonic() < deadline
            sleep(0.005)
        shop.workshop.subscribe(seen.put)
        opened(shop, *PLAYED)
        while True:
            event = seen.get(timeout=PATIENCE_S)
            if isinstance(event, Refused):
                raise AssertionError(event.refusal)
            if not isinstance(event, Expected):
                continue
            if event.expectation is None:
                break
            if event.gate is Gate.DATUM:
                shop.workshop.gestures.set_datum().result()
            elif seen.empty():
                hand.do_next(event.expectation)
        record = archived(shop)
        assert hand._process is not None
        for one in PLAYED:
            found = record.measurement(BoxKey(1, one.balloon))
            assert found is not None and found.quantity is not None and found.simulated, one.balloon
            assert all(given.frame is not None and given.frame.raw for given in found.inputs)
            laid = hand._process.size(one, 1)
            assert abs(found.quantity.value - laid) < Decimal("0.004"), (one.method, found.quantity, laid)
        assert len(record.datums.declared) == sum(bool(one.rests_on) for one in PLAYED) == 6
    finally:
        shop.workshop.connect({}, remember=False).result()
        bench.close()
        shop.close()


def test_a_surface_hardly_touched_is_not_swept_and_each_section_keeps_its_samples(turning: Turning) -> None:
    turning.connect()
    turning.face.rate = 40.0
    turning.shop.open(part(PLAYED[0]))
    assert turning.offered == ()  # not before the piece is on its datum
    turning.workshop.gestures.set_datum().result()
    turning.instrument.turn(Decimal("0.040"), 16)
    turning.sweep(3)
    with pytest.raises(Refusal) as refused:
        turning.workshop.end_sweep().result()
    assert refused.value.message.code == "sweep.too_few" and refused.value.message.fields["fewest"] == 20
    turning.until(lambda: turning.progress[-1].count >= 22)  # it goes on
    turning.workshop.end_sweep().result()
    turning.instrument.turn(Decimal("0"), 16)
    turning.sweep(22)
    with pytest.raises(Refusal, match=r"sweep\.nothing_moved"):  # it touches nothing
        turning.workshop.end_sweep().result()
    turning.workshop.cancel_sweep().result()
    turning.instrument.turn(Decimal("0.020"), 16)
    turning.sweep(22)
    turning.workshop.end_sweep().result()
    assert value_of(turning.shop, "1") == "0.040"
    record = archived(turning.shop)
    assert [sweep.sweep.difference for sweep in record.sweeps] == [Decimal("0.040"), Decimal("0.020")]
