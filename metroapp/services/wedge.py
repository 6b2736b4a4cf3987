"""An interface that types: its line told from a hand while it comes, and read once it is whole.

Its address says what it sends around a value and how this computer reads its keys:
`keyboard://?prefix=M&suffix=%3B&layout=french&gap=80`. Signs other than letters and figures may be written as `%3B`;
what is not said is empty, and a layout that is not said is found in each line where that can be done without a doubt
(`drivers.protocols.wedge`). `gap` is for an interface that types slowly: the milliseconds between two of its keys, at
most; a hand is as fast, so that it needs a prefix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote

from drivers import Fault, FaultCode, Reading
from drivers.family import Trouble, Value
from drivers.protocols.wedge import Layout, decode, repair_azerty
from metroapp.domain.message import Refusal
from metroapp.services.commands import PREFIX
from metroapp.services.plug import Plug

KEY = "keyboard-wedge"  # of its family: the window hears it, no port is opened
SCHEME = "keyboard"
MOST_SIGNS = 64  # of a line
GAP_MS = 35  # between two keys of a burst, at most, where nothing else is said
_SLOWEST_GAP_MS = 150

_FEWEST_KEYS = 4  # of a line without a mark, its end among them: less is what a quick hand can do
_FEWEST_MARKED = 3  # signs, with the whole prefix
_MOST_MARK = 16  # signs of a prefix or a suffix
_OPTIONS = frozenset({"prefix", "suffix", "layout", "gap"})
_OF_A_VALUE = frozenset("0123456789+-.,: ")  # signs that would not tell a mark from a value
# A value as it is being typed, then its unit.
_BEGUN = re.compile(r""" *[+-]?(?:[0-9]*[.,]?[0-9]*)(?:(?<=[0-9]) *[A-Za-z°"µμ]{0,6})?""")


@dataclass(frozen=True, slots=True)
class Wedge:
    """What it sends around a value, as on an American keyboard, and how its keys are read here (None: seen)."""

    prefix: str = ""
    suffix: str = ""
    layout: Layout | None = None
    gap: int = GAP_MS

    def may_become(self, typed: str) -> bool:
        """Whether what was typed so far may be the beginning of one of its lines."""
        return len(typed) <= MOST_SIGNS and any(self._may_be(meant) for meant in self._meanings(typed))

    def is_sure(self, typed: str) -> bool:
        """Whether it is one of its lines for sure, if it came fast: its whole prefix and something more."""
        if not self.prefix or len(typed) < _FEWEST_MARKED:
            return False
        return any(meant.startswith(self.prefix) for meant in self._meanings(typed))

    def is_line(self, typed: str) -> bool:
        """Whether it is a whole line of its own; any other one, as a bar code without decimals, is for the field.

        With its prefix it is one, even where it cannot be read.
        """
        return self.is_sure(typed) or (len(typed) + 1 >= _FEWEST_KEYS and self._is_value(typed))

    def is_cut(self, typed: str) -> bool:
        """Whether it is a line that stayed without its end, rather than what a hand typed fast."""
        return len(typed) >= _FEWEST_KEYS and self._is_value(typed)

    def _is_value(self, typed: str) -> bool:
        match decode(typed, self.prefix, self.suffix, self.layout):
            case Value() | Trouble(detail="ambiguous"):
                return True
            case _:
                return False

    def read(self, typed: str, decimals: int | None, at: datetime) -> Reading | Fault | None:
        """What a line says; None where it cannot be read. `decimals` is what the display shows in millimetres.

        Other decimals reveal that somebody pressed mm/inch, where no unit was typed.
        """
        raw = typed.encode()
        decoded = decode(typed, self.prefix, self.suffix, self.layout)
        if isinstance(decoded, Trouble):
            return Fault(FaultCode.UNIT, raw, at, detail=decoded.detail) if decoded.code is FaultCode.UNIT else None
        if decoded.unit is not None:
            return Reading(decoded.value, decoded.unit, raw, at)
        exponent = decoded.value.as_tuple().exponent
        shown = max(0, -exponent) if isinstance(exponent, int) else 0
        if decimals is not None and shown != decimals:
            return Fault(FaultCode.UNIT, raw, at, detail="decimals")
        return Reading(decoded.value, "mm", raw, at, flags=("unit_declared",))

    def is_ambiguous(self, typed: str) -> bool:
        """Whether its keys could mean two things until the layout is declared."""
        decoded = decode(typed, self.prefix, self.suffix, self.layout)
        return isinstance(decoded, Trouble) and decoded.detail == "ambiguous"

    def _meanings(self, typed: str) -> Iterator[str]:
        """What the interface may have meant by these signs."""
        if self.layout in (None, Layout.SAME):
            yield typed
            if self.prefix.swapcase() != self.prefix:
                yield typed.swapcase()  # Caps Lock
        if self.layout is not Layout.SAME:
            repaired = repair_azerty(typed, caps_lock=self.layout is Layout.FRENCH_CAPS)
            if repaired is not None:
                yield repaired

    def _may_be(self, meant: str) -> bool:
        if len(meant) <= len(self.prefix):
            return self.prefix.startswith(meant)
        if not meant.startswith(self.prefix):
            return False
        body = meant[len(self.prefix) :]
        ends = range(max(0, len(body) - len(self.suffix)), len(body) + 1)
        return any(_BEGUN.fullmatch(body[:end]) and self.suffix.startswith(body[end:]) for end in ends)


def read_wedge(plug: Plug) -> Wedge:
    """The interface at an address; refuses `wedge.address`, `wedge.layout`, `wedge.mark`, `wedge.gap`."""
    head, question, query = plug.url.partition("?")
    if head.rstrip("/") != f"{SCHEME}:" or plug.channel is not None:
        raise Refusal("wedge.address", address=str(plug))
    found: dict[str, str] = {}
    for option in query.split("&") if question else ():
        name, equals, value = option.partition("=")
        if not equals or name not in _OPTIONS or name in found:
            raise Refusal("wedge.address", address=str(plug))
        found[name] = unquote(value)  # a + is a sign like another
    prefix, suffix = found.get("prefix", ""), found.get("suffix", "")
    layout = None
    if found.get("layout"):
        try:
            layout = Layout(found["layout"])
        except ValueError as error:
            raise Refusal("wedge.layout", layout=found["layout"]) from error
    for mark in filter(None, (prefix, suffix)):
        _require_mark(mark, layout)
    return Wedge(prefix, suffix, layout, _gap(found.get("gap"), prefix))


def address_of(wedge: Wedge) -> str:
    """The address that says it; `read_wedge` reads it again."""
    said = {"prefix": wedge.prefix, "suffix": wedge.suffix, "layout": wedge.layout or ""}
    if wedge.gap != GAP_MS:
        said["gap"] = str(wedge.gap)
    options = "&".join(f"{name}={quote(value, safe='')}" for name, value in said.items() if value)
    return f"{SCHEME}://?{options}" if options else f"{SCHEME}://"


def whose(wedges: Mapping[str, Wedge], typed: str) -> str:
    """The instrument that typed a line; refuses `wedge.unknown`, and `wedge.several` where two could have."""
    found = [number for number, wedge in wedges.items() if wedge.is_line(typed)]
    if not found:
        raise Refusal("wedge.unknown", text=typed[:MOST_SIGNS])
    if len(found) > 1:
        raise Refusal("wedge.several", text=typed[:MOST_SIGNS], instruments=tuple(found))
    return found[0]


def _gap(said: str | None, prefix: str) -> int:
    """Refuses (`wedge.gap`) one that no interface has, or that only a hand would have without a prefix."""
    if said is None:
        return GAP_MS
    if not re.fullmatch("[0-9]{2,3}", said) or not GAP_MS <= int(said) <= _SLOWEST_GAP_MS or not prefix:
        raise Refusal("wedge.gap", gap=said, least=GAP_MS, most=_SLOWEST_GAP_MS)
    return int(said)


def _require_mark(mark: str, layout: Layout | None) -> None:
    """A mark is what no value and no hand begins with, of signs that the keys of the interface can give."""
    plain = len(mark) <= _MOST_MARK and mark.isascii() and mark.isprintable()
    if not plain or mark[0] in _OF_A_VALUE or mark.upper().startswith(PREFIX):
        raise Refusal("wedge.mark", mark=mark)
    if layout in (Layout.FRENCH, Layout.FRENCH_CAPS) and not set(mark) <= _given_by_keys(layout):
        raise Refusal("wedge.mark", mark=mark)


def _given_by_keys(layout: Layout) -> set[str]:
    """The signs of an American keyboard that some key read in this layout stands for."""
    caps = layout is Layout.FRENCH_CAPS
    meant = (repair_azerty(chr(sign), caps_lock=caps) for sign in range(0x20, 0x180))
    return {sign for sign in meant if sign is not None}
