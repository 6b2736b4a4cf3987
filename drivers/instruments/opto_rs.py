"""Sylvac, TESA opto, Bowers, Käfer, Teclock, Trimos: the Opto-RS family on its duplex cable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family, Stream
from drivers.protocols import opto

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

# The makers' USB cables hold an FTDI chip; no manual says under which identity, so none is claimed here.
# A Hi_Cal in diameter mode answers `?` with two frames, the diameter then its centre, unless `CFGSEP1` was chosen: then
# in one. The channels `DIA` and `CEN` ask for one of them.
FAMILY = Family(
    key="opto-rs",
    maker="Sylvac",
    baud=4800,
    data_bits=7,
    parity="E",
    stop_bits=2,
    dtr=True,
    rts=False,  # the duplex cable takes its negative supply from RTS
    decode=opto.decode,
    request=opto.request,
    answer_within=1.0,
    unit_query=b"UNI?\r",
    stream=Stream(on=b"OUT1\r", off=b"OUT0\r"),
    identity_query=b"ID?\r",
    battery_query=b"BAT?\r",
    fixed_width=False,
    padded=True,
    sources=(
        "Sylvac opto instructions pp. 13-14",
        "Sylvac UniCal manual p. 65",
        "Sylvac S_Mike Pro manual p. 21",
        "Sylvac Hi_Cal manual p. 18",
        "Sylvac Z_CAL manual p. 10",
        "Trimos V+ manual pp. 21-22",
        "Trimos Mestra manual p. 21",
    ),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.opto import OptoSimulator

    return OptoSimulator(instrument)
