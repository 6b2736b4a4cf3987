"""The content of one cell of a template: its texts with their looks as read, a number or a text as written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl.utils.cell import get_column_letter

Spot = tuple[int, int]  # row and column, from 1

_PREFIXED = re.compile(rb"<[^\s>/]+:")


class Run(NamedTuple):
    """Some text of a cell with one look: `properties` are the bytes of its `rPr`, empty where it has none."""

    text: str
    properties: bytes = b""


class TextReader:
    """Gathers the runs of `si` or `is`: texts with their look; what is said of their pronunciation is left out."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.runs: list[Run] = []
        self._text: list[str] | None = None
        self._properties = b""
        self._begun = self._phonetic = 0

    def begin(self, name: str, start: int) -> None:
        match name:
            case "r":
                self._properties = b""
            case "rPr":
                self._begun = start
            case "rPh":
                self._phonetic += 1
            case "t" if not self._phonetic:
                self._text = []

    def end(self, name: str, ended: int) -> None:
        match name:
            case "rPr":
                found = self._raw[self._begun : ended]
                self._properties = b"" if _PREFIXED.search(found) else found  # a prefix means nothing elsewhere
            case "rPh":
                self._phonetic -= 1
            case "t" if self._text is not None:
                self.runs.append(Run("".join(self._text), self._properties))
                self._text = None

    def text(self, said: str) -> None:
        if self._text is not None:
            self._text.append(said)


def spot_name(spot: Spot) -> str:
    """`B4`, of row 4 and column 2."""
    return f"{get_column_letter(spot[1])}{spot[0]}"


def number_of(number: str) -> bytes:
    """The content of a cell that holds a number."""
    return b"<v>%b</v>" % number.encode()


def text_of(runs: Iterable[Run]) -> bytes:
    """The content of a cell that holds a text: never a formula, whatever it begins with."""
    found = [run for run in runs if run.text]
    if not found:
        return b""
    if len(found) == 1 and not found[0].properties:
        return b"<is>%b</is>" % _text(found[0])
    return b"<is>%b</is>" % b"".join(b"<r>%b%b</r>" % (run.properties, _text(run)) for run in found)


def _text(run: Run) -> bytes:
    return b'<t xml:space="preserve">%b</t>' % escape(run.text, {"\r": "&#13;"}).encode()


def prefixed(content: bytes, prefix: bytes) -> bytes:
    """Our own tags with the prefix that the sheet gives to its elements; looks, which have none, are left out."""
    if not prefix:
        return content
    content = re.sub(rb"<rPr>.*?</rPr>", b"", content, flags=re.DOTALL)
    return re.sub(rb"<(/?)(v|is|r|t)(?=[ >])", rb"<\1%b\2" % prefix, content)
