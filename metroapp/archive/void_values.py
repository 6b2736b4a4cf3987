"""The values by comparison of all records that a drift of the zero took back, and that were not taken again.

Their sealed verdict is the one of the moment: the record alone knows what its zeros proved since. Few records have a
drift; those alone are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection, Float, Select, cast, func, or_, select, tuple_

from metroapp.archive import events, given_records, queries, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import ZeroRechecked

_NEAR = 0.999  # of the square of the limit: floats only spare records that hold no drift, each record decides


def void_values(connection: Connection, among: Collection[EntryId] | None = None) -> set[EntryId]:
    """The values that decide in their box, and that nothing proves any more: of all records, or of some."""
    found = set()
    for id in _may_hold(connection, among):
        record = queries.load_record(connection, id)
        last = (record.measurement(box) for box in record.void_boxes())
        found |= {one.id for one in last if one is not None}
    return found


def _may_hold(connection: Connection, among: Collection[EntryId] | None) -> Iterator[EntryId]:
    """The records with a zero that drifted or was set more than once, of which a piece is not conforming."""
    if schema.record_event.name not in schema.tables(queries.schema_version(connection)):
        return
    given = {} if among is None else given_records.as_value(among)
    for line in connection.execute(_query(is_among=among is not None), given).all():
        yield EntryId(line.post, line.sequence)


@cache
def _query(*, is_among: bool) -> Select[Any]:
    derived, event, setting = schema.derived_record, schema.record_event, schema.zero_setting
    reading = func.json_extract(event.c.facts, "$.reading.quantity.value")
    drift = cast(reading, Float) - cast(func.json_extract(event.c.facts, "$.zero"), Float)
    limit = cast(func.json_extract(event.c.facts, "$.limit"), Float)
    drifted = select(event.c.record_post, event.c.record_sequence).where(
        event.c.kind == events.kind_of(ZeroRechecked), or_(reading.is_(None), drift * drift >= _NEAR * limit * limit)
    )
    of_balloon = (setting.c.record_post, setting.c.record_sequence, setting.c.balloon)
    reset = select(*of_balloon[:2]).group_by(*of_balloon).having(func.count() > 1)
    if is_among:
        drifted = drifted.join_from(given_records.GIVEN, event, given_records.is_of_given(event))
        reset = reset.join_from(given_records.GIVEN, setting, given_records.is_of_given(setting))
    place = tuple_(derived.c.post, derived.c.sequence)
    counts = (derived.c[name] for name in ("held", "nonconforming", "concession", "unsorted"))
    query = select(derived.c.post, derived.c.sequence)
    return query.where(or_(place.in_(drifted), place.in_(reset)), or_(*(count != 0 for count in counts)))
