"""`metroapp geometry`: form, orientation and location from measured points. No workspace is created."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from metroapp.analysis import form, orientation
from metroapp.analysis.form import Circle, Flat
from metroapp.analysis.orientation import Axis
from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.services.measured_points import MeasuredPoints, read_points
from metroapp.wording import geometry as words

MINIMUM_ZONE, LEAST_SQUARES = "minimum_zone", "least_squares"
Element = Flat | Circle | Axis | None
_Found = tuple[float, str, Element]


def show_geometry(arguments: argparse.Namespace) -> int:
    """`metroapp geometry --kind flatness --points FILE.csv`"""
    given = read_points(arguments.points)
    value, method, element = _KINDS[arguments.kind](given, arguments.method == "least-squares")
    if arguments.json:
        facts = {
            "kind": arguments.kind, "value": value, "method": method, "points": len(given.points),
            "elements": {} if element is None else _facts(element),
        }  # fmt: skip
        print(as_json.dump(facts))
    else:
        said = f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
        kind, how = words.KINDS[arguments.kind], words.METHODS[method]
        print(words.FOUND.format(kind=kind, value=said, method=how, points=len(given.points)))
    return 0


def _facts(element: Flat | Circle | Axis) -> dict[str, Any]:
    match element:
        case Circle():
            return {"circle": {"centre": element.centre.tolist(), "radius": element.radius}}
        case Flat():
            name = "plane" if len(element.point) == 3 else "line"
            return {name: {"point": element.point.tolist(), "normal": element.normal.tolist()}}
        case Axis():
            return {"axis": {"point": element.point.tolist(), "direction": element.direction.tolist()}}


def _flat(given: MeasuredPoints, by_squares: bool) -> _Found:
    return _of(form.least_squares if by_squares else form.minimum_zone, given.in_space(), by_squares)


def _straight(given: MeasuredPoints, by_squares: bool) -> _Found:
    return _of(form.least_squares if by_squares else form.minimum_zone, given.in_plane(), by_squares)


def _round(given: MeasuredPoints, by_squares: bool) -> _Found:
    fit = form.least_squares_circle if by_squares else form.minimum_zone_circle
    return _of(fit, given.in_plane(), by_squares)


def _of(fit: Callable[[form.Points], Flat | Circle], points: form.Points, by_squares: bool) -> _Found:
    found = fit(points)
    return found.value, LEAST_SQUARES if by_squares else MINIMUM_ZONE, found


def _position(given: MeasuredPoints, _by_squares: bool) -> _Found:
    if given.places is None:
        raise Refusal("geometry.no_place")
    return orientation.position(given.points, given.places), "twice_the_largest_distance", None


def _about(measure: Callable[[form.Points, form.Points], tuple[float, Flat | Axis]], method: str) -> Any:
    def found(given: MeasuredPoints, _by_squares: bool) -> _Found:
        value, element = measure(given.in_space(), given.datum)
        return value, method, element

    return found


_KINDS: dict[str, Callable[[MeasuredPoints, bool], _Found]] = {
    "flatness": _flat,
    "straightness": _straight,
    "roundness": _round,
    "position": _position,
    "coaxiality": _about(orientation.coaxiality, "twice_the_largest_distance"),
    "symmetry": _about(orientation.symmetry, "twice_the_largest_distance"),
    "parallelism": _about(orientation.parallelism, MINIMUM_ZONE),
    "perpendicularity": _about(orientation.perpendicularity, MINIMUM_ZONE),
}
