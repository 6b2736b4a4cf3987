"""What was done with the height columns of a record, as JSON. Lengths in millimetres, signed."""

from __future__ import annotations

from typing import Any

from forms.json_values import code, decimal, time
from metroapp.domain.column_acts import ColumnAct, ConstantVerified, PlateZero, ReferenceLoss, ReferenceLost
from metroapp.domain.record import InspectionRecord


def column_acts(shown: InspectionRecord) -> list[dict[str, Any]]:
    """In the order of the journal. `taken_back`: the pieces whose value no constant proves any more."""
    return [_act(shown, act) for act in shown.columns.acts]


def _act(shown: InspectionRecord, act: ColumnAct) -> dict[str, Any]:
    return {
        "instrument": act.instrument,
        **_facts(shown, act),
        "by": act.by,
        "at": time(act.at),
    }


def _facts(shown: InspectionRecord, act: ColumnAct) -> dict[str, Any]:
    match act:
        case PlateZero():
            read = [decimal(one.quantity.value) for one in act.readings]
            zero = decimal(act.zero.quantity.value)
            return {"act": "plate_zero", "zero": zero, "readings": read, "typed": _is_typed(act)}
        case ReferenceLost():
            lost = {"act": "reference_lost", "cause": code(act.cause)}
            return lost if act.cause is not ReferenceLoss.BALL else lost | {"taken_back": _taken_back(shown, act)}
        case ConstantVerified():
            return {
                "act": "constant",
                "gauge": act.gauge,
                "certified": decimal(act.certified),
                "readings": [decimal(one.quantity.value) for one in act.readings],
                "typed": _is_typed(act),
                "constant": decimal(act.constant),
                "expected": decimal(act.expected),
                "limit": decimal(act.limit),
                "drifted": act.has_drifted,
                "taken_back": _taken_back(shown, act),
                "reason": act.reason or None,
            }


def _is_typed(act: PlateZero | ConstantVerified) -> bool:
    """Whether a column without a cable was read, and what it showed was typed."""
    return any(one.frame is None for one in act.readings)


def _taken_back(shown: InspectionRecord, act: ColumnAct) -> list[int]:
    return list(dict.fromkeys(box.piece for box in shown.columns.taken_back(act)))
