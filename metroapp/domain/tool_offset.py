"""Correction of a tool offset (correcteur dynamique) from what was measured: which way, and by how much.

The tool geometry measured at set-up (jauge) is another thing: nothing here changes it, and nothing is ever sent to the
machine. Signs follow from geometry, and from the NUM programming manual for the radius of a milling cutter (DR = −ΔC
of one side, −ΔC/2 where both sides are machined): « trop grand = retirer » is wrong inside a contour and for a depth.
All lengths are in millimetres, exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import Enum
from fractions import Fraction

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest


class MachineKind(Enum):
    """What the machine does."""

    TURNING = "turning"
    MILLING = "milling"


class Corrector(Enum):
    """Which register of the tool is corrected."""

    X_DIAMETER = "x-diameter"  # lathe programmed in diameters
    X_RADIUS = "x-radius"
    Z = "z"
    LENGTH = "length"  # of a milling tool
    RADIUS = "radius"  # of a cutter under radius compensation (G41, G42)


class Feature(Enum):
    """What the tool makes."""

    OUTSIDE = "outside"  # a shaft, an outside contour
    INSIDE = "inside"  # a bore, a pocket
    FRONT_FACE = "front-face"  # the length of the piece, outwards from the chuck
    SHOULDER = "shoulder"  # its depth from the front face
    HEIGHT = "height"
    DEPTH = "depth"


_HALF = Fraction(1, 2)
# By how much the register changes for a size one millimetre too large, with both sides machined.
_GAIN: dict[tuple[MachineKind, Corrector, Feature], Fraction] = {
    (MachineKind.TURNING, Corrector.X_DIAMETER, Feature.OUTSIDE): Fraction(-1),
    (MachineKind.TURNING, Corrector.X_DIAMETER, Feature.INSIDE): Fraction(-1),
    (MachineKind.TURNING, Corrector.X_RADIUS, Feature.OUTSIDE): -_HALF,
    (MachineKind.TURNING, Corrector.X_RADIUS, Feature.INSIDE): -_HALF,
    (MachineKind.TURNING, Corrector.Z, Feature.FRONT_FACE): Fraction(-1),
    (MachineKind.TURNING, Corrector.Z, Feature.SHOULDER): Fraction(1),
    (MachineKind.MILLING, Corrector.LENGTH, Feature.HEIGHT): Fraction(-1),
    (MachineKind.MILLING, Corrector.LENGTH, Feature.DEPTH): Fraction(1),
    (MachineKind.MILLING, Corrector.RADIUS, Feature.OUTSIDE): -_HALF,
    (MachineKind.MILLING, Corrector.RADIUS, Feature.INSIDE): _HALF,
}
LARGEST_CORRECTION = Decimal("0.5")  # beyond it, a wrong piece, tool or instrument is likelier than wear
_STEP = Decimal("0.001")  # of a register, unless the machine says otherwise


@dataclass(frozen=True, slots=True)
class ToolLink:
    """What a size owes to a register of a tool. `sides`: how many sides of the size one pass of a cutter makes."""

    machine: MachineKind
    corrector: Corrector
    feature: Feature
    sides: int | None = None

    def __post_init__(self) -> None:
        """Refuses `offset.pair` (no such register for such a feature) and `offset.sides` (1 or 2 for a radius)."""
        if (self.machine, self.corrector, self.feature) not in _GAIN:
            raise Refusal("offset.pair", machine=self.machine, corrector=self.corrector, feature=self.feature)
        if self.corrector is Corrector.RADIUS and self.sides not in (1, 2):
            raise Refusal("offset.sides")

    @property
    def gain(self) -> Fraction:
        """The change of the register for a size one millimetre too large."""
        found = _GAIN[self.machine, self.corrector, self.feature]
        return 2 * found if self.corrector is Corrector.RADIUS and self.sides == 1 else found


def features_of(machine: MachineKind, corrector: Corrector) -> tuple[Feature, ...]:
    """What a register of a machine may be corrected for; nothing where the machine has no such register."""
    return tuple(feature for one, other, feature in _GAIN if (one, other) == (machine, corrector))


class OffsetReason(Enum):
    """Why a correction is what it is."""

    CORRECTED = "corrected"
    ON_TARGET = "on_target"
    DEAD_BAND = "dead_band"  # the deviation does not stand out of the dispersion, or of U
    BELOW_STEP = "below_step"  # less than half a step of the register
    CAPPED = "capped"
    CONFLICT = "conflict"  # what would bring one size back takes another one out of its limits


@dataclass(frozen=True, slots=True)
class MeasuredSize:
    """A size made with the tool: the values of the last pieces, where it is aimed at, and its limits where it has any.

    `dead_band` is what a deviation must exceed to mean something: the dispersion of the process, or U.
    """

    link: ToolLink
    values: tuple[Decimal, ...]
    target: Decimal
    dead_band: Decimal = Decimal(0)
    lower: Decimal | None = None
    upper: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuses `offset.nothing_measured`, `offset.dead_band`."""
        if not self.values:
            raise Refusal("offset.nothing_measured")
        if self.dead_band < 0:
            raise Refusal("offset.dead_band")

    @property
    def mean(self) -> Fraction:
        return sum(map(Fraction, self.values), Fraction(0)) / len(self.values)

    @property
    def deviation(self) -> Fraction:
        """By how much the mean is above the target."""
        return self.mean - Fraction(self.target)

    @property
    def stands_out(self) -> bool:
        return abs(self.deviation) > self.dead_band

    @property
    def weight(self) -> Fraction:
        """What it counts beside others: the inverse of its squared tolerance interval."""
        if self.lower is None or self.upper is None or self.lower >= self.upper:
            return Fraction(1)
        return 1 / Fraction(self.upper - self.lower) ** 2

    def after(self, correction: Decimal) -> Fraction:
        """Where its mean would be with the register so changed."""
        return self.mean - Fraction(correction) / self.link.gain

    def holds(self, mean: Fraction) -> bool:
        """Whether a mean is inside the limits that it has."""
        return (self.lower is None or mean >= self.lower) and (self.upper is None or mean <= self.upper)

    def suffers(self, correction: Decimal) -> bool:
        """Whether the register so changed takes its mean out of its limits, or farther out of them."""
        after = self.after(correction)
        if self.holds(after):
            return False
        return self.holds(self.mean) or abs(after - Fraction(self.target)) > abs(self.deviation)


@dataclass(frozen=True, slots=True)
class Offset:
    """What is proposed: to be added to the register; None where it is better left as it is."""

    correction: Decimal | None
    reason: OffsetReason
    uncapped: Decimal | None = None  # what it would have been, of one that is capped


def propose(sizes: Sequence[MeasuredSize], cap: Decimal = LARGEST_CORRECTION, step: Decimal | None = None) -> Offset:
    """The correction of one register from the sizes that it makes.

    Of one size, exact unless a `step` of the register rounds it. Several are weighed together by least squares,
    tightest tolerance first (rounded at the `step`, one micrometre by default); none is proposed, capped or not, that
    would take one of them out of its limits or farther out. Refuses `offset.nothing_measured`, `offset.cap`,
    `offset.step`.
    """
    if not sizes:
        raise Refusal("offset.nothing_measured")
    if cap <= 0:
        raise Refusal("offset.cap")
    if step is not None and step <= 0:
        raise Refusal("offset.step")
    if not any(size.stands_out for size in sizes):
        still = all(size.deviation == 0 for size in sizes)
        return Offset(None, OffsetReason.ON_TARGET if still else OffsetReason.DEAD_BAND)
    wished = _least_squares(sizes)
    exact = len(sizes) == 1 and step is None and len(sizes[0].values) == 1
    correction = _decimal(wished) if exact else _rounded(wished, step or _STEP)
    uncapped = correction if abs(correction) > cap else None
    if uncapped is not None:
        correction = _within(cap, step).copy_sign(uncapped)
    if correction == 0:
        return Offset(None, OffsetReason.BELOW_STEP)
    if any(size.suffers(correction) for size in sizes):
        return Offset(None, OffsetReason.CONFLICT)
    return Offset(correction, OffsetReason.CORRECTED if uncapped is None else OffsetReason.CAPPED, uncapped)


def _least_squares(sizes: Sequence[MeasuredSize]) -> Fraction:
    """The change c that makes the sum of weight · (deviation − c / gain)² the smallest."""
    slopes = [(size, 1 / size.link.gain) for size in sizes]
    over = sum((size.weight * slope * size.deviation for size, slope in slopes), Fraction(0))
    return over / sum((size.weight * slope * slope for size, slope in slopes), Fraction(0))


def _decimal(value: Fraction) -> Decimal:
    """Exact: a difference of two decimals, or half of one."""
    return shortest(Decimal(value.numerator) / Decimal(value.denominator))


def _within(cap: Decimal, step: Decimal | None) -> Decimal:
    """The largest whole number of steps that the cap lets be typed in."""
    return cap if step is None else shortest(cap // step * step)


def _rounded(value: Fraction, step: Decimal) -> Decimal:
    steps = Decimal(round(value / Fraction(step)))
    return shortest((steps * step).quantize(step, rounding=ROUND_HALF_EVEN))
