"""An archive of the size that a workshop reaches in ten years, made in minutes: each row sealed as the program does.

A record has ten pieces of ten characteristics, of which a few are bad. The program itself writes the workshop, its
people and its means; the records that follow are made of the same rows, with other names, values and instants. Indexes,
facets and words are made at the end, by the program's own statements.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from metroapp.archive import facets, queries, rows, schema, seal
from metroapp.archive.connection import open_for_writing
from metroapp.archive.derived_line import as_signed
from metroapp.archive.journal import to_microseconds
from metroapp.archive.signatures import Covered, message
from metroapp.archive.signing_keys import public_of
from metroapp.archive.store import Archive
from metroapp.domain.decision import Verdict
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Origin, Role
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.reference import standards

POST = "P1"
BEGAN = datetime(2016, 1, 4, 8, tzinfo=UTC)
PIECES, CHARACTERISTICS = 10, 10
PER_RECORD = PIECES * CHARACTERISTICS
BETWEEN_RECORDS = timedelta(minutes=50)
PARTS, INSTRUMENTS, MACHINES, OPERATORS = 400, 40, 12, 30
BATCH = 200  # records in one transaction
UPPER = 20_100_000_000  # 20,1 mm in 10⁻⁹ mm
NOWHERE = EntryId("", 0)
_NAMES = ("Arbre", "Palier", "Entretoise", "Bride", "Moyeu", "Corps", "Support", "Flasque", "Noix", "Douille")

Sealed = tuple[str, dict[str, Any]]  # table and row


class Pattern(NamedTuple):
    """The rows of a record, of a value and of a closing, as the program writes them."""

    header: dict[str, Any]
    value: dict[str, Any]
    frame: dict[str, Any]
    parts: list[tuple[Part, str]]
    people: list[str]


def fill(path: Path, records: int) -> None:
    """Write an archive of so many records, of `PER_RECORD` values each."""
    pattern = _begin(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-400000")
    indexes = [index for table in schema.metadata.sorted_tables for index in table.indexes]
    for index in indexes:
        connection.execute(f"DROP INDEX {index.name}")
    sequence, head = connection.execute("SELECT sequence, digest FROM journal ORDER BY sequence DESC").fetchone()
    key, person = Ed25519PrivateKey.generate(), pattern.people[0]
    for first in range(0, records, BATCH):
        connection.execute("BEGIN")
        written: dict[str, list[tuple[Any, ...]]] = {}
        if first == 0:
            sequence, known = sequence + 1, {"public": public_of(key), "person": person}
            head = _seal(written, sequence, head, "key", person, to_microseconds(BEGAN), [("signing_key", known)])
        for number in range(first, min(first + BATCH, records)):
            covered, opened = Covered(), sequence + 1
            for kind, actor, at, sealed in _record(pattern, number, opened):
                sequence += 1
                head = _seal(written, sequence, head, kind, actor, at, sealed)
                covered.add(head)
            derived = _derived(written, number, opened)
            written.setdefault("derived_record", []).append(tuple(map(derived.get, _COLUMNS["derived_record"])))
            sequence += 1
            signature = _signature(key, opened, covered, as_signed(derived))
            head = _seal(written, sequence, head, "signature", actor, at, [("record_signature", signature)])
        for table, lines in written.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(lines[0]))})", lines)
        connection.execute("COMMIT")
    connection.close()
    _finish(path, indexes)


def _begin(path: Path) -> Pattern:
    archive = Archive(path)
    archive.found_workshop("Banc d'essai", BEGAN)
    means = [
        Instrument(f"M-{n:03}", f"Micromètre {n}", InstrumentKind.MICROMETER, decimals=3)
        for n in range(1, INSTRUMENTS + 1)
    ]
    archive.register(means, [], BEGAN, "Opérateur 1")
    names = [f"Opérateur {n}" for n in range(1, OPERATORS + 1)]
    for name in names:
        archive.register([], [], BEGAN, name)
    archive.close()
    engine = open_for_writing(path)
    with engine.connect() as connection:
        ids = {name: id for id, name in queries.names(connection).items()}
    engine.dispose()
    read = read_callout("20 ±0,1", standards())
    known = tuple(
        Characteristic(str(n), f"Cote {n}", read, Means.MICROMETER, read.nature) for n in range(1, CHARACTERISTICS + 1)
    )
    parts = [
        Part(f"{_NAMES[n % len(_NAMES)]} {n}", f"REF-{n:04}", f"PL-{n:04}", "ABCD"[n % 4], "C45", "Client", known)
        for n in range(1, PARTS + 1)
    ]
    opened = RecordHeader(NOWHERE, "", parts[0], PIECES, names[0], BEGAN, "OF", "LOT", "10", "T1")
    record = InspectionRecord(opened, {one.number: one for one in means})
    given = Input(Role.READING, Quantity(Decimal("20.000")), Frame("M-001", b"+0020.000\r", BEGAN, ()))
    value = Measurement(
        NOWHERE, BoxKey(1, "1"), given.quantity, None, Origin.INSTRUMENT, "M-001", names[0], BEGAN, (given,)
    )
    _, header = rows.header_row(opened, ids.__getitem__)
    _, [(_, row), (_, frame)] = rows.operation_rows(record, value, ids.__getitem__)
    written = [(part, rows.to_json(part)) for part in parts]
    return Pattern(dict(header), dict(row), dict(frame), written, [ids[name] for name in names])


def _record(pattern: Pattern, number: int, sequence: int) -> Iterator[tuple[str, str, int, list[Sealed]]]:
    """The entries of one record: its opening, its values, its closing."""
    draw = random.Random(number)
    part, specification = pattern.parts[draw.randrange(PARTS)]
    person = pattern.people[draw.randrange(OPERATORS)]
    at = to_microseconds(BEGAN + number * BETWEEN_RECORDS)
    header = {
        **pattern.header,
        "number": f"P1-{BEGAN.year + number // 10_000}-{number + 1:06}",
        "reference": part.reference,
        "drawing": part.drawing,
        "revision": part.revision,
        "work_order": f"OF-{number // 3:06}",
        "lot": f"LOT-{number // 2:06}",
        "machine": f"T{draw.randrange(MACHINES):02}",
        "operator": person,
        "specification": specification,
    }
    yield "record", person, at, [("record", header)]
    of_record = {"record_post": POST, "record_sequence": sequence, "person": person}
    means = f"M-{draw.randrange(INSTRUMENTS) + 1:03}"
    spread = draw.choice((20, 25, 30, 45))
    for place in range(PER_RECORD):
        piece, balloon = divmod(place, CHARACTERISTICS)
        amount = 20_000_000_000 + round(draw.gauss(0, spread)) * 1_000_000
        is_good = abs(amount - 20_000_000_000) <= UPPER - 20_000_000_000
        verdict = (Verdict.CONFORMING if is_good else Verdict.NONCONFORMING).value
        at += 9_000_000
        value = {**pattern.value, **of_record, "piece": piece + 1, "balloon": str(balloon + 1), "amount": amount}
        value |= {"verdict": verdict, "instrument": means}
        raw = f"+{amount // 1_000_000:07}"
        frame = {**pattern.frame, "amount": amount, "instrument": means, "received_at": at}
        frame["raw"] = f"{raw[:-3]}.{raw[-3:]}\r".encode()
        yield "measurement", person, at, [("measurement", value), ("measurement_input", frame)]
    yield "closing", person, at + 60_000_000, [("closing", of_record)]


_COLUMNS = {table.name: [column.name for column in table.columns] for table in schema.metadata.sorted_tables}


def _seal(
    written: dict[str, list[tuple[Any, ...]]],
    sequence: int,
    previous: bytes,
    kind: str,
    actor: str,
    at: int,
    sealed: list[Sealed],
) -> bytes:
    numbered = [(table, {"post": POST, "sequence": sequence, "row": n, **row}) for n, (table, row) in enumerate(sealed)]
    entry: dict[str, Any] = {
        "post": POST,
        "sequence": sequence,
        "seal_format": seal.SEAL_FORMAT,
        "kind": kind,
        "at": at,
        "actor": actor,
        "previous": previous,
        "manifest": seal.manifest(numbered),
    }
    entry["digest"] = digest = seal.entry_digest(entry)
    for table, row in (("journal", entry), *numbered):
        written.setdefault(table, []).append(tuple(map(row.get, _COLUMNS[table])))
    return digest


def _derived(written: dict[str, list[tuple[Any, ...]]], number: int, opened: int) -> dict[str, Any]:
    values = [dict(zip(_COLUMNS["measurement"], line, strict=True)) for line in written["measurement"][-PER_RECORD:]]
    header = dict(zip(_COLUMNS["record"], written["record"][-1], strict=True))
    closing = dict(zip(_COLUMNS["journal"], written["journal"][-1], strict=True))
    opening = dict(zip(_COLUMNS["journal"], written["journal"][-PER_RECORD - 2], strict=True))
    bad = {value["piece"] for value in values if value["verdict"] != Verdict.CONFORMING.value}
    return {
        "post": POST,
        "sequence": opened,
        "number": header["number"],
        "part": header["reference"],
        "pieces": PIECES,
        "conforming": PIECES - len(bad),
        "nonconforming": len(bad),
        "concession": 0,
        "unsorted": 0,
        "held": 0,
        "opened_at": opening["at"],
        "closed_at": closing["at"],
        "place": number + 1,
    }


def _signature(key: Ed25519PrivateKey, opened: int, covered: Covered, line: str) -> dict[str, Any]:
    said = message(POST, EntryId(POST, opened), covered.count, covered.content, line)
    return {
        "record_post": POST,
        "record_sequence": opened,
        "entries": covered.count,
        "content": covered.content,
        "line": line,
        "public": public_of(key),
        "signature": key.sign(said),
    }


def _finish(path: Path, indexes: list[Any]) -> None:
    engine = open_for_writing(path)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA cache_size=-400000")
        for index in indexes:
            index.create(connection)
        facets.derive_all(connection)
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--records", type=int, default=10_000)
    asked = parser.parse_args()
    began = time.perf_counter()
    fill(asked.path, asked.records)
    print(f"{asked.records * PER_RECORD} values in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
