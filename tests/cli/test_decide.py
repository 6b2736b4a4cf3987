"""`metroapp decide`: a value, its limits, its uncertainty, a rule."""

from __future__ import annotations

import json
from typing import Any

import pytest

from metroapp.cli import main


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["decide", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["decide", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err


def test_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(
        capsys, "--value", "19,99", "--lower", "19.979", "--upper", "20", "--u", "0,001", "--rule", "iso14253-1"
    )
    assert {key: found[key] for key in ("verdict", "rule", "guard_band", "reason")} == {
        "verdict": "conforming", "rule": "iso14253-1", "guard_band": "0.00165", "reason": None,
    }  # fmt: skip
    assert (found["lower_acceptance_limit"], found["upper_acceptance_limit"]) == ("19.98065", "19.99835")
    assert found["probability_conforming"] == pytest.approx(1.0)


def test_limits_together_and_an_absent_one(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "--value", "-5,47", "--limits", "", "-5.40", "--u", "0.05")
    assert (found["verdict"], found["rule"], found["lower_acceptance_limit"]) == ("conforming", "simple", None)
    assert found["probability_conforming"] == pytest.approx(0.9192433)


def test_no_acceptance_zone_has_null_limits_and_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("--value", "19.99", "--limits", "19.979", "20", "--u", "0.006", "--rule", "iso14253-1-U")
    found = ask(capsys, *arguments)
    assert (found["verdict"], found["lower_acceptance_limit"], found["upper_acceptance_limit"]) == (
        "undecided", None, None,
    )  # fmt: skip
    assert "moyen plus précis" in found["reason"]


def test_a_guard_band_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "--value", "19.999", "--limits", "19.979", "20", "--guard", "0.002")
    assert (found["rule"], found["verdict"], found["guard_band"]) == ("guard", "undecided", "0.002")
    assert found["probability_conforming"] is None


def test_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", "--value", "13,6", "--limits", "12,5", "16,3", "--u", "1,8"]) == 0
    out = capsys.readouterr().out
    assert "conforme — acceptation simple, sans prise en compte de l'incertitude" in out
    assert "0,662630" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--value", "beaucoup", "--upper", "1"), "n'est pas un nombre"),
        (("--value", "", "--upper", "1"), "n'est pas un nombre"),
        (("--value", "1", "--upper", "NaN"), "n'est pas un nombre"),
        (("--value", "1"), "Aucune limite"),
        (("--value", "1", "--limits", "", ""), "Aucune limite"),
        (("--value", "1", "--lower", "2", "--upper", "1"), "est au-dessus"),
        (("--value", "1", "--upper", "2", "--u", "-0.1"), "négative"),
        (("--value", "1", "--upper", "2", "--rule", "iso14253-1"), "--u"),
        (("--value", "1", "--upper", "2", "--rule", "autre"), "choisissez parmi"),
        (("--value", "1", "--upper", "2", "--rule", "guard"), "--guard"),
        (("--value", "1", "--upper", "2", "--limits", "0", "2"), "pas les deux"),
        (("--upper", "2"), "Il manque"),
    ],
)
def test_a_bad_question_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refuse(capsys, *arguments)
