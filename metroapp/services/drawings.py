"""The drawings of the workshop: a copy of each file in the workspace, named by its digest, and its balloons.

The copy is what is shown, printed and measured with: the file that was opened may move or change. It is looked at by
the child process of `drawing_pages` before it is kept. A copy that is lost is read from its backup.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path

from forms.saving import save
from metroapp.archive.backup import DRAWINGS
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.services.drawing_pages import Wanted, always, page_sizes
from metroapp.services.render_page import MOST_BYTES, SUFFIXES, kind_of
from metroapp.services.workspace import Workspace, folder_refusal

_LONGEST_DESCRIPTION = 2**20  # bytes


def copy_of(workspace: Workspace, sheet: DrawingSheet) -> Path:
    """Where the copy of a drawing is, or would be: among the backups where only they have it."""
    kept, spare = _kept(workspace, sheet), _spare(workspace, sheet)
    return spare if not kept.is_file() and spare.is_file() else kept


def keep_drawing(workspace: Workspace, path: Path, wanted: Wanted = always) -> DrawingSheet:
    """Keep a copy of a file, and say what it is; it has no balloons yet.

    Refuses `drawing.absent`, `drawing.too_large`, what `page_sizes` refuses, and a folder that cannot be written.
    """
    content = _read(path)
    kind = kind_of(content)
    if kind is None:
        raise Refusal("drawing.not_a_drawing", file=path.name)
    digest = hashlib.sha256(content).hexdigest()
    sheet = DrawingSheet(path.name, digest, SUFFIXES[kind], page_sizes(path, digest, wanted))
    try:
        workspace.drawings.mkdir(parents=True, exist_ok=True)
        if not _is_intact(_kept(workspace, sheet), sheet):
            save(content, _kept(workspace, sheet))
    except OSError as error:
        raise folder_refusal(error, workspace.drawings) from error
    return sheet


def find_drawing(workspace: Workspace, sheet: DrawingSheet) -> Path:
    """The copy of a drawing, or its backup, the same to the byte. Refuses `drawing.lost`, `drawing.changed`."""
    found = [path for path in (_kept(workspace, sheet), _spare(workspace, sheet)) if path.is_file()]
    if not found:
        raise Refusal("drawing.lost", file=sheet.file)
    intact = next((path for path in found if _is_intact(path, sheet)), None)
    if intact is None:
        raise Refusal("drawing.changed", file=sheet.file)
    return intact


def keep_drawing_beside(workspace: Workspace, part_sheet: Path, wanted: Wanted = always) -> DrawingSheet | None:
    """Keep the drawing beside a part sheet, `NAME.pdf`, with the balloons of `NAME.balloons.json`; None without one.

    Refuses as `keep_drawing`; a damaged description only costs its balloons.
    """
    path = part_sheet.with_suffix(".pdf")
    if not path.is_file():
        return None
    sheet = keep_drawing(workspace, path, wanted)
    try:
        said = part_sheet.with_suffix(".balloons.json")
        if not said.is_file() or said.stat().st_size > _LONGEST_DESCRIPTION:
            return sheet
        for one in json.loads(said.read_text(encoding="utf-8"), parse_float=Decimal)["balloons"]:
            with suppress(Refusal):
                sheet = sheet.with_balloon(str(one["balloon"]), int(one["page"]), Decimal(one["x"]), Decimal(one["y"]))
    except (OSError, ValueError, KeyError, TypeError, InvalidOperation):
        return sheet
    return sheet


def _kept(workspace: Workspace, sheet: DrawingSheet) -> Path:
    return workspace.drawings / f"{sheet.digest}{sheet.suffix}"


def _spare(workspace: Workspace, sheet: DrawingSheet) -> Path:
    return workspace.backups / DRAWINGS / f"{sheet.digest}{sheet.suffix}"


def _read(path: Path) -> bytes:
    """The whole file, as long as it is one and not too large."""
    try:
        if not path.is_file():
            raise Refusal("drawing.absent", file=path.name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refusal("drawing.absent", file=path.name) from error
    if len(content) > MOST_BYTES:
        raise Refusal("drawing.too_large", file=path.name, most=MOST_BYTES // 2**20)
    return content


def _is_intact(path: Path, sheet: DrawingSheet) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sheet.digest
    except OSError:
        return False
