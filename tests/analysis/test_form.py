"""Form, orientation and location from points: what geometry says, and that no other line or plane is better."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.analysis.form import (
    least_squares,
    least_squares_circle,
    minimum_zone,
    minimum_zone_circle,
    smallest_enclosing_circle,
)
from metroapp.analysis.orientation import coaxiality, parallelism, perpendicularity, position, symmetry
from metroapp.domain.message import Refusal


def drawn(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_line_is_as_straight_as_its_narrowest_zone_and_not_as_its_ends() -> None:
    points = np.array([[0, 0], [10, 0.004], [20, 0], [30, 0.004]])
    # The ends joined leave +0.00267 and −0.00267; the zone between 0 and 0.004 is narrower once tilted with them.
    assert minimum_zone(points).value == pytest.approx(0.004, rel=1e-6)
    assert least_squares(points).value >= minimum_zone(points).value


@settings(max_examples=40)
@given(st.integers(0, 10_000))
def test_no_direction_gives_a_narrower_zone(seed: int) -> None:
    random = drawn(seed)
    for dimensions in (2, 3):
        points = random.normal(0, 1, (12, dimensions)) * ([40.0] * (dimensions - 1) + [0.005])
        found = minimum_zone(points)
        normals = random.normal(0, 1e-4, (200, dimensions)) + found.normal
        normals /= np.linalg.norm(normals, axis=1)[:, None]
        assert found.value <= float(np.ptp(points @ normals.T, axis=0).min()) + 1e-12
        heights = (points - found.point) @ found.normal
        assert np.abs(heights).max() == pytest.approx(found.value / 2, abs=1e-9)
        assert least_squares(points).value >= found.value - 1e-12


def test_a_twisted_plate_is_measured_between_two_edges() -> None:
    """Four corners, two opposite ones up by h: the zone is h, and the plane of least squares says the same."""
    points = np.array([[0, 0, 0.01], [100, 0, 0], [100, 100, 0.01], [0, 100, 0]])
    assert minimum_zone(points).value == pytest.approx(0.01, rel=1e-6)


def test_a_perfect_plane_however_it_lies_has_no_deviation() -> None:
    base = drawn(3).uniform(-50, 50, (20, 2))
    points = np.column_stack([base, 0.3 * base[:, 0] - 0.2 * base[:, 1] + 7])
    assert minimum_zone(points).value == pytest.approx(0, abs=1e-12)


def test_points_in_a_line_are_no_plane() -> None:
    with pytest.raises(Refusal) as refused:
        minimum_zone(np.array([[0, 0, 0], [1, 1, 1], [2, 2, 2.0]]))
    assert refused.value.message.code == "geometry.in_line"


def test_three_lobes_are_seen_and_the_centre_does_not_matter() -> None:
    angles = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    radii = 10 + 0.005 * np.cos(3 * angles)
    points = np.column_stack([radii * np.cos(angles) + 3, radii * np.sin(angles) - 2])
    for found in (minimum_zone_circle(points), least_squares_circle(points)):
        assert found.value == pytest.approx(0.01, rel=1e-3)
        assert found.centre == pytest.approx((3, -2), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_no_centre_gives_a_narrower_ring(seed: int) -> None:
    random = drawn(seed)
    angles = np.sort(random.uniform(0, 2 * np.pi, 24))
    radii = 15 + random.normal(0, 0.004, 24)
    points = np.column_stack([radii * np.cos(angles), radii * np.sin(angles)])
    found = minimum_zone_circle(points)
    for centre in found.centre + random.normal(0, 0.002, (200, 2)):
        assert found.value <= float(np.ptp(np.linalg.norm(points - centre, axis=1))) + 1e-10
    assert least_squares_circle(points).value >= found.value - 1e-12


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_the_smallest_circle_holds_every_point_and_touches_two(seed: int) -> None:
    points = drawn(seed).normal(0, 1, (15, 2))
    found = smallest_enclosing_circle(points)
    away = np.linalg.norm(points - found.centre, axis=1)
    assert away.max() <= found.radius * (1 + 1e-9)
    assert (away >= found.radius * (1 - 1e-9)).sum() >= 2
    assert found.value <= 2 * float(np.linalg.norm(points - points.mean(axis=0), axis=1).max()) + 1e-12


def test_the_arithmetic_that_is_easy_to_get_wrong() -> None:
    """Deviations of 0.03 and 0.04: position Ø0.100; coaxiality and symmetry are twice what is off."""
    assert position(np.array([[10.03, 20.04]]), np.array([[10.0, 20.0]])) == pytest.approx(0.1)
    datum = np.array([[0, 0, 0], [0, 0, 50.0]])
    assert coaxiality(np.array([[0.01, 0, 60], [0, 0.02, 80.0]]), datum)[0] == pytest.approx(0.04)
    plane = np.array([[0, 0, 0], [10, 0, 0], [0, 0, 10], [10, 0, 10.0]])
    assert symmetry(np.array([[2, 0.015, 3], [5, -0.01, 8.0]]), plane)[0] == pytest.approx(0.03)


def test_orientation_is_read_from_the_datum() -> None:
    tilt = 0.01 / 100  # radian: one hundredth over a hundred
    datum = np.array([[0, 0, 0], [100, 0, 100 * tilt], [0, 80, 0], [100, 80, 100 * tilt]])
    level = np.array([[0, 0, 30], [100, 0, 30], [0, 80, 30], [100, 80, 30.0]])
    assert parallelism(level, datum)[0] == pytest.approx(0.01, rel=1e-6)
    upright = np.array([[0, 0, 0], [0, 0, 100], [0, 80, 0], [0, 80, 100.0]])
    assert perpendicularity(upright, datum)[0] == pytest.approx(0.01, rel=1e-4)
    with pytest.raises(Refusal) as refused:
        parallelism(level, datum[:2])
    assert refused.value.message.code == "geometry.no_datum"
