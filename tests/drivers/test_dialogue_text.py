"""Text instruments on the shipped link: a profile is all that it needs."""

from __future__ import annotations

import queue
import time
from decimal import Decimal

import pytest

from drivers import Address, Fault, FaultCode, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.instruments.text_profiles import ARDUINO, CHICAGO_DIAL
from drivers.simulators import SimulatedInstrument, register
from drivers.simulators.text import TextSimulator
from drivers.text_profile import KEY, TextProfile

MICROMETRES = TextProfile("lecteur en µm", "{space}{value:.0}", request=b"?\r", unit="um")


@pytest.mark.parametrize(
    ("profile", "value", "unit", "flags"),
    [
        (CHICAGO_DIAL, "-12.345", "mm", ()),
        (ARDUINO, "12.345", "mm", ()),
        (MICROMETRES, "12.000", "um", ("unit_declared",)),
    ],
)
def test_a_profile_is_read(profile: TextProfile, value: str, unit: str, flags: tuple[str, ...]) -> None:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal(value))
    face = TextSimulator(instrument, profile)
    port = register("text", face)
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address(port.url, KEY, profile.unit, profile=profile), events.put)
    link.start()
    try:
        while not (isinstance(event := events.get(timeout=10), StateChange) and event.state is LinkState.READY):
            pass
        if profile.request is None:
            time.sleep(0.15)  # what comes sooner was under way at the opening
            port.press_data()
        else:
            link.request()
        reading = events.get(timeout=10)
        face.fault_next("noise")
        port.press_data()
        fault = events.get(timeout=10)
    finally:
        link.stop()
        port.close()
    assert isinstance(reading, Reading) and reading.value == Decimal(value)
    assert (reading.unit, reading.flags) == (unit, flags)
    assert isinstance(fault, Fault) and fault.code in (FaultCode.FORMAT, FaultCode.FRAMING)
