"""The callout that a QIF characteristic stands for, as a drawing would write it."""

from __future__ import annotations

from decimal import Decimal
from xml.etree.ElementTree import Element

from metroapp.domain.callout import Symbol
from metroapp.domain.message import Refusal
from metroapp.domain.notation.writing import with_degree, write_deviations, write_number
from metroapp.services.sheets.qif_document import QifDocument
from metroapp.wording.labels import GEOMETRICAL_SIGNS

_SUFFIX = "CharacteristicDefinition"
_LINEAR = {
    "Diameter": "Ø",
    "Radius": "R",
    **dict.fromkeys(
        ("Length", "Height", "Depth", "Thickness", "Width", "Chord", "CurveLength", "DistanceBetween", "DistanceFrom",
         "LinearCoordinate", "UserDefinedLinear"),
        "",
    ),
}  # fmt: skip
_ANGULAR = ("Angle", "AngleBetween", "AngleFrom", "AngularCoordinate", "UserDefinedAngular")
_GEOMETRIC = {
    "Straightness": Symbol.STRAIGHTNESS,
    "Flatness": Symbol.FLATNESS,
    "Circularity": Symbol.ROUNDNESS,
    "Cylindricity": Symbol.CYLINDRICITY,
    "LineProfile": Symbol.LINE_PROFILE,
    "SurfaceProfile": Symbol.SURFACE_PROFILE,
    "Parallelism": Symbol.PARALLELISM,
    "Perpendicularity": Symbol.PERPENDICULARITY,
    "Angularity": Symbol.ANGULARITY,
    "Position": Symbol.POSITION,
    "Coaxiality": Symbol.COAXIALITY,
    "Concentricity": Symbol.COAXIALITY,
    "Symmetry": Symbol.SYMMETRY,
    "CircularRunout": Symbol.CIRCULAR_RUN_OUT,
    "TotalRunout": Symbol.TOTAL_RUN_OUT,
}
_MODIFIERS = {"MAXIMUM": " Ⓜ", "LEAST": " Ⓛ", "MAXIMUM_RPR": " Ⓜ Ⓡ", "LEAST_RPR": " Ⓛ Ⓡ"}
_UNDERSTOOD = ("", "REGARDLESS", "NONE")
_DATUM_MODIFIERS = {"MAXIMUM": "Ⓜ", "LEAST": "Ⓛ"}
_PRECEDENCES = ("PRIMARY", "SECONDARY", "TERTIARY")
# What changes the meaning of a tolerance and that a callout of ours would not say.
_NOT_SAID = (
    "DimensionModifiers", "ToleranceZonePerUnitArea", "ToleranceZonePerUnitLength", "ToleranceZonePerUnitAngle",
    "SecondCompositeSegmentPositionDefinition", "SecondCompositeSegmentProfileDefinition",
    "SecondCompositeSegmentSymmetryDefinition", "OuterDisposition", "UnequallyDisposedZone", "MaximumToleranceValue",
    "ProjectedToleranceZoneValue", "ToPointToleranceValue", "Extent", "SecondaryRoughnessParameter",
    "OtherSurfaceParameter", "AssociatedTolerancedFeatureSpecificationElement",
    "ReferenceFeatureAssociationSpecificationElement", "CollectionPlane", "IntersectionPlane", "OrientationPlane",
    "DirectionFeature",
)  # fmt: skip
_NOT_SAID_WHEN_TRUE = (
    "FreeState", "StatisticalCharacteristic", "CommonTolerance", "MedianFeature", "UnitedOrContinuousFeature",
    "SeparateZone", "TangentPlane", "EachRadialElement", "EachElement", "OffsetZone", "VariableAngle",
    "OrientationOnly", "NotConvex", "ControlledRadius",
)  # fmt: skip


def callout_text(document: QifDocument, nominal: Element, definition: Element) -> str:
    """The callout of a definition and its nominal. Refuses `qif.*` for what no callout of ours says whole."""
    name = document.name(definition)
    kind = name.removesuffix(_SUFFIX)
    if kind == "UserDefinedAttribute":
        return document.text(definition, "WhatToMeasure")
    for given in (definition, nominal):
        _require_said(document, given)
    if kind in _LINEAR:
        text = _size(document, nominal, definition, _LINEAR[kind], "")
        return f"{text} Ⓔ" if document.is_true(definition, "EnvelopeRequirement") else text
    if kind in _ANGULAR:
        return _size(document, nominal, definition, "", "°")
    if kind in _GEOMETRIC:
        return _geometry(document, definition, _GEOMETRIC[kind])
    if kind == "SurfaceTexture":
        cut_off = document.first(nominal, "Cutoff")
        setting = f" λc {write_number(document.length(cut_off))}" if cut_off is not None else ""
        return f"Ra {write_number(_length(document, definition, 'RoughnessAverage').scaleb(3).normalize())}{setting}"
    if kind == "Thread":
        return _thread(document, definition)
    raise Refusal("qif.unsupported", what=name or "?")


def _require_said(document: QifDocument, given: Element) -> None:
    for child in given:
        name = document.name(child)
        if name in _NOT_SAID or (name in _NOT_SAID_WHEN_TRUE and (child.text or "").strip() in ("true", "1")):
            raise Refusal("qif.unsupported", what=name)


def _size(document: QifDocument, nominal: Element, definition: Element, prefix: str, degree: str) -> str:
    measure = document.angle if degree else document.length
    target = document.first(nominal, "TargetValue")
    size = measure(target) if target is not None else None
    begin = f"{prefix}{write_number(size)}{degree}" if size is not None else ""
    if document.first(definition, "NonTolerance") is not None:
        return f"[{begin}]"
    fit = document.first(definition, "LimitsAndFitsSpecification")
    if fit is not None:
        return f"{begin} {document.text(fit, 'FormVariance')}{document.text(fit, 'Grade')}"
    tolerance = document.first(definition, "Tolerance")
    if tolerance is None:
        return begin
    values = document.referred(tolerance, "DefinitionId") if document.text(tolerance, "DefinitionId") else tolerance
    if values is None:
        raise Refusal("qif.reference", id=document.text(tolerance, "DefinitionId"))
    upper, lower = (
        measure(value) if (value := document.first(values, name)) is not None else None
        for name in ("MaxValue", "MinValue")
    )
    if upper is not None and lower is not None and lower > upper:
        raise Refusal("sheet.deviations_reversed", lower=write_number(lower), upper=write_number(upper))
    if document.is_true(tolerance, "DefinedAsLimit"):
        return _limits(lower, upper, size, prefix, degree)
    if upper is None or lower is None or size is None:
        raise Refusal("qif.tolerance_incomplete")
    return f"{begin} {write_deviations(lower, upper, with_degree(degree))}"


def _limits(lower: Decimal | None, upper: Decimal | None, size: Decimal | None, prefix: str, degree: str) -> str:
    if lower is None and upper is None:
        raise Refusal("qif.tolerance_incomplete")
    if lower is None or upper is None:
        word, limit = ("max", upper) if lower is None else ("min", lower)
        assert limit is not None
        return f"{prefix}{write_number(limit)}{degree} {word}"
    if size is not None and lower * 10 < upper:  # limits so far apart, side by side, would be read as something else
        return (
            f"{prefix}{write_number(size)}{degree} {write_deviations(lower - size, upper - size, with_degree(degree))}"
        )
    return f"{prefix}{write_number(upper)}{degree} / {prefix}{write_number(lower)}{degree}"


def _geometry(document: QifDocument, definition: Element, symbol: Symbol) -> str:
    zone = ""
    if document.first(definition, "ZoneShape/DiametricalZone") is not None:
        zone = "Ø"
    elif document.first(definition, "ZoneShape/SphericalZone") is not None:
        zone = "SØ"
    condition = document.text(definition, "MaterialCondition")
    if condition not in _UNDERSTOOD and condition not in _MODIFIERS:
        raise Refusal("qif.unsupported", what=f"MaterialCondition {condition}")
    common = " CZ" if document.is_true(definition, "CommonZone") else ""
    value = write_number(_length(document, definition, "ToleranceValue"))
    text = f"{GEOMETRICAL_SIGNS[symbol]} {zone}{value}{_MODIFIERS.get(condition, '')}{common}"
    return " ".join([text, *_datums(document, definition)])


def _datums(document: QifDocument, definition: Element) -> list[str]:
    """The datums of the frame in their order."""
    identifier = document.text(definition, "DatumReferenceFrameId")
    if not identifier:
        return []
    frame = document.by_id(identifier)
    if frame is None:
        raise Refusal("qif.reference", id=identifier)
    found: list[tuple[int, str]] = []
    for datum in document.all("Datums/Datum", frame):
        precedence = document.text(datum, "Precedence/PrecedenceEnum")
        if precedence not in _PRECEDENCES:
            raise Refusal("qif.unsupported", what=f"Precedence {precedence}")
        compound = document.first(datum, "CompoundDatum")
        if compound is None:
            name = _datum(document, datum)
        else:
            parts = sorted(
                (document.text(one, "SequenceNumber"), _datum(document, one)) for one in document.all("Datum", compound)
            )
            name = "-".join(label for _, label in parts)
        found.append((_PRECEDENCES.index(precedence), name))
    return [name for _, name in sorted(found)]


def _datum(document: QifDocument, given: Element) -> str:
    simple = document.first(given, "SimpleDatum")
    label = ""
    if simple is not None:
        defined = document.referred(simple, "DatumDefinitionId")
        label = document.text(defined, "DatumLabel") if defined is not None else ""
    if simple is None or not label:
        raise Refusal("qif.unsupported", what="Datum")
    condition = document.text(simple, "MaterialModifier")
    if condition not in _UNDERSTOOD and condition not in _DATUM_MODIFIERS:
        raise Refusal("qif.unsupported", what=f"MaterialModifier {condition}")
    return label + _DATUM_MODIFIERS.get(condition, "")


def _thread(document: QifDocument, definition: Element) -> str:
    """Only a thread written in words: the detailed form of QIF has no metric tolerance class that we could check."""
    specification = document.referred(definition, "ThreadSpecificationId")
    text = document.text(specification, "TextSpecification") if specification is not None else ""
    if not text:
        raise Refusal("qif.unsupported", what="ThreadSpecification")
    return text


def _length(document: QifDocument, definition: Element, name: str) -> Decimal:
    value = document.first(definition, name)
    if value is None:
        raise Refusal("qif.unsupported", what=document.name(definition))
    return document.length(value)
