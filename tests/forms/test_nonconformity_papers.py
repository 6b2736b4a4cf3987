"""The fiche de non-conformité and the dérogation on paper: the whole of them held against a text, and their pages.

After a wanted change, write the texts again with `METROAPP_GOLDEN=write` and read their difference in git.
"""

from __future__ import annotations

import io
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms.blocks import Document, Fields, Signatures, Table
from forms.cells import text_of
from forms.concession_paper import concession_paper
from forms.nonconformity_sheet import nonconformity_sheet
from forms.to_pdf import render
from forms.to_text import to_text
from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    ConcessionFile,
    ConcessionWithdrawn,
    OpinionGiven,
    WidenedLimits,
)
from metroapp.domain.fate import Fate
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import ActionChecked, SheetCancelled, Treatment, TreatmentDecided, TreatmentLine
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.wording import documents
from metroapp.wording import treatment as words
from metroapp.wording.labels import label
from tests.forms import treated_pieces as treated
from tests.forms.filling import Filling, characteristic

GOLDEN = Path(__file__).parent / "golden"
HEAD = "4f1a" * 16
ISSUED = datetime(2026, 11, 24, 13, 5, 30, tzinfo=UTC)


def of_sheet(sheet: Nonconformity, *records: InspectionRecord) -> Document:
    known = {record.header.id: record for record in records}
    return nonconformity_sheet(
        sheet, known, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0"
    )


def of_file(file: ConcessionFile, *records: InspectionRecord, known: bool = True) -> Document:
    part = records[0].part if known else None
    found = {record.header.id: record for record in records}
    return concession_paper(
        file, part, found, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0"
    )


def raised() -> Document:
    record = treated.lot().record
    return of_sheet(treated.raised(record), record)


def closed() -> Document:
    record, again = treated.lot().record, treated.measured_again()
    return of_sheet(treated.closed(record, again), record, again)


PAPERS = {
    "nonconformity-raised": raised,
    "nonconformity-closed": closed,
    "concession-permit": lambda: of_file(*treated.permit()),
    "concession-demand": lambda: of_file(*treated.demand()),
}


def rows(document: Document, sheet: str) -> list[list[str]]:
    found = next(block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)
    return [[text_of(cell) for cell in row] for row in found.rows]


def sheets(document: Document) -> set[str]:
    return {block.sheet for block in document.blocks if isinstance(block, Table)}


def pairs(document: Document) -> dict[str, str]:
    return dict(pair for block in document.blocks if isinstance(block, Fields) for pair in block.pairs)


def visas(document: Document) -> dict[str, tuple[str, str]]:
    found = next(block for block in document.blocks if isinstance(block, Signatures))
    return {visa.function: (visa.name, visa.signed) for visa in found.boxes}


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_whole_paper(name: str) -> None:
    written = to_text(PAPERS[name]()) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "pages"), [("nonconformity-raised", 1), ("nonconformity-closed", 2)])
def test_the_pages_hold_the_whole_sheet(name: str, pages: int) -> None:
    found = PdfReader(io.BytesIO(render(PAPERS[name]()))).pages
    text = " ".join(" ".join(page.extract_text() for page in found).split())
    assert len(found) == pages
    for expected in ("Fiche de non-conformité", treated.SHEET, "OF-2611", "dépasse le maxi de 0,014", "retouchable"):
        assert expected in text


def test_a_sheet_of_simulated_pieces_says_so() -> None:
    record = treated.lot(simulated=True).record
    assert of_sheet(treated.raised(record), record).watermark == documents.SIMULATION
    assert raised().watermark == ""


def test_what_is_proposed_is_beside_each_finding() -> None:
    assert [row[-1] for row in rows(raised(), words.SHEET_FINDINGS)] == [
        label(fate) for fate in (Fate.REWORKABLE, Fate.SCRAP, Fate.TO_DECIDE, Fate.REWORKABLE)
    ]


def test_a_finding_keeps_the_value_of_its_birth_after_a_rework_in_the_same_record() -> None:
    day = treated.lot()
    sheet = treated.raised(day.record)
    day.value(2, "1", "19.995", "M-02", reason="retouche")
    assert rows(of_sheet(sheet, day.record), words.SHEET_FINDINGS)[0][6:8] == [
        "20,014\u00a0mm", "dépasse le maxi de 0,014\u00a0mm",
    ]  # fmt: skip


def test_what_was_not_done_yet_has_no_table_and_no_visa() -> None:
    found = raised()
    assert sheets(found) == {words.SHEET_FINDINGS}
    assert visas(found)[words.DECIDER] == ("", "") == visas(found)[words.CLOSING]
    assert pairs(found)[words.SEVERITY] == words.NOT_DESCRIBED


def test_an_action_checked_after_the_closing_leaves_its_visa() -> None:
    record, again = treated.lot().record, treated.measured_again()
    sheet = treated.closed(record, again)
    checked = ActionChecked(treated.id(14), treated.SHEET, treated.id(10), True, "vu", "", treated.at(130))
    found = of_sheet(Nonconformity((*sheet.acts, checked)), record, again)
    assert visas(found)[words.CLOSING] == visas(of_sheet(sheet, record, again))[words.CLOSING] != ("", "")


def test_what_is_left_to_reinspect_is_at_the_head() -> None:
    record = treated.lot().record
    line = TreatmentLine(Treatment.REWORK, 4, (2, 3, 4))
    decided = TreatmentDecided(treated.id(2), treated.SHEET, (line,), treated.DOMINIQUE, "", treated.at(5))
    sheet = Nonconformity((*treated.raised(record).acts, decided))
    assert pairs(of_sheet(sheet, record))[words.TO_REINSPECT] == "2 à 4"


def test_a_ground_of_the_function_is_printed() -> None:
    record = treated.lot().record
    line = TreatmentLine(Treatment.USE_AS_IS, 4, (2, 3, 4), function_unaltered=True)
    decided = TreatmentDecided(treated.id(2), treated.SHEET, (line,), treated.DOMINIQUE, "", treated.at(5))
    found = of_sheet(Nonconformity((*treated.raised(record).acts, decided)), record)
    assert words.FUNCTION_UNALTERED in rows(found, words.SHEET_TREATMENTS)[0]


def test_a_cancelled_sheet_says_why_and_who() -> None:
    record = treated.lot().record
    cancelled = SheetCancelled(
        treated.id(2), treated.SHEET, "erreur de mesure", treated.DOMINIQUE, "", treated.at(5)
    )  # fmt: skip
    found = of_sheet(Nonconformity((*treated.raised(record).acts, cancelled)), record)
    assert rows(found, words.CANCELLATION)[0][:2] == ["erreur de mesure", treated.DOMINIQUE]
    assert visas(found)[words.CANCELLING] == (treated.DOMINIQUE, documents.SIGNED)


def test_both_words_of_the_moment_are_printed_and_one_is_ticked() -> None:
    before, after = of_file(*treated.permit()), of_file(*treated.demand())
    assert pairs(before)[words.MOMENT] == "☒ avant réalisation · ☐ après réalisation (concession)"
    assert pairs(after)[words.MOMENT] == "☐ avant réalisation · ☒ après réalisation (concession)"


def test_a_demand_is_not_called_a_derogation_before_it_is_granted() -> None:
    assert of_file(*treated.demand()).title == words.REQUEST
    assert of_file(*treated.permit()).title == words.CONCESSION


def test_a_refusal_is_said_and_stays_a_demand() -> None:
    file, record = treated.demand()
    refused = AuthorityDecided(
        treated.id(21), treated.FILE, Authority.DESIGN, False, "BE-78", "M. Petit", ISSUED.date(), "", "", ISSUED
    )
    opinion = OpinionGiven(treated.id(22), treated.FILE, False, "jeu trop faible", treated.DOMINIQUE, "", ISSUED)
    found = of_file(ConcessionFile((*file.acts, opinion, refused)), record)
    assert found.title == words.REQUEST and pairs(found)[words.STATE] == "REFUSÉE"
    table = next(block for block in found.blocks if isinstance(block, Table) and block.sheet == words.SHEET_OPINIONS)
    assert table.bad == {0, 1}
    assert visas(found)[words.DESIGN_FUNCTION] == ("M. Petit", "refusée, BE-78")


def test_the_pieces_covered_say_what_became_of_them() -> None:
    found = rows(of_file(*treated.permit()), words.COVERED)
    assert [(row[3], row[5]) for row in found] == [
        ("2", "couverte, expédiée le 24/11/2026"),
        ("5", words.NOT_ANY_MORE),
        ("6", "plus couverte : client : plus de marge au montage"),
    ]


def test_what_is_left_is_said_while_it_accepts_pieces() -> None:
    file, record = treated.permit()
    active = ConcessionFile(tuple(act for act in file.acts if not isinstance(act, ConcessionWithdrawn)), file.used)
    assert pairs(of_file(active, record))[words.GRANTED_QUANTITY] == "10 ; consommée : 1 ; reste : 9"
    assert pairs(of_file(file, record))[words.GRANTED_QUANTITY] == "10 ; consommée : 1"
    assert pairs(of_file(*treated.demand()))[words.ASKED_QUANTITY] == "2"


def test_an_angle_has_its_limits_in_degrees() -> None:
    day = Filling((characteristic("1", "Cône", "30° ±0,5°", Means.PROTRACTOR),), 1)
    file, _ = treated.permit()
    asked = replace(file.request, limits=(WidenedLimits("1", None, treated.D(111_600)),))
    (row,) = rows(of_file(ConcessionFile((asked,)), day.record), words.SHEET_LIMITS)
    assert row[3:] == ["29°30′", "30°30′", words.UNCHANGED, "31°"]


def test_a_part_that_nothing_knows_any_more_leaves_its_drawing_blank() -> None:
    file, record = treated.permit()
    found = of_file(file, record, known=False)
    assert rows(found, words.SHEET_LIMITS)[0] == ["1", "", "–", "–", "–", "inchangé", "20,020"]
    assert pairs(found)[documents.DESIGNATION] == "–"


def test_long_texts_are_never_cut() -> None:
    file, record = treated.demand()
    reason = " ".join(f"mot{number}" for number in range(150))
    asked = replace(file.request, reason=reason)
    text = "".join(
        page.extract_text() for page in PdfReader(io.BytesIO(render(of_file(ConcessionFile((asked,)), record)))).pages
    )
    assert "mot149" in text
