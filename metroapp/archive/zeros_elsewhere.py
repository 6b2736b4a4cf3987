"""What was done with a comparator outside one record since its zero, or its mounting, there: in the other records, and
to the instrument itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, func, or_, select

from metroapp.archive import events, homes, queries, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import MountingProven, ZeroSetting
from metroapp.domain.verification_acts import Adjustment, Verification
from metroapp.domain.zero_watch import ZeroEnd, is_read_otherwise

_ACTS = {events.kind_of(Adjustment): ZeroEnd.ADJUSTED, events.kind_of(Verification): ZeroEnd.VERIFIED}


class Ended(NamedTuple):
    """What ended a zero or a mounting, and the number of the record where it was done; empty for an act on the
    instrument."""

    end: ZeroEnd
    number: str = ""


class _Found(NamedTuple):
    sequence: int
    end: ZeroEnd
    record: EntryId | None = None


def set_elsewhere(connection: Connection, record: EntryId, zero: ZeroSetting, limit: Decimal) -> Ended | None:
    """The first thing that ended a zero of a record: its comparator was set in another one on other blocks, or read
    there otherwise (`limit` as for `is_read_otherwise`), or mounted anew, or adjusted, or verified. None where nothing
    did."""
    found = [
        *_set_otherwise(connection, record, zero, limit),
        *_mounted(connection, record, zero.instrument, zero.id.sequence),
        *_acted_on(connection, record.post, zero.instrument, zero.id.sequence),
    ]
    return _first(connection, found)


def is_mounted_elsewhere(connection: Connection, record: EntryId, instrument: str, since: int, *, acts: bool) -> bool:
    """Whether another record mounted a comparator anew since an entry of the journal or, with `acts`, it left its stand
    to be adjusted or verified."""
    if any(_mounted(connection, record, instrument, since)):
        return True
    return acts and any(_acted_on(connection, record.post, instrument, since))


def _first(connection: Connection, found: list[_Found]) -> Ended | None:
    if not found:
        return None
    first = min(found, key=lambda one: one.sequence)
    if first.record is None:
        return Ended(first.end)
    return Ended(first.end, queries.record_names(connection, [first.record])[first.record][0])


def _set_otherwise(connection: Connection, record: EntryId, zero: ZeroSetting, limit: Decimal) -> Iterator[_Found]:
    table = schema.zero_setting
    query = select(table.c.post, table.c.sequence, table.c.record_post, table.c.record_sequence, table.c.blocks)
    query = query.where(
        table.c.post == record.post, table.c.instrument == zero.instrument, table.c.sequence > zero.id.sequence
    )
    later: dict[EntryId, dict[EntryId, ZeroSetting]] = {}  # by record: few zeros are set on the same blocks
    for line in connection.execute(query.where(_is_other(table, record))):
        other = EntryId(line.record_post, line.record_sequence)
        if msgspec.json.decode(line.blocks, type=tuple[str, ...]) != zero.blocks:
            yield _Found(line.sequence, ZeroEnd.OTHER_STACK, other)
            continue
        if other not in later:
            later[other] = {one.id: one for one in queries.load_record(connection, other).zero_settings}
        if is_read_otherwise(zero, later[other][EntryId(line.post, line.sequence)], limit):
            yield _Found(line.sequence, ZeroEnd.READ_OTHERWISE, other)


def _mounted(connection: Connection, record: EntryId, instrument: str, since: int) -> Iterator[_Found]:
    table = schema.record_event
    if table.name not in schema.tables(queries.schema_version(connection)):
        return
    query = select(table.c.sequence, table.c.record_post, table.c.record_sequence).where(
        table.c.kind == events.kind_of(MountingProven),
        table.c.post == record.post,  # another post has its own instruments in hand
        table.c.sequence > since,
        func.json_extract(table.c.facts, "$.instrument") == instrument,
        _is_other(table, record),
    )
    for line in connection.execute(query):
        yield _Found(line.sequence, ZeroEnd.MOUNTED, EntryId(line.record_post, line.record_sequence))


def _acted_on(connection: Connection, post: str, instrument: str, since: int) -> Iterator[_Found]:
    """Acts of this post, and those of the home post from when they came down."""
    table = schema.means_event
    if table.name not in schema.tables(queries.schema_version(connection)):
        return
    query = select(table.c.post, table.c.sequence, table.c.kind)
    order = homes.order(connection)
    for line in connection.execute(query.where(table.c.number == instrument, table.c.kind.in_(_ACTS))):
        place = order.known_at(post, line.sequence).sequence if line.post == order.home != post else line.sequence
        if place > since and line.post in (post, order.home):
            yield _Found(place, _ACTS[line.kind])


def _is_other(table: Table, record: EntryId) -> ColumnElement[bool]:
    return or_(table.c.record_post != record.post, table.c.record_sequence != record.sequence)
