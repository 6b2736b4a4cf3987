"""What is recorded about people, how long names are kept, and their erasure, at the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import CAMILLE, CODES, DOMINIQUE, Shop, characteristic, part


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Camille measured in 2012 and left."""
    folder = tmp_path / "ws"
    shop = Shop.__new__(Shop)
    shop._now = datetime(2012, 3, 5, 8, tzinfo=UTC)
    shop.workspace = Workspace(folder)
    shop.workshop = Workshop(shop.workspace, shop.clock)
    shop.events = []
    shop.workshop.open().result()
    shop.workshop.found("Atelier").result()
    staff = shop.workshop.staff
    staff.enter_administrator(DOMINIQUE, (), CODES[DOMINIQUE]).result()
    staff.enter(CAMILLE, (Role.OPERATOR, Role.TRAINER), CODES[CAMILLE]).result()
    staff.sign_in(CAMILLE, CODES[CAMILLE]).result()
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    staff.sign_in(DOMINIQUE, CODES[DOMINIQUE]).result()
    staff.set_roles(CAMILLE, ()).result()
    shop.close()
    return folder


def act(workspace: Path, *arguments: str, user: str = DOMINIQUE) -> int:
    file = workspace.parent / "acting.txt"
    file.write_text(CODES[user] + "\n", encoding="utf-8")
    return main([*arguments, "--user", user, "--secret-file", str(file), "--workspace", str(workspace)])


def read(capsys: pytest.CaptureFixture[str], workspace: Path, *arguments: str) -> str:
    capsys.readouterr()
    assert main([*arguments, "--workspace", str(workspace)]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], workspace: Path, *arguments: str) -> Any:
    return json.loads(read(capsys, workspace, *arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], code: int) -> str:
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.strip().endswith("."), err
    return err.strip()


def test_what_is_recorded_about_somebody(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = read(capsys, workspace, "person", "recorded", CAMILLE).splitlines()
    assert said[:3] == [
        "Ce qui est enregistré au nom de Camille Martin :",
        "relevés de production  |  1 ligne  |  du 05/03/2012 au 05/03/2012  |  nom gardé jusqu'au 05/03/2022",
        "compte, rôles et codes  |  4 lignes  |  du 05/03/2012 au 05/03/2012  |  nom gardé jusqu'au 05/03/2013",
    ]
    assert f"Demandez à {DOMINIQUE}" in said[-1] and "RGPD" in said[-1]
    found = as_json(capsys, workspace, "person", "recorded", CAMILLE)
    assert found["name"] == CAMILLE and found["erasable_from"] == "2022-03-05"
    assert found["recorded"][0] == {
        "kind": "production", "count": 1, "first": "2012-03-05", "last": "2012-03-05", "until": "2022-03-05",
    }  # fmt: skip
    capsys.readouterr()
    code = main(["person", "recorded", "Personne", "--workspace", str(workspace)])
    assert "Personne ne s'appelle « Personne » ici" in refused(capsys, code)


def test_how_long_names_are_kept(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "relevés de production  |  120 mois" in read(capsys, workspace, "person", "retention")
    assert act(workspace, "person", "set-retention", "relevés=240", "compte=24") == 0
    assert as_json(capsys, workspace, "person", "retention") == {
        "production": 240, "simulated": 12, "means": 120, "treatment": 120, "parts": 120, "account": 24,
    }  # fmt: skip
    assert "de 1 à 600 mois" in refused(capsys, act(workspace, "person", "set-retention", "compte=601"))
    for wrong in ("compte", "compte=0", "autre=3"):
        assert f"« {wrong} »" in refused(capsys, act(workspace, "person", "set-retention", wrong))


def test_a_name_is_listed_and_erased(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert read(capsys, workspace, "person", "purge") == (
        "Camille Martin  |  effaçable depuis le 05/03/2022  |  "
        "relevés de production : 05/03/2012 ; compte, rôles et codes : 05/03/2012\n"
    )
    assert [one["name"] for one in as_json(capsys, workspace, "person", "purge")] == [CAMILLE]
    assert act(workspace, "person", "erase", CAMILLE, "--reason", "durée passée") == 0
    said = capsys.readouterr().out
    assert "Nom de Camille Martin effacé" in said and "sauvegardes" in said and "prochaine ouverture" not in said
    assert "Aucun nom à effacer" in read(capsys, workspace, "person", "purge")
    assert read(capsys, workspace, "archive", "verify").rstrip().endswith("1 nom effacé.")
    assert as_json(capsys, workspace, "archive", "verify")["erased"] == 1
    (record,) = as_json(capsys, workspace, "archive", "list")
    assert record["operator"].startswith("nom effacé (")
    assert CAMILLE not in read(capsys, workspace, "archive", "show", record["id"])
    assert "nom effacé (" in read(capsys, workspace, "person", "list")


def test_what_may_not_be_erased_is_refused(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    said = refused(capsys, act(workspace, "person", "erase", DOMINIQUE, "--reason", "partie"))
    assert "a encore un rôle" in said
    assert "sans le nom" in refused(capsys, act(workspace, "person", "erase", CAMILLE, "--reason", "Camille part"))
    assert act(workspace, "person", "set-retention", "releves=600") == 0
    capsys.readouterr()
    said = refused(capsys, act(workspace, "person", "erase", CAMILLE, "--reason", "partie"))
    assert said.startswith("Le nom de Camille Martin ne pourra être effacé qu'à partir du 05/03/2062 (relevés de prod")
