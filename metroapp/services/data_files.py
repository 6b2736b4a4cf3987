"""Files of data of a record, for other programs: read from the archive once, written by `forms`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.record_data import ANY_PIECE, Asked, Certificate, RecordData
from metroapp import __version__
from metroapp.archive import heads, queries, sealed
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.measurement import EntryId
from metroapp.domain.record import InspectionRecord
from metroapp.domain.verification_acts import Calibration, Verification
from metroapp.services import file_names
from metroapp.services.consultation import reading
from metroapp.services.documents import put
from metroapp.services.exam.for_jury import require_told
from metroapp.services.file_names import FilePattern
from metroapp.services.formats import Format
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


def export(
    workspace: Workspace,
    id: EntryId,
    to: Format,
    out: Path,
    issued_at: datetime,
    names: FilePattern,
    asked: Asked = ANY_PIECE,
) -> Path:
    """Write a record as data into the folder `out` and return the file; refuses `record.absent`, as `put`, and as
    `first_article`, which `asked` is about."""
    data = replace(record_data(workspace, id, issued_at), asked=asked)
    document, record = _NAMES.get(to, "releve"), data.record
    path = file_names.place(out, names, document, record.header.number, to.suffix, record)
    return put(_WRITERS[to](data), path)


def record_data(workspace: Workspace, id: EntryId, issued_at: datetime) -> RecordData:
    """A record and what stands beside it, of one state of the archive; refuses `record.absent`, and
    `exam.paper_for_jury`: a file of data says the verdicts."""
    with reading(workspace) as connection:
        found = replace(data_of(connection, id, issued_at), logo=logo_of(workspace))
    require_told(workspace, found.record)
    return found


def data_of(connection: Connection, id: EntryId, issued_at: datetime) -> RecordData:
    """As `record_data`, of an archive that is being read."""
    record = queries.load_record(connection, id)
    # Not from the derived tables: a form is made again from the archive as it was.
    sheets = (one for one in queries.sheets(connection).values() if any(at == id for at, _ in one.places))
    return RecordData(
        record=record,
        workshop=queries.workshop_name(connection),
        program=f"metroapp {__version__}",
        head=heads.printed(connection, id.post),
        issued_at=issued_at,
        certificates=_certificates(connection, record),
        sheets=tuple(sheets),
        sealed=sealed.of_record(connection, id),
    )


def _certificates(connection: Connection, record: InspectionRecord) -> Mapping[str, Certificate]:
    """The last proof of each means that measured the record, when it was closed; as of now of one that is open."""
    used = {found.instrument for box in record.boxes() for found in record.history(box) if found.instrument}
    until = record.closing.at if record.closing else None
    proofs = {
        number: [proof for act in queries.means_acts(connection, number, _PROOFS) if (proof := _proof(act, until))]
        for number in sorted(used)
    }
    return {number: max(found, key=lambda one: one.issued) for number, found in proofs.items() if found}


def _proof(act: MeansAct, until: datetime | None) -> Certificate | None:
    if until is not None and act.at > until:
        return None
    match act:
        case CertificateFiled():
            return Certificate(act.number, act.issued, act.laboratory)
        case Calibration():
            return Certificate(act.certificate, act.on, act.laboratory)
        case Verification():
            return Certificate(act.number, act.on, "")
        case _:
            return None


def _french_csv(data: RecordData) -> bytes:
    from forms.to_csv import french_csv

    return french_csv(data)


def _english_csv(data: RecordData) -> bytes:
    from forms.to_csv import english_csv

    return english_csv(data)


def _dfq(data: RecordData) -> bytes:
    from forms.to_dfq import dfq

    return dfq(data)


def _json(data: RecordData) -> bytes:
    from forms.record_json import record_json

    return record_json(data)


def _fair(data: RecordData) -> bytes:
    from forms.first_article import first_article
    from forms.xlsx_forms import forms_workbook

    return forms_workbook(first_article(data))


def _fair_pdf(data: RecordData) -> bytes:
    from forms.first_article import first_article
    from forms.to_pdf import render

    return render(first_article(data))


def _ppap(data: RecordData) -> bytes:
    from forms.ppap import ppap
    from forms.xlsx_forms import forms_workbook

    return forms_workbook(ppap(data))


def _ppap_pdf(data: RecordData) -> bytes:
    from forms.ppap import ppap
    from forms.to_pdf import render

    return render(ppap(data))


def _qif(data: RecordData) -> bytes:
    from forms.to_qif import qif

    return qif(data)


_PROOFS = (CertificateFiled, Calibration, Verification)
_WRITERS: dict[Format, Callable[[RecordData], bytes]] = {
    Format.CSV: _french_csv,
    Format.CSV_EN: _english_csv,
    Format.DFQ: _dfq,
    Format.QIF: _qif,
    Format.JSON: _json,
    Format.FAIR: _fair,
    Format.FAIR_PDF: _fair_pdf,
    Format.PPAP: _ppap,
    Format.PPAP_PDF: _ppap_pdf,
}
_NAMES: dict[Format, str] = {}  # what begins the name of a file that is not a relevé
