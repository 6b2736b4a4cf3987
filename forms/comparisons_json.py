"""The chain of the values by comparison, as JSON: proofs of the mountings, zeros on their blocks, re-checks."""

from __future__ import annotations

from typing import Any

from forms.json_values import decimal, time
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
        "displacement": decimal(proven.displacement),
        "before": decimal(before),
        "after": decimal(after),
        "declared_factor": decimal(proven.declared),
        **_mounting(proven.mounting),
        "by": proven.by,
        "at": time(proven.at),
    }


def _zero(zero: ZeroSetting) -> dict[str, Any]:
    """`zero` is the median of `readings`."""
    return {
        "balloon": zero.balloon,
        "instrument": zero.instrument,
        "certified": decimal(zero.certified),
        "certified_uncertainty": decimal(zero.uncertainty),
        "blocks": list(zero.blocks),
        "readings": [decimal(given.quantity.value) for given in zero.readings],
        "zero": decimal(zero.zero.quantity.value),
        **_mounting(zero.mounting),
        "by": zero.by,
        "at": time(zero.at),
    }


def _recheck(shown: InspectionRecord, found: ZeroRechecked) -> dict[str, Any]:
    """`taken_back`: the pieces whose value no zero proves any more."""
    return {
        "balloon": found.balloon,
        "instrument": found.instrument,
        "zero": decimal(found.zero),
        "reading": None if found.reading is None else decimal(found.reading.quantity.value),
        "drift": decimal(found.drift),
        "limit": decimal(found.limit),
        "drifted": found.has_drifted,
        "taken_back": list(dict.fromkeys(box.piece for box in shown.taken_back(found))),
        "reason": found.reason or None,
        "by": found.by,
        "at": time(found.at),
    }


def _mounting(mounting: Mounting) -> dict[str, Any]:
    return {"sign": mounting.sign, "factor": decimal(mounting.factor)}
