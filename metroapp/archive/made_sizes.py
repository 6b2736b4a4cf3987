"""The last values of a size on one machine, with all that tells what they are worth: what a correction is read from.

As in `metroapp.archive.series`, a value taken again stands where its box was first measured; those that a drift of
their zero took back are given too, and said.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from metroapp.archive import events, facets, given_records, nonconformities, queries, rows, schema
from metroapp.archive.journal import from_microseconds
from metroapp.archive.series import production_events
from metroapp.archive.void_values import said_now, unproven_values, void_values
from metroapp.domain.callout import Callout
from metroapp.domain.made_sizes import MadeSize, SizeHistory
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.production import ProductionEvent
from metroapp.domain.quantity import Unit
from metroapp.domain.record_search import Facet
from metroapp.domain.specification import BoxCode
from metroapp.domain.tool_register import folded, is_linkable
from metroapp.domain.value_series import SeriesRecord

_LOOKED_THROUGH, _KEPT = 120, 25  # records: of every machine, and of the one asked for
_RECENT = 300  # values: more than a dispersion and a mean are taken from
_HEADER = ("post", "sequence", "number", "revision", "work_order", "lot", "machine", "specification")
_BOX = ("record_post", "record_sequence", "balloon", "piece", "box")


def size_history(
    connection: Connection, reference: str, balloon: str, machine: str, *, is_recent: bool = False
) -> SizeHistory:
    """Of the last records of a part on a machine (empty: on any), in the order in which the pieces were made;
    `is_recent`: the values measured last alone, which are read faster and prove no old correction."""
    facets.require(connection)
    records = _records(connection, reference, balloon, machine)
    if not records:
        return SizeHistory()
    places = {record.id: place for place, record in enumerate(records)}
    told = [(records[place].id, event) for place, event in production_events(connection, places)]
    if machine:
        told += _told_elsewhere(connection, machine, places)
    return SizeHistory(tuple(_values(connection, records, places, balloon, is_recent=is_recent)), tuple(told))


def _told_elsewhere(
    connection: Connection, machine: str, places: dict[EntryId, int]
) -> list[tuple[EntryId, ProductionEvent]]:
    """What happened at the machine while other parts were made on it: a tool changed there is changed for all."""
    if schema.record_event.name not in schema.tables(queries.schema_version(connection)):
        return []
    found, names = [], queries.shown_names(connection)
    for post in sorted({id.post for id in places}):
        since = min(id.sequence for id in places if id.post == post)
        for line in connection.execute(_told_query(), {"of_post": post, "since": since}).mappings():
            record = EntryId(line["record_post"], line["record_sequence"])
            if record not in places and folded(line["machine"]) == folded(machine):
                event = rows.event_from(dict(line), line["entry_at"], lambda person: names.get(person, ""))
                assert isinstance(event, ProductionEvent)
                found.append((record, event))
    return found


@cache
def _told_query() -> Select[Any]:
    table, record, journal = schema.record_event, schema.record, schema.journal
    return (
        select(table, journal.c.at.label("entry_at"), record.c.machine)
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .join(record, and_(record.c.post == table.c.record_post, record.c.sequence == table.c.record_sequence))
        .where(
            table.c.post == bindparam("of_post"),
            table.c.sequence > bindparam("since"),
            table.c.kind == events.kind_of(ProductionEvent),
        )
        .order_by(table.c.sequence)
    )


def _records(connection: Connection, reference: str, balloon: str, machine: str) -> list[SeriesRecord]:
    callouts: dict[str, Callout | None] = {}
    found: list[SeriesRecord] = []
    for line in connection.execute(_records_query(), {"reference": reference}):
        if machine and folded(line.machine) != folded(machine):
            continue
        if line.specification not in callouts:
            inspected = rows.part_from_json(line.specification).inspected
            # Another revision may have a form or an angle under this balloon: no register moves those.
            alike = (one.callout for one in inspected if one.balloon == balloon and is_linkable(one))
            callouts[line.specification] = next(alike, None)
        callout = callouts[line.specification]
        if callout is not None:
            header = (line.number, line.revision, line.work_order, line.lot, line.machine)
            id = EntryId(line.post, line.sequence)
            found.append(SeriesRecord(id, *header, from_microseconds(line.opened_at), callout))
        if len(found) == _KEPT:
            break
    return found[::-1]


@cache
def _records_query() -> Select[Any]:
    derived, facet, record = schema.derived_record, schema.derived_facet, schema.record
    return (
        select(*(record.c[name] for name in _HEADER), derived.c.opened_at)
        .select_from(facet)
        .join(derived, derived.c.place == facet.c.place)
        .join(record, and_(record.c.post == derived.c.post, record.c.sequence == derived.c.sequence))
        .where(facet.c.kind == Facet.PART.value, facet.c.value == bindparam("reference"))
        .order_by(facet.c.place.desc())
        .limit(_LOOKED_THROUGH)
    )


def _values(
    connection: Connection,
    records: list[SeriesRecord],
    places: dict[EntryId, int],
    balloon: str,
    *,
    is_recent: bool,
) -> list[MadeSize]:
    void, unproven = void_values(connection, places), unproven_values(connection, places)
    asked = {**given_records.as_value(places), "of_balloon": balloon}
    found = []
    for line in connection.execute(_values_query(queries.schema_version(connection), is_recent=is_recent), asked):
        id = EntryId(line.post, line.sequence)
        found.append(
            MadeSize(
                id,
                EntryId(line.post, line.begun),
                records[places[EntryId(line.record_post, line.record_sequence)]],
                line.piece,
                rows.quantity_of(line.amount, line.decimals, line.unit).to(Unit.MM).value,
                said_now(line.verdict, is_unproven=id in unproven),
                Origin(line.origin),
                from_microseconds(line.at),
                is_void=id in void,
                simulated=bool(line.simulated),
                u=_uncertainty(line),
            )
        )
    last = _last_made(found, places)
    return sorted(found, key=lambda one: (last[one.record.id], places[one.record.id], one.piece))


def _last_made(found: list[MadeSize], places: dict[EntryId, int]) -> dict[EntryId, int]:
    """What a record comes after: the last piece measured for the first time, so that a record that is filled again is
    the one being made. Of several posts, the journals do not say: records come in the order of their opening."""
    if len({one.begun.post for one in found}) > 1:
        return places
    last: dict[EntryId, int] = {}
    for one in found:
        last[one.record.id] = max(last.get(one.record.id, 0), one.begun.sequence)
    return last


def _uncertainty(line: Any) -> Decimal | None:
    amount = getattr(line, "uncertainty_amount", None)  # older archives have no such column
    if amount is None:
        return None
    return rows.quantity_of(amount, line.uncertainty_decimals, line.uncertainty_unit).to(Unit.MM).value


@cache
def _values_query(version: int, *, is_recent: bool) -> Select[Any]:
    table, journal, first = schema.measurement, schema.journal, schema.measurement.alias("first")
    standing = (
        select(table.c.post, table.c.sequence)
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .where(
            table.c.balloon == bindparam("of_balloon"),
            table.c.box == BoxCode.SINGLE.value,
            table.c.amount.is_not(None),
            ~nonconformities.is_replaced(version),
        )
    )
    if is_recent:
        standing = standing.order_by(table.c.sequence.desc()).limit(_RECENT)
    chosen = standing.subquery("standing")
    begun = select(func.min(first.c.sequence)).where(*(first.c[name] == table.c[name] for name in _BOX))
    return (
        select(*schema.columns(table, version), journal.c.at, begun.scalar_subquery().label("begun"))
        .select_from(chosen)
        .join(table, and_(table.c.post == chosen.c.post, table.c.sequence == chosen.c.sequence))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .where(
            table.c.balloon == bindparam("of_balloon"),
            table.c.box == BoxCode.SINGLE.value,
            table.c.amount.is_not(None),
        )
    )
