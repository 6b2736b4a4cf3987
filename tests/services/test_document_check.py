"""A document is exactly what the archive holds, or what differs is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdf
import pytest

from forms.blocks import Document, InspectionGrid
from forms.identity import Identity, identity_text, read_identity
from forms.to_pdf import write_pdf
from forms.to_xlsx import write_xlsx
from metroapp.archive import sealed_check
from metroapp.cli import main
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Departure
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents, treatment_papers
from metroapp.services.document_check import Difference, Outcome, check
from metroapp.services.documents import Paper
from metroapp.services.formats import Format
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, EntryId, str]]:
    """A closed record with a bad value, and its fiche."""
    shop = Shop(tmp_path_factory.mktemp("shop"))
    record = shop.workshop.open_record(NewRecord(LENGTH, 2)).result().id
    shop.read(CALIPER, "35.01", "35.30")
    number = shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.close()
    yield shop.workspace, record, number


@pytest.fixture
def workspace(shop: tuple[Workspace, EntryId, str], tmp_path: Path) -> Workspace:
    """A copy of it."""
    root = tmp_path / "copy"
    shutil.copytree(shop[0].root, root)
    return Workspace(root)


@pytest.fixture
def record(shop: tuple[Workspace, EntryId, str]) -> EntryId:
    return shop[1]


def exported(workspace: Workspace, record: EntryId, to: Format, paper: Paper = Paper.RELEVE) -> Path:
    return documents.export(workspace, record, to, workspace.exports, lambda: NOW, paper)


@pytest.mark.parametrize(
    ("to", "paper"),
    [
        (Format.PDF, Paper.RELEVE),
        (Format.XLSX, Paper.RELEVE),
        (Format.PDF, Paper.FOLLOW_UP),
        (Format.PDF, Paper.SET_UP),
    ],
)
def test_a_document_that_was_exported_is_authentic(
    workspace: Workspace, record: EntryId, to: Format, paper: Paper
) -> None:
    found = check(workspace, exported(workspace, record, to, paper))
    assert (found.outcome, found.later, found.difference) == (Outcome.EXACT, 0, None)
    assert found.key and found.identity.issued_at == NOW


def test_a_fiche_is_authentic(workspace: Workspace, shop: tuple[Workspace, EntryId, str]) -> None:
    path = treatment_papers.export_sheet(workspace, shop[2], workspace.exports / "fiche.pdf", lambda: NOW)
    assert check(workspace, path).outcome is Outcome.EXACT


def forged(document: Document) -> Document:
    """The same with one digit changed: 35,30 becomes 35,03, which would be good."""

    def better(grid: InspectionGrid) -> InspectionGrid:
        line = grid.lines[0]
        results = tuple(
            replace(one, number=Decimal("35.03")) if one.number == Decimal("35.30") else one for one in line.results
        )
        assert results != line.results
        return replace(grid, lines=(replace(line, results=results),))

    blocks = (better(block) if isinstance(block, InspectionGrid) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


@pytest.mark.parametrize("write", [write_pdf, write_xlsx])
def test_a_changed_digit_is_named(
    workspace: Workspace, record: EntryId, write: Callable[[Document, Path], None], tmp_path: Path
) -> None:
    path = tmp_path / f"releve.{write.__name__.removeprefix('write_')}"
    write(forged(documents.describe(workspace, record, NOW)), path)
    found = check(workspace, path)
    assert found.outcome is Outcome.DIFFERS and found.difference is not None
    assert "35,03" in found.difference.said.replace(".", ",")
    assert "35,3" in found.difference.expected.replace(".", ",")


def test_a_cell_changed_with_a_spreadsheet_is_named(workspace: Workspace, record: EntryId) -> None:
    path = exported(workspace, record, Format.XLSX)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == 35.3)
    cell.value = 35.03
    book.save(path)
    found = check(workspace, path)
    place = f"{sheet.title} {cell.coordinate}"
    assert (found.outcome, found.difference) == (Outcome.DIFFERS, Difference(place, "35.03", "35.3"))


def test_a_file_saved_again_by_another_program_says_the_same_but_is_no_original(
    workspace: Workspace, record: EntryId
) -> None:
    path = exported(workspace, record, Format.XLSX)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].column_dimensions["A"].width = 1
    book.save(path)
    assert check(workspace, path).outcome is Outcome.REWRITTEN
    pdf = exported(workspace, record, Format.PDF)
    pypdf.PdfWriter(clone_from=pdf).write(pdf)
    assert check(workspace, pdf).outcome is Outcome.REWRITTEN


def test_what_the_archive_received_since_is_said(workspace: Workspace, record: EntryId, tmp_path: Path) -> None:
    path = exported(workspace, record, Format.PDF)
    shop = Shop(workspace.root)
    shop.workshop.treatment.let_go([2], Departure.SCRAPPED, SIGNED_BY_DOMINIQUE, record).result()
    shop.close()
    found = check(workspace, path)
    assert (found.outcome, found.later) == (Outcome.EXACT, 2)  # the departure, and the signature that covers it
    assert check(workspace, exported(workspace, record, Format.PDF)).later == 0


def test_a_document_of_another_archive_is_not_from_here(workspace: Workspace, record: EntryId, tmp_path: Path) -> None:
    path = exported(workspace, record, Format.PDF)
    other = Shop(tmp_path / "other")
    other.close()
    assert check(other.workspace, path).outcome is Outcome.NOT_HERE


def test_an_archive_that_was_changed_proves_nothing(workspace: Workspace, record: EntryId) -> None:
    path = exported(workspace, record, Format.PDF)
    connection = sqlite3.connect(workspace.archive)
    connection.execute("DROP TRIGGER measurement_refuses_update")
    changed = "UPDATE measurement SET amount = 35030000000 WHERE amount = 35300000000"
    assert connection.execute(changed).rowcount
    connection.commit()
    connection.close()
    found = check(workspace, path)
    assert found.outcome is Outcome.ARCHIVE_CHANGED and found.row.startswith("P1-")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "paper.absent"),
        (b"", "paper.unreadable"),
        (b"%PDF-1.4\nnothing\n%%EOF", "paper.unreadable"),
        (b"PK\x03\x04nothing", "paper.unreadable"),
    ],
)
def test_what_is_no_document_is_refused(
    workspace: Workspace, tmp_path: Path, content: bytes | None, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "document.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        check(workspace, path)
    assert refused.value.message.code == code
    assert main(["verify", str(path), "--workspace", str(workspace.root)]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_document_without_identity_is_refused(workspace: Workspace, record: EntryId, tmp_path: Path) -> None:
    path = tmp_path / "releve.pdf"
    write_pdf(replace(documents.describe(workspace, record, NOW), paper=""), path)
    with pytest.raises(Refusal) as refused:
        check(workspace, path)
    assert refused.value.message.code == "paper.of_another_program"


def test_the_command_says_it_and_its_exit_code_too(
    workspace: Workspace, record: EntryId, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = exported(workspace, record, Format.PDF)
    assert main(["verify", str(path), "--workspace", str(workspace.root)]) == 0
    assert "Document authentique" in capsys.readouterr().out
    write_pdf(forged(documents.describe(workspace, record, NOW)), path)
    assert main(["verify", str(path), "--workspace", str(workspace.root)]) == 1
    said = capsys.readouterr().out
    assert "Document différent de l'archive : page 1" in said


def test_the_json_that_a_pdf_carries_proves_itself(workspace: Workspace, record: EntryId) -> None:
    """Without the archive and without any key."""
    path = exported(workspace, record, Format.PDF)
    ((content,),) = pypdf.PdfReader(path).attachments.values()
    sealed = sealed_check.read(content)
    proof = sealed_check.prove(sealed)
    assert sealed.subject == str(record) and proof.broken is None and proof.key
    tables = {table for one in sealed.entries for table, _ in one.rows}
    assert {"record", "measurement", "measurement_input", "closing", "record_signature", "instrument"} <= tables
    changed = content.replace(b'"amount":35300000000', b'"amount":35030000000')
    assert changed != content
    broken = sealed_check.prove(sealed_check.read(changed)).broken
    assert broken is not None


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format":"metroapp sealed 1","entries":[{}]}', b"[" * 9999])
def test_sealed_entries_that_cannot_be_read_are_refused(content: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        sealed_check.read(content)
    assert refused.value.message.code == "sealed.unreadable"


def test_the_archive_is_read_as_it_was(workspace: Workspace, record: EntryId) -> None:
    """Before its closing, the record was open."""
    closing = consultation.load(workspace, record).closing
    assert closing is not None
    before = workspace.as_it_was(EntryId(closing.id.post, closing.id.sequence - 1))
    assert consultation.load(before, record).closing is None
    assert consultation.load(workspace, record).closing is not None


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1]", "null", '{"format":"metroapp document 1"}', "[" * 19_000, "x" * 30_000],
)
def test_an_identity_that_is_none_is_not_read(text: str) -> None:
    assert read_identity(text) is None


def test_an_identity_is_read_back(workspace: Workspace, record: EntryId) -> None:
    document = documents.describe(workspace, record, NOW)
    said = identity_text(document)
    assert read_identity(said) == Identity("releve", str(record), document.head, NOW, document.program)
    # What is printed of the program is what the identity says: nothing else may be slipped in.
    assert read_identity(said.replace(document.program, "metroapp 1.0 (certifié)")) is None
    chart = replace(document, paper="carte", of=json.dumps(["🔧" * 200, "1", 5, 20], ensure_ascii=False))
    kept = read_identity(identity_text(chart))  # as long as a reference may be, and each sign twelve
    assert kept is not None and kept.of == chart.of
