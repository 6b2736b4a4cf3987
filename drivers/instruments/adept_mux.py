"""Adept MUX 2 and MUX 4: Digimatic gauges on one RS-232 port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import adept_mux

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="adept-mux",
    maker="Adept Scientific",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,  # the box draws its power from the port
    decode=adept_mux.decode,
    request=adept_mux.request,
    answer_within=2.5,  # a Digimatic gauge may take 2 s to answer
    channels=tuple("1234"),
    identity_query=b"V\r",  # the box takes the letter alone; the CR spares a stranger half a command
    sources=("Adept Scientific article 68CE",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.adept_mux import AdeptMuxSimulator

    return AdeptMuxSimulator({"1": instrument})
