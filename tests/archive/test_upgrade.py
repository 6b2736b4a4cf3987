"""An archive of version 1 is read as it is, and brought up to date whole or not at all when it is written."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from metroapp.archive import upgrade
from metroapp.archive.backup import KEPT, back_up
from metroapp.archive.connection import open_copy, open_for_reading
from metroapp.archive.first_look import SCHEMA_VERSION, require_readable
from metroapp.archive.integrity import Report, verify
from metroapp.archive.store import Archive
from metroapp.archive.upgrades import migrate
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import BoxCode, Means
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.archive.test_backup import TODAY
from tests.archive.test_part_revisions import NOW, RICH
from tests.archive.wrong_steps import do_more, executes
from tests.workbench import Shop

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = Path(__file__).parent / "fixtures" / "version-1.sqlite"
FACTS: dict[str, Any] = json.loads(FIXTURE.with_suffix(".json").read_text(encoding="utf-8"))
RECORDS = ("P1-35", "P1-5")
FIXTURE_2 = FIXTURE.with_name("version-2.sqlite")
FACTS_2: dict[str, Any] = json.loads(FIXTURE_2.with_suffix(".json").read_text(encoding="utf-8"))
NEWER = (
    "this_post",
    "home_seen",
    "process_event",
    "session_event",
    "signing_key",
    "record_signature",
    "work_order_event",
    "name_erasure",
    "received_package",
    "derived_facet",
    "derived_words",
    "part_revision",
    "workshop_rule",
    "person_role",
    "secret_change",
    "record_event",
    "means_event",
    "treatment_event",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of the archive of version 1, with a write-ahead log like every archive that a workshop opened."""
    file = tmp_path / "archive.sqlite"
    shutil.copyfile(FIXTURE, file)
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    connection.close()
    return file


def version_of(path: Path) -> int:
    connection = sqlite3.connect(path)
    (version,) = connection.execute("SELECT version FROM schema_version").fetchone()
    connection.close()
    return int(version)


def check(path: Path) -> Report:
    return consultation.verify(Workspace(path.parent))


def plan(path: Path) -> dict[str, str]:
    """What the file says of its tables, indexes and triggers, without the line breaks."""
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: re.sub(r"\s+", "", text) for name, text in found}


def require_version_1(path: Path) -> None:
    """The archive is the old one, whole."""
    assert version_of(path) == 1 and "part_revision" not in plan(path)
    report = check(path)
    assert report.sound and report.heads == FACTS["report"]["heads"]


def require_old_records(path: Path) -> None:
    """Everything that the code of version 1 read in its archive is read the same."""
    workspace = Workspace(path.parent)
    assert [str(line.id) for line in consultation.record_lines(workspace)] == list(RECORDS)
    for id in RECORDS:
        facts = FACTS[id]
        record = consultation.load(workspace, EntryId.parse(id))
        assert record.header.number == facts["number"]
        assert (record.closing is not None) == facts["closed"]
        boxes = [[box.piece, box.balloon, box.code.value, record.status(box).value] for box in record.boxes()]
        assert boxes == facts["boxes"]
        assert [record.disposition(piece).value for piece in record.pieces] == facts["dispositions"]
        assert sum(len(record.history(box)) for box in record.boxes()) == facts["values"]


def test_an_archive_of_version_1_is_read_without_being_changed(path: Path) -> None:
    before = path.read_bytes()
    require_readable(path)
    report = check(path)
    assert report.sound
    assert {"entries": report.entries, "rows": report.rows, "heads": report.heads} == FACTS["report"]
    require_old_records(path)
    assert consultation.part_revisions(Workspace(path.parent)) == []
    assert path.read_bytes() == before and version_of(path) == 1


def test_a_nut_thread_of_an_old_record_gains_no_box(path: Path) -> None:
    record = consultation.load(Workspace(path.parent), EntryId("P1", 35))
    nut = record.characteristic("11")
    assert nut.callout.text == "M8-6H" and nut.boxes == (BoxCode.GO, BoxCode.NO_GO)


def test_opening_it_for_writing_upgrades_it(path: Path) -> None:
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION
    report = check(path)
    assert report.sound
    assert {"entries": report.entries, "rows": report.rows, "heads": report.heads} == FACTS["report"]
    require_old_records(path)


def test_an_upgraded_archive_has_the_plan_of_a_new_one(path: Path, tmp_path: Path) -> None:
    Archive(path).close()
    new = tmp_path / "new.sqlite"
    Archive(new).close()
    assert plan(path) == plan(new)


def test_what_is_written_after_the_upgrade_goes_on_from_the_old_chain(path: Path) -> None:
    archive = Archive(path)
    assert archive.head.hex() == FACTS["report"]["heads"]["P1"]
    saved = archive.save_part_revision(RICH, RevisionState.DRAFT, "Camille Martin", NOW)
    archive.close()
    assert consultation.part_revisions(Workspace(path.parent)) == [saved]
    assert check(path).sound
    require_old_records(path)


def test_the_archive_is_kept_as_it_was(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    Archive(path, folder).close()
    (copy,) = folder.iterdir()
    assert copy.name == f"before-version-{SCHEMA_VERSION}-entry-60-df55c666.sqlite"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    require_version_1(copy.rename(elsewhere / "archive.sqlite"))
    require_old_records(elsewhere / "archive.sqlite")


def test_the_daily_backups_do_not_drive_it_out(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    Archive(path, folder).close()
    for day in range(1, KEPT + 3):
        back_up(path, folder, TODAY.replace(day=day))
    assert len(list(folder.glob(f"before-version-{SCHEMA_VERSION}-*.sqlite"))) == 1
    assert len(list(folder.glob("archive-*.sqlite"))) == KEPT


def test_nothing_is_copied_when_there_is_nothing_to_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    for _ in range(2):
        Archive(path).close()
    path.with_name("empty.sqlite").touch()
    assert upgrade.upgrade(path.with_name("empty.sqlite"), tmp_path) is None
    assert not list(tmp_path.glob("before-*"))


def test_what_fails_inside_the_transaction_leaves_version_1(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as failing:
        do_more(failing, path.parent, 5, *executes("SELECT absent FROM part_revision"))
        with pytest.raises(OperationalError):
            Archive(path)
    require_version_1(path)
    require_old_records(path)
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).sound
    assert len(list(path.parent.glob("before-*.sqlite"))) == 1


KILLED = """
import os, sqlite3, sys
from pathlib import Path
from metroapp.archive.upgrade import upgrade

def reach(statement):
    if statement.lstrip().startswith(sys.argv[2]):
        os._exit(9)

class DyingCursor(sqlite3.Cursor):
    def execute(self, statement, *arguments):
        reach(statement)
        return super().execute(statement, *arguments)

class Dying(sqlite3.Connection):
    def execute(self, statement, *arguments):
        reach(statement)
        return super().execute(statement, *arguments)

    def cursor(self, factory=DyingCursor):
        return super().cursor(factory)

    def commit(self):
        reach("COMMIT")
        super().commit()

connect = sqlite3.connect
sqlite3.connect = lambda *arguments, **given: connect(*arguments, factory=Dying, **given)
upgrade(Path(sys.argv[1]), Path(sys.argv[1]).parent)
"""


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA journal_mode=DELETE",
        "BEGIN",
        "CREATE INDEX",
        "CREATE TRIGGER",
        "ALTER TABLE",
        "UPDATE revision_reached SET version_num='4'",
        "UPDATE schema_version",
        "COMMIT",
    ],
)
def test_a_kill_at_any_moment_leaves_version_1(path: Path, statement: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), statement], cwd=ROOT, check=False)
    assert killed.returncode == 9, "the statement was never reached"
    require_version_1(path)
    Archive(path).close()
    assert version_of(path) == SCHEMA_VERSION and check(path).sound
    assert not list(path.parent.glob("*.upgrading*")) and not list(path.parent.glob("*.partial*"))
    require_old_records(path)
    (copy,) = path.parent.glob("before-*.sqlite")
    assert version_of(copy) == 1


def test_without_a_copy_there_is_no_upgrade(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(Refusal) as refused:
        Archive(path, file / "backups")
    assert refused.value.message.code == "workspace.read_only"
    require_version_1(path)


def test_a_version_that_never_was_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 0")
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as refused:
        Archive(path)
    assert refused.value.message.code == "archive.unreadable"
    assert not list(path.parent.glob("before-*"))


def test_an_archive_busy_elsewhere_is_refused_and_stays(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrade, "_BUSY_TIMEOUT_S", 0.01)
    elsewhere = sqlite3.connect(path, isolation_level=None)
    elsewhere.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refusal) as refused:
        Archive(path)
    assert refused.value.message.code == "workspace.locked"
    elsewhere.close()
    require_version_1(path)


@pytest.mark.parametrize(
    ("statements", "code", "table"),
    [
        (["DROP TABLE part_revision"], "file_damaged", "part_revision"),
        *(
            (
                [f"UPDATE schema_version SET version = {old}"],
                "unknown_table",
                "derived_facet" if old < 6 else "home_seen",
            )
            for old in range(1, SCHEMA_VERSION)
        ),
        (
            ["UPDATE schema_version SET version = 1", *(f"DROP TABLE {name}" for name in NEWER)],
            "columns_changed",
            "record",
        ),
        (["DELETE FROM schema_version"], "file_damaged", "schema_version"),
    ],
)
def test_a_table_that_its_version_does_not_explain_is_a_break(
    path: Path, statements: list[str], code: str, table: str
) -> None:
    archive = Archive(path)
    archive.save_part_revision(RICH, RevisionState.DRAFT, "Camille Martin", NOW)
    archive.close()
    engine = open_for_reading(path)  # opened before, since a file without a version opens no more
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with engine.connect() as reader:
        found = verify(reader).break_
    engine.dispose()
    assert found is not None and (found.code, found.table) == (code, table)


def test_a_workspace_of_version_1_goes_on_where_it_was_left(path: Path) -> None:
    shop = Shop(path.parent)
    try:
        header = shop.resume_last().result()
        assert header is not None and header.id == EntryId("P1", 35)
        assert header.part.characteristics[0].means is Means.CALIPER
        record = consultation.load(shop.workspace, header.id)
        assert record.next_box() == BoxKey(3, "3")
        assert shop.workshop.parts().result() == []
    finally:
        shop.close()
    assert check(path).sound
    assert len(list(shop.workspace.backups.glob(f"before-version-{SCHEMA_VERSION}-*.sqlite"))) == 1


@pytest.fixture
def path_2(tmp_path: Path) -> Path:
    """A copy of the archive of version 2."""
    file = tmp_path / "archive.sqlite"
    shutil.copyfile(FIXTURE_2, file)
    return file


def dispositions(path: Path, id: str) -> list[str]:
    record = consultation.load(Workspace(path.parent), EntryId.parse(id))
    return [record.disposition(piece).value for piece in record.pieces]


def test_an_archive_of_version_2_is_read_and_verified_as_it_is(path_2: Path) -> None:
    before = path_2.read_bytes()
    report = check(path_2)
    assert report.sound and report.heads == FACTS_2["report"]["heads"]
    lines = consultation.record_lines(Workspace(path_2.parent))
    assert [str(line.id) for line in lines] == FACTS_2["records"]
    assert consultation.everybody(Workspace(path_2.parent))[0].roles == ()
    assert path_2.read_bytes() == before


def test_upgraded_from_version_2_what_was_undecided_is_held(path_2: Path) -> None:
    closed = FACTS_2["records"][1]
    assert FACTS_2[closed]["dispositions"] == ["unsorted", "concession", "conforming"]
    Archive(path_2).close()
    assert version_of(path_2) == SCHEMA_VERSION
    report = check(path_2)
    assert report.sound and report.heads == FACTS_2["report"]["heads"]
    assert dispositions(path_2, closed) == ["held", "concession", "conforming"]
    line = consultation.record_lines(Workspace(path_2.parent))[1]
    assert (line.held, line.unsorted, line.concession, line.conforming) == (1, 0, 1, 1)


def migrate_only(path: Path) -> None:
    """What versions that upgraded the archive in its place left, where they were stopped before deriving."""
    engine = open_copy(path)
    with engine.begin() as connection:
        migrate(connection, version_of(path))
    engine.dispose()


def test_stopped_before_sorting_again_the_next_opening_does_it(path_2: Path) -> None:
    migrate_only(path_2)
    assert check(path_2).sound  # no false alarm
    line = consultation.record_lines(Workspace(path_2.parent))[1]
    assert (line.held, line.unsorted) == (1, 0)
    Archive(path_2).close()
    assert check(path_2).sound
    connection = sqlite3.connect(path_2)
    assert connection.execute("SELECT min(unsorted), max(held) FROM derived_record").fetchone() == (0, 1)
    connection.close()


def test_upgraded_from_version_2_it_has_the_plan_of_a_new_one(path_2: Path, tmp_path: Path) -> None:
    Archive(path_2).close()
    new = tmp_path / "new.sqlite"
    Archive(new).close()
    assert plan(path_2) == plan(new)


LATER = [FIXTURE.with_name(f"version-{version}.sqlite") for version in range(3, SCHEMA_VERSION)]


@pytest.fixture(params=LATER, ids=lambda fixture: fixture.stem)
def later(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A copy of an archive of a later version, and what its own code read in it."""
    file = tmp_path / "archive.sqlite"
    shutil.copyfile(request.param, file)
    return file, json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("upgraded", [False, True])
def test_the_records_of_later_versions_are_decided_as_they_were(
    later: tuple[Path, dict[str, Any]], upgraded: bool
) -> None:
    """A value taken again once until good was good: no later rule of retakes reaches an old record."""
    path, facts = later
    before = path.read_bytes()
    if upgraded:
        Archive(path).close()
    report = check(path)
    assert report.sound and report.heads == facts["report"]["heads"]
    for id in facts["records"]:
        record = consultation.load(Workspace(path.parent), EntryId.parse(id))
        assert dispositions(path, id) == facts[id]["dispositions"]
        boxes = [[box.piece, box.balloon, box.code.value, record.status(box).value] for box in record.boxes()]
        assert boxes == facts[id]["boxes"]
        assert [str(one.certified) for one in record.zero_settings] == facts[id].get("zeros", [])
    assert (path.read_bytes() == before) is not upgraded


def test_upgraded_from_a_later_version_it_has_the_plan_of_a_new_one(
    later: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    path, _ = later
    Archive(path).close()
    new = tmp_path / "new.sqlite"
    Archive(new).close()
    assert plan(path) == plan(new)
