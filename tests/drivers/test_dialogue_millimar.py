"""Millimar comparators and the Maxum III indicator: what their manuals print, and both sides of the wire."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Notice, Say, Trouble, Value
from drivers.instruments import maxum as maxum_facts
from drivers.instruments import millimar as optors_facts
from drivers.instruments import millimar_ascii, millimar_m1240
from drivers.protocols import maxum, millimar
from drivers.reading import FaultCode
from drivers.simulators.face import SimulatedFace
from drivers.simulators.millimar import M1240Simulator, MaxumSimulator, MillimarAsciiSimulator, OptorsSimulator
from drivers.testing import expected_dialogue
from tests.drivers.wires import gauge, said

REFUSED = Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    ("frame", "value", "unit"),
    [
        (b"012.345mm", "12.345", "mm"),  # C1216 p. 69: xxx.xxx<unit>
        (b"-012.345mm", "-12.345", "mm"),
        (b"-2.5um", "-2.5", "um"),
        (b"+  2.5 um", "2.5", "um"),
        (b"123.456\xb5m", "123.456", "um"),
        (b"000.123in", "0.123", "in"),
    ],
)
def test_optors_values(frame: bytes, value: str, unit: str) -> None:
    decoded = millimar.decode(frame)
    assert isinstance(decoded, Value) and (str(decoded.value), decoded.unit) == (value, unit)


@pytest.mark.parametrize("frame", [b"12.345mm", b"012.345", b"012.345m", b"012345mm", b".345mm", b"012.345mmm", b""])
def test_what_is_left_of_an_optors_frame_is_no_value(frame: bytes) -> None:
    assert millimar.decode(frame) == REFUSED


def test_what_an_optors_instrument_says_of_itself() -> None:  # C1216 p. 69
    assert millimar.decode(b"MAHR GMBH,C1208 ") == Identity("MAHR GMBH,C1208")
    assert [millimar.decode(unit) for unit in (b"mm ", b"in ", b"um")] == [
        Notice.MILLIMETRES,
        Notice.INCHES,
        Notice.MICROMETRES,
    ]


def test_the_commands_of_optorsd_are_known_to_the_simulator() -> None:
    face = OptorsSimulator(gauge())
    assert said(face, b"?\r") == b"012.345mm\r\n"
    assert said(face, b"ID?\rVER?\rUNI?\rSER?\r") == b"MAHR GMBH,C1208 \r\n1.00 \r\nmm \r\n1234/26\r\n"
    assert said(face, b"CHA+1-2\rCHA?\r") == b"+C1-C2\r\n"
    assert said(face, b"in\rUNI?\rDIS HELLO\r") == b"in \r\n"
    face.menu_is_open = True
    assert said(face, b"?\r") == b""


def test_optorss_knows_one_command() -> None:  # C1216 p. 70
    face = OptorsSimulator(gauge("-1.5"), only_values=True)
    assert said(face, b"ID?\r") == b"" and said(face, b"?\r") == b"-001.500mm\r\n"


@pytest.mark.parametrize(
    ("frame", "value"), [(b"012.345", "12.345"), (b"-012.345", "-12.345"), (b" 012.345", "12.345")]
)
def test_ascii_values(frame: bytes, value: str) -> None:  # C1245 p. 42
    assert millimar.decode_ascii(frame) == Value(Decimal(value))


@pytest.mark.parametrize("frame", [b"12.345", b"012.34", b"012.3456", b"012.345mm", b""])
def test_what_is_left_of_an_ascii_frame_is_no_value(frame: bytes) -> None:
    assert millimar.decode_ascii(frame) == REFUSED


def test_the_data_key_sends_every_feature() -> None:
    face = MillimarAsciiSimulator([gauge(), gauge("-1.5")])
    assert b"".join(sent.data for sent in face.press_data()) == b"012.345\r\n-001.500\r\n"
    assert said(face, b"?\r") == b"" and not millimar_ascii.FAMILY.can_be_asked


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"M1, 012.345", Value(Decimal("12.345"), None, "1")),  # C1240 p. 67
        (b"M16,-012.345", Value(Decimal("-12.345"), None, "16")),
        (b"M2, -2.5", Value(Decimal("-2.5"), None, "2")),
        (b"I,MAHRGMBH,C1208,V1.00", Identity("MAHRGMBH,C1208,V1.00")),
        (b"MAHR GMBH,M1245", Identity("MAHR GMBH,M1245")),
        (b"F1", Notice.ECHO),
        (b"P86,1", Notice.ECHO),
        (b"00001, -012.345", REFUSED),  # a line of M70, or the rest of something
        (b"1, 012.345", REFUSED),
        (b"M1,012.345", REFUSED),
        (b"M1, 012345", REFUSED),
        (b"M1, 012.", REFUSED),
    ],
)
def test_m1240_frames(frame: bytes, expected: object) -> None:
    assert millimar.decode_m1240(frame) == expected


def test_m1240_is_woken_before_it_is_asked() -> None:  # C1245 p. 42
    dialogue = millimar.measure_m1240("2")
    assert next(dialogue) == Say(b"I\r")
    assert dialogue.send(b"I,MAHR GMBH,M1245,V1.00") == Say(b"M2\r")
    with pytest.raises(StopIteration) as end:
        dialogue.send(b"M2, 012.345")
    assert end.value.value == Value(Decimal("12.345"), None, "2")


def test_a_value_that_comes_instead_of_the_waking_is_not_lost() -> None:
    dialogue = millimar.measure_m1240(None)
    next(dialogue)
    with pytest.raises(StopIteration) as end:
        dialogue.send(b"M1, 012.345")
    assert end.value.value == Value(Decimal("12.345"), None, "1")


def test_the_commands_of_m1240_are_known_to_the_simulator() -> None:
    face = M1240Simulator([gauge(), gauge("-1.5")])
    assert said(face, b"M\r") == b""  # deaf until I
    assert said(face, b"I\rM\rM2\r") == b"I,MAHR GMBH,M1245,V1.00\rM1, 012.345\rM2,-001.500\r"
    assert said(face, b"M70\rM70\r") == b"00001,  012.345\r00002, -001.500\r"
    assert said(face, b"F1\rF2\rF3\rR\rZ\rP86,2\r") == b"F1\rF2\rF3\rR\rZ\rP86,2\r"
    assert face.instrument.unit == "in"
    assert said(face, b"P86,1\rM3\rHELLO\rX\rM\r") == b"P86,1\rX\r"


@pytest.mark.parametrize(
    ("frame", "value", "unit", "flags"),
    [
        (b"a+ 1.234M  ", "1.234", "mm", ()),  # Maxum III p. 51: its six formats
        (b"A- 0.012M  ", "-0.012", "mm", ()),
        (b"M+ .1234IO ", "0.1234", "in", ("above", "maximum")),
        (b"l  .0123IU ", "0.0123", "in", ("below", "minimum")),
        (b"t+ .199 M  ", "0.199", "mm", ("tir",)),
        (b" + 1.234M0 ", "1.234", "mm", ("above",)),
    ],
)
def test_maxum_frames(frame: bytes, value: str, unit: str, flags: tuple[str, ...]) -> None:
    decoded = maxum.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.flags) == (value, unit, flags)


@given(st.sampled_from([b"a+ 1.234M  ", b"M- .1234IO ", b"t+ .199 M  "]), st.integers(0, 11), st.integers(0, 11))
def test_a_maxum_frame_that_lost_characters_is_no_value(frame: bytes, begin: int, end: int) -> None:
    cut = frame[: min(begin, end)] + frame[max(begin, end) :]
    assert cut == frame or maxum.decode(cut) == REFUSED


def test_a_maxum_speaks_unasked() -> None:
    face = MaxumSimulator(gauge("-1.234"))
    face.mode, face.limit = "M", "U"
    assert face.press_data()[0].data == b"M- 1.234MU \n" and said(face, b"?\r") == b""
    face.instrument.toggle_unit()
    assert maxum.decode(face.press_data()[0].data[:-1]) == Value(Decimal("-0.0486"), "in", None, ("below", "maximum"))
    assert maxum_facts.FAMILY.always_streams


def test_the_questions_of_the_families_are_understood_by_their_instruments() -> None:
    talks: list[tuple[bytes | None, object, SimulatedFace]] = [
        (optors_facts.FAMILY.identity_query, optors_facts.FAMILY.decode, OptorsSimulator(gauge())),
        (millimar_m1240.FAMILY.identity_query, millimar_m1240.FAMILY.decode, M1240Simulator([gauge()])),
    ]
    for query, decode, face in talks:
        assert query is not None and callable(decode)
        assert isinstance(decode(said(face, query).rstrip(b"\r\n")), Identity)


@given(st.binary(max_size=40) | st.text("0123456789+-. mMinuI,FPaALTtOU", max_size=20).map(str.encode))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    for decode in (millimar.decode, millimar.decode_ascii, millimar.decode_m1240, maxum.decode):
        decoded = decode(frame)
        assert not isinstance(decoded, Value) or decoded.value.is_finite()


def test_an_optors_instrument_is_read_with_its_unit() -> None:
    with expected_dialogue("millimar", [(b"?\r", b"-012.345mm\r\n")]) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.flags) == ("-12.345", "mm", ())


def test_a_feature_of_m1240_is_read() -> None:
    script = [(b"I\r", b"I,MAHR GMBH,M1245,V1.00\r"), (b"M2\r", b"M2, 012.345\r")]
    with expected_dialogue("millimar-m1240", script, channel="2") as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.channel, reading.flags) == ("12.345", "2", ("unit_declared",))


def test_the_data_key_of_the_ascii_protocol_is_heard() -> None:
    with expected_dialogue("millimar-ascii", [(None, b"012.345\r\n")]) as proof:
        assert str(proof.reading().value) == "12.345"


def test_a_maxum_is_heard() -> None:
    with expected_dialogue("maxum", [(None, b"a+ 1.234M  \n")]) as proof:
        reading = proof.reading()
        assert (str(reading.value), reading.unit) == ("1.234", "mm")
