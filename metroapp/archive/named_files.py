"""The files that sealed rows name by their digests: certificates of means, documents of fiches and of dérogations,
papers of work orders, files of results whose values a record has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from metroapp.archive import events, queries, rows, schema
from metroapp.archive.backup import ATTACHMENTS, CERTIFICATES, RECEIVED
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import ResultsTaken
from metroapp.domain.received_package import PACKAGE_SUFFIX, ReceivedPackage


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file, the folder that it is in, and the row that names it."""

    folder: str
    file: str
    digest: str
    suffix: str
    table: str
    id: EntryId


def named_files(connection: Connection) -> Iterator[NamedFile]:
    """All of them, in the order of the journal."""
    known = schema.tables(queries.schema_version(connection))
    for table, folder in (
        (schema.means_event, CERTIFICATES),
        (schema.treatment_event, ATTACHMENTS),
        (schema.work_order_event, ATTACHMENTS),
        (schema.record_event, ATTACHMENTS),
    ):
        if table.name not in known:
            continue
        said = [func.json_extract(table.c.facts, f"$.{name}") for name in ("document", "file", "digest", "suffix")]
        query = select(table.c.post, table.c.sequence, *said).where(said[2].is_not(None), said[3].is_not(None))
        if table is schema.record_event:  # as many as readings, and hardly one that names a file
            query = query.where(table.c.kind == events.kind_of(ResultsTaken))
        for post, sequence, document, file, digest, suffix in connection.execute(query.order_by(table.c.sequence)):
            yield NamedFile(folder, document or file, digest, suffix, str(table.name), EntryId(post, sequence))
    for one in received(connection):
        yield NamedFile(RECEIVED, one.file, one.digest, PACKAGE_SUFFIX, str(schema.received_package.name), one.id)


def records_with_results(connection: Connection, digest: str) -> list[str]:
    """The numbers of the records that have values from a file of results, by its digest."""
    record, event = schema.record, schema.record_event
    of_record = and_(record.c.post == event.c.record_post, record.c.sequence == event.c.record_sequence)
    query = select(record.c.number).distinct().select_from(event.join(record, of_record))
    query = query.where(event.c.kind == events.kind_of(ResultsTaken))
    query = query.where(func.json_extract(event.c.facts, "$.digest") == digest)
    return list(connection.execute(query).scalars())


def received(connection: Connection) -> list[ReceivedPackage]:
    """The packages of other workshops, in the order of the journal."""
    table, journal = schema.received_package, schema.journal
    if table.name not in schema.tables(queries.schema_version(connection)):
        return []
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    known = queries.shown_names(connection)
    query = select(table, journal.c.at).join(journal, of_entry).order_by(table.c.post, table.c.sequence)
    return [
        rows.received_from(dict(line), line["at"], lambda person_id: known.get(person_id, ""))
        for line in connection.execute(query).mappings()
    ]
