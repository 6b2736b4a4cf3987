"""The uncertainty budget of a sheet: one component a line, under titles in French or in English, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from metroapp.domain.budget import USUAL_LEVEL, Budget, Component, Distribution, Evaluation
from metroapp.domain.entered_text import one_line
from metroapp.domain.message import Refusal
from metroapp.services.sheets.cells import Cells, read_cells, require_typed
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.sheet_titles import title_key, title_unit

# Every column, the title that we write ourselves, then the other names it has, as `title_key` makes them.
_NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "component": (
        "Composante",
        ("component", "source", "source d incertitude", "grandeur", "nom", "name", "designation", "quantity"),
    ),
    "type": ("Type", ("type a b", "type a/b", "evaluation", "type d evaluation", "evaluation type")),
    "value": ("Valeur", ("value", "demi etendue", "half width")),
    "distribution": ("Loi", ("distribution", "loi de probabilite", "probability distribution")),
    "sensitivity": (
        "Sensibilité",
        ("sensitivity", "coefficient de sensibilite", "sensitivity coefficient", "c", "ci"),
    ),
    "dof": ("Degrés de liberté", ("dof", "ddl", "nu", "degrees of freedom", "degre de liberte")),
    "unit": ("Unité", ("unit", "units", "unites")),
    "instrument": (
        "Moyen",
        ("instrument", "numero", "n", "no", "number", "numero du moyen", "n instrument", "n d instrument"),
    ),
}
TITLES = {column: title for column, (title, _) in _NAMES.items()}
_NEEDED = ("component", "type", "value", "distribution")
_COLUMNS = {key: column for column, (title, names) in _NAMES.items() for key in (title_key(title), *names)}
_DISTRIBUTIONS = {
    "normal": Distribution.NORMAL,
    "normale": Distribution.NORMAL,
    "gauss": Distribution.NORMAL,
    "gaussienne": Distribution.NORMAL,
    "gaussian": Distribution.NORMAL,
    "standard": Distribution.STANDARD,
    "incertitude type": Distribution.STANDARD,
    "standard uncertainty": Distribution.STANDARD,
    "rectangular": Distribution.RECTANGULAR,
    "rectangulaire": Distribution.RECTANGULAR,
    "rectangle": Distribution.RECTANGULAR,
    "uniforme": Distribution.RECTANGULAR,
    "uniform": Distribution.RECTANGULAR,
    "triangular": Distribution.TRIANGULAR,
    "triangulaire": Distribution.TRIANGULAR,
    "triangle": Distribution.TRIANGULAR,
    "u": Distribution.U_SHAPED,
    "u shaped": Distribution.U_SHAPED,
    "u shape": Distribution.U_SHAPED,
    "en u": Distribution.U_SHAPED,
    "arcsinus": Distribution.U_SHAPED,
    "arc sinus": Distribution.U_SHAPED,
    "arcsine": Distribution.U_SHAPED,
    "arcsin": Distribution.U_SHAPED,
}
_EVALUATIONS = {"a": Evaluation.A, "type a": Evaluation.A, "b": Evaluation.B, "type b": Evaluation.B}
_INFINITE = ("inf", "infinity", "infini", "infinie", "infinite", "∞")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")
_SMALLEST, _LARGEST = Decimal("1e-18"), Decimal("1e12")
_COVERED = re.compile(r"(?P<law>.*?)[ ,(]*\bk ?= ?(?P<factor>[0-9]+(?:[.,][0-9]+)?)\)?", re.IGNORECASE)
_COLUMN_OF = {
    "budget.value_negative": "value",
    "budget.dof_too_small": "dof",
    "budget.coverage_too_small": "distribution",
}


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One component of the budget of a means, and the unit that its cell or its title says."""

    number: int  # of the line
    instrument: str
    component: Component
    unit: str


def read_budget(path: Path, level: Decimal = USUAL_LEVEL) -> Budget:
    """The budget of a file. An empty sensitivity is 1, empty degrees of freedom are infinite for a type B.

    Refuses `budget.titles`, `budget.title_twice`, `sheet.line` for a line that is wrong, as `Budget`, and unreadable
    files.
    """
    columns, lines = _table(read_cells(path, _count_titles), _NEEDED, path)
    return Budget(tuple(_component(number, line, columns) for number, line in lines), level)


def read_components(cells: Cells, path: Path) -> list[BudgetLine]:
    """The lines of a sheet that holds the budgets of several means, in its order; none under its titles is none.

    Refuses as `read_budget`, and `register.number_missing` in its line.
    """
    columns, lines = _table(cells, (*_NEEDED, "instrument"), path)
    titles = next(line for line in cells if any(line))
    of_titles, of_instrument = title_unit(titles[columns.index("value")]) or "", columns.index("instrument")
    found: list[BudgetLine] = []
    for number, line in lines:
        component = _component(number, line, columns)
        instrument = one_line("".join(line[of_instrument : of_instrument + 1]))
        if not instrument:
            raise _wrong(number, "instrument", Refusal("register.number_missing"))
        found.append(BudgetLine(number, instrument, component, component.unit or of_titles))
    return found


def holds_budgets(cells: Cells) -> bool:
    """Whether the titles are those of the budgets of several means."""
    titles = next((line for line in cells if any(line)), [])
    return {*_NEEDED, "instrument"} <= {_COLUMNS.get(title_key(title)) for title in titles}


def unknown_titles(cells: Cells) -> tuple[str, ...]:
    """The titles of a sheet of budgets that no column has."""
    titles = next(line for line in cells if any(line))
    return tuple(title for title in titles if title and title_key(title) not in _COLUMNS)


def _table(cells: Cells, needed: tuple[str, ...], path: Path) -> tuple[list[str | None], list[tuple[int, list[str]]]]:
    """The columns of the titles, and the lines below with their numbers."""
    first = next(index for index, line in enumerate(cells) if any(line))
    columns = [_COLUMNS.get(title_key(title)) for title in cells[first]]
    missing = tuple(_NAMES[column][0] for column in needed if column not in columns)
    if missing:
        raise Refusal("budget.titles", path=path, missing=missing)
    for column, (title, _) in _NAMES.items():
        if columns.count(column) > 1:
            raise Refusal("budget.title_twice", column=title)
    return columns, [(number, line) for number, line in enumerate(cells[first + 1 :], first + 2) if any(line)]


def _count_titles(cells: Cells) -> int:
    line = next((line for line in cells if any(line)), [])
    return sum(title_key(title) in _COLUMNS for title in line)


def _component(number: int, line: list[str], columns: list[str | None]) -> Component:
    if any(line[len(columns) :]):
        # A decimal comma in a file whose commas part the columns: every cell after it would be another's.
        raise _wrong(number, "value", Refusal("budget.too_many_cells"))
    given: dict[str, str] = {}
    column = "component"
    try:
        for title, cell in zip(columns, line, strict=False):
            if title:
                column = title
                given[title] = one_line(require_typed(cell))
        column = "component"
        if not (name := given.get("component", "")):
            raise Refusal("budget.component_missing")
        column = "type"
        evaluation = _evaluation(given.get("type", ""))
        column = "value"
        value = _number(given.get("value", ""))
        column = "distribution"
        distribution, coverage = _distribution(given.get("distribution", ""))
        column = "sensitivity"
        sensitivity = _number(given.get("sensitivity", "") or "1")
        column = "dof"
        dof = _dof(given.get("dof", ""), evaluation)
        column = "component"
        return Component(
            name, evaluation, value, distribution, sensitivity, dof, given.get("unit", ""), coverage=coverage
        )
    except Refusal as refusal:
        raise _wrong(number, _COLUMN_OF.get(refusal.message.code, column), refusal) from refusal


def _wrong(number: int, column: str, refusal: Refusal) -> Refusal:
    return Refusal("sheet.line", line=number, column=_NAMES[column][0], message=refusal.message)


def _evaluation(text: str) -> Evaluation:
    found = _EVALUATIONS.get(plain(text))
    if found is None:
        raise Refusal("budget.type_unknown", text=text)
    return found


def _distribution(text: str) -> tuple[Distribution, Decimal]:
    """The distribution, and the k of an expanded uncertainty: `normale k=2`."""
    covered = _COVERED.fullmatch(text)
    found = _DISTRIBUTIONS.get(plain(covered["law"] or "normal" if covered else text))
    if found is None or (covered and found is not Distribution.NORMAL):
        raise Refusal("budget.distribution_unknown", text=text, known=tuple(Distribution))
    return found, _number(covered["factor"]) if covered else Decimal(1)


def _dof(text: str, evaluation: Evaluation) -> Decimal | None:
    if text.casefold().lstrip("+") in _INFINITE:
        return None
    if not text:
        if evaluation is Evaluation.A:
            raise Refusal("budget.dof_missing")
        return None
    return _number(text)


def _number(text: str) -> Decimal:
    """A number with a comma or a dot, and a power of ten where it has one (`5,8E-07`), as expansions are written."""
    cleaned = re.sub(r"[\u202f\u00a0 ]", "", text).replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(cleaned):
        raise Refusal("number.unreadable", text=text)
    value = Decimal(cleaned)
    if value and not _SMALLEST <= value.copy_abs() < _LARGEST:
        raise Refusal("budget.number_out_of_bounds", text=text)
    return value
