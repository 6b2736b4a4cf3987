"""The reverse search on paper: every record, piece and value, in one list that can be searched and signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pypdf

from forms.blocks import Document, Fields, Notes, Signatures, Table
from forms.means_uses import means_uses
from forms.to_pdf import render
from forms.to_text import to_text
from forms.to_xlsx import workbook
from metroapp.domain.acceptance import Verdict
from metroapp.domain.means_uses import MeansUses, Use, UsedFor
from metroapp.domain.measurement import BoxKey, EntryId, Observation
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import BoxCode
from metroapp.wording import documents
from metroapp.wording import means_uses as words

AT = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
HEAD = "ab" * 32


def use(sequence: int, piece: int, value: str = "35.02", **facts: object) -> Use:
    record = EntryId("P1", 5 if sequence < 20 else 20)
    known: dict[str, object] = {
        "id": EntryId("P1", sequence),
        "record": record,
        "number": "P1-2026-0001" if sequence < 20 else "P1-2026-0002",
        "reference": "ESSAI-01",
        "work_order": "OF-118",
        "lot": "L3" if sequence < 20 else "",
        "box": BoxKey(piece, "7"),
        "quantity": Quantity(Decimal(value)),
        "observation": None,
        "verdict": Verdict.CONFORMING,
        "used_for": UsedFor.VALUE,
        "by": "Camille Martin",
        "at": AT,
        "is_closed": sequence < 20,
        "is_replaced": False,
        "simulated": False,
    }
    return Use(**(known | facts))  # type: ignore[arg-type]


USES = (
    use(6, 1),
    use(7, 2, "35.230", verdict=Verdict.NONCONFORMING, is_replaced=True),
    use(8, 3, used_for=UsedFor.READING),
    use(9, 5, used_for=UsedFor.ZERO),
    use(21, 1, quantity=None, observation=Observation.PASSES, box=BoxKey(1, "9", BoxCode.GO)),
)
FOUND = MeansUses("PC-01", "Pied à coulisse", None, USES)


def describe(found: MeansUses = FOUND) -> Document:
    return means_uses(found, workshop="Atelier", head=HEAD, issued_at=AT, program="metroapp 1")


def tables(document: Document) -> dict[str, Table]:
    return {block.sheet: block for block in document.blocks if isinstance(block, Table)}


def test_the_head_says_which_means_since_when_and_how_much() -> None:
    since = datetime(2026, 10, 12).astimezone()  # in the time of the post, as it is when the test runs
    [fields] = [block for block in describe(replace(FOUND, since=since)).blocks if isinstance(block, Fields)]
    assert fields.pairs == (
        ("Moyen", "PC-01"),
        ("Désignation", "Pied à coulisse"),
        ("Mesures depuis", "12/10/2026"),
        ("Relevés concernés", "2"),
        ("Pièces concernées", "5"),
        ("Valeurs", "5"),
        ("dont non conformes", "1"),
    )


def test_the_records_come_first_with_their_pieces_together() -> None:
    records = tables(describe())[words.RECORDS_SHEET]
    assert records.rows == (
        ("P1-2026-0001", "ESSAI-01", "OF-118", "L3", "1 à 3, 5", 4, "clos"),
        ("P1-2026-0002", "ESSAI-01", "OF-118", "–", "1", 1, "en cours"),
    )


def test_each_value_says_what_the_means_did_for_it() -> None:
    values = tables(describe())[words.VALUES_SHEET].rows
    shown = [(row[2], row[3], row[4], row[5], row[6], row[7], row[10]) for row in values]
    assert shown == [
        (1, "7", Decimal("35.02"), "mm", "C", "valeur", ""),
        (2, "7", Decimal("35.230"), "mm", "NC", "valeur", "remplacée ou annulée"),
        (3, "7", Decimal("35.02"), "mm", "C", "lecture élémentaire", ""),
        (5, "7", Decimal("35.02"), "mm", "C", "réglage du zéro", ""),
        (1, "9 ENTRE", "passe", "", "C", "valeur", ""),
    ]


def test_nothing_is_said_as_nothing_and_there_is_still_something_to_sign() -> None:
    document = describe(MeansUses("PC-01", "Pied à coulisse", None, ()))
    assert not tables(document)
    [notes] = [block for block in document.blocks if isinstance(block, Notes)]
    assert notes.lines == (words.NONE,)
    assert any(isinstance(block, Signatures) for block in document.blocks)
    assert "le début de l'archive" in to_text(document)


def test_what_was_simulated_is_marked() -> None:
    assert describe().watermark == ""
    simulated = MeansUses("PC-01", "", None, (use(6, 1, simulated=True),))
    assert describe(simulated).watermark == documents.SIMULATION


def test_the_pdf_can_be_searched_for_each_record_and_piece() -> None:
    pages = pypdf.PdfReader(BytesIO(render(describe()))).pages
    text = "\n".join(page.extract_text() for page in pages)
    for wanted in ("Recherche inverse", "PC-01", "P1-2026-0002", "1 à 3, 5", "35,230", "réglage du zéro", HEAD):
        assert wanted in text, wanted


def test_the_workbook_holds_numbers_and_a_sheet_for_each_table() -> None:
    book = workbook(describe())
    buffer = BytesIO()
    book.save(buffer)
    read = openpyxl.load_workbook(buffer)
    assert read.sheetnames == ["Recherche inverse", "Relevés et pièces", "Valeurs", "Traçabilité"]
    values = read["Valeurs"]
    assert [cell.value for cell in values[3]][2:6] == [2, "7", 35.23, "mm"]
    assert values["E3"].number_format == "0.000"


def test_pieces_that_follow_one_another_are_said_together() -> None:
    assert words.pieces((1,)) == "1"
    assert words.pieces((1, 2)) == "1, 2"
    assert words.pieces((1, 2, 3, 5, 7, 8, 9)) == "1 à 3, 5, 7 à 9"
