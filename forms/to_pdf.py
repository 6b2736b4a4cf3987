"""A document as PDF, A4 landscape. The same document gives the same bytes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from forms import pdf_style as style
from forms.blocks import (
    Barcodes,
    Document,
    Fields,
    InspectionGrid,
    Notes,
    Pictures,
    PieceLabels,
    Signatures,
    Summary,
    Table,
)
from forms.identity import SEALED_FILE, identity_text
from forms.pdf_attachments import attach
from forms.pdf_barcodes import rows_of
from forms.pdf_grid import bands
from forms.pdf_labels import label_rows
from forms.pdf_pictures import picture_rows
from forms.pdf_pieces import FieldGrid, SignOff, SmallPrint, TitledTable
from forms.saving import save
from forms.typeface import BOLD, NARROW, REGULAR, load, printable
from metroapp.wording import documents as words
from metroapp.wording.numbers import moment

_WIDTH, _HEIGHT = landscape(A4)
_CODE = 13.5 * mm  # of the code of the head, with its quiet zone, part of which is in the margin
_QUIET = 1.6 * mm
_FIGURES = 16  # of a digest: what is enough to know it
_ROOM = _WIDTH - 2 * style.MARGIN


def write_pdf(document: Document, path: Path) -> None:
    """Write the document at `path`, whole or not at all. Raises OSError."""
    save(render(document), path)


def render(document: Document) -> bytes:
    """The bytes of the PDF."""
    load()
    buffer = io.BytesIO()
    frame = Frame(
        style.MARGIN,
        style.MARGIN + style.FOOTER_HEIGHT,
        _ROOM,
        style.BODY_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template = BaseDocTemplate(
        buffer,
        pagesize=(_WIDTH, _HEIGHT),
        pageTemplates=[PageTemplate(frames=[frame])],
        title=f"{document.title} {document.number}".rstrip(),
        author=document.workshop,
        subject=document.title,
        creator=document.program,
        lang="fr-FR",
        keywords=[identity_text(document)],
        invariant=1,
        pageCompression=1,
    )
    template.build(_story(document), canvasmaker=_canvas_for(document))
    return buffer.getvalue()


def _story(document: Document) -> list[Flowable]:
    story: list[Flowable] = []
    annexes: list[Flowable] = []
    summary = next((block for block in document.blocks if isinstance(block, Summary)), None)
    for block in document.blocks:
        match block:
            case Fields():
                story.append(FieldGrid(block, _ROOM))
            case InspectionGrid():
                story.extend(bands(block, _ROOM))
            case Table(annex=True):
                annexes.append(TitledTable(block, _ROOM))
            case Table():
                story.append(TitledTable(block, _ROOM))
            case Summary():
                pass  # beside the signatures: what is signed for
            case Signatures():
                story.append(SignOff(summary, block))
            case Notes():
                story.append(SmallPrint(block))
            case Barcodes():
                story.extend(rows_of(block, _ROOM))
            case Pictures():
                story.extend(picture_rows(block, _ROOM))
            case PieceLabels():
                story.extend(label_rows(block, _ROOM))
    for annex in annexes:
        story.extend((PageBreak(), annex))
    return story


def _canvas_for(document: Document) -> type[Canvas]:
    """A canvas that knows how many pages there are when it draws their headers and feet."""

    class _Numbered(Canvas):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **options: Any) -> None:
            # Without it reportlab names Helvetica on each page, a font that no viewer has to have.
            super().__init__(*arguments, **(options | {"initialFontName": REGULAR}))
            self._waiting: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's own name
            self._waiting.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._waiting, start=1):
                self.__dict__.update(state)
                _dress(self, document, number, len(self._waiting))
                super().showPage()
            if document.sealed:
                attach(self, SEALED_FILE, document.sealed, words.SEALED)
            super().save()

    return _Numbered


def head_code(head: str) -> QrCode:
    """The head of the chain for a reader: the entry and sixteen figures of its digest, which `archive verify --head`
    takes, in the capitals that make the smallest code."""
    said = " ".join(one[: one.find(":") + 1 + _FIGURES] for one in head.split())
    return QrCode(said.upper(), qrLevel="M", qrBorder=4, width=_CODE, height=_CODE)


def _dress(canvas: Any, document: Document, page: int, pages: int) -> None:
    """Header, foot and watermark of one page."""
    left, right = style.MARGIN, _WIDTH - style.MARGIN
    if document.watermark:
        canvas.saveState()
        canvas.setFillColor(style.WATERMARK)
        canvas.setFont(BOLD, 96)
        canvas.translate(_WIDTH / 2, _HEIGHT / 2)
        canvas.rotate(24)
        canvas.drawCentredString(0, -30, document.watermark)
        canvas.restoreState()
    top = _HEIGHT - style.MARGIN
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, style.TITLE)
    canvas.drawString(left, top - 14, document.title)
    canvas.setFont(REGULAR, style.LEAD)
    canvas.setFillColor(style.GREY)
    canvas.drawString(left, top - 28, printable(document.workshop))
    aside = right
    if document.head:
        head_code(document.head).drawOn(canvas, right - _CODE + _QUIET, top - _CODE + _QUIET)
        aside -= _CODE
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, style.TITLE - 2)
    if document.number:
        canvas.drawRightString(aside, top - 14, f"{words.NUMBER} {printable(document.number)}")
    canvas.setFillColor(style.GREY)
    canvas.setFont(REGULAR, style.LEAD)
    canvas.drawRightString(aside, top - 28, words.PAGE.format(page=page, pages=pages))
    bottom = style.MARGIN
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, bottom + 14, right, bottom + 14)
    canvas.setFont(NARROW, style.TINY + 0.5)
    issued = words.ISSUED.format(at=moment(document.issued_at), program=document.program)
    named = f"{document.title} {document.number}".rstrip()
    if not document.head:
        canvas.drawString(left, bottom + 5, f"{named} · {issued}")
        return
    canvas.drawString(left, bottom + 5, f"{named} · {issued} · {words.NO_PARTIAL_COPY}")
    canvas.drawRightString(right, bottom + 5, words.HEAD.format(head=document.head))
