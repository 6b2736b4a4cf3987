"""Values computed from several indications: max − min sweeps, local sizes.

All in millimetres, exact; the elementary indications are kept beside the value (`Measurement.inputs`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import median

from metroapp.domain.callout import Callout
from metroapp.domain.quantity import rounded
from metroapp.domain.texture_rules import deciding


def from_sweep(first: Decimal, second: Decimal) -> Decimal:
    """Maximum − minimum of the indications of a sweep (run-out, flatness): never negative."""
    return abs(first - second)


def from_readings(values: Sequence[Decimal], callout: Callout) -> Decimal:
    """The value that several local sizes of one feature give against its requirement.

    By default a size is a two-point local size and each reading must conform (ISO 8015, ISO 14405-1:2016, 5): the
    value is the reading nearest to being refused, so that it conforms only if all do. A modifier of the drawing names
    another size; the global ones are approached from the readings at hand, and the derivation says so. Of a roughness,
    the one that its rule lets decide.
    """
    if callout.texture is not None and callout.texture.standard is not None:
        return deciding(callout, values)
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
