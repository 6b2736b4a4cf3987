"""Where an instrument is plugged, as it is typed and kept: the address of a port, then `#` and its channel.

`/dev/ttyUSB0`, `usb://0fe7:4001/12345#3`, `folder:///results?pattern=*.csv`, `keyboard://?prefix=M`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLUG = re.compile(r"(?P<url>.+?)(?:#(?P<channel>[0-9A-Za-z]{1,8}))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Plug:
    """A port, and the channel of a multiplexer behind it."""

    url: str
    channel: str | None = None

    def __str__(self) -> str:
        return self.url if self.channel is None else f"{self.url}#{self.channel}"

    @property
    def scheme(self) -> str:
        """`usb`, `sim`, `folder`, `keyboard`…; empty for the name of a port."""
        return self.url.partition("://")[0] if "://" in self.url else ""


def read_plug(text: str) -> Plug:
    """The plug that a text says."""
    found = _PLUG.fullmatch(text.strip())
    return Plug(text.strip()) if found is None else Plug(found["url"], found["channel"])
