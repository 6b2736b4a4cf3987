"""The JSON of the command line: English keys that stay, decimals as strings, null where there is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from forms.callout_json import characteristic
from forms.json_values import code, decimal, time
from metroapp.domain.iso286 import FitLimits
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import ParetoLine
from metroapp.domain.signals import Signal
from metroapp.wording.sentences import sentence
from metroapp.wording.signals import signal_sentence

if TYPE_CHECKING:  # a calculator loads no archive and no spreadsheet
    from metroapp.archive.integrity import Report
    from metroapp.archive.search import FoundRecord
    from metroapp.archive.signature_check import FoundKey
    from metroapp.services.sheets.part_sheet import PartSheet, SheetError
    from metroapp.services.sheets.sheet_columns import SheetPreview


def dump(value: Any) -> str:
    """One JSON document."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def dump_line(value: Any) -> str:
    """One JSON document on one line."""
    return json.dumps(value, ensure_ascii=False)


def unread(text: str, refusal: Refusal) -> dict[str, Any]:
    """A callout that cannot be read, on its line."""
    return {"callout": text, "error": sentence(refusal)}


def fit_range(found: FitLimits) -> dict[str, Any]:
    """One nominal range of a tolerance class, in millimetres."""
    return {
        "over": decimal(found.over),
        "up_to": decimal(found.up_to),
        "lower_deviation": decimal(found.lower_deviation),
        "upper_deviation": decimal(found.upper_deviation),
    }


def part_sheet(sheet: PartSheet) -> dict[str, Any]:
    """A sheet with errors gives no characteristic: nothing is half imported."""
    names = ("designation", "reference", "drawing", "revision", "material", "customer", "general_tolerances")
    return {
        "part": {
            **{name: sheet.fields.get(name, "") for name in names},
            "rule": None if sheet.rule is None else code(sheet.rule.name),
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
        "opened_at": time(line.opened_at),
        "closed_at": time(line.closed_at),
    }


def signal(found: Signal) -> dict[str, Any]:
    """One honesty signal: a fact, in figures and in words."""
    return {
        "kind": code(found.kind),
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
        "unread": list(map(str, found.unread)),
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
        "share": decimal(line.share),
        "cumulated": decimal(line.cumulated),
    }
