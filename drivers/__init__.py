"""Drivers of measuring instruments: serial frames to exact readings. Standard library and pyserial only.

A driver is a table of facts and a decoder; `Link` does the waiting for all of them. Nothing here knows French, Qt or
the archive.
"""

from drivers.address import Address
from drivers.family import Family
from drivers.link import Link
from drivers.reading import (
    BatteryChange,
    Cause,
    Fault,
    FaultCode,
    Identified,
    LinkEvent,
    LinkState,
    Reading,
    StateChange,
    utc_now,
)
from drivers.registry import families

__all__ = [
    "Address",
    "BatteryChange",
    "Cause",
    "Family",
    "Fault",
    "FaultCode",
    "Identified",
    "Link",
    "LinkEvent",
    "LinkState",
    "Reading",
    "StateChange",
    "families",
    "utc_now",
]
