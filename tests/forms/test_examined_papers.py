"""The papers of an examination, held against texts; and what a workbook of one holds.

Written again as those of `test_releve`.
"""

from __future__ import annotations

import io
import os
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from forms.blocks import Document, InspectionGrid
from forms.examined_releve import specification
from forms.first_article import first_article
from forms.record_json import record
from forms.releve import releve
from forms.to_csv import french_csv
from forms.to_dfq import dfq
from forms.to_pdf import render
from forms.to_qif import qif
from forms.to_text import to_text
from forms.to_xlsx import workbook_bytes
from metroapp.domain.exam_criteria import Criterion, FactKind
from metroapp.domain.examination import Aid
from metroapp.domain.examined import sorting_said
from metroapp.domain.record import InspectionRecord
from metroapp.domain.releve_kind import ReleveKind
from metroapp.domain.session_acts import PhaseSuspended, SuspensionCause
from metroapp.wording import documents as words
from tests.forms.examined_records import Examined, session, sheet, turned
from tests.forms.filling import MICROMETER
from tests.forms.records import HEAD, ISSUED, data_of

GOLDEN = Path(__file__).parent / "golden"
RECORD = turned()
TOLD = turned(aids=(Aid.VERDICT, Aid.LIMITS))


def paper(found: InspectionRecord, kind: ReleveKind = ReleveKind.SERIES) -> Document:
    return releve(
        found, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0", kind=kind,
        session=session(found),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "document"),
    [("examined", paper(RECORD)), ("examined-told", paper(TOLD)), ("evidence", sheet(RECORD, session(RECORD)))],
)
def test_the_whole_paper(name: str, document: Document) -> None:
    written = to_text(document) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")
    assert render(document).startswith(b"%PDF")


def test_the_releve_of_a_candidate_says_nothing_of_what_the_program_found() -> None:
    said = to_text(paper(RECORD))
    assert "échu depuis" not in said and "inapte" not in said  # of the caliper chosen first
    assert "très loin" not in said  # the doubt
    assert "19,979" not in said and "19.979" not in said  # the limits of Ø20 h7
    assert "▲" not in said and words.SHEET_JUSTIFICATIONS not in said and words.NONCONFORMITIES not in said
    drawn = next(block for block in paper(RECORD).blocks if isinstance(block, InspectionGrid))
    assert {result.side for line in drawn.lines for result in line.results} == {None}
    assert "20,012 NC▲" in to_text(paper(TOLD))  # a session that lets the candidate know


def test_what_of_a_record_is_for_the_jury_is_in_its_final_report() -> None:
    said = to_text(paper(RECORD, ReleveKind.FINAL))
    assert "échu depuis" in said and "lecture douteuse notée : très loin de la cote" in said
    assert "NC▲" in said and "modification M1 : Pièces 4 à 6 ; motif : longueur demandée par le jury" in said


def test_a_record_that_was_handed_over_without_its_session_has_its_paper() -> None:
    said = to_text(releve(RECORD, workshop="", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0"))
    assert "SE-2026-001" in said and "07 – Camille Martin" in said and "Tri déclaré par le candidat" in said


def test_both_specifications_are_named_with_their_pieces() -> None:
    assert specification(RECORD) == "Pièces 1 à 3 : indice C · Pièces 4 à 6 : indice C, modification M1"
    assert specification(turned(modified=False)) == "Pièces 1 à 6 : indice C"


def test_a_workbook_of_a_candidate_computes_no_verdict() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(paper(RECORD))))
    sheet = book[words.SHEET_RECORD]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert not [cell for cell in cells if cell.startswith("=IF(")]
    assert {"C", "NC", words.NOT_MEASURED} <= cells
    assert "Statistiques" not in book.sheetnames
    assert any("IF(" in str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(workbook_bytes(paper(TOLD))))[
        words.SHEET_RECORD].iter_rows() for cell in row)  # fmt: skip


def test_the_sorting_of_everybody_is_the_one_that_the_candidate_declares() -> None:
    assert (sorting_said(RECORD).conforming, sorting_said(RECORD).nonconforming, sorting_said(RECORD).unsorted) == (
        4,
        1,
        1,
    )
    assert sorting_said(TOLD) == TOLD.sorting()


def test_a_modified_part_goes_into_every_file_of_data() -> None:
    data = data_of(RECORD)
    said = record(RECORD)
    assert said["modification"]["mark"] == "M1" and said["options"]["examination"]["candidate"] == "07"
    assert len(said["declarations"]) == len(RECORD.declarations.events)
    lines = [line for line in french_csv(data).decode("utf-8-sig").splitlines() if "85 ±0,1" in line]
    assert sum("84,98" in line for line in lines) == 1
    assert b"3 M1" in dfq(data) and b"84.98" in qif(data)
    assert first_article(data).blocks


def test_the_time_of_a_withdrawn_candidate_stops_on_every_paper() -> None:
    one = session(RECORD)
    known = RECORD.options.examination
    assert known is not None
    phase = one.of(known.candidate, known.phase)
    started = phase.started
    assert started is not None
    at = started.at + timedelta(minutes=10)
    of = (started.id, started.number, started.candidate, started.phase)
    stopped = PhaseSuspended(*of, SuspensionCause.SAFETY, "copeau", "Sam", "Sam", at)
    phase.suspensions, phase.ended, phase.countersigned = [(stopped, None)], None, None
    phase.left_at = at + timedelta(minutes=2)
    for issued in (ISSUED, ISSUED + timedelta(days=30)):
        assert (phase.elapsed(issued), phase.suspended(issued)) == (timedelta(minutes=10), timedelta(minutes=2))
        said = to_text(releve(RECORD, workshop="A", head=HEAD, issued_at=issued, program="m", session=one))
        assert "(en cours)" not in said and "2 min" in said.replace("\xa0", " ").replace("\u202f", " ")


def test_a_criterion_left_in_part_to_the_jury_keeps_its_facts() -> None:
    mixed = Criterion("a", "Temps et tenue du poste", (FactKind.TIME, FactKind.MEANS, FactKind.JURY))
    said = to_text(sheet(RECORD, session(RECORD), (mixed,)))
    assert "Dépassement : " in said and "Instruments, par cote" in said
    assert "Observé par le jury (le programme n'en voit rien)\n\n……" in said
    assert "Sécurité et manipulation" not in said


def test_a_reference_too_uncertain_to_count_is_in_the_table_as_on_the_page() -> None:
    uncertain = Examined(number="R-REFERENCE", first=2000, uncertainties={MICROMETER: "0.01"})
    uncertain.value(1, "1", "19.990", MICROMETER)
    uncertain.close(signed=True)
    said = to_text(sheet(RECORD, session(RECORD), reference=uncertain.record))
    assert "valeurs, avec la référence" in said and "pièces, avec la référence" in said
