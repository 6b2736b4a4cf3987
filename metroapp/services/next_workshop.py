"""Which workshop the window opens next, and what is checked before the present one is left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metroapp.archive.first_look import require_readable
from metroapp.domain.message import Refusal
from metroapp.services.workspace import Workspace, default_root, demonstration_keys


@dataclass(frozen=True, slots=True)
class WorkshopRequest:
    """A workspace to open, with another folder of keys than the user's; `is_demonstration`: with its people, its
    instruments and the simulated bench."""

    root: Path
    keys: Path | None = None
    is_demonstration: bool = False


def demonstration_root() -> Path:
    """The folder of the demonstration, apart from everybody's own work."""
    return default_root() / "demonstration"


def demonstration(present: Path) -> WorkshopRequest:
    """The demonstration workshop; refuses as `_require_other` and `Workspace.lock_for_writing` say."""
    root = demonstration_root()
    _require_other(root, present)
    _require_free(root)
    return WorkshopRequest(root, demonstration_keys(root), is_demonstration=True)


def existing(root: Path, present: Path) -> WorkshopRequest:
    """The workshop of a folder.

    Refuses `workshop.no_archive`, and as `_require_other`, `require_readable` and `Workspace.lock_for_writing` say.
    """
    _require_other(root, present)
    archive = Workspace(root).archive
    if not _is_there(archive):
        raise Refusal("workshop.no_archive", path=root)
    require_readable(archive)
    _require_free(root)
    if _is_same(root, demonstration_root()):
        return demonstration(present)
    return WorkshopRequest(root)


def new(root: Path, present: Path) -> WorkshopRequest:
    """A folder in which a workshop is to be created.

    Refuses `workshop.has_archive`, and as `_require_other` and `Workspace.lock_for_writing` say.
    """
    _require_other(root, present)
    if _is_there(Workspace(root).archive):
        raise Refusal("workshop.has_archive", path=root)
    _require_free(root)
    return WorkshopRequest(root)


def _require_other(root: Path, present: Path) -> None:
    """Refuse (`workshop.already_here`) the workshop that the window already shows."""
    if _is_same(root, present):
        raise Refusal("workshop.already_here", path=root)


def _require_free(root: Path) -> None:
    Workspace(root).lock_for_writing().release()


def _is_there(archive: Path) -> bool:
    return archive.is_file() and archive.stat().st_size > 0


def _is_same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
