"""The follow-up of the production as a paper or a workbook, and its Pareto as CSV."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from drivers import utc_now
from forms.blocks import Document
from forms.production_report import ReportFacts, pareto_table, production_report
from forms.to_csv import table_csv
from metroapp import __version__
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import shortened
from metroapp.services.consultation import reading
from metroapp.services.documents import put, write
from metroapp.services.formats import Format
from metroapp.services.spc import follow_up_said as said
from metroapp.services.spc.follow_up import Asked, Axis, Counted, ProductionReport
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import documents
from metroapp.wording import production_report as words

_ON_PAPER = 60  # lines of a Pareto


def describe(
    workspace: Workspace,
    report: ProductionReport,
    axis: Axis,
    counted: Counted,
    issued_at: datetime,
    most: int | None = _ON_PAPER,
) -> Document:
    """The paper of a follow-up, with the Pareto that is looked at, of `most` lines (None: all of them)."""
    from metroapp.archive import heads, queries

    lines = report.pareto(axis, counted)
    with reading(workspace) as connection:
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
    facts = ReportFacts(
        period=said.period(report.asked),
        figures=said.figures(report),
        pareto_title=said.pareto_title(axis, counted),
        pareto=lines if most is None else shortened(lines, most, words.OTHERS),
        causes=said.causes(report),
        sheet_pieces=sum(line.sheet.raised.quantity for line in report.sheets),
        actions=[said.action_line(one) for one in report.actions],
        bad_actions=frozenset(place for place, one in enumerate(report.actions) if said.is_bad(one)),
        notes=said.notes(report),
    )
    document = production_report(
        facts, workshop=name, head=head, issued_at=issued_at, program=f"metroapp {__version__}",
        watermark=documents.SIMULATION if report.asked.simulated else "",
    )  # fmt: skip
    return replace(document, logo=logo_of(workspace))


def export(
    workspace: Workspace,
    report: ProductionReport,
    path: Path,
    axis: Axis = Axis.CHARACTERISTIC,
    counted: Counted = Counted.PIECES,
    clock: Callable[[], datetime] = utc_now,
) -> Path:
    """Write it at `path`, as its suffix says; refuses as `documents.write`, and `follow_up.format`."""
    to = format_of(path)
    if to is Format.CSV:
        return put(table_csv(pareto_table(said.pareto_title(axis, counted), report.pareto(axis, counted))), path)
    most = _ON_PAPER if to is Format.PDF else None
    return write(describe(workspace, report, axis, counted, clock(), most), to, path)


def format_of(path: Path) -> Format:
    """Refuses `follow_up.format`."""
    found = {".pdf": Format.PDF, ".xlsx": Format.XLSX, ".csv": Format.CSV}.get(path.suffix.lower())
    if found is None:
        raise Refusal("follow_up.format", path=path)
    return found


def file_name(asked: Asked, to: Format) -> str:
    """`suivi-2026-11-01-2026-11-30.pdf`"""
    first = words.BEGINNING if asked.since is None else asked.since.astimezone().date().isoformat()
    last = words.TODAY if asked.until is None else asked.until.astimezone().date().isoformat()
    return words.FILE_NAME.format(since=first, until=last, suffix=to.value)
