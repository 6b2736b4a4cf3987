"""A height column in a record: its zero on the plate, its constant on a gauge, what it probes, its reference lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic, sleep

import pytest

from drivers import Fault, FaultCode, LinkState, StateChange
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort
from forms.column_tables import column_acts
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import verify
from metroapp.archive.uses import uses
from metroapp.archive.void_values import void_values
from metroapp.domain.callout import Nature
from metroapp.domain.column_acts import ConstantVerified, PlateZero, ReferenceLoss, ReferenceLost
from metroapp.domain.column_checks import ColumnChecks
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.means_uses import UsedFor
from metroapp.domain.measurement import BoxKey, Measurement, Role
from metroapp.domain.message import Refusal
from metroapp.domain.plausibility import Doubt
from metroapp.domain.probing import Probing
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Characteristic, Means
from metroapp.domain.suitability import rank
from metroapp.services import consultation
from metroapp.services.bench_views import Expectation
from metroapp.services.events import ConstantRecorded, Expected, ProposalsChanged, Refused
from metroapp.services.gauge_marks import candidate_for
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import LineReader, LineText, line_text
from metroapp.wording import documents as words
from metroapp.wording.sentences import sentence
from tests.workbench import COLUMN, INSTRUMENTS, SIGNED_BY_CAMILLE, Shop, characteristic, part

BORE = characteristic("1", "Ø16 H8", Means.HEIGHT_GAUGE, nature=Nature.INTERNAL)  # 16 to 16.027
HEIGHT = characteristic("2", "25 ±0,1", Means.HEIGHT_GAUGE, nature=Nature.STEP, probing=Probing.HEIGHT)
CENTRES = characteristic(
    "3", "40 ±0,02", Means.HEIGHT_GAUGE, nature=Nature.CENTRE_DISTANCE, probing=Probing.CENTRES
)  # fmt: skip
POSITION = characteristic("4", "position Ø0,2 A B", Means.HEIGHT_GAUGE, formula="2*racine((x-30mm)^2+(y-20mm)^2)")
GAUGE = Instrument(
    "EC-12", "Étalon de constante 12,7", InstrumentKind.PROBE_GAUGE,
    certified=Quantity(Decimal("12.7003")), uncertainty=Quantity(Decimal("0.0003")),
)  # fmt: skip
GOOD, DRIFTED = ("10.000", "17.704"), ("10.000", "17.712")  # a groove: 12.7003 − 7.704 = 4.9963, register 4.996
FIRST = BoxKey(1, "1")
PATIENCE_S = 20


class Bench:
    """One workshop whose column stands on the plate."""

    def __init__(
        self, shop: Shop, *probed: Characteristic, pieces: int = 1, checks: ColumnChecks | None = None
    ) -> None:
        self.shop = shop
        known = replace(INSTRUMENTS[3], uncertainty=Quantity(Decimal("0.003")))
        shop.workshop.means.enter([known, GAUGE], []).result()
        shop.workshop.set_options(replace(PLAIN, column=checks or ColumnChecks())).result()
        shop.open(part(*probed), pieces)

    def read(self, *values: str) -> None:
        self.shop.read(COLUMN, *values)

    def zero(self) -> None:
        self.read("0.000", "0.001")

    @property
    def record(self) -> InspectionRecord:
        self.shop.settle()
        return consultation.load(self.shop.workspace, consultation.record_lines(self.shop.workspace)[0].id)

    @property
    def expected(self) -> Expectation | None:
        event = self.shop.last(Expected)
        assert isinstance(event, Expected)
        return event.expectation

    @property
    def awaits(self) -> tuple[int, str, Role | None] | None:
        found = self.expected
        return None if found is None else (found.box.piece, found.box.balloon, found.role)

    @property
    def refused(self) -> str:
        event = self.shop.last(Refused)
        assert isinstance(event, Refused)
        assert sentence(event.refusal)
        return event.refusal.code

    def found(self, piece: int, balloon: str) -> Measurement:
        measured = self.record.measurement(BoxKey(piece, balloon))
        assert measured is not None and measured.quantity is not None
        return measured

    def closing(self) -> str:
        try:
            self.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
        except Refusal as refusal:
            assert sentence(refusal.message)
            return refusal.message.code
        return ""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path)
    yield opened
    opened.close()


def test_a_series_from_the_plate_to_the_gauge_and_back(shop: Shop) -> None:
    """Nothing is taken before the zero; a bore is not said good before its constant was found again."""
    bench = Bench(shop, BORE, HEIGHT, CENTRES)
    assert bench.awaits == (1, "1", Role.PLATE)
    bench.read("12.345", "12.345")
    assert bench.refused == "column.zero_not_shown" and bench.awaits == (1, "1", Role.PLATE)
    bench.zero()
    assert bench.awaits == (1, "1", Role.GAUGE_1)
    assert bench.expected is not None and bench.expected.gauge is not None and bench.expected.gauge.number == "EC-12"
    bench.read("10.000", "10.000")  # twice the same face
    assert bench.refused == "column.gauge_not_probed" and bench.awaits == (1, "1", Role.GAUGE_1)
    bench.read(*GOOD)
    assert bench.awaits == (1, "1", Role.PROBING_1)
    bench.read("20.000", "31.014", "25.003", "20.000", "31.014", "60.001", "71.017")
    bore, height, centres = (bench.found(1, one) for one in "123")
    assert [str(one.quantity.value) for one in (bore, height, centres) if one.quantity] == [
        "16.010",
        "25.003",
        "40.002",
    ]
    assert [(one.role, str(one.quantity.value)) for one in bore.inputs] == [
        (Role.PROBING_1, "20.000"), (Role.PROBING_2, "31.014"), (Role.PROBE_CONSTANT, "4.996"),
    ]  # fmt: skip
    assert [one.role for one in height.inputs] == [Role.PROBING_1, Role.PLATE]
    assert [one.role for one in centres.inputs] == [Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4]
    # u(K) = √(3² + 3² + 0.3² + (5/√3)²) = 5.140 µm, and √(3² + 3² + 5.140²) for the bore
    assert bore.uncertainty is not None and str(bore.uncertainty.quantity.value) == "0.006665084"
    record = bench.record
    assert record.status(FIRST) is BoxStatus.UNDECIDED and record.status(BoxKey(1, "3")) is BoxStatus.CONFORMING
    assert record.disposition(1) is not Disposition.CONFORMING
    assert bench.awaits == (1, "1", Role.GAUGE_1) and bench.closing() == "column.constant_unproven"
    bench.read(*GOOD)
    record = bench.record
    assert bench.expected is None and record.disposition(1) is Disposition.CONFORMING
    zero, before, after = record.columns.acts
    assert isinstance(zero, PlateZero) and len(zero.readings) == 2
    assert isinstance(before, ConstantVerified) and isinstance(after, ConstantVerified)
    assert (after.gauge, after.constant, after.expected) == ("EC-12", Decimal("4.9963"), Decimal("4.996"))
    assert bench.closing() == ""
    with open_for_reading(shop.workspace.archive).connect() as connection:
        assert verify(connection).sound and not void_values(connection)
        (used,) = uses(connection, GAUGE.number)
    assert (used.id, used.used_for) == (bore.id, UsedFor.CONSTANT)


def test_a_constant_that_drifted_takes_back_what_was_measured_with_it(shop: Shop) -> None:
    bench = Bench(shop, BORE, HEIGHT, pieces=2)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.014", "25.000", "20.000", "31.014", "25.000", *DRIFTED)
    said = shop.last(ConstantRecorded)
    assert isinstance(said, ConstantRecorded) and said.verified.has_drifted and said.pieces == (1, 2)
    record = bench.record
    assert record.void_boxes() == [FIRST, BoxKey(2, "1")] and record.status(FIRST) is BoxStatus.UNDECIDED
    assert record.status(BoxKey(1, "2")) is BoxStatus.CONFORMING  # no constant in it
    assert bench.awaits == (1, "1", Role.GAUGE_1) and bench.expected is not None and bench.expected.retake_reason
    with open_for_reading(shop.workspace.archive).connect() as connection:
        assert len(void_values(connection)) == 2
    table = column_acts(record)
    assert [row[8] for row in table.rows] == ["", words.CONSTANT_STANDS, words.PROBED_AGAIN.format(pieces="1, 2")]
    bench.read(*DRIFTED)  # cleaned, and still: nothing is measured with it
    assert bench.awaits == (1, "1", Role.GAUGE_1)
    bench.read(*GOOD, "20.000", "31.014", "20.000", "31.015", *GOOD)
    assert bench.expected is None and bench.record.disposition(2) is Disposition.CONFORMING


def test_a_bad_bore_is_bad_at_once_whatever_its_constant(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.060")
    assert bench.record.status(FIRST) is BoxStatus.NONCONFORMING
    bench.read(*DRIFTED)
    assert bench.record.status(FIRST) is BoxStatus.UNDECIDED and bench.record.void_boxes() == [FIRST]


def test_a_constant_that_cannot_be_found_again_takes_back_what_it_made(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000", "31.014")
    gestures = shop.workshop.gestures
    with pytest.raises(Refusal):
        gestures.lose_constant("").result()
    gestures.lose_constant("touche cassée").result()
    lost = bench.record.columns.acts[-1]
    assert isinstance(lost, ConstantVerified) and lost.has_drifted and lost.reason == "touche cassée"
    assert bench.record.void_boxes() == [FIRST] and bench.awaits == (1, "1", Role.GAUGE_1)
    with pytest.raises(Refusal) as refused:
        gestures.lose_constant("encore").result()
    assert refused.value.message.code == "column.nothing_unproven"
    with pytest.raises(Refusal) as refused:
        gestures.undo().result()
    assert refused.value.message.code == "undo.constant"


@pytest.mark.parametrize("how", [ReferenceLoss.LINK, ReferenceLoss.SENSOR, ReferenceLoss.DECLARED])
def test_a_reference_lost_between_two_probings_leaves_no_value(shop: Shop, how: ReferenceLoss) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000")
    match how:
        case ReferenceLoss.LINK:
            shop.workshop._on_link_event(COLUMN, StateChange(LinkState.LOST, datetime.now(UTC)))
        case ReferenceLoss.SENSOR:
            fault = Fault(FaultCode.NO_DATA, b"ERR0\r", datetime.now(UTC), None, "ERR0")
            shop.workshop._on_link_event(COLUMN, fault)
        case ReferenceLoss.DECLARED:
            shop.workshop.gestures.lose_reference().result()
    record = bench.record
    assert bench.refused == "column.reference_lost" and bench.awaits == (1, "1", Role.PLATE)
    assert isinstance(record.columns.acts[-1], ReferenceLost) and record.columns.acts[-1].cause is how
    assert record.measurement(FIRST) is None and [one.raw for one in record.dropped] == [b"01A20.000\r"]
    bench.read("31.014")  # the second probing, as if nothing had happened: the plate is expected
    bench.read("31.014")
    assert bench.refused == "column.zero_not_shown" and bench.record.measurement(FIRST) is None
    bench.zero()
    assert bench.awaits == (1, "1", Role.PROBING_1)  # the constant is still the one that was found
    shop.workshop._on_link_event(COLUMN, StateChange(LinkState.READY, datetime.now(UTC)))
    bench.read("20.000", "31.014")
    assert str(bench.found(1, "1").quantity.value) == "16.010"  # type: ignore[union-attr]


def test_twice_the_same_face_of_a_bore_is_refused_or_asked_about(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    bench.zero()
    bench.read(*GOOD, "20.000", "20.000")
    assert bench.refused == "probing.too_close" and bench.awaits == (1, "1", Role.PROBING_1)
    bench.read("20.000", "20.004")
    asked = shop.last(ProposalsChanged)
    assert isinstance(asked, ProposalsChanged) and [one.doubt for one in asked.proposals] == [Doubt.FAR]
    assert bench.record.measurement(FIRST) is None
    shop.workshop.gestures.drop_proposed().result()
    bench.read("31.014")
    assert str(bench.found(1, "1").quantity.value) == "16.010"  # type: ignore[union-attr]


def test_the_zero_is_taken_again_when_asked_and_once_the_program_was_stopped(shop: Shop) -> None:
    bench = Bench(shop, HEIGHT, pieces=3)
    gestures = shop.workshop.gestures
    bench.zero()
    gestures.undo().result()
    assert bench.awaits == (1, "2", Role.PLATE)
    bench.zero()
    bench.read("25.000")
    gestures.touch_plate().result()
    assert bench.awaits == (2, "2", Role.PLATE)
    bench.zero()
    bench.read("25.000")
    shop.resume_last().result()
    assert bench.awaits == (3, "2", Role.PLATE)
    bench.zero()
    bench.read("25.000")
    assert bench.expected is None and bench.closing() == ""


def test_without_a_gauge_that_serves_no_constant_is_believed(shop: Shop) -> None:
    bench = Bench(shop, BORE)
    shop.workshop.means.enter([replace(GAUGE, due=date(2020, 1, 1))], []).result()
    bench.zero()
    assert bench.expected is not None and bench.expected.gauge is None
    bench.read("10.000")
    assert bench.refused == "column.no_gauge" and bench.awaits == (1, "1", Role.GAUGE_1)
    ring = Instrument("BE-25", "Bague", InstrumentKind.SETTING_RING, certified=Quantity(Decimal("25.0008")))
    shop.workshop.means.enter([ring, GAUGE], []).result()
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.choose_gauge("PC-01").result()
    assert refused.value.message.code == "column.no_such_gauge"
    shop.workshop.gestures.choose_gauge("BE-25").result()
    bench.read("10.000", "30.005")
    made = bench.record.columns.acts[-1]
    assert isinstance(made, ConstantVerified) and (made.gauge, made.constant) == ("BE-25", Decimal("4.9958"))


def test_the_heights_of_a_formula_are_read_from_the_plate_too(shop: Shop) -> None:
    """Seen: heights for a position were taken from a column that nobody had set to zero."""
    bench = Bench(shop, POSITION, checks=ColumnChecks(zero_readings=1))
    assert bench.awaits == (1, "4", Role.PLATE) and bench.expected is not None and bench.expected.variable == ""
    with pytest.raises(Refusal) as refused:
        shop.workshop.type_value("30,3", "lue sur l'afficheur").result()
    assert refused.value.message.code == "column.plate_expected"
    bench.read("0.000")
    assert bench.awaits == (1, "4", Role.VARIABLE) and bench.expected.variable == "x"
    bench.read("30.030")
    shop.workshop._on_link_event(COLUMN, StateChange(LinkState.LOST, datetime.now(UTC)))
    assert bench.record.measurement(BoxKey(1, "4")) is None and bench.awaits == (1, "4", Role.PLATE)
    bench.read("0.000", "30.030", "20.040")
    assert str(bench.found(1, "4").quantity.value) == "0.1"  # type: ignore[union-attr]


def test_a_workshop_that_asks_nothing_believes_its_column(shop: Shop) -> None:
    bench = Bench(shop, BORE, HEIGHT, checks=ColumnChecks(zero_readings=0, verifies_constant=False))
    bench.read("20.000", "31.014", "25.003")
    assert bench.record.disposition(1) is Disposition.CONFORMING and bench.record.columns.acts == []
    with pytest.raises(Refusal) as refused:
        shop.workshop.gestures.touch_plate().result()
    assert refused.value.message.code == "column.not_expected"


@pytest.mark.parametrize("family", ["opto-rs", "mitutoyo-mux10", "tesa-tt"])
def test_a_bore_through_the_shipped_driver_on_a_pseudo_terminal(shop: Shop, tmp_path: Path, family: str) -> None:
    """Played on the face of the instrument: zero, gauge, two probings; then the cable is pulled between two others."""
    column = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    port = PtyPort(simulator_for(family, column), tmp_path / "port")
    bench = Bench(shop, BORE, pieces=2)
    shop.workshop.means.enter([replace(INSTRUMENTS[3], family=family)], []).result()
    shop.workshop.connect({COLUMN: port.url}, remember=False).result()

    def until_so(so: Callable[[], bool]) -> None:
        deadline = monotonic() + PATIENCE_S
        while not so():
            assert monotonic() < deadline, (bench.awaits, shop.events[-3:])
            sleep(0.005)

    def until(awaited: tuple[int, str, Role] | None) -> None:
        until_so(lambda: bench.awaits == awaited)

    def probe(height: str, then: tuple[int, str, Role] | None) -> None:
        column.present(Decimal(height))
        shop.workshop.ask_expected().result()
        until(then)

    def zero() -> None:
        column.present(Decimal("0.000"))
        shop.workshop.ask_expected().result()
        until_so(lambda: bench.expected is not None and bench.expected.place == 2)

    try:
        until_so(lambda: shop.workshop.link_states().get(COLUMN) is LinkState.READY)
        zero()
        probe("0.001", (1, "1", Role.GAUGE_1))
        probe("10.000", (1, "1", Role.GAUGE_2))
        probe("17.704", (1, "1", Role.PROBING_1))
        probe("20.000", (1, "1", Role.PROBING_2))
        if family == "opto-rs":  # moved too fast: it says so itself
            column.fault_next("ERR0")
            probe("31.014", (1, "1", Role.PLATE))
            zero()
            probe("0.001", (1, "1", Role.PROBING_1))
            probe("20.000", (1, "1", Role.PROBING_2))
        probe("31.014", (2, "1", Role.PROBING_1))
        found = bench.found(1, "1")
        assert str(found.quantity.value) == "16.010" and found.inputs[0].frame is not None  # type: ignore[union-attr]
        probe("20.000", (2, "1", Role.PROBING_2))
        port.unplug()
        until((2, "1", Role.PLATE))
        assert bench.refused == "column.reference_lost"
    finally:
        port.close()


def test_a_column_is_judged_by_what_it_is_to_probe() -> None:
    """40 ±0,02 with u = 3 µm: two heights give U = 8,5 µm, twice the half of four of them only 6 µm."""
    column = Instrument(COLUMN, "Colonne", InstrumentKind.HEIGHT_GAUGE, uncertainty=Quantity(Decimal("0.003")))
    shown = characteristic("1", "40 ±0,02", Means.HEIGHT_GAUGE, nature=Nature.CENTRE_DISTANCE)
    found = {}
    for one in (shown, replace(shown, probing=Probing.CENTRES), replace(shown, probing=Probing.BORE_CENTRE)):
        (judged,) = rank(one.callout, [candidate_for(one, column)], nature=one.nature)
        found[one.probing] = str(judged.standard)
    assert found == {None: "0.004242641", Probing.CENTRES: "0.003", Probing.BORE_CENTRE: "0.003674235"}


def test_what_a_column_probes_is_said_in_a_sheet_and_comes_back() -> None:
    reader = LineReader(standards())
    line = LineText("1", "Entraxe", "40 ±0,02", "entraxe", "colonne de mesure", probing="Entraxe de centres")
    read = reader.read(line).characteristic
    assert read is not None and (read.probing, read.probed) == (Probing.CENTRES, Probing.CENTRES)
    assert reader.read(line_text(read)).characteristic == read
    usual = reader.read(replace(line, probing="")).characteristic
    assert usual is not None and (usual.probing, usual.probed) == (None, Probing.SAME_SIDES)
    for wrong, code in (
        (replace(line, probing="en travers"), "sheet.probing_unknown"),
        (replace(line, means="pied à coulisse"), "sheet.probing_unexpected"),
        (replace(line, callout="Ø16 H8", nature="intérieur", probing="arbre"), "sheet.probing_unexpected"),
    ):
        assert [one.message.code for one in reader.read(wrong).errors] == [code]
