"""The constat de vérification: the whole of it held against a text, its tables, its pages and its workbook.

After a wanted change, write the texts again with `METROAPP_GOLDEN=write` and read their difference in git.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from forms.blocks import Document, Fields, Notes, Signatures, Table
from forms.cells import text_of
from forms.to_pdf import render
from forms.to_text import to_text
from forms.to_xlsx import workbook
from forms.verification_report import verification_report
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.quantity import Unit
from metroapp.domain.verification import Permitted
from metroapp.domain.verification_acts import Verification
from metroapp.wording import documents
from metroapp.wording import verification as words
from tests.forms import verifications

GOLDEN = Path(__file__).parent / "golden"
HEAD = "4f1a" * 16
ISSUED = datetime(2026, 11, 27, 13, 5, 30, tzinfo=UTC)
D = Decimal


def describe(verification: Verification) -> Document:
    return verification_report(
        verification, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0"
    )


def table(document: Document, sheet: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)


def column(document: Document, sheet: str, title: str) -> list[str]:
    found = table(document, sheet)
    index = [one.title for one in found.columns].index(title)
    return [text_of(row[index]) for row in found.rows]


def pairs(document: Document) -> dict[str, str]:
    return dict(pair for block in document.blocks if isinstance(block, Fields) for pair in block.pairs)


@pytest.mark.parametrize(
    ("name", "verification"),
    [
        ("good-caliper", verifications.good_caliper()),
        ("bad-caliper", verifications.bad_caliper()),
        ("indicator", verifications.indicator()),
        ("roughness", verifications.roughness()),
        ("unfinished", verifications.unfinished()),
    ],
)
def test_the_whole_paper(name: str, verification: Verification) -> None:
    written = to_text(describe(verification)) + "\n"
    path = GOLDEN / f"verification-{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


def test_the_errors_keep_their_sign_and_the_exceedance_its_side() -> None:
    document = describe(verifications.bad_caliper())
    assert column(document, words.SHEET_POINTS, words.ERROR)[3:5] == ["−0,03005", "−0,05005"]
    assert column(document, words.SHEET_POINTS, words.EXCEEDANCE) == ["", "", "", "−0,01005", "−0,03005", ""]
    assert table(document, words.SHEET_POINTS).bad == {3, 4}


def test_the_conclusion_the_decision_and_its_bounds_are_at_the_top() -> None:
    found = pairs(describe(verifications.bad_caliper()))
    assert (found[words.CONCLUSION], found[words.DECISION]) == ("NON CONFORME", "limitation d'emploi")
    assert (found[words.LEFT], found[words.NEXT_DUE]) == ("de 0 à 75 mm", "27/05/2027")


def test_what_is_not_decided_says_so() -> None:
    found = pairs(describe(verifications.unfinished()))
    assert (found[words.CONCLUSION], found[words.DECISION]) == ("SANS CONCLUSION", "à prendre")


def test_a_point_without_its_standard_or_its_reading_shows_neither_a_value_nor_a_verdict() -> None:
    document = describe(verifications.unfinished())
    assert column(document, words.SHEET_POINTS, words.CERTIFIED)[9] == ""
    assert column(document, words.SHEET_POINTS, words.STANDARD)[9] == words.TO_CHOOSE
    assert column(document, words.SHEET_POINTS, words.CONCLUSION)[9:11] == ["sans conclusion", "non mesuré"]
    notes = [line for block in document.blocks if isinstance(block, Notes) for line in block.lines]
    assert any("Il manque 4 lecture(s)" in line for line in notes)


def test_a_typed_reading_says_so() -> None:
    document = describe(verifications.good_caliper())
    assert column(document, words.SHEET_POINTS, words.ORIGIN)[1:4] == ["instrument", "saisie", "instrument"]


def test_each_certificate_is_named_with_its_due_date() -> None:
    document = describe(verifications.good_caliper())
    assert column(document, words.SHEET_STANDARDS, words.CERTIFICATE) == ["LNE 26-1187", "LNE 26-1190"]
    assert column(document, words.SHEET_STANDARDS, words.DUE) == ["30/11/2030", "30/11/2030"]


def test_simulated_readings_are_watermarked() -> None:
    assert describe(verifications.good_caliper()).watermark == ""
    simulated = describe(verifications.indicator())
    assert simulated.watermark == "SIMULATION"
    assert pairs(simulated)[words.DATA] == documents.SIMULATED_DATA


def test_the_air_is_printed_as_read_even_at_zero_degrees_and_said_where_nobody_read_it() -> None:
    good = verifications.good_caliper()
    cold = pairs(describe(replace(good, conditions=replace(good.conditions, temperature=D(0), humidity=None))))
    assert cold[words.CONDITIONS] == "0 °C, humidité non relevée"


@pytest.mark.parametrize(
    ("constant", "per_length", "unit", "said"),
    [
        ("0.02", "0", Unit.MM, "± 0,02 mm"),
        ("0.002", "0.000002", Unit.MM, "± (2 + L/500) µm"),
        ("0", "0.1", Unit.UM, "± 10 % de la valeur certifiée"),
        ("0.05", "0", Unit.UM, "± 0,05 µm"),
        ("0.05", "0.1", Unit.UM, "± (0,05 µm + 10 %)"),
    ],
)
def test_what_is_permitted_in_a_line(constant: str, per_length: str, unit: Unit, said: str) -> None:
    assert words.law(Permitted(PermissibleError(D(constant), D(per_length))), unit) == said
    assert words.law(Permitted(), unit) == words.NO_LAW


def test_who_verified_and_who_decided() -> None:
    visas = next(b for b in describe(verifications.good_caliper()).blocks if isinstance(b, Signatures)).boxes
    assert [(visa.name, visa.signed) for visa in visas] == [
        (verifications.PERSON, ""),
        (verifications.RESPONSIBLE, documents.SIGNED),
    ]


def test_the_pages_hold_the_whole_constat() -> None:
    pages = PdfReader(io.BytesIO(render(describe(verifications.good_caliper())))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    for expected in ("Constat de vérification", "V-2026-014", "CONFORME", "37,50005", "LNE 26-1187", "BE-25 bague"):
        assert expected in text
    assert len(PdfReader(io.BytesIO(render(describe(verifications.indicator())))).pages) == 2


def test_the_workbook_holds_numbers_and_no_sheet_of_a_releve() -> None:
    buffer = io.BytesIO()
    workbook(describe(verifications.bad_caliper())).save(buffer)
    book = openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))
    assert book.sheetnames == [
        words.TITLE, words.SHEET_STANDARDS, words.SHEET_POINTS, words.SHEET_SPREADS, documents.SHEET_TRACE,
    ]  # fmt: skip
    points = book[words.SHEET_POINTS]
    titles = [cell.value for cell in points[1]]
    errors = [row[titles.index(words.ERROR)].value for row in points.iter_rows(min_row=2)]
    assert errors[4] == pytest.approx(-0.05005)
    assert documents.TRACE_VERIFY in [row[1].value for row in book[documents.SHEET_TRACE].iter_rows()]
