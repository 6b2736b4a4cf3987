"""Cables for the tests of survival: bare terminals, adapters that change their name, and what a link said of them."""

from __future__ import annotations

import os
import pty
import queue
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from drivers import Address, Fault, Link, LinkEvent, LinkState, Reading, StateChange
from drivers.simulators import SimulatedInstrument, simulator_for
from drivers.simulators.pty_port import PtyPort

PATIENCE_S = 20
VENDOR, PRODUCT = 0x0403, 0x6001


def open_files() -> int:
    """The descriptors of this process."""
    return len(list(Path("/proc/self/fd").iterdir()))


def link_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("link ", "simulator "))]


@contextmanager
def nothing_left_over() -> Iterator[None]:
    """No thread of a link and no descriptor more at the end than at the beginning."""
    threads, files = link_threads(), open_files()
    yield
    # What an earlier test left may end meanwhile; what this one left is given a moment to go.
    end = time.monotonic() + PATIENCE_S
    while (more := set(link_threads()) - set(threads)) or open_files() > files:
        assert time.monotonic() < end, f"left over: {sorted(more)}, {open_files() - files} descriptors"
        time.sleep(0.05)


class BareCable:
    """A terminal with nothing of ours behind it: whatever the test writes."""

    def __init__(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.url = os.ttyname(self._slave)

    def send(self, data: bytes) -> int:
        """Write what the line takes now; how much that was."""
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0

    def send_all(self, data: bytes) -> None:
        while data:
            data = data[self.send(data) :]
            if data:
                time.sleep(0.001)

    def heard(self) -> bytes:
        """What the program sent."""
        try:
            return os.read(self._master, 4096)
        except BlockingIOError:
            return b""

    def close(self) -> None:
        os.close(self._master)
        os.close(self._slave)


class Said:
    """What a link says, in order, for the thread of the test."""

    def __init__(self) -> None:
        self._events: queue.Queue[LinkEvent] = queue.Queue()
        self.everything: list[LinkEvent] = []

    def __call__(self, event: LinkEvent) -> None:
        self._events.put(event)

    def until(self, wanted: Callable[[LinkEvent], bool], within: float = PATIENCE_S) -> LinkEvent:
        """The next event that is wanted; raises queue.Empty when none comes."""
        end = time.monotonic() + within
        while True:
            event = self._events.get(timeout=max(0.0, end - time.monotonic()))
            self.everything.append(event)
            if wanted(event):
                return event

    def state(self, state: LinkState) -> None:
        self.until(lambda event: isinstance(event, StateChange) and event.state is state)

    def reading(self, within: float = PATIENCE_S) -> Reading:
        event = self.until(lambda event: isinstance(event, Reading), within)
        assert isinstance(event, Reading)
        return event

    def reading_after(self, send: Callable[[], None]) -> Reading:
        """The next reading: what is sent right after garbage cannot be told from it, and is sent again."""
        for _ in range(20):
            send()
            with suppress(queue.Empty):
                return self.reading(within=0.5)
        raise AssertionError("no good frame was read any more")

    def drain(self) -> None:
        """Take what has been said so far."""
        while not self._events.empty():
            self.everything.append(self._events.get())

    def readings(self) -> list[Reading]:
        return [event for event in self.everything if isinstance(event, Reading)]

    def faults(self) -> list[Fault]:
        return [event for event in self.everything if isinstance(event, Fault)]


class PluggedInstrument:
    """A simulated instrument whose cable is pulled and plugged again, each time under another name of the system."""

    def __init__(self, family: str, link: Path | None = None) -> None:
        self.instrument = SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)
        self.port = PtyPort(simulator_for(family, self.instrument), link)
        self.family = family
        self.moves = 0  # how many times it came back under another name

    def shows(self, value: Decimal) -> None:
        self.instrument.present(value)

    def frame(self) -> bytes:
        """What the DATA button sends now."""
        return b"".join(sent.data for sent in self.port.face.press_data())

    def replug_elsewhere(self) -> None:
        """Pull the cable and plug it at another terminal."""
        before, taken = self.port.path, []
        self.port.unplug()
        # The next terminal would be given the same name, as soon as the link has let go of it.
        deadline = time.monotonic() + PATIENCE_S / 10
        while not Path(before).exists() and time.monotonic() < deadline:
            pair = pty.openpty()
            given = os.ttyname(pair[1])
            if given == before:
                taken += pair
                break
            for end in pair:
                os.close(end)
            if int(Path(given).name) < int(Path(before).name):
                break  # a lower name is free: the cable will get that one
            time.sleep(0.002)
        self.port.replug()
        self.moves += self.port.path != before
        for end in taken:
            os.close(end)


class Adapters:
    """What the system lists: the adapters that are plugged now, by serial number."""

    def __init__(self) -> None:
        self._plugged: dict[str, PluggedInstrument] = {}

    def add(self, serial_number: str, instrument: PluggedInstrument) -> str:
        """The address of an adapter, wherever it is plugged."""
        self._plugged[serial_number] = instrument
        return f"usb://{VENDOR:04x}:{PRODUCT:04x}/{serial_number}"

    def comports(self, *_: Any, **__: Any) -> list[Any]:
        """In place of `serial.tools.list_ports.comports`."""
        return [
            SimpleNamespace(
                device=one.port.path,
                description="USB Serial",
                manufacturer="FTDI",
                product="FT232R",
                vid=VENDOR,
                pid=PRODUCT,
                serial_number=number,
                location=None,
            )
            for number, one in tuple(self._plugged.items())
            if one.port.is_plugged
        ]


def linked(url: str, family: str, **agreed: Any) -> tuple[Link, Said]:
    """A link that has been started, and what it says."""
    said = Said()
    link = Link(Address(url, family, **agreed), said)
    link.start()
    return link, said
