"""What the records of a period count for the follow-up of the production: bad values and pieces, first pieces, scrap.

Counted by SQL, record by record as they stand in the file; what is simulated is left out unless it is asked for. Never
by person: a rate of one operator would be a judgement of somebody and not of the process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from metroapp.archive import events, facets, given_records, nonconformities, queries, rows, schema
from metroapp.archive.examinations import examined_records
from metroapp.archive.journal import from_microseconds, to_microseconds
from metroapp.archive.void_values import unproven_values, void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Departure, PieceLeft
from metroapp.domain.production import FollowUp
from metroapp.domain.record_search import Facet

_IS_BAD = schema.measurement.c.verdict == literal_column(f"'{Verdict.NONCONFORMING.value}'")
_BETWEEN = "\x1f"  # a balloon and its box
_BOX = ("record_post", "record_sequence", "piece", "balloon", "box")


@dataclass(frozen=True, slots=True)
class Basis:
    """On which values the counts rest. Those that nothing proves any more (`void`), and simulated ones unless they are
    asked for, are neither good nor bad, also in a record that is not simulated. Those whose probe constant is still to
    be found again (`unproven`) are not good. Those that a fiche was raised for (`raised`) stay bad once their piece is
    reworked and measured again in the same box."""

    simulated: bool
    given: dict[str, str]  # `void`, `unproven` and `raised`, to a statement

    @classmethod
    def of(cls, connection: Connection, raised: Iterable[EntryId], *, simulated: bool) -> Basis:
        """As the archive is now; `raised`: the values that fiches name."""
        named = {"void": void_values(connection), "unproven": unproven_values(connection), "raised": raised}
        return cls(simulated, {name: msgspec.json.encode(sorted(of)).decode() for name, of in named.items()})


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
    connection: Connection,
    since: datetime | None,
    until: datetime | None,
    part: str = "",
    *,
    simulated: bool = False,
    among: Collection[EntryId] | None = None,
) -> list[CountedRecord]:
    """Those opened from `since` and before `until`, of all parts or of one, of all records or some, in the order of
    opening."""
    facets.require(connection)
    line, facet, record = schema.derived_record, schema.derived_facet, schema.record
    machine = (
        select(facet.c.value)
        .where(facet.c.place == line.c.place, facet.c.kind == Facet.MACHINE.value)
        .limit(1)
        .scalar_subquery()
    )
    query = select(line.c.post, line.c.sequence, line.c.number, line.c.part, machine, line.c.pieces, line.c.opened_at)
    if among is not None:
        query = query.select_from(given_records.GIVEN).join(line, given_records.is_given(line))
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
    left_out.update(examined_records(connection))
    return [
        CountedRecord(EntryId(post, sequence), number, of, machine_of or "", pieces, from_microseconds(at))
        for post, sequence, number, of, machine_of, pieces, at in connection.execute(
            query.order_by(line.c.place), {} if among is None else given_records.as_value(among)
        )
        if (post, sequence) not in left_out
    ]


def bad_groups(connection: Connection, of: Iterable[EntryId], basis: Basis) -> list[BadGroup]:
    """What is nonconforming in these records, by characteristic."""
    query = _bad(queries.schema_version(connection), basis.simulated)
    found = connection.execute(query, given_records.as_value(of) | basis.given)
    return [BadGroup(EntryId(post, sequence), *rest) for post, sequence, *rest in found]


def bad_pieces(connection: Connection, of: Iterable[EntryId], basis: Basis) -> dict[EntryId, int]:
    """How many pieces of each of these records have a value that is nonconforming."""
    query = _bad_pieces(queries.schema_version(connection), basis.simulated)
    found = connection.execute(query, given_records.as_value(of) | basis.given)
    return {EntryId(post, sequence): count for post, sequence, count in found}


@cache
def _bad(version: int, simulated: bool) -> Select[Any]:
    table = schema.measurement
    columns = (table.c.record_post, table.c.record_sequence, table.c.balloon)
    box = table.c.piece.concat(_BETWEEN).concat(table.c.box)  # measured again and bad again is bad once
    query = select(*columns, func.count(box.distinct()), func.count(table.c.piece.distinct()))
    return _of_given(query, version, simulated).group_by(*columns)


@cache
def _bad_pieces(version: int, simulated: bool) -> Select[Any]:
    table = schema.measurement
    columns = (table.c.record_post, table.c.record_sequence)
    return _of_given(select(*columns, func.count(table.c.piece.distinct())), version, simulated).group_by(*columns)


def _of_given(query: Select[Any], version: int, simulated: bool) -> Select[Any]:
    table = schema.measurement
    return (
        query.select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .where(_IS_BAD, _decides(version), ~_is_aside(simulated))
    )  # fmt: skip


def _decides(version: int) -> ColumnElement[bool]:
    """Whether a bad value counts: neither replaced nor cancelled, or a fiche was raised for it."""
    return or_(~nonconformities.is_replaced(version), _is_among("raised"))


def _is_aside(simulated: bool) -> ColumnElement[bool]:
    """Whether a value proves nothing."""
    is_void = _is_among("void")
    return is_void if simulated else or_(is_void, schema.measurement.c.simulated != 0)


def _is_among(name: str) -> ColumnElement[bool]:
    """Whether a value is one of those given; they are read once for a statement."""
    return tuple_(schema.measurement.c.post, schema.measurement.c.sequence).in_(given_records.some(name))


@dataclass(frozen=True, slots=True)
class FirstPiece:
    """What was found on piece 1 of a record. `is_good`: each box that it has is measured and conforming, and none was
    ever found nonconforming there: a first piece taken again after a setting was not good at first. None: not decided,
    or not measured to the end."""

    record: EntryId
    is_good: bool | None


def first_pieces(connection: Connection, of: list[CountedRecord], basis: Basis) -> list[FirstPiece]:
    """Of the records where something was measured on piece 1."""
    query = _first(queries.schema_version(connection), basis.simulated)
    seen = {
        EntryId(post, sequence): counts
        for post, sequence, *counts in connection.execute(
            query, given_records.as_value(one.id for one in of) | basis.given
        )
    }
    measured = {one.id: one.pieces for one in of if one.id in seen}
    specifications = _specifications(connection, [id for id in measured if not seen[id][2]])
    found = []
    for id, pieces in measured.items():
        standing, doubtful, bad, taken_back = seen[id]
        if bad:
            found.append(FirstPiece(id, False))
            continue
        is_whole = _boxes_of_first(specifications[id], pieces) <= set(msgspec.json.decode(standing))
        is_good = is_whole and not doubtful and not (taken_back and _awaits_second(connection, id))
        found.append(FirstPiece(id, True if is_good else None))
    return found


def _specifications(connection: Connection, of: Iterable[EntryId]) -> dict[EntryId, str]:
    table = schema.record
    query = (
        select(table.c.post, table.c.sequence, table.c.specification)
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_given(table))
    )
    found = connection.execute(query, given_records.as_value(of))
    return {EntryId(post, sequence): specification for post, sequence, specification in found}


@lru_cache(maxsize=1024)
def _boxes_of_first(specification: str, pieces: int) -> frozenset[str]:
    inspected = rows.part_from_json(specification).inspected
    planned = (one for one in inspected if one.sampling.plans(1, pieces))
    return frozenset(f"{one.balloon}{_BETWEEN}{code.value}" for one in planned for code in one.boxes)


def _awaits_second(connection: Connection, id: EntryId) -> bool:
    """Whether a bad value of piece 1 was taken back, and nothing bears out the good one after it: the record knows."""
    record = queries.load_record(connection, id)
    return any(record.awaits_second(box) for box in record.boxes_of(1))


@cache
def _first(version: int, simulated: bool) -> Select[Any]:
    """Of piece 1 of each record: the boxes whose value stands, how many of these are not conforming, how many
    nonconforming values there ever were, and how many of them were cancelled."""
    table = schema.measurement
    stands, is_aside = ~nonconformities.is_replaced(version), _is_aside(simulated)
    is_cancelled = nonconformities.is_cancelled(version)
    good = and_(table.c.verdict == Verdict.CONFORMING.value, ~_is_among("unproven"))
    columns = (table.c.record_post, table.c.record_sequence)
    box = table.c.balloon.concat(_BETWEEN).concat(table.c.box)
    return (
        select(
            *columns,
            func.json_group_array(case((stands, box))),
            func.sum(case((and_(stands, or_(~good, is_aside)), 1), else_=0)),
            func.sum(case((and_(_IS_BAD, ~is_cancelled, ~is_aside), 1), else_=0)),
            func.sum(case((and_(_IS_BAD, is_cancelled), 1), else_=0)),
        )
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .where(table.c.piece == 1)
        .group_by(*columns)
    )


def scrapped(connection: Connection, of: Iterable[EntryId]) -> dict[EntryId, int]:
    """How many pieces of these records left as scrap."""
    return {
        id: len({facts["piece"] for facts in of_record if facts["departure"] == Departure.SCRAPPED.value})
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
        .select_from(given_records.GIVEN)
        .join(table, given_records.is_of_given(table))
        .where(table.c.kind == events.kind_of(kind))
        .order_by(table.c.sequence)
    )
    for post, sequence, facts in connection.execute(query, given_records.as_value(of)):
        found.setdefault(EntryId(post, sequence), []).append(msgspec.json.decode(facts))
    return found


def measured(
    connection: Connection, part: str, balloons: Iterable[str], since: datetime, until: datetime, basis: Basis
) -> tuple[int, int]:
    """How many boxes of these characteristics of a part are measured in the records opened from `since` and before
    `until`, and how many of them were nonconforming."""
    facets.require(connection)
    given = {
        "part": part,
        "balloons": msgspec.json.encode([[one] for one in sorted(set(balloons))]).decode(),
        "since": to_microseconds(since),
        "until": to_microseconds(until),
    }
    query = _measured(queries.schema_version(connection), basis.simulated)
    line = connection.execute(query, given | basis.given).one()
    return max(line[0] or 0, line[1]), line[1]  # a bad value that was cancelled after its fiche is a box all the same


@cache
def _measured(version: int, simulated: bool) -> Select[Any]:
    table, line, facet = schema.measurement, schema.derived_record, schema.derived_facet
    wanted: Any = func.json_each(bindparam("balloons")).table_valued("value").alias("wanted")
    stands, box = ~nonconformities.is_replaced(version), func.json_array(*(table.c[name] for name in _BOX))
    counted: list[Any] = [func.sum(case((stands, 1), else_=0)), func.count(case((_IS_BAD, box)).distinct())]
    query = (
        select(*counted)
        .select_from(facet)
        .join(line, line.c.place == facet.c.place)
        .join(wanted, true())
        .join(
            table,
            and_(
                table.c.record_post == line.c.post,
                table.c.record_sequence == line.c.sequence,
                table.c.balloon == func.json_extract(wanted.c.value, "$[0]", type_=String),
            ),
        )
        .where(
            facet.c.kind == Facet.PART.value,
            facet.c.value == bindparam("part"),
            line.c.opened_at >= bindparam("since"),
            line.c.opened_at < bindparam("until"),
            or_(stands, and_(_IS_BAD, _is_among("raised"))),
            ~_is_aside(simulated),
        )
    )
    if simulated:
        return query
    record = schema.record
    of_line = and_(record.c.post == line.c.post, record.c.sequence == line.c.sequence)
    return query.join(record, of_line).where(record.c.simulated == 0)
