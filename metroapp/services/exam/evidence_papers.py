"""The fiche de preuves of a candidate as a paper: for the jury, or for whoever holds the archive. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms.blocks import Document
from forms.evidence_sheet import PAPER, evidence_sheet
from metroapp import __version__
from metroapp.archive import heads, queries, sealed
from metroapp.domain.suitability import Criteria
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.exam.evidence import evidence_of, replay_of
from metroapp.services.formats import Format
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace

__all__ = ["PAPER", "describe", "export"]
_USUAL = Criteria()


def _now() -> datetime:
    return datetime.now(UTC)


def describe(
    workspace: Workspace, number: str, candidate: str, issued_at: datetime, ratios: Criteria = _USUAL
) -> Document:
    """The sheet as a document; refuses as `evidence_of`.

    `ratios`, by which means are called fit, are a setting of the workshop and not in the archive: with others than the
    usual ones, the sheet cannot be made again from it.
    """
    evidence = evidence_of(workspace, number, candidate, issued_at, ratios)
    replay = replay_of(workspace, number, candidate)
    ids = [story.header.id for story in replay.stories.values()]
    with reading(workspace) as connection:
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
        proof = sealed.of_records(connection, number, ids) if ids else b""
    document = evidence_sheet(
        evidence, replay.session, replay.entries, workshop=name, head=head, issued_at=issued_at,
        program=f"metroapp {__version__}",
    )  # fmt: skip
    paper = document.paper if proof and ratios == _USUAL else ""
    return replace(document, paper=paper, sealed=proof, logo=logo_of(workspace))


def export(
    workspace: Workspace,
    number: str,
    candidate: str,
    path: Path,
    clock: Callable[[], datetime] = _now,
    ratios: Criteria = _USUAL,
) -> Path:
    """Write it at `path` as a PDF; refuses as `describe` and `documents.write`."""
    return write(describe(workspace, number, candidate, clock(), ratios), Format.PDF, path)
