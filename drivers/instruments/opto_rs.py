"""Sylvac, TESA opto, Bowers, Käfer, Teclock, Trimos: the Opto-RS family on its duplex cable."""

from __future__ import annotations

from drivers.family import Family
from drivers.protocols import opto

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
    sources=("Sylvac opto instructions pp. 13-14", "Sylvac UniCal manual p. 65", "Trimos V+ manual pp. 21-22"),
)
