"""The window on the simulated bench, through real ports; and the pictures taken while a job runs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from metroapp.app import take_screens
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.demonstration_codes import CodesDialog
from metroapp.gui.screens import Stage
from metroapp.gui.window import MainWindow
from metroapp.services.demonstration import Hand, SimulatedBench
from metroapp.services.gauge_block_sheet import read_gauge_blocks
from metroapp.services.register import read_instruments
from tests.gui.bench_window import PARTS, Bench
from tests.workbench import CALIPER, CAMILLE, CODES, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
EDGES = characteristic("2", "attribut", Means.VISUAL)


@pytest.fixture
def simulated(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    shop = Shop(tmp_path)
    # The register of the demonstration, whose displays have a step.
    folder = PARTS.parent / "workshop"
    register = read_instruments(folder / "instruments.csv"), read_gauge_blocks(folder / "gauge_blocks.csv")
    shop.workshop.means.enter(*register).result()
    ports = SimulatedBench(shop.workshop, 1)
    window = MainWindow(shop.workshop, PARTS, hand=Hand(shop.workshop, ports, 1))
    qtbot.addWidget(window)
    window.show()
    yield Bench(window, shop, qtbot)
    window.close()
    shop.workshop.connect({}, remember=False).result()
    ports.close()
    shop.close()


def test_data_fills_the_box_expected_through_a_real_port(simulated: Bench) -> None:
    strip = simulated.window.strip
    assert strip is not None
    assert not strip.data.isEnabled()
    simulated.open(part(LENGTH, EDGES))
    assert strip.data.isEnabled()
    strip.data.click()
    simulated.until(lambda: simulated.page.grid.model.done == 1)
    assert simulated.page.head.simulation.isVisible()
    assert simulated.window.bench.chips[CALIPER].indication
    simulated.until(lambda: not strip.data.isEnabled())  # an observation has no DATA button


def test_everything_unrolls_by_itself_to_the_last_box(simulated: Bench) -> None:
    strip = simulated.window.strip
    assert strip is not None
    simulated.open(part(LENGTH, EDGES))
    strip.all.setChecked(True)
    simulated.until(lambda: simulated.page.expected.expectation is None)
    assert not strip.all.isChecked()


def test_the_codes_of_the_demonstration_are_shown_wherever_somebody_signs(qtbot: QtBot, tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    ports = SimulatedBench(shop.workshop, 1)
    window = MainWindow(shop.workshop, PARTS, hand=Hand(shop.workshop, ports, 1), codes=CODES)
    qtbot.addWidget(window)
    window.show()
    bench = Bench(window, shop, qtbot)
    bench.until_quiet()
    assert window.strip is not None
    for button in (window.strip.codes, window.doorkeeper.door.codes):
        assert button.isVisible()
        button.click()
        bench.until_quiet()
        dialog = window.findChild(CodesDialog)
        assert dialog is not None
        shown = {label.text() for label in dialog.findChildren(QLabel)}
        assert {*CODES, *CODES.values()} <= shown
        dialog.close()
        window.doorkeeper.lock()
        bench.until_quiet()
    window.close()
    shop.sign_in(CAMILLE)
    shop.workshop.connect({}, remember=False).result()
    ports.close()
    shop.close()


def test_a_reading_before_any_record_is_said_on_the_first_page(bench: Bench) -> None:
    bench.read(CALIPER, "12.34")
    assert bench.window.start.banner.isVisible()
    assert "PC-01" in bench.window.start.banner.sentence.text()


def test_pictures_are_taken_while_the_job_waits(qapp: object, tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    stages: list[str] = []

    def job(stage: Stage) -> None:
        stage("start")
        shop.open(part(LENGTH, EDGES))
        shop.read(CALIPER, "35.20")
        stage("nonconforming")
        stages.append("done")

    take_screens(shop.workshop, tmp_path / "screens", job)
    shop.close()
    assert stages == ["done"]
    found = {path.name: QImage(str(path)).size().toTuple() for path in (tmp_path / "screens").iterdir()}
    assert found == {
        "start-light.png": (1280, 800),
        "start-dark.png": (1920, 1080),
        "nonconforming-light.png": (1280, 800),
        "nonconforming-dark.png": (1920, 1080),
    }


def test_the_door_is_pictured_without_anybody_leaving(qapp: object, tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")
    names = ("first-start", "sign-in", "lock", "settings")

    def job(stage: Stage) -> None:
        for name in names:
            stage(name)
        shop.open(part(LENGTH))
        stage("measuring")

    take_screens(shop.workshop, tmp_path / "screens", job)
    who = shop.workshop.staff.who
    assert who.person is not None and not who.locked
    shop.close()
    pictures = {name: (tmp_path / "screens" / f"{name}-light.png").read_bytes() for name in (*names, "measuring")}
    assert len(set(pictures.values())) == len(pictures)


def test_an_error_of_the_job_comes_out(qapp: object, tmp_path: Path) -> None:
    shop = Shop(tmp_path / "shop")

    def job(_stage: Stage) -> None:
        raise ValueError("job")

    with pytest.raises(ValueError, match="job"):
        take_screens(shop.workshop, tmp_path / "screens", job)
    shop.close()
