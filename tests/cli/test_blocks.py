"""`metroapp blocks`: the stack of a size from the set of a file."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main

DEMO = Path(__file__).resolve().parents[2] / "data" / "workshop" / "gauge_blocks.csv"


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    path = tmp_path / "set.csv"
    path.write_text(
        "nominal,deviation_um,serial,uncertainty_um,due\n"
        "20,0.3,A20,0.05,\n10,-0.05,A10,0.04,2019-01-31\n12,0.10,A12,0.04,\n8,0.02,A8,0.03,\n"
        "2,0.01,P1,0.03,\n2,-0.01,P2,0.03,\n",
        encoding="utf-8",
    )
    return path


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["blocks", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["blocks", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err


def test_the_contract(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("nominal, deviation_um\n20, 0.3\n1.005, -0.06\n", encoding="utf-8")
    found = ask(capsys, "21,005", "--set", str(path))
    assert [block["nominal"] for block in found["stack"]] == ["20", "1.005"]
    assert (found["nominal"], found["certified"]) == ("21.005", "21.00524")
    # Without certificate nor grade, grade 2 of ISO 3650: (0.60 + 0.45)/√3 µm, and one joint of 0.01 µm.
    assert Decimal(found["uncertainty"]) == Decimal("0.000606301")
    assert {block["uncertainty_basis"] for block in found["stack"]} == {"widest_grade"}


def test_certificates_add_linearly_and_an_overdue_block_is_left_out(
    capsys: pytest.CaptureFixture[str], owned: Path
) -> None:
    found = ask(capsys, "20", "--set", str(owned), "--exclude", "A20")
    assert [block["serial"] for block in found["stack"]] == ["A12", "A8"]
    assert (found["certified"], found["uncertainty"], found["overdue"]) == ("20.00012", "0.000070711", ["A10"])


def test_protection_blocks_at_the_ends(capsys: pytest.CaptureFixture[str], owned: Path) -> None:
    found = ask(capsys, "24", "--set", str(owned), "--protection")
    assert [(block["serial"], block["protection"]) for block in found["stack"]] == [
        ("P1", True), ("A20", False), ("P2", True),
    ]  # fmt: skip


def test_the_worked_example_of_mitutoyo_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blocks", "37,785", "--set", str(DEMO)]) == 0
    out = capsys.readouterr().out
    assert "Empilage de 37,785 mm, 5 cale(s)" in out
    assert "1,005 mm  n° DEMO-JC32-001  écart −0,06 µm  u = 0,116 µm (limite de sa classe)" in out
    assert "Longueur certifiée : 37,78465 mm, incertitude-type u = 0,000693109 mm." in out


def test_overdue_blocks_are_named_in_words(capsys: pytest.CaptureFixture[str], owned: Path) -> None:
    assert main(["blocks", "20", "--set", str(owned)]) == 0
    assert "Cales échues, non prises : A10." in capsys.readouterr().out


def test_a_block_without_a_number_is_excluded_by_its_length(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("nominal;deviation_um\n1,5;0\n1;0\n0,5;0\n", encoding="utf-8")
    found = ask(capsys, "1.5", "--set", str(path), "--exclude", "1,5")
    assert [block["nominal"] for block in found["stack"]] == ["1", "0.5"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("37,785",), "les tailles les plus proches sont 36 et 40 mm"),
        (("1,9",), "le plus petit fait 2 mm"),
        (("500",), "le plus grand fait 44 mm"),
        (("vingt",), "n'est pas un nombre"),
        (("20", "--exclude", "Z9"), "Z9"),
        (("20", "--exclude", "A20", "A12", "A8", "P1", "P2"), "échues ou exclues"),
        (("20", "--protection", "--exclude", "P1"), "cales de protection"),
    ],
)
def test_refusals(capsys: pytest.CaptureFixture[str], owned: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refuse(capsys, arguments[0], "--set", str(owned), *arguments[1:])


def test_a_hostile_file_is_one_sentence_naming_its_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "set.csv"
    path.write_text("nominal;deviation_um\n20;0,3\n10;Infinity\n", encoding="utf-8")
    assert "Ligne 3, colonne deviation_um" in refuse(capsys, "20", "--set", str(path))
    path.write_bytes(b"\x00\xff\x00")
    assert refuse(capsys, "20", "--set", str(path))
    assert "n'existe pas" in refuse(capsys, "20", "--set", str(tmp_path / "absent.csv"))
