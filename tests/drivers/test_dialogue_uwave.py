"""The packets of U-WAVE: Mitutoyo 99MAL216A §6.1, and captures of real receivers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.channels import ChannelFlaw, ChannelRefused, require_channels
from drivers.family import Battery, Identity, Notice, Trouble, Value
from drivers.protocols import uwave
from drivers.reading import FaultCode
from drivers.registry import families
from drivers.simulators.uwave import UwaveSimulator
from drivers.testing import expected_dialogue
from tests.drivers.damaged_frames import believed
from tests.drivers.wires import gauge, said

RECEIVER = b"RI10010000613582390" + b"255" * 16
TRANSMITTER = b"TI1205000123456789230"

VALUES = [
    (b"DT10005+00000020.06M", "20.06", "mm", "0005"),
    (b"DT10000+00000011.88M", "11.88", "mm", "0000"),
    (b"DT10002-0000000.001M", "-0.001", "mm", "0002"),
    (b"DT10000-0000114.782M", "-114.782", "mm", "0000"),
    (b"DT10207+00.12345678I", "0.12345678", "in", "0207"),
    (b"DT10001-00000000.000"[:-1] + b"0", "0.00", None, "0001"),  # no unit; a negative zero is zero
]


@pytest.mark.parametrize(("frame", "value", "unit", "channel"), VALUES)
def test_values_keep_their_digits_and_their_transmitter(frame: bytes, value: str, unit: str, channel: str) -> None:
    decoded = uwave.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.channel) == (value, unit, channel)


@pytest.mark.parametrize("frame", [frame for frame, *_ in VALUES])
def test_no_damaged_packet_is_a_value(frame: bytes) -> None:
    assert believed(uwave.decode, frame) == []


@pytest.mark.parametrize(
    "frame",
    [
        b"DT10005+00000020.06X",
        b"DT10005 00000020.06M",
        b"DT10005+20.06M",
        b"DT10005+00000020,06M",
        b"DT1000F+00000020.06M",
        b"DT10005+000000020060M",
        RECEIVER[:-3],
        b"TI1905000123456789230",
        b"",
    ],
)
def test_what_the_manual_does_not_write_is_refused(frame: bytes) -> None:
    assert uwave.decode(frame) == Trouble(FaultCode.FORMAT, "frame")


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("01", FaultCode.NO_DATA),
        ("02", FaultCode.REFUSED),
        ("03", FaultCode.NO_DATA),
        ("04", FaultCode.NO_DATA),
        ("05", FaultCode.NO_DATA),
        ("50", FaultCode.REFUSED),
        ("77", FaultCode.REFUSED),  # not in the manual
        ("99", FaultCode.CANCELLED),
    ],
)
def test_a_state_is_a_trouble_of_its_transmitter(code: str, fault: FaultCode) -> None:
    assert uwave.decode(f"ST100060123456789{code}".encode()) == Trouble(fault, f"ST1{code}", "0006")


def test_a_low_battery_names_its_transmitter() -> None:
    assert uwave.decode(b"ST10006012345678900") == Battery(low=True, channel="0006")


def test_the_end_of_a_list_is_no_trouble() -> None:
    assert uwave.decode(b"ST10006FFFFFFFFFF51") is Notice.ECHO


@pytest.mark.parametrize("frame", [RECEIVER, TRANSMITTER, b"TI1120000009241511"])
def test_receivers_and_transmitters_say_who_they_are(frame: bytes) -> None:
    assert uwave.decode(frame) == Identity(frame.decode())


def test_a_cancelled_value_seen_on_a_real_receiver() -> None:  # nine digits of identifier where the manual has ten
    assert uwave.decode(b"ST1000100009233899") == Trouble(FaultCode.CANCELLED, "ST199", "0001")


def test_two_transmitters_send_without_being_asked() -> None:
    with expected_dialogue("mitutoyo-uwave", [(None, b"DT10005+00000020.06M\r")], channel="0005") as proof:
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.channel) == ("20.06", "mm", "0005")


def test_the_operator_takes_the_last_value_back() -> None:
    script = [(None, b"DT10005+00000020.06M\r"), (None, b"ST10005012345678999\r")]
    with expected_dialogue("mitutoyo-uwave", script, channel="0005") as proof:
        assert str(proof.reading().value) == "20.06"
        fault = proof.fault()
        assert (fault.code, fault.channel, fault.detail) == (FaultCode.CANCELLED, "0005", "ST199")


def test_the_simulator_speaks_as_the_manual() -> None:
    face = UwaveSimulator({"0005": gauge("20.06", "0.01"), "0007": gauge("-1", "0.01")})
    assert face.press_data("0005")[0].data == b"DT10005+00000020.06M\r"
    assert face.press_data("0007")[0].data == b"DT10007-00000001.00M\r"
    assert said(face, b"IR1000000\r") == RECEIVER + b"\r"
    assert said(face, b"IR1100001\r") == b"TI12050001234500052" + b"30\r"
    assert said(face, b"IR1108001\r") == b"ST10008FFFFFFFFFF51\r"
    assert said(face, b"\x02\r") == b"ST100FFFFFFFFFFFF50\r"
    assert uwave.decode(face.state("99", "0007")[0].data[:-1]) == Trouble(FaultCode.CANCELLED, "ST199", "0007")
    assert uwave.decode(face.state("00")[0].data[:-1]) == Battery(low=True, channel="0005")


def test_a_transmitter_whose_instrument_is_off_sends_nothing() -> None:
    instrument = gauge("20.06", "0.01")
    face = UwaveSimulator({"0005": instrument})
    instrument.switch_off()
    assert face.press_data() == []


@given(st.binary(max_size=80) | st.from_regex(rb"(DT1|ST1|RI1|TI1)[0-9A-F+.\-]{0,70}", fullmatch=True))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    decoded = uwave.decode(frame)
    assert not isinstance(decoded, Value) or decoded.value.is_finite()


@pytest.mark.parametrize("channel", ["5", "005", "00055", "00A5", "FFFF", "٠٠٠٥"])
def test_what_is_no_group_and_channel_is_refused(channel: str) -> None:
    """Seen: `5` was taken for a transmitter that no packet ever names, and its readings reached nobody."""
    with pytest.raises(ChannelRefused) as refused:
        require_channels(families()["mitutoyo-uwave"], [channel])
    assert refused.value.flaw is ChannelFlaw.UNKNOWN and refused.value.channel == channel
    require_channels(families()["mitutoyo-uwave"], ["0005", "0105", "9999"])
