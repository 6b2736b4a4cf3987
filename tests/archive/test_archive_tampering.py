"""Rows swapped, entries replayed, pages spoilt: each is named by the table where it is, and nothing is repaired."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from metroapp.archive import heads, seal
from metroapp.archive.store import Archive
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import consultation
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, Shop, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed and signed record of three pieces, and one left open with two values."""
    shop = Shop(tmp_path_factory.mktemp("made"))
    shop.open(part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.01", "35.02", "35.03")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.open(part(LENGTH), pieces=3)
    shop.read(CALIPER, "35.04", "35.05")
    shop.close()
    return shop.workspace.root


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made / "archive.sqlite", tmp_path / "archive.sqlite"))


def found(path: Path) -> tuple[str, str, str]:
    """The first break of an archive, which looking for it does not change."""
    before = path.read_bytes()
    for _ in range(2):
        report = consultation.verify(Workspace(path.parent))
        assert report.break_ is not None and not report.sound
        assert path.read_bytes() == before
    return report.break_.code, report.break_.table, report.break_.row


def tampered(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    """Changed by somebody who takes the triggers away and puts them back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for trigger in triggers:
            connection.execute(f"DROP TRIGGER {trigger['name']}")
        change(connection)
        for trigger in triggers:
            connection.execute(trigger["sql"])
        connection.commit()


def measured(connection: sqlite3.Connection) -> list[int]:
    """The entries of the values, in the order of the journal: three of the closed record, two of the open one."""
    return [line["sequence"] for line in connection.execute("SELECT sequence FROM measurement ORDER BY sequence")]


def test_it_is_sound_as_it_is(path: Path) -> None:
    assert consultation.verify(Workspace(path.parent)).sound


# -- swapped ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["measurement", "measurement_input", "journal"])
@pytest.mark.parametrize(("one", "other"), [(0, 2), (0, 3), (3, 4)])
def test_two_rows_that_change_places_are_named(path: Path, table: str, one: int, other: int) -> None:
    """They keep all that they say, and take the number of each other: in one record or in two."""
    places: list[int] = []

    def swap(connection: sqlite3.Connection) -> None:
        places.extend(measured(connection)[place] for place in (one, other))
        for before, after in ((places[0], -1), (places[1], places[0]), (-1, places[1])):
            connection.execute(f"UPDATE {table} SET sequence = ? WHERE sequence = ?", (after, before))

    tampered(path, swap)
    code, where, row = found(path)
    assert (code, where) == ("entry_changed" if table == "journal" else "row_changed", table)
    assert row.startswith(f"P1-{places[0]}")


def test_two_values_that_change_places_are_named(path: Path) -> None:
    """Only what was measured is swapped."""

    def swap(connection: sqlite3.Connection) -> None:
        first, second = measured(connection)[:2]
        amounts = dict(connection.execute("SELECT sequence, amount FROM measurement").fetchall())
        for one, other in ((first, second), (second, first)):
            connection.execute("UPDATE measurement SET amount = ? WHERE sequence = ?", (amounts[other], one))

    tampered(path, swap)
    assert found(path)[:2] == ("row_changed", "measurement")


def test_whole_entries_that_change_places_are_named(path: Path) -> None:
    """With all their rows: only the chain says that one came before the other."""

    def swap(connection: sqlite3.Connection) -> None:
        one, other = measured(connection)[:2]
        for table in ("journal", "measurement", "measurement_input"):
            for before, after in ((one, -1), (other, one), (-1, other)):
                connection.execute(f"UPDATE {table} SET sequence = ? WHERE sequence = ?", (after, before))

    tampered(path, swap)
    assert found(path)[:2] == ("entry_changed", "journal")


# -- replayed ---------------------------------------------------------------------------------------------------------


def insert(connection: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(f'"{column}"' for column in row)
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", list(row.values()))


def replay(connection: sqlite3.Connection, sequence: int, *, chained: bool, sealed: bool) -> None:
    """The entry of a value once more at the end of the journal; `chained` to the last one, its rows `sealed` anew."""
    last = connection.execute("SELECT * FROM journal ORDER BY sequence DESC LIMIT 1").fetchone()
    new = last["sequence"] + 1
    rows = []
    for table in ("measurement", "measurement_input"):
        for line in connection.execute(f"SELECT * FROM {table} WHERE sequence = ?", (sequence,)).fetchall():
            rows.append((table, {**dict(line), "sequence": new}))
            insert(connection, *rows[-1])
    entry = dict(connection.execute("SELECT * FROM journal WHERE sequence = ?", (sequence,)).fetchone())
    entry["sequence"] = new
    if chained:
        entry["previous"] = last["digest"]
        if sealed:
            entry["manifest"] = seal.manifest(rows)
        entry["digest"] = seal.entry_digest(entry)
    insert(connection, "journal", entry)


@pytest.mark.parametrize(
    ("value", "chained", "sealed", "expected"),
    [
        (0, False, False, ("entry_changed", "journal")),
        (0, True, False, ("row_changed", "measurement")),
        (0, True, True, ("signature_missing", "journal")),  # of a closed record
        (3, False, False, ("entry_changed", "journal")),
        (3, True, False, ("row_changed", "measurement")),
    ],
)
def test_an_entry_that_is_replayed_is_named(
    path: Path, value: int, chained: bool, sealed: bool, expected: tuple[str, str]
) -> None:
    tampered(path, lambda connection: replay(connection, measured(connection)[value], chained=chained, sealed=sealed))
    assert found(path)[:2] == expected


def test_a_log_of_before_put_back_is_named_by_a_head_of_after(tmp_path: Path) -> None:
    """SQLite replays the pages of another day over those of today."""
    shop = Shop(tmp_path / "shop")
    shop.open(part(LENGTH), pieces=60)
    shop.read(CALIPER, "35.01")
    log = shop.workspace.root / "archive.sqlite-wal"
    before = log.read_bytes()
    shop.read(CALIPER, *["35.02"] * 40)
    shop.close()
    assert not log.exists()
    with consultation.reading(shop.workspace) as connection:
        printed = heads.all_printed(connection)
    log.write_bytes(before)
    report = consultation.verify(shop.workspace, head=printed)
    assert report.break_ is not None


# -- spoilt -----------------------------------------------------------------------------------------------------------


def first_page(path: Path, table: str) -> tuple[int, int]:
    """Where the first page of a table begins in the file, and its size."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    return (page - 1) * size, size


@pytest.mark.parametrize("spoilt", [b"\0", b"\xff"])
@pytest.mark.parametrize(
    "table",
    ["journal", "workshop", "person", "record", "measurement", "measurement_input", "closing", "instrument",
     "record_signature", "signing_key", "person_role", "person_identity", "derived_record", "derived_words_content"],
)  # fmt: skip
def test_a_page_that_is_spoilt_is_named_by_its_table(path: Path, table: str, spoilt: bytes) -> None:
    place, size = first_page(path, table)
    path.write_bytes(path.read_bytes()[:place] + spoilt * size + path.read_bytes()[place + size :])
    assert found(path)[1] == table.removesuffix("_content")


@pytest.mark.parametrize("table", ["journal", "measurement", "record", "closing", "derived_record"])
def test_a_page_of_another_table_in_the_place_of_its_own_is_a_break(path: Path, table: str) -> None:
    whole = path.read_bytes()
    (place, size), (other, _) = first_page(path, table), first_page(path, "gauge_block")
    path.write_bytes(whole[:place] + whole[other : other + size] + whole[place + size :])
    assert found(path)[1]


def test_a_spoilt_first_page_is_no_archive_and_stays_as_it_is(path: Path) -> None:
    spoilt = b"\0" * 4096 + path.read_bytes()[4096:]
    path.write_bytes(spoilt)
    for look in (lambda: consultation.verify(Workspace(path.parent)), lambda: Archive(path)):
        with pytest.raises(Refusal, match=r"archive\.unreadable"):
            look()
    assert path.read_bytes() == spoilt
