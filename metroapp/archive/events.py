"""The gestures and the production of a record as JSON: every fact but its identity, its author and its time.

People are written by their ids, so that a name stays erasable.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

import msgspec

from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Event

_TYPES: dict[str, type[Any]] = {cls.__name__.lower(): cls for cls in get_args(Event)}
_OF_THE_ROW = ("id", "by", "at")
_PEOPLE = ("granted_by",)


def to_facts(event: Event, person: Callable[[str], str]) -> tuple[str, str]:
    """The kind of an event and its facts."""
    facts: dict[str, Any] = msgspec.to_builtins(event)
    for name in _OF_THE_ROW:
        del facts[name]
    for name in _PEOPLE:
        if name in facts:
            facts[name] = person(facts[name])
    return type(event).__name__.lower(), msgspec.json.encode(facts).decode()


def from_facts(kind: str, text: str, id: EntryId, by: str, at: datetime, name: Callable[[str], str]) -> Event:
    """The event that was written; raises ValueError or KeyError for facts that this program never writes."""
    facts: dict[str, Any] = msgspec.json.decode(text)
    for each in _PEOPLE:
        if each in facts:
            facts[each] = name(facts[each])
    found: Event = msgspec.convert({**facts, "id": list(id), "by": by, "at": at}, type=_TYPES[kind])
    return found
