"""With which means a characteristic was measured, how fit it was, and who allowed it where it was refused.

Entries of the journal of a record, beside its values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import EntryId, Measurement
from metroapp.domain.suitability import Fitness


@dataclass(frozen=True, slots=True)
class MeansChosen:
    """A means first used for a characteristic, or used again when it is not judged as it was before.

    `objections` are all of them, allowed or not. No fitness where nothing can be compared: a formula, an attribute.
    """

    id: EntryId
    measurement: EntryId  # the first value that it gave so
    balloon: str
    instrument: str
    fitness: Fitness | None
    objections: tuple[Objection, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeansAllowed:
    """Somebody who may allows a refused means for one characteristic of this record, for what was said against it."""

    id: EntryId
    balloon: str
    instrument: str
    objections: tuple[Objection, ...]
    reason: str
    granted_by: str
    by: str
    at: datetime


_Of = tuple[str, str | None]  # balloon, instrument


@dataclass
class MeansOfRecord:
    """The means chosen and allowed in one record, in the order of the journal."""

    chosen: list[MeansChosen] = field(default_factory=list)
    allowed: list[MeansAllowed] = field(default_factory=list)
    _chosen: dict[_Of, list[MeansChosen]] = field(default_factory=dict)
    _allowed: dict[_Of, list[MeansAllowed]] = field(default_factory=dict)

    def apply(self, event: MeansChosen | MeansAllowed) -> None:
        of = event.balloon, event.instrument
        if isinstance(event, MeansChosen):
            self.chosen.append(event)
            self._chosen.setdefault(of, []).append(event)
        else:
            self.allowed.append(event)
            self._allowed.setdefault(of, []).append(event)

    def grounds_allowed(self, balloon: str, instrument: str) -> frozenset[Ground]:
        """What no longer stands against a means for a characteristic."""
        given = self._allowed.get((balloon, instrument), ())
        return frozenset(objection.ground for one in given for objection in one.objections)

    def allowed_against(self, balloon: str, instrument: str) -> frozenset[Objection]:
        """What was allowed, to the fact: the same ground with another due date or another limit stands again."""
        given = self._allowed.get((balloon, instrument), ())
        return frozenset(objection for one in given for objection in one.objections)

    def choice(self, balloon: str, instrument: str) -> MeansChosen | None:
        """How a means was judged when it was last chosen for a characteristic."""
        found = self._chosen.get((balloon, instrument))
        return found[-1] if found else None

    def allowances_of(self, found: Measurement) -> list[MeansAllowed]:
        """By whom the means of a value had been allowed, for what stood against it when it was recorded."""
        given = self._allowed.get((found.box.balloon, found.instrument), ())
        judged = self._judged(found)
        against = judged.objections if judged is not None else ()
        return [one for one in given if one.id.sequence < found.id.sequence and set(one.objections) & set(against)]

    def objected_to(self, found: Measurement) -> tuple[Objection, ...]:
        """What was said against the means of a value when it was recorded, and nobody had allowed."""
        judged = self._judged(found)
        if judged is None:
            return ()
        allowed = {objection for one in self.allowances_of(found) for objection in one.objections}
        return tuple(one for one in judged.objections if one not in allowed)

    def _judged(self, found: Measurement) -> MeansChosen | None:
        """How the means of a value was judged for it."""
        chosen = self._chosen.get((found.box.balloon, found.instrument), ())
        judged = [one for one in chosen if one.measurement.sequence <= found.id.sequence]
        return judged[-1] if judged else None
