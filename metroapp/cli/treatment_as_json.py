"""Fiches and dérogations as JSON: English keys that stay, decimals as strings, null where there is none."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from metroapp.domain.concession_files import Authority
from metroapp.domain.fate import proposed
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.treatment_acts import TreatmentAct
from metroapp.services.treatment_papers import FoundFile, FoundSheet

_OWN_NUMBER = frozenset({"sheet", "file"})  # said once, for all acts


def sheet_line(found: FoundSheet) -> dict[str, Any]:
    """A fiche in a list."""
    sheet, raised = found.sheet, found.sheet.raised
    return {
        "number": sheet.number,
        "state": sheet.state.value,
        "origin": raised.origin.value,
        "record": str(raised.record),
        "record_number": found.record.header.number,
        "pieces": list(sheet.pieces),
        "quantity": raised.quantity,
        "raised_at": raised.at.isoformat(),
        "raised_by": raised.by,
    }


def sheet(found: FoundSheet) -> dict[str, Any]:
    """A fiche whole: its findings, what is proposed of its pieces as they are now, and its acts in order."""
    of_pieces = ((piece, proposed(found.record, piece)) for piece in found.sheet.pieces)
    return {
        **sheet_line(found),
        "to_reinspect": list(found.sheet.to_reinspect()),
        "proposed": [{"piece": piece, "fate": None if fate is None else fate.value} for piece, fate in of_pieces],
        "acts": [_act(act) for act in found.sheet.acts],
    }


def file_line(found: FoundFile, on: date) -> dict[str, Any]:
    """A dérogation in a list, as it is on a day."""
    file, asked = found.file, found.file.request
    reference, drawing, revision = asked.part
    return {
        "number": file.number,
        "state": file.state(on).value,
        "moment": asked.moment.value,
        "part": {"reference": reference, "drawing": drawing, "revision": revision},
        "quantity": asked.quantity,
        "used": file.used,
        "remaining": file.remaining,
        "until": None if asked.until is None else asked.until.isoformat(),
    }


def file(found: FoundFile, on: date) -> dict[str, Any]:
    """A dérogation whole: whose decision it takes, its acts in order, and the pieces that it covers or covered."""
    number = found.file.number
    decided: tuple[Authority, ...] = found.file.decided_by
    return {
        **file_line(found, on),
        "decided_by": [authority.value for authority in decided],
        "acts": [_act(act) for act in found.file.acts],
        "covered": [
            {
                "record": str(record.header.id),
                "record_number": record.header.number,
                "piece": one.piece,
                "balloons": list(one.balloons),
                "stands": one.piece in record.standing(number),
                "left": None if one.piece not in record.left else record.left[one.piece].departure.value,
                "at": one.at.isoformat(),
            }
            for record in found.records.values()
            for one in record.concessions
            if one.number == number
        ],
    }


def _act(act: TreatmentAct) -> dict[str, Any]:
    return {"act": type(act).__name__.lower(), **{
        one.name: _value(getattr(act, one.name)) for one in fields(act) if one.name not in _OWN_NUMBER
    }}  # fmt: skip


def _value(value: Any) -> Any:
    match value:
        case EntryId():
            return str(value)
        case BoxKey():
            return {"piece": value.piece, "balloon": value.balloon, "box": value.code.value}
        case Enum():
            return value.value
        case Decimal():
            return f"{value:f}"
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [_value(item) for item in value]
        case _ if hasattr(value, "__dataclass_fields__"):
            return {one.name: _value(getattr(value, one.name)) for one in fields(value)}
        case _:
            return value
