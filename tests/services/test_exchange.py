"""Records handed over in one file: proven where they arrive, and nothing that comes in the file is believed."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from metroapp.archive.store import Archive
from metroapp.cli import main
from metroapp.domain.decision_rule import SIMPLE
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents, exchange, packages, received_packages, record_files
from metroapp.services.exchange import GivenUp
from metroapp.services.formats import Format
from metroapp.services.kept_documents import attachments
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence
from tests.services.test_attachments import JPEG, photograph
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    SIGNED_BY_CAMILLE,
    Shop,
    characteristic,
    part,
)

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Two records of a lot, the first closed, with a fiche and its photograph."""
    root = tmp_path_factory.mktemp("sender")
    shop = Shop(root / "atelier")
    shop.workshop.open_record(NewRecord(LENGTH, 2, work_order="OF-7", lot="L1")).result()
    shop.read(CALIPER, "35.01", "35.30")
    number = shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    kept = attachments(shop.workspace).keep(photograph(root, "photo.jpg"))
    shop.workshop.treatment.attach(number, kept).result()
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.workshop.open_record(NewRecord(LENGTH, 1, work_order="OF-7", lot="L2")).result()
    shop.read(CALIPER, "35.02")
    shop.settle()
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def ids(sent: Shop) -> list[EntryId]:
    return exchange.records_of_lot(sent.workspace, "OF-7")


@pytest.fixture(scope="module")
def packed(sent: Shop, ids: list[EntryId], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exchange.export_records(sent.workspace, ids, tmp_path_factory.mktemp("packed"))


@pytest.fixture
def package(packed: Path, tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return Path(shutil.copy(packed, tmp_path / "out"))


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "receiver")
    yield shop
    shop.close()


def test_a_package_holds_the_records_what_was_decided_and_the_files_they_name(package: Path) -> None:
    with zipfile.ZipFile(package) as opened:
        folders = sorted({name.split("/")[0] for name in opened.namelist()})
        (attached,) = (name for name in opened.namelist() if name.startswith("attachments/"))
        assert opened.read(attached) == JPEG
    assert folders == ["attachments", "documents", "manifest.json", "records", "treatment"]


def test_its_records_are_proven_without_the_archive(package: Path, sent: Shop, ids: list[EntryId]) -> None:
    found = received_packages.prove(package)
    assert [one.id for one in found] == ids
    assert [bool(one.proof.key) for one in found] == [True, False]  # the second one is still open
    for one in found:
        own = consultation.load(sent.workspace, one.id)
        assert one.record.header == own.header and one.record.sorting() == own.sorting()
        assert [one.record.history(box) for box in one.record.boxes()] == [own.history(box) for box in own.boxes()]
        assert one.workshop == "Atelier d'essai"


def test_a_lot_and_an_order_both_name_records(sent: Shop, ids: list[EntryId]) -> None:
    assert exchange.records_of_lot(sent.workspace, "l1") == ids[:1]
    with pytest.raises(Refusal) as refused:
        exchange.records_of_lot(sent.workspace, "L9")
    assert refused.value.message.code == "exchange.no_record"


def test_what_is_received_is_kept_written_in_the_journal_and_read_again(receiver: Shop, package: Path) -> None:
    made = receiver.workshop.receive_package(package).result()
    assert [one.number for one in made.records] == ["P1-2026-0001", "P1-2026-0002"] and made.by == CAMILLE
    assert received_packages.received(receiver.workspace) == [made]
    shown = received_packages.received_records(receiver.workspace, made.digest[:12])
    text = received_packages.as_text(shown[0], made.at)
    assert "P1-2026-0001" in text and "Atelier d'essai" in text and "35,30" in text
    assert consultation.verify(receiver.workspace).sound
    assert consultation.record_lines(receiver.workspace) == [], "they do not enter the records of this workshop"
    with pytest.raises(Refusal) as refused:
        receiver.workshop.receive_package(package).result()
    assert refused.value.message.code == "exchange.known"


def test_a_received_package_that_is_lost_is_a_break(receiver: Shop, package: Path) -> None:
    receiver.workshop.receive_package(package).result()
    (kept,) = receiver.workspace.received.iterdir()
    kept.unlink()
    found = consultation.verify(receiver.workspace).break_
    assert found is not None and (found.code, found.table) == ("document_lost", "received_package")


# -- what was changed on the way -------------------------------------------------------------------------------------


def rewritten(package: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The package with other files, and a manifest that fits them: what somebody with a little care sends."""
    with zipfile.ZipFile(package) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    change(files)
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)} for name, content in files.items()
    }
    target = package.with_name("rewritten.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
        made.writestr("manifest.json", json.dumps(manifest))
    return target


def refused_code(path: Path) -> str:
    with pytest.raises(Refusal) as refused:
        received_packages.prove(path)
    assert sentence(refused.value)
    return refused.value.message.code


@pytest.mark.parametrize(
    ("folder", "old", "new"),
    [
        ("records", b'"amount":35300000000', b'"amount":35030000000'),
        ("records", b'"kind":"closing"', b'"kind":"closinh"'),
        ("treatment", b"photo.jpg", b"autre.jpg"),
    ],
)
def test_a_changed_digit_is_found_however_well_the_package_is_made_again(
    package: Path, folder: str, old: bytes, new: bytes
) -> None:
    def change(files: dict[str, bytes]) -> None:
        changed = {name: content.replace(old, new) for name, content in files.items() if name.startswith(folder)}
        assert not changed.items() <= files.items()
        files |= changed

    assert refused_code(rewritten(package, change)) == "exchange.altered"


def test_an_entry_left_out_of_a_signed_record_is_found(package: Path, ids: list[EntryId]) -> None:
    """The rest is consistent: only the signature says that something is missing."""

    def change(files: dict[str, bytes]) -> None:
        name = f"records/{ids[0]}.json"
        said = json.loads(files[name])
        said["sealed"]["entries"] = [one for one in said["sealed"]["entries"] if one["kind"] != "measurement"]
        files[name] = json.dumps(said).encode()

    assert refused_code(rewritten(package, change)) == "exchange.altered"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"value": "35.30"', b'"value": "35.03"'),
        (b'"status": "nonconforming"', b'"status": "conforming"'),
        (b'"workshop": "Atelier d', b'"workshop": "Tricheur d'),
        (b'"why": "', b'"why": "bonne : '),
        (b'"nonconforming": 1', b'"nonconforming": true'),
        (b'"nonconforming": 1', b'"other": 1'),
        (b'"record": {', b'"record": {"pieces": 2, '),  # a key twice: each program reads the one that it likes
    ],
)
def test_what_a_record_says_beside_its_proof_must_be_what_is_proven(package: Path, old: bytes, new: bytes) -> None:
    def change(files: dict[str, bytes]) -> None:
        name = next(name for name in files if name.startswith("records/"))
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)

    code = "sealed.unreadable" if b"{" in old else "record_file.contradicts"
    assert refused_code(rewritten(package, change)) == code


def test_a_package_written_before_records_said_anything_in_plain_is_read(package: Path, ids: list[EntryId]) -> None:
    def change(files: dict[str, bytes]) -> None:
        for name in [name for name in files if name.startswith("records/")]:
            files[name] = json.dumps(json.loads(files[name])["sealed"]).encode()

    assert [one.id for one in received_packages.prove(rewritten(package, change))] == ids


def test_a_record_file_of_a_later_version_says_more_and_words_it_otherwise(sent: Shop, ids: list[EntryId]) -> None:
    path = documents.export(sent.workspace, ids[0], Format.JSON, sent.workspace.exports)
    said = json.loads(path.read_bytes())
    assert record_files.is_record(path.read_bytes()) and record_files.read(path.read_bytes()).id == ids[0]
    said |= {"program": "metroapp 99.0"}
    said["record"] |= {"humidity": "45"}
    said["record"]["readings"][0]["why"] = "autrement dit"
    assert record_files.read(json.dumps(said).encode()).record.header.number == said["record"]["number"]
    with pytest.raises(Refusal) as refused:
        record_files.read(json.dumps(said | {"format": "metroapp record 2"}).encode())
    assert refused.value.message.code == "sealed.newer"


def test_a_file_that_is_not_what_the_manifest_says_is_found(package: Path) -> None:
    target = package.with_name("damaged.zip")
    with zipfile.ZipFile(package) as opened, zipfile.ZipFile(target, "w") as made:
        for name in opened.namelist():
            made.writestr(name, opened.read(name) + (b" " if name.endswith(".pdf") else b""))
    assert refused_code(target) == "package.damaged"


# -- what a hostile file tries ---------------------------------------------------------------------------------------


def with_member(package: Path, name: str, content: bytes = b"x") -> Path:
    target = package.with_name("hostile.zip")
    shutil.copyfile(package, target)
    with zipfile.ZipFile(target, "a") as opened:
        opened.writestr(name, content)
    return target


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt", "/etc/passwd", "records/../../outside.json", "C:\\outside.txt", "attachments/note.exe",
        "records/P1-1.json/x", "documents/a b.pdf", "more.txt", "records\\P1-1.json", "attachments/", "records/ .json",
    ],
)  # fmt: skip
def test_a_name_that_no_package_has_is_refused(package: Path, name: str) -> None:
    assert refused_code(with_member(package, name)) == "package.names"


def test_a_file_that_the_manifest_does_not_know_is_refused(package: Path) -> None:
    assert refused_code(with_member(package, "records/P9-1.json")) == "package.damaged"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_name_twice_is_refused(package: Path) -> None:
    assert refused_code(with_member(package, "manifest.json")) == "package.names"


def test_a_bomb_is_not_unpacked(package: Path) -> None:
    """A file that says a few bytes and unpacks into gigabytes, and one that says gigabytes."""

    def swell(files: dict[str, bytes]) -> None:
        files["records/P1-5.json"] = b" " * 200_000_000

    target = rewritten(package, swell)
    assert target.stat().st_size < 2_000_000
    with zipfile.ZipFile(target) as opened:
        manifest = json.loads(opened.read("manifest.json"))
    manifest["files"]["records/P1-5.json"]["size"] = 12
    lying = package.with_name("lying.zip")
    with zipfile.ZipFile(target) as opened, zipfile.ZipFile(lying, "w", zipfile.ZIP_DEFLATED) as made:
        for name in opened.namelist():
            made.writestr(name, json.dumps(manifest) if name == "manifest.json" else opened.read(name))
    assert refused_code(lying) == "package.damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "package.absent"),
        (b"", "package.unreadable"),
        (b"PK\x03\x04 nothing", "package.unreadable"),
    ],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "lot.zip"
    if content is not None:
        path.write_bytes(content)
    assert refused_code(path) == code


@pytest.mark.parametrize(
    ("manifest", "code"),
    [
        ("[]", "package.unreadable"),
        ("{", "package.unreadable"),
        ('{"format": "metroapp exchange 9"}', "package.newer"),
        ('{"format": "metroapp exchange 1", "files": {"a": 1}}', "package.unreadable"),
        ("[" * 100_000, "package.unreadable"),
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, manifest: str, code: str) -> None:
    path = tmp_path / "lot.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("manifest.json", manifest)
    assert refused_code(path) == code


def test_sealed_entries_that_are_none_are_refused(package: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[min(name for name in files if name.startswith("records/"))] = b"{}"

    assert refused_code(rewritten(package, change)) == "sealed.unreadable"


# -- everything ------------------------------------------------------------------------------------------------------


def test_a_whole_archive_is_restored_with_its_files(sent: Shop, tmp_path: Path) -> None:
    package = exchange.export_everything(sent.workspace, tmp_path / "out")
    workspace = Workspace(tmp_path / "restored")
    received_packages.restore(package, workspace)
    assert consultation.verify(workspace).heads == consultation.verify(sent.workspace).heads
    assert len(list(workspace.attachments.iterdir())) == 1
    assert not list(workspace.root.glob(".restore-*"))
    archive = Archive(workspace.archive)  # and the chain goes on
    archive.set_rule(SIMPLE, CAMILLE, datetime(2026, 11, 27, tzinfo=UTC))
    archive.close()
    assert consultation.verify(workspace).sound
    with pytest.raises(Refusal) as refused:
        received_packages.restore(package, workspace)
    assert refused.value.message.code == "workshop.has_archive"


def test_an_archive_altered_in_its_package_is_not_restored(sent: Shop, tmp_path: Path) -> None:
    package = exchange.export_everything(sent.workspace, tmp_path / "out")

    def change(files: dict[str, bytes]) -> None:
        copy = tmp_path / "altered.sqlite"
        copy.write_bytes(files["archive.sqlite"])
        connection = sqlite3.connect(copy)
        (text,) = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'measurement_refuses_update'"
        ).fetchone()
        connection.execute("DROP TRIGGER measurement_refuses_update")
        connection.execute("UPDATE measurement SET amount = 35030000000 WHERE amount = 35300000000")
        connection.execute(text)
        connection.commit()
        connection.close()
        files["archive.sqlite"] = copy.read_bytes()

    workspace = Workspace(tmp_path / "restored")
    with pytest.raises(Refusal) as refused:
        received_packages.restore(rewritten(package, change), workspace)
    assert refused.value.message.code == "exchange.archive_altered"
    assert not workspace.archive.exists() and not list(workspace.root.iterdir())


def test_a_package_of_records_is_not_restored_nor_a_whole_archive_received(
    sent: Shop, receiver: Shop, package: Path, tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        received_packages.restore(package, Workspace(tmp_path / "restored"))
    assert refused.value.message.code == "exchange.not_everything"
    whole = exchange.export_everything(sent.workspace, tmp_path / "out")
    with pytest.raises(Refusal) as refused:
        receiver.workshop.receive_package(whole).result()
    assert refused.value.message.code == "exchange.is_everything"


def test_what_is_given_up_leaves_nothing(sent: Shop, ids: list[EntryId], tmp_path: Path) -> None:
    out = tmp_path / "out"
    for deed in (
        lambda: exchange.export_records(sent.workspace, ids, out, lambda done, total: False),
        lambda: exchange.export_everything(sent.workspace, out, lambda done, total: False),
    ):
        with pytest.raises(GivenUp):
            deed()
        assert not list(out.iterdir())


def test_a_folder_that_cannot_be_written_is_refused(sent: Shop, ids: list[EntryId], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal) as refused:
        exchange.export_records(sent.workspace, ids, tmp_path / "file")
    assert refused.value.message.code == "export.folder"


def test_a_package_that_another_program_holds_is_named(sent: Shop, ids: list[EntryId], tmp_path: Path) -> None:
    """It was said that the workspace was read-only, and that another one was to be chosen."""
    held = exchange.export_records(sent.workspace, ids, tmp_path)
    held.unlink()
    held.mkdir()  # as little to be replaced as a file that is open on Windows
    with pytest.raises(Refusal) as refused:
        exchange.export_records(sent.workspace, ids, tmp_path)
    assert refused.value.message.fields["path"] == held and list(tmp_path.iterdir()) == [held]


# -- the commands ----------------------------------------------------------------------------------------------------


def test_the_commands(sent: Shop, receiver: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: Any) -> str:
        assert main([str(word) for word in words]) == 0
        return capsys.readouterr().out

    receiver.close()
    here, there = sent.workspace.root, receiver.workspace.root
    secret = tmp_path / "secret"
    secret.write_text(CODES[CAMILLE])
    run("exchange", "export", "--lot", "L1", "--out", tmp_path / "out", "--workspace", here)
    (package,) = (tmp_path / "out").iterdir()
    assert "signé par la clé" in run("exchange", "check", package)
    assert json.loads(run("exchange", "check", package, "--json"))[0]["number"] == "P1-2026-0001"
    assert "Aucun paquet" in run("exchange", "list", "--workspace", there)
    said = run("exchange", "import", package, "--workspace", there, "--user", CAMILLE, "--secret-file", secret)
    assert "Atelier d'essai" in said
    (listed,) = json.loads(run("exchange", "list", "--workspace", there, "--json"))
    assert listed["digest"][:12] in run("exchange", "list", "--workspace", there)
    assert "35,30" in run("exchange", "show", listed["digest"][:12], "--workspace", there)
    assert json.loads(run("exchange", "show", listed["digest"], "--workspace", there, "--json"))[0]["boxes"]
    run("exchange", "export", "--all", "--out", tmp_path / "all", "--workspace", here)
    (whole,) = (tmp_path / "all").iterdir()
    assert "restaurez-la" in run("exchange", "check", whole)
    assert "restaurée" in run("exchange", "restore", whole, "--workspace", tmp_path / "new")
    assert main(["exchange", "export", "--out", str(tmp_path), "--workspace", str(here)]) == 2
    assert main(["exchange", "show", "zz", "--workspace", str(there)]) == 2


def test_every_name_that_is_written_is_one_that_is_read(sent: Shop, ids: list[EntryId], package: Path) -> None:
    with packages.opened(package) as found:
        assert found.manifest.subjects == tuple(map(str, ids))
        assert all(record_files.sealed_of(found.read(name)).entries for name in found.names("records"))
