"""The number of a frame: its sign and its digits, exactly as they came."""

from __future__ import annotations

from decimal import Decimal


def exact(sign: bytes, digits: bytes) -> Decimal:
    """A sign (minus, or anything else) and digits with a point, both already matched; a negative zero is zero."""
    value = Decimal(digits.decode("ascii"))
    return -value if sign == b"-" and value != 0 else value
