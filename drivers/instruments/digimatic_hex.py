"""Digimatic instruments behind an Arduino, Pico or similar adapter that passes their raw frame on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import digimatic_hex

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="digimatic-hex",
    maker="Mitutoyo",
    baud=115200,  # without effect on the adapters that are a USB port themselves
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=digimatic_hex.decode,
    request=digimatic_hex.request,
    answer_within=2.5,  # a Digimatic gauge may take 2 s to answer (Digimatic interface specification, t1)
    sources=("Mitutoyo Digimatic interface (1997) pp. 2-8", "Mitutoyo 99MAH001B p. 3", "Mitutoyo 99MAF600B p. 59"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.digimatic_hex import DigimaticHexSimulator

    return DigimaticHexSimulator(instrument)
