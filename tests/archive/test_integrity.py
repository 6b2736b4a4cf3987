"""The archive refuses to change, and verification names the first thing that was changed all the same."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import queries, schema, seal
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import Report, breaks, verify
from metroapp.archive.store import Archive
from metroapp.domain.chart_acts import ChartClosed
from metroapp.domain.concession_files import OpinionGiven
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_acts import StateChanged
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import Closing, Concession, Impossible, Visa
from metroapp.domain.people import Person, SecretChange
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.quantity import Quantity
from metroapp.domain.received_package import ReceivedPackage
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.session_acts import CandidateWithdrawn
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.domain.work_order_file import DossierSection, PaperAttached, PaperKind
from metroapp.services.reference import standards

NOW = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
NOBODY = EntryId("", 0)


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test: of the archive, and of the keys beside it."""
    shutil.copytree(written.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / written.name


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one record: a value, a retake, an impossible box, a concession, the signature."""
    folder = tmp_path_factory.mktemp("written")
    file = folder / "archive.sqlite"
    archive = Archive(file, keys=folder / "keys")
    archive.found_workshop("Atelier", NOW)
    caliper = Instrument("PC-01", "Pied à coulisse", InstrumentKind.CALIPER, family="mitutoyo-mux10", decimals=2)
    archive.register([caliper], [GaugeBlock(Decimal(20), Decimal("0.12"), "CE-1")], NOW, "Dominique")
    characteristics = tuple(
        Characteristic(balloon, "Longueur", read_callout("35 ±0,1", standards()), Means.CALIPER)
        for balloon in ("1", "2")
    )
    part = Part("Arbre", "ESSAI-01", "PL-1", "A", "C45", "Client", characteristics)
    record = archive.open_record(RecordHeader(NOBODY, "", part, 1, "Camille", NOW))
    for value in ("35.30", "35.02"):
        frame = Frame("PC-01", b"01A+0035.30\r", NOW, ("unit_declared",))
        inputs = (Input(Role.READING, Quantity(Decimal(value)), frame),)
        last = record.measurement(BoxKey(1, "1"))
        archive.write(
            record,
            Measurement(
                NOBODY, BoxKey(1, "1"), Quantity(Decimal(value)), None, Origin.INSTRUMENT, "PC-01", "Camille", NOW,
                inputs, replaces=last.id if last else None,
            ),
        )  # fmt: skip
    archive.write(record, Impossible(NOBODY, BoxKey(1, "2"), "portée marquée", "Camille", NOW))
    archive.write(record, Concession(NOBODY, "DER-1", 1, ("1",), "motif", "Dominique", "Camille", NOW))
    archive.write(record, Visa(NOBODY, record.history(BoxKey(1, "1"))[-1].id, "Dominique", "Camille", NOW))
    archive.write(record, Closing(NOBODY, "Camille", NOW, signed=True))
    dominique = archive.person_id("Dominique")
    kept = (SecretChange.CHOSEN, bytes(32))
    archive.write_person(Person(dominique, "Dominique", (PersonRole.QUALITY,)), dominique, NOW, kept)
    archive.set_rule(DecisionRule(RuleName.ISO_14253_1), "Dominique", NOW)
    withdrawn = StateChanged(archive.next_id, "PC-01", InstrumentState.WITHDRAWN, "becs usés", "Dominique", NOW)
    archive.register([replace(caliper, state=InstrumentState.WITHDRAWN)], [], NOW, "Dominique", [withdrawn])
    opinion = OpinionGiven(archive.next_id, "DER-1", True, "sans conséquence", "Dominique", "Dominique", NOW)
    archive.treat([opinion])
    left = Person(archive.person_id("Alix"), "Alix")
    archive.write_person(left, dominique, NOW)
    archive.erase_name(left.id, "plus rien à prouver", "Dominique", NOW)
    route = PaperAttached(
        NOBODY, "OF-12", DossierSection.ROUTE_SHEET, "gamme.pdf", "ab" * 32, ".pdf", PaperKind.PDF, 900, "Camille", NOW
    )
    archive.file_paper(route)
    archive.master(ChartClosed(NOBODY, "CC-2026-001", "pièce arrêtée", "Camille", NOW))
    archive.examine(CandidateWithdrawn(NOBODY, "SE-2026-001", "07", "absent", "Camille", NOW))
    archive.receive(ReceivedPackage(NOBODY, "ab" * 32, "lot.zip", "Atelier B", "P1-1:ab", (), "Dominique", NOW))
    archive.close()
    return file


def check(path: Path) -> Report:
    engine = open_for_reading(path)
    with engine.connect() as connection:
        return verify(connection)


def tampered(path: Path, *statements: str) -> Report:
    """What somebody with the file and a SQLite shell can do, once they have removed the triggers."""
    connection = sqlite3.connect(path)
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        assert connection.execute(statement).rowcount != 0, "the statement changed nothing"
    for _, text in triggers:
        connection.execute(text)
    connection.commit()
    connection.close()
    return check(path)


def test_a_sound_archive_says_how_much_it_checked(path: Path) -> None:
    report = check(path)
    assert report.sound
    # workshop, Dominique, register, Camille, record, 2 measurements, impossible, concession, visa, closing, key,
    # signature, role, rule, state of a means, opinion on a concession, somebody who left, the erasure of their name,
    # a paper of a work order, a chart that ends, a candidate who is absent, a package of another workshop
    assert report.entries == 23 and report.erased == 1
    assert set(report.heads) == {"P1"}


def test_everything_comes_back_as_it_went_in(path: Path) -> None:
    archive = Archive(path)
    record = archive.load(EntryId("P1", 5))
    history = record.history(BoxKey(1, "1"))
    assert [found.quantity for found in history] == [Quantity(Decimal("35.30")), Quantity(Decimal("35.02"))]
    assert history[0].at == NOW and history[0].by == "Camille"
    assert history[1].replaces == history[0].id
    frame = history[0].inputs[0].frame
    assert frame == Frame("PC-01", b"01A+0035.30\r", NOW, ("unit_declared",))
    assert record.concessions[0].granted_by == "Dominique"
    assert record.closing is not None and record.impossible(BoxKey(1, "2")) is not None
    (act,) = archive.means_acts("PC-01")
    assert (act.instrument, act.by, act.at) == ("PC-01", "Dominique", NOW) and archive.means_acts("PC-02") == []
    assert archive.instruments()["PC-01"].state is InstrumentState.WITHDRAWN
    assert archive.gauge_blocks() == [GaugeBlock(Decimal(20), Decimal("0.12"), "CE-1")]
    archive.close()


@pytest.mark.parametrize("table", [table.name for table in schema.SEALED])
def test_sealed_tables_refuse_update_delete_and_replace(path: Path, table: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA recursive_triggers=ON")
    if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
        connection.close()
        assert table in ("zero_setting", "part_revision", "home_seen"), "the fixture writes into every other table"
        return
    for statement in (
        f"UPDATE {table} SET post = 'X'",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="sealed table"):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "code", "table"),
    [
        ("UPDATE measurement SET amount = amount - 1 WHERE sequence = 6", "row_changed", "measurement"),
        ("UPDATE measurement SET verdict = 'conforming' WHERE sequence = 6", "row_changed", "measurement"),
        ("UPDATE measurement_input SET raw = x'00' WHERE sequence = 6", "row_changed", "measurement_input"),
        ("UPDATE record SET specification = replace(specification, '35.1', '35.5')", "row_changed", "record"),
        ("DELETE FROM measurement WHERE sequence = 6", "row_missing", "measurement"),
        ("DELETE FROM journal WHERE sequence = 6", "entry_missing", "journal"),
        ("UPDATE journal SET at = at + 1 WHERE sequence = 3", "entry_changed", "journal"),
        ("UPDATE journal SET seal_format = 99 WHERE sequence = 3", "entry_changed", "journal"),
        ("UPDATE measurement SET uncertainty_amount = 1 WHERE sequence = 6", "row_changed", "measurement"),
        ("UPDATE record SET rule = 'iso14253-1'", "row_changed", "record"),
        ("UPDATE record SET options = NULL", "row_changed", "record"),
        ("UPDATE record_event SET facts = replace(facts, '7', '6')", "row_changed", "record_event"),
        ("UPDATE closing SET signed = NULL", "row_changed", "closing"),
        ("UPDATE person_role SET roles = '[]'", "row_changed", "person_role"),
        ("UPDATE secret_change SET kind = 'changed'", "row_changed", "secret_change"),
        ("DELETE FROM secret_change", "row_missing", "secret_change"),
        ("UPDATE derived_record SET held = 1", "derived_differs", "derived_record"),
        ("UPDATE derived_record SET conforming = 1", "derived_differs", "derived_record"),
        ("DELETE FROM derived_record", "derived_differs", "derived_record"),
        ("UPDATE person_identity SET name = 'Autre' WHERE name = 'Camille'", "name_changed", "person_identity"),
        ("DELETE FROM person_identity WHERE name = 'Camille'", "identity_missing", "person_identity"),
        ("UPDATE name_erasure SET person_id = 'autre'", "row_changed", "name_erasure"),
        (
            "INSERT INTO closing SELECT post, sequence + 50, row, record_post, record_sequence, person, signed "
            "FROM closing",
            "row_not_sealed",
            "closing",
        ),
        (
            "INSERT INTO impossible SELECT post, 6, row, record_post, record_sequence, piece, balloon, box, reason, "
            "person FROM impossible",
            "row_not_sealed",
            "impossible",
        ),
    ],
)
def test_what_was_changed_is_named(path: Path, statement: str, code: str, table: str) -> None:
    report = tampered(path, statement)
    assert report.break_ is not None
    assert (report.break_.code, report.break_.table) == (code, table)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE measurement_input SET raw = 'text' WHERE sequence = 6", "measurement_input"),
        ("UPDATE measurement SET amount = x'ff' WHERE sequence = 6", "measurement"),
        ("UPDATE journal SET digest = 'text' WHERE sequence = 6", "journal"),
        ("UPDATE journal SET manifest = x'00' WHERE sequence = 6", "journal"),
        ("UPDATE person_identity SET salt = 7", "person_identity"),
    ],
)
def test_a_value_of_a_kind_never_written_is_named_too(path: Path, statement: str, table: str) -> None:
    report = tampered(path, statement)
    assert report.break_ is not None and report.break_.table == table


def test_a_value_that_is_no_number_hides_no_other_break(path: Path) -> None:
    tampered(path, "UPDATE measurement SET amount = 'text' WHERE sequence = 6")
    engine = open_for_reading(path)
    with engine.connect() as connection:
        found = [(one.code, one.table) for one in breaks(connection)]
    assert found[:2] == [("row_changed", "measurement"), ("record_unreadable", "record")]


@pytest.mark.parametrize("step", [2503, pytest.param(509, marks=pytest.mark.soak)])
def test_a_damaged_file_is_a_break_and_never_a_crash(path: Path, step: int) -> None:
    whole = path.read_bytes()
    found = set()
    for place in range(4096, len(whole), step):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            report = check(path)
        except Refusal as refusal:
            found.add(refusal.message.code)
        else:
            found.add("sound" if report.sound else "broken")
    # Most of a small database is free space, which proves nothing either way.
    assert "broken" in found and found <= {"sound", "broken", "archive.unreadable"}


def test_a_missing_trigger_is_named(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER measurement_refuses_update")
    connection.commit()
    connection.close()
    report = check(path)
    assert report.break_ is not None and report.break_.row == "measurement_refuses_update"


def test_a_table_of_somebody_elses_is_named(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (text TEXT)")
    connection.commit()
    connection.close()
    report = check(path)
    assert report.break_ is not None and (report.break_.code, report.break_.table) == ("unknown_table", "notes")


def test_verification_can_be_cancelled(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_TOGETHER", "_EVERY"):
        monkeypatch.setattr(f"metroapp.archive.chain_check.{name}", 2)
    engine = open_for_reading(path)
    with engine.connect() as connection:
        report = verify(connection, lambda done, total: done < 4)
    assert report.cancelled and not report.sound and report.entries == 4


def test_an_entry_finds_its_rows_however_many_are_read_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = check(path)
    for together in (1, 2, 3):
        monkeypatch.setattr("metroapp.archive.chain_check._TOGETHER", together)
        assert check(path) == whole and whole.sound
    report = tampered(path, "DELETE FROM journal WHERE sequence = (SELECT max(sequence) FROM journal)")
    assert report.break_ is not None and report.break_.code == "row_not_sealed"


def test_a_column_added_later_changes_no_old_seal() -> None:
    row = {"post": "P1", "sequence": 1, "row": 0, "name": "Atelier"}
    assert seal.row_digest("workshop", row) == seal.row_digest("workshop", {**row, "added_later": None})


def test_seal_format_1_is_frozen() -> None:
    row = {"post": "P1", "sequence": 1, "row": 0, "name": "Atelier d'été", "raw": b"01A\r"}
    entry = {
        "post": "P1", "sequence": 1, "seal_format": 1, "kind": "workshop", "at": 1_700_000_000_000_000, "actor": "",
        "previous": seal.FIRST, "manifest": seal.manifest([("workshop", row)]),
    }  # fmt: skip
    assert seal.entry_digest(entry).hex() == "d2e63c313d8542aed2e2dc76221ad99681dc0c1de493fd67cf5036d4a8b6bfba"


def test_an_archive_of_a_newer_version_is_refused(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 99")
    connection.commit()
    connection.close()
    for refused_here in (lambda: Archive(path), lambda: check(path)):
        with pytest.raises(Refusal) as refused:
            refused_here()
        assert refused.value.message.code == "archive.newer"


def test_an_archive_of_a_newer_version_is_read_all_the_same(path: Path) -> None:
    """What the later version added is not seen; a record that it wrote otherwise is refused."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE schema_version SET version = 99")
    connection.execute("ALTER TABLE closing ADD COLUMN more TEXT")
    connection.commit()
    engine = open_for_reading(path)
    with engine.connect() as reader:
        assert queries.load_record(reader, EntryId("P1", 5)).closing is not None
    connection.execute("DROP TRIGGER record_event_refuses_update")
    connection.execute("UPDATE record_event SET kind = 'another'")
    connection.commit()
    connection.close()
    with engine.connect() as reader, pytest.raises(Refusal) as refused:
        queries.load_record(reader, EntryId("P1", 5))
    assert refused.value.message.code == "archive.newer"
    engine.dispose()


def test_a_file_that_is_not_an_archive_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    file.write_bytes(b"not a database" * 1000)
    for open_it in (lambda: Archive(file), lambda: open_for_reading(file)):
        with pytest.raises(Refusal) as refused:
            open_it()
        assert refused.value.message.code == "archive.unreadable"


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("CREATE TRIGGER more AFTER INSERT ON closing BEGIN SELECT 1; END", "trigger_changed"),
        ("CREATE VIEW more AS SELECT * FROM closing", "unknown_table"),
        ("ALTER TABLE closing ADD COLUMN more TEXT", "columns_changed"),
        ("CREATE TABLE sqlitez (more TEXT)", "unknown_table"),
        ("CREATE INDEX more ON closing (person)", "plan_changed"),
        ("DROP INDEX measurement_bad", "plan_changed"),
    ],
)
def test_what_has_no_place_in_an_archive_is_named(path: Path, statement: str, code: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    found = check(path).break_
    assert found is not None and found.code == code


def changed(path: Path, *statements: str) -> Report:
    """What somebody with the file and a SQLite shell can do to the tables that are only derived."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return check(path)


def test_a_record_that_the_search_was_made_to_forget_is_a_break(path: Path) -> None:
    """Its words are emptied out of the index, then put back beside it."""
    (words,) = sqlite3.connect(path).execute("SELECT words FROM derived_words").fetchone()
    found = changed(
        path,
        "UPDATE derived_words SET words = ''",
        f"UPDATE derived_words_content SET c0 = '{words}'",
    ).break_
    assert found is not None and (found.code, found.table) == ("derived_differs", "derived_words")


def test_an_ordinary_table_in_the_place_of_the_words_is_a_break(path: Path) -> None:
    found = changed(path, "DROP TABLE derived_words", "CREATE TABLE derived_words (words TEXT)").break_
    assert found is not None and found.code == "plan_changed"


def test_tables_of_the_search_that_are_to_be_made_again_are_said(path: Path) -> None:
    report = changed(path, "DELETE FROM derived_facet", "DELETE FROM derived_words")
    assert report.sound and report.to_be_derived
    Archive(path).close()
    assert not check(path).to_be_derived


def test_the_places_of_two_records_are_not_to_be_swapped(path: Path) -> None:
    archive = Archive(path)
    first = archive.load(EntryId("P1", 5)).header
    archive.open_record(first)
    archive.close()
    swapped = (
        f"UPDATE {table} SET {column} = CASE {column} WHEN 1 THEN -2 WHEN 2 THEN -1 END"
        for table, column in (("derived_record", "place"), ("derived_facet", "place"))
    )
    turned = (f"UPDATE {table} SET place = -place" for table in ("derived_record", "derived_facet"))
    found = changed(path, *swapped, *turned).break_
    assert found is not None and (found.code, found.table) == ("derived_differs", "derived_record")
