"""The revisions of parts in the archive: every entry is kept, the latest one of each revision is its present state."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, text

from metroapp.archive import queries, schema
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import Report, verify
from metroapp.archive.store import Archive
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Criticality, Means, Part
from tests.workbench import characteristic, part

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
RICH = part(
    replace(
        characteristic("1", "4x Ø6 H7", Means.COMPARISON), criticality=Criticality.SAFETY, phase="30", reaction="arrêt"
    ),
    characteristic("2", "M8-6H", Means.THREAD_PLUG),
    characteristic("3", "Ra 1,6", Means.ROUGHNESS_TESTER),
    replace(characteristic("4", "35 ±0,1", Means.TO_CHOOSE), readings=3),
)
KEY = (RICH.reference, RICH.drawing, RICH.revision)


def other(reference: str, revision: str = "A") -> Part:
    return replace(RICH, reference=reference, revision=revision)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Two drafts and the validation of one part; another part, withdrawn; a second revision of the first part."""
    file = tmp_path / "archive.sqlite"
    archive = Archive(file)
    archive.found_workshop("Atelier", NOW)
    for given, state, by, reason in (
        (replace(RICH, designation="Arbre"), RevisionState.DRAFT, "Camille", ""),
        (other("ABC"), RevisionState.DRAFT, "Camille", ""),
        (RICH, RevisionState.DRAFT, "Camille", ""),
        (other(RICH.reference, "B"), RevisionState.DRAFT, "Camille", ""),
        (RICH, RevisionState.VALIDATED, "Dominique", ""),
        (other("ABC"), RevisionState.WITHDRAWN, "Dominique", "remplacée par DEF"),
    ):
        archive.save_part_revision(given, state, by, NOW, reason)
    archive.close()
    yield file


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    engine = open_for_reading(path)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def check(path: Path) -> Report:
    engine = open_for_reading(path)
    with engine.connect() as opened:
        return verify(opened)


def test_a_revision_comes_back_as_it_went_in(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.sqlite")
    saved = archive.save_part_revision(RICH, RevisionState.WITHDRAWN, "Dominique", NOW, "plan annulé")
    assert saved == PartRevision(EntryId("P1", 2), RICH, RevisionState.WITHDRAWN, "Dominique", NOW, "plan annulé")
    assert archive.current_part_revision(KEY) == saved
    assert archive.part_revisions() == [saved]
    archive.close()
    again = Archive(tmp_path / "archive.sqlite")
    assert again.part_revisions() == [saved]
    again.close()


def test_the_list_gives_the_latest_entry_of_each_revision(connection: Connection) -> None:
    found = queries.part_revisions(connection)
    assert [(one.key[0], one.key[2], one.state) for one in found] == [
        ("ABC", "A", RevisionState.WITHDRAWN),
        ("ESSAI-01", "B", RevisionState.DRAFT),
        ("ESSAI-01", "A", RevisionState.VALIDATED),
    ]
    assert found[0].reason == "remplacée par DEF" and found[2].by == "Dominique"


def test_the_latest_entries_are_found_in_the_index_alone(path: Path) -> None:
    asked: list[str] = []
    engine = open_for_reading(path)
    with engine.connect() as opened:
        driver = opened.connection.driver_connection
        assert driver is not None
        driver.set_trace_callback(asked.append)
        queries.part_revisions(opened)
        driver.set_trace_callback(None)
        (query,) = [statement for statement in asked if "row_number" in statement]
        plan = [line.detail for line in opened.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    engine.dispose()
    assert "SCAN part_revision USING COVERING INDEX part_revision_by_key" in plan
    assert not [step for step in plan if step.startswith("SCAN part_revision") and "INDEX" not in step]


def test_every_entry_of_a_revision_is_kept(connection: Connection) -> None:
    ids = connection.execute(select(schema.part_revision.c.post, schema.part_revision.c.sequence)).fetchall()
    entries = [queries.part_revision(connection, EntryId(*id)) for id in sorted(map(tuple, ids))]
    history = [found for found in entries if (found.part.reference, found.part.drawing, found.part.revision) == KEY]
    assert [found.state for found in history] == [RevisionState.DRAFT, RevisionState.DRAFT, RevisionState.VALIDATED]
    assert history[0].part.designation == "Arbre" and history[1].part == RICH
    assert queries.current_part_revision(connection, KEY) == history[-1]


def test_what_is_not_there(connection: Connection) -> None:
    absent = ("ESSAI-01", "PL-1", "Z")
    assert queries.current_part_revision(connection, absent) is None
    with pytest.raises(Refusal) as refused:
        queries.part_revision(connection, EntryId("P1", 1))  # an entry, but not of a part
    assert refused.value.message.code == "part.absent"


def test_a_clock_set_back_changes_no_present_state(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.sqlite")
    archive.save_part_revision(RICH, RevisionState.DRAFT, "Camille", NOW)
    archive.save_part_revision(RICH, RevisionState.VALIDATED, "Camille", NOW - timedelta(days=1))
    assert [found.state for found in archive.part_revisions()] == [RevisionState.VALIDATED]
    archive.close()


def test_each_writing_is_one_sealed_entry(path: Path) -> None:
    report = check(path)
    # workshop, Camille, 4 drafts, Dominique, validated, withdrawn
    assert report.sound and report.entries == 9 and report.rows == 9
    opened = sqlite3.connect(path)
    assert opened.execute("SELECT count(*) FROM journal WHERE kind = 'part'").fetchone() == (6,)
    opened.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE part_revision SET specification = '{}' WHERE state = 'validated'",
        "UPDATE part_revision SET state = 'draft' WHERE state = 'validated'",
        "DELETE FROM part_revision WHERE state = 'validated'",
        "INSERT OR REPLACE INTO part_revision SELECT * FROM part_revision",
    ],
)
def test_no_statement_modifies_a_validated_revision(path: Path, statement: str) -> None:
    before = check(path)
    opened = sqlite3.connect(path)
    opened.execute("PRAGMA recursive_triggers=ON")
    with pytest.raises(sqlite3.IntegrityError, match="sealed table: part_revision"):
        opened.execute(statement)
    opened.close()
    assert check(path) == before


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE part_revision SET specification = replace(specification, '35.1', '35.5')", "row_changed"),
        ("UPDATE part_revision SET state = 'validated' WHERE revision = 'B'", "row_changed"),
        ("DELETE FROM part_revision WHERE state = 'withdrawn'", "row_missing"),
        (
            "INSERT INTO part_revision SELECT post, sequence + 50, row, reference, drawing, revision, designation, "
            "'draft', specification, person, reason FROM part_revision WHERE state = 'validated'",
            "row_not_sealed",
        ),
    ],
)
def test_what_was_changed_without_the_triggers_is_named(path: Path, statement: str, code: str) -> None:
    opened = sqlite3.connect(path)
    triggers = opened.execute(
        "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'part_revision' AND type = 'trigger'"
    )
    kept = triggers.fetchall()
    for name, _ in kept:
        opened.execute(f"DROP TRIGGER {name}")
    assert opened.execute(statement).rowcount > 0
    for _, trigger in kept:
        opened.execute(trigger)
    opened.commit()
    opened.close()
    found = check(path).break_
    assert found is not None and (found.code, found.table) == (code, "part_revision")
