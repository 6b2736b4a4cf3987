"""The bench: the instruments in use and their links.

Link threads only hand over frozen events; the recorder thread decides what they mean. Several instruments behind one
multiplexer share one link, and are told apart by their channels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from drivers import Address, Link, LinkEvent, LinkState, Reading, utc_now
from drivers.folder import KEY as RESULT_FILES
from drivers.folder import FolderWatch
from drivers.traffic import Spoken, TrafficEnd
from metroapp.domain.message import Refusal
from metroapp.services.bench_plan import Plan
from metroapp.services.wedge import KEY as WEDGE
from metroapp.services.wedge import Wedge, whose
from metroapp.services.wire_tap import WireTap

OnEvent = Callable[[str, LinkEvent], None]


class _Source(Protocol):
    """What a link and a folder that is watched have in common."""

    @property
    def state(self) -> LinkState: ...

    @property
    def can_be_asked(self) -> bool: ...

    def start(self) -> None: ...

    def request(self, channel: str | None = None) -> None: ...

    def halt(self) -> None: ...

    def stop(self, timeout: float = 2.0) -> None: ...


@dataclass(frozen=True, eq=False)
class _Opened:
    """What was opened together: the instruments of one port, or one that shares no link."""

    group: Mapping[str, Address]  # by instrument
    source: _Source | None = None  # None for an interface that types
    tap: WireTap | None = None  # None for a folder


@dataclass(frozen=True)
class _Connected:
    """What is on the bench. Replaced whole and never changed: the window reads it while the recorder connects."""

    opened: Mapping[str, _Opened] = field(default_factory=dict)  # by instrument
    plan: Plan = field(default_factory=Plan)

    def source(self, number: str) -> _Source | None:
        return self.opened[number].source if number in self.opened else None

    def tap(self, number: str) -> WireTap | None:
        return self.opened[number].tap if number in self.opened else None

    def staying(self, plan: Plan) -> list[_Opened]:
        """What a plan leaves as it is: the same instruments with the same facts at the same port."""
        return [one for one in dict.fromkeys(self.opened.values()) if one.group in plan.groups]


_NOTHING = _Connected()


class Bench:
    """Opens one link for each port in use; `on_event` is called in the threads of the links."""

    def __init__(self, on_event: OnEvent, memory: Path, clock: Callable[[], datetime] = utc_now) -> None:
        """`memory` is the folder that remembers which result files were read; `clock` dates what arrives."""
        self._clock = clock
        self._on_event = on_event
        self._memory = memory
        self._now = _NOTHING
        self.simulated: frozenset[str] = frozenset()  # numbers of those that are not real

    @property
    def families(self) -> Mapping[str, str]:
        """Of each instrument on the bench."""
        return self._now.plan.families

    @property
    def addresses(self) -> Mapping[str, str]:
        """The port of each instrument now on the bench."""
        return self._now.plan.addresses

    @property
    def wedges(self) -> Mapping[str, Wedge]:
        """The instruments whose interface types."""
        return self._now.plan.wedges

    def leaving(self, plan: Plan) -> frozenset[str]:
        """The instruments of the bench whose link `connect` closes, be it to open another one for them."""
        now = self._now
        return frozenset(now.opened) - {number for one in now.staying(plan) for number in one.group}

    def connect(self, plan: Plan) -> None:
        """Put a plan in place of what is on the bench: a port that stays as it is keeps its link and its recording."""
        before = self._now
        staying = before.staying(plan)
        kept = [one.group for one in staying]
        fresh = [self._open(group) for group in plan.groups if group not in kept]
        _free([one for one in dict.fromkeys(before.opened.values()) if one not in staying])
        self.simulated = plan.simulated
        self._now = _Connected({number: one for one in (*staying, *fresh) for number in one.group}, plan)
        for one in fresh:
            if one.source is not None:
                one.source.start()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading (ignored by those that cannot be asked)."""
        now = self._now
        source = now.source(number)
        if source is not None:
            source.request(now.plan.plugs[number].channel)

    def can_be_asked(self, number: str) -> bool:
        """Whether a request would bring a reading: its port is open, and its cable takes requests."""
        source = self._now.source(number)
        return source is not None and source.can_be_asked and source.state in (LinkState.READY, LinkState.SILENT)

    def check(self, number: str, *, reading: bool = True) -> None:
        """Try an instrument: who it is, how its battery is, and one `reading`."""
        source = self._now.source(number)
        if isinstance(source, Link):
            source.check()
        if reading:
            self.request(number)

    def stream(self, number: str, *, on: bool) -> None:
        """Begin or end a continuous output."""
        now = self._now
        source = now.source(number)
        if isinstance(source, Link):
            source.stream(on=on, channel=now.plan.plugs[number].channel)

    def can_stream(self, number: str) -> bool:
        """Whether an instrument of the bench can give one value after the other."""
        source = self._now.source(number)
        return isinstance(source, Link) and source.can_stream

    def typed(self, text: str, at: datetime) -> tuple[str, LinkEvent]:
        """What a line says that an interface typed, and of which instrument.

        Refuses as `wedge.whose`, `wedge.ambiguous`, `wedge.unreadable`.
        """
        now = self._now
        number = whose(now.plan.wedges, text)
        tap, wedge = now.tap(number), now.plan.wedges[number]
        if tap is not None:
            tap.heard(text.encode())
        event = wedge.read(text, now.plan.decimals[number], at)
        if event is not None:
            return number, event
        if wedge.is_ambiguous(text):
            raise Refusal("wedge.ambiguous", instrument=number, text=text)
        raise Refusal("wedge.unreadable", instrument=number, text=text)

    def states(self) -> dict[str, LinkState]:
        """The state of each instrument on the bench; what types is always ready."""
        return {
            number: LinkState.READY if one.source is None else one.source.state
            for number, one in self._now.opened.items()
        }

    def state_of(self, number: str) -> LinkState:
        return self.states().get(number, LinkState.ABSENT)

    def lately(self, number: str) -> tuple[Spoken, ...]:
        """What passed on the wire of an instrument lately."""
        tap = self._now.tap(number)
        return () if tap is None else tap.lately()

    def record(self, number: str, path: Path) -> None:
        """Keep what passes on the wire of an instrument in a new file.

        Refuses `bench.not_connected`, `bench.recording_refused`.
        """
        tap = self._now.tap(number)
        if tap is None:
            raise Refusal("bench.not_connected", instrument=number)
        try:
            tap.record(path)
        except OSError as error:
            raise Refusal("bench.recording_refused", path=str(path)) from error

    def end_recording(self, number: str) -> TrafficEnd | None:
        """End the recording of a wire; how it ended, None where nothing was being recorded."""
        tap = self._now.tap(number)
        return None if tap is None else tap.end_recording()

    def recorded(self) -> frozenset[str]:
        """The instruments whose wire is being recorded."""
        opened = self._now.opened
        return frozenset(number for number, one in opened.items() if one.tap is not None and one.tap.is_recording)

    def close(self) -> None:
        """Free every port at once and end every thread."""
        closed, self._now = self._now, _NOTHING
        _free(list(dict.fromkeys(closed.opened.values())))

    # -- how it is opened ---------------------------------------------------------------------------------------------

    def _open(self, group: Mapping[str, Address]) -> _Opened:
        """What reads a port, not started yet, and what hears its wire."""
        first = next(iter(group.values()))
        if first.family == WEDGE:
            return _Opened(group, tap=WireTap(first.url, first.family))
        if first.family == RESULT_FILES:
            number = next(iter(group))
            memory = self._memory / f"results-read-{_as_file_name(number)}.json"
            return _Opened(group, FolderWatch(first, self._listener({None: number}), memory))
        tap = WireTap(first.url, first.family)
        by_channel = {address.channel: number for number, address in group.items()}
        return _Opened(
            group, Link(tuple(group.values()), self._listener(by_channel), clock=self._clock, traffic=tap), tap
        )

    def _listener(self, by_channel: Mapping[str | None, str]) -> Callable[[LinkEvent], None]:
        """Hand over what a link reports: to the instrument of the channel, or to all where it concerns the port. A
        reading is of one instrument, or of none."""
        only = next(iter(by_channel.values())) if len(by_channel) == 1 else None

        def hand_over(event: LinkEvent) -> None:
            if only is not None:
                self._on_event(only, event)
                return
            number = by_channel.get(getattr(event, "channel", None))
            if number is None and isinstance(event, Reading):
                return
            for each in by_channel.values() if number is None else (number,):
                self._on_event(each, event)

        return hand_over


def _free(opened: list[_Opened]) -> None:
    """Free their ports, all at once, and end their threads."""
    sources = [one.source for one in opened if one.source is not None]
    for source in sources:
        source.halt()
    for source in sources:
        source.stop()
    for one in opened:
        if one.tap is not None:
            one.tap.end_recording()


def _as_file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() else f"-{ord(sign):x}-" for sign in number)
