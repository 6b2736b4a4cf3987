"""`metroapp offset`: which way and by how much, from what was measured."""

from __future__ import annotations

import json

import pytest

from metroapp.cli import main

POCKET = ("--machine", "milling", "--corrector", "radius", "--feature", "inside")


def test_a_pocket_too_large_takes_a_larger_radius(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [*POCKET, "--sides", "2", "--measured", "20,04", "--target", "20"]
    assert main(["offset", *asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["correction"], found["deviation"], found["decision"]) == ("0.02", "0.04", "corrected")
    assert main(["offset", *asked]) == 0
    assert capsys.readouterr().out == "Ajoutez +0,02 mm au correcteur : écart mesuré +0,04 mm.\n"


def test_inside_the_dead_band_there_is_no_correction_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [*POCKET, "--sides", "1", "--measured", "20.004", "--target", "20", "--dead-band", "0.005"]
    assert main(["offset", *asked, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["correction"] is None and "bande morte" in found["reason"]


def test_a_deviation_below_the_step_of_the_register_is_not_said_to_be_in_a_dead_band(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [*POCKET, "--sides", "1", "--measured", "20.0001", "--target", "20", "--step", "0.001", "--json"]
    assert main(["offset", *asked]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["correction"], found["decision"]) == (None, "below_step") and "bande morte" not in found["reason"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((*POCKET, "--measured", "20.04", "--target", "20"), "combien de côtés"),
        ((*POCKET, "--sides", "2", "--measured", "x", "--target", "20"), "x"),
        (("--machine", "turning", *POCKET[2:], "--sides", "2", "--measured", "1", "--target", "1"), "En tournage"),
    ],
)
def test_what_cannot_be_corrected_is_one_sentence(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, ...], said: str
) -> None:
    assert main(["offset", *asked]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
