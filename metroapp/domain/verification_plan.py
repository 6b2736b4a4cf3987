"""The points proposed to verify an instrument, from its kind and its range. The standards are chosen afterwards.

A proposal: no text of a standard was at hand, and the workshop adds and removes points. Lengths in mm, Ra in µm.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest
from metroapp.domain.verification import CHECKS, Check, Direction, Point

# Offsets from the lower end that turn the thimble by another fraction each time: the classical set for micrometers
# (ISO 3611, DIN 863-1: general knowledge, the texts were not at hand).
SPINDLE_OFFSETS = tuple(map(Decimal, ("2.5", "5.1", "7.7", "10.3", "12.9", "15", "17.6", "20.2", "22.8", "25")))
REPEATS = 5  # of a repeatability
ROUGHNESS_READINGS = 5  # at places spread over the standard
USUAL_ROUGHNESS = Decimal(3)  # µm Ra of a usual reference specimen; the one at hand replaces it
_STAGE = Decimal(25)  # mm, the travel of a spindle
_INTERVALS = 4  # five points over a range
_TRAVEL_INTERVALS = 10  # eleven points each way for an indicator


def plan(instrument: Instrument, rings: Iterable[Decimal] = ()) -> tuple[Point, ...]:
    """The points proposed; `rings` are the diameters (mm) of the rings at hand, for what measures bores.

    Refuses `verification.kind` (it is not verified here) and `verification.range_unknown`.
    """
    if instrument.kind not in CHECKS:
        raise Refusal("verification.kind", instrument=instrument.number, kind=instrument.kind)
    if instrument.kind is InstrumentKind.ROUGHNESS_TESTER:
        return (Point(Check.MEAN, USUAL_ROUGHNESS, repeats=ROUGHNESS_READINGS),)
    lower, upper = measuring_range(instrument)
    within = sorted({ring for ring in rings if lower <= ring <= upper})
    match instrument.kind:
        case InstrumentKind.CALIPER:
            internal = [Point(Check.INTERNAL_JAWS, within[-1])] if within else []
            return (*_scale(lower, _even(lower, upper, _INTERVALS)), *internal)
        case InstrumentKind.MICROMETER | InstrumentKind.DEPTH_MICROMETER:
            return _scale(lower, [lower, *_spindle(lower, upper)])
        case InstrumentKind.INTERNAL_MICROMETER:
            sizes = within or _even(lower, upper, 2)
            return *(Point(Check.ERROR, size) for size in sizes), Point(Check.REPEATABILITY, sizes[0], repeats=REPEATS)
        case InstrumentKind.DIAL_INDICATOR:
            return _travel(lower, upper)
        case _:
            return _scale(lower, _even(lower, upper, _INTERVALS))


def measuring_range(instrument: Instrument) -> tuple[Decimal, Decimal]:
    """Both ends (mm); refuses `verification.range_unknown` where the register does not say them."""
    lower, upper = instrument.range_lower, instrument.range_upper
    if lower is None or upper is None or lower >= upper:
        raise Refusal("verification.range_unknown", instrument=instrument.number)
    return lower, upper


def working_range(instrument: Instrument) -> tuple[Decimal, Decimal]:
    """Both ends (mm) of what may be measured with it: of a limited one, of what it is left with. Refuses as
    `measuring_range`."""
    lower, upper = measuring_range(instrument)
    if instrument.state is not InstrumentState.LIMITED:
        return lower, upper
    ends = instrument.limited_lower, instrument.limited_upper
    return max(lower, lower if ends[0] is None else ends[0]), min(upper, upper if ends[1] is None else ends[1])


def _scale(lower: Decimal, sizes: list[Decimal]) -> tuple[Point, ...]:
    """The zero at the lower end, the errors at the other sizes, the repeatability near the middle."""
    middle = sizes[len(sizes) // 2]
    return (
        Point(Check.ZERO, lower),
        *(Point(Check.ERROR, size) for size in sizes if size != lower),
        Point(Check.REPEATABILITY, middle, repeats=REPEATS),
    )


def _travel(lower: Decimal, upper: Decimal) -> tuple[Point, ...]:
    """Up over the whole travel, then down again, and the repeatability in the middle."""
    sizes = _even(lower, upper, _TRAVEL_INTERVALS)
    return (
        *(Point(Check.ERROR, size, Direction.UP) for size in sizes),
        *(Point(Check.ERROR, size, Direction.DOWN) for size in reversed(sizes)),
        Point(Check.REPEATABILITY, sizes[len(sizes) // 2], repeats=REPEATS),
    )


def _spindle(lower: Decimal, upper: Decimal) -> list[Decimal]:
    """The classical offsets over the first travel of the spindle, then the end of each further one."""
    sizes = [lower + offset for offset in SPINDLE_OFFSETS if lower + offset < upper]
    stage = lower + 2 * _STAGE
    while stage < upper:
        sizes.append(stage)
        stage += _STAGE
    return [*map(shortest, sizes), upper]


def _even(lower: Decimal, upper: Decimal, intervals: int) -> list[Decimal]:
    return [shortest(lower + (upper - lower) * step / intervals) for step in range(intervals + 1)]
