"""`sim://`: a simulated instrument in this process, opened by pyserial like any port.

`sim://bench/NAME` is an instrument plugged by the program (`plug`). `sim://FAMILY?value=12.340&push=0.2&seed=1` makes
one by itself, for a technician who has none at hand: `value` gives the size and the decimals shown, `push` presses
DATA every so many seconds, `fault` spoils the first frame, `unit=in` presses the mm/inch button, `noise` is the
repeatability in millimetres.
"""

from __future__ import annotations

import errno
import threading
import time
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qs, urlsplit

import serial

from drivers.simulators.face import Sent, SimulatedFace
from drivers.simulators.families import resolution_of, simulator_for
from drivers.simulators.instrument import SimulatedInstrument
from drivers.simulators.pulse import Pulse


class Socket:
    """Where an instrument is plugged: bytes that wait for the host, and who waits for them."""

    def __init__(self, face: SimulatedFace) -> None:
        self.face = face
        self.arrived = threading.Condition()
        self.waiting = bytearray()
        self.plugged = True
        self.pulse = Pulse(face)
        self.lines: set[str] | None = set()  # modem lines that are on (`cts`, `dsr`, `cd`, `ri`); None: it has none

    def press_data(self, channel: str | None = None) -> None:
        self.deliver(self.face.press_data(channel))

    def deliver(self, answers: list[Sent]) -> None:
        delay = 0.0
        for answer in answers:
            delay += answer.delay
            if delay:
                timer = threading.Timer(delay, self._put, (answer,))
                timer.daemon = True
                timer.start()
            else:
                self._put(answer)

    def _put(self, answer: Sent) -> None:
        with self.arrived:
            if self.plugged:
                self.waiting += answer.data
            if answer.unplug:
                self.plugged = False
            self.arrived.notify_all()


_sockets: dict[str, Socket] = {}


def plug(face: SimulatedFace, name: str) -> Socket:
    """Make an instrument reachable as `sim://bench/NAME`."""
    _sockets[name] = Socket(face)
    return _sockets[name]


def unplug(name: str) -> None:
    """Take an instrument away; whoever has its port open loses it."""
    socket = _sockets.pop(name, None)
    if socket is not None:
        with socket.arrived:
            socket.plugged = False
            socket.arrived.notify_all()


class Serial(serial.SerialBase):
    """The port that pyserial gives for a `sim://` address."""

    def open(self) -> None:
        self._pushing = threading.Event()
        self._cancelled = False
        self._dtr_fell_at: float | None = None
        parts = urlsplit(str(self.portstr))
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.netloc == "bench":
            name = parts.path.strip("/")
            # A cable pulled by its own simulator leaves a socket that is plugged no more.
            if name not in _sockets or not _sockets[name].plugged:
                raise serial.SerialException(f"nothing is plugged at {self.portstr}")
            self._socket = _sockets[name]
            self._socket.waiting.clear()  # what came before the opening is discarded, as by a real port
        else:
            self._socket = Socket(_face(parts.netloc, options))
            self._push_every(_period(options))
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self._pushing.set()
            self.is_open = False

    def _push_every(self, seconds: float | None) -> None:
        if seconds is None:
            return

        def push() -> None:
            while not self._pushing.wait(seconds):
                self._socket.press_data()

        threading.Thread(target=push, name=f"push {self.portstr}", daemon=True).start()

    @property
    def in_waiting(self) -> int:
        return len(self._socket.waiting)

    def read(self, size: int = 1) -> bytes:
        deadline = None if self.timeout is None else time.monotonic() + self.timeout
        with self._socket.arrived:
            while not self._socket.waiting:
                if not self._socket.plugged:
                    raise serial.SerialException("the simulated instrument was unplugged")
                left = None if deadline is None else deadline - time.monotonic()
                if self._cancelled or (left is not None and left <= 0):
                    self._cancelled = False
                    return b""
                beat = self._socket.pulse.wait()
                self._socket.arrived.wait(left if beat is None else beat if left is None else min(beat, left))
                self._socket.deliver(self._socket.pulse.frames())
            taken = bytes(self._socket.waiting[:size])
            del self._socket.waiting[:size]
            return taken

    def write(self, data: Any) -> int:
        if not self._socket.plugged:
            raise serial.SerialException("the simulated instrument was unplugged")
        self._socket.deliver(self._socket.face.feed(bytes(data)))
        return len(data)

    @property
    def cts(self) -> bool:
        return self._line("cts")

    @property
    def dsr(self) -> bool:
        return self._line("dsr")

    @property
    def ri(self) -> bool:
        return self._line("ri")

    @property
    def cd(self) -> bool:
        return self._line("cd")

    def _line(self, name: str) -> bool:
        if not self._socket.plugged:
            raise serial.SerialException("the simulated instrument was unplugged")
        if self._socket.lines is None:
            raise OSError(errno.ENOTTY, "no modem lines")  # as a pseudo-terminal
        return name in self._socket.lines

    def cancel_read(self) -> None:
        with self._socket.arrived:
            self._cancelled = True
            self._socket.arrived.notify_all()

    def _reconfigure_port(self) -> None:
        pass

    def _update_dtr_state(self) -> None:
        if not self.dtr:
            self._dtr_fell_at = time.monotonic()
        elif self._dtr_fell_at is not None:
            fell_for, self._dtr_fell_at = time.monotonic() - self._dtr_fell_at, None
            self._socket.deliver(self._socket.face.dtr_fell(fell_for))

    def _update_rts_state(self) -> None:
        pass


_OPTIONS = {"value", "noise", "seed", "unit", "fault", "push"}
_LARGEST = 10**6  # mm


def _face(family: str, options: dict[str, str]) -> SimulatedFace:
    """The instrument described by the query of an address; raises SerialException for a query that is not one."""
    try:
        unknown = options.keys() - _OPTIONS
        unit, noise = options.get("unit", "mm"), Decimal(options.get("noise", "0"))
        if unknown or unit not in ("mm", "in") or not (noise.is_finite() and 0 <= noise < _LARGEST):
            raise ValueError(f"unknown options: {sorted(unknown)} {unit} {noise}")
        shown = Decimal(options.get("value", "12.340"))
        if not (shown.is_finite() and abs(shown) < _LARGEST):
            raise ValueError(f"not a displayed value: {shown}")
        instrument = SimulatedInstrument(resolution_of(shown), noise, int(options.get("seed", "1")))
        instrument.present(shown)
        face = simulator_for(family, instrument)
        if "fault" in options:
            face.fault_next(options["fault"])
    except (InvalidOperation, ValueError, KeyError) as error:
        raise serial.SerialException(f"not a simulated instrument: {family} {options}") from error
    if unit == "in":
        instrument.toggle_unit()
    return face


def _period(options: dict[str, str]) -> float | None:
    """Seconds between two presses of DATA; raises SerialException when it is not a duration."""
    if "push" not in options:
        return None
    try:
        seconds = float(options["push"])
    except ValueError as error:
        raise serial.SerialException(f"not a duration: {options['push']}") from error
    if not 0.001 <= seconds <= 86_400:
        raise serial.SerialException(f"not a duration: {options['push']}")
    return seconds
