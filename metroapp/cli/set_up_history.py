"""`metroapp dossier set-up`: the set-up data of a work order. Reading needs no account."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from forms.json_values import time
from forms.to_text import to_text
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import shortest
from metroapp.domain.set_up_history import FilledSheet, Intervention, ProgramUse, SetUpHistory, SetUpTool
from metroapp.services import set_up_history
from metroapp.services.formats import Format
from metroapp.wording import set_up_history as words

_FORMATS = {".pdf": Format.PDF, ".xlsx": Format.XLSX}


def show(arguments: argparse.Namespace) -> int:
    """`metroapp dossier set-up OF [--out FILE] [--json]`"""
    workspace, order = workspace_of(arguments), arguments.order
    if arguments.out is not None:
        to = _FORMATS.get(arguments.out.suffix.lower())
        if to is None:
            raise Refusal("dossier.set_up_format", path=arguments.out)
        print(words.WRITTEN.format(path=set_up_history.export(workspace, order, to, arguments.out)))
    elif arguments.json:
        print(as_json.dump(_facts(set_up_history.read(workspace, order))))
    else:
        print(to_text(set_up_history.describe(workspace, order, datetime.now(UTC))))
    return 0


def _facts(found: SetUpHistory) -> dict[str, Any]:
    return {
        "records": [one.number for one in found.records],
        "without_sheet": [one.number for one in found.without_sheet],
        "sheets": [_sheet(one) for one in found.sheets],
        "tools": [_tool(one) for one in found.tools],
        "interventions": [_intervention(one) for one in found.interventions],
        "programs": [_program(one) for one in found.programs],
    }


def _sheet(one: FilledSheet) -> dict[str, Any]:
    record, sheet = one.record, one.sheet
    return {
        "record": record.number,
        "machine": record.machine,
        "operation": record.operation,
        "program": sheet.program,
        "program_revision": sheet.program_revision,
        "origins": sheet.origins,
        "clamping": sheet.clamping,
        "comment": sheet.comment,
        "by": sheet.by,
        "at": time(sheet.at),
        "last": one.is_last,
    }


def _tool(one: SetUpTool) -> dict[str, Any]:
    tool = one.tool
    return {
        "record": one.record.number,
        "machine": one.record.machine,
        "tool": tool.tool,
        "offset": tool.offset,
        "designation": tool.designation,
        "gauge_x": _text(tool.gauge_x),
        "gauge_z": _text(tool.gauge_z),
        "nose_radius": _text(tool.nose_radius),
        "since": time(one.since),
        "changed": one.is_changed,
        "typed": {axis.value: _text(amount) for axis, amount in one.typed},
    }


def _intervention(one: Intervention) -> dict[str, Any]:
    event, found = one.event, one.correction
    return {
        "record": one.record.number,
        "after_piece": event.after,
        "kind": event.kind.value,
        "tool": event.tool,
        "text": event.text,
        "by": event.by,
        "at": time(event.at),
        "amount": None if found is None else _text(found.act.amount),
        "outcome": None if found is None else found.outcome.value,
    }


def _program(one: ProgramUse) -> dict[str, Any]:
    return {
        "program": one.program,
        "revision": one.revision,
        "machine": one.machine,
        "since": time(one.since),
        "records": list(one.records),
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{shortest(value):f}"
