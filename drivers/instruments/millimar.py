"""Mahr Millimar C1208, C1216, C1240 with the protocol OPTORSD or OPTORSS: the unit is in every frame.

Speed, format and protocol are chosen in the menu of the instrument (PROTOCL, FORMAT); these are to be set there. It
says nothing while a menu is open or a master is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import millimar

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="millimar",
    maker="Mahr",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=millimar.decode,
    request=millimar.request,
    answer_within=1.5,
    identity_query=b"ID?\r",
    fixed_width=False,
    padded=True,
    fixed_decimals=True,
    sources=("Mahr Millimar C1208-C1216-C1240 manual pp. 60, 69-70",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.millimar import OptorsSimulator

    return OptorsSimulator(instrument)
