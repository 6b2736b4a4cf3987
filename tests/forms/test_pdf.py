"""The PDF: everything that was described is on the paper, in our own type, and twice the same bytes."""

from __future__ import annotations

import io
import re
import string
import subprocess
from dataclasses import replace
from enum import Enum
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.blocks import Document
from forms.saving import save
from forms.to_pdf import render, write_pdf
from forms.typeface import NARROW, fitted, load, printable, width, wrapped
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.wording import documents as words
from metroapp.wording.labels import _LABELS, _MARKS, GEOMETRICAL_SIGNS
from tests.examples import examples
from tests.forms import records
from tests.forms.filling import Filling, characteristic
from tests.forms.records import HEAD, describe


def pages(pdf: bytes) -> list[str]:
    """The text of each page, as a reader's search would find it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


@pytest.fixture(scope="module")
def day() -> bytes:
    return render(describe(records.workshop_day()))


def test_limits_exceedance_and_status_can_be_searched(day: bytes) -> None:
    text = " ".join(" ".join(pages(day)).split())
    for wanted in (
        "Relevé de contrôle", "R-7", "Atelier d'essai", "Arbre étagé", "PL-1234 – C", "42CrMo4", "Phase 30 – finition",
        "sans prise en compte de l'incertitude",
        "Ø20 h7", "19,979", "20,000", "19,9895", "Ø32 ±0,05", "85,5 +0,1/-0,2",
        "20,012", "NC▲", "19,976", "NC▼", "imp.", "DÉR", "à finir",
        "dépasse le maxi de 0,012 mm", "sous le mini de 0,003 mm", "non conforme au lieu de conforme",
        "D-2026-014", "Jeu accepté au montage", "face déjà soudée au montage", "bavure sous le bec",
        "16,00007", "CE-10, CE-6", "cote certifiée", "écart lu", "rugosimètre sans", "24/11/2026 09:00:14",
        "N'ENTRE PAS", "M12x1,75-6g", "micromètre", "M-02", "Camille Martin",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert not re.search(r"\{\w*\}|None|NaN|TODO|lorem", text)


@pytest.mark.parametrize("sign", ["⏥", "⟂", "⌖", "↗", "Ø", "±"])
def test_the_signs_of_the_drawing_are_there(day: bytes, sign: str) -> None:
    assert sign in pages(day)[0]


def test_more_signs_of_the_drawing() -> None:
    filling = Filling(
        tuple(
            characteristic(str(number), designation, callout, Means.DIAL_INDICATOR)
            for number, (designation, callout) in enumerate(
                [("Angle 30°, alésage ⌀8", "inclinaison 0,1 A"), ("Côté droit", "parallélisme 0,05 B"),
                 ("Cœur", "coaxialité 0,02 A"), ("Rainure", "symétrie 0,1 A"), ("Règle", "rectitude 0,01"),
                 ("Cylindre", "cylindricité 0,01"), ("Portée", "battement total 0,05 A")], start=1,
            )
        ),
        1,
    )  # fmt: skip
    text = pages(render(describe(filling.record)))[0]
    for wanted in ("∠ 0,1 A", "∥ 0,05 B", "◎ 0,02 A", "⌯", "⏤", "⌭", "⌰", "30°, alésage ⌀8", "Côté", "Cœur"):
        assert wanted in text, wanted


@pytest.mark.parametrize("record", [records.one_box(), records.workshop_day(), records.lot(8, 30)])
def test_every_page_says_which_paper_it_is_of(record: InspectionRecord) -> None:
    found = pages(render(describe(record)))
    for number, text in enumerate(found, start=1):
        for wanted in (
            f"Page {number}/{len(found)}", f"N° {record.header.number}", "Relevé de contrôle", HEAD, "metroapp 0.1.0",
            "Reproduction partielle interdite",
        ):  # fmt: skip
            assert wanted in text, (number, wanted)


def test_the_standard_record_with_its_visas_is_one_page_and_its_details_follow(day: bytes) -> None:
    first = pages(day)[0]
    assert all(wanted in first for wanted in (words.VISAS, words.SUMMARY, "à finir", "58 cotes contrôlées"))


def test_a_simulation_is_marked_on_every_page_and_nothing_else_is() -> None:
    assert all("SIMULATION" in text for text in pages(render(describe(records.still_open()))))
    assert not any("SIMULATION" in text for text in pages(render(describe(records.workshop_day()))))


def test_every_value_of_a_hundred_pieces_is_on_the_paper() -> None:
    record = records.lot(4, 100)
    grid_pages = "\n".join(text for text in pages(render(describe(record))) if words.FRAMES not in text)
    for piece in record.pieces:
        assert re.search(rf"\bP{piece}\b", grid_pages)
    for box in record.boxes():
        found = record.measurement(box)
        assert found is not None and found.quantity is not None
        assert str(found.quantity.value).replace(".", ",") in grid_pages


@pytest.mark.parametrize("pieces", [10, pytest.param(100, marks=pytest.mark.soak)])
def test_two_hundred_characteristics_on_many_pieces(pieces: int) -> None:
    record = records.lot(200, pieces)
    pdf = render(describe(record))  # it was minutes for a hundred when it was quadratic
    with pypdfium2.PdfDocument(pdf) as document:
        count = len(document)
        assert f"Page {count}/{count}" in document[count - 1].get_textpage().get_text_range()


def test_the_same_document_gives_the_same_bytes(day: bytes) -> None:
    assert render(describe(records.workshop_day())) == day


def test_the_file_says_what_it_is(day: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(day))
    assert reader.metadata is not None
    assert reader.metadata.title == "Relevé de contrôle R-7"
    assert reader.metadata.author == "Atelier d'essai"
    assert reader.metadata.subject == "Relevé de contrôle"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")
    width_pt, height_pt = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(float(width_pt)), round(float(height_pt))) == (842, 595)


def test_only_our_own_embedded_type_is_used(day: bytes) -> None:
    fonts = [
        font.get_object()
        for page in pypdf.PdfReader(io.BytesIO(day)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]
    assert fonts
    for font in fonts:
        assert "MetroappSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.tool("pdffonts")
def test_another_reader_finds_all_fonts_embedded(tmp_path: Path, day: bytes) -> None:
    (tmp_path / "day.pdf").write_bytes(day)
    listed = subprocess.run(["pdffonts", "day.pdf"], cwd=tmp_path, check=True, capture_output=True, text=True)
    lines = listed.stdout.splitlines()[2:]
    assert lines and all(line.split()[-5] == "yes" for line in lines)


def said_by_the_program() -> list[str]:
    texts = [value for name, value in vars(words).items() if name.isupper() and isinstance(value, str)]
    texts += [text for table in (_LABELS, _MARKS, GEOMETRICAL_SIGNS) for text in _texts(table)]
    return texts


def _texts(table: dict[Enum, str]) -> list[str]:
    return [text for text in table.values() if text]


def test_the_typeface_has_every_sign_that_the_program_says() -> None:
    for text in said_by_the_program():
        assert printable(text) == text
    assert printable(string.printable[:95]) == string.printable[:95]


def test_a_sign_typed_by_somebody_that_the_typeface_lacks_is_shown_as_missing() -> None:
    assert printable("Bride 🔧 ok") == "Bride □ ok"
    assert printable("deux\nlignes\tet\x07 un signal") == "deux lignes et  un signal"
    filling = Filling((characteristic("1", "Bride 🔧 漢", "Ø20 h7", Means.MICROMETER),), 1)
    assert "Bride □ □" in pages(render(describe(filling.record)))[0]


def test_markup_typed_by_somebody_stays_text() -> None:
    wanted = "<b>A</b> & <font size=90>B</font>"
    filling = Filling((characteristic("1", wanted, "Ø20 h7", Means.MICROMETER),), 1)
    filling.impossible(1, "1", "cote < 3 & > 2 </para>")
    text = "\n".join(pages(render(describe(filling.record))))
    assert "<b>A</b> &" in text
    assert "cote < 3 & > 2 </para>" in text


def test_a_long_reason_is_printed_whole() -> None:
    reason = " ".join(f"mot{number}" for number in range(250)) + " " + "x" * 300
    filling = Filling((characteristic("1", "Diamètre", "Ø20 h7", Means.MICROMETER),), 1)
    filling.impossible(1, "1", reason)
    text = "".join("".join(pages(render(describe(filling.record)))).split())
    assert "".join(reason.split()) in text


@given(st.text(max_size=120), st.floats(8, 300), st.integers(1, 5))
def test_wrapping_stays_in_its_room_and_loses_only_what_it_marks(text: str, room: float, most: int) -> None:
    load()
    shown = printable(text)
    lines = wrapped(shown, NARROW, 7, room, most)
    assert 1 <= len(lines) <= most
    assert all(width(line, NARROW, 7) <= room for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join("".join(lines).split()) == "".join(shown.split())


@given(st.text(max_size=80), st.floats(8, 200))
def test_a_cut_text_says_that_it_is_cut(text: str, room: float) -> None:
    load()
    shown = printable(text)
    kept = fitted(shown, NARROW, 7, room)
    assert kept == shown or (kept.endswith("…") and width(kept, NARROW, 7) <= room)


@examples(30)
@given(st.text(min_size=1, max_size=60), st.text(max_size=60))
def test_anything_typed_can_be_printed(designation: str, reason: str) -> None:
    filling = Filling((characteristic("1", designation, "Ø20 h7", Means.MICROMETER),), 1)
    filling.impossible(1, "1", reason)
    assert render(replace(describe(filling.record), workshop=reason)).startswith(b"%PDF")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document: Document = describe(records.one_box())
    path = tmp_path / "releve.pdf"
    write_pdf(document, path)
    assert path.read_bytes() == render(document)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        save(b"half", path)
    assert path.read_bytes() == render(document)
    assert [found.name for found in tmp_path.iterdir()] == ["releve.pdf"]


def test_a_share_that_knows_no_rights_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    save(b"%PDF", tmp_path / "releve.pdf")
    assert [found.read_bytes() for found in tmp_path.iterdir()] == [b"%PDF"]
