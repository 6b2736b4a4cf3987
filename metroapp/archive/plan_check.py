"""The plan of an archive: its tables, indexes and triggers are those that this program makes, and no other."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Connection, text

from metroapp.archive import queries, schema
from metroapp.archive.chain_check import Broken
from metroapp.archive.connection import create_plan, open_in_memory
from metroapp.archive.first_look import SCHEMA_VERSION, require_known_version

_NAMED = text("SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")


def check_plan(connection: Connection) -> int:
    """The version of the plan; raises `Broken` for what is not of it. Refuses `archive.newer`."""
    version = queries.schema_version(connection)
    require_known_version(version)
    lines = list(connection.execute(_NAMED))
    _check_tables(connection, version, [line.name for line in lines if line.type in ("table", "view")])
    _check_triggers(version, {line.name: line.sql for line in lines if line.type == "trigger"})
    if version == SCHEMA_VERSION:  # an older plan is checked once it is brought up to date
        found = {line.name: _plain(line.sql) for line in lines}
        for name in sorted(found.keys() | planned().keys()):
            if found.get(name) != planned().get(name):
                raise Broken("plan_changed", "sqlite_master", name)
    return version


def _check_tables(connection: Connection, version: int, present: list[str]) -> None:
    planned = schema.tables(version)
    kept = (schema.WORDS, *schema.WORDS_KEPT_IN) if version >= schema.WORDS_SINCE else ()
    for name in present:
        if name not in planned and name not in kept:
            raise Broken("unknown_table", name, "")
    for name in planned:
        if name not in present:
            raise Broken("file_damaged", name, "1")
        columns = {line.name for line in connection.execute(text(f"PRAGMA table_info({name})"))}
        if columns != {column.name for column in schema.columns(planned[name], version)}:
            raise Broken("columns_changed", name, "")


def _check_triggers(version: int, found: dict[str, str]) -> None:
    planned = schema.triggers(version)
    for name in sorted(planned.keys() | found.keys()):
        if found.get(name) != planned.get(name):
            raise Broken("trigger_changed", "sqlite_master", name)


@cache
def planned() -> dict[str, str]:
    """What a new archive says of each table, index and trigger, without its blanks."""
    engine = open_in_memory()
    with engine.begin() as connection:
        create_plan(connection)
        found = {line.name: _plain(line.sql) for line in connection.execute(_NAMED)}
    engine.dispose()
    return found


def _plain(sql: str | None) -> str:
    return "".join((sql or "").split())
