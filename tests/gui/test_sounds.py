"""Sounds are real, told apart by their melody, and played one at a time without the window waiting."""

from __future__ import annotations

import array
import io
import sys
import time
import wave
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from metroapp.gui.sound_waves import RATE, Sound, wav
from metroapp.gui.sounds import SoundPlayer, is_muted, kept_text

# A player that writes down the file it was given, with its size, and takes a while; its end is written too.
_FAKE = """
import pathlib, sys, time
log, seconds, played = pathlib.Path(sys.argv[1]), float(sys.argv[2]), pathlib.Path(sys.argv[-1])
def say(what):
    with log.open("a") as written:
        written.write(what + "\\n")
say(f"begin {played.name} {played.read_bytes()[:4].decode()}")
time.sleep(seconds)
say("end")
"""


def samples(sound: Sound) -> array.array[int]:
    with wave.open(io.BytesIO(wav(sound))) as read:
        assert (read.getnchannels(), read.getsampwidth(), read.getframerate()) == (1, 2, RATE)
        found = array.array("h", read.readframes(read.getnframes()))
    if sys.byteorder == "big":
        found.byteswap()
    return found


def pitch(part: array.array[int]) -> float:
    """The frequency whose period a part repeats best, in Hz."""
    middle = part[len(part) // 4 : len(part) // 4 + 1500]

    def unlike(lag: int) -> int:
        return sum(abs(middle[i] - middle[i + lag]) for i in range(0, len(middle) - 200, 2))

    lags = range(8, 190)
    least = min(unlike(lag) for lag in lags)
    spread = max(unlike(lag) for lag in lags)
    return RATE / next(lag for lag in lags if unlike(lag) <= least + spread * 0.08)


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_is_short_loud_and_without_clicks(sound: Sound) -> None:
    played = samples(sound)
    assert 0.08 <= len(played) / RATE <= 0.6
    assert 8_000 < max(abs(value) for value in played) < 32_767
    assert played[0] == played[-1] == 0


def test_no_two_sounds_are_alike() -> None:
    for one, other in combinations(Sound, 2):
        assert wav(one) != wav(other)


def test_good_rises_and_bad_is_low() -> None:
    good, bad, finished = samples(Sound.GOOD), samples(Sound.BAD), samples(Sound.FINISHED)
    assert pitch(good[: RATE * 80 // 1000]) * 1.3 < pitch(good[RATE * 95 // 1000 :])
    assert pitch(finished[: RATE * 85 // 1000]) * 1.5 < pitch(finished[RATE * 300 // 1000 :])
    assert pitch(bad[: RATE * 180 // 1000]) < 250


class FakePlayer:
    def __init__(self, folder: Path, seconds: float) -> None:
        self.log = folder / "played.txt"
        self.player = SoundPlayer([sys.executable, "-c", _FAKE, str(self.log), str(seconds)])

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    def until(self, count: int) -> list[str]:
        deadline = time.monotonic() + 20
        while len(self.lines) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return self.lines


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakePlayer]:
    made = FakePlayer(tmp_path, 0.3)
    yield made
    made.player.close()


def test_a_player_is_given_a_wav_file(fake: FakePlayer) -> None:
    fake.player.play(Sound.GOOD)
    assert fake.until(2) == ["begin good.wav RIFF", "end"]
    fake.player.play(Sound.BAD)
    assert fake.until(4)[2:] == ["begin bad.wav RIFF", "end"]


def test_a_burst_of_sounds_piles_up_nothing_and_holds_nobody(fake: FakePlayer) -> None:
    fake.player.play(Sound.GOOD)
    fake.until(1)
    started = time.monotonic()
    for _ in range(20):
        fake.player.play(Sound.GOOD)
    assert time.monotonic() - started < 0.2
    fake.until(4)
    time.sleep(0.5)
    assert fake.lines == ["begin good.wav RIFF", "end"] * 2


def test_what_matters_most_is_heard(fake: FakePlayer) -> None:
    fake.player.play(Sound.GOOD)
    fake.until(1)
    for sound in (Sound.GOOD, Sound.BAD, Sound.GOOD, Sound.FINISHED):
        fake.player.play(sound)
    assert fake.until(4)[2] == "begin bad.wav RIFF"


def test_muted_plays_nothing(fake: FakePlayer) -> None:
    fake.player.muted = True
    fake.player.play(Sound.BAD)
    time.sleep(0.3)
    assert fake.lines == []


def test_closing_ends_the_sound_and_may_be_done_twice(tmp_path: Path) -> None:
    fake = FakePlayer(tmp_path, 30)
    fake.player.play(Sound.GOOD)
    fake.until(1)
    started = time.monotonic()
    fake.player.close()
    fake.player.close()
    assert time.monotonic() - started < 2.5
    fake.player.play(Sound.GOOD)
    assert len(fake.lines) == 1


def test_without_a_player_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metroapp.gui.sounds._found_player", lambda: None)
    monkeypatch.setattr(sys, "platform", "linux")
    silent = SoundPlayer()
    assert not silent.can_play
    silent.play(Sound.GOOD)
    silent.close()


def test_a_player_that_cannot_start_is_tried_once(tmp_path: Path) -> None:
    player = SoundPlayer([str(tmp_path / "absent")])
    player.play(Sound.GOOD)
    deadline = time.monotonic() + 5
    while not player.is_broken and time.monotonic() < deadline:
        time.sleep(0.01)
    assert player.is_broken and not player.can_play
    assert not player.muted  # the choice of the person is untouched
    player.close()


def test_the_choice_is_kept_as_text() -> None:
    assert is_muted(kept_text(True)) and not is_muted(kept_text(False)) and not is_muted("")
