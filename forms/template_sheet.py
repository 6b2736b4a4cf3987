"""One worksheet of a template: where its cells are in the bytes, and these bytes with some of them written anew.

Everything that is not named in an edit is copied: layout, formulas, conditional formats, extensions, print settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, range_boundaries

from forms.safe_xml import Unsafe, walk
from forms.template_cells import Run, Spot, TextReader, prefixed, spot_name

MOST_CELLS = 300_000  # that may be filled: empty ones, texts with a placeholder, formulas
_MOST_MERGED, _MOST_COVERED, _MOST_ROWS = 10_000, 1_048_576, 1_048_576
_PREFIX = re.compile(rb"<([^\s:>/]+:)?")
_TYPE = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_HIDDEN = re.compile(rb"""\s+hidden\s*=\s*(?:"[^"]*"|'[^']*')""")
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")


@dataclass(slots=True)
class SheetCell:
    """A cell that is empty, holds a formula, or a text with a placeholder; places are in the bytes of its sheet."""

    style: int
    start: int
    opened: int
    end: int = 0
    runs: tuple[Run, ...] = ()
    formula: str = ""
    has_formula: bool = False
    value: tuple[int, int] | None = None  # where its `v` is

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_empty(self) -> bool:
        return not (self.runs or self.has_formula or self.value)


@dataclass(frozen=True, slots=True)
class ColumnRange:
    """Columns `first` to `last` with one width and look; places in the bytes."""

    first: int
    last: int
    start: int
    end: int


class TemplateSheet:
    """The bytes of a worksheet and what was found in them. Raises Unsafe, ExpatError, ValueError, KeyError."""

    def __init__(self, raw: bytes, texts: Mapping[int, tuple[Run, ...]]) -> None:
        self.raw = raw
        self.cells: dict[Spot, SheetCell] = {}
        self.rows: dict[int, tuple[int, int]] = {}  # where the first tag of each is
        self.columns: list[ColumnRange] = []
        self.merged: dict[Spot, Spot] = {}  # the last cell of each merge by its first one
        self.headers: list[str] = []
        self.calculation: tuple[int, int] | None = None
        self.data_start = self.data_end = 0
        self.filled: dict[int, set[int]] = {}  # by row, the columns that hold something
        _SheetReader(self, texts).read()
        if not self.data_end:
            raise Unsafe("a worksheet without cells")
        self._covered: dict[int, set[int]] = {}

    @property
    def has_formulas(self) -> bool:
        return any(cell.has_formula for cell in self.cells.values())

    def written_columns(self, row: int) -> set[int]:
        """The columns of a row that hold something."""
        return self.filled.get(row, set())

    def is_covered(self, spot: Spot) -> bool:
        """Whether a merge hides the cell under another one."""
        row, column = spot
        if column not in self._covered:
            rows: set[int] = set()
            for (top, first), (bottom, last) in self.merged.items():
                if first <= column <= last:
                    rows.update(range(top + 1 if column == first else top, min(bottom, _MOST_ROWS) + 1))
                    if len(rows) > _MOST_COVERED:
                        raise Unsafe("merges without end")
            self._covered[column] = rows
        return row in self._covered[column]

    def columns_of(self, spot: Spot) -> range:
        """The columns of a cell, with those merged into it."""
        return range(spot[1], self.merged.get(spot, spot)[1] + 1)

    def written(
        self, contents: Mapping[Spot, bytes], hidden_rows: Iterable[int] = (), hidden_columns: Iterable[int] = ()
    ) -> bytes:
        """The bytes with other contents of cells, made by `number_of` and `text_of`, and with hidden rows and columns.

        Results of formulas are left out: whoever opens the workbook computes them again.
        """
        edits = [self._cell(spot, content) for spot, content in contents.items()]
        edits += [self._hidden_row(row) for row in set(hidden_rows)]
        edits += self._hidden_columns(set(hidden_columns))
        if self.has_formulas:
            edits += self._without_results()
            edits.append(self._calculated())
        written, place = [], 0
        for start, end, content in sorted(edits):
            written += [self.raw[place:start], content]
            place = end
        found = b"".join([*written, self.raw[place:]])
        walk(found, lambda *_tag: None)  # never a sheet that no program opens
        return found

    def _cell(self, spot: Spot, content: bytes) -> tuple[int, int, bytes]:
        cell = self.cells[spot]
        prefix = self._prefix(cell.start)
        style = b' s="%d"' % cell.style if cell.style else b""
        name = b"%bc" % prefix
        begun = b'<%b r="%b"%b' % (name, spot_name(spot).encode(), style)
        if not content:
            return cell.start, cell.end, begun + b"/>"
        kind = b"" if content.startswith(b"<v>") else b' t="inlineStr"'
        return cell.start, cell.end, b"%b%b>%b</%b>" % (begun, kind, prefixed(content, prefix), name)

    def _prefix(self, start: int) -> bytes:
        found = _PREFIX.match(self.raw, start)
        return (found[1] or b"") if found else b""

    def _hidden_row(self, row: int) -> tuple[int, int, bytes]:
        start, opened = self.rows[row]
        return start, opened, _hidden(self.raw[start:opened])

    def _hidden_columns(self, hidden: set[int]) -> list[tuple[int, int, bytes]]:
        """Ranges of columns that are partly hidden are cut; those that the sheet does not name are added."""
        if not hidden:
            return []
        prefix = self._prefix(self.data_start)
        edits, pieces, named = [], [], set[int]()
        for one in self.columns:
            tag = self.raw[one.start : one.end]
            named |= {column for column in hidden if one.first <= column <= one.last}
            pieces += [
                (first, _hidden(_bounded(tag, first, last)) if is_hidden else _bounded(tag, first, last))
                for first, last, is_hidden in _cut(one.first, one.last, hidden)
            ]
        bare = b'<%bcol min="%d" max="%d" width="0" hidden="1" customWidth="1"/>'
        pieces += [(column, bare % (prefix, column, column)) for column in hidden - named]
        whole = b"".join(content for _, content in sorted(pieces))
        if self.columns:
            first, last = self.columns[0].start, self.columns[-1].end
            edits.append((first, last, whole))
        else:
            edits.append((self.data_start, self.data_start, b"<%bcols>%b</%bcols>" % (prefix, whole, prefix)))
        return edits

    def _without_results(self) -> list[tuple[int, int, bytes]]:
        edits = []
        for cell in self.cells.values():
            if cell.has_formula and cell.value is not None:
                edits.append((*cell.value, b""))
                tag = self.raw[cell.start : cell.opened]
                edits.append((cell.start, cell.opened, _TYPE.sub(b"", tag)))
        return edits

    def _calculated(self) -> tuple[int, int, bytes]:
        """Asks for a full calculation when the sheet is opened (ISO/IEC 29500-1, 18.3.1.83)."""
        start, end = self.calculation or (self.data_end, self.data_end)
        return start, end, b'<%bsheetCalcPr fullCalcOnLoad="1"/>' % self._prefix(self.data_start)


class _SheetReader:
    """Reads the bytes of a sheet once, into it."""

    def __init__(self, sheet: TemplateSheet, texts: Mapping[int, tuple[Run, ...]]) -> None:
        self._sheet, self._texts = sheet, texts
        self._row = self._column = 0
        self._cell: SheetCell | None = None
        self._kind = ""
        self._reader = TextReader(sheet.raw)
        self._said: list[str] | None = None
        self._begun = (0, 0)

    def read(self) -> None:
        walk(self._sheet.raw, self._begin, self._end, self._text)

    def _begin(self, name: str, attributes: Mapping[str, str], start: int, opened: int) -> None:
        sheet = self._sheet
        self._begun = (start, opened) if name in ("v", "sheetCalcPr") else self._begun
        match name:
            case "sheetData":
                sheet.data_start = start
            case "row":
                self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                sheet.rows[self._row] = (start, opened)
            case "c":
                self._place(attributes)
                self._kind = attributes.get("t", "n")
                self._cell = SheetCell(int(attributes.get("s", "0")), start, opened)
                self._reader = TextReader(sheet.raw)
            case "f" | "v" if self._cell is not None:
                self._said = []
                self._cell.has_formula |= name == "f"
            case "col":
                sheet.columns.append(ColumnRange(int(attributes["min"]), int(attributes["max"]), start, opened))
            case "mergeCell":
                first, top, last, bottom = range_boundaries(attributes["ref"])
                sheet.merged[top, first] = (bottom, last)
                if len(sheet.merged) > _MOST_MERGED:
                    raise Unsafe("merges without end")
            case _ if name in _HEADERS:
                self._said = []
        if self._cell is not None:
            self._reader.begin(name, start)

    def _place(self, attributes: Mapping[str, str]) -> None:
        if "r" not in attributes:
            self._column += 1
            return
        letters, row = coordinate_from_string(attributes["r"])
        self._column = column_index_from_string(letters)
        if row != self._row:
            raise Unsafe("a cell that is not in its row")

    def _text(self, said: str) -> None:
        if self._said is not None:
            self._said.append(said)
        self._reader.text(said)

    def _end(self, name: str, ended: int) -> None:
        sheet, cell = self._sheet, self._cell
        if cell is not None:
            self._reader.end(name, ended)
        match name:
            case "c" if cell is not None:
                self._finish(cell, ended)
            case "f" if cell is not None:
                cell.formula, self._said = "".join(self._said or ()), None
            case "v" if cell is not None:
                cell.value = (self._begun[0], ended)
                cell.runs, self._said = self._told("".join(self._said or ())), None
            case "sheetData":
                sheet.data_end = ended
            case "sheetCalcPr":
                sheet.calculation = (self._begun[0], ended)
            case _ if name in _HEADERS:
                sheet.headers.append("".join(self._said or ()))
                self._said = None

    def _told(self, value: str) -> tuple[Run, ...]:
        if self._kind == "s":
            return self._texts.get(int(value), ())
        return (Run(value),) if self._kind == "str" else ()

    def _finish(self, cell: SheetCell, ended: int) -> None:
        cell.end, self._cell = ended, None
        if self._kind == "inlineStr":
            cell.runs = tuple(self._reader.runs)
        has_placeholder = any("{" in run.text for run in cell.runs)
        if not cell.is_empty:
            self._sheet.filled.setdefault(self._row, set()).add(self._column)
        if cell.has_formula or has_placeholder or cell.is_empty:
            self._sheet.cells[self._row, self._column] = cell
        if len(self._sheet.cells) > MOST_CELLS:
            raise Unsafe("cells without end")


def _hidden(tag: bytes) -> bytes:
    tag = _HIDDEN.sub(b"", tag)
    closing = 2 if tag.endswith(b"/>") else 1
    return tag[:-closing] + b' hidden="1"' + tag[-closing:]


def _bounded(tag: bytes, first: int, last: int) -> bytes:
    tag = re.sub(rb"""(\smin\s*=\s*)(?:"\d+"|'\d+')""", rb'\g<1>"%d"' % first, tag)
    return re.sub(rb"""(\smax\s*=\s*)(?:"\d+"|'\d+')""", rb'\g<1>"%d"' % last, tag)


def _cut(first: int, last: int, hidden: set[int]) -> list[tuple[int, int, bool]]:
    """A range of columns in ranges that are hidden or not as a whole."""
    within = sorted(column for column in hidden if first <= column <= last)
    found: list[tuple[int, int, bool]] = []
    place = first
    for column in within:
        if place < column:
            found.append((place, column - 1, False))
        found.append((column, column, True))
        place = column + 1
    if place <= last:
        found.append((place, last, False))
    return found
