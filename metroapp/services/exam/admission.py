"""Who may fill the record on the bench: one of an examination is filled by its candidate alone, while their phase runs;
a candidate fills nothing else. Owned by the recorder thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.people import Person, Role
from metroapp.services.events import Event, ExamChanged

if TYPE_CHECKING:
    from metroapp.domain.exam_session import ExamSession
    from metroapp.domain.record import InspectionRecord
    from metroapp.services.exam.sessions import Sessions


class Admission:
    """Asked at every reading: the session is read again when something of it was written, not more."""

    def __init__(self, sessions: Callable[[], Sessions]) -> None:
        self._sessions = sessions
        self._known: ExamSession | None = None

    def look(self, event: Event) -> None:
        if isinstance(event, ExamChanged):
            self._known = None

    def require(self, record: InspectionRecord, person: Person) -> None:
        """Refuse (`exam.only_in_session`) a candidate elsewhere; of an examination `exam.other_person`,
        `exam.suspended`, `exam.phase_ended`, and as `exam_rules.in_phase`."""
        examination = record.options.examination
        if examination is None:
            require_no_candidate(person)
            return
        from metroapp.domain.exam_rules import in_phase  # most records are of no examination
        from metroapp.domain.exam_session import PhaseState

        if person.name != record.header.operator:
            raise Refusal("exam.other_person", candidate=examination.candidate)
        phase = in_phase(self._session(examination.session), examination.candidate, examination.phase)
        if phase.state is PhaseState.SUSPENDED:
            raise Refusal("exam.suspended", cause=phase.suspensions[-1][0].cause)
        if phase.state is not PhaseState.RUNNING:
            raise Refusal("exam.phase_ended", phase=phase.phase.title)

    def _session(self, number: str) -> ExamSession:
        if self._known is None or self._known.number != number:
            self._known = self._sessions().known(number)
        return self._known


def require_no_candidate(person: Person) -> None:
    """Refuse (`exam.only_in_session`) what is no phase of the session."""
    if Role.CANDIDATE in person.roles:
        raise Refusal("exam.only_in_session")


def require_own(person: Person | None, operator: str) -> None:
    """Refuse (`exam.archives_closed`) a candidate the records of others."""
    if person is not None and Role.CANDIDATE in person.roles and operator != person.name:
        raise Refusal("exam.archives_closed")
