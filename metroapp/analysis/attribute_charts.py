"""Control charts for what is counted: nonconforming pieces (p, np) and nonconformities (c, u) (ISO 7870-2).

Limits are three standard deviations away, never below 0, and never above 1 of a proportion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from metroapp.domain.message import Refusal


@dataclass(frozen=True, slots=True)
class CountPoint:
    """One point with the limits of its own sample."""

    value: float
    lower: float
    upper: float

    @property
    def is_out(self) -> bool:
        room = 1e-12 * max(1.0, self.upper)
        return not self.lower - room <= self.value <= self.upper + room


@dataclass(frozen=True, slots=True)
class CountChart:
    """A chart of counts: its central line and its points."""

    centre: float
    points: tuple[CountPoint, ...]

    @property
    def out(self) -> tuple[int, ...]:
        """The points beyond their limits, numbered from 1."""
        return tuple(number for number, point in enumerate(self.points, 1) if point.is_out)


def proportion_chart(nonconforming: Sequence[int], sizes: Sequence[int]) -> CountChart:
    """p: the share of nonconforming pieces in samples of any size. Refuses `counts.samples`, `counts.more_than_all`."""
    _require(nonconforming, sizes)
    if any(count > size for count, size in zip(nonconforming, sizes, strict=True)):
        raise Refusal("counts.more_than_all")
    centre = sum(nonconforming) / sum(sizes)
    points = []
    for count, size in zip(nonconforming, sizes, strict=True):
        half = 3 * sqrt(centre * (1 - centre) / size)
        points.append(CountPoint(count / size, max(0.0, centre - half), min(1.0, centre + half)))
    return CountChart(centre, tuple(points))


def number_chart(nonconforming: Sequence[int], size: int) -> CountChart:
    """np: the number of nonconforming pieces in samples of one size. Refuses as `proportion_chart`."""
    shares = proportion_chart(nonconforming, [size] * len(nonconforming))
    points = (CountPoint(p.value * size, p.lower * size, p.upper * size) for p in shares.points)
    return CountChart(shares.centre * size, tuple(points))


def count_chart(nonconformities: Sequence[int]) -> CountChart:
    """c: nonconformities in samples of one size. Refuses `counts.samples`."""
    return rate_chart(nonconformities, [1] * len(nonconformities))


def rate_chart(nonconformities: Sequence[int], units: Sequence[int]) -> CountChart:
    """u: nonconformities by unit, in samples of any number of units. Refuses `counts.samples`."""
    _require(nonconformities, units)
    centre = sum(nonconformities) / sum(units)
    points = []
    for count, size in zip(nonconformities, units, strict=True):
        half = 3 * sqrt(centre / size)
        points.append(CountPoint(count / size, max(0.0, centre - half), centre + half))
    return CountChart(centre, tuple(points))


def _require(counts: Sequence[int], sizes: Sequence[int]) -> None:
    if len(counts) < 2 or len(counts) != len(sizes) or min(counts) < 0 or min(sizes) < 1:
        raise Refusal("counts.samples")
