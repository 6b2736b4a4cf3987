"""Deriving again what an upgrade left to be: the lines of the records, the facets and the words of the search."""

from __future__ import annotations

from sqlalchemy import Connection

from metroapp.archive import facets, queries
from metroapp.archive.derived_line import write_derived


def derive_again(connection: Connection) -> None:
    """Do it where it is to be done, in the transaction of the caller."""
    for id in queries.stale_records(connection):
        write_derived(connection, queries.load_record(connection, id))
    if facets.are_to_be_made(connection):
        facets.derive_all(connection)
