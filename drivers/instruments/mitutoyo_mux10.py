"""Mitutoyo USB-ITN in VCP mode, IT-xxx, MUX-10F, QM-Height, and the multiplexers that copy their format.

The USB-ITN shows its serial port only with Mitutoyo's driver; without it, it is a keyboard. No manual of the MUX-10F
was found: its errors and its speed, set by switches, are those of the USB-ITN and of its clones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import mux10

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="mitutoyo-mux10",
    maker="Mitutoyo",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,  # the RS-232 input tools draw their power from both lines
    decode=mux10.decode,
    request=mux10.request,
    answer_within=2.5,  # a Digimatic gauge may take 2 s to answer (Digimatic interface specification, t1)
    busy_retries=3,
    channels=tuple("123456789"),
    identity_query=b"V\r",  # device information; a box that does not know it answers 9C2
    usb=((0x0FE7, 0x4001),),
    sources=("Mitutoyo 99MAM024A1 §2.2", "Mitutoyo 99MAM029A", "Mitutoyo 99MAF600B §6.2.2", "GageMux manual p. 6"),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.mux10 import Mux10Simulator

    return Mux10Simulator({"1": instrument})
