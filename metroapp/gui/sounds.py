"""Playing the sounds of the post: in a thread of its own, one at a time, and silently nothing where there is no sound.

Windows plays from memory; elsewhere the first player found plays a file. The window never waits for either.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from metroapp.gui.sound_waves import Sound, wav

__all__ = ["NAME", "Sound", "SoundPlayer", "is_muted", "kept_text"]

_log = logging.getLogger(__name__)

NAME = "sounds"  # under which the choice is kept: `workshop.keep(NAME, kept_text(muted))`
_MUTED = "muted"
_PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"))
_LONGEST_S = 3  # a player that hangs is ended


def kept_text(muted: bool) -> str:
    """The choice as it is kept."""
    return _MUTED if muted else "on"


def is_muted(text: str) -> bool:
    """The choice kept; sounds are on where nothing was."""
    return text == _MUTED


def _found_player() -> tuple[str, ...] | None:
    for command in _PLAYERS:
        path = shutil.which(command[0])
        if path is not None:
            return (path, *command[1:])
    return None


class SoundPlayer:
    """Made and used by the GUI thread. `play` returns at once; while one sound plays, at most one other waits."""

    def __init__(self, player: Sequence[str] | None = None) -> None:
        """`player` is the command that plays the file named after it; the one of this computer by default."""
        self.muted = False
        self.is_broken = False  # the player did not start: no more is asked of it
        self._player = tuple(player) if player is not None else _found_player()
        self._changed = threading.Condition()
        self._waiting: Sound | None = None
        self._closed = False
        self._running: subprocess.Popen[bytes] | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._thread: threading.Thread | None = None

    @property
    def can_play(self) -> bool:
        """Whether this computer has anything to play with."""
        return not self.is_broken and (self._player is not None or sys.platform == "win32")

    def play(self, sound: Sound) -> None:
        """Have a sound heard soon; of those that wait, the one that matters most."""
        if self.muted or not self.can_play:
            return
        with self._changed:
            if self._closed:
                return
            if self._waiting is None or sound.rank >= self._waiting.rank:
                self._waiting = sound
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="sounds", daemon=True)
                self._thread.start()
            self._changed.notify()

    def close(self) -> None:
        """Play nothing more, now. Idempotent."""
        with self._changed:
            self._closed, self._waiting = True, None
            if self._running is not None:
                self._running.kill()
            self._changed.notify()
        if self._thread is not None:
            self._thread.join(_LONGEST_S)
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    # -- in the thread of the sounds ----------------------------------------------------------------------------------

    def _run(self) -> None:
        while (sound := self._next()) is not None:
            try:
                self._sound(sound)
            except (OSError, RuntimeError):
                _log.warning("a sound cannot be played: no more will be", exc_info=True)
                self.is_broken = True

    def _next(self) -> Sound | None:
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._waiting is not None)
            sound, self._waiting = self._waiting, None
            return None if self._closed else sound

    def _sound(self, sound: Sound) -> None:
        if self._player is None:
            _play_on_windows(wav(sound))
            return
        with self._changed:
            if self._closed:
                return
            self._running = subprocess.Popen(
                [*self._player, str(self._file(sound))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        try:
            self._running.wait(_LONGEST_S)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
        finally:
            with self._changed:
                self._running = None

    def _file(self, sound: Sound) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="metroapp-sounds-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / f"{sound.value}.wav"
        if not path.exists():
            path.write_bytes(wav(sound))
        return path


def _play_on_windows(content: bytes) -> None:
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(content, winsound.SND_MEMORY | winsound.SND_NODEFAULT)
