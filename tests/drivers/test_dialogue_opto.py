"""Opto-RS: what the manuals of Sylvac and Trimos print, and both sides of the wire."""

from __future__ import annotations

import queue
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers import Address, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.family import Battery, Identity, Notice, Several, Trouble, Value
from drivers.instruments import opto_rs, opto_simplex
from drivers.protocols import opto
from drivers.reading import FaultCode
from drivers.simulators.opto import MestraSimulator, OptoSimplexSimulator, OptoSimulator
from drivers.simulators.opto_column import OptoColumnSimulator
from drivers.simulators.port import register
from drivers.testing import Exchange, expected_dialogue
from tests.drivers.wires import gauge, said

UNIT: Exchange = (b"UNI?\r", b"MM\r")


@pytest.mark.parametrize(
    ("frame", "value", "unit", "result"),
    [
        (b"001 DIAM   25.0000 mm", "25.0000", "mm", "DIAM"),  # Trimos Mestra p. 21: 999 FFFF-9999.9999 UU
        (b"999 DIAM-9999.9999 mm", "-9999.9999", "mm", "DIAM"),
        (b"012 H      -0.9842 in", "-0.9842", "in", "H"),
        (b"012     -   0.9842 in", "-0.9842", "in", None),
        (b" 9999.9999", "9999.9999", None, None),  # Mestra, value only
        (b"-9999.9999", "-9999.9999", None, None),
        (b"-  2.345", "-2.345", None, None),  # Trimos V+ pp. 21-22: zeros are spaces, and so is the plus
        (b"   2.345", "2.345", None, None),
        (b" -12.345", "-12.345", None, None),
        (b" 12.34567", "12.34567", None, None),  # V+, inch
        (b"    .345", "0.345", None, None),  # V+, should the zero of the units be a space too
        (b"   -.345", "-0.345", None, None),
        (b"   .34567", "0.34567", None, None),
    ],
)
def test_trimos_frames(frame: bytes, value: str, unit: str | None, result: str | None) -> None:
    decoded = opto.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.channel) == (value, unit, result)


@pytest.mark.parametrize(
    ("frame", "value"),
    [(b"+0012.34", "12.34"), (b"-.012345", "-0.012345"), (b"+012.345", "12.345")],  # TT80-TT90 pp. 29-30: mm, in, um
)
def test_frames_of_a_tesa_readout_on_a_simplex_cable(frame: bytes, value: str) -> None:
    assert opto.decode(frame) == Value(Decimal(value))


@pytest.mark.parametrize("frame", [b"-.2", b"+.25", b" .345", b"-1.2", b" 12.3", b" -.2", b"-  .5", b"+.12345", b"+1."])
def test_a_sign_and_a_few_digits_out_of_garbage_are_no_value(frame: bytes) -> None:
    """Seen: among 94 MB of random bytes, `-.2` and a line feed were read as a measurement."""
    assert opto.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    "frame",
    [
        b"01 DIAM   25.0000 mm",  # one character lost, wherever it was
        b"001 DIA   25.0000 mm",
        b"001 DIAM  25.0000 mm",
        b"001 DIAM   2.50000 mm",
        b"001 DIAM   25.0000 m",
        b"001 DIAM   25.0000  mm",
        b"001 DIAM  2 5.0000 mm",
        b"001 DIAM   25,0000 mm",
        b"001 DIAM   250000. mm",
        b"001 DIAM  --5.0000 mm",
        b"+012.345;+06.789;",
        b"+012.345;",
        b";+012.345",
        b"+012.345;006.789",
        b"+012.345;+006.789;+001.000",
    ],
)
def test_what_the_grammar_refuses_is_no_value(frame: bytes) -> None:
    assert opto.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


def test_a_diameter_comes_with_its_centre() -> None:  # Sylvac Hi_Cal p. 18, CFGSEP1
    assert opto.decode(b"+012.345;-006.789") == Several(
        (Value(Decimal("12.345"), None, "DIA"), Value(Decimal("-6.789"), None, "CEN"))
    )


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"BAT1", Battery(low=False)),  # Sylvac S_Mike Pro p. 21
        (b"BAT0", Battery(low=True)),
        (b"SYLVAC Z_CAL", Identity("SYLVAC Z_CAL")),  # Z_CAL p. 10
        (b"SYLVAC - TRIMOS V600", Identity("SYLVAC - TRIMOS V600")),
        (b"SY210A", Identity("SY210A")),
        (b"MM RES2 REF1 KEY1 B1", Notice.MILLIMETRES),  # UniCal p. 65
        (b"IN RES3 REF2 KEY0 B0", Notice.INCHES),
        (b"OUT1", Notice.ECHO),
        (b"BAT?", Notice.ECHO),
        (b"BAT2", Trouble(FaultCode.FORMAT, "frame")),
        (b"MM RES", Trouble(FaultCode.FORMAT, "frame")),
    ],
)
def test_what_an_instrument_says_of_itself(frame: bytes, expected: object) -> None:
    assert opto.decode(frame) == expected


def test_each_result_of_a_column_is_asked_by_its_name() -> None:
    assert [opto.request(channel) for channel in (None, "DIA", "CEN", "DIF", "1")] == [
        b"?\r",
        b"DIA?\r",
        b"CEN?\r",
        b"DIF?\r",
        b"?\r",
    ]


def test_the_commands_of_the_manuals_are_known_to_the_simulator() -> None:
    face = OptoSimulator(gauge())
    asked = [b"SET?", b"MOD?", b"KEY?", b"BAT?", b"ID?", b"PRE?", b"LCAL?", b"TOL?"]
    assert [said(face, word + b"\r") for word in asked] == [
        b"MM RES2 REF1 KEY1 B1\r",
        b"NOR\r",
        b"KEY1\r",
        b"BAT1\r",
        b"SY276\r",
        b"+000.000\r",
        b"31.12.2025\r",
        b"+0 +0\r",
    ]
    for word in (b"KEY0", b"ref 2", b"OUT1", b"in", b"LCAL 01.02.26", b"MAX", b"RES3"):
        assert said(face, word + b"\r") == b""
    assert said(face, b"SET?\r") == b"IN RES3 REF2 KEY0 B1\r"
    assert said(face, b"MOD?\rLCAL?\r") == b"MAX\r01.02.26\r"
    assert face.streaming
    face.battery_low = True
    assert said(face, b"BAT?\r") == b"BAT0\r"
    assert said(face, b"PRE+012.500\rRST\rMM\r") == b"" and said(face, b"PRE+\r") == b"ERR1\r"
    said(face, b"OFF\r")
    assert said(face, b"?\r") == b"" and said(face, b"ON\r?\r") != b""


def test_the_tolerance_mode_marks_the_value() -> None:  # UniCal p. 65
    face = OptoSimulator(gauge())
    face.limits = (Decimal(12), Decimal("12.3"))
    said(face, b"TOL1\r")
    assert opto.decode(said(face, b"?\r")[:-1]) == Value(Decimal("12.345"), flags=("above",))


def test_a_column_in_diameter_mode() -> None:  # Hi_Cal p. 18, Z_CAL p. 10
    face = OptoColumnSimulator(gauge(), centre=gauge("-6.789"))
    assert said(face, b"?\r") == b"+012.345\r"
    said(face, b"DIA\r")
    assert said(face, b"MOD?\r") == b"DIA\r"
    assert said(face, b"?\r") == b"+012.345\r-006.789\r"
    assert said(face, b"CFGSEP?\rCFGSEP1\r?\r") == b"CFGSEP0\r+012.345;-006.789\r"
    assert said(face, b"DIA?\rCEN?\r") == b"+012.345\r-006.789\r"
    said(face, b"POS 20.5\r")
    assert said(face, b"DIA?\rDIF?\r") == b"+020.500\r+008.155\r"
    assert said(face, b"EXT2\rEXT?\rEXTB10\rEXTB?\r") == b"EXT2\rEXTB10\r"
    assert said(face, b"AOFF0\rAOFF?\rUNI0\rIN\rUNI1\rIN\rUNI?\r") == b"SBY00\rERR1\rIN\r"
    assert said(face, b"POSNaN\rPOS up\rEXT11\r") == b"ERR1\r" * 3
    assert isinstance(opto.decode(said(face, b"ID?\r")[:-1]), Identity)


def test_a_mestra_prints_lines() -> None:
    face = MestraSimulator(gauge())
    frames = [b"".join(sent.data for sent in face.press_data()) for _ in range(2)]
    assert frames == [b"001 DIAM    12.345 mm\r", b"002 DIAM    12.345 mm\r"]
    assert opto.decode(frames[1][:-1]) == Value(Decimal("12.345"), "mm", "DIAM")


def test_a_simplex_cable_is_asked_by_dtr_alone() -> None:  # Sylvac opto p. 13: 110 ms or more
    family, face = opto_simplex.FAMILY, OptoSimplexSimulator(gauge())
    assert family.can_be_asked and (family.request, family.unit_query, family.stream) == (None, None, None)
    assert (family.identity_query, family.battery_query) == (None, None)  # any byte would be a request
    assert (family.dtr, family.rts) == (True, True) and 0.11 <= family.dtr_pulse <= 0.5
    assert face.dtr_fell(0.05) == []
    assert face.dtr_fell(family.dtr_pulse)[0].data == b"+012.345\r" == said(face, b"UNI?\r")
    face.instrument.switch_off()
    assert face.dtr_fell(family.dtr_pulse) == []


def test_a_reading_is_had_from_a_simplex_cable_without_a_byte_sent() -> None:
    face = OptoSimplexSimulator(gauge())
    port = register("simplex", face)
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address(port.url, "opto-simplex"), events.put)
    link.start()
    try:
        while not isinstance(event := events.get(timeout=15), Reading):
            if isinstance(event, StateChange) and event.state is LinkState.READY:
                link.request()
        assert (str(event.value), event.flags) == ("12.345", ("unit_declared",))
        assert events.empty()
    finally:
        link.stop()
        port.close()


def test_the_questions_of_the_family_are_understood_by_its_instrument() -> None:
    family, face = opto_rs.FAMILY, OptoSimulator(gauge())
    assert family.unit_query and family.identity_query and family.battery_query and family.stream
    assert opto.decode(said(face, family.unit_query)[:-1]) is Notice.MILLIMETRES
    assert opto.decode(said(face, family.identity_query)[:-1]) == Identity("SY276")
    assert opto.decode(said(face, family.battery_query)[:-1]) == Battery(low=False)
    said(face, family.stream.on)
    assert face.streaming
    said(face, family.stream.off)
    assert not face.streaming


LINE = b"001 DIAM -123.4567 mm"


@given(st.integers(0, len(LINE)), st.integers(0, len(LINE)))
def test_a_line_that_lost_characters_is_no_value(begin: int, end: int) -> None:
    cut = LINE[: min(begin, end)] + LINE[max(begin, end) :]
    if cut != LINE:
        assert not isinstance(opto.decode(cut), Value)


@given(st.text("0123456789+-. ;<=>MINBATSYRERFKOUD?", max_size=24))
def test_near_frames_never_raise(text: str) -> None:
    decoded = opto.decode(text.encode())
    for part in decoded.parts if isinstance(decoded, Several) else (decoded,):
        assert not isinstance(part, Value) or part.value.is_finite()


def test_a_printed_line_is_read_with_its_unit() -> None:  # Trimos Mestra p. 21; it has no UNI?
    with expected_dialogue("opto-rs", [(None, b"001 DIAM   25.0000 mm\r"), (b"UNI?\r", b"ERR1\r")]) as proof:
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.channel, reading.flags) == ("25.0000", "mm", "DIAM", ())


def test_a_diameter_and_its_centre_are_two_readings_of_one_frame() -> None:  # Hi_Cal p. 18
    with expected_dialogue("opto-rs", [UNIT, (b"?\r", b"+012.345;-006.789\r")]) as proof:
        proof.request()
        readings = [proof.reading(), proof.reading()]
        assert [(reading.channel, str(reading.value)) for reading in readings] == [("DIA", "12.345"), ("CEN", "-6.789")]


def test_the_centre_alone_is_asked_by_its_name() -> None:
    with expected_dialogue("opto-rs", [UNIT, (b"CEN?\r", b"-006.789\r")], channel="CEN") as proof:
        proof.request()
        assert str(proof.reading().value) == "-6.789"


def test_an_instrument_that_speaks_of_its_battery_is_read_all_the_same() -> None:
    with expected_dialogue("opto-rs", [(None, b"BAT0\r"), UNIT, (b"?\r", b"+012.345\r")]) as proof:
        proof.request()
        assert str(proof.reading().value) == "12.345"
