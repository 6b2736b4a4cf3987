"""What is recorded of each person, and the erasure of a name: the one thing that the archive forgets.

The journal seals a salted digest of a name: once name and salt are gone, its number names nobody. The name goes from
`person_identity` and from the words by which records are found, in the transaction that writes the entry; then the file
is written anew (VACUUM), since the free space of a database still holds what was deleted, and its log is emptied.
Copies made before are not touched: backups, and documents that were printed or exported.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from metroapp.archive import facets, queries, schema
from metroapp.archive.journal import from_microseconds
from metroapp.domain.retention import RecordedKind

_log = logging.getLogger(__name__)

# The `user_version` of a file that holds a name that was erased, until it is written anew.
_STILL_IN_FREE_SPACE = 1
_STILL_IN_INDEX = 2  # of the words, too


@dataclass(frozen=True, slots=True)
class RecordedRows:
    """Rows of one kind under the number of a person."""

    person_id: str
    kind: RecordedKind
    count: int
    first: datetime
    last: datetime


_OF_RECORD = "JOIN main.record r ON r.post = t.record_post AND r.sequence = t.record_sequence"
_SIMULATED = f"iif(r.simulated, '{RecordedKind.SIMULATED.value}', '{RecordedKind.PRODUCTION.value}')"
_SIGNED_BY, _DECIDED_BY = "json_extract(t.facts, '$.granted_by')", "json_extract(t.facts, '$.decided.by')"
_OPERATOR = "json_extract(t.facts, '$.operator')"
_OPERATORS = "JOIN json_each(t.facts, '$.operators') one ON one.value IS NOT t.person"  # whoever opened it counts once
_ACTOR = "JOIN main.journal a ON a.post = t.post AND a.sequence = t.sequence"


def _of(kind: RecordedKind) -> str:
    return f"'{kind.value}'"


# Table, the columns that name people, the kind of what its rows record, and the rows that these are found in. A row
# that names somebody twice counts once.
_SAID_BY: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    ("record", ("r.operator",), _SIMULATED, "record r"),
    *(
        (table, ("t.person",), _SIMULATED, f"{table} t {_OF_RECORD}")
        for table in ("measurement", "impossible", "zero_setting", "closing")
    ),
    ("concession", ("t.person", "t.granted_by"), _SIMULATED, f"concession t {_OF_RECORD}"),
    ("record_event", ("t.person", _SIGNED_BY), _SIMULATED, f"record_event t {_OF_RECORD}"),
    ("work_order_event", ("t.person", _SIGNED_BY), _of(RecordedKind.PRODUCTION), "work_order_event t"),
    *((table, ("a.actor",), _of(RecordedKind.MEANS), f"{table} t {_ACTOR}") for table in ("instrument", "gauge_block")),
    ("means_event", ("t.person", _SIGNED_BY, _DECIDED_BY), _of(RecordedKind.MEANS), "means_event t"),
    ("received_package", ("t.person",), _of(RecordedKind.PRODUCTION), "received_package t"),
    ("treatment_event", ("t.person", _SIGNED_BY), _of(RecordedKind.TREATMENT), "treatment_event t"),
    ("process_event", ("t.person", _SIGNED_BY, _OPERATOR), _of(RecordedKind.PRODUCTION), "process_event t"),
    ("process_event", ("one.value",), _of(RecordedKind.PRODUCTION), f"process_event t {_OPERATORS}"),
    ("session_event", ("t.person", _SIGNED_BY, _OPERATOR), _of(RecordedKind.PRODUCTION), "session_event t"),
    ("session_event", ("one.value",), _of(RecordedKind.PRODUCTION), f"session_event t {_OPERATORS}"),
    ("part_revision", ("t.person",), _of(RecordedKind.PARTS), "part_revision t"),
    ("person", ("t.person_id",), _of(RecordedKind.ACCOUNT), "person t"),
    *(
        (table, ("t.person", "t.person_id"), _of(RecordedKind.ACCOUNT), f"{table} t")
        for table in ("person_role", "secret_change")
    ),
    *(
        (table, ("t.person",), _of(RecordedKind.ACCOUNT), f"{table} t")
        for table in ("workshop_rule", "signing_key", "name_erasure")
    ),
)
TABLES = frozenset(table for table, *_ in _SAID_BY)


def recorded(connection: Connection, person_id: str | None = None) -> list[RecordedRows]:
    """What is recorded of everybody, or of one person, by kind. No record is loaded; all rows are read."""
    known = schema.tables(queries.schema_version(connection))
    said = " UNION ALL ".join(query for table, query in _queries(one=person_id is not None) if table in known)
    found = connection.execute(
        text(
            "SELECT said.person, said.kind, count(*) AS count, min(j.at) AS first, max(j.at) AS last "
            f"FROM ({said}) said JOIN main.journal j ON j.post = said.post AND j.sequence = said.sequence "
            "GROUP BY said.person, said.kind"
        ),
        {} if person_id is None else {"person": person_id},
    )
    return [
        RecordedRows(
            line["person"],
            RecordedKind(line["kind"]),
            line["count"],
            from_microseconds(line["first"]),
            from_microseconds(line["last"]),
        )
        for line in found.mappings()
    ]


def _queries(*, one: bool) -> Iterator[tuple[str, str]]:
    """For each table, the rows that name somebody: each other column where no column before it says the same."""
    for table, columns, kind, source in _SAID_BY:
        own = source.split()[1]
        for place, column in enumerate(columns):
            asked = [f"{column} = :person" if one else f"{column} IS NOT NULL AND {column} <> ''"]
            asked += [f"{column} IS NOT {before}" for before in columns[:place]]
            yield (
                table,
                (
                    f"SELECT {column} AS person, {kind} AS kind, {own}.post AS post, {own}.sequence AS sequence "
                    f"FROM main.{source} WHERE {' AND '.join(asked)}"
                ),
            )


def forget(connection: Connection, person_id: str, *, at_once: bool = True) -> None:
    """Delete a name where it stands, in the transaction of the entry that says so; `write_anew` comes after it.

    Not `at_once`: what takes as long as the archive is large is left to it, where somebody measures meanwhile.
    """
    # What this transaction deletes is overwritten at once; what earlier ones left of the name waits for `write_anew`.
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    connection.execute(text("DELETE FROM person_identity WHERE person_id = :id"), {"id": person_id})
    (facets.forget_name if at_once else facets.name_changed)(connection, person_id)
    is_left = not at_once or connection.exec_driver_sql("PRAGMA user_version").scalar_one() == _STILL_IN_INDEX
    connection.exec_driver_sql(f"PRAGMA user_version={_STILL_IN_INDEX if is_left else _STILL_IN_FREE_SPACE}")


def write_anew(connection: sqlite3.Connection) -> bool:
    """Leave nothing of what was erased in the free space of the file, nor in its log; whether it could be done.

    Does nothing where nothing was erased. A disk that is full, or a reader that does not finish, leaves it to the next
    opening of the archive.
    """
    try:
        left = _value(connection, "PRAGMA user_version")
        if left not in (_STILL_IN_FREE_SPACE, _STILL_IN_INDEX):
            return True
        if left == _STILL_IN_INDEX:
            connection.execute(facets.MAKE_INDEX_AGAIN).close()
        connection.execute("VACUUM").close()
        if _value(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0:  # busy
            return False
        connection.execute("PRAGMA user_version=0").close()
    except sqlite3.Error:
        _log.exception("the archive could not be written anew after the erasure of a name")
        return False
    return True


def _value(connection: sqlite3.Connection, statement: str) -> int:
    with closing(connection.execute(statement)) as cursor:
        value: int = cursor.fetchone()[0]
        return value
