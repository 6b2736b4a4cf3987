"""The paper of a series of lots, as the archive holds it. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from drivers import utc_now
from forms.blocks import Document
from forms.sampling_report import sampling_report
from metroapp import __version__
from metroapp.domain.message import Refusal
from metroapp.domain.sampling_acts import SAMPLING_ACTS, SamplingAct
from metroapp.domain.sampling_series import series_of
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace

PAPER = "prelevement"  # as `forms.identity` names it


def describe(workspace: Workspace, number: str, issued_at: datetime) -> Document:
    """A series as a document; refuses `sampling.unknown`."""
    from metroapp.archive import heads, queries, sealed

    with reading(workspace) as connection:
        acts = queries.process_acts(connection, number, SAMPLING_ACTS)
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
    series = series_of(act for act in acts if isinstance(act, SamplingAct)).get(number)
    if series is None:
        raise Refusal("sampling.unknown", number=number)
    with reading(workspace) as connection:
        proof = sealed.of_process(connection, number)
    document = sampling_report(
        series, workshop=name, head=head, issued_at=issued_at, program=f"metroapp {__version__}"
    )  # fmt: skip
    return replace(document, paper=PAPER, of=number, sealed=proof, logo=logo_of(workspace))


def export(workspace: Workspace, number: str, to: Format, path: Path, clock: Callable[[], datetime] = utc_now) -> Path:
    """Write it at `path` as a PDF or a workbook; refuses as `describe` and `documents.write`."""
    return write(describe(workspace, number, clock()), to, path)
