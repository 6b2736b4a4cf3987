"""The means chosen and allowed, in the relevé, in the JSON of its record and in its timeline."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from forms import record_json
from forms.blocks import Cell, InspectionGrid, Table
from forms.to_pdf import render
from forms.to_xlsx import workbook
from metroapp.cli import as_json
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.means_objections import Ground, Objection
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means
from metroapp.domain.suitability import Fitness
from metroapp.gui.models.timeline import timeline
from metroapp.wording import documents as words
from tests.forms.filling import CLOSED_BY, MICROMETER, STANDARD, Filling, characteristic
from tests.forms.records import describe

QUALITY = "Dominique Leroy"
OVERDUE = Objection(Ground.OVERDUE, due=date(2026, 6, 30))
SHORT = Objection(Ground.RANGE, size=Decimal(20), end=Decimal(15))


def filled(*, assists: bool, allowed: bool) -> InspectionRecord:
    """One value of balloon 1 with an overdue micrometer that is too short."""
    day = Filling(STANDARD, 1, options=replace(PLAIN, assists=assists))
    if allowed:
        id, at = day._stamp()
        why = "seul moyen de l'atelier"
        day.record.apply(MeansAllowed(id, "1", MICROMETER, (OVERDUE, SHORT), why, QUALITY, QUALITY, at))
    day.value(1, "1", "19.990", MICROMETER)
    found = day.record.measurement(BoxKey(1, "1"))
    assert found is not None
    id = EntryId(found.id.post, found.id.sequence + 1)
    chosen = MeansChosen(id, found.id, "1", MICROMETER, Fitness.UNFIT, (OVERDUE, SHORT), CLOSED_BY, found.at)
    day.record.apply(chosen)
    return day.record


def rows(record: InspectionRecord, sheet: str) -> list[tuple[Cell, ...]]:
    tables = [block for block in describe(record).blocks if isinstance(block, Table)]
    return [row for table in tables if table.sheet == sheet for row in table.rows]


def test_whoever_allowed_a_means_and_why_is_on_the_releve() -> None:
    record = filled(assists=True, allowed=True)
    (row,) = rows(record, words.SHEET_FOLLOWED)
    assert row[0] == (
        "moyen M-02 autorisé (échu depuis le 30/06/2026, 20 mm est hors de son étendue, qui finit à 15 mm) ; "
        "motif : seul moyen de l'atelier"
    )
    assert row[2] == "1" and row[5] == f"{QUALITY} (signé par code personnel)"
    (reading,) = rows(record, words.READINGS)
    assert f"moyen autorisé par {QUALITY} (échu depuis le 30/06/2026" in str(reading[9])


def test_a_choice_that_would_have_been_refused_is_on_the_releve_where_the_program_did_not_assist() -> None:
    record = filled(assists=False, allowed=False)
    (row,) = rows(record, words.SHEET_FOLLOWED)
    assert str(row[0]).startswith("moyen M-02 choisi, aptitude : inapte ; aurait été refusé (échu depuis le")
    assert row[1:6] == (1, "1", Decimal("19.990"), "mm", CLOSED_BY)
    (reading,) = rows(record, words.READINGS)
    assert str(reading[9]).startswith("moyen qui aurait été refusé (")


def test_with_assistance_what_it_advised_fills_no_table() -> None:
    day = filled(assists=True, allowed=False)
    assert not rows(day, words.SHEET_FOLLOWED)


def test_the_json_of_a_record_has_its_means() -> None:
    shown = json.loads(as_json.dump(record_json.record(filled(assists=True, allowed=True))))
    assert shown["options"]["assists"] is True
    (chosen,), (allowed,) = shown["means_chosen"], shown["means_allowed"]
    assert (chosen["balloon"], chosen["instrument"], chosen["fit"]) == ("1", MICROMETER, "unfit")
    assert (
        chosen["refused_for"]
        == allowed["refused_for"]
        == [
            {"ground": "overdue", "due": "2026-06-30", "means": None, "size": None, "end": None, "text": None},
            {"ground": "range", "due": None, "means": None, "size": "20", "end": "15", "text": None},
        ]
    )
    assert (allowed["granted_by"], allowed["reason"]) == (QUALITY, "seul moyen de l'atelier")


def test_a_size_seen_with_a_plain_gauge_has_a_line_for_each_side() -> None:
    bore = characteristic("1", "Alésage", "Ø20 H7", Means.LIMIT_GAUGE)
    day = Filling((bore,), 2)
    day.gauge(1, "1")
    day.gauge(2, "1", no_go=True)
    document = describe(day.record)
    grid = next(block for block in document.blocks if isinstance(block, InspectionGrid))
    assert [(line.gauge, line.lower, line.expected) for line in grid.lines] == [
        ("ENTRE", None, "passe"), ("N'ENTRE PAS", None, "ne passe pas"),
    ]  # fmt: skip
    assert [day.record.disposition(piece) for piece in (1, 2)] == [Disposition.CONFORMING, Disposition.NONCONFORMING]
    assert render(document).startswith(b"%PDF") and workbook(document).sheetnames


def test_the_timeline_says_which_means_was_chosen_and_who_allowed_it() -> None:
    said = [row.texts for row in timeline(filled(assists=True, allowed=True))]
    assert [texts[1] for texts in said] == [
        "Moyen autorisé · repère 1", "Pièce 1 · repère 1", "Moyen choisi · Pièce 1 · repère 1",
    ]  # fmt: skip
    assert "seul moyen de l'atelier" in said[0][7] and said[2][3] == "inapte"
