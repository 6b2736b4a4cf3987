"""Sweeps on the measuring page: the button, the live card, how it ends, and what its trace keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from drivers import Fault, FaultCode, LinkState
from drivers.simulators import OptoSimulator, SimulatedInstrument, register
from metroapp.domain.measurement import BoxKey
from metroapp.domain.specification import Means
from metroapp.domain.sweep import Given
from metroapp.gui.models.timeline import timeline
from metroapp.gui.theme import CONTRAST, DARK, LIGHT, Theme
from metroapp.gui.widgets.sweep_trace import Bins, SweepTrace
from metroapp.services.commands import Command
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived, press, touch
from tests.workbench import CALIPER, INDICATOR, characteristic, part

RUN_OUT = characteristic("1", "battement circulaire 0,05 A", Means.DIAL_INDICATOR)
LENGTH = characteristic("2", "35 ±0,1", Means.CALIPER)
BORE = characteristic("3", "Ø20 H7", Means.COMPARISON)


class Turning:
    """The window, and a comparator on a piece that turns."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.page = bench.page
        self.instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
        self.face = OptoSimulator(self.instrument)
        self.face.rate = 200.0
        self.port = register("turning", self.face)
        bench.shop.workshop.connect({INDICATOR: self.port.url}, remember=False).result()
        bench.until(lambda: bench.shop.workshop.link_states()[INDICATOR] is LinkState.READY)

    def open(self, *characteristics: object) -> None:
        self.bench.open(part(*characteristics))  # type: ignore[arg-type]
        self.instrument.turn(Decimal("0.04"))

    def begin(self) -> None:
        touch(self.bench, self.page.sweeps.button)
        self.until_samples(45)

    def until_samples(self, count: int) -> None:
        self.bench.until(lambda: self.seen() >= count)

    def seen(self) -> int:
        progress = self.page.sweeps.card.figures._progress
        return 0 if progress is None else progress.count


@pytest.fixture
def turning(bench: Bench) -> Iterator[Turning]:
    made = Turning(bench)
    yield made
    bench.shop.workshop.connect({}, remember=False).result()
    made.port.close()


def test_the_button_is_there_while_the_box_expected_can_be_swept(turning: Turning) -> None:
    button = turning.page.sweeps.button
    assert button.isHidden()
    turning.open(LENGTH, RUN_OUT)
    assert button.isHidden()  # a caliper closes on its feature
    turning.bench.read(CALIPER, "35.02")
    assert button.isVisible() and button.accessibleName() == "Balayer" and INDICATOR in button.toolTip()
    turning.port.unplug()
    turning.bench.until(button.isHidden)


def test_a_sweep_is_shown_live_and_its_end_records_the_difference(turning: Turning) -> None:
    turning.open(RUN_OUT, LENGTH)
    turning.begin()
    page, card = turning.page, turning.page.sweeps.card
    assert card.isVisible() and page.now.isHidden() and page.result.isHidden()
    assert card.figures.heroes() == [("maxi − mini", "0,040\u00a0mm")]
    assert ("maxi", "0,020") in card.figures.others() and ("mini", "−0,020") in card.figures.others()
    assert "lectures · " in card.figures.note()
    assert "maxi − mini 0,040\u00a0mm" in card.figures.accessibleDescription()
    assert card.trace.bins.bins and [text for _, text in card.trace.shown_limits()] == ["tolérance 0,05", ""]
    assert not page.actions_bar.isEnabled()
    assert [given for given, button in card.takes.items() if button.isVisible()] == [Given.DIFFERENCE]
    touch(turning.bench, card.takes[Given.DIFFERENCE])
    assert card.isHidden() and page.now.isVisible() and page.result.isVisible() and page.actions_bar.isEnabled()
    found = archived(turning.bench)
    measured = found.measurement(BoxKey(1, "1"))
    assert measured is not None and measured.quantity is not None and str(measured.quantity.value) == "0.040"
    assert page.notice.isVisible() and len(found.sweeps) == 1
    lines = [row.texts for row in timeline(found)]
    assert lines[1][1].startswith("Exploration · Pièce")
    assert lines[1][2] == "−0,020 … 0,020\u00a0mm"


def test_the_card_says_how_many_frames_could_not_be_read(turning: Turning) -> None:
    turning.open(RUN_OUT)
    turning.begin()
    card, workshop = turning.page.sweeps.card, turning.bench.shop.workshop
    for said in ("1 illisible", "2 illisibles"):
        workshop._on_link_event(INDICATOR, Fault(FaultCode.FORMAT, b"?\r", datetime.now(UTC)))
        turning.bench.until(lambda said=said: card.figures.note().endswith(f" · {said}"))


def test_the_turning_point_is_chosen_with_the_pedal(turning: Turning) -> None:
    turning.open(BORE)
    turning.bench.read(INDICATOR, "0.000")
    turning.begin()
    card = turning.page.sweeps.card
    assert card.marked is Given.MINIMUM  # a bore gauge is rocked to its minimum
    turning.bench.window.hands_free.obey(Command.NEXT)
    assert card.marked is Given.MAXIMUM
    turning.bench.window.hands_free.obey(Command.BACK)
    turning.bench.window.hands_free.obey(Command.CONFIRM)
    turning.bench.until_quiet()
    found = archived(turning.bench)
    assert found.measurement(BoxKey(1, "3")) is not None and found.sweeps[0].gives is Given.MINIMUM


def test_enter_ends_a_sweep_and_escape_abandons_it(turning: Turning) -> None:
    turning.open(RUN_OUT, LENGTH)
    turning.begin()
    press(turning.bench, Qt.Key.Key_Escape)
    assert turning.page.sweeps.card.isHidden()
    assert archived(turning.bench).measurement(BoxKey(1, "1")) is None and archived(turning.bench).dropped
    turning.bench.until(turning.page.sweeps.button.isVisible)
    press(turning.bench, Qt.Key.Key_F12)
    turning.until_samples(45)
    press(turning.bench, Qt.Key.Key_Return)
    turning.bench.until(turning.page.sweeps.card.isHidden)
    assert archived(turning.bench).measurement(BoxKey(1, "1")) is not None


def test_a_cable_pulled_in_mid_sweep_brings_the_cards_back_with_the_reason(turning: Turning) -> None:
    turning.open(RUN_OUT)
    turning.begin()
    turning.port.unplug()
    turning.bench.until(turning.page.sweeps.card.isHidden)
    turning.bench.until_quiet()
    assert turning.page.now.isVisible() and turning.page.banner.isVisible()
    assert archived(turning.bench).measurement(BoxKey(1, "1")) is None


@pytest.mark.parametrize("size", [QSize(1024, 600), QSize(1280, 800), QSize(1920, 1080)])
def test_the_card_has_room_on_every_screen(turning: Turning, size: QSize) -> None:
    turning.bench.window.resize(size)
    turning.open(BORE)
    turning.bench.read(INDICATOR, "0.000")
    turning.begin()
    card = turning.page.sweeps.card
    assert turning.bench.window.width() <= size.width() and turning.bench.window.height() <= size.height()
    assert card.width() > size.width() * 0.7 and card.trace.height() >= 60 and card.figures.width() > 300
    for button in (*card.takes.values(), card.abandon):
        assert button.isHidden() or card.rect().contains(button.geometry())
        assert button.accessibleName()
    turning.page.sweeps.abandon()
    turning.bench.until(card.isHidden)


@pytest.mark.parametrize("tokens", [LIGHT, DARK, CONTRAST], ids=lambda tokens: tokens.name)
def test_the_trace_is_drawn_in_the_ink_of_the_look(qtbot: QtBot, tokens: object) -> None:
    trace = SweepTrace(Theme(tokens))  # type: ignore[arg-type]
    qtbot.addWidget(trace)
    trace.resize(400, 160)
    trace.add([(place * 100, Decimal(place % 5)) for place in range(100)])
    picture = QImage(trace.size(), QImage.Format.Format_RGB32)
    trace.render(picture)
    inks = {picture.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(0, 160, 2)}
    assert tokens.accent in inks  # type: ignore[attr-defined]


def test_a_long_sweep_keeps_few_numbers_and_every_extreme() -> None:
    bins = Bins()
    for place in range(20_000):
        bins.add(place * 30, 1000.0 if place == 12_345 else float(place % 10))
    assert len(bins.bins) <= 2048
    columns = bins.columns(300)
    assert len(columns) == 300 and max(high for _, high in columns.values()) == 1000.0
    assert min(low for low, _ in columns.values()) == 0.0


def test_limits_far_away_leave_the_trace_its_shape(qtbot: QtBot) -> None:
    trace = SweepTrace(Theme())
    qtbot.addWidget(trace)
    trace.limits = ((20.0, "maxi"), (1.05, "mini"))
    trace.add([(0, Decimal("1.00")), (100, Decimal("1.04"))])
    assert trace.shown_limits() == ((1.05, "mini"),)
