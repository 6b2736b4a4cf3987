"""A text instrument from its own side: whatever its profile says, it says."""

from __future__ import annotations

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.instrument import SimulatedInstrument
from drivers.text_profile import TextProfile
from drivers.text_template import template

_LONGEST_HEARD = 64


class TextSimulator(SimulatedFace):
    """One instrument; it knows its request and nothing else. It reports no error: its format has none."""

    def __init__(self, instrument: SimulatedInstrument, profile: TextProfile, terminator: bytes = b"\r\n") -> None:
        super().__init__(instrument)
        self.baud = profile.baud
        self._profile = profile
        self._terminator = terminator

    def feed(self, received: bytes) -> list[Sent]:
        request = self._profile.request
        answers: list[Sent] = []
        for byte in received:
            self._received.append(byte)
            del self._received[:-_LONGEST_HEARD]
            # A request may have no terminator.
            if request is not None and self._received.endswith(request):
                self._received.clear()
                if self.echo:
                    answers.append(Sent(request))
                answers.extend(self.answer(request))
        return answers

    def frame(self, channel: str | None) -> bytes:
        instrument = self.instrument_at(channel)
        text = template(self._profile.pattern).write(instrument.display(), instrument.unit, channel)
        return text.encode("latin-1", "replace") + self._terminator

    def answer(self, command: bytes) -> list[Sent]:
        return self.measured(None) if self.instrument.is_on else []

    def error(self, kind: str, channel: str | None) -> bytes | None:
        return None
