"""The literal Digimatic frames of the maker's documents, as adapters pass them on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Trouble, Value
from drivers.protocols import digimatic_hex
from drivers.reading import FaultCode
from drivers.simulators.digimatic_hex import DigimaticHexSimulator
from drivers.testing import expected_dialogue
from tests.drivers.damaged_frames import believed
from tests.drivers.wires import gauge

VALUES = [
    ("FFFF001234520", "123.45", "mm", ()),  # Digimatic interface (1997)
    ("FFFF001234531", "12.345", "in", ()),
    ("FFFF801234544", "-1.2345", "mm", ()),  # -NG: the tolerance mark is not used
    ("6FFF001234541", "1.2345", "in", ("max",)),  # a maximum that the instrument holds
    ("0001001234520", "123.45", "mm", ("entry=001",)),  # X1 of a list
    ("FFFF800247130", "-2.471", "mm", ()),  # 99MAH001B
    ("FFFF000012330", "0.123", "mm", ()),  # 99MAF600B
    ("8F00000012330", "0.123", "mm", ()),  # the same, Digimatic 2
    ("8F00012345640", "12.3456", "mm", ()),  # made after it
    ("8F01823456740", "-123.4567", "mm", ()),
    ("FFFF000123420", "12.34", "mm", ()),  # an adapter's own example
    ("FFFF80000002F", "0.00", None, ()),  # no unit; a negative zero is zero
    ("7fff000012333", "0.123", "mm", ("min",)),
    ("FFFF000012336", "0.123", "in", ()),
]


@pytest.mark.parametrize(("frame", "value", "unit", "flags"), VALUES)
def test_values_keep_their_digits(frame: str, value: str, unit: str | None, flags: tuple[str, ...]) -> None:
    decoded = digimatic_hex.decode(frame.encode())
    assert isinstance(decoded, Value)
    assert (str(decoded.value), decoded.unit, decoded.flags) == (value, unit, flags)


@pytest.mark.parametrize("frame", [frame for frame, *_ in VALUES])
def test_no_damaged_frame_is_a_value(frame: str) -> None:
    assert believed(digimatic_hex.decode, frame.encode()) == []


@pytest.mark.parametrize(
    "frame",
    [
        "FFFF101234520",  # the sign is 0 or 8
        "FFFF00A234520",  # digits are decimal
        "FFFF001234560",  # five decimals at most
        "FFF0001234520",
        "0FFF001234520",  # an entry has a number
        "8F0A012345640",
        "8F00012345680",  # seven decimals at most
        "8F00012345642",  # Digimatic 2 has two units
        "9FFF001234520",
        "FFFF00123452",
        "FFFF001234520 ",
        "",
    ],
)
def test_what_the_documents_do_not_write_is_refused(frame: str) -> None:
    decoded = digimatic_hex.decode(frame.encode())
    assert isinstance(decoded, Trouble) and decoded.code is FaultCode.FORMAT


@pytest.mark.parametrize("kind", "12345")
def test_a_statistic_is_no_measurement(kind: str) -> None:
    assert digimatic_hex.decode(f"{kind}FFF000000500".encode()) == Trouble(FaultCode.REFUSED, "type")


def test_an_adapter_is_asked() -> None:
    with expected_dialogue("digimatic-hex", [(b"REQ\n", b"FFFF800247130\n")]) as proof:
        proof.request()
        reading = proof.reading()
        assert (str(reading.value), reading.unit, reading.flags) == ("-2.471", "mm", ())


def test_the_simulator_speaks_as_the_documents() -> None:
    face = DigimaticHexSimulator(gauge("-2.471"))
    assert face.feed(b"REQ\n")[0].data == b"FFFF800247130\n" == face.press_data()[0].data
    assert face.feed(b"STOP\n") == []
    face.instrument.toggle_unit()
    assert face.feed(b"REQ\r\n")[0].data == b"FFFF800973051\n"
    face.instrument.switch_off()
    assert face.feed(b"REQ\n") == []


def test_six_digits_lose_the_first_one_of_a_longer_display() -> None:
    face = DigimaticHexSimulator(gauge("-123.4567", "0.0001"))
    assert face.feed(b"REQ\n")[0].data == b"FFFF823456740\n"
    face.long = True
    assert face.feed(b"REQ\n")[0].data == b"8F01823456740\n"


@given(st.binary(max_size=20) | st.text("0123456789ABCDEF", min_size=13, max_size=13).map(str.encode))
def test_any_bytes_are_decoded_without_an_exception(frame: bytes) -> None:
    decoded = digimatic_hex.decode(frame)
    assert not isinstance(decoded, Value) or decoded.value.is_finite()


@given(st.decimals(min_value=-999, max_value=999, places=3))
def test_every_value_comes_back(value: Decimal) -> None:
    decoded = digimatic_hex.decode(DigimaticHexSimulator(gauge(str(value))).frame(None)[:-1])
    assert isinstance(decoded, Value) and decoded.value == value
