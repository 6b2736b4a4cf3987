"""Learning to read an instrument that sends text, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from drivers.instruments.text_profiles import ARDUINO
from drivers.simulators.face import SimulatedFace
from drivers.simulators.port import register
from drivers.simulators.text import TextSimulator
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.text_profile import TextProfile
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.wording import bench as words
from tests.gui.bench_cables import connect, gauge, is_ready, shown
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER

TALKER = "TX-20"


@pytest.fixture
def talker(bench: Bench) -> Iterator[InstrumentsPage]:
    """The register has an instrument that sends text."""
    bench.shop.workshop.means.enter(
        [Instrument(TALKER, "Afficheur à texte", InstrumentKind.DIAL_INDICATOR, family=GENERIC_TEXT)], []
    ).result()
    yield shown(bench)
    bench.window.close()


def test_a_text_is_learnt_by_pressing_once_and_pointing(bench: Bench, talker: InstrumentsPage) -> None:

    instrument = gauge("12.345")
    port = register("talker", TextSimulator(instrument, TextProfile("x", "No 7 X= {value} {unit} OK")))
    tile = talker.tiles[TALKER]
    tile.buttons["teach"].click()  # without a port: it is asked for first
    choosing = talker.bench.dialog
    assert choosing is not None
    choosing.address.setText(port.url)
    choosing.address.textEdited.emit(port.url)
    choosing.confirm.click()
    bench.until(lambda: talker.bench.dialog is not choosing)
    dialog = talker.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.step.text() == words.TEACH_PRESS)
    port.press_data()
    bench.until(lambda: dialog.pointer.isVisible())
    assert [span.text for span in dialog.pointer.numbers] == ["7", "12.345"]
    assert not dialog.confirm.isEnabled()
    next(button for span, button in dialog.pointer.numbers.items() if span.text == "12.345").click()
    assert dialog.step.text() == words.TEACH_AGAIN and not dialog.confirm.isEnabled()
    instrument.present(Decimal("-3.210"))
    port.press_data()
    bench.until(lambda: dialog.confirm.isEnabled())
    assert dialog.value.text() == "−3,210\u00a0mm"
    dialog.confirm.click()
    bench.until(is_ready(tile))
    assert bench.shop.workshop.profiles()[TALKER].pattern.startswith("No 7 X=")
    instrument.present(Decimal("8.001"))
    port.press_data()
    bench.until(lambda: tile.value.text() == "8,001")
    port.close()


def test_what_changes_in_a_frame_is_pointed_at_as_well(bench: Bench, talker: InstrumentsPage) -> None:

    class Counting(SimulatedFace):
        sent = 0

        def frame(self, channel: str | None) -> bytes:
            self.sent += 1
            return f"#{self.sent} D={self.instrument.display()}mm\r\n".encode()

    port = register("counting", Counting(gauge("12.345")))
    bench.shop.workshop.connect({}).result()
    talker.bench._teach(talker.tiles[TALKER].instrument, port.url, [])
    bench.until(lambda: talker.bench.dialog is not None)
    dialog = talker.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.step.text() == words.TEACH_PRESS)
    port.press_data()
    bench.until(lambda: dialog.pointer.isVisible())
    counter, value = dialog.pointer.numbers
    dialog.pointer.numbers[value].click()
    port.press_data()
    bench.until(lambda: "ne se lit pas" in dialog.step.text())
    dialog.pointer.modes["skip"].click()
    dialog.pointer.numbers[counter].click()
    port.press_data()
    bench.until(lambda: dialog.confirm.isEnabled())
    assert dialog.value.text() == "12,345\u00a0mm"
    dialog.close()
    port.close()


def test_leaving_the_lesson_puts_the_instrument_back_on_the_bench(bench: Bench, talker: InstrumentsPage) -> None:

    port = register("back", TextSimulator(gauge("12.345"), ARDUINO))
    bench.shop.workshop.teach(TALKER, ARDUINO).result()
    connect(bench, TX_20=port.url)
    tile = talker.tiles[TALKER]
    bench.until(is_ready(tile))
    tile.buttons["teach"].click()
    bench.until(lambda: talker.bench.dialog is not None)
    dialog = talker.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.step.text() == words.TEACH_PRESS)
    assert TALKER not in bench.shop.workshop.connected()
    dialog.settings.make.setCurrentText("Arduino")
    bench.until(lambda: dialog.step.text() == words.TEACH_PRESS)
    port.press_data()
    bench.until(lambda: dialog.confirm.isEnabled())
    dialog.close()
    bench.until(is_ready(tile))
    assert TALKER in bench.shop.workshop.connected()
    port.close()


def test_a_family_that_turns_out_to_be_a_text_is_corrected_once_it_is_taught(
    bench: Bench, talker: InstrumentsPage
) -> None:
    port = register("text", TextSimulator(gauge("12.34", "0.01"), ARDUINO))
    talker.tiles[CALIPER].buttons["port"].click()
    choosing = talker.bench.dialog
    assert choosing is not None
    choosing.families.setCurrentIndex(choosing.families.findData(GENERIC_TEXT))
    choosing.address.setText(port.url)
    choosing.address.textEdited.emit(port.url)
    choosing.confirm.click()
    bench.until(lambda: talker.bench.dialog is not choosing)
    dialog = talker.bench.dialog
    assert dialog is not None
    dialog.settings.make.setCurrentText("Arduino")
    bench.until(lambda: dialog.step.text() == words.TEACH_PRESS)
    assert bench.shop.workshop.instruments().result()[CALIPER].family == "mitutoyo-mux10", "not before it is kept"
    port.press_data()
    bench.until(lambda: dialog.confirm.isEnabled())
    dialog.confirm.click()
    bench.until(lambda: talker.tiles[CALIPER].family == GENERIC_TEXT)
    bench.until(lambda: is_ready(talker.tiles[CALIPER])())
    port.close()


def test_a_text_port_that_does_not_open_says_why(bench: Bench, talker: InstrumentsPage) -> None:
    talker.bench._teach(talker.tiles[TALKER].instrument, "/dev/ttyNOBODY", [])
    bench.until(lambda: talker.bench.dialog is not None and "n'est pas branché" in talker.bench.dialog.step.text())
    assert talker.bench.dialog is not None
    talker.bench.dialog.close()
