"""Verification (VIM 2.44) of a measuring instrument: what it shows on standards, against its permissible errors.

An error is the indication minus the certified value (VIM 2.16, 4.26), signed: its sign is never lost. The decision is
simple acceptance: an error as large as the limit conforms; the uncertainty of a standard is said beside, never added.
Values are in the unit that the instrument is read in: mm, µm for a roughness tester. Exact; only a mean is rounded, as
that of a sweep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from enum import Enum

from metroapp.domain.decision import Side
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import Frame, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, decimals_of, shortest
from metroapp.domain.sweep import mean_of

FEWEST_REPEATS, MOST_REPEATS = 2, 20  # of a repeatability: a deviation needs two; the factors of a range end at twenty
_WRONG_STANDARD = Decimal("0.1")  # mm: no standard is certified as far from its nominal length

_LIMIT_STEP = Decimal("1e-6")  # a nanometre: L/300 has no end


class Check(Enum):
    """What the readings at one point show."""

    ZERO = "zero"  # faces closed, on the surface plate, or on the setting standard
    ERROR = "error"  # error of indication of the ordinary faces
    INTERNAL_JAWS = "internal_jaws"  # the same, between the internal jaws of a caliper
    DEPTH_ROD = "depth_rod"
    MEAN = "mean"  # mean of the readings on a roughness standard
    REPEATABILITY = "repeatability"
    HYSTERESIS = "hysteresis"  # never a point: what points read upwards and downwards give together


class Direction(Enum):
    """From which side a point is reached."""

    NONE = "none"
    UP = "up"
    DOWN = "down"


class Outcome(Enum):
    """What a check proves. Without every reading and a limit to hold, it proves nothing."""

    CONFORMING = "conforming"
    NONCONFORMING = "nonconforming"
    NOT_CONCLUDED = "not_concluded"


OTHER_FACES = frozenset({Check.INTERNAL_JAWS, Check.DEPTH_ROD})  # of a caliper
CHECKS: dict[InstrumentKind, frozenset[Check]] = {
    InstrumentKind.CALIPER: OTHER_FACES | {Check.ZERO, Check.ERROR, Check.REPEATABILITY},
    InstrumentKind.ROUGHNESS_TESTER: frozenset({Check.MEAN}),
    **dict.fromkeys(
        (
            InstrumentKind.MICROMETER,
            InstrumentKind.INTERNAL_MICROMETER,
            InstrumentKind.DEPTH_MICROMETER,
            InstrumentKind.DEPTH_GAUGE,
            InstrumentKind.DIAL_INDICATOR,
            InstrumentKind.HEIGHT_GAUGE,
        ),
        frozenset({Check.ZERO, Check.ERROR, Check.REPEATABILITY}),
    ),
}


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard at one point: what it is, its certified value, its certificate. `uncertainty` is standard (k = 1).

    Refuses `verification.standard_unnamed` and `verification.standard_uncertainty` (not positive).
    """

    identity: str  # the blocks of a stack, a ring, a roughness standard, with their numbers
    certified: Decimal
    certificate: str = ""
    due: date | None = None  # the earliest one of a stack
    uncertainty: Decimal | None = None
    number: str = ""  # in the register: of the set of blocks, of the ring, of the specimen

    def __post_init__(self) -> None:
        if not self.identity.strip():
            raise Refusal("verification.standard_unnamed")
        if self.uncertainty is not None and self.uncertainty <= 0:
            raise Refusal("verification.standard_uncertainty", standard=self.identity)

    def require_in_date(self, on: date) -> None:
        """Refuse `verification.standard_overdue`; the day of its due date still counts."""
        if self.due is not None and self.due < on:
            raise Refusal("verification.standard_overdue", standard=self.identity, due=self.due)


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what is checked, at which nominal value, on which standard, how often.

    Refuses `verification.repeats`: none, more than twenty, or a single reading for a repeatability.
    """

    check: Check
    nominal: Decimal
    direction: Direction = Direction.NONE
    repeats: int = 1
    standard: Standard | None = None

    def __post_init__(self) -> None:
        fewest = FEWEST_REPEATS if self.check is Check.REPEATABILITY else 1
        if not fewest <= self.repeats <= MOST_REPEATS:
            raise Refusal("verification.repeats", repeats=self.repeats, fewest=fewest, most=MOST_REPEATS)

    @property
    def certified(self) -> Decimal | None:
        """What should be shown; nothing has to be put under the zero of closed faces. None: its standard is missing."""
        if self.standard is not None:
            return self.standard.certified
        return Decimal(0) if self.nominal == 0 else None

    def on(self, standard: Standard) -> Point:
        """The point with its standard. That of a roughness sets the nominal value itself.

        Refuses `verification.standard_wrong`: a length more than 0.1 mm from the nominal one.
        """
        if self.check is Check.MEAN:
            return replace(self, nominal=standard.certified, standard=standard)
        if abs(standard.certified - self.nominal) > _WRONG_STANDARD:
            raise Refusal(
                "verification.standard_wrong",
                standard=standard.identity,
                certified=standard.certified,
                nominal=self.nominal,
            )
        return replace(self, standard=standard)


@dataclass(frozen=True, slots=True)
class Indication:
    """One reading: as the instrument sent it, or typed."""

    quantity: Quantity
    origin: Origin = Origin.INSTRUMENT
    frame: Frame | None = None
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Undone:
    """A reading that was taken at a point, and taken back: it decides nothing, and stays written."""

    check: Check
    nominal: Decimal
    indication: Indication


@dataclass(frozen=True, slots=True)
class Permitted:
    """What the workshop permits: errors of indication ± (a + b·L), and by how much more for the internal jaws and the
    depth rod (S of ISO 13385-1; 0.020 mm in DIN 862).

    `repeatability` limits the range of repeated readings, `hysteresis` |up − down|; without a limit, they are
    information. Refuses `verification.limit_negative`.
    """

    error: PermissibleError | None = None
    other_faces: Decimal = Decimal(0)
    repeatability: Decimal | None = None
    hysteresis: Decimal | None = None

    def __post_init__(self) -> None:
        for limit in (self.other_faces, self.repeatability, self.hysteresis):
            if limit is not None and limit < 0:
                raise Refusal("verification.limit_negative", limit=limit)

    @classmethod
    def of(cls, instrument: Instrument) -> Permitted:
        """What the register permits, brought to the unit of the instrument."""
        law = instrument.permissible_error
        if law is None or instrument.kind.reading_unit is Unit.MM:
            return cls(law)
        constant = Quantity(law.constant, Unit.MM).to(instrument.kind.reading_unit).value
        return cls(PermissibleError(constant, law.per_length))

    def at(self, point: Point) -> Decimal | None:
        """The half-width at a point, to the millionth and never widened; L is its distance from zero."""
        if self.error is None:
            return None
        exact = self.error.at(abs(point.nominal)) + (self.other_faces if point.check in OTHER_FACES else 0)
        return shortest(exact.quantize(_LIMIT_STEP, rounding=ROUND_FLOOR))


@dataclass(frozen=True, slots=True)
class Exceedance:
    """By how much an error is beyond its limit, positive, and on which side."""

    side: Side
    by: Decimal


def exceedance(error: Decimal, permissible: Decimal) -> Exceedance | None:
    """None for an error inside ± permissible, or exactly as large."""
    if error > permissible:
        return Exceedance(Side.ABOVE, error - permissible)
    if error < -permissible:
        return Exceedance(Side.BELOW, -permissible - error)
    return None


@dataclass(frozen=True, slots=True)
class PointResult:
    """What one point gave. Of several readings the one with the largest error decides, of a roughness their mean."""

    point: Point
    taken: tuple[Decimal, ...]
    indication: Decimal | None
    error: Decimal | None
    permissible: Decimal | None

    @property
    def missing(self) -> int:
        """Readings still to be taken."""
        return max(0, self.point.repeats - len(self.taken))

    @property
    def exceedance(self) -> Exceedance | None:
        if self.error is None or self.permissible is None:
            return None
        return exceedance(self.error, self.permissible)

    @property
    def outcome(self) -> Outcome:
        """One reading too bad is enough to fail; all of them are needed to pass."""
        if self.exceedance is not None:
            return Outcome.NONCONFORMING
        if self.error is None or self.permissible is None or self.missing:
            return Outcome.NOT_CONCLUDED
        return Outcome.CONFORMING


def require_point(instrument: Instrument, point: Point) -> None:
    """Refuse a point that this instrument cannot have.

    `verification.kind` (it is not verified here), `verification.check` (not of its kind), `verification.point_below`
    and `verification.point_above` (outside its range), `verification.roughness` (not positive).
    """
    checks = CHECKS.get(instrument.kind)
    if checks is None:
        raise Refusal("verification.kind", instrument=instrument.number, kind=instrument.kind)
    if point.check not in checks:
        raise Refusal("verification.check", check=point.check, instrument=instrument.number, kind=instrument.kind)
    if point.check is Check.MEAN:
        if point.nominal <= 0:
            raise Refusal("verification.roughness", nominal=point.nominal)
        return
    lower, upper = instrument.range_lower, instrument.range_upper
    if lower is not None and point.nominal < lower:
        raise Refusal("verification.point_below", nominal=point.nominal, lower=lower, instrument=instrument.number)
    if upper is not None and point.nominal > upper:
        raise Refusal("verification.point_above", nominal=point.nominal, upper=upper, instrument=instrument.number)


def require_indication(instrument: Instrument, indication: Indication) -> Decimal:
    """The reading in the unit of the instrument, with its digits.

    Refuses `verification.other_instrument` (another one sent it), `verification.origin` (neither sent nor typed) and
    `unit.not_comparable`.
    """
    frame = indication.frame
    if frame is not None and frame.instrument != instrument.number:
        raise Refusal("verification.other_instrument", sent=frame.instrument, instrument=instrument.number)
    if indication.origin not in (Origin.INSTRUMENT, Origin.TYPED):
        raise Refusal("verification.origin", origin=indication.origin)
    return indication.quantity.to(instrument.kind.reading_unit).value


def judge_point(
    instrument: Instrument, point: Point, readings: Sequence[Indication], permitted: Permitted
) -> PointResult:
    """What the readings at one point say; refuses as `require_point` and `require_indication`."""
    require_point(instrument, point)
    for one in readings:
        require_indication(instrument, one)
    return result_at(instrument, point, readings, permitted)


def result_at(
    instrument: Instrument, point: Point, readings: Sequence[Indication], permitted: Permitted
) -> PointResult:
    """What readings that were taken say: they were judged then, and what is written is never refused again."""
    taken = tuple(one.quantity.to(instrument.kind.reading_unit).value for one in readings)
    indication = _deciding(point, taken)
    certified = point.certified
    error = None if indication is None or certified is None else indication - certified
    return PointResult(point, taken, indication, error, permitted.at(point))


def _deciding(point: Point, taken: tuple[Decimal, ...]) -> Decimal | None:
    if not taken:
        return None
    if point.check is Check.MEAN:
        return _mean(taken) if len(taken) >= point.repeats else None
    certified = point.nominal if point.certified is None else point.certified
    return max(taken, key=lambda reading: abs(reading - certified))


def _mean(taken: tuple[Decimal, ...]) -> Decimal:
    """Rounded half-even at two decimals more than the readings show."""
    decimals = max(map(decimals_of, taken))
    return mean_of(sum(int(reading.scaleb(decimals)) for reading in taken), len(taken), decimals)
