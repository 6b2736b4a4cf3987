"""A document of forms as a workbook: a sheet for each, laid out as on paper, with the boxes to fill in left open.

The columns are those of the tables of the sheet; fields are boxes across as many of them as they need. Sheets are
protected without a password, against a slip of the hand: what the record says is locked, an empty box is not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import datetime
from itertools import accumulate
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Protection
from openpyxl.utils import get_column_letter

from forms import xlsx_style as style
from forms.blocks import Align, Block, Cell, Document, Fields, Notes, Sheet, Signatures, Table
from forms.cells import text_of
from forms.identity import NAME, identity_text
from metroapp.wording import documents as words
from metroapp.wording.numbers import moment

_WIDTH = 135.0  # of a sheet, in signs: it is printed as wide as the page
_FIELD = 22.0  # signs, the narrowest box of a field
_OPEN = Protection(locked=False)
_TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
_CELL = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_NUMBER = Alignment(horizontal="right", vertical="center", wrap_text=True, indent=1)
_LABEL_HEIGHT, _VALUE_HEIGHT, _ROW_HEIGHT, _VISA_HEIGHT = 13.0, 19.0, 17.0, 30.0
_SIGN, _PAGE, _LONGER = 5.3, 0.64, 1.35  # points of a sign; height of an A4 lying by its width, within the margins
_DATED = 19  # signs of a moment
_BAD = copy(style.STRONG)
_BAD.color = style.BAD_FONT.color


def forms_workbook(document: Document) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    book.properties.title = f"{document.title} {document.number}"
    book.properties.creator = document.workshop
    book.properties.language = "fr-FR"
    identity = identity_text(document)
    if identity:
        book.custom_doc_props.append(StringProperty(name=NAME, value=identity))
    book.remove(book.active)
    for title, name, blocks in _forms(document):
        sheet: Any = book.create_sheet(name)
        _Form(sheet, document, blocks).write(title)
        style.print_setup(sheet, document)
        sheet.oddHeader.left.text = None  # the sheet itself begins with its title
        is_made_so = all(block.by_hand for block in blocks if isinstance(block, Table))
        if is_made_so or _is_nearly_a_page(sheet):
            sheet.page_setup.fitToHeight = 1  # else the visas would be cut in two by the end of the page
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _is_nearly_a_page(sheet: Any) -> bool:
    """Whether what a sheet holds is little longer than one page as wide as it."""
    wide = sum(one.width for one in sheet.column_dimensions.values()) * _SIGN
    tall = sum(one.height or _ROW_HEIGHT for one in sheet.row_dimensions.values())
    return bool(tall <= wide * _PAGE * _LONGER)


def _forms(document: Document) -> Iterable[tuple[str, str, list[Block]]]:
    """Each form: its title, the name of its sheet, what is on it. An annex is one more."""
    forms: list[tuple[str, str, list[Block]]] = []
    for block in document.blocks:
        if isinstance(block, Sheet):
            forms.append((block.title, block.name, []))
        elif isinstance(block, Table) and block.annex:
            forms.append(("", block.sheet, [block]))
        else:
            if not forms:
                names = [one.sheet for one in document.blocks if isinstance(one, Table)]
                forms.append(("", names[0], []))
            forms[-1][2].append(block)
    return forms


class _Form:
    """Writes one sheet from top to bottom."""

    def __init__(self, sheet: Any, document: Document, blocks: Sequence[Block]) -> None:
        self._sheet, self._document, self._blocks, self._row = sheet, document, blocks, 1
        tables = [block for block in blocks if isinstance(block, Table)]
        # The widest table gives the columns; what else is there spans them.
        widest = max(tables, key=lambda table: len(table.columns))
        total = sum(column.weight for column in widest.columns)
        self._widths = [
            max(_WIDTH * column.weight / total, *(signs + 3.5 for signs in _long_words(widest, at)))
            for at, column in enumerate(widest.columns)
        ]
        for at, wide in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = wide

    def write(self, title: str) -> None:
        document = self._document
        self._line(f"{document.title} {words.NUMBER} {document.number}", style.TITLE, 22)
        about = " · ".join(one for one in (document.workshop, document.drawing) if one)
        self._line(about, style.WORKSHOP, 16)
        if document.watermark:
            self._line(document.watermark, style.WARNING, 22)
        if title:
            self._line(title, style.HEADING, 20)
        for block in self._blocks:
            match block:
                case Fields():
                    self._fields(block)
                case Table():
                    self._table(block)
                case Signatures():
                    self._signatures(block)
                case Notes():
                    for line in block.lines:
                        self._line(line, style.LABEL, 13)
        issued = words.ISSUED.format(at=moment(document.issued_at), program=document.program)
        self._line(f"{issued} · {words.HEAD.format(head=document.head)}", style.LABEL, 13)
        self._sheet.protection.sheet = True
        self._sheet.protection.formatColumns = self._sheet.protection.formatRows = False

    def _line(self, text: str, font: Any, least: float) -> None:
        """One text across the sheet."""
        cell = self._box(self._row, 1, len(self._widths), text, font, _TOP, bordered=False)
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True)
        lines = -(-len(text) // int(sum(self._widths)))
        self._sheet.row_dimensions[self._row].height = least * max(1, lines)
        self._row += 1

    def _fields(self, block: Fields) -> None:
        """Boxes of a small title above a value, as many to a row as there is room for."""
        spans = _spans(self._widths, _FIELD)
        pairs = list(block.pairs)
        for begin in range(0, len(pairs), len(spans)):
            given = pairs[begin : begin + len(spans)]
            used = [*spans[: len(given) - 1], (spans[len(given) - 1][0], len(self._widths))]  # the last takes the rest
            for (title, value), (first, last) in zip(given, used, strict=True):
                self._box(self._row, first, last, title, style.LABEL, _CELL).fill = style.BAND
                self._box(self._row + 1, first, last, value, style.STRONG, _CELL)
            self._grow([title for title, _ in given], used, _LABEL_HEIGHT)
            self._grow([value for _, value in given], used, _VALUE_HEIGHT)
        self._gap()

    def _table(self, table: Table) -> None:
        if table.title:
            self._line(table.title, style.HEADING, 18)
        spans = _shared(self._widths, [column.weight for column in table.columns])
        if not table.by_hand:
            self._sheet.print_title_rows = f"{self._row}:{self._row}"
            self._sheet.freeze_panes = self._sheet.cell(self._row + 1, 1)
        titles = [column.title for column in table.columns]
        for title, (first, last) in zip(titles, spans, strict=True):
            self._box(self._row, first, last, title, style.COLUMN_TITLE, _CELL).fill = style.BAND
        self._grow(titles, spans, 16)
        for at, row in enumerate(table.rows):
            for value, column, (first, last) in zip(row, table.columns, spans, strict=True):
                alignment = _NUMBER if column.align is Align.RIGHT else _CELL
                cell = self._box(self._row, first, last, value, style.TEXT, alignment)
                if at in table.bad:
                    cell.font, cell.fill = _BAD, style.BAD
            self._grow(row, spans, _ROW_HEIGHT)
        self._gap()

    def _signatures(self, block: Signatures) -> None:
        for visa, (first, last) in zip(block.boxes, _shared(self._widths, [1] * len(block.boxes)), strict=True):
            said = f"{words.DATE} : {visa.date}   {words.VISA} : {visa.signed}".rstrip()
            self._box(self._row, first, last, visa.function, style.LABEL, _CELL).fill = style.BAND
            self._box(self._row + 1, first, last, visa.name, style.STRONG, _CELL)
            self._box(self._row + 2, first, last, said, style.LABEL, _CELL).protection = _OPEN
        for height in (_LABEL_HEIGHT, _VISA_HEIGHT, _VALUE_HEIGHT):
            self._sheet.row_dimensions[self._row].height = height
            self._row += 1
        self._gap()

    def _box(
        self, row: int, first: int, last: int, value: Cell, font: Any, alignment: Any, *, bordered: bool = True
    ) -> Any:
        cell = self._sheet.cell(row, first)
        style.put(cell, value)
        cell.font, cell.alignment = font, alignment
        if bordered:
            for column in range(first, last + 1):
                self._sheet.cell(row, column).border = style.GRID
        if value in (None, ""):
            for column in range(first, last + 1):
                self._sheet.cell(row, column).protection = _OPEN
        if last > first:
            self._sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
        return cell

    def _grow(self, row: Sequence[Cell], spans: Sequence[tuple[int, int]], least: float) -> None:
        texts = [(text_of(value), self._wide(*span)) for value, span in zip(row, spans, strict=True)]
        style.grow(self._sheet, self._row, texts, least)
        self._row += 1

    def _wide(self, first: int, last: int) -> float:
        return sum(self._widths[first - 1 : last]) - 2

    def _gap(self) -> None:
        self._sheet.row_dimensions[self._row].height = 6
        self._row += 1


def _spans(widths: Sequence[float], least: float) -> list[tuple[int, int]]:
    """The columns taken together until each group is as wide as asked; a last one that is not joins the one before."""
    found: list[tuple[int, int]] = []
    first, wide = 1, 0.0
    for column, one in enumerate(widths, start=1):
        wide += one
        if wide >= least:
            found.append((first, column))
            first, wide = column + 1, 0.0
    if not found:
        return [(1, len(widths))]
    found[-1] = (found[-1][0], len(widths)) if first <= len(widths) else found[-1]
    return found


def _shared(widths: Sequence[float], weights: Sequence[int]) -> list[tuple[int, int]]:
    """The columns of the sheet that each of fewer columns takes, in proportion to the weights, one at least."""
    if len(weights) >= len(widths):
        return [(at, at) for at in range(1, len(weights) + 1)]
    ends, found, first = list(accumulate(widths)), [], 1
    for at, share in enumerate(accumulate(weights), start=1):
        wanted, most = ends[-1] * share / sum(weights), len(widths) - (len(weights) - at)
        last = min(range(first, most + 1), key=lambda column: abs(ends[column - 1] - wanted))
        last = len(widths) if at == len(weights) else last
        found.append((first, last))
        first = last + 1
    return found


def _long_words(table: Table, at: int) -> Iterator[int]:
    """The signs of the longest word of each text of a column, of its numbers and of its dates."""
    yield max(map(len, table.columns[at].title.split()), default=0)
    for row in table.rows:
        value = row[at]
        yield _DATED if isinstance(value, datetime) else max(map(len, text_of(value).split(" ")), default=0)
