"""Metro Mux4 and Mux8: Digimatic and Opto-RS duplex instruments on one USB port, in its multiplexed mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import metro_mux

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="metro-mux",
    maker="Metro",
    baud=9600,  # without effect on its USB port; the speed of the RS-232 Mux2 was found in no manual
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=metro_mux.decode,
    request=metro_mux.request,
    answer_within=2.5,  # a Digimatic gauge may take 2 s to answer
    channels=tuple("12345678"),
    sources=("Metro Mux4/Mux8 manual pp. 6-7",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.metro_mux import MetroMuxSimulator

    return MetroMuxSimulator({"1": instrument})
