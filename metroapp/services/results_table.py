"""All the results of the records found in one table, read and written a record at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from forms.record_data import RecordData
from forms.saving import saving
from metroapp import __version__
from metroapp.archive import queries
from metroapp.archive import search as archive_search
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.record_search import RecordSearch
from metroapp.services.consultation import reading
from metroapp.services.exam.for_jury import require_told
from metroapp.services.exchange import GoOn, always, require
from metroapp.services.formats import Format
from metroapp.services.many_exports import Chosen
from metroapp.services.workspace import Workspace, file_refusal

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_COUNTED = 10**9


@dataclass(slots=True)
class WrittenTable:
    """What is in the table; `refused` are the numbers of the records that could not be read, each with why."""

    records: int = 0
    results: int = 0
    refused: tuple[tuple[str, Message], ...] = ()


def export_results(
    workspace: Workspace, chosen: RecordSearch | Sequence[Chosen], to: Format, path: Path, go_on: GoOn = always
) -> WrittenTable:
    """Write the results of every record that a search finds, or of some records, as one table at `path`, whole or not
    at all, of one state of the archive. `go_on` is told the records done and their number. Raises `GivenUp`.

    Refuses `export.nothing_chosen`, and as `file_refusal` and `consultation.reading`.
    """
    done = WrittenTable()
    with reading(workspace) as connection:
        if isinstance(chosen, RecordSearch):
            total = archive_search.count_found(connection, chosen, _MOST_COUNTED)
            wanted = _found(connection, chosen)
        else:
            total, wanted = len(chosen), iter(chosen)
        if not total:
            raise Refusal("export.nothing_chosen")
        records = _records(
            workspace, connection, wanted, done, lambda: require(go_on(done.records + len(done.refused), total))
        )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with saving(path) as file:
                done.results = TABLES[to](file, records)
        except OSError as error:
            raise file_refusal(error, path) from error
    return done


def _found(connection: Connection, search: RecordSearch) -> Iterator[Chosen]:
    """The records found, a page of them named at a time."""
    page = archive_search.found_records(connection, search)
    while page:
        for found in page:
            yield found.line.id, found.line.number
        page = archive_search.found_records(connection, search, page[-1].line.id)


def _records(
    workspace: Workspace,
    connection: Connection,
    wanted: Iterable[Chosen],
    done: WrittenTable,
    before_each: Callable[[], None],
) -> Iterator[RecordData]:
    """The records wanted, each read when the one before it is written."""
    workshop, now = queries.workshop_name(connection), datetime.now(UTC)
    sheets = _sheets(connection)
    for id, number in wanted:
        before_each()
        try:
            record = queries.load_record(connection, id)
            require_told(workspace, record)
        except Refusal as refusal:
            done.refused += ((number, refusal.message),)
            continue
        # A table says nothing of certificates, and proves nothing.
        yield RecordData(record, workshop, f"metroapp {__version__}", "", now, {}, tuple(sheets.get(id, ())), b"")
        done.records += 1
    before_each()


def _sheets(connection: Connection) -> dict[EntryId, list[Nonconformity]]:
    """The fiches about each record."""
    found: dict[EntryId, list[Nonconformity]] = defaultdict(list)
    for sheet in queries.sheets(connection).values():
        for id in {record for record, _ in sheet.places}:
            found[id].append(sheet)
    return found


def _workbook(file: BinaryIO, records: Iterable[RecordData]) -> int:
    from forms.results_workbook import write_results

    return write_results(file, records)


def _french_csv(file: BinaryIO, records: Iterable[RecordData]) -> int:
    from forms.to_csv import write_french_csv

    return write_french_csv(file, records)


def _english_csv(file: BinaryIO, records: Iterable[RecordData]) -> int:
    from forms.to_csv import write_english_csv

    return write_english_csv(file, records)


TABLES: dict[Format, Callable[[BinaryIO, Iterable[RecordData]], int]] = {
    Format.XLSX: _workbook,
    Format.CSV: _french_csv,
    Format.CSV_EN: _english_csv,
}
