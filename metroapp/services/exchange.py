"""Handing records to another workshop in one file, with what proves them.

A package of records holds their sealed entries, the fiches and dérogations that name them, the files that all these
name, and their relevés. A package of everything holds the archive itself and its files.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forms.record_json import record_json
from forms.saving import saving
from metroapp import __version__
from metroapp.archive import heads, queries, sealed, search
from metroapp.archive.backup import ATTACHMENTS, CERTIFICATES, DRAWINGS, copy_whole, is_intact
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Criterion, Facet, RecordSearch
from metroapp.services import consultation, data_files, documents, file_names, record_files
from metroapp.services.exam.for_jury import require_told
from metroapp.services.formats import PAPER_FORMATS
from metroapp.services.kept_documents import KeptDocument, kept_in
from metroapp.services.packages import ARCHIVE, DOCUMENTS, FOLDERS, RECORDS, TREATMENT, PackageWriter
from metroapp.services.workspace import Workspace, file_refusal

GoOn = Callable[[int, int], bool]  # files done, files in all → whether to go on
EVERYTHING = "everything"
_PROGRAM = f"metroapp {__version__}"
_NAMING = {  # rows, and their files
    "means_event": CERTIFICATES, "treatment_event": ATTACHMENTS, "record_event": ATTACHMENTS, "record": DRAWINGS,
}  # fmt: skip


class GivenUp(Exception):
    """Somebody cancelled: nothing is left of it."""


def always(_done: int, _total: int) -> bool:
    """For what nobody will give up."""
    return True


def require(wanted: bool) -> None:
    """Raise `GivenUp` where nobody wants it any more."""
    if not wanted:
        raise GivenUp


def _now() -> datetime:
    return datetime.now(UTC)


def records_of_lot(workspace: Workspace, lot: str) -> list[EntryId]:
    """The records of a lot, or of an ordre de fabrication, by its number; refuses `exchange.no_record`."""
    found: set[EntryId] = set()
    for facet in (Facet.LOT, Facet.WORK_ORDER):
        search, before = RecordSearch(criteria=(Criterion(facet, lot),)), None
        while page := consultation.find(workspace, search, before):
            found |= {one.line.id for one in page}
            before = page[-1].line.id
    if not found:
        raise Refusal("exchange.no_record", lot=lot)
    return sorted(found)


def export_records(
    workspace: Workspace,
    ids: Sequence[EntryId],
    out: Path,
    go_on: GoOn = always,
    clock: Callable[[], datetime] = _now,
) -> Path:
    """Write a package of records into the folder `out`; gives the file. Raises `GivenUp`.

    Refuses `record.absent`, a file that is lost or changed, and as `file_refusal`.
    """
    with reading_proofs(workspace, ids, clock()) as (proofs, workshop, head):
        first = consultation.load(workspace, ids[0]).header.number
    path = out / (f"{first}.zip" if len(ids) == 1 else f"{first}-et-{len(ids) - 1}-autres.zip")
    with _writing(path) as package, tempfile.TemporaryDirectory() as beside:
        for name, content in proofs.items():
            package.put(name, content)
            for folder, digest, suffix in _files_named(content):
                kept = KeptDocument(f"{digest[:12]}{suffix}", digest, suffix)
                package.copy(f"{folder}/{digest}{suffix}", kept_in(workspace, folder).find(kept))
        for done, id in enumerate(ids):
            require(go_on(done, len(ids)))
            for to in PAPER_FORMATS:
                made = documents.export(workspace, id, to, Path(beside), clock, names=file_names.DEFAULT)
                package.copy(f"{DOCUMENTS}/{made.name}", made)
        package.finish(
            workshop=workshop, head=head, program=_PROGRAM, made_at=clock().isoformat(), scope=RECORDS,
            subjects=[str(id) for id in ids],
        )  # fmt: skip
    return path


@contextmanager
def reading_proofs(
    workspace: Workspace, ids: Sequence[EntryId], at: datetime
) -> Iterator[tuple[dict[str, bytes], str, str]]:
    """The records, and the sealed entries of what was decided about them, by the name of their file; the name of the
    workshop and where its chains stand: all of one state of the archive."""
    with consultation.reading(workspace) as connection:
        found = {id: data_files.data_of(connection, id, at) for id in ids}
        for data in found.values():
            require_told(workspace, data.record)
        proofs = {f"{RECORDS}/{id}.json": record_json(data) for id, data in found.items()}
        for id in ids:
            for number in search.treatments_naming(connection, id):
                proofs[f"{TREATMENT}/{number}.json"] = sealed.of_treatment(connection, number)
        yield proofs, queries.workshop_name(connection), heads.all_printed(connection)


def export_everything(
    workspace: Workspace, out: Path, go_on: GoOn = always, clock: Callable[[], datetime] = _now
) -> Path:
    """Write a package of the whole archive and of its files; as `export_records`."""
    with consultation.reading(workspace) as connection:
        workshop, head = queries.workshop_name(connection), heads.all_printed(connection)
    files = [
        (folder, file)
        for folder in FOLDERS
        for file in sorted((workspace.root / folder).glob("*"))
        if file.is_file() and is_intact(file)
    ]
    path = out / f"atelier-{clock().astimezone():%Y-%m-%d-%H%M%S}.zip"
    with _writing(path) as package, tempfile.TemporaryDirectory(dir=path.parent, prefix=".copy-") as beside:
        require(go_on(0, len(files) + 1))
        copy = Path(beside) / ARCHIVE
        copy_whole(workspace.archive, copy)
        package.copy(ARCHIVE, copy)
        for done, (folder, file) in enumerate(files, 1):
            require(go_on(done, len(files) + 1))
            package.copy(f"{folder}/{file.name}", file)
        package.finish(
            workshop=workshop, head=head, program=_PROGRAM, made_at=clock().isoformat(), scope=EVERYTHING, subjects=[]
        )
    return path


def _files_named(content: bytes) -> list[tuple[str, str, str]]:
    """The files that sealed entries name: folder, digest, suffix."""
    found = []
    for one in record_files.sealed_of(content).entries:
        for table, row in one.rows:
            if table in _NAMING:
                said = json.loads(row.get("facts") or row.get("specification") or "null")
                found += [(_NAMING[table], digest, suffix) for digest, suffix in _named(said)]
    return list(dict.fromkeys(found))


def _named(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        digest, suffix = value.get("digest"), value.get("suffix")
        if isinstance(digest, str) and isinstance(suffix, str) and len(digest) == 64:
            yield digest, suffix
        for one in value.values():
            yield from _named(one)
    elif isinstance(value, list):
        for one in value:
            yield from _named(one)


@contextmanager
def _writing(path: Path) -> Iterator[PackageWriter]:
    """A package that is there whole or not at all; refuses as `file_refusal`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with saving(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
            yield PackageWriter(package)
    except OSError as error:
        raise file_refusal(error, path) from error
