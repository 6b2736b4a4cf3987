"""`sim://`: a simulated instrument in this process, opened by pyserial like any port.

`sim://bench/NAME` is an instrument plugged by the program (`plug`). `sim://FAMILY?value=12.340&push=0.2&seed=1` makes
one by itself, for a technician who has none at hand: `value` gives the size and the decimals shown, `push` presses
DATA every so many seconds, `fault` spoils the first frame, `unit=in` presses the mm/inch button.
"""

from __future__ import annotations

import threading
import time
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import parse_qs, urlsplit

import serial

from drivers.simulators.face import Sent, SimulatedFace, resolution_of, simulator_for
from drivers.simulators.instrument import SimulatedInstrument


class Socket:
    """Where an instrument is plugged: bytes that wait for the host, and who waits for them."""

    def __init__(self, face: SimulatedFace) -> None:
        self.face = face
        self.arrived = threading.Condition()
        self.waiting = bytearray()
        self.plugged = True

    def press_data(self) -> None:
        self.deliver(self.face.press_data())

    def deliver(self, answers: list[Sent]) -> None:
        delay = 0.0
        for answer in answers:
            delay += answer.delay
            if delay:
                timer = threading.Timer(delay, self._put, (answer.data,))
                timer.daemon = True
                timer.start()
            else:
                self._put(answer.data)

    def _put(self, data: bytes) -> None:
        with self.arrived:
            self.waiting += data
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
        parts = urlsplit(str(self.portstr))
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.netloc == "bench":
            name = parts.path.strip("/")
            if name not in _sockets:
                raise serial.SerialException(f"nothing is plugged at {self.portstr}")
            self._socket = _sockets[name]
        else:
            self._socket = Socket(_face(parts.netloc, options))
            self._push_every(options.get("push"))
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self._pushing.set()
            self.is_open = False

    def _push_every(self, period: str | None) -> None:
        if period is None:
            return
        seconds = float(Decimal(period))

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
                self._socket.arrived.wait(left)
            taken = bytes(self._socket.waiting[:size])
            del self._socket.waiting[:size]
            return taken

    def write(self, data: Any) -> int:
        if not self._socket.plugged:
            raise serial.SerialException("the simulated instrument was unplugged")
        self._socket.deliver(self._socket.face.feed(bytes(data)))
        return len(data)

    def cancel_read(self) -> None:
        with self._socket.arrived:
            self._cancelled = True
            self._socket.arrived.notify_all()

    def _reconfigure_port(self) -> None:
        pass

    def _update_dtr_state(self) -> None:
        pass

    def _update_rts_state(self) -> None:
        pass


def _face(family: str, options: dict[str, str]) -> SimulatedFace:
    """The instrument described by the query of an address; raises SerialException for a query that is not one."""
    try:
        shown = Decimal(options.get("value", "12.340"))
        instrument = SimulatedInstrument(
            resolution_of(shown), Decimal(options.get("noise", "0")), int(options.get("seed", "1"))
        )
        instrument.present(shown)
        face = simulator_for(family, instrument)
    except (InvalidOperation, ValueError, KeyError) as error:
        raise serial.SerialException(f"not a simulated instrument: {family} {options}") from error
    if options.get("unit") == "in":
        instrument.toggle_unit()
    if "fault" in options:
        face.fault_next(options["fault"])
    return face
