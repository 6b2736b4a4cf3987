"""What is heard at the post, and its button: the choice is kept with the workshop."""

from __future__ import annotations

from PySide6.QtCore import QObject

from metroapp.gui.desk import Desk
from metroapp.gui.sound_waves import Sound
from metroapp.gui.sounds import NAME, SoundPlayer, is_muted, kept_text
from metroapp.gui.widgets.record_head import RecordHead


class PostSounds(QObject):
    """Silent where the computer has nothing to play with; its button then has nothing to do either."""

    def __init__(self, desk: Desk, head: RecordHead) -> None:
        super().__init__(head)
        self._desk = desk
        self._head = head
        self.player = SoundPlayer()
        head.mute.clicked.connect(self._turn)

    def read(self) -> None:
        """The choice kept, once the archive is open."""
        self._desk.bridge.follow(self._desk.workshop.kept(NAME), self._use)

    def play(self, sound: Sound) -> None:
        self.player.play(sound)

    def close(self) -> None:
        """Play nothing more."""
        self.player.close()

    def _use(self, text: str) -> None:
        self._mute(is_muted(text))

    def _mute(self, muted: bool) -> None:
        self.player.muted = muted
        self._head.show_muted(muted)

    def _turn(self) -> None:
        self._mute(not self.player.muted)
        self._desk.bridge.follow(self._desk.workshop.keep(NAME, kept_text(self.player.muted)))
