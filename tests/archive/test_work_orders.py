"""The papers of work orders come back as they went in, sealed, with what their records give to the dossier."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from metroapp.archive import named_files, work_orders
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import verify
from metroapp.archive.store import Archive
from metroapp.domain.drawing import DrawingSheet, PageSize
from metroapp.domain.measurement import EntryId
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.production import SetUpSheet
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.domain.work_order_file import (
    DossierSection,
    MadePaper,
    PaperAttached,
    PaperKind,
    PaperWithdrawn,
)
from metroapp.services.reference import standards

AT = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
NOBODY = EntryId("", 0)
ROUTE = PaperAttached(
    NOBODY, "OF-12", DossierSection.ROUTE_SHEET, "gamme.pdf", "ab" * 32, ".pdf", PaperKind.PDF, 900, "Camille", AT
)
SHEET = DrawingSheet("plan.pdf", "cd" * 32, ".pdf", (PageSize(Decimal(842), Decimal(595)),))
PART = Part(
    "Arbre", "ESSAI-01", "PL-1", "A", "C45", "Client",
    (Characteristic("1", "Longueur", read_callout("35 ±0,1", standards()), Means.CALIPER),),
)  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "archive.sqlite")
    made.found_workshop("Atelier", AT)
    yield made
    made.close()


@pytest.fixture
def connection(archive: Archive, tmp_path: Path) -> Iterator[Connection]:
    with open_for_reading(tmp_path / "archive.sqlite").connect() as opened:
        yield opened


def open_record(archive: Archive, work_order: str, part: Part = PART) -> EntryId:
    header = RecordHeader(NOBODY, "", part, 1, "Camille", AT, work_order=work_order)
    return archive.open_record(header).header.id


def test_papers_come_back_as_they_went_in(archive: Archive, connection: Connection) -> None:
    archive.file_paper(ROUTE)
    (kept,) = archive.work_order_file("OF-12").papers
    assert kept == replace(ROUTE, id=kept.id)
    archive.file_paper(PaperWithdrawn(NOBODY, "OF-12", kept.id, "ancien indice", "Camille", AT))
    file = archive.work_order_file("of-12")
    assert file.papers == () and [act.reason for _, act in file.withdrawn] == ["ancien indice"]
    named = list(named_files.named_files(connection))
    assert [(one.file, one.digest, one.table) for one in named] == [("gamme.pdf", "ab" * 32, "work_order_event")]
    assert verify(connection).sound


def test_a_paper_changed_in_the_file_is_seen(archive: Archive, tmp_path: Path) -> None:
    archive.file_paper(ROUTE)
    with sqlite3.connect(tmp_path / "archive.sqlite") as shell:
        (trigger,) = shell.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'work_order_event_refuses_update'"
        ).fetchone()
        shell.execute("DROP TRIGGER work_order_event_refuses_update")
        shell.execute("UPDATE work_order_event SET number = 'OF-13'")
        shell.execute(trigger)
    with open_for_reading(tmp_path / "archive.sqlite").connect() as opened:
        report = verify(opened)
    assert report.break_ is not None and (report.break_.code, report.break_.table) == (
        "row_changed",
        "work_order_event",
    )


def test_an_order_has_its_records_and_its_papers_whatever_the_capitals(
    archive: Archive, connection: Connection
) -> None:
    first, other = open_record(archive, "OF-12"), open_record(archive, "of-12")
    open_record(archive, "-")
    archive.file_paper(ROUTE)
    archive.file_paper(replace(ROUTE, work_order="OF-13"))
    assert work_orders.orders(connection) == [
        work_orders.OrderLine("OF-12", 2, 1),
        work_orders.OrderLine("OF-13", 0, 1),
    ]
    found = work_orders.find(connection, "Of-12")
    assert (found.file.number, len(found.file.papers)) == ("OF-12", 1)
    assert [one.id for one in found.records] == [first, other]
    assert work_orders.spelling(connection, "OF-1") is None


def test_what_the_program_makes_of_the_records_counts(archive: Archive, connection: Connection) -> None:
    drawn = replace(PART, sheet=SHEET)
    first = open_record(archive, "OF-12", drawn)
    second = open_record(archive, "OF-12", drawn)
    archive.write(archive.load(second), SetUpSheet(NOBODY, "Camille", AT, "O1234"))
    made = work_orders.find(connection, "OF-12").file.made
    assert [(one.paper, one.record) for one in made] == [
        (MadePaper.SET_UP_HISTORY, second),
        (MadePaper.DRAWING, first),
        (MadePaper.RELEVE, first),
        (MadePaper.SET_UP, second),
        (MadePaper.RELEVE, second),
    ]
    assert made[1].about == "PL-1 A"


def test_an_archive_from_before_the_papers_has_orders_and_no_paper(tmp_path: Path) -> None:
    fixture = Path(__file__).parent / "fixtures" / "version-6.sqlite"
    with open_for_reading(fixture).connect() as opened:
        lines = work_orders.orders(opened)
        assert all(line.papers == 0 for line in lines)
        for line in lines:
            assert work_orders.find(opened, line.number).records
