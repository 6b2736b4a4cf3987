"""The part sheet: from what the methods office typed to a part, all or nothing.

Every wrong line is reported with its line number, its column and a sentence; while there is one, nothing is imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from metroapp.domain.callout import Callout
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.decision_rule_text import read_general_rule
from metroapp.domain.general_tolerances import GeneralTolerances
from metroapp.domain.message import Message, Refusal
from metroapp.domain.notation.context import Context, Standards
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity_text import with_unit
from metroapp.domain.specification import Characteristic, Part
from metroapp.services.sheets.cells import Cells, DateCell, FormulaCell, read_cells
from metroapp.services.sheets.column_agreement import disagreements
from metroapp.services.sheets.part_lines import LineReader, LineText, ReadLine, check_together, plain, read_sampling
from metroapp.services.sheets.separate_columns import WrongCell, compose, stated, wrong_units
from metroapp.services.sheets.sheet_columns import SEPARATE, ColumnMap, count_titles, map_columns
from metroapp.services.sheets.sheet_header import REQUIRED, TITLES, HeaderField, general_tolerances, read_header
from metroapp.services.sheets.workshop_table import read_workshop_table

__all__ = [
    "PartSheet",
    "SheetError",
    "plain",
    "read_part",
    "read_part_sheet",
    "read_sampling",
    "read_workshop_table",
]

_LINE_FIELDS = tuple(LineText.__dataclass_fields__)
_MAKES_CALLOUT = ("callout", "nominal", "minimum", "maximum", "fit")


@dataclass(frozen=True, slots=True)
class SheetError:
    """One wrong cell: line of the file (from 1), title of the column, and what is wrong."""

    line: int
    column: str
    message: Message
    field: str = ""  # of the line, by its name in `LineText`; empty above the table


@dataclass(frozen=True, slots=True)
class PartSheet:
    """A sheet as read: the header fields, the lines understood, the errors, and what was left aside."""

    fields: dict[str, str]
    characteristics: tuple[Characteristic, ...]
    errors: tuple[SheetError, ...]
    warnings: tuple[SheetError, ...] = ()
    lines: Mapping[int, LineText] = field(default_factory=dict)  # the words of each line, readable or not
    rule: DecisionRule | None = None  # of the header; None leaves it to the workshop

    def part(self, path: Path) -> Part:
        """The part; refuses a sheet with any error (`sheet.has_errors`), or that does not say of which part it is
        (`sheet.header_incomplete`)."""
        if self.errors:
            first = self.errors[0]
            where = Message("sheet.line", {"line": first.line, "column": first.column, "message": first.message})
            raise Refusal("sheet.has_errors", path=path, count=len(self.errors), first=where)
        missing = tuple(TITLES[name] for name in REQUIRED if not self.fields.get(name))
        if missing:
            raise Refusal("sheet.header_incomplete", path=path, missing=missing)
        said = {name: self.fields.get(name, "") for name in TITLES}
        return Part(
            said["designation"],
            said["reference"],
            said["drawing"],
            said["revision"],
            said["material"],
            said["customer"],
            self.characteristics,
            said["general_tolerances"],
            self.rule,
        )


def read_part(path: Path, standards: Standards) -> Part:
    """The part described by a sheet, Excel, CSV or QIF; refuses the whole sheet for one wrong line."""
    return read_part_sheet(path, standards).part(path)


def read_part_sheet(
    path: Path, standards: Standards, mapping: Mapping[int, str] | None = None, title_line: int | None = None
) -> PartSheet:
    """Read a sheet and report every error in it.

    `mapping` says the field of some columns (`sheet_columns.TITLES` has them all), `title_line` where the titles are
    (an index) when nothing tells. Refuses `sheet.not_a_part_sheet`, a wrong mapping, and unreadable files.
    """
    if path.suffix.lower() == ".qif":
        from metroapp.services.sheets.qif import read_qif  # an exchange format: only when one is read

        return read_qif(path, standards)
    cells = read_cells(path, count_titles)
    columns = map_columns(cells, path, mapping, title_line)
    header = read_header(cells[: max(columns.title_line, 0)])
    errors = _header_errors(header, cells, columns)
    general, wrong = _general(header, path, standards)
    rule, wrong_rule = _rule(header)
    unfit = _missing_columns(columns) + _wrong_units(columns)
    errors += wrong + wrong_rule + unfit
    warnings = _ignored(cells, columns)
    fields = {name: field.value for name, field in header.items()}
    if unfit:
        return PartSheet(fields, (), tuple(errors), warnings, rule=rule)
    lines = _Lines(cells, columns, standards, general)
    lines.read()
    if not lines.characteristics and not lines.errors and not errors:
        empty = Message("sheet.no_characteristic")
        errors.append(SheetError(max(columns.title_line, 0) + 1, columns.title("balloon"), empty))
    found = tuple(sorted([*errors, *lines.errors], key=lambda error: error.line))
    return PartSheet(fields, tuple(lines.characteristics), found, (*warnings, *lines.warnings), lines.texts, rule)


def _header_errors(header: Mapping[str, HeaderField], cells: Cells, columns: ColumnMap) -> list[SheetError]:
    """A sheet without any header is a bare table; one with a header must say what part it is of."""
    errors = [
        SheetError(field.line + 1, field.label, wrong)
        for field in header.values()
        if (wrong := _not_text(field.value)) is not None
    ]
    if any(field.value for field in header.values()):
        for name in REQUIRED:
            if name not in header or not header[name].value:
                message = Message("sheet.header_missing", {"column": TITLES[name]})
                line = header[name].line if name in header else columns.title_line
                errors.append(SheetError(line + 1, TITLES[name], message))
    return errors


def _general(
    header: Mapping[str, HeaderField], path: Path, standards: Standards
) -> tuple[GeneralTolerances | None, list[SheetError]]:
    declared = header.get("general_tolerances")
    if declared is None:
        return None, []
    try:
        return general_tolerances(declared.value, path, standards), []
    except Refusal as refusal:
        return None, [SheetError(declared.line + 1, declared.label, refusal.message)]


def _rule(header: Mapping[str, HeaderField]) -> tuple[DecisionRule | None, list[SheetError]]:
    declared = header.get("rule")
    if declared is None:
        return None, []
    try:
        return read_general_rule(declared.value), []
    except Refusal as refusal:
        return None, [SheetError(declared.line + 1, declared.label, refusal.message)]


def _missing_columns(columns: ColumnMap) -> list[SheetError]:
    missing = [] if "balloon" in columns.fields else ["balloon"]
    worded = "kind" in columns.fields and "tolerance" in columns.fields  # `planéité`, `0,05`
    if not worded and not any(field in columns.fields for field in _MAKES_CALLOUT):
        missing.append("callout")
    line = max(columns.title_line, 0) + 1
    return [
        SheetError(line, columns.title(name), Message("sheet.column_missing", {"column": columns.title(name)}))
        for name in missing
    ]


def _wrong_units(columns: ColumnMap) -> list[SheetError]:
    line = max(columns.title_line, 0) + 1
    return [
        SheetError(line, columns.title(field), Message("sheet.unit_other", {"text": unit}))
        for field, unit in wrong_units(columns).items()
    ]


def _ignored(cells: Cells, columns: ColumnMap) -> tuple[SheetError, ...]:
    """The columns with a title and values that the part does not take: said, never dropped in silence."""
    body = cells[columns.title_line + 1 :]
    return tuple(
        SheetError(columns.title_line + 1, title, Message("sheet.column_ignored", {"column": title}))
        for index, (field, title) in enumerate(zip(columns.fields, columns.titles, strict=True))
        if field is None
        and title
        and index not in columns.left_aside
        and any(index < len(line) and line[index] for line in body)
    )


def _not_text(cell: str) -> Message | None:
    """What is wrong with a cell that is no text of its author."""
    if isinstance(cell, FormulaCell):
        return Message("sheet.formula")
    return Message("sheet.date") if isinstance(cell, DateCell) else None


class _Lines:
    """The lines under the title row, read one by one, then together."""

    def __init__(
        self, cells: Cells, columns: ColumnMap, standards: Standards, general: GeneralTolerances | None
    ) -> None:
        self.characteristics: list[Characteristic] = []
        self.errors: list[SheetError] = []
        self.warnings: list[SheetError] = []
        self.texts: dict[int, LineText] = {}
        self._cells = cells
        self._columns = columns
        self._standards = standards
        self._general = general
        self._reader = LineReader(
            standards, general, asks_nature="nature" in columns.fields, asks_means="means" in columns.fields
        )
        self._has_designation = "designation" in columns.fields
        self._places = [(field, index) for index, field in enumerate(columns.fields) if field is not None]
        self._titles = [(index, plain(columns.titles[index])) for _, index in self._places]

    def read(self) -> None:
        read: list[tuple[int, ReadLine]] = []
        for index in range(self._columns.title_line + 1, len(self._cells)):
            row = self._cells[index]
            line = {field: row[place] for field, place in self._places if place < len(row) and row[place]}
            if line and not self._is_title_row(row):
                read.append((index + 1, self._line(index + 1, line)))
        for number, wrong in check_together(read):
            self._wrong(number, wrong.field, wrong.message)
        wrong_lines = {error.line for error in self.errors}
        for number, said in read:
            given = said.characteristic
            if given is None or number in wrong_lines:
                continue
            self.characteristics.append(given)
            if given.lacks_link:
                message = Message("sheet.link_missing", {"callout": given.callout.text})
                self.warnings.append(SheetError(number, self._columns.title("size_balloon"), message, "size_balloon"))

    def _is_title_row(self, row: list[str]) -> bool:
        """Titles repeated at the top of each printed page are no characteristic."""
        first, title = self._titles[0]
        if first >= len(row) or not title or plain(row[first]) != title:
            return False
        return all(place < len(row) and plain(row[place]) == title for place, title in self._titles)

    def _line(self, number: int, line: dict[str, str]) -> ReadLine:
        unread = set()  # fields whose error is already said
        for name in [name for name, cell in line.items() if type(cell) is not str]:
            message = _not_text(line.pop(name))
            if message is not None:
                self._wrong(number, name, message)
                unread |= {name, "callout"} if name in SEPARATE else {name}
        if uncertainty := line.get("standard_uncertainty"):
            line["standard_uncertainty"] = with_unit(uncertainty, self._columns.units.get("standard_uncertainty"))
        made_from = "callout"
        if "callout" not in unread:
            try:
                line["callout"], made_from = compose(line, self._columns)
            except WrongCell as wrong:
                self._wrong(number, wrong.field, wrong.message)
                unread.add("callout")
                line["callout"] = " ".join([line.get("callout", ""), *stated(line).values()]).strip()
        text = LineText(**{field: line[field] for field in _LINE_FIELDS if field in line})
        self.texts[number] = text
        read = self._reader.read(text)
        if self._has_designation and not text.designation and "designation" not in unread:
            self._wrong(number, "designation", Message("sheet.designation_empty"))
        for error in read.errors:
            if error.field not in unread:
                self._wrong(number, made_from if error.field == "callout" else error.field, error.message)
        if read.callout is not None and "callout" not in unread:
            for name, message in disagreements(line, self._columns, read.callout, self._read):
                self._wrong(number, name, message)
        return read

    def _read(self, text: str) -> Callout:
        return read_callout(text, self._standards, Context(general=self._general))

    def _wrong(self, number: int, field: str, message: Message) -> None:
        self.errors.append(SheetError(number, self._columns.title(field), message, field))
