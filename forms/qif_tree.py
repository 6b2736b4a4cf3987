"""The elements of a QIF 3.0 document being written: identifiers, counted lists, texts that XML can hold."""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from forms.plain_text import one_line
from metroapp.domain.quantity import Unit, decimals_of

NAMESPACE = "http://qifstandards.org/xsd/qif3"
MICROMETRE = "µm"  # the other unit of length of our files; their primary one is the millimetre


class QifTree:
    """Makes elements; each has the next identifier of the document."""

    def __init__(self) -> None:
        self._last = 0

    @property
    def last_id(self) -> int:
        return self._last

    def identified(self, name: str, *children: Xml.Element | None) -> Xml.Element:
        """An element with an identifier of its own."""
        self._last += 1
        return element(name, *children, id=str(self._last))


def element(name: str, /, *children: Xml.Element | None, **attributes: str) -> Xml.Element:
    """An element and what it contains; what is None has no place in it."""
    made = Xml.Element(name, attributes)
    made.extend(child for child in children if child is not None)
    return made


def listed(name: str, children: Iterable[Xml.Element]) -> Xml.Element | None:
    """A list with the number of its elements; None where it would be empty."""
    found = list(children)
    return element(name, *found, n=str(len(found))) if found else None


def said(name: str, text: str) -> Xml.Element | None:
    """A text; None where there is nothing to say."""
    shown = one_line(text)
    if not shown:
        return None
    made = Xml.Element(name)
    made.text = shown
    return made


def at(name: str, time: datetime) -> Xml.Element:
    """A time, with its offset."""
    made = Xml.Element(name)
    made.text = time.isoformat(timespec="seconds")
    return made


def true(name: str) -> Xml.Element:
    made = Xml.Element(name)
    made.text = "true"
    return made


def figure(
    name: str, value: Decimal | None, unit: Unit | None = None, uncertainty: Decimal | None = None
) -> Xml.Element | None:
    """A number with the decimals that it shows, and its standard uncertainty; None where there is none."""
    if value is None:
        return None
    made = Xml.Element(name, {"decimalPlaces": str(decimals_of(value))})
    if uncertainty is not None:
        made.set("combinedUncertainty", f"{uncertainty:f}")
    if unit is Unit.UM:
        made.set("linearUnit", MICROMETRE)
    made.text = f"{value:f}"
    return made


def references(name: str, ids: Iterable[str]) -> Xml.Element | None:
    """A list of identifiers of other elements."""
    return listed(name, (one for id in ids if (one := said("Id", id)) is not None))


def attributes(given: Mapping[str, str]) -> Xml.Element | None:
    """What no element of QIF says, by English names that stay."""
    shown = {name: one_line(text) for name, text in given.items()}
    return listed(
        "Attributes", (element("AttributeStr", name=name, value=text) for name, text in shown.items() if text)
    )
