"""What the page « À propos » tells: the state of the workspace, and the libraries with their licences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.summary import Summary

# The libraries that the program asks for by name, as in its own metadata, which a frozen program does not carry.
LIBRARIES = (
    "PySide6-Essentials",
    "pyserial",
    "pandas",
    "openpyxl",
    "reportlab",
    "SQLAlchemy",
    "alembic",
    "numpy",
    "scipy",
    "pyqtgraph",
    "psycopg",
    "msgspec",
    "filelock",
    "platformdirs",
    "psutil",
    "pypdfium2",
    "argon2-cffi",
    "pypdf",
    "cryptography",
    "defusedxml",
    "Pillow",
)
_LONGEST = 60  # a licence field that is longer holds the whole text
_OSI = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """The archive and its files; `size` in bytes, `backed_up_at` None where no backup was made yet."""

    summary: Summary
    size: int
    backed_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Library:
    """`licence` is empty where the metadata of the library do not say."""

    name: str
    version: str
    licence: str


def archive_state(workspace: Workspace) -> ArchiveState:
    """Read the state of the archive; refuses as `consultation.reading` says."""
    from metroapp.archive.summary import summary

    with reading(workspace) as connection:
        found = summary(connection)
    return ArchiveState(found, _size(workspace.archive), last_backup(workspace))


def last_backup(workspace: Workspace) -> datetime | None:
    """When the latest backup was made."""
    times = [path.stat().st_mtime for path in workspace.backups.glob("archive-*.sqlite")]
    return datetime.fromtimestamp(max(times), UTC) if times else None


def libraries() -> list[Library]:
    """The libraries of the program that are installed, with their licences as they say them."""
    found = []
    for name in LIBRARIES:
        try:
            found.append(_library(name, distribution(name)))
        except PackageNotFoundError:
            continue
    return found


def library_version(name: str) -> str:
    """Version of a library; empty where it is not installed as one."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def program_licence() -> str:
    """The licence of the program, from its own metadata or from beside its sources; empty where neither is there."""
    try:
        own = distribution("metroapp")
    except PackageNotFoundError:
        own = None
    for name in ("licenses/LICENSE", "LICENSE"):
        text = own.read_text(name) if own is not None else None
        if text:
            return text
    beside = Path(__file__).resolve().parents[2] / "LICENSE"
    return beside.read_text(encoding="utf-8") if beside.is_file() else ""


def _library(name: str, installed: Distribution) -> Library:
    said = installed.metadata
    expression = _field(said, "License-Expression")
    classified = [line.removeprefix(_OSI) for line in said.get_all("Classifier") or () if line.startswith(_OSI)]
    field = _field(said, "License")
    short = field if len(field) <= _LONGEST and "\n" not in field else ""
    return Library(name, installed.version, expression or short or ", ".join(classified))


def _field(said: PackageMetadata, name: str) -> str:
    given: list[str] = said.get_all(name) or []
    return given[0] if given else ""


def _size(archive: Path) -> int:
    """Of the file and of the log that is not yet in it."""
    log = archive.with_name(archive.name + "-wal")
    return sum(path.stat().st_size for path in (archive, log) if path.is_file())
