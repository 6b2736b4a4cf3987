"""Mitutoyo U-WAVE-R: the radio receiver of up to a hundred transmitters in its group. It sends, and is never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import uwave

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="mitutoyo-uwave",
    maker="Mitutoyo",
    baud=57600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=uwave.decode,
    request=None,  # the DATA key of each instrument sends, or the change of its value (event mode)
    answer_within=3.0,
    channel_form=r"\d{4}",  # group and channel of the transmitter, two digits each
    needs_channel=True,
    identity_query=b"IR1000000\r",  # of the receiver of group 00; read-only
    usb=((0x0FE7, 0x2002),),  # on Linux, ftdi_sio must be told of it (new_id)
    sources=("Mitutoyo 99MAL216A §6.1",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.uwave import UwaveSimulator

    return UwaveSimulator({"0000": instrument})
