"""The corrections of tool offsets as a paper, a workbook or a CSV file. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from drivers import utc_now
from forms.blocks import Document
from forms.corrections import corrections_paper, typed_table
from forms.to_csv import table_csv
from metroapp import __version__
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.services.consultation import reading
from metroapp.services.documents import put, write
from metroapp.services.formats import Format
from metroapp.services.spc.tool_registers import ProvenRegister, look, registers_of
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import corrections as words


def export(
    workspace: Workspace,
    to: Format,
    number: str = "",
    path: Path | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Path:
    """Write the corrections of one register, or of all, among the exports or at `path`.

    Refuses `offset.absent`, and as `documents.write`.
    """
    name = f"{words.EXPORT_NAME}-{number}" if number else words.EXPORT_NAME
    place = path or workspace.exports / f"{name}.{to.value}"
    if to is Format.CSV:
        found, records = _read(workspace, number)
        return put(table_csv(typed_table(found, records)), place)
    return write(describe(workspace, clock(), number), to, place)


def describe(workspace: Workspace, issued_at: datetime, number: str = "") -> Document:
    from metroapp.archive import heads, queries

    found, records = _read(workspace, number)
    with reading(workspace) as connection:
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
    document = corrections_paper(
        found, records, workshop=name, head=head, issued_at=issued_at, program=f"metroapp {__version__}"
    )
    return replace(document, logo=logo_of(workspace))


def _read(workspace: Workspace, number: str) -> tuple[list[ProvenRegister], dict[EntryId, str]]:
    from metroapp.archive import queries

    with reading(workspace) as connection:
        known = registers_of(connection)
        if number and number not in known:
            raise Refusal("offset.absent", number=number)
        wanted = [known[number]] if number else list(known.values())
        found = [(register, look(connection, register, known.values()).proven) for register in wanted]
        records = {one.act.record for _, proven in found for one in proven if one.act.record is not None}
        names = queries.record_names(connection, records)
    return found, {id: name for id, (name, _part) in names.items()}
