"""Where the placeholders of a template are, which line and which piece each is about, and which are not understood.

A line of the form begins at each row with `{{rep}}` (where there is none: `{{cote}}`, `{{caracteristique}}`,
`{{valeur}}`); other rows with placeholders of a characteristic complete the one above. The template reserves as many
lines as it repeats. The last row may also be followed by empty rows that look like it: they are reserved too. Pieces
are counted from left to right on each row, from the number that is given or after the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import Enum

from forms.safe_xml import Unsafe
from forms.template_cells import Spot, spot_name
from forms.template_fields import NOWHERE, OF_LINE, OF_PIECE, OF_RECORD, OF_VALUE, Place
from forms.template_package import SheetPart, TemplatePackage
from forms.template_sheet import SheetCell, TemplateSheet
from metroapp.wording import template as words

BRACED = re.compile(r"\{\{([^{}]*)\}\}")
_NAMES = {**OF_RECORD, **OF_LINE, **OF_PIECE, **OF_VALUE}.keys()
_ANCHORS = ("rep", "cote", "caracteristique", "valeur")
_NUMBERED = re.compile(r"(?P<name>.*?[^0-9_])_?(?P<number>[1-9][0-9]{0,5})")
_MOST_MARKS, _MOST_RESERVED, _AFTER_ALL = 50_000, 5_000, 2**40


class Problem(Enum):
    """Why a placeholder is left as it is."""

    UNKNOWN = "unknown"
    UNCLOSED = "unclosed"
    FORMULA = "formula"
    HEADER = "header"
    TABLE_TITLE = "table_title"
    COVERED = "covered"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Mark:
    """One placeholder: `text` as typed between the braces; `name` is empty where it is not understood, and `spot` None
    where it is in no cell."""

    sheet: str
    spot: Spot | None
    text: str
    name: str = ""
    place: Place = NOWHERE
    problem: Problem | None = None

    @property
    def cell(self) -> str:
        return "" if self.spot is None else spot_name(self.spot)

    @property
    def suggestion(self) -> str:
        """The name that was probably meant; empty where none is near."""
        if self.problem is not Problem.UNKNOWN:
            return ""
        near = get_close_matches(_folded(self.text)[:40], _KEYS, 1, 0.7)
        return _KEYS[near[0]] if near else ""


@dataclass(slots=True)
class SheetLayout:
    """A worksheet with its placeholders. `filled`: by cell, the cell whose text it takes and the marks in it."""

    part: SheetPart
    sheet: TemplateSheet
    marks: list[Mark] = field(default_factory=list)
    filled: dict[Spot, tuple[SheetCell, list[Mark]]] = field(default_factory=dict)
    line_rows: list[list[int]] = field(default_factory=list)  # the rows of each line of the form

    @property
    def lines(self) -> int:
        """How many lines of the form are reserved."""
        return len(self.line_rows)

    @property
    def uneven(self) -> Mark | None:
        """A placeholder whose value would be read as that of another piece: its line has not the pieces of the others,
        or its column is under another piece. None where all is in step."""
        by_line: dict[int, dict[str, list[Mark]]] = {}
        heads: dict[int, set[int | None]] = {}
        values: dict[int, list[Mark]] = {}
        for mark in self.marks:
            assert mark.spot is not None or not mark.name
            if mark.spot is not None and mark.name in OF_VALUE and mark.place.line is not None:
                by_line.setdefault(mark.place.line, {}).setdefault(mark.name, []).append(mark)
                values.setdefault(mark.spot[1], []).append(mark)
            elif mark.spot is not None and mark.name in OF_PIECE:
                heads.setdefault(mark.spot[1], set()).add(mark.place.piece)
        wanted: set[int | None] = set()
        for named in by_line.values():
            wanted |= {mark.place.piece for marks in named.values() for mark in marks}
        for named in by_line.values():
            for marks in named.values():
                if {mark.place.piece for mark in marks} != wanted:
                    return marks[-1]
        for column, marks in values.items():
            if column in heads and heads[column].isdisjoint(mark.place.piece for mark in marks):
                return marks[0]
        return None


@dataclass(frozen=True, slots=True)
class Layout:
    """A template as read. `elsewhere`: the placeholders that no cell holds."""

    package: TemplatePackage
    sheets: tuple[SheetLayout, ...]
    elsewhere: tuple[Mark, ...]

    @property
    def marks(self) -> Iterator[Mark]:
        """Every placeholder, understood or not, sheet by sheet, row by row."""
        for one in self.sheets:
            yield from one.marks
        yield from self.elsewhere

    @property
    def pieces(self) -> frozenset[int]:
        """The pieces for which there is a place; none where the template has nothing by piece."""
        found = {mark.place.piece for mark in self.marks if mark.name in OF_VALUE}
        found = found or {mark.place.piece for mark in self.marks if mark.name in OF_PIECE}
        return frozenset(piece for piece in found if piece is not None)


def layout_of(package: TemplatePackage) -> Layout:
    """Read every worksheet of a template; raises as `TemplatePackage` and `TemplateSheet`."""
    sheets = []
    for part in package.sheets:
        layout = SheetLayout(part, TemplateSheet(package.parts[part.part], package.texts))
        _SheetMarks(layout, package).find()
        sheets.append(layout)
    elsewhere = (
        Mark("", None, text.strip(), problem=Problem.ELSEWHERE)
        for said in package.texts_elsewhere()
        for text in BRACED.findall(said)
    )
    return Layout(package, tuple(sheets), tuple(elsewhere))


def read_name(text: str) -> tuple[str, int | None]:
    """The placeholder that a text names, and the number of the piece where one is given; empty where it is none."""
    said = _folded(text)
    if said in _KEYS:
        return _KEYS[said], None
    numbered = _NUMBERED.fullmatch(said)
    if numbered is None:
        return "", None
    name = _KEYS.get(numbered["name"], "")
    name = "etat" if name == "verdict" else name  # the verdict of one piece
    return (name, int(numbered["number"])) if name in OF_PIECE or name in OF_VALUE else ("", None)


def _folded(text: str) -> str:
    """The words of a placeholder that tell it from the others: `N° de lot`, `numero_lot` and `LOT` are one."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("°", " ").replace("œ", "oe"))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    said = [word for word in re.split(r"[^a-z0-9]+", bare) if word]
    return "_".join(word for word in said if word not in words.SMALL_WORDS)


_KEYS = {_folded(known): name for known, name in ({name: name for name in _NAMES} | words.ALIASES).items()}


class _SheetMarks:
    """Finds the placeholders of one sheet."""

    def __init__(self, layout: SheetLayout, package: TemplatePackage) -> None:
        self._layout, self._sheet, self._package = layout, layout.sheet, package
        self._titles = package.table_titles(layout.part)
        self._said: dict[int, list[tuple[Spot, str, str, int | None]]] = {}  # by row: cell, text, name, piece

    def find(self) -> None:
        self._read()
        self._group()
        lines = {row: line for line, rows in enumerate(self._layout.line_rows) for row in rows}
        for row, said in sorted(self._said.items()):
            self._number(said, lines.get(row))
        for header in self._sheet.headers:
            self._layout.marks += [self._lost(None, text, Problem.HEADER) for text in BRACED.findall(header)]
        if len(self._layout.marks) > _MOST_MARKS:
            raise Unsafe("placeholders without end")
        self._layout.marks.sort(key=lambda mark: mark.spot or (_AFTER_ALL, 0))

    def _lost(self, spot: Spot | None, text: str, problem: Problem) -> Mark:
        return Mark(self._layout.part.name, spot, text.strip(), problem=problem)

    def _read(self) -> None:
        for spot, cell in sorted(self._sheet.cells.items(), key=lambda one: one[0]):
            shown = cell.formula or cell.text
            if "{{" not in shown:
                continue
            problem = self._problem(spot, cell, shown)
            for text in BRACED.findall(shown) or [shown[shown.index("{{") + 2 :][:60]]:
                name, piece = ("", None) if problem else read_name(text)
                if name:
                    self._said.setdefault(spot[0], []).append((spot, text.strip(), name, piece))
                else:
                    self._layout.marks.append(self._lost(spot, text, problem or Problem.UNKNOWN))

    def _problem(self, spot: Spot, cell: SheetCell, shown: str) -> Problem | None:
        if cell.has_formula:
            return Problem.FORMULA
        if BRACED.search(shown) is None:
            return Problem.UNCLOSED
        if spot in self._titles:
            return Problem.TABLE_TITLE
        return Problem.COVERED if self._sheet.is_covered(spot) else None

    def _group(self) -> None:
        """Which rows make which line of the form: each begins with what tells the characteristics apart."""
        by_row = {row: {name for _, _, name, _ in said} for row, said in self._said.items()}
        rows = [row for row, names in by_row.items() if names & (OF_LINE.keys() | OF_VALUE.keys())]
        anchor = next((name for name in _ANCHORS if any(name in by_row[row] for row in rows)), None)
        lines: list[list[int]] = []
        is_begun = False
        for row in rows:
            begins = anchor is None or anchor in by_row[row]
            if not lines or (begins and is_begun):
                lines.append([])
            lines[-1].append(row)  # what is above the first one is about it as well
            is_begun |= begins
        self._layout.line_rows = lines
        if lines and (anchor is None or anchor in by_row[lines[-1][-1]]):
            self._reserve(lines[-1][-1])

    def _reserve(self, pattern: int) -> None:
        """Count as lines the empty rows below the last one that look like it, filled in the same other columns."""
        said = self._said[pattern]
        spots = list(dict.fromkeys(spot for spot, _, name, _ in said if name not in OF_RECORD))
        if not any(self._sheet.cells[spot].style for spot in spots):
            return  # without a look of its own, any empty row is like it
        for row in range(pattern + 1, pattern + _MOST_RESERVED):
            is_like = all(self._is_like(spot, (row, spot[1])) for spot in spots)
            if not is_like or self._others(row, spots) != self._others(pattern, spots):
                return
            self._said[row] = [((row, spot[1]), text, name, piece) for spot, text, name, piece in said if spot in spots]
            for spot in spots:
                self._layout.filled[row, spot[1]] = (self._sheet.cells[spot], [])
            self._layout.line_rows.append([row])

    def _is_like(self, spot: Spot, below: Spot) -> bool:
        """Whether a cell is empty and has the same style, or another one of a table: a first row has a thicker edge."""
        cell, style = self._sheet.cells.get(below), self._sheet.cells[spot].style
        if cell is None or not cell.is_empty or self._sheet.is_covered(below):
            return False
        look = self._package.look(style)
        return cell.style == style or (look.is_framed and look == self._package.look(cell.style))

    def _others(self, row: int, spots: list[Spot]) -> set[int]:
        """The columns of a row that hold something, but for those of the placeholders."""
        return self._sheet.written_columns(row) - {column for _, column in spots}

    def _number(self, said: list[tuple[Spot, str, str, int | None]], line: int | None) -> None:
        """Say which piece each placeholder of a row is about, and the line of the form that the row is."""
        last: dict[str, int] = {}
        for spot, text, name, given in said:
            # On a line of the form, what stands for a piece is its value.
            name = "valeur" if name == "piece" and line is not None else name
            piece = None
            if name in OF_PIECE or name in OF_VALUE:
                piece = last[name] = given or last.get(name, 0) + 1
            place = Place(line if name in OF_LINE or name in OF_VALUE else None, piece)
            mark = Mark(self._layout.part.name, spot, text, name, place)
            self._layout.marks.append(mark)
            self._layout.filled.setdefault(spot, (self._sheet.cells[spot], []))[1].append(mark)
