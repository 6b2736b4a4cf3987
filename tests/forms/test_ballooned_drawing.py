"""The ballooned drawing on paper: on the paper of the drawing, its balloons where they are, and their table."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.generic import FloatObject

from forms.ballooned_drawing import DrawingPaper, render
from metroapp.domain.drawing import DrawingSheet, PageSize
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Means, Part
from metroapp.services.drawing_paper import export_drawing
from metroapp.services.drawings import keep_drawing_beside
from tests.workbench import Shop, characteristic, part

PARTS = Path(__file__).resolve().parents[2] / "data" / "parts"
AT = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)
A4, A3 = PageSize(Decimal(842), Decimal(595)), PageSize(Decimal(842), Decimal(1191))
SHEET = (
    DrawingSheet("plan.pdf", "a" * 64, ".pdf", (A4, A3))
    .with_balloon("1", 0, Decimal(100), Decimal(200))
    .with_balloon("7", 1, Decimal(800), Decimal(1100))
    .with_balloon("14", 1, Decimal(50), Decimal(60))
)
PART = part(
    characteristic("1", "Ø20 h7", Means.MICROMETER),
    characteristic("7", "4x Ø8 H8", Means.CALIPER),
    characteristic("9", "30° ±0,5°", Means.PROTRACTOR),
)


def white(_page: int) -> bytes:
    written = io.BytesIO()
    Image.new("L", (200, 100), 255).save(written, "PNG")
    return written.getvalue()


def paper(part: Part = PART, sheet: DrawingSheet = SHEET, state: RevisionState | None = None) -> DrawingPaper:
    revision = None
    if state is not None:
        revision = PartRevision(None, part, state, "Camille Martin", AT, "")  # type: ignore[arg-type]
    return DrawingPaper(part, sheet, revision, "Atelier d'essai", "metroapp", AT)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf), strict=True)


def test_each_page_is_on_the_paper_of_its_drawing_then_comes_the_table() -> None:
    document = read(render(paper(), white))
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in document.pages]
    assert sizes == [(842, 595), (842, 1191), (842, 595)]
    assert document.metadata is not None and document.metadata.title == "Plan repéré ESSAI-01 A"


def test_balloons_can_be_searched_where_they_are() -> None:
    places: dict[str, tuple[float, float]] = {}

    def see(text: str, user: list[FloatObject], at: list[FloatObject], *_: object) -> None:
        if text.strip() in ("1", "7", "14"):
            places[text.strip()] = (float(at[4] + user[4]), float(at[5] + user[5]))

    document = read(render(paper(), white))
    document.pages[1].extract_text(visitor_text=see)
    assert set(places) == {"7", "14"}  # 1 is on the other page
    assert places["7"][0] > 700 and places["7"][1] > 1000
    assert places["14"][0] < 100 and places["14"][1] < 150


def test_the_table_says_callouts_limits_and_what_is_missing() -> None:
    said = read(render(paper(), white)).pages[-1].extract_text()
    for wanted in (
        "Arbre d'essai · ESSAI-01", "Plan PL-1 – indice A", "Ø20 h7", "19,979", "20,000", "4x Ø8 H8", "29,5", "30,5",
        "°", "non placé", "sans ligne", "14", "plan.pdf", "Atelier d'essai",
    ):  # fmt: skip
        assert wanted in said, wanted


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, "BROUILLON, non validé"),
        (RevisionState.DRAFT, "BROUILLON, non validé"),
        (RevisionState.VALIDATED, "Validé le 24/11/2026 14:05 par Camille Martin"),
        (RevisionState.WITHDRAWN, "RETIRÉ le 24/11/2026 14:05"),
    ],
)
def test_the_paper_says_whether_it_may_be_used(state: RevisionState | None, said: str) -> None:
    for page in read(render(paper(state=state), white)).pages:
        assert said in page.extract_text()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert render(paper(), white) == render(paper(), white)


def test_many_lines_go_on_over_several_pages() -> None:
    many = part(*(characteristic(str(number), "Ø20 h7", Means.MICROMETER) for number in range(1, 121)))
    document = read(render(paper(many), white))
    said = "\n".join(page.extract_text() for page in document.pages[2:])
    assert len(document.pages) > 4
    assert all(f"Caractéristique {number}\n" in said for number in range(1, 121))


@pytest.mark.parametrize("size", [(60, 40), (14000, 300), (40, 60)])
def test_a_drawing_of_an_odd_size_is_on_a_paper_that_a_printer_has(size: tuple[int, int]) -> None:
    odd = DrawingSheet("x.png", "a" * 64, ".png", (PageSize(Decimal(size[0]), Decimal(size[1])),))
    page = read(render(paper(sheet=odd.with_balloon("1", 0, Decimal(5), Decimal(5))), white)).pages[0]
    assert sorted((round(page.mediabox.width), round(page.mediabox.height))) == [595, 842]


def test_texts_typed_by_people_cannot_break_the_paper() -> None:
    wild = replace(PART, designation="Pièce très longue " * 40, reference="../../<b>&", revision="é/\u0000")
    assert len(read(render(paper(wild), white)).pages) == 3


@pytest.mark.tool("pdftoppm")
def test_the_demonstration_drawing_is_printed_in_the_exports(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        sheet = keep_drawing_beside(shop.workspace, PARTS / "arbre-etage.xlsx")
        drawn = replace(PART, sheet=sheet, reference="../REF 1", revision="B/2")
        path = export_drawing(shop.workspace, drawn, None, shop.workspace.exports, clock=lambda: AT)
        with pytest.raises(Refusal, match=r"drawing\.none"):
            export_drawing(shop.workspace, PART, None, shop.workspace.exports)
        (shop.workspace.drawings / f"{sheet.digest}.pdf").unlink()  # type: ignore[union-attr]
        with pytest.raises(Refusal, match=r"drawing\.lost"):
            export_drawing(shop.workspace, drawn, None, shop.workspace.exports)
    finally:
        shop.close()
    assert path.parent == shop.workspace.exports and path.name == "plan-repere-.._REF_1-B_2.pdf"
    subprocess.run(["pdftoppm", "-r", "40", "-png", path, tmp_path / "page"], check=True, timeout=60)
    page = Image.open(next(iter(sorted(tmp_path.glob("page*.png")))))
    assert len(page.convert("RGB").getcolors(10**6) or []) > 50
