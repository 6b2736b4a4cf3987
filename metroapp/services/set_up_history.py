"""The follow-up of the set-up data of a work order, as the archive holds its records. It only reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.blocks import Document
from forms.record_paper import drawing_of
from forms.set_up_history import set_up_history_paper
from metroapp import __version__
from metroapp.domain.message import Refusal
from metroapp.domain.set_up_history import SetUpHistory, SetUpRecord, set_up_history
from metroapp.domain.work_order_file import DossierSection, safe_name
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.dossier import contents
from metroapp.services.formats import Format
from metroapp.services.spc import tool_registers
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import documents as words
from metroapp.wording.set_up_history import EXPORT_NAME

if TYPE_CHECKING:
    from metroapp.archive.work_orders import FoundOrder

PAPER = "reglages"  # as `forms.identity` names it


def _now() -> datetime:
    return datetime.now(UTC)


def read(workspace: Workspace, number: str) -> SetUpHistory:
    """Refuses as `describe`."""
    return _history(workspace, _found(workspace, number))


def describe(workspace: Workspace, number: str, issued_at: datetime) -> Document:
    """As a document. Refuses as `contents`, and `dossier.no_record` a work order without any record."""
    from metroapp.archive import heads, queries, sealed

    found = _found(workspace, number)
    order, parts = found.file.number, [one.part for one in found.records]
    with reading(workspace) as connection:
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
        proof = sealed.of_records(connection, order, [one.id for one in found.records])
    document = set_up_history_paper(
        _history(workspace, found), found.file.papers_of(DossierSection.PROGRAMS), order=order,
        pieces=_each(part.designation or part.reference for part in parts), drawing=_each(map(drawing_of, parts)),
        watermark=words.SIMULATION if any(one.simulated for one in found.records) else "", workshop=name, head=head,
        issued_at=issued_at, program=f"metroapp {__version__}",
    )  # fmt: skip
    return replace(document, paper=PAPER, of=order, sealed=proof, logo=logo_of(workspace))


def export(
    workspace: Workspace, number: str, to: Format, path: Path | None = None, clock: Callable[[], datetime] = _now
) -> Path:
    """Write it among the exports or at `path`; refuses as `describe` and `documents.write`."""
    document = describe(workspace, number, clock())
    name = safe_name(f"{EXPORT_NAME}-{document.number}.{to.value}")
    return write(document, to, path or workspace.exports / name)


def _found(workspace: Workspace, number: str) -> FoundOrder:
    found = contents(workspace, number)
    if not found.records:
        raise Refusal("dossier.no_record", number=found.file.number)
    return found


def _history(workspace: Workspace, found: FoundOrder) -> SetUpHistory:
    from metroapp.archive import set_up_sheets
    from metroapp.archive.series import production_events

    records = [
        SetUpRecord(one.id, one.number, one.machine, one.operation, one.operator, one.opened_at)
        for one in found.records
    ]
    ids = [one.id for one in records]
    with reading(workspace) as connection:
        sheets = set_up_sheets.every(connection, ids)
        events = production_events(connection, {id: place for place, id in enumerate(ids)})
        corrections = tool_registers.of_records(connection, ids)
    return set_up_history(records, sheets, [(ids[place], event) for place, event in events], corrections)


def _each(said: Iterable[str]) -> str:
    return " · ".join(dict.fromkeys(filter(None, said)))
