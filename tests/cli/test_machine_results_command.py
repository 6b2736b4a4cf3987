"""`metroapp import --as-values` and `result-profile`: seen first, recorded in somebody's name, or refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.specification import Means
from tests.workbench import CAMILLE, CODES, Shop, characteristic, part


def test_results_of_a_machine_are_looked_at_and_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "atelier"
    shop = Shop(root)
    machine = Instrument("MMT-1", "MMT", InstrumentKind.CMM, range_lower=Decimal(0), range_upper=Decimal(700))
    shop.workshop.means.enter([machine], []).result()
    shop.open(part(characteristic("1", "Ø20 H7", Means.CMM), characteristic("2", "35 ±0,1", Means.CMM)), pieces=2)
    shop.close()
    secret, file = tmp_path / "code", tmp_path / "P1.csv"
    secret.write_text(CODES[CAMILLE])
    file.write_text("Nom;Mesure;Avis\n1;20,013;OK\n2;35,15;OK\nX;n/a;\n", encoding="utf-8")
    at, who = ["--workspace", str(root)], ["--user", CAMILLE, "--secret-file", str(secret)]

    def run(*words: str) -> tuple[int, str, str]:
        status = main([*words, *at])
        return status, *capsys.readouterr()

    record = ["--record", json.loads(run("archive", "list", "--json")[1])[0]["id"]]
    columns = ["--column", "label=Nom", "--column", "value=Mesure", "--column", "status=Avis"]
    assert run("result-profile", "set", "PC", *columns, "--file-name", "{piece}{piece}", *who)[0] == 2
    assert run("import", str(file), "--profile", "PC")[0] == 2  # described by nobody yet
    assert run("result-profile", "set", "PC", *columns, "--file-name", "P{piece}.csv", *who)[0] == 0
    assert "valeur mesurée = Mesure" in run("result-profile", "list")[1]
    assert json.loads(run("result-profile", "list", "--json")[1])[0]["file"] == "P{piece}.csv"
    status, out, _err = run("import", str(file), "--profile", "PC")
    assert status == 0 and "20,013 mm" in out and "ce n'est pas un nombre" in out and "Rien n'est inscrit" in out
    assert run("import", str(file), "--profile", "PC", "--as-values", *who)[0] == 2  # in which record?
    assert run("import", str(file), *record, "--profile", "PC", "--as-values")[0] == 2  # in whose name?
    asked = ["import", str(file), *record, "--profile", "PC", "--as-values", *who]
    status, out, _err = run(*asked, "--preview", "--json")
    assert status == 0 and json.loads(out)["recorded"] == 0
    assert run(*asked, "--piece", "2")[0] == 2  # the name of the file says 1
    status, out, _err = run(*asked)
    assert status == 1 and "2 valeurs inscrites" in out  # one line is left out
    assert "avis contraire de la MMT : conforme" in out
    status, out, err = run(*asked)
    assert (status, out, err.count("\n")) == (2, "", 1) and "déjà inscrites" in err
    status, out, _err = run("archive", "show", *record, "--json")
    readings = json.loads(out)["readings"]
    assert [(one["origin"], one["source"]["file"], one["source"]["line"]) for one in readings] == [
        ("file", "P1.csv", 2), ("file", "P1.csv", 3),
    ]  # fmt: skip
    assert run("archive", "verify")[0] == 0
    (kept,) = (root / "attachments").iterdir()
    for copy in root.rglob(kept.name):  # and its backup
        copy.unlink()
    assert run("archive", "verify")[0] == 1
    assert run("result-profile", "remove", "pc", *who)[0] == 0 and "Aucun profil" in run("result-profile", "list")[1]
