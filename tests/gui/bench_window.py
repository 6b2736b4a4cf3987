"""How a test of the window waits and reads: a real workshop, readings handed in as a link would."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from metroapp.domain.specification import Part
from metroapp.gui.pages.measuring import MeasuringPage
from metroapp.gui.window import MainWindow
from tests.workbench import Shop

PARTS = Path(__file__).resolve().parents[2] / "data" / "parts"
PATIENCE_MS = 8000
_LOOK_MS = 2


class Bench:
    """The window, the shop behind it, and how a test waits: for what the window shows, never for a time."""

    def __init__(self, window: MainWindow, shop: Shop, qtbot: QtBot) -> None:
        self.window = window
        self.shop = shop
        self.qtbot = qtbot

    @property
    def page(self) -> MeasuringPage:
        return self.window.measuring

    def until(self, shown: Callable[[], bool]) -> None:
        """Looks more often than `waitUntil` does: a test waits several times, mostly for a thousandth of a second."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not shown():
            assert time.monotonic() < end, "it was not shown"
            self.qtbot.wait(_LOOK_MS)

    def until_quiet(self) -> None:
        """What was handed to the recorder and the worker has come back to the window."""
        self.shop.settle()
        arrived: list[object] = []
        self.window.bridge.post(arrived.append, None)
        self.until(lambda: bool(arrived) and not self.window.is_busy)
        arrived.clear()
        self.window.bridge.post(arrived.append, None)
        self.until(lambda: bool(arrived))

    def read(self, number: str, *values: str) -> None:
        self.shop.read(number, *values)
        self.until_quiet()

    def open(self, part: Part, pieces: int = 1) -> None:
        self.shop.open(part, pieces)
        self.until_quiet()
