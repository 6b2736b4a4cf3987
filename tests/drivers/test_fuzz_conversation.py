"""Every family under any bytes in any cuts: readings or faults, never an exception or a number that no frame bore."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import BatteryChange, Fault, Identified, LinkEvent, Reading, families
from drivers.conversation import Agreed, Conversation
from drivers.family import DtrPulse, Family, Several, Value
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.turn import Turn
from tests.drivers.damaged_frames import damaged

EVERY_FAMILY = sorted(families())
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def frames_of(key: str) -> list[bytes]:
    """Frames that the instruments of a family send, with their terminators."""
    instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
    instrument.present(Decimal("12.345"))
    face, family = simulator_for(key, instrument), families()[key]
    found = [b"".join(sent.data for sent in face.press_data())]
    for command in (
        family.request(None) if family.request else None,
        family.unit_query,
        family.identity_query,
        family.battery_query,
        b"RDCON\r" if key == "mitutoyo-surftest" else None,
        b"RDRES02,01,00\r" if key == "mitutoyo-surftest" else None,
    ):
        if command is not None:
            found += [sent.data for sent in face.feed(command)]
    return [frame for frame in found if frame]


FRAMES = {key: frames_of(key) for key in EVERY_FAMILY}


class Wire:
    """A conversation, and the time that passes."""

    def __init__(self, family: Family, *, trusting: bool = True) -> None:
        channel = family.channels[0] if family.channels else None
        self._channel = channel
        self.talk = Conversation(family, {channel: Agreed()}, trusting=trusting)
        self._at = 0.0
        self.events: list[LinkEvent] = []
        self._take(self.talk.opening(NOW, 0.0))

    def hear(self, received: bytes, after: float = 0.01) -> None:
        now, at = self._later(after)
        self._take(self.talk.take(received, now, at))
        assert 0 < self.talk.patience(at) <= 0.5

    def do(self, what: str) -> None:
        now, at = self._later(0.01)
        match what:
            case "request":
                self._take(self.talk.request(now, at, self._channel))
            case "check":
                self._take(self.talk.check(now, at))
            case "forget":
                self.talk.forget()
            case _:
                self._take(self.talk.stream(now, at, on=what == "stream"))

    def readings(self) -> list[Reading]:
        return [event for event in self.events if isinstance(event, Reading)]

    def _later(self, after: float) -> tuple[datetime, float]:
        self._at += after
        return NOW + timedelta(seconds=self._at), self._at

    def _take(self, turn: Turn) -> None:
        assert all(isinstance(message, bytes | DtrPulse) for message in turn.messages)
        for event in turn.events:
            assert isinstance(event, Reading | Fault | Identified | BatteryChange)
            if isinstance(event, Reading):
                assert event.value.is_finite() and event.unit and event.raw
        self.events += turn.events


def steps(key: str) -> st.SearchStrategy[list[bytes | str | float]]:
    """What happens on a wire: any bytes, pieces of true frames, what the program does, and time."""
    frame = st.sampled_from(FRAMES[key] or [b"\r"])
    piece = st.tuples(frame, st.integers(0, 40), st.integers(0, 40)).map(lambda cut: cut[0][cut[1] : cut[2]])
    said = st.sampled_from(["request", "check", "stream", "end of the stream", "forget"])
    time = st.sampled_from([0.0, 0.05, 0.3, 0.7, 3.0, 3600.0])
    return st.lists(st.one_of(st.binary(max_size=30), frame, piece, said, time), max_size=12)


@pytest.mark.parametrize("key", EVERY_FAMILY)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_bytes_in_any_cuts_give_readings_or_faults(key: str, data: st.DataObject) -> None:
    wire = Wire(families()[key], trusting=data.draw(st.booleans()))
    for step in data.draw(steps(key)):
        if isinstance(step, bytes):
            wire.hear(step)
        elif isinstance(step, str):
            wire.do(step)
        else:
            wire.hear(b"", step)


def bears_a_value(family: Family, body: bytes) -> bool:
    decoded = family.decode(body)
    parts = decoded.parts if isinstance(decoded, Several) else (decoded,)
    return any(isinstance(part, Value) for part in parts)


@pytest.mark.parametrize("key", EVERY_FAMILY)
def test_four_signs_are_a_value_of_no_family(key: str) -> None:
    """So few, and their terminator, are soon drawn from the noise of a line."""
    signs = b"05.+- ,;=mMinAV1"
    for length in range(1, 5):
        for drawn in product(signs, repeat=length):
            assert not bears_a_value(families()[key], bytes(drawn)), bytes(drawn)


@pytest.mark.parametrize("key", EVERY_FAMILY)
@pytest.mark.parametrize("asked", [False, True], ids=["pushed", "asked"])
def test_no_damaged_frame_that_the_grammar_refuses_gives_a_value(key: str, asked: bool) -> None:
    family = families()[key]
    for frame in FRAMES[key]:
        body = frame.rstrip(b"\r\n")
        for form in {*damaged(body)} - {body}:
            if b"\r" in form or b"\n" in form or bears_a_value(family, form):
                continue
            for cut in (0, 1, len(form) // 2):
                wire = Wire(family)
                if asked and family.can_be_asked and family.dialogue is None:
                    wire.do("request")
                wire.hear(form[:cut])
                wire.hear(form[cut:] + frame[len(body) :], 0.03)
                assert wire.readings() == [], (form, cut)


@pytest.mark.parametrize("key", EVERY_FAMILY)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_frames_are_read_the_same_in_one_read_or_in_ten(key: str, data: st.DataObject) -> None:
    stream = b"".join(data.draw(st.lists(st.sampled_from(FRAMES[key] or [b"\r"]), max_size=5)))
    whole, cut = Wire(families()[key]), Wire(families()[key])
    whole.hear(stream)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)), max_size=10)))
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        cut.hear(stream[begin:end], 0.001)
    assert [(reading.raw, reading.value, reading.unit) for reading in whole.readings()] == [
        (reading.raw, reading.value, reading.unit) for reading in cut.readings()
    ]
