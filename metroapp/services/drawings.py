"""The drawings of the workshop: a copy of each file in the workspace, named by its digest, and its balloons.

A drawing is looked at by the child process of `drawing_pages` before it is kept as `kept_files` keeps files.
"""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path

from metroapp.archive.backup import DRAWINGS
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Refusal
from metroapp.services.drawing_pages import Wanted, always, page_sizes
from metroapp.services.kept_files import KeptFiles, digest_of, read_at_most
from metroapp.services.render_page import MOST_BYTES, SUFFIXES, kind_of
from metroapp.services.workspace import Workspace

_LONGEST_DESCRIPTION = 2**20  # bytes


def copy_of(workspace: Workspace, sheet: DrawingSheet) -> Path:
    """Where the copy of a drawing is, or would be: among the backups where only they have it."""
    return _files(workspace).place(sheet.digest, sheet.suffix)


def keep_drawing(workspace: Workspace, path: Path, wanted: Wanted = always) -> DrawingSheet:
    """Keep a copy of a file, and say what it is; it has no balloons yet.

    Refuses `drawing.absent`, `drawing.too_large`, what `page_sizes` refuses, and a folder that cannot be written.
    """
    content = _read(path)
    kind = kind_of(content)
    if kind is None:
        raise Refusal("drawing.not_a_drawing", file=path.name)
    digest = digest_of(content)
    sheet = DrawingSheet(path.name, digest, SUFFIXES[kind], page_sizes(path, digest, wanted))
    _files(workspace).keep(content, sheet.suffix)
    return sheet


def find_drawing(workspace: Workspace, sheet: DrawingSheet) -> Path:
    """The copy of a drawing, or its backup, the same to the byte. Refuses `drawing.lost`, `document.at_post`,
    `drawing.changed`."""
    files = _files(workspace)
    if not files.is_there(sheet.digest, sheet.suffix):
        if not workspace.holds_documents:
            raise Refusal("document.at_post", file=sheet.file)
        raise Refusal("drawing.lost", file=sheet.file)
    intact = files.intact(sheet.digest, sheet.suffix)
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


def _files(workspace: Workspace) -> KeptFiles:
    return KeptFiles(workspace.drawings, workspace.backups / DRAWINGS)


def _read(path: Path) -> bytes:
    """The whole file, as long as it is one and not too large."""
    content = read_at_most(path, MOST_BYTES)
    if content is None:
        raise Refusal("drawing.absent", file=path.name)
    if len(content) > MOST_BYTES:
        raise Refusal("drawing.too_large", file=path.name, most=MOST_BYTES // 2**20)
    return content
