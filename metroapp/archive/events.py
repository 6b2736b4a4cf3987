"""The gestures of a record and the acts on means, bad pieces, papers of orders, the process and sessions, as JSON.

Every fact but its identity, its author and its time. People are written by their ids, so that a name stays erasable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, get_args

import msgspec

from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Event
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.session_acts import SessionAct
from metroapp.domain.treatment_acts import TreatmentAct
from metroapp.domain.work_order_file import WorkOrderAct

_GESTURES: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(Event)}
_ACTS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(MeansAct)}
_TREATMENTS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(TreatmentAct)}
_PAPERS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(WorkOrderAct)}
_PROCESS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(ProcessAct)}
_SESSIONS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(SessionAct)}
# What reading an act, or a record, comes to that a post sealed as no program of ours would: its chain is sound.
UNREAD = (Refusal, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, RecursionError)
_OF_THE_ROW = ("id", "by", "at")
_PEOPLE = ("granted_by", "operator")
_SEVERAL = "operators"  # people

_SIGNED = "decided"  # holds `by`, whoever signed

T = TypeVar("T")


def to_facts(
    event: Event | MeansAct | TreatmentAct | WorkOrderAct | ProcessAct | SessionAct, person: Callable[[str], str]
) -> tuple[str, str]:
    """The kind of an event and its facts."""
    facts: dict[str, Any] = msgspec.to_builtins(event)
    for name in _OF_THE_ROW:
        del facts[name]
    _rename(facts, person)
    return kind_of(type(event)), msgspec.json.encode(facts).decode()


def kind_of(act: type) -> str:
    """What an act or a gesture is called in the archive."""
    return act.__name__.lower()


def gesture_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> Event:
    """The gesture that was written; raises ValueError or KeyError for facts that this program never writes."""
    found: Event = _from_facts(_GESTURES[kind], text, id, by, at, name)
    return found


def act_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> MeansAct:
    """The act on a means that was written; raises as `gesture_from`."""
    found: MeansAct = _from_facts(_ACTS[kind], text, id, by, at, name)
    return found


def treatment_from(
    kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]
) -> TreatmentAct:
    """The act on a bad piece that was written; raises as `gesture_from`."""
    found: TreatmentAct = _from_facts(_TREATMENTS[kind], text, id, by, at, name)
    return found


def paper_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> WorkOrderAct:
    """The act on the papers of a work order that was written; raises as `gesture_from`."""
    found: WorkOrderAct = _from_facts(_PAPERS[kind], text, id, by, at, name)
    return found


def process_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> ProcessAct:
    """The act on a chart, a tool offset, a study or a sampling that was written; raises as `gesture_from`."""
    found: ProcessAct = _from_facts(_PROCESS[kind], text, id, by, at, name)
    return found


def session_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> SessionAct:
    """The act of an examination session that was written; raises as `gesture_from`."""
    found: SessionAct = _from_facts(_SESSIONS[kind], text, id, by, at, name)
    return found


def _from_facts(cls: type[T], text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> T:
    facts: dict[str, Any] = msgspec.json.decode(text)
    _rename(facts, name)
    return msgspec.convert({**facts, "id": list(id), "by": by, "at": at}, type=cls)


def _rename(facts: dict[str, Any], called: Callable[[str], str]) -> None:
    """People by another of their names, in place."""
    for name in _PEOPLE:
        if facts.get(name):
            facts[name] = called(facts[name])
    if facts.get(_SEVERAL):
        facts[_SEVERAL] = [called(name) for name in facts[_SEVERAL]]
    if facts.get(_SIGNED):
        facts[_SIGNED]["by"] = called(facts[_SIGNED]["by"])
