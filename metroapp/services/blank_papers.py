"""The forms that are filled in with a pen, with the name and the logo of the workshop. It only reads.

One of a revision that opens no record says so across its pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms import blank_forms
from forms.blocks import Document
from forms.control_chart import blank_chart
from metroapp import __version__
from metroapp.domain.control_chart import require_size
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Criterion, Facet, RecordSearch
from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import Part
from metroapp.services import consultation
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.reference import chart_constants
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording.labels import label

MOST_PIECES = 100
_PROGRAM = f"metroapp {__version__}"


def _now() -> datetime:
    return datetime.now(UTC)


def releve(workspace: Workspace, part: Part, pieces: int, issued_at: datetime) -> Document:
    """An empty relevé of a part; refuses `part.empty` one without any box, `form.pieces`."""
    if not any(one.boxes for one in part.characteristics):
        raise Refusal("part.empty")
    if not 1 <= pieces <= MOST_PIECES:
        raise Refusal("form.pieces", most=MOST_PIECES)
    name = _workshop(workspace)
    document = blank_forms.blank_releve(part, pieces, workshop=name, issued_at=issued_at, program=_PROGRAM)
    return _with_logo(workspace, _as_allowed(workspace, part, document))


def nonconformity(workspace: Workspace, issued_at: datetime) -> Document:
    """An empty fiche de non-conformité."""
    name = _workshop(workspace)
    return _with_logo(workspace, blank_forms.blank_nonconformity(workshop=name, issued_at=issued_at, program=_PROGRAM))


def concession(workspace: Workspace, issued_at: datetime) -> Document:
    """An empty demande de dérogation."""
    name = _workshop(workspace)
    return _with_logo(workspace, blank_forms.blank_concession(workshop=name, issued_at=issued_at, program=_PROGRAM))


def chart(workspace: Workspace, part: Part, balloon: str, size: int, issued_at: datetime) -> Document:
    """An empty carte de contrôle; refuses `chart.no_value` a balloon that has no figure, and as `require_size`."""
    found = next((one for one in part.inspected if one.balloon == balloon), None)
    if found is None or found.callout.unit is None or found.is_gauged or not found.boxes:
        raise Refusal("chart.no_value", reference=part.reference, balloon=balloon)
    document = blank_chart(
        part, found, require_size(size), chart_constants(), workshop=_workshop(workspace), issued_at=issued_at,
        program=_PROGRAM,
    )  # fmt: skip
    return _with_logo(workspace, _as_allowed(workspace, part, document))


def part_of(workspace: Workspace, reference: str, drawing: str | None, revision: str | None) -> Part:
    """The part of the library, or of the record opened last that measured one; refuses `part.absent`."""
    try:
        return consultation.part_revision(workspace, reference, drawing, revision).part
    except Refusal:
        named = ((Facet.PART, reference), (Facet.DRAWING, drawing), (Facet.REVISION, revision))
        wanted = tuple(Criterion(facet, said) for facet, said in named if said is not None)
        found = consultation.find(workspace, RecordSearch(criteria=wanted), count=1)
        if not found:
            raise
        return consultation.load(workspace, found[0].line.id).part


def export(
    workspace: Workspace,
    describe: Callable[[Workspace, datetime], Document],
    path: Path,
    clock: Callable[[], datetime] = _now,
) -> Path:
    """Write one of them at `path` as a PDF; refuses as it and as `documents.write`."""
    return write(describe(workspace, clock()), Format.PDF, path)


def _as_allowed(workspace: Workspace, part: Part, document: Document) -> Document:
    """Marked across its pages where its revision is a draft, or withdrawn."""
    asked = (part.reference, part.drawing, part.revision)
    for known in consultation.part_revisions(workspace):
        is_it = (known.part.reference, known.part.drawing, known.part.revision) == asked
        if is_it and known.state is not RevisionState.VALIDATED:
            return replace(document, watermark=label(known.state).upper())
    return document


def _workshop(workspace: Workspace) -> str:
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.workshop_name(connection)


def _with_logo(workspace: Workspace, document: Document) -> Document:
    return replace(document, logo=logo_of(workspace))
