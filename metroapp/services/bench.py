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

from drivers import Address, Link, LinkEvent, LinkState, Reading, families
from drivers.channels import ChannelFlaw, ChannelRefused, require_channels
from drivers.folder import KEY as RESULT_FILES
from drivers.folder import FolderWatch
from drivers.registry import family_at
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.text_profile import TextProfile
from drivers.traffic import Spoken, TrafficEnd
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.services.plug import Plug, read_plug
from metroapp.services.wedge import Wedge, read_wedge, whose
from metroapp.services.wire_tap import WireTap

OnEvent = Callable[[str, LinkEvent], None]

WEDGE = "keyboard-wedge"  # an interface that types: the window hears it, no port is opened


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


@dataclass(frozen=True)
class Plan:
    """What is to be connected, where nothing is refused any more."""

    ports: Mapping[str, Mapping[str, Address]]  # by port, then by instrument
    plugs: Mapping[str, Plug]
    addresses: Mapping[str, str]
    wedges: Mapping[str, Wedge]
    decimals: Mapping[str, int | None]
    simulated: frozenset[str]


@dataclass(frozen=True)
class _Connected:
    """What is on the bench. Replaced whole and never changed: the window reads it while the recorder connects."""

    sources: Mapping[str, _Source] = field(default_factory=dict)  # by instrument
    taps: Mapping[str, WireTap] = field(default_factory=dict)
    plugs: Mapping[str, Plug] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    wedges: Mapping[str, Wedge] = field(default_factory=dict)
    decimals: Mapping[str, int | None] = field(default_factory=dict)  # that each of these shows


_NOTHING = _Connected()


class Bench:
    """Opens one link for each port in use; `on_event` is called in the threads of the links."""

    def __init__(self, on_event: OnEvent, memory: Path) -> None:
        """`memory` is the folder that remembers which result files were read."""
        self._on_event = on_event
        self._memory = memory
        self._now = _NOTHING
        self.simulated: frozenset[str] = frozenset()  # numbers of those that are not real

    @property
    def families(self) -> Mapping[str, str]:
        """Of each instrument on the bench."""
        return self._now.families

    @property
    def addresses(self) -> Mapping[str, str]:
        """The port of each instrument now on the bench."""
        return self._now.addresses

    @property
    def wedges(self) -> Mapping[str, Wedge]:
        """The instruments whose interface types."""
        return self._now.wedges

    def plan(
        self,
        instruments: Mapping[str, Instrument],
        addresses: Mapping[str, str],
        profiles: Mapping[str, TextProfile],
        *,
        simulated: bool = False,
    ) -> Plan:
        """What `connect` opens; `addresses` gives the port of each instrument number, `profiles` those of text
        instruments. Nothing is opened nor closed.

        Refuses `bench.no_address` (unknown, or without a cable), `bench.unknown_family`, `bench.no_profile`,
        `bench.not_one_family`, `bench.one_channel_twice`, `bench.no_channel`, `bench.no_such_channel`,
        `bench.bad_folder`, and as `read_plug` and `read_wedge`.
        """
        plugs = {number: read_plug(text) for number, text in addresses.items()}
        ports = _by_port(instruments, plugs, profiles)
        typing = [number for found in ports.values() for number, one in found.items() if one.family == WEDGE]
        return Plan(
            ports,
            plugs,
            dict(addresses),
            wedges={number: read_wedge(plugs[number]) for number in typing},
            decimals={number: instruments[number].decimals for number in plugs},
            simulated=frozenset(
                number for number, plug in plugs.items() if simulated or plug.scheme in ("sim", "replay")
            ),
        )

    def connect(self, plan: Plan) -> None:
        """Open the links of an empty bench."""
        sources: dict[str, _Source] = {}
        taps: dict[str, WireTap] = {}
        for found in plan.ports.values():
            self._open(found, sources, taps)
        families = {number: one.family for found in plan.ports.values() for number, one in found.items()}
        self.simulated = plan.simulated
        self._now = _Connected(sources, taps, plan.plugs, families, plan.addresses, plan.wedges, plan.decimals)
        for source in dict.fromkeys(sources.values()):
            source.start()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading (ignored by those that cannot be asked)."""
        now = self._now
        if number in now.sources:
            now.sources[number].request(now.plugs[number].channel)

    def can_be_asked(self, number: str) -> bool:
        """Whether a request would bring a reading: its port is open, and its cable takes requests."""
        source = self._now.sources.get(number)
        return source is not None and source.can_be_asked and source.state in (LinkState.READY, LinkState.SILENT)

    def check(self, number: str, *, reading: bool = True) -> None:
        """Try an instrument: who it is, how its battery is, and one `reading`."""
        source = self._now.sources.get(number)
        if isinstance(source, Link):
            source.check()
        if reading:
            self.request(number)

    def stream(self, number: str, *, on: bool) -> None:
        """Begin or end a continuous output."""
        now = self._now
        source = now.sources.get(number)
        if isinstance(source, Link):
            source.stream(on=on, channel=now.plugs[number].channel)

    def can_stream(self, number: str) -> bool:
        """Whether an instrument of the bench can give one value after the other."""
        source = self._now.sources.get(number)
        return isinstance(source, Link) and source.can_stream

    def typed(self, text: str, at: datetime) -> tuple[str, LinkEvent]:
        """What a line says that an interface typed, and of which instrument.

        Refuses as `wedge.whose`, `wedge.ambiguous`, `wedge.unreadable`.
        """
        now = self._now
        number = whose(now.wedges, text)
        now.taps[number].heard(text.encode())
        wedge = now.wedges[number]
        event = wedge.read(text, now.decimals[number], at)
        if event is not None:
            return number, event
        if wedge.is_ambiguous(text):
            raise Refusal("wedge.ambiguous", instrument=number, text=text)
        raise Refusal("wedge.unreadable", instrument=number, text=text)

    def states(self) -> dict[str, LinkState]:
        """The state of each instrument on the bench; what types is always ready."""
        now = self._now
        return {
            number: now.sources[number].state if number in now.sources else LinkState.READY for number in now.addresses
        }

    def state_of(self, number: str) -> LinkState:
        return self.states().get(number, LinkState.ABSENT)

    def lately(self, number: str) -> tuple[Spoken, ...]:
        """What passed on the wire of an instrument lately."""
        tap = self._now.taps.get(number)
        return () if tap is None else tap.lately()

    def record(self, number: str, path: Path) -> None:
        """Keep what passes on the wire of an instrument in a new file.

        Refuses `bench.not_connected`, `bench.recording_refused`.
        """
        tap = self._now.taps.get(number)
        if tap is None:
            raise Refusal("bench.not_connected", instrument=number)
        try:
            tap.record(path)
        except OSError as error:
            raise Refusal("bench.recording_refused", path=str(path)) from error

    def end_recording(self, number: str) -> TrafficEnd | None:
        """End the recording of a wire; how it ended, None where nothing was being recorded."""
        tap = self._now.taps.get(number)
        return None if tap is None else tap.end_recording()

    def recorded(self) -> frozenset[str]:
        """The instruments whose wire is being recorded."""
        return frozenset(number for number, tap in self._now.taps.items() if tap.is_recording)

    def close(self) -> None:
        """Free every port at once and end every thread."""
        closed, self._now = self._now, _NOTHING
        sources = dict.fromkeys(closed.sources.values())
        for source in sources:
            source.halt()
        for source in sources:
            source.stop()
        for tap in dict.fromkeys(closed.taps.values()):
            tap.end_recording()

    # -- how it is opened ---------------------------------------------------------------------------------------------

    def _open(self, found: Mapping[str, Address], sources: dict[str, _Source], taps: dict[str, WireTap]) -> None:
        """One source for the instruments of one port, and what hears its wire."""
        first = next(iter(found.values()))
        if first.family == WEDGE:
            taps.update((number, WireTap(first.url, first.family)) for number in found)
            return
        if first.family == RESULT_FILES:
            for number, address in found.items():
                memory = self._memory / f"results-read-{_as_file_name(number)}.json"
                sources[number] = FolderWatch(address, self._listener({None: number}), memory)
            return
        tap = WireTap(first.url, first.family)
        by_channel = {address.channel: number for number, address in found.items()}
        link = Link(tuple(found.values()), self._listener(by_channel), traffic=tap)
        for number in found:
            sources[number] = link
            taps[number] = tap

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


def _by_port(
    instruments: Mapping[str, Instrument], plugs: Mapping[str, Plug], profiles: Mapping[str, TextProfile]
) -> dict[str, dict[str, Address]]:
    """What is on each port, by instrument; refuses as `Bench.plan`."""
    ports: dict[str, dict[str, Address]] = {}
    for number, plug in plugs.items():
        ports.setdefault(plug.url, {})[number] = _address(number, instruments.get(number), plug, profiles)
    for url, found in ports.items():
        _require_shareable(url, found)
        for address in found.values():
            if address.family == RESULT_FILES:
                _require_folder(address)
    return ports


def _address(number: str, instrument: Instrument | None, plug: Plug, profiles: Mapping[str, TextProfile]) -> Address:
    if instrument is None or instrument.family is None:
        raise Refusal("bench.no_address", instrument=number)
    family = instrument.family
    if family == GENERIC_TEXT and number not in profiles:
        raise Refusal("bench.no_profile", instrument=number)
    if family not in (GENERIC_TEXT, RESULT_FILES, WEDGE) and family not in families():
        raise Refusal("bench.unknown_family", instrument=number, family=family)
    profile = profiles[number] if family == GENERIC_TEXT else None
    unit = "mm" if profile is None else profile.unit
    return Address(plug.url, family, unit, plug.channel, instrument.decimals, profile=profile)


def _require_shareable(url: str, found: Mapping[str, Address]) -> None:
    channels: dict[str | None, str] = {}
    first = next(iter(found.values()))
    for number, address in found.items():
        if (address.family, address.profile) != (first.family, first.profile):
            raise Refusal("bench.not_one_family", address=url, family=first.family)
        if address.channel in channels and first.family not in (RESULT_FILES, WEDGE):
            raise Refusal("bench.one_channel_twice", first=channels[address.channel], second=number, address=url)
        channels[address.channel] = number
    if first.family not in (RESULT_FILES, WEDGE):
        _require_channels(url, first, channels)


def _require_channels(url: str, first: Address, channels: Mapping[str | None, str]) -> None:
    try:
        require_channels(family_at(first), channels)
    except ChannelRefused as refused:
        number = channels[refused.channel]
        if refused.flaw is ChannelFlaw.MISSING:
            raise Refusal("bench.no_channel", instrument=number, address=url) from refused
        raise Refusal(
            "bench.no_such_channel", instrument=number, family=first.family, channel=refused.channel or ""
        ) from refused


def _require_folder(address: Address) -> None:
    try:
        FolderWatch(address, lambda _event: None, Path())  # it looks at nothing before it is started
    except ValueError as error:
        raise Refusal("bench.bad_folder", address=address.url) from error


def _as_file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() else f"-{ord(sign):x}-" for sign in number)
