"""The steps from each version of the archive to the next: one frozen Alembic revision each, in `versions`.

They only add: sealed tables are never rebuilt (no batch mode), so every old row, entry and digest stays as it was
written. What is derived may be made again. Tests hold what they emit against `metroapp.archive.schema`, and against
what a step may do.

Alembic is loaded with this package, and this package where there is something to upgrade.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event

from metroapp.archive import schema
from metroapp.archive.first_look import OLDEST_VERSION, SCHEMA_VERSION

FOLDER = Path(__file__).parent
# Where Alembic keeps the revision reached, gone with the connection: a file says its version in `schema_version` alone.
_REACHED = "revision_reached"
# The steps speak through one object of Alembic, which is of the process: two archives would be written as one.
_ONE_AT_A_TIME = threading.Lock()


def migrate(connection: Connection, version: int) -> dict[int, list[str]]:
    """Take every step from a version to the present one, in the transaction of the caller; what is derived is left to
    be so again. Gives the statements of each step, by the version that it leads to."""
    scripts = ScriptDirectory(FOLDER)
    start = "base" if version == OLDEST_VERSION else str(version)
    taken: dict[int, list[str]] = {}

    def steps(_reached: object, _context: MigrationContext) -> Iterator[MigrationStep]:
        for script in reversed(list(scripts.iterate_revisions("head", start))):
            taken[int(script.revision)] = []
            yield MigrationStep.upgrade_from_script(scripts.revision_map, script)

    def hear(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if taken and _REACHED not in statement:
            taken[max(taken)].append(statement)

    connection.exec_driver_sql(f"CREATE TEMP TABLE {_REACHED} (version_num VARCHAR(32) NOT NULL)")
    context = MigrationContext.configure(connection, opts={"fn": steps, "version_table": _REACHED})
    context.stamp(scripts, start)
    event.listen(connection, "before_cursor_execute", hear)
    try:
        with _ONE_AT_A_TIME, Operations.context(context):
            context.run_migrations()
    finally:
        event.remove(connection, "before_cursor_execute", hear)
    connection.execute(schema.schema_version.update().values(version=SCHEMA_VERSION))
    return taken
