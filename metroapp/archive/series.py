"""The values of one characteristic across records, all of them at once: what a control chart is drawn from.

A value taken again stands at the place of the first one of its box: the piece was made then. Neither a value that
another replaced nor one that was cancelled or taken back by the drift of its zero is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from metroapp.archive import events, facets, given_records, nonconformities, queries, rows, schema
from metroapp.archive.examinations import examined_records
from metroapp.archive.journal import from_microseconds
from metroapp.archive.void_values import void_values
from metroapp.domain.callout import Callout
from metroapp.domain.measurement import EntryId
from metroapp.domain.production import ProductionEvent
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_search import Facet
from metroapp.domain.specification import BoxCode, Part
from metroapp.domain.value_series import SeriesRecord, SeriesValue, ValueSeries

_HEADER = ("post", "sequence", "number", "revision", "work_order", "lot", "machine", "specification")
_BOX = ("record_post", "record_sequence", "balloon", "piece", "box")


def value_series(connection: Connection, reference: str, balloon: str, machine: str = "") -> ValueSeries:
    """Of the records of a part, or of those of one machine; without `machine`, of every one. None of an examination:
    what a candidate measured says nothing of the process."""
    facets.require(connection)
    records = _records(connection, reference, balloon, machine)
    if not records:
        return ValueSeries((), (), ())
    places = {record.id: place for place, record in enumerate(records)}
    values, gone = _values(connection, records, places, balloon)
    return ValueSeries(tuple(records), tuple(values), tuple(production_events(connection, places)), gone)


def _records(connection: Connection, reference: str, balloon: str, machine: str) -> list[SeriesRecord]:
    callouts: dict[str, Callout | None] = {}  # by the text of the part, which most records of it share
    found = []
    asked = {"reference": reference, "machine": machine}
    examined = set(examined_records(connection))
    for line in connection.execute(_records_query(of_machine=bool(machine)), asked):
        if (line.post, line.sequence) in examined:
            continue
        if line.specification not in callouts:
            inspected = rows.part_from_json(line.specification).inspected
            callouts[line.specification] = next((one.callout for one in inspected if one.balloon == balloon), None)
        callout = callouts[line.specification]
        if callout is not None:
            id, at = EntryId(line.post, line.sequence), from_microseconds(line.opened_at)
            header = (line.number, line.revision, line.work_order, line.lot, line.machine)
            found.append(SeriesRecord(id, *header, at, callout))
    return found


@cache
def _records_query(*, of_machine: bool) -> Select[Any]:
    derived, facet, record = schema.derived_record, schema.derived_facet, schema.record
    query = (
        select(*(record.c[name] for name in _HEADER), derived.c.opened_at)
        .select_from(facet)
        .join(derived, derived.c.place == facet.c.place)
        .join(record, and_(record.c.post == derived.c.post, record.c.sequence == derived.c.sequence))
        .where(facet.c.kind == Facet.PART.value, facet.c.value == bindparam("reference"))
        .order_by(facet.c.place)
    )
    return query.where(record.c.machine == bindparam("machine")) if of_machine else query


def _values(
    connection: Connection, records: Sequence[SeriesRecord], places: dict[EntryId, int], balloon: str
) -> tuple[list[SeriesValue], dict[EntryId, int]]:
    void = void_values(connection, places)
    names = queries.shown_names(connection)
    units = [record.callout.reading_unit for record in records]
    codes = {unit.value: unit for unit in Unit}
    query = _values_query(queries.schema_version(connection))
    found, gone, firsts = [], dict[EntryId, int](), dict[EntryId, int]()
    asked = {**given_records.as_value(places), "of_balloon": balloon}
    for line in connection.execute(query, asked).all():
        post, number, of_post, of_number, piece, amount, decimals, unit, *others = line
        means, by, simulated, at, begun, is_replaced = others
        id, place = EntryId(post, number), places[EntryId(of_post, of_number)]
        if number == begun:
            firsts[id] = at
        if is_replaced or id in void:
            gone[id] = begun
            continue
        if amount is None:
            continue
        if codes[unit] is not units[place]:
            shown = Quantity.from_amount(amount, decimals, codes[unit]).to(units[place])
            amount, decimals = shown.amount, shown.decimals
        found.append(
            SeriesValue(id, place, piece, amount, decimals, means, bool(simulated), names.get(by, ""), at, begun)
        )
    if len({value.id.post for value in found}) > 1:
        found = of_several_posts(found, firsts)
    return found, gone


def of_several_posts(values: Sequence[SeriesValue], firsts: Mapping[EntryId, int]) -> list[SeriesValue]:
    """The values of several posts, whose places do not compare, by the time of the first one of each box; a clock that
    was set back turns the values of no post around."""
    latest: dict[str, int] = {}
    times = []
    for value in values:  # those of a post are in its order
        post = value.id.post
        latest[post] = max(latest.get(post, 0), firsts.get(EntryId(post, value.begun), value.at))
        times.append(latest[post])
    return [values[place] for place in sorted(range(len(values)), key=times.__getitem__)]


@cache
def _values_query(version: int) -> Select[Any]:
    table, journal, first = schema.measurement, schema.journal, schema.measurement.alias("first")
    names = ("post", "sequence", "record_post", "record_sequence", "piece", "amount", "decimals", "unit")
    of_box = and_(*(first.c[name] == table.c[name] for name in _BOX))
    # As the index of boxes is: the first measurement of a box is found in it, without its row.
    begun = select(func.min(first.c.sequence)).where(of_box).scalar_subquery().label("begun")
    return (
        select(
            *(table.c[name] for name in (*names, "instrument", "person", "simulated")),
            journal.c.at,
            begun,
            nonconformities.is_replaced(version).label("replaced"),
        )
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .where(
            table.c.balloon == bindparam("of_balloon"),
            table.c.box == BoxCode.SINGLE.value,
        )
        .order_by(begun, table.c.post)
    )


def production_events(connection: Connection, places: dict[EntryId, int]) -> list[tuple[int, ProductionEvent]]:
    """What happened at the machine while records were filled, each with the place of its record."""
    table, journal = schema.record_event, schema.journal
    if table.name not in schema.tables(queries.schema_version(connection)):
        return []
    query = (
        select(table, journal.c.at.label("entry_at"))
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .where(table.c.kind == events.kind_of(ProductionEvent))
        .order_by(table.c.sequence, table.c.post)
    )
    names = queries.shown_names(connection)
    found = []
    for line in connection.execute(query, given_records.as_value(places)).mappings():
        record = EntryId(line["record_post"], line["record_sequence"])
        event = rows.event_from(dict(line), line["entry_at"], lambda person: names.get(person, ""))
        assert isinstance(event, ProductionEvent)
        found.append((places[record], event))
    return found


def measured_references(connection: Connection) -> list[str]:
    """The parts that a record was opened for, in the order of their names."""
    facets.require(connection)
    facet = schema.derived_facet
    query = select(func.min(facet.c.value)).where(facet.c.kind == Facet.PART.value).group_by(facet.c.value)
    query = query.order_by(facet.c.value)
    return list(connection.execute(query).scalars())


def last_part(connection: Connection, reference: str) -> Part | None:
    """The part as its last record was opened with it."""
    query = _records_query(of_machine=False).order_by(None).order_by(schema.derived_facet.c.place.desc()).limit(1)
    line = connection.execute(query, {"reference": reference}).first()
    return None if line is None else rows.part_from_json(line.specification)
