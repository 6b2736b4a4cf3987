"""The JSON of the command line: English keys that stay, decimals as strings, null where there is none."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from metroapp.archive.integrity import Report
from metroapp.archive.search import FoundRecord
from metroapp.archive.signature_check import FoundKey
from metroapp.cli import comparisons_as_json, gestures_as_json
from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout, Kind, Texture
from metroapp.domain.iso286 import FitLimits
from metroapp.domain.iso965 import ThreadLimits
from metroapp.domain.justification import Justification, justify
from metroapp.domain.measurement import BoxKey, Input, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import ParetoLine
from metroapp.domain.quantity import ARCSEC_PER_DEGREE, Quantity, Unit, rounded, shortest
from metroapp.domain.record import InspectionRecord
from metroapp.domain.signals import Signal
from metroapp.domain.specification import Characteristic
from metroapp.services.sheets.part_sheet import PartSheet, SheetError
from metroapp.services.sheets.sheet_columns import SheetPreview
from metroapp.wording.derivations import derivation
from metroapp.wording.sentences import sentence
from metroapp.wording.signals import signal_sentence
from metroapp.wording.verdicts import verdict_line


def dump(value: Any) -> str:
    """One JSON document."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def dump_line(value: Any) -> str:
    """One JSON document on one line."""
    return json.dumps(value, ensure_ascii=False)


def _code(value: Enum | None) -> str | None:
    return None if value is None else str(value.value)


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def callout(read: Callout) -> dict[str, Any]:
    """Every fact of a callout. Limits of an angle are in degrees (rounded at 10⁻⁹), and exactly in seconds of arc."""
    found = read.derivation
    has_deviations = read.has_limits and found.lower_deviation is not None
    facts = {
        "callout": read.text,
        "kind": _code(read.kind),
        "nature": _code(read.nature),
        "nominal": _in_reading_unit(read.nominal, read),
        "lower_limit": _in_reading_unit(read.lower_limit, read),
        "upper_limit": _in_reading_unit(read.upper_limit, read),
        "mid_limit": _in_reading_unit(read.mid_limit, read),
        "lower_deviation": _in_reading_unit(found.lower_deviation, read) if has_deviations else None,
        "upper_deviation": _in_reading_unit(found.upper_deviation, read) if has_deviations else None,
        "unit": None if read.unit is None else _code(read.reading_unit),
        "multiplicity": read.multiplicity,
        "modifiers": list(read.modifiers),
        "symbol": _code(read.symbol),
        "zone": _code(read.zone),
        "datums": list(read.datums),
        "datum_modifiers": list(read.datum_modifiers),
        "derivation": derivation(read),
    }
    if read.unit is Unit.ARCSEC:
        facts["lower_limit_arcsec"] = _decimal(read.lower_limit)
        facts["upper_limit_arcsec"] = _decimal(read.upper_limit)
    if read.texture is not None:
        facts |= _texture(read.parameter, read.texture)
    if read.kind is Kind.THREAD:
        facts |= {"pitch": _decimal(read.pitch), **_thread(read.thread)}
    if read.chamfer_angle is not None:
        facts["chamfer_angle"] = _degrees(read.chamfer_angle)
    return facts


def _degrees(seconds: Decimal) -> str | None:
    return _decimal(shortest(Quantity(seconds, Unit.ARCSEC).to(Unit.DEG).value))


def _in_reading_unit(value: Decimal | None, read: Callout) -> str | None:
    return _decimal(read.in_reading_unit(value))


def _texture(parameter: str | None, texture: Texture) -> dict[str, Any]:
    return {
        "parameter": parameter,
        "upper_rule": _code(texture.upper_rule),
        "lower_rule": _code(texture.lower_rule),
        "short_cut_off": _decimal(texture.short_cut_off),
        "cut_off": _decimal(texture.cut_off),
        "evaluation_length": _decimal(texture.evaluation_length),
        "sampling_lengths": texture.sampling_lengths,
    }


def _thread(limits: ThreadLimits | None) -> dict[str, Any]:
    """Limits of the three diameters (mm); null where nothing tells a nut from a bolt."""
    if limits is None:
        return {"thread_class": None, "pitch_diameter": None, "major_diameter": None, "minor_diameter": None}
    return {
        "thread_class": limits.thread_class,
        **{
            name: {
                "nominal": _decimal(found.nominal),
                "lower_limit": _decimal(found.lower),
                "upper_limit": _decimal(found.upper),
            }
            for name, found in (
                ("pitch_diameter", limits.pitch_diameter),
                ("major_diameter", limits.major_diameter),
                ("minor_diameter", limits.minor_diameter),
            )
        },
    }


def unread(text: str, refusal: Refusal) -> dict[str, Any]:
    """A callout that cannot be read, on its line."""
    return {"callout": text, "error": sentence(refusal)}


def fit_range(found: FitLimits) -> dict[str, Any]:
    """One nominal range of a tolerance class, in millimetres."""
    return {
        "over": _decimal(found.over),
        "up_to": _decimal(found.up_to),
        "lower_deviation": _decimal(found.lower_deviation),
        "upper_deviation": _decimal(found.upper_deviation),
    }


def characteristic(given: Characteristic) -> dict[str, Any]:
    """A guard band is in the unit of the readings, as the limits; a standard uncertainty in its own unit."""
    return {
        "balloon": given.balloon,
        "designation": given.designation,
        **callout(given.callout),
        "nature": _code(given.nature),
        "means": _code(given.means),
        "criticality": _code(given.criticality),
        "phase": given.phase,
        "readings": given.readings,
        "length": _decimal(given.length),
        "size_balloon": given.size_balloon or None,
        "formula": given.formula or None,
        "reaction": given.reaction or None,
        "rule": None if given.rule is None else _code(given.rule.name),
        "guard_band": None if given.rule is None else _in_reading_unit(given.rule.guard, given.callout),
        "uncertainty": None if given.uncertainty is None else _decimal(given.uncertainty.value),
        "uncertainty_unit": None if given.uncertainty is None else _code(given.uncertainty.unit),
    }


def part_sheet(sheet: PartSheet) -> dict[str, Any]:
    """A sheet with errors gives no characteristic: nothing is half imported."""
    names = ("designation", "reference", "drawing", "revision", "material", "customer", "general_tolerances")
    return {
        "part": {
            **{name: sheet.fields.get(name, "") for name in names},
            "rule": None if sheet.rule is None else _code(sheet.rule.name),
        },
        "characteristics": [] if sheet.errors else [characteristic(given) for given in sheet.characteristics],
        "errors": [_sheet_error(error) for error in sheet.errors],
        "warnings": [_sheet_error(warning) for warning in sheet.warnings],
    }


def _sheet_error(error: SheetError) -> dict[str, Any]:
    return {"line": error.line, "column": error.column, "message": sentence(error.message)}


def sheet_preview(preview: SheetPreview) -> dict[str, Any]:
    return {
        "title_line": None if preview.title_line is None else preview.title_line + 1,
        "columns": [
            {"letter": column.letter, "title": column.title, "field": column.field, "samples": list(column.samples)}
            for column in preview.columns
        ],
    }


def found_record(found: FoundRecord) -> dict[str, Any]:
    line = found.line
    return {
        "id": str(line.id),
        "number": line.number,
        "part": line.part,
        "revision": found.revision,
        "work_order": found.work_order,
        "lot": found.lot,
        "operator": found.operator,
        "pieces": line.pieces,
        "conforming": line.conforming,
        "nonconforming": line.nonconforming,
        "held": line.held,
        "concession": line.concession,
        "unsorted": line.unsorted,
        "opened_at": _time(line.opened_at),
        "closed_at": _time(line.closed_at),
    }


def record(shown: InspectionRecord) -> dict[str, Any]:
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
        },
        "work_order": header.work_order,
        "lot": header.lot,
        "machine": header.machine,
        "operator": header.operator,
        "simulated": header.simulated,
        "rule": _code((header.part.rule or header.rule).name),
        "opened_at": _time(header.opened_at),
        "closed_at": _time(shown.closing.at if shown.closing else None),
        "closed_by": shown.closing.by if shown.closing else None,
        "closing_signed": shown.closing.signed if shown.closing else None,
        "pieces": header.pieces,
        "conforming": sorting.conforming,
        "nonconforming": sorting.nonconforming,
        "held": sorting.held,
        "concession": sorting.concession,
        "unsorted": sorting.unsorted,
        "characteristics": [characteristic(given) for given in header.part.characteristics],
        "readings": [_reading(shown, found) for box in boxes for found in shown.history(box)],
        "boxes": [_box(shown, box, void) for box in boxes],
        "sorting": [{"piece": piece, "disposition": _code(shown.disposition(piece))} for piece in shown.pieces],
        **comparisons_as_json.comparisons(shown),
        "concessions": [
            {
                "number": concession.number,
                "piece": concession.piece,
                "balloons": list(concession.balloons),
                "reason": concession.reason,
                "granted_by": concession.granted_by,
                "signed": concession.signed,
                "by": concession.by,
                "at": _time(concession.at),
            }
            for concession in shown.concessions
        ],
        **gestures_as_json.gestures(shown),
    }


def _box(shown: InspectionRecord, box: BoxKey, void: Collection[BoxKey]) -> dict[str, Any]:
    impossible = shown.impossible(box)
    return {
        "piece": box.piece,
        "balloon": box.balloon,
        "box": box.code.value or None,
        "status": _code(shown.status(box)),
        "awaits_second": shown.awaits_second(box),
        "to_take_again": box in void,
        "reason": impossible.reason if impossible else None,
    }


def _reading(shown: InspectionRecord, found: Measurement) -> dict[str, Any]:
    """One measurement; `decides` is false for a value replaced by a later one, or cancelled.

    `verdict` is that of the measurement alone, undecided where its zero has drifted; a good one that awaits a second
    reading leaves its box undecided, and `why` says so.
    """
    quantity = found.quantity
    return {
        "id": str(found.id),
        "piece": found.box.piece,
        "balloon": found.box.balloon,
        "box": found.box.code.value or None,
        "value": _decimal(quantity.value) if quantity else _code(found.observation),
        "unit": _code(quantity.unit) if quantity else None,
        "verdict": _code(Verdict.UNDECIDED if shown.is_void(found) else shown.decide(found)),
        "origin": _code(found.origin),
        "instrument": found.instrument,
        "by": found.by,
        "at": _time(found.at),
        "reason": found.reason or None,
        "replaces": str(found.replaces) if found.replaces else None,
        "decides": shown.measurement(found.box) == found,
        **gestures_as_json.of_reading(shown, found.id),
        "to_take_again": shown.is_void(found),
        "simulated": found.simulated,
        "inputs": [_input(given) for given in found.inputs],
        **_why(justify(shown, found)),
    }


def _why(why: Justification) -> dict[str, Any]:
    """Why a verdict; limits in the unit in which values are read, u in that of the reading. Null where nothing is
    known, and for an observation. The risk given is the one that the verdict runs."""
    callout, zones, u = why.characteristic.callout, why.zones, why.uncertainty
    probability, consumer, producer = why.probability, why.consumer_risk, why.producer_risk
    return {
        "rule": _code(why.rule.name),
        "uncertainty": None if u is None else _decimal(u.quantity.value),
        "uncertainty_source": None if u is None else _code(u.source),
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
    return _decimal(shortest(rounded(value / ARCSEC_PER_DEGREE) if read.unit is Unit.ARCSEC else value))


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


def signal(found: Signal) -> dict[str, Any]:
    """One honesty signal: a fact, in figures and in words."""
    return {
        "kind": _code(found.kind),
        "count": found.count,
        "of": found.of,
        "boxes": [{"piece": box.piece, "balloon": box.balloon, "box": box.code.value or None} for box in found.boxes],
        "sentence": signal_sentence(found),
    }


def report(found: Report) -> dict[str, Any]:
    return {
        "sound": found.sound,
        "entries": found.entries,
        "rows": found.rows,
        "heads": found.heads,
        "signed": found.signed,
        "keys": [key(one) for one in found.keys],
        "erased": found.erased,
        "break": None
        if found.break_ is None
        else {"code": found.break_.code, "table": found.break_.table, "row": found.break_.row},
    }


def key(found: FoundKey) -> dict[str, Any]:
    return {"post": found.post, "fingerprint": found.fingerprint, "endorsed": found.endorsed}


def pareto_line(line: ParetoLine) -> dict[str, Any]:
    return {
        "part": line.count.part,
        "balloon": line.count.balloon,
        "values": line.count.values,
        "records": line.count.records,
        "share": _decimal(line.share),
        "cumulated": _decimal(line.cumulated),
    }
