"""The sounds of the post, made by code: what was just decided is heard without looking.

Each differs from the others by its melody, not by its loudness, and carries harmonics between 500 Hz and 3 kHz:
that is what small loudspeakers give and what a workshop lets through.
"""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from dataclasses import dataclass
from enum import Enum

RATE = 22_050  # samples a second
_PEAK = 22_000  # of 32 767
_EDGE_MS = 8  # each note swells and fades: without it, a click


class Sound(Enum):
    """What there is to hear; the later ones matter more."""

    TAKEN = "taken"  # recorded, and no verdict said
    GOOD = "good"
    FINISHED = "finished"
    HELD = "held"  # to be confirmed
    REFUSED = "refused"
    BAD = "bad"

    @property
    def rank(self) -> int:
        """Which one is heard where only one can be."""
        return list(Sound).index(self)


@dataclass(frozen=True, slots=True)
class Note:
    """A tone, or a silence at 0 Hz. `harmonics` are the shares of the tone and of its multiples, in percent."""

    hertz: int
    ms: int
    harmonics: tuple[int, ...] = (100, 25, 10)


_BUZZ = (60, 100, 90, 70, 60, 45, 35, 25)  # heard by its harmonics: the tone itself is too low for a small loudspeaker
_DULL = (100, 60, 20)
MELODIES: dict[Sound, tuple[Note, ...]] = {
    Sound.TAKEN: (Note(659, 90, _DULL),),  # one soft stroke
    Sound.GOOD: (Note(880, 85), Note(1319, 150)),  # rises
    Sound.BAD: (Note(165, 190, _BUZZ), Note(0, 70), Note(165, 260, _BUZZ)),  # low, twice
    Sound.REFUSED: (Note(440, 110, _DULL),),  # one short stroke
    Sound.HELD: (Note(988, 70), Note(0, 60), Note(988, 70), Note(0, 60), Note(784, 160)),  # asks, then falls
    Sound.FINISHED: (Note(784, 90), Note(988, 90), Note(1175, 90), Note(1568, 260)),  # goes up the stairs
}


def wav(sound: Sound) -> bytes:
    """A whole WAV file: one channel of 16 bits."""
    samples = array("h", (value for note in MELODIES[sound] for value in _samples(note)))
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(_little_endian(samples))
    return buffer.getvalue()


def _samples(note: Note) -> list[int]:
    count, edge = RATE * note.ms // 1000, RATE * _EDGE_MS // 1000
    if not note.hertz:
        return [0] * count
    whole = sum(note.harmonics)
    made = []
    for place in range(count):
        turn = 2 * math.pi * note.hertz * place / RATE
        tone = sum(share * math.sin(turn * number) for number, share in enumerate(note.harmonics, start=1))
        swell = min(1.0, place / edge, (count - 1 - place) / edge)
        made.append(round(_PEAK * swell * tone / whole))
    return made


def _little_endian(samples: array[int]) -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()
