"""Mahr's duplex interface: what the manuals of the DK-U1 and of the C1202 print, and both sides of the wire."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Notice, Several, Trouble, Value
from drivers.instruments import mahr_duplex, millimar_c1202
from drivers.protocols import mahr
from drivers.reading import FaultCode
from drivers.simulators.mahr import C1202Simulator, MahrDuplexSimulator
from drivers.testing import Exchange, expected_dialogue
from tests.drivers.wires import gauge, said

REFUSED = Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    ("frame", "value", "unit", "flags"),
    [
        (b"+012.345 mm", "12.345", "mm", ()),  # Mahr 3723295
        (b"-012.34 mm", "-12.34", "mm", ()),
        (b"+123.4567 mm", "123.4567", "mm", ()),
        (b"+0.48602 inch", "0.48602", "in", ()),
        (b"-39.3700 inch", "-39.3700", "in", ()),
        (b"+012.345 mm =", "12.345", "mm", ("within",)),
        (b"+012.345 mm = <", "12.345", "mm", ("within", "warning_below")),
        (b"-000.000 mm", "0.000", "mm", ()),
    ],
)
def test_the_frames_of_a_dk_u1(frame: bytes, value: str, unit: str, flags: tuple[str, ...]) -> None:
    decoded = mahr.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.flags, decoded.channel) == (value, unit, flags, None)


@pytest.mark.parametrize(
    "frame",
    [
        b"+12.345 mm",  # a digit lost before the point
        b"012.345 mm",
        b"+012.345",
        b"+012.345 m",
        b"+012.345 mm ",
        b"+9.3700 inch",  # the rest of 39.3700
        b"+012345 mm",
        b"+012.345 um",  # a DK-U1 knows millimetres and inches
        b"1 +012.345 mm",
        b"+012.345 mm = < >",
    ],
)
def test_what_a_dk_u1_never_sends_is_no_value(frame: bytes) -> None:
    assert mahr.decode(frame) == REFUSED


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"ERR2", Trouble(FaultCode.REFUSED, "ERR2")),
        (b"ERR3", Trouble(FaultCode.REFUSED, "ERR3")),
        (b"ERR4", Trouble(FaultCode.LOCKED, "ERR4")),
        (b"MM", Notice.MILLIMETRES),
        (b"IN", Notice.INCHES),
        (b"T 4102603 S 12345678", Identity("T 4102603 S 12345678")),
        (b"VER 1.0", Identity("VER 1.0")),
        *((word, Notice.ECHO) for word in (b"PRE", b"PRE +012.500", b"RST", b"ABS", b"TOL1", b"TOLW 10", b"LCK0")),
        *((word, Notice.ECHO) for word in (b"KEY 111", b"OFF 008", b"FA", b"CAL 31122025", b"CALN 31122026")),
    ],
)
def test_what_a_dk_u1_says_of_itself(frame: bytes, expected: object) -> None:
    assert mahr.decode(frame) == expected


def test_the_commands_of_the_leaflet_are_known_to_the_simulator() -> None:  # Mahr 3723295, its table in order
    face = MahrDuplexSimulator(gauge())
    talk = [
        (b"?", b"+012.345 mm"),
        (b"UN?", b"MM"),
        (b"PRE?", b"PRE +000.000"),
        (b"PRE +012.500", b"PRE"),
        (b"PRE?", b"PRE +012.500"),
        (b"ABS", b"ABS"),
        (b"TOL -000.100 +020.000", b"ERR3"),  # wider than 1.6 mm
        (b"TOL +012.000 +013.000", b"TOL"),
        (b"TOL?", b"TOL +012.000 +013.000"),
        (b"TOL1", b"TOL1"),
        (b"?", b"+012.345 mm ="),
        (b"TOLW 10", b"TOLW"),
        (b"TOLW?", b"TOLW 10"),
        (b"?", b"+012.345 mm = ="),
        (b"TOL0", b"TOL0"),
        (b"KEY1", b"KEY1"),
        (b"KEY0 110", b"KEY0 110"),
        (b"KEY?", b"KEY 110"),
        (b"OFF 008", b"OFF 008"),
        (b"ID?", b"T 4102603 S 12345678"),
        (b"VER?", b"VER 1.0"),
        (b"RES1", b"RES1"),
        (b"CAL 01022026", b"CAL"),
        (b"CAL?", b"CAL 01022026"),
        (b"CALN?", b"CALN 31122026"),
        (b"LCK1", b"LCK1"),
        (b"RST", b"ERR4"),
        (b"?", b"+012.345 mm"),
        (b"LCK0", b"LCK0"),
        (b"IN", b"IN"),
        (b"RES0", b"ERR3"),
        (b"?", b"+0.48600 inch"),
        (b"FA", b"FA"),
        (b"UNI?", b"ERR2"),  # its own question is UN?
        (b"PRE 12,5", b"ERR2"),
    ]
    for command, answer in talk:
        assert said(face, command + b"\r") == answer + b"\r", command
        assert mahr.decode(answer) != REFUSED
    assert said(face, b"CDT1\r") == b"" and face.streaming
    assert said(face, b"CDT0\r") == b"" and not face.streaming
    assert said(face, b"OFF1\r") == b"OFF\r" and said(face, b"?\r") == b""


def test_the_errors_of_the_simulator_are_those_of_the_leaflet() -> None:
    face = MahrDuplexSimulator(gauge())
    for kind, answer in (("format", b"ERR2\r"), ("refused", b"ERR3\r")):
        face.fault_next(kind)
        assert said(face, b"?\r") == answer


def test_the_features_of_a_c1202() -> None:  # Millimar C1202 p. 82, its three examples
    assert mahr.decode_features(b"1 +012.34 um;2 +000.12 mm <;3 -001.25 mm =") == Several(
        (
            Value(Decimal("12.34"), "um", "1"),
            Value(Decimal("0.12"), "mm", "2", ("below",)),
            Value(Decimal("-1.25"), "mm", "3", ("within",)),
        )
    )
    assert mahr.decode_features(b"1 +012.34 deg;2 ERR6;3 +001.25 rad =") == Several(
        (
            Value(Decimal("12.34"), "deg", "1"),
            Trouble(FaultCode.NO_DATA, "ERR6", "2"),
            Value(Decimal("1.25"), "rad", "3", ("within",)),
        )
    )
    assert mahr.decode_features(b"1 -012:30:45 dms;2 ERR6;3 ERR6") == Several(
        (
            Value(Decimal(-45045), "arcsec", "1"),  # exact, where a decimal of degrees would not be
            Trouble(FaultCode.NO_DATA, "ERR6", "2"),
            Trouble(FaultCode.NO_DATA, "ERR6", "3"),
        )
    )
    assert mahr.decode_features(b"2 +012.34 mm = <") == Value(Decimal("12.34"), "mm", "2", ("within", "warning_below"))
    assert mahr.decode_features(b"ERR6") == Trouble(FaultCode.NO_DATA, "ERR6")


@pytest.mark.parametrize(
    "frame",
    [
        b"+012.34 mm",  # without its number it has lost its head
        b"2 +012.34 mm;3 +001.25 mm",
        b"1 +012.34 mm;2 +001.25 mm",
        b"1 +012.34 mm;2 +001.25 mm;3 +01.25 mm",
        b"1 +012.34 mm;3 +001.25 mm;2 +001.25 mm",
        b"1 +012.34 mm;",
        b"4 +012.34 mm",
        b"1 +012.34",
        b"1 +012:60:00 dms",
        b"1 +012.34 mmx",
        b"",
    ],
)
def test_a_part_of_the_features_is_no_value(frame: bytes) -> None:
    assert mahr.decode_features(frame) == REFUSED


def test_a_c1202_is_asked_for_one_feature_or_for_all() -> None:
    assert [mahr.request_feature(channel) for channel in (None, "1", "3", "4")] == [b"?\r", b"M1?\r", b"M3?\r", b"?\r"]
    second = gauge("-1.25", "0.01")
    face = C1202Simulator([gauge("12.34", "0.01"), second])
    face.limits["1"] = (Decimal(12), Decimal(12))
    assert said(face, b"?\r") == b"1 +012.34 mm >;2 -001.25 mm;3 ERR6\r"
    assert said(face, b"M2?\rM3?\r") == b"2 -001.25 mm\rERR6\r"
    second.switch_off()
    assert said(face, b"?\rM2?\r") == b"1 +012.34 mm >;2 ERR6;3 ERR6\rERR6\r"
    for question in (b"ID?\r", b"DES?\r"):
        assert isinstance(mahr.decode_features(said(face, question)[:-1]), Identity)
    assert said(face, b"UN?\r") == b"ERR2\r"
    with pytest.raises(ValueError, match="three features"):
        C1202Simulator([])


def test_the_questions_of_the_families_are_understood_by_their_instruments() -> None:
    for family, face in (
        (mahr_duplex.FAMILY, MahrDuplexSimulator(gauge())),
        (millimar_c1202.FAMILY, C1202Simulator([gauge()])),
    ):
        assert family.identity_query and family.request
        assert isinstance(family.decode(said(face, family.identity_query)[:-1]), Identity)
        assert isinstance(family.decode(said(face, family.request(None))[:-1]), Value | Several)


FRAMES = [b"+012.345 mm", b"-012.345 mm = <", b"+1.23456 inch", b"-39.3700 inch"]


@given(st.sampled_from(FRAMES), st.data())
def test_a_frame_that_lost_its_head_or_its_tail_is_no_other_number(frame: bytes, data: st.DataObject) -> None:
    whole = mahr.decode(frame)
    begin = data.draw(st.integers(0, len(frame)))
    end = data.draw(st.integers(begin, len(frame)))
    found = mahr.decode(frame[begin:end])
    if isinstance(found, Value):
        assert isinstance(whole, Value) and found.value == whole.value


@given(st.sampled_from(FRAMES), st.data())
def test_a_digit_lost_changes_no_figure_before_the_point(frame: bytes, data: st.DataObject) -> None:
    whole = mahr.decode(frame)
    lost = data.draw(st.integers(0, len(frame) - 1))
    found = mahr.decode(frame[:lost] + frame[lost + 1 :])
    if isinstance(found, Value):
        assert isinstance(whole, Value) and int(found.value) == int(whole.value)


@given(st.binary(max_size=60) | st.text("123+-.0 mudeginchr;:=<>ERTSV6", max_size=60).map(str.encode))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    for decode in (mahr.decode, mahr.decode_features):
        decoded = decode(frame)
        for part in decoded.parts if isinstance(decoded, Several) else (decoded,):
            assert not isinstance(part, Value) or part.value.is_finite()


@pytest.mark.parametrize(
    ("script", "value", "unit", "flags"),
    [
        ([(b"?\r", b"+012.345 mm\r")], "12.345", "mm", ()),
        ([(b"?\r", b"+012.345 mm = <\r")], "12.345", "mm", ("warning_below", "within")),
        ([(b"?\r", b"+0.48602 inch\r")], "0.48602", "in", ()),
        ([(None, b"-000.015 mm\r"), (b"?\r", None)], "-0.015", "mm", ()),  # DATA, unasked
    ],
)
def test_a_dk_u1_is_read(script: list[Exchange], value: str, unit: str, flags: tuple[str, ...]) -> None:
    with expected_dialogue("mahr-duplex", script) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.flags) == (value, unit, flags)


def test_a_locked_instrument_says_so() -> None:
    with expected_dialogue("mahr-duplex", [(b"?\r", b"ERR4\r")]) as proof:
        proof.request()
        assert proof.fault().code is FaultCode.LOCKED


def test_the_three_features_of_a_c1202_are_read_at_once() -> None:
    script = [(b"?\r", b"1 +012.34 mm;2 ERR6;3 +001.25 mm =\r")]
    with expected_dialogue("millimar-c1202", script, trusting=True) as proof:
        proof.request()
        events = [proof.event() for _ in range(3)]
        assert [event.channel for event in events] == ["1", "3", "2"]


def test_one_feature_of_a_c1202_is_read() -> None:
    with expected_dialogue("millimar-c1202", [(b"M2?\r", b"2 -001.25 mm\r")], channel="2") as proof:
        proof.request()
        assert str(proof.reading().value) == "-1.25"
