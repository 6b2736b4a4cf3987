"""Finding records: a page at a time, the last opened first, by keys and never by counting off.

A fact asked for is one range of `derived_facet`, and all words together one question to `derived_words`; both give
places in their order. The rarest one leads and the others are looked up, so that a page costs what it shows. Where
several frequent facts are seldom together, the search walks through the rarest of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, and_, column, func, literal_column, select, table

from metroapp.archive import facets, queries, schema
from metroapp.archive.facets import folded
from metroapp.archive.journal import to_microseconds
from metroapp.archive.queries import RecordLine
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_search import PAGE, Criterion, Facet, Outcome, RecordSearch

_SHORTEST = 3  # signs of a word that the trigrams know
_FEW = 5000  # records: less than that are read through rather than looked for in the words
_PROPOSED = 6  # facts of one kind
_LAST_SIGN = "\U0010ffff"
_ESCAPE = "\\"

_record, _facet = schema.derived_record, schema.derived_facet
_words = table(schema.WORDS, column("rowid"), column("words"))
_OF_HEADER = ("work_order", "lot", "revision", "operator")
_NONE: ColumnElement[int] = literal_column("0")  # as the partial indexes say it: a bound value would not find them

_OUTCOMES: dict[Outcome, ColumnElement[bool]] = {
    Outcome.NONCONFORMING: _record.c.nonconforming > _NONE,
    Outcome.CONCESSION: _record.c.concession > _NONE,
    Outcome.HELD: _record.c.held > _NONE,
    Outcome.UNSORTED: _record.c.unsorted > _NONE,
    Outcome.ALL_CONFORMING: _record.c.conforming == _record.c.pieces,
    Outcome.OPEN: _record.c.closed_at.is_(None),
}


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record of a page of what was found."""

    line: RecordLine
    work_order: str
    lot: str
    revision: str
    operator: str


def found_records(
    connection: Connection, search: RecordSearch, before: EntryId | None = None, count: int = PAGE
) -> list[FoundRecord]:
    """The next `count` records found, the last opened first, that were opened before a given one."""
    facets.require(connection)
    columns = [*_record.columns, *(schema.record.c[name] for name in _OF_HEADER)]
    query, place = _found(connection, search, columns)
    query = query.join(schema.record, _of_header())
    if before is not None:
        query = query.where(place < _place_of(before))
    names = queries.shown_names(connection)
    return [
        FoundRecord(
            queries.record_line(connection, line),
            line["work_order"],
            line["lot"],
            line["revision"],
            names.get(line["operator"], ""),
        )
        for line in connection.execute(query.order_by(place.desc()).limit(count)).mappings()
    ]


def count_found(connection: Connection, search: RecordSearch, most: int) -> int:
    """How many records are found; counting stops at `most`."""
    facets.require(connection)
    found = _found(connection, search, [_record.c.place])[0].limit(most).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def proposals(connection: Connection, begins: str) -> list[tuple[Criterion, str]]:
    """The facts that begin as what somebody types, a few of each kind, and how each is said: a person, by the name,
    of which any part will do."""
    facets.require(connection)
    begins = begins.strip()
    if not begins:
        return []
    found = []
    for facet in Facet:
        if facet is not Facet.PERSON:
            found += [(Criterion(facet, value), value) for value in _values(connection, facet, begins)]
    wanted = folded(begins)
    people = sorted((name, id) for id, name in queries.names(connection).items() if wanted in folded(name))
    everybody = ((Criterion(Facet.PERSON, id), name) for name, id in people)
    return [*found, *islice((one for one in everybody if _count(connection, one[0], 1)), _PROPOSED)]


def _found(connection: Connection, search: RecordSearch, columns: list[Any]) -> tuple[Select[Any], ColumnElement[int]]:
    """The records found, and their places as the table that leads says them: it alone gives them in order."""
    words = folded(search.text).split()
    counted = sorted(((_count(connection, one, _FEW), place) for place, one in enumerate(search.criteria)))
    ranked = [search.criteria[place] for _, place in counted]
    wanted = [_OUTCOMES[outcome] for outcome in search.outcomes]
    if search.piece is not None:
        wanted.append(_record.c.pieces >= search.piece)
    wanted += _opened(connection, search)
    query, place = select(*columns), cast("ColumnElement[int]", _record.c.place)
    matched = [word for word in words if len(word) >= _SHORTEST]
    if counted and (counted[0][0] < _FEW or not matched):
        lead = ranked.pop(0)
        place = _facet.c.place
        query = query.select_from(_facet).join(_record, _record.c.place == place)
        wanted += [_facet.c.kind == lead.facet.value, _facet.c.value == lead.value]
        matched = []
    elif matched:
        place = _words.c.rowid
        query = query.select_from(_words).join(_record, _record.c.place == place)
        phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in matched)
        wanted.append(literal_column(schema.WORDS).op("MATCH")(phrase))
    for other in ranked:
        has = _facet.alias()
        is_there = (has.c.kind == other.facet.value, has.c.value == other.value, has.c.place == _record.c.place)
        wanted.append(select(has.c.place).where(*is_there).exists())
    for word in words:
        if len(word) < _SHORTEST:
            wanted.append(_record.c.place.in_(_whole(word)))
        elif word not in matched:
            says = _words.alias()
            held = says.c.words.like(_pattern(word), escape=_ESCAPE)
            wanted.append(select(says.c.rowid).where(says.c.rowid == _record.c.place, held).exists())
    return query.where(*wanted), place


def _whole(word: str) -> Select[tuple[int]]:
    """The places where a word too short for the trigrams is a whole fact: machine T1, phase 10."""
    kinds = [facet.value for facet in Facet if facet is not Facet.PERSON]
    return select(_facet.c.place).where(_facet.c.kind.in_(kinds), _facet.c.value == word)


def _of_header() -> ColumnElement[bool]:
    return and_(schema.record.c.post == _record.c.post, schema.record.c.sequence == _record.c.sequence)


def _opened(connection: Connection, search: RecordSearch) -> list[ColumnElement[bool]]:
    """The dates, and the places between which they are: a clock may have been set back, so the dates decide."""
    asked = []
    if search.opened_from is not None:
        asked.append((_record.c.opened_at.__ge__, to_microseconds(search.opened_from)))
    if search.opened_until is not None:
        asked.append((_record.c.opened_at.__lt__, to_microseconds(search.opened_until)))
    if not asked:
        return []
    dates = [compared(at) for compared, at in asked]
    first, last = connection.execute(select(func.min(_record.c.place), func.max(_record.c.place)).where(*dates)).one()
    if first is None:
        return [_record.c.place.is_(None)]
    return [*dates, _record.c.place.between(first, last)]


def _place_of(id: EntryId) -> ColumnElement[int]:
    return select(_record.c.place).where(_record.c.post == id.post, _record.c.sequence == id.sequence).scalar_subquery()


def _count(connection: Connection, criterion: Criterion, most: int) -> int:
    having = (_facet.c.kind == criterion.facet.value, _facet.c.value == criterion.value)
    some = select(_facet.c.place).where(*having).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def _values(connection: Connection, facet: Facet, begins: str) -> list[str]:
    """Each value is one seek in the key of the table, however many records have it."""
    values: list[str] = []
    of_kind = (_facet.c.kind == facet.value, _facet.c.value < begins + _LAST_SIGN)
    query = select(func.min(_facet.c.value)).where(*of_kind)
    value = connection.execute(query.where(_facet.c.value >= begins)).scalar_one()
    while value is not None and len(values) < _PROPOSED:
        values.append(value)
        value = connection.execute(query.where(_facet.c.value > value)).scalar_one()
    return values


def _pattern(word: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        word = word.replace(sign, _ESCAPE + sign)
    return f"%{word}%"
