"""What a comparator was set for since a zero of one record, in the others."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from metroapp.archive import events, queries, schema
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import MountingProven, ZeroSetting


def set_elsewhere(connection: Connection, record: EntryId, zero: ZeroSetting) -> str | None:
    """The number of the first other record that set this comparator on other blocks, or mounted it anew, after a zero;
    None where none did."""
    setting, proven = schema.zero_setting, schema.record_event
    found: list[tuple[int, str, int]] = []
    query = select(setting.c.sequence, setting.c.record_post, setting.c.record_sequence, setting.c.blocks)
    query = query.where(setting.c.instrument == zero.instrument, setting.c.sequence > zero.id.sequence)
    for line in connection.execute(query.where(_is_other(setting, record))):
        if msgspec.json.decode(line.blocks, type=tuple[str, ...]) != zero.blocks:
            found.append((line.sequence, line.record_post, line.record_sequence))
    if proven.name in schema.tables(queries.schema_version(connection)):
        columns = select(proven.c.sequence, proven.c.record_post, proven.c.record_sequence)
        mounted = and_(
            proven.c.kind == events.kind_of(MountingProven),
            proven.c.sequence > zero.id.sequence,
            func.json_extract(proven.c.facts, "$.instrument") == zero.instrument,
        )
        found += [tuple(line) for line in connection.execute(columns.where(mounted, _is_other(proven, record)))]
    if not found:
        return None
    _, post, sequence = min(found)
    id = EntryId(post, sequence)
    return queries.record_names(connection, [id])[id][0]


def _is_other(table: Table, record: EntryId) -> ColumnElement[bool]:
    return or_(table.c.record_post != record.post, table.c.record_sequence != record.sequence)
