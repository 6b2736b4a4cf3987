"""What the dialogue tests of the families share: a gauge, and what its face says."""

from __future__ import annotations

from decimal import Decimal

from drivers.simulators.face import SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument


def gauge(value: str = "12.345", resolution: str = "0.001") -> SimulatedInstrument:
    """An instrument without noise that shows a value in millimetres."""
    instrument = SimulatedInstrument(Decimal(resolution), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


def said(face: SimulatedFace, command: bytes) -> bytes:
    """What a face answers to bytes."""
    return b"".join(sent.data for sent in face.feed(command))
