"""Geometrical tolerances as QIF defines them, with the frames of datums that they refer to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Xml

from forms.qif_tree import QifTree, element, figure, listed, said
from forms.record_data import ResultLine
from metroapp.domain.callout import Callout, Symbol, Zone

# Roundness and cylindricity ask for the zone that was found, profiles for their boundaries: a record has neither.
_KINDS = {
    Symbol.STRAIGHTNESS: "Straightness",
    Symbol.FLATNESS: "Flatness",
    Symbol.PARALLELISM: "Parallelism",
    Symbol.PERPENDICULARITY: "Perpendicularity",
    Symbol.ANGULARITY: "Angularity",
    Symbol.POSITION: "Position",
    Symbol.COAXIALITY: "Coaxiality",
    Symbol.SYMMETRY: "Symmetry",
    Symbol.CIRCULAR_RUN_OUT: "CircularRunout",
    Symbol.TOTAL_RUN_OUT: "TotalRunout",
}
_ORIENTATIONS = ("Parallelism", "Perpendicularity", "Angularity")
_ZONES = {Zone.CYLINDRICAL: "DiametricalZone", Zone.SPHERICAL: "SphericalZone"}
_PLANAR = dict.fromkeys(_ORIENTATIONS, "PlanarZone") | dict.fromkeys(
    ("Straightness", "Position", "Coaxiality"), "NonDiametricalZone"
)
_PRECEDENCES = ("PRIMARY", "SECONDARY", "TERTIARY")
_DATUM = re.compile(r"[A-Z]{1,2}(?:-[A-Z]{1,2})*")


class DatumFrames:
    """The datums and their frames, each of them once in the document."""

    def __init__(self, tree: QifTree) -> None:
        self._tree = tree
        self._datums: dict[str, Xml.Element] = {}
        self._frames: dict[tuple[str, ...], Xml.Element] = {}

    def frame(self, datums: tuple[str, ...]) -> Xml.Element | None:
        """What refers to the frame of some datums in their order of precedence; None of none."""
        if not datums:
            return None
        if datums not in self._frames:
            found = [
                element("Datum", self._datum(name), element("Precedence", said("PrecedenceEnum", precedence)))
                for name, precedence in zip(datums, _PRECEDENCES, strict=False)
            ]
            self._frames[datums] = self._tree.identified("DatumReferenceFrame", listed("Datums", found))
        return said("DatumReferenceFrameId", self._frames[datums].attrib["id"])

    def definitions(self) -> Xml.Element | None:
        return listed("DatumDefinitions", self._datums.values())

    def frames(self) -> Xml.Element | None:
        return listed("DatumReferenceFrames", self._frames.values())

    def _datum(self, name: str) -> Xml.Element:
        letters = name.split("-")
        if len(letters) == 1:
            return self._simple(name)
        parts = [
            element("Datum", self._simple(letter), said("SequenceNumber", str(place)))
            for place, letter in enumerate(letters, start=1)
        ]
        return element("CompoundDatum", *parts, n=str(len(parts)))

    def _simple(self, letter: str) -> Xml.Element:
        if letter not in self._datums:
            self._datums[letter] = self._tree.identified("DatumDefinition", said("DatumLabel", letter))
        return element(
            "SimpleDatum",
            said("DatumDefinitionId", self._datums[letter].attrib["id"]),
            said("MaterialModifier", "NONE"),
            said("ReferencedComponent", "NOMINAL"),
        )


def geometry(callout: Callout) -> str | None:
    """The kind of QIF that says a geometrical tolerance whole; None where there is none."""
    kind = None if callout.symbol is None else _KINDS.get(callout.symbol)
    if kind is None or callout.upper_limit is None or callout.lower_limit is not None:
        return None
    if callout.modifiers or any(callout.datum_modifiers) or len(callout.datums) > len(_PRECEDENCES):
        return None
    if not all(_DATUM.fullmatch(name) for name in callout.datums):
        return None
    if callout.zone is not None and (kind not in _PLANAR or (callout.zone is Zone.SPHERICAL and kind != "Position")):
        return None
    return kind


def tolerance(kind: str, line: ResultLine, frames: DatumFrames) -> tuple[Xml.Element | None, ...]:
    """What a definition of that kind holds, in its order."""
    callout = line.characteristic.callout
    zone = _PLANAR.get(kind) if callout.zone is None else _ZONES[callout.zone]
    return (
        figure("ToleranceValue", line.upper, line.unit),
        frames.frame(callout.datums),
        said("MaterialCondition", "REGARDLESS") if kind in (*_ORIENTATIONS, "Position") else None,
        element("ZoneShape", element(zone)) if zone is not None else None,
    )
