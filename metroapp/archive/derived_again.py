"""What an upgrade left to be: whose file it is, the lines of the records, the facets and the words of the search."""

from __future__ import annotations

from sqlalchemy import Connection, select

from metroapp.archive import facets, queries, schema
from metroapp.archive.derived_line import line_of, put_line, write_derived


def derive_again(connection: Connection) -> None:
    """Do it where it is to be done, in the transaction of the caller."""
    if connection.execute(select(schema.this_post.c.post)).first() is None:  # before version 8, a file had one post
        founded = select(schema.workshop.c.post).order_by(schema.workshop.c.sequence).limit(1)
        connection.execute(schema.this_post.insert().from_select(["post"], founded))
    own = connection.execute(select(schema.this_post.c.post)).scalar_one_or_none()
    for id in queries.stale_records(connection):
        if id.post == own:
            write_derived(connection, queries.load_record(connection, id))
        elif (line := line_of(connection, id)) is not None:  # what another post sealed keeps no file closed
            put_line(connection, line)
    if facets.are_to_be_made(connection):
        facets.derive_all(connection)
