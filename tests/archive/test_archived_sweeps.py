"""The samples of a sweep in the archive: written with their value or not at all, sealed, small, and read back exact."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import Report, verify
from metroapp.archive.store import Archive
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Origin, Role
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import SweepRecorded
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.domain.sweep import LONGEST_MS, MOST_SAMPLES, Given, Sweep
from metroapp.services.reference import standards

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
BOX = BoxKey(1, "1")
LARGEST_JSON = 300_000


def opened(path: Path) -> tuple[Archive, InspectionRecord]:
    archive = Archive(path)
    archive.found_workshop("Atelier", NOW)
    flat = Characteristic("1", "Planéité", read_callout("⏥0,05", standards()), Means.HEIGHT_GAUGE)
    part = Part("Marbre", "ESSAI-01", "PL-1", "A", "C45", "Client", (flat,))
    return archive, archive.open_record(RecordHeader(EntryId("", 0), "", part, 1, "Camille", NOW))


def longest() -> Sweep:
    """As many samples as there may be, of a column that shows eight digits."""
    values = [Decimal(10_000_000 + 37 * (place % 11)).scaleb(-4) for place in range(MOST_SAMPLES)]
    return Sweep.of(
        "H-04", Unit.MM, values, [place * LONGEST_MS // (MOST_SAMPLES - 1) for place in range(MOST_SAMPLES)]
    )


def write(archive: Archive, record: InspectionRecord, sweep: Sweep) -> None:
    extremes = ((Role.MAXIMUM, sweep.maximum), (Role.MINIMUM, sweep.minimum))
    inputs = tuple(Input(role, Quantity(value)) for role, value in extremes)
    found = Measurement(
        archive.next_id, BOX, Quantity(sweep.difference), None, Origin.COMPUTED, "H-04", "Camille", NOW, inputs
    )
    archive.write(record, found, SweepRecorded(found.id, found.id, sweep, Given.DIFFERENCE, "Camille", NOW))


def checked(path: Path) -> Report:
    with open_for_reading(path).connect() as connection:
        return verify(connection)


def test_twenty_thousand_samples_stay_small_and_come_back_exact(tmp_path: Path) -> None:
    path, sweep = tmp_path / "archive.sqlite", longest()
    archive, record = opened(path)
    write(archive, record, sweep)
    archive.close()
    connection = sqlite3.connect(path)
    (facts,) = connection.execute("SELECT facts FROM record_event WHERE kind = 'sweeprecorded'").fetchone()
    connection.close()
    assert len(facts.encode()) < LARGEST_JSON
    again = Archive(path)
    read = again.load(record.header.id)
    again.close()
    (recorded,) = read.sweeps
    measured = read.measurement(BOX)
    assert measured is not None and recorded.measurement == measured.id
    assert recorded.id.sequence == measured.id.sequence + 1
    assert recorded.sweep == sweep and recorded.sweep.values == sweep.values
    assert checked(path).sound


def test_a_changed_sample_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    archive, record = opened(path)
    write(archive, record, Sweep.of("H-04", Unit.MM, [Decimal("0.012"), Decimal("-0.004")], [0, 100]))
    archive.close()
    connection = sqlite3.connect(path, isolation_level=None)
    (trigger,) = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record_event' AND sql LIKE '%UPDATE%'"
    ).fetchone()
    (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (trigger,)).fetchone()
    connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("UPDATE record_event SET facts = replace(facts, '[12,', '[11,')")
    connection.execute(sql)
    connection.close()
    report = checked(path)
    assert report.break_ is not None and (report.break_.code, report.break_.table) == ("row_changed", "record_event")


def test_a_value_is_not_written_without_its_samples(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    archive, record = opened(path)
    with archive._engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON record_event BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    before = archive.head
    with pytest.raises(IntegrityError):
        write(archive, record, Sweep.of("H-04", Unit.MM, [Decimal("0.012"), Decimal("-0.004")], [0, 100]))
    assert archive.head == before
    read = archive.load(record.header.id)
    assert read.measurement(BOX) is None and not read.sweeps
    with archive._engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    write(archive, read, Sweep.of("H-04", Unit.MM, [Decimal("0.012"), Decimal("-0.004")], [0, 100]))
    archive.close()
    assert checked(path).sound
