"""Pages of several PDFs bound into one: in order, each with its folio, with links and bookmarks.

The same pages give the same bytes. Pages are taken as they are drawn; nothing else of their files comes along.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from reportlab.pdfgen.canvas import Canvas

from forms import pdf_style as style
from forms.identity import SEALED_FILE
from forms.typeface import NARROW, REGULAR, fitted, load, printable, width

GoOn = Callable[[int, int], bool]  # pages bound, pages in all → whether to go on
_BASELINE, _EDGE, _PAD = 11.0, 24.0, 2.0  # points
_KEPT = ("/MediaBox", "/CropBox", "/Rotate", "/Group", "/Contents", "/Resources")
_FOLIO = "/MetroappFolio"


class Folio(NamedTuple):
    """What is written at the foot of a page; nothing on one without texts."""

    left: str = ""
    right: str = ""


class Bookmark(NamedTuple):
    """A title, its page from 0, and those under it."""

    title: str
    page: int
    inside: tuple[Bookmark, ...] = ()


class Jump(NamedTuple):
    """A rectangle of a page (points) that leads to another one; pages from 0."""

    page: int
    box: tuple[float, float, float, float]
    to: int


@dataclass(frozen=True)
class Pages:
    """The pages of one PDF, read once."""

    reader: PdfReader

    @classmethod
    def of(cls, content: bytes) -> Pages:
        """Raises what pypdf raises for what is no PDF."""
        return cls(PdfReader(io.BytesIO(content)))

    def __len__(self) -> int:
        return len(self.reader.pages)


class GivenUp(Exception):
    """Nobody waits for it any more."""


def bind(
    parts: Iterable[tuple[Pages, int]],
    folios: Sequence[Folio],
    *,
    bookmarks: Iterable[Bookmark] = (),
    jumps: Iterable[Jump] = (),
    said: dict[str, str],
    attached: bytes = b"",
    go_on: GoOn = lambda _done, _total: True,
) -> bytes:
    """The bytes of one PDF: `parts` are a page of a PDF each, and there is a folio for each; `said` are its properties
    (`/Title`…), `attached` the sealed entries that it carries. Raises `GivenUp`."""
    writer = PdfWriter()
    for pages, number in parts:
        if not go_on(len(writer.pages), len(folios)):
            raise GivenUp
        page = writer.add_page(pages.reader.pages[number])
        for key in [key for key in page if key not in (*_KEPT, "/Type", "/Parent")]:
            del page[key]
    overlay = Pages.of(_folios([_size(page) for page in writer.pages], folios)).reader
    for page, drawn, folio in zip(writer.pages, overlay.pages, folios, strict=True):
        if any(folio):
            _stamp(writer, page, drawn)
    for one in bookmarks:
        _mark(writer, one, None)
    for jump in jumps:
        writer.add_annotation(jump.page, Link(rect=jump.box, border=[0, 0, 0], target_page_index=jump.to))
    if attached:
        writer.add_attachment(SEALED_FILE, attached)
    writer.metadata = None
    writer.add_metadata(said)
    writer.root_object[NameObject("/Lang")] = TextStringObject("fr-FR")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _size(page: Any) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _folios(sizes: Sequence[tuple[float, float]], folios: Sequence[Folio]) -> bytes:
    """A PDF of the folios alone, a page for each."""
    load()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=0, initialFontName=REGULAR)
    for (wide, high), folio in zip(sizes, folios, strict=True):
        canvas.setPageSize((wide, high))
        right = fitted(printable(folio.right), NARROW, style.SMALL, wide / 2)
        taken = width(right, NARROW, style.SMALL)
        left = fitted(printable(folio.left), NARROW, style.SMALL, max(0.0, wide - 2 * _EDGE - taken - 12))
        for text, x in ((left, _EDGE), (right, wide - _EDGE - taken)):
            if text:
                # On white: what is under it may be a photograph.
                canvas.setFillColorRGB(1, 1, 1)
                canvas.rect(x - _PAD, _BASELINE - 3, width(text, NARROW, style.SMALL) + 2 * _PAD, 10, stroke=0, fill=1)
                canvas.setFillColor(style.GREY)
                canvas.setFont(NARROW, style.SMALL)
                canvas.drawString(x, _BASELINE, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _stamp(writer: PdfWriter, page: Any, drawn: Any) -> None:
    """Draw one page of the folios upon a page, after all that it shows."""
    plain = DecodedStreamObject()
    plain.set_data(drawn.get_contents().get_data())
    form = plain.flate_encode()
    wide, high = _size(page)
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(0), FloatObject(0), FloatObject(wide), FloatObject(high)]),
            NameObject("/Resources"): drawn["/Resources"].clone(writer),
        }
    )
    resources = DictionaryObject(page["/Resources"].get_object())
    objects = DictionaryObject()
    if "/XObject" in resources:
        objects.update(page["/Resources"]["/XObject"].get_object())
    objects[NameObject(_FOLIO)] = writer._add_object(form)
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(f"\nQ\nq {_FOLIO} Do Q".encode())
    given = page["/Contents"] if "/Contents" in page else ArrayObject()
    shown = list(given) if isinstance(given, ArrayObject) else [page.raw_get("/Contents")]
    page[NameObject("/Contents")] = ArrayObject([writer._add_object(before), *shown, writer._add_object(after)])


def _mark(writer: PdfWriter, given: Bookmark, above: Any) -> None:
    here = writer.add_outline_item(title=given.title, page_number=given.page, parent=above)
    for one in given.inside:
        _mark(writer, one, here)
