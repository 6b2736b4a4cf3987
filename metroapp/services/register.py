"""The register of means, from the workshop's own sheet: one means a line, French or English titles.

A workbook may hold beside it the uncertainty budgets of its means (`Budget`) and its gauge blocks (`Cales`). What is
wrong in one line refuses the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.budget import Budget, Component
from metroapp.domain.candidate import Candidate
from metroapp.domain.entered_text import one_line
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.services import gauge_block_sheet
from metroapp.services.budget_units import in_reading_unit
from metroapp.services.gauge_block_sheet import BlockLine
from metroapp.services.register_line import LineReader, RegisterLine
from metroapp.services.register_titles import COLUMNS, NEEDED, TITLES
from metroapp.services.sheets import budget_sheet
from metroapp.services.sheets.budget_sheet import BudgetLine, holds_budgets, read_components
from metroapp.services.sheets.cells import Cells, read_tables
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.sheet_titles import title_key
from metroapp.wording import register_book as words

_BUDGET, _BLOCKS = ("budget", "budgets", "bilan", "bilans"), ("cales", "blocks", "gauge blocks")
_OWN_HISTORY = plain(words.HISTORY)  # of our own workbook, only to be read
_FIRST_LINES = 5  # among which the titles are


@dataclass(frozen=True, slots=True)
class UnreadColumn:
    """A column whose title is not known; its sheet has no name in a CSV."""

    sheet: str
    title: str


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """What a file says of the means of a workshop."""

    lines: tuple[RegisterLine, ...] = ()
    block_lines: tuple[BlockLine, ...] = ()
    unread_columns: tuple[UnreadColumn, ...] = ()
    unread_sheets: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[GaugeBlock, ...]:
        return tuple(line.block for line in self.block_lines)

    @property
    def candidates(self) -> list[Candidate]:
        """The means, with what only the choice of one asks: the threads of the gauges."""
        return [line.candidate for line in self.lines]


def read_instruments(path: Path) -> list[Instrument]:
    """The means of a register sheet; refuses as `read_register`."""
    return [one.instrument for one in read_candidates(path)]


def read_candidates(path: Path) -> list[Candidate]:
    """The means of a register sheet as candidates; refuses as `read_register`, and `sheet.empty` without any."""
    found = read_register(path).candidates
    if not found:
        raise Refusal("sheet.empty", path=path)
    return found


def read_register(path: Path) -> RegisterSheet:
    """The means of a file, their budgets and the gauge blocks, of all its sheets.

    Refuses unreadable files as `read_cells`, a title that is missing or there twice, `sheet.line` for the first line
    that is no means, `register.in_sheet` for what is wrong in another sheet, `register.budget` and
    `register.budget_unknown` for a budget that is none or nobody's, `register.block_twice`, `register.block_unnamed`.
    """
    means: list[tuple[str, Cells]] = []
    strangers: list[tuple[str, Cells]] = []
    budgets, blocks, unread = _Budgets(), _Blocks(), _Unread()
    for name, cells in read_tables(path, _count_titles):
        word = plain(name)
        if word.startswith(_BUDGET) or (holds_budgets(cells) and not word.startswith(_BLOCKS)):
            with _in_sheet(name):
                budgets.add(name, read_components(cells, path))
            unread.titles(name, budget_sheet.unknown_titles(cells))
        elif word.startswith(_BLOCKS) or gauge_block_sheet.holds_blocks(cells):
            with _in_sheet(name):
                blocks.add(name, gauge_block_sheet.lines_of(cells))
            unread.titles(name, gauge_block_sheet.unknown_titles(cells))
        elif _titles_of_means(cells[_title_line(cells)]) == set(NEEDED):
            means.append((name, cells))
        else:
            strangers.append((name, cells))
    if not means and strangers:
        perhaps = next((one for one in strangers if _titles_of_means(one[1][_title_line(one[1])])), None)
        if perhaps is None and not (blocks.lines or budgets.are_there):
            perhaps = strangers[0]
        if perhaps is not None:
            _columns(perhaps[1][_title_line(perhaps[1])])  # says which title is missing
    lines = _lines(means, budgets, unread)
    budgets.require_all_taken()
    unread.sheets += [name for name, _ in strangers if plain(name) != _OWN_HISTORY]
    if not lines and not blocks.lines:
        raise Refusal("sheet.empty", path=path)
    return RegisterSheet(lines, tuple(blocks.lines), tuple(unread.columns), tuple(unread.sheets))


class _Unread:
    """What a file holds that is not taken: said, never dropped in silence."""

    def __init__(self) -> None:
        self.columns: list[UnreadColumn] = []
        self.sheets: list[str] = []

    def titles(self, sheet: str, titles: Iterable[str]) -> None:
        self.columns += [UnreadColumn(sheet, one_line(title)) for title in titles]


class _Blocks:
    """The blocks of all the sheets of a file."""

    def __init__(self) -> None:
        self.lines: list[BlockLine] = []
        self._places: dict[str, str] = {}

    def add(self, sheet: str, lines: Iterable[BlockLine]) -> None:
        for line in lines:
            serial = line.block.serial
            if serial.casefold() in self._places:
                first = self._places[serial.casefold()]
                raise Refusal("register.block_twice", line=line.number, serial=serial, sheet=first)
            if not line.said & {"serial", "set"}:
                # Named by its length alone, it would be taken for the same length of any other set.
                raise Refusal("register.block_unnamed", line=line.number)
            self._places[serial.casefold()] = sheet
            self.lines.append(line)


class _Budgets:
    """The budgets of a file, until a means of the file takes its own."""

    def __init__(self) -> None:
        self._of: dict[str, list[BudgetLine]] = {}
        self._sheets: dict[str, str] = {}

    @property
    def are_there(self) -> bool:
        return bool(self._of)

    def add(self, sheet: str, lines: list[BudgetLine]) -> None:
        for line in lines:
            self._sheets.setdefault(line.instrument.casefold(), sheet)
            self._of.setdefault(line.instrument.casefold(), []).append(line)

    def take(self, number: str, kind: InstrumentKind) -> tuple[Component, ...]:
        """The budget of a means in the unit that it is read in; empty without one."""
        lines = self._of.pop(number.casefold(), [])
        try:
            components = tuple(in_reading_unit(line, kind.reading_unit) for line in lines)
            if components:
                Budget(components)
        except Refusal as refusal:
            raise Refusal("register.budget", instrument=number, message=refusal.message) from refusal
        return components

    def require_all_taken(self) -> None:
        for first, *_ in self._of.values():
            with _in_sheet(self._sheets[first.instrument.casefold()]):
                raise Refusal("register.budget_unknown", line=first.number, instrument=first.instrument)


def _lines(sheets: Iterable[tuple[str, Cells]], budgets: _Budgets, unread: _Unread) -> tuple[RegisterLine, ...]:
    """The means of all the sheets; a number is there once."""
    found: list[RegisterLine] = []
    places: dict[str, tuple[str, int]] = {}
    for sheet, cells in sheets:
        first = _title_line(cells)
        columns = _columns(cells[first])
        unread.titles(sheet, (title for title in cells[first] if title and title_key(title) not in COLUMNS))
        for number, line in enumerate(cells[first + 1 :], first + 2):
            if not any(line):
                continue
            reader = LineReader(number, line, cells[first], columns)
            read = reader.line(budgets.take)
            name = read.candidate.instrument.number
            of_sheet, of_line = places.setdefault(name.casefold(), (sheet, number))
            if of_sheet != sheet:
                other = Refusal("register.number_in_two_sheets", number=name, sheet=of_sheet, first=of_line)
                with _in_sheet(sheet):
                    raise reader.wrong("number", other)
            if of_line != number:
                raise reader.wrong("number", Refusal("register.number_twice", number=name, first=of_line))
            found.append(read)
    return tuple(found)


@contextmanager
def _in_sheet(name: str) -> Iterator[None]:
    """Names the worksheet in what is refused of it."""
    try:
        yield
    except Refusal as refusal:
        if not name:
            raise
        raise Refusal("register.in_sheet", sheet=name, message=refusal.message) from refusal


def _count_titles(cells: Cells) -> int:
    means = max((sum(title_key(cell) in COLUMNS for cell in line) for line in cells[:_FIRST_LINES]), default=0)
    return max(means, gauge_block_sheet.count_titles(cells))


def _title_line(cells: Cells) -> int:
    """The line of the titles: the first that has those of means, under the name of the register perhaps."""
    begun = [index for index, line in enumerate(cells[:_FIRST_LINES]) if _titles_of_means(line) == set(NEEDED)]
    return begun[0] if begun else next(index for index, line in enumerate(cells) if any(line))


def _titles_of_means(titles: Sequence[str]) -> set[str]:
    """Of the titles that a register cannot do without, those that are there."""
    return {field for title in titles if (field := COLUMNS.get(title_key(title))) in NEEDED}


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
