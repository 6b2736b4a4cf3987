"""Numbers of what a workshop opens in a year: fiches, dérogations, charts, studies. `FNC-2026-003`.

A post of its own code says it, `FNC-P2-2026-003`: two posts never give one number to two things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORDINAL = re.compile(r"[0-9]{3,9}", re.ASCII)
USUAL_POST = "P1"  # of a workshop that has one post


def next_number(letters: str, post: str, year: int, known: Iterable[str]) -> str:
    """The number after the last one that this post gave in the year."""
    own = "" if post == USUAL_POST else f"{post}-"
    begun = f"{letters}-{own}{year}-"
    ends = (number.removeprefix(begun) for number in known if number.startswith(begun))
    last = max((int(end) for end in ends if _ORDINAL.fullmatch(end)), default=0)
    return f"{begun}{last + 1:03d}"
