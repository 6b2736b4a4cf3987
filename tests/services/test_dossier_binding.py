"""The bound dossier: what is in it and where, what is joined beside and why, and its proof."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

from metroapp.domain.message import Refusal
from metroapp.domain.production import SetUpSheet
from metroapp.domain.specification import Means
from metroapp.domain.work_order_file import DossierSection
from metroapp.services import document_check, dossier, dossier_binding, drawing_pages
from metroapp.services.document_check import Outcome
from metroapp.services.dossier_papers import find_paper, keep_paper
from metroapp.services.drawing_pages import UNCHECKED, pages_to_bind
from metroapp.services.drawings import keep_drawing
from metroapp.services.new_record import NewRecord
from tests.services.hostile_files import ENDLESS, REFUSED, SHOWN
from tests.services.papers import PROGRAM, encrypted_pdf, photograph, plain_pdf
from tests.workbench import CALIPER, Shop, characteristic, part

ORDER = "OF-12"
TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER))
S = DossierSection


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """A record of a drawn part, with its set-up sheet."""
    made = Shop(tmp_path / "atelier")
    drawing = tmp_path / "plan.pdf"
    drawing.write_bytes(plain_pdf("le plan", size=(842, 595)))
    sheet = keep_drawing(made.workspace, drawing).with_balloon("1", 0, Decimal(100), Decimal(100))
    drawn = replace(TESTED, sheet=sheet)
    made.workshop.open_record(NewRecord(drawn, 1, ORDER, "L-7", "20", "TC-200")).result()
    made.read(CALIPER, "35.02")
    yield made
    made.close()


def attach(shop: Shop, folder: Path, section: DossierSection, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    shop.workshop.dossiers.attach(ORDER, section, keep_paper(shop.workspace, path)).result()


def bound(shop: Shop, out: Path) -> tuple[dossier_binding.WrittenDossier, PdfReader]:
    written = dossier_binding.export(shop.workspace, ORDER, out, clock=shop.clock)
    return written, PdfReader(written.path)


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def outline(reader: PdfReader) -> dict[str, int]:
    """Every bookmark with its page, from 1."""

    def walk(items: list[Any]) -> Iterator[tuple[str, int]]:
        for one in items:
            if isinstance(one, list):
                yield from walk(one)
            else:
                page = reader.get_destination_page_number(one)
                assert page is not None
                yield str(one.title), page + 1

    return dict(walk(reader.outline))


def test_everything_is_bound_in_the_order_of_the_sections(shop: Shop, tmp_path: Path) -> None:
    attach(shop, tmp_path, S.FIXTURES, "montage.jpg", photograph())
    attach(shop, tmp_path, S.PROGRAMS, "O1234.nc", PROGRAM)
    attach(shop, tmp_path, S.WORK_ORDER, "ordre.pdf", plain_pdf("ordre lancé", "page deux", field="trois pièces"))
    written, reader = bound(shop, tmp_path / "out")
    assert written.path.name == "dossier-OF-12.pdf" and not written.beside and not written.lost
    said, places = texts(reader), outline(reader)
    papers = ["ordre.pdf", "Plan repéré PL-1 A", "O1234.nc", "Relevé de contrôle P1-2026-0001", "montage.jpg"]
    assert [name for name in places if name in papers] == papers and list(places.values()) == sorted(places.values())
    assert "ordre lancé" in said[places["ordre.pdf"] - 1] and "trois pièces" in said[places["ordre.pdf"] - 1]
    assert "G1 Z-30. F0.2" in said[places["O1234.nc"] - 1]
    assert "P1-2026-0001" in said[places["Relevé de contrôle P1-2026-0001"] - 1]
    assert len(reader.pages[places["montage.jpg"] - 1].images) == 1
    cover, contents = said[0], said[1]
    for fact in ("OF-12", "Arbre d'essai", "ESSAI-01", "PL-1 – A", "L-7", "TC-200", "Camille Martin", "Tête de chaîne"):
        assert fact in cover
    for name, page in places.items():
        if name in papers:
            assert re.search(rf"{re.escape(name)} · \d pages?\s+{page}\b", contents), name
            assert f"page {page}/{len(said)}" in said[page - 1]


def test_what_is_missing_is_said_on_the_cover_and_in_the_contents(shop: Shop, tmp_path: Path) -> None:
    said = texts(bound(shop, tmp_path / "out")[1])
    assert "Gamme, Contrats de sous-phases" in said[0] and "Plan," not in said[0]
    assert "Gamme : rien n'est classé dans cette rubrique" in said[1] and "manque" in said[1]
    for section, name in enumerate(("OF", "gamme", "contrat", "réglage", "programme", "montage")):
        wanted = (S.WORK_ORDER, S.ROUTE_SHEET, S.OPERATION_SHEETS, S.SET_UP, S.PROGRAMS, S.FIXTURES)[section]
        attach(shop, tmp_path, wanted, f"{name}.pdf", plain_pdf(name))
    assert "Rien ne manque" in texts(bound(shop, tmp_path / "out")[1])[0]


def test_the_set_up_sheet_that_was_filled_is_bound(shop: Shop, tmp_path: Path) -> None:
    filled = SetUpSheet(dossier.NOBODY, "", shop.clock(), program="O1234", origins="G54")
    shop.workshop.gestures.fill_set_up(filled).result()
    _written, reader = bound(shop, tmp_path / "out")
    assert "Suivi des réglages" in outline(reader)
    page = outline(reader)["Fiche de réglage P1-2026-0001"]
    assert "G54" in texts(reader)[page - 1]


def test_what_cannot_be_bound_is_joined_beside_with_the_reason(shop: Shop, tmp_path: Path) -> None:
    attach(shop, tmp_path, S.CERTIFICATES, "secret.pdf", encrypted_pdf())
    attach(shop, tmp_path, S.CERTIFICATES, "coupé.pdf", REFUSED["cut"][0])
    attach(shop, tmp_path, S.ROUTE_SHEET, "mille.pdf", REFUSED["ten thousand pages"][0])
    attach(shop, tmp_path, S.OTHER, "modèle.step", b"ISO-10303-21;\x00")
    attach(shop, tmp_path, S.OTHER, "perdu.pdf", plain_pdf("perdu"))
    file = dossier.contents(shop.workspace, ORDER).file
    find_paper(shop.workspace, file.papers[-1]).unlink()
    written, reader = bound(shop, tmp_path / "out")
    names = [path.name.split("-")[-1] for path in written.beside]
    assert sorted(names) == ["coupé.pdf", "mille.pdf", "modèle.step", "secret.pdf"]
    assert written.lost == (("perdu.pdf", "sa copie est perdue"),)
    contents = texts(reader)[1]
    for reason in ("protégé par un mot de passe", "abîmé ou incomplet", "trop de pages", "ni PDF, ni image"):
        assert f"joint à part : {reason}" in contents
    # It is there, though not bound: the section does not lack it.
    assert "Gamme : rien" not in contents and all(paper.digest in "".join(contents.split()) for paper in file.papers)


@pytest.mark.parametrize("name", [*SHOWN, *REFUSED])
def test_a_hostile_paper_is_bound_without_what_it_does_or_put_beside(name: str, tmp_path: Path) -> None:
    path = tmp_path / "papier.pdf"
    path.write_bytes(SHOWN[name] if name in SHOWN else REFUSED[name][0])
    try:
        made = pages_to_bind(path, UNCHECKED)
    except Refusal as refusal:
        assert refusal.message.code.startswith("drawing.")
        return
    assert name in SHOWN
    for does in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/Annots"):
        assert does not in made


@pytest.mark.parametrize("name", ENDLESS)
def test_a_page_that_is_never_drawn_is_not_bound(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing_pages, "TIME_LIMIT_S", 1.5)
    path = tmp_path / "papier.pdf"
    path.write_bytes(ENDLESS[name])
    with pytest.raises(Refusal) as refused:
        made = pages_to_bind(path, UNCHECKED)
        # Where PDFium stops by itself, the page is short.
        assert len(made) < 100_000
        raise Refusal("drawing.slow")
    assert refused.value.message.code in ("drawing.slow", "drawing.damaged", "drawing.too_heavy")


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_turned_page_is_bound_as_it_is_seen(turned: int, tmp_path: Path) -> None:
    path = tmp_path / "papier.pdf"
    path.write_bytes(plain_pdf("tournée", turned=turned, size=(595, 842)))
    (page,) = PdfReader(io.BytesIO(pages_to_bind(path, UNCHECKED))).pages
    seen = PdfReader(path).pages[0]
    wide, high = float(seen.mediabox.width), float(seen.mediabox.height)
    size = (round(float(page.mediabox.width)), round(float(page.mediabox.height)))
    assert page.rotation == 0 and size == ((high, wide) if turned in (90, 270) else (wide, high))
    assert "tournée" in page.extract_text()


def test_the_same_dossier_is_the_same_to_the_byte_and_is_proven(shop: Shop, tmp_path: Path) -> None:
    attach(shop, tmp_path, S.ROUTE_SHEET, "gamme.pdf", plain_pdf("gamme"))
    at = shop.clock()
    paths = [
        dossier_binding.export(shop.workspace, ORDER, tmp_path / name, clock=lambda: at).path for name in ("a", "b")
    ]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    attach(shop, tmp_path, S.ROUTE_SHEET, "gamme 2.pdf", plain_pdf("gamme, suite"))
    checked = document_check.check(shop.workspace, paths[0])
    assert (checked.outcome, checked.later) == (Outcome.EXACT, 1)
    forged, writer = tmp_path / "forged.pdf", PdfWriter(clone_from=paths[0])
    del writer.pages[3]
    writer.write(forged)
    assert document_check.check(shop.workspace, forged).outcome is Outcome.DIFFERS


def test_binding_is_given_up_and_nothing_is_written(shop: Shop, tmp_path: Path) -> None:
    attach(shop, tmp_path, S.ROUTE_SHEET, "gamme.pdf", plain_pdf("gamme"))
    for last in (0, 2, 3):
        asked: list[int] = []

        def go_on(done: int, _total: int, last: int = last, asked: list[int] = asked) -> bool:
            asked.append(done)
            return done < last

        with pytest.raises(Refusal, match=r"dossier\.given_up"):
            dossier_binding.export(shop.workspace, ORDER, tmp_path / "out", go_on)
        assert asked
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_said(shop: Shop, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(Refusal, match=r"export\.folder"):
        bound(shop, tmp_path / "out")
