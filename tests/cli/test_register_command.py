"""`metroapp register`: a sheet into the register, the register into a workbook, and what is due."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main

WORKSHOP = Path(__file__).resolve().parents[2] / "data" / "workshop"
ADMIN, SECRET = "Claude Fabre", "azerty-9"
TITLES = "Numéro;Désignation;Genre;Échéance;Localisation;État\n"


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder, file = tmp_path / "ws", secret(tmp_path, SECRET)
    assert main(["person", "first", ADMIN, "--role", "formateur", "--new-secret-file", file,
                 "--workshop", "Atelier", "--workspace", str(folder)]) == 0  # fmt: skip
    capsys.readouterr()
    return folder


def secret(folder: Path, text: str) -> str:
    path = folder / "secret.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def bring(workspace: Path, file: Path, *options: str, code: str = SECRET) -> int:
    signed = ("--user", ADMIN, "--secret-file", secret(workspace.parent, code))
    return main(["register", "import", str(file), "--workspace", str(workspace), *signed, *options])


def due(workspace: Path, capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    capsys.readouterr()
    assert main(["register", "due", "--workspace", str(workspace), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], code: int) -> str:
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and "Traceback" not in err
    return err.strip()


def in_days(count: int) -> str:
    return f"{datetime.now().astimezone().date() + timedelta(days=count):%d/%m/%Y}"


def sheet(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "registre.csv"
    path.write_text(TITLES + "\n".join(lines), encoding="utf-8")
    return path


def test_a_register_goes_in_and_comes_out_the_same(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(workspace, WORKSHOP / "instruments.csv") == 0
    assert bring(workspace, WORKSHOP / "gauge_blocks.csv") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Moyens entrés : 15, modifiés : 0 ; cales entrées ou modifiées : 0 ; inchangés : 0."
    assert second == "Moyens entrés : 0, modifiés : 0 ; cales entrées ou modifiées : 32 ; inchangés : 0."
    out = tmp_path / "dehors.xlsx"
    assert main(["register", "export", str(out), "--workspace", str(workspace)]) == 0
    assert capsys.readouterr().out == f"Document écrit : {out}\n"
    assert bring(workspace, out, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "new": [], "changed": [], "blocks": [], "unchanged": 47, "unread_columns": [], "unread_sheets": [],
    }  # fmt: skip


def test_what_is_due(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        f"A-1;Pied;pac;{in_days(10)};Servante;",
        f"A-2;Micromètre;micromètre;{in_days(-3)};;",
        f"A-3;Vieux pied;pac;{in_days(-300)};;réformé",
        f"A-4;Colonne;colonne;{in_days(90)};;",
        f"A-5;Comparateur;comparateur;{in_days(200)};;à vérifier",
    )
    assert bring(workspace, sheet(tmp_path, *lines)) == 0
    found = due(workspace, capsys)
    assert [(one["instrument"], one["urgency"], one["days"]) for one in found] == [
        ("A-2", "overdue", -3), ("A-5", "to_verify", 200), ("A-1", "within_30_days", 10),
    ]  # fmt: skip
    assert found[2]["location"] == "Servante"
    assert [one["instrument"] for one in due(workspace, capsys, "--days", "90")][-1] == "A-4"
    assert main(["register", "due", "--workspace", str(workspace)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"A-2  Micromètre  |  échu depuis le {in_days(-3)}, 3 j  |  –"
    assert shown[2] == f"A-1  Pied  |  échéance le {in_days(10)}, dans 10 j  |  Servante"


def test_nothing_is_due(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", "due", "--workspace", str(workspace)]) == 0
    assert capsys.readouterr().out == "Aucun moyen n'est échu ni à vérifier dans les 60 jours.\n"


def test_a_wrong_line_enters_nothing(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = bring(workspace, sheet(tmp_path, "A-1;;pac;01/01/2020;;", "A-2;;pac;;;perdu"))
    assert refused(capsys, code).startswith("Ligne 3, colonne État : L'état « perdu » n'est pas connu")
    assert due(workspace, capsys) == []
    assert "a déjà" not in refused(capsys, bring(workspace, sheet(tmp_path, "A-1;;pac;;;"), code="azerty-0"))


def test_a_register_is_no_pdf(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["register", "export", str(tmp_path / "r.pdf"), "--workspace", str(workspace)])
    assert "finit par .xlsx" in refused(capsys, code)


def test_suitability_counts_the_law_of_permissible_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "registre.csv"
    path.write_text("Numéro;Genre;Étendue;EMT\nM-1;micromètre;275-300;4 µm + L/300\n", encoding="utf-8")
    assert main(["suitability", "Ø300 h9", "--register", str(path), "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["uncertainty_from"] == "permissible_error"
    assert found["U"].startswith("0.00577")  # 2 × 5 µm / √3
