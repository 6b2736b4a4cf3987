"""Every state that a tile of the bench may show, for pictures and for tests of what is cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from drivers import Cause, Fault, FaultCode, LinkState, Reading
from drivers.discovery import Port
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Message
from metroapp.gui.pages.instruments import InstrumentsPage
from metroapp.services.diagnosis import why_closed, why_fault
from metroapp.services.tiles import Tile

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
PORTS = [
    Port("COM3", "USB-ITN", "Mitutoyo", "USB-ITN", 0x0FE7, 0x4001, "12345678"),
    Port("COM7", "USB Serial Port", "FTDI", "FT232R USB UART", 0x0403, 0x6001, "A9XK3LQ2"),
]
_MUX, _OPTO, _TEXT = "mitutoyo-mux10", "opto-rs", "generic-text"


def reading(value: str, unit: str = "mm", *flags: str) -> Reading:
    return Reading(Decimal(value), unit, value.encode(), NOW, "1", flags)


def fault(code: FaultCode, raw: bytes = b"x\r", detail: str = "") -> Fault:
    return Fault(code, raw, NOW, None, detail)


def states() -> list[tuple[Instrument, Tile | None]]:
    """An instrument of the register and what the bench knows of it."""
    mux = "usb://0fe7:4001/12345678"
    ftdi = "usb://0403:6001/A9XK3LQ2"
    gone = "usb://0403:6001/B0GONE77"
    told: list[tuple[str, str, str, Tile | None]] = [
        ("PC-01", "Pied à coulisse numérique 150 mm", _MUX, Tile("", f"{mux}#1", _MUX, LinkState.READY,
            last=reading("12.34", "mm", "unit_declared"), identity="USB-ITN-A V1.21")),
        ("M-02", "Micromètre d'extérieur 0-25 mm", _MUX, Tile("", f"{mux}#2", _MUX, LinkState.READY,
            last=reading("-0.0005"), why=why_fault(_MUX, fault(FaultCode.NO_DATA, detail="911")))),
        ("C-03", "Comparateur numérique", _OPTO, Tile("", ftdi, _OPTO, LinkState.READY, last=reading("0.00012", "in"),
            battery_low=True, identity="SYLVAC S233 805.5301")),
        ("H-04", "Colonne de mesure 450 mm", _OPTO, Tile("", "/dev/ttyUSB0", _OPTO, LinkState.ABSENT, Cause.FORBIDDEN,
            why=why_closed("/dev/ttyUSB0", Cause.FORBIDDEN))),
        ("M-05", "Micromètre d'extérieur 25-50 mm", _MUX, Tile("", "COM5", _MUX, LinkState.ABSENT, Cause.BUSY,
            why=why_closed("COM5", Cause.BUSY))),
        ("C-10", "Comparateur 12,5 mm au nom fort long pour une tuile", _OPTO, Tile("", ftdi, _OPTO, LinkState.SILENT,
            last=reading("450.123"), why=why_fault(_OPTO, fault(FaultCode.SILENT)))),
        ("C-11", "Comparateur", "opto-simplex", Tile("", ftdi, "opto-simplex", LinkState.READY,
            why=why_fault("opto-simplex", fault(FaultCode.FRAMING, detail="parity")), unsaid=128)),
        ("C-12", "Comparateur", _OPTO, Tile("", gone, _OPTO, LinkState.LOST, Cause.UNPLUGGED,
            last=reading("3.210"), why=why_closed(gone, Cause.UNPLUGGED))),
        ("TX-20", "Afficheur à texte", _TEXT, Tile("", "COM9", _TEXT, LinkState.OPENING)),
        ("PC-13", "Pied à coulisse 300 mm", _MUX, None),
        ("PC-14", "Pied à coulisse 200 mm", _MUX, Tile("", "COM3", _MUX, left_out=True,
            why=Message("bench.no_channel", {"instrument": "PC-14", "address": mux}))),
        ("X-99", "Instrument d'une famille inconnue", "rs-mystere", Tile("", "replay:///tmp/trames.jsonl", "rs-mystere",
            LinkState.READY, last=reading("123.4567", "deg"))),
    ]  # fmt: skip
    return [
        (
            Instrument(number, designation, InstrumentKind.CALIPER, family=family, due=NOW.date()),
            replace(tile, instrument=number) if tile is not None else None,
        )
        for number, designation, family, tile in told
    ]


def show_every_state(page: InstrumentsPage) -> None:
    """On the page, in place of what the bench really has."""
    page._show({instrument.number: instrument for instrument, _ in states()})
    page._name_ports(PORTS)
    page._show_tiles(tuple(tile for _, tile in states() if tile is not None))
    page._ages.stop()  # nothing is really recorded
    page.tiles["C-12"].show_recording(True)
    odd = page.tiles["X-99"]
    odd.show_tile(odd.tile, odd._address, PORTS, simulated=True)
    page.tiles["C-03"].say("Demande envoyée…")
