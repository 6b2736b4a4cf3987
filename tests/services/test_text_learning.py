"""Learning to read a text: what a port says, what a finger points at, and what the next frame proves."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from drivers.simulators import SimulatedInstrument
from drivers.simulators.port import InProcessPort, register
from drivers.simulators.text import TextSimulator
from drivers.text_profile import TextProfile
from metroapp.domain.message import Refusal
from metroapp.services.text_learning import (
    Garbage,
    Heard,
    Learnt,
    PortClosed,
    PortOpen,
    TextLearning,
    learn,
    settings,
    spans,
    try_out,
)

_PATIENCE_S = 8.0
WIRE = settings("TX-20 Afficheur", 9600, 8, "N", 1, "", "mm")


class Pupil:
    """A port with a text instrument behind it, and what was learnt of it so far."""

    def __init__(self, pattern: str, request: bytes | None = None) -> None:
        self.instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
        self.instrument.present(Decimal("12.345"))
        profile = TextProfile("x", pattern, request=request)
        self.port: InProcessPort = register("pupil", TextSimulator(self.instrument, profile))
        self._said: queue.Queue[Learnt] = queue.Queue()
        self.learning = TextLearning(self.port.url, self._said.put)

    def next(self, kind: type) -> Learnt:
        while True:
            said = self._said.get(timeout=_PATIENCE_S)
            if isinstance(said, kind):
                return said

    def press(self) -> bytes:
        self.port.press_data()
        heard = self.next(Heard)
        assert isinstance(heard, Heard)
        return heard.frame


@pytest.fixture
def pupil() -> Iterator[Callable[..., Pupil]]:
    made: list[Pupil] = []

    def make(pattern: str, request: bytes | None = None) -> Pupil:
        made.append(Pupil(pattern, request))
        return made[-1]

    yield make
    for one in made:
        one.learning.close()
        one.port.close()


def test_one_frame_teaches_and_the_next_one_proves(pupil: Callable[..., Pupil]) -> None:
    one = pupil("X= {value} {unit}")
    one.learning.listen(WIRE)
    one.next(PortOpen)
    frame = one.press()
    (value,) = spans(frame)
    profile = learn(WIRE, frame, value)
    one.instrument.present(Decimal("-0.007"))
    read = try_out(profile, one.press())
    assert read is not None and (read.value, read.unit) == (Decimal("-0.007"), "mm")
    assert try_out(profile, b"Y= 1.000 mm") is None


def test_an_instrument_that_waits_is_asked(pupil: Callable[..., Pupil]) -> None:
    one = pupil("{value}", b"?\r")
    one.learning.listen(settings("TX-20", 9600, 8, "N", 1, "?\r", "mm"))
    one.next(PortOpen)
    one.learning.ask()
    assert one.next(Heard) == Heard(b"12.345")


def test_what_is_no_text_is_said_to_be_garbage(pupil: Callable[..., Pupil]) -> None:
    one = pupil("{value}")
    one.instrument.fault_next("parity")
    one.learning.listen(WIRE)
    one.next(PortOpen)
    one.port.press_data()
    assert one.next(Garbage) == Garbage()


def test_a_port_that_does_not_open_says_why() -> None:
    said: queue.Queue[Learnt] = queue.Queue()
    learning = TextLearning("/dev/ttyNOBODY", said.put)
    learning.listen(WIRE)
    try:
        found = said.get(timeout=_PATIENCE_S)
        while not isinstance(found, PortClosed):
            found = said.get(timeout=_PATIENCE_S)
        assert found.why.code == "bench.port_missing"
    finally:
        learning.close()


def test_a_number_that_cannot_be_told_from_its_neighbour_is_refused() -> None:
    counter, value = spans(b"7-12.345")
    with pytest.raises(Refusal) as refused:
        learn(WIRE, b"7-12.345", value)
    assert refused.value.message.code == "bench.text_neighbours"
    apart = b"7 12.345"
    counter, value = spans(apart)
    profile = learn(WIRE, apart, value, skipped=[counter])
    read = try_out(profile, b"8 1.500")
    assert read is not None and read.value == Decimal("1.500")


def test_a_request_that_cannot_be_sent_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        settings("TX-20", 9600, 8, "N", 1, "€\r", "mm")
    assert refused.value.message.code == "bench.text_request"
