"""A page of the nonconforming values of an archive of many records: the first one, the fiftieth, and a search.

The records are copies of one that was really measured, written with the database alone: what is timed is only read.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from metroapp.archive.nonconformities import BadValue
from metroapp.domain.measurement import EntryId
from metroapp.domain.specification import Means
from metroapp.services import consultation
from tests.workbench import CALIPER, Shop, characteristic, part

PIECES = 5


def fill(folder: Path, records: int) -> Shop:
    """A workshop with that many records of 4 × 5 values, one of each 20 not good."""
    shop = Shop(folder)
    shop.open(part(*(characteristic(str(balloon), "35 ±0,1", Means.CALIPER) for balloon in range(1, 5))), PIECES)
    shop.read(CALIPER, *("35.02",) * (4 * PIECES - 1), "35.20")
    connection = sqlite3.connect(folder / "archive.sqlite")
    for table in ("journal", "record", "measurement"):
        connection.execute(f"CREATE TEMP TABLE copied_{table} AS SELECT * FROM {table}")
    (first,) = connection.execute("SELECT sequence FROM copied_record").fetchone()
    (last,) = connection.execute("SELECT max(sequence) FROM copied_journal").fetchone()
    size = last - first + 1
    for table in ("journal", "record", "measurement"):
        names = [line[1] for line in connection.execute(f"PRAGMA table_info({table})")]
        moved = [f"{name} + n * {size}" if name in ("sequence", "record_sequence") else name for name in names]
        connection.execute(
            f"WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < {records - 1}) "
            f"INSERT INTO {table} SELECT {', '.join(moved)} FROM copied_{table}, many WHERE sequence >= {first}"
        )
    connection.commit()
    connection.close()
    return shop


def timed(name: str, asked: Callable[[], list[BadValue]]) -> list[BadValue]:
    begun = time.perf_counter()
    found = asked()
    print(f"{name:36} {len(found):4} lines  {1000 * (time.perf_counter() - begun):8.1f} ms")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    records = parser.parse_args().records
    with tempfile.TemporaryDirectory() as folder:
        shop = fill(Path(folder), records)
        workspace = shop.workspace
        consultation.bad_values(workspace)  # loads the database layer
        timed("first page", lambda: consultation.bad_values(workspace))
        timed("first page, with replaced values", lambda: consultation.bad_values(workspace, with_replaced=True))
        middle = EntryId("P1", records * 10)
        timed("page in the middle", lambda: consultation.bad_values(workspace, before=middle))
        timed("word found everywhere", lambda: consultation.bad_values(workspace, "camille"))
        timed("word found nowhere", lambda: consultation.bad_values(workspace, "introuvable"))
        shop.close()


if __name__ == "__main__":
    main()
