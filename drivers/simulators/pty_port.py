"""A simulated instrument on a real pseudo-terminal.

The kernel forces 8 bits without parity on such a terminal but stores the speed: a driver that opened it at the wrong
speed is answered with garbled bytes, as a real line would.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import secrets
import select
import termios
import threading
import tty
from pathlib import Path

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.pulse import Pulse

_SPEEDS = {
    termios.B2400: 2400,
    termios.B4800: 4800,
    termios.B9600: 9600,
    termios.B19200: 19200,
    termios.B57600: 57600,
    termios.B115200: 115200,
}
_BITS_PER_CHARACTER = 11
_TERMINAL = re.compile(r"/dev/(?:pts/\d+|ttys\d+|ttyp\w+)")  # as Linux and macOS name pseudo-terminals


class NotOurLink(FileExistsError):
    """What is at the path of the link is no link to a pseudo-terminal: it is somebody else's, and stays."""


class PtyPort:
    """A pseudo-terminal with an instrument behind it; `url` is what the driver opens, `path` the terminal itself.

    `link` is a symbolic link kept pointing at the terminal, so that a replugged instrument is found again; raises
    NotOurLink where something else has that name. `pace` sends at the speed of the wire.
    """

    def __init__(self, face: SimulatedFace, link: Path | None = None, pace: bool = False) -> None:
        self.face = face
        self._link = link
        self._pace = pace
        # Held while descriptors are written to or closed: the system gives a closed number to the next file opened.
        self._line = threading.Lock()
        self._pulled = threading.Event()
        self._pulled.set()
        self._thread: threading.Thread | None = None
        self.replug()

    @property
    def url(self) -> str:
        return str(self._link or self.path)

    @property
    def is_plugged(self) -> bool:
        """Whether the cable is in; pulled, its terminal may still have a name, or have left it to another one."""
        return not self._pulled.is_set()

    def replug(self) -> None:
        """Plug the instrument in: a new terminal, as the system gives one."""
        if not self._pulled.is_set():
            return
        self._wait_for_thread()  # a cable pulled by a fault may still be closing
        # The slave is kept open: without a reader on the other side the master would answer EIO.
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        # A line that nobody reads loses its bytes; it does not stop the instrument.
        os.set_blocking(self._master, False)
        self.path = os.ttyname(self._slave)
        try:
            self._point_link()
        except OSError:
            os.close(self._master)
            os.close(self._slave)
            raise
        self._wake_read, self._wake_write = os.pipe()
        self._pulled = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=f"simulator {self.path}", daemon=True)
        self._thread.start()

    def _point_link(self) -> None:
        """Point the link at the terminal; a file that is no such link is never written over. Raises OSError."""
        if self._link is None:
            return
        if not os.path.lexists(self._link):
            self._link.symlink_to(self.path)
            return
        if not (self._link.is_symlink() and _TERMINAL.fullmatch(str(self._link.readlink()))):
            raise NotOurLink(str(self._link))
        fresh = self._link.with_name(f".{self._link.name}.{secrets.token_hex(8)}")
        fresh.symlink_to(self.path)
        fresh.replace(self._link)

    def _remove_link(self) -> None:
        """Take the link away, unless it points elsewhere by now."""
        if self._link is not None:
            with contextlib.suppress(OSError):
                if str(self._link.readlink()) == self.path:
                    self._link.unlink()

    def unplug(self) -> None:
        """Pull the cable: the terminal hangs up under whoever has it open. Idempotent."""
        self._pull()
        self._wait_for_thread()

    def close(self) -> None:
        self.unplug()

    def press_data(self, channel: str | None = None) -> None:
        """Press the DATA button; raises KeyError for a channel without an instrument."""
        self._send(self.face.press_data(channel))

    def send(self, data: bytes) -> None:
        """Put bytes on the line as they are."""
        self._send([Sent(data)])

    def _wait_for_thread(self) -> None:
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _pull(self) -> None:
        self._pulled.set()  # ends a pause in the middle of an answer
        with self._line:
            if self._wake_write >= 0:
                os.write(self._wake_write, b".")

    def _serve(self) -> None:
        pulled, pulse = self._pulled, Pulse(self.face)
        try:
            while not pulled.is_set():
                ready, _, _ = select.select([self._master, self._wake_read], [], [], pulse.wait())
                if self._wake_read in ready:
                    break
                self._send(pulse.frames())
                if self._master not in ready:
                    continue
                try:
                    received = os.read(self._master, 4096)
                except OSError:
                    break
                self._send(self.face.feed(received))
        finally:
            # The thread that uses the descriptors is the one that closes them.
            pulled.set()
            with self._line:
                self._remove_link()
                for descriptor in (self._master, self._slave, self._wake_read, self._wake_write):
                    os.close(descriptor)
                self._master = self._slave = self._wake_read = self._wake_write = -1

    def _send(self, answers: list[Sent]) -> None:
        pulled = self._pulled
        for answer in answers:
            pause = answer.delay
            if self._pace:
                pause += len(answer.data) * _BITS_PER_CHARACTER / self.face.baud
            if pause:
                pulled.wait(pause)
            with self._line, contextlib.suppress(OSError):
                if pulled.is_set() or self._master < 0:
                    return
                os.write(self._master, answer.data if self._same_speed() else _garbled(answer.data))
            if answer.unplug:
                self._pull()
                return

    def _same_speed(self) -> bool:
        """Whether the driver opened the line at the speed of the instrument."""
        speed = termios.tcgetattr(self._slave)[4]
        # A terminal that nobody has configured yet keeps the 38400 of the kernel.
        return speed == termios.B38400 or _SPEEDS.get(speed) == self.face.baud


def _garbled(data: bytes) -> bytes:
    """What the wrong speed makes of a frame: other bytes, and no terminator among them."""
    return bytes(((byte << 1 | byte >> 3) & 0x7F) | 0x40 for byte in data)
