"""Orientation and location of measured features about a datum, from points in millimetres (ISO 1101, ISO 5459).

The datum plane is the one of least squares of its points: what a marble or a face in contact would give where its
form is small. Zones: parallelism between two planes parallel to it, perpendicularity between two planes square to it,
each as narrow as can be; position, coaxiality and symmetry are twice the largest distance to the true place.
"""

from __future__ import annotations

import numpy as np

from metroapp.analysis.axes import Axis, least_squares_axis
from metroapp.analysis.form import SAME, Flat, Points, least_squares, minimum_zone
from metroapp.domain.message import Refusal


def parallelism(points: Points, datum: Points) -> tuple[float, Flat]:
    """The spread of the heights of points above a datum plane. Refuses `geometry.no_datum` and as `least_squares`."""
    plane = least_squares(_require_datum(datum, 3))
    return float(np.ptp((points - plane.point) @ plane.normal)), plane


def perpendicularity(points: Points, datum: Points) -> tuple[float, Flat]:
    """The narrowest zone of two planes square to a datum plane: the points seen along its normal, and how straight."""
    plane = least_squares(_require_datum(datum, 3))
    _, _, axes = np.linalg.svd(plane.normal[None, :])
    seen = (points - plane.point) @ axes[1:].T
    if float(np.ptp(seen, axis=0).max()) <= SAME * float(np.ptp(points, axis=0).max()):
        return 0.0, plane  # one line, square to the datum
    return minimum_zone(seen).value, plane


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
