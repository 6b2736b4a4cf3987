"""The acts and the lines of registers that a post sealed as no program of ours would: its chain is sound, so they came
to the server and to other posts, and are kept; nobody can read what they say. They are named, and hide nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from metroapp.archive import rows, schema
from metroapp.archive.events import UNREAD
from metroapp.archive.signatures import OF_RECORD
from metroapp.domain.measurement import EntryId

_Reader = Callable[[dict[str, Any], int, Callable[[str], str]], object]


def _alone(read: Callable[[str], object], column: str = "facts") -> _Reader:
    return lambda row, _at, _name: read(row[column])


# What is said of a record is read with it.
_READ: tuple[tuple[Any, _Reader], ...] = (
    (schema.instrument, _alone(rows.instrument_from_json)),
    (schema.gauge_block, _alone(rows.gauge_block_from_json)),
    (schema.part_revision, rows.part_revision_from),
    (schema.workshop_rule, _alone(rows.rule_from, "rule")),
    (schema.means_event, rows.act_from),
    (schema.treatment_event, rows.treatment_from),
    (schema.work_order_event, rows.paper_from),
    (schema.process_event, rows.process_from),
    (schema.session_event, rows.session_from),
)


def acts(ask: Callable[[str], Iterable[Any]], known: Collection[str] = schema.metadata.tables) -> Iterator[EntryId]:
    """The entries of such acts, and those that say something of a record that was never opened; `ask` gives the lines
    of a query to a server or to an archive that has the tables of these names."""
    for table, read in _READ:
        if table.name not in known:
            continue
        names = [str(column.name) for column in table.c]
        columns = ", ".join(f't."{name}"' for name in names)
        query = f"""SELECT {columns}, j.at FROM {table.name} t
            JOIN journal j ON j.post = t.post AND j.sequence = t.sequence ORDER BY t.post, t.sequence, t."row" """
        for *values, at in ask(query):
            row = dict(zip(names, values, strict=True))
            try:
                read(row, at, str)
            except UNREAD:
                yield EntryId(row["post"], row["sequence"])
    for table in OF_RECORD:
        if table.name in known:
            query = f"""SELECT DISTINCT t.post, t.sequence FROM {table.name} t LEFT JOIN record r
                ON r.post = t.record_post AND r.sequence = t.record_sequence WHERE r.post IS NULL ORDER BY 1, 2"""
            for post, sequence in ask(query):
                yield EntryId(post, sequence)
