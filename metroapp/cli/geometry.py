"""`metroapp geometry`: form, orientation and location from measured points. No workspace is created."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from metroapp.analysis import axes, form, orientation
from metroapp.analysis.axes import Axis
from metroapp.analysis.form import Circle, Flat
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
    found = (form.least_squares if by_squares else form.minimum_zone)(given.in_space())
    form.require(given.points, 4)  # three are always in one plane
    return found.value, _method(by_squares), found


def _straight(given: MeasuredPoints, by_squares: bool) -> _Found:
    form.require(given.points, 3)
    if given.points.shape[1] == 3:
        axis = (axes.least_squares_axis if by_squares else axes.minimum_zone_axis)(given.points)
        return axis.value, _method(by_squares), axis
    found = (form.least_squares if by_squares else form.minimum_zone)(given.points)
    return found.value, _method(by_squares), found


def _round(given: MeasuredPoints, by_squares: bool) -> _Found:
    form.require(given.points, 4)
    fit = form.least_squares_circle if by_squares else form.minimum_zone_circle
    if given.points.shape[1] == 2:
        found = seen = fit(given.points)
        in_plane = given.points
    else:
        section = form.section_of(given.points)
        in_plane = section.points
        seen = fit(in_plane)
        found = Circle(seen.value, section.in_space(seen.centre), seen.radius)
    if not form.holds_a_quarter(in_plane, seen):
        raise Refusal("geometry.short_arc")
    return found.value, _method(by_squares), found


def _method(by_squares: bool) -> str:
    return LEAST_SQUARES if by_squares else MINIMUM_ZONE


def _position(given: MeasuredPoints, _by_squares: bool) -> _Found:
    if given.places is None or given.places.shape[1] > given.points.shape[1]:
        raise Refusal("geometry.no_place")
    measured = given.points[:, : given.places.shape[1]]  # z counts where its true place is given
    return orientation.position(measured, given.places), "twice_the_largest_distance", None


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
