"""With which instruments a candidate measured, what they were fit for, and what the workshop had that was fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metroapp.domain.declarations import MeansDeclared
from metroapp.domain.means_objections import Objection
from metroapp.domain.measurement import Measurement
from metroapp.domain.message import Message
from metroapp.domain.record import InspectionRecord
from metroapp.domain.suitability import Fitness


@dataclass(frozen=True, slots=True)
class SuitedMeans:
    """A means of the register of that day, of the kind asked for or not, that was fit for a characteristic; where none
    was known to be, one of which nobody can say."""

    number: str
    designation: str
    fitness: Fitness  # GOOD or ACCEPTED, else UNKNOWN


@dataclass(frozen=True, slots=True)
class MeansUsed:
    """One instrument that gave values of a characteristic. `fitness` and `objections` as noted with its first value
    and again where the judgement changed, the worst and all of them."""

    instrument: str
    values: int  # all that it gave, retaken and cancelled ones too
    fitness: Fitness | None  # None: nothing can be compared (a formula, an attribute)
    objections: tuple[Objection, ...]
    refusal: Message | None  # that the program would have given, and kept for the jury
    is_declared: bool  # it was declared for the characteristic, at one time or another


@dataclass(frozen=True, slots=True)
class MeansEvidence:
    """One characteristic."""

    balloon: str
    designation: str
    callout: str
    declared: tuple[MeansDeclared, ...]  # in order: the last one stands
    used: tuple[MeansUsed, ...]
    suited: tuple[SuitedMeans, ...]

    @property
    def is_measured_undeclared(self) -> bool:
        """Whether a value came from an instrument that was never declared for it."""
        return any(not one.is_declared for one in self.used)

    @property
    def is_unproven(self) -> bool:
        """Whether no means is known to be fit, but some may be."""
        return bool(self.suited) and all(one.fitness is Fitness.UNKNOWN for one in self.suited)


_WORST_FIRST = (Fitness.UNFIT, Fitness.UNKNOWN, Fitness.ACCEPTED, Fitness.GOOD)


def means_evidence(
    record: InspectionRecord, suited: Mapping[str, tuple[SuitedMeans, ...]]
) -> tuple[MeansEvidence, ...]:
    """Characteristic by characteristic; `suited` by balloon."""
    declared: dict[str, list[MeansDeclared]] = {}
    for event in record.declarations.events:
        if isinstance(event, MeansDeclared):
            declared.setdefault(event.balloon, []).append(event)
    values: dict[str, list[Measurement]] = {}
    for box in record.boxes():
        values.setdefault(box.balloon, []).extend(record.history(box))
    return tuple(
        MeansEvidence(
            one.balloon,
            one.designation,
            one.callout.text,
            tuple(declared.get(one.balloon, ())),
            _used(record, one.balloon, values.get(one.balloon, []), declared.get(one.balloon, [])),
            suited.get(one.balloon, ()),
        )
        for one in record.characteristics
        if one.boxes
    )


def _used(
    record: InspectionRecord, balloon: str, values: list[Measurement], declared: list[MeansDeclared]
) -> tuple[MeansUsed, ...]:
    named = {one.instrument for one in declared}
    counts: dict[str, int] = {}
    for value in sorted(values, key=lambda found: found.id.sequence):
        for number in means_of(value):
            counts[number] = counts.get(number, 0) + 1
    return tuple(_one(record, balloon, number, count, number in named) for number, count in counts.items())


def means_of(value: Measurement) -> tuple[str, ...]:
    """The instruments that gave a value, each once: its own, and those of its readings."""
    frames = (given.frame.instrument for given in value.inputs if given.frame is not None)
    return tuple(dict.fromkeys(number for number in (value.instrument, *frames) if number))


def fitness_of(record: InspectionRecord, balloon: str, instrument: str) -> Fitness | None:
    """How fit a means was for a characteristic, at the worst that was noted."""
    noted = {one.fitness for one in record.means.chosen if (one.balloon, one.instrument) == (balloon, instrument)}
    return next((fitness for fitness in _WORST_FIRST if fitness in noted), None)


def _one(record: InspectionRecord, balloon: str, instrument: str, values: int, is_declared: bool) -> MeansUsed:
    noted = [one for one in record.means.chosen if (one.balloon, one.instrument) == (balloon, instrument)]
    against = tuple(dict.fromkeys(objection for one in noted for objection in one.objections))
    said = Message("means.refused", {"instrument": instrument, "balloon": balloon, "objections": against})
    refusal = said if against else None
    return MeansUsed(instrument, values, fitness_of(record, balloon, instrument), against, refusal, is_declared)
