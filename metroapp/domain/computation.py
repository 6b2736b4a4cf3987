"""Values computed from several indications: comparison, height-column probings, max − min sweeps.

All in millimetres, exact; the elementary indications are kept beside the value (`Measurement.inputs`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import combinations
from statistics import median

from metroapp.domain.callout import Callout, Nature
from metroapp.domain.instrument import GaugeBlock
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import rounded

MOST_BLOCKS = 4


def by_comparison(certified: Decimal, zero: Decimal, indication: Decimal, *, inverse: bool = False) -> Decimal:
    """Size = certified length of the stack ± (indication on the piece − indication on the stack).

    `inverse` is for the bore gauges whose indication grows when the bore shrinks.
    """
    deviation = indication - zero
    return certified - deviation if inverse else certified + deviation


def from_probings(first: Decimal, second: Decimal, nature: Nature | None, probe_constant: Decimal) -> Decimal:
    """Distance between two probed heights.

    A bore is probed with opposite sides of the ball, inward: the constant is added; an external size subtracts it; a
    step is probed twice in the same direction, so the constant cancels.
    """
    distance = abs(second - first)
    if nature is Nature.INTERNAL:
        return distance + probe_constant
    if nature is Nature.EXTERNAL:
        if distance < probe_constant:
            raise Refusal("probing.too_close", distance=distance, constant=probe_constant)
        return distance - probe_constant
    return distance


def from_sweep(first: Decimal, second: Decimal) -> Decimal:
    """Maximum − minimum of the indications of a sweep (run-out, flatness): never negative."""
    return abs(first - second)


def from_readings(values: Sequence[Decimal], callout: Callout) -> Decimal:
    """The value that several local sizes of one feature give against its requirement.

    By default a size is a two-point local size and each reading must conform (ISO 8015, ISO 14405-1:2016, 5): the
    value is the reading nearest to being refused, so that it conforms only if all do. A modifier of the drawing names
    another size; the global ones are approached from the readings at hand, and the derivation says so.
    """
    for modifier in callout.modifiers:
        of_readings = _SIZES.get(modifier)
        if of_readings is not None:
            return of_readings(values)
    if callout.mid_limit is not None:
        middle = callout.mid_limit
        return max(values, key=lambda value: abs(value - middle))
    return min(values) if callout.upper_limit is None else max(values)


def _mean(values: Sequence[Decimal]) -> Decimal:
    return rounded(sum(values, Decimal(0)) / len(values))


_SIZES: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "SX": max,
    "SN": min,
    "SA": _mean,
    "SM": lambda values: rounded(median(values)),
    "SD": lambda values: rounded((max(values) + min(values)) / 2),
    "SR": lambda values: max(values) - min(values),
    "GG": _mean,
    "GX": min,
    "GN": max,
    "GC": lambda values: rounded((max(values) + min(values)) / 2),
    "CC": _mean,
    "CA": _mean,
    "CV": _mean,
}


def build_stack(target: Decimal, blocks: Iterable[GaugeBlock]) -> tuple[GaugeBlock, ...]:
    """The stack with the fewest blocks whose nominal length is exactly `target` (mm).

    Refuses (`comparison.no_stack`) when at most four blocks of the set cannot make it. Each block exists once.
    """
    usable: Sequence[GaugeBlock] = sorted(
        (block for block in blocks if block.nominal <= target), key=lambda block: -block.nominal
    )
    for count in range(1, MOST_BLOCKS + 1):
        for stack in combinations(usable, count):
            if sum(block.nominal for block in stack) == target:
                return stack
    raise Refusal("comparison.no_stack", target=target)


def certified_length(stack: Iterable[GaugeBlock]) -> Decimal:
    """Certified length of a wrung stack (mm): the sum of the certified lengths, not of the nominal ones."""
    return sum((block.certified for block in stack), Decimal(0))
