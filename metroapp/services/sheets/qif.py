"""Plans and products of QIF 3.0 (ISO 23952): the characteristics of a file, read as lines of a part sheet.

Namespace and elements: QIF 3.0 XSD, QIFLibrary/Characteristics.xsd. Each characteristic becomes the callout that a
drawing would bear, and the one reader of lines judges it. What cannot be read whole is an error that names its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.message import Message, Refusal
from metroapp.domain.notation.context import Standards
from metroapp.domain.specification import Criticality
from metroapp.services.sheets.cells import MOST_LINES
from metroapp.services.sheets.part_lines import LineReader, LineText, ReadLine, check_together
from metroapp.services.sheets.part_sheet import PartSheet, SheetError
from metroapp.services.sheets.qif_callout import callout_text
from metroapp.services.sheets.qif_document import QifDocument, open_qif
from metroapp.wording.labels import label

_CRITICALITIES = {"KEY": label(Criticality.KEY), "CRITICAL": label(Criticality.SAFETY)}
_NATURES = {"INTERNAL": Nature.INTERNAL, "EXTERNAL": Nature.EXTERNAL}


def read_qif(path: Path, standards: Standards) -> PartSheet:
    """Read the part and the characteristics of a QIF file, and report every one that cannot be read.

    Refuses `sheet.absent`, `sheet.too_large`, `qif.unreadable`, `qif.not_qif`, `qif.unit`, `sheet.too_many_lines`.
    """
    document = open_qif(path)
    items = list(_items(document))
    if len(items) > MOST_LINES:
        raise Refusal("sheet.too_many_lines", limit=MOST_LINES)
    if not items:
        return PartSheet(_header(document), (), (SheetError(1, "QIF", Message("qif.no_characteristic")),))
    reader = LineReader(standards, asks_nature=False, asks_means=False)
    errors: list[SheetError] = []
    read: list[tuple[int, ReadLine]] = []
    names: dict[str, str] = {}  # balloons, by the id of their definition
    chains: list[tuple[Element, Element | None, Element | None]] = []
    for item in items:
        nominal = document.referred(item, "CharacteristicNominalId")
        definition = document.referred(nominal, "CharacteristicDefinitionId") if nominal is not None else None
        chains.append((item, nominal, definition))
        if definition is not None:
            names.setdefault(definition.get("id", ""), _designator(document, item, nominal, definition))
    for rank, (item, nominal, definition) in enumerate(chains):
        found: list[Message] = []
        if nominal is None or definition is None:
            found.append(Message("qif.reference", {"id": item.get("id", "?")}))
        else:
            try:
                line = _line(document, item, nominal, definition, names)
            except Refusal as refusal:
                found.append(refusal.message)
            else:
                one = reader.read(line)
                read.append((rank, one))
                found += [error.message for error in one.errors]
        errors += [_error(document, item, message) for message in found]
    for rank, wrong in check_together(read):
        message = wrong.message
        if message.code == "sheet.balloon_repeated":
            first = chains[message.fields["line"]][0]
            message = Message(
                "qif.balloon_repeated", {"balloon": message.fields["balloon"], "id": first.get("id", "?")}
            )
        errors.append(_error(document, chains[rank][0], message))
    wrong_lines = {error.column for error in errors}
    characteristics = tuple(
        one.characteristic
        for rank, one in read
        if one.characteristic is not None and _column(chains[rank][0]) not in wrong_lines
    )
    return PartSheet(_header(document), characteristics, tuple(sorted(errors, key=lambda error: error.line)))


def _items(document: QifDocument) -> Iterator[Element]:
    for group in document.all("Characteristics/CharacteristicItems"):
        yield from group


def _error(document: QifDocument, item: Element, message: Message) -> SheetError:
    return SheetError(document.line(item), _column(item), message)


def _column(item: Element) -> str:
    return f"QIF id {item.get('id', '?')}"


def _line(
    document: QifDocument, item: Element, nominal: Element, definition: Element, names: dict[str, str]
) -> LineText:
    linked = document.text(definition, "SizeCharacteristicDefinitionId")
    attribute = document.name(definition).startswith("UserDefinedAttribute")
    levels = (
        document.text(one, "CharacteristicDesignator/Criticality/LevelEnum") for one in (item, nominal, definition)
    )
    return LineText(
        balloon=_designator(document, item, nominal, definition),
        designation=_designation(document, item, nominal, definition),
        callout=callout_text(document, nominal, definition),
        nature=_nature(document, nominal, definition),
        criticality=_CRITICALITIES.get(next(filter(None, levels), ""), ""),
        size_balloon=names.get(linked, linked),
        kind=label(Kind.ATTRIBUTE) if attribute else "",
        method=_method(document, item),
    )


_METHOD = "geometric_method"  # of ours: QIF has no place for how a tolerance is checked by hand


def _method(document: QifDocument, item: Element) -> str:
    found = (one for one in document.all("Attributes/AttributeStr", item) if one.get("name") == _METHOD)
    return next((one.get("value", "") for one in found), "")


def _nature(document: QifDocument, nominal: Element, definition: Element) -> str:
    """What the features of a size say of it, when they agree; most files leave it to the shop."""
    name = document.name(definition).removesuffix("CharacteristicDefinition")
    if name == "Depth":
        return label(Nature.DEPTH)
    if name not in ("Diameter", "Width", "Thickness", "Length"):
        return ""
    sides: set[str] = set()
    for reference in document.all("FeatureNominalIds/Id", nominal):
        feature = document.by_id((reference.text or "").strip())
        shape = document.referred(feature, "FeatureDefinitionId") if feature is not None else None
        sides.add(document.text(shape, "InternalExternal") if shape is not None else "")
    nature = _NATURES.get(sides.pop()) if len(sides) == 1 else None
    return label(nature) if nature is not None else ""


def _designator(document: QifDocument, *chain: Element | None) -> str:
    found = (document.text(one, "CharacteristicDesignator/Designator") for one in chain if one is not None)
    return next(filter(None, found), "")


def _designation(document: QifDocument, *chain: Element) -> str:
    found = (document.text(one, path) for one in chain for path in ("Description", "Name"))
    return next(filter(None, found), "")


def _header(document: QifDocument) -> dict[str, str]:
    """The part of the file: its name, its number, its drawing and its revision, as far as they are given."""
    root = document.text(document.root, "Product/RootPart/Id") or document.text(document.root, "Product/RootPart")
    parts = list(document.all("Product/PartSet/Part"))
    part = next((one for one in parts if one.get("id") == root), parts[0] if parts else None)
    if part is None:
        return {}
    drawing = next(
        (
            one
            for kind in ("PrintedDrawing", "DigitalDrawing")
            for one in document.all(f"DefinitionExternal/{kind}", part)
        ),
        None,
    )
    fields = {
        "designation": document.text(part, "Header/Name") or document.text(part, "Header/Description"),
        "reference": document.text(part, "ModelNumber"),
        "drawing": (document.text(drawing, "DrawingNumber") or document.text(drawing, "Name"))
        if drawing is not None
        else "",
        "revision": (document.text(drawing, "Version") if drawing is not None else "")
        or document.text(part, "Version"),
    }
    return {name: value for name, value in fields.items() if value}
