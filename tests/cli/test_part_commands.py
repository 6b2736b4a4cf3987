"""`metroapp part`: checking sheets of any workshop, mapping their columns, starting from a template."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from metroapp.services.drawings import keep_drawing
from tests.workbench import Shop, characteristic, part

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "tests" / "services" / "qif" / "plan.qif"
SHEETS = ROOT / "tests" / "services" / "sheets"


def ask(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, object]:
    assert main([*arguments, "--json"]) == code
    out, err = capsys.readouterr()
    assert err == ""
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and err.strip().endswith("."), err
    return err.strip()


def test_a_qif_plan_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "part", "check", str(PLAN))
    assert found["errors"] == [] and len(found["characteristics"]) == 18  # type: ignore[arg-type]
    assert main(["part", "check", str(PLAN)]) == 0
    assert "Arbre QIF — QIF-01" in capsys.readouterr().out


def test_every_error_is_named_and_nothing_is_half_imported(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "part", "check", str(SHEETS / "erreurs.csv"), code=2)
    assert set(found) == {"part", "characteristics", "errors", "warnings"}
    assert found["characteristics"] == []
    errors = found["errors"]
    assert isinstance(errors, list) and len(errors) == 6
    assert all(error["message"].endswith(".") for error in errors)
    assert main(["part", "check", str(SHEETS / "erreurs.csv")]) == 2
    assert "Ligne 3, colonne EI" in capsys.readouterr().out


def test_rules_and_uncertainties_are_told_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Désignation;a;Référence;b\nPlan;c;Indice;d\nRègle de décision;ISO 14253-1\n"
        "Repère;Cote;Règle de décision;Incertitude-type u\n"
        "1;30° ±0,5°;garde 0,03;2'\n2;Ø20 h7;;3 µm\n3;Ø20 h7;simple;\n",
        encoding="utf-8",
    )
    found = ask(capsys, "part", "check", str(path))
    assert found["part"]["rule"] == "iso14253-1"  # type: ignore[call-overload,index]
    names = ("rule", "guard_band", "uncertainty", "uncertainty_unit")
    assert [tuple(line[name] for name in names) for line in found["characteristics"]] == [  # type: ignore[attr-defined]
        ("guard", "0.03", "120", "arcsec"),
        (None, None, "3", "um"),
        ("simple", None, None, None),
    ]
    assert ask(capsys, "part", "check", str(PLAN))["part"]["rule"] is None  # type: ignore[call-overload,index]


def test_a_column_left_aside_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["part", "check", str(SHEETS / "cote-et-colonnes.csv")]) == 0
    assert "colonne Observations" in capsys.readouterr().out


def test_columns_are_mapped_by_title_or_letter(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Machin;Truc;Cote\n1;Ø20 h7;x\n", encoding="utf-8")
    found = ask(capsys, "part", "check", str(path), "--map", "Machin=Repère", "--map", "B=Cote", "--map", "C=")
    assert [line["callout"] for line in found["characteristics"]] == ["Ø20 h7"]  # type: ignore[attr-defined,index]
    letters = ("--map", "A=Repère", "--map", "B=callout", "--map", "C=", "--titles", "1")
    assert ask(capsys, "part", "check", str(path), *letters) == found
    path.write_text("1;Ø20 h7;x\n", encoding="utf-8")
    assert ask(capsys, "part", "check", str(path), *letters[:6], "--titles", "0") == found
    assert "« Rien »" in refused(capsys, "part", "check", str(path), "--map", "Rien=Repère")
    assert "« bof »" in refused(capsys, "part", "check", str(path), "--map", "A=bof")
    assert "« Repère »" in refused(capsys, "part", "check", str(path), "--map", "Repère")


def test_the_columns_of_a_sheet_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "part", "columns", str(SHEETS / "nominal-es-ei.csv"))
    assert found["title_line"] == 5
    assert [column["field"] for column in found["columns"]][:4] == [  # type: ignore[attr-defined]
        "balloon", "nominal", "upper_deviation", "lower_deviation",
    ]  # fmt: skip
    assert main(["part", "columns", str(SHEETS / "cote-et-colonnes.csv")]) == 0
    out = capsys.readouterr().out
    assert "Ligne de titres : 2" in out and "non reconnue" in out


def test_columns_without_titles_tell_what_to_type(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Machin;Truc\n1;2\n", encoding="utf-8")
    assert main(["part", "columns", str(path)]) == 0
    assert "--map" in capsys.readouterr().out


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_template_is_written_once(tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str) -> None:
    path = tmp_path / f"fiche{suffix}"
    assert main(["part", "template", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    assert ask(capsys, "part", "check", str(path))["errors"] == []
    assert "existe déjà" in refused(capsys, "part", "template", str(path))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xls", b"", "avant Excel 2007"),
        ("a.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("a.csv", b"\n\n", "est vide"),
        ("a.qif", b"<a/>", "QIF 3.0"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(capsys, "part", "check", str(path))


def test_a_ballooned_drawing_is_written_from_the_archive(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    shop = Shop(tmp_path / "atelier")
    try:
        sheet = keep_drawing(shop.workspace, ROOT / "data" / "parts" / "arbre-etage.pdf")
        plain = part(characteristic("1", "Ø20 h7", Means.MICROMETER))
        shop.workshop.save_draft(replace(plain, sheet=sheet)).result()
        shop.workshop.save_draft(replace(plain, revision="B")).result()
    finally:
        shop.close()
    said = ["--workspace", str(tmp_path / "atelier"), "--out", str(tmp_path / "out")]
    assert main(["part", "drawing", "ESSAI-01", "--plan", "PL-1", "--indice", "A", *said]) == 0
    assert capsys.readouterr().out.strip().endswith("plan-repere-ESSAI-01-A.pdf")
    assert (tmp_path / "out" / "plan-repere-ESSAI-01-A.pdf").read_bytes().startswith(b"%PDF")
    assert "n'a pas de plan" in refused(capsys, "part", "drawing", "ESSAI-01", *said)
    assert "AUTRE" in refused(capsys, "part", "drawing", "AUTRE", *said)
