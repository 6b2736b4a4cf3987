"""The follow-up of a series and its set-up sheet on paper: what was filled in, and what nobody filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms.blocks import Document, Fields, Notes, Signatures, Table
from forms.follow_up import follow_up, set_up_sheet
from forms.to_pdf import render, write_pdf
from forms.to_text import to_text
from metroapp.cli import main
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet, ToolLine
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.services import documents
from metroapp.services.consultation import record_lines
from metroapp.services.documents import Paper
from metroapp.services.formats import Format
from metroapp.wording import documents as papers
from metroapp.wording import follow_up as words
from tests.forms import records
from tests.workbench import Shop, characteristic, part

AT = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
ID = EntryId("P1", 900)
BY = "Camille Martin"
FILLED = FollowUp(ID, BY, AT, 5, 3, 1, 0, 25, 40, "brut court de 2 mm, repris en mors doux")
SHEET = SetUpSheet(
    ID, BY, AT, "O2001", "B", "G54 : X0 axe, Z0 face avant", "mors doux Ø42, 25 bar", "",
    (
        ToolLine("T1", "D1", "Ébauche CNMG 120408", Decimal("125.340"), Decimal("62.510"), Decimal("0.8")),
        ToolLine("T5", "", "Foret HSS Ø10", None, Decimal("180.25"), None),
    ),
)  # fmt: skip
EVENTS = (
    ProductionEvent(ID, EventKind.TOOL_CHANGE, 0, "T3 D3", "plaquette usée", BY, AT),
    ProductionEvent(ID, EventKind.OFFSET, 2, "D3", "X −0,04", BY, AT),
    ProductionEvent(ID, EventKind.STOP, 4, "", "attente", BY, AT),
)


def day(*operations: FollowUp | SetUpSheet | ProductionEvent) -> InspectionRecord:
    record = records.workshop_day()
    for operation in operations:
        record.apply(operation)
    return record


def made(describe: object, record: InspectionRecord) -> Document:
    return describe(  # type: ignore[operator, no-any-return]
        record, workshop="Atelier d'essai", head=records.HEAD, issued_at=records.ISSUED, program="metroapp 0.1.0"
    )


def rows(document: Document, sheet: str) -> tuple[tuple[object, ...], ...]:
    return next(block.rows for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)


def columns(document: Document, sheet: str) -> dict[str, list[object]]:
    found = next(block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)
    return {column.title: [row[place] for row in found.rows] for place, column in enumerate(found.columns)}


def fields(document: Document) -> dict[str, str]:
    return dict(next(block.pairs for block in document.blocks if isinstance(block, Fields)))


def text_of_pdf(document: Document, folder: Path) -> str:
    write_pdf(document, folder / "paper.pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(folder / "paper.pdf").pages).split())


def test_the_follow_up_puts_what_was_counted_beside_what_was_sorted() -> None:
    record = day(FILLED, *EVENTS)
    document = made(follow_up, record)
    sorting = record.sorting()
    assert document.title == words.TITLE and document.number == record.header.number
    quantities = columns(document, words.SHEET_QUANTITIES)
    assert quantities[words.FIELDS["launched"]] == [5, sorting.pieces]
    assert quantities[words.FIELDS["good"]] == [3, sorting.conforming]
    assert quantities[words.FIELDS["nonconforming"]] == [1, sorting.nonconforming + sorting.concession]
    assert quantities[words.CONCEDED] == ["–", sorting.concession]
    assert quantities[words.FIELDS["scrap"]] == [0, "–"]  # zero was filled in; no sorting takes that decision
    assert quantities[words.UNACCOUNTED_COLUMN] == [1, sorting.unsorted]
    times = columns(document, words.SHEET_TIMES)
    assert times == {words.FIELDS["set_up_minutes"]: [25], words.FIELDS["machining_minutes"]: [40], words.TOTAL: [65]}
    assert [row[1:5] for row in rows(document, words.SHEET_EVENTS)] == [
        ("avant 1", "changement d'outil", "T3 D3", "plaquette usée"),
        ("après 2", "correction", "D3", "X −0,04"),
        ("après 4", "arrêt", "", "attente"),
    ]
    assert not any(isinstance(block, Notes) for block in document.blocks)


def test_what_nobody_filled_in_is_a_dash_and_is_listed() -> None:
    document = made(follow_up, day(replace(FILLED, scrap=None, machining_minutes=None, comment="")))
    assert columns(document, words.SHEET_QUANTITIES)[words.FIELDS["scrap"]][0] == "–"
    assert columns(document, words.SHEET_TIMES)[words.TOTAL] == ["–"]  # no total of half the times
    (notes,) = (block for block in document.blocks if isinstance(block, Notes))
    assert notes.lines == ("Reste à remplir : rebut, temps d'usinage.",)
    blank = made(follow_up, day())
    assert fields(blank)[words.FILLED_BY] == words.NOT_FILLED
    assert "pièces lancées, pièces bonnes" in to_text(blank) and "programme" not in to_text(blank)


def test_the_set_up_sheet_has_its_gauges_and_what_corrected_them_since() -> None:
    document = made(set_up_sheet, day(SHEET, *EVENTS))
    assert document.title == words.SET_UP_SHEET
    assert dict(rows(document, words.MACHINE)) == {  # type: ignore[arg-type]
        "Programme": "O2001",
        "Indice": "B",
        "Origines": "G54 : X0 axe, Z0 face avant",
        "Mors, étau, montage": "mors doux Ø42, 25 bar",
    }
    first, second = rows(document, words.SHEET_TOOLS)
    assert first == ("T1", "D1", "Ébauche CNMG 120408", Decimal("125.340"), Decimal("62.510"), Decimal("0.8"))
    assert second == ("T5", "–", "Foret HSS Ø10", "–", Decimal("180.25"), "–")
    assert [row[2] for row in rows(document, words.SHEET_OFFSETS)] == ["changement d'outil", "correction"]
    assert fields(document)[words.FILLED_AT] == "24/11/2026 10:42"


def test_an_empty_set_up_sheet_says_so() -> None:
    document = made(set_up_sheet, day())
    assert "Reste à remplir : programme, indice du programme, origines, mors ou étau, outils." in to_text(document)
    (signatures,) = (block for block in document.blocks if isinstance(block, Signatures))
    assert [box.date for box in signatures.boxes] == ["", ""]


def test_both_are_printed_whole(tmp_path: Path) -> None:
    record = day(FILLED, SHEET, *EVENTS)
    printed = text_of_pdf(made(follow_up, record), tmp_path)
    for expected in ("Suivi de production", "ARB-0042", "brut court de 2 mm", "plaquette usée", "X −0,04", "Rebut"):
        assert expected in printed
    printed = text_of_pdf(made(set_up_sheet, record), tmp_path)
    for expected in ("Fiche de réglage", "O2001", "125,340", "180,25", "mors doux Ø42, 25 bar", "Ébauche CNMG"):
        assert expected in printed
    assert render(made(set_up_sheet, record)) == render(made(set_up_sheet, record))


@pytest.mark.parametrize("describe", [follow_up, set_up_sheet])
def test_papers_of_a_simulated_record_say_so(describe: object) -> None:
    assert made(describe, records.still_open()).watermark == papers.SIMULATION
    assert made(describe, day()).watermark == ""


def test_the_command_line_writes_each_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shop = Shop(tmp_path / "atelier")
    shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), 2)
    shop.workshop.gestures.fill_follow_up(replace(FILLED, launched=2, good=2, nonconforming=0)).result()
    shop.close()
    line = record_lines(shop.workspace)[0]
    asked = ["export", "--workspace", str(shop.workspace.root), "--record", str(line.id), "--out", str(tmp_path)]
    for what, name in (("suivi", "suivi"), ("reglage", "reglage"), (None, "releve")):
        more = ["--what", what] if what else []
        assert main([*asked, "--to", "pdf", *more]) == 0
        assert (tmp_path / f"{name}-{line.number}.pdf").read_bytes().startswith(b"%PDF")
    capsys.readouterr()
    assert main([*asked, "--to", "xlsx", "--what", "suivi"]) == 2
    assert "PDF" in capsys.readouterr().err
    with pytest.raises(Refusal) as refused:
        documents.export(shop.workspace, line.id, Format.XLSX, tmp_path, paper=Paper.SET_UP)
    assert refused.value.message.code == "export.pdf_only"
