"""Entries taken out of an archive, read with the queries of any archive: an archive in memory of these entries alone.

It has gaps where the others were, so it is for reading; what it proves is said by `metroapp.archive.sealed_check`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from metroapp.archive import schema, seal
from metroapp.archive.connection import create_plan, open_in_memory
from metroapp.archive.sealed_check import Sealed
from metroapp.domain.measurement import EntryId

_TABLES = {str(table.name): table for table in schema.SEALED_ROWS}


@contextmanager
def extract(parts: Iterable[Sealed]) -> Iterator[Connection]:
    """An archive of what was taken out of one workshop, for as long as it is read."""
    engine = open_in_memory()
    try:
        with engine.begin() as connection:
            create_plan(connection)
            _fill(connection, parts)
            yield connection
    finally:
        engine.dispose()


def _fill(connection: Connection, parts: Iterable[Sealed]) -> None:
    there: set[EntryId] = set()
    people: dict[str, tuple[str, bytes]] = {}
    for part in parts:
        people |= part.people
        for one in part.entries:
            if one.id in there:
                continue  # the same keys, people and means are around each record
            there.add(one.id)
            connection.execute(schema.journal.insert(), {**one.entry, "manifest": seal.manifest(one.rows)})
            for table, row in one.rows:
                connection.execute(_TABLES[table].insert(), row)
    for id, (name, salt) in people.items():
        connection.execute(schema.person_identity.insert(), {"person_id": id, "name": name, "salt": salt})
