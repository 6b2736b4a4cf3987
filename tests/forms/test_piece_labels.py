"""The labels of pieces: words, shape and colour say one state, and what is scanned is the piece.

After a wanted change, write the text again with `METROAPP_GOLDEN=write` and read its difference in git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
from pypdf import PdfReader
from reportlab.lib.units import mm

from forms.blocks import Document, PieceLabel, PieceLabels, Sign, Tone
from forms.piece_labels import piece_labels
from forms.to_pdf import write_pdf
from forms.to_text import to_text
from metroapp.domain.measurement import BoxKey
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import OthersReleased, SheetCancelled
from metroapp.domain.operations import Departure, PieceLeft
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents
from metroapp.wording import treatment as words
from tests.forms import treated_pieces as treated
from tests.forms.filling import MICROMETER
from tests.forms.qr_code import read_picture

GOLDEN = Path(__file__).parent / "golden"
ISSUED = datetime(2026, 11, 24, 13, 5, 30, tzinfo=UTC)
SCALE = 4  # pixels for each point


def describe(record: InspectionRecord, sheets: Iterable[Nonconformity] = ()) -> Document:
    return piece_labels(record, sheets, workshop="Atelier d'essai", issued_at=ISSUED, program="metroapp 0.1.0")


def labels(document: Document) -> tuple[PieceLabel, ...]:
    (block,) = document.blocks
    assert isinstance(block, PieceLabels)
    return block.entries


def looks(document: Document) -> list[tuple[Tone, Sign, str]]:
    return [(one.tone, one.sign, one.state) for one in labels(document)]


def test_the_whole_paper() -> None:
    _, record = treated.permit()
    written = to_text(describe(record, [treated.raised(record)])) + "\n"
    path = GOLDEN / "piece-labels.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


def test_each_state_has_its_words_its_shape_and_its_colour() -> None:
    day = treated.lot()
    day.value(4, "1", "20.005", MICROMETER)
    day.concede("D-1", 4, "1", "3", "4")
    assert looks(describe(day.record)) == [
        (Tone.GREEN, Sign.GOOD, "CONFORME"),
        (Tone.RED, Sign.BAD, "NON CONFORME"),
        (Tone.RED, Sign.BAD, "NON CONFORME"),
        (Tone.ORANGE, Sign.CONFIRM, "SOUS DÉROGATION"),
        (Tone.ORANGE, Sign.WAIT, "CONTRÔLE À FINIR"),
        (Tone.GREEN, Sign.GOOD, "CONFORME"),
    ]
    assert words.BY_CONCESSION.format(numbers="D-1") in labels(describe(day.record))[3].lines


def test_a_good_piece_that_a_sheet_retains_is_not_green() -> None:
    record = treated.lot().record
    sheet = treated.raised(record)
    kept = labels(describe(record, [sheet]))[0]
    assert (kept.tone, kept.sign, kept.state) == (Tone.ORANGE, Sign.WAIT, "BONNE, RETENUE")
    assert words.RETAINED_BY.format(numbers=treated.SHEET) in kept.lines
    release = OthersReleased(treated.id(2), treated.SHEET, "cause connue", "", "", treated.at(5))
    freed = labels(describe(record, [Nonconformity((*sheet.acts, release))]))[0]
    assert (freed.tone, freed.state) == (Tone.GREEN, "CONFORME")


def test_a_piece_made_good_again_stays_retained_by_the_sheet_that_names_it() -> None:
    day = treated.lot()
    sheet = treated.raised(day.record)
    release = OthersReleased(treated.id(2), treated.SHEET, "cause connue", "", "", treated.at(5))
    day.value(2, "1", "19.995", MICROMETER, reason="retouche")
    assert looks(describe(day.record, [Nonconformity((*sheet.acts, release))]))[1][2] == "BONNE, RETENUE"


def test_a_bad_piece_says_its_sheet_and_what_was_decided() -> None:
    record = treated.lot().record
    found = labels(describe(record, [treated.closed(record, treated.measured_again())]))
    assert [line for line in found[2].lines if "FNC" in line or "Décidé" in line] == [
        f"Fiche {treated.SHEET}", "Décidé : rebut",
    ]  # fmt: skip
    raised = treated.raised(record)
    cancelled = Nonconformity((*raised.acts, SheetCancelled(treated.id(2), treated.SHEET, "x", "", "", treated.at(1))))
    assert not any("FNC" in line for line in labels(describe(record, [cancelled]))[2].lines)


def test_a_scrapped_piece_says_so() -> None:
    day = treated.lot()
    day.record.apply(PieceLeft(treated.id(1), 3, Departure.SCRAPPED, "Dominique Leroy", ISSUED))
    assert looks(describe(day.record))[2] == (Tone.RED, Sign.BAD, "REBUT")


def test_simulated_pieces_say_so_on_each_label() -> None:
    document = describe(treated.lot(simulated=True).record)
    assert document.watermark == documents.SIMULATION
    assert {one.watermark for one in labels(document)} == {documents.SIMULATION}
    assert {one.watermark for one in labels(describe(treated.lot().record))} == {""}


def test_what_is_scanned_is_the_record_and_the_piece(tmp_path: Path) -> None:
    path = tmp_path / "etiquettes.pdf"
    write_pdf(describe(treated.lot(simulated=True).record), path)  # its watermark crosses the codes
    assert scanned(path, 6) == [f"P1-2026-0007/{piece}" for piece in range(1, 7)]


def scanned(path: Path, count: int) -> list[str]:
    """What is read in the right part of each label of the first page."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[0].render(scale=SCALE, grayscale=True).to_pil()
    share, row = 91 * mm, 40.5 * mm
    found = []
    for index in range(count):
        left, top = 12 * mm + index % 3 * share, 26 * mm + index // 3 * row
        box = (left + 65 * mm, top + 9.4 * mm, left + 90 * mm, top + 34 * mm)
        crop = picture.crop(tuple(round(edge * SCALE) for edge in box))
        levels = crop.tobytes()
        found.append(read_picture([levels[at : at + crop.width] for at in range(0, len(levels), crop.width)]))
    return found


def test_a_page_holds_twelve_labels(tmp_path: Path) -> None:
    one = labels(describe(treated.lot().record))[0]
    whole = describe(treated.lot().record)
    path = tmp_path / "etiquettes.pdf"
    for count, pages in ((12, 1), (13, 2)):
        write_pdf(replace(whole, blocks=(PieceLabels((one,) * count),)), path)
        assert len(PdfReader(path).pages) == pages


def test_a_piece_that_is_bad_elsewhere_is_not_named_by_the_sheet_of_another_record() -> None:
    record, other = treated.lot().record, treated.measured_again()
    sheet = treated.raised(record)
    assert BoxKey(1, "1") in set(other.boxes())
    assert looks(describe(other, [sheet]))[0][2] == "CONFORME"
