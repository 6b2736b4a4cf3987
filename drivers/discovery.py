"""The ports that the system has, and which family may be behind each.

On Windows the list can take seconds: ask for it in a worker, never in a window. An adapter with a serial number has an
address of its own, `usb://VENDOR:PRODUCT/SERIAL`, which stays the same when COM3 becomes COM7. The ports of one adapter
share its serial number, and some makers give them all the same: then `@1.2` names the interface of the adapter, or
`@1-4:1.0` the place where it is plugged.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum

from drivers.registry import families

_USB = re.compile(r"usb://([0-9a-f]{4}):([0-9a-f]{4})/(.+)", re.IGNORECASE)
_FTDI = 0x0403
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
    location: str = ""  # of the socket and the interface, as `1-4:1.0`; of the socket alone, as `1-4`
    apart: str = ""  # what tells it from the present ports of the same identity; `?` where nothing does

    @property
    def identity(self) -> str:
        """What its adapter says of itself, `usb://VENDOR:PRODUCT/SERIAL`; empty without a serial number."""
        if self.vendor_id is None or self.product_id is None or not self.serial_number:
            return ""
        return f"usb://{self.vendor_id:04x}:{self.product_id:04x}/{_plain(self.serial_number, self.vendor_id)}"

    @property
    def lasting(self) -> str:
        """The address to remember: of the adapter where it has a serial number, else the name of the port."""
        if not self.identity or self.apart == "?":
            return self.url
        return f"{self.identity}@{self.apart}" if self.apart else self.identity

    def is_at(self, address: str) -> bool:
        """Whether an address of an adapter means this port, be it alone under its identity or not."""
        names = {self.identity, *(f"{self.identity}@{one}" for one in (self.location, _interface(self)) if one)}
        return bool(self.identity) and address.lower() in {name.lower() for name in names}


class Ambiguous(LookupError):
    """Several ports bear the identity of an address."""


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
            one.location or "",
        )
        for one in list_ports.comports()
    ]
    return sorted(_told_apart(found), key=_by_name)


def _told_apart(found: list[Port]) -> list[Port]:
    """Each port with what tells it from those of the same identity: its interface, or else its place."""
    of_identity: dict[str, list[Port]] = defaultdict(list)
    for port in found:
        of_identity[port.identity].append(port)
    told = []
    for port in found:
        others = of_identity[port.identity]
        if port.identity and len(others) > 1:
            interfaces, places = [_interface(one) for one in others], [one.location for one in others]
            one_adapter = len({one.location.partition(":")[0] for one in others}) == 1
            if one_adapter and all(interfaces) and len(set(interfaces)) == len(others):
                port = replace(port, apart=_interface(port))
            else:
                port = replace(port, apart=port.location if port.location and places.count(port.location) == 1 else "?")
        told.append(port)
    return told


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
    """The port at an address now; None for an adapter that is not plugged. Other addresses are given back.

    Raises Ambiguous rather than choose one of several.
    """
    if _USB.fullmatch(url) is None:
        return url
    found = [port.url for port in _look.now() if port.is_at(url)]
    if len(found) > 1:
        raise Ambiguous(" ".join(found))
    return found[0] if found else None


def look_again() -> None:
    """Forget the last list: something was just plugged or pulled."""
    _look.forget()


def _plain(serial_number: str, vendor_id: int) -> str:
    """Without the letter that the FTDI driver of Windows adds to it (pyserial issue 283)."""
    added = sys.platform == "win32" and vendor_id == _FTDI
    return re.sub(r"^([A-Z0-9]{8})A$", r"\1", serial_number) if added else serial_number


def _interface(port: Port) -> str:
    """The interface of its adapter, `1.2`; empty where the system does not say."""
    return port.location.partition(":")[2]


def _by_name(port: Port) -> list[int | str]:
    """COM7 before COM12."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", port.url)]
