"""The characteristics of a QIF file of results: what each box asks, as definition, nominal and item.

Sizes, angles, most geometrical tolerances and Ra have their own kinds in QIF; of the other ones, whose kinds ask for
what an inspection record does not hold, the limits and the callout are said (`UserDefinedLinear`). What is seen with a
gauge or with the eye is an attribute with its good answers.
"""

from __future__ import annotations

import xml.etree.ElementTree as Xml
from typing import NamedTuple

from forms.qif_geometry import DatumFrames, geometry, tolerance
from forms.qif_tree import QifTree, attributes, element, figure, listed, said, true
from forms.record_data import ResultLine
from metroapp.domain.callout import Callout, Kind, Nature
from metroapp.domain.decision import answers, expected_observation
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Criticality

SEEN, LENGTH, ANGLE = "UserDefinedAttribute", "UserDefinedLinear", "UserDefinedAngular"
TEXTURE = "SurfaceTexture"
_SIZES = {Kind.DIAMETER: "Diameter", Kind.LENGTH: "Length", Kind.RADIUS: "Radius", Kind.ANGLE: "Angle"}
_LEVELS = {Criticality.KEY: "KEY", Criticality.SAFETY: "CRITICAL"}


class QifCharacteristic(NamedTuple):
    """One box of every piece: the elements that ask for it, and the kind that its measurements have."""

    kind: str
    definition: Xml.Element
    nominal: Xml.Element
    item: Xml.Element

    @property
    def id(self) -> str:
        """What its measurements refer to."""
        return self.item.attrib["id"]


def characteristic(tree: QifTree, frames: DatumFrames, line: ResultLine, rule: DecisionRule) -> QifCharacteristic:
    """What a box asks, whatever the piece; `rule` decides of it."""
    asked, kind = line.characteristic, _kind(line)
    definition = tree.identified(f"{kind}CharacteristicDefinition", *_requirement(kind, line, frames))
    nominal = tree.identified(
        f"{kind}CharacteristicNominal",
        said("CharacteristicDefinitionId", definition.attrib["id"]),
        *_target(kind, line),
    )
    level = _LEVELS.get(asked.criticality)
    designator = element(
        "CharacteristicDesignator",
        said("Designator", line.name),
        element("Criticality", said("LevelEnum", level)) if level else None,
    )
    item = tree.identified(
        f"{kind}CharacteristicItem",
        attributes({"callout": asked.callout.text, "rule": rule.name.value, "geometric_method": asked.method}),
        said("Description", asked.designation),
        designator,
        said("CharacteristicNominalId", nominal.attrib["id"]),
    )
    return QifCharacteristic(kind, definition, nominal, item)


def _kind(line: ResultLine) -> str:
    callout = line.characteristic.callout
    if line.is_observed:
        return SEEN
    if callout.kind is Kind.LENGTH and line.characteristic.nature is Nature.DEPTH:
        return "Depth"
    if callout.kind in _SIZES:
        return _SIZES[callout.kind]
    if (kind := geometry(callout)) is not None:
        return kind
    if _is_plain_ra(callout):
        return TEXTURE
    return ANGLE if line.unit is Unit.DEG else LENGTH


def _is_plain_ra(callout: Callout) -> bool:
    return callout.parameter == "Ra" and callout.lower_limit is None and callout.upper_limit is not None


def _requirement(kind: str, line: ResultLine, frames: DatumFrames) -> tuple[Xml.Element | None, ...]:
    text = line.characteristic.callout.text
    if kind == SEEN:
        return (said("WhatToMeasure", text or line.name),)
    if line.characteristic.kind is Kind.GEOMETRIC and kind != LENGTH:
        return tolerance(kind, line, frames)
    if kind == TEXTURE:
        texture = line.characteristic.callout.texture
        cut_off = None if texture is None else texture.cut_off
        return figure("RoughnessAverage", line.upper, line.unit), figure("Cutoff", cut_off, Unit.MM)
    envelope = true("EnvelopeRequirement") if line.characteristic.callout.has_envelope else None
    what = said("WhatToMeasure", text or line.name) if kind in (LENGTH, ANGLE) else None
    return envelope, _tolerance(line), what


def _tolerance(line: ResultLine) -> Xml.Element | None:
    """The limits themselves, never deviations; a limit that does not exist is not written."""
    if line.lower is None and line.upper is None:
        return said("NonTolerance", "MEASURED")
    upper, lower = figure("MaxValue", line.upper, line.unit), figure("MinValue", line.lower, line.unit)
    return element("Tolerance", upper, lower, true("DefinedAsLimit"))


def _target(kind: str, line: ResultLine) -> tuple[Xml.Element | None, ...]:
    if kind == SEEN:
        good = expected_observation(line.box.code)
        bad = [one for one in answers(line.box.code)[:2] if one is not good]
        return (
            listed("PassValues", [_text("StringValue", good.value)]),
            listed("FailValues", [_text("StringValue", one.value) for one in bad]),
        )
    if kind == TEXTURE or line.characteristic.kind is Kind.GEOMETRIC:
        return ()
    return (figure("TargetValue", line.nominal, line.unit),)


def _text(name: str, text: str) -> Xml.Element:
    made = Xml.Element(name)
    made.text = text
    return made
