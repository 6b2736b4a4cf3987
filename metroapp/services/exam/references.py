"""The records that may be the reference of a candidate in a phase, as they are offered. It only reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from metroapp.domain.exam_accuracy import is_older
from metroapp.domain.exam_reference import require_reference
from metroapp.domain.exam_session import CandidatePhase, ExamSession
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Criterion, Facet, RecordSearch
from metroapp.services import consultation
from metroapp.services.exam.evidence import session_of
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine


def possible_references(
    workspace: Workspace, number: str, candidate: str, phase: str, count: int = 30
) -> list[RecordLine]:
    """The last records that would be taken as the reference of a candidate in a phase, the last opened first; none
    before the candidate signed. Refuses as `session_of` and `consultation.find`."""
    with consultation.reading(workspace) as connection:
        session = session_of(connection, number, candidate)
    one = session.candidates[candidate].phases.get(phase)
    return [] if one is None else list(islice(_taken(workspace, session, one), count))


def _taken(workspace: Workspace, session: ExamSession, phase: CandidatePhase) -> Iterator[RecordLine]:
    if phase.ended is None or phase.record is None:
        return
    measured = consultation.load(workspace, phase.record)
    search = RecordSearch(criteria=(Criterion(Facet.PART, measured.part.reference),))
    for page in consultation.found_pages(workspace, search):
        for found in page:
            line = found.line
            # What its line tells is not worth reading whole.
            if line.closed_at is None or is_older(line.id, line.opened_at, phase.ended):
                continue
            with suppress(Refusal):
                require_reference(session, phase, measured, consultation.load(workspace, line.id))
                yield line
