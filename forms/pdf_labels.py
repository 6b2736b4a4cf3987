"""Labels of pieces on paper: three across, cut along the lines; each says its state in words, shape and colour."""

from __future__ import annotations

from typing import Any

from reportlab.graphics.barcode.qr import QrCode
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import PieceLabel, PieceLabels, Tone
from forms.pdf_barcodes import draw_sign
from forms.typeface import BOLD, NARROW, NARROW_BOLD, fitted, printable, width

ACROSS = 3
_HEIGHT = 40.5 * mm  # four rows on a page
_BAND = 9 * mm
_PAD = 2.5 * mm
_SIGN = 5.4 * mm
_QR = 25 * mm  # with its quiet zone
_QUIET = 4  # modules without ink around a code (ISO/IEC 18004)
_STATE_SIZE, _TITLE_SIZE, _LINE_SIZE, _MARK_SIZE = 14, 13, 7.6, 7  # points
_LEADING = 2.9 * mm  # eight lines at most
_BANDS = {
    Tone.GREEN: (style.GOOD, white),
    Tone.ORANGE: (HexColor("#f2a33a"), style.INK),
    Tone.RED: (style.BAD, white),
}


def label_rows(block: PieceLabels, room: float) -> list[Flowable]:
    """One flowable for each row of labels, so that a page breaks between rows."""
    entries = block.entries
    return [_Row(entries[first : first + ACROSS], room / ACROSS) for first in range(0, len(entries), ACROSS)]


def qr_code(text: str) -> QrCode:
    """The code that names a piece; medium correction: a label gets dirty."""
    return QrCode(text, qrLevel="M", qrBorder=_QUIET, width=_QR, height=_QR)


class _Row(Flowable):  # type: ignore[misc]
    """The labels of one row."""

    def __init__(self, labels: tuple[PieceLabel, ...], share: float) -> None:
        super().__init__()
        self._labels, self._share = labels, share
        self.height = _HEIGHT

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        for place, label in enumerate(self._labels):
            _draw(self.canv, label, place * self._share, self._share)


def _draw(canvas: Any, label: PieceLabel, left: float, room: float) -> None:
    ground, ink = _BANDS[label.tone]
    top = _HEIGHT - _BAND
    canvas.setFillColor(ground)
    canvas.rect(left, top, room, _BAND, stroke=0, fill=1)
    _draw_state(canvas, label, left, top, room, ink)
    words_room = room - _QR - 2 * _PAD
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, _TITLE_SIZE)
    canvas.drawString(left + _PAD, top - 5.6 * mm, fitted(printable(label.title), BOLD, _TITLE_SIZE, words_room))
    y = top - 9.6 * mm
    for line in label.lines:
        canvas.setFont(NARROW, _LINE_SIZE)
        canvas.drawString(left + _PAD, y, fitted(printable(line), NARROW, _LINE_SIZE, words_room))
        y -= _LEADING
    canvas.setFillColor(black)
    qr_code(label.code).drawOn(canvas, left + room - _QR - 1 * mm, top - _QR - 0.5 * mm)
    canvas.setFillColor(style.INK)
    canvas.setFont(NARROW, style.TINY)
    code = fitted(printable(label.code), NARROW, style.TINY, _QR)
    canvas.drawCentredString(left + room - _QR / 2 - 1 * mm, top - _QR - 2.4 * mm, code)
    canvas.setStrokeColor(style.GREY)
    canvas.setLineWidth(0.4)
    canvas.setDash(3, 2)
    canvas.rect(left, 0, room, _HEIGHT, stroke=1, fill=0)
    canvas.setDash()


def _draw_state(canvas: Any, label: PieceLabel, left: float, bottom: float, room: float, ink: Any) -> None:
    canvas.setFillColor(ink)
    canvas.setStrokeColor(ink)
    draw_sign(canvas, label.sign, left + _PAD, bottom + (_BAND - _SIGN) / 2, _SIGN)
    start, end = left + _PAD + _SIGN + 2 * mm, left + room - _PAD
    if label.watermark:
        canvas.setFont(NARROW_BOLD, _MARK_SIZE)
        canvas.drawRightString(end, bottom + _BAND / 2 - _MARK_SIZE * 0.36, label.watermark)
        end -= width(label.watermark, NARROW_BOLD, _MARK_SIZE) + 2 * mm
    canvas.setFont(BOLD, _STATE_SIZE)
    said = fitted(printable(label.state), BOLD, _STATE_SIZE, end - start)
    canvas.drawString(start, bottom + _BAND / 2 - _STATE_SIZE * 0.36, said)
