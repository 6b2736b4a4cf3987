"""The closed records of a part with how many of their pieces and values are bad, the first opened first."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from metroapp.archive import facets, nonconformities, queries, schema
from metroapp.archive.journal import from_microseconds
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_search import Facet
from metroapp.domain.sorted_record import SortedRecord


def sorted_records(connection: Connection, reference: str) -> list[SortedRecord]:
    """Those with a sorted piece."""
    facets.require(connection)
    found = []
    for line in connection.execute(_query(queries.schema_version(connection)), {"reference": reference}):
        bad = line.nonconforming + line.concession
        pieces = line.conforming + bad
        if pieces:
            id, at = EntryId(line.post, line.sequence), from_microseconds(line.opened_at)
            found.append(SortedRecord(id, line.number, at, pieces, bad, line.bad_values, bool(line.simulated)))
    return found


@cache
def _query(version: int) -> Select[Any]:
    derived, facet, record, value = schema.derived_record, schema.derived_facet, schema.record, schema.measurement
    bad_values = (
        select(func.count())
        .select_from(value)
        .where(
            value.c.record_post == derived.c.post,
            value.c.record_sequence == derived.c.sequence,
            value.c.verdict == Verdict.NONCONFORMING.value,
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
