"""`metroapp geometry`: a value, how it was found, and the element that was fitted."""

from __future__ import annotations

import json
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main

FLAT = "x;y;z\n0;0;0,01\n100;0;0\n100;100;0,01\n0;100;0\n"
FACES = (
    "feature,x,y,z\ndatum,0,0,0\ndatum,100,0,0\ndatum,0,80,0\ndatum,100,80,0\n"
    "face,0,0,30\nface,100,0,30.02\nface,0,80,30.01\nface,100,80,30\n"
)


def ask(capsys: pytest.CaptureFixture[str], path: Path, content: str, *arguments: str) -> Any:
    path.write_text(content, encoding="utf-8")
    assert main(["geometry", "--points", str(path), *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_each_kind_from_its_points(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "points.csv"
    flat = ask(capsys, path, FLAT, "--kind", "flatness")
    assert (flat["value"], flat["method"]) == (pytest.approx(0.01, rel=1e-6), "minimum_zone")
    assert len(flat["elements"]["plane"]["normal"]) == 3
    lobes = "\n".join(f"{10 + 0.005 * cos(3 * pi * a / 180):.9f},{a}" for a in range(0, 360, 5))
    ring = ask(capsys, path, f"radius,angle\n{lobes}\n", "--kind", "roundness")
    assert ring["value"] == pytest.approx(0.01, rel=1e-3)
    assert ring["elements"]["circle"]["centre"] == pytest.approx([0, 0], abs=1e-6)
    place = "x,y,nominal_x,nominal_y\n10.03,20.04,10,20\n"
    assert ask(capsys, path, place, "--kind", "position")["value"] == pytest.approx(0.1)
    assert ask(capsys, path, FACES, "--kind", "parallelism")["value"] == pytest.approx(0.02)
    axis = "feature,x,y,z\ndatum,0,0,0\ndatum,0,0,50\nbore,0.01,0,60\nbore,0,0.02,80\n"
    assert ask(capsys, path, axis, "--kind", "coaxiality")["value"] == pytest.approx(0.04)
    squares = ask(
        capsys, path, "x,y\n0,0\n10,0.004\n20,0\n30,0.004\n", "--kind", "straightness", "--method", "least-squares"
    )
    assert squares["method"] == "least_squares"
    assert main(["geometry", "--points", str(path), "--kind", "straightness"]) == 0
    assert capsys.readouterr().out == "Rectitude : 0,004 mm (zone minimale, 4 points)\n"


def test_no_measured_co_ordinate_is_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A line measured in x and z, and a bore in x and z, are not read in x and y alone."""
    path = tmp_path / "points.csv"
    line = "x,y,z\n0,0,0\n10,0,0.01\n20,0,0\n"
    assert ask(capsys, path, line, "--kind", "straightness")["value"] == pytest.approx(0.01, rel=1e-6)
    helix = "x;y;z\n" + "\n".join(f"{a * 10};{0.01 * cos(a * pi / 2)};{0.01 * sin(a * pi / 2)}" for a in range(9))
    found = ask(capsys, path, helix, "--kind", "straightness")
    assert found["value"] == pytest.approx(0.02, rel=0.02) and "direction" in found["elements"]["axis"]
    lobes = [(10 + 0.005 * cos(3 * pi * a / 180), pi * a / 180) for a in range(0, 360, 5)]
    bore = "x,y,z\n" + "\n".join(f"{r * cos(a)!r},7,{r * sin(a)!r}" for r, a in lobes)
    found = ask(capsys, path, bore, "--kind", "roundness")
    assert found["value"] == pytest.approx(0.01, rel=1e-3)
    assert found["elements"]["circle"]["centre"] == pytest.approx([0, 7, 0], abs=1e-6)


def test_a_surface_that_curves_has_a_flatness(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Every point of a bowed plate is on its hull: its sag from corner to middle is its flatness."""
    path = tmp_path / "points.csv"
    places = [(x, y) for x in range(-100, 101, 10) for y in range(-100, 101, 10)]
    plate = "x,y,z\n" + "\n".join(f"{x},{y},{0.02 * (x * x + y * y) / 20_000!r}" for x, y in places)
    assert ask(capsys, path, plate, "--kind", "flatness")["value"] == pytest.approx(0.02, rel=1e-6)


def test_a_datum_needs_no_true_place_and_a_square_line_is_square(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "points.csv"
    holes = "feature;x;y;z;nominal_x;nominal_y\ndatum;0;0;0;;\nhole;10,03;20,04;-5;10;20\n"
    assert ask(capsys, path, holes, "--kind", "position")["value"] == pytest.approx(0.1)
    upright = "feature,x,y,z\ndatum,0,0,0\ndatum,9,0,0\ndatum,0,9,0\naxis,5,5,0\naxis,5,5,30\n"
    assert ask(capsys, path, upright, "--kind", "perpendicularity")["value"] == 0


def test_a_line_that_leans_was_said_to_be_square(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Two planes square to the datum turn until they hold it: it is judged as an axis, by the Ø of its zone."""
    leaning = "feature,x,y,z\ndatum,0,0,0\ndatum,9,0,0\ndatum,0,9,0\naxis,5,5,0\naxis,5.02,5,15\naxis,5.04,5,30\n"
    found = ask(capsys, tmp_path / "points.csv", leaning, "--kind", "perpendicularity")
    assert found["value"] == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("flatness", "x,y,z\n0,0,0\n1,1,1\n2,2,2\n", "alignés"),
        ("flatness", "x,y\n0,0\n1,1\n2,2\n", "colonne z"),
        ("straightness", "x,y\n0,0\n9,1\n", "au moins 3"),  # two are always straight
        ("flatness", "x,y,z\n0,0,0\n9,0,1\n0,9,0\n", "au moins 4"),
        ("flatness", "x,y,z\n0,0,0\n10,0.001,0.1\n20,-0.001,0\n30,0.0005,0.05\n", "alignés"),  # near enough
        ("roundness", "x,y\n10,0\n9.9,1\n9.5,3\n9,4\n", "quart de tour"),
        ("roundness", "angle,radius\n0,0.001\n90,-0.002\n180,0.003\n270,0\n", "écarts"),
        ("parallelism", "feature,x,y,z\ndatum,0,0,0\ndatum,9,0,0\ndatum,0,9,0\nface,5,5,9\n", "au moins 2"),
        (
            "perpendicularity",
            "feature,x,y,z\ndatum,0,0,0\ndatum,9,0,0\ndatum,0,9,0\nface,0,0,5\nface,0,9,5\n",
            "alignés",
        ),
        ("roundness", "x,y\n0,0\n1,1\n2,2\n3,3\n", "cercle"),
        ("roundness", "x,y\n1,1\n1,1\n1,1\n1,1\n", "même endroit"),
        ("parallelism", "x,y,z\n0,0,0\n1,0,0\n0,1,0\n", "référence n'est pas mesurée"),
        ("symmetry", "feature,x,y,z\ndatum,0,0,0\n", "élément tolérancé"),
        ("position", "x,y\n1,2\n", "nominal_x"),
        ("flatness", "a,b\n1,2\n", "x et y"),
        ("coaxiality", "feature,x,y,z\ndatum,1,1,1\ndatum,1,1,1\nbore,0,0,5\n", "même endroit"),
        ("roundness", "x,y,z\n1,0,0\n0,1,0\n-1,0,0\n1,0,9\n0,1,9\n-1,0,9\n", "section"),
        ("flatness", "x,y,z\n1,2,oui\n", "oui"),
    ],
)
def test_points_that_do_not_do_are_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, kind: str, content: str, said: str
) -> None:
    path = tmp_path / "points.csv"
    path.write_text(content, encoding="utf-8")
    assert main(["geometry", "--points", str(path), "--kind", kind]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
