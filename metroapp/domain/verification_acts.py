"""Three acts that are never one another: verification concludes, calibration gives values, adjustment changes a means.

And what is decided after a verification. A means that was adjusted is verified again before anybody measures with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import ClassVar

from metroapp.domain.due_dates import next_due
from metroapp.domain.instrument import LONGEST_INTERVAL, Instrument, InstrumentState
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.temperature import COLDEST, HOTTEST
from metroapp.domain.verification import OTHER_FACES, Indication, Outcome, Permitted, Point, Undone
from metroapp.domain.verification_conclusion import Conclusion, conclude


class Act(Enum):
    """What was done to a measuring instrument (VIM 2.44, 2.39, 3.11)."""

    VERIFICATION = "verification"
    CALIBRATION = "calibration"
    ADJUSTMENT = "adjustment"


class Decision(Enum):
    """What becomes of an instrument after its verification."""

    RETURN_TO_SERVICE = "return_to_service"
    LIMITATION = "limitation"  # to a part of its range
    ADJUSTMENT = "adjustment"
    DOWNGRADE = "downgrade"  # to a use that asks for less
    SCRAP = "scrap"


@dataclass(frozen=True, slots=True)
class Limitation:
    """The part of the range that is left (mm). Refuses `verification.limitation_reversed`."""

    lower: Decimal
    upper: Decimal

    def __post_init__(self) -> None:
        if not self.lower < self.upper:
            raise Refusal("verification.limitation_reversed", lower=self.lower, upper=self.upper)

    def holds(self, size: Decimal) -> bool:
        return self.lower <= size <= self.upper


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, by whom, and what it needs: why, the part of the range or the use that is left, the next due date."""

    decision: Decision
    by: str
    at: datetime
    reason: str = ""
    limitation: Limitation | None = None
    use: str = ""
    next_due: date | None = None
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """Temperature (°C) and relative humidity (%); None where nobody read them. Refuses `temperature.outside` and
    `verification.humidity`: what no workshop has."""

    temperature: Decimal | None = None
    humidity: Decimal | None = None

    def __post_init__(self) -> None:
        if self.temperature is not None and not COLDEST <= self.temperature <= HOTTEST:
            raise Refusal("temperature.outside", temperature=self.temperature, coldest=COLDEST, hottest=HOTTEST)
        if self.humidity is not None and not 0 <= self.humidity <= 100:
            raise Refusal("verification.humidity", humidity=self.humidity)


@dataclass(frozen=True)
class Verification:
    """Indications on standards against the permissible errors, with a conclusion.

    It was judged when it was made, by `evaluate` and `require_decision`: what is written is read under any later rule.
    """

    act: ClassVar[Act] = Act.VERIFICATION

    id: EntryId
    number: str
    means: Instrument  # as the register said it then
    points: tuple[Point, ...]
    indications: tuple[tuple[Indication, ...], ...]  # at each point
    permitted: Permitted
    on: date  # the day at the workshop of its last reading
    by: str
    at: datetime
    conditions: Conditions = Conditions()
    remark: str = ""
    decided: Decided | None = None
    undone: tuple[Undone, ...] = ()
    since: date | None = None  # the day of its first reading, where it is another one
    session: str = ""  # what it was read in
    concluded: Outcome | None = None  # as it was, by the rules of then

    @property
    def instrument(self) -> str:
        return self.means.number

    @cached_property
    def conclusion(self) -> Conclusion:
        found = conclude(self.means, self.points, self.indications, self.permitted)
        return found if self.concluded is None else replace(found, outcome=self.concluded)

    @property
    def simulated(self) -> bool:
        """Whether any reading, be it taken back, came from no real instrument."""
        kept = any(one.simulated for taken in self.indications for one in taken)
        return kept or any(one.indication.simulated for one in self.undone)


@dataclass(frozen=True, slots=True)
class CalibratedValue:
    """One line of a certificate: the error found at a nominal value, and U with its k."""

    nominal: Decimal
    error: Decimal
    expanded: Decimal | None = None
    coverage: Decimal = Decimal(2)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Values and their uncertainties, on the certificate of a laboratory. It concludes nothing."""

    act: ClassVar[Act] = Act.CALIBRATION

    id: EntryId
    instrument: str
    certificate: str
    laboratory: str
    on: date
    values: tuple[CalibratedValue, ...]
    by: str  # who entered it
    at: datetime
    digest: str = ""  # of the document, where it was filed


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What was changed on the instrument. What it showed before holds no more: it is to be verified."""

    act: ClassVar[Act] = Act.ADJUSTMENT

    id: EntryId
    instrument: str
    done: str
    by: str
    at: datetime
    after: str = ""  # number of the verification that asked for it


_FEWEST_PROVEN = 2  # sizes that conform, of what a limitation leaves
_ALLOWED = {
    Outcome.CONFORMING: tuple(Decision),
    Outcome.NONCONFORMING: tuple(one for one in Decision if one is not Decision.RETURN_TO_SERVICE),
    Outcome.NOT_CONCLUDED: (Decision.ADJUSTMENT, Decision.DOWNGRADE, Decision.SCRAP),
}
_STATES = {
    Decision.RETURN_TO_SERVICE: InstrumentState.IN_SERVICE,
    Decision.LIMITATION: InstrumentState.LIMITED,
    Decision.ADJUSTMENT: InstrumentState.PENDING,
    Decision.DOWNGRADE: InstrumentState.LIMITED,
    Decision.SCRAP: InstrumentState.WITHDRAWN,
}


def allowed(conclusion: Conclusion) -> tuple[Decision, ...]:
    """The decisions that a conclusion leaves. A repeatability or a hysteresis too large is so over the whole range, and
    bad internal jaws or a bad depth rod are so at every size."""
    found = _ALLOWED[conclusion.outcome]
    everywhere = [spread.outcome for spread in conclusion.spreads]
    everywhere += [one.outcome for one in conclusion.points if one.point.check in OTHER_FACES]
    if Outcome.NONCONFORMING in everywhere:
        return tuple(one for one in found if one is not Decision.LIMITATION)
    return found


def require_decision(instrument: Instrument, conclusion: Conclusion, decided: Decided, on: date) -> None:
    """Refuse a decision that the conclusion does not bear, on a day at the workshop.

    `verification.decision_not_allowed`, `.reason_missing` (all but a return to service say why), `.part_reason_missing`
    (so does a return over a range that is proven in part), `.use_missing` (of a downgrade), `.next_due_past`,
    `.next_due_far`, and of a limitation `.limitation_missing`, `.limitation_outside` (of the range),
    `.limitation_holds_bad` (a point that does not conform), `.limitation_unproven` (fewer than two sizes that conform,
    or an end beyond them).
    """
    decision = decided.decision
    if decision not in allowed(conclusion):
        raise Refusal("verification.decision_not_allowed", decision=decision, outcome=conclusion.outcome)
    if decision is not Decision.RETURN_TO_SERVICE and not decided.reason.strip():
        raise Refusal("verification.reason_missing", decision=decision)
    if decision is Decision.RETURN_TO_SERVICE and conclusion.proves_part_only and not decided.reason.strip():
        raise Refusal("verification.part_reason_missing", instrument=instrument.number)
    if decision is Decision.DOWNGRADE and not decided.use.strip():
        raise Refusal("verification.use_missing")
    if decided.next_due is not None:
        require_due(decided.next_due, on)
    if decision is Decision.LIMITATION:
        _require_limitation(instrument, conclusion, decided.limitation)


def require_due(due: date, on: date) -> None:
    """Refuse `verification.next_due_past`, and `verification.next_due_far` beyond the longest interval."""
    if due <= on:
        raise Refusal("verification.next_due_past", due=due)
    if due > next_due(on, LONGEST_INTERVAL):
        raise Refusal("verification.next_due_far", due=due, months=LONGEST_INTERVAL)


def _require_limitation(instrument: Instrument, conclusion: Conclusion, left: Limitation | None) -> None:
    if left is None:
        raise Refusal("verification.limitation_missing")
    if not (instrument.reaches(left.lower) and instrument.reaches(left.upper)):
        raise Refusal("verification.limitation_outside", lower=left.lower, upper=left.upper)
    for result in conclusion.points:
        if result.outcome is not Outcome.CONFORMING and left.holds(result.point.nominal):
            raise Refusal("verification.limitation_holds_bad", nominal=result.point.nominal)
    tried: dict[Decimal, bool] = {}
    for result in conclusion.points:
        if result.point.check not in OTHER_FACES:
            good = result.outcome is Outcome.CONFORMING
            tried[result.point.nominal] = tried.get(result.point.nominal, True) and good
    inside = [size for size, good in tried.items() if good and left.holds(size)]
    below = max((size for size in tried if size <= left.lower), default=None)
    above = min((size for size in tried if size >= left.upper), default=None)
    ends_hold = below is not None and above is not None and tried[below] and tried[above]
    if len(inside) < _FEWEST_PROVEN or not ends_hold:
        raise Refusal("verification.limitation_unproven", lower=left.lower, upper=left.upper)


def state_after(acts: Iterable[Verification | Calibration | Adjustment]) -> InstrumentState | None:
    """The state that the acts on one instrument leave it in, in the order of time; None where none of them says it.

    A calibration changes nothing. Nothing brings a scrapped instrument back.
    """
    state: InstrumentState | None = None
    for act in acts:
        match act:
            case Adjustment():
                state = InstrumentState.TO_VERIFY
            case Verification(decided=None):
                state = InstrumentState.PENDING
            case Verification(decided=Decided(decision=Decision.SCRAP)):
                return InstrumentState.WITHDRAWN
            case Verification(decided=Decided(decision=decision)):
                state = _STATES[decision]
            case Calibration():
                pass
    return state
