"""Reverse search: every value that a means gave or took part in, in all records.

An index finds the values of an instrument and the readings under them. What a standard took part in is found by the
zero settings, the comparisons of the same characteristic that follow one, up to the next; and by the verifications of
probe constants, the values of their record that use the constant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, Select, String, and_, bindparam, exists, func, select

from metroapp.archive import queries, rows, schema
from metroapp.archive.events import kind_of
from metroapp.archive.journal import from_microseconds, to_microseconds
from metroapp.domain.acceptance import Verdict
from metroapp.domain.column_acts import ConstantVerified
from metroapp.domain.means_uses import Use, UsedFor
from metroapp.domain.measurement import EntryId, Observation, Origin, Role

_Place = tuple[str, int]  # post and sequence


def uses(
    connection: Connection, number: str, blocks: Collection[str] = (), since: datetime | None = None
) -> tuple[Use, ...]:
    """Every value since a moment, in the order of the journal. `blocks`: serial numbers of the blocks of a set."""
    table, given = schema.measurement, schema.measurement_input
    found: dict[_Place, tuple[UsedFor, dict[str, Any]]] = {}
    for line in _read(connection, _lines(since).where(table.c.instrument == number)):
        found[line["post"], line["sequence"]] = UsedFor.VALUE, line
    of_value = and_(given.c.post == table.c.post, given.c.sequence == table.c.sequence)
    read = _lines(since, given.join(table, of_value)).where(given.c.instrument == number)
    for line in _read(connection, read):
        found.setdefault((line["post"], line["sequence"]), (UsedFor.READING, line))
    for line in _set_by(connection, {number, *blocks}, since):
        found.setdefault((line["post"], line["sequence"]), (UsedFor.ZERO, line))
    for line in _verified_on(connection, number, since):
        found.setdefault((line["post"], line["sequence"]), (UsedFor.CONSTANT, line))
    replaced = _replaced(connection, {(line["record_post"], line["record_sequence"]) for _, line in found.values()})
    names = queries.shown_names(connection)
    return tuple(
        _use(line, used_for, names, is_replaced=place in replaced)
        for place, (used_for, line) in sorted(found.items(), key=lambda pair: (pair[0][1], pair[0][0]))
    )


def _read(connection: Connection, query: Select[Any], **record: Any) -> Iterator[dict[str, Any]]:
    return (dict(line) for line in connection.execute(query, record).mappings())


def _lines(since: datetime | None, source: Any = schema.measurement) -> Select[Any]:
    table, journal, record, derived = schema.measurement, schema.journal, schema.record, schema.derived_record
    names = ("post", "sequence", "record_post", "record_sequence", "piece", "balloon", "box", "amount", "decimals")
    columns = [table.c[name] for name in (*names, "unit", "observation", "verdict", "person", "simulated")]
    query = (
        select(
            *columns, journal.c.at, record.c.number, record.c.reference, record.c.work_order, record.c.lot,
            derived.c.closed_at,
        )
        .select_from(source)
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .join(record, and_(record.c.post == table.c.record_post, record.c.sequence == table.c.record_sequence))
        .join(derived, and_(derived.c.post == table.c.record_post, derived.c.sequence == table.c.record_sequence))
    )  # fmt: skip
    return query if since is None else query.where(journal.c.at >= to_microseconds(since))


def _set_by(connection: Connection, standards: set[str], since: datetime | None) -> Iterator[dict[str, Any]]:
    """The comparisons whose zero was set with one of these."""
    table, zero = schema.measurement, schema.zero_setting
    settings: dict[tuple[_Place, str], list[tuple[int, bool]]] = defaultdict(list)
    query = select(
        zero.c.record_post, zero.c.record_sequence, zero.c.balloon, zero.c.sequence, zero.c.instrument, zero.c.blocks
    )
    for line in connection.execute(query.order_by(zero.c.sequence)):
        is_wanted = not standards.isdisjoint((line.instrument, *msgspec.json.decode(line.blocks, type=list[str])))
        of_balloon = ((line.record_post, line.record_sequence), line.balloon)
        settings[of_balloon].append((line.sequence, is_wanted))
    concerned = {record for (record, _), found in settings.items() if any(is_wanted for _, is_wanted in found)}
    compared = _lines(since).where(*_of_record(table), table.c.origin == Origin.COMPARISON.value)
    for post, sequence in sorted(concerned):
        for value in _read(connection, compared, post=post, sequence=sequence):
            before = settings.get(((post, sequence), value["balloon"]), [])
            place = bisect_left(before, (value["sequence"], False)) - 1
            if place >= 0 and before[place][1]:
                yield value


def _verified_on(connection: Connection, gauge: str, since: datetime | None) -> Iterator[dict[str, Any]]:
    """The values that use a probe constant found, before them or after, on this gauge."""
    event, table, given = schema.record_event, schema.measurement, schema.measurement_input
    if event.name not in schema.tables(queries.schema_version(connection)):
        return
    column = func.json_extract(event.c.facts, "$.instrument").label("column")
    verified = select(event.c.record_post, event.c.record_sequence, column).distinct()
    verified = verified.where(
        event.c.kind == kind_of(ConstantVerified), func.json_extract(event.c.facts, "$.gauge") == gauge
    )
    uses_constant = exists().where(
        given.c.post == table.c.post, given.c.sequence == table.c.sequence, given.c.role == Role.PROBE_CONSTANT.value
    )
    probed = _lines(since).where(*_of_record(table), table.c.instrument == bindparam("column"), uses_constant)
    for line in connection.execute(verified).all():
        of_record = {"post": line.record_post, "sequence": line.record_sequence, "column": line.column}
        yield from _read(connection, probed, **of_record)


def _replaced(connection: Connection, records: Collection[_Place]) -> set[_Place]:
    """The values of these records that decide nothing any more: cancelled, or followed in their box by one that was
    not."""
    cancelled = _cancelled(connection, records)
    found, last = set(cancelled), dict[tuple[Any, ...], _Place]()
    query = _measured_again()
    for post, sequence in sorted(records):
        last.clear()
        for line in connection.execute(query, {"post": post, "sequence": sequence}):
            place, box = (line.post, line.sequence), (line.piece, line.balloon, line.box)
            if place not in cancelled:
                if box in last:
                    found.add(last[box])
                last[box] = place
    return found


def _measured_again() -> Select[Any]:
    """The values of the boxes of a record that hold several: few of them."""
    table = schema.measurement
    box = [table.c[name] for name in ("piece", "balloon", "box")]
    count = func.count().over(partition_by=box).label("count")
    of_record = select(*box, table.c.post, table.c.sequence, count).where(*_of_record(table)).subquery()
    return select(of_record).where(of_record.c.count > 1).order_by(of_record.c.sequence)


def _cancelled(connection: Connection, records: Collection[_Place]) -> set[_Place]:
    event = schema.record_event
    if event.name not in schema.tables(queries.schema_version(connection)):
        return set()
    post = func.json_extract(event.c.facts, "$.cancels[0]", type_=String)
    sequence = func.json_extract(event.c.facts, "$.cancels[1]", type_=Integer)
    query = select(post, sequence).where(*_of_record(event), event.c.kind == "cancellation")
    return {
        (line[0], line[1])
        for record in sorted(records)
        for line in connection.execute(query, dict(zip(("post", "sequence"), record, strict=True)))
    }


def _of_record(table: Any) -> tuple[ColumnElement[bool], ...]:
    """Of one record, asked for one at a time: a list of them in one statement would have the whole table read."""
    return table.c.record_post == bindparam("post"), table.c.record_sequence == bindparam("sequence")


def _use(line: dict[str, Any], used_for: UsedFor, names: dict[str, str], *, is_replaced: bool) -> Use:
    return Use(
        id=EntryId(line["post"], line["sequence"]),
        record=EntryId(line["record_post"], line["record_sequence"]),
        number=line["number"],
        reference=line["reference"],
        work_order=line["work_order"],
        lot=line["lot"],
        box=rows.box_from(line),
        quantity=rows.quantity_from(line),
        observation=None if line["observation"] is None else Observation(line["observation"]),
        verdict=Verdict(line["verdict"]),
        used_for=used_for,
        by=names.get(line["person"], ""),
        at=from_microseconds(line["at"]),
        is_closed=line["closed_at"] is not None,
        is_replaced=is_replaced,
        simulated=bool(line["simulated"]),
    )
