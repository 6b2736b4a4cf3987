"""Which record may be the reference of a candidate in a phase: one rule, for what is offered and for what is taken."""

from __future__ import annotations

from metroapp.domain.exam_accuracy import ReferenceState, reference_state
from metroapp.domain.exam_session import CandidatePhase, ExamSession
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord


def require_reference(
    session: ExamSession, phase: CandidatePhase, measured: InspectionRecord, reference: InspectionRecord
) -> None:
    """Refuse a record that is not a finished one of the same pieces as the candidate left them.

    Refuses `exam.reference_of_other` (of the pieces of another candidate), `.reference_older` (than the end of the
    phase: the pieces were not finished), `.reference_other` (still open, of a candidate, or of other boxes).
    """
    number = reference.header.number
    for other in (one for candidate in session.candidates.values() for one in candidate.phases.values()):
        if other is not phase and any(chosen.record == reference.header.id for chosen in other.references):
            raise Refusal("exam.reference_of_other", record=number)
    if reference_state(measured, phase.ended, reference) is ReferenceState.OLDER:
        raise Refusal("exam.reference_older", record=number, phase=phase.phase.title)
    is_ordinary = reference.header.options.examination is None and reference.closing is not None
    same_boxes = list(reference.boxes()) == list(measured.boxes())
    if not is_ordinary or not same_boxes or reference.part.reference != measured.part.reference:
        raise Refusal("exam.reference_other", record=number, reference=measured.part.reference)
