"""`metroapp offsets`: what the workshop's registers say, and the papers that tell of them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.cli import main
from metroapp.services import consultation, document_check, documents
from metroapp.services.documents import Paper
from metroapp.services.formats import Format
from tests.lathe import Lathe
from tests.workbench import CALIPER, Shop


def test_the_registers_of_a_workshop_their_proofs_and_their_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Shop(tmp_path / "shop")
    lathe = Lathe(shop)
    lathe.make("20.04")
    lathe.room.type_in(lathe.number, Decimal("-0.04"), Decimal("-0.04")).result()
    lathe.make("20.04", "20.04")
    workspace = shop.workspace
    shop.close()

    def say(*asked: str) -> str:
        assert main(["offsets", *asked, "--workspace", str(workspace.root)]) == 0
        return capsys.readouterr().out

    assert "COR-2026-001 · Tour 2 : T3 · D3 X" in say() and "sans effet" in say()
    (facts,) = json.loads(say("--json"))
    assert (facts["correction"], facts["total"], facts["sizes"][0]["mean"]) == ("-0.04", "-0.04", "20.04")
    (typed,) = facts["typed"]
    assert (typed["outcome"], typed["after_piece"], typed["proofs"][0]["after"]["n"]) == ("no_effect", 1, 2)
    assert json.loads(say("COR-2026-001", "--json")) == facts
    say("--out", str(tmp_path / "corrections.csv"))
    lines = (tmp_path / "corrections.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and lines[1].split(";")[7:10] == ["-0,04", "-0,04", "Camille Martin"]
    say("COR-2026-001", "--out", str(tmp_path / "one.xlsx"))
    assert main(["offsets", "COR-9", "--workspace", str(workspace.root)]) == 2
    assert "COR-9" in capsys.readouterr().err
    # The set-up sheet tells of it, and still proves itself.
    (record,) = consultation.record_lines(workspace)
    paper = documents.export(workspace, record.id, Format.PDF, tmp_path, paper=Paper.SET_UP)
    again = Shop(workspace.root)
    again.resume_last().result()
    again.read(CALIPER, "20.00", "30.00")
    again.close()
    checked = document_check.check(workspace, paper)
    assert (checked.outcome, checked.difference) == (document_check.Outcome.EXACT, None) and checked.later
