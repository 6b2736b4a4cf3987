"""Whatever spoils a frame of a simulated instrument, the next one is whole, and nothing spoilt is another number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.family import Decoded, Several, Value
from drivers.framing import Frame, Framer
from drivers.instruments import (
    mahr_duplex,
    maxum,
    millimar,
    millimar_ascii,
    millimar_c1202,
    millimar_m1240,
    opto_rs,
    opto_simplex,
    tesa_tt,
)
from drivers.simulators.face import SimulatedFace
from drivers.simulators.instrument import FAULT_KINDS, SimulatedInstrument
from drivers.simulators.mahr import C1202Simulator, MahrDuplexSimulator
from drivers.simulators.millimar import M1240Simulator, MaxumSimulator, MillimarAsciiSimulator, OptorsSimulator
from drivers.simulators.opto import MestraSimulator, OptoSimplexSimulator, OptoSimulator
from drivers.simulators.tesa_tt import TesaTtSimulator
from tests.drivers.wires import gauge

Face = Callable[[SimulatedInstrument], SimulatedFace]

FACES: list[tuple[Callable[[bytes], Decoded], Face]] = [
    (opto_rs.FAMILY.decode, OptoSimulator),
    (opto_rs.FAMILY.decode, MestraSimulator),
    (opto_simplex.FAMILY.decode, OptoSimplexSimulator),
    (tesa_tt.FAMILY.decode, TesaTtSimulator),
    (mahr_duplex.FAMILY.decode, MahrDuplexSimulator),
    (millimar_c1202.FAMILY.decode, lambda instrument: C1202Simulator([instrument])),
    (millimar.FAMILY.decode, OptorsSimulator),
    (millimar_ascii.FAMILY.decode, lambda instrument: MillimarAsciiSimulator([instrument])),
    (millimar_m1240.FAMILY.decode, lambda instrument: M1240Simulator([instrument])),
    (maxum.FAMILY.decode, MaxumSimulator),
]


def values(decode: Callable[[bytes], Decoded], stream: bytes) -> list[str]:
    """Every value of a stream, as the link would read it."""
    framer = Framer(seven_bits=True)
    decoded = [decode(piece.body) for piece in framer.feed(stream) if isinstance(piece, Frame)]
    parts = [part for one in decoded for part in (one.parts if isinstance(one, Several) else (one,))]
    return [str(part.value) for part in parts if isinstance(part, Value)]


@pytest.mark.parametrize(("decode", "face_of"), FACES)
@pytest.mark.parametrize("kind", sorted(FAULT_KINDS))
def test_a_fault_spoils_one_frame_and_gives_no_other_number(
    kind: str, decode: Callable[[bytes], Decoded], face_of: Face
) -> None:
    face = face_of(gauge("1.234"))
    face.fault_next(kind)
    spoilt = b"".join(sent.data for sent in face.press_data())
    shown = "1.234" if kind != "inch" else None
    assert all(value == shown for value in values(decode, spoilt)) or kind == "inch"
    if kind == "inch":
        face.instrument.toggle_unit()
    assert values(decode, b"".join(sent.data for sent in face.press_data())) == ["1.234"]
