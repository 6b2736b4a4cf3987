"""Fiches, dérogations and labels as the archive holds them, for the command line and on paper. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from metroapp import __version__
from metroapp.domain.concession_files import ConcessionFile, files_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import PieceReinspected, SheetAttached
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Part
from metroapp.domain.treatment_acts import CONCESSION_ACTS
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.drawing_pages import page_picture, page_sizes
from metroapp.services.exam.for_jury import require_told
from metroapp.services.formats import Format
from metroapp.services.kept_documents import KeptDocument, attachments
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import treatment as words

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from forms.blocks import Document, Picture

SHEET, FILE = "fiche", "derogation"  # the papers, as `forms.identity` names them
_PICTURE_PX = 1000  # the longest side of a photograph on paper
Loaded = dict[EntryId, InspectionRecord]


@dataclass(frozen=True)
class FoundSheet:
    """A fiche, its record, and those where its pieces were measured again."""

    sheet: Nonconformity
    records: Loaded

    @property
    def record(self) -> InspectionRecord:
        return self.records[self.sheet.raised.record]


@dataclass(frozen=True)
class FoundFile:
    """A dérogation, the part that it departs from where it is still known, and the records with a piece that it names
    or covers."""

    file: ConcessionFile
    part: Part | None
    records: Loaded


def _now() -> datetime:
    return datetime.now(UTC)


def sheets(workspace: Workspace) -> list[FoundSheet]:
    """Every fiche, the first one first."""
    loaded: Loaded = {}
    with reading(workspace) as connection:
        return [_found_sheet(connection, sheet, loaded) for sheet in _sheets(connection).values()]


def sheet(workspace: Workspace, number: str) -> FoundSheet:
    """One fiche; refuses `nonconformity.unknown`."""
    with reading(workspace) as connection:
        found = _sheets(connection, number).get(number)
        if found is None:
            raise Refusal("nonconformity.unknown", number=number)
        return _found_sheet(connection, found, {})


def files(workspace: Workspace) -> list[FoundFile]:
    """Every dérogation, the first one first."""
    loaded: Loaded = {}
    with reading(workspace) as connection:
        return [_found_file(connection, file, loaded) for file in _files(connection).values()]


def file(workspace: Workspace, number: str) -> FoundFile:
    """One dérogation; refuses `concession_file.unknown`."""
    with reading(workspace) as connection:
        found = _files(connection, number).get(number)
        if found is None:
            raise Refusal("concession_file.unknown", number=number)
        return _found_file(connection, found, {})


def describe_sheet(workspace: Workspace, found: FoundSheet, issued_at: datetime) -> Document:
    """A fiche de non-conformité as a document."""
    from forms.nonconformity_sheet import nonconformity_sheet

    name, head, proof = _origin(workspace, found.sheet.number)
    attached = (act for act in found.sheet.acts if isinstance(act, SheetAttached))
    document = nonconformity_sheet(
        found.sheet, found.records, workshop=name, head=head, issued_at=issued_at, program=f"metroapp {__version__}",
        pictures=[_picture(workspace, KeptDocument(act.file, act.digest, act.suffix)) for act in attached],
    )  # fmt: skip
    return replace(document, paper=SHEET, of=found.sheet.number, sealed=proof, logo=logo_of(workspace))


def _picture(workspace: Workspace, document: KeptDocument) -> Picture:
    """Its first page, drawn by the child process that alone parses what came from elsewhere."""
    from forms.blocks import Picture

    try:
        path = attachments(workspace).find(document)
        sizes = page_sizes(path, document.digest)
        scale = _PICTURE_PX / float(max(sizes[0].width, sizes[0].height))
        return Picture(document.file, page_picture(path, document.digest, 0, scale, called=document.file))
    except Refusal:
        return Picture(words.NOT_SHOWN.format(file=document.file), None)


def describe_file(workspace: Workspace, found: FoundFile, issued_at: datetime) -> Document:
    """A dérogation as a document."""
    from forms.concession_paper import concession_paper

    name, head, proof = _origin(workspace, found.file.number)
    document = concession_paper(
        found.file, found.part, found.records, workshop=name, head=head, issued_at=issued_at,
        program=f"metroapp {__version__}",
    )  # fmt: skip
    return replace(document, paper=FILE, of=found.file.number, sealed=proof, logo=logo_of(workspace))


def describe_labels(workspace: Workspace, id: EntryId, issued_at: datetime) -> Document:
    """The labels of the pieces of a record; refuses `record.absent`, `exam.paper_for_jury`."""
    from forms.piece_labels import piece_labels
    from metroapp.archive import queries

    with reading(workspace) as connection:
        record, known = queries.load_record(connection, id), _sheets(connection).values()
        lots = queries.lots(connection, [id, *(one.raised.record for one in known if one.is_open)])
        name = queries.workshop_name(connection)
    require_told(workspace, record)
    return piece_labels(record, known, workshop=name, issued_at=issued_at, program=f"metroapp {__version__}", lots=lots)


def export_sheet(workspace: Workspace, number: str, path: Path, clock: Callable[[], datetime] = _now) -> Path:
    """Write a fiche at `path` as a PDF; refuses as `sheet` and `documents.write`."""
    return write(describe_sheet(workspace, sheet(workspace, number), clock()), Format.PDF, path)


def export_file(workspace: Workspace, number: str, path: Path, clock: Callable[[], datetime] = _now) -> Path:
    """Write a dérogation at `path` as a PDF; refuses as `file` and `documents.write`."""
    return write(describe_file(workspace, file(workspace, number), clock()), Format.PDF, path)


def export_labels(workspace: Workspace, id: EntryId, path: Path, clock: Callable[[], datetime] = _now) -> Path:
    """Write the labels of a record at `path` as a PDF; refuses as `describe_labels` and `documents.write`."""
    return write(describe_labels(workspace, id, clock()), Format.PDF, path)


def _origin(workspace: Workspace, number: str) -> tuple[str, str, bytes]:
    """Name of the workshop, where the chains of its archive stand, and what it holds of a fiche or a dérogation."""
    from metroapp.archive import heads, queries, sealed

    with reading(workspace) as connection:
        proof = sealed.of_treatment(connection, number)
        return queries.workshop_name(connection), heads.all_printed(connection), proof


def _sheets(connection: Connection, number: str | None = None) -> dict[str, Nonconformity]:
    from metroapp.archive import queries

    return queries.sheets(connection, number)


def _files(connection: Connection, number: str | None = None) -> dict[str, ConcessionFile]:
    from metroapp.archive import queries

    acts = queries.treatment_acts(connection, number)
    return files_of(act for act in acts if isinstance(act, CONCESSION_ACTS))


def _found_sheet(connection: Connection, found: Nonconformity, loaded: Loaded) -> FoundSheet:
    again = [act.record for act in found.acts if isinstance(act, PieceReinspected)]
    return FoundSheet(found, _records(connection, [found.raised.record, *again], loaded))


def _found_file(connection: Connection, found: ConcessionFile, loaded: Loaded) -> FoundFile:
    from metroapp.archive import queries

    named = [one.record for one in found.request.pieces]
    records = _records(connection, [*named, *queries.records_with_concession(connection, found.number)], loaded)
    used = sum(len(record.standing(found.number)) for record in records.values())
    part = next(iter(records.values())).part if named else None
    if part is None:
        revision = queries.current_part_revision(connection, found.request.part)
        part = next((one.part for one in records.values()), None) if revision is None else revision.part
    return FoundFile(ConcessionFile(found.acts, used), part, records)


def _records(connection: Connection, ids: list[EntryId], loaded: Loaded) -> Loaded:
    """Records by id; one that several fiches are about is loaded once."""
    from metroapp.archive import queries

    for id in ids:
        if id not in loaded:
            loaded[id] = queries.load_record(connection, id)
    return {id: loaded[id] for id in ids}
