"""The smaller parts of a printed paper: header fields, counts, visas, notes."""

from __future__ import annotations

from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import Fields, Notes, Signatures, Summary, Visa
from forms.typeface import BOLD, NARROW, NARROW_BOLD, fitted, printable, width, wrapped
from metroapp.wording import documents as words

_FIELD, _FIELD_BY_HAND = 8.4 * mm, 11 * mm
_FIELD_WIDTH = 52 * mm  # about: five of them across a page, four where it is upright
_NOTE, _NOTE_STEP = style.TINY + 0.5, 8.4
_MOST_KEPT = 12  # lines of notes that stay together
_MANY_COUNTS = 6  # sorted piles: their words get smaller
_VISA_WIDTH = 42 * mm  # the narrowest
_VISA_HEIGHT, _VISA_TITLE, _VISA_GAP = 16.5 * mm, 4.5 * mm, 4 * mm


class FieldGrid(Flowable):  # type: ignore[misc]
    """Labels in small grey, values in ink, as many to a row as the page has room for."""

    def __init__(self, fields: Fields, room: float) -> None:
        super().__init__()
        self._pairs, self.width = fields.pairs, room
        self._across = round(room / _FIELD_WIDTH)
        self._step = _FIELD_BY_HAND if fields.by_hand else _FIELD
        self.spaceAfter = 3 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._rows = -(-len(self._pairs) // self._across)
        self.height = self._rows * self._step
        return self.width, self.height

    def draw(self) -> None:
        canvas, share = self.canv, self.width / self._across
        for index, (title, value) in enumerate(self._pairs):
            row, column = divmod(index, self._across)
            x, top = column * share, self.height - row * self._step
            # The last field takes what is left of its row.
            room = share if index < len(self._pairs) - 1 else self.width - x
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.4)
            canvas.line(x, top, x + room - (0 if column == self._across - 1 or room > share else 2 * mm), top)
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.TINY + 0.5)
            canvas.drawString(x, top - 8, fitted(printable(title), NARROW, style.TINY + 0.5, room - 2 * mm))
            text, font, size = printable(value), BOLD, style.TEXT + 0.5
            if width(text, font, size) > room - 4 * mm:
                font, size = NARROW_BOLD, style.SMALL
            canvas.setFillColor(style.INK)
            lines = wrapped(text, font, size, room - 4 * mm, 2)
            canvas.setFont(font, size if len(lines) == 1 else style.TINY)
            for number, line in enumerate(lines):
                canvas.drawString(
                    x, top - 18.5 - (number * 6.6 if len(lines) > 1 else 0) + (3 if len(lines) > 1 else 0), line
                )


class SignOff(Flowable):  # type: ignore[misc]
    """The foot of a paper: the counts of the lot, and beside them who signs. Either may be absent."""

    def __init__(self, summary: Summary | None, signatures: Signatures | None) -> None:
        super().__init__()
        self._summary, self._signatures = summary, signatures
        self._left = 0.0 if summary is None else 122 * mm
        self.spaceAfter = 4 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        boxes = len(self._signatures.boxes) if self._signatures is not None else 1
        across = max(1, int((self.width - self._left + _VISA_GAP) / (_VISA_WIDTH + _VISA_GAP)))
        self._rows = -(-boxes // across) if self._summary is None else 1
        self._across = -(-boxes // self._rows)  # as many in each row
        self.height = _VISA_TITLE + self._rows * _VISA_HEIGHT + (self._rows - 1) * _VISA_GAP / 2
        return self.width, self.height

    def draw(self) -> None:
        if self._summary is not None:
            self._counts(self._summary, self._left - 6 * mm)
        if self._signatures is not None:
            self._visas(self._signatures, self._left)

    def _counts(self, summary: Summary, room: float) -> None:
        canvas = self.canv
        heading(canvas, 0, self.height - 8, summary.title)
        share = room / len(summary.counts)
        for index, (title, count, disposition) in enumerate(summary.counts):
            x = index * share
            colour = style.INK if disposition is None else style.DISPOSITION_COLOURS[disposition][0]
            canvas.setFillColor(colour if count else style.GREY)
            canvas.setFont(BOLD, style.TITLE)
            canvas.drawString(x, self.height - 28, str(count))
            size = style.SMALL + 0.5 if len(summary.counts) < _MANY_COUNTS else style.SMALL
            canvas.setFont(NARROW, size)
            canvas.drawString(x, self.height - 38, title)
        canvas.setFillColor(style.GREY)
        canvas.setFont(NARROW, style.SMALL)
        checks = " · ".join(f"{count} {title}" for title, count, _ in summary.checks)
        canvas.drawString(0, 3, fitted(checks, NARROW, style.SMALL, room))

    def _visas(self, signatures: Signatures, left: float) -> None:
        canvas = self.canv
        heading(canvas, left, self.height - 8, words.VISAS)
        room = (self.width - left - _VISA_GAP * (self._across - 1)) / self._across
        for index, visa in enumerate(signatures.boxes):
            row, column = divmod(index, self._across)
            y = self.height - _VISA_TITLE - (row + 1) * _VISA_HEIGHT - row * _VISA_GAP / 2
            canvas.saveState()
            canvas.translate(left + column * (room + _VISA_GAP), y)
            self._visa(visa, room)
            canvas.restoreState()

    def _visa(self, visa: Visa, room: float) -> None:
        canvas, pad = self.canv, 2 * mm
        canvas.setStrokeColor(style.GREY)
        canvas.setLineWidth(0.6)
        canvas.roundRect(0, 0, room, _VISA_HEIGHT, 1 * mm, stroke=1, fill=0)
        canvas.setFillColor(style.GREY)
        canvas.setFont(NARROW, style.SMALL)
        canvas.drawString(pad, _VISA_HEIGHT - 9, fitted(printable(visa.function), NARROW, style.SMALL, room - 2 * pad))
        dated, said = f"{words.DATE} : {visa.date}", f"{words.VISA} : {printable(visa.signed)}".rstrip()
        beside = width(said, NARROW, style.SMALL) <= room / 2 - pad
        canvas.drawString(pad, 4 if beside else 12.5, dated)
        shown = said if beside else fitted(printable(visa.signed), NARROW, style.SMALL, room - 2 * pad)
        canvas.drawString(room / 2 if beside else pad, 4, shown)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.TEXT + 1)
        name = fitted(printable(visa.name), BOLD, style.TEXT + 1, room - 2 * pad)
        canvas.drawString(pad, _VISA_HEIGHT - 21, name)


class SmallPrint(Flowable):  # type: ignore[misc]
    """Notes under a grid; many go on on the next page."""

    def __init__(self, notes: Notes, lines: list[str] | None = None) -> None:
        super().__init__()
        self._notes, self._lines = notes, lines
        self.spaceAfter = 2.5 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        if self._lines is None:
            texts = (printable(text) for text in self._notes.lines)
            self._lines = [one for text in texts for one in wrapped(text, NARROW, _NOTE, self.width, len(text) + 1)]
        self.height = len(self._lines) * _NOTE_STEP
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        count, lines = int(available_height / _NOTE_STEP), self._lines or []
        if len(lines) < _MOST_KEPT or count < 1:
            return []
        return [SmallPrint(self._notes, lines[:count]), SmallPrint(self._notes, lines[count:])]

    def draw(self) -> None:
        self.canv.setFillColor(style.GREY)
        self.canv.setFont(NARROW, _NOTE)
        for index, line in enumerate(self._lines or ()):
            self.canv.drawString(0, self.height - 7 - index * _NOTE_STEP, line)


class FormTitle(Flowable):  # type: ignore[misc]
    """The title of one of the forms that a paper is made of."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title, self.height = title, 7 * mm

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.LEAD + 1)
        canvas.drawString(0, self.height - 11, fitted(printable(self._title), BOLD, style.LEAD + 1, self.width))


def heading(canvas: Any, x: float, y: float, text: str) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, style.TEXT + 0.5)
    canvas.drawString(x, y, text)
