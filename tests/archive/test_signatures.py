"""Closed records are signed: whoever rewrites them, and even the whole chain after them, lacks the key."""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metroapp.archive import schema, seal
from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import Report, verify, verify_record
from metroapp.archive.store import Archive
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import Closing, Concession
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.reference import standards
from tests.archive.test_integrity import NOBODY, NOW

FIXTURE = Path(__file__).parent / "fixtures" / "version-6.sqlite"
PART = Part(
    "Arbre", "ESSAI-01", "PL-1", "A", "C45", "Client",
    (Characteristic("1", "Longueur", read_callout("35 ±0,1", standards()), Means.CALIPER),),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def opened(tmp_path: Path, folder: Path | None) -> Archive:
    archive = Archive(tmp_path / "archive.sqlite", keys=folder)
    if archive.is_new():
        archive.found_workshop("Atelier", NOW)
    return archive


def record_of(archive: Archive, value: str = "35.30") -> InspectionRecord:
    record = archive.open_record(RecordHeader(NOBODY, "", PART, 1, "Camille", NOW))
    frame = Frame("PC-01", b"01A+0035.30\r", NOW, ())
    inputs = (Input(Role.READING, Quantity(Decimal(value)), frame),)
    box = BoxKey(1, "1")
    archive.write(
        record,
        Measurement(NOBODY, box, Quantity(Decimal(value)), None, Origin.INSTRUMENT, "PC-01", "Camille", NOW, inputs),
    )
    return record


def close(archive: Archive, record: InspectionRecord) -> None:
    archive.write(record, Closing(NOBODY, "Camille", NOW, signed=True))


def check(tmp_path: Path) -> Report:
    engine = open_for_reading(tmp_path / "archive.sqlite")
    with engine.connect() as connection:
        report = verify(connection)
    engine.dispose()
    return report


def signed_archive(tmp_path: Path, folder: Path) -> EntryId:
    """An archive with one closed record."""
    archive = opened(tmp_path, folder)
    record = record_of(archive)
    close(archive, record)
    archive.close()
    return record.header.id


def test_a_closed_record_is_signed_and_needs_no_key_to_be_verified(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    shutil.rmtree(folder)
    report = check(tmp_path)
    assert report.sound and report.signed == 1
    assert [(key.post, key.endorsed) for key in report.keys] == [("P1", True)]


def test_an_open_record_is_not_signed(tmp_path: Path, folder: Path) -> None:
    archive = opened(tmp_path, folder)
    record_of(archive)
    archive.close()
    report = check(tmp_path)
    assert report.sound and (report.signed, report.keys) == (0, ())
    assert not folder.exists(), "no key is made before there is something to sign"


def test_what_is_written_of_a_closed_record_is_signed_with_all_the_rest(tmp_path: Path, folder: Path) -> None:
    archive = opened(tmp_path, folder)
    record = record_of(archive)
    close(archive, record)
    archive.write(record, Concession(NOBODY, "DER-1", 1, ("1",), "motif", "Dominique", "Camille", NOW))
    archive.close()
    connection = sqlite3.connect(tmp_path / "archive.sqlite")
    # record, value, closing; then with the dérogation, which is no signature of itself
    assert connection.execute("SELECT entries FROM record_signature ORDER BY sequence").fetchall() == [(3,), (4,)]
    connection.close()
    report = check(tmp_path)
    assert report.sound and report.signed == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_the_key_is_for_its_owner_alone(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    archive = opened(tmp_path, folder)
    record = record_of(archive)
    with pytest.raises(Refusal) as refused:
        close(archive, record)
    assert refused.value.message.code == "keys.exposed"
    file.chmod(0o600)
    record = archive.load(record.header.id)
    assert record.closing is None, "what could not be signed is not closed"
    close(archive, record)
    archive.close()
    assert check(tmp_path).sound


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\n", bytes(range(80))])
def test_a_damaged_key_is_refused_and_the_record_stays_open(tmp_path: Path, folder: Path, content: bytes) -> None:
    signed_archive(tmp_path, folder)
    (file,) = folder.iterdir()
    file.write_bytes(content)
    archive = opened(tmp_path, folder)
    record = record_of(archive)
    with pytest.raises(Refusal) as refused:
        close(archive, record)
    assert refused.value.message.code == "keys.unreadable"
    assert archive.load(record.header.id).closing is None
    archive.close()


def test_a_folder_of_keys_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    archive = opened(tmp_path, tmp_path / "file")
    record = record_of(archive)
    with pytest.raises(Refusal) as refused:
        close(archive, record)
    assert refused.value.message.code == "keys.folder"
    archive.close()


def test_a_renewed_key_is_endorsed_and_signs_from_then_on(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    archive = opened(tmp_path, folder)
    archive.renew_key("Dominique", NOW + timedelta(days=1))
    close(archive, record_of(archive))
    archive.close()
    report = check(tmp_path)
    assert report.sound and report.signed == 2
    assert [key.endorsed for key in report.keys] == [True, True]
    assert report.keys[0].fingerprint != report.keys[1].fingerprint
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("is_written", [False, True])
def test_a_renewal_stopped_in_the_middle_goes_on(
    tmp_path: Path, folder: Path, is_written: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_archive(tmp_path, folder)
    archive = opened(tmp_path, folder)
    with monkeypatch.context() as failing:
        target = "metroapp.archive.signing_keys.KeyFile.adopt_next"
        if not is_written:
            target = "metroapp.archive.journal.Journal.append"
            archive.person_id("Camille")
        failing.setattr(target, _fail)
        with pytest.raises(InterruptedError):
            archive.renew_key("Camille", NOW)
    archive.close()
    assert len(list(folder.iterdir())) == 2
    archive = opened(tmp_path, folder)
    close(archive, record_of(archive))
    archive.close()
    report = check(tmp_path)
    assert report.sound and report.signed == 2
    assert [key.endorsed for key in report.keys] == [True] * (2 if is_written else 1)


def _fail(*_given: Any, **_named: Any) -> None:
    raise InterruptedError


def test_a_lost_key_is_replaced_and_verification_says_that_nobody_endorsed_it(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    shutil.rmtree(folder)
    archive = opened(tmp_path, folder)
    close(archive, record_of(archive))
    archive.close()
    report = check(tmp_path)
    assert report.sound and report.signed == 2
    assert [key.endorsed for key in report.keys] == [True, False]


def test_the_records_closed_before_there_were_keys_stay_unsigned(tmp_path: Path, folder: Path) -> None:
    shutil.copyfile(FIXTURE, tmp_path / "archive.sqlite")
    archive = opened(tmp_path, folder)
    close(archive, record_of(archive))
    archive.close()
    report = check(tmp_path)
    assert report.sound and report.signed == 1


def test_a_closing_that_the_post_did_not_sign_is_a_break(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    archive = opened(tmp_path, None)  # by a program that was made to sign nothing
    record = record_of(archive)
    close(archive, record)
    last = archive.next_id.sequence - 1
    archive.close()
    found = check(tmp_path).break_
    assert found is not None and (found.code, found.row) == ("signature_missing", f"P1-{last}")


def rewrite(path: Path, statement: str) -> None:
    """Change the archive, then make a consistent history of it: each row and each entry digested anew."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for line in triggers:
        connection.execute(f"DROP TRIGGER {line['name']}")
    assert connection.execute(statement).rowcount == 1
    previous = seal.FIRST
    for entry in map(dict, connection.execute("SELECT * FROM journal ORDER BY sequence").fetchall()):
        rows = []
        for table in schema.SEALED_ROWS:
            query = f"SELECT * FROM {table.name} WHERE sequence = ?"
            rows += [(str(table.name), dict(row)) for row in connection.execute(query, (entry["sequence"],))]
        rows.sort(key=lambda named: named[1]["row"])
        entry["previous"], entry["manifest"] = previous, seal.manifest(rows)
        previous = seal.entry_digest(entry)
        connection.execute(
            "UPDATE journal SET previous = ?, manifest = ?, digest = ? WHERE sequence = ?",
            (entry["previous"], entry["manifest"], previous, entry["sequence"]),
        )
    for line in triggers:
        connection.execute(line["sql"])
    connection.commit()
    connection.close()


def test_rewriting_the_whole_chain_after_a_changed_value_does_not_hide_it(tmp_path: Path, folder: Path) -> None:
    """What the chain alone could not show."""
    signed_archive(tmp_path, folder)
    rewrite(tmp_path / "archive.sqlite", "UPDATE measurement SET amount = amount - 300000000, verdict = 'conforming'")
    found = check(tmp_path).break_
    assert found is not None and (found.code, found.table) == ("signature_false", "record_signature")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_signature SET signature = zeroblob(64)",
        "UPDATE record_signature SET entries = entries - 1",
        "UPDATE record_signature SET line = replace(line, '\"nonconforming\":1', '\"nonconforming\":0')",
        "UPDATE record_signature SET public = zeroblob(32)",
        "UPDATE signing_key SET public = zeroblob(32)",
    ],
)
def test_a_signature_that_is_not_of_its_key_is_a_break(tmp_path: Path, folder: Path, statement: str) -> None:
    signed_archive(tmp_path, folder)
    rewrite(tmp_path / "archive.sqlite", statement)
    found = check(tmp_path).break_
    assert found is not None and (found.code, found.table) == ("signature_false", "record_signature")


def test_a_forged_endorsement_is_a_break(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    shutil.rmtree(folder)
    archive = opened(tmp_path, folder)
    close(archive, record_of(archive))
    archive.close()
    last = "(SELECT max(sequence) FROM signing_key)"
    rewrite(tmp_path / "archive.sqlite", f"UPDATE signing_key SET endorsement = zeroblob(64) WHERE sequence = {last}")
    found = check(tmp_path).break_
    assert found is not None and (found.code, found.table) == ("endorsement_false", "signing_key")


def test_the_derived_line_of_a_signed_record_is_checked_against_what_was_signed(tmp_path: Path, folder: Path) -> None:
    signed_archive(tmp_path, folder)
    connection = sqlite3.connect(tmp_path / "archive.sqlite")
    connection.execute("UPDATE derived_record SET conforming = 1, nonconforming = 0")
    connection.commit()
    connection.close()
    found = check(tmp_path).break_
    assert found is not None and (found.code, found.table) == ("derived_differs", "derived_record")


def check_record(tmp_path: Path, id: EntryId) -> Report:
    engine = open_for_reading(tmp_path / "archive.sqlite")
    with engine.connect() as connection:
        report = verify_record(connection, id)
    engine.dispose()
    return report


def test_one_record_is_verified_without_the_others(tmp_path: Path, folder: Path) -> None:
    first = signed_archive(tmp_path, folder)
    archive = opened(tmp_path, folder)
    second = record_of(archive, "35.02").header.id
    archive.close()
    found, other = check_record(tmp_path, first), check_record(tmp_path, second)
    assert found.sound and found.signed == 1 and found.heads == {}
    assert other.sound and other.signed == 0
    with pytest.raises(Refusal) as refused:
        check_record(tmp_path, EntryId("P1", 1))
    assert refused.value.message.code == "record.absent"
    altered(tmp_path, "UPDATE measurement SET amount = 35010000000 WHERE amount = 35020000000")
    assert check_record(tmp_path, first).sound
    found = check_record(tmp_path, second)
    assert found.break_ is not None and (found.break_.code, found.break_.table) == ("row_changed", "measurement")


def altered(tmp_path: Path, statement: str) -> None:
    connection = sqlite3.connect(tmp_path / "archive.sqlite")
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    assert connection.execute(statement).rowcount
    for _, text in triggers:
        connection.execute(text)
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE measurement_input SET raw = x'00'", "row_changed"),
        ("DELETE FROM measurement_input", "row_missing"),
        ("UPDATE journal SET at = at + 1 WHERE kind = 'measurement'", "entry_changed"),
        ("DELETE FROM journal WHERE kind = 'measurement'", "entry_missing"),
        ("UPDATE derived_record SET conforming = 1, nonconforming = 0", "derived_differs"),
    ],
)
def test_what_was_changed_of_one_record_is_named(tmp_path: Path, folder: Path, statement: str, code: str) -> None:
    id = signed_archive(tmp_path, folder)
    altered(tmp_path, statement)
    found = check_record(tmp_path, id).break_
    assert found is not None and found.code == code


def test_two_archives_have_two_keys(tmp_path: Path, folder: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        archive = Archive(tmp_path / name / "archive.sqlite", keys=folder)
        archive.found_workshop(f"Atelier {name}", NOW)
        record = record_of(archive)
        archive.write(record, replace(Closing(NOBODY, "Camille", NOW), signed=True))
        archive.close()
    assert len(list(folder.iterdir())) == 2
