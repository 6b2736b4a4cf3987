"""The values of a candidate beside those that the trainer measured afterwards on the same pieces.

A reference is judged against only where its expanded uncertainty U (k = 2) is at most a tenth of the tolerance interval
(IT); elsewhere the deviation is given as an indication, and counted nowhere. En is that of ISO 13528:2022, 9.7:
(x − X)/√(Ux² + Uref²), which holds for independent values: another instrument, and an uncertainty on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import Enum

from metroapp.domain.callout import Callout
from metroapp.domain.decision import value_of
from metroapp.domain.exam_means import fitness_of, means_of
from metroapp.domain.measurement import BoxKey, EntryId, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Closing
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.session_acts import PhaseEnded
from metroapp.domain.suitability import Fitness, interval_of

PART_OF_INTERVAL = 10  # U ≤ IT/10
_COVERAGE_FACTOR = 2
_TENTH, _SHOWN = Decimal("0.1"), Decimal("1e-6")


class ReferenceState(Enum):
    """What became of the reference measurement of a phase."""

    MISSING = "missing"
    OPEN = "open"  # not finished
    OLDER = "older"  # than the record of the candidate: it is not of these pieces as they were made
    USED = "used"


class Standing(Enum):
    """How far a deviation from the reference counts."""

    COUNTED = "counted"
    UNCERTAIN = "uncertain"  # U of the reference is more than IT/10
    UNKNOWN = "unknown"  # nothing says the U of the reference
    NO_INTERVAL = "no_interval"  # one limit: there is no IT to compare with

    @property
    def is_counted(self) -> bool:
        return self is Standing.COUNTED


@dataclass(frozen=True, slots=True)
class BoxDeviation:
    """One value beside its reference, in the unit of the callout. `percent` is of IT, signed, to a tenth; `expanded`
    and `reference_expanded` are U (k = 2)."""

    box: BoxKey
    unit: Unit
    value: Decimal
    reference: Decimal
    deviation: Decimal  # value − reference
    percent: Decimal | None  # None without IT
    interval: Decimal | None  # IT
    reference_expanded: Decimal | None
    standing: Standing
    instrument: str
    reference_instrument: str
    fitness: Fitness | None  # of the instrument of the candidate
    expanded: Decimal | None  # of the value of the candidate
    en: Decimal | None  # None without independent means or without both U

    @property
    def most(self) -> Decimal | None:
        """IT/10, which U of the reference may not exceed."""
        return None if self.interval is None else self.interval / PART_OF_INTERVAL


@dataclass(frozen=True, slots=True)
class CharacteristicAccuracy:
    """What counts of one characteristic. `largest` without sign, `mean` signed, in its unit; percents of IT, without
    sign; None where nothing counts."""

    balloon: str
    callout: str
    unit: Unit
    counted: int
    indicative: int
    largest: Decimal | None
    mean: Decimal | None
    largest_percent: Decimal | None
    mean_percent: Decimal | None


@dataclass(frozen=True, slots=True)
class AccuracyEvidence:
    """`reference` is the number of the record of the trainer, empty where there is none. `unreferenced`: boxes that the
    candidate measured and the reference did not; `other_specification`: those that it judged by other limits."""

    state: ReferenceState
    reference: str
    boxes: tuple[BoxDeviation, ...]
    by_characteristic: tuple[CharacteristicAccuracy, ...]
    unreferenced: tuple[BoxKey, ...] = ()
    other_specification: tuple[BoxKey, ...] = ()

    @property
    def counted(self) -> tuple[BoxDeviation, ...]:
        return tuple(one for one in self.boxes if one.standing.is_counted)

    @property
    def largest_percent(self) -> Decimal | None:
        """Of IT, over all that counts."""
        return max(_percents(self.counted), default=None)

    @property
    def mean_percent(self) -> Decimal | None:
        found = _percents(self.counted)
        return _mean(found, _TENTH) if found else None

    @property
    def largest_en(self) -> Decimal | None:
        """Without its sign."""
        return max((abs(one.en) for one in self.boxes if one.en is not None), default=None)


NO_ACCURACY = AccuracyEvidence(ReferenceState.MISSING, "", (), ())


def normalized_error(value: Decimal, expanded: Decimal, reference: Decimal, of_reference: Decimal) -> Decimal | None:
    """En, signed, to 10⁻⁶: (x − X)/√(Ux² + Uref²); None where both uncertainties are zero."""
    with localcontext(prec=50):
        both = (expanded**2 + of_reference**2).sqrt()
        return ((value - reference) / both).quantize(_SHOWN, rounding=ROUND_HALF_EVEN) if both else None


def reference_state(
    record: InspectionRecord, ended: PhaseEnded | None, reference: InspectionRecord | None
) -> ReferenceState:
    """Whether a reference is of the pieces as the candidate left them: opened after the phase ended."""
    if reference is None:
        return ReferenceState.MISSING
    left = ended or record.closing
    if left is None or is_older(reference.header.id, reference.header.opened_at, left):
        return ReferenceState.OLDER
    return ReferenceState.OPEN if reference.closing is None else ReferenceState.USED


def is_older(record: EntryId, opened_at: datetime, left: PhaseEnded | Closing) -> bool:
    """Whether a record was opened before a candidate left the pieces.

    At one post the order of its journal tells, whatever its clock said; between two, the times.
    """
    return record.sequence < left.id.sequence if record.post == left.id.post else opened_at < left.at


def accuracy_evidence(
    record: InspectionRecord, ended: PhaseEnded | None, reference: InspectionRecord | None
) -> AccuracyEvidence:
    """The values that stand, box by box in the order of inspection; nothing where the reference is not of use."""
    state = reference_state(record, ended, reference)
    if reference is None or state is not ReferenceState.USED:
        return AccuracyEvidence(state, "" if reference is None else reference.header.number, (), ())
    found: list[BoxDeviation] = []
    missing: list[BoxKey] = []
    other: list[BoxKey] = []
    for box in record.boxes():
        value = record.measurement(box)
        if value is None:
            continue
        given = reference_value(reference, box)
        if given is None:
            missing.append(box)
        elif not is_same_specification(record, reference, box.balloon):
            other.append(box)
        elif value.quantity is not None and given.quantity is not None:
            deviation = _deviation(record, value, given)
            found.extend([] if deviation is None else [deviation])
    boxes = tuple(found)
    return AccuracyEvidence(
        state, reference.header.number, boxes, tuple(_summaries(record, boxes)), tuple(missing), tuple(other)
    )


def reference_value(reference: InspectionRecord, box: BoxKey) -> Measurement | None:
    """The value of a box that the reference stands for: none that is to be taken again."""
    value = reference.measurement(box)
    return None if value is None or reference.is_void(value) else value


def is_same_specification(record: InspectionRecord, reference: InspectionRecord, balloon: str) -> bool:
    """Whether both judge a line by the same limits."""
    one = record.characteristic(balloon).callout
    other = next((known.callout for known in reference.characteristics if known.balloon == balloon), None)
    return other is not None and _limits(one) == _limits(other)


def _limits(callout: Callout) -> tuple[object, ...]:
    return callout.kind, callout.unit, callout.lower_limit, callout.upper_limit, callout.nominal


def standing_of(callout: Callout, reference: Measurement) -> Standing:
    """Whether a reference value is certain enough for a callout."""
    interval = interval_of(callout)
    if interval is None:
        return Standing.NO_INTERVAL
    expanded = _expanded(callout, reference)
    if expanded is None:
        return Standing.UNKNOWN
    return Standing.COUNTED if expanded * PART_OF_INTERVAL <= interval else Standing.UNCERTAIN


def _expanded(callout: Callout, value: Measurement) -> Decimal | None:
    """U = 2·u in the unit of the callout; None where it is not known, or says nothing of such a value."""
    if value.uncertainty is None or callout.unit is None:
        return None
    try:
        return _COVERAGE_FACTOR * value.uncertainty.quantity.to(callout.unit).value
    except Refusal:
        return None


def _deviation(record: InspectionRecord, value: Measurement, given: Measurement) -> BoxDeviation | None:
    box = value.box
    callout = record.characteristic(box.balloon).callout
    if callout.unit is None:
        return None
    assert value.quantity is not None and given.quantity is not None
    try:
        x, reference = value_of(value.quantity, callout), value_of(given.quantity, callout)
    except Refusal:
        return None  # one of them in a unit that says nothing of the other
    used, other = means_of(value), means_of(given)
    expanded, of_reference = _expanded(callout, value), _expanded(callout, given)
    interval = interval_of(callout)
    is_independent = bool(used and other) and set(used).isdisjoint(other)
    en = None
    if is_independent and expanded is not None and of_reference is not None:
        en = normalized_error(x, expanded, reference, of_reference)
    return BoxDeviation(
        box,
        callout.unit,
        x,
        reference,
        x - reference,
        None if interval is None else _percent(x - reference, interval),
        interval,
        of_reference,
        standing_of(callout, given),
        ", ".join(used),
        ", ".join(other),
        fitness_of(record, box.balloon, used[0]) if used else None,
        expanded,
        en,
    )


def _percent(deviation: Decimal, interval: Decimal) -> Decimal:
    with localcontext(prec=50):
        return (100 * deviation / interval).quantize(_TENTH, rounding=ROUND_HALF_EVEN)


def _percents(boxes: Iterable[BoxDeviation]) -> list[Decimal]:
    return [abs(one.percent) for one in boxes if one.percent is not None]


def _mean(values: list[Decimal], step: Decimal) -> Decimal:
    with localcontext(prec=50):
        return (sum(values, Decimal(0)) / len(values)).quantize(step, rounding=ROUND_HALF_EVEN)


def _summaries(record: InspectionRecord, boxes: tuple[BoxDeviation, ...]) -> Iterable[CharacteristicAccuracy]:
    by_balloon: dict[str, list[BoxDeviation]] = {}
    for one in boxes:
        by_balloon.setdefault(one.box.balloon, []).append(one)
    for balloon, found in by_balloon.items():
        counted = [one for one in found if one.standing.is_counted]
        percents = _percents(counted)
        yield CharacteristicAccuracy(
            balloon,
            record.characteristic(balloon).callout.text,
            found[0].unit,
            len(counted),
            len(found) - len(counted),
            max((abs(one.deviation) for one in counted), default=None),
            _mean([one.deviation for one in counted], _SHOWN) if counted else None,
            max(percents, default=None),
            _mean(percents, _TENTH) if percents else None,
        )
