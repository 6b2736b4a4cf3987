"""What an upgrade does to the file: a copy takes its place, whole and verified, or nothing is changed."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from metroapp.archive import upgrade
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.store import Archive
from metroapp.domain.message import Refusal
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence
from tests.archive.test_upgrade import (
    FIXTURE,
    KILLED,
    ROOT,
    check,
    path,  # noqa: F401 (a fixture)
    require_old_records,
    require_version_1,
    version_of,
)
from tests.archive.wrong_steps import do_more, executes

# ruff: noqa: F811

OF_VERSION = {version: FIXTURE.with_name(f"version-{version}.sqlite") for version in range(1, SCHEMA_VERSION)}


def taken_out(version: int, folder: Path) -> Path:
    return Path(shutil.copy(OF_VERSION[version], folder / "archive.sqlite"))


def altered(path: Path, *statements: str) -> None:
    """What somebody with a SQLite shell does, the triggers put back."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    for _, text in triggers:
        connection.execute(text)
    connection.commit()
    connection.close()


def refusal_of(path: Path) -> Refusal:
    with pytest.raises(Refusal) as refused:
        Archive(path, path.parent / "backups")
    assert not list(path.parent.glob("*.upgrading*"))
    return refused.value


def test_how_far_it_is_is_told_from_the_beginning_to_the_end(tmp_path: Path) -> None:
    told: list[int] = []
    Archive(taken_out(6, tmp_path), tell=told.append).close()
    assert told == sorted(told) and told[0] == 0 and told[-1] == 100 and len(set(told)) > 4
    Archive(tmp_path / "archive.sqlite", tell=told.append).close()
    assert told.count(100) == 1, "nothing was to be done"


# -- kills ------------------------------------------------------------------------------------------------------------

AT_THE_END = {
    "before the flush": ("os.fsync = dying", 1),
    "before it is put in place": (
        "Path.replace = lambda *a: dying() if a[0].suffix == '.upgrading' else REPLACE(*a)",
        1,
    ),
    "once it is in place": ("upgrading._flush_folder = dying", SCHEMA_VERSION),
}
DYING = KILLED.replace(
    "upgrade(Path(sys.argv[1])",
    """from metroapp.archive import upgrade as upgrading
REPLACE = Path.replace
def dying(*_):
    os._exit(9)
{dies}
upgrading.upgrade(Path(sys.argv[1])""",
)


@pytest.mark.parametrize("moment", AT_THE_END)
def test_killed_at_the_end_it_is_one_or_the_other(path: Path, moment: str) -> None:
    dies, version = AT_THE_END[moment]
    program = DYING.format(dies=dies)
    killed = subprocess.run([sys.executable, "-c", program, str(path), "never"], cwd=ROOT, check=False)
    assert killed.returncode == 9, "the moment never came"
    assert version_of(path) == version and check(path).sound
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).sound
    assert not list(path.parent.glob("*.upgrading*"))
    require_old_records(path)


def test_what_is_left_of_a_kill_is_thrown_away_even_where_nothing_is_to_be_done(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    Archive(path).close()
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(f"archive.sqlite.upgrading{ending}").write_bytes(b"half of it")
    Archive(path).close()
    assert not list(tmp_path.glob("*.upgrading*"))


# -- who else reads or writes -----------------------------------------------------------------------------------------


def test_a_reader_of_the_old_file_goes_on_with_it(tmp_path: Path) -> None:
    path = taken_out(1, tmp_path)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT post, sequence, digest FROM journal").fetchmany(3)
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION
    assert reader.execute("SELECT version FROM schema_version").fetchone() == (1,)
    assert reader.execute("SELECT post, sequence, digest FROM journal").fetchmany(3) == before
    reader.close()
    assert check(path).sound


def test_a_reader_of_the_log_has_it_refused_and_it_is_done_after_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite would replay the log of the old file into the new one."""
    monkeypatch.setattr(upgrade, "_BUSY_TIMEOUT_S", 0.2)
    reader = sqlite3.connect(path, isolation_level=None)
    assert reader.execute("SELECT version FROM schema_version").fetchone() == (1,)
    assert refusal_of(path).message.code == "workspace.locked"
    reader.close()
    require_version_1(path)
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).sound


LEFT_IN_ITS_LOG = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA wal_autocheckpoint=0")
connection.execute("UPDATE person_identity SET name = 'Ailleurs'")
os._exit(9)
"""


def test_what_a_kill_left_in_the_log_is_in_the_new_file(path: Path) -> None:
    subprocess.run([sys.executable, "-c", LEFT_IN_ITS_LOG, str(path)], cwd=ROOT, check=False)
    log = path.with_name("archive.sqlite-wal")
    assert log.stat().st_size > 0
    Archive(path).close()
    connection = sqlite3.connect(path)
    assert set(connection.execute("SELECT name FROM person_identity")) == {("Ailleurs",)}
    connection.close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights and links are others there")
def test_the_new_file_has_the_rights_of_the_old_one_and_is_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    there = taken_out(5, tmp_path / "elsewhere")
    there.chmod(0o640)
    path = tmp_path / "archive.sqlite"
    path.symlink_to(there)
    Archive(path, tmp_path / "backups").close()
    assert path.is_symlink() and there.stat().st_mode & 0o777 == 0o640
    assert version_of(there) == SCHEMA_VERSION and check(path).sound


# -- a disk that is full ----------------------------------------------------------------------------------------------


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


def test_without_room_for_it_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10**9, 10**9, 100_000))
    refused = refusal_of(path)
    assert refused.message.code == "archive.upgrade_needs_room"
    assert re.search(r"environ \d+ Mo libres", sentence(refused)) and "Rien n'a été changé" in sentence(refused)
    assert not (path.parent / "backups").exists()
    require_version_1(path)


LIMITED = """
import resource, sys
from pathlib import Path
from metroapp.archive.upgrade import upgrade
from metroapp.domain.message import Refusal
path = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    upgrade(path, path.parent / "backups")
except Refusal as refused:
    print(refused.message.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("more", [-40_000, 0, 40_000, 150_000])
def test_a_disk_that_fills_up_meanwhile_has_nothing_changed(path: Path, more: int) -> None:
    """The real refusal of the system: no file may grow beyond a size."""
    limit = path.stat().st_size + more
    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["archive.upgrade_needs_room"]
    assert not list(path.parent.glob("*.upgrading*")) and not list((path.parent / "backups").glob("*.partial*"))
    require_version_1(path)
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).sound


# -- an archive that was altered before -------------------------------------------------------------------------------


ALTERED = (
    "UPDATE measurement SET amount = amount + 1 WHERE sequence = "
    "(SELECT max(sequence) FROM measurement WHERE amount IS NOT NULL)",
    "DELETE FROM journal WHERE sequence = 3",
    "DELETE FROM measurement WHERE sequence = (SELECT max(sequence) FROM measurement)",
    "UPDATE person_identity SET name = 'Autre' WHERE person_id = (SELECT min(person_id) FROM person_identity)",
    "UPDATE derived_record SET part = 'AUTRE'",
    "CREATE TABLE notes (text TEXT)",
    "CREATE INDEX notes ON closing (person)",
    "DROP INDEX measurement_input_by_entry",
)


def of_versions() -> Iterator[Any]:
    """Every alteration in the oldest version and in the last, two of them in each; the others are for `make soak`."""
    for version in OF_VERSION:
        for number, statement in enumerate(ALTERED):
            is_one = version in (1, SCHEMA_VERSION - 1) or number in (version % len(ALTERED), 0)
            yield pytest.param(version, statement, marks=() if is_one else pytest.mark.soak)


@pytest.mark.parametrize(("version", "statement"), list(of_versions()))
def test_an_altered_archive_goes_on_and_stays_altered(tmp_path: Path, version: int, statement: str) -> None:
    path = taken_out(version, tmp_path)
    if statement.startswith("DROP INDEX"):
        connection = sqlite3.connect(path)
        (name,) = connection.execute("SELECT min(name) FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'").fetchone()
        connection.close()
        statement = f"DROP INDEX {name}"
    altered(path, statement)
    found = check(path).break_
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION
    after = check(path).break_
    if found is None:  # the indexes of an older version are first looked at in the new one, if they are still in it
        assert after is None or (after.code, after.table) == ("plan_changed", "sqlite_master")
        assert after is not None or "INDEX" in statement
    elif found.table == "derived_record":  # the lines that a step has derived again are as they should be
        assert after is not None and (after.code, after.table) == (found.code, found.table)
    else:
        assert after == found


def test_a_trigger_that_was_taken_away_is_still_missed(tmp_path: Path) -> None:
    path = taken_out(3, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER measurement_refuses_update")
    connection.close()
    found = check(path).break_
    Archive(path).close()
    assert found is not None and check(path).break_ == found and found.row == "measurement_refuses_update"


def test_a_record_that_cannot_be_derived_again_has_the_upgrade_refused_and_is_named(tmp_path: Path) -> None:
    path = taken_out(2, tmp_path)
    altered(path, "UPDATE record SET specification = 'plus rien'")
    found = check(path).break_
    refused = refusal_of(path)
    assert found is not None and refused.message.code == "archive.upgrade_unsound"
    assert f"la ligne {found.row} de la table record a été modifiée" in sentence(refused)
    assert version_of(path) == 2 and check(path).break_ == found


@pytest.mark.parametrize(
    ("step", "table"),
    [
        (("DROP TRIGGER measurement_refuses_update",), "sqlite_master"),
        (
            (
                "DROP TRIGGER measurement_refuses_update",
                "UPDATE measurement SET amount = amount + 1",
                "CREATE TRIGGER measurement_refuses_update BEFORE UPDATE ON measurement "
                "BEGIN SELECT RAISE(ABORT, 'sealed table: measurement'); END",
            ),
            "measurement",
        ),
        (("UPDATE derived_record SET pieces = pieces + 1",), "derived_record"),
        (("DROP INDEX derived_record_by_opening",), "sqlite_master"),
    ],
)
@pytest.mark.parametrize("was_altered", [False, True])
def test_a_copy_with_another_break_is_refused_and_nothing_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[str, ...], table: str, was_altered: bool
) -> None:
    """Steps that are wrong, on an archive that is sound and on one that is not: names changed before."""
    if was_altered:
        altered(path, "UPDATE person_identity SET name = 'Autre'")
    before = check(path)
    do_more(monkeypatch, path.parent, 7, *executes(*step))
    refused = refusal_of(path)
    assert refused.message.code == "archive.upgrade_unsound"
    assert refused.message.fields["where"].table == table
    said = sentence(refused)
    assert "Rien n'a été changé" in said and "metroapp --read-only" in said
    assert version_of(path) == 1 and check(path) == before
    assert len(consultation.record_lines(Workspace(path.parent))) == 2
    monkeypatch.undo()
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).break_ == before.break_


def test_two_archives_upgraded_at_once_were_written_as_one(tmp_path: Path) -> None:
    """Alembic's operations are of the process: a step spoke to the file of the other thread."""
    files = [tmp_path / str(number) / "archive.sqlite" for number in range(6)]
    for file in files:
        file.parent.mkdir()
        shutil.copy(OF_VERSION[1], file)
    with ThreadPoolExecutor(len(files)) as pool:
        list(pool.map(lambda file: Archive(file, file.parent / "backups").close(), files))
    assert {version_of(file) for file in files} == {SCHEMA_VERSION}
    assert all(consultation.verify(Workspace(file.parent)).sound for file in files)
