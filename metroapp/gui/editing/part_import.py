"""A file of a part, read for the editor: every line comes in, readable or not, with what is wrong at its cell.

Everything here reads files: it is called in the worker, never in the GUI thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from metroapp.domain.general_tolerances import GeneralTolerances, read_general_tolerances
from metroapp.domain.message import Message, Refusal
from metroapp.gui.editing.working_part import HEADER, Notes, PartFields, WorkingPart
from metroapp.services.drawing_pages import Wanted
from metroapp.services.drawings import keep_drawing_beside
from metroapp.services.reference import standards
from metroapp.services.sheets.cells import read_cells
from metroapp.services.sheets.part_lines import LineReader, LineText, check_together, line_text
from metroapp.services.sheets.part_sheet import PartSheet, read_part_sheet
from metroapp.services.sheets.sheet_columns import NO_TITLES, PreviewColumn, preview_columns
from metroapp.services.sheets.workshop_table import workshop_tables_beside
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence

CALLOUT_MAKERS = ("callout", "nominal", "minimum", "maximum", "fit")
_HEAD = 20  # lines
_LINE_FIELDS = tuple(LineText.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A file whose columns somebody has to name first."""

    path: Path
    title_line: int | None
    columns: tuple[PreviewColumn, ...]
    head: tuple[tuple[str, ...], ...] = ()  # the first lines, where no line of titles is known


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave; `left` counts the characteristics that no line could be made of, `first` says why."""

    path: Path
    working: WorkingPart
    left: int = 0
    first: str = ""
    drawing: Message | None = None  # why the drawing beside it could not be kept


def look_at(path: Path) -> Unmapped | Imported:
    """Read a file whose columns are all known; else give its columns. Refuses what `read_part_sheet` refuses."""
    if path.suffix.lower() == ".qif":
        return _read_qif(path)
    found = preview_columns(path)
    fields = [column.field for column in found.columns if column.field]
    complete = "balloon" in fields and any(name in CALLOUT_MAKERS for name in fields)
    unknown = any(column.field is None and column.samples for column in found.columns)
    if not complete or unknown or len(set(fields)) < len(fields):
        head = tuple(map(tuple, read_cells(path)[:_HEAD])) if found.title_line is None else ()
        return Unmapped(path, found.title_line, found.columns, head)
    return read_mapped(path, None, found.title_line)


def with_drawing(found: Imported, workspace: Workspace, wanted: Wanted) -> Imported:
    """What a file gave and the drawing beside it, which the workspace keeps; the lines come in without it too."""
    try:
        sheet = keep_drawing_beside(workspace, found.path, wanted)
    except Refusal as refusal:
        return replace(found, drawing=refusal.message)
    return replace(found, working=replace(found.working, sheet=sheet))


def column_index(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def read_mapped(path: Path, mapping: Mapping[int, str] | None, title_line: int | None) -> Imported:
    """Every line of a sheet. Refuses as `read_part_sheet`."""
    sheet = read_part_sheet(path, standards(), mapping, NO_TITLES if title_line is None else title_line)
    header = PartFields(**{name: sheet.fields.get(name, "") for name in HEADER})
    tables, general = {}, None
    with suppress(Refusal):  # the editor says what is wrong with the declaration
        tables = workshop_tables_beside(header.general_tolerances, path)
        general = read_general_tolerances(header.general_tolerances, standards().general, tables)
    lines = tuple(sheet.lines.values())
    return Imported(path, WorkingPart(header, lines, notes=_notes(sheet, general), tables=tables))


def _notes(sheet: PartSheet, general: GeneralTolerances | None) -> Notes:
    """What is wrong in the file and no line of the editor can say by itself: a column that contradicts another."""
    reader = LineReader(standards(), general, asks_nature=True, asks_means=False)
    read = {number: reader.read(line) for number, line in sheet.lines.items()}
    said = {number for number, line in read.items() if line.errors}
    said |= {number for number, _ in check_together(read.items())}
    notes: Notes = {}
    for error in sheet.errors:
        line = sheet.lines.get(error.line)
        if line is not None and error.line not in said:
            field = error.field if error.field in _LINE_FIELDS else "callout"
            notes.setdefault((line.balloon, line.callout), (field, sentence(error.message)))
    return notes


def _read_qif(path: Path) -> Imported:
    sheet = read_part_sheet(path, standards())
    if not sheet.characteristics and sheet.errors:
        raise Refusal("sheet.has_errors", path=path, count=len(sheet.errors), first=sheet.errors[0].message)
    header = PartFields(**{name: sheet.fields.get(name, "") for name in HEADER})
    lines = tuple(line_text(given) for given in sheet.characteristics)
    first = sentence(sheet.errors[0].message) if sheet.errors else ""
    return Imported(path, WorkingPart(header, lines), len(sheet.errors), first)
