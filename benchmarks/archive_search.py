"""Finding records among ten million values: what the page of the archives asks, beside the same statements bare.

The bare statement is the one that the search makes, run by `sqlite3` alone; ours also ranks the facts, reads the names
and makes the lines. Medians and 95th percentiles, warm, are printed in milliseconds; nothing is asserted.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite

from benchmarks.large_archive import BEGAN, BETWEEN_RECORDS, INSTRUMENTS, MACHINES, PARTS, PER_RECORD, fill
from metroapp.archive import history, integrity, pareto, queries, search
from metroapp.archive.connection import open_for_reading
from metroapp.archive.journal import to_microseconds
from metroapp.domain.record_search import PAGE, Criterion, Facet, Outcome, RecordSearch

ROUNDS = 40
GOAL_MS = 10
TIMES_BARE, ALLOWED_MS = 3, 5  # of the 95th percentile of the bare statement, or what is allowed whatever it takes
YEAR = timedelta(days=365)


def cases(draw: random.Random, records: int) -> Iterator[tuple[str, RecordSearch]]:
    number = draw.randrange(records)
    at = BEGAN + number * BETWEEN_RECORDS
    part = Criterion(Facet.PART, f"REF-{draw.randrange(PARTS) + 1:04}")
    means = Criterion(Facet.INSTRUMENT, f"M-{draw.randrange(INSTRUMENTS) + 1:03}")
    machine = Criterion(Facet.MACHINE, f"T{draw.randrange(MACHINES):02}")
    bad = (Outcome.NONCONFORMING,)
    yield "the last ones", RecordSearch()
    yield "a number", RecordSearch(f"{number + 1:06}")
    yield "a work order and a word", RecordSearch(f"palier OF-{number // 3:06}")
    yield "two frequent words", RecordSearch("palier operateur")
    yield "words that nothing says", RecordSearch("introuvable")
    yield "a part", RecordSearch(criteria=(part,))
    yield "an instrument", RecordSearch(criteria=(means,))
    yield "a part and an instrument", RecordSearch(criteria=(part, means))
    yield "two facts and a word", RecordSearch("palier", (machine, means))
    yield "what is bad", RecordSearch(outcomes=bad)
    yield "a day", RecordSearch(opened_from=at, opened_until=at + timedelta(days=1))
    yield "a part, bad, in a year", RecordSearch("", (part,), bad, at, at + YEAR)


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def verified(path: Path) -> None:
    """All the archive, checked as `metroapp archive verify` does; beside it, its sealed rows only read."""
    engine = open_for_reading(path)
    with engine.connect() as connection:
        began = time.perf_counter()
        report = integrity.verify(connection)
        took = time.perf_counter() - began
    engine.dispose()
    assert report.sound
    bare = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    began = time.perf_counter()
    for name in ("journal", "record", "measurement", "measurement_input", "closing", "record_signature"):
        for _row in bare.execute(f"SELECT * FROM {name}"):
            pass
    read = time.perf_counter() - began
    print(
        f"verified: {report.rows} rows, {report.entries} entries, {report.signed} signatures in {took:.1f} s: "
        f"{report.rows / took:,.0f} rows/s (goal 100,000); read by sqlite3 alone in {read:.1f} s"
    )


def statement(connection: Connection, asked: RecordSearch) -> str:
    query, place = search._found(connection, asked, list(search._record.columns))
    limited = query.order_by(place.desc()).limit(PAGE)
    return str(limited.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, help="one made by benchmarks.large_archive")
    parser.add_argument("--records", type=int, default=5_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.archive or Path(folder) / "archive.sqlite"
        if asked.archive is None:
            fill(path, asked.records)
        measure(path)


def measure(path: Path) -> None:
    bare = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    (records,) = bare.execute("SELECT count(*) FROM derived_record").fetchone()
    draw, ours, theirs = random.Random(7), dict[str, list[float]](), dict[str, list[float]]()

    def note(title: str, work: Callable[[], object], other: Callable[[], object]) -> None:
        work()  # warm: both find the same pages in memory
        ours.setdefault(title, []).append(milliseconds(work))
        theirs.setdefault(title, []).append(milliseconds(other))

    engine = open_for_reading(path)
    with engine.connect() as connection:
        for _ in range(ROUNDS):
            for title, one in cases(draw, records):
                text = statement(connection, one)
                note(
                    title,
                    lambda one=one: search.found_records(connection, one),
                    lambda text=text: bare.execute(text).fetchall(),
                )
            part = f"REF-{draw.randrange(PARTS) + 1:04}"
            balloon = str(draw.randrange(1, 11))
            note(
                "history of a characteristic",
                lambda part=part, balloon=balloon: history.past_values(connection, part, balloon),
                lambda part=part, balloon=balloon: bare.execute(_HISTORY, (part, balloon)).fetchall(),
            )
        for year in range(min(10, ROUNDS)):
            since = BEGAN + timedelta(days=365 * (year % max(1, int(records * BETWEEN_RECORDS / YEAR))))
            span = (since, since + YEAR)
            note(
                "bad values of a year, by characteristic",
                lambda span=span: pareto.bad_counts(connection, *span),
                lambda span=span: bare.execute(_PARETO, tuple(map(to_microseconds, span))).fetchall(),
            )
        lines = search.found_records(connection, RecordSearch())
        for one in lines[:20]:
            id = one.line.id
            note(
                "a record, opened",
                lambda id=id: queries.load_record(connection, id),
                lambda id=id: bare.execute(_RECORD, tuple(id)).fetchall(),
            )
    verified(path)
    print(f"{records} records, {records * PER_RECORD} values; goal: p95 {GOAL_MS} ms, 20 a history, 100 a year")
    print(f"{'ms':<42}{'ours':>10}{'p95':>10}{'bare':>10}{'p95':>10}{'at most':>10}")
    for title, found in ours.items():
        figures = (*_figures(found), *_figures(theirs[title]))
        at_most = max(TIMES_BARE * figures[-1], ALLOWED_MS)
        print(f"{title:<42}" + "".join(f"{one:10.2f}" for one in (*figures, at_most)))


_HISTORY = """
SELECT m.amount, m.verdict, m.piece, j.at FROM (SELECT r.post, r.sequence FROM derived_facet f JOIN derived_record r
ON r.place = f.place WHERE f.kind = 'part' AND f.value = ? ORDER BY f.place DESC LIMIT 50) p
CROSS JOIN measurement m ON m.record_post = p.post AND m.record_sequence = p.sequence AND m.balloon = ?
JOIN journal j ON j.post = m.post AND j.sequence = m.sequence
"""
_PARETO = """
SELECT r.part, m.balloon, count(*) FROM measurement m INDEXED BY measurement_bad CROSS JOIN derived_record r
ON r.post = m.record_post AND r.sequence = m.record_sequence
WHERE m.verdict = 'nonconforming' AND r.opened_at >= ? AND r.opened_at < ? GROUP BY r.part, m.balloon
"""
_RECORD = "SELECT * FROM measurement WHERE record_post = ? AND record_sequence = ?"


def _figures(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    return statistics.median(ordered), ordered[int(len(ordered) * 0.95) - 1]


if __name__ == "__main__":
    main()
