"""Values computed from several indications: comparison, height-column probings, max − min sweeps.

All in millimetres, exact; the elementary indications are kept beside the value (`Measurement.inputs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from metroapp.domain.callout import Nature
from metroapp.domain.instrument import GaugeBlock
from metroapp.domain.message import Refusal

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
