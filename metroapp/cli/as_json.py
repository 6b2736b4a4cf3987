"""The JSON of the command line: English keys that stay, decimals as strings, null where there is none."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from metroapp.archive.integrity import Report
from metroapp.archive.queries import RecordLine
from metroapp.domain.callout import Callout
from metroapp.domain.decision import decide
from metroapp.domain.measurement import BoxKey, Input, Measurement
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.services.part_sheet import PartSheet
from metroapp.wording.derivations import derivation
from metroapp.wording.sentences import sentence


def dump(value: Any) -> str:
    """One JSON document."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _code(value: Enum | None) -> str | None:
    return None if value is None else str(value.value)


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def callout(read: Callout) -> dict[str, Any]:
    found = read.derivation
    return {
        "callout": read.text,
        "kind": _code(read.kind),
        "nature": _code(read.nature),
        "nominal": _decimal(read.nominal),
        "lower_limit": _decimal(read.lower_limit),
        "upper_limit": _decimal(read.upper_limit),
        "mid_limit": _decimal(read.mid_limit),
        "lower_deviation": _decimal(found.lower_deviation) if read.lower_limit is not None else None,
        "upper_deviation": _decimal(found.upper_deviation) if read.lower_limit is not None else None,
        "unit": _code(read.unit),
        "multiplicity": read.multiplicity,
        "symbol": _code(read.symbol),
        "datums": list(read.datums),
        "derivation": derivation(read),
    }


def characteristic(given: Characteristic) -> dict[str, Any]:
    return {
        "balloon": given.balloon,
        "designation": given.designation,
        "callout": given.callout.text,
        "kind": _code(given.kind),
        "nature": _code(given.nature),
        "nominal": _decimal(given.callout.nominal),
        "lower_limit": _decimal(given.callout.lower_limit),
        "upper_limit": _decimal(given.callout.upper_limit),
        "unit": _code(given.callout.unit),
        "means": _code(given.means),
        "derivation": derivation(given.callout),
    }


def part_sheet(sheet: PartSheet) -> dict[str, Any]:
    """A sheet with errors gives no characteristic: nothing is half imported."""
    names = ("designation", "reference", "drawing", "revision", "material", "customer", "general_tolerances")
    return {
        "part": {name: sheet.fields.get(name, "") for name in names},
        "characteristics": [] if sheet.errors else [characteristic(given) for given in sheet.characteristics],
        "errors": [
            {"line": error.line, "column": error.column, "message": sentence(error.message)} for error in sheet.errors
        ],
    }


def record_line(line: RecordLine) -> dict[str, Any]:
    return {
        "id": str(line.id),
        "number": line.number,
        "part": line.part,
        "pieces": line.pieces,
        "conforming": line.conforming,
        "nonconforming": line.nonconforming,
        "concession": line.concession,
        "unsorted": line.unsorted,
        "opened_at": _time(line.opened_at),
        "closed_at": _time(line.closed_at),
    }


def record(shown: InspectionRecord) -> dict[str, Any]:
    header, sorting = shown.header, shown.sorting()
    boxes = list(shown.boxes())
    return {
        "id": str(header.id),
        "number": header.number,
        "part": {
            "designation": header.part.designation,
            "reference": header.part.reference,
            "drawing": header.part.drawing,
            "revision": header.part.revision,
        },
        "work_order": header.work_order,
        "lot": header.lot,
        "machine": header.machine,
        "operator": header.operator,
        "simulated": header.simulated,
        "opened_at": _time(header.opened_at),
        "closed_at": _time(shown.closing.at if shown.closing else None),
        "pieces": header.pieces,
        "conforming": sorting.conforming,
        "nonconforming": sorting.nonconforming,
        "concession": sorting.concession,
        "unsorted": sorting.unsorted,
        "characteristics": [characteristic(given) for given in header.part.characteristics],
        "readings": [_reading(shown, found) for box in boxes for found in shown.history(box)],
        "boxes": [_box(shown, box) for box in boxes],
        "sorting": [{"piece": piece, "disposition": _code(shown.disposition(piece))} for piece in shown.pieces],
        "zeros": [
            {
                "balloon": zero.balloon,
                "instrument": zero.instrument,
                "certified": _decimal(zero.certified),
                "blocks": list(zero.blocks),
                "zero": _decimal(zero.zero.quantity.value),
                "at": _time(zero.at),
            }
            for zero in shown.zero_settings
        ],
        "concessions": [
            {
                "number": concession.number,
                "piece": concession.piece,
                "balloons": list(concession.balloons),
                "reason": concession.reason,
                "granted_by": concession.granted_by,
                "by": concession.by,
                "at": _time(concession.at),
            }
            for concession in shown.concessions
        ],
    }


def _box(shown: InspectionRecord, box: BoxKey) -> dict[str, Any]:
    impossible = shown.impossible(box)
    return {
        "piece": box.piece,
        "balloon": box.balloon,
        "box": box.code.value or None,
        "status": _code(shown.status(box)),
        "reason": impossible.reason if impossible else None,
    }


def _reading(shown: InspectionRecord, found: Measurement) -> dict[str, Any]:
    """One measurement; `decides` is false for a value replaced by a later one."""
    quantity, requirement = found.quantity, shown.characteristic(found.box.balloon).callout
    return {
        "id": str(found.id),
        "piece": found.box.piece,
        "balloon": found.box.balloon,
        "box": found.box.code.value or None,
        "value": _decimal(quantity.value) if quantity else _code(found.observation),
        "unit": _code(quantity.unit) if quantity else None,
        "verdict": _code(decide(found, requirement)),
        "origin": _code(found.origin),
        "instrument": found.instrument,
        "by": found.by,
        "at": _time(found.at),
        "reason": found.reason or None,
        "replaces": str(found.replaces) if found.replaces else None,
        "decides": shown.measurement(found.box) == found,
        "simulated": found.simulated,
        "inputs": [_input(given) for given in found.inputs],
    }


def _input(given: Input) -> dict[str, Any]:
    frame = given.frame
    return {
        "role": _code(given.role),
        "value": _decimal(given.quantity.value),
        "unit": _code(given.quantity.unit),
        "instrument": frame.instrument if frame else None,
        "raw": frame.raw.hex() if frame else None,
        "received_at": _time(frame.received_at) if frame else None,
        "flags": list(frame.flags) if frame else [],
    }


def report(found: Report) -> dict[str, Any]:
    return {
        "sound": found.sound,
        "entries": found.entries,
        "rows": found.rows,
        "heads": found.heads,
        "break": None
        if found.break_ is None
        else {"code": found.break_.code, "table": found.break_.table, "row": found.break_.row},
    }
