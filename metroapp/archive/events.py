"""The gestures of a record and the acts on means as JSON: every fact but its identity, its author and its time.

People are written by their ids, so that a name stays erasable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, get_args

import msgspec

from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Event

_GESTURES: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(Event)}
_ACTS: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(MeansAct)}
_OF_THE_ROW = ("id", "by", "at")
_PEOPLE = ("granted_by",)

T = TypeVar("T")


def to_facts(event: Event | MeansAct, person: Callable[[str], str]) -> tuple[str, str]:
    """The kind of an event and its facts."""
    facts: dict[str, Any] = msgspec.to_builtins(event)
    for name in _OF_THE_ROW:
        del facts[name]
    for name in _PEOPLE:
        if name in facts:
            facts[name] = person(facts[name])
    return type(event).__name__.lower(), msgspec.json.encode(facts).decode()


def gesture_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> Event:
    """The gesture that was written; raises ValueError or KeyError for facts that this program never writes."""
    found: Event = _from_facts(_GESTURES[kind], text, id, by, at, name)
    return found


def act_from(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> MeansAct:
    """The act on a means that was written; raises as `gesture_from`."""
    found: MeansAct = _from_facts(_ACTS[kind], text, id, by, at, name)
    return found


def _from_facts(cls: type[T], text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> T:
    facts: dict[str, Any] = msgspec.json.decode(text)
    for each in _PEOPLE:
        if each in facts:
            facts[each] = name(facts[each])
    return msgspec.convert({**facts, "id": list(id), "by": by, "at": at}, type=cls)
