"""What a height column probes for one value, and the value that the probed heights make. Millimetres, exact.

The column shows the height of the lower face of its ball, since its zero is taken by touching the plate from above: a
point that is touched from below stands higher than that by the probe constant K, the effective diameter of the ball. So
a bore adds K to the distance of its two points, a shaft subtracts it, and whatever is touched twice in the same way is
free of it. Between two opposite points the middle of what is shown is (h1 + h2) / 2, K/2 below their own middle: that
cancels between two centres, and is added to the height of one above the plate. A column that corrects itself has K = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.message import Refusal

_HALF = Decimal("0.5")


class Probing(Enum):
    """What is probed for one value."""

    HEIGHT = "height"  # a face above the plate
    STEP = "step"  # two faces, touched in the same way
    DEPTH = "depth"  # the edge and the bottom, touched in the same way
    BORE = "bore"  # its lowest and its highest points
    SHAFT = "shaft"
    BORE_CENTRE = "bore_centre"  # height of its axis above the plate
    SHAFT_CENTRE = "shaft_centre"
    CENTRES = "centres"  # distance of two axes: both points of each
    SAME_SIDES = "same_sides"  # distance of two equal bores: the same point of each

    @property
    def points(self) -> int:
        """How many heights are probed."""
        return _POINTS.get(self, 2)

    @property
    def sign_of_constant(self) -> Decimal:
        """By what the probe constant is multiplied in the value."""
        return _SIGNS.get(self, Decimal(0))

    @property
    def is_from_plate(self) -> bool:
        """Whether the value is a height above the plate, from which the zero is subtracted."""
        return self in (Probing.HEIGHT, Probing.BORE_CENTRE, Probing.SHAFT_CENTRE)

    @property
    def halves(self) -> bool:
        """Whether middles of two heights are taken: half a digit more may come out."""
        return self.weight != 1

    @property
    def weight(self) -> Decimal:
        """By what each probed height is multiplied, whatever its sign."""
        return _HALF if self in (Probing.BORE_CENTRE, Probing.SHAFT_CENTRE, Probing.CENTRES) else Decimal(1)


_POINTS = {Probing.HEIGHT: 1, Probing.CENTRES: 4}
_SIGNS = {
    Probing.BORE: Decimal(1),
    Probing.SHAFT: Decimal(-1),
    Probing.BORE_CENTRE: _HALF,
    Probing.SHAFT_CENTRE: _HALF,
}
_USUAL = {
    Nature.INTERNAL: Probing.BORE,
    Nature.EXTERNAL: Probing.SHAFT,
    Nature.DEPTH: Probing.DEPTH,
    Nature.CENTRE_DISTANCE: Probing.SAME_SIDES,
}
_OF_LENGTHS = (
    Probing.HEIGHT, Probing.STEP, Probing.DEPTH, Probing.BORE, Probing.SHAFT, Probing.BORE_CENTRE,
    Probing.SHAFT_CENTRE, Probing.CENTRES, Probing.SAME_SIDES,
)  # fmt: skip


def usual(nature: Nature | None) -> Probing:
    """What is probed where the sheet does not say."""
    return _USUAL.get(nature, Probing.STEP) if nature is not None else Probing.STEP


def choices(kind: Kind, nature: Nature | None) -> tuple[Probing, ...]:
    """What may be probed for a size, the usual one first."""
    first = usual(nature)
    if kind is Kind.DIAMETER:
        return (first,) if nature in (Nature.INTERNAL, Nature.EXTERNAL) else (Probing.BORE, Probing.SHAFT)
    return (first, *(one for one in _OF_LENGTHS if one is not first)) if kind is Kind.LENGTH else ()


def value_of(probing: Probing, heights: Sequence[Decimal], constant: Decimal, zero: Decimal) -> Decimal:
    """The value of `heights`, as many as `probing.points`, shown by a column that shows `zero` on the plate.

    Refuses `probing.too_close`: two points of one feature that cannot be its opposite ones.
    """
    match probing:
        case Probing.HEIGHT:
            return heights[0] - zero
        case Probing.BORE:
            return _apart(heights, Decimal(0)) + constant
        case Probing.SHAFT:
            return _apart(heights, constant) - constant
        case Probing.BORE_CENTRE | Probing.SHAFT_CENTRE:
            _apart(heights, constant if probing is Probing.SHAFT_CENTRE else Decimal(0))
            return middle(heights) - zero + constant / 2
        case Probing.CENTRES:
            _apart(heights[:2], Decimal(0))
            _apart(heights[2:], Decimal(0))
            return abs(middle(heights[2:]) - middle(heights[:2]))
    return abs(heights[1] - heights[0])


def middle(heights: Sequence[Decimal]) -> Decimal:
    """(h1 + h2) / 2 of the two opposite points of one feature, as shown."""
    return (heights[0] + heights[1]) / 2


def constant_of(first: Decimal, second: Decimal, certified: Decimal) -> Decimal:
    """The probe constant that two probings of a certified gauge show.

    A groove or a ring is shown smaller than it is, a rib or a block larger: K is the difference, and no gauge has to be
    said to be one or the other.
    """
    return abs(certified - abs(second - first))


def _apart(heights: Sequence[Decimal], least: Decimal) -> Decimal:
    distance = abs(heights[1] - heights[0])
    if distance <= least:
        raise Refusal("probing.too_close", distance=distance, constant=least)
    return distance
