"""Mahr Maxum III indicator on its serial cable 2239036 or 2239038.

It takes no commands: it sends its value, up to 16 times a second, whether somebody wants it or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import maxum

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="maxum",
    maker="Mahr",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=maxum.decode,
    request=None,
    answer_within=1.0,
    always_streams=True,
    sources=("Mahr 2239028 Rev D (Maxum III) pp. 50-51",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.millimar import MaxumSimulator

    return MaxumSimulator(instrument)
