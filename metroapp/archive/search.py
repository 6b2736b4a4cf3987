"""Finding records: a page at a time, the last opened first, by keys and never by counting off.

A fact asked for is one range of `derived_facet` (two, where it was written with accents and without), and all words
together one question to `derived_words`; both give places in their order. The rarest one leads and the others are
looked up, so that a page costs what it shows. Where several frequent facts are seldom together, the search walks
through the rarest of them. The words of a server hold no names: there a word is also looked for among the people.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    text,
    tuple_,
    union,
)

from metroapp.archive import facets, queries, schema
from metroapp.archive.folding import SHORTEST, folded
from metroapp.archive.journal import to_microseconds
from metroapp.archive.queries import RecordLine
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_search import (
    PAGE,
    Criterion,
    Facet,
    Outcome,
    RecordSearch,
    require_searchable,
    require_words,
)

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
    connection: Connection,
    search: RecordSearch,
    before: EntryId | None = None,
    count: int = PAGE,
    for_jury: Collection[tuple[str, int]] = (),
) -> list[FoundRecord]:
    """The next `count` records found, the last opened first, that were opened before a given one; refuses as
    `require_searchable`, like the others. Of those that are `for_jury` no outcome is told, nor are they found by it."""
    facets.require(connection)
    columns = [*_record.columns, *(schema.record.c[name] for name in _OF_HEADER)]
    query, place = _found(connection, search, columns)
    query = query.where(*_told(search, for_jury))
    query = query.join(schema.record, _of_header())
    if before is not None:
        query = query.where(place < _place_of(before))
    names = queries.shown_names(connection)
    return [
        FoundRecord(
            _without_outcome(queries.record_line(connection, line), for_jury),
            line["work_order"],
            line["lot"],
            line["revision"],
            names.get(line["operator"], ""),
        )
        for line in connection.execute(query.order_by(place.desc()).limit(count)).mappings().all()
    ]


def count_found(
    connection: Connection, search: RecordSearch, most: int, for_jury: Collection[tuple[str, int]] = ()
) -> int:
    """How many records are found; counting stops at `most`."""
    facets.require(connection)
    found = _found(connection, search, [_record.c.place])[0].where(*_told(search, for_jury)).limit(most).subquery()
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def _told(search: RecordSearch, for_jury: Collection[tuple[str, int]]) -> list[ColumnElement[bool]]:
    """Found by its outcome, a record would tell it."""
    if not for_jury or not search.outcomes:
        return []
    return [tuple_(_record.c.post, _record.c.sequence).not_in(for_jury)]


def _without_outcome(line: RecordLine, for_jury: Collection[tuple[str, int]]) -> RecordLine:
    if (line.id.post, line.id.sequence) not in for_jury:
        return line
    return replace(line, conforming=0, nonconforming=0, concession=0, unsorted=0, held=0, for_jury=True)


def proposals(connection: Connection, begins: str) -> list[tuple[Criterion, str]]:
    """The facts that begin as what somebody types, a few of each kind, and how each is said: a person, by the name,
    of which any part will do."""
    require_words(begins)
    facets.require(connection)
    wanted = folded(begins.strip())
    if not wanted:
        return []
    found = []
    for facet in Facet:
        if facet is not Facet.PERSON:
            found += [(Criterion(facet, value), value) for value in _proposed(connection, facet, wanted)]
    people = sorted((name, id) for id, name in queries.names(connection).items() if wanted in folded(name))
    of_person = Facet.PERSON.value
    everybody = ((Criterion(Facet.PERSON, id), name) for name, id in people if _count(connection, of_person, id))
    return [*found, *islice(everybody, _PROPOSED)]


def _found(connection: Connection, search: RecordSearch, columns: list[Any]) -> tuple[Select[Any], ColumnElement[int]]:
    """The records found, and their places as the table that leads says them: it alone gives them in order."""
    require_searchable(search)
    words = [_term(word) for word in folded(search.text).split()]
    ranked = sorted((_asked(connection, one) for one in search.criteria), key=lambda asked: asked.count)
    wanted = [_OUTCOMES[outcome] for outcome in search.outcomes]
    if search.piece is not None:
        wanted.append(_record.c.pieces >= search.piece)
    wanted += _opened(connection, search)
    query, place = select(*columns), cast("ColumnElement[int]", _record.c.place)
    if ranked and (ranked[0].count < _FEW or not words):
        lead = ranked.pop(0).places().subquery()
        place = lead.c.place
        query = query.select_from(lead).join(_record, _record.c.place == place)
    elif words:
        place = _words.c.rowid
        query = query.select_from(_words).join(_record, _record.c.place == place)
        if connection.dialect.name == "sqlite":
            phrase = " AND ".join('"' + word.replace('"', '""') + '"' for word in words)
            wanted.append(literal_column(schema.WORDS).op("MATCH")(phrase))
        else:
            wanted += [_says(_words, word, people) for word, people in _named(connection, words)]
        words = []
    # Of the place that leads: what has not the other facts is left out before its line is read.
    wanted += [asked.has(place) for asked in ranked]
    for word, people in _named(connection, words):
        says = _words.alias()
        wanted.append(select(says.c.rowid).where(says.c.rowid == place, _says(says, word, people)).exists())
    return query.where(*wanted), place


def _says(of: Any, word: str, people: _People | None) -> ColumnElement[bool]:
    """Whether a line of the words holds one, or the record is of one of these people."""
    held = of.c.words.like(_pattern(word), escape=_ESCAPE)
    if people is None:
        return cast("ColumnElement[bool]", held)
    worked = _facet.alias()
    is_theirs = and_(worked.c.kind == Facet.PERSON.value, worked.c.value.in_(people.ids))
    if people.are_often:
        # One record at a time, as a page is read: as EXISTS, all of theirs would be read first.
        theirs = select(worked.c.place).where(worked.c.place == of.c.rowid, is_theirs).limit(1)
        return or_(held, theirs.scalar_subquery().is_not(None))
    other = _words.alias()
    found = select(other.c.rowid).where(other.c.words.like(_pattern(word), escape=_ESCAPE))
    return cast("ColumnElement[bool]", of.c.rowid.in_(union(found, select(worked.c.place).where(is_theirs))))


class _People(NamedTuple):
    """Those whose name has a word, and whether many records are theirs."""

    ids: list[str]
    are_often: bool


def _named(connection: Connection, words: list[str]) -> list[tuple[str, _People | None]]:
    """Each word, and the people whose name has it, where the words of the records hold no names."""
    if connection.dialect.name == "sqlite" or not words:
        return [(word, None) for word in words]
    names = {id: facets.lines_of(name) for id, name in queries.names(connection).items()}
    found: list[tuple[str, _People | None]] = []
    for word in words:
        ids = sorted(id for id, lines in names.items() if word in lines)
        theirs = select(_facet.c.place).where(_facet.c.kind == Facet.PERSON.value, _facet.c.value.in_(ids))
        count = select(func.count()).select_from(theirs.limit(_FEW).subquery())
        found.append((word, _People(ids, connection.execute(count).scalar_one() >= _FEW) if ids else None))
    return found


def _term(word: str) -> str:
    """What is looked for: a word too short for the trigrams is a whole one, on a line of its own."""
    return word if len(word) >= SHORTEST else f"{facets.END}{word}{facets.END}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where a fact that is asked for is: kinds and values, and how many records these are, `_FEW` at most of each."""

    ranges: tuple[tuple[str, str], ...]
    count: int

    def places(self) -> Select[Any] | CompoundSelect[Any]:
        of_each = [select(_facet.c.place).where(_is(_facet, one)) for one in self.ranges]
        return of_each[0] if len(of_each) == 1 else union(*of_each)

    def has(self, place: ColumnElement[int]) -> ColumnElement[bool]:
        has = _facet.alias()
        return or_(*(select(has.c.place).where(_is(has, one), has.c.place == place).exists() for one in self.ranges))


def _asked(connection: Connection, criterion: Criterion) -> _Asked:
    """A fact of ASCII signs is kept as it is said, whose case does not count, and another one folded besides."""
    if criterion.facet is Facet.PERSON:
        kinds, value = [criterion.facet.value], criterion.value
    else:
        kinds, value = [criterion.facet.value, facets.folded_kind(criterion.facet)], folded(criterion.value)
    ranges = {(kind, value): _count(connection, kind, value, _FEW) for kind in kinds}
    used = {one: count for one, count in ranges.items() if count} or {(kinds[0], value): 0}
    return _Asked(tuple(used), sum(used.values()))


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
    # As a sum: PostgreSQL would look for the first and the last from the ends of all places.
    place = _record.c.place + _NONE
    first, last = connection.execute(select(func.min(place), func.max(place)).where(*dates)).one()
    if first is None:
        return [_record.c.place.is_(None)]
    return [*dates, _record.c.place.between(first, last)]


def _place_of(id: EntryId) -> ColumnElement[int]:
    return select(_record.c.place).where(_record.c.post == id.post, _record.c.sequence == id.sequence).scalar_subquery()


def _is(facet: Any, one: tuple[str, str]) -> ColumnElement[bool]:
    kind, value = one
    return and_(facet.c.kind == kind, facet.c.value == value)


def _count(connection: Connection, kind: str, value: str, most: int = 1) -> int:
    return connection.execute(_COUNT, {"kind": kind, "value": value, "most": most}).scalar_one()


# Made once: each fact that is asked for is counted.
_COUNT = select(func.count()).select_from(
    select(_facet.c.place)
    .where(_facet.c.kind == bindparam("kind"), _facet.c.value == bindparam("value"))
    .limit(bindparam("most"))
    .subquery()
)


def _proposed(connection: Connection, facet: Facet, begins: str) -> list[str]:
    """The first values of a facet that begin so, as they are said."""
    said = [*_values(connection, facet.value, begins)]
    said += [_said(connection, facet, value) for value in _values(connection, facets.folded_kind(facet), begins)]
    return sorted(set(said), key=folded)[:_PROPOSED]


def _said(connection: Connection, facet: Facet, value: str) -> str:
    """How a record that has a folded fact says it."""
    place = select(_facet.c.place).where(_is(_facet, (facets.folded_kind(facet), value))).limit(1).scalar_subquery()
    said = connection.execute(select(_facet.c.value).where(_facet.c.kind == facet.value, _facet.c.place == place))
    return next((one for one in said.scalars() if folded(one) == value), value)


def _values(connection: Connection, kind: str, begins: str) -> list[str]:
    """Each value is one seek in the key of the table, however many records have it."""
    values: list[str] = []
    of_kind = (_facet.c.kind == kind, _facet.c.value < begins + _LAST_SIGN)
    query = select(_facet.c.value).where(*of_kind).order_by(_facet.c.value).limit(1)
    value = connection.execute(query.where(_facet.c.value >= begins)).scalar()
    while value is not None and len(values) < _PROPOSED:
        values.append(value)
        value = connection.execute(query.where(_facet.c.value > value)).scalar()
    return values


def _pattern(word: str) -> str:
    for sign in (_ESCAPE, "%", "_"):
        word = word.replace(sign, _ESCAPE + sign)
    return f"%{word}%"


def treatments_naming(connection: Connection, id: EntryId) -> list[str]:
    """The numbers of the fiches and of the dérogations that name a record, or cover a piece of it."""
    facets.require(connection)
    query = text(
        "SELECT DISTINCT t.number FROM derived_record r JOIN derived_facet f ON f.place = r.place "
        "JOIN treatment_event t ON t.number = f.value "
        "WHERE r.post = :post AND r.sequence = :sequence AND f.kind IN ('sheet', 'concession') ORDER BY t.number"
    )
    return list(connection.execute(query, {"post": id.post, "sequence": id.sequence}).scalars())
