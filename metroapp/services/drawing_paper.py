"""The ballooned drawing as a PDF, to be printed and kept beside the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from forms.ballooned_drawing import DrawingPaper, render
from forms.saving import save
from metroapp import __version__
from metroapp.archive import queries
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision
from metroapp.domain.specification import Part
from metroapp.services.consultation import reading
from metroapp.services.drawing_pages import Wanted, always, page_picture
from metroapp.services.drawings import find_drawing
from metroapp.services.workspace import Workspace, file_refusal
from metroapp.wording.drawing_board import PAPER_NAME

_SCALE = 200 / 72  # 200 dpi
_UNFIT, _LONGEST_NAME = re.compile(r"[^\w.+-]+"), 60


def _now() -> datetime:
    return datetime.now(UTC)


def export_drawing(
    workspace: Workspace,
    part: Part,
    revision: PartRevision | None,
    out: Path,
    wanted: Wanted = always,
    clock: Callable[[], datetime] = _now,
) -> Path:
    """Write the ballooned drawing of a part into the folder `out` and return the file; `revision` is the part as the
    archive has it, None for what is still being written.

    Refuses `drawing.none`, and as `find_drawing`, `page_picture`, `file_refusal`.
    """
    sheet = part.sheet
    if sheet is None:
        raise Refusal("drawing.none", reference=part.reference)
    source = find_drawing(workspace, sheet)
    with reading(workspace) as connection:
        workshop = queries.workshop_name(connection)
    paper = DrawingPaper(part, sheet, revision, workshop, f"metroapp {__version__}", clock())

    def picture(page: int) -> bytes:
        return page_picture(source, sheet.digest, page, _SCALE, wanted, called=sheet.file)

    content = render(paper, picture)
    path = out / PAPER_NAME.format(reference=_file_name(part.reference), revision=_file_name(part.revision))
    try:
        out.mkdir(parents=True, exist_ok=True)
        save(content, path)
    except OSError as error:
        raise file_refusal(error, path) from error
    return path


def _file_name(text: str) -> str:
    """What a file may be called, short enough for every disk."""
    return _UNFIT.sub("_", text)[:_LONGEST_NAME]
