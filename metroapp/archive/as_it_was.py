"""The archive as it was after an entry, for the queries of today: what a document was issued from.

Temporary views hide, for one connection alone, the sealed rows written since; a name without a schema finds them first.
Nothing is written in the archive. Derived tables, which only know the present, are not to be read through it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from metroapp.archive import homes, queries, schema
from metroapp.domain.measurement import EntryId


def go_back(connection: Connection, until: EntryId) -> None:
    """Hide from a connection what its post wrote after `until`, and what it had not seen yet of the home post."""
    known = schema.tables(queries.schema_version(connection))
    post = until.post.replace("'", "''")
    order = homes.order(connection)
    seen = order.seen_by(EntryId(until.post, until.sequence + 1))
    later = f" OR (post = '{order.home}' AND sequence > {seen:d})" if order and until.post != order.home else ""
    for table in schema.SEALED:
        if table.name in known:
            connection.exec_driver_sql(
                f"CREATE TEMP VIEW {table.name} AS SELECT * FROM main.{table.name} "
                f"WHERE NOT ((post = '{post}' AND sequence > {until.sequence:d}){later})"
            )
