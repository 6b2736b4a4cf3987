"""The commands of the ID-H comparators, word for word: Mitutoyo 99MAH016B p. 4-5."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Notice, Trouble, Value
from drivers.protocols import id_h
from drivers.reading import FaultCode
from drivers.simulators.id_h import IdHSimulator
from drivers.simulators.instrument import SimulatedInstrument
from drivers.testing import expected_dialogue
from tests.drivers import wires
from tests.drivers.damaged_frames import believed
from tests.drivers.wires import gauge

VALUES = [
    (b"GN00,+0016.2345", "16.2345", ()),
    (b"GX00,+0016.2345", "16.2345", ("max",)),
    (b"GM00,-0016.2345", "-16.2345", ("min",)),
    (b"GW00,+0016.2345", "16.2345", ("tir",)),
    (b"GN00,-0000.0000", "0.0000", ()),
]


@pytest.mark.parametrize(("frame", "value", "flags"), VALUES)
def test_values_keep_their_digits_and_their_mode(frame: bytes, value: str, flags: tuple[str, ...]) -> None:
    decoded = id_h.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.channel, decoded.flags) == (value, None, "00", flags)


@pytest.mark.parametrize("frame", [frame for frame, *_ in VALUES])
def test_no_damaged_frame_is_a_value(frame: bytes) -> None:
    assert believed(id_h.decode, frame) == []


@pytest.mark.parametrize(
    "answer",
    [
        b"CH00",
        b"DH00",
        b"DH00,PRESET",
        b"DH00,+0016.2345",  # the preset, not a measurement
        b"DG00,+0016.2345",  # the limits
        b"DD00,-0016.2345",
        b"DH00,OK",
        b"DH00,+NG",
        b"DH00,-NG",
        b"DH00,JOFF",
        b"DH00,F-LOCK",
        b"DH00,F-FREE",
    ],
)
def test_an_acknowledgement_is_never_a_value(answer: bytes) -> None:
    assert id_h.decode(answer) is Notice.ECHO


@pytest.mark.parametrize("frame", [b"GN00,0016.2345", b"GZ00,+0016.2345", b"GN0,+0016.2345", b"N00,+0016.2345", b""])
def test_what_the_manual_does_not_write_is_refused(frame: bytes) -> None:
    assert id_h.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    ("channel", "command", "answer", "value"),
    [
        ("00", b"GA00\r\n", b"GN00,+0016.2345\r\n", "16.2345"),
        ("07", b"GA07\r\n", b"GM07,-0016.2345\r\n", "-16.2345"),
    ],
)
def test_a_comparator_is_read_by_its_number(channel: str, command: bytes, answer: bytes, value: str) -> None:
    with expected_dialogue("mitutoyo-id-h", [(command, answer)], channel=channel) as proof:
        proof.request()
        assert str(proof.reading().value) == value


def comparator(value: str) -> SimulatedInstrument:
    return gauge(value, "0.0001")


def said(face: IdHSimulator, command: str) -> str:
    return wires.said(face, f"{command}\r\n".encode()).decode().replace("\r\n", "|")


def test_the_simulator_speaks_as_the_manual() -> None:
    part = comparator("16.2345")
    face = IdHSimulator({"00": part, "12": comparator("-1.5")})
    assert said(face, "GA00") == "GN00,+0016.2345|" and said(face, "GA12") == "GN12,-0001.5000|"
    assert said(face, "CX00") == "CH00|" and said(face, "GA00") == "GX00,+0016.2345|"
    part.present(Decimal("16.2"))
    assert said(face, "GA00") == "GX00,+0016.2345|"
    assert said(face, "CW00") == "CH00|" and said(face, "GA00") == "GW00,+0000.0000|"
    part.present(Decimal("16.3"))
    assert said(face, "GA00") == "GW00,+0000.1000|"
    assert said(face, "CL00") == "CH00|" and said(face, "GA00") == "GW00,+0000.0000|"
    assert said(face, "CM00") == "CH00|" and said(face, "GA00") == "GM00,+0016.3000|"
    assert said(face, "CN00") == "CH00|" and said(face, "CR00") == "CH00|"
    assert said(face, "GA00") == "GN00,+0000.0000|"
    assert said(face, "CP00,+0016.2345") == "CH00|" and said(face, "DP00,OUT") == "DH00,+0016.2345|"
    assert said(face, "DS00,P") == "DH00|" and said(face, "GA00") == "GN00,+0016.2345|"


def test_the_simulator_judges_as_the_manual() -> None:
    face = IdHSimulator({"00": comparator("1")})
    assert said(face, "DJ00,OUT") == "DH00,JOFF|" and said(face, "DJ00,ON") == "DH00|"
    assert said(face, "CG00,+0001.5000") == "CH00|" and said(face, "CD00,-0001.5000") == "CH00|"
    assert said(face, "DJ00,GOUT") == "DG00,+0001.5000|" and said(face, "DJ00,DOUT") == "DD00,-0001.5000|"
    assert said(face, "DJ00,OUT") == "DH00,OK|"
    face.instrument.present(Decimal(2))
    assert said(face, "DJ00,OUT") == "DH00,+NG|"
    face.instrument.present(Decimal(-2))
    assert said(face, "DJ00,OUT") == "DH00,-NG|" and said(face, "DJ00,OFF") == "DH00|"
    assert said(face, "DF00,LOCK") == "DH00|" and said(face, "DF00,OUT") == "DH00,F-LOCK|"
    assert said(face, "DF00,FREE") == "DH00|" and said(face, "DF00,OUT") == "DH00,F-FREE|"


@pytest.mark.parametrize("command", ["GA01", "hello", "CP00,12", "ZZ00", "DJ00,MAYBE"])
def test_the_simulator_says_nothing_to_what_it_does_not_know(command: str) -> None:
    assert said(IdHSimulator({"00": comparator("1")}), command) == ""


@given(st.binary(max_size=40) | st.from_regex(rb"[GCD][A-Z][0-9]{2},[+-]?[0-9.]{0,12}", fullmatch=True))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    decoded = id_h.decode(frame)
    assert not isinstance(decoded, Value) or decoded.value.is_finite()
