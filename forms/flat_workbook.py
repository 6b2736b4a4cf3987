"""One table of any length as a workbook, written row by row: what is kept in memory does not grow with it.

Only what a flat table needs of the format (ECMA-376): typed cells, a frozen line of titles, a filter, what is printed.
A number is the exact decimal text of its value, in a format with its decimals; text is never a formula. The same rows
give the same bytes. For papers and forms there is openpyxl, which keeps each cell as an object.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from forms.blocks import Amount, Cell
from forms.xlsx_style import legible, number_format

MOST_ROWS = 1_048_575  # of one sheet, below its titles
_MOST_BYTES = 1_900_000_000  # of one sheet: a larger file in the package would need ZIP64, which Excel repairs
_LONGEST = 32_767  # signs of a text
_AT_ONCE = 500  # rows written together; the first ones give the widths of the columns
_KEPT, _SHORT = 20_000, 200  # texts, of so many signs, whose cells are remembered: most come back on each row
_WIDEST = 45
_COMPRESSION = 1
_EPOCH = date(1899, 12, 30).toordinal()  # the day 0 of workbooks
_TITLE, _QUOTED, _MOMENT, _DAY, _NUMBERS = 1, 2, 3, 4, 5  # styles; of numbers, one for each count of decimals
_MOST_DECIMALS = 15
_BEFORE_NUMBER = [f' s="{_NUMBERS + decimals}"><v>' for decimals in range(_MOST_DECIMALS + 1)]
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_flat(
    file: BinaryIO,
    titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    sheet_name: Callable[[int], str],
    most_rows: int = MOST_ROWS,
) -> int:
    """Write a table, on as many sheets as it needs, and give the number of its rows; `sheet_name` names the sheets by
    their number from 1. Raises OSError."""
    left = iter(rows)
    sheets: list[int] = []  # rows of each
    with zipfile.ZipFile(file, "w") as package:
        following = list(islice(left, 1))
        while following or not sheets:
            with package.open(_entry(f"xl/worksheets/sheet{len(sheets) + 1}.xml"), "w") as part:
                sheets.append(_Sheet(part.write, titles).write(chain(following, left), most_rows))
            following = list(islice(left, 1))
        for name, text in _parts(sheets, titles, sheet_name):
            package.writestr(_entry(name), (_XML + text).encode())
    return sum(sheets)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # of 1980: when it was written is not in the bytes
    entry.compress_type, entry._compresslevel = zipfile.ZIP_DEFLATED, _COMPRESSION  # type: ignore[attr-defined]
    return entry


class _Sheet:
    """The rows of one sheet as XML."""

    def __init__(self, write: Callable[[bytes], int], titles: Sequence[str]) -> None:
        self._write = write
        self._titles = titles
        self._letters = [get_column_letter(column) for column in range(1, len(titles) + 1)]
        self._texts: dict[str, str] = {}

    def write(self, rows: Iterator[Sequence[Cell]], most: int) -> int:
        """Write as many of the rows as the sheet holds, `most` at most, and give their number."""
        some, count = list(islice(rows, min(_AT_ONCE, most))), 0
        size = self._write(self._head(some).encode())
        while some:
            size += self._write("".join(self._row(row, cells) for row, cells in enumerate(some, count + 2)).encode())
            count += len(some)
            some = list(islice(rows, min(_AT_ONCE, most - count) if size < _MOST_BYTES else 0))
        area = f"A1:{self._letters[-1]}{count + 1}"
        self._write(
            f'</sheetData><autoFilter ref="{area}"/>'
            '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
            "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P/&amp;N</oddFooter></headerFooter></worksheet>".encode()
        )
        return count

    def _head(self, first: Sequence[Sequence[Cell]]) -> str:
        wide = [_width(title) + 3 for title in self._titles]  # and the arrow of the filter
        for cells in first:
            wide = [max(one, _width(cell)) for one, cell in zip(wide, cells, strict=True)]
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{min(one, _WIDEST) + 2}" customWidth="1"/>'
            for at, one in enumerate(wide, 1)
        )
        cells = "".join(
            f'<c r="{letter}1" s="{_TITLE}" t="inlineStr"><is><t>{_escaped(title)}</t></is></c>'
            for letter, title in zip(self._letters, self._titles, strict=True)
        )
        return (
            f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
            '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            f'</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols>'
            f'<sheetData><row r="1">{cells}</row>'
        )

    def _row(self, row: int, cells: Sequence[Cell]) -> str:
        said = [f'<row r="{row}">']
        for letter, cell in zip(self._letters, cells, strict=True):
            # The order of how often they come; a `match` asks more of a million cells.
            if isinstance(cell, str):
                if cell:
                    said.append(f'<c r="{letter}{row}"{self._texts.get(cell) or self._text(cell)}')
            elif isinstance(cell, Decimal):
                said.append(f'<c r="{letter}{row}"{_number(cell)}')
            elif cell is None:
                continue
            elif isinstance(cell, int):
                said.append(f'<c r="{letter}{row}"><v>{cell}</v></c>')
            elif isinstance(cell, Amount):
                said.append(f'<c r="{letter}{row}"{_number(cell.number)}')  # a flat table has a column of units
            elif isinstance(cell, datetime):
                said.append(f'<c r="{letter}{row}"{_moment(cell)}')
            else:
                said.append(f'<c r="{letter}{row}" s="{_DAY}"><v>{cell.toordinal() - _EPOCH}</v></c>')
        said.append("</row>")
        return "".join(said)

    def _text(self, text: str) -> str:
        shown = _escaped(text[:_LONGEST])
        kept = ' xml:space="preserve"' if shown != shown.strip() or "\n" in shown else ""
        quoted = f' s="{_QUOTED}"' if text[0] in "=+-@\t\r\n" else ""
        said = f'{quoted} t="inlineStr"><is><t{kept}>{shown}</t></is></c>'
        if len(self._texts) < _KEPT and len(text) < _SHORT:
            self._texts[text] = said
        return said


def _number(value: Decimal) -> str:
    text = str(value)
    if "E" in text:
        text = f"{value:f}"
    point = text.find(".")
    decimals = 0 if point < 0 else len(text) - point - 1
    return f"{_BEFORE_NUMBER[decimals if decimals < _MOST_DECIMALS else _MOST_DECIMALS]}{text}</v></c>"


def _moment(value: datetime) -> str:
    local = value.astimezone()  # the local time, as on the papers: a workbook has no time zones
    seconds = local.hour * 3600 + local.minute * 60 + local.second
    return f' s="{_MOMENT}"><v>{local.toordinal() - _EPOCH + seconds / 86400:.10f}</v></c>'


def _escaped(text: str) -> str:
    # `_x000D_` in a text of a workbook is a sign by its number: the underscore of what looks like one is said so.
    plain = re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", legible(text))
    return escape(plain, {"\r": "&#13;"})


def _width(cell: Cell) -> int:
    return 19 if isinstance(cell, datetime) else 0 if cell is None else len(str(cell))


def _parts(sheets: Sequence[int], titles: Sequence[str], sheet_name: Callable[[int], str]) -> Iterator[tuple[str, str]]:
    """What binds the sheets into a workbook."""
    last, numbers = get_column_letter(len(titles)), range(1, len(sheets) + 1)
    named, shown, links, types = "", "", "", ""
    for number, rows in zip(numbers, sheets, strict=True):
        name = sheet_name(number)
        quoted = escape("'" + name.replace("'", "''") + "'")
        shown += f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        links += f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        named += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number - 1}" hidden="1">'
            f"{quoted}!$A$1:${last}${rows + 1}</definedName>"
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{number - 1}">{quoted}!$1:$1</definedName>'
        )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{shown}</sheets>'
        f"<definedNames>{named}</definedNames></workbook>",
    )
    links += f'<Relationship Id="rId{len(sheets) + 1}" Type="{_LINKS}/styles" Target="styles.xml"/>'
    yield "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
    yield "xl/styles.xml", _styles()
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_LINKS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>',
    )


def _styles() -> str:
    """In the order of the constants above."""
    formats = [(164, "dd/mm/yyyy hh:mm:ss"), (165, "dd/mm/yyyy")]
    formats += [(166 + decimals, number_format(decimals)) for decimals in range(_MOST_DECIMALS + 1)]
    looks = ['numFmtId="0"', 'numFmtId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"']
    looks += ['numFmtId="0" quotePrefix="1"', *(f'numFmtId="{id}" applyNumberFormat="1"' for id, _ in formats)]
    said = "".join(f'<numFmt numFmtId="{id}" formatCode="{code}"/>' for id, code in formats)
    worn = "".join(f'<xf borderId="0" xfId="0" {"" if "fontId" in look else _ORDINARY}{look}/>' for look in looks)
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(formats)}">{said}</numFmts>'
        '<fonts count="2"><font><sz val="10"/><name val="Calibri"/></font>'
        '<font><b/><sz val="10"/><name val="Calibri"/></font></fonts>'
        '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        '</fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF1F4"/></patternFill></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" '
        f'borderId="0"/></cellStyleXfs><cellXfs count="{len(looks)}">{worn}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


_ORDINARY = 'fontId="0" fillId="0" '
