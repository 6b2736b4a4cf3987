"""Mahr MarCal, MarCator and other MarConnect instruments on the USB cable DK-U1 (4102603).

The unit is in every frame. The cable takes a pause of 20 ms inside a command for the beginning of another one: a
command is written at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family, Stream
from drivers.protocols import mahr

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="mahr-duplex",
    maker="Mahr",
    baud=9600,
    data_bits=7,
    parity="E",
    stop_bits=2,
    dtr=True,
    rts=True,
    decode=mahr.decode,
    request=mahr.request,
    answer_within=1.0,  # the manual says 10 ms; the rest is the adapter's
    stream=Stream(on=b"CDT1\r", off=b"CDT0\r"),
    identity_query=b"ID?\r",
    fixed_decimals=True,
    sources=("Mahr 3723295 (DK-U1)",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.mahr import MahrDuplexSimulator

    return MahrDuplexSimulator(instrument)
