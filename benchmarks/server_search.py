"""The same searches on the file of a post and on a server that holds the same records, side by side.

A real PostgreSQL of its own: `python -m benchmarks.server_search [--archive FILE] [--records N]`. Its sealed rows are
copied from an archive made by `benchmarks.large_archive`, of this version or of one before, and what is derived is
given by the post as in its ordinary life. Medians and 95th percentiles, warm, in milliseconds; nothing is asserted.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from benchmarks.archive_search import ROUNDS, YEAR, _figures, cases, milliseconds
from benchmarks.large_archive import BEGAN, BETWEEN_RECORDS, PARTS, PER_RECORD, POST, fill
from metroapp.archive import history, pareto, queries, schema, search
from metroapp.archive.connection import open_for_reading
from metroapp.archive.server import contact, derived_forwarding, owner, plan, reading
from metroapp.domain.record_search import RecordSearch
from tests.server.cluster import Cluster

_AT_ONCE = 5_000  # rows
_SETTINGS = (
    "shared_buffers = 1GB", "maintenance_work_mem = 512MB", "max_wal_size = 8GB", "log_statement = none",
    "random_page_cost = 1.1",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="one made by benchmarks.large_archive")
    parser.add_argument("--records", type=int, default=1_000)
    asked = parser.parse_args()
    cluster = Cluster(*_SETTINGS)
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = asked.archive or Path(folder) / "archive.sqlite"
            if asked.archive is None:
                fill(path, asked.records)
            address, secret = _filled(cluster, path)
            measure(path, address, secret)
    finally:
        cluster.stop()


def _filled(cluster: Cluster, path: Path) -> tuple[contact.Address, str]:
    """A server with the rows of the archive; how a reader reaches it."""
    with contact.reached(cluster.address(), cluster.secret, planned=False) as server:
        server.execute("CREATE DATABASE atelier")
    began = time.perf_counter()
    with contact.reached(cluster.address(database="atelier"), cluster.secret, planned=False) as server:
        server.execute("SET statement_timeout = 0")
        owner.make(server)
        account, secret = owner.add_post(server, POST)
        reader, word = owner.add_reader(server, "jury")
        indexes = "SELECT format('DROP INDEX %%s', indexrelid::regclass) FROM pg_index JOIN pg_class ON oid = indrelid"
        for (drop,) in server.execute(
            f"{indexes} WHERE relnamespace = %s::regnamespace AND NOT indisprimary", (plan.SCHEMA,)
        ).fetchall():
            server.execute(drop)
        rows = _copy(server, path)
        owner.upgrade(server)  # makes the indexes again
        last = f"SELECT sequence, digest FROM {plan.SCHEMA}.journal WHERE post = %s ORDER BY sequence DESC LIMIT 1"
        entries, head = server.execute(last, (POST,)).fetchone() or (0, b"")
        server.execute(f"UPDATE {plan.SCHEMA}.post SET entries = %s, head = %s", (entries, head))
    print(f"{rows:,} rows copied in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    engine = open_for_reading(path)
    with contact.reached(cluster.address(account, "atelier"), secret) as server, engine.connect() as connection:
        given = derived_forwarding.derive(connection, server, POST, entries)
    engine.dispose()
    print(f"{given:,} records derived in {time.perf_counter() - began:.0f} s")
    with contact.reached(cluster.address(database="atelier"), cluster.secret) as server:
        server.execute("SET statement_timeout = 0")
        server.execute("VACUUM ANALYZE")  # as the server does by itself in its idle moments
        (size,) = server.execute("SELECT pg_size_pretty(pg_database_size('atelier'))").fetchone() or ("",)
    print(f"file {path.stat().st_size / 2**20:,.0f} MB, database {size}")
    return cluster.address(reader, "atelier"), word


def _copy(server: Any, path: Path) -> int:
    """The sealed rows, as they are."""
    bare, copied = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), 0
    (version,) = bare.execute("SELECT version FROM schema_version").fetchone()
    for name, table in schema.tables(version).items():
        if table not in schema.SEALED and table is not schema.person_identity:
            continue
        columns = ", ".join(f'"{column.name}"' for column in schema.columns(table, version))
        found = bare.execute(f"SELECT {columns} FROM {name}")
        with server.cursor() as cursor, cursor.copy(f"COPY {plan.SCHEMA}.{name} ({columns}) FROM STDIN") as copy:
            while lines := found.fetchmany(_AT_ONCE):
                for line in lines:
                    copy.write_row(line)
                copied += len(lines)
    bare.close()
    return copied


def measure(path: Path, address: contact.Address, secret: str) -> None:
    engine = open_for_reading(path)
    with engine.connect() as here, reading.opened(address, secret) as there:
        records = len(queries.record_lines(here))
        draw, taken = random.Random(7), dict[str, tuple[list[float], list[float]]]()

        def note(title: str, work: Callable[[Connection], object]) -> None:
            of = taken.setdefault(title, ([], []))
            assert work(here) == work(there), title  # warm, and the same
            for connection, times in zip((here, there), of, strict=True):
                times.append(milliseconds(lambda connection=connection: work(connection)))

        for _ in range(ROUNDS):
            for title, one in cases(draw, records):
                note(title, lambda connection, one=one: search.found_records(connection, one))
            part, balloon = f"REF-{draw.randrange(PARTS) + 1:04}", str(draw.randrange(1, 11))
            note(
                "history of a characteristic",
                lambda connection, part=part, balloon=balloon: history.past_values(connection, part, balloon),
            )
        for year in range(min(10, ROUNDS)):
            since = BEGAN + timedelta(days=365 * (year % max(1, int(records * BETWEEN_RECORDS / YEAR))))
            note(
                "bad values of a year, by characteristic",
                lambda connection, since=since: sorted(map(str, pareto.bad_counts(connection, since, since + YEAR))),
            )
        for one in search.found_records(here, RecordSearch())[:20]:
            note(
                "a record, opened",
                lambda connection, id=one.line.id: queries.load_record(connection, id).sorting(),
            )
    engine.dispose()
    print(f"{records:,} records, {records * PER_RECORD:,} values; goal: p95 10 ms, 20 a history, 100 a year")
    print(f"{'ms':<42}{'file':>10}{'p95':>10}{'server':>10}{'p95':>10}")
    for title, (local, far) in taken.items():
        print(f"{title:<42}" + "".join(f"{one:10.2f}" for one in (*_figures(local), *_figures(far))))


if __name__ == "__main__":
    main()
