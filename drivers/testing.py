"""Proving a driver against the dialogue printed in a manual: what the host must say, and what the instrument answers.

The idea is pymeasure's `expected_protocol`. The link under proof is the shipped one, on a `sim://` port whose other
end follows the script: a word out of turn, or one that was never said, fails the test.
"""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal

from drivers.address import Address
from drivers.link import Link
from drivers.reading import Fault, LinkEvent, LinkState, Reading, StateChange
from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.port import register

Exchange = tuple[bytes | None, bytes | None]

_PATIENCE_S = 10.0
_OPEN_FOR_S = 0.15  # before the instrument pushes: what comes sooner was under way at the opening
_names = itertools.count(1)


class ScriptedFace(SimulatedFace):
    """The other end of the wire: answers the next exchange of the script, whatever the value of an instrument."""

    def __init__(self, script: Sequence[Exchange]) -> None:
        super().__init__(SimulatedInstrument(Decimal(1), Decimal(0), 0))  # a script has no display of its own
        self._script = list(script)
        self._heard = bytearray()
        self._turn = threading.Lock()  # the link feeds while the test may be pushing
        self.out_of_turn: bytes | None = None
        self.finished = threading.Event()
        self._note_end()

    def feed(self, received: bytes) -> list[Sent]:
        with self._turn:
            return self._hear(received)

    def _hear(self, received: bytes) -> list[Sent]:
        self._heard += received
        answers = self._pushed()
        while self._heard and self.out_of_turn is None:
            expected = self._script[0][0] if self._script else b""
            if not expected or not (expected.startswith(self._heard) or self._heard.startswith(expected)):
                self.out_of_turn = bytes(self._heard)
            elif len(self._heard) < len(expected):
                break
            else:
                del self._heard[: len(expected)]
                answers.extend(self._answer())
                answers.extend(self._pushed())
        return answers

    def press_data(self, channel: str | None = None) -> list[Sent]:
        """Begin a script whose first exchange is a frame that nobody asked for."""
        with self._turn:
            return self._pushed()

    def remaining(self) -> list[Exchange]:
        """What was not said."""
        return list(self._script)

    def _pushed(self) -> list[Sent]:
        answers: list[Sent] = []
        while self._script and self._script[0][0] is None:
            answers.extend(self._answer())
        return answers

    def _answer(self) -> list[Sent]:
        _, answer = self._script.pop(0)
        self._note_end()
        return [] if answer is None else [Sent(answer)]

    def _note_end(self) -> None:
        if not self._script:
            self.finished.set()


class Proof:
    """The link under proof: `request`, then the events that it reports, in order."""

    def __init__(self, link: Link, events: queue.Queue[LinkEvent]) -> None:
        self._link = link
        self._events = events

    def request(self) -> None:
        """Ask for a reading, as the application does."""
        self._link.request()

    def event(self) -> Reading | Fault:
        """The next reading or fault; raises AssertionError when none comes."""
        while True:
            try:
                event = self._events.get(timeout=_PATIENCE_S)
            except queue.Empty:
                raise AssertionError("the link reported nothing") from None
            if isinstance(event, Reading | Fault):
                return event

    def reading(self) -> Reading:
        """The next event, which must be a reading."""
        event = self.event()
        assert isinstance(event, Reading), f"a reading was expected, not {event}"
        return event

    def fault(self) -> Fault:
        """The next event, which must be a fault."""
        event = self.event()
        assert isinstance(event, Fault), f"a fault was expected, not {event}"
        return event


@contextmanager
def expected_dialogue(
    family: str,
    script: Sequence[Exchange],
    *,
    unit: str = "mm",
    channel: str | None = None,
    decimals: int | None = None,
    trusting: bool = False,
) -> Iterator[Proof]:
    """A link on a wire that follows `script`: pairs of what the host sends and what is answered.

    `(None, frame)` is pushed by the instrument, `(command, None)` is left without an answer. Raises AssertionError when
    the host says something else, or when a part of the script was not said by the end.
    """
    face = ScriptedFace(script)
    port = register(f"dialogue-{next(_names)}", face)
    events: queue.Queue[LinkEvent] = queue.Queue()
    link = Link(Address(port.url, family, unit, channel, decimals, trusting), events.put)
    link.start()
    try:
        state = events.get(timeout=_PATIENCE_S)
        while not (isinstance(state, StateChange) and state.state is LinkState.READY):
            state = events.get(timeout=_PATIENCE_S)
        if script and script[0][0] is None:
            time.sleep(_OPEN_FOR_S)
        port.press_data()
        yield Proof(link, events)
        if face.out_of_turn is None:
            face.finished.wait(_PATIENCE_S)
    finally:
        link.stop()
        port.close()
    assert face.out_of_turn is None, f"said out of turn: {face.out_of_turn!r}, expected {face.remaining()}"
    assert not face.remaining(), f"never said: {face.remaining()}"
