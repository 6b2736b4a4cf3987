"""Cables of the bench for the tests of the window: what is plugged, and how a test waits for a tile."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from drivers import LinkState
from drivers.simulators import SimulatedInstrument
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.gui.widgets.bench_tile import BenchTile
from metroapp.gui.window import INSTRUMENTS
from tests.gui.bench_window import Bench

if TYPE_CHECKING:
    from drivers.simulators.pty_port import PtyPort

Plug = Callable[..., "PtyPort"]


def gauge(value: str, resolution: str = "0.001") -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal(resolution), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


def shown(bench: Bench) -> InstrumentsPage:
    bench.window.show_page(INSTRUMENTS)
    bench.until_quiet()
    return bench.window.instruments


def connect(bench: Bench, **addresses: str) -> None:
    numbers = {name.replace("_", "-"): address for name, address in addresses.items()}
    bench.shop.workshop.connect(numbers).result()
    bench.until_quiet()


def is_ready(tile: BenchTile) -> Callable[[], bool]:
    return lambda: tile.state.shape is LinkState.READY
