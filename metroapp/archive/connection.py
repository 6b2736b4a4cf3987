"""Opening `archive.sqlite`, for the one writer and for any number of readers.

Writers get WAL with `synchronous=FULL`: a commit that returned survives a power cut. Readers never write, not even
a lock file, so that a record can be consulted on a read-only medium.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool, Pool, StaticPool
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.util import LRUCache

from metroapp.archive import durability, schema
from metroapp.archive.first_look import SCHEMA_VERSION, refusal_of, require_known_version
from metroapp.archive.folding import folded
from metroapp.domain.message import Refusal

_BUSY_TIMEOUT_S = 10.0
_COMPILED = LRUCache[Any, Any](500)  # statements of all archives; as many as SQLAlchemy keeps for one
# A damaged page can break the schema, a name in it (UnicodeDecodeError) or a value.
_UNREADABLE = (SQLAlchemyError, sqlite3.Error, ValueError, TypeError)


def open_for_writing(path: Path) -> Engine:
    """Engine of the writer; creates the tables and the triggers in a new file.

    Refuses `archive.unreadable` (not an archive), `archive.newer` (made by a later version), `workspace.full`,
    `workspace.read_only`.
    """

    def connect() -> sqlite3.Connection:
        connection = _known_to_fold(
            sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={durability.SYNCHRONOUS}")
        # Without this, INSERT OR REPLACE would delete a sealed row and no trigger would see it.
        connection.execute("PRAGMA recursive_triggers=ON")
        return connection

    engine = _engine(NullPool, connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.begin() as connection:
            if not inspect(connection).has_table("schema_version"):
                create_plan(connection)
            _require_version(connection)
    except _UNREADABLE as error:
        engine.dispose()
        raise _opening_refusal(error, path) from error
    return engine


def open_copy(path: Path) -> Engine:
    """Engine of a copy that nobody else knows: with no journal beside it and never flushed, it is thrown away whole
    where something fails, and flushed once by whoever keeps it.
    """

    def connect() -> sqlite3.Connection:
        connection = _known_to_fold(sqlite3.connect(path, isolation_level=None, check_same_thread=False))
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        return connection

    engine = _engine(NullPool, connect)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def open_for_reading(path: Path) -> Engine:
    """Engine of a reader. Refuses `archive.absent`, `archive.unreadable`.

    An archive that a later version made can be read: a later version only adds. What it added is not seen.
    """
    if not path.is_file():
        raise Refusal("archive.absent", path=path)
    refusal: Refusal | None = None
    for options in ("mode=ro", "immutable=1"):
        # A WAL file in a folder that cannot be written opens only as immutable, which is right when no log is pending.
        if options == "immutable=1" and _has_pending_log(path):
            break
        engine = _engine(NullPool, _read_only(f"{path.resolve().as_uri()}?{options}"))
        try:
            with engine.connect() as connection:
                if not inspect(connection).has_table("schema_version"):
                    raise Refusal("archive.unreadable", path=path)
                connection.execute(select(schema.schema_version.c.version)).scalar_one()
            return engine
        except _UNREADABLE as error:
            engine.dispose()
            refusal = _opening_refusal(error, path)
    assert refusal is not None
    raise refusal


def _read_only(uri: str) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        return _known_to_fold(
            sqlite3.connect(uri, uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        )

    return connect


def _known_to_fold(connection: sqlite3.Connection) -> sqlite3.Connection:
    """With `folded(text)` and `as_json(text)` in its SQL, by which `archive.facets` derives."""
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("as_json", 1, _as_json, deterministic=True)
    return connection


def _as_json(said: str) -> str | None:
    """A text of JSON; None where SQLite would make texts of it that are none (half a sign)."""
    try:
        msgspec.json.decode(said)
    except (ValueError, RecursionError):
        return None
    return said


def open_in_memory() -> Engine:
    """Engine of an empty database that is gone with it."""
    return _engine(StaticPool, lambda: _known_to_fold(sqlite3.connect(":memory:", check_same_thread=False)))


def _engine(pool: type[Pool], connect: Callable[[], Any]) -> Engine:
    """What compiling found out for one archive serves the others: a reader is opened for each page that is shown, and
    compiling the queries took longer than they did."""
    common = _common()
    engine = Engine(pool(connect, dialect=common.dialect), common.dialect, common.url)
    engine.update_execution_options(compiled_cache=_COMPILED)
    return engine


@cache
def _common() -> Engine:
    """Holds the dialect that all share, which learns at its first connection what this SQLite can do."""
    engine = create_engine("sqlite+pysqlite://", poolclass=NullPool)
    engine.connect().close()
    return engine


def _has_pending_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def create_plan(connection: Connection) -> None:
    """The tables, the indexes and the triggers of a new archive."""
    for text in _plan():
        connection.exec_driver_sql(text)
    connection.execute(schema.schema_version.insert().values(version=SCHEMA_VERSION))


@cache
def _plan() -> tuple[str, ...]:
    dialect, texts = _common().dialect, []
    for table in schema.metadata.sorted_tables:
        texts.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        texts += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return (*texts, schema.WORDS_TABLE, *schema.triggers().values())


def _require_version(connection: Connection) -> None:
    require_known_version(connection.execute(select(schema.schema_version.c.version)).scalar_one())


def _opening_refusal(error: Exception, path: Path) -> Refusal:
    """Whatever stops the reading of a file's first pages, the file is not an archive that can be read."""
    try:
        return storage_refusal(error, path)
    except _UNREADABLE:
        return Refusal("archive.unreadable", path=path)


def storage_refusal(error: Exception, path: Path | None = None) -> Refusal:
    """The refusal that says what the database reported, for the failures that a user can do something about.

    Raises the error itself when it is a defect of the program.
    """
    refusal = refusal_of(error.orig if isinstance(error, DatabaseError) else error, path)
    if refusal is None:
        raise error
    return refusal
