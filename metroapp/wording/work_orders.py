"""How a work order is called, wherever its number stands in a sentence."""

from __future__ import annotations

import re

from metroapp.wording.translate import gettext as _

_ORDER = _("OF {number}")
NONE = _("–")
_SAYS_IT = re.compile(r"of(?![^\W\d_])", re.IGNORECASE)  # OF-118, OF118, but not OFFSET-3


def order(number: str) -> str:
    """`OF 118`; a number that says it itself is not said twice: `OF-118`. Of none, `OF –`."""
    named = number.strip()
    return named if _SAYS_IT.match(named) else _ORDER.format(number=named or NONE)
