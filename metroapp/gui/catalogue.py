"""The part sheets of a folder and the drawings beside them: `NAME.xlsx`, `NAME.pdf`, `NAME.balloons.json`.

Everything here reads files: it is called in the worker, never in the GUI thread.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.message import Message, Refusal
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Part
from metroapp.services.drawing_pages import UNCHECKED
from metroapp.services.part_library import RevisionKey
from metroapp.services.workspace import Workspace

_SUFFIXES = (".xlsx", ".xlsm", ".csv")  # the first one found for a name is read
Mark = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a balloon is, in points from the lower left corner of its page."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, PDF or picture, and the places of its balloons."""

    path: Path
    sizes: tuple[tuple[float, float], ...]  # width and height of each page, in points
    radius: float
    balloons: dict[str, Place]
    digest: str = UNCHECKED  # SHA-256 that the file must have


@dataclass(frozen=True, slots=True)
class Sheet:
    """One part sheet: the part, or the reason why it could not be read."""

    path: Path
    part: Part | None
    refusal: Message | None = None
    drawing: Drawing | None = None
    is_validated: bool = False  # the part is a validated revision of the archive

    @property
    def key(self) -> RevisionKey | None:
        """Which revision of which part; None for a sheet that cannot be read."""
        return None if self.part is None else (self.part.reference, self.part.drawing, self.part.revision)


def read_sheet(path: Path) -> Sheet:
    """Read one sheet and the drawing beside it; a refusal is kept, not raised."""
    try:
        return _read(path, *(_mark(one) for one in (path, *_beside(path))))
    except Refusal as refusal:
        return Sheet(path, None, refusal.message)


@lru_cache(256)  # another window on the same folder reads what has changed since
def _read(path: Path, *_marks: Mark) -> Sheet:
    from metroapp.services.reference import standards
    from metroapp.services.sheets.part_sheet import (
        read_part,  # readers of files load in the worker, not before the paint
    )

    return Sheet(path, read_part(path, standards()), None, _drawing(path))


def _mark(path: Path) -> Mark:
    """By which a file that was written again is known; None for one that cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _beside(sheet: Path) -> tuple[Path, Path]:
    """Where its drawing is, and the places of the balloons."""
    return sheet.with_suffix(".pdf"), sheet.with_suffix(".balloons.json")


def read_folder(folder: Path) -> list[Sheet]:
    """Every sheet of a folder, by name; the Excel file is preferred to the CSV of the same name."""
    if not folder.is_dir():
        return []
    stems: dict[str, Path] = {}
    for suffix in _SUFFIXES:
        for path in sorted(folder.glob(f"*{suffix}")):
            stems.setdefault(path.stem, path)
    return [read_sheet(path) for _, path in sorted(stems.items())]


def offered(sheets: list[Sheet], revisions: list[PartRevision]) -> list[Sheet]:
    """What may be measured: a validated revision takes the place of its sheet and keeps the drawing beside it; a
    withdrawn one takes its sheet away. A draft changes nothing."""
    states = {found.key: found.state for found in revisions}
    drawings = {sheet.key: sheet for sheet in sheets}
    validated = []
    for found in revisions:
        if found.state is RevisionState.VALIDATED:
            beside = drawings.get(found.key)
            path, drawing = (beside.path, beside.drawing) if beside else (Path(found.part.reference), None)
            validated.append(Sheet(path, found.part, None, drawing, is_validated=True))
    replaced = (RevisionState.VALIDATED, RevisionState.WITHDRAWN)
    return validated + [sheet for sheet in sheets if sheet.key is None or states.get(sheet.key) not in replaced]


def drawing_of(workspace: Workspace, sheet: DrawingSheet) -> Drawing:
    """The drawing that a part was prepared with, from the copy of the workspace; whoever shows it checks the copy."""
    from metroapp.services.drawings import copy_of

    sizes = tuple((float(width), float(height)) for width, height in sheet.sizes)
    balloons = {place.balloon: Place(place.page, float(place.x), float(place.y)) for place in sheet.balloons}
    return Drawing(copy_of(workspace, sheet), sizes, float(sheet.radius(0)), balloons, sheet.digest)


def _drawing(sheet: Path) -> Drawing | None:
    """The drawing beside a sheet. A damaged description only costs the picture."""
    pdf, places = _beside(sheet)
    if not (pdf.is_file() and places.is_file()):
        return None
    try:
        said = json.loads(places.read_text(encoding="utf-8"))
        width, height = (float(side) for side in said["page_size"])
        if min(width, height) <= 0:
            return None
        balloons = {
            str(found["balloon"]): Place(int(found["page"]), float(found["x"]), float(found["y"]))
            for found in said["balloons"]
        }
        return Drawing(pdf, ((width, height),), float(said["radius"]), balloons)
    except (OSError, ValueError, KeyError, TypeError):
        return None
