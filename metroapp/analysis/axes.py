"""Straight lines in space from points: the thinnest cylinder, or least squares. Points in millimetres.

The thinnest cylinder is found from the line of least squares by linear programming, repeated until it narrows no more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from metroapp.analysis.form import SAME, Points, require

_ROUNDS = 20
_CUTS = 100


@dataclass(frozen=True, eq=False, slots=True)
class Axis:
    """A straight line in space: a point of it and its unit direction; `value` is the Ø of the zone about it."""

    point: Points
    direction: Points
    value: float = 0.0


def least_squares_axis(points: Points) -> Axis:
    """The line of least squares through points of space, and the Ø of the zone about it. Refuses as `minimum_zone`."""
    require(points, 2)
    centre = points.mean(axis=0)
    _, _, axes = np.linalg.svd(points - centre, full_matrices=False)
    return Axis(centre, axes[0], 2 * float(np.linalg.norm(_across(points - centre, axes[0]), axis=1).max()))


def minimum_zone_axis(points: Points) -> Axis:
    """The thinnest cylinder that holds points of space; of points in one plane, as wide as the zone of two lines.

    Refuses as `minimum_zone`.
    """
    best = least_squares_axis(points)
    if best.value <= SAME * float(np.abs(points - best.point).max()):
        return Axis(best.point, best.direction)
    for _ in range(_ROUNDS):
        found = _straightened(points, best)
        if found.value >= best.value * (1 - 1e-9):
            break
        best = found
    return best


def _straightened(points: Points, axis: Axis) -> Axis:
    """The axis moved and tilted so that its farthest point is as near as can be. The distance to a line is asked for in
    the directions of the farthest points, and again in those of the next farthest, until no other is farther."""
    _, _, axes = np.linalg.svd(axis.direction[None, :])
    frame, offsets = axes[1:], points - axis.point
    along, across = offsets @ axis.direction, offsets @ frame.T
    reach, scale = float(np.abs(along).max()), axis.value / 2
    along, across = along / reach, across / scale
    rows, wanted = np.empty((0, 5)), np.empty(0)
    shift, tilt, room = np.zeros(2), np.zeros(2), 0.0
    for _ in range(_CUTS):
        rest = across - shift - along[:, None] * tilt
        away = np.linalg.norm(rest, axis=1)
        if away.max() <= room * (1 + 1e-9):
            break
        farthest = np.argsort(away)[-12:]
        farthest = farthest[away[farthest] > room]
        units = rest[farthest] / away[farthest, None]
        rows = np.vstack([rows, np.hstack([-units, -units * along[farthest, None], -np.ones((len(units), 1))])])
        wanted = np.concatenate([wanted, -(units * across[farthest]).sum(axis=1)])
        solved = linprog([0, 0, 0, 0, 1], rows, wanted, bounds=[(-4, 4)] * 4 + [(0, None)])
        if not solved.success:
            break
        shift, tilt, room = solved.x[:2], solved.x[2:4], float(solved.x[4])
    direction = axis.direction + frame.T @ tilt * (scale / reach)
    direction /= np.linalg.norm(direction)
    point = axis.point + frame.T @ shift * scale
    return Axis(point, direction, 2 * float(np.linalg.norm(_across(points - point, direction), axis=1).max()))


def _across(offsets: Points, direction: Points) -> Points:
    return offsets - np.outer(offsets @ direction, direction)
