"""Orientation and location of measured features about a datum, from points in millimetres (ISO 1101, ISO 5459).

The datum plane is the one of least squares of its points: what a marble or a face in contact would give where its
form is small. Zones: parallelism between two planes parallel to it, perpendicularity between two planes square to it,
each as narrow as can be; position, coaxiality and symmetry are twice the largest distance to the true place.
"""

from __future__ import annotations

import numpy as np

from metroapp.analysis.axes import Axis, least_squares_axis
from metroapp.analysis.form import (
    IN_LINE,
    Flat,
    Points,
    least_squares,
    minimum_zone,
    require,
    smallest_enclosing_circle,
)
from metroapp.domain.message import Refusal

_UPRIGHT = 0.7  # cosine to the normal of the datum


def parallelism(points: Points, datum: Points) -> tuple[float, Flat]:
    """The spread of the heights of points above a datum plane. Refuses `geometry.no_datum`, `geometry.too_few` and as
    `least_squares`."""
    plane = least_squares(_require_datum(datum, 3))
    require(points, 2)
    return float(np.ptp((points - plane.point) @ plane.normal)), plane


def perpendicularity(points: Points, datum: Points) -> tuple[float, Flat]:
    """The narrowest zone of two planes square to a datum plane: the points seen along its normal, and how straight.

    Points in a line are those of an axis: Ø of the thinnest cylinder square to the datum, for two planes could turn
    until they follow any slope. Refuses `geometry.no_datum`, `geometry.in_line` (a line that lies along the datum) and
    as `least_squares`.
    """
    plane = least_squares(_require_datum(datum, 3))
    require(points, 2)
    _, _, axes = np.linalg.svd(plane.normal[None, :])
    seen = (points - plane.point) @ axes[1:].T
    _, spreads, along = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    if spreads[1] > IN_LINE * spreads[0]:
        return minimum_zone(seen).value, plane
    if abs(float(along[0] @ plane.normal)) < _UPRIGHT:
        raise Refusal("geometry.in_line")
    return smallest_enclosing_circle(seen).value, plane


def position(points: Points, places: Points) -> float:
    """Twice the largest distance of points to their true places: Ø of the zone."""
    return 2 * float(np.linalg.norm(points - places, axis=1).max())


def coaxiality(centres: Points, datum: Points) -> tuple[float, Axis]:
    """Twice the largest distance of the centres of sections to the datum axis, the line of least squares of its own.

    Refuses `geometry.no_datum` and as `least_squares_axis`.
    """
    axis = least_squares_axis(_require_datum(datum, 2))
    away = centres - axis.point
    across = away - np.outer(away @ axis.direction, axis.direction)
    return 2 * float(np.linalg.norm(across, axis=1).max()), axis


def symmetry(points: Points, datum: Points) -> tuple[float, Flat]:
    """Twice the largest distance of median points to the datum median plane."""
    plane = least_squares(_require_datum(datum, 3))
    return 2 * float(np.abs((points - plane.point) @ plane.normal).max()), plane


def _require_datum(datum: Points, least: int) -> Points:
    if len(datum) < least:
        raise Refusal("geometry.no_datum", least=least)
    return datum
