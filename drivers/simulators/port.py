"""Where simulated instruments are plugged: a real pseudo-terminal, or `sim://` where the platform has none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from drivers.simulators.face import SimulatedFace


class SimulatedPort(Protocol):
    """A port with a simulated instrument behind it."""

    @property
    def url(self) -> str:
        """What a driver opens."""

    def press_data(self) -> None:
        """Press the DATA button of the instrument."""

    def close(self) -> None:
        """Unplug for good."""


class InProcessPort:
    """A port reached by `sim://bench/NAME`, in this process."""

    def __init__(self, face: SimulatedFace, name: str) -> None:
        from drivers.urls.protocol_sim import plug

        self._socket = plug(face, name)
        self._name = name
        self.url = f"sim://bench/{name}"

    def press_data(self) -> None:
        self._socket.press_data()

    def close(self) -> None:
        from drivers.urls.protocol_sim import unplug

        unplug(self._name)


def open_simulated(face: SimulatedFace, name: str, link: Path | None = None) -> SimulatedPort:
    """Plug an instrument into a port of its own: a pseudo-terminal where there are some."""
    if sys.platform == "win32":
        return InProcessPort(face, name)
    from drivers.simulators.pty_port import PtyPort

    return PtyPort(face, link)
