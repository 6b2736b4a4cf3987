"""`metroapp verification`: the last one of a means, read by anybody who may read the archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.domain.verification_acts import Decision, Limitation
from tests.services.verified_means import D, deciding, read_all, room, shop_of_means, short_at_the_end
from tests.workbench import CALIPER, SIGNED_BY_DOMINIQUE


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A caliper that was verified, failed, and was limited."""
    root = tmp_path_factory.mktemp("verified")
    shop = shop_of_means(root)
    room(shop).begin(CALIPER).result()
    shop.read(CALIPER, "3.00")
    room(shop).undo().result()
    read_all(shop, shows=short_at_the_end)
    left = deciding(Decision.LIMITATION, "becs usés", limitation=Limitation(D(0), D(75)))
    room(shop).decide(left, SIGNED_BY_DOMINIQUE).result()
    shop.close()
    return root


def ask(capsys: pytest.CaptureFixture[str], workspace: Path, *arguments: str) -> tuple[int, str, str]:
    code = main(["verification", *arguments, "--workspace", str(workspace)])
    out, err = capsys.readouterr()
    return code, out, err


def test_its_facts_as_json(capsys: pytest.CaptureFixture[str], workspace: Path) -> None:
    code, out, err = ask(capsys, workspace, CALIPER, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["number"], found["means"], found["conclusion"]) == ("V-P1-2026-0001", CALIPER, "nonconforming")
    last = next(point for point in found["points"] if point["nominal"] == "135")
    assert last["readings"] == [{"value": "134.95", "unit": "mm", "origin": "instrument"}]
    assert (last["error"], last["exceedance"]) == ("-0.05002", {"side": "below", "by": "0.03002"})
    assert last["standard"]["identity"].startswith("CE-09 cale(s) 60 + 30")
    assert found["undone"] == [{"check": "zero", "nominal": "0", "value": "3.00", "unit": "mm", "origin": "instrument"}]
    assert found["decided"]["limitation"] == {"lower": "0", "upper": "75"} and found["decided"]["signed"]


def test_in_words_and_as_a_paper(capsys: pytest.CaptureFixture[str], workspace: Path, tmp_path: Path) -> None:
    paper = tmp_path / "papiers" / "constat.pdf"
    code, out, _err = ask(capsys, workspace, CALIPER, "--pdf", str(paper))
    assert code == 0 and paper.read_bytes().startswith(b"%PDF")
    assert "NON CONFORME" in out and "becs usés" in out
    assert "Lecture annulée au point 0 (zéro) : 3,00" in out
    assert out.rstrip().endswith(f"Document écrit : {paper}")


@pytest.mark.parametrize(
    ("number", "said"),
    [("X-99", "X-99 n'est pas au registre"), ("M-02", "Aucune vérification de M-02 n'a encore été enregistrée")],
)
def test_what_was_never_verified(capsys: pytest.CaptureFixture[str], workspace: Path, number: str, said: str) -> None:
    code, out, err = ask(capsys, workspace, number)
    assert (code, out) == (2, "") and said in err
