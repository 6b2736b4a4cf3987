"""What is left of an examination session when it is closed, in sentences."""

from __future__ import annotations

from metroapp.domain.exam_session import CandidatePhase, PhaseState
from metroapp.wording.translate import gettext as _

REFERENCE_LOT = _("Référence {session}, candidat {candidate}, {phase}")
_NOT_BEGUN = _("Candidat {candidate}, {phase} : épreuve non commencée.")
_EMPTY = _("Candidat {candidate}, {phase} : cases vides, {count}.")
_UNDECLARED = _("Candidat {candidate}, {phase} : valeurs sans C ou NC, {count}.")
_UNSORTED = _("Candidat {candidate}, {phase} : pièces sans tri, {count}.")
_NOT_SIGNED = _("Candidat {candidate}, {phase} : non signée par le surveillant.")
_GOING_ON = _("Candidat {candidate}, {phase} : épreuve en cours, à terminer avant de clore.")
_NO_REFERENCE = _("Candidat {candidate}, {phase} : pas de mesure de référence close.")


def left_of(candidate: str, phase: CandidatePhase, *, reference: bool) -> list[str]:
    """Of a candidate in a phase; `reference`: whether its pieces were measured after them."""
    if phase.state is PhaseState.WAITING:
        found = [_NOT_BEGUN]
    elif phase.ended is None:
        found = [_GOING_ON]
    else:
        found = [_NOT_SIGNED] if phase.countersigned is None else []
        found += [] if reference else [_NO_REFERENCE]
    said = [one.format(candidate=candidate, phase=phase.phase.title) for one in found]
    if phase.ended is not None:
        counts = (
            (_EMPTY, phase.ended.empty), (_UNDECLARED, phase.ended.undeclared), (_UNSORTED, phase.ended.unsorted),
        )  # fmt: skip
        said = [
            *(
                text.format(candidate=candidate, phase=phase.phase.title, count=count)
                for text, count in counts
                if count
            ),
            *said,
        ]
    return said
