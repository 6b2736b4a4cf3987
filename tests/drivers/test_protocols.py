"""Frames of the manuals, and everything that is not one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Notice, Trouble, Value
from drivers.framing import LONGEST_FRAME, Broken, Frame, Framer
from drivers.protocols import mux10, opto
from drivers.reading import FaultCode


@pytest.mark.parametrize(
    ("frame", "value", "channel"),
    [
        (b"01A+0000.123", "0.123", "1"),  # Mitutoyo 99MAF600B, 0.001 mm
        (b"01A+0000.125", "0.125", "1"),  # the same, step of 0.005 mm
        (b"01A+00.12345", "0.12345", "1"),  # 0.00005 in
        (b"01A+000.1234", "0.1234", "1"),  # 0.0001 in
        (b"01A-001.2340", "-1.2340", "1"),  # GageMux manual p. 6
        (b"01A+0012.345", "12.345", "1"),
        (b"03A+000012.5", "12.5", "3"),
        (b"01A-0000.000", "0.000", "1"),  # a negative zero is zero
    ],
)
def test_mux10_values_keep_their_digits(frame: bytes, value: str, channel: str) -> None:
    decoded = mux10.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.channel, decoded.unit) == (value, channel, None)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"911", FaultCode.NO_DATA),
        (b"912", FaultCode.GARBLED),
        (b"918", FaultCode.BUSY),
        (b"919", FaultCode.REFUSED),
        (b"01A+0012.34", FaultCode.FORMAT),  # cut: a smaller number must not come out
        (b"01A+012.345", FaultCode.FORMAT),
        (b"01A+0012.3455", FaultCode.FORMAT),
        (b"01A0012.3450", FaultCode.FORMAT),
        (b"A+0012.345", FaultCode.FORMAT),
        (b"01A+00001A+0012.345", FaultCode.FORMAT),
        (b"01A+0012,345", FaultCode.FORMAT),
        (b"\xff\xfe", FaultCode.FORMAT),
    ],
)
def test_mux10_troubles(frame: bytes, code: FaultCode) -> None:
    decoded = mux10.decode(frame)
    assert isinstance(decoded, Trouble) and decoded.code is code


def test_mux10_names_the_channel_of_an_error() -> None:
    assert mux10.decode(b"931") == Trouble(FaultCode.NO_DATA, "931", "3")


@pytest.mark.parametrize(
    ("frame", "value", "flags"),
    [
        (b"+012.345", "12.345", ()),  # Sylvac opto p. 13
        (b" 12.34", "12.34", ()),
        (b"-0.005", "-0.005", ()),
        (b"  12.345", "12.345", ()),  # Trimos V+: the plus is a space, zeros are spaces
        (b" -12.345", "-12.345", ()),  # Trimos V+: the minus may touch the first digit
        (b"-   2.345", "-2.345", ()),
        (b"+012.345=", "12.345", ("within",)),  # UniCal, tolerance mode
        (b"+012.345<", "12.345", ("below",)),
        (b"-000.000", "0.000", ()),
    ],
)
def test_opto_values_keep_their_digits(frame: bytes, value: str, flags: tuple[str, ...]) -> None:
    decoded = opto.decode(frame)
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.flags) == (value, flags)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"ERR0", FaultCode.NO_DATA),
        (b"ERR1", FaultCode.REFUSED),
        (b"ERR2", FaultCode.FRAMING),
        (b"ERR3", FaultCode.OUT_OF_RANGE),
        (b"+012", FaultCode.FORMAT),
        (b"+-12.345", FaultCode.FORMAT),
        (b"+012.345 +", FaultCode.FORMAT),
        (b"1e3.0", FaultCode.FORMAT),
        (b"", FaultCode.FORMAT),
    ],
)
def test_opto_troubles(frame: bytes, code: FaultCode) -> None:
    decoded = opto.decode(frame)
    assert isinstance(decoded, Trouble) and decoded.code is code


@pytest.mark.parametrize(
    ("frame", "notice"),
    [
        (b"MM", Notice.MILLIMETRES),
        (b"IN", Notice.INCHES),
        (b"UNI?", Notice.ECHO),
        (b"?", Notice.ECHO),
        (b"SY276", Identity("SY276")),
    ],
)
def test_opto_says_other_things_than_values(frame: bytes, notice: Notice | Identity) -> None:
    assert opto.decode(frame) == notice


@given(st.binary(max_size=40))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    for decode in (mux10.decode, opto.decode):
        decoded = decode(frame)
        if isinstance(decoded, Value):
            assert decoded.value.is_finite()


@given(st.decimals(min_value=-999, max_value=999, places=3))
def test_every_opto_value_comes_back(value: Decimal) -> None:
    decoded = opto.decode(f"{value:+08.3f}".encode())
    assert isinstance(decoded, Value) and decoded.value == value


@given(st.lists(st.sampled_from([b"+012.345\r", b"ERR1\r", b"12.5\r\n", b"\n", b"MM\r"]), max_size=8), st.data())
def test_frames_are_the_same_however_the_stream_is_split(frames: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(frames)
    whole = list(Framer(seven_bits=True).feed(stream))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=6)))
    framer, found = Framer(seven_bits=True), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        found.extend(framer.feed(stream[begin:end]))
    assert [piece for piece in found if isinstance(piece, Frame)] == [
        piece for piece in whole if isinstance(piece, Frame)
    ]


@given(st.binary(max_size=2000))
def test_any_stream_is_cut_within_bounds(stream: bytes) -> None:
    for seven_bits in (True, False):
        for piece in Framer(seven_bits=seven_bits).feed(stream):
            assert len(piece.raw) <= LONGEST_FRAME + 1


def test_a_wrong_parity_is_reported_and_never_repaired() -> None:
    # `+012.345` CR of a 7E2 instrument, read by a port set to 8N1.
    stream = bytes.fromhex("2B30B1B22E33B4358D")
    assert list(Framer(seven_bits=True).feed(stream)) == [Broken(stream, "parity")]


def test_a_frame_cut_short_is_not_glued_to_the_next_one() -> None:
    framer = Framer(seven_bits=False)
    assert not list(framer.feed(b"01A+00"))
    assert framer.cut() == Broken(b"01A+00", "truncated")
    assert list(framer.feed(b"01A+0012.345\r")) == [Frame(b"01A+0012.345\r", b"01A+0012.345")]


def test_an_endless_frame_is_given_up_until_the_next_terminator() -> None:
    found = list(Framer(seven_bits=False).feed(b"9" * 1000 + b"\r" + b"911\r"))
    assert [type(piece) for piece in found] == [Broken, Frame]
    assert found[-1].raw == b"911\r"
