"""What the result of a study says, to be shown and printed: words, bars, tables, ranges. Nothing is computed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class RangeOf:
    """What an operator read of one piece: highest less lowest."""

    operator: str
    piece: int
    value: float
    is_out: bool  # beyond D₄R̄: read again too differently, or on the wrong piece


class Grade(Enum):
    """How good, by the usual thresholds."""

    GOOD = "good"
    FAIR = "warn"
    BAD = "bad"
    NONE = "soft"


@dataclass(frozen=True, slots=True)
class SaidBar:
    """A bar: its name, its length in the unit of `SaidBars.full`, what is written at its end."""

    name: str
    length: float
    figure: str
    grade: Grade = Grade.GOOD


@dataclass(frozen=True, slots=True)
class SaidBars:
    title: str
    bars: tuple[SaidBar, ...]
    full: float = 100
    marks: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidTable:
    """Lines under titles; the first cell of each is its name, numbers are as computed."""

    title: str
    titles: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


@dataclass(frozen=True, slots=True)
class StudySaid:
    """`ranges` are those of a crossed study, with their limit."""

    headline: str
    grade: Grade
    notes: tuple[str, ...] = ()
    bars: SaidBars | None = None
    tables: tuple[SaidTable, ...] = ()
    ranges: tuple[RangeOf, ...] = ()
    limit: float = 0
    unit: str = ""
