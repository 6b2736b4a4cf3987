"""Inspection by comparison: value = certified size + s·k·(indication on the piece − indication on the stack).

s is −1 for an indicator that grows when the size shrinks (most bore gauges), k the factor of a lever or of a scale.
Everything is signed: a magnitude would turn a piece too small into one too large. Lengths in millimetres, exact.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import median_low
from typing import Generic, TypeVar

from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest

ZERO_READINGS = 3
LEAST_DIGITS = 10  # of a displacement that proves a mounting: the factor is then known within a tenth
_FACTOR_STEP = Decimal("0.000001")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Mounting:
    """How an indicator follows the size: `sign` 1 (direct) or −1 (inverse), `factor` the size for one unit shown."""

    sign: int = 1
    factor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        """Refuses `comparison.factor_not_positive`: an inverse indicator is said by the sign."""
        if self.sign not in (1, -1) or not self.factor.is_finite() or self.factor <= 0:
            raise Refusal("comparison.factor_not_positive", factor=self.factor)

    def change(self, before: Decimal, after: Decimal) -> Decimal:
        """The signed change of size that two indications show."""
        return self.sign * self.factor * (after - before)


DIRECT = Mounting()


def by_comparison(certified: Decimal, zero: Decimal, indication: Decimal, mounting: Mounting = DIRECT) -> Decimal:
    """Size of a piece from the certified length of the stack on which `zero` was read."""
    return certified + mounting.change(zero, indication)


def prove_mounting(
    readings: Sequence[tuple[Decimal, Decimal]],
    displacement: Decimal,
    resolution: Decimal,
    factor: Decimal | None = None,
) -> Mounting:
    """The sign and the factor that a known displacement proves, before the zero is set.

    `readings` are the indications before and after the displacement (mm, signed: positive towards larger sizes), as
    often as it was made. The factor is the one declared, or 1 where none is, when every reading agrees with it within
    one digit (`resolution`); without a declared one, it is found from the readings, at 10⁻⁶. Refuses
    `comparison.mounting_not_displaced` (fewer than ten digits, or none shown), `.mounting_not_repeated`,
    `.factor_not_proven`.
    """
    changes = [after - before for before, after in readings]
    if not changes or resolution <= 0 or displacement**2 < (LEAST_DIGITS * resolution) ** 2:
        raise Refusal("comparison.mounting_not_displaced", displacement=displacement, digits=LEAST_DIGITS)
    if any(change**2 < (LEAST_DIGITS * resolution) ** 2 for change in changes):
        raise Refusal("comparison.mounting_not_displaced", displacement=displacement, digits=LEAST_DIGITS)
    if max(changes) - min(changes) > resolution:
        raise Refusal("comparison.mounting_not_repeated", spread=max(changes) - min(changes), resolution=resolution)
    sign = 1 if changes[0] * displacement > 0 else -1
    declared = Mounting(sign, Decimal(1) if factor is None else factor)
    digit = declared.factor * resolution
    if all(-digit <= declared.change(before, after) - displacement <= digit for before, after in readings):
        return declared
    with localcontext(prec=40):
        found = sign * displacement * len(changes) / sum(changes, Decimal(0))
        measured = shortest(found.quantize(_FACTOR_STEP))
    if factor is not None:
        raise Refusal("comparison.factor_not_proven", factor=factor, found=measured)
    return Mounting(sign, measured)


def zero_of(readings: Sequence[Decimal], resolution: Decimal) -> Decimal:
    """The zero that three or more readings on the stack give, the spindle lifted and let down in between: their median.

    Refuses `comparison.zero_readings` (fewer than three) and `comparison.zero_not_repeated` (more than one digit).
    """
    if len(readings) < ZERO_READINGS:
        raise Refusal("comparison.zero_readings", taken=len(readings), wanted=ZERO_READINGS)
    spread = max(readings) - min(readings)
    if spread > resolution:
        raise Refusal("comparison.zero_not_repeated", spread=spread, resolution=resolution)
    return median_low(readings)


@dataclass(frozen=True, slots=True)
class ZeroTaken:
    """The comparator was set on its stack: what is measured next is worth this zero."""

    indication: Decimal


@dataclass(frozen=True, slots=True)
class ZeroChecked:
    """The stack was read once more without setting the comparator."""

    indication: Decimal


@dataclass(frozen=True, slots=True)
class ZeroLost:
    """The stack cannot be read once more: nothing proves the zero that was set."""


@dataclass(frozen=True, slots=True)
class Compared(Generic[Key]):
    """A value was measured, known by its box."""

    key: Key


@dataclass(frozen=True, slots=True)
class ZeroReview(Generic[Key]):
    """What the zeros of a series say of its values."""

    proven: tuple[Key, ...]  # between two good zeros
    again: tuple[Key, ...]  # since the last good zero before a drift, or without a good zero: to be taken again
    open: tuple[Key, ...]  # no re-check has closed them yet


Step = ZeroTaken | ZeroChecked | ZeroLost | Compared[Key]


def has_drifted(zero: Decimal, indication: Decimal, limit: Decimal) -> bool:
    """Whether a re-check is farther than `limit` from the zero that was set, on either side."""
    return not -limit <= indication - zero <= limit


def review_zeros(series: Iterable[Step[Key]], limit: Decimal) -> ZeroReview[Key]:
    """Which values of a series stand, in the order of what was done.

    A re-check drifts when it is farther than `limit` from the zero that was set, on either side. It takes back every
    value since the last good zero, and those that follow until the comparator is set again. A value that is not yet
    re-checked when the comparator is set anew was never proven: it is to be taken again.
    """
    zero: Decimal | None = None
    proven: list[Key] = []
    again: list[Key] = []
    waiting: list[Key] = []
    for step in series:
        match step:
            case Compared(key):
                (again if zero is None else waiting).append(key)
            case ZeroTaken(indication):
                again += waiting
                zero, waiting = indication, []
            case ZeroChecked(indication) if zero is not None:
                if has_drifted(zero, indication, limit):
                    again += waiting
                    zero = None
                else:
                    proven += waiting
                waiting = []
            case ZeroLost():
                again += waiting
                zero, waiting = None, []
    return ZeroReview(tuple(proven), tuple(again), tuple(waiting))
