"""What somebody types about bad pieces: counts, lists of pieces, days; each refusal says what could not be read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from metroapp.domain.message import Refusal
from metroapp.services.sheets.days import read_day

_COST = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)
_MOST_LISTED = 1000  # pieces of one range: more is a slip of the finger


def read_count(text: str) -> int:
    """A number of pieces; refuses `treatment.count_unreadable`."""
    spelled = text.strip()
    if not (spelled.isascii() and spelled.isdigit() and len(spelled) <= 9):
        raise Refusal("treatment.count_unreadable", text=spelled)
    return int(spelled)


def read_cost(text: str) -> Decimal | None:
    """Euros, None for an empty text; refuses `nonconformity.cost_unreadable`."""
    spelled = text.strip().replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    if not spelled:
        return None
    if not _COST.fullmatch(spelled):
        raise Refusal("nonconformity.cost_unreadable", text=text.strip()[:40])
    return Decimal(spelled)


def read_pieces(text: str) -> tuple[int, ...]:
    """`2, 5-7` in order, empty for none; refuses `treatment.pieces_unreadable`."""
    found: list[int] = []
    for part in text.replace(";", ",").replace(" ", ",").split(","):
        if not part:
            continue
        first, dash, last = part.partition("-")
        ends = (first, last if dash else first)
        if not all(end.isascii() and end.isdigit() and len(end) <= 7 for end in ends):
            raise Refusal("treatment.pieces_unreadable", text=part)
        begin, end = int(ends[0]), int(ends[1])
        if not 1 <= begin <= end <= begin + _MOST_LISTED:
            raise Refusal("treatment.pieces_unreadable", text=part)
        found += range(begin, end + 1)
    return tuple(found)


def require_day(text: str) -> date:
    """A day that must be given; refuses `treatment.day_missing`, and as `read_day`."""
    found = read_day(text.strip())
    if found is None:
        raise Refusal("treatment.day_missing")
    return found
