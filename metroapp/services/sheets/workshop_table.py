"""The general tolerances of the workshop's own: a small CSV beside the part sheet, `de;à;±` in millimetres."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

from metroapp.domain.general_tolerances import WorkshopTable
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.services.sheets.cells import read_cells

_NAMED = re.compile(r"tableau (?P<name>.+?)(?:\.csv)?|(?P<file>.+)\.csv", re.IGNORECASE)


def read_workshop_table(path: Path) -> WorkshopTable:
    """The table of a file: lines *over, up to and including, ±*; the last may have no upper end.

    Refuses `sheet.table_line`, `general.table_*` and unreadable files.
    """
    lines: list[tuple[Decimal, Decimal | None, Decimal]] = []
    for number, cells in enumerate(read_cells(path), 1):
        if not any(cells):
            continue
        over, up_to, deviation = ([*cells, "", "", ""])[:3]
        if number == 1 and not any(sign.isdigit() for sign in over):
            continue  # the titles
        try:
            read = parse_number(over), parse_number(up_to) if up_to else None, parse_number(deviation.lstrip("± "))
        except Refusal as refusal:
            raise Refusal("sheet.table_line", table=path.name, line=number, message=refusal.message) from refusal
        lines.append(read)
    return WorkshopTable.from_lines(path.stem, lines)


def workshop_tables_beside(declaration: str, sheet: Path) -> dict[str, WorkshopTable]:
    """The table that a declaration names (`tableau NAME`, `NAME.csv`), by that declaration; none if it names none.

    Only a file of the folder of the sheet: refuses `sheet.table_name` and `sheet.table_absent`.
    """
    text = " ".join(declaration.split())
    found = _NAMED.fullmatch(text)
    if found is None:
        return {}
    name = (found["name"] or found["file"]).strip()
    if not name or name.startswith(".") or re.search(r"[/\\:\x00-\x1f]", name) or len(name) > 100:
        raise Refusal("sheet.table_name", table=name)
    path = sheet.parent / f"{name}.csv"
    if not path.is_file():
        raise Refusal("sheet.table_absent", table=f"{name}.csv")
    if path.resolve().parent != sheet.parent.resolve():
        raise Refusal("sheet.table_name", table=name)
    return {text: read_workshop_table(path)}
