"""Sessions and their evidence as JSON: the facts as they are in the domain, by the names of their fields.

Decimals as text, times with their offset, durations in seconds, entries of the journal by their id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from forms.json_values import decimal, time
from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_figures import figures
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Message
from metroapp.wording.sentences import sentence

_AGREEMENTS = ("boxes_with_program", "pieces_with_program", "boxes_with_reference", "pieces_with_reference")


def evidence(one: CandidateEvidence) -> dict[str, Any]:
    """One candidate in one phase: with its figures, and how many declarations agree and how."""
    found: dict[str, Any] = plain(one)
    found["figures"] = plain({figure: value for kind in FactKind for figure, value in figures(one, kind).items()})
    found["agreements"] = {name: plain(dict(getattr(one.verdicts, name).counts)) for name in _AGREEMENTS}
    return found


def session(one: ExamSession) -> dict[str, Any]:
    """A session, and where each candidate is."""
    return {
        "number": one.number,
        "title": one.prepared.title,
        "on": time(one.prepared.on),
        "state": one.state.value,
        "criteria": one.prepared.criteria,
        "aids": plain(one.prepared.aids),
        "phases": plain(one.prepared.phases),
        "people": {role.value: list(named.operators) for role, named in one.named.items()},
        "candidates": [
            {
                "number": each.number,
                "operator": each.entered.operator,
                "post": each.entered.post,
                "extra": each.entered.extra,
                "work_order": each.entered.work_order,
                "withdrawn": None if each.withdrawn is None else each.withdrawn.reason,
                "phases": {
                    key: {
                        "state": phase.state.value,
                        "record": None if phase.record is None else str(phase.record),
                        "reference": None if phase.reference is None else str(phase.reference.record),
                        "allotted": plain(phase.allotted),
                        "elapsed": None if phase.ended is None else phase.ended.elapsed,
                    }
                    for key, phase in each.phases.items()
                },
            }
            for each in sorted(one.candidates.values(), key=lambda each: each.number)
        ],
    }


def plain(given: Any) -> Any:
    """Any value of the domain."""
    match given:
        case EntryId():
            return str(given)
        case BoxKey():
            return {"piece": given.piece, "balloon": given.balloon, "box": given.code.value or None}
        case Message():
            return sentence(given)
        case Enum():
            return given.value
        case Decimal():
            return decimal(given)
        case timedelta():
            return int(given.total_seconds())
        case date():
            return time(given)
        case bytes():
            return given.hex()
        case Mapping():
            return {str(plain(key)): plain(one) for key, one in given.items()}
        case tuple() | list() | frozenset():
            return [plain(one) for one in given]
    if is_dataclass(given) and not isinstance(given, type):
        return {one.name: plain(getattr(given, one.name)) for one in fields(given)}
    return given
