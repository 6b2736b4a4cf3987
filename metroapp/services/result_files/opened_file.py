"""A file of results as it is opened: its bytes are read once, and what is kept of it is what was read."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.attached_files import require_name
from metroapp.domain.entered_text import one_line
from metroapp.domain.message import Refusal
from metroapp.services.kept_files import digest_of, read_at_most
from metroapp.services.result_files.csv_results import read_csv
from metroapp.services.result_files.profile import ResultProfile, profile_to_text
from metroapp.services.result_files.reading import read_results
from metroapp.services.result_files.results import LARGEST_FILE, ResultFile

_SELF_SAID = (".qif", ".xml", ".dfq")  # say by themselves how they are read
_TABLES = (".csv", ".txt", ".tsv", ".asc", ".res")
SUFFIXES = (*_SELF_SAID, *_TABLES)


@dataclass(frozen=True, slots=True)
class OpenedResults:
    """`profile` is None for a format that says by itself how it is read."""

    name: str
    content: bytes
    digest: str
    suffix: str  # of the copy that is kept
    file: ResultFile
    profile: ResultProfile | None = None

    @property
    def profile_text(self) -> str:
        """How it was read, for the journal."""
        return "" if self.profile is None else profile_to_text(self.profile)


def needs_profile(path: Path) -> bool:
    """Whether somebody must have said how such a file is read."""
    return path.suffix.lower() not in _SELF_SAID


def open_results(path: Path, profile: ResultProfile | None) -> OpenedResults:
    """Read a file. Refuses `results.absent`, `results.too_large`, `results.no_profile`, `results.format`, as
    `require_name`, and as the reader of its format."""
    name, content = one_line(path.name), content_of(path)
    require_name(name)
    suffix, digest = path.suffix.lower(), digest_of(content)
    if suffix in _SELF_SAID:
        # The readers of these formats take a path: a copy, so that what is read is what is kept.
        with tempfile.TemporaryDirectory(prefix="metroapp-") as folder:
            copy = Path(folder) / f"resultats{suffix}"
            copy.write_bytes(content)
            return OpenedResults(name, content, digest, suffix, read_results(copy))
    if suffix not in _TABLES:
        raise Refusal("results.format", path=name, known=SUFFIXES)
    if profile is None:
        raise Refusal("results.no_profile", file=name)
    return OpenedResults(name, content, digest, suffix, read_csv(content, name, profile), profile)


def content_of(path: Path) -> bytes:
    """What a file holds; refuses `results.absent`, `results.too_large`."""
    content = read_at_most(path, LARGEST_FILE)
    if content is None:
        raise Refusal("results.absent", path=path)
    if len(content) > LARGEST_FILE:
        raise Refusal("results.too_large", path=path, limit=LARGEST_FILE // 2**20)
    return content
