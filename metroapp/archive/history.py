"""The values of one characteristic in all the records of a part, lot after lot: the last records first, a page at a
time.

Only what stands is given: neither a value that another replaced nor one that was cancelled. The limits are those that
each record was opened with, so that a change of the drawing shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from metroapp.archive import facets, nonconformities, queries, rows, schema
from metroapp.archive.journal import from_microseconds
from metroapp.archive.void_values import void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout
from metroapp.domain.measurement import EntryId
from metroapp.domain.past_values import PastPage, PastRecord, PastValue
from metroapp.domain.record_search import Facet

PAGE = 50  # records


def past_values(
    connection: Connection, reference: str, balloon: str, before: EntryId | None = None, records: int = PAGE
) -> PastPage:
    """The next records of a part: those that have the characteristic, and its values."""
    facets.require(connection)
    callouts: dict[str, Callout | None] = {}  # by the text of the part, which most records of it share
    known = {}
    lines = _records(connection, reference, before, records)
    for line in lines:
        text = line["specification"]
        if text not in callouts:
            callouts[text] = _callout(text, balloon)
        callout = callouts[text]
        if callout is not None:
            record = _past_record(line, callout)
            known[record.id] = record
    values = _values(connection, known, balloon) if known else []
    earlier = EntryId(lines[-1]["post"], lines[-1]["sequence"]) if len(lines) == records else None
    return PastPage(tuple(known.values()), tuple(values), earlier)


def _records(connection: Connection, reference: str, before: EntryId | None, records: int) -> Sequence[Any]:
    derived, facet, record = schema.derived_record, schema.derived_facet, schema.record
    query = (
        select(record, derived.c.opened_at)
        .select_from(facet)
        .join(derived, derived.c.place == facet.c.place)
        .join(record, and_(record.c.post == derived.c.post, record.c.sequence == derived.c.sequence))
        .where(facet.c.kind == Facet.PART.value, facet.c.value == reference)
        .order_by(facet.c.place.desc())
        .limit(records)
    )
    if before is not None:
        earlier = derived.alias()
        place = select(earlier.c.place).where(earlier.c.post == before.post, earlier.c.sequence == before.sequence)
        query = query.where(facet.c.place < place.scalar_subquery())
    return connection.execute(query).mappings().all()


def _callout(specification: str, balloon: str) -> Callout | None:
    inspected = rows.part_from_json(specification).inspected
    return next((one.callout for one in inspected if one.balloon == balloon), None)


def _past_record(line: Any, callout: Callout) -> PastRecord:
    return PastRecord(
        EntryId(line["post"], line["sequence"]),
        line["number"],
        line["revision"],
        line["work_order"],
        line["lot"],
        from_microseconds(line["opened_at"]),
        callout.text,
        callout.lower_limit,
        callout.upper_limit,
        callout.unit,
    )


def _values(connection: Connection, known: dict[EntryId, PastRecord], balloon: str) -> list[PastValue]:
    table, journal = schema.measurement, schema.journal
    void = void_values(connection, known)
    names = ("post", "sequence", "record_post", "record_sequence", "piece", "balloon", "box", "amount", "decimals")
    query = (
        select(*(table.c[name] for name in (*names, "unit", "verdict", "instrument", "simulated")), journal.c.at)
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .where(
            or_(*_of_records(known)),
            table.c.balloon == balloon,
            table.c.amount.is_not(None),
            ~nonconformities.is_replaced(queries.schema_version(connection)),
        )
        .order_by(table.c.sequence, table.c.post)
    )
    found = []
    for line in map(dict, connection.execute(query).mappings()):
        quantity = rows.quantity_from(line)
        assert quantity is not None
        id = EntryId(line["post"], line["sequence"])
        found.append(
            PastValue(
                id,
                known[EntryId(line["record_post"], line["record_sequence"])],
                rows.box_from(line),
                quantity,
                Verdict.UNDECIDED if id in void else Verdict(line["verdict"]),
                line["instrument"],
                from_microseconds(line["at"]),
                id in void,
                bool(line["simulated"]),
            )
        )
    return found


def _of_records(known: Iterable[EntryId]) -> list[ColumnElement[bool]]:
    """Post by post: SQLite finds no index for a list of pairs."""
    table = schema.measurement
    of_post: dict[str, list[int]] = {}
    for id in known:
        of_post.setdefault(id.post, []).append(id.sequence)
    return [and_(table.c.record_post == post, table.c.record_sequence.in_(places)) for post, places in of_post.items()]
