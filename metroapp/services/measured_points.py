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
from metroapp.services.measured_columns import numbers, read_columns, read_titles

_AXES = ("x", "y", "z")
_DATUM = ("datum", "référence", "reference", "ref")


@dataclass(frozen=True, eq=False, slots=True)
class MeasuredPoints:
    """Points of the feature, of its datum, and true places where they were given."""

    points: NDArray[np.float64]
    datum: NDArray[np.float64]
    places: NDArray[np.float64] | None

    def in_plane(self) -> NDArray[np.float64]:
        """The first two co-ordinates."""
        return self.points[:, :2]

    def in_space(self) -> NDArray[np.float64]:
        """Three co-ordinates; refuses `geometry.three`."""
        if self.points.shape[1] != 3:
            raise Refusal("geometry.three")
        return self.points


def read_points(path: Path) -> MeasuredPoints:
    """Read a file of points. Refuses as `read_columns`, `geometry.co_ordinates` and `geometry.nothing_measured`."""
    titles = read_titles(path)
    if "radius" in titles and "angle" in titles:
        radius, angle = _columns(path, ("radius", "angle")).T
        turned = np.deg2rad(angle)
        rows = np.column_stack([radius * np.cos(turned), radius * np.sin(turned)])
    else:
        axes = [axis for axis in _AXES if axis in titles]
        if axes not in (["x", "y"], ["x", "y", "z"]):
            raise Refusal("geometry.co_ordinates", path=path)
        rows = _columns(path, axes)
    is_datum = np.zeros(len(rows), dtype=np.bool_)
    if "feature" in titles:
        said = read_columns(path, ["feature"])["feature"]
        is_datum = np.array([one.casefold() in _DATUM for one in said])
    nominal = [f"nominal_{axis}" for axis in _AXES if f"nominal_{axis}" in titles]
    places = _columns(path, nominal)[~is_datum] if len(nominal) == rows.shape[1] else None
    if is_datum.all():
        raise Refusal("geometry.nothing_measured")
    return MeasuredPoints(rows[~is_datum], rows[is_datum], places)


def _columns(path: Path, names: list[str] | tuple[str, ...]) -> NDArray[np.float64]:
    found = read_columns(path, names)
    return np.column_stack([[float(value) for value in numbers(found[name], name)] for name in names])
