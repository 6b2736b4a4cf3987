"""Form evaluated as books and papers print it, each with its source, and how the uncertainty of a zone grows."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.analysis.form import Points, least_squares, least_squares_circle, minimum_zone, minimum_zone_circle
from metroapp.domain.geometric_method_text import read_method
from metroapp.services.geometric_readings import zone_of


def test_a_circle_of_least_squares_as_printed() -> None:
    """Gander, Golub, Strebel, *Least-squares fitting of circles and ellipses*, BIT 34 (1994), 558–578: six points,
    geometric fit z = (4.7398, 2.9835), r = 4.7142."""
    points = np.array([[1, 7], [2, 6], [5, 8], [7, 7], [9, 5], [3, 7]], dtype=float)
    found = least_squares_circle(points)
    assert [f"{figure:.4f}" for figure in (*found.centre, found.radius)] == ["4.7398", "2.9835", "4.7142"]
    assert minimum_zone_circle(points).value <= found.value


# Reference pairs of the Algorithm Testing and Evaluation Program for Coordinate Measuring Systems (NIST, L2, data sets
# of ASME B89.4.10-2000): circles 4 and 8 are whole ones, 5 is half of one. Points; centre and diameter as printed.
REFERENCE_PAIRS = (
    (
        "624.68116 326.52149 625.68271 324.58693 627.82036 324.21363 629.44968 325.62746 629.39723 327.79681 "
        "627.63651 329.08331 625.56132 328.49019",
        (627.17665442719702262, 326.6166704860534141, 4.9948145645594896406),
    ),
    (
        "-801.73314 -487.07313 -803.07876 -487.49141 -804.47036 -487.30877 -805.67545 -486.60539 -806.57257 -485.5461 "
        "-806.99349 -484.21213 -806.81178 -482.81513 -806.10981 -481.61184 -805.04319 -480.71372",
        (-803.3876055008540002, -483.89835980430642929, 7.1666739655819173937),
    ),
    (
        "-124.61539 147.25256 -127.82836 150.27059 -132.22919 150.51569 -135.75873 147.87686 -136.76179 143.58694 "
        "-134.77699 139.65512 -130.72708 137.91441 -126.50977 139.1895 -124.09859 142.87694",
        (-130.36701583882630462, 144.3492309598489628, 12.883766377668422379),
    ),
)


@pytest.mark.parametrize(("text", "printed"), REFERENCE_PAIRS)
def test_the_reference_circles_of_nist_come_out(text: str, printed: tuple[float, float, float]) -> None:
    """To 10⁻¹² mm; and the ring, which has no reference, is narrower than about any of a thousand other centres."""
    points = np.array(text.split(), dtype=float).reshape(-1, 2)
    found = least_squares_circle(points)
    assert (*found.centre, 2 * found.radius) == pytest.approx(printed, abs=1e-12)
    ring = minimum_zone_circle(points)
    others = ring.centre + np.random.default_rng(1).normal(0, ring.value / 10, (1000, 2))
    assert ring.value <= np.ptp(np.linalg.norm(points[:, None] - others, axis=2), axis=0).min() + 1e-12


def test_a_straight_edge_seen_by_an_autocollimator_as_printed() -> None:
    """Lecture slides *Straightness, flatness, squareness* (engineering metrology, coursehero pgh1bs, 14–15): a
    reflector of 100 mm, forward and backward readings, 0.5 µm for each second of arc; «|+2| + |−1| = 3 µm».

    The line through the ends is there a zone of two lines as narrow as can be: low, high, low.
    """
    forward, backward = (8, 8, 11, 15, 8, 9, 14), (12, 12, 15, 19, 8, 11, 14)  # seconds, beside 2′
    means = [(one + other) / 2 for one, other in zip(forward, backward, strict=True)]
    rises = [(mean - means[0]) * 0.5 for mean in means]  # µm over each interval
    rises[0] = 0.0
    heights = np.cumsum(rises)
    line = np.linspace(heights[0], heights[-1], len(heights))
    assert list(heights - line) == [0, -1, -0.5, 2, 0, -1, 0]  # the last column of the slide
    points = np.column_stack([np.arange(7) * 100.0, heights / 1000])
    assert f"{minimum_zone(points).value * 1000:.3f}" == "3.000"
    in_mm = [Decimal(str(height)) / 1000 for height in heights]
    assert zone_of(read_method("points 7 au pas de 100"), in_mm) == Decimal("0.003")
    by_squares = read_method("points 7 au pas de 100, moindres carrés")  # by hand: 85/28 µm, rounded up
    assert zone_of(by_squares, in_mm) == Decimal("0.003036")


# J. C. Moody, *How to calibrate surface plates in the plant*, The Tool Engineer, October 1955, table 1: autocollimator
# readings (0.1″) of a reflector of 4 inches along eight lines of a plate of 48 × 72 inches, with the corrections of
# B. Allen, *Comments on Moody's method for surface plate calibration* (2019). A tenth of a second is 2 µin of 4 inches.
MOODY = {
    "NW SE": (65, 60, 50, 52, 55, 56, 55, 50, 55, 48, 50, 52, 53, 49, 46, 42, 53, 49, 45, 35),
    "NE SW": (66, 54, 54, 52, 55, 57, 50, 50, 54, 45, 44, 45, 45, 48, 42, 42, 42, 48, 43, 32),
    "NE NW": (205, 197, 205, 203, 202, 199, 190, 195, 188, 186, 187, 186, 184, 185, 190, 179),
    "NE SE": (35, 21, 25, 28, 34, 32, 35, 40, 42, 35),
    "SE SW": (164, 150, 156, 155, 151, 153, 151, 146, 140, 135, 135, 133, 133, 134, 140, 139),
    "NW SW": (60, 46, 45, 47, 50, 45, 59, 60, 60, 49),
    "E W": (117, 124, 121, 125, 120, 115, 115, 113, 113, 103, 108, 103, 100, 107, 104, 104),
    "N S": (66, 64, 63, 65, 66, 69, 75, 74, 71, 70),
}
PLACES = {
    "NW": (4, 44), "NE": (68, 44), "SW": (4, 4), "SE": (68, 4),
    "N": (36, 44), "S": (36, 4), "E": (68, 24), "W": (4, 24),
}  # fmt: skip
UNIT = 2e-6  # inches


def along(line: str, first: float, last: float) -> Points:
    """The heights of a line between those of its ends, in tenths of a second."""
    readings = MOODY[line]
    sums = np.concatenate([[0.0], np.cumsum([reading - readings[0] for reading in readings])])
    return sums + np.linspace(first, last - sums[-1], len(sums))


def through_the_centre(line: str) -> Points:
    heights = along(line, 0, 0)
    return heights - heights[len(heights) // 2]


def test_the_surface_plate_of_moody_lies_between_planes_as_printed() -> None:
    """«All points lie between two parallel planes 0.00018 inch apart» (figure 6); column 6 of the first diagonal goes
    from −36 at both ends to +3, which is a zone of two lines. The narrowest planes are nearer than those of Moody, that
    hold the centre and are parallel to both diagonals."""
    heights = {line: through_the_centre(line) for line in ("NW SE", "NE SW")}
    printed = "-36 -22 -13 -14 -13 -9 -4 0 -1 3 0 -1 0 2 0 -5 -14 -12 -14 -20 -36"
    assert " ".join(f"{height + 0:.0f}" for height in heights["NW SE"]) == printed
    ends = {line[:2]: heights[line][0] for line in heights} | {line[3:]: heights[line][-1] for line in heights}
    for line in ("NE NW", "NE SE", "SE SW", "NW SW"):
        heights[line] = along(line, ends[line[:2]], ends[line[3:]])
    middles = [heights[line][len(heights[line]) // 2] for line in ("NE NW", "NE SE", "SE SW", "NW SW")]
    assert middles == pytest.approx([11, -65, 24, -57])  # figure 5
    ends |= dict(zip("NESW", middles, strict=True))
    for line in ("E W", "N S"):
        centred = along(line, ends[line[0]], ends[line[2]])
        heights[line] = centred - centred[len(centred) // 2]  # column 6a: the error of closure goes to the edges
    straight = np.column_stack([4.0 * np.arange(21), np.cumsum([0, *MOODY["NW SE"]]) * UNIT])
    assert f"{minimum_zone(straight).value / UNIT:.2f}" == "39.00"
    together = np.concatenate(list(heights.values()))
    assert f"{np.ptp(together) * UNIT:.5f}" == "0.00018"
    places = [
        np.linspace(PLACES[line.split()[0]], PLACES[line.split()[1]], len(found)) for line, found in heights.items()
    ]
    points = np.column_stack([np.vstack(places), together * UNIT])
    assert f"{minimum_zone(points).value:.6f}" == "0.000169"
    assert f"{least_squares(points).value:.6f}" == "0.000181"


def test_three_points_against_one_and_two_against_two() -> None:
    """The two ways in which planes touch a face at its best (ISO 12781-1:2011, minimum zone; Murthy and Abdin, Int. J.
    Mach. Tool Des. Res. 20, 1980, 123–136): three points with one between them, or two that cross two others."""
    pyramid = np.array([[0, 0, 0], [60, 0, 0], [0, 60, 0], [20, 20, 0.009], [10, 10, 0.001]])
    assert f"{minimum_zone(pyramid).value:.6f}" == "0.009000"
    saddle = np.array([[0, 0, 0.004], [40, 40, 0.004], [40, 0, 0], [0, 40, 0], [20, 20, 0.002]])
    assert f"{minimum_zone(saddle).value:.6f}" == "0.004000"
    assert least_squares(pyramid).value > minimum_zone(pyramid).value


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_uncertainty_of_a_zone_is_at_most_that_of_two_readings(seed: int) -> None:
    """Σc² ≤ 2: the points that touch weigh 1 together on either side. c by differences, one point after the other."""
    random = np.random.default_rng(seed)
    across, along = np.meshgrid(np.arange(3) * 20.0, np.arange(4) * 25.0)
    heights = random.normal(0, 0.01, 12)
    step = 1e-7

    def width(moved: np.ndarray) -> float:
        return minimum_zone(np.column_stack([across.ravel(), along.ravel(), moved])).value

    weights = [(width(heights + step * one) - width(heights - step * one)) / (2 * step) for one in np.eye(12)]
    assert sum(weight**2 for weight in weights) <= 2 + 1e-3
    assert sum(weights) == pytest.approx(0, abs=1e-3)
