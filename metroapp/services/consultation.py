"""Reading the archive without ever writing: list, one record, parts, verification. Works on a read-only medium."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import BadCount
from metroapp.domain.past_values import PastPage
from metroapp.domain.people import Person, SecretEvent
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_search import PAGE, Criterion, RecordSearch
from metroapp.domain.revision import PartRevision
from metroapp.domain.verification_acts import Verification
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from metroapp.archive.integrity import Progress, Report
    from metroapp.archive.nonconformities import BadValue
    from metroapp.archive.queries import RecordLine
    from metroapp.archive.search import FoundRecord
    from metroapp.archive.signature_check import FoundKey
    from metroapp.archive.signatures import PostSignature
    from metroapp.services.server_settings import ServerSettings

# The database layer is loaded on first use, by whoever waits for it: never by the window before it paints.


@contextmanager
def reading(workspace: Workspace) -> Iterator[Connection]:
    """A connection that sees one state of the archive from beginning to end: the present one, or a past one where the
    workspace says so; of a server, where it is the server that is read. Refuses as `contact.reached` then."""
    if workspace.server is not None:
        with _reading_server(workspace.server) as connection:
            yield connection
        return
    from sqlalchemy.exc import SQLAlchemyError

    from metroapp.archive.as_it_was import go_back
    from metroapp.archive.connection import open_for_reading, storage_refusal

    engine = open_for_reading(workspace.archive)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            if workspace.until is not None:
                go_back(connection, workspace.until)
            yield connection
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise storage_refusal(error, workspace.archive) from error
    finally:
        engine.dispose()


@contextmanager
def _consulting(workspace: Workspace) -> Iterator[Connection]:
    """The same, to look among the records of everybody; refuses as `Workspace.require_reader`."""
    workspace.require_reader("")
    with reading(workspace) as connection:
        yield connection


@contextmanager
def _reading_server(settings: ServerSettings) -> Iterator[Connection]:
    from metroapp.archive.server import contact
    from metroapp.archive.server.reading import opened

    secret = "" if settings.secret_path is None else contact.read_secret(settings.secret_path)
    with opened(contact.read_address(settings.url), secret) as connection:
        yield connection


def require_archive(workspace: Workspace) -> None:
    """Refuse a workspace whose archive cannot be read: `archive.absent`, `archive.unreadable`."""
    with reading(workspace):
        pass


def record_lines(workspace: Workspace) -> list[RecordLine]:
    """Every record, the latest first."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.record_lines(connection)


def find(
    workspace: Workspace, search: RecordSearch, before: EntryId | None = None, count: int = PAGE
) -> list[FoundRecord]:
    """The next `count` of the records found, the last opened first, after `before`."""
    from metroapp.archive import search as archive_search

    with _consulting(workspace) as connection:
        return archive_search.found_records(connection, search, before, count, _for_jury(workspace, connection))


def found_pages(workspace: Workspace, search: RecordSearch) -> Generator[list[FoundRecord], None, None]:
    """Every record found, a page at a time, of one state of the archive."""
    from metroapp.archive import search as archive_search

    with _consulting(workspace) as connection:
        kept = _for_jury(workspace, connection)
        page = archive_search.found_records(connection, search, for_jury=kept)
        while page:
            yield page
            page = archive_search.found_records(connection, search, page[-1].line.id, for_jury=kept)


def _for_jury(workspace: Workspace, connection: Connection) -> list[tuple[str, int]]:
    """The records whose outcome is not for whoever reads."""
    from metroapp.archive.examinations import examined_records

    return [] if workspace.reads_evidence() else examined_records(connection)


def latest(workspace: Workspace, search: RecordSearch, count: int, own: EntryId | None = None) -> list[RecordLine]:
    """The lines of the last records found, and first the one of `own`, found or not."""
    lines = [one.line for one in find(workspace, search, count=count)]
    if own is None:
        return lines
    (number, _part) = record_names(workspace, [own])[own]
    named = [one.line for one in find(workspace, RecordSearch(number)) if one.line.id == own]
    return [*named, *(line for line in lines if line.id != own)]


def count_found(workspace: Workspace, search: RecordSearch, most: int) -> int:
    """How many records are found; counting stops at `most`."""
    from metroapp.archive import search as archive_search

    with _consulting(workspace) as connection:
        return archive_search.count_found(connection, search, most, _for_jury(workspace, connection))


def proposals(workspace: Workspace, begins: str) -> list[tuple[Criterion, str]]:
    """What may be looked for that begins so, and how it is said."""
    from metroapp.archive import search as archive_search

    with _consulting(workspace) as connection:
        return archive_search.proposals(connection, begins)


def past_values(workspace: Workspace, reference: str, balloon: str, before: EntryId | None = None) -> PastPage:
    """The values of one characteristic in the next records of a part, the last opened first."""
    from metroapp.archive import history

    with _consulting(workspace) as connection:
        return history.past_values(connection, reference, balloon, before)


def bad_counts(
    workspace: Workspace, since: datetime | None = None, until: datetime | None = None, part: str = ""
) -> list[BadCount]:
    """How many values of each characteristic are bad, in the records opened from `since` and before `until`."""
    from metroapp.archive import pareto

    with _consulting(workspace) as connection:
        return pareto.bad_counts(connection, since, until, part)


def record_names(workspace: Workspace, ids: Iterable[EntryId]) -> dict[EntryId, tuple[str, str]]:
    """The number of records, and the reference of their part."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.record_names(connection, ids)


def last_open_record(workspace: Workspace) -> RecordLine | None:
    """The record left open most recently, to be continued."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.last_open_record(connection)


def load(workspace: Workspace, id: EntryId) -> InspectionRecord:
    """One record with all its operations; refuses `record.absent`, and as `Workspace.require_reader`."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        record = queries.load_record(connection, id)
    workspace.require_reader(record.header.operator)
    return record


def post_signatures(workspace: Workspace, id: EntryId) -> list[PostSignature]:
    """The signatures that its post put to a record, the first one first."""
    from metroapp.archive import signatures

    with reading(workspace) as connection:
        return signatures.of_record(connection, id)


def bad_values(
    workspace: Workspace, text: str = "", *, with_replaced: bool = False, before: EntryId | None = None
) -> list[BadValue]:
    """The next page of what is nonconforming or *à confirmer* in all records, the latest first, after `before`.

    `text` holds words that must all be found. Values that decide nothing any more come only `with_replaced`.
    """
    from metroapp.archive import nonconformities

    with _consulting(workspace) as connection:
        return nonconformities.bad_values(connection, nonconformities.Search(text, with_replaced), before)


def part_revisions(workspace: Workspace) -> list[PartRevision]:
    """The present state of every revision of every part, by reference; empty in an archive older than the parts."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.part_revisions(connection)


def part_revision(
    workspace: Workspace, reference: str, drawing: str | None = None, revision: str | None = None
) -> PartRevision:
    """The revision named, or of these the one that was written last; refuses `part.absent`."""
    wanted = {"reference": reference, "drawing": drawing, "revision": revision}
    found = [
        one
        for one in part_revisions(workspace)
        if all(text is None or getattr(one.part, name) == text for name, text in wanted.items())
    ]
    if not found:
        raise Refusal("part.absent", reference=reference)
    return max(found, key=lambda one: one.at)


def register(workspace: Workspace) -> tuple[dict[str, Instrument], list[GaugeBlock]]:
    """The means of the workshop by number, and its gauge blocks."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.instruments(connection), queries.gauge_blocks(connection)


def last_verification(workspace: Workspace, number: str) -> Verification:
    """The last verification of a means; refuses `means.unknown`, `verification.none_made`."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        if number not in queries.instruments(connection):
            raise Refusal("means.unknown", instrument=number)
        made = [act for act in queries.means_acts(connection, number) if isinstance(act, Verification)]
    if not made:
        raise Refusal("verification.none_made", instrument=number)
    return made[-1]


def everybody(workspace: Workspace) -> list[Person]:
    """The people of the archive, by name, with their roles as last written."""
    from metroapp.archive import people

    with reading(workspace) as connection:
        return people.people(connection)


def secret_events(workspace: Workspace) -> list[SecretEvent]:
    """Who got a secret, when and from whom: for the jury as for anybody."""
    from metroapp.archive import people

    with reading(workspace) as connection:
        return people.secret_events(connection)


def keys(workspace: Workspace) -> list[FoundKey]:
    """The public keys that the archive knows, the last one of each post in use."""
    from metroapp.archive import signature_check

    with reading(workspace) as connection:
        return signature_check.keys(connection)


def rule(workspace: Workspace) -> DecisionRule:
    """The decision rule of the workshop."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        return queries.workshop_rule(connection)


def verify(workspace: Workspace, progress: Progress | None = None, head: str = "") -> Report:
    """Check the whole archive, then the files that it names: each is there, or its backup is; and that it still has
    what documents printed with `head`, one or several, prove. Refuses as `heads.read_all`, `heads.known_here`."""
    from metroapp.archive import heads, integrity, named_files
    from metroapp.archive.integrity import Break
    from metroapp.services.kept_documents import KeptDocument, kept_in

    if workspace.server is not None:
        return _verify_server(workspace, workspace.server, progress, head)
    with reading(workspace) as connection:
        asked = heads.known_here(connection, heads.read_all(head)) if head else []
        report = integrity.verify(connection, progress)
        # Derived lines differ where entries were cut off: what a head shows says more.
        if not report.sound and (report.break_ is None or report.break_.code != "derived_differs"):
            return report
        shown = next((found for one in asked if (found := heads.check(connection, one)) is not None), None)
        if shown is not None and shown.missing:
            return replace(report, break_=Break("head_missing", "journal", shown.missing))
        if shown is not None:
            return replace(report, break_=Break("head_changed", "journal", shown.changed))
        if not report.sound:
            return report
        for one in named_files.named_files(connection) if workspace.holds_documents else ():
            try:
                kept_in(workspace, one.folder).find(KeptDocument(one.file, one.digest, one.suffix))
            except Refusal as refusal:
                is_lost, row = refusal.message.code == "document.lost", f"{one.id} ({one.file})"
                lost, changed = Break("document_lost", one.table, row), Break("document_changed", one.table, row)
                return replace(report, break_=lost if is_lost else changed)
        return report


def _verify_server(workspace: Workspace, settings: ServerSettings, progress: Progress | None, head: str) -> Report:
    """The chains of every post, and what is derived of them; the files that they name are at their posts."""
    from metroapp.archive import heads
    from metroapp.archive.integrity import Break, Report
    from metroapp.archive.server import server_check
    from metroapp.services.server_link import reached

    with reached(settings) as server:
        total = sum(post.entries for post in server_check.posts(server))
        found = server_check.verify(server, lambda done: progress is None or progress(done, total))
    broken = None if found.broken is None else Break(*found.broken)
    said = {post: digest.hex() for post, digest in found.heads.items()}
    report = Report(
        found.entries,
        found.rows,
        said,
        broken,
        found.cancelled,
        found.signed,
        found.keys,
        erased=found.erased,
        unread=(*found.unread_records, *found.unread_acts),
    )
    if not head or not report.sound:
        return report
    with reading(workspace) as connection:
        for one in heads.known_here(connection, heads.read_all(head)):
            shown = heads.check(connection, one)
            if shown is not None:
                code = "head_missing" if shown.missing else "head_changed"
                return replace(report, break_=Break(code, "journal", shown.missing or shown.changed))
    return report


def verify_record(workspace: Workspace, id: EntryId) -> Report:
    """Check one record without the rest of the archive; refuses `record.absent`, `server.whole`."""
    from metroapp.archive import integrity

    if workspace.server is not None:
        raise Refusal("server.whole", id=id)
    with reading(workspace) as connection:
        return integrity.verify_record(connection, id)


def record_id(text: str) -> EntryId:
    """Read the id of a record as listed (`P1-12`); refuses `record.absent`."""
    try:
        return EntryId.parse(text)
    except ValueError:
        raise Refusal("record.absent", id=text) from None
