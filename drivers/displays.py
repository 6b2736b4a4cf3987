"""What the frames of one connection have shown of each display: how many decimals, and how many characters.

A character lost on the way makes another number. The decimals show it where they are known; before the point it is
seen where an instrument has always sent as many characters, as those do that pad with zeros or spaces.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.family import Family, Value

_ENOUGH = 3  # frames of one length, before a shorter one is strange
_MARKS = b"\r\n<=> "  # after the digits, and not always there


@dataclass(slots=True)
class _Length:
    """The length of the frames of one display; None once it has proved to vary."""

    usual: int | None
    frames: int = 0
    last_was_short: bool = False


class Displays:
    """The displays of one wire, by channel and unit."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._decimals: dict[tuple[str | None, str], tuple[int | None, int]] = {}  # usual, and of the last value
        self._lengths: dict[tuple[str | None, int], _Length] = {}

    def agrees(self, value: Value, *, unit: str, decimals: int | None) -> bool:
        """Whether a value has the decimals of its display, which was agreed to show a unit with so many decimals.

        Without a unit in the frame, others reveal the mm/inch button. With one they are those of the values before it
        (the register may know fewer: some cables pad them); the same others twice are another display.
        """
        shown = _decimals_of(value)
        if value.unit is None:
            return decimals in (None, shown)
        if not self._family.fixed_decimals:
            return True
        display = (value.channel, value.unit)
        usual, last = self._decimals.get(display, (None, None))
        good = (usual is None or shown in (usual, last)) and (value.unit != unit or shown >= (decimals or 0))
        self._decimals[display] = (shown if good else usual, shown)
        return good

    def is_short(self, value: Value, raw: bytes) -> bool:
        """Whether a frame is one character shorter than all those before it."""
        if not self._family.padded:
            return False
        display, length = (value.channel, _decimals_of(value)), len(raw.rstrip(_MARKS))
        known = self._lengths.setdefault(display, _Length(length))
        if known.usual is None:
            return False
        if length == known.usual:
            known.frames, known.last_was_short = known.frames + 1, False
            return False
        if length == known.usual - 1 and known.frames >= _ENOUGH and not known.last_was_short:
            known.last_was_short = True
            return True
        known.usual = None
        return False


def _decimals_of(value: Value) -> int:
    exponent = value.value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
