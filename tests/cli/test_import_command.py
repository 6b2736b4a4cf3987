"""`metroapp export --to dfq,qif` and `metroapp import`: what leaves comes back, beside its record or alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from tests.workbench import CALIPER, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("atelier")
    shop = Shop(root)
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02", "35.20")
    shop.close()
    return root


def the_record(workspace: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["archive", "list", "--json", "--workspace", str(workspace)]) == 0
    return ["--workspace", str(workspace), "--record", json.loads(capsys.readouterr().out)[0]["id"]]


def test_what_is_exported_is_read_back_beside_its_record(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = the_record(workspace, capsys)
    for suffix in ("dfq", "qif"):
        assert main(["export", *beside, "--to", suffix, "--out", str(tmp_path)]) == 0
        (path,) = tmp_path.glob(f"*.{suffix}")
        capsys.readouterr()
        assert main(["import", str(path), *beside]) == 0
        said = capsys.readouterr().out
        assert "pièce 2 : 35,20 mm  non conforme" in said and "Rien n'est inscrit dans l'archive" in said
        assert "Verdicts : acceptation simple par les limites du fichier" in said
        path.write_bytes(path.read_bytes().replace(b"35.02", b"35.03"))
        assert main(["import", str(path), *beside, "--json"]) == 1
        found = json.loads(capsys.readouterr().out)
        assert [one["agreement"] for one in found["comparison"]["values"]] == ["different", "same"]
        assert [one["verdict"] for one in found["values"]] == ["conforming", "nonconforming"]


def test_a_record_as_json_is_proven_before_it_is_shown(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = the_record(workspace, capsys)
    assert main(["export", *beside, "--to", "json", "--out", str(tmp_path)]) == 0
    (path,) = tmp_path.glob("*.json")
    assert main(["import", str(path), *beside]) == 0
    said = capsys.readouterr().out
    assert "pièce 2 : 35,20 mm  non conforme  (le fichier dit non conforme)" in said
    assert "Preuve : tel qu'il a été scellé, mais non signé : rien ne prouve que rien n'en a été retiré" in said
    path.write_bytes(path.read_bytes().replace(b'"35.02"', b'"35.03"', 1))
    assert main(["import", str(path)]) == 2
    assert capsys.readouterr().out == ""


def test_a_file_that_says_nothing_sure_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.dfq"
    path.write_text("K0100 2\nK1001/1 A\nK2001/1 1\n")
    assert main(["import", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "annonce 2 caractéristiques" in err


def test_sealed_entries_without_their_subject_or_the_number_of_a_row_end_in_one_sentence(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first was said to be absent from the archive of this post, the second ended in a traceback."""
    assert main(["export", *the_record(workspace, capsys), "--to", "json", "--out", str(tmp_path)]) == 0
    (path,) = tmp_path.glob("*.json")
    sealed = json.loads(path.read_bytes())["sealed"]
    nothing, unnumbered = {**sealed, "entries": []}, json.loads(json.dumps(sealed))
    del unnumbered["entries"][-1]["rows"][0]["row"]
    for said in (nothing, unnumbered):
        path.write_text(json.dumps(said))
        capsys.readouterr()
        assert main(["import", str(path)]) == 2
        assert capsys.readouterr().err.startswith("Ces données scellées ne peuvent pas être lues")
