"""The parts of a customer's workbook that a template is read from: which are its sheets, its texts, its dates.

Nothing is changed here: what is read of a part only tells how the cells of the sheets are to be filled.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import range_boundaries

from forms.safe_xml import walk
from forms.template_cells import Run, TextReader

Parts = Mapping[str, bytes]

_MAIN_KINDS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}
# Built-in formats of dates and times that openpyxl does not list: those of East Asian versions (18.8.30).
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_BETWEEN_TAGS = re.compile(rb"<[^>]*>")
_SHOWN_ELSEWHERE = re.compile(r"/(drawings|charts|comments|threadedComments|diagrams)|/comments\d*\.xml$")


class NotATemplate(ValueError):
    """A package that is no workbook of Excel with worksheets."""


class SheetPart(NamedTuple):
    """A worksheet: its name on the tab, the part that holds it, whether it is shown."""

    name: str
    part: str
    is_hidden: bool


class CellLook(NamedTuple):
    """What a style shows: the number of its format, whether it is one of dates or hours, whether the cell is framed."""

    format: int
    is_date: bool
    is_framed: bool


_PLAIN = CellLook(0, False, False)


class TemplatePackage:
    """The parts of a workbook by name. Raises NotATemplate, ExpatError, Unsafe, KeyError for what is none."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._folded = {name.casefold(): name for name in parts}
        self.workbook = self._one("", "/officeDocument")
        self.suffix = self._suffix()
        self.is_of_1904 = self.is_manual = False
        names = self._read_workbook()
        targets = self._related(self.workbook)
        self.sheets = tuple(
            SheetPart(name, self._named(targets[id][1]), state not in ("", "visible"))
            for name, id, state in names
            if id in targets and targets[id][0].endswith("/worksheet")
        )
        if not self.sheets:
            raise NotATemplate("no worksheet")

    @property
    def has_macros(self) -> bool:
        return self.suffix == ".xlsm"

    @property
    def has_links(self) -> bool:
        """Whether it reads other workbooks."""
        return any("/externalLinks/" in name for name in self.parts)

    @property
    def is_signed(self) -> bool:
        """Whether a digital signature says that nothing was changed."""
        return any("_xmlsignatures/" in name for name in self.parts)

    @cached_property
    def texts(self) -> dict[int, tuple[Run, ...]]:
        """The shared texts that hold a placeholder, by their number."""
        name = next((to for kind, to in self._related(self.workbook).values() if kind.endswith("/sharedStrings")), "")
        if not name:
            return {}
        raw, found, count = self.parts[self._named(name)], {}, -1
        reader = TextReader(raw)

        def begin(element: str, _attributes: Mapping[str, str], start: int, _opened: int) -> None:
            nonlocal reader, count
            if element == "si":
                reader = TextReader(raw)
                count += 1
            reader.begin(element, start)

        def end(element: str, ended: int) -> None:
            reader.end(element, ended)
            if element == "si" and "{{" in "".join(run.text for run in reader.runs):
                found[count] = tuple(reader.runs)

        walk(raw, begin, end, lambda said: reader.text(said))
        return found

    @cached_property
    def looks(self) -> tuple[CellLook, ...]:
        """What each style of cells shows, by its number."""
        name = next((to for kind, to in self._related(self.workbook).values() if kind.endswith("/styles")), "")
        if not name:
            return ()
        formats: dict[int, str] = dict(BUILTIN_FORMATS)
        framed: list[bool] = []
        found: list[tuple[int, int]] = []
        within = ""

        def begin(element: str, attributes: Mapping[str, str], _start: int, _opened: int) -> None:
            nonlocal within
            if element in ("cellXfs", "cellStyleXfs", "dxfs", "borders"):
                within = element
            elif element == "numFmt" and not within:
                formats[int(attributes["numFmtId"])] = attributes["formatCode"]
            elif element == "border" and within == "borders":
                framed.append(False)
            elif element in ("left", "right", "top", "bottom") and within == "borders":
                framed[-1] |= attributes.get("style", "none") != "none"
            elif element == "xf" and within == "cellXfs":
                found.append((int(attributes.get("numFmtId", "0")), int(attributes.get("borderId", "0"))))

        def end(element: str, _ended: int) -> None:
            nonlocal within
            within = "" if element == within else within

        walk(self.parts[self._named(name)], begin, end)
        return tuple(
            CellLook(
                number,
                number in _BUILT_IN_DATES or is_date_format(formats.get(number, "General")),
                border < len(framed) and framed[border],
            )
            for number, border in found
        )

    def look(self, style: int) -> CellLook:
        """What one style shows; a plain one where the workbook does not say."""
        return self.looks[style] if style < len(self.looks) else _PLAIN

    def table_titles(self, sheet: SheetPart) -> set[tuple[int, int]]:
        """The cells, by row and column, that are the titles of tables: their part repeats them and must agree."""
        found: set[tuple[int, int]] = set()

        def begin(element: str, attributes: Mapping[str, str], _start: int, _opened: int) -> None:
            if element == "table" and attributes.get("headerRowCount", "1") != "0":
                first, top, last, _ = range_boundaries(attributes["ref"])
                found.update((top, column) for column in range(first, last + 1))

        for kind, to in self._related(sheet.part).values():
            if kind.endswith("/table"):
                walk(self.parts[self._named(to)], begin)
        return found

    def texts_elsewhere(self) -> list[str]:
        """What text boxes, charts and comments say, for placeholders that nothing fills there."""
        return [
            _BETWEEN_TAGS.sub(b"", raw).decode(errors="replace")
            for name, raw in self.parts.items()
            if _SHOWN_ELSEWHERE.search(name) and name.endswith(".xml") and b"{" in raw
        ]

    def _one(self, of: str, kind: str) -> str:
        for found, to in self._related(of).values():
            if found.endswith(kind):
                return self._named(to)
        raise NotATemplate(kind)

    def _named(self, name: str) -> str:
        return self._folded[name.casefold()]

    def _related(self, of: str) -> dict[str, tuple[str, str]]:
        """What a part is related to inside the package: kind and part, by the identity of the relation."""
        folder, name = posixpath.split(of)
        path = self._folded.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
        found: dict[str, tuple[str, str]] = {}

        def begin(element: str, attributes: Mapping[str, str], _start: int, _opened: int) -> None:
            if element.endswith(" Relationship") and attributes.get("TargetMode") != "External":
                target = unquote(attributes["Target"])
                to = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[attributes["Id"]] = (attributes["Type"], to)

        if path is not None:
            walk(self.parts[path], begin)
        return found

    def _suffix(self) -> str:
        kinds: dict[str, str] = {}
        usual: dict[str, str] = {}

        def begin(element: str, attributes: Mapping[str, str], _start: int, _opened: int) -> None:
            if element.endswith(" Override"):
                kinds[attributes["PartName"].lstrip("/").casefold()] = attributes["ContentType"]
            elif element.endswith(" Default"):
                usual[attributes["Extension"].casefold()] = attributes["ContentType"]

        walk(self.parts[self._named("[Content_Types].xml")], begin)
        kind = kinds.get(self.workbook.casefold(), usual.get("xml", ""))
        if kind not in _MAIN_KINDS:
            raise NotATemplate(kind)
        return _MAIN_KINDS[kind]

    def _read_workbook(self) -> list[tuple[str, str, str]]:
        """The name, relation and state of each sheet, and how the workbook counts days and computes."""
        sheets: list[tuple[str, str, str]] = []

        def begin(element: str, attributes: Mapping[str, str], _start: int, _opened: int) -> None:
            if element == "workbookPr":
                self.is_of_1904 = attributes.get("date1904", "0") in ("1", "true")
            elif element == "calcPr":
                self.is_manual = attributes.get("calcMode") == "manual"
            elif element == "sheet":
                id = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                sheets.append((attributes["name"], id, attributes.get("state", "")))

        walk(self.parts[self.workbook], begin)
        return sheets
