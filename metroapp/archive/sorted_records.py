"""The closed records of a part with how many of their pieces and values are bad, the first opened first."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from metroapp.archive import facets, given_records, nonconformities, queries, schema
from metroapp.archive.journal import from_microseconds
from metroapp.archive.void_values import void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_search import Facet
from metroapp.domain.sorted_record import SortedRecord

_BAD = Verdict.NONCONFORMING.value


def sorted_records(connection: Connection, reference: str) -> list[SortedRecord]:
    """Those with a sorted piece."""
    facets.require(connection)
    found = []
    lines = connection.execute(_query(queries.schema_version(connection)), {"reference": reference}).all()
    void = _bad_and_void(connection, [EntryId(line.post, line.sequence) for line in lines if line.bad_values])
    for line in lines:
        bad = line.nonconforming + line.concession
        pieces = line.conforming + bad
        if pieces:
            id, at = EntryId(line.post, line.sequence), from_microseconds(line.opened_at)
            values = line.bad_values - void[id]
            found.append(SortedRecord(id, line.number, at, pieces, bad, values, bool(line.simulated)))
    return found


def _bad_and_void(connection: Connection, records: list[EntryId]) -> Counter[EntryId]:
    """How many values sealed bad nothing proves any more, by record."""
    void, value = void_values(connection, records), schema.measurement
    if not void:
        return Counter()
    query = select(value.c.post, value.c.sequence, value.c.record_post, value.c.record_sequence)
    query = query.select_from(given_records.GIVEN).join(value, given_records.is_of_given(value))
    lines = connection.execute(query.where(value.c.verdict == _BAD), given_records.as_value(records))
    return Counter(EntryId(*record) for post, number, *record in lines if EntryId(post, number) in void)


@cache
def _query(version: int) -> Select[Any]:
    derived, facet, record, value = schema.derived_record, schema.derived_facet, schema.record, schema.measurement
    bad_values = (
        select(func.count())
        .select_from(value)
        .where(
            value.c.record_post == derived.c.post,
            value.c.record_sequence == derived.c.sequence,
            value.c.verdict == _BAD,
            ~nonconformities.is_replaced(version),
        )
        .scalar_subquery()
    )
    counts = (derived.c[name] for name in ("nonconforming", "concession", "conforming", "opened_at"))
    return (
        select(derived.c.post, derived.c.sequence, derived.c.number, *counts, record.c.simulated,
               bad_values.label("bad_values"))
        .select_from(facet)
        .join(derived, derived.c.place == facet.c.place)
        .join(record, and_(record.c.post == derived.c.post, record.c.sequence == derived.c.sequence))
        .where(
            facet.c.kind == Facet.PART.value,
            facet.c.value == bindparam("reference"),
            derived.c.closed_at.is_not(None),
        )
        .order_by(facet.c.place)
    )  # fmt: skip
