"""The numbers of files of results: those of programs, with more digits than any instrument shows."""

from __future__ import annotations

import re
from decimal import Decimal

from metroapp.domain.quantity import LARGEST, STORED_DECIMALS, decimals_of, rounded, shortest

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{0,20})?(?:[eE][+-]?[0-9]{1,4})?")


def figure(text: str, decimal: str = "") -> Decimal | None:
    """A number with a point or a comma (with `decimal` alone where it is given), with or without an exponent; None for
    anything else, or out of bounds."""
    other = {".": ",", ",": "."}.get(decimal)
    if not _NUMBER.fullmatch(text) or (other is not None and other in text):
        return None
    value = Decimal(text.replace(",", "."))
    if abs(value) >= LARGEST:
        return None
    if "e" in text.lower() or decimals_of(value) > STORED_DECIMALS:  # the digits of a program, not of an instrument
        return shortest(rounded(value))
    return value
