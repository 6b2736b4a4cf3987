"""A study that goes on, as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from metroapp.domain.instrument import Instrument
from metroapp.domain.studies import Study, Turn
from metroapp.domain.study_acts import StudyReading


@dataclass(frozen=True, slots=True)
class StudyView:
    """A study that goes on, for whoever is there; `turn` is theirs, None where they have none left. `last` is what was
    read last here, the only value that is shown before the end."""

    study: Study
    means: Instrument | None
    turn: Turn | None
    next: Turn | None  # of anybody
    last: StudyReading | None
    has_link: bool
