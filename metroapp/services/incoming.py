"""What an instrument says, in the terms of a record."""

from __future__ import annotations

from drivers import Reading
from metroapp.domain.file_source import FileSource
from metroapp.domain.measurement import Frame
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit

_UNITS = {unit.value: unit for unit in Unit}


def quantity_of(number: str, reading: Reading) -> Quantity:
    """The quantity read; refuses `reading.unit_unknown` for a unit in which nothing is toleranced here."""
    unit = _UNITS.get(reading.unit)
    if unit is None:
        raise Refusal("reading.unit_unknown", instrument=number, unit=reading.unit)
    return Quantity(reading.value, unit)


def frame_of(number: str, reading: Reading) -> Frame:
    """Where it comes from; the digest of a file of results is kept among its flags."""
    flags = (*reading.flags, *FileSource(reading.origin).flags) if reading.origin else reading.flags
    return Frame(number, reading.raw, reading.received_at, flags)
