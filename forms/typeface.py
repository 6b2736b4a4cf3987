"""The program's own typeface in a PDF: the same on every machine, with or without fonts.

reportlab drops a glyph that a font lacks without a word. Ours holds everything that the program says (a test walks
it); in text typed by people, a sign that it lacks is shown as □ rather than lost.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "MetroappSans"
BOLD = "MetroappSans-Bold"
NARROW = "MetroappSansSemiCondensed"
NARROW_BOLD = "MetroappSansSemiCondensed-Bold"
MISSING = "□"

_FILES = {
    REGULAR: "MetroappSans-Regular.ttf",
    BOLD: "MetroappSans-Bold.ttf",
    NARROW: "MetroappSansSemiCondensed-Regular.ttf",
    NARROW_BOLD: "MetroappSansSemiCondensed-Bold.ttf",
}


@cache
def load() -> frozenset[int]:
    """Register the family with reportlab, once; gives the code points that all its fonts have."""
    common: set[int] | None = None
    for name, file in _FILES.items():
        with as_file(files("resources") / "fonts" / file) as path:
            font = TTFont(name, str(path))
        pdfmetrics.registerFont(font)
        present = set(font.face.charToGlyph)
        common = present if common is None else common & present
    return frozenset(common or ())


def printable(text: str) -> str:
    """The text with every sign that the typeface lacks shown as □; controls and line breaks become spaces."""
    known = load()
    return "".join(
        sign if ord(sign) in known else " " if sign.isspace() or not sign.isprintable() else MISSING for sign in text
    )


def width(text: str, font: str, size: float) -> float:
    """Width of a printable text, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` points."""
    if width(text, font, size) <= room:
        return text
    while text and width(text + "…", font, size) > room:
        text = text[:-1]
    return text.rstrip() + "…" if text else ""


def wrapped(text: str, font: str, size: float, room: float, most: int) -> list[str]:
    """The text on at most `most` lines of `room` points; the last one is cut where it must be."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        taken = [rest.pop(0)]
        while rest and width(" ".join([*taken, rest[0]]), font, size) <= room:
            taken.append(rest.pop(0))
        lines.append(fitted(" ".join(taken), font, size, room))
    if rest:
        lines.append(fitted(" ".join(rest), font, size, room))
    return lines or [""]
