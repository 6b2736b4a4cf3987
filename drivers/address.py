"""Where an instrument is, and what was agreed about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from drivers.text_profile import TextProfile


@dataclass(frozen=True, slots=True)
class Address:
    """Where an instrument is, and what was agreed about it.

    `url` is a port, `usb://VENDOR:PRODUCT/SERIAL` for an adapter wherever it is plugged, or `sim://…`. `unit` is what
    the display shows; `decimals` is the number of decimals it shows in that unit, or None: a frame with other decimals
    reveals that somebody pressed mm/inch, and is no reading. `channel` is the input of a multiplexer. `profile`
    describes a wire of the family `generic-text`. `trusting` reports each value at once, even while the unit is being
    asked: right for watching a cable, wrong for filling a record.
    """

    url: str
    family: str
    unit: str = "mm"
    channel: str | None = None
    decimals: int | None = None
    trusting: bool = False
    profile: TextProfile | None = None
