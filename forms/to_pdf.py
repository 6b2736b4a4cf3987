"""A document as PDF, on A4. The same document gives the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate

from forms import pdf_style as style
from forms.blocks import (
    Barcodes,
    Bars,
    CauseDiagram,
    ControlChart,
    Document,
    Fields,
    InspectionGrid,
    Notes,
    Pictures,
    PieceLabels,
    Sheet,
    Signatures,
    Summary,
    Table,
)
from forms.identity import SEALED_FILE, identity_text
from forms.pdf_attachments import attach
from forms.pdf_barcodes import rows_of
from forms.pdf_bars import BarPicture
from forms.pdf_causes import CausePicture
from forms.pdf_chart import chart_pages
from forms.pdf_grid import bands
from forms.pdf_labels import label_rows
from forms.pdf_page import dress, page_size
from forms.pdf_pictures import picture_rows
from forms.pdf_pieces import FieldGrid, FormTitle, SignOff, SmallPrint
from forms.pdf_table import TitledTable
from forms.saving import save
from forms.typeface import REGULAR, lacks_signs, load
from metroapp.wording import documents as words


def write_pdf(document: Document, path: Path) -> None:
    """Write the document at `path`, whole or not at all. Raises OSError."""
    save(render(document), path)


def render(document: Document) -> bytes:
    """The bytes of the PDF."""
    load()
    buffer = io.BytesIO()
    wide, high = page_size(document)
    room = wide - 2 * style.MARGIN
    frame = Frame(
        style.MARGIN,
        style.MARGIN + style.FOOTER_HEIGHT,
        room,
        high - 2 * style.MARGIN - style.HEADER_HEIGHT - style.FOOTER_HEIGHT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    template = BaseDocTemplate(
        buffer,
        pagesize=(wide, high),
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
    template.build(_story(document, room), canvasmaker=_canvas_for(document))
    return buffer.getvalue()


def _story(document: Document, room: float) -> list[Flowable]:
    story: list[Flowable] = []
    annexes: list[Flowable] = []
    summary = next((block for block in document.blocks if isinstance(block, Summary)), None)
    for block in document.blocks:
        match block:
            case Sheet():
                story += [*([PageBreak()] if story else []), FormTitle(block.title)]
            case Fields():
                story.append(FieldGrid(block, room))
            case InspectionGrid():
                story.extend(bands(block, room))
            case Table(annex=True):
                annexes.append(TitledTable(block, room))
            case Table():
                story.append(TitledTable(block, room))
            case Summary():
                pass  # beside the signatures: what is signed for
            case Signatures():
                story.append(SignOff(summary, block))
            case Notes():
                story.append(SmallPrint(block))
            case ControlChart():
                story.extend(chart_pages(block, room))
            case CauseDiagram():
                story.append(CausePicture(block, room))
            case Bars():
                story.append(BarPicture(block, room))
            case Barcodes():
                story.extend(rows_of(block, room))
            case Pictures():
                story.extend(picture_rows(block, room))
            case PieceLabels():
                story.extend(label_rows(block, room))
    if any(map(lacks_signs, _typed(document))):
        story.append(SmallPrint(Notes((words.LACKING,))))
    for annex in annexes:
        story.extend((PageBreak(), annex))
    return story


def _typed(document: Document) -> Iterator[str]:
    """The texts where somebody may have typed a sign that the typeface lacks."""
    yield from (document.workshop, document.number, document.drawing)
    for block in document.blocks:
        match block:
            case Fields():
                yield from (value for _, value in block.pairs)
            case InspectionGrid():
                yield from (text for line in block.lines for text in (line.designation, line.balloon, line.instruments))
            case Table():
                yield from (cell for row in block.rows for cell in row if isinstance(cell, str))
            case CauseDiagram():
                yield from (said for branch in block.branches for said, _ in branch.causes)
            case Signatures():
                yield from (visa.name for visa in block.boxes)
            case _:
                pass


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
                dress(self, document, number, len(self._waiting))
                super().showPage()
            if document.sealed and document.carries_sealed:
                attach(self, SEALED_FILE, document.sealed, words.SEALED)
            super().save()

    return _Numbered
