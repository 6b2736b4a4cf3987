"""The steps of an upgrade only add to what is sealed; what is derived may be made again."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from metroapp.archive import schema
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.upgrade_steps import STEPS, migrate
from tests.archive.test_upgrade import FIXTURE

FIXTURES = [FIXTURE.with_name(f"version-{version}.sqlite") for version in range(1, SCHEMA_VERSION)]
SEALED = {str(table.name) for table in schema.SEALED}
DERIVED = r"derived_\w+"
COLUMN = r"[A-Z]+(\(\d+\))?"


def may_be_done(statement: str, to: int) -> bool:
    """Whether a step that leads to a version may hold a statement."""
    said = " ".join(statement.split())
    if made := re.fullmatch(r"CREATE TABLE (\w+) \(.*\)( WITHOUT ROWID)?", said):
        table = schema.metadata.tables.get(made[1])
        return table is not None and table.info.get("since") == to
    if made := re.fullmatch(r"CREATE (UNIQUE )?INDEX \w+ ON (\w+) \(.*\)( WHERE .+)?", said):
        return not (made[1] and made[2] in SEALED)  # it would refuse rows
    if made := re.fullmatch(rf"ALTER TABLE (\w+) ADD COLUMN \w+ {COLUMN}", said):
        return made[1] in SEALED or re.fullmatch(DERIVED, made[1]) is not None
    if said in schema.triggers(to).values():
        return True
    if ";" in said:
        return False
    if re.match("DROP INDEX", said):
        return True
    return (
        re.match(
            rf"(ALTER TABLE {DERIVED} ADD COLUMN|CREATE VIRTUAL TABLE {DERIVED} USING|DROP TABLE {DERIVED}$"
            rf"|UPDATE {DERIVED} SET|DELETE FROM {DERIVED}( |$))",
            said,
        )
        is not None
    )


@pytest.mark.parametrize("version", STEPS)
def test_a_step_only_adds(version: int) -> None:
    assert [one for one in STEPS[version] if not may_be_done(one, version + 1)] == []


def test_there_is_a_step_from_each_version() -> None:
    assert list(STEPS) == list(range(1, SCHEMA_VERSION))


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE record",
        "ALTER TABLE record RENAME TO record_before",
        "ALTER TABLE record RENAME COLUMN rule TO decision",
        "ALTER TABLE record DROP COLUMN rule",
        "ALTER TABLE record ADD COLUMN rule VARCHAR(16) NOT NULL DEFAULT ''",
        "CREATE TABLE _alembic_tmp_record (post VARCHAR(8) NOT NULL, PRIMARY KEY (post)) WITHOUT ROWID",
        "INSERT INTO _alembic_tmp_record SELECT * FROM record",
        "CREATE TABLE record_event AS SELECT * FROM record",
        "UPDATE record SET rule = 'simple'",
        "DELETE FROM measurement",
        "INSERT INTO closing VALUES ('P1', 1, 0)",
        "CREATE UNIQUE INDEX closing_once ON closing (record_post, record_sequence)",
        "DROP TRIGGER record_refuses_update",
        "CREATE TRIGGER record_refuses_update BEFORE UPDATE ON record WHEN 0 BEGIN SELECT 1; END",
        "PRAGMA writable_schema=ON",
        "DELETE FROM derived_facet; DROP TABLE record",
    ],
)
def test_what_rebuilds_or_changes_a_sealed_table_is_no_step(statement: str) -> None:
    assert not may_be_done(statement, SCHEMA_VERSION)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_the_sealed_tables_stay_where_they_were_with_their_rows_and_their_triggers(
    fixture: Path, tmp_path: Path
) -> None:
    """A table that was rebuilt would begin at another page of the file."""
    path = Path(shutil.copy(fixture, tmp_path / "archive.sqlite"))
    connection = sqlite3.connect(path, isolation_level=None)
    (version,) = connection.execute("SELECT version FROM schema_version").fetchone()
    sealed = [table for table in schema.SEALED if table.name in schema.tables(version)]

    def rows() -> list[object]:
        found: list[object] = []
        for table in sealed:
            columns = ", ".join(f'"{column.name}"' for column in schema.columns(table, version))
            found += [table.name, connection.execute(f"SELECT {columns} FROM {table.name}").fetchall()]
            where = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            found.append(connection.execute(where, (table.name,)).fetchone())
        return found

    before = rows()
    migrate(connection, version)
    assert rows() == before
    added = [column for table in sealed for column in table.columns if column.info.get("since", 1) > version]
    for column in added:
        assert column.nullable and column.table is not None
        filled = f"SELECT count({column.name}) FROM {column.table.name}"
        assert connection.execute(filled).fetchone() == (0,), "what was sealed said nothing of it"
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert dict(triggers) == schema.triggers()
    connection.close()
