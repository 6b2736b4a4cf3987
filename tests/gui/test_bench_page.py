"""The bench page on real pseudo-terminals: what each tile says when cables are plugged, pulled, wrong or shared."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from drivers import Cause, LinkState, families
from drivers.folder import KEY as RESULT_FILES
from drivers.simulators import Mux10Simulator, simulator_for
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.traffic import Speaker, TrafficEnd, read_traffic
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.gui.theme import CONTRAST, DARK, LIGHT, Tokens
from metroapp.gui.window import INSTRUMENTS
from metroapp.services.diagnosis import why_closed
from metroapp.services.tiles import Tile
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording import bench as words
from tests.gui.bench_cables import Plug, connect, gauge, is_ready, shown
from tests.gui.bench_states import show_every_state
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, COLUMN, INDICATOR, MICROMETER, characteristic, part

if sys.platform == "win32":
    pytest.skip("pseudo-terminals", allow_module_level=True)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def test_a_plugged_instrument_is_ready_and_its_reading_is_shown(
    bench: Bench, tiles: InstrumentsPage, plug: Plug
) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    tile = tiles.tiles[CALIPER]
    assert tile.state.word == "sans port" and not tile.buttons["check"].isEnabled()
    connect(bench, PC_01=port.url)
    bench.until(is_ready(tile))
    tile.buttons["check"].click()
    bench.until(lambda: tile.value.text() == "12,34")
    assert tile.unit.text() == "mm" and tile.age.text().startswith("à l'instant")
    assert tile.why.isHidden() and tile.note.isHidden()
    assert tile.port._whole == port.url
    assert "12,34" in tile.accessibleName() and "prêt" in tile.accessibleName()


def test_a_cable_pulled_is_said_and_comes_back_by_itself(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    port.press_data()
    bench.until(lambda: tile.value.text() == "12,34")
    port.unplug()
    bench.until(lambda: tile.state.shape in (LinkState.LOST, LinkState.ABSENT))
    assert tile.why.isVisible() and "branch" in tile.why.text()
    assert tile.value.text() == "12,34", "what was read last stays"
    port.replug()
    bench.until(is_ready(tile))
    assert tile.why.isHidden()


def test_a_gauge_that_is_off_is_said_by_its_box(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    instrument = gauge("12.34", "0.01")
    port = plug(simulator_for("mitutoyo-mux10", instrument))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    instrument.switch_off()
    tile.buttons["check"].click()
    bench.until(tile.why.isVisible)
    assert tile.why.text().startswith("L'instrument est éteint")
    assert tile.state.word == "défaut", "the port is open, the instrument does not measure"
    instrument.switch_on()
    tile.buttons["check"].click()
    bench.until(lambda: tile.value.text() == "12,34")
    assert tile.why.isHidden() and tile.state.word == "prêt"


def test_the_wrong_family_is_said_in_words(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    """An opto instrument on the port of one that the register says Mux-10."""
    port = plug(simulator_for("opto-rs", gauge("1.234")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    port.face.baud = families()["mitutoyo-mux10"].baud
    port.press_data()
    bench.until(tile.why.isVisible)
    assert "ne sont pas celles de la famille Mitutoyo USB-ITN" in tile.why.text()
    assert tile.value.text() == "—"


def test_a_speed_that_is_not_the_one_of_the_family_is_said(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("opto-rs", gauge("1.234")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    port.press_data()  # the terminal garbles what is sent at another speed, as a line does
    bench.until(tile.why.isVisible)
    assert "n'est pas lisible à la vitesse" in tile.why.text()


def test_two_instruments_behind_one_box_are_two_tiles(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    first, second = gauge("12.34", "0.01"), gauge("7.891")
    port = plug(Mux10Simulator({"1": first, "2": second}))
    connect(bench, PC_01=f"{port.url}#1", M_02=f"{port.url}#2")
    caliper, micrometer = tiles.tiles[CALIPER], tiles.tiles[MICROMETER]
    bench.until(is_ready(micrometer))
    port.press_data("2")
    bench.until(lambda: micrometer.value.text() == "7,891")
    assert caliper.value.text() == "—"
    caliper.buttons["check"].click()
    bench.until(lambda: caliper.value.text() == "12,34")
    assert caliper.port._whole.endswith("voie 1") and micrometer.port._whole.endswith("voie 2")


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid"), reason="groups of Unix")
def test_a_port_that_may_not_be_opened_names_the_group_to_join(bench: Bench, tiles: InstrumentsPage) -> None:
    tile = tiles.tiles[CALIPER]
    why = why_closed("/dev/ttyUSB0", Cause.FORBIDDEN)
    tile.show_tile(
        Tile(CALIPER, "/dev/ttyUSB0", "mitutoyo-mux10", LinkState.ABSENT, Cause.FORBIDDEN, why=why),
        "/dev/ttyUSB0",
        (),
        simulated=False,
    )
    assert "groupe" in tile.why.text() and tile.why.isVisible()


def test_a_battery_that_is_low_has_its_sign_and_its_word(bench: Bench, tiles: InstrumentsPage) -> None:
    tile = tiles.tiles[INDICATOR]
    tile.show_tile(
        Tile(INDICATOR, "COM4", "opto-rs", LinkState.READY, battery_low=True, identity="SYLVAC S233"),
        "COM4",
        (),
        simulated=False,
    )
    assert tile.battery.isVisible() and tile.battery.word == "pile faible"
    assert "SYLVAC S233" in tile.identity._whole


def test_the_raw_frames_are_shown_as_they_pass(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    tile.buttons["frames"].click()
    frames = tiles.bench.frames[CALIPER]
    tile.buttons["check"].click()
    bench.until(lambda: any("12.34<CR>" in row.texts[2] for row in frames.model.rows))
    asked = next(row for row in frames.model.rows if row.texts[1] == "→ ce poste")
    read = next(row for row in frames.model.rows if "12.34" in row.texts[2])
    assert read.texts[1] == "← l'instrument" and read.texts[3].endswith("0D")
    assert asked.texts[2].endswith("<CR>")
    frames.freeze.click()
    shown_before = list(frames.model.rows)
    port.press_data()
    bench.until(lambda: len(bench.shop.workshop.lately(CALIPER)) > len(shown_before))
    frames.look()
    assert frames.model.rows == shown_before
    frames.copy.click()
    assert "12.34<CR>" in QApplication.clipboard().text()
    frames.close()


def test_a_recording_shows_that_it_runs_and_its_file_can_be_read(
    bench: Bench, tiles: InstrumentsPage, plug: Plug, tmp_path: Path
) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    tile = tiles.tiles[CALIPER]
    bench.until(is_ready(tile))
    path = tmp_path / "trames.jsonl"
    tile.buttons["record"].click()
    dialog = tiles.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    bench.until(lambda: tile.recording.isVisible())
    assert tile.buttons["record"].text().strip() == "Arrêter"
    port.press_data()
    bench.until(lambda: tile.value.text() == "12,34")
    tile.buttons["record"].click()
    bench.until(lambda: tile.recording.isHidden())
    assert tiles.said.text() == words.RECORD_ENDS["closed"].format(number=CALIPER, path=path)
    recording = read_traffic(path)
    assert recording.end is TrafficEnd.CLOSED and recording.family == "mitutoyo-mux10"
    assert any(b"12.34" in one.data for one in recording.spoken if one.speaker is Speaker.INSTRUMENT)
    tiles.bench.record(CALIPER, path)
    bench.until(lambda: "ne peut pas être créé" in tiles.said.text())
    # The file is an instrument like any other.
    connect(bench, PC_01=f"replay://{path}?speed=20")
    bench.until(lambda: tile.value.text() == "12,34")
    assert tile.watermark.isVisible() and tile.watermark.word == "SIMULÉ"


def test_a_try_asks_for_no_value_that_an_open_record_would_take(
    bench: Bench, tiles: InstrumentsPage, plug: Plug
) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("35.02", "0.01")))
    connect(bench, PC_01=port.url)
    bench.open(part(LENGTH))
    tile = shown(bench).tiles[CALIPER]
    bench.until(is_ready(tile))
    tile.buttons["check"].click()
    bench.until(lambda: tile.note.text() == words.NOT_ASKED)
    bench.until_quiet()
    assert bench.page.grid.model.done == 0


def test_every_family_has_its_words() -> None:
    assert {*families(), GENERIC_TEXT, RESULT_FILES, WEDGE} <= set(words.FAMILIES)


def test_instruments_without_a_cable_are_listed_below(bench: Bench, tiles: InstrumentsPage) -> None:
    assert list(tiles.tiles) == [INDICATOR, COLUMN, MICROMETER, CALIPER]
    assert {row.texts[0] for row in tiles.model.rows} == {"TF-08", "R-06", "RA-09"}


def test_only_the_tile_that_changed_is_touched(bench: Bench, tiles: InstrumentsPage, plug: Plug) -> None:
    port = plug(simulator_for("mitutoyo-mux10", gauge("12.34", "0.01")))
    connect(bench, PC_01=port.url)
    before = dict(tiles.tiles)
    bench.until(is_ready(tiles.tiles[CALIPER]))
    bench.window.show_page(INSTRUMENTS)
    bench.until_quiet()
    assert all(tiles.tiles[number] is tile for number, tile in before.items()), "no tile is made anew"


def test_who_may_not_plug_the_bench_sees_it_and_cannot_change_it(bench: Bench, tiles: InstrumentsPage) -> None:
    come_as(bench, Role.JURY)
    page = shown(bench)
    assert not page.connect_button.isEnabled()
    assert not any(tile.buttons[name].isEnabled() for tile in page.tiles.values() for name in ("port", "record"))
    assert "réserv" in page.tiles[CALIPER].buttons["port"].toolTip().lower()


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=["light", "dark", "contrast"])
def test_no_state_of_a_tile_is_cut_at_any_size(bench: Bench, tiles: InstrumentsPage, look: Tokens) -> None:
    bench.window.theme.use(look)
    show_every_state(tiles)
    for size in (1024, 600), (1280, 800), (1920, 1080):
        settle(bench, *size)
        assert cut(tiles) == [] and outside(tiles) == [] and overlapping(tiles) == [], size
