"""Reading the archive: the list of records, one record rebuilt from its operations, the revisions of parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Select, Table, and_, func, select, text, tuple_

from metroapp.archive import events, homes, record_rows, rows, schema
from metroapp.archive.first_look import require_known_version
from metroapp.archive.journal import from_microseconds
from metroapp.domain.decision_rule import SIMPLE, DecisionRule
from metroapp.domain.held_pieces import Lot
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity, sheets_of
from metroapp.domain.operations import Departure, Operation, PieceLeft
from metroapp.domain.people import erased_name
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.revision import PartRevision
from metroapp.domain.session_acts import SessionAct
from metroapp.domain.treatment_acts import CONCESSION_ACTS, TreatmentAct
from metroapp.domain.work_order_file import WorkOrderAct

T = TypeVar("T")
RevisionKey = tuple[str, str, str]  # reference, drawing, revision


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record in the list."""

    id: EntryId
    number: str
    part: str
    pieces: int
    conforming: int
    nonconforming: int
    concession: int
    unsorted: int
    held: int
    opened_at: datetime
    closed_at: datetime | None
    for_jury: bool = False  # of an examination, told to somebody else than the jury: its counts are left out, as zero


def record_lines(connection: Connection) -> list[RecordLine]:
    """Every record, the latest opened first: by place in the journal, since a clock may be set back."""
    table = schema.derived_record
    columns = schema.columns(table, schema_version(connection))
    found = connection.execute(select(*columns).order_by(table.c.sequence.desc(), table.c.post)).mappings()
    return [record_line(connection, line) for line in found]


def last_open_record(connection: Connection) -> RecordLine | None:
    """The record that this post left open most recently, to be continued."""
    table = schema.derived_record
    columns = schema.columns(table, schema_version(connection))
    query = select(*columns).where(table.c.closed_at.is_(None))
    if homes.home_of(connection):  # the file has the records of another post too
        query = query.where(table.c.post == select(schema.this_post.c.post).scalar_subquery())
    line = connection.execute(query.order_by(table.c.sequence.desc(), table.c.post).limit(1)).mappings().first()
    return None if line is None else record_line(connection, line)


def record_line(connection: Connection, line: Any) -> RecordLine:
    id = EntryId(line["post"], line["sequence"])
    counts = {name: line.get(name, 0) for name in ("conforming", "nonconforming", "concession", "unsorted", "held")}
    if line["unsorted"] == schema.STALE:  # an upgrade was stopped before it could sort again
        sorting = load_record(connection, id).sorting()
        counts = {name: getattr(sorting, name) for name in counts}
    return RecordLine(
        id=id,
        number=line["number"],
        part=line["part"],
        pieces=line["pieces"],
        **counts,
        opened_at=from_microseconds(line["opened_at"]),
        closed_at=None if line["closed_at"] is None else from_microseconds(line["closed_at"]),
    )


def schema_version(connection: Connection) -> int:
    """Version of the schema of this file: an older one is read as it is."""
    version: int = connection.execute(_VERSION).scalar_one()
    return version


_VERSION = select(schema.schema_version.c.version)


def record_names(connection: Connection, ids: Iterable[EntryId]) -> dict[EntryId, tuple[str, str]]:
    """The number of records, and the reference of their part."""
    table, wanted = schema.record, sorted(set(ids))
    query = select(table.c.post, table.c.sequence, table.c.number, table.c.reference)
    found = connection.execute(query.where(tuple_(table.c.post, table.c.sequence).in_(wanted)))
    return {EntryId(line.post, line.sequence): (line.number, line.reference) for line in found}


def lots(connection: Connection, ids: Iterable[EntryId]) -> dict[EntryId, Lot]:
    """What records say was made together."""
    table, wanted = schema.record, sorted(set(ids))
    return _lots(connection, _LOTS.where(tuple_(table.c.post, table.c.sequence).in_(wanted)))


_LOTS = select(*(schema.record.c[name] for name in ("post", "sequence", "reference", "work_order", "lot", "simulated")))


def _lots(connection: Connection, query: Select[Any]) -> dict[EntryId, Lot]:
    return {
        EntryId(line.post, line.sequence): Lot(line.reference, line.work_order, line.lot, bool(line.simulated))
        for line in connection.execute(query)
    }


def bad_of_lot(connection: Connection, id: EntryId) -> list[EntryId]:
    """The other records of the lot of a record that have nonconforming pieces."""
    table, derived = schema.record, schema.derived_record
    is_same = and_(derived.c.post == table.c.post, derived.c.sequence == table.c.sequence)
    bad = _lots(connection, _LOTS.join(derived, is_same).where(derived.c.nonconforming > 0))
    own = lots(connection, [id])[id]
    return [one for one, lot in bad.items() if one != id and lot.is_of(own)]


def latest_moment(connection: Connection, post: str, after: int) -> datetime | None:
    """The latest time of the entries of a post after a place in the journal; None where there is none."""
    table = schema.journal
    query = select(func.max(table.c.at)).where(table.c.post == post, table.c.sequence > after)
    found = connection.execute(query).scalar_one()
    return None if found is None else from_microseconds(found)


def records_opened(connection: Connection, post: str) -> int:
    """How many records this post has opened."""
    query = select(func.count()).select_from(schema.record).where(schema.record.c.post == post)
    return connection.execute(query).scalar_one()


def names(connection: Connection) -> dict[str, str]:
    """Name by person id, for the identities that were not erased."""
    return {line.person_id: line.name for line in connection.execute(_NAMES)}


_NAMES = select(schema.person_identity.c.person_id, schema.person_identity.c.name)


def shown_names(connection: Connection) -> dict[str, str]:
    """What is shown of everybody, by person id: the name, or that it was erased."""
    return {id: erased_name(id) for id in erased(connection)} | names(connection)


def erased(connection: Connection) -> set[str]:
    """The people whose names were erased."""
    if schema.name_erasure.name not in schema.tables(schema_version(connection)):
        return set()
    # A document as it was issued, before the erasure (`as_it_was`), has no name any more either.
    query = _ERASED if connection.dialect.name == "sqlite" else select(schema.name_erasure.c.person_id)
    return set(connection.execute(query).scalars())


_ERASED = text("SELECT person_id FROM main.name_erasure")


def instruments(connection: Connection, before: EntryId | None = None) -> dict[str, Instrument]:
    """The register: the last line written for each number, or the last one that a post had before an entry of it."""
    table = schema.instrument
    query = select(*(table.c[name] for name in ("post", "sequence", "row", "number", "facts")))
    query, order = query.order_by(table.c.sequence, table.c.row), homes.order(connection)
    if before is not None:
        query = query.where(homes.before(table, before, order))
    latest = {line.number: line for line in order.sorted(connection.execute(query))}
    found = _read_each(connection, latest.values(), lambda line: rows.instrument_from_json(line.facts))
    return {line.number: instrument for line, instrument in found}


def gauge_blocks(connection: Connection) -> list[GaugeBlock]:
    """The gauge blocks of the workshop, each with its last certificate."""
    table = schema.gauge_block
    query = select(*(table.c[name] for name in ("post", "sequence", "row", "serial", "facts")))
    query = query.order_by(table.c.sequence, table.c.row)
    latest = {line.serial: line for line in homes.order(connection).sorted(connection.execute(query))}
    found = _read_each(connection, latest.values(), lambda line: rows.gauge_block_from_json(line.facts))
    return [block for _, block in found]


def means_acts(connection: Connection, number: str | None = None, kinds: Sequence[type] = ()) -> list[MeansAct]:
    """What was done to the means of the workshop, or to one of them, in the order of the journal; of all kinds, or of
    some."""
    return _acts(connection, schema.means_event, rows.act_from, number, tuple(map(events.kind_of, kinds)))


def count_of_acts(connection: Connection, kind: type) -> int:
    """How many acts of a kind were written."""
    table = schema.means_event
    if table.name not in schema.tables(schema_version(connection)):
        return 0
    query = select(func.count()).select_from(table).where(table.c.kind == events.kind_of(kind))
    return connection.execute(query).scalar_one()


def last_act(connection: Connection, number: str, kind: type) -> MeansAct | None:
    """The last act of a kind on one means."""
    found = _acts(connection, schema.means_event, rows.act_from, number, (events.kind_of(kind),), only_last=True)
    return found[0] if found else None


def treatment_acts(connection: Connection, number: str | None = None) -> list[TreatmentAct]:
    """What was done about bad pieces, or on one sheet or dérogation, in the order of the journal."""
    return _acts(connection, schema.treatment_event, rows.treatment_from, number)


def work_order_acts(connection: Connection, number: str | None = None) -> list[WorkOrderAct]:
    """What was done of the papers of work orders, or of one of them written exactly so, in the order of the journal."""
    return _acts(connection, schema.work_order_event, rows.paper_from, number)


def process_acts(connection: Connection, number: str | None = None, kinds: Sequence[type] = ()) -> list[ProcessAct]:
    """Acts on control charts, tool offsets, studies and samplings, or on one of them, in the order of the journal; of
    all kinds, or of some."""
    return _acts(connection, schema.process_event, rows.process_from, number, tuple(map(events.kind_of, kinds)))


def session_acts(connection: Connection, number: str | None = None) -> list[SessionAct]:
    """Acts of examination sessions, or of one of them, in the order of the journal."""
    return _acts(connection, schema.session_event, rows.session_from, number)


def sheets(connection: Connection, number: str | None = None) -> dict[str, Nonconformity]:
    """The fiches, or one of them, by number in the order of the journal, each with its pieces that left."""
    acts = treatment_acts(connection, number)
    found = sheets_of(act for act in acts if not isinstance(act, CONCESSION_ACTS))
    opened = [sheet for sheet in found.values() if sheet.is_open]
    gone = _gone(connection, {record for sheet in opened for record, _ in sheet.places}) if opened else {}
    for sheet in opened:
        left = {place: gone[place] for place in sheet.places if place in gone}
        scrapped = frozenset(sheet.places[one] for one, how in left.items() if how is Departure.SCRAPPED)
        shipped = frozenset(sheet.places[one] for one, how in left.items() if how is Departure.SHIPPED)
        found[sheet.number] = replace(sheet, scrapped=scrapped, shipped=shipped)
    return found


def _gone(connection: Connection, records: Iterable[EntryId]) -> dict[tuple[EntryId, int], Departure]:
    """The pieces of records that left, each with how."""
    table = schema.record_event
    query = select(table.c.record_post, table.c.record_sequence, table.c.facts)
    query = query.where(
        table.c.kind == PieceLeft.__name__.lower(),
        tuple_(table.c.record_post, table.c.record_sequence).in_(sorted(records)),
    )
    found = {}
    for line in connection.execute(query):
        facts = msgspec.json.decode(line.facts)
        found[EntryId(line.record_post, line.record_sequence), facts["piece"]] = Departure(facts["departure"])
    return found


def records_with_concession(connection: Connection, number: str) -> list[EntryId]:
    """The records with a piece that a dérogation of this number covers or covered, the first one first."""
    table = schema.concession
    query = select(table.c.record_post, table.c.record_sequence).where(table.c.number == number).distinct()
    found = connection.execute(query.order_by(table.c.record_sequence, table.c.record_post))
    return [EntryId(line.record_post, line.record_sequence) for line in found]


def is_of_post(connection: Connection, number: str, post: str) -> bool:
    """Whether a post acted on the fiche, the dérogation, the chart… of a number."""
    return any(
        connection.execute(select(table.c.row).where(table.c.number == number, table.c.post == post).limit(1)).first()
        for table in (schema.treatment_event, schema.process_event)
    )


def concession_numbers(connection: Connection) -> list[str]:
    """The numbers that concessions bear."""
    return list(connection.execute(select(schema.concession.c.number).distinct()).scalars())


def _acts(
    connection: Connection,
    table: Table,
    read: Callable[[rows.Columns, int, Callable[[str], str]], T],
    number: str | None,
    kinds: Sequence[str] = (),
    only_last: bool = False,
) -> list[T]:
    journal = schema.journal
    if table.name not in schema.tables(schema_version(connection)):
        return []
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    query = select(table, journal.c.at.label("entry_at")).join(journal, of_entry)
    if number is not None:
        query = query.where(table.c.number == number)
    if kinds:
        query = query.where(table.c.kind.in_(kinds))
    order = homes.order(connection)
    if only_last and not order:
        query = query.order_by(table.c.sequence.desc(), table.c.row.desc()).limit(1)
    else:
        query = query.order_by(table.c.sequence, table.c.row)
    found = order.sorted(connection.execute(query))
    known = shown_names(connection)

    def name(person_id: str) -> str:
        return known.get(person_id, "")

    lines = found[-1:] if only_last else found
    acts = _read_each(connection, lines, lambda line: read(line._asdict(), line.entry_at, name))
    return [act for _, act in acts]


def _read_each(connection: Connection, lines: Iterable[Any], read: Callable[[Any], T]) -> Iterator[tuple[Any, T]]:
    """What lines say, with each. One of another post that cannot be read was sealed as no program of ours would: nobody
    is kept from the others. The one before it does not serve in its place: what it changed is unknown."""
    for line in lines:
        try:
            said = read(line)
        except events.UNREAD:
            if not is_of_another_post(connection, line.post):
                raise
        else:
            yield line, said


def is_of_another_post(connection: Connection, post: str) -> bool:
    """Whether a post is not the one whose file this is, in a file that this program knows; refuses `archive.newer`."""
    version = schema_version(connection)
    require_known_version(version)
    if version < schema.this_post.info["since"]:
        return False
    return connection.execute(select(schema.this_post.c.post)).scalar_one_or_none() != post


def workshop_rule(connection: Connection) -> DecisionRule:
    """The decision rule of the workshop, as last chosen; simple acceptance where none was."""
    table = schema.workshop_rule
    if table.name not in schema.tables(schema_version(connection)):
        return SIMPLE
    at_home = homes.at_home_first(connection, table)
    query = select(table.c.rule).order_by(*at_home, table.c.sequence.desc()).limit(1)
    return rows.rule_from(connection.execute(query).scalar_one_or_none())


def stale_records(connection: Connection) -> list[EntryId]:
    """The records whose derived line an upgrade left to be made again."""
    table = schema.derived_record
    found = connection.execute(select(table.c.post, table.c.sequence).where(table.c.unsorted == schema.STALE))
    return [EntryId(line.post, line.sequence) for line in found]


def workshop_name(connection: Connection) -> str:
    """Name of the workshop, as last written; empty in a new archive."""
    table = schema.workshop
    at_home = homes.at_home_first(connection, table)
    query = select(table.c.name).order_by(*at_home, table.c.sequence.desc()).limit(1)
    return connection.execute(query).scalar_one_or_none() or ""


def head(connection: Connection, post: str) -> bytes:
    """Digest of the last entry of the chain of a post; refuses `archive.empty` when it has none."""
    table = schema.journal
    query = select(table.c.digest).where(table.c.post == post).order_by(table.c.sequence.desc()).limit(1)
    digest = connection.execute(query).scalar_one_or_none()
    if digest is None:
        raise Refusal("archive.empty")
    return bytes(digest)


def part_revisions(connection: Connection) -> list[PartRevision]:
    """The present state of every revision, by reference and then in the order of the journal."""
    table = schema.part_revision
    # The latest entry of each key is found in the index alone; only the rows that are wanted are then read.
    place = func.row_number().over(
        partition_by=(table.c.reference, table.c.drawing, table.c.revision),
        order_by=(*homes.at_home_first(connection, table), table.c.sequence.desc(), table.c.post.desc()),
    )
    ranked = select(table.c.post, table.c.sequence, table.c.row, place.label("place")).subquery()
    same = and_(*(table.c[name] == ranked.c[name] for name in ("post", "sequence", "row")))
    query = _revisions().join(ranked, same).where(ranked.c.place == 1)
    return _read_revisions(connection, query.order_by(table.c.reference, table.c.sequence, table.c.post))


def current_part_revision(connection: Connection, key: RevisionKey) -> PartRevision | None:
    """The present state of one revision; None when the archive has none."""
    table = schema.part_revision
    at_home = homes.at_home_first(connection, table)
    latest = _revisions_of(key).order_by(*at_home, table.c.sequence.desc(), table.c.post.desc()).limit(1)
    return next(iter(_read_revisions(connection, latest)), None)


def part_revision(connection: Connection, id: EntryId) -> PartRevision:
    """One entry of one revision; refuses `part.absent`."""
    table = schema.part_revision
    found = _read_revisions(connection, _revisions().where(table.c.post == id.post, table.c.sequence == id.sequence))
    if not found:
        raise Refusal("part.absent", reference=str(id))
    return found[0]


def _revisions() -> Select[Any]:
    table, journal = schema.part_revision, schema.journal
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    return select(table, journal.c.at.label("entry_at")).join(journal, of_entry)


def _revisions_of(key: RevisionKey) -> Select[Any]:
    table = schema.part_revision
    reference, drawing, revision = key
    return _revisions().where(table.c.reference == reference, table.c.drawing == drawing, table.c.revision == revision)


def _read_revisions(connection: Connection, query: Select[Any]) -> list[PartRevision]:
    if schema.part_revision.name not in schema.tables(schema_version(connection)):
        return []
    known = shown_names(connection)

    def read(line: Any) -> PartRevision:
        return rows.part_revision_from(line._asdict(), line.entry_at, lambda person_id: known.get(person_id, ""))

    return [revision for _, revision in _read_each(connection, connection.execute(query), read)]


def load_record(connection: Connection, id: EntryId) -> InspectionRecord:
    """One record with all its operations.

    Refuses `record.absent`, and `archive.newer` one that a later version of the program wrote otherwise.
    """
    rebuilt, operations = record_history(connection, id)
    try:
        for operation in operations:
            rebuilt.apply(operation)
    except (KeyError, ValueError):
        require_known_version(schema_version(connection))
        raise
    return rebuilt


def load_partly(connection: Connection, id: EntryId) -> InspectionRecord:
    """What can be read of a record; raises `events.UNREAD` where not even its opening can."""
    rebuilt, operations = _record_history(connection, id, schema_version(connection), events.UNREAD)
    for operation in operations:
        with suppress(*events.UNREAD):
            rebuilt.apply(operation)
    return rebuilt


def record_history(connection: Connection, id: EntryId) -> tuple[InspectionRecord, list[Operation]]:
    """One record as it was opened, and its operations in the order of the journal; refuses as `load_record`."""
    version = schema_version(connection)
    try:
        return _record_history(connection, id, version)
    except (KeyError, ValueError):
        require_known_version(version)
        raise


def _record_history(
    connection: Connection, id: EntryId, version: int, passing_over: tuple[type[Exception], ...] = ()
) -> tuple[InspectionRecord, list[Operation]]:
    line = record_rows.header(connection, id, version)
    if line is None:
        raise Refusal("record.absent", id=str(id))
    known = shown_names(connection)

    def name(person_id: str) -> str:
        return known.get(person_id, "")

    header = RecordHeader(
        id=id,
        number=line["number"],
        part=rows.part_from_json(line["specification"]),
        pieces=line["pieces"],
        operator=name(line["operator"]),
        opened_at=from_microseconds(line["entry_at"]),
        work_order=line["work_order"],
        lot=line["lot"],
        operation=line["operation"],
        machine=line["machine"],
        simulated=bool(line["simulated"]),
        rule=rows.rule_from(line.get("rule")),
        options=rows.options_from(line.get("options")),
    )
    opened = InspectionRecord(header, instruments(connection, before=id))
    return opened, record_rows.operations(connection, id, version, name, passing_over)
