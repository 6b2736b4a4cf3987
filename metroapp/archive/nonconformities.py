"""The values of all records that are nonconforming or *à confirmer*, a page at a time, the latest first.

The verdict is the sealed one: what was decided when the value was recorded. A value sealed good after a bad one is *à
confirmer* as well while nothing bears it out, as `InspectionRecord.awaits_second` says: its piece is not released. So
is a value by comparison that a drift of the zero took back. A bonus that changed since (Ⓜ, Ⓛ) is the only thing that
the record knows better.
A page is asked for by the place of the last line of the page before (`before`), so that the tenth page costs what the
first one does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Select,
    and_,
    cast,
    exists,
    false,
    func,
    or_,
    select,
    true,
    tuple_,
)

from metroapp.archive import queries, rows, schema
from metroapp.archive.examinations import examined_records
from metroapp.archive.journal import from_microseconds
from metroapp.archive.void_values import void_values
from metroapp.domain.acceptance import Verdict
from metroapp.domain.callout import Callout
from metroapp.domain.decision import Side, exceedance
from metroapp.domain.measurement import BoxKey, EntryId, Observation, Role
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_search import require_words
from metroapp.domain.specification import Part

PAGE = 100
_NOT_GOOD = (Verdict.NONCONFORMING.value, Verdict.UNDECIDED.value)
_CANCELLATION, _CANCELS = "cancellation", "cancels"  # kind of the event that cancels a value, and where it says which
_VISA, _ACCEPTS = "visa", "accepts"
_ENDED, _ENDS = "concessionended", "concession"
_BOX = ("record_post", "record_sequence", "piece", "balloon", "box")
_ESCAPE = "\\"


class Exceedance(NamedTuple):
    """By how much (positive) and on which side a value leaves the limits of the drawing."""

    side: Side
    by: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class BadValue:
    """One value that is not good, and where it was found.

    `exceedance` is None where it is no number, inside the limits of the drawing, or where a bonus moves them.
    """

    id: EntryId
    record: EntryId
    number: str
    part: str
    box: BoxKey
    quantity: Quantity | None
    observation: Observation | None
    verdict: Verdict
    exceedance: Exceedance | None
    instrument: str | None
    by: str
    at: datetime
    awaits_second: bool  # good after a bad one: *à confirmer* until a second good one or a visa
    concession: str  # its number; empty where there is none
    is_replaced: bool  # by a later value of the same box, or cancelled
    is_void: bool = False  # by comparison, and the zero that it refers to drifted: to be taken again


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words that must all be found, and whether replaced values are shown too."""

    text: str = ""
    with_replaced: bool = False


def bad_values(
    connection: Connection, search: Search, before: EntryId | None = None, count: int = PAGE
) -> list[BadValue]:
    """The next `count` values, the latest first by place in the journal, that come before a given one; refuses as
    `require_words`."""
    require_words(search.text)
    version = queries.schema_version(connection)
    names = queries.shown_names(connection)
    table = schema.measurement
    replaced = is_replaced(version)
    wanted = [_says(word, names) for word in search.text.split()]
    first, last = connection.execute(select(*_ends())).one()
    if first is not None and first == last:
        wanted.append(table.c.post == first)  # one post: the order of the table is the one that is asked for
    if examined := examined_records(connection):
        wanted.append(tuple_(table.c.record_post, table.c.record_sequence).not_in(examined))
    if before is not None:
        wanted.append(_place(table) < tuple_(before.sequence, before.post))
    bad = _lines(replaced, count).where(*wanted, table.c.verdict.in_(_NOT_GOOD))
    found = _read(connection, bad if search.with_replaced else bad.where(~replaced))
    void: set[EntryId] = set()
    if _has_events(version):
        # Apart, and no further back than the page goes: a good value is one of many.
        awaited = _lines(false(), count).where(*wanted, _may_await(), _awaits_second(), ~replaced)
        if len(found) == count:
            awaited = awaited.where(_place(table) > tuple_(found[-1]["sequence"], found[-1]["post"]))
        void = void_values(connection)
        places = [(one.sequence, one.post) for one in void]
        again = _read(connection, _lines(false(), count).where(*wanted, _place(table).in_(places))) if void else []
        lines = {(line["sequence"], line["post"]): line for line in (*again, *_read(connection, awaited), *found)}
        found = [lines[place] for place in sorted(lines, reverse=True)][:count]
    return _values(connection, found, names, void)


def _read(connection: Connection, query: Select[Any]) -> list[dict[str, Any]]:
    return [dict(line) for line in connection.execute(query).mappings()]


def _ends() -> tuple[Any, Any]:
    post = schema.measurement.c.post
    return select(func.min(post)).scalar_subquery(), select(func.max(post)).scalar_subquery()


def _lines(replaced: ColumnElement[bool], count: int) -> Select[Any]:
    table, journal, record = schema.measurement, schema.journal, schema.record
    names = ("post", "sequence", "record_post", "record_sequence", "piece", "balloon", "box", "amount", "decimals")
    columns = [table.c[name] for name in (*names, "unit", "observation", "verdict", "instrument", "person")]
    return (
        select(*columns, journal.c.at, record.c.number, record.c.reference, replaced.label("is_replaced"))
        .join(journal, and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence))
        .join(record, and_(record.c.post == table.c.record_post, record.c.sequence == table.c.record_sequence))
        .order_by(table.c.sequence.desc(), table.c.post.desc())
        .limit(count)
    )


def _has_events(version: int) -> bool:
    """Whether values may be cancelled, and asked for twice, in an archive of this version."""
    return schema.record_event.name in schema.tables(version)


def is_replaced(version: int) -> ColumnElement[bool]:
    """Whether a value decides nothing any more: cancelled, or followed in its box by one that was not."""
    table, later = schema.measurement, schema.measurement.alias("later")
    followed = exists(later.c.sequence).where(*_same_box(later, table), _after(later, table))  # all in one index
    if not _has_events(version):
        return followed
    return or_(followed.where(~_cancelled(later)), _cancelled(table))


def is_cancelled(version: int) -> ColumnElement[bool]:
    """Whether a value was taken back at once."""
    return _cancelled(schema.measurement) if _has_events(version) else false()


def _may_await() -> ColumnElement[bool]:
    """What is known without a look at the rest of the box: sealed good, where it is not alone, in a record that asks
    for two readings. Few values go further."""
    table, record, event = schema.measurement, schema.record, schema.record_event
    undone = schema.measurement.alias("undone")
    boxes = (
        select(*(undone.c[name] for name in _BOX))
        .join(event, and_(undone.c.post == _said(event, _CANCELS, 0), undone.c.sequence == _said(event, _CANCELS, 1)))
        .where(event.c.kind == _CANCELLATION)
    )
    return and_(
        table.c.verdict == Verdict.CONFORMING.value,
        or_(table.c.replaces_post.is_not(None), tuple_(*(table.c[name] for name in _BOX)).in_(boxes)),
        func.json_extract(record.c.options, "$.concordant", type_=Boolean).is_(true()),
    )


def _awaits_second() -> ColumnElement[bool]:
    """Whether a bad value of the box, cancelled or not, has no other good one after it than this, and no visa bears
    this one out. A mean settles what was in doubt, and proves nothing against a nonconforming value."""
    table, given = schema.measurement, schema.measurement_input
    bad, second = schema.measurement.alias("bad"), schema.measurement.alias("second")
    is_second = [*_same_box(second, table), _is_other(second, table), _after(second, bad), ~_cancelled(second)]
    is_second.append(second.c.verdict == Verdict.CONFORMING.value)
    is_borne_out = exists().where(*is_second).correlate(table, bad)
    is_mean = [given.c.post == table.c.post, given.c.sequence == table.c.sequence, given.c.role == Role.REPEATED.value]
    # An envelope not demonstrated was not found bad.
    in_doubt = and_(bad.c.verdict == Verdict.UNDECIDED.value, bad.c.observation.is_(None))
    is_bad = or_(bad.c.verdict == Verdict.NONCONFORMING.value, and_(in_doubt, ~exists().where(*is_mean)))
    return and_(
        ~_is_said_of(table, _VISA, _ACCEPTS),
        exists().where(*_same_box(bad, table), _is_other(bad, table), is_bad, ~is_borne_out),
    )


def _same_box(one: Any, other: Any) -> list[ColumnElement[bool]]:
    return [one.c[name] == other.c[name] for name in _BOX]


def _is_other(one: Any, other: Any) -> ColumnElement[bool]:
    return or_(one.c.sequence != other.c.sequence, one.c.post != other.c.post)


def _after(one: Any, other: Any) -> Any:
    return _place(one) > _place(other)


def _place(measured: Any) -> Any:
    return tuple_(measured.c.sequence, measured.c.post)


def _cancelled(measured: Any) -> ColumnElement[bool]:
    return _is_said_of(measured, _CANCELLATION, _CANCELS)


def _is_said_of(measured: Any, kind: str, field: str) -> ColumnElement[bool]:
    """Whether an event of this kind names the value in this field."""
    event = schema.record_event.alias()
    return exists().where(
        event.c.record_post == measured.c.record_post,
        event.c.record_sequence == measured.c.record_sequence,
        event.c.kind == kind,
        _said(event, field, 0) == measured.c.post,
        _said(event, field, 1) == measured.c.sequence,
    )


def _said(event: Any, field: str, place: int) -> ColumnElement[Any]:
    """The post (0) or the sequence (1) of what an event names."""
    said = func.json_extract(event.c.facts, f"$.{field}[{place}]")
    return cast(said, BigInteger) if place else said


def _says(word: str, names: dict[str, str]) -> ColumnElement[bool]:
    """Whether a line holds a word: of the record, the part, the balloon, the instrument, or who measured."""
    for sign in (_ESCAPE, "%", "_"):
        word = word.replace(sign, _ESCAPE + sign)
    pattern = f"%{word}%"
    table, record = schema.measurement, schema.record
    columns = (record.c.number, record.c.reference, table.c.balloon, func.coalesce(table.c.instrument, ""))
    who = [id for id, name in names.items() if word.casefold() in name.casefold()]
    return or_(*(column.like(pattern, escape=_ESCAPE) for column in columns), table.c.person.in_(who))


def _values(
    connection: Connection, found: Sequence[dict[str, Any]], names: dict[str, str], void: Collection[EntryId]
) -> list[BadValue]:
    records = {(line["record_post"], line["record_sequence"]) for line in found}
    parts, granted = _parts(connection, records), _concessions(connection, records)
    values = []
    for line in found:
        record = (line["record_post"], line["record_sequence"])
        box, quantity = rows.box_from(line), rows.quantity_from(line)
        id = EntryId(line["post"], line["sequence"])
        is_void = id in void
        # The only good ones that are listed besides.
        awaits_second = not is_void and line["verdict"] == Verdict.CONFORMING.value
        values.append(
            BadValue(
                id=id,
                record=EntryId(*record),
                number=line["number"],
                part=line["reference"],
                box=box,
                quantity=quantity,
                observation=None if line["observation"] is None else Observation(line["observation"]),
                verdict=Verdict.UNDECIDED if awaits_second or is_void else Verdict(line["verdict"]),
                exceedance=_exceedance(parts[record].get(box.balloon), quantity),
                instrument=line["instrument"],
                by=names.get(line["person"], ""),
                at=from_microseconds(line["at"]),
                awaits_second=awaits_second,
                concession=_covering(granted.get((*record, box.piece, box.balloon), ()), line),
                is_replaced=bool(line["is_replaced"]),
                is_void=is_void,
            )
        )
    return values


def _parts(connection: Connection, records: set[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Callout]]:
    """The callout of each balloon of each record; one copy of a part is read once, whatever the records."""
    table = schema.record
    query = select(table.c.post, table.c.sequence, table.c.specification)
    query = query.where(tuple_(table.c.post, table.c.sequence).in_(sorted(records)))
    read: dict[str, dict[str, Callout]] = {}
    found = {}
    for line in connection.execute(query):
        if line.specification not in read:
            part: Part = rows.part_from_json(line.specification)
            read[line.specification] = {known.balloon: known.callout for known in part.inspected}
        found[line.post, line.sequence] = read[line.specification]
    return found


def _concessions(
    connection: Connection, records: set[tuple[str, int]]
) -> dict[tuple[str, int, int, str], list[tuple[int, str, str]]]:
    """The place in the journal and the number of each concession that was not ended, by record, piece and balloon; the
    latest last."""
    table = schema.concession
    names = ("record_post", "record_sequence", "piece", "balloons", "sequence", "post", "number")
    query = select(*(table.c[name] for name in names))
    query = query.where(tuple_(table.c.record_post, table.c.record_sequence).in_(sorted(records)))
    if _has_events(queries.schema_version(connection)):
        query = query.where(~_is_said_of(table, _ENDED, _ENDS))
    found: dict[tuple[str, int, int, str], list[tuple[int, str, str]]] = {}
    for line in connection.execute(query.order_by(table.c.sequence)):
        for balloon in msgspec.json.decode(line.balloons, type=list[str]):
            box = (line.record_post, line.record_sequence, line.piece, balloon)
            found.setdefault(box, []).append((line.sequence, line.post, line.number))
    return found


def _covering(granted: Sequence[tuple[int, str, str]], line: dict[str, Any]) -> str:
    """The number of the last concession granted since a value was recorded: it covers no value that came later."""
    place = (line["sequence"], line["post"])
    return next((number for *at, number in reversed(granted) if tuple(at) > place), "")


def _exceedance(callout: Callout | None, quantity: Quantity | None) -> Exceedance | None:
    if callout is None or quantity is None or callout.unit is None or callout.material_modifier is not None:
        return None
    beyond = exceedance(quantity, callout)
    return None if beyond is None else Exceedance(*beyond, callout.unit)
