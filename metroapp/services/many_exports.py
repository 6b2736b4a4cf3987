"""Exporting many records one after the other: one that is refused keeps no other back, no file is half written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from forms.record_data import ANY_PIECE, Asked
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.record_search import RecordSearch
from metroapp.services import consultation, documents, file_names
from metroapp.services.formats import Format
from metroapp.services.workspace import Workspace

GoOn = Callable[[int, int], bool]  # records done, records in all → whether to go on
Chosen = tuple[EntryId, str]  # a record, and its number
# No other record would fare better.
OF_FOLDER = frozenset({"export.folder", "export.full", "workspace.full", "workspace.read_only"})


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of them: the records written with their files, those refused with why, and what ended it early."""

    asked: int
    records: int
    files: tuple[Path, ...]
    refused: tuple[tuple[str, Message], ...]  # number of the record
    stopped: Message | None = None  # the folder takes no more
    cancelled: bool = False

    @property
    def is_whole(self) -> bool:
        return self.records == self.asked


def _now() -> datetime:
    return datetime.now(UTC)


def _always(_done: int, _total: int) -> bool:
    return True


def found(workspace: Workspace, search: RecordSearch) -> list[Chosen]:
    """The records that a search finds, the last opened first; refuses as `consultation.find`."""
    return [(one.line.id, one.line.number) for page in consultation.found_pages(workspace, search) for one in page]


def named(workspace: Workspace, ids: Sequence[EntryId]) -> list[Chosen]:
    """These records with their numbers; refuses `record.absent`."""
    names = consultation.record_names(workspace, ids)
    for id in ids:
        if id not in names:
            raise Refusal("record.absent", id=str(id))
    return [(id, names[id][0]) for id in ids]


def export_many(
    workspace: Workspace,
    chosen: Sequence[Chosen],
    formats: Sequence[Format],
    out: Path,
    go_on: GoOn = _always,
    clock: Callable[[], datetime] = _now,
    asked: Asked = ANY_PIECE,
) -> Exported:
    """Write each record in each format into the folder `out`.

    Refuses `export.nothing_chosen`, `export.no_format`, and `export.folder` before anything is written.
    """
    if not chosen:
        raise Refusal("export.nothing_chosen")
    if not formats:
        raise Refusal("export.no_format")
    require_folder(out)
    names = file_names.pattern_of(workspace)
    files: list[Path] = []
    refused: list[tuple[str, Message]] = []
    for done, (id, number) in enumerate(chosen):
        if not go_on(done, len(chosen)):
            return Exported(len(chosen), done - len(refused), tuple(files), tuple(refused), cancelled=True)
        try:
            for to in formats:
                files.append(documents.export(workspace, id, to, out, clock, names=names, asked=asked))
        except Refusal as refusal:
            if refusal.message.code in OF_FOLDER:
                return Exported(len(chosen), done - len(refused), tuple(files), tuple(refused), refusal.message)
            refused.append((number, refusal.message))
    go_on(len(chosen), len(chosen))
    return Exported(len(chosen), len(chosen) - len(refused), tuple(files), tuple(refused))


def require_folder(out: Path) -> None:
    """Make the folder where it is absent; refuses `export.folder` one that takes no file."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal("export.folder", path=out) from error
    if not os.access(out, os.W_OK | os.X_OK):
        raise Refusal("export.folder", path=out)
