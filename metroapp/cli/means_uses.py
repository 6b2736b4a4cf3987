"""`metroapp means uses`: the reverse search of a means. It needs no account."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.means_uses import MeansUses, RecordUse, Use
from metroapp.domain.measurement import EntryId
from metroapp.services import means_uses
from metroapp.services.formats import Format
from metroapp.services.sheets.days import beginning, read_day
from metroapp.wording import cli as cli_words
from metroapp.wording import documents
from metroapp.wording import means_uses as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment, quantity
from metroapp.wording.work_orders import order


def show_uses(arguments: argparse.Namespace) -> int:
    """`metroapp means uses NUMBER [--since DATE] [--pdf FILE] [--xlsx FILE]`"""
    workspace, day = workspace_of(arguments), read_day(arguments.since.strip())
    found = means_uses.find(workspace, arguments.number, None if day is None else beginning(day))
    wanted = ((Format.PDF, arguments.pdf), (Format.XLSX, arguments.xlsx))
    written = [means_uses.export(workspace, found, to, path) for to, path in wanted if path is not None]
    if arguments.json:
        print(as_json.dump(_as_json(found)))
    else:
        _print(found)
    for path in written:
        print(cli_words.WRITTEN.format(path=path), file=sys.stderr if arguments.json else sys.stdout)
    return 0


def _print(found: MeansUses) -> None:
    print(words.summary(found))
    of_record: dict[EntryId, list[Use]] = {}
    for use in found.uses:
        of_record.setdefault(use.record, []).append(use)
    for record in found.records:
        line = words.RECORD_LINE_ONE if len(record.pieces) == 1 else words.RECORD_LINE
        print(
            line.format(
                number=record.number,
                reference=record.reference,
                order=order(record.work_order),
                lot=record.lot or documents.NOT_GIVEN,
                pieces=words.pieces(record.pieces),
                values=words.values_counted(record.values),
                state=words.state(record.is_closed),
            )
        )
        for use in of_record[record.id]:
            _print_value(use)


def _print_value(use: Use) -> None:
    value = quantity(use.quantity) if use.quantity is not None else ""
    print(
        words.VALUE_LINE.format(
            piece=use.box.piece,
            balloon=words.balloon(use),
            value=value if use.observation is None else label(use.observation),
            verdict=words.verdict(use),
            used_for=label(use.used_for),
            when=moment(use.at),
            by=use.by,
            remark=f"  {words.REPLACED}" if use.is_replaced else "",
        )
    )


def _as_json(found: MeansUses) -> dict[str, Any]:
    return {
        "means": found.number,
        "designation": found.designation,
        "since": None if found.since is None else found.since.isoformat(),
        "records": [_record(record) for record in found.records],
        "uses": [_use(use) for use in found.uses],
    }


def _record(record: RecordUse) -> dict[str, Any]:
    return {
        "id": str(record.id),
        "number": record.number,
        "reference": record.reference,
        "work_order": record.work_order,
        "lot": record.lot,
        "pieces": list(record.pieces),
        "values": record.values,
        "closed": record.is_closed,
    }


def _use(use: Use) -> dict[str, Any]:
    return {
        "id": str(use.id),
        "record": str(use.record),
        "number": use.number,
        "piece": use.box.piece,
        "balloon": use.box.balloon,
        "box": use.box.code.value,
        "value": None if use.quantity is None else f"{use.quantity.value:f}",
        "unit": None if use.quantity is None else use.quantity.unit.value,
        "observation": None if use.observation is None else use.observation.value,
        "verdict": use.verdict.value,
        "used_for": use.used_for.value,
        "at": use.at.isoformat(),
        "by": use.by,
        "replaced": use.is_replaced,
        "simulated": use.simulated,
    }
