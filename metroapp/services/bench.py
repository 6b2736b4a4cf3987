"""The bench: the instruments in use and their links.

Link threads only hand over frozen events; the recorder thread decides what they mean. Several instruments behind one
multiplexer share one link, and are told apart by their channels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from drivers import Address, Link, LinkEvent, LinkState, families
from drivers.folder import KEY as RESULT_FILES
from drivers.folder import FolderWatch
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


class Bench:
    """Opens one link for each port in use; `on_event` is called in the threads of the links."""

    def __init__(self, on_event: OnEvent, memory: Path) -> None:
        """`memory` is the folder that remembers which result files were read."""
        self._on_event = on_event
        self._memory = memory
        self._sources: dict[str, _Source] = {}  # by instrument
        self._taps: dict[str, WireTap] = {}  # by instrument
        self._plugs: dict[str, Plug] = {}
        self.families: dict[str, str] = {}  # of each instrument on the bench
        self.addresses: dict[str, str] = {}  # the port of each instrument now on the bench
        self.wedges: Mapping[
            str, Wedge
        ] = {}  # the instruments whose interface types; replaced whole: the window reads it
        self._decimals: dict[str, int | None] = {}  # that each of these shows
        self.simulated: frozenset[str] = frozenset()  # numbers of those that are not real

    def require(
        self, instruments: Mapping[str, Instrument], addresses: Mapping[str, str], profiles: Mapping[str, TextProfile]
    ) -> None:
        """Refuse what `connect` would refuse, with nothing opened nor closed."""
        plugs = {number: read_plug(text) for number, text in addresses.items()}
        for found in _by_port(instruments, plugs, profiles).values():
            for number, one in found.items():
                if one.family == WEDGE:
                    read_wedge(plugs[number])

    def connect(
        self,
        instruments: Mapping[str, Instrument],
        addresses: Mapping[str, str],
        profiles: Mapping[str, TextProfile],
        *,
        simulated: bool = False,
    ) -> None:
        """Open the links; `addresses` gives the port of each instrument number, `profiles` those of text instruments.

        Refuses `bench.no_address` (unknown, or without a cable), `bench.unknown_family`, `bench.no_profile`,
        `bench.not_one_family`, `bench.one_channel_twice`, `bench.bad_folder`, and as `read_wedge`; nothing is opened.
        """
        plugs = {number: read_plug(text) for number, text in addresses.items()}
        ports = _by_port(instruments, plugs, profiles)
        self._plugs = plugs
        self.addresses = dict(addresses)
        self.families = {number: one.family for found in ports.values() for number, one in found.items()}
        self._decimals = {number: instruments[number].decimals for number in plugs}
        self.wedges = {number: read_wedge(plugs[number]) for number, family in self.families.items() if family == WEDGE}
        self.simulated = frozenset(
            number for number, plug in plugs.items() if simulated or plug.scheme in ("sim", "replay")
        )
        for found in ports.values():
            self._open(found)
        for source in dict.fromkeys(self._sources.values()):
            source.start()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading (ignored by those that cannot be asked)."""
        if number in self._sources:
            self._sources[number].request(self._plugs[number].channel)

    def can_be_asked(self, number: str) -> bool:
        """Whether a request would bring a reading: its port is open, and its cable takes requests."""
        source = self._sources.get(number)
        return source is not None and source.can_be_asked and source.state in (LinkState.READY, LinkState.SILENT)

    def check(self, number: str, *, reading: bool = True) -> None:
        """Try an instrument: who it is, how its battery is, and one `reading`."""
        source = self._sources.get(number)
        if isinstance(source, Link):
            source.check()
        if reading:
            self.request(number)

    def stream(self, number: str, *, on: bool) -> None:
        """Begin or end a continuous output."""
        source = self._sources.get(number)
        if isinstance(source, Link):
            source.stream(on=on, channel=self._plugs[number].channel)

    def can_stream(self, number: str) -> bool:
        """Whether an instrument of the bench can give one value after the other."""
        source = self._sources.get(number)
        return isinstance(source, Link) and source.can_stream

    def typed(self, text: str, at: datetime) -> tuple[str, LinkEvent]:
        """What a line says that an interface typed, and of which instrument.

        Refuses as `wedge.whose`, `wedge.ambiguous`, `wedge.unreadable`.
        """
        number = whose(self.wedges, text)
        self._taps[number].heard(text.encode())
        wedge = self.wedges[number]
        event = wedge.read(text, self._decimals[number], at)
        if event is not None:
            return number, event
        if wedge.is_ambiguous(text):
            raise Refusal("wedge.ambiguous", instrument=number, text=text)
        raise Refusal("wedge.unreadable", instrument=number, text=text)

    def states(self) -> dict[str, LinkState]:
        """The state of each instrument on the bench; what types is always ready."""
        return {
            number: self._sources[number].state if number in self._sources else LinkState.READY
            for number in self.addresses
        }

    def state_of(self, number: str) -> LinkState:
        return self.states().get(number, LinkState.ABSENT)

    def lately(self, number: str) -> tuple[Spoken, ...]:
        """What passed on the wire of an instrument lately."""
        return self._taps[number].lately() if number in self._taps else ()

    def record(self, number: str, path: Path) -> None:
        """Keep what passes on the wire of an instrument in a new file.

        Refuses `bench.not_connected`, `bench.recording_refused`.
        """
        if number not in self._taps:
            raise Refusal("bench.not_connected", instrument=number)
        try:
            self._taps[number].record(path)
        except OSError as error:
            raise Refusal("bench.recording_refused", path=str(path)) from error

    def end_recording(self, number: str) -> TrafficEnd | None:
        """End the recording of a wire; how it ended, None where nothing was being recorded."""
        return self._taps[number].end_recording() if number in self._taps else None

    def recorded(self) -> frozenset[str]:
        """The instruments whose wire is being recorded."""
        return frozenset(number for number, tap in tuple(self._taps.items()) if tap.is_recording)

    def close(self) -> None:
        """Free every port at once and end every thread."""
        sources = dict.fromkeys(self._sources.values())
        for source in sources:
            source.halt()
        for source in sources:
            source.stop()
        for tap in dict.fromkeys(self._taps.values()):
            tap.end_recording()
        self.wedges = {}
        self._sources.clear()
        self._taps.clear()
        self._plugs.clear()
        self.families.clear()
        self.addresses.clear()

    # -- how it is opened ---------------------------------------------------------------------------------------------

    def _open(self, found: Mapping[str, Address]) -> None:
        """One source for the instruments of one port."""
        first = next(iter(found.values()))
        if first.family == WEDGE:
            self._taps.update((number, WireTap(first.url, first.family)) for number in found)
            return
        if first.family == RESULT_FILES:
            for number, address in found.items():
                memory = self._memory / f"results-read-{_as_file_name(number)}.json"
                self._sources[number] = FolderWatch(address, self._listener({None: number}), memory)
            return
        tap = WireTap(first.url, first.family)
        by_channel = {address.channel: number for number, address in found.items()}
        link = Link(tuple(found.values()), self._listener(by_channel), traffic=tap)
        for number in found:
            self._sources[number] = link
            self._taps[number] = tap

    def _listener(self, by_channel: Mapping[str | None, str]) -> Callable[[LinkEvent], None]:
        """Hand over what a link reports: to the instrument of the channel, or to all where it concerns the port."""
        only = next(iter(by_channel.values())) if len(by_channel) == 1 else None

        def hand_over(event: LinkEvent) -> None:
            if only is not None:
                self._on_event(only, event)
                return
            number = by_channel.get(getattr(event, "channel", None))
            for each in by_channel.values() if number is None else (number,):
                self._on_event(each, event)

        return hand_over


def _by_port(
    instruments: Mapping[str, Instrument], plugs: Mapping[str, Plug], profiles: Mapping[str, TextProfile]
) -> dict[str, dict[str, Address]]:
    """What is on each port, by instrument; refuses as `Bench.connect`."""
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
    if family == WEDGE:
        read_wedge(plug)
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


def _require_folder(address: Address) -> None:
    try:
        FolderWatch(address, lambda _event: None, Path())  # it looks at nothing before it is started
    except ValueError as error:
        raise Refusal("bench.bad_folder", address=address.url) from error


def _as_file_name(number: str) -> str:
    return "".join(sign if sign.isalnum() else f"-{ord(sign):x}-" for sign in number)
