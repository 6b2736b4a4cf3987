"""What an examination changes for the candidate: the aids of the program, all off unless the session says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Aid(Enum):
    """What the program says or does of itself while a record is filled; off, it is silent and only records."""

    LIMITS = "limits"  # those that follow from the callout: Ø20 h7 is then 19.979–20
    GAUGE = "gauge"  # the bar that follows the instrument between the limits
    HOW_TO = "how_to"  # the picture of the gesture
    EXPECTED_MEANS = "expected_means"  # which instruments measure what is expected
    PLAUSIBILITY = "plausibility"  # a doubtful reading waits for one confirmation
    MEANS_REFUSAL = "means_refusal"  # a means unfit, rejected or out of date is refused
    VERDICT = "verdict"  # of a box, a piece, the lot
    SOUND = "sound"  # of the verdict


@dataclass(frozen=True, slots=True)
class Examination:
    """In which phase of which session a record is filled, by which candidate, and with which aids."""

    session: str  # SE-2026-001
    candidate: str  # the number borne in the session: 07
    phase: str
    aids: tuple[Aid, ...] = ()

    def offers(self, aid: Aid) -> bool:
        """Whether the program helps so."""
        return aid in self.aids
