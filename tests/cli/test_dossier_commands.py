"""`metroapp dossier`: what is in it, what is missing, papers that come and go, and the bound PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from metroapp.cli import main
from metroapp.domain.specification import Means
from metroapp.services.new_record import NewRecord
from tests.services.papers import PROGRAM, encrypted_pdf
from tests.workbench import CALIPER, CAMILLE, CODES, Shop, characteristic, part

ORDER = "OF-2026-118"


@pytest.fixture
def asked(tmp_path: Path) -> list[str]:
    """A workshop with a record of the order; what says who asks."""
    shop = Shop(tmp_path / "atelier")
    shop.workshop.open_record(NewRecord(part(characteristic("1", "35 ±0,1", Means.CALIPER)), 1, ORDER)).result()
    shop.read(CALIPER, "35.02")
    shop.close()
    secret = tmp_path / "secret.txt"
    secret.write_text(CODES[CAMILLE])
    (tmp_path / "O1234.nc").write_bytes(PROGRAM)
    return ["--user", CAMILLE, "--secret-file", str(secret), "--workspace", str(tmp_path / "atelier")]


def test_a_program_is_attached_shown_and_withdrawn(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = asked[-2:]
    program = str(tmp_path / "O1234.nc")
    assert main(["dossier", "attach", "of-2026-118", program, "--section", "programmes", *asked]) == 0
    said = "O1234.nc est classé dans le dossier de fabrication OF-2026-118, rubrique Programmes."
    assert capsys.readouterr().out.strip() == said
    assert main(["dossier", "show", ORDER, *here]) == 0
    shown = capsys.readouterr().out
    assert "✗ Il manque : Ordre de fabrication, Plan, Gamme" in shown and "Relevé de contrôle P1-2026-0001" in shown
    assert main(["dossier", "show", ORDER, "--json", *here]) == 0
    told = json.loads(capsys.readouterr().out)
    (programs,) = (one for one in told["sections"] if one["section"] == "programs")
    (paper,) = programs["papers"]
    assert (paper["file"], paper["kind"], paper["size"]) == ("O1234.nc", "text", len(PROGRAM))
    assert "programs" not in told["missing"] and "route_sheet" in told["missing"]
    assert main(["dossier", "withdraw", ORDER, paper["id"], "--reason", "ancien indice", *asked]) == 0
    assert "O1234.nc est retiré" in capsys.readouterr().out
    assert main(["dossier", "show", ORDER, *here]) == 0
    assert "par Camille Martin : ancien indice" in capsys.readouterr().out
    assert main(["dossier", "list", *here]) == 0
    assert capsys.readouterr().out.strip() == f"{ORDER}  |  1 relevé(s)  |  0 document(s) classé(s)"
    assert main(["archive", "verify", *here]) == 0


def test_the_dossier_is_bound_into_a_folder(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "certificat.pdf").write_bytes(encrypted_pdf())
    for file, section in (("O1234.nc", "programme"), ("certificat.pdf", "certificats")):
        assert main(["dossier", "attach", ORDER, str(tmp_path / file), "--section", section, *asked]) == 0
    capsys.readouterr()
    out = tmp_path / "remis"
    assert main(["dossier", "export", ORDER, "--out", str(out), *asked[-2:]]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith("dossier-OF-2026-118.pdf") and said[1].startswith("Joint à part : ")
    assert len(PdfReader(out / "dossier-OF-2026-118.pdf").pages) > 5 and len(list(out.iterdir())) == 2
    assert main(["verify", str(out / "dossier-OF-2026-118.pdf"), *asked[-2:]]) == 0
    assert "Document authentique" in capsys.readouterr().out


def test_what_is_asked_wrongly_is_said_in_a_sentence(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = asked[-2:]
    for arguments, words in (
        (["show", "OF-99", *here], "n'est connu d'aucun relevé"),
        (["export", "OF-99", "--out", str(tmp_path / "out"), *here], "n'est connu d'aucun relevé"),
        (["attach", "-", str(tmp_path / "O1234.nc"), "--section", "plan", *asked], "donnez le numéro de l'OF"),
        (["attach", ORDER, str(tmp_path / "absent.nc"), "--section", "plan", *asked], "n'est pas un fichier lisible"),
        (["attach", ORDER, str(tmp_path / "O1234.nc"), "--section", "dessin", *asked], "dessin"),
        (["withdraw", ORDER, "P1-999", "--reason", "x", *asked], "n'a pas de document P1-999"),
        (["withdraw", ORDER, "gamme", "--reason", "x", *asked], "n'a pas de document gamme"),
    ):
        assert main(["dossier", *arguments]) == 2, arguments
        assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
