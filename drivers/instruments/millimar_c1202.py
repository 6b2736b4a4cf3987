"""Mahr Millimar C1202: three features, each with its unit, on the duplex interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.family import Family
from drivers.protocols import mahr

if TYPE_CHECKING:
    from drivers.simulators.face import SimulatedFace
    from drivers.simulators.instrument import SimulatedInstrument

FAMILY = Family(
    key="millimar-c1202",
    maker="Mahr",
    baud=9600,
    data_bits=7,
    parity="E",
    stop_bits=2,
    dtr=True,
    rts=True,
    decode=mahr.decode_features,
    request=mahr.request_feature,
    answer_within=1.0,
    channels=("1", "2", "3"),
    identity_query=b"ID?\r",
    fixed_decimals=True,
    answers=mahr.answers_feature,
    sources=("Mahr Millimar C1202 manual p. 82",),
)


def simulated(instrument: SimulatedInstrument) -> SimulatedFace:
    """Its wire, with this instrument behind it."""
    from drivers.simulators.mahr import C1202Simulator

    return C1202Simulator([instrument])
