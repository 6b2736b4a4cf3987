"""The forms that go to customers: first-article report (AS/EN 9102) and PPAP dimensional results, on paper and as
workbooks. The whole of each is held against a text, written again with `METROAPP_GOLDEN=write`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from forms.blocks import Amount, Document, Fields, Notes, Signatures, Table
from forms.first_article import first_article
from forms.ppap import ppap
from forms.record_data import Asked, Certificate, Edition, RecordData
from forms.template_fields import NOWHERE, FormData
from forms.to_pdf import render
from forms.to_text import to_text
from forms.xlsx_forms import forms_workbook
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import SheetCancelled
from metroapp.domain.specification import Criticality, Means
from metroapp.wording import first_article as words
from tests.forms import records, treated_pieces
from tests.forms.filling import CALIPER, PLUG, Filling, characteristic

GOLDEN = Path(__file__).parent / "golden"


def day(**changed: object) -> RecordData:
    proof = Certificate("CE-2026-118", date(2026, 3, 4), "LNE")
    return records.data_of(records.workshop_day(), certificates={CALIPER: proof}, **changed)


def bad_lot(piece: int | None = None, edition: Edition = Edition.C, *, fiche: bool = True) -> RecordData:
    filled = treated_pieces.lot()
    filled.close(signed=True)
    sheets = (treated_pieces.raised(filled.record),) if fiche else ()
    return records.data_of(filled.record, sheets=sheets, asked=Asked(piece, edition))


FORMS: dict[str, Callable[[], Document]] = {
    "first-article": lambda: first_article(day()),
    "first-article-b": lambda: first_article(bad_lot(4, Edition.B)),
    "ppap": lambda: ppap(day()),
}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_whole_form(name: str) -> None:
    document = FORMS[name]()
    written = to_text(document) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")
    printed = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(document))).pages]
    begins = [words.PPAP_TITLE[:20]] if name == "ppap" else ["Form 1", "Form 2", "Form 3", "Annexe"]
    assert len(printed) == len(begins) and all(one in text for one, text in zip(begins, printed, strict=True))


def blocks(document: Document, kind: type[Any]) -> list[Any]:
    return [block for block in document.blocks if isinstance(block, kind)]


def field(document: Document, title: str) -> str:
    return next(value for block in blocks(document, Fields) for name, value in block.pairs if name == title)


def characteristics(document: Document) -> Table:
    return next(table for table in blocks(document, Table) if table.title == words.CHARACTERISTICS)


def said(document: Document) -> str:
    return " ".join(line for block in blocks(document, Notes) for line in block.lines)


def test_the_piece_is_the_first_one_fully_measured_and_the_paper_says_which() -> None:
    filling = Filling(treated_pieces.TESTED, 3)
    filling.value(1, "1", "19.990")
    treated_pieces.measure(filling, 2, "19.990", "16.006")
    data = records.data_of(filling.record)
    assert "Pièce n° 2" in said(first_article(data)) and words.OPEN in said(first_article(data))
    asked = first_article(replace(data, asked=Asked(3)))
    assert "Pièce n° 3" in said(asked) and "5 résultat(s) manquent" in said(asked)
    assert field(asked, words.DOCUMENTED) == "", "nothing measured is not an absence of nonconformities"
    assert all(row[4] == "" for row in characteristics(asked).rows)
    for piece in (0, 4):
        with pytest.raises(Refusal) as refused:
            first_article(replace(data, asked=Asked(piece)))
        assert refused.value.message.code == "fair.piece"


def test_whether_a_nonconformity_is_documented_is_computed() -> None:
    documented, undocumented = first_article(bad_lot(4)), first_article(bad_lot(4, fiche=False))
    assert field(documented, words.DOCUMENTED) == f"Oui / Yes : {treated_pieces.SHEET}"
    assert field(undocumented, words.DOCUMENTED) == "" and "n° 3, 4 ENTRE" in said(undocumented)
    assert field(first_article(bad_lot(1)), words.DOCUMENTED) == words.DOCUMENTED_NO
    conceded = first_article(day(asked=Asked(4)))
    assert field(conceded, words.DOCUMENTED) == "Oui / Yes : D-2026-014"
    assert characteristics(conceded).rows[0][6] == "D-2026-014"


def test_a_fiche_documents_what_it_names_and_nothing_else_of_its_piece() -> None:
    data = bad_lot(4)
    findings = tuple(one for one in data.sheets[0].raised.findings if one.box.balloon != "3")
    sheet = replace(data.sheets[0], acts=(replace(data.sheets[0].raised, findings=findings),))
    rows = {row[0]: row for row in characteristics(first_article(replace(data, sheets=(sheet,)))).rows}
    assert rows["3"][6] == "" and rows["4 ENTRE"][6] == treated_pieces.SHEET


def test_a_fiche_that_was_cancelled_is_on_no_paper_of_a_customer() -> None:
    data = bad_lot(4)
    (sheet,) = data.sheets
    assert FormData(data).value("fiches", NOWHERE) == data.sheet_of(4) == treated_pieces.SHEET
    gone = SheetCancelled(treated_pieces.id(9), sheet.number, "doublon", "", "", treated_pieces.at(9))
    without = replace(data, sheets=(replace(sheet, acts=(*sheet.acts, gone)),))
    assert (FormData(without).value("fiches", NOWHERE), without.sheet_of(4)) == ("", "")


def test_field_10_says_what_a_limit_gauge_checks_and_never_a_caliper() -> None:
    rows = {row[0]: row for row in characteristics(FORMS["first-article"]()).rows}
    assert [name for name, row in rows.items() if row[5]] == ["9 ENTRE", "9 N'ENTRE PAS"]
    assert PLUG in str(rows["9 ENTRE"][5]) and isinstance(rows["1"][4], Amount)


def test_rev_c_is_signed_once_and_rev_b_on_each_form() -> None:
    assert len(blocks(first_article(day()), Signatures)) == 1
    assert len(blocks(first_article(day(asked=Asked(1, Edition.B))), Signatures)) == 3


def test_a_workbook_has_a_sheet_for_each_form_real_numbers_and_open_boxes() -> None:
    one = characteristic("1", '=HYPERLINK("x")', "Ø20 h7", Means.MICROMETER, criticality=Criticality.KEY)
    filling = Filling((one,), 1)
    filling.value(1, "1", "19.990")
    filling.close()
    book = openpyxl.load_workbook(io.BytesIO(forms_workbook(first_article(records.data_of(filling.record)))))
    assert book.sheetnames == ["Form 1", "Form 2", "Form 3", "Moyens"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    (value,) = [cell for cell in cells if cell.data_type == "n" and not isinstance(cell.value, datetime)]
    assert value.value == 19.99 and value.number_format == '0.000" mm"' and value.protection.locked
    form = book["Form 1"]
    assert form.protection.sheet and form.page_setup.fitToHeight == 1 and book["Form 3"].print_title_rows
    serial = next(cell for cell in cells if cell.value == words.SERIAL_NUMBER)
    assert not serial.offset(1, 0).protection.locked and serial.protection.locked


def test_the_visas_of_a_workbook_are_not_cut_in_two_by_the_end_of_a_page() -> None:
    long = records.data_of(records.lot(40, 6))
    for data, pages in ((day(), 1), (long, 0)):
        sheet = openpyxl.load_workbook(io.BytesIO(forms_workbook(ppap(data)))).worksheets[0]
        assert sheet.page_setup.fitToHeight == pages


def test_ppap_ticks_ok_only_for_what_is_proven() -> None:
    (table,) = blocks(ppap(bad_lot()), Table)
    rows = {row[0]: row for row in table.rows}
    titles = [column.title for column in table.columns]
    ok, bad, reference = (titles.index(one) for one in (words.OK, words.NOT_OK, words.DEVIATION))
    assert [rows["1"][at] for at in (ok, bad, reference)] == ["", words.TICK, treated_pieces.SHEET]
    unfinished = rows["4 N'ENTRE PAS"]
    assert [unfinished[at] for at in (ok, bad, reference)] == ["", "", ""], "piece 5 is still to be measured"


def test_ppap_says_what_is_bad_among_the_pieces_it_has_no_room_for() -> None:
    filled = Filling((characteristic("1", "Longueur", "35 ±0,1", Means.CALIPER),), 8)
    for piece in range(1, 8):
        filled.value(piece, "1", "35.01")
    assert "not shown here" not in said(ppap(records.data_of(filled.record)))
    filled.value(8, "1", "35.30")
    assert "n° 1. / The record has nonconforming" in said(ppap(records.data_of(filled.record)))
