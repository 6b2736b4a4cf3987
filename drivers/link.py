"""The link to one instrument: one plain thread that opens, reads, decodes, reports and opens again.

What waits lives here, once: silence, back-off, retries. A family only brings facts and a decoder.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from drivers.conversation import Conversation
from drivers.reading import Fault, FaultCode, LinkEvent, LinkState, StateChange, utc_now
from drivers.registry import families
from drivers.transport import PortLost, PortUnavailable, Transport

_log = logging.getLogger(__name__)

_FIRST_BACK_OFF_S = 0.2
_LONGEST_BACK_OFF_S = 2.0

OnEvent = Callable[[LinkEvent], None]


@dataclass(frozen=True, slots=True)
class Address:
    """Where an instrument is, and what was agreed about it.

    `unit` is what its display shows (`mm` or `in`); `decimals` is the number of decimals it shows in that unit, or
    None: a frame with other decimals reveals that somebody pressed mm/inch, and is no reading. `trusting` reports each
    value at once, even while the unit is being asked: right for watching a cable, wrong for filling a record.
    """

    url: str
    family: str
    unit: str = "mm"
    channel: str | None = None
    decimals: int | None = None
    trusting: bool = False


class Link:
    """Keeps one instrument connected. `on_event` is called in the thread of the link and must return at once."""

    def __init__(self, address: Address, on_event: OnEvent, *, clock: Callable[[], datetime] = utc_now) -> None:
        """Raises KeyError for an unknown family."""
        self.address = address
        self._family = families()[address.family]
        self._on_event = on_event
        self._clock = clock
        self._stopping = threading.Event()
        self._requested = threading.Event()
        self._requested_at = 0.0
        self._defective = False  # a defect has been logged with its traceback
        self._transport: Transport | None = None
        self._state: LinkState | None = None
        self._heard = False  # anything, since the port was opened
        self._thread = threading.Thread(target=self._run, name=f"link {address.url}", daemon=True)

    @property
    def state(self) -> LinkState:
        return self._state or LinkState.ABSENT

    def start(self) -> None:
        self._thread.start()

    def request(self) -> None:
        """Ask for a reading, without waiting; ignored by families that cannot be asked.

        While the port is away, a request waits no longer than an answer would: a reading that comes at the replug,
        minutes later, would be one that nobody asked for.
        """
        if self._family.request is not None:
            self._requested_at = time.monotonic()
            self._requested.set()
            transport = self._transport
            if transport is not None:
                transport.cancel()

    def stop(self, timeout: float = 2.0) -> None:
        """Ask the thread to end, wait for it, and free the port. Idempotent."""
        self._stopping.set()
        transport = self._transport
        if transport is not None:
            transport.cancel()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    # -- in the thread of the link ------------------------------------------------------------------------------------

    def _run(self) -> None:
        # Said once: while a port stays away, trying again and again is not news.
        self._enter(LinkState.OPENING)
        back_off = _FIRST_BACK_OFF_S / 2
        while not self._stopping.is_set():
            lived = False
            try:
                transport = Transport(self.address.url, self._family)
            except PortUnavailable as unavailable:
                self._enter(LinkState.ABSENT, str(unavailable))
            else:
                lived = self._live(transport)
            # A port that dies as soon as it opens is tried ever more slowly; one that worked is looked for at once.
            back_off = _FIRST_BACK_OFF_S if lived else min(back_off * 2, _LONGEST_BACK_OFF_S)
            self._stopping.wait(back_off)

    def _live(self, transport: Transport) -> bool:
        """Use an open port until it is lost or the link is stopped; whether it worked for a while."""
        opened_at = time.monotonic()
        if opened_at - self._requested_at > self._family.answer_within:
            self._requested.clear()
        self._heard = False
        self._transport = transport
        try:
            self._enter(LinkState.READY)
            self._converse(transport)
        except PortLost as lost:
            self._report(Fault(FaultCode.LOST, b"", self._clock(), self.address.channel, ""))
            self._enter(LinkState.LOST, str(lost))
        except Exception:
            # Never a dead thread behind a link that says it is ready: the port is opened anew.
            self._log_defect("the link to %s failed", self.address.url)
            self._report(Fault(FaultCode.LOST, b"", self._clock(), self.address.channel, "defect"))
            self._enter(LinkState.LOST, "defect")
        finally:
            self._transport = None
            transport.close()
        return self._heard or time.monotonic() - opened_at >= _LONGEST_BACK_OFF_S

    def _converse(self, transport: Transport) -> None:
        address = self.address
        conversation = Conversation(
            self._family, address.unit, address.channel, address.decimals, trusting=address.trusting
        )
        self._send(transport, conversation.opening(time.monotonic()))
        while not self._stopping.is_set():
            if self._requested.is_set():
                self._requested.clear()
                self._send(transport, conversation.request(time.monotonic()))
            received = transport.read(conversation.patience(time.monotonic()))
            now = self._clock()
            self._heard = self._heard or bool(received)
            try:
                events, replies = conversation.take(received, now, time.monotonic())
            except Exception:
                # A defect of a decoder must not take the bench down; what it choked on is in the log.
                self._log_defect("decoding %r from %s failed", received, self.address.url)
                self._report(Fault(FaultCode.FORMAT, received, now, address.channel, "defect"))
                conversation.forget()
                continue
            if self._state is LinkState.SILENT and received:
                # Even an answer that is no event, as `MM`, shows that somebody is there again.
                self._enter(LinkState.READY)
            for event in events:
                self._report(event)
            if conversation.silent:
                self._enter(LinkState.SILENT)
            self._send(transport, replies)

    def _send(self, transport: Transport, messages: list[bytes]) -> None:
        for message in messages:
            transport.write(message)

    def _enter(self, state: LinkState, detail: str = "") -> None:
        if state is not self._state:
            self._state = state
            self._report(StateChange(state, self._clock(), detail))

    def _report(self, event: LinkEvent) -> None:
        if self._stopping.is_set():
            return
        try:
            self._on_event(event)
        except Exception:
            # A defect of the listener must not silence the instrument for the rest of the day.
            self._log_defect("reporting %r of %s failed", event, self.address.url)

    def _log_defect(self, text: str, *arguments: object) -> None:
        """The traceback once; afterwards a line each time."""
        _log.error(text, *arguments, exc_info=not self._defective)
        self._defective = True
