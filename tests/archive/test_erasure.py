"""A name that is erased is nowhere in the bytes of the archive; all that was done under it stays, and stays proven."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import erasure, schema
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import Report, verify
from metroapp.archive.secrets import SecretStore
from metroapp.archive.store import Archive
from metroapp.domain.concession_files import ConcessionActivated
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.means_acts import StateChanged
from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Origin
from metroapp.domain.operations import Closing, Concession, Visa
from metroapp.domain.people import Person, Role, erased_name
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.retention import RecordedKind
from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import Means
from tests.workbench import CALIPER, INSTRUMENTS, characteristic, part

NOWHERE = EntryId("", 0)
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LEFT, STAYS = "Xavérine Qzwolka", "Dominique Leroy"
# As it is kept in the words of records, and three signs of it that no other word here has: a trigram of the index.
SAID = ("xavérine", "qzwolka", "xaverine", "qzw", "zwo")
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "10 ±0,1", Means.CALIPER))


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """An archive where somebody who left measured, signed, decided and registered, in two records; one simulated."""
    file = tmp_path / "archive.sqlite"
    archive = Archive(file, keys=tmp_path / "keys")
    archive.found_workshop("Atelier", NOW)
    archive.register(INSTRUMENTS, [], NOW, STAYS)
    for number in range(2):
        at = NOW + timedelta(days=number)
        header = RecordHeader(NOWHERE, "", LENGTH, 1, LEFT, at, simulated=number == 1)
        record = archive.open_record(header)
        for value in ("35.30", "35.02"):
            last = record.measurement(BoxKey(1, "1"))
            archive.write(
                record,
                Measurement(
                    NOWHERE, BoxKey(1, "1"), Quantity(Decimal(value)), None, Origin.INSTRUMENT, CALIPER, LEFT, at,
                    replaces=last.id if last else None, reason="bavure",
                ),
            )  # fmt: skip
        archive.write(record, Visa(NOWHERE, record.history(BoxKey(1, "1"))[-1].id, LEFT, STAYS, at))
        archive.write(record, Concession(NOWHERE, "DER-1", 1, ("2",), "accord", LEFT, STAYS, at))
        archive.write(record, Closing(NOWHERE, STAYS, at, signed=True))
    archive.save_part_revision(LENGTH, RevisionState.DRAFT, LEFT, NOW)
    withdrawn = StateChanged(archive.next_id, CALIPER, InstrumentState.WITHDRAWN, "becs usés", LEFT, NOW)
    archive.register([replace(INSTRUMENTS[0], state=InstrumentState.WITHDRAWN)], [], NOW, LEFT, [withdrawn])
    archive.treat([ConcessionActivated(archive.next_id, "DER-1", LEFT, STAYS, NOW)])
    archive.close()
    yield file


def id_of(archive: Archive, name: str) -> str:
    return next(person.id for person in archive.people() if person.name == name)


def check(path: Path) -> Report:
    engine = open_for_reading(path)
    with engine.connect() as connection:
        return verify(connection)


def found_in(path: Path) -> set[str]:
    """The parts of the name that are in the bytes of the archive or of its log, whatever their letters."""
    held = b"".join(file.read_bytes() for file in (path, path.with_name(path.name + "-wal")) if file.exists())
    text = held.decode("utf-8", errors="replace").casefold()
    return {said for said in SAID if said in text}


def vocabulary(path: Path) -> set[str]:
    """What the index of the words knows."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'derived_words', 'row')")
    found = {term for (term,) in connection.execute("SELECT term FROM temp.vocabulary")}
    connection.close()
    return found


def test_an_erased_name_is_nowhere_in_the_bytes(path: Path) -> None:
    assert found_in(path) >= {"xaverine", "qzwolka"} and "qzw" in vocabulary(path)
    archive = Archive(path)
    assert archive.erase_name(id_of(archive, LEFT), "durée passée", STAYS, NOW)
    assert found_in(path) == set()  # as it is open, with its log
    archive.close()
    assert found_in(path) == set() and not {"qzw", "zwo"} & vocabulary(path)
    report = check(path)
    assert report.sound and report.erased == 1 and report.signed == 2


def test_what_earlier_entries_left_in_free_pages_goes_too(path: Path) -> None:
    """The words of a record are written again with each entry: what they were stays in free space until then."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA secure_delete=OFF")  # as SQLite is, where a system does not choose otherwise
    connection.execute("CREATE TABLE filled (text TEXT)")
    connection.executemany("INSERT INTO filled VALUES (?)", [(f"{LEFT} {number}" * 40,) for number in range(200)])
    connection.execute("DROP TABLE filled")
    connection.commit()
    connection.close()
    assert f"{LEFT} 17".encode() in path.read_bytes()
    archive = Archive(path)
    assert archive.erase_name(id_of(archive, LEFT), "durée passée", STAYS, NOW)
    archive.close()
    assert found_in(path) == set()


def test_a_reader_that_holds_the_log_leaves_it_to_the_next_opening(path: Path) -> None:
    archive = Archive(path)
    archive._journal.driver.execute("PRAGMA busy_timeout=0")
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM journal").fetchone()
    assert archive.erase_name(id_of(archive, LEFT), "durée passée", STAYS, NOW) is False
    assert [person.name for person in archive.people()] == [STAYS]  # the journal says it all the same
    reader.close()
    archive.close()
    Archive(path).close()
    assert found_in(path) == set() and check(path).sound


def test_a_program_stopped_before_the_file_was_written_anew_does_it_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(path)
    with monkeypatch.context() as stopped:
        stopped.setattr(erasure, "write_anew", lambda _connection: False)
        assert archive.erase_name(id_of(archive, LEFT), "durée passée", STAYS, NOW) is False
        archive.close()
    Archive(path).close()
    assert found_in(path) == set() and check(path).sound


def test_what_was_done_stays_under_a_number(path: Path) -> None:
    archive = Archive(path)
    id = id_of(archive, LEFT)
    head = archive.head
    archive.erase_name(id, "durée passée", STAYS, NOW)
    assert archive.head != head and archive.next_id.sequence == check(path).entries + 1
    shown = erased_name(id)
    assert shown.startswith("nom effacé")
    record = archive.load(EntryId("P1", 5))
    assert record.header.operator == record.history(BoxKey(1, "1"))[0].by == shown
    assert record.concessions[0].granted_by == shown and record.concessions[0].by == STAYS
    (withdrawn,) = archive.means_acts(CALIPER)
    (activated,) = archive.treatment_acts("DER-1")
    (revision,) = archive.part_revisions()
    assert withdrawn.by == revision.by == shown
    assert isinstance(activated, ConcessionActivated) and activated.granted_by == shown


def test_somebody_of_the_same_name_is_another_person(path: Path) -> None:
    archive = Archive(path)
    id = id_of(archive, LEFT)
    archive.erase_name(id, "durée passée", STAYS, NOW)
    again = Person(archive.person_id(LEFT), LEFT, (Role.OPERATOR,))
    archive.write_person(again, id_of(archive, STAYS), NOW)
    assert again.id != id and id_of(archive, LEFT) == again.id
    assert archive.load(EntryId("P1", 5)).header.operator == erased_name(id)
    archive.close()
    assert check(path).sound


def test_what_names_somebody_again_keeps_their_number(path: Path) -> None:
    """A dérogation that somebody who was erased activated goes on covering pieces, in the name of who activated it."""
    archive = Archive(path)
    id = id_of(archive, LEFT)
    archive.erase_name(id, "durée passée", STAYS, NOW)
    archive.close()
    archive = Archive(path)
    (activated,) = archive.treatment_acts("DER-1")
    assert isinstance(activated, ConcessionActivated)
    record = archive.open_record(RecordHeader(NOWHERE, "", LENGTH, 1, STAYS, NOW))
    archive.write(record, Concession(NOWHERE, "DER-1", 1, ("2",), "accord", activated.granted_by, STAYS, NOW))
    archive.close()
    connection = sqlite3.connect(path)
    granted = connection.execute("SELECT granted_by FROM concession ORDER BY sequence DESC").fetchone()
    connection.close()
    assert granted == (id,) and check(path).sound


def test_a_name_that_is_gone_without_an_entry_is_a_break(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM person_identity WHERE name = ?", (LEFT,))
    connection.commit()
    connection.close()
    found = check(path).break_
    assert found is not None and (found.code, found.table) == ("identity_missing", "person_identity")


@pytest.mark.parametrize("version", range(1, 7))
def test_no_name_is_missing_in_archives_of_before(version: int, tmp_path: Path) -> None:
    fixture = Path(__file__).parent / "fixtures" / f"version-{version}.sqlite"
    before = fixture.read_bytes()
    assert check(fixture).sound and check(fixture).erased == 0
    engine = open_for_reading(fixture)
    with engine.connect() as connection:
        assert sum(one.count for one in erasure.recorded(connection)) > 0
    assert fixture.read_bytes() == before


def test_what_is_recorded_of_each_person_by_kind(path: Path) -> None:
    archive = Archive(path)
    ids = {id_of(archive, name): name for name in (LEFT, STAYS)}
    engine = open_for_reading(path)
    with engine.connect() as connection:
        rows = erasure.recorded(connection)
    found = {(ids[one.person_id], one.kind): (one.count, one.first, one.last) for one in rows}
    later = NOW + timedelta(days=1)
    assert found == {
        # opened, two values, visa, dérogation
        (LEFT, RecordedKind.PRODUCTION): (5, NOW, NOW),
        (LEFT, RecordedKind.SIMULATED): (5, later, later),
        (LEFT, RecordedKind.MEANS): (2, NOW, NOW),
        (LEFT, RecordedKind.TREATMENT): (1, NOW, NOW),
        (LEFT, RecordedKind.PARTS): (1, NOW, NOW),
        (LEFT, RecordedKind.ACCOUNT): (1, NOW, NOW),
        # wrote the visa and the dérogation, closed
        (STAYS, RecordedKind.PRODUCTION): (3, NOW, NOW),
        (STAYS, RecordedKind.SIMULATED): (3, later, later),
        (STAYS, RecordedKind.MEANS): (len(INSTRUMENTS), NOW, NOW),
        (STAYS, RecordedKind.TREATMENT): (1, NOW, NOW),
        (STAYS, RecordedKind.ACCOUNT): (2, NOW, NOW),  # entered, first key of the post
    }
    for id in ids:
        assert sorted(archive.recorded(id), key=str) == sorted((one for one in rows if one.person_id == id), key=str)
    archive.close()


def test_every_sealed_table_says_whom_it_names() -> None:
    """A table that is added is counted too: the names that it keeps are not to be erased before their time."""
    of_people = {"person", "operator", "granted_by", "person_id"}
    named = {table.name for table in schema.SEALED_ROWS if of_people & {str(column.name) for column in table.columns}}
    assert named <= erasure.TABLES


def test_the_secret_of_somebody_is_forgotten_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "secrets.sqlite"
    store = SecretStore(path)
    kept, gone = store.put("stays", "$argon2id$reste"), store.put("left", "$argon2id$parti")
    store.count_failure("left", NOW)
    store.forget("left")
    assert store.get("left", gone) is None and store.failures("left") == (0, None)
    assert store.get("stays", kept) == "$argon2id$reste"
    store.close()
    assert b"parti" not in path.read_bytes()
