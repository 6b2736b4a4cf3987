"""A customer's template filled with a record: the bytes of its worksheets, each other part being left as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from forms import cells
from forms.blocks import Cell
from forms.template_cells import Run, number_of, text_of
from forms.template_fields import OF_LINE, OF_PIECE, OF_RECORD, FormData
from forms.template_layout import BRACED, Layout, Mark, SheetLayout, read_name
from forms.template_sheet import SheetCell

_LONGEST = 32_767  # signs that a cell holds
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # would be read as one sign (ST_Xstring, ISO/IEC 29500-1, 22.9.2.19)
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_EPOCH, _EPOCH_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)


def filled_sheets(layout: Layout, form: FormData) -> dict[str, bytes]:
    """The worksheets that change, by the name of their part."""
    found = {one.part.part: _Filling(layout, one, form).written() for one in layout.sheets}
    return {name: content for name, content in found.items() if content != layout.package.parts[name]}


class _Filling:
    """One worksheet being filled."""

    def __init__(self, layout: Layout, sheet: SheetLayout, form: FormData) -> None:
        self._package, self._layout, self._form = layout.package, sheet, form

    def written(self) -> bytes:
        layout = self._layout
        contents = {
            spot: self._content(layout.sheet.cells[spot], pattern, marks)
            for spot, (pattern, marks) in layout.filled.items()
        }
        return layout.sheet.written(contents, self._unused_rows(), self._unused_columns())

    def _content(self, cell: SheetCell, pattern: SheetCell, marks: list[Mark]) -> bytes:
        if not any(self._form.has(mark.place) for mark in marks):
            return b""
        if len(marks) == 1 and BRACED.fullmatch(pattern.text.strip()):
            value = self._form.value(marks[0].name, marks[0].place)
            typed = self._number(value, cell.style)
            if typed is not None:
                return number_of(typed)
        given = iter(marks)

        def say(text: str) -> str | None:
            """What replaces a placeholder; None leaves it."""
            if not read_name(text)[0]:
                return None
            mark = next(given)
            return _sound(cells.text_of(self._form.value(mark.name, mark.place)))

        return text_of(replaced(pattern.runs, say))

    def _number(self, value: Cell, style: int) -> str | None:
        """A value as the number that its cell holds; None for a text."""
        match value:
            case Decimal():
                return f"{value:f}"
            case int():
                return str(value)
            case date() if self._package.look(style).is_date and not isinstance(value, datetime):
                return str((value - (_EPOCH_OF_1904 if self._package.is_of_1904 else _EPOCH)).days)
            case _:
                return None

    def _unused_rows(self) -> list[int]:
        """The rows of the lines that the record does not have, where nothing else is filled."""
        kept = {
            spot[0]
            for spot, (_, marks) in self._layout.filled.items()
            for mark in marks
            if mark.name in OF_RECORD or mark.name in OF_PIECE
        }
        unused = self._layout.line_rows[len(self._form.lines) :]
        return [row for rows in unused for row in rows if row not in kept]

    def _unused_columns(self) -> set[int]:
        """The columns of the pieces that the record does not have, where nothing else is filled."""
        unused: set[int] = set()
        kept: set[int] = set()
        for spot, (_, marks) in self._layout.filled.items():
            for mark in marks:
                if mark.name in OF_RECORD or mark.name in OF_LINE:
                    kept.add(spot[1])
                elif mark.place.piece is not None:
                    is_used = mark.place.piece <= self._form.pieces
                    (kept if is_used else unused).update(self._layout.sheet.columns_of(spot))
        return unused - kept


def replaced(runs: tuple[Run, ...], say: Callable[[str], str | None]) -> list[Run]:
    """Runs with their placeholders replaced; one that spans several takes the look of its first brace."""
    whole = "".join(run.text for run in runs)
    texts, owners = [], []
    for place, run in enumerate(runs):
        owners += [place] * len(run.text)
        texts.append("")
    place = 0
    for found in BRACED.finditer(whole):
        said = say(found[1])
        for sign in range(place, found.start()):
            texts[owners[sign]] += whole[sign]
        if said is None:
            said = found[0]
        texts[owners[found.start()]] += said
        place = found.end()
    for sign in range(place, len(whole)):
        texts[owners[sign]] += whole[sign]
    left = _LONGEST
    kept = []
    for text, run in zip(texts, runs, strict=True):
        kept.append(Run(text[:left], run.properties))
        left -= len(kept[-1].text)
    return kept


def _sound(text: str) -> str:
    """A text that XML and Excel take as it is."""
    return _ESCAPED.sub("_x005F_", _NO_XML.sub(" ", ILLEGAL_CHARACTERS_RE.sub(" ", text)))
