"""The days of a sheet."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time

from metroapp.domain.message import Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2999  # a workbook holds no day before, and nobody lives after


def read_day(text: str) -> date | None:
    """30/11/2030 or 2030-11-30, or a cell that a workbook holds as a date; None for an empty cell.

    A year has four figures, so that nothing is overdue by its century. Refuses `sheet.day_unreadable`,
    `sheet.year_out_of_bounds`.
    """
    if not text:
        return None
    text = text.removesuffix(" 00:00:00")  # of a workbook: it keeps days as moments
    year, *rest = text.split("/")[::-1] if "/" in text else text.split("-")
    if len(year) == 4 and len(rest) == 2 and all(part.isascii() and part.isdigit() for part in (year, *rest)):
        with suppress(ValueError):
            found = date(int(year), int(rest[0]), int(rest[1]))
            if not FIRST_YEAR <= found.year <= LAST_YEAR:
                raise Refusal("sheet.year_out_of_bounds", text=text, first=FIRST_YEAR, last=LAST_YEAR)
            return found
    raise Refusal("sheet.day_unreadable", text=text)


def beginning(day: date) -> datetime:
    """The first moment of a day, in local time: what was measured that day counts."""
    try:
        return datetime.combine(day, time.min).astimezone()
    except (OverflowError, ValueError):  # the first day of the calendar has no moment in every zone
        return datetime.combine(day, time.min, UTC)
