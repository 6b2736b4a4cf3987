"""Where simulated instruments are plugged: a real pseudo-terminal, or `sim://` where the platform has none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from drivers.simulators.face import SimulatedFace


class SimulatedPort(Protocol):
    """A port with simulated instruments behind it."""

    @property
    def url(self) -> str:
        """What a driver opens."""

    def press_data(self, channel: str | None = None) -> None:
        """Press the DATA button, of the first channel by default; raises KeyError where no instrument is."""

    def unplug(self) -> None:
        """Pull the cable: whoever has the port open loses it."""

    def replug(self) -> None:
        """Plug it again, at the same address where the port has a stable one."""

    def close(self) -> None:
        """Unplug for good."""


class InProcessPort:
    """A port reached by `sim://bench/NAME`, in this process."""

    def __init__(self, face: SimulatedFace, name: str) -> None:
        self._face = face
        self._name = name
        self.url = f"sim://bench/{name}"
        self.replug()

    def press_data(self, channel: str | None = None) -> None:
        self._socket.press_data(channel)

    def set_line(self, name: str, *, on: bool) -> None:
        """Set a modem line (`cts`, `dsr`, `cd`, `ri`), as a contact between two pins does."""
        lines = self._socket.lines or set()
        self._socket.lines = {*lines, name} if on else lines - {name}

    def without_lines(self) -> None:
        """Be a port without modem lines, as a pseudo-terminal is."""
        self._socket.lines = None

    def unplug(self) -> None:
        from drivers.urls.protocol_sim import unplug

        unplug(self._name)

    def replug(self) -> None:
        from drivers.urls.protocol_sim import plug

        self._socket = plug(self._face, self._name)

    def close(self) -> None:
        self.unplug()


def register(name: str, simulator: SimulatedFace) -> InProcessPort:
    """Make a simulator reachable in this process as `sim://bench/NAME`, on every platform."""
    return InProcessPort(simulator, name)


def open_simulated(simulator: SimulatedFace, name: str, link: Path | None = None) -> SimulatedPort:
    """Plug a simulator into a port of its own: a pseudo-terminal where there are some, else `sim://bench/NAME`.

    `link` is a symbolic link that follows the terminal from one plugging to the next.
    """
    if sys.platform == "win32":
        return register(name, simulator)
    from drivers.simulators.pty_port import PtyPort

    return PtyPort(simulator, link)
