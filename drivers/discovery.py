"""The ports that the system has, and which family may be behind each.

On Windows the list can take seconds: ask for it in a worker, never in a window. An adapter with a serial number has an
address of its own, `usb://VENDOR:PRODUCT/SERIAL`, which stays the same when COM3 becomes COM7.
"""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from enum import StrEnum

from drivers.registry import families

_USB = re.compile(r"usb://([0-9a-f]{4}):([0-9a-f]{4})/(.+)", re.IGNORECASE)
_KEPT_S = 1.0  # eight links that look for their adapter at once list the ports once


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port and what its adapter says of itself."""

    url: str
    description: str = ""
    maker: str = ""
    product: str = ""
    vendor_id: int | None = None
    product_id: int | None = None
    serial_number: str | None = None

    @property
    def lasting(self) -> str:
        """The address to remember: of the adapter where it has a serial number, else the name of the port."""
        if self.vendor_id is None or self.product_id is None or not self.serial_number:
            return self.url
        return f"usb://{self.vendor_id:04x}:{self.product_id:04x}/{_plain(self.serial_number)}"


class Why(StrEnum):
    """Why a family is guessed behind a port."""

    OWN_CABLE = "own_cable"  # the adapter is the maker's own
    ANSWERED = "answered"  # it answered a question of that family


@dataclass(frozen=True, slots=True)
class Guess:
    """A family that may be behind a port; `evidence` is the USB identity or the answer."""

    family: str
    why: Why
    evidence: str


def ports() -> list[Port]:
    """Every serial port present now, in the order of their names."""
    from serial.tools import list_ports

    found = [
        Port(
            one.device,
            one.description or "",
            one.manufacturer or "",
            one.product or "",
            one.vid,
            one.pid,
            one.serial_number,
        )
        for one in list_ports.comports()
    ]
    return sorted(found, key=lambda port: [int(part) if part.isdigit() else part for part in _split(port.url)])


def guess(port: Port) -> list[Guess]:
    """The families whose own cable this is, by its USB identity; many cables only bear that of their chip."""
    identity = (port.vendor_id, port.product_id)
    evidence = "" if None in identity else f"{port.vendor_id:04X}:{port.product_id:04X}"
    return [Guess(family.key, Why.OWN_CABLE, evidence) for family in families().values() if identity in family.usb]


class _Look:
    """The last list of ports, for a moment."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._at = -_KEPT_S
        self._found: list[Port] = []

    def now(self) -> list[Port]:
        with self._lock:
            if time.monotonic() - self._at >= _KEPT_S:
                self._found = ports()
                self._at = time.monotonic()
            return self._found

    def forget(self) -> None:
        with self._lock:
            self._at = -_KEPT_S


_look = _Look()


def resolve(url: str) -> str | None:
    """The port at an address now; None for an adapter that is not plugged. Other addresses are given back."""
    adapter = _USB.fullmatch(url)
    if adapter is None:
        return url
    for port in _look.now():
        if port.lasting.lower() == url.lower():
            return port.url
    return None


def look_again() -> None:
    """Forget the last list: something was just plugged or pulled."""
    _look.forget()


def _plain(serial_number: str) -> str:
    """Without the letter that the FTDI driver of Windows adds to it (pyserial issue 283)."""
    return re.sub(r"^([A-Z0-9]{8})A$", r"\1", serial_number)


def _split(text: str) -> list[str]:
    return re.split(r"(\d+)", text)
