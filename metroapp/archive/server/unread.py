"""The acts that posts sealed as no program of ours would: their chains are sound, so they came and are kept; nobody can
read what they say. They are named, and hide nothing of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg

from metroapp.archive import rows, schema
from metroapp.archive.events import UNREAD
from metroapp.domain.measurement import EntryId

# Gestures of a record are read with it, by `derived_check`.
_READ: tuple[tuple[Any, Any], ...] = (
    (schema.means_event, rows.act_from),
    (schema.treatment_event, rows.treatment_from),
    (schema.work_order_event, rows.paper_from),
    (schema.process_event, rows.process_from),
    (schema.session_event, rows.session_from),
)


def acts(server: psycopg.Connection[Any]) -> Iterator[EntryId]:
    """The entries of such acts, in the transaction of the caller."""
    names = ("post", "sequence", "kind", "facts", "person")
    for table, read in _READ:
        columns = ", ".join(f"t.{name}" for name in names)
        query = f"""SELECT {columns}, j.at FROM {table.name} t
            JOIN journal j ON j.post = t.post AND j.sequence = t.sequence ORDER BY t.post, t.sequence, t."row" """
        for *values, at in server.execute(query):
            row = dict(zip(names, values, strict=True))
            try:
                read(row, at, str)
            except UNREAD:
                yield EntryId(row["post"], row["sequence"])
