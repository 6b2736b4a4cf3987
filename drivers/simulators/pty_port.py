"""A simulated instrument on a real pseudo-terminal.

The kernel forces 8 bits without parity on such a terminal but stores the speed: a driver that opened it at the wrong
speed is answered with garbled bytes, as a real line would.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import termios
import threading
import time
import tty
from pathlib import Path

from drivers.simulators.face import Sent, SimulatedFace

_SPEEDS = {termios.B2400: 2400, termios.B4800: 4800, termios.B9600: 9600, termios.B57600: 57600}
_BITS_PER_CHARACTER = 11


class PtyPort:
    """A pseudo-terminal with an instrument behind it; `url` is what the driver opens.

    `link` is a symbolic link kept pointing at the terminal, so that a replugged instrument is found again. `pace`
    sends at the speed of the wire.
    """

    def __init__(self, face: SimulatedFace, link: Path | None = None, *, pace: bool = False) -> None:
        self.face = face
        self._link = link
        self._pace = pace
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self.replug()

    @property
    def url(self) -> str:
        return str(self._link or self.path)

    def replug(self) -> None:
        """Plug the instrument in: a new terminal, as the system gives one."""
        # The slave is kept open: without a reader on the other side the master would answer EIO.
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)
        if self._link is not None:
            fresh = self._link.with_name(self._link.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(self.path)
            fresh.replace(self._link)
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._serve, name=f"simulator {self.path}", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: the terminal hangs up under whoever has it open."""
        if self._thread is None:
            return
        os.write(self._wake_write, b".")
        self._thread.join()
        self._thread = None
        for descriptor in (self._master, self._slave, self._wake_read, self._wake_write):
            os.close(descriptor)
        if self._link is not None:
            self._link.unlink(missing_ok=True)

    def close(self) -> None:
        self.unplug()

    def press_data(self) -> None:
        """Press the DATA button."""
        self._send(self.face.press_data())

    def send(self, data: bytes) -> None:
        """Put bytes on the line as they are."""
        self._send([Sent(data)])

    def _serve(self) -> None:
        while True:
            ready, _, _ = select.select([self._master, self._wake_read], [], [])
            if self._wake_read in ready:
                return
            try:
                received = os.read(self._master, 4096)
            except OSError:
                return
            self._send(self.face.feed(received))

    def _send(self, answers: list[Sent]) -> None:
        with self._writing, contextlib.suppress(OSError):
            for answer in answers:
                if answer.delay:
                    time.sleep(answer.delay)
                data = answer.data if self._same_speed() else _garbled(answer.data)
                if self._pace:
                    time.sleep(len(data) * _BITS_PER_CHARACTER / self.face.baud)
                os.write(self._master, data)

    def _same_speed(self) -> bool:
        """Whether the driver opened the line at the speed of the instrument."""
        speed = termios.tcgetattr(self._slave)[4]
        # A terminal that nobody has configured yet keeps the 38400 of the kernel.
        return speed == termios.B38400 or _SPEEDS.get(speed) == self.face.baud


def _garbled(data: bytes) -> bytes:
    """What the wrong speed makes of a frame: other bytes, and no terminator among them."""
    return bytes(((byte << 1 | byte >> 3) & 0x7F) | 0x40 for byte in data)
