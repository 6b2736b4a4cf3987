"""The chain of the values by comparison, as JSON: proofs of the mountings, zeros on their blocks, re-checks."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from metroapp.domain.comparison import Mounting
from metroapp.domain.operations import MountingProven, ZeroRechecked, ZeroSetting
from metroapp.domain.record import InspectionRecord


def comparisons(shown: InspectionRecord) -> dict[str, Any]:
    """The keys of a record; lengths in millimetres, signed. A value by comparison refers to the last zero before it."""
    return {
        "mountings": [_proven(one) for one in shown.mountings_proven],
        "zeros": [_zero(one) for one in shown.zero_settings],
        "rechecks": [_recheck(shown, one) for one in shown.rechecks],
    }


def _proven(proven: MountingProven) -> dict[str, Any]:
    before, after = (given.quantity.value for given in proven.readings)
    return {
        "balloon": proven.balloon,
        "instrument": proven.instrument,
        "displacement": _decimal(proven.displacement),
        "before": _decimal(before),
        "after": _decimal(after),
        "declared_factor": _decimal(proven.declared),
        **_mounting(proven.mounting),
        "by": proven.by,
        "at": _time(proven.at),
    }


def _zero(zero: ZeroSetting) -> dict[str, Any]:
    """`zero` is the median of `readings`."""
    return {
        "balloon": zero.balloon,
        "instrument": zero.instrument,
        "certified": _decimal(zero.certified),
        "certified_uncertainty": _decimal(zero.uncertainty),
        "blocks": list(zero.blocks),
        "readings": [_decimal(given.quantity.value) for given in zero.readings],
        "zero": _decimal(zero.zero.quantity.value),
        **_mounting(zero.mounting),
        "by": zero.by,
        "at": _time(zero.at),
    }


def _recheck(shown: InspectionRecord, found: ZeroRechecked) -> dict[str, Any]:
    """`taken_back`: the pieces whose value no zero proves any more."""
    return {
        "balloon": found.balloon,
        "instrument": found.instrument,
        "zero": _decimal(found.zero),
        "reading": None if found.reading is None else _decimal(found.reading.quantity.value),
        "drift": _decimal(found.drift),
        "limit": _decimal(found.limit),
        "drifted": found.has_drifted,
        "taken_back": list(dict.fromkeys(box.piece for box in shown.taken_back(found))),
        "reason": found.reason or None,
        "by": found.by,
        "at": _time(found.at),
    }


def _mounting(mounting: Mounting) -> dict[str, Any]:
    return {"sign": mounting.sign, "factor": _decimal(mounting.factor)}


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _time(value: datetime) -> str:
    return value.isoformat()
