"""A contact (a foot pedal) wired to a modem line of a serial port: RTS or DTR feeds it, and a line says it is closed.

The port is its own: a port with an instrument is held by its link. A line has no interrupt in pyserial: it is looked at
every 20 ms, and two equal looks make a state, so that a contact that bounces is pressed once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from drivers.family import Family, Notice
from drivers.reading import Cause, LinkState, StateChange, utc_now
from drivers.transport import NoLines, PortLost, PortUnavailable, Transport

_log = logging.getLogger(__name__)

EVERY_S = 0.02
_LOOKED_FOR_S = 0.5  # a port that is away
_NO_LINES_S = 2.0  # one that has no lines may be another one next time


class Line(StrEnum):
    """A line of the port that the other side sets (TIA-232-F, CCITT V.24)."""

    CTS = "cts"
    DSR = "dsr"
    DCD = "dcd"
    RI = "ri"


# Nothing is said on this wire: both lines of ours are on, for a contact is fed by one of them.
_CONTACT = Family(
    key="contact",
    maker="",
    baud=9600,
    data_bits=8,
    parity="N",
    stop_bits=1,
    dtr=True,
    rts=True,
    decode=lambda _body: Notice.ECHO,
    request=None,
    answer_within=1.0,
)


class Debounce:
    """Looks become presses: off, then on, each seen twice. A contact that is closed at first is not a press."""

    def __init__(self) -> None:
        self._state: bool | None = None
        self._last: bool | None = None

    @property
    def is_known(self) -> bool:
        """Whether it was seen twice the same: a press can be told from now on."""
        return self._state is not None

    def look(self, on: bool) -> bool:
        """Whether the contact has just been pressed."""
        same, self._last = on == self._last, on
        if not same or on == self._state:
            return False
        before, self._state = self._state, on
        return on and before is False


class ContactWatch:
    """Watches one line. `on_press` and `on_change` are called in its thread and must return at once."""

    def __init__(
        self,
        url: str,
        line: Line,
        on_press: Callable[[], None],
        on_change: Callable[[StateChange], None] = lambda _change: None,
        *,
        clock: Callable[[], datetime] = utc_now,
        every: float = EVERY_S,
    ) -> None:
        """`on_change` says how the port is; `Cause.NO_LINES` for one without modem lines, as a terminal."""
        self.url = url
        self.line = line
        self._on_press = on_press
        self._on_change = on_change
        self._clock = clock
        self._every = every
        self._state: tuple[LinkState, Cause | None] | None = None
        self._defective = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"contact {url}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> None:
        """End the thread and free the port. Idempotent."""
        self._stopping.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    # -- in the thread of the contact ---------------------------------------------------------------------------------

    def _run(self) -> None:
        self._enter(LinkState.OPENING)
        while not self._stopping.is_set():
            wait = _LOOKED_FOR_S
            try:
                self._watch()
            except PortUnavailable as unavailable:
                self._enter(LinkState.ABSENT, unavailable.cause, str(unavailable))
            except PortLost as lost:
                self._enter(LinkState.LOST, Cause.UNPLUGGED, str(lost))
            except NoLines as absent:
                self._enter(LinkState.ABSENT, Cause.NO_LINES, str(absent))
                wait = _NO_LINES_S
            except Exception:
                _log.error("the contact at %s failed", self.url, exc_info=not self._defective)
                self._defective = True
                self._enter(LinkState.LOST, Cause.DEFECT)
            self._stopping.wait(wait)

    def _watch(self) -> None:
        """Look at the line until the port is lost, or the watch is stopped."""
        port = Transport(self.url, _CONTACT)
        contact = Debounce()
        try:
            while not self._stopping.is_set():
                is_pressed = contact.look(port.is_on(self.line))
                if contact.is_known:
                    self._enter(LinkState.READY)
                if is_pressed:
                    self._on_press()
                self._stopping.wait(self._every)
        finally:
            port.close()

    def _enter(self, state: LinkState, cause: Cause | None = None, detail: str = "") -> None:
        if (state, cause) != self._state and not self._stopping.is_set():
            self._state = (state, cause)
            self._on_change(StateChange(state, self._clock(), cause, detail))
