"""What a candidate declares of what they measured, where the program keeps its verdict for the jury.

Entries of the journal of a record, beside its values; what is declared again is followed by another entry.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.plausibility import Doubt
from metroapp.domain.sorting import Disposition

SORTS = (Disposition.CONFORMING, Disposition.NONCONFORMING, Disposition.CONCESSION)  # that a candidate may declare


@dataclass(frozen=True, slots=True)
class MeansDeclared:
    """The instrument that the candidate chooses for a characteristic, whatever it is fit for."""

    id: EntryId
    balloon: str
    instrument: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxDeclared:
    """One value said to be good (C) or bad (NC)."""

    id: EntryId
    box: BoxKey
    about: EntryId  # the value: another one in the same box is to be declared anew
    is_conforming: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PieceDeclared:
    """The sorting of one piece, as the candidate says it."""

    id: EntryId
    piece: int
    disposition: Disposition
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DoubtNoted:
    """A value was doubtful when it arrived; whether anybody was asked about it is for the aids of the session."""

    id: EntryId
    measurement: EntryId
    doubt: Doubt
    by: str
    at: datetime


Declaration = MeansDeclared | BoxDeclared | PieceDeclared | DoubtNoted


@dataclass
class Declarations:
    """Those of one record, in the order of the journal."""

    events: list[Declaration] = field(default_factory=list)
    _means: dict[str, MeansDeclared] = field(default_factory=dict)
    _boxes: dict[BoxKey, BoxDeclared] = field(default_factory=dict)
    _pieces: dict[int, PieceDeclared] = field(default_factory=dict)
    _doubts: dict[EntryId, DoubtNoted] = field(default_factory=dict)

    def apply(self, event: Declaration) -> None:
        self.events.append(event)
        match event:
            case MeansDeclared():
                self._means[event.balloon] = event
            case BoxDeclared():
                self._boxes[event.box] = event
            case PieceDeclared():
                self._pieces[event.piece] = event
            case DoubtNoted():
                self._doubts[event.measurement] = event

    def means(self, balloon: str) -> MeansDeclared | None:
        """The instrument declared for a characteristic."""
        return self._means.get(balloon)

    def box(self, box: BoxKey, about: EntryId | None) -> BoxDeclared | None:
        """What is declared of the value that decides in a box now."""
        found = self._boxes.get(box)
        return found if found is not None and found.about == about else None

    def piece(self, piece: int) -> PieceDeclared | None:
        """The sorting declared for a piece."""
        return self._pieces.get(piece)

    def doubt(self, measurement: EntryId) -> DoubtNoted | None:
        """The doubt about a value."""
        return self._doubts.get(measurement)
