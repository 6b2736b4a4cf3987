"""The sheet of barcodes: what is printed is what is scanned, with room around it, on one page."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from forms.blocks import Barcode, Barcodes, Document, Notes
from forms.to_pdf import write_pdf
from forms.to_text import to_text
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import command_sheet
from metroapp.services.commands import (
    Command,
    CommandScan,
    InstrumentScan,
    PieceScan,
    WorkOrderScan,
    code_of,
    read_scan,
)
from metroapp.services.consultation import record_lines
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from tests.forms.code128 import codes_in, read_picture
from tests.workbench import INSTRUMENTS, Shop, characteristic, part

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DPI = 300
BAR_ROWS = 20 / 25.4 * DPI  # 20 mm


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shop = Shop(tmp_path / "atelier")
    tested = part(characteristic("1", "Ø20 h7", Means.MICROMETER))
    shop.workshop.open_record(NewRecord(tested, 1, work_order="2026-0118 n°3")).result()
    shop.close()
    return shop.workspace


def scanned(pdf: Path, folder: Path) -> dict[str, int]:
    """What a scanner reads from the printed pages: each code with the rows of pixels that show it."""
    subprocess.run(["pdftoppm", "-gray", "-r", str(DPI), str(pdf), str(folder / "page")], check=True)
    found: dict[str, int] = {}
    for page in sorted(folder.glob("page*.pgm")):
        _, rows = read_picture(page.read_bytes())
        for code, count in codes_in(rows, step=10).items():
            found[code] = found.get(code, 0) + count * 10
    return found


@pytest.mark.tool("pdftoppm")
def test_every_code_printed_is_the_code_scanned(workspace: Workspace, tmp_path: Path) -> None:
    id = record_lines(workspace)[0].id
    found = scanned(command_sheet.export(workspace, tmp_path, id, lambda: NOW), tmp_path)
    scans = [read_scan(code) for code in found]
    assert {scan.command for scan in scans if isinstance(scan, CommandScan)} == set(Command)
    assert [scan for scan in scans if isinstance(scan, WorkOrderScan)] == [WorkOrderScan("2026-0118 n°3")]
    assert [scan for scan in scans if isinstance(scan, PieceScan)] == [PieceScan(1)]
    named = {scan.number for scan in scans if isinstance(scan, InstrumentScan)}
    assert named == {instrument.number for instrument in INSTRUMENTS}
    for code, rows in found.items():
        assert rows >= BAR_ROWS - 20, f"{code} is not 20 mm high"


def test_it_is_one_page_that_says_its_words(workspace: Workspace, tmp_path: Path) -> None:
    id = record_lines(workspace)[0].id
    pdf = command_sheet.export(workspace, tmp_path, id, lambda: NOW)
    pages = PdfReader(pdf).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    for word in ("Annuler", "Non conforme", "Conforme · passe", "MA+ANNULER", "M-02", "2026-0118 n°3"):
        assert word in text


@pytest.mark.parametrize(("count", "printed"), [(12, 12), (50, 50), (51, 0)])
def test_the_pieces_of_a_lot_measured_by_hand_have_their_codes(tmp_path: Path, count: int, printed: int) -> None:
    shop = Shop(tmp_path)
    shop.workshop.open_record(NewRecord(part(characteristic("1", "Ø20 h7", Means.MICROMETER)), count)).result()
    shop.close()
    document = command_sheet.describe(shop.workspace, record_lines(shop.workspace)[0].id, NOW)
    codes = [entry.code for block in document.blocks if isinstance(block, Barcodes) for entry in block.entries]
    pieces = [scan.piece for scan in map(read_scan, codes) if isinstance(scan, PieceScan)]
    assert pieces == list(range(1, printed + 1))


def test_without_a_record_there_is_no_work_order(workspace: Workspace) -> None:
    document = command_sheet.describe(workspace, None, NOW)
    codes = [entry.code for block in document.blocks if isinstance(block, Barcodes) for entry in block.entries]
    assert len(codes) == len(Command) + len(INSTRUMENTS)
    assert document.number == "" and "MA+ANNULER" in to_text(document)


def test_the_same_sheet_gives_the_same_bytes(workspace: Workspace, tmp_path: Path) -> None:
    one = command_sheet.export(workspace, tmp_path / "a", None, lambda: NOW)
    other = command_sheet.export(workspace, tmp_path / "b", None, lambda: NOW)
    assert one.name == other.name == "commandes.pdf"
    assert one.read_bytes() == other.read_bytes()


def test_what_fits_in_no_barcode_is_said_and_the_rest_printed(workspace: Workspace, tmp_path: Path) -> None:
    shop = Shop(workspace.root)
    shop.workshop.means.enter([replace(INSTRUMENTS[0], number="Ç" * 30)], []).result()
    shop.close()
    document = command_sheet.describe(workspace, None, NOW)
    notes = next(block for block in document.blocks if isinstance(block, Notes))
    assert any("Ç" * 30 in line for line in notes.lines)


@pytest.mark.tool("pdftoppm")
def test_a_long_register_goes_on_the_next_page_whole(tmp_path: Path) -> None:
    entries = tuple(
        Barcode(f"INSTRUMENT-{number:03}", code_of(InstrumentScan(f"INSTRUMENT-{number:03}"))) for number in range(30)
    )
    document = Document("Codes", "", "Atelier", "metroapp", "", NOW, "", (Barcodes("Instruments", 5, entries),))
    write_pdf(document, tmp_path / "long.pdf")
    assert len(PdfReader(tmp_path / "long.pdf").pages) > 1
    assert set(scanned(tmp_path / "long.pdf", tmp_path)) == {entry.code for entry in entries}


def test_an_unknown_record_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    id = record_lines(workspace)[0].id
    with pytest.raises(Refusal) as caught:
        command_sheet.export(workspace, tmp_path, id._replace(sequence=9999))
    assert caught.value.message.code == "record.absent"
