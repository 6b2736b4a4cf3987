"""The bound dossier on paper: folios and links that lead where they say, contents of many leaves, programs in full."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from forms import dossier, program_listing
from forms.binding import GivenUp
from forms.blocks import Document, Fields
from forms.dossier import BoundDossier, BoundPaper, BoundSection
from tests.services.papers import plain_pdf

AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HEAD = "P1-21:" + "ab" * 32
COVER = Document(
    title="Dossier de fabrication", number="OF-12", workshop="Atelier", program="metroapp 1", head=HEAD, issued_at=AT,
    watermark="", blocks=(Fields((("Pièce", "Arbre"), ("Matière", ""))),), paper="dossier", of="OF-12", sealed=b"{}",
)  # fmt: skip


def paper(title: str, *texts: str) -> BoundPaper:
    return BoundPaper(title, "classé le 24/11/2026 par Camille", plain_pdf(*texts or (title,)))


def bound(*sections: BoundSection, document: Document = COVER) -> BoundDossier:
    return BoundDossier(document, sections)


def read(given: BoundDossier) -> PdfReader:
    return PdfReader(io.BytesIO(dossier.render(given)))


def test_each_page_says_where_it_is_and_the_contents_lead_to_it() -> None:
    given = bound(
        BoundSection("Gamme", (paper("gamme.pdf", "une", "deux"),), missing=False),
        BoundSection("Plan", (), missing=True),
        BoundSection("Photographies", (), missing=False),
    )
    reader = read(given)
    said = [page.extract_text() for page in reader.pages]
    assert len(said) == 5  # cover, contents, the section and its two pages
    assert [f"page {number}/5" in text for number, text in enumerate(said, 1)] == [False, True, True, True, True]
    assert "1 Gamme · gamme.pdf · 2/2" in said[4]
    links = [note.get_object() for note in reader.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    targets = [reader.get_page_number(link["/Dest"][0].get_object()) for link in links]
    assert targets == [2, 3]
    assert "manque" in said[1] and "Plan : rien n'est classé" in said[1] and "Photographies : rien" not in said[1]
    assert reader.attachments["releve.json"] == [b"{}"]
    assert HEAD in said[0] and reader.metadata is not None and reader.metadata.title == "Dossier de fabrication OF-12"


def test_contents_on_several_leaves_still_say_the_right_pages() -> None:
    papers = tuple(paper(f"document {number:03d}.pdf") for number in range(150))
    reader = read(bound(BoundSection("Programmes", papers, missing=False)))
    said = [page.extract_text() for page in reader.pages]
    leaves = [number for number, text in enumerate(said) if "Table des matières" in text]
    assert leaves == [1, 2, 3, 4]
    contents = "\n".join(said[number] for number in leaves)
    for number in (0, 70, 149):
        found = re.search(rf"document {number:03d}\.pdf · 1 page\s+(\d+)\b", contents)
        assert found is not None and f"document {number:03d}.pdf" in said[int(found[1]) - 1]


def test_nothing_missing_is_said_too() -> None:
    said = read(bound(BoundSection("Gamme", (paper("gamme.pdf"),), missing=False))).pages[0].extract_text()
    assert "Rien ne manque" in said


def test_a_dossier_that_grows_too_long_puts_the_rest_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST_PAGES", 3)
    papers = (paper("a.pdf", "1", "2"), paper("b.pdf", "3", "4"), paper("c.pdf", "5"))
    said = read(bound(BoundSection("Gamme", papers, missing=False))).pages[1].extract_text()
    assert said.count("dépasserait 3 pages") == 2  # the line of b.pdf, and the one with its digest


def test_a_simulated_dossier_says_so_on_its_own_pages() -> None:
    given = bound(
        BoundSection("Gamme", (paper("gamme.pdf"),), missing=False), document=replace(COVER, watermark="SIMULATION")
    )
    assert all("SIMULATION" in page.extract_text() for page in read(given).pages[:3])


def test_it_is_given_up_between_two_pages() -> None:
    given = bound(BoundSection("Gamme", (paper("gamme.pdf", *map(str, range(9))),), missing=False))
    with pytest.raises(GivenUp):
        dossier.render(given, lambda done, _total: done < 4)


def test_a_program_is_printed_whole_with_the_numbers_of_its_lines() -> None:
    text = "%\n" + "\n".join(f"N{number} G1 X{number}." for number in range(200)) + "\n\tM30 (PIÈCE ♥)\n"
    content = program_listing.render("O1.nc", text)
    assert content is not None and content == program_listing.render("O1.nc", text)
    reader = PdfReader(io.BytesIO(content))
    said = "\n".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == 3 and all(f"N{number} G1 X{number}." in said for number in range(200))
    assert "M30 (PIÈCE □)" in said and "202 lignes" in said
    fonts = {font["/BaseFont"] for page in reader.pages for font in _fonts(page)}
    assert any("Mono" in str(font) for font in fonts) and not any("Helvetica" in str(font) for font in fonts)


def test_a_long_line_goes_on_with_a_mark_and_loses_nothing() -> None:
    line = "".join(f"{number:05d}" for number in range(60))
    content = program_listing.render("O1.nc", f"{line}\nM30")
    assert content is not None
    said = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert line in re.sub(r"[\s»]", "", said) and said.count("»") == 4  # three more lines, and the legend


def test_a_program_without_end_is_not_printed() -> None:
    assert program_listing.render("O1.nc", "M30\n" * 30_000) is None
    assert program_listing.render("O1.nc", "") is not None


def _fonts(page: object) -> list[dict[str, object]]:
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
