"""What is done about bad pieces: acts on fiches de non-conformité and on dérogations, each known by its number."""

from __future__ import annotations

from metroapp.domain.concession_files import (
    AuthorityDecided,
    ConcessionAct,
    ConcessionActivated,
    ConcessionAllotted,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionRequested,
    ConcessionWithdrawn,
    OpinionGiven,
)
from metroapp.domain.nonconformity_acts import NonconformityAct

TreatmentAct = ConcessionAct | NonconformityAct
CONCESSION_ACTS = (
    ConcessionRequested,
    OpinionGiven,
    AuthorityDecided,
    ConcessionActivated,
    ConcessionWithdrawn,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionAllotted,
)


def number_of(act: TreatmentAct) -> str:
    """The number of the dérogation or of the sheet that an act is about."""
    return act.file if isinstance(act, CONCESSION_ACTS) else act.sheet
