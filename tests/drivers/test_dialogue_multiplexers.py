"""The boxes with several inputs: Metro Mux4/Mux8, GageMux, Adept MUX. The dialogues are those of their manuals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Notice, Trouble, Value
from drivers.protocols import adept_mux, gagemux, metro_mux
from drivers.reading import FaultCode
from drivers.simulators.adept_mux import AdeptMuxSimulator
from drivers.simulators.gagemux import GageMuxSimulator
from drivers.simulators.metro_mux import MetroMuxSimulator
from drivers.testing import expected_dialogue
from tests.drivers.damaged_frames import believed
from tests.drivers.wires import gauge, said

METRO = [  # Metro Mux4/Mux8 manual p. 6
    (b"V2: mm       -00001.250000", "-1.250000", "mm", "2", ()),
    (b"V1: mm   GO  +00012.345000", "12.345000", "mm", "1", ("within",)),
    (b"V1: inch +NG +00000.500000", "0.500000", "in", "1", ("above",)),
    (b"V8: IN   -NG -00000.500000", "-0.500000", "in", "8", ("below",)),
    (b"V3:      MAX +00012.345000", "12.345000", None, "3", ("max",)),
    (b"V4: m/s      +00001.000000", "1.000000", "m/s", "4", ()),
]
ADEPT = [  # Adept Scientific article 68CE
    (b"1 MW+003.4665 inch", "3.4665", "in", "1"),
    (b"2 MW-00088.29 mm", "-88.29", "mm", "2"),
    (b"2 MW-00088.29  mm", "-88.29", "mm", "2"),
    (b"4 MW +00001.55 mm", "1.55", "mm", "4"),
    (b"1 MW+00013.67 mm", "13.67", "mm", "1"),
    (b"3 MW -00000.00     mm", "0.00", "mm", "3"),  # a negative zero is zero
]


@pytest.mark.parametrize(("frame", "value", "unit", "channel", "flags"), METRO)
def test_metro_values(frame: bytes, value: str, unit: str | None, channel: str, flags: tuple[str, ...]) -> None:
    assert metro_mux.decode(frame) == Value(Decimal(value), unit, channel, flags)
    assert str(Decimal(value)) == value
    assert believed(metro_mux.decode, frame) == []


@pytest.mark.parametrize(
    ("frame", "code", "detail"),
    [
        (b"N02:E1", FaultCode.NO_DATA, "N02:E1"),
        (b"N02:E3", FaultCode.NO_DATA, "N02:E3"),
        (b"N02:E7", FaultCode.REFUSED, "N02:E7"),
        (b"V9: mm       -00001.250000", FaultCode.FORMAT, "frame"),
        (b"V2: mm        00001.250000", FaultCode.FORMAT, "frame"),
        (b"V2: mm       -0001.250000", FaultCode.FORMAT, "frame"),
        (b"", FaultCode.FORMAT, "frame"),
    ],
)
def test_metro_troubles(frame: bytes, code: FaultCode, detail: str) -> None:  # Metro Mux4/Mux8 manual p. 7
    assert metro_mux.decode(frame) == Trouble(code, detail)


def test_a_metro_input_is_asked_by_one_character() -> None:
    with expected_dialogue("metro-mux", [(b"2", b"V2: mm       -00001.250000\r\n")], channel="2") as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.channel) == ("-1.250000", "mm", "2")


@pytest.mark.parametrize(("frame", "value", "unit", "channel"), ADEPT)
def test_adept_values(frame: bytes, value: str, unit: str, channel: str) -> None:
    decoded = adept_mux.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.channel) == (value, unit, channel)
    # The spaces before the unit are not counted by the maker himself: to lose or gain one changes nothing.
    assert {adept_mux.decode(form) for form in believed(adept_mux.decode, frame)} <= {decoded}


@pytest.mark.parametrize("frame", [b"3 TO 999999.99 mm", b"3 TO  999999.99 mm"])
def test_an_adept_gauge_that_does_not_answer(frame: bytes) -> None:
    assert adept_mux.decode(frame) == Trouble(FaultCode.NO_DATA, "TO", "3")


@pytest.mark.parametrize(
    "frame",
    [b"5 MW+00013.67 mm", b"1 MX+00013.67 mm", b"1 MW00013.67 mm", b"1 MW+00013.67", b"1234", b"1 MW+999999.99 mm"],
)
def test_what_adept_does_not_write_is_refused(frame: bytes) -> None:
    assert adept_mux.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


def test_an_adept_input_is_asked_by_one_character() -> None:
    script = [(b"2", b"2 MW+00012.47 mm\r\n"), (b"2", b"2 TO 999999.99 mm\r\n")]
    with expected_dialogue("adept-mux", script, channel="2") as proof:
        proof.request()
        assert str(proof.reading().value) == "12.47"
        proof.request()
        assert proof.fault().code is FaultCode.NO_DATA


@pytest.mark.parametrize(
    ("frame", "value", "channel", "flags"),
    [
        (b"001, -1.2340, NRM, 01", "-1.2340", "1", ()),  # GageMux manual p. 7, as printed
        (b"002,   -1.2340, NRM, 01", "-1.2340", "1", ()),  # the same in its field of nine characters
        (b"003, +012.3450, MAX, 04", "12.3450", "4", ("max",)),
        (b"004,    0.0120, TIR, 12", "0.0120", "12", ("tir",)),
        (b"005,   -0.0000, MIN, 02", "0.0000", "2", ("min",)),
    ],
)
def test_gagemux_values(frame: bytes, value: str, channel: str, flags: tuple[str, ...]) -> None:
    decoded = gagemux.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.channel, decoded.flags) == (value, None, channel, flags)
    assert all(not isinstance(gagemux.decode(frame[cut:]), Value) for cut in range(1, len(frame)))
    assert all(not isinstance(gagemux.decode(frame[:cut]), Value) for cut in range(len(frame)))


def test_a_digit_lost_in_a_padded_reading_is_seen() -> None:
    assert believed(gagemux.decode, b"002,   -1.2340, NRM, 01") == []


@pytest.mark.parametrize("sign", [b"-", b"+"])
def test_a_reading_without_its_padding_never_loses_its_minus(sign: bytes) -> None:
    """Seen: without it, `001, 1.2340, NRM, 01` was a whole frame, and the value of another side of the zero."""
    frame = b"001, " + sign + b"1.2340, NRM, 01"
    values = [gagemux.decode(form) for form in (frame, *believed(gagemux.decode, frame))]
    assert all(isinstance(one, Value) and (one.value < 0) is (sign == b"-") for one in values)
    assert not isinstance(gagemux.decode(b"001, 1.2340, NRM, 01"), Value)


@pytest.mark.parametrize(
    "frame",
    [
        b"001, 12340, NRM, 01",  # without a point
        b"001, -1.2340, NRM, 00",
        b"001, -1.2340, ABC, 01",
        b"001,-1.2340, NRM, 01",
        b"001,  -1.2340, NRM, 01",
        b"0001,+00012.345,MM,01",  # a MIG: no manual tells
        b"",
    ],
)
def test_what_the_gagemux_does_not_write_is_refused(frame: bytes) -> None:
    assert gagemux.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize("frame", [b"0001,FOOTSWITCH, ,01", b"0002,REQUEST, ,08"])
def test_a_foot_switch_without_a_request_is_no_value(frame: bytes) -> None:  # Mitutoyo MIG-USB guide p. 7
    assert gagemux.decode(frame) is Notice.ECHO


def test_a_gagemux_sends_and_is_not_asked() -> None:
    script = [(None, b"0001,FOOTSWITCH, ,01\r\n"), (None, b"001, -1.2340, NRM, 01\r\n")]
    with expected_dialogue("gagemux", script, channel="1") as proof:
        assert str(proof.reading().value) == "-1.2340"


def test_the_metro_simulator_speaks_as_the_manual() -> None:
    second = gauge("-1.25")
    face = MetroMuxSimulator({"1": gauge("12.345"), "2": second})
    assert said(face, b"2") == b"V2: mm       -00001.250000\r\n"
    assert said(face, b"12") == b"V1: mm       +00012.345000\r\nV2: mm       -00001.250000\r\n"
    assert said(face, b"3") == b"N03:E1\r\n" and said(face, b"9\r\n") == b""
    face.mark = "GO"
    assert said(face, b"@*N2\r\n") == b"" and said(face, b"@*LD\r\n") == b"V2: mm   GO  -00001.250000\r\n"
    assert said(face, b"1") == b""  # one input alone is connected
    assert said(face, b"\x1b*R\r\n1") == b"V1: mm   GO  +00012.345000\r\n"
    second.toggle_unit()
    assert metro_mux.decode(face.press_data("2")[0].data.strip()) == Value(Decimal("-0.049200"), "in", "2", ("within",))
    face.fault_next("no_data")
    assert said(face, b"1") == b"N01:E1\r\n"


def test_the_adept_simulator_speaks_as_the_article() -> None:
    face = AdeptMuxSimulator({"1": gauge("13.67", "0.01"), "2": gauge("12.47", "0.01")})
    assert said(face, b"1") == b"1 MW+00013.67 mm\r\n" and said(face, b"7") == b""
    assert said(face, b"?") == b"1234\r\n" and said(face, b"x=21\r") == b"21\r\n"
    assert said(face, b"A") == b"2 MW+00012.47 mm\r\n1 MW+00013.67 mm\r\n"
    assert said(face, b"x=0000\r") == b"0000\r\n" and said(face, b"A") == b"" and said(face, b"x=9\r") == b""
    assert said(face, b"3") == b"3 TO 999999.99 mm\r\n"
    assert adept_mux.decode(said(face, b"V\r").strip()) == Identity("MUX4 V1.10")
    face.fault_next("no_data", "2")
    assert said(face, b"2") == b"2 TO 999999.99 mm\r\n"


def test_the_gagemux_simulator_speaks_as_the_manual() -> None:
    face = GageMuxSimulator({"1": gauge("-1.234", "0.0001")})
    assert [face.press_data()[0].data for _ in range(2)] == [
        b"001,   -1.2340, NRM, 01\r\n",
        b"002,   -1.2340, NRM, 01\r\n",
    ]
    assert said(face, b"1\r") == b""
    assert gagemux.decode(face.foot_switch()[0].data.strip()) is Notice.ECHO


@pytest.mark.parametrize("face", [MetroMuxSimulator, AdeptMuxSimulator, GageMuxSimulator])
def test_a_box_has_the_inputs_of_its_maker(face: type[MetroMuxSimulator]) -> None:
    with pytest.raises(ValueError, match="channels"):
        face({"9": gauge("1")})
    with pytest.raises(KeyError):
        face({"1": gauge("1")}).press_data("2")


@given(st.binary(max_size=40) | st.text("V12: m+-0.GON,RMWTE", max_size=40).map(str.encode))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    for decode in (metro_mux.decode, adept_mux.decode, gagemux.decode):
        decoded = decode(frame)
        assert not isinstance(decoded, Value) or decoded.value.is_finite()
