"""A head printed on a document proves the archive: entries cut off and copies put back are named by what is missing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pypdfium2
import pytest

from metroapp.archive import heads
from metroapp.cli import main
from metroapp.domain.message import Refusal
from metroapp.services import consultation, documents
from metroapp.services.formats import Format
from metroapp.services.workspace import Workspace
from metroapp.wording.integrity import verification
from tests.archive.test_upgrade import FIXTURE
from tests.forms.qr_code import read_picture


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copy(FIXTURE.with_name("version-5.sqlite"), tmp_path / "archive.sqlite")
    return Workspace(tmp_path)


def head_of(workspace: Workspace) -> str:
    """As the relevé of its first record prints it."""
    line = consultation.record_lines(workspace)[-1]
    text = documents.as_text(workspace, line.id)
    return next(one for one in text.split() if one.startswith("P1-") and ":" in one)


def cut_off(workspace: Workspace, entries: int) -> None:
    """What somebody does who can write the file: the last entries, and their rows, are no more."""
    connection = sqlite3.connect(workspace.archive)
    triggers = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    texts = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")]
    for name in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    (last,) = connection.execute("SELECT max(sequence) FROM journal").fetchone()
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = {line[1] for line in connection.execute(f"PRAGMA table_info({table})")}
        if {"post", "sequence"} <= columns and not table.startswith("derived"):
            connection.execute(f"DELETE FROM {table} WHERE sequence > ?", (last - entries,))
    for text in texts:
        connection.execute(text)
    connection.commit()
    connection.close()


def test_the_head_on_a_document_is_in_the_archive_whole_or_shortened(workspace: Workspace) -> None:
    head = head_of(workspace)
    entry, digest = head.split(":")
    for said in (head, digest, digest[:16], f"{entry}:{digest[:16].upper()}", f" {entry} : {digest[:20]} "):
        assert consultation.verify(workspace, head=said).sound, said


def test_a_head_copied_in_small_letters_accused_the_archive(workspace: Workspace) -> None:
    head = head_of(workspace)
    assert consultation.verify(workspace, head=head.lower()).sound
    assert consultation.verify(workspace, head=head.upper()).sound


@pytest.mark.parametrize("place", [2, 3, 4, 5, 20, 40, 60])
def test_a_head_broken_over_two_lines_of_a_document_was_refused(workspace: Workspace, place: int) -> None:
    head = head_of(workspace)
    assert consultation.verify(workspace, head=f"{head[:place]}\n{head[place:]}\t").sound
    digest = head.split(":")[1]
    assert consultation.verify(workspace, head=f"{digest[:place]}\r\n{digest[place:]}").sound


def test_the_heads_of_several_posts_could_not_be_read_back(workspace: Workspace) -> None:
    with consultation.reading(workspace) as connection:
        printed = heads.all_printed(connection)
        assert heads.read_all(printed) == heads.read_all(f"{printed}\n")
    entry, digest = head_of(workspace).split(":")
    first = int(entry.removeprefix("P1-")) - 1
    said = f"{entry}:{digest[:16]} {digest} P1-{first}:{'0' * 64}"
    assert len(heads.read_all(said)) == 3
    report = consultation.verify(workspace, head=said)
    assert report.break_ is not None and (report.break_.code, report.break_.row) == ("head_changed", f"P1-{first}")
    with pytest.raises(Refusal, match=r"archive\.head_unreadable"):
        heads.read_printed(said)


def test_a_post_that_the_archive_does_not_know_is_a_sentence(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    head = head_of(workspace).replace("P1-", "P7-")
    assert main(["archive", "verify", "--head", head, "--workspace", str(workspace.root)]) == 2
    assert "poste P7" in capsys.readouterr().err


def test_a_head_is_still_looked_for_where_derived_lines_differ(workspace: Workspace) -> None:
    head = head_of(workspace)
    connection = sqlite3.connect(workspace.archive)
    connection.execute("UPDATE derived_record SET conforming = conforming + 1")
    connection.commit()
    connection.close()
    report = consultation.verify(workspace, head=head)
    assert report.break_ is not None and report.break_.code == "derived_differs"
    last = int(head.split(":")[0].removeprefix("P1-"))
    report = consultation.verify(workspace, head=f"P1-{last + 1}:{'ab' * 32}")
    assert report.break_ is not None and report.break_.code == "head_missing"


def test_entries_cut_off_are_named_by_the_head_alone(workspace: Workspace) -> None:
    head = head_of(workspace)
    last = int(head.split(":")[0].removeprefix("P1-"))
    cut_off(workspace, 1)
    report = consultation.verify(workspace, head=head)
    assert report.break_ is not None
    assert (report.break_.code, report.break_.table, report.break_.row) == ("head_missing", "journal", f"P1-{last}")
    report = consultation.verify(workspace, head=head.split(":")[1])
    assert report.break_ is not None and report.break_.row == f"> P1-{last - 1}"
    assert "manquent à la fin du journal" in verification(report)


def test_a_week_old_copy_put_back_says_from_where_it_lacks(workspace: Workspace) -> None:
    head = head_of(workspace)
    last = int(head.split(":")[0].removeprefix("P1-"))
    assert main(["archive", "verify", "--head", f"P1-{last + 9}:{'ab' * 32}", "--workspace", str(workspace.root)]) == 1
    report = consultation.verify(workspace, head=f"P1-{last + 9}:{'ab' * 32}")
    assert report.break_ is not None and report.break_.row == f"P1-{last + 1} … P1-{last + 9}"


def test_another_history_under_the_same_number_is_a_break(workspace: Workspace) -> None:
    entry, digest = head_of(workspace).split(":")
    other = f"{entry}:{digest[:-1]}{'0' if digest[-1] != '0' else '1'}"
    report = consultation.verify(workspace, head=other)
    assert report.break_ is not None and (report.break_.code, report.break_.row) == ("head_changed", entry)


@pytest.mark.parametrize(
    "text",
    ["bonjour", "9fae", "P1-66", "P1-66:", "g" * 64, "ab" * 33, " ", f"P1-0:{'ab' * 32}", f"P1-66:{'ab' * 32} bonjour"],
)
def test_what_is_no_head_is_a_sentence(workspace: Workspace, text: str) -> None:
    with pytest.raises(Refusal, match=r"archive\.head_unreadable"):
        consultation.verify(workspace, head=text)
    assert main(["archive", "verify", "--head", text, "--workspace", str(workspace.root)]) == 2


def test_the_head_is_at_the_foot_of_each_page(workspace: Workspace, tmp_path: Path) -> None:
    line = consultation.record_lines(workspace)[-1]
    path = documents.export(workspace, line.id, Format.PDF, tmp_path)
    from pypdf import PdfReader

    head = head_of(workspace)
    assert all(head in page.extract_text().replace("\n", "") for page in PdfReader(path).pages)
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            drawn = page.render(scale=4).to_pil().convert("L")
            corner = drawn.crop((drawn.width - 272, 115, drawn.width - 112, 276))
            rows = [list(corner.crop((0, y, corner.width, y + 1)).tobytes()) for y in range(corner.height)]
            said = read_picture(rows)
            assert said == f"{head.split(':')[0]}:{head.split(':')[1][:16]}".upper()
    assert consultation.verify(workspace, head=said).sound
