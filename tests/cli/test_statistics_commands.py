"""`metroapp stats` and `metroapp msa`: every figure by name, and the reason where there is none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main
from tests.analysis.published import AIAG_STUDY, FLOW_RATES, PISTON_RINGS


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    path = tmp_path / "rings.csv"
    lines = [f"{place};{str(value).replace('.', ',')}" for place, value in enumerate(PISTON_RINGS, 1)]
    path.write_text("\n".join(["pièce;diamètre", *lines, ""]), encoding="utf-8")
    return path


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_stable_process_gives_every_index_with_its_interval(capsys: pytest.CaptureFixture[str], rings: Path) -> None:
    asked = ("stats", str(rings), "--column", "diamètre", "--subgroup", "5", "--limits", "73.95", "74.05")
    found = ask(capsys, *asked)
    assert (found["n"], found["min"], found["max"]) == (125, 73.967, 74.03)
    assert found["xbar"]["center"] == pytest.approx(74.001176)
    assert set(found["r"]) == {"center", "lcl", "ucl"} and "s" not in found
    assert found["signals"] == [] and found["reason"] == {}
    for name in ("cp", "cpk", "pp", "ppk", "cpm", "cm", "cmk"):
        assert found[f"{name}_low"] < found[name] < found[f"{name}_high"]
    assert found["cpk"] < found["cp"]
    assert main(list(asked)) == 0
    assert "Cpk 1,66" in capsys.readouterr().out


def test_an_unstable_process_has_no_cp_and_names_its_point(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "shifted.csv"
    values = [*PISTON_RINGS[:120], *(value + 1 for value in PISTON_RINGS[120:])]
    path.write_text("d\n" + "\n".join(map(str, values)), encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "d", "--subgroup", "5", "--limits", "73", "76")
    assert found["cp"] is None and "pas stable" in found["reason"]["cp"]
    assert found["pp"] is not None
    assert {"chart": "xbar", "rule": 1, "point": 25} in found["signals"]


def test_too_few_values_give_no_index(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "flow.csv"
    path.write_text("rate,note\n" + "\n".join(f"{value},x" for value in FLOW_RATES), encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "rate", "--limits", "45", "-")
    assert (found["cpk"], found["cmk"]) == (None, None) and "trop peu" in found["reason"]["cmk"]
    assert found["i"]["ucl"] == pytest.approx(55.8, abs=0.01) and found["mr"]["lcl"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "longueur"), "pièce, diamètre"),
        (("--column", "diamètre", "--subgroup", "0"), "1 à"),
        (("--column", "diamètre", "--subgroup", "100"), "au moins deux"),
        (("--column", "diamètre", "--chart", "r"), "ne va pas"),
        (("--column", "diamètre", "--least-machine", "12"), "au moins 30"),
        (("--column", "diamètre", "--limits", "75", "74"), "dépasse"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence(
    capsys: pytest.CaptureFixture[str], rings: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert main(["stats", str(rings), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"d\n1\nabc\n", "abc"),
        (b"d\n1\n\xff\n", "UTF-8"),
        (b"", "titres"),
        (b"d\nNaN\n2\n", "NaN"),
        (b"d;e\n1;2\n;3\n", "n° 2"),
    ],
)
def test_a_file_that_is_no_column_of_numbers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "values.csv"
    path.write_bytes(content)
    assert main(["stats", str(path), "--column", "d"]) == 2
    assert said in capsys.readouterr().err


def test_a_study_by_both_methods(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "study.csv"
    lines = [f"{one},{two},{three},{value}" for (one, two, three), value in AIAG_STUDY.items()]
    path.write_text("operator,part,trial,value\n" + "\n".join(lines), encoding="utf-8")
    found = ask(capsys, "msa", str(path), "--tolerance", "8")
    assert found["average_range"]["percent_grr"] == pytest.approx(26.68, abs=0.01)
    assert (found["average_range"]["ndc"], found["anova"]["ndc"]) == (5, 4)
    assert found["average_range"]["percent_tolerance"] == pytest.approx(100 * 6 * 0.30575 / 8, abs=0.01)
    assert found["anova"]["interaction_pooled"]
    path.write_text("operator,part,trial,value\n" + "\n".join(lines[:-1]), encoding="utf-8")
    assert main(["msa", str(path)]) == 2
    assert "pièce 10 par C, essai 3" in capsys.readouterr().err
