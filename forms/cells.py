"""A typed cell as text, for the writers that print."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from forms.blocks import Amount, Cell, InspectionLine, Result
from metroapp.domain.decision import Side
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import documents as words
from metroapp.wording.labels import mark
from metroapp.wording.numbers import day, moment_to_the_second, number


def text_of(cell: Cell) -> str:
    """A cell of a table as printed."""
    match cell:
        case None:
            return ""
        case Decimal():
            return number(cell)
        case Amount():
            return f"{number(cell.number)} {cell.unit}"
        case datetime():
            return moment_to_the_second(cell)
        case date():
            return day(cell)
        case _:
            return str(cell)


def value_of(result: Result) -> str:
    """The value of a box as printed, or what stands in its place."""
    if result.number is not None:
        return number(result.number)
    if result.word:
        return result.word
    return {BoxStatus.NOT_MEASURED: words.NOT_MEASURED}.get(result.status, mark(result.status))


def verdict_of(result: Result) -> str:
    """C, NC with the side on which a size is bad, or *à conf.*; empty where nothing was measured."""
    if result.status is BoxStatus.CONFORMING:
        return mark(result.status)
    if result.status is BoxStatus.NONCONFORMING:
        return mark(result.status) + {Side.ABOVE: "▲", Side.BELOW: "▼", None: ""}[result.side]
    if result.status is BoxStatus.UNDECIDED:
        return mark(result.status)
    return ""


def limits_of(line: InspectionLine) -> tuple[str, str]:
    """Lower and upper limit as printed; the word expected for an observation."""
    if line.expected:
        return "", line.expected
    return (
        number(line.lower) if line.lower is not None else "",
        number(line.upper) if line.upper is not None else "",
    )
