"""`metroapp nonconformity`, `derogation` and `labels`: consulting what is done of bad pieces, without an account."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest

from metroapp.cli import main
from metroapp.domain.concession_files import Authority, Classification, ConcessionRequested, Moment, WidenedLimits
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity_acts import (
    Cause,
    NonconformityDescribed,
    Severity,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.specification import Means
from metroapp.services import consultation, treatment_papers
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

TESTED = part(
    characteristic("1", "Ø35 ±0,1", Means.CALIPER, nature=None), characteristic("2", "50 ±0,2", Means.CALIPER)
)
AT = datetime(2026, 11, 24, tzinfo=UTC)
NOBODY = EntryId("", 0)
SHEET, FILE = "FNC-2026-001", "DER-2026-001"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workshop with a fiche about one piece and a dérogation that covers another; nobody writes any more."""
    shop = Shop(tmp_path_factory.mktemp("atelier"))
    shop.open(TESTED, pieces=3)
    shop.read(CALIPER, "35.00", "50.00", "35.25", "50.00")
    room = shop.workshop.treatment
    room.raise_sheet([BoxKey(2, "1")], quantity=2).result()
    described = NonconformityDescribed(NOBODY, SHEET, Severity.MINOR, "trop grand", Cause.EQUIPMENT, "T1 usé", "", AT)
    room.add_to_sheet(described).result()
    lines = (TreatmentLine(Treatment.REWORK, 1, (2,)), TreatmentLine(Treatment.SORT, 1))
    room.add_to_sheet(TreatmentDecided(NOBODY, SHEET, lines, "", "", AT), SIGNED_BY_DOMINIQUE).result()
    asked = ConcessionRequested(
        NOBODY, "", Moment.BEFORE_PRODUCTION, ("ESSAI-01", "PL-1", "A"), (WidenedLimits("1", None, Decimal("35.2")),),
        3, date(2099, 12, 31), (), "outil usé", "sans conséquence", Classification.MINOR, False, "", AT,
    )  # fmt: skip
    shop.workshop.save_draft(TESTED).result()
    room.request(asked).result()
    room.give_opinion(FILE, "d'accord", SIGNED_BY_DOMINIQUE, favourable=True).result()
    room.record_decision(
        FILE, Authority.DESIGN, "BE-77", "M. Petit", date(2026, 11, 24), SIGNED_BY_DOMINIQUE, accepted=True
    ).result()
    room.activate(FILE, SIGNED_BY_DOMINIQUE).result()
    shop.read(CALIPER, "35.15", "50.00")
    shop.close()
    yield shop.workspace.root


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    shop = Shop(tmp_path / "neuf")
    shop.close()
    return shop.workspace.root


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, err = ask(capsys, *arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def record_of(workspace: Path) -> str:
    return str(consultation.record_lines(Workspace(workspace))[0].id)


def test_the_lists_are_a_line_each(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, "nonconformity", "list", "--workspace", str(workspace))
    assert (code, err) == (0, "")
    assert out == ("FNC-2026-001  traitement décidé  24/11/2026  2 pièce(s), désignées : 2  (relevé P1-2026-0001)\n")
    code, out, err = ask(capsys, "derogation", "list", "--workspace", str(workspace))
    assert (code, err) == (0, "")
    assert out == (
        "DER-2026-001  active  avant réalisation  ESSAI-01 A  1 pièce(s) sur 3, jusqu'au 31/12/2099\n"
    )  # fmt: skip


def test_nothing_is_said_to_be_nothing(empty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for group, said in (("nonconformity", "aucune fiche"), ("derogation", "aucune dérogation")):
        code, out, err = ask(capsys, group, "list", "--workspace", str(empty))
        assert (code, err) == (0, "") and said in out
        assert asked(capsys, group, "list", "--workspace", str(empty)) == []


def test_a_sheet_is_shown_whole(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, "nonconformity", "show", SHEET, "--workspace", str(workspace))
    assert (code, err) == (0, "")
    for said in (
        "Fiche de non-conformité N° FNC-2026-001",
        "35,25\xa0mm",
        "trop grand",
        "retouche",
        DOMINIQUE,
        CAMILLE,
    ):
        assert said in out


def test_the_json_of_a_sheet(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "nonconformity", "show", SHEET, "--workspace", str(workspace))
    assert (found["number"], found["state"], found["origin"]) == (SHEET, "decided", "production")
    assert (found["pieces"], found["quantity"], found["to_reinspect"]) == ([2], 2, [2])
    assert found["proposed"] == [{"piece": 2, "fate": "to_decide"}]
    raised, described, decided = found["acts"]
    assert raised["act"] == "nonconformityraised" and raised["by"] == CAMILLE
    assert raised["findings"][0]["box"] == {"piece": 2, "balloon": "1", "box": ""}
    assert (described["severity"], described["cause"]) == ("minor", "equipment")
    assert decided["lines"][0] == {
        "treatment": "rework", "quantity": 1, "pieces": [2], "concession": "", "function_unaltered": False
    }  # fmt: skip
    (line,) = asked(capsys, "nonconformity", "list", "--workspace", str(workspace))
    assert line == {name: found[name] for name in line}


def test_a_derogation_is_shown_whole(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, "derogation", "show", FILE, "--workspace", str(workspace))
    assert (code, err) == (0, "")
    for said in ("Dérogation N° DER-2026-001", "☒ avant réalisation", "35,2\xa0mm", "BE-77", "rep. 1 : 35,15\xa0mm"):
        assert said in out


def test_the_json_of_a_derogation(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "derogation", "show", FILE, "--workspace", str(workspace))
    assert (found["state"], found["moment"], found["decided_by"]) == ("active", "before_production", ["design"])
    assert (found["quantity"], found["used"], found["remaining"], found["until"]) == (3, 1, 2, "2099-12-31")
    assert found["part"] == {"reference": "ESSAI-01", "drawing": "PL-1", "revision": "A"}
    assert found["acts"][0]["limits"] == [{"balloon": "1", "lower": None, "upper": "35.2", "callout": "Ø35 ±0,1"}]
    (covered,) = found["covered"]
    assert (covered["piece"], covered["balloons"], covered["stands"], covered["left"]) == (3, ["1"], True, None)
    (line,) = asked(capsys, "derogation", "list", "--workspace", str(workspace))
    assert line == {name: found[name] for name in line}


@pytest.mark.parametrize(
    ("group", "number", "title"),
    [("nonconformity", SHEET, "Fiche de non-conformité"), ("derogation", FILE, "Dérogation")],
)
def test_the_paper_is_written_where_it_is_asked_for(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], group: str, number: str, title: str
) -> None:
    pdf = tmp_path / "papiers" / "fiche.pdf"
    code, out, err = ask(
        capsys, group, "show", number, "--json", "--pdf", str(pdf), "--workspace", str(workspace)
    )  # fmt: skip
    assert code == 0 and json.loads(out)["number"] == number and str(pdf) in err
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert title in text and number in text


def test_the_labels_are_written(workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf = tmp_path / "etiquettes.pdf"
    code, out, err = ask(
        capsys, "labels", record_of(workspace), "--pdf", str(pdf), "--workspace", str(workspace)
    )  # fmt: skip
    assert (code, err) == (0, "") and str(pdf) in out
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    for said in (
        "BONNE, RETENUE",
        "NON CONFORME",
        "DÉROGATION, RETENUE",
        SHEET,
        FILE,
        "P1-2026-0001/2",
        "Décidé : retouche",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonconformity", "show", "FNC-1999-001"), "Il n'y a pas de fiche FNC-1999-001"),
        (("nonconformity", "show", FILE), f"Il n'y a pas de fiche {FILE}"),
        (("derogation", "show", "DER-1999-001"), "Il n'y a pas de dérogation DER-1999-001"),
        (("derogation", "show", SHEET), f"Il n'y a pas de dérogation {SHEET}"),
        (("labels", "P1-999999", "--pdf", "x.pdf"), "P1-999999"),
        (("labels", "rien", "--pdf", "x.pdf"), "rien"),
        (("labels", "P1-1"), "--pdf"),
        (("nonconformity", "show", SHEET, "--pdf", "/proc/1/fiche.pdf"), "ne peut pas recevoir le document"),
        (("derogation",), "Il manque"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = ask(capsys, *arguments, "--workspace", str(workspace))
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1 and err.strip().endswith(".")


def test_a_piece_measured_again_in_another_record_is_on_the_paper(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.open(TESTED, pieces=1)
    shop.read(CALIPER, "35.25", "50.00")
    shop.workshop.treatment.raise_sheet([BoxKey(1, "1")]).result()
    line = (TreatmentLine(Treatment.REWORK, 1, (1,)),)
    decided = TreatmentDecided(NOBODY, SHEET, line, "", "", AT)
    shop.workshop.treatment.add_to_sheet(decided, SIGNED_BY_DOMINIQUE).result()
    shop.open(TESTED, pieces=1)
    shop.read(CALIPER, "35.05", "50.00")
    again = consultation.record_lines(shop.workspace)[0].id
    assert shop.workshop.treatment.reinspect(SHEET, 1, again, 1).result()
    path = treatment_papers.export_sheet(shop.workspace, SHEET, tmp_path / "fiche.pdf")
    shop.close()
    text = pypdf.PdfReader(path).pages[0].extract_text()
    assert "35,05" in text and "P1-2026-0002, pièce 1" in text


# -- the sort of the pieces -----------------------------------------------------------------------------------------


@pytest.fixture
def lot(tmp_path: Path) -> Path:
    """A record of three pieces: a good one, a bad one with an open fiche, a bad one that nobody named."""
    shop = Shop(tmp_path / "lot")
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), pieces=3)
    shop.read(CALIPER, "35.00", "35.25", "35.30")
    shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    shop.close()
    return shop.workspace.root


def leave(capsys: pytest.CaptureFixture[str], lot: Path, verb: str, pieces: str, who: str) -> tuple[int, str, str]:
    secret = lot.parent / "code.txt"
    secret.write_text(CODES[who], encoding="utf-8")
    signed = ("--user", who, "--secret-file", str(secret))
    return ask(capsys, "pieces", verb, record_of(lot), pieces, *signed, "--workspace", str(lot))


def test_the_pieces_say_their_sort_without_an_account(lot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ask(capsys, "pieces", "show", record_of(lot), "--workspace", str(lot))
    assert code == 0 and out.splitlines() == [
        f"Pièce 1 : ✓ conforme, retenue par {SHEET}",
        "Pièce 2 : ✗ non conforme",
        "Pièce 3 : ✗ non conforme",
        "1 conforme · 2 non conformes",
    ]
    found = asked(capsys, "pieces", "show", record_of(lot), "--workspace", str(lot))
    assert found["pieces"][0] == {
        "piece": 1, "sort": "conforming", "numbers": [], "kept_by": [SHEET], "decided": None,
        "is_elsewhere": False, "is_in_doubt": False,
    }  # fmt: skip


def test_pieces_leave_by_the_command_line_or_are_refused_in_a_sentence(
    lot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = leave(capsys, lot, "ship", "1", DOMINIQUE)
    assert code == 2 and SHEET in err and "Traceback" not in err
    assert leave(capsys, lot, "scrap", "3", CAMILLE)[0] == 2
    code, out, _ = leave(capsys, lot, "scrap", "3", DOMINIQUE)
    assert code == 0 and "Pièce 3 : ✗ rebutée" in out.splitlines()
    assert leave(capsys, lot, "scrap", "deux", DOMINIQUE)[0] == 2
