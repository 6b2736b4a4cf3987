"""What is to be on the bench, once nothing of it is refused any more: which instruments, at which ports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drivers import Address, families
from drivers.channels import ChannelFlaw, ChannelRefused, require_channels
from drivers.folder import KEY as RESULT_FILES
from drivers.folder import FolderWatch
from drivers.registry import family_at
from drivers.text_profile import KEY as GENERIC_TEXT
from drivers.text_profile import TextProfile
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message, Refusal
from metroapp.services.plug import Plug, read_plug
from metroapp.services.wedge import KEY as WEDGE
from metroapp.services.wedge import Wedge, read_wedge

_ALONE = (RESULT_FILES, WEDGE)  # whose instruments share no link, be they at one address


@dataclass(frozen=True)
class Plan:
    """What is to be connected, where nothing is refused any more."""

    groups: tuple[Mapping[str, Address], ...] = ()  # by instrument: those of one port, or one that shares no link
    plugs: Mapping[str, Plug] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    wedges: Mapping[str, Wedge] = field(default_factory=dict)
    decimals: Mapping[str, int | None] = field(default_factory=dict)
    simulated: frozenset[str] = frozenset()

    @property
    def families(self) -> dict[str, str]:
        """Of each instrument."""
        return {number: one.family for group in self.groups for number, one in group.items()}


@dataclass(frozen=True)
class Known:
    """What plans are made with: the register, how texts are read at this post, and whether all of it is simulated."""

    instruments: Mapping[str, Instrument]
    profiles: Mapping[str, TextProfile] = field(default_factory=dict)
    simulated: bool = False


def plan_of(known: Known, addresses: Mapping[str, str]) -> Plan:
    """The plan of a bench; `addresses` gives the port of each instrument number.

    Refuses `bench.no_address` (unknown, or without a cable), `bench.unknown_family`, `bench.no_profile`,
    `bench.not_one_family`, `bench.one_channel_twice`, `bench.no_channel`, `bench.no_such_channel`,
    `bench.bad_folder`, and as `read_wedge`.
    """
    plugs = {number: read_plug(text) for number, text in addresses.items()}
    groups = tuple(_groups(_by_port(known, plugs)))
    typing = [number for group in groups for number, one in group.items() if one.family == WEDGE]
    return Plan(
        groups,
        plugs,
        dict(addresses),
        wedges={number: read_wedge(plugs[number]) for number in typing},
        decimals={number: known.instruments[number].decimals for number in plugs},
        simulated=frozenset(
            number for number, plug in plugs.items() if known.simulated or plug.scheme in ("sim", "replay")
        ),
    )


def plan_without(
    known: Known, addresses: Mapping[str, str], may_lack: Collection[str]
) -> tuple[Plan, dict[str, Message]]:
    """The plan where those that `may_lack` are left out if they are refused, and why each one is.

    Refuses the others as `plan_of`.
    """
    plan = plan_of(known, {number: text for number, text in addresses.items() if number not in may_lack})
    left_out: dict[str, Message] = {}
    for number in addresses:
        if number in may_lack:
            try:
                plan = plan_of(known, {**plan.addresses, number: addresses[number]})
            except Refusal as refusal:
                left_out[number] = refusal.message
    return plan, left_out


def require_known(family: str, number: str) -> None:
    """Refuses (`bench.unknown_family`) what is no family of this program."""
    if family not in (GENERIC_TEXT, *_ALONE) and family not in families():
        raise Refusal("bench.unknown_family", instrument=number, family=family)


def _groups(ports: Iterable[Mapping[str, Address]]) -> Iterable[Mapping[str, Address]]:
    for found in ports:
        if next(iter(found.values())).family in _ALONE:
            yield from ({number: address} for number, address in found.items())
        else:
            yield found


def _by_port(known: Known, plugs: Mapping[str, Plug]) -> list[dict[str, Address]]:
    """What is on each port, by instrument; refuses as `plan_of`."""
    ports: dict[str, dict[str, Address]] = {}
    for number, plug in plugs.items():
        ports.setdefault(plug.url, {})[number] = _address(number, plug, known)
    for url, found in ports.items():
        _require_shareable(url, found)
        for address in found.values():
            if address.family == RESULT_FILES:
                _require_folder(address)
    return list(ports.values())


def _address(number: str, plug: Plug, known: Known) -> Address:
    instrument, profiles = known.instruments.get(number), known.profiles
    if instrument is None or instrument.family is None:
        raise Refusal("bench.no_address", instrument=number)
    family = instrument.family
    if family == GENERIC_TEXT and number not in profiles:
        raise Refusal("bench.no_profile", instrument=number)
    require_known(family, number)
    profile = profiles[number] if family == GENERIC_TEXT else None
    unit = "mm" if profile is None else profile.unit
    return Address(plug.url, family, unit, plug.channel, instrument.decimals, profile=profile)


def _require_shareable(url: str, found: Mapping[str, Address]) -> None:
    channels: dict[str | None, str] = {}
    first = next(iter(found.values()))
    for number, address in found.items():
        if (address.family, address.profile) != (first.family, first.profile):
            raise Refusal("bench.not_one_family", address=url, family=first.family)
        if address.channel in channels and first.family not in _ALONE:
            raise Refusal("bench.one_channel_twice", first=channels[address.channel], second=number, address=url)
        channels[address.channel] = number
    if first.family not in _ALONE:
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
