"""The register of instruments, from the workshop's own sheet: one instrument a line, French or English titles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.candidate import Candidate
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.quantity_text import read_quantity, with_unit
from metroapp.services.register_titles import COLUMNS, NEEDED, TITLES, kind_named
from metroapp.services.sheets.cells import Cells, read_cells
from metroapp.services.sheets.days import read_day
from metroapp.services.sheets.sheet_titles import title_key, title_unit

_COVERAGE = 2  # of an expanded uncertainty, as certificates give it
_GAUGES = (InstrumentKind.THREAD_RING, InstrumentKind.THREAD_PLUG)
_RANGE = re.compile(r"(?P<lower>[+\-−]?[0-9.,]+) ?(?:[-–—/à]|\.\.\.?|…|to) ?(?P<upper>[+\-−]?[0-9.,]+)(?: ?mm)?")
_THREAD = re.compile(r"\bM ?[0-9].*")
_COLUMN_OF = {
    "register.uncertainty_not_positive": "uncertainty",
    "register.repeatability_too_large": "repeatability",
    "register.decimals_missing": "decimals",
}


def read_instruments(path: Path) -> list[Instrument]:
    """The instruments of a register sheet; refuses as `read_candidates`."""
    return [one.instrument for one in read_candidates(path)]


def read_candidates(path: Path) -> list[Candidate]:
    """The instruments of a register sheet, with what only the choice of one asks: permissible errors, threads.

    Refuses unreadable files as `read_cells`, a title that is missing or there twice, and `sheet.line` for the first
    line that is not an instrument.
    """
    cells = read_cells(path, _count_titles)
    first = next(index for index, line in enumerate(cells) if any(line))
    columns = _columns(cells[first])
    found: list[Candidate] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(cells[first + 1 :], first + 2):
        if not any(line):
            continue
        read = _Line(number, line, cells[first], columns)
        candidate = read.candidate()
        name = candidate.instrument.number.casefold()
        if name in lines:
            twice = Refusal("register.number_twice", number=candidate.instrument.number, first=lines[name])
            raise read.wrong("number", twice) from None
        lines[name] = number
        found.append(candidate)
    if not found:
        raise Refusal("sheet.empty", path=path)
    return found


class _Line:
    def __init__(self, number: int, cells: Sequence[str], titles: Sequence[str], columns: dict[str, int]) -> None:
        self._number = number
        self._cells = cells
        self._titles = titles
        self._columns = columns
        self._field = "number"  # being read, and to be named where it is refused

    def candidate(self) -> Candidate:
        if any(self._cells[len(self._titles) :]):
            # A decimal comma in a file whose commas part the columns: every cell after it would be another's.
            raise Refusal("register.too_many_cells", line=self._number)
        try:
            instrument = self._instrument()
            thread = self._thread(instrument) if instrument.kind in _GAUGES else None
        except Refusal as refusal:
            raise self.wrong(_COLUMN_OF.get(refusal.message.code, self._field), refusal) from refusal
        return Candidate(instrument, thread)

    def wrong(self, field: str, refusal: Refusal) -> Refusal:
        column = self._titles[self._columns[field]] if field in self._columns else TITLES[field]
        return Refusal("sheet.line", line=self._number, column=column, message=refusal.message)

    def _instrument(self) -> Instrument:
        number = self._cell("number")
        if not number:
            raise Refusal("register.number_missing")
        designation = self._cell("designation")
        kind = kind_named(self._cell("kind"), designation)
        if kind is None:
            known = tuple(one for one in InstrumentKind if one is not InstrumentKind.EYE)
            raise Refusal("register.kind_unknown", text=self._cell("kind"), known=known)
        family = self._cell("family") or None
        lower, upper = self._range()
        error = self._length("error", positive=True)
        return Instrument(
            number=number,
            designation=designation,
            kind=kind,
            maker=self._cell("maker"),
            model=self._cell("model"),
            serial=self._cell("serial"),
            family=family,
            resolution=self._length("resolution", positive=True),
            decimals=self._decimals(number, has_cable=family is not None),
            range_lower=lower,
            range_upper=upper,
            due=read_day(self._cell("due")),
            probe_constant=self._length("probe_constant"),
            uncertainty=self._uncertainty(kind),
            repeatability=self._quantity("repeatability", kind),
            permissible_error=None if error is None else PermissibleError(error),
        )

    def _cell(self, field: str) -> str:
        """One line of signs that can be shown; hostile ones would move the cursor of a terminal."""
        self._field = field
        column = self._columns.get(field)
        text = "" if column is None or column >= len(self._cells) else self._cells[column]
        return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())

    def _quantity(self, field: str, kind: InstrumentKind | None = None) -> Quantity | None:
        """In its own unit, in that of its title, else in the one that the instrument shows: millimetres as a rule."""
        text, unit = self._cell(field), kind.reading_unit if kind else Unit.MM
        if not text:
            return None
        found = read_quantity(with_unit(text, title_unit(self._titles[self._columns[field]])), unit)
        found.to(unit)
        return found

    def _length(self, field: str, *, positive: bool = False) -> Decimal | None:
        """In millimetres; `± 4 µm` is a half-width like `4 µm`."""
        text = self._cell(field)
        if not text:
            return None
        unit = title_unit(self._titles[self._columns[field]])
        found = read_quantity(with_unit(text.lstrip("± "), unit), Unit.MM).to(Unit.MM).value
        if positive and found <= 0:
            raise Refusal("register.not_positive", text=text)
        return found

    def _range(self) -> tuple[Decimal | None, Decimal | None]:
        lower, upper = self._length("range_lower"), self._length("range_upper")
        if "range" in self._columns and (text := self._cell("range")):
            found = _RANGE.fullmatch(text)
            if found is None:
                raise Refusal("register.range_unreadable", text=text)
            lower, upper = (read_quantity(found[name], Unit.MM).value for name in ("lower", "upper"))
        if lower is not None and upper is not None and lower > upper:
            raise Refusal("register.range_reversed", lower=lower, upper=upper)
        return lower, upper

    def _decimals(self, number: str, *, has_cable: bool) -> int | None:
        text = self._cell("decimals")
        if text.isascii() and text.isdigit() and len(text) == 1:
            return int(text)
        if text:
            raise Refusal("number.unreadable", text=text)
        if has_cable:
            # Without them, nothing would tell an inch from a millimetre when somebody presses the button.
            raise Refusal("register.decimals_missing", instrument=number)
        return None

    def _uncertainty(self, kind: InstrumentKind) -> Quantity | None:
        expanded, standard = self._quantity("expanded", kind), self._quantity("uncertainty", kind)
        if standard is not None or expanded is None:
            return standard
        return Quantity(expanded.value / _COVERAGE, expanded.unit)

    def _thread(self, instrument: Instrument) -> Callout | None:
        """The thread that a gauge is marked with."""
        from metroapp.domain.notation.reading import read_callout  # most instruments are no gauges
        from metroapp.services.reference import standards

        for text in (instrument.model, instrument.designation):
            marked = _THREAD.search(text)
            if marked is None:
                continue
            try:
                found = read_callout(marked[0], standards())
            except Refusal:
                continue
            if found.kind is Kind.THREAD:
                return found
        return None


def _count_titles(cells: Cells) -> int:
    return max((sum(title_key(cell) in COLUMNS for cell in line) for line in cells[:5]), default=0)


def _columns(titles: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(titles):
        field = COLUMNS.get(title_key(title))
        if field in found:
            raise Refusal("register.column_twice", first=titles[found[field]], second=title)
        if field is not None:
            found[field] = column
    for field in NEEDED:
        if field not in found:
            raise Refusal("sheet.column_missing", column=TITLES[field])
    return found
