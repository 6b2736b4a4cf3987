"""Work orders (ordres de fabrication): their records, the papers attached to them, and the dossier that these make.

A number is the same in capitals or not, as where records are found by it. The facets say which records, and the sealed
rows what they are: an archive read as it was (`as_it_was`) shows no later one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, select

from metroapp.archive import events, facets, queries, rows, schema
from metroapp.archive.journal import from_microseconds
from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.measurement import EntryId
from metroapp.domain.operations import Approval
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.record_search import Facet
from metroapp.domain.specification import Part
from metroapp.domain.work_order_file import Made, MadePaper, WorkOrderAct, WorkOrderFile

_FOLLOWED = tuple(map(events.kind_of, (FollowUp, ProductionEvent)))


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """A record of a work order, as far as its dossier needs it. `part` is as frozen with the record; `sheet` is its
    drawing, else the one that this revision of the part has now."""

    id: EntryId
    number: str
    part: Part
    sheet: DrawingSheet | None
    lot: str
    machine: str
    operation: str
    operator: str
    opened_at: datetime
    simulated: bool
    has_set_up: bool
    has_follow_up: bool
    has_approval: bool


@dataclass(frozen=True, slots=True)
class FoundOrder:
    """A dossier, and the records of its work order, the first one first."""

    file: WorkOrderFile
    records: tuple[OrderRecord, ...]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A work order in a list: how many records, and papers that were not withdrawn."""

    number: str
    records: int
    papers: int


def orders(connection: Connection) -> list[OrderLine]:
    """Every work order that a record or a paper names, by number."""
    facets.require(connection)
    acts: defaultdict[str, list[WorkOrderAct]] = defaultdict(list)
    for act in queries.work_order_acts(connection):
        acts[act.work_order].append(act)
    known = {line.value.casefold(): (line.value, line.records) for line in connection.execute(_COUNTED)}
    for number in acts:
        known.setdefault(number.casefold(), (number, 0))
    papers = {number.casefold(): len(WorkOrderFile(number, tuple(of)).papers) for number, of in acts.items()}
    return [OrderLine(number, count, papers.get(key, 0)) for key, (number, count) in sorted(known.items())]


def spelling(connection: Connection, number: str) -> str | None:
    """How the archive writes the number of a work order; None where it knows none like it."""
    facets.require(connection)
    is_kept = schema.work_order_event.name in schema.tables(queries.schema_version(connection))
    for query in (_OF_PAPERS, _OF_RECORDS) if is_kept else (_OF_RECORDS,):
        found: str | None = connection.execute(query, {"number": number}).scalar()
        if found is not None:
            return found
    return None


def find(connection: Connection, number: str) -> FoundOrder:
    """The dossier of a work order; an empty one where the archive knows none."""
    number = spelling(connection, number) or number
    found = tuple(_records(connection, number))
    return FoundOrder(file(connection, number, tuple(_made(found))), found)


def file(connection: Connection, number: str, made: tuple[Made, ...] = ()) -> WorkOrderFile:
    """The papers of a work order written exactly so."""
    return WorkOrderFile(number, tuple(queries.work_order_acts(connection, number)), made)


def _records(connection: Connection, number: str) -> Iterator[OrderRecord]:
    facets.require(connection)
    ids = [EntryId(line.post, line.sequence) for line in connection.execute(_PLACES, {"number": number})]
    table, journal = schema.record, schema.journal
    names, version = queries.shown_names(connection), queries.schema_version(connection)
    of_entry = and_(journal.c.post == table.c.post, journal.c.sequence == table.c.sequence)
    query = select(*schema.columns(table, version), journal.c.at).join(journal, of_entry)
    for id in ids:
        line = connection.execute(query.where(table.c.post == id.post, table.c.sequence == id.sequence)).mappings()
        for row in line:  # none where the archive is read as it was before
            part = rows.part_from_json(row["specification"])
            yield OrderRecord(
                id=id,
                number=row["number"],
                part=part,
                sheet=part.sheet or _sheet_now(connection, part),
                lot=row["lot"],
                machine=row["machine"],
                operation=row["operation"],
                operator=names.get(row["operator"], ""),
                opened_at=from_microseconds(row["at"]),
                simulated=bool(row["simulated"]),
                has_set_up=_says(connection, id, (events.kind_of(SetUpSheet),)),
                has_follow_up=_says(connection, id, _FOLLOWED),
                has_approval=_says(connection, id, (events.kind_of(Approval),)),
            )


def _sheet_now(connection: Connection, part: Part) -> DrawingSheet | None:
    revision = queries.current_part_revision(connection, (part.reference, part.drawing, part.revision))
    return None if revision is None else revision.part.sheet


def _says(connection: Connection, id: EntryId, kinds: tuple[str, ...]) -> bool:
    """Whether a record has an event of one of these kinds."""
    table = schema.record_event
    if table.name not in schema.tables(queries.schema_version(connection)):
        return False
    of_record: Any = and_(table.c.record_post == id.post, table.c.record_sequence == id.sequence)
    return bool(connection.execute(select(exists().where(of_record, table.c.kind.in_(kinds)))).scalar())


def _made(records: tuple[OrderRecord, ...]) -> Iterator[Made]:
    """What can be made of records: each drawing once, the follow-up of their set-up data once, the rest of each."""
    set_up = next((one for one in records if one.has_set_up), None)
    if set_up is not None:
        yield Made(MadePaper.SET_UP_HISTORY, set_up.id, "")
    drawn: set[tuple[str, str, str]] = set()
    for one in records:
        part = one.part
        key = (part.reference, part.drawing, part.revision)
        if one.sheet is not None and key not in drawn:
            drawn.add(key)
            yield Made(MadePaper.DRAWING, one.id, f"{part.drawing} {part.revision}".strip())
        if one.has_set_up:
            yield Made(MadePaper.SET_UP, one.id, one.number)
        if one.has_approval:
            yield Made(MadePaper.APPROVAL, one.id, one.number)
        yield Made(MadePaper.RELEVE, one.id, one.number)
        if one.has_follow_up:
            yield Made(MadePaper.FOLLOW_UP, one.id, one.number)


_line, _facet, _act = schema.derived_record, schema.derived_facet, schema.work_order_event
_IS_ORDER = _facet.c.kind == Facet.WORK_ORDER.value
_IS_IT = and_(_IS_ORDER, _facet.c.value == bindparam("number"))
_COUNTED = select(func.min(_facet.c.value).label("value"), func.count().label("records")).where(_IS_ORDER)
_COUNTED = _COUNTED.group_by(_facet.c.value).order_by(_facet.c.value)
_OF_PAPERS = select(_act.c.number).where(func.lower(_act.c.number) == func.lower(bindparam("number"))).limit(1)
_OF_RECORDS = select(_facet.c.value).where(_IS_IT).limit(1)
_PLACES = select(_line.c.post, _line.c.sequence).join_from(_facet, _line, _line.c.place == _facet.c.place)
_PLACES = _PLACES.where(_IS_IT).order_by(_facet.c.place)
