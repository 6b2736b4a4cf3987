"""The documents of a record: described once in `forms`, written as PDF or as a workbook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from forms.approval import approval
from forms.blocks import Document
from forms.follow_up import follow_up, set_up_sheet
from forms.record_data import ANY_PIECE, Asked
from forms.releve import releve
from forms.saving import save
from forms.to_text import to_text
from forms.verification_report import verification_report
from metroapp import __version__
from metroapp.archive import heads, queries, sealed
from metroapp.domain.exam_session import ExamSession, sessions_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.releve_kind import ReleveKind
from metroapp.domain.unaltered_function import accepted_pieces
from metroapp.domain.verification_acts import Verification
from metroapp.services import file_names
from metroapp.services.consultation import load, reading
from metroapp.services.exam.for_jury import require_told
from metroapp.services.file_names import FilePattern
from metroapp.services.formats import Format
from metroapp.services.spc import tool_registers
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace, file_refusal

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Paper(Enum):
    """What can be written about a record; the value begins the name of its file."""

    RELEVE = "releve"
    FIRST_PIECE = "premiere-piece"
    OPERATOR = "autocontrole"
    FINAL = "rapport-final"
    RECEPTION = "reception"
    APPROVAL = "bon-a-produire"
    FOLLOW_UP = "suivi"
    SET_UP = "reglage"
    VERIFICATION = "constat"  # of a verification of an instrument, by the id of its entry


_WITH_CORRECTIONS = {Paper.FOLLOW_UP: follow_up, Paper.SET_UP: set_up_sheet}
_KINDS = {
    Paper.RELEVE: ReleveKind.SERIES,
    Paper.FIRST_PIECE: ReleveKind.FIRST_PIECE,
    Paper.OPERATOR: ReleveKind.OPERATOR,
    Paper.FINAL: ReleveKind.FINAL,
    Paper.RECEPTION: ReleveKind.RECEPTION,
}
_FOR_EVERYBODY = (Paper.RELEVE, Paper.FOLLOW_UP, Paper.SET_UP)  # of an examination
OF_RECORD = tuple(paper for paper in Paper if paper is not Paper.VERIFICATION)


def _now() -> datetime:
    return datetime.now(UTC)


def describe(workspace: Workspace, id: EntryId, issued_at: datetime, paper: Paper = Paper.RELEVE) -> Document:
    """A paper of a record, or of a verification, as a document; refuses `record.absent`, `verification.absent`,
    `exam.paper_for_jury` what of an examination is for the jury, and as `Workspace.require_reader`."""
    if paper is Paper.VERIFICATION:
        return _constat(workspace, id, issued_at)
    with reading(workspace) as connection:
        record = queries.load_record(connection, id)
        head = heads.printed(connection, id.post)
        name = queries.workshop_name(connection)
        sheets = [one for one in queries.sheets(connection).values() if any(at == id for at, _ in one.places)]
        proof = sealed.of_record(connection, id)
        corrections = tool_registers.of_records(connection, [id]) if paper in _WITH_CORRECTIONS else []
        session = _session(connection, record)
    workspace.require_reader(record.header.operator)
    if paper not in _FOR_EVERYBODY:
        require_told(workspace, record)
    program = f"metroapp {__version__}"
    if paper in _KINDS:
        found = releve(
            record, workshop=name, head=head, issued_at=issued_at, program=program,
            accepted=accepted_pieces(sheets, record), kind=_KINDS[paper], sheets=sheets, session=session,
        )  # fmt: skip
    elif paper in _WITH_CORRECTIONS:
        found = _WITH_CORRECTIONS[paper](
            record, workshop=name, head=head, issued_at=issued_at, program=program, corrections=corrections
        )
    else:
        found = approval(record, workshop=name, head=head, issued_at=issued_at, program=program)
    # What is sealed of an examination says what the program thinks of the instruments.
    carries = record.options.examination is None or paper not in _FOR_EVERYBODY
    return replace(found, paper=paper.value, of=str(id), sealed=proof, logo=logo_of(workspace), carries_sealed=carries)


def _session(connection: Connection, record: InspectionRecord) -> ExamSession | None:
    """The session that a record of an examination was filled in; None where only the record was handed over."""
    about = record.options.examination
    if about is None:
        return None
    return sessions_of(queries.session_acts(connection, about.session)).get(about.session)


def _constat(workspace: Workspace, id: EntryId, issued_at: datetime) -> Document:
    with reading(workspace) as connection:
        found = next((one for one in queries.means_acts(connection) if one.id == id), None)
        head = heads.printed(connection, id.post)
        name = queries.workshop_name(connection)
        if not isinstance(found, Verification):
            raise Refusal("verification.absent", id=str(id))
        proof = sealed.of_entry(connection, id)
    program = f"metroapp {__version__}"
    report = verification_report(found, workshop=name, head=head, issued_at=issued_at, program=program)
    logo = logo_of(workspace)
    return replace(report, paper=Paper.VERIFICATION.value, of=str(id), sealed=proof, logo=logo)


def as_text(workspace: Workspace, id: EntryId, clock: Callable[[], datetime] = _now) -> str:
    """The relevé of a record as plain text, for a terminal."""
    return to_text(describe(workspace, id, clock()))


def export(
    workspace: Workspace,
    id: EntryId,
    to: Format,
    out: Path,
    clock: Callable[[], datetime] = _now,
    paper: Paper = Paper.RELEVE,
    names: FilePattern | None = None,
    asked: Asked = ANY_PIECE,
) -> Path:
    """Write a record, or one of its papers, into the folder `out` and return the file, called as the workshop calls
    them or as `names` says; `asked` is for a first-article report alone.

    Refuses as `describe` and `write`, and `export.pdf_only` (only a relevé is anything else).
    """
    if to is not Format.PDF and paper is not Paper.RELEVE:
        raise Refusal("export.pdf_only")
    if paper is Paper.VERIFICATION:
        names = file_names.DEFAULT  # the pattern speaks of records
    elif names is None:
        names = file_names.pattern_of(workspace)
    if to.is_paper:
        document = describe(workspace, id, clock(), paper)
        record = load(workspace, id) if names.asks_record else None
        return write(document, to, file_names.place(out, names, paper.value, document.number, to.suffix, record))
    from metroapp.services import data_files

    return data_files.export(workspace, id, to, out, clock(), names, asked)


def write(document: Document, to: Format, path: Path) -> Path:
    """Write a document at `path`, whole or not at all, and return the file; refuses as `put`."""
    if to is Format.PDF:
        from forms.to_pdf import render

        return put(render(document), path)
    from forms.to_xlsx import workbook_bytes

    return put(workbook_bytes(document), path)


def put(content: bytes, path: Path) -> Path:
    """Put a file at `path`, whole or not at all, and return it. Refuses as `file_refusal`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(content, path)
    except OSError as error:
        raise file_refusal(error, path) from error
    return path
