"""Points of a measured feature, and of its datum, from a CSV: what a column, a machine or a sheet of paper gave.

Columns `x`, `y` and `z` in millimetres, or `angle` (degrees) and `radius` for a circle; `feature` says `datum` for the
points of the datum; `nominal_x`, `nominal_y` and `nominal_z` are the true places of a position.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from metroapp.domain.message import Refusal
from metroapp.services.measured_columns import MeasuredColumns, read_columns, read_titles

_AXES = ("x", "y", "z")
_DATUM = ("datum", "référence", "reference", "ref")


@dataclass(frozen=True, eq=False, slots=True)
class MeasuredPoints:
    """Points of the feature, of its datum, and true places where they were given."""

    points: NDArray[np.float64]
    datum: NDArray[np.float64]
    places: NDArray[np.float64] | None

    def in_space(self) -> NDArray[np.float64]:
        """Three co-ordinates; refuses `geometry.three`."""
        if self.points.shape[1] != 3:
            raise Refusal("geometry.three")
        return self.points


def read_points(path: Path) -> MeasuredPoints:
    """Read a file of points. Refuses as `read_columns`, `geometry.co_ordinates`, `geometry.radius` and
    `geometry.nothing_measured`."""
    titles = read_titles(path)
    is_polar = "radius" in titles and "angle" in titles
    axes = ["radius", "angle"] if is_polar else [axis for axis in _AXES if axis in titles]
    if not is_polar and axes not in (["x", "y"], ["x", "y", "z"]):
        raise Refusal("geometry.co_ordinates", path=path)
    nominal = [f"nominal_{axis}" for axis in _AXES if f"nominal_{axis}" in titles]
    said = ["feature"] if "feature" in titles else []
    found = read_columns(path, [*axes, *nominal, *said])
    rows = np.column_stack([_floats(found, name) for name in axes])
    if is_polar:
        radius, turned = rows[:, 0], np.deg2rad(rows[:, 1])
        if radius.min() <= 0:
            raise Refusal("geometry.radius")
        rows = np.column_stack([radius * np.cos(turned), radius * np.sin(turned)])
    is_datum = np.array([one.casefold() in _DATUM for one in found.cells["feature"]] if said else [False] * len(rows))
    if is_datum.all():
        raise Refusal("geometry.nothing_measured")
    return MeasuredPoints(rows[~is_datum], rows[is_datum], _places(found, nominal, is_datum))


def _places(found: MeasuredColumns, nominal: list[str], is_datum: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """The true places of the points of the feature; those of the datum have none."""
    if nominal not in (["nominal_x", "nominal_y"], ["nominal_x", "nominal_y", "nominal_z"]):
        return None
    kept = {
        name: [cell for cell, left_out in zip(found.cells[name], is_datum, strict=True) if not left_out]
        for name in nominal
    }
    only = MeasuredColumns(kept, found.has_decimal_comma)
    return np.column_stack([_floats(only, name) for name in nominal])


def _floats(found: MeasuredColumns, name: str) -> NDArray[np.float64]:
    return np.array([float(value) for value in found.numbers(name)])
