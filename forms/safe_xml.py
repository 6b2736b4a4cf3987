"""XML from outside, walked with the place of each element in the bytes: what is not named is then copied as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

# SpreadsheetML, transitional and strict (ISO/IEC 29500-1, annex A; 29500-4).
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")

Begin = Callable[[str, Mapping[str, str], int, int], None]
End = Callable[[str, int], None]


class Unsafe(ValueError):
    """XML that is not read: it declares entities, or is not UTF-8."""


def walk(raw: bytes, begin: Begin, end: End | None = None, text: Callable[[str], None] | None = None) -> None:
    """Tell each element: `begin(name, attributes, start, opened)` with the bytes of its first tag, `end(name, ended)`.

    An element of SpreadsheetML is told by its local name, any other one as `namespace name`. Raises Unsafe, and
    ExpatError where it is not well formed.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    closed: list[int] = []  # of the elements that are open: where those without a second tag end

    def doctype(*_declared: object) -> None:
        raise Unsafe("a document type may declare entities without end")

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.casefold() not in ("utf-8", "us-ascii"):
            raise Unsafe(encoding)

    def begun(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        tag = _TAG.match(raw, start)
        if tag is None:
            raise Unsafe("a tag that is not where it is said to be")
        closed.append(tag.end() if raw[tag.end() - 2 : tag.end() - 1] == b"/" else 0)
        begin(_short(name), attributes, start, tag.end())

    def ended(name: str) -> None:
        alone = closed.pop()
        if end is not None:
            end(_short(name), alone or raw.index(b">", parser.CurrentByteIndex) + 1)

    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unsafe("UTF-16")
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = declared
    parser.StartElementHandler = begun
    parser.EndElementHandler = ended
    if text is not None:
        parser.CharacterDataHandler = text
    parser.Parse(raw, True)


def _short(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return local if namespace in _MAIN else name
