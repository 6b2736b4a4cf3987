"""What the records of a period count for the follow-up of the production: bad values and pieces, first pieces, scrap.

Counted by SQL, record by record as they stand in the file; what is simulated is left out unless it is asked for. Never
by person: a rate of one operator would be a judgement of somebody and not of the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, func, literal_column, select, text

from metroapp.archive import events, facets, nonconformities, queries, rows, schema
from metroapp.archive.journal import from_microseconds, to_microseconds
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Departure, PieceLeft
from metroapp.domain.production import FollowUp
from metroapp.domain.record_search import Facet

_IS_BAD = schema.measurement.c.verdict == literal_column(f"'{Verdict.NONCONFORMING.value}'")
_RECORDS: Any = func.json_each(bindparam("records")).table_valued("value").alias("asked")
GoOn = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class CountedRecord:
    """A record of the period."""

    id: EntryId
    number: str
    part: str
    machine: str
    pieces: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class BadGroup:
    """What is bad of one characteristic in one record: how many values, on how many pieces."""

    record: EntryId
    balloon: str
    values: int
    pieces: int


def records(
    connection: Connection, since: datetime | None, until: datetime | None, part: str = "", *, simulated: bool = False
) -> list[CountedRecord]:
    """Those opened from `since` and before `until`, of all parts or of one, in the order of opening."""
    facets.require(connection)
    line, facet, record = schema.derived_record, schema.derived_facet, schema.record
    machine = (
        select(facet.c.value)
        .where(facet.c.place == line.c.place, facet.c.kind == Facet.MACHINE.value)
        .limit(1)
        .scalar_subquery()
    )
    query = select(line.c.post, line.c.sequence, line.c.number, line.c.part, machine, line.c.pieces, line.c.opened_at)
    if since is not None:
        query = query.where(line.c.opened_at >= to_microseconds(since))
    if until is not None:
        query = query.where(line.c.opened_at < to_microseconds(until))
    if part:
        query = query.where(func.lower(line.c.part) == part.lower())
    if not simulated:
        feigned = select(record.c.post, record.c.sequence).where(record.c.simulated != 0)
        left_out = {(post, sequence) for post, sequence in connection.execute(feigned)}
    else:
        left_out = set()
    return [
        CountedRecord(EntryId(post, sequence), number, of, machine_of or "", pieces, from_microseconds(at))
        for post, sequence, number, of, machine_of, pieces, at in connection.execute(query.order_by(line.c.place))
        if (post, sequence) not in left_out
    ]


def bad_groups(connection: Connection, of: Iterable[EntryId]) -> list[BadGroup]:
    """What is nonconforming in these records and decides: neither replaced nor cancelled."""
    found = connection.execute(_bad(queries.schema_version(connection)), _given(of))
    return [BadGroup(EntryId(post, sequence), *rest) for post, sequence, *rest in found]


def bad_pieces(connection: Connection, of: Iterable[EntryId]) -> dict[EntryId, int]:
    """How many pieces of each of these records have a value that is nonconforming and decides."""
    found = connection.execute(_bad_pieces(queries.schema_version(connection)), _given(of))
    return {EntryId(post, sequence): count for post, sequence, count in found}


@cache
def _bad(version: int) -> Select[Any]:
    table = schema.measurement
    columns = (table.c.record_post, table.c.record_sequence, table.c.balloon)
    return _of_asked(select(*columns, func.count(), func.count(table.c.piece.distinct())), version).group_by(*columns)


@cache
def _bad_pieces(version: int) -> Select[Any]:
    table = schema.measurement
    columns = (table.c.record_post, table.c.record_sequence)
    return _of_asked(select(*columns, func.count(table.c.piece.distinct())), version).group_by(*columns)


def _of_asked(query: Select[Any], version: int) -> Select[Any]:
    table = schema.measurement
    return (
        query.select_from(_RECORDS)
        .join(table, _is_asked(table))
        .where(_IS_BAD, ~nonconformities.is_replaced(version))
    )  # fmt: skip


def _is_asked(table: Any) -> ColumnElement[bool]:
    post, sequence = (func.json_extract(_RECORDS.c.value, f"$[{place}]") for place in (0, 1))
    return and_(table.c.record_post == post, table.c.record_sequence == sequence)


def _given(of: Iterable[EntryId]) -> dict[str, str]:
    return {"records": msgspec.json.encode(list(of)).decode()}


@dataclass(frozen=True, slots=True)
class FirstPiece:
    """What was found on piece 1 of a record. `is_good`: each box that it has is measured and conforming, and none was
    ever found nonconforming there: a first piece taken again after a setting was not good at first. None: not decided,
    or not measured to the end."""

    record: EntryId
    is_good: bool | None


def first_pieces(connection: Connection, of: list[CountedRecord], go_on: GoOn) -> list[FirstPiece]:
    """Of the records where something was measured on piece 1. Stops where `go_on` says so."""
    version = queries.schema_version(connection)
    seen = {
        EntryId(post, sequence): counts
        for post, sequence, *counts in connection.execute(_first(version), _given(one.id for one in of))
    }
    boxes: dict[tuple[str, int], int] = {}
    table, found = schema.record, []
    query = select(table.c.specification).where(
        table.c.post == bindparam("of_post"), table.c.sequence == bindparam("of_sequence")
    )
    for done, one in enumerate(of):
        if done % 256 == 0 and not go_on(done, len(of)):
            break
        if one.id not in seen:
            continue
        standing, doubtful, bad = seen[one.id]
        if bad:
            found.append(FirstPiece(one.id, False))
            continue
        (specification,) = connection.execute(query, {"of_post": one.id.post, "of_sequence": one.id.sequence}).one()
        if (specification, one.pieces) not in boxes:
            boxes[specification, one.pieces] = _boxes_of_first(specification, one.pieces)
        is_whole = standing >= boxes[specification, one.pieces]
        found.append(FirstPiece(one.id, True if is_whole and not doubtful else None))
    return found


def _boxes_of_first(specification: str, pieces: int) -> int:
    inspected = rows.part_from_json(specification).inspected
    return sum(len(one.boxes) for one in inspected if one.sampling.plans(1, pieces))


@cache
def _first(version: int) -> Select[Any]:
    """Of piece 1 of each record: the values that stand, those of them that are not conforming, and the nonconforming
    ones that ever were there and were not cancelled."""
    table = schema.measurement
    stands = ~nonconformities.is_replaced(version)
    good = table.c.verdict == Verdict.CONFORMING.value
    columns = (table.c.record_post, table.c.record_sequence)
    return (
        select(
            *columns,
            func.sum(case((stands, 1), else_=0)),
            func.sum(case((and_(stands, ~good), 1), else_=0)),
            func.sum(case((and_(_IS_BAD, ~nonconformities.is_cancelled(version)), 1), else_=0)),
        )
        .select_from(_RECORDS)
        .join(table, _is_asked(table))
        .where(table.c.piece == 1)
        .group_by(*columns)
    )


def scrapped(connection: Connection, of: Iterable[EntryId]) -> dict[EntryId, int]:
    """How many pieces of these records left as scrap."""
    return {
        id: sum(facts["departure"] == Departure.SCRAPPED.value for facts in of_record)
        for id, of_record in _events(connection, of, PieceLeft).items()
    }


def follow_ups(connection: Connection, of: Iterable[EntryId]) -> dict[EntryId, dict[str, Any]]:
    """What was last filled in of the series of these records: quantities of pieces, times in minutes."""
    return {id: of_record[-1] for id, of_record in _events(connection, of, FollowUp).items()}


def _events(connection: Connection, of: Iterable[EntryId], kind: type) -> dict[EntryId, list[dict[str, Any]]]:
    table = schema.record_event
    found: dict[EntryId, list[dict[str, Any]]] = {}
    if table.name not in schema.tables(queries.schema_version(connection)):
        return found
    query = (
        select(table.c.record_post, table.c.record_sequence, table.c.facts)
        .select_from(_RECORDS)
        .join(table, _is_asked(table))
        .where(table.c.kind == events.kind_of(kind))
        .order_by(table.c.sequence)
    )
    for post, sequence, facts in connection.execute(query, _given(of)):
        found.setdefault(EntryId(post, sequence), []).append(msgspec.json.decode(facts))
    return found


def measured(
    connection: Connection, part: str, balloons: Iterable[str], since: datetime, until: datetime, *, simulated: bool
) -> tuple[int, int]:
    """How many values of these characteristics of a part stand in the records opened from `since` and before `until`,
    and how many of them are nonconforming."""
    facets.require(connection)
    given = {
        "part": part,
        "balloons": msgspec.json.encode(sorted(set(balloons))).decode(),
        "since": to_microseconds(since),
        "until": to_microseconds(until),
    }
    line = connection.execute(_measured(queries.schema_version(connection), simulated), given).one()
    return line[0], line[1] or 0


@cache
def _measured(version: int, simulated: bool) -> Select[Any]:
    table, line, facet = schema.measurement, schema.derived_record, schema.derived_facet
    wanted: Any = func.json_each(bindparam("balloons")).table_valued("value").alias("wanted")
    query = (
        select(func.count(), func.sum(case((_IS_BAD, 1), else_=0)))
        .select_from(facet)
        .join(line, line.c.place == facet.c.place)
        .join(wanted, text("1"))
        .join(
            table,
            and_(
                table.c.record_post == line.c.post,
                table.c.record_sequence == line.c.sequence,
                table.c.balloon == wanted.c.value,
            ),
        )
        .where(
            facet.c.kind == Facet.PART.value,
            facet.c.value == bindparam("part"),
            line.c.opened_at >= bindparam("since"),
            line.c.opened_at < bindparam("until"),
            ~nonconformities.is_replaced(version),
        )
    )
    if simulated:
        return query
    record = schema.record
    of_line = and_(record.c.post == line.c.post, record.c.sequence == line.c.sequence)
    return query.join(record, of_line).where(record.c.simulated == 0)
