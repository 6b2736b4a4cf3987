"""The dialogues of the Mux-10 manuals, and what must never become a smaller number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Identity, Trouble, Value
from drivers.protocols import mux10
from drivers.reading import FaultCode
from drivers.simulators.mux10 import Mux10Simulator
from drivers.testing import expected_dialogue
from tests.drivers.damaged_frames import believed
from tests.drivers.wires import gauge, said

QM_HEIGHT = [  # Mitutoyo 99MAF600B §6.2.2, in the order of its table
    (b"01A+0000.123", "0.123"),
    (b"01A+0000.125", "0.125"),
    (b"01A+00.12345", "0.12345"),
    (b"01A+000.1234", "0.1234"),
]


@pytest.mark.parametrize(("frame", "value"), QM_HEIGHT)
def test_a_height_gauge_is_read(frame: bytes, value: str) -> None:
    with expected_dialogue("mitutoyo-mux10", [(b"1\r", frame + b"\r")]) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.flags) == (value, ("unit_declared",))


@pytest.mark.parametrize("frame", [frame for frame, _ in QM_HEIGHT] + [b"01A-001.2340", b"09A+00001234"])
def test_no_damaged_frame_is_a_value(frame: bytes) -> None:
    assert believed(mux10.decode, frame) == []


@given(st.decimals(min_value=-9999, max_value=9999, places=3))
def test_every_value_comes_back(value: Decimal) -> None:
    decoded = mux10.decode(f"01A{value:+09.3f}".encode())
    assert isinstance(decoded, Value) and decoded.value == value


@pytest.mark.parametrize("text", ["USB-ITN", " MITUTOYO IT-016U V1.0"])
def test_the_device_information_is_an_identity(text: str) -> None:  # Mitutoyo 99MAM024A1 §2.2, the text is not given
    assert mux10.decode(f"1{text}".encode()) == Identity(text.strip())


@pytest.mark.parametrize(
    "frame",
    [
        b"1A+0012.345",  # a value that lost its head
        b"12.345",
        b"11",
        b"1",
        b"1A+00001A+0012.345",
        b"1A+001A+0012.345A+0012.345",
        b"18",
        b"1AB",
    ],
)
def test_a_value_that_lost_its_head_is_never_an_identity(frame: bytes) -> None:
    assert not isinstance(mux10.decode(frame), Identity | Value)


@given(st.text(alphabet="0123456789A+-.", max_size=40))
def test_the_characters_of_values_never_make_an_identity(text: str) -> None:
    assert not isinstance(mux10.decode(b"1" + text.encode()), Identity) or "AAA" in text


def test_a_simulated_box_says_who_it_is() -> None:
    answer = said(Mux10Simulator({"1": gauge()}), b"V\r")
    assert mux10.decode(answer.rstrip(b"\r")) == Identity("USB-ITN SIMULATED")


def test_a_box_that_does_not_know_the_question_refuses_it() -> None:
    assert mux10.decode(b"912") == Trouble(FaultCode.GARBLED, "912", "1")
