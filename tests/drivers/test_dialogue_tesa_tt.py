"""TESA TT readouts: what their manuals print, and both sides of the wire."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Notice, Trouble, Value
from drivers.instruments import tesa_tt as facts
from drivers.protocols import opto, tesa_tt
from drivers.reading import FaultCode
from drivers.simulators.tesa_tt import TesaTtSimulator
from drivers.testing import expected_dialogue
from tests.drivers.wires import gauge, said


@pytest.mark.parametrize(
    ("frame", "value"),
    [
        (b"+1234.56", "1234.56"),  # p. 29: mm ±xxxx.xx
        (b"-0012.34", "-12.34"),
        (b"+.123456", "0.123456"),  # inch ±.xxxxxx
        (b"-123.456", "-123.456"),  # µm ±xxx.xxx
        (b"+1.23456", "1.23456"),  # mil ±(x)x.xxxx(x)
        (b"+12.3456", "12.3456"),
        (b"-000.000", "0.000"),
    ],
)
def test_values_keep_their_digits(frame: bytes, value: str) -> None:
    decoded = tesa_tt.decode(frame)
    assert isinstance(decoded, Value) and (str(decoded.value), decoded.unit) == (value, None)
    assert opto.decode(frame) == decoded  # the same readout on its monodirectional cable


@pytest.mark.parametrize(
    "frame", [b"+012.34", b"012.345", b"+0012.345", b"+001234.", b"+01234.5", b"+0012,34", b" 0012.34", b"+ 12.345"]
)
def test_a_frame_of_another_length_is_no_value(frame: bytes) -> None:
    assert tesa_tt.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"ERR23", Trouble(FaultCode.REFUSED, "ERR23")),  # p. 30
        (b"TE TT80", Identity("TE TT80")),
        (b"mm", Notice.MILLIMETRES),
        (b"in", Notice.INCHES),
        (b"um", Notice.MICROMETRES),
        (b"mil", Notice.MILS),
    ],
)
def test_what_a_readout_says_of_itself(frame: bytes, expected: object) -> None:
    assert tesa_tt.decode(frame) == expected


def test_the_commands_of_the_manual_are_known_to_the_simulator() -> None:  # p. 30
    face = TesaTtSimulator(gauge())
    assert said(face, b"?\r") == b"+012.345\r\n"
    assert said(face, b"ID?\rUNI?\rMES?\r") == b"TE TT80\r\nmm\r\nEXT\r\n"
    assert said(face, b"FNC 5\rFNC?\rRNG 9\rRNG?\rMEM 4\rMEM?\r") == b"FNC 5\r\nRNG 9\r\nMEM 4\r\n"
    assert said(face, b"TOL .10000 -.10000\rTOL?\r") == b".10000 -.10000\r\n"
    assert said(face, b"PRE 1.00000\r?\rPRZ\r?\r") == b"+013.345\r\n+012.345\r\n"
    assert said(face, b"STO1\rSTO0\rTO1\rTO0\rSTM\r") == b""
    assert said(face, b"FNC 9\rMEM 5\rWHO?\r") == b"ERR1\r\n" * 3
    assert said(face, b"IN\rUNI?\r?\r") == b"in\r\n+0.48600\r\n"


def test_a_tt90_shows_micrometres() -> None:
    face = TesaTtSimulator(gauge("-0.123", "0.000001"), micrometres=True)
    assert said(face, b"UNI?\r?\r") == b"um\r\n-123.000\r\n"
    assert said(face, b"TO1\r") == b"ERR23\r\n"
    face.fault_next("refused")
    assert said(face, b"?\r") == b"ERR23\r\n"
    face.instrument.switch_off()
    assert said(face, b"?\r") == b""


def test_the_questions_of_the_family_are_understood_by_its_instrument() -> None:
    family, face = facts.FAMILY, TesaTtSimulator(gauge())
    assert family.unit_query and family.identity_query and family.request
    assert tesa_tt.decode(said(face, family.unit_query)[:-2]) is Notice.MILLIMETRES
    assert tesa_tt.decode(said(face, family.identity_query)[:-2]) == Identity("TE TT80")
    assert isinstance(tesa_tt.decode(said(face, family.request(None))[:-2]), Value)


@given(st.integers(0, 8), st.integers(0, 8))
def test_a_value_that_lost_characters_is_no_value(begin: int, end: int) -> None:
    frame = b"-1234.56"
    cut = frame[: min(begin, end)] + frame[max(begin, end) :]
    assert cut == frame or not isinstance(tesa_tt.decode(cut), Value)


@given(st.binary(max_size=20) | st.text("+-.0123456789ERTMI ", max_size=10).map(str.encode))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    decoded = tesa_tt.decode(frame)
    assert not isinstance(decoded, Value) or (decoded.value.is_finite() and len(frame) == 8)


def test_a_readout_is_read_once_its_unit_is_known() -> None:
    with expected_dialogue("tesa-tt", [(b"UNI?\r", b"mm\r\n"), (b"?\r", b"+0012.34\r\n")]) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.flags) == ("12.34", "mm", ("unit_declared",))


def test_micrometres_are_never_taken_for_millimetres() -> None:
    with expected_dialogue("tesa-tt", [(b"UNI?\r", b"um\r\n")]) as proof:
        fault = proof.fault()
        assert (fault.code, fault.detail) == (FaultCode.UNIT, "um")


def test_a_readout_that_refuses_says_so() -> None:
    with expected_dialogue("tesa-tt", [(b"UNI?\r", b"mm\r\n"), (b"?\r", b"ERR23\r\n")]) as proof:
        proof.request()
        fault = proof.fault()
        assert (fault.code, fault.detail) == (FaultCode.REFUSED, "ERR23")
