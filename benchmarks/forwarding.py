"""Entries of a post forwarded to a server: beside a bare COPY of the same rows, and beside one commit for each entry.

A real PostgreSQL of its own, with its flushes to the disk (fsync): `python -m benchmarks.forwarding [ENTRIES]`. The
three take turns on databases of their own, and the median of the rates is printed. The physical limit is beside: how
often this disk is flushed, and how many bytes an entry is.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from metroapp.archive.server import contact, forwarding, owner
from metroapp.domain.specification import Means
from metroapp.services.consultation import reading
from tests.server.cluster import Cluster
from tests.workbench import CALIPER, Shop, characteristic, part

ENTRIES, TURNS, A_DAY = 4_000, 3, 8_000  # a day: 1,000 pieces of eight sizes
_NUMBERS = count(1)
Connect = Callable[[str], Any]


def main(entries: int) -> None:
    cluster = Cluster("fsync = on", "log_statement = none")
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        shop.open(part(*(characteristic(str(n), "35 ±0,1", Means.CALIPER) for n in range(1, 9))), pieces=1_000)
        for begun in range(0, entries, 500):
            shop.read(CALIPER, *(f"35.{at % 90:02d}" for at in range(begun, min(begun + 500, entries))))
        shop.close()
        ways = {"ours, 500 together": _ours(500), "ours, one commit each": _ours(1), "bare COPY": _copied}
        rates: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(TURNS):
            for name, way in ways.items():
                most = entries if name != "ours, one commit each" else entries // 8
                rates[name].append(way(cluster, shop, most))
    cluster.stop()
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, found in medians.items():
        print(f"{name:24} {found:9,.0f} entries/s   {found / medians['bare COPY']:.3f} of COPY")
    print(f"a post after a day offline ({A_DAY:,} entries): {A_DAY / medians['ours, 500 together']:.1f} s")
    print(f"physical limit: {_flushes():,.0f} flushes/s of this disk")


def _ours(together: int) -> Callable[[Cluster, Shop, int], float]:
    def run(cluster: Cluster, shop: Shop, most: int) -> float:
        database = _database(cluster)
        with contact.reached(cluster.address(database=database), cluster.secret, planned=False) as server:
            owner.make(server)
            account, secret = owner.add_post(server, "P1")
        with (
            contact.reached(cluster.address(account, database), secret) as server,
            reading(shop.workspace) as connection,
        ):
            begun = time.perf_counter()
            sent = forwarding.forward(connection, server, "P1", lambda sent, _of: sent < most, together)
            return sent / (time.perf_counter() - begun)

    return run


def _copied(cluster: Cluster, shop: Shop, _most: int) -> float:
    """The same bytes into tables without a key, a digest or a check: the least that a server can do."""
    with contact.reached(cluster.address(database=_database(cluster)), cluster.secret, planned=False) as server:
        server.execute("CREATE TABLE journal (a bigint, b int, c text, d bigint, e text, f bytea, g bytea, h bytea)")
        server.execute("CREATE TABLE line (a text, b text)")
        with reading(shop.workspace) as connection:
            begun, sent = time.perf_counter(), 0
            for batch in forwarding.batches(connection, "P1", 0):
                rows = [
                    (table, bytes(row).decode())
                    for table, text in batch.rows.items()
                    for row in msgspec.json.decode(text, type=list[msgspec.Raw])
                ]
                with server.transaction():
                    for table, lines in (("journal", batch.entries), ("line", rows)):
                        with server.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                            for line in lines:
                                copy.write_row(line)
                sent += len(batch.entries)
            return sent / (time.perf_counter() - begun)


def _database(cluster: Cluster) -> str:
    name = f"bench_{next(_NUMBERS)}"
    with contact.reached(cluster.address(), cluster.secret, planned=False) as server:
        server.execute(f"CREATE DATABASE {name}")
    return name


def _flushes() -> float:
    with tempfile.NamedTemporaryFile(dir="/var/tmp") as file:
        begun, done = time.perf_counter(), 0
        while time.perf_counter() - begun < 1:
            file.write(b"x" * 512)
            file.flush()
            os.fdatasync(file.fileno())
            done += 1
        return done / (time.perf_counter() - begun)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES)
