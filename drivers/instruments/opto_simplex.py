"""The Opto-RS family on its simplex cable: the same frames, and no commands.

RTS is the positive supply; DTR without tension for 110 ms or more asks for the reading. TESA readouts on their
monodirectional cable 04761046 want 50 to 500 ms. Any byte sent is a request, so nothing is ever sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import opto

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="opto-simplex",
    maker="Sylvac",
    baud=4800,
    data_bits=7,
    parity="E",
    stop_bits=2,
    dtr=True,
    rts=True,
    decode=opto.decode,
    request=None,
    answer_within=1.0,
    dtr_pulse=0.15,
    fixed_width=False,
    padded=True,
    sources=("Sylvac opto instructions pp. 13-14", "TESA TT80 manual p. 94 (04761046)"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.opto import OptoSimplexSimulator

    return OptoSimplexSimulator(instrument)
