"""The evidence of an examination for its jury: read from the archive, and never written.

At a post, for whoever may (`Action.READ_EVIDENCE`); of an archive that somebody holds, without an account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from metroapp.domain.callout import Kind
from metroapp.domain.exam_evidence import CandidateEvidence, candidate_evidence
from metroapp.domain.exam_means import SuitedMeans
from metroapp.domain.exam_session import CandidatePhase, ExamSession, sessions_of
from metroapp.domain.exam_timeline import RecordStory, TimelineEntry, timeline
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic, Procedure
from metroapp.domain.suitability import Criteria, Fitness, rank
from metroapp.services.consultation import reading
from metroapp.services.exam.criteria_files import criteria_of
from metroapp.services.gauge_marks import candidate_for
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

T = TypeVar("T")
_USUAL = Criteria()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Replay:
    """What a candidate did, entry by entry, and their records to go back in."""

    session: ExamSession
    candidate: str
    entries: tuple[TimelineEntry, ...]
    stories: dict[str, RecordStory]  # by phase

    def at(self, entry: TimelineEntry) -> InspectionRecord | None:
        """The record of the phase of an entry as it was right after it; None where no record was open then."""
        story = self.stories.get(entry.phase)
        if story is None or entry.id.sequence < story.header.id.sequence:
            return None
        return story.until(entry.id)


def sessions(workspace: Workspace) -> list[ExamSession]:
    """Every session of an archive, the last begun first."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return list(sessions_of(queries.session_acts(connection)).values())[::-1]


def evidence_of(
    workspace: Workspace, number: str, candidate: str, now: datetime | None = None, ratios: Criteria = _USUAL
) -> tuple[CandidateEvidence, ...]:
    """One candidate, phase by phase; `ratios` are those by which the workshop calls a means fit.

    Refuses `exam.unknown`, `exam.candidate_unknown`, and as `require_jury` and `criteria_of`.
    """
    require_jury(workspace)
    with reading(workspace) as connection:
        session = session_of(connection, number, candidate)
        return tuple(
            _evidence(connection, workspace, session, candidate, phase.key, now or _now(), ratios)
            for phase in session.prepared.phases
        )


def evidence_of_phase(
    workspace: Workspace, number: str, phase: str, now: datetime | None = None, ratios: Criteria = _USUAL
) -> tuple[CandidateEvidence, ...]:
    """Every candidate in one phase, by number, those withdrawn too: for `side_by_side`.

    Refuses `exam.unknown`, `exam.phase_unknown`, and as `require_jury` and `criteria_of`.
    """
    require_jury(workspace)
    with reading(workspace) as connection:
        session = _session(connection, number)
        if phase not in {one.key for one in session.prepared.phases}:
            raise Refusal("exam.phase_unknown", phase=phase, number=session.number)
        return tuple(
            _evidence(connection, workspace, session, candidate, phase, now or _now(), ratios)
            for candidate in sorted(session.candidates)
        )


def replay_of(workspace: Workspace, number: str, candidate: str) -> Replay:
    """What a candidate did, in order; refuses as `evidence_of`."""
    from metroapp.archive import queries

    require_jury(workspace)

    with reading(workspace) as connection:
        session = session_of(connection, number, candidate)
        stories = {}
        for key, one in session.candidates[candidate].phases.items():
            if one.record is not None:
                opened, operations = queries.record_history(connection, one.record)
                stories[key] = RecordStory(opened.header, opened.instruments, tuple(operations))
    return Replay(session, candidate, timeline(session, candidate, tuple(stories.items())), stories)


def require_jury(workspace: Workspace) -> None:
    """Refuse (`exam.evidence_for_jury`) whoever signed in and is of no jury; whoever holds an archive reads it."""
    if not workspace.reads_evidence():
        raise Refusal("exam.evidence_for_jury")


def _session(connection: Connection, number: str) -> ExamSession:
    from metroapp.archive import queries

    session = sessions_of(queries.session_acts(connection, number)).get(number)
    if session is None:
        raise Refusal("exam.unknown", number=number)
    return session


def session_of(connection: Connection, number: str, candidate: str) -> ExamSession:
    """A session that has a candidate, those withdrawn too; refuses `exam.unknown`, `exam.candidate_unknown`."""
    session = _session(connection, number)
    if candidate not in session.candidates:
        raise Refusal("exam.candidate_unknown", candidate=candidate, number=session.number)
    return session


def _evidence(
    connection: Connection,
    workspace: Workspace,
    session: ExamSession,
    candidate: str,
    phase: str,
    now: datetime,
    ratios: Criteria,
) -> CandidateEvidence:
    from metroapp.archive import work_orders

    one, order = session.of(candidate, phase), session.candidates[candidate].entered.work_order
    record = _loaded(connection, one.record)
    return candidate_evidence(
        session,
        candidate,
        phase,
        criteria_of(workspace, session.prepared.criteria),
        now=now,
        record=record,
        reference=_reference(connection, one),
        suited={} if record is None else suited_means(record, ratios),
        file=work_orders.find(connection, order).file if order else None,
    )


def _loaded(connection: Connection, id: EntryId | None) -> InspectionRecord | None:
    from metroapp.archive import queries

    return None if id is None else queries.load_record(connection, id)


def _reference(connection: Connection, phase: CandidatePhase) -> InspectionRecord | None:
    """The last reference that is finished; where none is, the last one begun."""
    found = [record for one in phase.references if (record := _loaded(connection, one.record)) is not None]
    return next((one for one in reversed(found) if one.closing is not None), found[-1] if found else None)


def suited_means(record: InspectionRecord, ratios: Criteria) -> dict[str, tuple[SuitedMeans, ...]]:
    """The means of the register, as it was when a record was opened, that were fit for each characteristic that day;
    where none is known to be, those of unknown fitness."""
    return {one.balloon: tuple(_suited(record, one, ratios)) for one in record.characteristics if one.boxes}


def _suited(record: InspectionRecord, one: Characteristic, ratios: Criteria) -> list[SuitedMeans]:
    by_eye = one.kind is Kind.ATTRIBUTE or one.is_compared_by_touch
    if by_eye or one.procedure is Procedure.FORMULA:
        return []
    try:
        ranked = rank(
            one.callout,
            [candidate_for(one, means) for means in record.instruments.values() if not means.kind.is_standard],
            replace(ratios, rule=record.rule(one)),
            nature=one.nature,
            on=record.header.opened_at.astimezone().date(),
        )
    except Refusal:
        return []
    fit = [found for found in ranked if found.fitness in (Fitness.GOOD, Fitness.ACCEPTED)]
    told = fit or [found for found in ranked if found.fitness is Fitness.UNKNOWN]
    return [SuitedMeans(found.instrument.number, found.instrument.designation, found.fitness) for found in told]
