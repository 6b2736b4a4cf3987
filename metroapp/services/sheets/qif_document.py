"""A QIF file, opened safely: no document type, no entity, bounded size, depth and number of elements."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from metroapp.domain.message import Refusal
from metroapp.services.sheets.cells import LARGEST_FILE

NAMESPACE = "http://qifstandards.org/xsd/qif3"
DEEPEST = 64
MOST_ELEMENTS = 300_000

_MM_PER_METRE = Decimal(1000)
_MILLIMETRES = ("mm", "millimeter", "millimetre", "millimeters", "millimetres")
_MICROMETRES = ("µm", "μm", "um", "micrometer", "micrometre", "micron", "microns")
_DEGREES = ("degree", "degrees", "deg", "°", "degre", "degré")
_NOISE = Decimal("1e-9")  # below it, digits beyond the decimals declared are those of a binary float
_LONGEST_TEXT = 2_000


class _Builder(TreeBuilder):
    """Builds the tree within bounds, and keeps the line of each element."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.parser: Any = None
        self.lines: dict[Element, int] = {}
        self._path = path
        self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self._depth += 1
        if self._depth > DEEPEST or len(self.lines) >= MOST_ELEMENTS:
            raise Refusal("qif.too_complex", path=self._path)
        element = super().start(tag, attrs)
        self.lines[element] = self.parser.parser.CurrentLineNumber
        return element

    def end(self, tag: Any, /) -> Element:
        self._depth -= 1
        return super().end(tag)


class QifDocument:
    """The elements of a file, by path and by id. Lengths are given in millimetres, angles in degrees."""

    def __init__(self, root: Element, lines: dict[Element, int], path: Path) -> None:
        self.root = root
        self._lines = lines
        self._by_id: dict[str, Element] = {}
        for element in root.iter():
            if identifier := element.get("id"):
                self._by_id.setdefault(identifier, element)
        self._scales = self._length_units(path)
        self._angle = next((self._unit_name(unit) for unit in self.all("FileUnits/PrimaryUnits/AngularUnit")), "")

    def all(self, path: str, under: Element | None = None) -> Iterator[Element]:
        """Every element at a path of names."""
        found = (self.root if under is None else under).iterfind(_qualified(path))
        yield from found

    def first(self, under: Element, path: str) -> Element | None:
        return under.find(_qualified(path))

    def text(self, under: Element, path: str) -> str:
        """The text of the first element at a path, empty where there is none."""
        found = under.find(_qualified(path))
        return " ".join((found.text or "")[:_LONGEST_TEXT].split()) if found is not None else ""

    def by_id(self, identifier: str) -> Element | None:
        return self._by_id.get(identifier)

    def referred(self, under: Element, path: str) -> Element | None:
        """The element whose id stands at a path."""
        return self._by_id.get(self.text(under, path))

    def name(self, element: Element) -> str:
        """The name of an element of QIF, without its namespace; empty for another."""
        space, _, name = str(element.tag).rpartition("}")
        return name if space == f"{{{NAMESPACE}" else ""

    def line(self, element: Element) -> int:
        """The line of the file where an element begins."""
        return self._lines.get(element, 1)

    def is_true(self, under: Element, path: str) -> bool:
        return self.text(under, path) in ("true", "1")

    def length(self, element: Element) -> Decimal:
        """A length in millimetres, exactly. Refuses `qif.value` and `qif.value_unit`."""
        scale = self._scales.get(element.get("linearUnit", ""))
        if scale is None:
            raise Refusal("qif.value_unit", unit=element.get("linearUnit", ""))
        return _decimal(element).scaleb(scale)

    def angle(self, element: Element) -> Decimal:
        """An angle in degrees. Refuses another unit (`qif.value_unit`): radians have no exact decimals in degrees."""
        unit = element.get("angularUnit", "") or self._angle
        if unit.casefold() not in _DEGREES:
            raise Refusal("qif.value_unit", unit=unit or "?")
        return _decimal(element)

    def _length_units(self, path: Path) -> dict[str, int]:
        """The power of ten from each unit of the file to millimetres; `""` is the primary unit."""
        scales: dict[str, int] = {}
        primary = next(self.all("FileUnits/PrimaryUnits/LinearUnit"), None)
        if primary is None or self._scale(primary) != 0:
            name = self._unit_name(primary) if primary is not None else "?"
            raise Refusal("qif.unit", path=path, unit=name)
        for unit in (primary, *self.all("FileUnits/OtherUnits/LinearUnit")):
            scale = self._scale(unit)
            if scale is not None:
                scales[self._unit_name(unit)] = scale
        return {**scales, "": 0}

    def _scale(self, unit: Element) -> int | None:
        """0 for millimetres, −3 for micrometres; None for what is neither, or contradicts its own factor."""
        name = self._unit_name(unit).casefold()
        scale = 0 if name in _MILLIMETRES else -3 if name in _MICROMETRES else None
        factor = self.first(unit, "UnitConversion/Factor")
        if scale is None or factor is None:
            return scale
        try:
            return scale if _decimal(factor) * _MM_PER_METRE == Decimal(1).scaleb(scale) else None
        except Refusal:
            return None

    def _unit_name(self, unit: Element) -> str:
        return self.text(unit, "UnitName")


def open_qif(path: Path) -> QifDocument:
    """Parse a file. Refuses `sheet.absent`, `sheet.too_large`, `qif.unreadable`, `qif.too_complex`, `qif.not_qif`,
    `qif.unit`."""
    from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped,unused-ignore]
    from defusedxml.ElementTree import XMLParser  # type: ignore[import-untyped,unused-ignore]

    if not path.is_file():
        raise Refusal("sheet.absent", path=path)
    if path.stat().st_size > LARGEST_FILE:
        raise Refusal("sheet.too_large", path=path, limit=LARGEST_FILE // 2**20)
    builder = _Builder(path)
    parser = XMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    builder.parser = parser
    try:
        parser.feed(path.read_bytes())
        root = parser.close()
    except (ParseError, DefusedXmlException, ValueError, LookupError, AssertionError) as error:
        raise Refusal("qif.unreadable", path=path) from error
    if root is None or root.tag != f"{{{NAMESPACE}}}QIFDocument":
        raise Refusal("qif.not_qif", path=path)
    return QifDocument(root, builder.lines, path)


def _qualified(path: str) -> str:
    return "/".join(f"{{{NAMESPACE}}}{name}" for name in path.split("/"))


def _decimal(element: Element) -> Decimal:
    """The number of an element, with the decimals that it declares."""
    text = (element.text or "").strip()
    try:
        value = Decimal(text) if len(text) < 40 else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not -20 < value.adjusted() < 12:
        raise Refusal("qif.value", text=text[:40])
    declared = element.get("decimalPlaces", "")
    if declared.isascii() and declared.isdigit() and len(declared) < 3 and int(declared) <= 9:
        rounded = value.quantize(Decimal(1).scaleb(-int(declared)))
        if abs(rounded - value) < _NOISE:
            return rounded
    return value
