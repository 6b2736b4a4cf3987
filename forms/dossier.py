"""The dossier de fabrication as one bound PDF: a cover, a table of contents that says what is missing, then each
section with its papers, every page numbered.

The same dossier at the same moment gives the same bytes. Lengths in points.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from forms import pdf_style as style
from forms.binding import Bookmark, Folio, GoOn, Jump, Pages, bind
from forms.blocks import Document, Fields
from forms.identity import identity_text
from forms.pdf_page import draw_logo, head_code
from forms.typeface import BOLD, NARROW, NARROW_BOLD, REGULAR, fitted, load, printable, width, wrapped
from metroapp.wording import documents
from metroapp.wording import dossier as words
from metroapp.wording.numbers import moment

MOST_PAGES = 2500  # of the papers
_WIDE, _HIGH = A4
_MARGIN, _FOOT = 51.0, 40.0
_ROOM = _WIDE - 2 * _MARGIN
_LARGER_LOGO = 1.6  # than on the other papers
_CODE = 38.0  # side of the code of the head
_TOP = _HIGH - _MARGIN - 34  # of the rows of the contents, under their title


class BoundPaper(NamedTuple):
    """One paper; `pages` is None where it cannot be bound, and `reason` says why. `detail`: where it comes from."""

    title: str
    detail: str
    pages: bytes | None
    reason: str = ""
    digest: str = ""


class BoundSection(NamedTuple):
    """One section; `missing`: it must have something, and has nothing."""

    title: str
    papers: tuple[BoundPaper, ...]
    missing: bool


@dataclass(frozen=True)
class BoundDossier:
    """What is bound. Of `document`, the fields are those of the cover."""

    document: Document
    sections: tuple[BoundSection, ...]


@dataclass(frozen=True)
class _Placed:
    """A paper whose pages were counted, and the first of them in the dossier, from 0."""

    paper: BoundPaper
    pages: Pages | None
    count: int
    first: int = 0


@dataclass(frozen=True)
class _Section:
    place: int
    given: BoundSection
    papers: tuple[_Placed, ...]
    first: int = 0  # its own page, from 0

    @property
    def title(self) -> str:
        return words.SECTION.format(place=self.place, title=self.given.title)

    @property
    def is_bound(self) -> bool:
        return bool(self.given.papers)


class _Row(NamedTuple):
    """One line of the contents; `to`: the page that it leads to, from 0."""

    text: str
    right: str = ""
    to: int | None = None
    font: str = NARROW
    indent: float = 0.0
    colour: Any = style.INK
    step: float = 14.0
    above: float = 0.0


def render(given: BoundDossier, go_on: GoOn = lambda _done, _total: True) -> bytes:
    """The bytes of the PDF; raises `forms.binding.GivenUp`."""
    load()
    sections = _counted(given)
    leaves = 1
    while True:  # how many leaves the contents take does not depend on the numbers that they say
        placed = _numbered(sections, 1 + leaves)
        rows = _on_leaves(_rows(placed))
        if len(rows) == leaves:
            break
        leaves = len(rows)
    total = 1 + leaves + sum(_length(section) for section in placed)
    own = Pages.of(_own_pages(given, placed, rows))
    order, folios = _order(given, placed, own, leaves)
    named = given.document
    said = {
        "/Title": f"{words.TITLE} {words.order(named.number)}",
        "/Author": named.workshop,
        "/Subject": words.TITLE,
        "/Creator": named.program,
        "/Producer": named.program,
        "/Keywords": identity_text(named),
    }
    marks = [Bookmark(words.CONTENTS, 1), *(_bookmark(section) for section in placed if section.is_bound)]
    return bind(
        order, [*folios[:1], *(one._replace(right=_page(place, total)) for place, one in enumerate(folios[1:], 2))],
        bookmarks=marks, jumps=_jumps(rows), said=said,
        attached=named.sealed if named.carries_sealed else b"", go_on=go_on,
    )  # fmt: skip


def _page(number: int, total: int) -> str:
    return words.PAGE.format(page=number, pages=total)


# -- what is bound, and where ------------------------------------------------------------------------------------------


def _counted(given: BoundDossier) -> list[_Section]:
    """Each paper with its number of pages; one that would make the dossier too long is put beside."""
    found, total = [], 0
    for place, section in enumerate(given.sections, start=1):
        papers = []
        for paper in section.papers:
            pages = None if paper.pages is None else Pages.of(paper.pages)
            count = 0 if pages is None else len(pages)
            if total + count > MOST_PAGES:
                too_many = words.TOO_MANY_PAGES.format(most=MOST_PAGES)
                paper, pages, count = paper._replace(pages=None, reason=too_many), None, 0
            total += count
            papers.append(_Placed(paper, pages, count))
        found.append(_Section(place, section, tuple(papers)))
    return found


def _numbered(sections: list[_Section], first: int) -> list[_Section]:
    """The same with the place of each page, from the first one after the contents."""
    found = []
    for section in sections:
        at, papers = first + 1, []
        for one in section.papers:
            papers.append(_Placed(one.paper, one.pages, one.count, at))
            at += one.count
        found.append(_Section(section.place, section.given, tuple(papers), first))
        first += _length(section)
    return found


def _length(section: _Section) -> int:
    return 1 + sum(one.count for one in section.papers) if section.is_bound else 0


def _order(
    given: BoundDossier, sections: list[_Section], own: Pages, leaves: int
) -> tuple[list[tuple[Pages, int]], list[Folio]]:
    """The pages one after the other, and what is written at the foot of each."""
    named = words.FOLIO.format(order=words.order(given.document.number))
    order = [(own, place) for place in range(1 + leaves)]
    folios = [Folio(), *(Folio(named) for _ in range(leaves))]
    next_own = 1 + leaves
    for section in sections:
        if not section.is_bound:
            continue
        order.append((own, next_own))
        folios.append(Folio(named))
        next_own += 1
        for one in section.papers:
            if one.pages is None:
                continue
            order += [(one.pages, place) for place in range(one.count)]
            told = [
                words.FOLIO_PAPER.format(title=one.paper.title, page=place + 1, pages=one.count)
                for place in range(one.count)
            ]
            folios += [Folio(f"{named} · {section.place} {section.given.title} · {text}") for text in told]
    return order, folios


def _bookmark(section: _Section) -> Bookmark:
    inside = tuple(Bookmark(one.paper.title, one.first) for one in section.papers if one.pages is not None)
    return Bookmark(section.title, section.first, inside)


# -- the contents ------------------------------------------------------------------------------------------------------


def _rows(sections: list[_Section]) -> Iterator[_Row]:
    for section in sections:
        if section.is_bound:
            yield _Row(section.title, str(section.first + 1), section.first, BOLD, above=7)
        elif section.given.missing:
            yield _Row(section.title, f"✗ {words.MISSING_SHORT}", None, BOLD, colour=style.BAD, above=7)
        else:
            yield _Row(section.title, "–", None, NARROW, colour=style.GREY, above=7)
        for one in section.papers:
            if one.pages is None:
                beside = words.BESIDE.format(reason=one.paper.reason)
                yield _Row(one.paper.title, beside, None, NARROW, 18, style.HELD)
            else:
                text = f"{one.paper.title} · {words.pages(one.count)}"
                yield _Row(text, str(one.first + 1), one.first, NARROW, 18)
    missing = [section for section in sections if section.given.missing]
    yield _Row(words.MISSING, font=BOLD, colour=style.ACCENT, above=22)
    for section in missing:
        text = words.MISSING_LINE.format(place=section.place, title=section.given.title)
        yield _Row(f"✗ {text}", colour=style.BAD, indent=6)
    if not missing:
        yield _Row(f"✓ {words.NOTHING_MISSING}", colour=style.GOOD, indent=6)
    yield from _beside(sections)


def _beside(sections: list[_Section]) -> Iterator[_Row]:
    alone = [(section, one.paper) for section in sections for one in section.papers if one.pages is None]
    if not alone:
        return
    yield _Row(words.BESIDE_TITLE, font=BOLD, colour=style.ACCENT, above=22)
    yield _Row(words.BESIDE_SAID, colour=style.GREY, indent=6)
    for section, paper in alone:
        text = words.BESIDE_LINE.format(
            place=section.place, title=paper.title, reason=paper.reason, digest=paper.digest or documents.NOT_GIVEN
        )
        for line in wrapped(printable(text), NARROW, style.TEXT + 1, _ROOM - 6, 4):
            yield _Row(line, colour=style.HELD, indent=6, step=11)


def _on_leaves(rows: Iterator[_Row]) -> list[list[tuple[float, _Row]]]:
    """The rows of each leaf, with their baselines."""
    leaves: list[list[tuple[float, _Row]]] = [[]]
    y = _TOP
    for row in rows:
        if leaves[-1]:
            y -= row.above
        y -= row.step
        if y < _MARGIN + _FOOT:
            leaves.append([])
            y = _TOP - row.step
        leaves[-1].append((y, row))
    return leaves


def _jumps(leaves: list[list[tuple[float, _Row]]]) -> Iterator[Jump]:
    for leaf, rows in enumerate(leaves, start=1):
        for y, row in rows:
            if row.to is not None:
                yield Jump(leaf, (_MARGIN, y - 3, _WIDE - _MARGIN, y + row.step - 4), row.to)


# -- the pages of the program's own ------------------------------------------------------------------------------------


def _own_pages(given: BoundDossier, sections: list[_Section], leaves: list[list[tuple[float, _Row]]]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, initialFontName=REGULAR, lang="fr-FR")
    _cover(canvas, given, sections)
    for place, rows in enumerate(leaves):
        _watermark(canvas, given.document)
        _title(canvas, words.CONTENTS_ON if place else words.CONTENTS)
        for y, row in rows:
            _draw_row(canvas, y, row)
        canvas.showPage()
    for section in sections:
        if section.is_bound:
            _watermark(canvas, given.document)
            _separator(canvas, section)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _title(canvas: Any, text: str) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, style.TITLE)
    canvas.drawString(_MARGIN, _HIGH - _MARGIN - 14, text)


def _draw_row(canvas: Any, y: float, row: _Row) -> None:
    size = style.LEAD if row.font == BOLD else style.TEXT + 1
    left, right = _MARGIN + row.indent, printable(row.right)
    taken = width(right, row.font, size)
    canvas.setFillColor(row.colour)
    canvas.setFont(row.font, size)
    text = fitted(printable(row.text), row.font, size, _WIDE - _MARGIN - left - (taken + 14 if right else 0))
    canvas.drawString(left, y, text)
    if not right:
        return
    canvas.drawRightString(_WIDE - _MARGIN, y, right)
    begin, end = left + width(text, row.font, size) + 4, _WIDE - _MARGIN - taken - 4
    if end > begin:
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.7)
        canvas.setDash(0.7, 2.3)
        canvas.line(begin, y + 1, end, y + 1)
        canvas.setDash()


def _separator(canvas: Any, section: _Section) -> None:
    canvas.setFillColor(style.ACCENT)
    canvas.setFont(BOLD, 54)
    canvas.drawString(_MARGIN, _HIGH - 150, str(section.place))
    canvas.setFont(BOLD, 26)
    y = _HIGH - 190
    for line in wrapped(printable(section.given.title), BOLD, 26, _ROOM, 3):
        canvas.drawString(_MARGIN, y, line)
        y -= 32
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.8)
    canvas.line(_MARGIN, y + 14, _WIDE - _MARGIN, y + 14)
    y -= 8
    for one in section.papers:
        if y < _MARGIN + _FOOT:
            canvas.setFillColor(style.GREY)
            canvas.drawString(_MARGIN, y, "…")
            return
        beside = one.pages is None
        right = words.BESIDE.format(reason=one.paper.reason) if beside else str(one.first + 1)
        detail = one.paper.detail if beside else f"{one.paper.detail} · {words.pages(one.count)}"
        _draw_row(canvas, y, _Row(one.paper.title, right, font=NARROW_BOLD, colour=style.HELD if beside else style.INK))
        canvas.setFillColor(style.GREY)
        canvas.setFont(NARROW, style.TEXT)
        canvas.drawString(_MARGIN, y - 11, fitted(printable(detail), NARROW, style.TEXT, _ROOM))
        y -= 30


def _cover(canvas: Any, given: BoundDossier, sections: list[_Section]) -> None:
    named = given.document
    _watermark(canvas, named)
    top = _HIGH - _MARGIN
    canvas.setFillColor(style.GREY)
    canvas.setFont(REGULAR, style.LEAD + 2)
    canvas.drawString(_MARGIN, top - 14, fitted(printable(named.workshop), REGULAR, style.LEAD + 2, _ROOM - _CODE - 12))
    if named.head:
        head_code(named.head).drawOn(canvas, _WIDE - _MARGIN - _CODE + 4, top - _CODE + 4)
    if named.logo:
        draw_logo(canvas, named.logo, _MARGIN, top - 28, _LARGER_LOGO)
    canvas.setFillColor(style.INK)
    canvas.setFont(BOLD, 32)
    canvas.drawString(_MARGIN, top - 130, words.TITLE)
    canvas.setFillColor(style.ACCENT)
    y = top - 166
    for line in wrapped(printable(words.order(named.number)), BOLD, 24, _ROOM, 3):
        canvas.setFont(BOLD, 24)
        canvas.drawString(_MARGIN, y, line)
        y -= 29
    y -= 16
    fields = next(block for block in named.blocks if isinstance(block, Fields))
    y = _fields(canvas, fields, y)
    _missing_box(canvas, y - 22, [section.given.title for section in sections if section.given.missing])
    canvas.setStrokeColor(style.HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.line(_MARGIN, _MARGIN + 26, _WIDE - _MARGIN, _MARGIN + 26)
    canvas.setFillColor(style.GREY)
    canvas.setFont(NARROW, style.SMALL)
    issued = documents.ISSUED.format(at=moment(named.issued_at), program=named.program)
    canvas.drawString(_MARGIN, _MARGIN + 15, issued)
    heads = wrapped(documents.HEAD.format(head=named.head), NARROW, style.TINY, _ROOM, 2) if named.head else []
    for place, line in enumerate(heads):
        canvas.setFont(NARROW, style.TINY)
        canvas.drawString(_MARGIN, _MARGIN + 6 - 7.5 * place, line)
    canvas.showPage()


def _fields(canvas: Any, fields: Fields, y: float) -> float:
    """Labels above their values, two to a row; where the last one ends."""
    half = _ROOM / 2
    for start in range(0, len(fields.pairs), 2):
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(_MARGIN, y, _WIDE - _MARGIN, y)
        most = 1
        for column, (label, value) in enumerate(fields.pairs[start : start + 2]):
            x = _MARGIN + column * half
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.TEXT)
            canvas.drawString(x, y - 11, label)
            lines = wrapped(printable(value or documents.NOT_GIVEN), BOLD, style.LEAD + 1, half - 12, 3)
            canvas.setFillColor(style.INK)
            canvas.setFont(BOLD, style.LEAD + 1)
            for place, line in enumerate(lines):
                canvas.drawString(x, y - 25 - 13 * place, line)
            most = max(most, len(lines))
        y -= 22 + 13 * most
    return y


def _missing_box(canvas: Any, top: float, missing: list[str]) -> None:
    """What is missing, so that nobody has to look for it."""
    text = printable(", ".join(missing)) if missing else words.NOTHING_MISSING
    lines = wrapped(text, NARROW, style.LEAD, _ROOM - 28, 5)
    colour, tint = (style.BAD, style.BAD_TINT) if missing else (style.GOOD, style.BAND)
    high = 30 + 13 * len(lines)
    canvas.setFillColor(tint)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.8)
    canvas.roundRect(_MARGIN, top - high, _ROOM, high, 4, stroke=1, fill=1)
    canvas.setFillColor(colour)
    canvas.setFont(BOLD, style.LEAD)
    canvas.drawString(_MARGIN + 14, top - 18, f"{'✗' if missing else '✓'} {words.MISSING}")
    canvas.setFillColor(style.INK)
    canvas.setFont(NARROW, style.LEAD)
    for place, line in enumerate(lines):
        canvas.drawString(_MARGIN + 14, top - 33 - 13 * place, line)


def _watermark(canvas: Any, named: Document) -> None:
    if not named.watermark:
        return
    canvas.saveState()
    canvas.setFillColor(style.WATERMARK)
    canvas.setFont(BOLD, 84)
    canvas.translate(_WIDE / 2, _HIGH / 2)
    canvas.rotate(50)
    canvas.drawCentredString(0, -30, named.watermark)
    canvas.restoreState()
