"""Profiles of text instruments: as data, as JSON, and on a wire."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.family import Notice, Trouble, Value
from drivers.instruments.text_profiles import ARDUINO, CHICAGO_DIAL, PROFILES
from drivers.reading import FaultCode
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.text import TextSimulator
from drivers.text_profile import ProfileFlaw, ProfileRefused, TextProfile, family_of, from_text, to_text


def gauge(value: str = "12.340") -> SimulatedInstrument:
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal(value))
    return instrument


@pytest.mark.parametrize(
    "profile", [*PROFILES, TextProfile("É 7E2", "{value}", 4800, 7, "E", 2, False, True, b"\xff\r")]
)
def test_a_profile_is_kept_as_json(profile: TextProfile) -> None:
    assert from_text(to_text(profile)) == profile


GOOD = json.loads(to_text(ARDUINO))


@pytest.mark.parametrize(
    ("change", "flaw"),
    [
        ({"name": ""}, ProfileFlaw.NAME),
        ({"name": 3}, ProfileFlaw.NAME),
        ({"name": "x" * 81}, ProfileFlaw.NAME),
        ({"name": "a\nb"}, ProfileFlaw.NAME),
        ({"baud": 0}, ProfileFlaw.BAUD),
        ({"baud": "9600"}, ProfileFlaw.BAUD),
        ({"baud": True}, ProfileFlaw.BAUD),
        ({"baud": 9600.5}, ProfileFlaw.BAUD),
        ({"data_bits": 9}, ProfileFlaw.FRAMING),
        ({"parity": "X"}, ProfileFlaw.FRAMING),
        ({"parity": []}, ProfileFlaw.FRAMING),
        ({"stop_bits": 0}, ProfileFlaw.FRAMING),
        ({"dtr": 1}, ProfileFlaw.LINES),
        ({"request": ""}, ProfileFlaw.REQUEST),
        ({"request": 7}, ProfileFlaw.REQUEST),
        ({"request": "€"}, ProfileFlaw.REQUEST),
        ({"request": "x" * 33}, ProfileFlaw.REQUEST),
        ({"pattern": "(a+)+$"}, ProfileFlaw.PATTERN),
        ({"pattern": None}, ProfileFlaw.PATTERN),
        ({"unit": "cm"}, ProfileFlaw.UNIT),
        ({"unit": {}}, ProfileFlaw.UNIT),
        ({"more": 1}, ProfileFlaw.FIELDS),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(change: dict[str, object], flaw: ProfileFlaw) -> None:
    with pytest.raises(ProfileRefused) as refused:
        from_text(json.dumps({**GOOD, **change}))
    assert refused.value.flaw is flaw


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", ProfileFlaw.NOT_JSON),
        ("[" * 4000, ProfileFlaw.NOT_JSON),
        ("[]", ProfileFlaw.FIELDS),
        ("{}", ProfileFlaw.FIELDS),
        (" " * 5000, ProfileFlaw.TOO_LONG),
    ],
)
def test_what_is_no_profile_is_refused(text: str, flaw: ProfileFlaw) -> None:
    with pytest.raises(ProfileRefused) as refused:
        from_text(text)
    assert refused.value.flaw is flaw


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda inner: st.lists(inner, max_size=2)
)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), json_values))
def test_any_json_is_a_profile_or_refused(change: dict[str, object]) -> None:
    try:
        profile = from_text(json.dumps({**GOOD, **change}))
    except ProfileRefused:
        return
    assert from_text(to_text(profile)) == profile


@pytest.mark.parametrize(
    ("profile", "frame", "expected"),
    [
        (ARDUINO, b"12.34 mm", Value(Decimal("12.34"), "mm")),  # Arduino-i2c-caliper, test.ino
        (CHICAGO_DIAL, b"+0012.345, MM", Value(Decimal("12.345"), "mm")),  # CDI protocol: 8 signs, one is the point
        (CHICAGO_DIAL, b"-  .12345, IN", Value(Decimal("-0.12345"), "in")),  # blanks for readability
        (CHICAGO_DIAL, b"+012.345, MM", Trouble(FaultCode.FORMAT, "frame")),
        (CHICAGO_DIAL, b"R", Notice.ECHO),
        (ARDUINO, b"# no signal", Trouble(FaultCode.FORMAT, "frame")),
        (ARDUINO, b"\xff\x00", Trouble(FaultCode.FORMAT, "frame")),
    ],
)
def test_frames_of_published_instruments(profile: TextProfile, frame: bytes, expected: object) -> None:
    assert family_of(profile).decode(frame) == expected


def test_the_family_has_the_facts_of_the_profile() -> None:
    family = family_of(CHICAGO_DIAL)
    assert (family.key, family.maker, family.baud, family.parity) == ("generic-text", CHICAGO_DIAL.name, 9600, "N")
    assert family.request is not None and family.request("3") == b"R\r"
    assert not family_of(ARDUINO).can_be_asked


@given(st.sampled_from(PROFILES), st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_trouble(profile: TextProfile, frame: bytes) -> None:
    decoded = family_of(profile).decode(frame)
    assert isinstance(decoded, Value | Trouble) or decoded is Notice.ECHO


@pytest.mark.parametrize("profile", PROFILES)
def test_the_simulator_speaks_the_profile(profile: TextProfile) -> None:
    face = TextSimulator(gauge("-1.5"), profile)
    family = family_of(profile)
    pushed = b"".join(sent.data for sent in face.press_data())
    decoded = family.decode(pushed.rstrip(b"\r\n"))
    assert decoded == Value(Decimal("-1.500"), "mm")
    face.instrument.toggle_unit()
    inches = family.decode(face.frame(None).rstrip(b"\r\n"))
    assert isinstance(inches, Value) and inches.unit == "in"


def test_the_simulator_answers_a_request_without_a_terminator() -> None:
    face = TextSimulator(gauge(), TextProfile("x", "{value}", request=b"r"))
    assert [sent.data for sent in face.feed(b"?r")] == [b"12.340\r\n"]
    face.instrument.switch_off()
    assert face.feed(b"r") == []
