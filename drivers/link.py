"""The link to one port: one plain thread that opens, reads, decodes, reports and opens again.

What waits lives here, once: silence, back-off, retries. A family only brings facts and a decoder.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from drivers.address import Address
from drivers.channels import require_channels
from drivers.conversation import Agreed, Conversation
from drivers.family import DtrPulse
from drivers.quiet import Quiet
from drivers.reading import Cause, Fault, FaultCode, LinkEvent, LinkState, StateChange, utc_now
from drivers.registry import family_at
from drivers.transport import PortLost, PortUnavailable, Transport
from drivers.turn import Turn

_log = logging.getLogger(__name__)

_FIRST_BACK_OFF_S = 0.2
_LONGEST_BACK_OFF_S = 2.0
_MOST_COMMANDS = 64  # given while a port is away; the oldest are forgotten

OnEvent = Callable[[LinkEvent], None]
_Command = Callable[[Conversation, datetime, float], Turn]


class Traffic(Protocol):
    """Who keeps what passes on a wire."""

    def said(self, data: bytes) -> None:
        """The program sent this."""

    def heard(self, data: bytes) -> None:
        """The instrument sent this."""


class Link:
    """Keeps one port connected. `on_event` is called in the thread of the link and must return at once."""

    def __init__(
        self,
        address: Address | Sequence[Address],
        on_event: OnEvent,
        *,
        clock: Callable[[], datetime] = utc_now,
        traffic: Traffic | None = None,
    ) -> None:
        """Several addresses are the instruments behind one multiplexer: same port, same family, a channel each.

        Raises KeyError for an unknown family, ValueError for addresses that are not on one port, ChannelRefused for
        instruments that could not be told apart. An instrument without a channel is on the first one of its family.
        """
        self.addresses = (address,) if isinstance(address, Address) else tuple(address)
        self.address = self.addresses[0]
        if len({(one.url, one.family, one.profile) for one in self.addresses}) != 1:
            raise ValueError(f"not on one port: {self.addresses}")
        self._family = family_at(self.address)
        if not (self.address.trusting and len(self.addresses) == 1 and self.address.channel is None):
            require_channels(self._family, [one.channel for one in self.addresses])
        self._only = self.address.channel if len(self.addresses) == 1 else None  # whom the loss concerns; None: all
        self._on_event = on_event
        self._clock = clock
        self._traffic = traffic
        self._stopping = threading.Event()
        self._commands: deque[tuple[float, _Command]] = deque(maxlen=_MOST_COMMANDS)  # with the time of each
        self._defective = False  # a defect has been logged with its traceback
        self._transport: Transport | None = None
        self._state: LinkState | None = None
        self._cause: Cause | None = None
        self._heard = False  # anything, since the port was opened
        self._streams = False  # a continuous output was begun, or was to be ended, and the instrument was not told so
        self._streamed: str | None = None
        self._quiet = Quiet()
        self._thread = threading.Thread(target=self._run, name=f"link {self.address.url}", daemon=True)

    @property
    def state(self) -> LinkState:
        return self._state or LinkState.ABSENT

    @property
    def can_be_asked(self) -> bool:
        """Whether `request` brings a reading; some cables only send."""
        return self._family.can_be_asked

    def start(self) -> None:
        self._thread.start()

    def request(self, channel: str | None = None) -> None:
        """Ask for a reading, without waiting; ignored by families that cannot be asked.

        While the port is away, a request waits no longer than an answer would: a reading that comes at the replug,
        minutes later, would be one that nobody asked for.
        """
        if self._family.can_be_asked:
            self._do(lambda talk, now, at: talk.request(now, at, channel))

    @property
    def can_stream(self) -> bool:
        """Whether the instruments of this port can give one value after the other."""
        return self._family.stream is not None or self._family.can_be_asked

    def stream(self, *, on: bool, channel: str | None = None) -> None:
        """Begin or end the continuous output of a channel, of the first one by default.

        The end is told whenever the port is open again: an instrument that goes on sending is no matter of patience.
        """
        self._streams, self._streamed = True, channel

        def command(talk: Conversation, now: datetime, at: float) -> Turn:
            self._streams = on
            return talk.stream(now, at, on=on, channel=channel)

        self._do(command)

    def check(self) -> None:
        """Ask the instrument who it is and how its battery is."""
        self._do(lambda talk, now, at: talk.check(now, at))

    def halt(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self._stopping.set()
        transport = self._transport
        if transport is not None:
            transport.cancel()

    def stop(self, timeout: float = 2.0) -> None:
        """Ask the thread to end, wait for it, and free the port. Idempotent."""
        self.halt()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _do(self, command: _Command) -> None:
        self._commands.append((time.monotonic(), command))
        transport = self._transport
        if transport is not None:
            transport.cancel()

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
                self._enter(LinkState.ABSENT, unavailable.cause, str(unavailable))
            except Exception:
                # A list of ports may fail in any way while adapters come and go; the thread goes on looking.
                self._log_defect("opening %s failed", self.address.url)
                self._enter(LinkState.ABSENT, Cause.DEFECT)
            else:
                lived = self._live(transport)
            # A port that dies as soon as it opens is tried ever more slowly; one that worked is looked for at once.
            back_off = _FIRST_BACK_OFF_S if lived else min(back_off * 2, _LONGEST_BACK_OFF_S)
            self._stopping.wait(back_off)

    def _live(self, transport: Transport) -> bool:
        """Use an open port until it is lost or the link is stopped; whether it worked for a while."""
        opened_at = time.monotonic()
        while self._commands and opened_at - self._commands[0][0] > self._family.answer_within:
            self._commands.popleft()
        self._heard = False
        self._transport = transport
        try:
            self._enter(LinkState.READY)
            self._converse(transport)
        except PortLost as lost:
            self._report(Fault(FaultCode.LOST, b"", self._clock(), self._only, ""))
            self._enter(LinkState.LOST, Cause.UNPLUGGED, str(lost))
        except Exception:
            # Never a dead thread behind a link that says it is ready: the port is opened anew.
            self._log_defect("the link to %s failed", self.address.url)
            self._report(Fault(FaultCode.LOST, b"", self._clock(), self._only, "defect"))
            self._enter(LinkState.LOST, Cause.DEFECT)
        finally:
            self._transport = None
            transport.close()
        return self._heard or time.monotonic() - opened_at >= _LONGEST_BACK_OFF_S

    def _converse(self, transport: Transport) -> None:
        agreed = {one.channel: Agreed(one.unit, one.decimals) for one in self.addresses}
        talk = Conversation(self._family, agreed, trusting=self.address.trusting)
        if self._streams:  # it was unplugged meanwhile: it may send still, and nobody waits for that any more
            self._streams = False
            self._carry_out(transport, talk.stream(self._clock(), time.monotonic(), on=False, channel=self._streamed))
        self._carry_out(transport, talk.opening(self._clock(), time.monotonic()))
        while not self._stopping.is_set():
            while self._commands:
                _, command = self._commands.popleft()
                self._carry_out(transport, command(talk, self._clock(), time.monotonic()))
            received = transport.read(talk.patience(time.monotonic()))
            now = self._clock()
            self._heard = self._heard or bool(received)
            if received and self._traffic is not None:
                self._traffic.heard(received)
            try:
                turn = talk.take(received, now, time.monotonic())
            except Exception:
                # A defect of a decoder must not take the bench down; what it choked on is in the log.
                self._log_defect("decoding %r from %s failed", received, self.address.url)
                self._report(Fault(FaultCode.FORMAT, received, now, self._only, "defect"))
                talk.forget()
                continue
            if self._state is LinkState.SILENT and received:
                # Even an answer that is no event, as `MM`, shows that somebody is there again.
                self._enter(LinkState.READY)
            self._carry_out(transport, turn)
            if talk.silent:
                self._enter(LinkState.SILENT)
        if self._streams:  # nobody will be there to tell it to stop
            self._carry_out(transport, talk.stream(self._clock(), time.monotonic(), on=False, channel=self._streamed))

    def _carry_out(self, transport: Transport, turn: Turn) -> None:
        for event in turn.events:
            self._report(event)
        for message in turn.messages:
            if isinstance(message, DtrPulse):
                transport.pulse_dtr(message.seconds)
                continue
            transport.write(message)
            if self._traffic is not None:
                self._traffic.said(message)

    def _enter(self, state: LinkState, cause: Cause | None = None, detail: str = "") -> None:
        if (state, cause) != (self._state, self._cause):
            self._state, self._cause = state, cause
            self._report(StateChange(state, self._clock(), cause, detail))

    def _report(self, event: LinkEvent) -> None:
        if self._stopping.is_set():
            return
        said = self._quiet.filter(event, time.monotonic())
        if said is None:
            return
        try:
            self._on_event(said)
        except Exception:
            # A defect of the listener must not silence the instrument for the rest of the day.
            self._log_defect("reporting %r of %s failed", event, self.address.url)

    def _log_defect(self, text: str, *arguments: object) -> None:
        """The traceback once; afterwards a line each time."""
        _log.error(text, *arguments, exc_info=not self._defective)
        self._defective = True
