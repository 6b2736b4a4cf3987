"""Part sheets that the program writes, Excel or CSV: what it writes, it reads back the same.

No text becomes a formula or a date: cells are text, and a CSV shields what a spreadsheet would compute.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from forms.spreadsheet_text import shielded
from metroapp.domain.callout import Nature
from metroapp.domain.decision_rule_text import GENERAL_NAMES
from metroapp.domain.message import Refusal
from metroapp.domain.probing import Probing
from metroapp.domain.specification import Means, Part, Sampling
from metroapp.services.sheets.part_lines import LineText, line_text
from metroapp.services.sheets.sheet_columns import column_letter
from metroapp.services.sheets.sheet_header import TITLES as HEADER_TITLES
from metroapp.services.sheets.sheet_header import header_text
from metroapp.services.sheets.sheet_titles import TITLES
from metroapp.wording import labels
from metroapp.wording import sheet_template as words

# In the order of the sheet. The first six are always there, but for what a whole part leaves unsaid.
_USUAL = ("balloon", "designation", "callout", "nature", "means", "sampling")
_OPTIONAL = (
    "criticality", "phase", "readings", "length", "size_balloon", "formula", "method", "probing", "rule",
    "standard_uncertainty", "reaction", "kind",
)  # fmt: skip
_WIDTHS = {
    "designation": 40, "callout": 22, "means": 20, "sampling": 22, "formula": 28, "method": 28, "probing": 20,
    "rule": 18, "reaction": 30,
}  # fmt: skip
_USUAL_WIDTH, _FIRST_WIDTH = 14, 22
_ROOM = 200  # lines below the last that still have their drop-down lists
_NAVY, _PALE, _RULE = "1B4F7E", "EAF1F7", "B8C7D4"
_SAMPLINGS = (Sampling(), Sampling(5), Sampling(first=True), Sampling(last=True), Sampling(1, True, True))
_COMPUTED = ("=", "+", "-", "@")

Table = Sequence[Sequence[str]]


def write_part_sheet(part: Part, path: Path) -> None:
    """Write a part as a sheet, `.xlsx` or `.csv`; an existing file is replaced at once, or not at all.

    Refuses `sheet.unknown_format` and `sheet.not_written`. A table of general tolerances of the workshop's own stays
    in its own file, to be put beside the sheet.
    """
    lines = [line_text(given) for given in part.characteristics]
    columns = [*(field for field in _USUAL if _is_said(field, lines)), *_used(_OPTIONAL, lines)]
    header = [(HEADER_TITLES[name], text) for name, text in header_text(part).items()]
    rows = [[getattr(line, field) for field in columns] for line in lines]
    _write(path, header, columns, rows)


def write_template(path: Path) -> None:
    """Write an empty sheet with every title, three examples to replace and, in Excel, a page of help.

    Refuses `sheet.exists` rather than overwrite, and as `write_part_sheet`.
    """
    if path.exists():
        raise Refusal("sheet.exists", path=path)
    required = ("designation", "reference", "drawing", "revision")
    header = [(title, words.TO_REPLACE if name in required else "") for name, title in HEADER_TITLES.items()]
    columns = [*_USUAL, *_OPTIONAL]
    rows = [[*example, *([""] * len(_OPTIONAL))] for example in words.EXAMPLES]
    _write(path, header, columns, rows, with_help=True)


def _is_said(field: str, lines: Sequence[LineText]) -> bool:
    """A column that no line fills would make every line wrong where the part simply does not say it."""
    match field:
        case "designation" | "nature":
            return not lines or any(getattr(line, field) for line in lines)
        case "means":
            return not lines or any(line.means != labels.label(Means.TO_CHOOSE) for line in lines)
    return True


def _used(fields: Iterable[str], lines: Sequence[LineText]) -> list[str]:
    return [field for field in fields if any(getattr(line, field) for line in lines)]


def _write(path: Path, header: Table, columns: Sequence[str], rows: Table, *, with_help: bool = False) -> None:
    match path.suffix.lower():
        case ".csv":
            content = _csv(header, columns, rows)
        case ".xlsx":
            content = _workbook(header, columns, rows, with_help=with_help)
        case _:
            raise Refusal("sheet.unknown_format", path=path)
    beside = path.with_name(f".{path.name}.tmp")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refusal("sheet.not_written", path=path) from error


def _csv(header: Table, columns: Sequence[str], rows: Table) -> bytes:
    """Semicolons, byte order mark and CR LF: what a French Excel reads and writes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(_shielded, header))
    text.write("\r\n")
    writer.writerow([TITLES[field] for field in columns])
    writer.writerows(map(_shielded, rows))
    return text.getvalue().encode("utf-8-sig")


def _shielded(row: Sequence[str]) -> list[str]:
    return [shielded(cell) for cell in row]


def _workbook(header: Table, columns: Sequence[str], rows: Table, *, with_help: bool) -> bytes:
    import openpyxl  # heavy: only when a workbook is written
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = words.SHEET_NAME
    for number, (label, value) in enumerate(header, 1):
        name, content = _put(sheet, number, 1, label), _put(sheet, number, 2, value)
        name.font, name.fill = Font(bold=True, color=_NAVY), PatternFill("solid", fgColor=_PALE)
        content.font = Font(size=14 if number == 1 else 11, bold=number == 1)
        name.alignment = content.alignment = Alignment(horizontal="left", vertical="center")
    first = len(header) + 2
    side = Side(style="thin", color=_RULE)
    border = Border(left=side, right=side, top=side, bottom=side)
    white, navy, pale = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor=_NAVY), Font(bold=True)
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True)
    for column, field in enumerate(columns, 1):
        cell = _put(sheet, first, column, TITLES[field])
        cell.font, cell.fill, cell.alignment, cell.border = white, navy, centred, border
        width = _FIRST_WIDTH if column == 1 else _WIDTHS.get(field, _USUAL_WIDTH)
        sheet.column_dimensions[column_letter(column - 1)].width = width
    for number, row in enumerate(rows, first + 1):
        for column, (field, text) in enumerate(zip(columns, row, strict=True), 1):
            cell = _put(sheet, number, column, text)
            cell.alignment = left if field in ("designation", "reaction") else centred
            cell.border = border
            if field == "callout":
                cell.font = pale
    for column, field in enumerate(columns):
        letter, last = column_letter(column), first + len(rows) + _ROOM
        _add_list(sheet, field, f"{letter}{first + 1}:{letter}{last}")
        for number in range(first + len(rows) + 1, last + 1):
            sheet.cell(number, column + 1).number_format = "@"
    sheet.freeze_panes = f"A{first + 1}"
    sheet.print_title_rows = f"{first}:{first}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if with_help:
        _add_help(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A text cell, whatever the text looks like; characters that XML cannot hold are left out."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = sheet.cell(row, column)
    cell.number_format = "@"  # else Excel turns 1/5 into a date as soon as somebody retypes it
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"  # never a formula
        cell.quotePrefix = text.startswith(_COMPUTED)
    return cell


def _add_list(sheet: Any, field: str, cells: str) -> None:
    """A drop-down list; what is not in it may still be typed where more can be said."""
    from openpyxl.worksheet.datavalidation import DataValidation

    choices = {
        "nature": [labels.label(nature) for nature in Nature],
        "means": [labels.label(means) for means in Means],
        "sampling": [labels.sampling(sampling) for sampling in _SAMPLINGS],
        "probing": [labels.label(probing) for probing in Probing],
        "rule": list(GENERAL_NAMES),
    }.get(field)
    if choices is None:
        return
    validation = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    validation.showErrorMessage = field in ("nature", "probing")
    validation.add(cells)
    sheet.add_data_validation(validation)


def _add_help(book: Any) -> None:
    from openpyxl.styles import Alignment, Font

    page = book.create_sheet(words.HELP_NAME)
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 26, 100
    for number, (notation, meaning) in enumerate(words.HELP, 1):
        _put(page, number, 1, notation).font = Font(bold=True)
        _put(page, number, 2, meaning).alignment = Alignment(wrap_text=True, vertical="center")
