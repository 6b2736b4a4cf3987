"""One line of the sheet of a register: from its cells to a means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metroapp.domain.budget import Component
from metroapp.domain.callout import Kind, Nature
from metroapp.domain.candidate import Candidate
from metroapp.domain.due_dates import with_due
from metroapp.domain.entered_text import LONGEST_COMMENT, LONGEST_TEXT, one_line, require_text
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.permissible_error_text import read_permissible_error
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.quantity_text import read_quantity, with_unit
from metroapp.services.gauge_marks import candidate_of
from metroapp.services.register_titles import TITLES, kind_named, state_named
from metroapp.services.sheets.cells import DateCell, require_typed
from metroapp.services.sheets.days import read_day
from metroapp.services.sheets.sheet_titles import IN_MICROMETRES, title_unit

BudgetOf = Callable[[str, InstrumentKind], tuple[Component, ...]]

_COVERAGE = 2  # of an expanded uncertainty, as certificates give it
_RANGE = re.compile(r"(?P<lower>[+\-−]?[0-9.,]+) ?(?:[-–—/à]|\.\.\.?|…|to) ?(?P<upper>[+\-−]?[0-9.,]+)(?P<unit> ?\D+)?")
_MONTHS = re.compile(r"(?P<months>[0-9]{1,4}) ?(?:mois|months?)?", re.IGNORECASE)
_THREAD_GAUGES = (InstrumentKind.THREAD_RING, InstrumentKind.THREAD_PLUG)
_OF_BORES = (InstrumentKind.THREAD_PLUG, InstrumentKind.PLAIN_PLUG)
_OF_ONE_VALUE = (InstrumentKind.SETTING_RING, InstrumentKind.PROBE_GAUGE, InstrumentKind.ROUGHNESS_STANDARD)
_ENDS = ("lower", "upper")
_DAYS = ("due", "verified", "in_service_since")
_ERROR_UNITS = {"mm": Unit.MM, IN_MICROMETRES: Unit.UM}
_COLUMN_OF = {
    "register.uncertainty_not_positive": "uncertainty",
    "register.repeatability_too_large": "repeatability",
    "register.decimals_missing": "decimals",
    "register.interval": "interval_months",
    "register.due_too_far": "interval_months",
}
# What a column says of a means; of the last ones, only a cell that is filled in.
_SAYS = {
    **{field: (field,) for field in ("designation", "kind", "maker", "model", "serial", "family", "resolution")},
    **{field: (field,) for field in ("decimals", "range_lower", "range_upper", "probe_constant", "uncertainty")},
    **{field: (field,) for field in ("repeatability", "checks", "certified", "location", "holder")},
    "range": ("range_lower", "range_upper"),
    "expanded": ("uncertainty",),
    "error": ("permissible_error",),
}
_FILLED_IN = (
    "due", "verified", "interval_months", "in_service_since", "state", "limitation", "limited_lower", "limited_upper",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A means as a line gives it, and the fields of `Instrument` that the line says: the others are unknown to it."""

    candidate: Candidate
    said: frozenset[str]


class LineReader:
    """The cells of one line under the titles of its sheet."""

    def __init__(self, number: int, cells: Sequence[str], titles: Sequence[str], columns: dict[str, int]) -> None:
        self._number = number
        self._cells = cells
        self._titles = titles
        self._columns = columns
        self._field = "number"  # being read, and to be named where it is refused

    def line(self, budget_of: BudgetOf) -> RegisterLine:
        """The means; `budget_of` gives its budget. Refuses `sheet.line`, `register.too_many_cells`."""
        if any(self._cells[len(self._titles) :]):
            # A decimal comma in a file whose commas part the columns: every cell after it would be another's.
            raise Refusal("register.too_many_cells", line=self._number)
        try:
            number, kind = self._number_and_kind()
        except Refusal as refusal:
            raise self.wrong(self._field, refusal) from refusal
        budget = budget_of(number, kind)
        try:
            instrument = self._instrument(number, kind, budget)
            self._require_checks(instrument)
        except Refusal as refusal:
            raise self.wrong(_COLUMN_OF.get(refusal.message.code, self._field), refusal) from refusal
        said = {one for column, fields in _SAYS.items() if column in self._columns for one in fields}
        said.update(field for field in _FILLED_IN if self._cell(field))
        return RegisterLine(candidate_of(instrument), frozenset(said | ({"budget"} if budget else set())))

    def wrong(self, field: str, refusal: Refusal) -> Refusal:
        column = self._titles[self._columns[field]] if field in self._columns else TITLES[field]
        return Refusal("sheet.line", line=self._number, column=column, message=refusal.message)

    def _number_and_kind(self) -> tuple[str, InstrumentKind]:
        number = self._cell("number")
        if not number:
            raise Refusal("register.number_missing")
        designation, text = self._cell("designation"), self._cell("kind")
        kind = kind_named(text, designation)
        if kind is None:
            known = tuple(one for one in InstrumentKind if one is not InstrumentKind.EYE)
            raise Refusal("register.kind_unknown", text=text, known=known)
        return number, kind

    def _instrument(self, number: str, kind: InstrumentKind, budget: tuple[Component, ...]) -> Instrument:
        family = self._cell("family") or None
        lower, upper = self._range()
        state = self._state()
        since, verified, due = self._days()
        return with_due(
            Instrument(
                number=number,
                designation=self._cell("designation"),
                kind=kind,
                maker=self._cell("maker"),
                model=self._cell("model"),
                serial=self._cell("serial"),
                family=family,
                resolution=self._length("resolution", positive=True),
                decimals=self._decimals(number, has_cable=family is not None),
                range_lower=lower,
                range_upper=upper,
                due=due,
                probe_constant=self._probe_constant(),
                uncertainty=self._uncertainty(kind),
                repeatability=self._quantity("repeatability", kind),
                permissible_error=self._permissible_error(),
                budget=budget,
                checks=self._cell("checks"),
                certified=self._certified(kind),
                state=state,
                limitation=self._limitation(state),
                limited_lower=self._limit("limited_lower", lower, upper),
                limited_upper=self._limit("limited_upper", lower, upper),
                location=self._cell("location"),
                holder=self._cell("holder"),
                interval_months=self._months(),
                verified=verified,
                in_service_since=since,
            )
        )

    def _cell(self, field: str) -> str:
        """What somebody typed, as `one_line`; refuses as `require_typed` and `require_text`."""
        self._field = field
        column = self._columns.get(field)
        text = "" if column is None or column >= len(self._cells) else self._cells[column]
        found = one_line(text if field in _DAYS and isinstance(text, DateCell) else require_typed(text))
        require_text(found, most=LONGEST_COMMENT if field == "limitation" else LONGEST_TEXT)
        return found

    def _quantity(self, field: str, kind: InstrumentKind | None = None) -> Quantity | None:
        """In its own unit, in that of its title, else in the one that the instrument shows: millimetres as a rule."""
        text, unit = self._cell(field), kind.reading_unit if kind else Unit.MM
        if not text:
            return None
        found = read_quantity(with_unit(text, title_unit(self._titles[self._columns[field]])), unit)
        found.to(unit)
        return found

    def _length(self, field: str, *, positive: bool = False) -> Decimal | None:
        """In millimetres."""
        text = self._cell(field)
        if not text:
            return None
        unit = title_unit(self._titles[self._columns[field]])
        found = read_quantity(with_unit(text, unit), Unit.MM).to(Unit.MM).value
        if positive and found <= 0:
            raise Refusal("register.not_positive", text=text)
        return found

    def _probe_constant(self) -> Decimal | None:
        found = self._length("probe_constant")
        if found is not None and found < 0:
            raise Refusal("register.negative", text=self._cell("probe_constant"))
        return found

    def _permissible_error(self) -> PermissibleError | None:
        text = self._cell("error")
        if not text:
            return None
        of_title = title_unit(self._titles[self._columns["error"]])
        if of_title is not None and of_title not in _ERROR_UNITS:
            raise Refusal("unit.unknown", text=of_title)
        return read_permissible_error(text, _ERROR_UNITS[of_title] if of_title else None)

    def _range(self) -> tuple[Decimal | None, Decimal | None]:
        lower, upper = self._length("range_lower"), self._length("range_upper")
        if "range" in self._columns and (text := self._cell("range")):
            found = _RANGE.fullmatch(text)
            if found is None:
                raise Refusal("register.range_unreadable", text=text)
            unit = (found["unit"] or "").strip() or title_unit(self._titles[self._columns["range"]])
            ends = tuple(read_quantity(with_unit(found[one], unit), Unit.MM).to(Unit.MM).value for one in _ENDS)
            if any(of_column not in (None, end) for of_column, end in zip((lower, upper), ends, strict=True)):
                raise Refusal("register.ranges_contradict", text=text)
            lower, upper = ends
        if lower is not None and upper is not None and lower > upper:
            raise Refusal("register.range_reversed", lower=lower, upper=upper)
        return lower, upper

    def _limit(self, field: str, lower: Decimal | None, upper: Decimal | None) -> Decimal | None:
        """An end of the part of its range that a limited means is left with."""
        found = self._length(field)
        if found is None:
            return None
        if (lower is not None and found < lower) or (upper is not None and found > upper):
            raise Refusal("register.limit_outside_range", limit=found)
        other = self._length("limited_lower") if field == "limited_upper" else None
        self._field = field
        if other is not None and other > found:
            raise Refusal("register.range_reversed", lower=other, upper=found)
        return found

    def _state(self) -> InstrumentState:
        text = self._cell("state")
        if not text:
            return InstrumentState.IN_SERVICE
        found = state_named(text)
        if found is None:
            raise Refusal("register.state_unknown", text=text, known=tuple(InstrumentState))
        return found

    def _limitation(self, state: InstrumentState) -> str:
        text = self._cell("limitation")
        limits = self._cell("limited_lower") or self._cell("limited_upper")
        if state is InstrumentState.LIMITED and not (text or limits):
            self._field = "limitation"
            raise Refusal("register.limitation_missing")
        if (text or limits) and not self._cell("state"):
            raise Refusal("register.limitation_without_state")
        return text

    def _days(self) -> tuple[date | None, date | None, date | None]:
        """In service since, verified, due."""
        since, verified = read_day(self._cell("in_service_since")), read_day(self._cell("verified"))
        due = read_day(self._cell("due"))
        if due is not None and verified is not None and due < verified:
            raise Refusal("register.due_before_verification", due=due, verified=verified)
        return since, verified, due

    def _months(self) -> int | None:
        text = self._cell("interval_months")
        if not text:
            return None
        found = _MONTHS.fullmatch(text)
        if found is None:
            raise Refusal("register.interval_unreadable", text=text)
        return int(found["months"])

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
        if expanded is None:
            return standard
        halved = Quantity(expanded.value / _COVERAGE, expanded.unit)
        if standard is None:
            return halved
        if standard.to(kind.reading_unit).value != halved.to(kind.reading_unit).value:
            raise Refusal("register.uncertainties_contradict")
        return standard

    def _certified(self, kind: InstrumentKind) -> Quantity | None:
        found = self._quantity("certified", kind)
        if found is None:
            return None
        if kind not in _OF_ONE_VALUE:
            raise Refusal("register.certified_of_no_standard", kind=kind)
        if found.value <= 0:
            raise Refusal("register.not_positive", text=self._cell("certified"))
        return found

    def _require_checks(self, instrument: Instrument) -> None:
        """What a gauge is for is a callout of its kind, and of nothing else than a gauge."""
        from metroapp.domain.notation.reading import read_callout  # most means are no gauges
        from metroapp.services.reference import standards

        self._field = "checks"
        if not instrument.checks:
            return
        if not instrument.kind.is_limit_gauge:
            raise Refusal("register.checks_of_no_gauge", kind=instrument.kind)
        found = read_callout(instrument.checks, standards())
        is_inside = instrument.kind in _OF_BORES
        if (found.kind is Kind.THREAD) != (instrument.kind in _THREAD_GAUGES) or (
            found.nature is not None and (found.nature is Nature.INTERNAL) != is_inside
        ):
            raise Refusal("register.checks_another_kind", kind=instrument.kind, callout=found.text)
