"""What exported files are called: a pattern that the workshop chooses, as `{document}-{numero}`, filled from a record.

Kept beside the archive; whatever is typed, the name is one that every disk takes (`work_order_file.safe_name`).
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from metroapp.archive.state import read_kept
from metroapp.domain.entered_text import one_line, require_text
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.work_order_file import LONGEST_NAME, safe_name
from metroapp.services.workspace import Workspace
from metroapp.wording.exports import EXAMPLE, verdict_word

LONGEST_PATTERN = 120  # signs
KEY = "post.file_names"  # what it is kept under
_DOCUMENT, _NUMBER = "document", "numero"
_ROOM = 8  # signs for « (1234) »
_BEFORE_SUFFIX = ".x"  # a dot of a number ends no name
_NONE = "-"  # what a record does not say


def _moment(record: InspectionRecord) -> datetime:
    return record.closing.at if record.closing else record.header.opened_at


_FACTS: dict[str, Callable[[InspectionRecord], str]] = {
    "of": lambda record: record.header.work_order,
    "lot": lambda record: record.header.lot,
    "reference": lambda record: record.part.reference,
    "plan": lambda record: record.part.drawing,
    "indice": lambda record: record.part.revision,
    "phase": lambda record: record.header.operation,
    "machine": lambda record: record.header.machine,
    "date": lambda record: f"{_moment(record).astimezone():%Y-%m-%d}",
    "operateur": lambda record: record.header.operator,
    "verdict": lambda record: verdict_word(record.sorting()),
}
FIELDS = (_DOCUMENT, _NUMBER, *_FACTS)


@dataclass(frozen=True, slots=True)
class FilePattern:
    """Refuses `file_names.empty`, `file_names.unknown_field`, `file_names.braces`, `file_names.no_field` (every file
    would have the same name), and as `require_text`."""

    text: str = "{document}-{numero}"

    def __post_init__(self) -> None:
        require_text(self.text, most=LONGEST_PATTERN)
        if not self.text.strip():
            raise Refusal("file_names.empty")
        if not self.fields:
            raise Refusal("file_names.no_field", known=tuple(f"{{{one}}}" for one in FIELDS))

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(field for _, field in self._parts() if field is not None)

    @property
    def is_own(self) -> bool:
        """Whether two documents are never called the same."""
        return self.fields >= {_DOCUMENT, _NUMBER}

    @property
    def asks_record(self) -> bool:
        """Whether it says more of a record than its number."""
        return not self.fields <= {_DOCUMENT, _NUMBER}

    def name(self, document: str, number: str, suffix: str, record: InspectionRecord | None = None) -> str:
        """The name of one file, with its suffix; `record` is needed where the pattern `asks_record`."""
        facts = {_DOCUMENT: document, _NUMBER: number}
        if record is not None:
            facts |= {name: one_line(said(record)) or _NONE for name, said in _FACTS.items() if name in self.fields}
        return self._filled(facts, suffix)

    @property
    def example(self) -> str:
        """What the relevé of a record may be called."""
        return self._filled(EXAMPLE, ".pdf")

    def _filled(self, facts: Mapping[str, str], suffix: str) -> str:
        told = "".join(text + ("" if field is None else facts[field]) for text, field in self._parts())
        stem = safe_name((told.strip(" .") or "_") + _BEFORE_SUFFIX).removesuffix(_BEFORE_SUFFIX)
        short = stem.encode()[: LONGEST_NAME - len(suffix.encode()) - _ROOM]
        return f"{short.decode(errors='ignore').strip(' .') or '_'}{suffix}"

    def _parts(self) -> list[tuple[str, str | None]]:
        try:
            parsed = list(string.Formatter().parse(self.text))
        except ValueError:
            raise Refusal("file_names.braces") from None
        for _, field, form, conversion in parsed:
            if field is not None and (field not in FIELDS or form or conversion):
                known = tuple(f"{{{one}}}" for one in FIELDS)
                raise Refusal("file_names.unknown_field", field=field, known=known)
        return [(text, field) for text, field, _, _ in parsed]


DEFAULT = FilePattern()


def from_text(text: str) -> FilePattern:
    """What was kept; nothing kept, or a damaged text, is how a new workshop does."""
    try:
        return FilePattern(text) if text else DEFAULT
    except Refusal:
        return DEFAULT


def pattern_of(workspace: Workspace) -> FilePattern:
    """The pattern of a workshop, open here or elsewhere or nowhere."""
    return from_text(read_kept(workspace.state, KEY))


def place(
    out: Path, names: FilePattern, document: str, number: str, suffix: str, record: InspectionRecord | None = None
) -> Path:
    """Where a file is put in the folder `out`: over the one of the same name where it is the same document again,
    beside it where it may be another one."""
    name = names.name(document, number, suffix, record)
    is_own = names.is_own and document in name and number in name  # a long name was cut
    return out / name if is_own else free(out / name)


def free(path: Path) -> Path:
    """The path itself, or the first one with « (2) », « (3) »… that is no file yet; refuses `export.folder`."""
    tried = chain([path], (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2)))
    try:
        return next(one for one in tried if not one.exists())
    except OSError as error:
        raise Refusal("export.folder", path=path.parent) from error
