"""Whatever spoils a frame of a simulated box, the next one is whole, and nothing spoilt is another number."""

from __future__ import annotations

import pytest

from drivers.family import Decoder, Family, Value
from drivers.framing import Frame, Framer
from drivers.instruments import (
    adept_mux,
    digimatic_hex,
    gagemux,
    metro_mux,
    mitutoyo_id_h,
    mitutoyo_mux10,
    mitutoyo_uwave,
)
from drivers.simulators import simulator_for
from drivers.simulators.instrument import FAULT_KINDS
from tests.drivers.wires import gauge

FAMILIES = [
    family.FAMILY
    for family in (adept_mux, digimatic_hex, gagemux, metro_mux, mitutoyo_id_h, mitutoyo_mux10, mitutoyo_uwave)
]


def values(decode: Decoder, stream: bytes) -> list[Value]:
    """Every value of a stream, as the link would read it."""
    pieces = Framer(seven_bits=False).feed(stream)
    decoded = [decode(piece.body) for piece in pieces if isinstance(piece, Frame)]
    return [one for one in decoded if isinstance(one, Value)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
@pytest.mark.parametrize("kind", sorted(FAULT_KINDS - {"inch"}))
def test_a_fault_spoils_one_frame_and_gives_no_other_number(family: Family, kind: str) -> None:
    face = simulator_for(family.key, gauge("1.234"))
    face.fault_next(kind)
    spoilt = b"".join(sent.data for sent in face.press_data())
    following = b"".join(sent.data for sent in face.press_data())
    assert all(one.value == gauge("1.234").display() for one in values(family.decode, spoilt + following))
    assert len(values(family.decode, following)) == 1


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.key)
def test_a_thumb_on_the_unit_button_is_in_the_frame_or_in_its_decimals(family: Family) -> None:
    face = simulator_for(family.key, gauge("1.234"))
    (before,) = values(family.decode, face.press_data()[0].data)
    face.fault_next("inch")
    (after,) = values(family.decode, face.press_data()[0].data)
    assert (before.unit, after.unit) in [("mm", "in"), (None, None)]
    assert before.unit or before.value.as_tuple().exponent != after.value.as_tuple().exponent
