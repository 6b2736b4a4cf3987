"""A window on a real workshop, offscreen."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from functools import cache
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drivers.simulators.face import SimulatedFace
from metroapp.app import prepare
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.gui.pages.parts import PartsPage
from metroapp.gui.window import MainWindow
from tests.gui.bench_cables import Plug, shown
from tests.gui.bench_window import PARTS, Bench
from tests.gui.part_page import PART, looked_at
from tests.workbench import Shop

_HERE = Path(__file__).parent


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """As in the program: widgets are collected in the GUI thread, here before the next test begins.

    pytest calls this hook for the tests of every folder: elsewhere, collecting after each took longer than the test.
    """
    if not item.path.is_relative_to(_HERE):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        _leave_out_what_is_there()
        gc.enable()


@cache
def _leave_out_what_is_there() -> None:
    """As in the program: what is there from the first test on is not looked through again."""
    gc.freeze()  # once: counting what is frozen takes as long as a collection


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the program prepares it: fonts, French, style."""
    return prepare(offscreen=os.environ["QT_QPA_PLATFORM"] == "offscreen")


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    shop = Shop(tmp_path)
    window = MainWindow(shop.workshop, PARTS)
    qtbot.addWidget(window)
    window.show()
    made = Bench(window, shop, qtbot)
    made.until_quiet()
    yield made
    window.close()
    shop.close()


@pytest.fixture
def page(bench: Bench) -> PartsPage:
    bench.shop.workshop.save_draft(PART).result()
    return looked_at(bench)


@pytest.fixture
def tiles(bench: Bench) -> Iterator[InstrumentsPage]:
    """The bench page, shown."""
    yield shown(bench)
    bench.window.close()


@pytest.fixture
def plug(tmp_path: Path) -> Iterator[Plug]:
    """Plugs a face into a pseudo-terminal whose name stays the same."""
    from drivers.simulators.pty_port import PtyPort

    ports: list[PtyPort] = []

    def make(face: SimulatedFace, name: str = "ttyBENCH0") -> PtyPort:
        ports.append(PtyPort(face, tmp_path / name))
        return ports[-1]

    yield make
    for port in ports:
        port.close()
