"""`metroapp means uses`: the reverse search at the command line, for anybody who may read the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from metroapp.cli import main
from metroapp.domain.specification import Means
from tests.workbench import CALIPER, CAMILLE, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Path]:
    """A workshop where one caliper measured two pieces, and nobody is writing any more."""
    shop = Shop(tmp_path / "atelier")
    shop.open(part(LENGTH), pieces=2)
    shop.read(CALIPER, "35.02", "35.23")
    shop.close()
    yield shop.workspace.root


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["means", "uses", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_list_says_the_record_and_each_piece(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, CALIPER, "--workspace", str(workspace))
    assert (code, err) == (0, "")
    summary, record, first, second = out.splitlines()
    assert summary == "PC-01 (Pied à coulisse), depuis le début de l'archive : 2 valeurs, 2 pièces, 1 relevé."
    assert record.startswith("P1-2026-0001  ESSAI-01") and "pièces 1, 2" in record
    assert "pièce 1  rep. 1  35,02\u00a0mm  C" in first and CAMILLE in first
    assert "pièce 2  rep. 1  35,23\u00a0mm  NC" in second


def test_the_json_says_the_same(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ask(capsys, CALIPER, "--json", "--workspace", str(workspace))
    found: dict[str, Any] = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["means"], found["since"]) == (CALIPER, None)
    [record] = found["records"]
    assert (record["number"], record["pieces"], record["values"], record["closed"]) == (
        "P1-2026-0001", [1, 2], 2, False,
    )  # fmt: skip
    bad = found["uses"][1]
    assert (bad["piece"], bad["balloon"], bad["value"], bad["unit"]) == (2, "1", "35.23", "mm")
    assert (bad["verdict"], bad["used_for"], bad["replaced"]) == ("nonconforming", "value", False)


def test_a_day_may_be_given(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, count in (("24/11/2026", 2), ("2026-11-24", 2), ("25/11/2026", 0)):
        _, out, _ = ask(capsys, CALIPER, "--since", day, "--json", "--workspace", str(workspace))
        assert len(json.loads(out)["uses"]) == count


def test_the_last_good_verification_is_the_usual_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = Shop(tmp_path)
    shop.open(part(LENGTH))
    shop.read(CALIPER, "35.02")
    caliper = shop.workshop.instruments().result()[CALIPER]
    shop.workshop.means.enter([replace(caliper, verified=date(2026, 11, 25))], []).result()
    shop.close()
    code, out, _ = ask(capsys, CALIPER, "--workspace", str(tmp_path))
    assert code == 0 and out == "PC-01 (Pied à coulisse), depuis 25/11/2026 : aucune valeur.\n"


def test_the_papers_are_written_where_they_are_asked_for(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf, xlsx = workspace / "papiers" / "liste.pdf", workspace / "papiers" / "liste.xlsx"
    code, out, err = ask(
        capsys, CALIPER, "--json", "--pdf", str(pdf), "--xlsx", str(xlsx), "--workspace", str(workspace)
    )
    assert code == 0 and json.loads(out)["means"] == CALIPER
    assert str(pdf) in err and str(xlsx) in err
    assert "Recherche inverse" in pypdf.PdfReader(pdf).pages[0].extract_text()
    assert "Valeurs" in openpyxl.load_workbook(xlsx).sheetnames


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("X-99",), "X-99 n'est pas au registre des moyens"),
        ((CALIPER, "--since", "hier"), "« hier » n'est pas une date"),
        ((CALIPER, "--pdf", "/proc/1/liste.pdf"), "ne peut pas recevoir le document"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    workspace: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = ask(capsys, *arguments, "--workspace", str(workspace))
    assert (code, out) == (2, "")
    assert said in err and err.count("\n") == 1 and err.strip().endswith(".")
