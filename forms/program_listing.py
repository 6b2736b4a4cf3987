"""A program of a machine on paper: every line with its number, in signs of one width; long lines go on with a mark.

The same program gives the same bytes. Lengths in points.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from forms import pdf_style as style
from forms.typeface import BOLD, MONO, NARROW, REGULAR, fitted, load, load_programs, printable, printable_program, width
from metroapp.wording import dossier as words

MOST_LINES = 20_000  # as printed
_SIZE, _STEP = 8.2, 10.0
_MARGIN, _HEAD, _FOOT = 36.0, 34.0, 40.0
_GUTTER = 34.0  # of the numbers of the lines
_TAB = 8  # columns
_OF_TAPES = dict.fromkeys((0, *range(0x11, 0x15), 0x1A, 0x7F))  # leader, reader on and off, end: not printed


def render(title: str, text: str) -> bytes | None:
    """The bytes of the PDF; None for a program that is too long to be printed."""
    load()
    load_programs()
    wide, high = A4
    columns = int((wide - 2 * _MARGIN - _GUTTER) / width("0", MONO, _SIZE))
    lines = list(_lines(text, columns))
    if len(lines) > MOST_LINES:
        return None
    numbered = sum(1 for number, _ in lines if number)
    a_page = int((high - 2 * _MARGIN - _HEAD - _FOOT) / _STEP)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, initialFontName=REGULAR, lang="fr-FR")
    for first in range(0, max(1, len(lines)), a_page):
        _dress(canvas, title, numbered, wide, high)
        y = high - _MARGIN - _HEAD - _STEP
        for number, line in lines[first : first + a_page]:
            canvas.setFillColor(style.GREY)
            canvas.setFont(MONO, _SIZE - 1.6)
            canvas.drawRightString(_MARGIN + _GUTTER - 8, y, str(number) if number else words.CONTINUES)
            canvas.setFillColor(style.INK)
            canvas.setFont(MONO, _SIZE)
            canvas.drawString(_MARGIN + _GUTTER, y, line)
            y -= _STEP
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(text: str, columns: int) -> Iterator[tuple[int, str]]:
    """Each printed line with the number of its line, 0 where it goes on with the one before."""
    for number, line in enumerate(text.translate(_OF_TAPES).splitlines(), start=1):
        shown = printable_program(line.expandtabs(_TAB).rstrip())
        yield number, shown[:columns]
        for start in range(columns, len(shown), columns):
            yield 0, shown[start : start + columns]
        if number > MOST_LINES:
            return


def _dress(canvas: Canvas, title: str, numbered: int, wide: float, high: float) -> None:
    top, room = high - _MARGIN, wide - 2 * _MARGIN
    said = words.PROGRAM_LINES.format(count=numbered, mark=words.CONTINUES)
    canvas.setFillColor(style.GREY)
    canvas.setFont(NARROW, style.TEXT)
    canvas.drawRightString(wide - _MARGIN, top - 12, said)
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, style.LEAD + 1)
    left = room - width(said, NARROW, style.TEXT) - 12
    canvas.drawString(_MARGIN, top - 12, fitted(printable(title), BOLD, style.LEAD + 1, left))
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(_MARGIN, top - 20, wide - _MARGIN, top - 20)
