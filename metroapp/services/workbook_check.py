"""A workbook compared with the one that the archive gives: its parts to the byte, else its cells."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from forms.identity import NAME
from metroapp.domain.message import Refusal
from metroapp.services.sheets.workbook import require_bounded

_DATED = "docProps/core.xml"  # when it was saved: openpyxl says it, and it is no part of the document


def identity_of(content: bytes, path: Path) -> str:
    """What a workbook says that it is; empty where it says nothing. Refuses `paper.unreadable`."""
    book = _load(content, path)
    found = next((one for one in book.custom_doc_props.props if one.name == NAME), None)
    return "" if found is None else str(found.value)


def compare(content: bytes, expected: bytes, path: Path) -> tuple[tuple[str, str, str] | None, bool]:
    """The first cell that differs, as sheet and cell, said, expected; and whether every part is the same."""
    if _parts(content) == _parts(expected):
        return None, True
    said, wanted = _cells(_load(content, path)), _cells(_load(expected, path))
    for place in [*wanted, *(one for one in said if one not in wanted)]:
        if said.get(place, "") != wanted.get(place, ""):
            return (place, said.get(place, ""), wanted.get(place, "")), False
    return None, False


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if name != _DATED}


def _cells(book: Any) -> dict[str, str]:
    """What each cell that is not empty holds: a value or a formula."""
    return {
        f"{sheet.title} {cell.coordinate}": str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def _load(content: bytes, path: Path) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            require_bounded(package, path)
        return load_workbook(io.BytesIO(content))
    except Refusal:
        raise
    except Exception as error:  # a hostile or broken package fails in as many ways as it likes
        raise Refusal("paper.unreadable", path=path) from error
