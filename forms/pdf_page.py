"""A page of a paper, before what is on it: its size, its header and its foot, the watermark. Lengths in points."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from forms import pdf_style as style
from forms.blocks import Barcodes, Block, ControlChart, Document, InspectionGrid, PieceLabels, Table
from forms.typeface import BOLD, NARROW, REGULAR, fitted, printable, width
from metroapp.wording import documents as words
from metroapp.wording.numbers import moment

_CODE = 13.5 * mm  # of the code of the head, with its quiet zone, part of which is in the margin
_QUIET = 1.6 * mm
_FIGURES = 16  # of a digest: what is enough to know it
_WIDEST_UPRIGHT = 190  # weights of the columns of a table, about as many signs
_COLUMNS_UPRIGHT = 3  # of barcodes
_LOGO = (38 * mm, 11.5 * mm)  # the largest that one is drawn
_GAP = 4 * mm
_OF_DRAWING = 0.7  # of the line under the title, at most


def page_size(document: Document) -> tuple[float, float]:
    """A4, as wide as what is on it asks for: landscape for grids and wide tables."""
    size: tuple[float, float] = landscape(A4) if any(map(_is_wide, document.blocks)) else A4
    return size


def _is_wide(block: Block) -> bool:
    if isinstance(block, Table):
        return sum(column.weight for column in block.columns) > _WIDEST_UPRIGHT
    if isinstance(block, Barcodes):
        return block.columns > _COLUMNS_UPRIGHT
    return isinstance(block, InspectionGrid | PieceLabels | ControlChart)


def head_code(head: str) -> QrCode:
    """The head of the chain for a reader: the entry and sixteen figures of its digest, which `archive verify --head`
    takes, in the capitals that make the smallest code."""
    said = " ".join(one[: one.find(":") + 1 + _FIGURES] for one in head.split())
    return QrCode(said.upper(), qrLevel="M", qrBorder=4, width=_CODE, height=_CODE)


def dress(canvas: Any, document: Document, page: int, pages: int) -> None:
    """Header, foot and watermark of one page."""
    wide, high = page_size(document)
    if document.watermark:
        _watermark(canvas, document.watermark, wide, high)
    _header(canvas, document, words.PAGE.format(page=page, pages=pages), wide, high)
    _foot(canvas, document, wide)


def _watermark(canvas: Any, text: str, wide: float, high: float) -> None:
    canvas.saveState()
    canvas.setFillColor(style.WATERMARK)
    canvas.setFont(BOLD, 96 if wide > high else 84)
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(24 if wide > high else 48)
    canvas.drawCentredString(0, -30, text)
    canvas.restoreState()


def _header(canvas: Any, document: Document, numbered: str, wide: float, high: float) -> None:
    left, right, top = style.MARGIN, wide - style.MARGIN, high - style.MARGIN
    if document.logo:
        left += draw_logo(canvas, document.logo, left, top) + _GAP
    if document.head:
        head_code(document.head).drawOn(canvas, right - _CODE + _QUIET, top - _CODE + _QUIET)
        right -= _CODE
    number = f"{words.NUMBER} {printable(document.number)}" if document.number else ""
    size, room = style.TITLE - 2, (right - left) / 2
    while size > style.TEXT and width(number, BOLD, size) > room:
        size -= 0.5
    number = fitted(number, BOLD, size, room)
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, size)
    canvas.drawRightString(right, top - 14, number)
    _titled(canvas, printable(document.title), left, top - 14, right - left - width(number, BOLD, size) - _GAP)
    canvas.setFillColor(style.GREY)
    canvas.setFont(REGULAR, style.LEAD)
    canvas.drawRightString(right, top - 28, numbered)
    room = right - left - width(numbered, REGULAR, style.LEAD) - _GAP
    # Which drawing, and which revision of it, gives way last.
    drawing = fitted(printable(document.drawing), REGULAR, style.LEAD, room * _OF_DRAWING)
    said = f" · {drawing}" if drawing and document.workshop else drawing
    name = fitted(printable(document.workshop), REGULAR, style.LEAD, room - width(said, REGULAR, style.LEAD))
    canvas.drawString(left, top - 28, f"{name}{said}")


def _titled(canvas: Any, title: str, x: float, y: float, room: float) -> None:
    """As large as its room lets it be."""
    size = style.TITLE
    while size > style.LEAD and width(title, BOLD, size) > room:
        size -= 0.5
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, size)
    canvas.drawString(x, y, fitted(title, BOLD, size, room))


def draw_logo(canvas: Any, png: bytes, x: float, top: float, larger: float = 1) -> float:
    """Draw it whole, never stretched, `larger` times what a header has room for; gives how wide it is."""
    image = ImageReader(BytesIO(png))
    wide, high = image.getSize()
    scale = larger * min(_LOGO[0] / wide, _LOGO[1] / high)
    canvas.drawImage(image, x, top - high * scale, wide * scale, high * scale, mask="auto")
    return float(wide * scale)


def _foot(canvas: Any, document: Document, wide: float) -> None:
    left, right, bottom = style.MARGIN, wide - style.MARGIN, style.MARGIN
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(left, bottom + 14, right, bottom + 14)
    canvas.setFillColor(style.GREY)
    issued = words.ISSUED.format(at=moment(document.issued_at), program=document.program)
    said = f"{document.title} {document.number}".rstrip() + f" · {issued}"
    head = words.HEAD.format(head=document.head) if document.head else ""
    if head:
        said = f"{said} · {words.NO_PARTIAL_COPY}"
    size = style.TINY + 0.5
    canvas.setFont(NARROW, size)
    if width(said, NARROW, size) + width(head, NARROW, size) + _GAP <= right - left:
        canvas.drawString(left, bottom + 5, printable(said))
        canvas.drawRightString(right, bottom + 5, head)
        return
    canvas.drawString(left, bottom + 5, fitted(printable(said), NARROW, size, right - left))
    canvas.drawString(left, bottom - 4, fitted(head, NARROW, size, right - left))
