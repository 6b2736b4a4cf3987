"""The program's own typeface in a PDF: the same on every machine, with or without fonts.

reportlab drops a glyph that a font lacks without a word. Ours holds everything that the program says (a test walks
it); in text typed by people, a sign that it lacks is shown as □ rather than lost.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "MetroappSans"
BOLD = "MetroappSans-Bold"
NARROW = "MetroappSansSemiCondensed"
NARROW_BOLD = "MetroappSansSemiCondensed-Bold"
MONO = "MetroappSansMono"  # programs of machines: every sign of one width, and no symbol
MISSING = "□"

_FILES = {
    REGULAR: "MetroappSans-Regular.ttf",
    BOLD: "MetroappSans-Bold.ttf",
    NARROW: "MetroappSansSemiCondensed-Regular.ttf",
    NARROW_BOLD: "MetroappSansSemiCondensed-Bold.ttf",
}
_MONO_FILE = "MetroappSansMono-Regular.ttf"


@cache
def load() -> frozenset[int]:
    """Register the family with reportlab, once; gives the code points that all its fonts have."""
    common: set[int] | None = None
    for name, file in _FILES.items():
        present = _registered(name, file)
        common = present if common is None else common & present
    return frozenset(common or ())


@cache
def load_programs() -> frozenset[int]:
    """The same for the typeface of programs."""
    return frozenset(_registered(MONO, _MONO_FILE))


def _registered(name: str, file: str) -> set[int]:
    """Register a font with reportlab; gives the code points that it has."""
    with as_file(files("resources") / "fonts" / file) as path:
        font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return set(font.face.charToGlyph)


def printable_program(line: str) -> str:
    """A line of a program, each sign in its column: one that the typeface of programs lacks is shown as □."""
    known = load_programs()
    return "".join(sign if ord(sign) in known else " " if sign.isspace() else MISSING for sign in line)


def printable(text: str) -> str:
    """The text with every sign that the typeface lacks shown as □; controls and line breaks become spaces."""
    known = load()
    if known.issuperset(map(ord, text)):
        return text
    return "".join(
        sign if ord(sign) in known else " " if sign.isspace() or not sign.isprintable() else MISSING for sign in text
    )


def lacks_signs(text: str) -> bool:
    """Whether a sign of a text is printed as □."""
    known = load()
    return not known.issuperset(map(ord, text)) and printable(text).count(MISSING) > text.count(MISSING)


def width(text: str, font: str, size: float) -> float:
    """Width of a printable text, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room` points."""
    if width(text, font, size) <= room:
        return text
    kept = _fitting(text, font, size, room - width("…", font, size))
    return text[:kept].rstrip() + "…"


def wrapped(text: str, font: str, size: float, room: float, most: int) -> list[str]:
    """The text on at most `most` lines of `room` points; a long word is broken, and only the last line is ever cut."""
    lines, line = [], ""
    for word in filter(None, text.split(" ")):  # a no-break space holds
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(word, font, size) > room:
            kept = max(1, _fitting(word, font, size, room))
            lines.append(word[:kept])
            word = word[kept:]
        line = word
    if line or not lines:
        lines.append(line)
    if len(lines) > most:
        lines[most - 1 :] = [fitted(" ".join(lines[most - 1 :]), font, size, room)]
    return lines


def _fitting(text: str, font: str, size: float, room: float) -> int:
    """How many of the first signs of a text fit in `room` points."""
    return max(0, bisect_right(range(len(text) + 1), room, key=lambda count: width(text[:count], font, size)) - 1)
