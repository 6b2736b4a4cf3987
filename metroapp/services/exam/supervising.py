"""An examination as the supervisor runs it: suspended, resumed, more time, the modification of the jury, the signature.

Signed by somebody who supervises the session, also while the candidate is signed in at the post.
"""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from metroapp.domain import exam_rules
from metroapp.domain.entered_text import require_reason, require_text
from metroapp.domain.exam_modification import named_modification, require_modifiable, require_unmeasured
from metroapp.domain.exam_session import CandidatePhase, ExamSession, PhaseState
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.people import Signature
from metroapp.domain.revision import RevisionState
from metroapp.domain.session_acts import (
    ModificationEntered,
    PhaseCountersigned,
    PhaseResumed,
    PhaseSuspended,
    SuspensionCause,
    TimeGranted,
)
from metroapp.domain.specification import Part
from metroapp.services.events import PartsChanged
from metroapp.services.exam.staff_room import StaffRoom
from metroapp.services.spc.process_room import NOBODY

if TYPE_CHECKING:
    from metroapp.domain.record import InspectionRecord

_GOING_ON = (PhaseState.RUNNING, PhaseState.SUSPENDED)


class Supervising(StaffRoom):
    """Each method gives a future, and refuses as `Presence.sign`, `exam_rules.in_phase`, `exam.phase_state` and
    `exam.not_supervisor`."""

    def suspend(
        self, number: str, candidate: str, phase: str, cause: SuspensionCause, reason: str, signature: Signature
    ) -> Future[ExamSession]:
        """Stop the time of a candidate: readings are refused until it is resumed. The cause says enough, but *other*,
        which asks for a reason."""

        def check(one: CandidatePhase) -> None:
            exam_rules.require_state(one, candidate, PhaseState.RUNNING)
            require_text(reason)
            if cause is SuspensionCause.OTHER:
                require_reason(reason)

        return self._supervised(
            number, candidate, phase, signature, check,
            lambda signer, by: PhaseSuspended(
                NOBODY, number, candidate, phase, cause, reason.strip(), signer, by, self._sessions.now()
            ),
        )  # fmt: skip

    def resume(self, number: str, candidate: str, phase: str, signature: Signature) -> Future[ExamSession]:
        """The time of a candidate runs again; refuses `exam.post_in_use` where that of another runs by now."""

        def check(one: CandidatePhase) -> None:
            exam_rules.require_state(one, candidate, PhaseState.SUSPENDED)
            assert one.record is not None
            exam_rules.require_free_post(self._sessions.known(number), candidate, one.record.post)

        return self._supervised(
            number, candidate, phase, signature, check,
            lambda signer, by: PhaseResumed(NOBODY, number, candidate, phase, signer, by, self._sessions.now()),
        )  # fmt: skip

    def grant(
        self, number: str, candidate: str, phase: str, seconds: int, reason: str, signature: Signature
    ) -> Future[ExamSession]:
        """Give a candidate more time; refuses `exam.grant_out_of_bounds`, and as `require_reason`."""

        def check(one: CandidatePhase) -> None:
            exam_rules.require_state(one, candidate, *_GOING_ON)
            exam_rules.require_grant(seconds)
            require_reason(reason)

        return self._supervised(
            number, candidate, phase, signature, check,
            lambda signer, by: TimeGranted(
                NOBODY, number, candidate, phase, seconds, require_reason(reason), signer, by, self._sessions.now()
            ),
        )  # fmt: skip

    def modify(
        self, number: str, candidate: str, phase: str, part: Part, after: int, reason: str, signature: Signature
    ) -> Future[ExamSession]:
        """Enter the modification asked for by the jury: `part` becomes a validated session revision (`A-M1`), which
        judges the pieces after `after` of the record of the candidate. A record on the bench goes on with its boxes.

        The revision is written first, then the act and what changes in the record, together: a program stopped in
        between leaves a revision that the same modification, entered again, finds and uses.
        Refuses as `require_modifiable`, `require_unmeasured`, `require_reason`.
        """

        def work() -> ExamSession:
            one = exam_rules.in_phase(self._sessions.known(number), candidate, phase)
            exam_rules.require_state(one, candidate, *_GOING_ON)
            assert one.record is not None
            record = self._record(one.record)
            require_modifiable(record, part, after)
            said = require_reason(reason)
            mark, made = named_modification(record.part, part, lambda revision: self._revision(record, revision))
            by, now = self._staff.presence.require_somebody().name, self._sessions.now()
            event = SpecificationModified(NOBODY, mark, made, after, said, signature.name, by, now)
            require_unmeasured(record, event)
            signer = self._sign(self._sessions.known(number), signature)
            self._keep_revision(made, signer)
            act = ModificationEntered(
                NOBODY, number, candidate, phase, mark, made.revision, after, said, signer, by, now
            )  # fmt: skip
            self._write_with(
                act, record, SpecificationModified(NOBODY, mark, made, after, said, signer, by, now)
            )  # fmt: skip
            return self._sessions.known(number)

        return self._recorder.submit(work)

    def _revision(self, record: InspectionRecord, revision: str) -> Part | None:
        found = self._archive().current_part_revision((record.part.reference, record.part.drawing, revision))
        return None if found is None else found.part

    def _keep_revision(self, made: Part, by: str) -> None:
        if self._archive().current_part_revision((made.reference, made.drawing, made.revision)) is None:
            kept = self._archive().save_part_revision(made, RevisionState.VALIDATED, by, self._clock())
            self._publish(PartsChanged(kept))

    def countersign(
        self, number: str, candidate: str, phase: str, remark: str, signature: Signature
    ) -> Future[ExamSession]:
        """The supervisor signs after the candidate; the record is read only since."""

        def check(one: CandidatePhase) -> None:
            exam_rules.require_state(one, candidate, PhaseState.ENDED)
            require_text(remark)

        return self._supervised(
            number, candidate, phase, signature, check,
            lambda signer, by: PhaseCountersigned(
                NOBODY, number, candidate, phase, remark.strip(), signer, by, self._sessions.now()
            ),
            find=exam_rules.after_phase,
        )  # fmt: skip
