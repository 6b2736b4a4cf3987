"""The values of all records that a drift of the zero, or of a probe constant, took back, and not taken again since; and
those that still wait for their probe constant.

Their sealed verdict is the one of the moment: the record alone knows what its zeros proved since. Few records have a
drift, or wait for a constant; those alone are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, Select, and_, cast, func, or_, select, tuple_, union

from metroapp.archive import events, given_records, queries, schema
from metroapp.domain.acceptance import Verdict
from metroapp.domain.column_acts import ConstantVerified, ReferenceLoss, ReferenceLost
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import ZeroRechecked
from metroapp.domain.record import InspectionRecord

_NEAR = 0.999  # of the square of the limit: floats only spare records that hold no drift, each record decides


def void_values(connection: Connection, among: Collection[EntryId] | None = None) -> set[EntryId]:
    """The values that decide in their box, and that nothing proves any more: of all records, or of some."""
    found = set()
    for record in _records(connection, among, _query(is_among=among is not None)):
        last = (record.measurement(box) for box in record.void_boxes())
        found |= {one.id for one in last if one is not None}
    return found


def unproven_values(connection: Connection, among: Collection[EntryId] | None = None) -> set[EntryId]:
    """The values that decide in their box, and that are not said good before their probe constant is found once more:
    of all records still open, or of some."""
    found = set()
    for record in _records(connection, among, _query_of_open(is_among=among is not None)):
        for one in record.columns.unproven(record):
            given = (record.measurement(box) for box in record.dependents(one.box))  # by its bonus
            found |= {one.id, *(each.id for each in given if each is not None and record.awaits_constant(each))}
    return found


def said_now(sealed: str, *, is_unproven: bool) -> Verdict:
    """The verdict of a value that is not void: a good one is not said good before its probe constant is found again."""
    found = Verdict(sealed)
    return Verdict.UNDECIDED if is_unproven and found is Verdict.CONFORMING else found


def _records(
    connection: Connection, among: Collection[EntryId] | None, query: Select[Any]
) -> Iterator[InspectionRecord]:
    if schema.record_event.name not in schema.tables(queries.schema_version(connection)):
        return
    given = {} if among is None else given_records.as_value(among)
    for line in connection.execute(query, given).all():
        yield queries.load_record(connection, EntryId(line.post, line.sequence))


def _drifted(found: str, expected: str) -> ColumnElement[bool]:
    """Whether what a gesture found is farther than its limit from what was expected, or could not be found."""
    facts = schema.record_event.c.facts
    read = func.json_extract(facts, f"$.{found}")
    drift = cast(read, Float) - cast(func.json_extract(facts, f"$.{expected}"), Float)
    limit = cast(func.json_extract(facts, "$.limit"), Float)
    return or_(read.is_(None), drift * drift >= _NEAR * limit * limit)


@cache
def _query_of_open(*, is_among: bool) -> Select[Any]:
    """The open records of which a constant was found and a piece is not conforming."""
    derived, event = schema.derived_record, schema.record_event
    found = select(event.c.record_post, event.c.record_sequence).where(event.c.kind == events.kind_of(ConstantVerified))
    if is_among:
        found = found.join_from(given_records.GIVEN, event, given_records.is_of_given(event))
    query = select(derived.c.post, derived.c.sequence).where(derived.c.closed_at.is_(None), _is_not_all_good())
    return query.where(tuple_(derived.c.post, derived.c.sequence).in_(found))


def _is_not_all_good() -> ColumnElement[bool]:
    counts = (schema.derived_record.c[name] for name in ("held", "nonconforming", "concession", "unsorted"))
    return or_(*(count != 0 for count in counts))


@cache
def _query(*, is_among: bool) -> Select[Any]:
    """The records with a zero or a constant that drifted, a ball that was changed, or a zero set more than once, of
    which a piece is not conforming."""
    derived, event, setting = schema.derived_record, schema.record_event, schema.zero_setting
    drifted = select(event.c.record_post, event.c.record_sequence).where(
        or_(
            and_(event.c.kind == events.kind_of(ZeroRechecked), _drifted("reading.quantity.value", "zero")),
            and_(event.c.kind == events.kind_of(ConstantVerified), _drifted("constant", "expected")),
            and_(
                event.c.kind == events.kind_of(ReferenceLost),
                func.json_extract(event.c.facts, "$.cause") == ReferenceLoss.BALL.value,
            ),
        )
    )
    of_balloon = (setting.c.record_post, setting.c.record_sequence, setting.c.balloon)
    reset = select(*of_balloon[:2]).group_by(*of_balloon).having(func.count() > 1)
    if is_among:
        drifted = drifted.join_from(given_records.GIVEN, event, given_records.is_of_given(event))
        reset = reset.join_from(given_records.GIVEN, setting, given_records.is_of_given(setting))
    # Each is looked up: as a list that a record may be in, PostgreSQL would read every record.
    taken = union(drifted, reset).subquery()
    is_taken = and_(derived.c.post == taken.c.record_post, derived.c.sequence == taken.c.record_sequence)
    return select(derived.c.post, derived.c.sequence).join(taken, is_taken).where(_is_not_all_good())
