"""Form of measured features from points: straightness, flatness, roundness, by minimum zone or least squares.

Points in millimetres. A minimum zone of lines or planes is exact: the width of a convex hull is reached across one of
its facets, or between two of its edges (Houle and Toussaint, IEEE PAMI 10, 1988); of a surface that curves so that
most of its points are on its hull, it is found from the least-squares plane by linear programming, repeated until it no
longer narrows. So are the rings of circles.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import radians

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.spatial import ConvexHull, QhullError

from metroapp.domain.message import Refusal

Points = NDArray[np.float64]
MOST_POINTS = 20_000
_MOST_FACETS = 200  # of a hull: beyond, its facets and pairs of edges are too many to try them all
_ROUNDS = 60
_ASKED = 50  # points of a linear programme at a time
SAME = 1e-12  # of the size of a feature: the digits of its points
IN_LINE = 1e-2  # breadth of points by their length: a plane turns about a narrower strip, and follows its form
_LONGEST_GAP = radians(275)  # a quarter of a turn, and where the hand does not begin exactly
_FLAT_SECTION = 0.1  # of its width: thickness within which points are one section of a surface of revolution


@dataclass(frozen=True, eq=False, slots=True)
class Flat:
    """A straight line or a plane: a point of it and its unit normal; `value` is the width of the zone about it."""

    value: float
    point: Points
    normal: Points


@dataclass(frozen=True, eq=False, slots=True)
class Circle:
    """A circle and the width of the ring about it that holds every point."""

    value: float
    centre: Points
    radius: float


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """Points in the co-ordinates of their own plane: its origin and its two directions in space."""

    points: Points
    origin: Points
    directions: Points

    def in_space(self, point: Points) -> Points:
        """Where a point of the plane is."""
        return self.origin + point @ self.directions


def minimum_zone(points: Points) -> Flat:
    """The narrowest zone between two parallel lines (points of two co-ordinates) or planes (of three).

    Refuses `geometry.too_few`, `geometry.same_place`, `geometry.in_line` (three co-ordinates in one line).
    """
    require(points, points.shape[1])
    offsets = points - points.mean(axis=0)
    flat = least_squares(points)
    if _is_within(flat.value, offsets):
        return Flat(0.0, flat.point, flat.normal)
    try:
        hull = ConvexHull(offsets)
    except QhullError:
        return flat  # as flat as the digits of its points
    kept, normals = offsets[hull.vertices], hull.equations[:, :-1]
    if len(normals) > _MOST_FACETS:
        normals = _tilted(kept, flat.normal)[None]
    elif points.shape[1] == 3:
        normals = np.vstack([normals, _between_edges(offsets, hull.simplices)])
    heights = kept @ normals.T
    widths = heights.max(axis=0) - heights.min(axis=0)
    best = int(widths.argmin())
    middle = (heights[:, best].max() + heights[:, best].min()) / 2
    return Flat(float(widths[best]), points.mean(axis=0) + middle * normals[best], normals[best])


def least_squares(points: Points) -> Flat:
    """The line or plane of least squares of the distances, and the width of the zone about it; as `minimum_zone`."""
    require(points, points.shape[1])
    centre = points.mean(axis=0)
    _, spreads, axes = np.linalg.svd(points - centre, full_matrices=False)
    if points.shape[1] == 3 and spreads[1] <= IN_LINE * spreads[0]:
        raise Refusal("geometry.in_line")
    normal = axes[-1]
    heights = (points - centre) @ normal
    return Flat(float(np.ptp(heights)), centre, normal)


def _is_within(width: float, offsets: Points) -> bool:
    return width <= SAME * float(np.abs(offsets).max())


def _between_edges(points: Points, facets: NDArray[np.intp]) -> Points:
    """The directions across two edges of a hull."""
    pairs = {tuple(sorted((int(one), int(other)))) for a, b, c in facets for one, other in ((a, b), (b, c), (c, a))}
    edges = np.array([points[one] - points[other] for one, other in pairs])
    first, second = np.triu_indices(len(edges), 1)
    across = np.cross(edges[first], edges[second])
    lengths = np.linalg.norm(across, axis=1)
    apart = lengths > 1e-9 * lengths.max(initial=0.0)
    normals: Points = across[apart] / lengths[apart, None]
    return normals


def _tilted(points: Points, normal: Points) -> Points:
    """The normal of the narrowest zone about a plane that is already near it."""
    best = float(np.ptp(points @ normal))
    for _ in range(_ROUNDS):
        _, _, axes = np.linalg.svd(normal[None, :])
        along, heights = points @ axes[1:].T, points @ normal
        reach, apart = float(np.abs(along).max()), heights - heights.mean()
        scale = float(np.abs(apart).max())
        # |height − a·along − c| within t, the smallest t
        rows = np.column_stack([along / reach, np.ones(len(points))])
        solved = _smallest_room(rows, apart / scale)
        if solved is None:
            break
        tilted = normal - axes[1:].T @ solved[:-1] * (scale / reach)
        tilted /= np.linalg.norm(tilted)
        width = float(np.ptp(points @ tilted))
        if width >= best * (1 - SAME):
            break
        best, normal = width, tilted
    return normal


def _smallest_room(rows: Points, wanted: Points) -> Points | None:
    """The x that leaves the largest |wanted − rows · x| the smallest; None where none was found. Asked of the points
    that are farthest off, and again with those that the answer leaves farther, until no other is."""
    asked = np.argsort(np.abs(wanted))[-_ASKED:]
    while True:
        some, ones = rows[asked], np.ones((len(asked), 1))
        solved = linprog(
            [0.0] * rows.shape[1] + [1.0],
            np.vstack([np.hstack([some, -ones]), np.hstack([-some, -ones])]),
            np.concatenate([wanted[asked], -wanted[asked]]),
            bounds=[(None, None)] * (rows.shape[1] + 1),
        )
        if not solved.success:
            return None
        found: Points = solved.x[:-1]
        farthest = np.argsort(np.abs(wanted - rows @ found))[-_ASKED:]
        more = np.union1d(asked, farthest)
        if len(more) == len(asked):
            return found
        asked = more


def least_squares_circle(points: Points) -> Circle:
    """The circle of least squares of the radial distances. Refuses as `minimum_zone_circle`."""
    require(points, 2)
    centre = points.mean(axis=0)
    offsets = points - centre
    design = np.column_stack([offsets, np.ones(len(points))])
    found, _, rank, _ = np.linalg.lstsq(design, (offsets**2).sum(axis=1), rcond=None)
    if rank < 3:
        raise Refusal("geometry.no_circle")
    middle = found[:2] / 2
    for _ in range(_ROUNDS):
        away = offsets - middle
        radii = np.linalg.norm(away, axis=1)
        step, *_ = np.linalg.lstsq(np.column_stack([away / _never_0(radii), np.ones(len(points))]), radii, rcond=None)
        middle = middle + step[:2]
        if float(np.abs(step[:2]).max()) <= 1e-14 * float(radii.mean()):
            break
    radii = np.linalg.norm(offsets - middle, axis=1)
    return Circle(float(np.ptp(radii)), centre + middle, float(radii.mean()))


def minimum_zone_circle(points: Points) -> Circle:
    """The ring of two circles of the same centre, as narrow as can be, that holds every point.

    Refuses `geometry.too_few` (four points) and `geometry.no_circle` (points in a line).
    """
    start = least_squares_circle(points)
    if len(points) < 4:
        raise Refusal("geometry.too_few", least=4)
    best, centre = start, start.centre
    for _ in range(_ROUNDS):
        away = points - centre
        radii = np.linalg.norm(away, axis=1)
        apart = radii - radii.mean()
        scale = float(np.abs(apart).max()) or 1.0
        # |r − u·d − R| within t, the smallest t
        solved = _smallest_room(np.column_stack([away / _never_0(radii), np.ones(len(points))]), apart / scale)
        if solved is None:
            break
        step = solved[:2] * scale
        found = _ring(points, centre + step)
        if found.value >= best.value * (1 - 1e-12):
            break
        best, centre = found, found.centre
    return best


def _never_0(radii: Points) -> Points:
    """In a column, to divide by: a point at the very centre has no direction."""
    return np.maximum(radii, np.finfo(np.float64).tiny)[:, None]


def _ring(points: Points, centre: Points) -> Circle:
    radii = np.linalg.norm(points - centre, axis=1)
    return Circle(float(np.ptp(radii)), centre, float(radii.max() + radii.min()) / 2)


def section_of(points: Points) -> Section:
    """Points of space seen square to their plane.

    Refuses `geometry.no_section` of points that are not about one plane, and as `least_squares`.
    """
    plane = least_squares(points)
    _, _, axes = np.linalg.svd(plane.normal[None, :])
    offsets = points - plane.point
    seen = offsets @ axes[1:].T
    width = float(np.linalg.svd(seen, compute_uv=False)[-1])
    if float(np.linalg.norm(offsets @ plane.normal)) > _FLAT_SECTION * width:
        raise Refusal("geometry.no_section")
    return Section(seen, plane.point, axes[1:])


def smallest_enclosing_circle(points: Points) -> Circle:
    """The smallest circle that holds every point of a plane: the diameter of a cylindrical zone seen along its axis.

    `value` is its diameter. Points that are all in one place have a circle of no size.
    """
    centre, radius = points[0], 0.0
    for last in range(1, len(points)):  # Welzl, with the points in their order
        if _outside(points[last], centre, radius):
            centre, radius = points[last], 0.0
            for second in range(last):
                if _outside(points[second], centre, radius):
                    centre = (points[last] + points[second]) / 2
                    radius = float(np.linalg.norm(points[last] - centre))
                    for third in range(second):
                        if _outside(points[third], centre, radius):
                            centre, radius = _through(points[last], points[second], points[third])
    return Circle(2 * radius, centre, radius)


def holds_a_quarter(points: Points, circle: Circle) -> bool:
    """Whether points hold a quarter of a turn, as the shortest arcs of ASME B89.4.10: a shorter one is followed by
    nearly any circle."""
    turned = np.sort(np.arctan2(*(points - circle.centre).T))
    gaps = np.diff(turned, append=turned[0] + 2 * np.pi)
    return float(gaps.max()) <= _LONGEST_GAP


def _outside(point: Points, centre: Points, radius: float) -> bool:
    return float(np.linalg.norm(point - centre)) > radius * (1 + 1e-12) + 1e-15


def _through(a: Points, b: Points, c: Points) -> tuple[Points, float]:
    rows = np.array([b - a, c - a])
    offset = np.linalg.solve(2 * rows, (rows**2).sum(axis=1))
    return a + offset, float(np.linalg.norm(offset))


def require(points: Points, least: int) -> None:
    if len(points) < max(least, 2):
        raise Refusal("geometry.too_few", least=max(least, 2))
    if len(points) > MOST_POINTS:
        raise Refusal("geometry.too_many", most=MOST_POINTS)
    if float(np.ptp(points, axis=0).max()) == 0:
        raise Refusal("geometry.same_place")
