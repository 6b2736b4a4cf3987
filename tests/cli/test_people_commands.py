"""The command line obeys the table of the window: people, the rule of the workshop, the signals of a record."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main
from tests.archive.test_upgrade import FIXTURE

ADMIN, SECRET = "Claude Fabre", "azerty-9"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workshop with its administrator, who is a trainer too."""
    folder = tmp_path / "ws"
    file = secret(tmp_path, "admin", SECRET)
    assert main(["person", "first", ADMIN, "--role", "formateur", "--new-secret-file", file,
                 "--workshop", "Atelier", "--workspace", str(folder)]) == 0  # fmt: skip
    return folder


def secret(folder: Path, name: str, text: str) -> str:
    path = folder / f"{name}.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def act(workspace: Path, *arguments: str, user: str = ADMIN, code: str = SECRET) -> int:
    file = secret(workspace.parent, "acting", code)
    return main([*arguments, "--user", user, "--secret-file", file, "--workspace", str(workspace)])


def refused(capsys: pytest.CaptureFixture[str], code: int) -> str:
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert err.count("\n") == 1 and err.strip().endswith("."), err
    return err.strip()


def people(capsys: pytest.CaptureFixture[str], workspace: Path) -> Any:
    capsys.readouterr()
    assert main(["person", "list", "--workspace", str(workspace), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_entering_people_and_their_history(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = secret(workspace.parent, "new", "code-77")
    assert act(workspace, "person", "add", "Camille", "--role", "opérateur", "--new-secret-file", new) == 0
    assert "Camille  |  opérateur  |  code enregistré" in capsys.readouterr().out
    assert act(workspace, "person", "roles", "Camille", "--role", "operateur", "--role", "qualite") == 0
    assert act(workspace, "person", "reset", "Camille", "--new-secret-file", new) == 0
    other = secret(workspace.parent, "other", "code-88")
    assert act(workspace, "person", "secret", "--new-secret-file", other, user="camille", code="code-77") == 0
    found = people(capsys, workspace)
    assert found["people"] == [
        {"name": "Camille", "roles": ["operator", "quality"], "active": True, "has_secret": True},
        {"name": ADMIN, "roles": ["trainer", "administrator"], "active": True, "has_secret": True},
    ]
    changes = [(event["name"], event["change"], event["by"]) for event in found["secrets"]]
    assert changes == [
        (ADMIN, "chosen", ADMIN), ("Camille", "chosen", ADMIN), ("Camille", "reset", ADMIN),
        ("Camille", "changed", "Camille"),
    ]  # fmt: skip
    assert main(["person", "list", "--workspace", str(workspace)]) == 0
    assert "code réinitialisé, par Claude Fabre" in capsys.readouterr().out
    assert act(workspace, "person", "roles", "Camille") == 0
    assert "sans rôle" in capsys.readouterr().out


def test_without_the_right_nothing_is_done(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = secret(workspace.parent, "new", "code-77")
    assert act(workspace, "person", "add", "Camille", "--role", "operateur", "--new-secret-file", new) == 0
    before = people(capsys, workspace)
    code = act(workspace, "rule", "set", "iso14253-1", user="Camille", code="code-77")
    assert "Camille (opérateur) ne peut pas choisir la règle de décision" in refused(capsys, code)
    code = act(
        workspace, "person", "add", "Jo", "--role", "jury", "--new-secret-file", new, user="Camille", code="code-77"
    )
    assert "administrateur" in refused(capsys, code)
    assert people(capsys, workspace) == before


def test_the_rule_of_the_workshop(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--workspace", str(workspace))
    capsys.readouterr()
    assert main(["rule", "show", *where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"rule": "simple"}
    assert act(workspace, "rule", "set", "iso14253-1", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"rule": "iso14253-1"}
    assert main(["rule", "show", *where]) == 0
    assert "ISO 14253-1" in capsys.readouterr().out
    assert "« guard »" in refused(capsys, act(workspace, "rule", "set", "guard"))


def test_a_wrong_secret_ten_times(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    said = [refused(capsys, act(workspace, "rule", "set", "simple", code="faux")) for _ in range(10)]
    assert "Ce n'est pas le code de Claude Fabre" in said[0]
    assert "3 échecs de suite" in said[2] and "attendez 5 s" in said[2]
    assert "doit attendre encore" in said[9]
    assert "doit attendre encore" in refused(capsys, act(workspace, "rule", "set", "simple"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Il manque le code"),
        (b"\n\nazerty-9\n", "Il manque le code"),
        (b"\xff\xfe\x00", "ne se lit pas"),
        (None, "ne se lit pas"),
    ],
)
def test_a_secret_file_that_holds_none(
    workspace: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    capsys.readouterr()
    path = workspace.parent / "strange.txt"
    if content is not None:
        path.write_bytes(content)
    code = main(["rule", "set", "simple", "--user", ADMIN, "--secret-file", str(path), "--workspace", str(workspace)])
    assert said in refused(capsys, code)


def test_a_secret_file_made_by_a_notepad_is_read(workspace: Path) -> None:
    path = workspace.parent / "notepad.txt"
    path.write_bytes(b"\xef\xbb\xbf" + SECRET.encode() + b"\r\nsuite\r\n")
    where = ("--user", ADMIN, "--secret-file", str(path), "--workspace", str(workspace))
    assert main(["rule", "set", "simple", *where]) == 0


def test_nobody_acts_in_a_workshop_without_an_administrator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = act(tmp_path / "empty", "rule", "set", "simple", user="root", code="admin")
    assert "premier démarrage" in refused(capsys, code)


def test_a_workshop_is_not_founded_without_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, folder = secret(tmp_path, "admin", SECRET), str(tmp_path / "ws")
    asked = ["person", "first", ADMIN, "--new-secret-file", file, "--workspace", folder]
    assert "nom de l'atelier" in refused(capsys, main(asked))
    weak = secret(tmp_path, "weak", "1234")
    code = main(["person", "first", ADMIN, "--new-secret-file", weak, "--workshop", "Atelier", "--workspace", folder])
    assert "trop simple" in refused(capsys, code)
    assert main([*asked, "--workshop", "Atelier"]) == 0  # nothing was half written


def test_a_second_administrator_does_not_enter_by_the_first_door(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    file = secret(workspace.parent, "other", "azerty-8")
    code = main(["person", "first", "Autre", "--new-secret-file", file, "--workspace", str(workspace)])
    assert "a déjà un administrateur" in refused(capsys, code)


def test_an_unknown_role_is_named(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert "« chef »" in refused(capsys, act(workspace, "person", "roles", ADMIN, "--role", "chef"))


def test_the_signals_of_a_record_for_the_jury_and_not_for_the_candidate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "ws"
    from metroapp.services.demonstration import Demonstration
    from metroapp.services.workshop import Workshop
    from metroapp.services.workspace import Workspace

    workshop = Workshop(Workspace(workspace))
    workshop.open().result()
    outcome = Demonstration(workshop, 3, 1, lambda stage: None).run()
    workshop.close()
    with (workspace / "codes-demonstration.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = {line[0]: line[2] for line in csv.reader(file, delimiter=";")}
    id = str(outcome.header.id)
    code = act(workspace, "archive", "signals", id, user="Camille Martin", code=codes["Camille Martin"])
    assert "lire les signaux" in refused(capsys, code)
    assert act(workspace, "archive", "signals", id, "--json", user="Andréa Petit", code=codes["Andréa Petit"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"typed", "retaken"} & {signal["kind"] for signal in found}
    assert all(signal["sentence"].endswith(".") for signal in found)
    assert act(workspace, "archive", "signals", id, user="Andréa Petit", code=codes["Andréa Petit"]) == 0
    assert "cause ordinaire" in capsys.readouterr().out


def test_the_demonstration_leaves_a_workshop_of_somebody_alone(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert "n'est pas un dossier de démonstration" in refused(capsys, main(["demo", "--workspace", str(workspace)]))


def test_the_upgrade_of_an_older_archive_says_how_far_it_is_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ws").mkdir()
    shutil.copy(FIXTURE, tmp_path / "ws" / "archive.sqlite")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert act(tmp_path / "ws", "rule", "set", "simple") == 2  # nobody administers it yet
    said = capsys.readouterr().err.split("\r")
    assert "Mise à jour de l'archive : 0 %" in said and said[-1].startswith("Mise à jour de l'archive : 100 %\n")
