"""Which channels the instruments of one wire may have."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from drivers.family import Family


class ChannelFlaw(StrEnum):
    """Why an instrument cannot be at its channel."""

    UNKNOWN = "unknown"  # the family has no such input
    MISSING = "missing"  # several instruments share the wire, or the family has too many inputs to choose one
    TWICE = "twice"


class ChannelRefused(ValueError):
    """A channel that cannot be; `channel` is the one at fault."""

    def __init__(self, flaw: ChannelFlaw, channel: str | None) -> None:
        super().__init__(f"{flaw}: {channel}")
        self.flaw = flaw
        self.channel = channel


def require_channels(family: Family, channels: Collection[str | None]) -> None:
    """Raises ChannelRefused where the instruments at these channels could not be told apart."""
    for channel in channels:
        if channel is not None and not _has(family, channel):
            raise ChannelRefused(ChannelFlaw.UNKNOWN, channel)
    if len(set(channels)) != len(channels):
        raise ChannelRefused(ChannelFlaw.TWICE, next(iter(channels)))
    if None in channels and (len(channels) > 1 or family.needs_channel):
        raise ChannelRefused(ChannelFlaw.MISSING, None)


def _has(family: Family, channel: str) -> bool:
    """Whether it has such an input; one that says nothing of them may have any."""
    if family.channel_form:
        return re.fullmatch(family.channel_form, channel, re.ASCII) is not None
    return not family.channels or channel in family.channels
