"""How JSON holds single values: codes, decimals and times as text, null where there is none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum


def code(value: Enum | None) -> str | None:
    """The code of the domain, which stays."""
    return None if value is None else str(value.value)


def decimal(value: Decimal | None) -> str | None:
    """All its figures, trailing zeros too, never as a power of ten."""
    return None if value is None else f"{value:f}"


def time(value: date | None) -> str | None:
    """A moment with its offset, or a day."""
    return None if value is None else value.isoformat()
