"""The steps of an upgrade only add to what is sealed; what is derived may be made again."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from metroapp.archive import schema, upgrades
from metroapp.archive.connection import open_copy
from metroapp.archive.first_look import OLDEST_VERSION, SCHEMA_VERSION
from metroapp.archive.upgrades import migrate
from tests.archive.test_upgrade import FIXTURE, ROOT
from tests.archive.wrong_steps import do_more

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


def refused(folder: Path) -> list[str]:
    """What an upgrade from the oldest version has executed, as Alembic emits it, and may not."""
    engine = open_copy(Path(shutil.copy(FIXTURE, folder / "archive.sqlite")))
    with engine.begin() as connection:
        taken = migrate(connection, OLDEST_VERSION)
    engine.dispose()
    assert list(taken) == list(range(OLDEST_VERSION + 1, SCHEMA_VERSION + 1)) and all(taken.values())
    return [statement for to, statements in taken.items() for statement in statements if not may_be_done(statement, to)]


def test_there_is_a_step_from_each_version_that_only_adds(tmp_path: Path) -> None:
    assert refused(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("with op.batch_alter_table('record') as batch: batch.drop_column('rule')", "CREATE TABLE _alembic_tmp_record"),
        ("with op.batch_alter_table('closing', recreate='always') as batch: pass", "DROP TABLE closing"),
        ("op.rename_table('closing', 'closed')", "ALTER TABLE closing RENAME TO closed"),
        ("op.drop_table('name_erasure')", "DROP TABLE name_erasure"),
    ],
)
def test_what_alembic_would_do_to_a_sealed_table_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, seen: str
) -> None:
    do_more(monkeypatch, tmp_path, SCHEMA_VERSION, line)
    assert any(seen in " ".join(statement.split()) for statement in refused(tmp_path))


def test_no_step_goes_back() -> None:
    for script in ScriptDirectory(upgrades.FOLDER).walk_revisions():
        with pytest.raises(NotImplementedError):
            script.module.downgrade()


def test_alembic_is_loaded_where_there_is_something_to_upgrade_and_not_before(tmp_path: Path) -> None:
    program = """
import shutil, sys
from pathlib import Path
from metroapp.archive.store import Archive
folder = Path(sys.argv[1])
Archive(folder / "new.sqlite").close()
Archive(folder / "new.sqlite").close()
assert "alembic" not in sys.modules
Archive(Path(shutil.copy(sys.argv[2], folder / "old.sqlite"))).close()
assert "alembic" in sys.modules
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path), str(FIXTURE)], cwd=ROOT, check=True)


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
    engine = open_copy(Path(shutil.copy(fixture, tmp_path / "archive.sqlite")))
    with engine.begin() as connection:
        require_sealed_tables_stay(connection)
    engine.dispose()


def require_sealed_tables_stay(connection: Connection) -> None:
    def lines(statement: str, *arguments: object) -> list[object]:
        return [tuple(line) for line in connection.exec_driver_sql(statement, arguments)]

    ((version,),) = lines("SELECT version FROM schema_version")  # type: ignore[misc]
    sealed = [table for table in schema.SEALED if table.name in schema.tables(version)]

    def rows() -> list[object]:
        found: list[object] = []
        for table in sealed:
            columns = ", ".join(f'"{column.name}"' for column in schema.columns(table, version))
            found += [table.name, lines(f"SELECT {columns} FROM {table.name}")]
            found.append(lines("SELECT rootpage FROM sqlite_master WHERE name = ?", table.name))
        return found

    before = rows()
    migrate(connection, version)
    assert rows() == before
    added = [column for table in sealed for column in table.columns if column.info.get("since", 1) > version]
    for column in added:
        assert column.nullable and column.table is not None
        filled = f"SELECT count({column.name}) FROM {column.table.name}"
        assert lines(filled) == [(0,)], "what was sealed said nothing of it"
    triggers = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert {line.name: line.sql for line in triggers} == schema.triggers()
