"""The fiche suiveuse of a work order, as the archive holds its records. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms.blocks import Document
from forms.route_sheet import route_sheet
from metroapp import __version__
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.services.commands import WorkOrderScan, code_of
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.dossier import contents
from metroapp.services.formats import Format
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace

ROUTE = "suiveuse"  # as `forms.identity` names it


def _now() -> datetime:
    return datetime.now(UTC)


def describe(workspace: Workspace, number: str, issued_at: datetime) -> Document:
    """The sheet as a document. Refuses as `contents`, and `dossier.no_record` a work order without any record."""
    from metroapp.archive import heads, queries, sealed

    found = contents(workspace, number)
    order, ids = found.file.number, [one.id for one in found.records]
    if not ids:
        raise Refusal("dossier.no_record", number=order)
    with reading(workspace) as connection:
        records = [queries.load_record(connection, id) for id in ids]
        known = [one for one in queries.sheets(connection).values() if one.state is not SheetState.CANCELLED]
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
        proof = sealed.of_records(connection, order, ids)
    sheets = {id: [one.number for one in known if any(at == id for at, _ in one.places)] for id in ids}
    document = route_sheet(
        order, records, sheets, code=_code(order), workshop=name, head=head, issued_at=issued_at,
        program=f"metroapp {__version__}",
    )  # fmt: skip
    # What is sealed of an examination says what the program thinks of the instruments.
    carries = all(one.options.examination is None for one in records)
    return replace(document, paper=ROUTE, of=order, sealed=proof, logo=logo_of(workspace), carries_sealed=carries)


def export(workspace: Workspace, number: str, path: Path, clock: Callable[[], datetime] = _now) -> Path:
    """Write it at `path` as a PDF; refuses as `describe` and `documents.write`."""
    return write(describe(workspace, number, clock()), Format.PDF, path)


def _code(order: str) -> str:
    """What its barcode holds; empty for a number that no barcode can."""
    try:
        return code_of(WorkOrderScan(order))
    except Refusal:
        return ""
