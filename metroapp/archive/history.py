"""The values of one characteristic in all the records of a part, lot after lot: the last records first, a page at a
time.

Only what stands is given: neither a value that another replaced nor one that was cancelled. The limits are those that
each record was opened with, so that a change of the drawing shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from metroapp.archive import facets, given_records, nonconformities, queries, rows, schema
from metroapp.archive.examinations import examined_records
from metroapp.archive.journal import from_microseconds
from metroapp.archive.void_values import said_now, unproven_values, void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.past_values import PastPage, PastRecord, PastValue
from metroapp.domain.record_search import Facet
from metroapp.domain.specification import BoxCode

PAGE = 50  # records


def past_values(
    connection: Connection, reference: str, balloon: str, before: EntryId | None = None, records: int = PAGE
) -> PastPage:
    """The next records of a part: those that have the characteristic, and its values; none of an examination."""
    facets.require(connection)
    callouts: dict[str, Callout | None] = {}  # by the text of the part, which most records of it share
    known: dict[tuple[str, int], PastRecord] = {}
    lines = _records(connection, reference, before, records)
    examined = set(examined_records(connection))
    for line in lines:
        if (line.post, line.sequence) in examined:
            continue
        if line.specification not in callouts:
            callouts[line.specification] = _callout(line.specification, balloon)
        callout = callouts[line.specification]
        if callout is not None:
            record = _past_record(line, callout)
            known[record.id] = record
    values = _values(connection, known, balloon) if known else []
    earlier = EntryId(lines[-1].post, lines[-1].sequence) if len(lines) == records else None
    return PastPage(tuple(known.values()), tuple(values), earlier)


def _records(connection: Connection, reference: str, before: EntryId | None, records: int) -> Sequence[Any]:
    asked: dict[str, Any] = {"reference": reference, "most": records}
    if before is not None:
        asked |= {"before_post": before.post, "before_sequence": before.sequence}
    return connection.execute(_records_query(is_later=before is not None), asked).all()


@cache
def _records_query(*, is_later: bool) -> Select[Any]:
    """Made once, like the one of the values: making them anew would cost more than the page."""
    derived, facet, record = schema.derived_record, schema.derived_facet, schema.record
    names = ("post", "sequence", "number", "revision", "work_order", "lot", "specification")
    query = (
        select(*(record.c[name] for name in names), derived.c.opened_at)
        .select_from(facet)
        .join(derived, derived.c.place == facet.c.place)
        .join(record, and_(record.c.post == derived.c.post, record.c.sequence == derived.c.sequence))
        .where(facet.c.kind == Facet.PART.value, facet.c.value == bindparam("reference"))
        .order_by(facet.c.place.desc())
        .limit(bindparam("most"))
    )
    if not is_later:
        return query
    earlier = derived.alias()
    is_before = (earlier.c.post == bindparam("before_post"), earlier.c.sequence == bindparam("before_sequence"))
    return query.where(facet.c.place < select(earlier.c.place).where(*is_before).scalar_subquery())


def _callout(specification: str, balloon: str) -> Callout | None:
    inspected = rows.part_from_json(specification).inspected
    return next((one.callout for one in inspected if one.balloon == balloon), None)


def _past_record(line: Any, callout: Callout) -> PastRecord:
    return PastRecord(
        EntryId(line.post, line.sequence),
        line.number,
        line.revision,
        line.work_order,
        line.lot,
        from_microseconds(line.opened_at),
        callout.text,
        callout.lower_limit,
        callout.upper_limit,
        callout.unit,
    )


def _values(connection: Connection, known: dict[tuple[str, int], PastRecord], balloon: str) -> list[PastValue]:
    records = [record.id for record in known.values()]
    void, unproven = void_values(connection, records), unproven_values(connection, records)
    query = _values_query(queries.schema_version(connection))
    found = []
    for line in connection.execute(query, {**given_records.as_value(records), "of_balloon": balloon}).all():
        post, sequence, record_post, record_sequence, piece, box, *quantity, verdict, instrument, simulated, at = line
        id = EntryId(post, sequence)
        is_void = id in void
        found.append(
            PastValue(
                id,
                known[record_post, record_sequence],
                BoxKey(piece, balloon, BoxCode(box)),
                rows.quantity_of(*quantity),
                Verdict.UNDECIDED if is_void else said_now(verdict, is_unproven=id in unproven),
                instrument,
                from_microseconds(at),
                is_void,
                bool(simulated),
            )
        )
    return found


@cache
def _values_query(version: int) -> Select[Any]:
    table, journal = schema.measurement, schema.journal
    names = ("post", "sequence", "record_post", "record_sequence", "piece", "box", "amount", "decimals", "unit")
    return (
        select(*(table.c[name] for name in (*names, "verdict", "instrument", "simulated")), journal.c.at)
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .where(
            table.c.balloon == bindparam("of_balloon"),
            table.c.amount.is_not(None),
            ~nonconformities.is_replaced(version),
        )
        .order_by(table.c.sequence, table.c.post)
    )
