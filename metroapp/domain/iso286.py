"""ISO 286-1/-2:2010: limit deviations of a hole or a shaft from its tolerance class.

The tabulated (rounded) values of the standard are the authority, not its formulas; they are handed in as
`Iso286Tables`, so that this module reads no file. Deviations are in millimetres, exact; sizes in millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from metroapp.domain.message import Refusal

_CLASS = re.compile(r"(?P<letter>[A-Za-z]{1,2})(?P<grade>01|1[0-8]|[0-9])")
_MICROMETRE = Decimal("0.001")
_ONE, _THREE, _FIVE_HUNDRED = Decimal(1), Decimal(3), Decimal(500)
_ABOVE_THE_ZERO_LINE = ("k", "m", "n", "p", "r", "s", "t", "u", "v", "x", "y", "z", "za", "zb", "zc")
_BELOW_THE_ZERO_LINE = ("a", "b", "c", "cd", "d", "e", "ef", "f", "fg", "g")


@dataclass(frozen=True)
class Range:
    """One range of nominal sizes, *over … up to and including*, with the figures given for it (micrometres)."""

    over: Decimal
    up_to: Decimal
    figures: Mapping[str, Decimal]


@dataclass(frozen=True)
class ToleranceClass:
    """A letter and a grade: `H7`, `js13`. Upper-case letters are holes (ISO 286-1:2010, 4.2)."""

    letter: str
    grade: str

    @property
    def is_hole(self) -> bool:
        return self.letter[0].isupper()

    def __str__(self) -> str:
        return f"{self.letter}{self.grade}"


@dataclass(frozen=True)
class FitLimits:
    """Limit deviations (mm) of one class and how they were found, for the nominal sizes *over … up to and including*.

    The range is that of the grade (`Iso286Tables.limits`), or that of the row (`Iso286Tables.table`).
    """

    tolerance_class: ToleranceClass
    over: Decimal
    up_to: Decimal
    tolerance: Decimal
    lower_deviation: Decimal
    upper_deviation: Decimal


def _ranges(rows: Iterable[Mapping[str, str]]) -> tuple[Range, ...]:
    """Rows of a table (`over_mm`, `to_mm`, then figures; an empty cell is a value that the standard does not give)."""
    found = []
    for row in rows:
        figures = {
            name.partition("(")[0]: Decimal(cell)
            for name, cell in row.items()
            if cell and name not in ("over_mm", "to_mm")
        }
        found.append(Range(Decimal(row["over_mm"]), Decimal(row["to_mm"]), figures))
    return tuple(found)


@dataclass(frozen=True)
class Iso286Tables:
    """The three tables of the standard: grades, fundamental deviations of shafts, and Δ."""

    grades: tuple[Range, ...]
    shafts: tuple[Range, ...]
    deltas: tuple[Range, ...]

    @classmethod
    def from_rows(
        cls,
        grades: Iterable[Mapping[str, str]],
        shafts: Iterable[Mapping[str, str]],
        deltas: Iterable[Mapping[str, str]],
    ) -> Iso286Tables:
        return cls(_ranges(grades), _ranges(shafts), _ranges(deltas))

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every letter that names a fundamental deviation, shafts and holes."""
        shafts = {*_BELOW_THE_ZERO_LINE, "h", "js", "j", *_ABOVE_THE_ZERO_LINE}
        return frozenset(shafts | {letter.upper() for letter in shafts})

    def tolerance_class(self, text: str) -> ToleranceClass:
        """Read `H7`; refuses (`fit.unknown_class`) what names no deviation of the standard.

        `Js7` is read as the hole JS7, as many drawings write it.
        """
        found = _CLASS.fullmatch(text)
        letter = "JS" if found and found["letter"] == "Js" else found["letter"] if found else ""
        if not found or letter not in self.letters:
            raise Refusal("fit.unknown_class", fit=text)
        return ToleranceClass(letter, found["grade"])

    def limits(self, nominal: Decimal, tolerance_class: ToleranceClass) -> FitLimits:
        """Limit deviations for `nominal` (mm).

        Refuses by name (`fit.size_out_of_range`, `fit.not_in_standard`) the sizes and combinations that ISO 286 does
        not give.
        """
        row = self._row(self.grades, nominal, tolerance_class)
        tolerance = row.figures.get(f"IT{tolerance_class.grade}")
        if tolerance is None or (nominal <= _ONE and int(tolerance_class.grade) >= 14):
            raise self._absent(nominal, tolerance_class)
        lower, upper = self._deviations(nominal, tolerance_class, tolerance)
        return FitLimits(
            tolerance_class,
            row.over,
            row.up_to,
            tolerance * _MICROMETRE,
            lower * _MICROMETRE,
            upper * _MICROMETRE,
        )

    def table(self, tolerance_class: ToleranceClass | str) -> tuple[FitLimits, ...]:
        """Limit deviations of one class in every range of nominal sizes up to 3150 mm, in increasing order.

        The ranges are those of the grades (ISO 286-1:2010, table 1), split only where the deviations change within
        one; ranges for which the standard gives nothing are left out. Refuses `fit.unknown_class`, and
        (`fit.no_range`) a class that exists in no range at all.
        """
        fit = self.tolerance_class(str(tolerance_class))
        found: list[FitLimits] = []
        for row in self.grades:
            bounds = (row.over, *(cut for cut in self._cuts if row.over < cut < row.up_to), row.up_to)
            split: list[FitLimits] = []
            for over, up_to in pairwise(bounds):
                try:
                    limits = replace(self.limits(up_to, fit), over=over, up_to=up_to)
                except Refusal:
                    continue
                contiguous = bool(split) and split[-1].up_to == over
                if contiguous and replace(split[-1], over=over, up_to=up_to) == limits:
                    split[-1] = replace(split[-1], up_to=up_to)
                else:
                    split.append(limits)
            found += split
        if not found:
            raise Refusal("fit.no_range", fit=str(fit))
        return tuple(found)

    @cached_property
    def _cuts(self) -> tuple[Decimal, ...]:
        """Every nominal size (mm) at which a deviation may change, in increasing order."""
        rows = (*self.grades, *self.shafts, *self.deltas)
        return tuple(sorted({_ONE, *(row.over for row in rows), *(row.up_to for row in rows)}))

    def _deviations(self, nominal: Decimal, fit: ToleranceClass, tolerance: Decimal) -> tuple[Decimal, Decimal]:
        """Lower and upper deviation in micrometres."""
        letter = fit.letter.lower()
        if letter == "js":
            return -tolerance / 2, tolerance / 2
        if letter == "j":
            return self._j(nominal, fit, tolerance)
        if letter == "h":
            return (Decimal(0), tolerance) if fit.is_hole else (-tolerance, Decimal(0))
        if letter in _BELOW_THE_ZERO_LINE:
            if letter in ("a", "b") and nominal <= _ONE:
                raise self._absent(nominal, fit)
            upper = self._fundamental(nominal, fit, letter)
            return (-upper, -upper + tolerance) if fit.is_hole else (upper - tolerance, upper)
        if fit.is_hole:
            upper = self._hole_above(nominal, fit, letter)
            return upper - tolerance, upper
        lower = self._shaft_k(nominal, fit) if letter == "k" else self._fundamental(nominal, fit, letter)
        return lower, lower + tolerance

    def _j(self, nominal: Decimal, fit: ToleranceClass, tolerance: Decimal) -> tuple[Decimal, Decimal]:
        """j5–j8 and J6–J8, tabulated only (ISO 286-1:2010, tables 4 and 5)."""
        if fit.is_hole:
            upper = self._fundamental(nominal, fit, f"J{fit.grade}")
            return upper - tolerance, upper
        lower = self._fundamental(nominal, fit, "j5_6" if fit.grade in ("5", "6") else f"j{fit.grade}")
        return lower, lower + tolerance

    def _shaft_k(self, nominal: Decimal, fit: ToleranceClass) -> Decimal:
        """k: the tabulated deviation for IT4 to IT7 only; zero for the other grades and above 500 mm."""
        if fit.grade in ("4", "5", "6", "7") and nominal <= _FIVE_HUNDRED:
            return self._fundamental(nominal, fit, "k")
        return Decimal(0)

    def _hole_above(self, nominal: Decimal, fit: ToleranceClass, letter: str) -> Decimal:
        """Upper deviation of K to ZC holes: the shaft's with the other sign, plus Δ for the fine grades."""
        grade = _grade(fit)
        if letter == "k":
            return self._hole_k(nominal, fit, grade)
        if letter == "m":
            if fit.grade == "6" and Decimal(250) < nominal <= Decimal(315):
                return Decimal(-9)  # the one exception of the standard: -9 and not -11
            return -self._fundamental(nominal, fit, "m") + (self._delta(nominal, fit) if grade <= 8 else 0)
        if letter == "n":
            if grade >= 9:
                if nominal <= _ONE:
                    raise self._absent(nominal, fit)
                if nominal > _THREE:
                    return Decimal(0)
            return -self._fundamental(nominal, fit, "n") + (self._delta(nominal, fit) if grade <= 8 else 0)
        return -self._fundamental(nominal, fit, letter) + (self._delta(nominal, fit) if grade <= 7 else 0)

    def _hole_k(self, nominal: Decimal, fit: ToleranceClass, grade: int) -> Decimal:
        if grade >= 9 and nominal > _THREE:
            raise self._absent(nominal, fit)
        if nominal <= _THREE or nominal > _FIVE_HUNDRED:
            return Decimal(0)
        return -self._fundamental(nominal, fit, "k") + self._delta(nominal, fit)

    def _delta(self, nominal: Decimal, fit: ToleranceClass) -> Decimal:
        """Δ = ITn − IT(n−1), over 3 mm and up to 500 mm; zero elsewhere.

        The standard tabulates it for IT3 to IT8 only: K to ZC holes of a finer grade have no deviation there.
        """
        if not (_THREE < nominal <= _FIVE_HUNDRED):
            return Decimal(0)
        delta = self._row(self.deltas, nominal, fit).figures.get(f"delta_IT{fit.grade}")
        if delta is None:
            raise self._absent(nominal, fit)
        return delta

    def _fundamental(self, nominal: Decimal, fit: ToleranceClass, column: str) -> Decimal:
        value = self._row(self.shafts, nominal, fit).figures.get(column)
        if value is None:
            raise self._absent(nominal, fit)
        return value

    @staticmethod
    def _row(rows: tuple[Range, ...], nominal: Decimal, fit: ToleranceClass) -> Range:
        for row in rows:
            if row.over < nominal <= row.up_to:
                return row
        raise Refusal("fit.size_out_of_range", fit=str(fit), nominal=nominal)

    @staticmethod
    def _absent(nominal: Decimal, fit: ToleranceClass) -> Refusal:
        return Refusal("fit.not_in_standard", fit=str(fit), nominal=nominal)


def _grade(fit: ToleranceClass) -> int:
    return 0 if fit.grade == "01" else int(fit.grade)
