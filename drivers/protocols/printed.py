"""Numbers and units as instruments, files and keyboards print them: exact, bounded, and nothing else.

No exponent, no thousands separator, no NaN. A comma and a point are the same decimal separator.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,12}(?:[.,][0-9]{1,9})?|[.,][0-9]{1,9})")

# The signs that a frame shows when µ and ° are read byte by byte: Latin-1, UTF-8, and code page 437 for `æm`.
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "mm": "mm",
        "inches": "in",
        "inch": "in",
        "in": "in",
        '"': "in",
        "um": "um",
        "µm": "um",  # the micro sign
        "μm": "um",  # the Greek letter
        "âµm": "um",
        "î¼m": "um",
        "æm": "um",
        "deg": "deg",
        "°": "deg",
        "â°": "deg",
    }
)


def number(text: str) -> Decimal | None:
    """The number that a text is, with its digits; None when it is anything else. A negative zero is zero."""
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text.replace(",", "."))
    return abs(value) if value == 0 else value


def unit(text: str) -> str | None:
    """The code of a unit (`mm`, `in`, `um`, `deg`), whatever its spelling; None when it is not one."""
    return UNITS.get(text.strip().lower())
