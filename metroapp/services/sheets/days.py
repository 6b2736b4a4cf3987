"""The days of a sheet."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from metroapp.domain.message import Refusal


def read_day(text: str) -> date | None:
    """30/11/2030 or 2030-11-30; None for an empty cell. A year has four figures, so that nothing is overdue by its
    century. Refuses `sheet.day_unreadable`."""
    if not text:
        return None
    year, *rest = text.split("/")[::-1] if "/" in text else text.split("-")
    if len(year) == 4 and len(rest) == 2 and all(part.isascii() and part.isdigit() for part in (year, *rest)):
        with suppress(ValueError):
            return date(int(year), int(rest[0]), int(rest[1]))
    raise Refusal("sheet.day_unreadable", text=text)
