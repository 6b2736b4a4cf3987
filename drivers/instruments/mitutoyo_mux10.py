"""Mitutoyo USB-ITN in VCP mode, IT-xxx, MUX-10F, QM-Height, and the multiplexers that copy their format."""

from __future__ import annotations

from drivers.family import Family
from drivers.protocols import mux10

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
    sources=("Mitutoyo 99MAM024A1 §2.2", "Mitutoyo 99MAM029A", "Mitutoyo 99MAF600B"),
)
