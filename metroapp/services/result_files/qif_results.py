"""Results of QIF 3.0 (ISO 23952): every measurement of a characteristic, with the status that the file gives it.

Lengths are given in millimetres and angles in degrees, whatever the unit that the file shows them in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from metroapp.domain.acceptance import Verdict
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import Unit
from metroapp.services.reference import standards
from metroapp.services.result_files.results import MOST_CHARACTERISTICS, FileCharacteristic, FileValue, ResultFile
from metroapp.services.sheets.qif_callout import callout_text
from metroapp.services.sheets.qif_document import QifDocument, open_qif

_RESULTS = "Results/MeasurementResultsSet/MeasurementResults"
_MEANT = {"PASS": Verdict.CONFORMING, "FAIL": Verdict.NONCONFORMING, "INDETERMINATE": Verdict.UNDECIDED}
_ANGULAR = ("Angle", "AngularCoordinate", "UserDefinedAngular")
_VALUES = ("Value", "RoughnessAverageValue")
_BOUNDED_ABOVE = ("ToleranceValue", "RoughnessAverage")
_TRACED = {
    "workshop": "InspectingOrganization/Name", "customer": "CustomerOrganization/Name", "work_order": "OrderNumber",
    "record": "ReportNumber", "operator": "InspectionOperator/Name",
}  # fmt: skip

Measure = Callable[[Element], Decimal]


class _Asked(NamedTuple):
    """A characteristic, how its values are read, and of what is seen the good and the bad answers."""

    characteristic: FileCharacteristic
    measure: Measure
    good: frozenset[str]
    bad: frozenset[str]


def read_qif_results(path: Path) -> ResultFile:
    """Read a file whole. Refuses as `open_qif`, `qif.no_results`, `qif.reference`, `qif.value`, `qif.value_unit`,
    `qif.limits_crossed`."""
    document = open_qif(path)
    measured = list(document.all(f"{_RESULTS}/MeasuredCharacteristics/CharacteristicMeasurements/*"))
    if not measured:
        raise Refusal("qif.no_results", path=path)
    known: dict[str, _Asked] = {}
    ranks: Counter[str] = Counter()
    values = tuple(_value(document, one, known, ranks) for one in measured)
    if len(known) > MOST_CHARACTERISTICS:
        raise Refusal("qif.too_complex", path=path)
    characteristics = tuple(one.characteristic for one in known.values())
    return ResultFile("qif", dict(_header(document)), characteristics, values)


def _header(document: QifDocument) -> Iterator[tuple[str, str]]:
    part = next(document.all("Product/PartSet/Part"), None)
    results = next(document.all(_RESULTS), None)
    traced = None if results is None else document.first(results, "InspectionTraceability")
    if part is not None:
        said = {
            "part": document.text(part, "ModelNumber"),
            "designation": document.text(part, "Header/Name"),
            "drawing": document.text(part, "DefinitionExternal/PrintedDrawing/DrawingNumber"),
            "revision": document.text(part, "Version"),
        }
        yield from ((name, text) for name, text in said.items() if text)
    if traced is not None:
        yield from ((name, text) for name, path in _TRACED.items() if (text := document.text(traced, path)))
    component = next(document.all("Results/ActualComponentSets/ActualComponentSet/ActualComponent"), None)
    if component is not None and (lot := document.text(component, "Traceability/LotNumber")):
        yield "lot", lot
    if results is not None and (status := document.text(results, "InspectionStatus/InspectionStatusEnum")):
        yield "status", status


def _value(document: QifDocument, measured: Element, known: dict[str, _Asked], ranks: Counter[str]) -> FileValue:
    """One value; without a component, the values of the same rank are those of one piece."""
    item = document.referred(measured, "CharacteristicItemId")
    id = "" if item is None else item.get("id", "")
    if id not in known:
        known[id] = _asked(document, measured, item)
    asked = known[id]
    ranks[id] += 1
    component = document.referred(measured, "ActualComponentId")
    said = document.text(measured, "Status/CharacteristicStatusEnum")
    found = next((one for name in _VALUES if (one := document.first(measured, name)) is not None), None)
    value, is_good = None, None
    if asked.characteristic.is_observed:
        is_good = _is_good(asked, document.text(measured, "Value"), said)
    elif found is not None:
        value = asked.measure(found)
    return FileValue(
        characteristic=asked.characteristic,
        piece=_piece(document, component) or str(ranks[id]),
        piece_is_said=component is not None and bool(document.text(component, "SerialNumber")),
        raw=f"CharacteristicMeasurement {measured.get('id', '')}".strip(),
        value=value,
        is_good=is_good,
        at=_time(document.text(measured, "TimeStamp")),
        text=document.text(measured, "Description"),
        said=said or document.text(measured, "Status/OtherCharacteristicStatus"),
        meant=_MEANT.get(said),
        designator=document.text(measured, "NonConformanceDesignator"),
    )


def _piece(document: QifDocument, component: Element | None) -> str:
    return "" if component is None else document.text(component, "SerialNumber") or component.get("id", "")


def _is_good(asked: _Asked, seen: str, said: str) -> bool | None:
    """What was seen against the good and the bad answers of the file; without them its status is all there is."""
    if seen in asked.good or seen in asked.bad:
        return seen in asked.good
    if seen or asked.good or asked.bad:
        return None
    return {"PASS": True, "FAIL": False}.get(said)


def _asked(document: QifDocument, measured: Element, item: Element | None) -> _Asked:
    nominal = None if item is None else document.referred(item, "CharacteristicNominalId")
    definition = None if nominal is None else document.referred(nominal, "CharacteristicDefinitionId")
    if item is None or nominal is None or definition is None:
        raise Refusal("qif.reference", id=measured.get("id", "?"))
    good, bad = (
        frozenset((one.text or "").strip() for one in document.all(f"{answers}/StringValue", nominal))
        for answers in ("PassValues", "FailValues")
    )
    measure = document.angle if _is_angular(document, definition) else document.length
    return _Asked(_characteristic(document, item, nominal, definition, measure), measure, good, bad)


def _characteristic(
    document: QifDocument, item: Element, nominal: Element, definition: Element, measure: Measure
) -> FileCharacteristic:
    chain = (item, nominal, definition)
    names = (document.text(one, "CharacteristicDesignator/Designator") for one in chain)
    name = next(filter(None, names), "") or item.get("id", "")
    designation = next(filter(None, (document.text(one, at) for one in chain for at in ("Description", "Name"))), "")
    if document.name(definition).startswith("UserDefinedAttribute"):
        return FileCharacteristic(name, designation, is_observed=True, unit=None)
    target = document.first(nominal, "TargetValue")
    size = None if target is None else measure(target)
    lower, upper = _limits(document, nominal, definition, measure, size)
    if lower is not None and upper is not None and lower > upper:
        raise Refusal("qif.limits_crossed", characteristic=name, lower=lower, upper=upper)
    unit = Unit.DEG if _is_angular(document, definition) else Unit.MM
    return FileCharacteristic(name, designation, nominal=size, lower=lower, upper=upper, unit=unit)


def _is_angular(document: QifDocument, definition: Element) -> bool:
    return document.name(definition).startswith(_ANGULAR)


def _limits(
    document: QifDocument, nominal: Element, definition: Element, measure: Measure, size: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """Both limits as the file gives them; those of a fit from its class, and none where nothing of it is understood."""
    for name in _BOUNDED_ABOVE:
        if (bound := document.first(definition, name)) is not None:
            return None, measure(bound)
    tolerance = document.first(definition, "Tolerance")
    values = tolerance
    if tolerance is not None and document.text(tolerance, "DefinitionId"):
        values = document.referred(tolerance, "DefinitionId")
    if tolerance is None or values is None:
        return _read_limits(document, nominal, definition)
    lower, upper = (
        None if (bound := document.first(values, name)) is None else measure(bound) for name in ("MinValue", "MaxValue")
    )
    if document.is_true(tolerance, "DefinedAsLimit"):
        return lower, upper
    if size is None:
        return None, None
    return None if lower is None else size + lower, None if upper is None else size + upper


def _read_limits(document: QifDocument, nominal: Element, definition: Element) -> tuple[Decimal | None, Decimal | None]:
    try:
        callout = read_callout(callout_text(document, nominal, definition), standards())
    except Refusal:
        return None, None
    return callout.in_reading_unit(callout.lower_limit), callout.in_reading_unit(callout.upper_limit)


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
