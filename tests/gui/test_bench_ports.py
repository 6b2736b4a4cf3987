"""Choosing the port of an instrument: listed, named, recognised, refused."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from drivers import families
from drivers.discovery import Port
from drivers.folder import KEY as RESULT_FILES
from drivers.simulators import simulator_for
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.traffic import TrafficEnd, read_traffic
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.people import Role
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.gui.port_names import plug_name
from metroapp.gui.widgets import bench_ports
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording import bench as words
from tests.gui.bench_cables import Plug, connect, gauge, is_ready, shown
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.workbench import CALIPER, INDICATOR, MICROMETER

if sys.platform == "win32":
    pytest.skip("pseudo-terminals", allow_module_level=True)


USB = Port("COM3", "USB-ITN", "Mitutoyo", "USB-ITN", 0x0FE7, 0x4001, "12345")


def test_a_port_is_named_as_people_know_it() -> None:
    assert plug_name("usb://0fe7:4001/12345#2", [USB]) == "COM3 · Mitutoyo USB-ITN · n°\u00a012345 · voie 2"
    assert plug_name("COM3", [USB]) == "COM3 · Mitutoyo USB-ITN · n°\u00a012345"
    assert plug_name("usb://0fe7:4001/12345", []) == "Adaptateur Mitutoyo · n°\u00a012345 · débranché"
    assert plug_name("usb://1a86:7523/A1", []) == "Adaptateur USB 1A86:7523 · n°\u00a0A1 · débranché"
    assert plug_name("/dev/ttyS0", [USB]) == "/dev/ttyS0"
    assert plug_name("keyboard://?prefix=M", []) == "Clavier, préfixe M"


def test_an_adapter_is_still_named_when_a_second_one_of_its_identity_comes() -> None:
    """Seen: its kept address has no place in it, and the adapter that was there was said to be unplugged."""
    first, second = (
        replace(USB, url=url, location=place, apart=place) for url, place in (("COM3", "1-4"), ("COM7", "1-5"))
    )
    assert plug_name("usb://0fe7:4001/12345@1-5", [first, second]).startswith("COM7 · ")
    assert plug_name("USB://0FE7:4001/12345@1-4", [replace(first, apart="")]).startswith("COM3 · ")
    # Nothing says which of the two is meant: neither is named, and neither is said to be away.
    assert plug_name("usb://0fe7:4001/12345", [first, second]) == "Adaptateur Mitutoyo · n°\u00a012345"
    assert plug_name("usb://0fe7:4001/12345@1-9", [first, second]).endswith("débranché")


def test_who_has_a_port_is_said_whatever_its_address_was(
    bench: Bench, tiles: InstrumentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(bench, PC_01="usb://0fe7:4001/12345@1-4")
    monkeypatch.setattr(bench_ports, "ports", lambda: [replace(USB, location="1-4")])
    tiles.tiles[MICROMETER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 1)
    assert "déjà au banc : PC-01" in dialog.ports.list.item(0).text()
    dialog.close()


def choose_family(dialog: object, key: str) -> None:
    dialog.families.setCurrentIndex(dialog.families.findData(key))  # type: ignore[attr-defined]


def test_a_wrong_family_is_corrected_where_the_port_is_chosen(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: "the register says otherwise: correct it", and nothing in the window could."""
    port = plug(simulator_for("opto-rs", gauge("12.34", "0.01")))
    monkeypatch.setattr(bench_ports, "ports", lambda: [Port(port.url)])
    monkeypatch.setattr(bench_ports, "can_be_probed", lambda: [families()["opto-rs"]])
    tiles.tiles[CALIPER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None and dialog.family == "mitutoyo-mux10"
    bench.until(lambda: dialog.ports.list.count() == 1)
    dialog.ports.list.setCurrentRow(0)
    dialog.ports.recognise.click()
    bench.until(lambda: "choisissez cette famille" in dialog.ports.said.text())
    choose_family(dialog, "opto-rs")
    assert dialog.ports.said.text() == "" and dialog.address.text() == port.url
    dialog.confirm.click()
    bench.until(lambda: tiles.tiles[CALIPER].family == "opto-rs")
    bench.until(lambda: is_ready(tiles.tiles[CALIPER])())
    port.press_data()
    bench.until(lambda: tiles.tiles[CALIPER].value.text() == "12,34")
    assert bench.shop.workshop.instruments().result()[CALIPER].family == "opto-rs"


def test_another_family_asks_for_another_address(bench: Bench, tiles: InstrumentsPage, tmp_path: Path) -> None:
    tiles.tiles[CALIPER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None and dialog.ports.isVisible() and dialog.channel.isVisible()
    choose_family(dialog, RESULT_FILES)
    assert dialog.ports.isHidden() and dialog.folder.isVisible() and dialog.how.isVisible()
    choose_family(dialog, WEDGE)
    assert dialog.channel.isHidden() and dialog.folder.isHidden()
    choose_family(dialog, GENERIC_TEXT)
    assert dialog.to_teach and dialog.confirm.text() == words.CHOOSE_NEXT and dialog.ports.isVisible()
    choose_family(dialog, WEDGE)
    dialog.address.setText("COM3")
    dialog._type("COM3")
    dialog.confirm.click()
    bench.until(lambda: "keyboard://" in dialog.said.text())
    assert bench.shop.workshop.instruments().result()[CALIPER].family == "mitutoyo-mux10", "refused with its address"
    dialog.address.setText("keyboard://")
    dialog.confirm.click()
    bench.until(lambda: tiles.tiles[CALIPER].family == WEDGE)


def test_who_may_not_write_the_register_corrects_no_family(bench: Bench, tiles: InstrumentsPage) -> None:
    come_as(bench, Role.OPERATOR)
    page = shown(bench)
    page.tiles[CALIPER].buttons["port"].click()
    dialog = page.bench.dialog
    assert dialog is not None and not dialog.families.isEnabled() and "réserv" in dialog.families.toolTip().lower()
    dialog.address.setText("sim://bench/PC")
    dialog._type("sim://bench/PC")
    dialog.confirm.click()
    bench.until(lambda: bench.shop.workshop.addresses() == {CALIPER: "sim://bench/PC"})


def test_a_port_is_chosen_by_its_lasting_address(
    bench: Bench, tiles: InstrumentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_ports, "ports", lambda: [USB, Port("COM9")])
    tiles.tiles[CALIPER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 2)
    text = dialog.ports.list.item(0).text()
    assert "COM3 · Mitutoyo USB-ITN · n°\u00a012345" in text and "0FE7:4001" in text
    assert not dialog.confirm.isEnabled()
    dialog.ports.list.setCurrentRow(0)
    assert dialog.address.text() == "usb://0fe7:4001/12345"
    dialog.channel.setCurrentText("2")
    dialog.confirm.click()
    bench.until(lambda: bench.shop.workshop.addresses() == {CALIPER: "usb://0fe7:4001/12345#2"})
    bench.until(lambda: tiles.tiles[CALIPER].why.isVisible())
    assert "usb://" not in tiles.tiles[CALIPER].why.text(), "the sentence has the name that people know"


def test_what_answers_at_a_port_is_recognised(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = plug(simulator_for("opto-rs", gauge("1.234")))
    monkeypatch.setattr(bench_ports, "ports", lambda: [Port(port.url)])
    tiles.tiles[INDICATOR].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 1)
    assert not dialog.ports.recognise.isEnabled()
    dialog.ports.list.setCurrentRow(0)
    dialog.ports.recognise.click()
    assert dialog.ports.stop.isVisible() and dialog.ports.progress.isVisible()
    bench.until(lambda: dialog.ports.said.text().startswith("Répond comme Opto-RS"))
    assert dialog.ports.stop.isHidden()
    dialog.confirm.click()
    bench.until(is_ready(tiles.tiles[INDICATOR]))


def test_ports_are_listed_and_asked_while_an_export_is_long(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: they waited for the end of an export or of a verification, which may take minutes."""
    port = plug(simulator_for("opto-rs", gauge("1.234")))
    monkeypatch.setattr(bench_ports, "ports", lambda: [Port(port.url)])
    ended = threading.Event()
    export = bench.window.worker.do(lambda _task: ended.wait(60))
    try:
        tiles.tiles[INDICATOR].buttons["port"].click()
        dialog = tiles.bench.dialog
        assert dialog is not None
        bench.until(lambda: dialog.ports.list.count() == 1)
        dialog.ports.list.setCurrentRow(0)
        dialog.ports.recognise.click()
        bench.until(lambda: dialog.ports.said.text().startswith("Répond comme Opto-RS"))
        assert not export.future.done()
    finally:
        ended.set()
    dialog.close()


def test_recognising_can_be_stopped(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    instrument = gauge("1.234")
    instrument.switch_off()
    port = plug(simulator_for("opto-rs", instrument))
    monkeypatch.setattr(bench_ports, "ports", lambda: [Port(port.url)])
    tiles.tiles[INDICATOR].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 1)
    dialog.ports.list.setCurrentRow(0)
    dialog.ports.recognise.click()
    bench.until(lambda: dialog.ports.said.text().startswith("Question"))
    dialog.ports.stop.click()
    assert dialog.ports.said.text() == words.RECOGNISING_STOPPED and dialog.ports.recognise.isVisible()
    dialog.close()


def test_a_port_on_the_bench_says_who_has_it_and_is_not_asked(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    monkeypatch.setattr(bench_ports, "ports", lambda: [Port(port.url)])
    tiles.tiles[MICROMETER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 1)
    assert "déjà au banc : PC-01" in dialog.ports.list.item(0).text()
    dialog.ports.list.setCurrentRow(0)
    dialog.ports.recognise.click()
    assert dialog.ports.said.text().startswith("PC-01 est au banc")
    dialog.confirm.click()
    bench.until(lambda: bool(dialog.said.text()))
    assert "même voie" in dialog.said.text() and dialog.isVisible()
    # What was refused took nobody off the bench.
    assert bench.shop.workshop.connected() == {CALIPER: port.url}
    assert is_ready(tiles.tiles[CALIPER])()
    dialog.close()


def test_an_instrument_is_taken_off_the_bench(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    tile.buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    dialog.remove.click()
    bench.until(lambda: tile.state.word == "sans port")
    assert bench.shop.workshop.addresses() == {} and tile.tile is None


def test_the_focus_alone_does_not_replace_a_typed_address_by_the_first_port(
    bench: Bench, tiles: InstrumentsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_ports, "ports", lambda: [USB, Port("COM9")])
    tiles.tiles[CALIPER].buttons["port"].click()
    dialog = tiles.bench.dialog
    assert dialog is not None
    bench.until(lambda: dialog.ports.list.count() == 2)
    dialog.address.setFocus()
    QTest.keyClicks(dialog.address, "sim://bench/PC")
    dialog.ports.list.setFocus()
    bench.until_quiet()
    assert dialog.address.text() == "sim://bench/PC"
    QTest.keyClick(dialog.ports.list, Qt.Key.Key_Down)
    assert dialog.address.text() == "COM9"
    dialog.close()


def test_a_folder_of_results_is_chosen_and_watched(bench: Bench, tmp_path: Path) -> None:
    machine = Instrument("MMT-01", "Machine à mesurer", InstrumentKind.CMM, family=RESULT_FILES)
    bench.shop.workshop.means.enter([machine], []).result()
    page = shown(bench)
    tile = page.tiles["MMT-01"]
    tile.buttons["port"].click()
    dialog = page.bench.dialog
    assert dialog is not None and dialog.ports.isHidden() and dialog.folder.isVisible()
    folder = tmp_path / "résultats de la machine"
    folder.mkdir()
    dialog.address.setText("folder:ailleurs")
    dialog._type("folder:ailleurs")
    dialog.confirm.click()
    bench.until(lambda: "n'est pas un dossier à surveiller" in dialog.said.text())
    dialog.use_folder(str(folder))
    dialog.confirm.click()
    bench.until(is_ready(tile))
    assert not tile.buttons["frames"].isEnabled() and tile.buttons["port"].isEnabled()
    tile.buttons["check"].click()
    assert tile.note.text() == words.PRESS_DATA


def test_a_recording_that_the_bench_ended_is_said(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, tmp_path: Path
) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    path = tmp_path / "trames.jsonl"
    tiles.bench.record(CALIPER, path)
    bench.until(tile.recording.isVisible)
    tiles.connect_button.click()
    bench.until(lambda: tiles.said.text() == words.RECORD_ENDS["closed"].format(number=CALIPER, path=path))
    assert tile.recording.isHidden() and read_traffic(path).end is TrafficEnd.CLOSED


def test_another_port_leaves_what_the_other_tiles_showed(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    other = plug(simulator_for("opto-rs", gauge("1.234")), "ttyBENCH1")
    connect(bench, PC_01=port.url)
    caliper = tiles.tiles[CALIPER]
    bench.until(is_ready(caliper))
    port.press_data()
    bench.until(lambda: caliper.value.text() == "12,34")
    connect(bench, PC_01=port.url, C_03=other.url)
    bench.until(is_ready(tiles.tiles[INDICATOR]))
    bench.until(is_ready(caliper))
    assert caliper.value.text() == "12,34"
    connect(bench, PC_01=other.url)
    bench.until(lambda: caliper.value.text() == "—")
