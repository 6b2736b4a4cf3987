"""The set-up data of a work order: sheets, tools with their gauges, interventions with what became of them, programmes;
on paper, in a workbook, at the command line, and in the dossier."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from metroapp.cli import main
from metroapp.domain.production import EventKind, SetUpSheet, ToolLine
from metroapp.domain.work_order_file import DossierSection, MadePaper
from metroapp.services import document_check, dossier
from metroapp.services.dossier_papers import keep_paper
from tests.lathe import AT, NOBODY, Lathe
from tests.workbench import Shop

TOOL = ToolLine("T3", "D3", "finition", Decimal("42.5"), Decimal(110), Decimal("0.4"))
SHEET = SetUpSheet(NOBODY, "", AT, "O2001", "A", "G54", "mors doux", tools=(TOOL,))


def test_the_set_up_data_of_an_order_from_its_first_sheet_to_its_last_intervention(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = Shop(tmp_path / "shop")
    lathe, gestures = Lathe(shop), shop.workshop.gestures
    gestures.fill_set_up(SHEET).result()
    lathe.make("20.04")
    lathe.room.type_in(lathe.number, Decimal("0.04"), Decimal("-0.04"), "erreur").result()
    lathe.make("20.08")
    gestures.note(EventKind.INCIDENT, "copeaux enroulés", "T3").result()
    changed = replace(TOOL, gauge_x=Decimal("42.6"))
    gestures.fill_set_up(replace(SHEET, program_revision="B", tools=(changed,))).result()
    lathe.open()  # a second record of the same order, of which nobody filled the sheet
    program = tmp_path / "O2001.nc"
    program.write_text("%\nO2001\nM30\n%\n")
    kept = keep_paper(shop.workspace, program)
    shop.workshop.dossiers.attach("OF-1", DossierSection.PROGRAMS, kept).result()
    workspace = shop.workspace
    shop.close()

    def say(*asked: str) -> str:
        assert main(["dossier", "set-up", "of-1", *asked, "--workspace", str(workspace.root)]) == 0
        return capsys.readouterr().out

    facts = json.loads(say("--json"))
    first, second = facts["records"]
    assert facts["without_sheet"] == [second]
    assert [(one["program_revision"], one["last"]) for one in facts["sheets"]] == [("A", False), ("B", True)]
    assert [(one["gauge_x"], one["changed"], one["typed"]) for one in facts["tools"]] == [
        ("42.5", False, {"X": "0.04"}), ("42.6", True, {"X": "0.04"}),
    ]  # fmt: skip
    done = [(one["kind"], one["after_piece"], one["amount"], one["outcome"]) for one in facts["interventions"]]
    assert done == [("offset", 1, "0.04", "wrong_way"), ("incident", 2, None, None)]
    assert [(one["revision"], one["records"]) for one in facts["programs"]] == [("A", [first]), ("B", [first])]
    text = say()
    assert "mauvais sens" in text and f"{second}. Elle se remplit" in text and "O2001.nc" in text
    # A paper like the others: it proves itself, is a workbook too, and is of the dossier.
    for name in ("r.pdf", "r.xlsx"):
        say("--out", str(tmp_path / name))
    assert document_check.check(workspace, tmp_path / "r.pdf").outcome is document_check.Outcome.EXACT
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert {"Réglages", "Outils", "Interventions", "Programmes", "Programmes classés"} <= set(book.sheetnames)
    assert MadePaper.SET_UP_HISTORY in {one.paper for one in dossier.contents(workspace, "OF-1").file.made}
    assert main(["dossier", "set-up", "OF-9", "--workspace", str(workspace.root)]) == 2
    assert "OF-9" in capsys.readouterr().err
