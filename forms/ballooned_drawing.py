"""The ballooned drawing on paper: each page of the drawing with its balloons, then the table of what they are.

The page of the drawing is a picture; balloons, titles and table are drawn upon it, and can be searched. A page is as
large as that of the drawing, so that a drawing A3 is printed on A3. Lengths in points.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from forms import pdf_style as style
from forms.blocks import Align, Cell, Column, Table
from forms.pdf_table import TitledTable
from forms.typeface import BOLD, NARROW, REGULAR, fitted, load, printable, width
from metroapp.domain.drawing import BalloonPlace, DrawingSheet
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Characteristic, Part
from metroapp.wording import documents as words
from metroapp.wording import drawing_board as board
from metroapp.wording.derivations import drawn, unit_of
from metroapp.wording.numbers import moment

_HEAD, _FOOT, _MARGIN = 30.0, 12.0, 14.0
_RAISED = 6.0  # the foot, above the folio that a dossier writes under it
_LEAST_SIDE, _MOST_SIDE = 400.0, 3400.0  # papers from about A5 to A0
_LEAST_RADIUS = 7.0  # two figures are read on paper

Picture = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class DrawingPaper:
    """What is printed: a part with its drawing, its revision where the archive has it as it is, who prints it."""

    part: Part
    sheet: DrawingSheet
    revision: PartRevision | None
    workshop: str
    program: str
    issued_at: datetime

    @property
    def state(self) -> str:
        """What the paper may be used for; empty where it is validated."""
        if self.revision is None or self.revision.state is RevisionState.DRAFT:
            return board.PAPER_UNVALIDATED
        if self.revision.state is RevisionState.WITHDRAWN:
            return board.PAPER_WITHDRAWN.format(at=moment(self.revision.at))
        return ""


def render(paper: DrawingPaper, picture: Picture) -> bytes:
    """The bytes of the PDF; `picture(page)` gives one page of the drawing as PNG, one after the other."""
    load()
    buffer = io.BytesIO()
    title = f"{board.PAPER} {paper.part.reference} {paper.part.revision}"
    canvas = Canvas(buffer, invariant=1, pageCompression=1, initialFontName=REGULAR, lang="fr-FR")
    canvas.setTitle(title)
    canvas.setSubject(board.PAPER)
    canvas.setAuthor(paper.workshop)
    canvas.setCreator(paper.program)
    for page in range(paper.sheet.pages):
        _drawing_page(canvas, paper, page, picture(page))
        canvas.showPage()
    _tables(canvas, paper)
    canvas.save()
    return buffer.getvalue()


# -- the drawing ------------------------------------------------------------------------------------------------------


def _drawing_page(canvas: Any, paper: DrawingPaper, page: int, picture: bytes) -> None:
    size = paper.sheet.sizes[page]
    wide, high = _paper_size(float(size.width), float(size.height))
    canvas.setPageSize((wide, high))
    _dress(
        canvas,
        paper,
        wide,
        high,
        board.PAPER_FILE.format(file=paper.sheet.file, page=page + 1, pages=paper.sheet.pages),
    )
    room_wide, room_high = wide - 2 * _MARGIN, high - 2 * _MARGIN - _HEAD - _FOOT
    share = min(room_wide / float(size.width), room_high / float(size.height))
    drawn_wide, drawn_high = float(size.width) * share, float(size.height) * share
    left = (wide - drawn_wide) / 2
    bottom = _MARGIN + _FOOT + (room_high - drawn_high) / 2
    canvas.drawImage(ImageReader(io.BytesIO(picture)), left, bottom, drawn_wide, drawn_high)
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.4)
    canvas.rect(left, bottom, drawn_wide, drawn_high)
    radius = max(_LEAST_RADIUS, float(paper.sheet.radius(page)) * share)
    for place in paper.sheet.on_page(page):
        _balloon(canvas, place, left + float(place.x) * share, bottom + float(place.y) * share, radius)


def _balloon(canvas: Any, place: BalloonPlace, x: float, y: float, radius: float) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.setStrokeColor(style.ACCENT)
    canvas.setLineWidth(radius * 0.11)
    canvas.circle(x, y, radius, stroke=1, fill=1)
    text, size = printable(place.balloon), radius * 1.1
    taken = width(text, BOLD, size)
    size = size if taken <= radius * 1.55 else size * radius * 1.55 / taken
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(x, y - size * 0.36, text)


def _paper_size(wide: float, high: float) -> tuple[float, float]:
    """That of the drawing, or A4 the same way round where no printer has it."""
    if min(wide, high) >= _LEAST_SIDE and max(wide, high) <= _MOST_SIDE:
        return wide, high
    across: tuple[float, float] = landscape(A4) if wide > high else A4
    return across


def _dress(canvas: Any, paper: DrawingPaper, wide: float, high: float, beneath: str) -> None:
    """The head and the foot of a page."""
    part, top, right = paper.part, high - _MARGIN, wide - _MARGIN
    named = board.PAPER_PART.format(designation=part.designation, reference=part.reference)
    drawing = board.PAPER_DRAWING.format(drawing=part.drawing, revision=part.revision)
    half = (wide - 3 * _MARGIN) / 2
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, 12)
    canvas.drawString(_MARGIN, top - 11, fitted(printable(named), BOLD, 12, half))
    canvas.drawRightString(right, top - 11, fitted(printable(drawing), BOLD, 12, half))
    canvas.setFont(REGULAR, style.TEXT)
    canvas.setFillColor(style.GREY)
    where = f"{board.PAPER} · {paper.workshop}" if paper.workshop else board.PAPER
    canvas.drawString(_MARGIN, top - 23, fitted(printable(f"{where} · {beneath}"), REGULAR, style.TEXT, half))
    said, colour = paper.state, style.BAD
    if not said and paper.revision is not None:
        said = board.PAPER_VALIDATED.format(at=moment(paper.revision.at), by=paper.revision.by)
        colour = style.GOOD
    canvas.setFillColor(colour)
    canvas.setFont(BOLD, style.TEXT)
    canvas.drawRightString(right, top - 23, fitted(printable(said), BOLD, style.TEXT, half))
    canvas.setFillColor(style.GREY)
    canvas.setFont(NARROW, style.TINY)
    issued = words.ISSUED.format(at=moment(paper.issued_at), program=paper.program)
    foot = board.PAPER_FOOT.format(file=paper.sheet.file, digest=paper.sheet.digest[:16], issued=issued)
    canvas.drawString(_MARGIN, _MARGIN + _RAISED, fitted(printable(foot), NARROW, style.TINY, wide - 2 * _MARGIN))


# -- the table --------------------------------------------------------------------------------------------------------

_COLUMNS = (
    Column(words.BALLOON, 6),
    Column(words.CHARACTERISTIC, 32),
    Column(words.CALLOUT, 22),
    Column(words.LOWER, 12, Align.RIGHT),
    Column(words.UPPER, 12, Align.RIGHT),
    Column(words.UNIT, 7),
    Column(board.PAPER_PLACE, 12),
)


def _tables(canvas: Any, paper: DrawingPaper) -> None:
    wide, high = landscape(A4)
    room = wide - 2 * _MARGIN, high - 2 * _MARGIN - _HEAD - _FOOT
    rest = [TitledTable(Table(board.PAPER_TABLE, board.PAPER_TABLE, _COLUMNS, _rows(paper)), room[0])]
    while rest:
        table, *rest = rest
        canvas.setPageSize((wide, high))
        _dress(canvas, paper, wide, high, paper.sheet.file)
        if table.wrapOn(canvas, *room)[1] > room[1]:
            table, *rest = table.split(*room)
            table.wrapOn(canvas, *room)
        table.drawOn(canvas, _MARGIN, high - _MARGIN - _HEAD - table.height)
        canvas.showPage()


def _rows(paper: DrawingPaper) -> tuple[tuple[Cell, ...], ...]:
    sheet, part = paper.sheet, paper.part
    alone = sheet.orphans(given.drawn_balloon for given in part.characteristics)
    return (
        *(_row(given, sheet) for given in part.characteristics),
        *((balloon, board.NO_LINE, "", None, None, "", _page_of(sheet, balloon)) for balloon in alone),
    )


def _row(given: Characteristic, sheet: DrawingSheet) -> tuple[Cell, ...]:
    callout = given.callout
    lower, upper = (callout.in_reading_unit(limit) for limit in (callout.lower_limit, callout.upper_limit))
    unit = unit_of(callout) if (lower, upper) != (None, None) else ""
    page = _page_of(sheet, given.drawn_balloon)
    return given.balloon, given.designation, drawn(callout), lower, upper, unit, page


def _page_of(sheet: DrawingSheet, balloon: str) -> str:
    place = sheet.place_of(balloon)
    return board.PAPER_UNPLACED if place is None else str(place.page + 1)
