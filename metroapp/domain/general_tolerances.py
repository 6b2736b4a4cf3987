"""General tolerances: declared once on the drawing, applied to every dimension without a tolerance of its own.

ISO 2768-1:1989 (lengths, radii and chamfers, angles), ISO 2768-2:1989 (geometry), or a table of the workshop's own.
ISO 22081:2021 is recognised for what it is, a surface profile with datums, and never turned into a ±.
Lengths in millimetres, angles in seconds of arc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from metroapp.domain.callout import Symbol
from metroapp.domain.message import Refusal

_ARCSEC_PER_ARCMIN = Decimal(60)
_LINEAR_CLASSES = ("f", "m", "c", "v")
_GEOMETRICAL_CLASSES = ("H", "K", "L")
_SMALLEST = Decimal("0.5")  # below it the tolerance must stand on the dimension itself (ISO 2768-1:1989, table 1)

# In any letter case: the letters of the two parts are disjoint. ASCII: the Kelvin sign is no K.
_CASES = re.IGNORECASE | re.ASCII
_BODIES = r"(?:NF |DIN )?(?:EN )?(?:ISO )?"
_ISO_2768 = re.compile(
    _BODIES + r"(?:2768|22768)(?:-?1)?"
    r" ?-? ?(?P<linear>[fmcv])?[ -]?(?P<geometry>[HKL])?(?P<envelope> ?-?E)?",
    _CASES,
)
_GEOMETRY_BESIDE = re.compile(_BODIES + r"2?2768-2 ?-? ?(?P<geometry>[HKL])(?P<envelope> ?-?E)?", _CASES)
_ISO_22081 = re.compile(r"(?:NF |DIN )?(?:EN )?ISO 22081\b.*", _CASES)
_BETWEEN = re.compile(rf"[;,/&+]| et | - (?={_BODIES}2?2768)", _CASES)
_PREAMBLE = re.compile(
    r"(?:tol(?:[ée]rances?)?\.? g[ée]n(?:[ée]rales?|[ée])?\.? ?)?(?:: ?)?(?:(?:selon|suivant) )?(?=\S)", re.IGNORECASE
)
_NUMBER = r"[0-9]{1,4}(?:[.,][0-9]{1,6})?"
_ONE_FOR_ALL = re.compile(
    rf"± ?(?P<length>{_NUMBER})(?: ?mm)?(?: ?(?:[;/,&]|et)? ?± ?(?P<angle>{_NUMBER}) ?(?P<mark>[°']))?"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """One line of a table: *over … up to and including*, and a figure for each class. No upper end: `up_to` None."""

    over: Decimal
    up_to: Decimal | None
    figures: Mapping[str, Decimal]
    includes_over: bool = False

    def holds(self, size: Decimal) -> bool:
        above = size >= self.over if self.includes_over else size > self.over
        return above and (self.up_to is None or size <= self.up_to)


@dataclass(frozen=True, slots=True)
class GeneralTolerance:
    """The tolerance found for one dimension: its table, the interval that holds the size, and the ± deviation."""

    table: str
    over: Decimal
    up_to: Decimal | None
    deviation: Decimal


Rows = Iterable[Mapping[str, str]]


def _intervals(rows: Rows, over: str = "over_mm", up_to: str = "upto_incl_mm") -> tuple[Interval, ...]:
    found = []
    for row in rows:
        figures = {name: Decimal(cell) for name, cell in row.items() if len(name) == 1 and cell}
        begin = Decimal(row[over] or 0)
        found.append(Interval(begin, Decimal(row[up_to]) if row[up_to] else None, figures, begin == _SMALLEST))
    return tuple(found)


@dataclass(frozen=True)
class GeneralTables:
    """The tables of ISO 2768."""

    linear: tuple[Interval, ...]
    broken_edges: tuple[Interval, ...]  # radii and chamfers
    angles: tuple[Interval, ...]  # by the shorter side, minutes of arc
    geometry: Mapping[str, tuple[Interval, ...]]

    @classmethod
    def from_rows(cls, linear: Rows, broken_edges: Rows, angles: Rows, geometry: Rows) -> GeneralTables:
        by_characteristic: dict[str, list[Mapping[str, str]]] = {}
        for row in geometry:
            by_characteristic.setdefault(row["characteristic"], []).append(row)
        return cls(
            _intervals(linear),
            _intervals(broken_edges),
            _intervals(angles, over="over_mm_shorter_side"),
            {name: _intervals(rows) for name, rows in by_characteristic.items()},
        )


@dataclass(frozen=True)
class WorkshopTable:
    """A table of the workshop's own (*tableau d'atelier*): ± deviations of lengths, in millimetres."""

    name: str
    intervals: tuple[Interval, ...]

    @classmethod
    def from_lines(cls, name: str, lines: Iterable[tuple[Decimal, Decimal | None, Decimal]]) -> WorkshopTable:
        """Lines *over, up to and including, ±*; refuses (`general.table_unreadable`) gaps backwards and overlaps."""
        intervals: list[Interval] = []
        for over, up_to, deviation in lines:
            follows = not intervals or (intervals[-1].up_to is not None and over >= intervals[-1].up_to)
            if not follows or deviation <= 0 or (up_to is not None and up_to <= over):
                raise Refusal("general.table_unreadable", table=name, over=over)
            intervals.append(Interval(over, up_to, {"±": deviation}))
        if not intervals:
            raise Refusal("general.table_empty", table=name)
        return cls(name, tuple(intervals))


@dataclass(frozen=True)
class GeneralTolerances:
    """What one drawing declares for all its dimensions."""

    declaration: str
    tables: GeneralTables
    linear_class: str | None = None
    geometrical_class: str | None = None
    envelope: bool = False  # `-E`: Ⓔ applies to every single feature of size (ISO 2768-2:1989, annex A)
    is_profile: bool = False  # ISO 22081
    workshop: WorkshopTable | None = None
    angle: Decimal | None = None  # seconds of arc, for `±0,1 ; ±0,5°`

    def length(self, nominal: Decimal) -> GeneralTolerance:
        """The tolerance of a length or a diameter. Refuses `general.*` where the declaration gives none."""
        if self.workshop is not None:
            return _find(self.workshop.name, self.workshop.intervals, "±", nominal)
        return self._iso_2768_1(self.tables.linear, nominal)

    def broken_edge(self, nominal: Decimal) -> GeneralTolerance:
        """The tolerance of a radius or of a chamfer height (ISO 2768-1:1989, table 2)."""
        if self.workshop is not None:
            return _find(self.workshop.name, self.workshop.intervals, "±", nominal)
        return self._iso_2768_1(self.tables.broken_edges, nominal)

    def angular(self, shorter_side: Decimal | None) -> GeneralTolerance:
        """The tolerance of an angle (seconds of arc), by its shorter side (ISO 2768-1:1989, table 3)."""
        if self.angle is not None:
            return GeneralTolerance(self.declaration, Decimal(0), None, self.angle)
        if self.workshop is not None:
            raise Refusal("general.no_angle", declaration=self.declaration)
        self._require_linear_class()
        if shorter_side is None:
            raise Refusal("general.shorter_side_missing")
        found = self._iso_2768_1(self.tables.angles, shorter_side)
        return replace(found, deviation=found.deviation * _ARCSEC_PER_ARCMIN)

    def geometrical(self, symbol: Symbol, length: Decimal | None) -> GeneralTolerance:
        """A geometrical tolerance (ISO 2768-2:1989), for the length that the line gives: the longer side of a flat
        surface, the shorter one of a perpendicularity or a symmetry."""
        self._refuse_profile()
        if self.geometrical_class is None:
            raise Refusal("general.no_geometrical_class", declaration=self.declaration)
        name = f"ISO 2768-{self.geometrical_class}"
        characteristic = _GEOMETRY_TABLES.get(symbol)
        if characteristic is None:
            raise Refusal("general.geometry_not_given", symbol=symbol)
        intervals = self.tables.geometry[characteristic]
        if len(intervals) == 1 and intervals[0].up_to is None:
            return GeneralTolerance(name, Decimal(0), None, intervals[0].figures[self.geometrical_class])
        if length is None:
            raise Refusal("general.length_missing", symbol=symbol)
        return _find(name, intervals, self.geometrical_class, length)

    def _iso_2768_1(self, intervals: tuple[Interval, ...], size: Decimal) -> GeneralTolerance:
        self._require_linear_class()
        assert self.linear_class is not None
        return _find(f"ISO 2768-{self.linear_class}", intervals, self.linear_class, size)

    def _require_linear_class(self) -> None:
        self._refuse_profile()
        if self.linear_class is None:
            raise Refusal("general.no_linear_class", declaration=self.declaration)

    def _refuse_profile(self) -> None:
        if self.is_profile:
            raise Refusal("general.surface_profile", declaration=self.declaration)


_GEOMETRY_TABLES = {
    Symbol.STRAIGHTNESS: "straightness_flatness",
    Symbol.FLATNESS: "straightness_flatness",
    Symbol.PERPENDICULARITY: "perpendicularity",
    Symbol.SYMMETRY: "symmetry",
    Symbol.CIRCULAR_RUN_OUT: "circular_runout",
}


def _find(table: str, intervals: tuple[Interval, ...], column: str, size: Decimal) -> GeneralTolerance:
    for interval in intervals:
        deviation = interval.figures.get(column)
        if interval.holds(size) and deviation is not None:
            return GeneralTolerance(table, interval.over, interval.up_to, deviation)
    raise Refusal("general.size_out_of_range", table=table, size=size)


def read_general_tolerances(
    text: str, tables: GeneralTables, workshop_tables: Mapping[str, WorkshopTable] | None = None
) -> GeneralTolerances | None:
    """What the drawing declares: `ISO 2768-mK`, `ISO 2768-fH-E`, `±0,1 ; ±0,5°`, the name of a workshop table.

    None for an empty text. `ISO 8015` beside it is kept in the declaration. Refuses `general.unknown`, and
    `general.contradictory` where it gives two classes for the same thing.
    """
    declaration = " ".join(text.split())
    if not declaration:
        return None
    own = (workshop_tables or {}).get(declaration)
    if own is not None:
        return GeneralTolerances(declaration, tables, workshop=own)
    tidy = re.sub(r"[‐‑–−]", "-", declaration).replace("+/-", "±")
    tidy = re.sub(r"\bISO(?=[0-9])", "ISO ", tidy, flags=_CASES)
    tidy = re.sub(r"(?:NF EN )?ISO 8015", "", tidy, flags=_CASES)
    tidy = _PREAMBLE.sub("", " ".join(tidy.split()).strip(" ,;/-+"), count=1)
    tidy = tidy.strip(" ,;/-+")
    if not tidy:
        return None  # ISO 8015 alone is a principle, not a tolerance
    if _ISO_22081.fullmatch(tidy):
        return GeneralTolerances(declaration, tables, is_profile=True)
    if found := _ONE_FOR_ALL.fullmatch(tidy):
        return _one_for_all(declaration, tables, found)
    pieces = [piece.strip() for piece in _BETWEEN.split(tidy) if piece.strip()]
    given = GeneralTolerances(declaration, tables)
    for piece in pieces:
        found = _GEOMETRY_BESIDE.fullmatch(piece) or _ISO_2768.fullmatch(piece)
        classes = found.groupdict() if found else {}
        linear, geometry = (classes.get("linear") or "").lower(), (classes.get("geometry") or "").upper()
        if not (linear or geometry):
            raise Refusal("general.unknown", declaration=declaration)
        for before, now in ((given.linear_class, linear), (given.geometrical_class, geometry)):
            if before and now and before != now:
                raise Refusal("general.contradictory", declaration=declaration)
        given = replace(
            given,
            linear_class=linear or given.linear_class,
            geometrical_class=geometry or given.geometrical_class,
            envelope=bool(classes["envelope"]) or given.envelope,
        )
    return given


def _one_for_all(declaration: str, tables: GeneralTables, found: re.Match[str]) -> GeneralTolerances:
    deviation = Decimal(found["length"].replace(",", "."))
    if deviation == 0:
        raise Refusal("general.unknown", declaration=declaration)
    table = WorkshopTable(declaration, (Interval(Decimal(0), None, {"±": deviation}),))
    angle = None
    if found["angle"]:
        seconds = 3600 if found["mark"] == "°" else 60
        angle = Decimal(found["angle"].replace(",", ".")) * seconds
    return GeneralTolerances(declaration, tables, workshop=table, angle=angle)
