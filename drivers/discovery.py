"""The ports that the system has. On Windows the list can take seconds: ask for it in a worker, never in a window."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Port:
    """A serial port and what its adapter says of itself."""

    url: str
    description: str
    vendor_id: int | None
    product_id: int | None
    serial_number: str | None


def ports() -> list[Port]:
    """Every serial port present now."""
    from serial.tools import list_ports

    return [
        Port(found.device, found.description or "", found.vid, found.pid, found.serial_number)
        for found in list_ports.comports()
    ]
