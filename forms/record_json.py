"""A record as JSON: English keys that stay, decimals as strings, null where there is none.

`docs/formats/record.schema.json` describes it, `docs/formats/json.md` says how it is proven.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from forms.callout_json import characteristic
from forms.columns_json import column_acts
from forms.comparisons_json import comparisons
from forms.gestures_json import gestures, of_reading
from forms.json_values import code, decimal, time
from forms.record_data import RecordData
from forms.traces import as_json
from metroapp.domain.callout import Callout
from metroapp.domain.file_source import file_of
from metroapp.domain.instrument import Instrument
from metroapp.domain.justification import Justification, justify
from metroapp.domain.measurement import BoxKey, Input, Measurement
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Unit, rounded, shortest
from metroapp.domain.record import InspectionRecord
from metroapp.wording.verdicts import verdict_line

FORMAT = "metroapp record 1"


def record_json(data: RecordData) -> bytes:
    """The whole record as one file: what it says, for who reads it, and its sealed entries, which prove that.

    `beside` is what no entry of the record proves: the certificates of its means, the fiches about its pieces.
    """
    id = data.record.header.id
    said = {
        "format": FORMAT,
        "program": data.program,
        "workshop": data.workshop,
        "issued_at": time(data.issued_at),
        "record": record(data.record),
        "beside": {
            "certificates": [
                {"instrument": means, "number": one.number, "issued": time(one.issued), "laboratory": one.laboratory}
                for means, one in sorted(data.certificates.items())
            ],
            "nonconformities": [
                {"number": one.number, "pieces": sorted(piece for at, piece in one.places if at == id)}
                for one in data.sheets
            ],
        },
    }
    # One key a line: an indented document of a large lot takes ten times as long to write.
    lines = [f'"{key}": {json.dumps(value, ensure_ascii=False)}'.encode() for key, value in said.items()]
    return b"{\n" + b",\n".join([*lines, b'"sealed": ' + data.sealed]) + b"\n}\n"


def record(shown: InspectionRecord) -> dict[str, Any]:
    """What a record says, from its entries alone."""
    header, sorting = shown.header, shown.sorting()
    boxes, void = list(shown.boxes()), set(shown.void_boxes())
    return {
        "id": str(header.id),
        "number": header.number,
        "part": {
            "designation": header.part.designation,
            "reference": header.part.reference,
            "drawing": header.part.drawing,
            "revision": header.part.revision,
            "material": header.part.material,
            "customer": header.part.customer,
            "general_tolerances": header.part.general_tolerances or None,
        },
        "work_order": header.work_order,
        "lot": header.lot,
        "operation": header.operation,
        "machine": header.machine,
        "operator": header.operator,
        "simulated": header.simulated,
        "rule": code((header.part.rule or header.rule).name),
        "opened_at": time(header.opened_at),
        "closed_at": time(shown.closing.at if shown.closing else None),
        "closed_by": shown.closing.by if shown.closing else None,
        "closing_signed": shown.closing.signed if shown.closing else None,
        "pieces": header.pieces,
        "conforming": sorting.conforming,
        "nonconforming": sorting.nonconforming,
        "held": sorting.held,
        "concession": sorting.concession,
        "unsorted": sorting.unsorted,
        "instruments": [_instrument(shown.instruments[number]) for number in _used(shown)],
        "characteristics": [characteristic(given) for given in header.part.characteristics],
        "readings": [_reading(shown, found) for box in boxes for found in shown.history(box)],
        "boxes": [_box(shown, box, void) for box in boxes],
        "sorting": [{"piece": piece, "disposition": code(shown.disposition(piece))} for piece in shown.pieces],
        **comparisons(shown),
        "columns": column_acts(shown),
        "concessions": [
            {
                "number": concession.number,
                "piece": concession.piece,
                "balloons": list(concession.balloons),
                "reason": concession.reason,
                "granted_by": concession.granted_by,
                "signed": concession.signed,
                "by": concession.by,
                "at": time(concession.at),
            }
            for concession in shown.concessions
        ],
        **gestures(shown),
    }


def _used(shown: InspectionRecord) -> list[str]:
    """The means of the register that gave the readings."""
    found = {one for box in shown.boxes() for one in shown.history(box)}
    named = {one.instrument for one in found} | {
        given.frame.instrument for one in found for given in one.inputs if given.frame
    }
    return sorted(number for number in named if number in shown.instruments)


def _instrument(given: Instrument) -> dict[str, Any]:
    """A means as the register said it when the record began; its resolution in the unit in which it is read."""
    return {
        "number": given.number,
        "designation": given.designation,
        "kind": code(given.kind),
        "maker": given.maker or None,
        "model": given.model or None,
        "serial": given.serial or None,
        "resolution": decimal(given.resolution),
        "due": time(given.due),
    }


def _box(shown: InspectionRecord, box: BoxKey, void: Collection[BoxKey]) -> dict[str, Any]:
    impossible = shown.impossible(box)
    return {
        "piece": box.piece,
        "balloon": box.balloon,
        "box": box.code.value or None,
        "status": code(shown.status(box)),
        "awaits_second": shown.awaits_second(box),
        "to_take_again": box in void,
        "reason": impossible.reason if impossible else None,
    }


def _reading(shown: InspectionRecord, found: Measurement) -> dict[str, Any]:
    """One measurement; `decides` is false for a value replaced by a later one, or cancelled.

    `verdict` is that of the measurement alone, undecided where what it refers to has drifted or is still to be proven;
    a good one that awaits a second
    reading leaves its box undecided, and `why` says so.
    """
    quantity = found.quantity
    return {
        "id": str(found.id),
        "piece": found.box.piece,
        "balloon": found.box.balloon,
        "box": found.box.code.value or None,
        "value": decimal(quantity.value) if quantity else code(found.observation),
        "unit": code(quantity.unit) if quantity else None,
        "verdict": code(shown.verdict_of(found)),
        "origin": code(found.origin),
        "instrument": found.instrument,
        "by": found.by,
        "at": time(found.at),
        "reason": found.reason or None,
        "replaces": str(found.replaces) if found.replaces else None,
        "decides": shown.measurement(found.box) == found,
        **of_reading(shown, found.id),
        "to_take_again": shown.is_void(found),
        "awaits_constant": shown.awaits_constant(found),
        "simulated": found.simulated,
        "source": _source(found),
        "inputs": [_input(given) for given in found.inputs],
        "roughness": as_json(shown.traces.of(found.id), shown.characteristic(found.box.balloon)),
        **_why(justify(shown, found)),
    }


def _why(why: Justification) -> dict[str, Any]:
    """Why a verdict; limits in the unit in which values are read, u in that of the reading. Null where nothing is
    known, and for an observation. The risk given is the one that the verdict runs."""
    callout, zones, u = why.characteristic.callout, why.zones, why.uncertainty
    probability, consumer, producer = why.probability, why.consumer_risk, why.producer_risk
    return {
        "rule": code(why.rule.name),
        "uncertainty": None if u is None else decimal(u.quantity.value),
        "uncertainty_source": None if u is None else code(u.source),
        "lower_acceptance_limit": None if zones is None else _computed_limit(zones.lower_acceptance, callout),
        "upper_acceptance_limit": None if zones is None else _computed_limit(zones.upper_acceptance, callout),
        "probability_conforming": None if probability is None else float(probability),
        "consumer_risk": None if consumer is None else float(consumer),
        "producer_risk": None if producer is None else float(producer),
        "why": verdict_line(why),
    }


def _computed_limit(value: Decimal | None, read: Callout) -> str | None:
    """A limit of the rule, which may have more decimals than one that is drawn; of an angle in degrees, at 10⁻⁹."""
    if value is None:
        return None
    return decimal(shortest(rounded(value / ARCSEC_PER_DEGREE) if read.unit is Unit.ARCSEC else value))


def _source(found: Measurement) -> dict[str, Any] | None:
    """The file of results that it was read in; null for a value that is in no file."""
    source = file_of(found)
    if source is None:
        return None
    return {"file": source.file or None, "sha256": source.digest, "line": source.line or None}


def _input(given: Input) -> dict[str, Any]:
    frame = given.frame
    return {
        "role": code(given.role),
        "value": decimal(given.quantity.value),
        "unit": code(given.quantity.unit),
        "instrument": frame.instrument if frame else None,
        "raw": frame.raw.hex() if frame else None,
        "received_at": time(frame.received_at) if frame else None,
        "flags": list(frame.flags) if frame else [],
    }
