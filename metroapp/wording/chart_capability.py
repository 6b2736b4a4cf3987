"""Capability, drift and life of the tool in words: one line each, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metroapp.domain.chart_terms import DriftAdvice
from metroapp.domain.quantity import Unit
from metroapp.domain.statistical_terms import NoIndex
from metroapp.wording import charts as words
from metroapp.wording.charts import figure
from metroapp.wording.numbers import UNIT_SYMBOLS
from metroapp.wording.statistics import REASONS

_UM_PER_MM = 1000
_INDEX = 2  # decimals
_MOST_LIVES = 5
_P_LEAST = 0.001
_WITHOUT = "soft"  # tone of what is not given


@dataclass(frozen=True, slots=True)
class Line:
    """`tone` is a role of the style sheet: empty, good, bad, warn, soft."""

    title: str
    text: str
    tone: str = ""


def index(
    title: str, value: float | None, low: float | None, high: float | None, reason: NoIndex | None, few: str
) -> Line:
    """`few`: what there would have to be, said instead of « too few »."""
    if value is None:
        said = few if reason is NoIndex.TOO_FEW and few else REASONS[reason] if reason is not None else ""
        return Line(title, words.NO_INDEX.format(reason=said), _WITHOUT)
    if low is None or high is None:
        return Line(title, words.BARE_INDEX.format(value=figure(value, _INDEX)))
    said = words.INDEX_SAID.format(value=figure(value, _INDEX), low=figure(low, _INDEX), high=figure(high, _INDEX))
    return Line(title, said)


def same_said_once(lines: Sequence[Line]) -> list[Line]:
    """The indices that are not given for the same reason on one line, where the first of them is; two that are equal
    stay apart."""
    titles: dict[tuple[str, str, str], list[str]] = {}
    for line in lines:
        apart = "" if line.tone == _WITHOUT else line.title
        titles.setdefault((line.text, line.tone, apart), []).append(line.title)
    return [Line(", ".join(names), text, tone) for (text, tone, _), names in titles.items()]


def per_million(ppm: float) -> str:
    if ppm < 1:
        return words.PPM_UNDER_ONE
    return words.PPM_SAID.format(ppm=f"{ppm:,.0f}".replace(",", "\u202f"))


def probability(p: float) -> str:
    """`< 0,001`, `= 0,214`: after the letter p."""
    return "< 0,001" if p < _P_LEAST else f"= {figure(p, 3)}"


def normality(p: float | None, shapiro: float | None, is_normal: bool | None) -> Line:
    if p is None or is_normal is None:
        return Line(words.NORMALITY, words.NORMALITY_UNKNOWN, "soft")
    if shapiro is None:
        said = (words.NORMAL if is_normal else words.NOT_NORMAL).format(p=probability(p))
    else:
        both = words.NORMAL_BOTH if is_normal else words.NOT_NORMAL_BOTH
        said = both.format(p=probability(p), shapiro=probability(shapiro))
    return Line(words.NORMALITY, said, "" if is_normal else "warn")


def shift(title: str, out: Sequence[int], began: int | None) -> Line:
    if not out:
        return Line(title, words.NO_SHIFT, "soft")
    if began is None:
        return Line(title, words.SHIFT.format(first=out[0], count=len(out)), "warn")
    return Line(title, words.SHIFT_FROM.format(first=out[0], count=len(out), began=began), "warn")


def drift(slope: float, low: float, high: float, count: int, unit: Unit, *, is_proven: bool) -> Line:
    if not is_proven:
        return Line(words.DRIFT, words.DRIFT_NONE.format(count=count), "soft")
    if unit is Unit.MM:
        slope, low, high = (one * _UM_PER_MM for one in (slope, low, high))
        said = words.DRIFT_SAID.format(slope=_signed(slope), low=_signed(low), high=_signed(high), count=count)
    else:
        said = words.DRIFT_IN_UNIT.format(
            slope=_signed(slope), low=_signed(low), high=_signed(high), unit=UNIT_SYMBOLS[unit], count=count
        )
    return Line(words.DRIFT, said, "warn")


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + figure(value, 2)


def leaving(after: int | None, earliest: int | None) -> str:
    if earliest is None:
        return words.NO_EXIT
    if after is None:
        return words.EXIT_EARLIEST.format(earliest=earliest)
    return words.EXIT_SAID.format(count=after, earliest=earliest)


def life(now: int, lives: Sequence[int], *, is_known: bool) -> str:
    if not is_known:
        return words.LIFE_UNKNOWN
    if not lives:
        return words.LIFE_NOW.format(now=now)
    return words.LIFE_SAID.format(now=now, lives=", ".join(map(str, lives[-_MOST_LIVES:])))


ADVICE_TONES = {
    DriftAdvice.TOO_FEW: "soft",
    DriftAdvice.NONE: "good",
    DriftAdvice.LOOK: "warn-heading",
    DriftAdvice.WATCH: "warn-heading",
    DriftAdvice.CORRECT: "bad-heading",
    DriftAdvice.CHANGE_TOOL: "bad-heading",
}
