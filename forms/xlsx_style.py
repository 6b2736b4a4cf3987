"""The look of the workbooks, and how a value is put into a cell: numbers as numbers, dates as dates, text as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import ceil
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from forms.blocks import Amount, Cell, Document
from metroapp.wording import documents as words

_FACE = "Calibri"
_THIN = Side(style="thin", color="C3CAD1")
_LINE = Side(style="medium", color="17212B")

TEXT = Font(name=_FACE, size=10)
STRONG = Font(name=_FACE, size=10, bold=True)
HEADING = Font(name=_FACE, size=11, bold=True, color="1C4F82")
COLUMN_TITLE = Font(name=_FACE, size=9, bold=True)
LABEL = Font(name=_FACE, size=9, color="5C6873")
TITLE = Font(name=_FACE, size=16, bold=True)
WORKSHOP = Font(name=_FACE, size=11, color="5C6873")
WARNING = Font(name=_FACE, size=16, bold=True, color="A3161B")
SORTED = Font(name=_FACE, size=12, bold=True)

# In a conditional format only the background colour is read, in a cell only the foreground one.
BAND = PatternFill("solid", fgColor="EEF1F4")
BAD = PatternFill("solid", bgColor="FBE6E4", fgColor="FBE6E4")
HELD = PatternFill("solid", bgColor="FFF3D6", fgColor="FFF3D6")
BAD_FONT, HELD_FONT = Font(bold=True, color="A3161B"), Font(color="7A4B00")
GOOD_FONT, CONCEDED_FONT = Font(bold=True, color="14663B"), Font(bold=True, color="1C4F82")

GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
UNDER = Border(bottom=_THIN)
SORTING = Border(left=_THIN, right=_THIN, top=_LINE, bottom=_LINE)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
MIDDLE = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
LEFT = Alignment(horizontal="left", vertical="center")
RIGHT = Alignment(horizontal="right", vertical="center", indent=1)

_NO_ALIGNMENT, _NO_BORDER, _NO_FILL = Alignment(), Border(), PatternFill()

# Where each workbook keeps a font, an alignment, a border and a fill worn together; and these, whose ids are the keys.
_Worn = dict[tuple[int, ...], tuple[tuple[int, ...], tuple[Any, ...]]]
_WORN: WeakKeyDictionary[Any, _Worn] = WeakKeyDictionary()


def dress(
    cell: Any, font: Font, alignment: Alignment | None = None, border: Border | None = None, fill: Any = None
) -> None:
    """Give a cell its look. openpyxl compares a style with all the others each time that a cell is given one: here
    once for all the cells that look the same."""
    worn, look = _WORN.setdefault(cell.parent.parent, {}), (font, alignment, border, fill)
    key = tuple(map(id, look))
    if key not in worn:
        cell.font = font
        cell.alignment, cell.border, cell.fill = alignment or _NO_ALIGNMENT, border or _NO_BORDER, fill or _NO_FILL
        ids = cell._style
        worn[key] = (ids.fontId, ids.alignmentId, ids.borderId, ids.fillId), look
        return
    if cell._style is None:
        cell._style = StyleArray()
    ids = cell._style
    ids.fontId, ids.alignmentId, ids.borderId, ids.fillId = worn[key][0]


def put(cell: Any, value: Cell, marks: str = "") -> None:
    """Write a value with its own type; text stays text whatever it begins with.

    `marks` are shown beside the value by its format: the cell still holds the number, or the word, alone.
    """
    shown = f'" {marks}"' if marks else ""
    match value:
        case None | "":
            return
        case Decimal():
            exponent = value.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
            cell.value = value
            cell.number_format = number_format(decimals) + shown
        case Amount():
            put(cell, value.number, value.unit)
        case datetime():
            # A workbook has no time zones: the local time, as on the paper.
            cell.value = value.astimezone().replace(tzinfo=None, microsecond=0)
            cell.number_format = "dd/mm/yyyy hh:mm:ss"
        case date():
            cell.value = value
            cell.number_format = "dd/mm/yyyy"
        case int():
            cell.value = value
        case _:
            text = legible(str(value))
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = text[0] in "=+-@\t\r\n"
            cell.number_format = "@" + shown if marks else "General"


def number_format(decimals: int) -> str:
    """Of a number with so many decimals, whatever they are."""
    return "0." + "0" * decimals if decimals else "0"


def legible(text: str) -> str:
    """A text without the signs that no workbook may hold."""
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", text))


def grow(sheet: Any, row: int, texts: Iterable[tuple[str, float]], least: float = 15) -> None:
    """Make a row high enough for its texts, each given with the width of its column: not every program does it."""
    lines = max((ceil(len(text) * 1.05 / room) for text, room in texts), default=1)
    sheet.row_dimensions[row].height = max(least, 13.5 * lines)


def print_setup(sheet: Any, document: Document, area: str = "") -> None:
    """A4 landscape, as wide as the page, with the number of the paper and of the page in the foot; `area` is what is
    printed of the sheet, where it is not all of it."""
    sheet.print_area = area or sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.header = 0.75, 0.35
    sheet.page_margins.bottom, sheet.page_margins.footer = 0.75, 0.35
    identity = f"{document.title} {document.number} · {document.head[:16]} · {words.NO_PARTIAL_COPY}"
    sheet.oddFooter.left.text = identity.replace("&", "&&")
    sheet.oddFooter.right.text = words.PAGE.format(page="&P", pages="&N")
    if sheet.title not in (words.SHEET_RECORD, document.title):  # the paper itself begins with its own title
        sheet.oddHeader.left.text = f"{document.title} {document.number} – {sheet.title}".replace("&", "&&")
    sheet.sheet_view.showGridLines = False
