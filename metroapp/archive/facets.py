"""By what a record is found: its facets, and the words that it says. Derived tables; verification recomputes them.

Each facet is one line of `_SAID_BY`: the rows of a sealed table that say it. An entry brings the facets of its own
rows, an upgrade those of all rows, and verification compares both ways: no record has to be rebuilt to be found. A fact
with other signs than those of ASCII is there once more, folded, under its own kind (`folded_kind`): it is found however
it is typed.
The words are kept folded and cut in trigrams by SQLite's FTS5: a part of a word is found as fast as a whole one. Each
text is a line, and each word that is too short for a trigram another one: between its two ends of line it is long
enough (`END`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, text

from metroapp.archive import queries, schema
from metroapp.archive.folding import folded, short_words
from metroapp.archive.journal import Entry
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_search import Facet

END = "\n"  # of each line of the words, and before the first


class _Said(NamedTuple):
    """Rows of `source`, of which the first table is the one that an entry writes, and the record that they name."""

    source: str
    value: str
    post: str = "t.record_post"
    sequence: str = "t.record_sequence"
    repeats: bool = False  # a hundred rows of a record say the same: of all rows, one of them is enough


_HEADER = {
    Facet.PART: "reference",
    Facet.DRAWING: "drawing",
    Facet.REVISION: "revision",
    Facet.WORK_ORDER: "work_order",
    Facet.LOT: "lot",
    Facet.OPERATION: "operation",
    Facet.MACHINE: "machine",
    Facet.PERSON: "operator",
}


def _read(column: str) -> str:
    """A column of JSON; nothing where it cannot be read: a post may have sealed what no program of ours would, which
    keeps nobody from finding the rest."""
    return f"CASE WHEN json_valid({column}) THEN as_json({column}) END"


_FACTS = _read("t.facts")
_SIGNED_BY = f"json_extract({_FACTS}, '$.granted_by')"
_OF_PARENT = ("p.record_post", "p.record_sequence")
_OF_ENTRY = "ON p.post = t.post AND p.sequence = t.sequence"
# A fiche and a dérogation name records wherever they name pieces.
_TREE = f"treatment_event t JOIN json_tree({_FACTS}) j ON j.key = 'record' AND j.type = 'array'"
_POST, _SEQUENCE = "json_extract(j.value, '$[0]')", "json_extract(j.value, '$[1]')"

_SAID_BY: tuple[tuple[str, Facet, _Said], ...] = (
    *(("record", facet, _Said("record t", f"t.{column}", "t.post", "t.sequence")) for facet, column in _HEADER.items()),
    ("measurement", Facet.INSTRUMENT, _Said("measurement t", "t.instrument", repeats=True)),
    ("measurement", Facet.PERSON, _Said("measurement t", "t.person", repeats=True)),
    *(
        (
            "measurement_input",
            Facet.INSTRUMENT,
            _Said(f"measurement_input t JOIN {parent} p {_OF_ENTRY}", "t.instrument", *_OF_PARENT, repeats),
        )
        for parent, repeats in (("measurement", True), ("zero_setting", False))
    ),
    ("zero_setting", Facet.INSTRUMENT, _Said("zero_setting t", "t.instrument")),
    ("concession", Facet.CONCESSION, _Said("concession t", "t.number")),
    *(
        (table, Facet.PERSON, _Said(f"{table} t", "t.person"))
        for table in ("impossible", "zero_setting", "concession", "record_event", "closing")
    ),
    ("concession", Facet.PERSON, _Said("concession t", "t.granted_by")),
    ("record_event", Facet.PERSON, _Said("record_event t", _SIGNED_BY)),
    ("treatment_event", Facet.SHEET, _Said(_TREE, f"json_extract({_FACTS}, '$.sheet')", _POST, _SEQUENCE)),
    ("treatment_event", Facet.CONCESSION, _Said(_TREE, f"json_extract({_FACTS}, '$.file')", _POST, _SEQUENCE)),
)  # fmt: skip


def _select(facet: Facet, said: _Said, of_entries: bool) -> str:
    # With the sign, SQLite runs through the table and not through an index of the values, whose rows are all over it.
    once = "DISTINCT +" if said.repeats and not of_entries else ""
    where = "AND t.post = :post AND t.sequence BETWEEN :first AND :last" if of_entries else ""
    return (
        f"SELECT '{facet.value}' AS kind, s.value AS value, r.place AS place FROM ("
        f"SELECT {once}{said.value} AS value, {said.post} AS post, {said.sequence} AS sequence FROM {said.source} "
        f"WHERE {said.value} NOT IN ('', '-') {where}) s "
        "JOIN derived_record r ON r.post = s.post AND r.sequence = s.sequence"
    )


def _union(tables: Collection[str], *, of_entries: bool = False) -> str:
    return " UNION ".join(_select(facet, said, of_entries) for name, facet, said in _SAID_BY if name in tables)


def _each(tables: Collection[str]) -> list[str]:
    """The same apart, for what takes each fact once: a union of all rows is sorted, which takes SQLite far longer."""
    return [_select(facet, said, False) for name, facet, said in _SAID_BY if name in tables]


_INSERT = "INSERT OR IGNORE INTO derived_facet (kind, value, place) "
_OF_ENTRIES = {
    name: text(_INSERT + _union([name], of_entries=True)) for name in dict.fromkeys(name for name, *_ in _SAID_BY)
}
_FOLDED = "~"  # before the name of a kind: comes after them all
_SAID = f"kind < '{_FOLDED}'"
_MORE = (
    f"SELECT '{_FOLDED}' || kind AS kind, folded(value) AS value, place FROM derived_facet "
    f"WHERE {_SAID} AND kind <> '{Facet.PERSON.value}' AND value GLOB '*[^ -~]*'"
)

_OF_RECORD = "record_post = :post AND record_sequence = :sequence"
# All numbers begin with the post: the short word that it is would find every record, so they are not cut in words.
_WORDS_SAID_BY = (
    ("derived_record", "SELECT number, 0 FROM derived_record WHERE place = :place"),
    (
        "record",
        f"SELECT json_extract({_read('specification')}, '$.designation'), 1 FROM record "
        "WHERE post = :post AND sequence = :sequence",
    ),
    ("derived_record", f"SELECT value, 1 FROM derived_facet WHERE place = :place AND {_SAID} AND kind <> 'person'"),
    (
        "person_identity",
        "SELECT i.name, 1 FROM derived_facet f JOIN person_identity i ON i.person_id = f.value "
        "WHERE f.place = :place AND f.kind = 'person'",
    ),
    *(
        (table, f"SELECT reason, 1 FROM {table} WHERE {_OF_RECORD}")
        for table in ("measurement", "impossible", "concession")
    ),
    (
        "record_event",
        f"SELECT j.value, 1 FROM record_event e JOIN json_tree({_read('e.facts')}) j ON j.type = 'text' "
        f"AND j.key IN ('reason', 'comment', 'text', 'designation') WHERE {_OF_RECORD}",
    ),
)  # fmt: skip
_TABLES = frozenset(schema.metadata.tables)
_SAYS_WORDS = frozenset({"record", "record_event"})  # each entry may say new ones, and so does each reason


def bring_up_to_date(
    connection: Connection, first: EntryId, entries: Sequence[Entry], records: Iterable[EntryId]
) -> None:
    """What entries say of records, in the transaction that writes them.

    `first` is the identity of the first of them; `records` are those that their rows belong to.
    """
    last = first.sequence + len(entries) - 1
    of_entries = {"post": first.post, "first": first.sequence, "last": last}
    rows = [row for entry in entries for row in entry.rows]
    written = {table.name for table, _ in rows}
    is_said = bool(written & _SAYS_WORDS) or any(row.get("reason") for _, row in rows)
    for table in _OF_ENTRIES.keys() & written:
        is_said |= connection.execute(_OF_ENTRIES[table], of_entries).rowcount > 0
    if not is_said:
        return
    named = set(records)
    if "treatment_event" in written:
        named |= set(named_by(connection, first.post, first.sequence, last))
    for id in named:
        _write_words(connection, id)


def require(connection: Connection) -> None:
    """Make them for this connection alone where an archive read as it is has none: one of an older version, or one that
    was brought up to date and then left so.

    They are temporary tables: nothing is written in the archive. A server has them, or is of an older plan.
    """
    if connection.dialect.name != "sqlite":
        return
    if connection.execute(_IS_BESIDE).first() is not None:
        return
    version = queries.schema_version(connection)
    if version >= schema.WORDS_SINCE and not are_to_be_made(connection):
        return
    if version < schema.WORDS_SINCE:
        held = "" if version >= 3 else "0 AS held, "
        ranked = f"SELECT *, {held}row_number() OVER (ORDER BY sequence, post) AS place FROM main.derived_record"
        connection.exec_driver_sql(f"CREATE TEMP TABLE derived_record AS {ranked}")
        connection.exec_driver_sql("CREATE UNIQUE INDEX temp.derived_record_of ON derived_record (post, sequence)")
        connection.exec_driver_sql("CREATE UNIQUE INDEX temp.derived_record_by ON derived_record (place)")
    connection.exec_driver_sql(
        'CREATE TEMP TABLE derived_facet (kind TEXT, value TEXT COLLATE "NOCASE", place BIGINT, '
        "PRIMARY KEY (kind, value, place)) WITHOUT ROWID"
    )
    connection.exec_driver_sql("CREATE INDEX temp.derived_facet_of ON derived_facet (place)")
    connection.exec_driver_sql(schema.WORDS_TABLE.replace("VIRTUAL TABLE ", "VIRTUAL TABLE temp."))
    _fill(connection, frozenset(schema.tables(version)))


def words_without_names(connection: Connection, place: int, id: EntryId) -> str:
    """What a record says, but for who worked on it: as a server holds it."""
    return _words(connection, place, id, _NAMELESS_WORDS)


def are_to_be_made(connection: Connection) -> bool:
    """Whether an upgrade left them to be made, or a version that derived less made them."""
    if queries.schema_version(connection) < schema.DERIVED_SINCE:
        return True
    return connection.execute(_ARE_TO_BE_MADE).first() is not None


def folded_kind(facet: Facet) -> str:
    """The kind of the folded facts that are there beside those that are said so."""
    return _FOLDED + facet.value


def derive_all(connection: Connection) -> None:
    """The facets and the words of every record, anew."""
    connection.execute(text("DELETE FROM derived_facet"))
    connection.execute(text("DELETE FROM derived_words"))
    _fill(connection, _TABLES)


def forget_name(connection: Connection, person_id: str) -> None:
    """The words of the records that somebody worked on, once the name is deleted, and no trace of the words before."""
    name_changed(connection, person_id)
    # What FTS5 unsays stays in its index until it merges: only an index made again (`rebuild`) holds nothing of it.
    connection.execute(_MAKE_INDEX_AGAIN)


def name_changed(connection: Connection, person_id: str) -> None:
    """The words of the records that somebody worked on, once their name is deleted, or known at last."""
    for line in connection.execute(_PLACES_OF, {"person": person_id}).all():
        words = _words(connection, line.place, EntryId(line.post, line.sequence), _ALL_WORDS)
        connection.execute(_UPDATE_WORDS, {"place": line.place, "words": words})
    # What FTS5 unsays stays in its index until it merges: only an index made again (`rebuild`) holds nothing of it.
    connection.execute(_MAKE_INDEX_AGAIN)


def named_by(connection: Connection, post: str, first: int, last: int) -> list[EntryId]:
    """The records that the acts on bad pieces of some entries of a post name."""
    found = connection.execute(_NAMED, {"post": post, "first": first, "last": last})
    return [EntryId(line.post, line.sequence) for line in found]


def unread_acts(connection: Connection) -> Iterator[tuple[EntryId, int]]:
    """The acts on bad pieces that cannot be read, by which no record is found: their entries, and rows."""
    for post, sequence, row in connection.execute(_UNREAD_ACTS):
        yield EntryId(post, sequence), row


def difference(connection: Connection) -> tuple[str, str] | None:
    """Where the derived tables and the sealed ones first disagree: table and row; None where they agree."""
    facets = (_MISSING, _TOO_MANY, _MISSING_FOLDED, _TOO_MANY_FOLDED)
    for statement in _MAKE_EXPECTED:  # derived once, looked at both ways
        connection.exec_driver_sql(statement)
    for name, query in (*(("derived_facet", query) for query in facets), ("derived_words", _UNFOUND)):
        line = connection.execute(query).first()
        if line is not None:
            return name, str(line[0])
    expected = _all_words(connection)
    for stored in connection.execute(_STORED_WORDS):
        if (stored.place, stored.words) != next(expected, None):
            return "derived_words", str(stored.place)
    return None


def _fill(connection: Connection, known: Collection[str]) -> None:
    for said in _each(known):
        connection.execute(text(_INSERT + said))
    connection.execute(text(_INSERT + _MORE))
    for place, words in _all_words(connection, known):
        connection.execute(_INSERT_WORDS, {"place": place, "words": words})


def _write_words(connection: Connection, id: EntryId) -> None:
    place = connection.execute(_PLACE, {"post": id.post, "sequence": id.sequence}).scalar_one()
    connection.execute(_INSERT_FOLDED, {"place": place})
    words = _words(connection, place, id, _ALL_WORDS)
    if connection.execute(_UPDATE_WORDS, {"place": place, "words": words}).rowcount == 0:
        connection.execute(_INSERT_WORDS, {"place": place, "words": words})


def _all_words(connection: Connection, known: Collection[str] = _TABLES) -> Iterator[tuple[int, str]]:
    # Few values have a reason, which are found at once: looking for them record by record would read every value.
    query = str(_words_of(known)).replace(_REASONS_OF_VALUES, _REASONS_BESIDE)
    driver: Any = connection.connection.driver_connection
    for statement in _MAKE_REASONS:
        connection.exec_driver_sql(statement)
    for line in connection.execute(_PLACES, execution_options={"yield_per": 1000}):
        said = {"place": line.place, "post": line.post, "sequence": line.sequence}
        yield line.place, _joined(driver.execute(query, said))


def _words_of(known: Collection[str]) -> TextClause:
    return text(" UNION ".join(query for table, query in _WORDS_SAID_BY if table in known))


def _words(connection: Connection, place: int, id: EntryId, query: TextClause) -> str:
    said = connection.execute(query, {"place": place, "post": id.post, "sequence": id.sequence})
    return _joined((words, is_cut) for words, is_cut in said)


def lines_of(said: str) -> str:
    """The words of one text, as those of a record are kept."""
    return _joined([(said, 1)])


def _joined(said: Iterable[tuple[str | None, int]]) -> str:
    lines: set[str] = set()
    for words, is_cut in said:
        if words:
            lines.add(line := folded(words))
            lines |= short_words(line) if is_cut else set()
    return END + END.join(sorted(lines)) + END


_REASONS, _EXPECTED = "said_reasons", "expected_facets"
_REASONS_OF_VALUES = f"SELECT reason, 1 FROM measurement WHERE {_OF_RECORD}"
_REASONS_BESIDE = f"SELECT reason, 1 FROM temp.{_REASONS} WHERE {_OF_RECORD}"
# Temporary tables, gone with the connection: emptied and not dropped, since a reader may be in the middle of another.
_MAKE_REASONS = (
    f"CREATE TEMP TABLE IF NOT EXISTS {_REASONS} (record_post TEXT, record_sequence BIGINT, reason TEXT, "
    "PRIMARY KEY (record_post, record_sequence, reason)) WITHOUT ROWID",
    f"DELETE FROM temp.{_REASONS}",
    # Once each by the key: with DISTINCT, all values would be read in the order of an index.
    f"INSERT OR IGNORE INTO temp.{_REASONS} "
    "SELECT record_post, record_sequence, reason FROM measurement WHERE reason <> ''",
)
_MAKE_EXPECTED = (
    f'CREATE TEMP TABLE IF NOT EXISTS {_EXPECTED} (kind TEXT, value TEXT COLLATE "NOCASE", place BIGINT, '
    "PRIMARY KEY (kind, value, place)) WITHOUT ROWID",
    f"DELETE FROM temp.{_EXPECTED}",
    *(f"INSERT OR IGNORE INTO temp.{_EXPECTED} {said}" for said in _each(_TABLES)),
)
_ARE_TO_BE_MADE = text(
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM derived_record) "
    "AND NOT EXISTS (SELECT 1 FROM derived_words) AND NOT EXISTS (SELECT 1 FROM derived_facet)"
)
_ALL_WORDS = _words_of(_TABLES)
_NAMELESS_WORDS = _words_of(_TABLES - {schema.person_identity.name})
_IS_BESIDE = text("SELECT 1 FROM sqlite_temp_master WHERE name = 'derived_facet'")
# A record may say a number in two spellings: it is kept in one of them, so neither is missing nor too many.
_ALL = f"SELECT kind, value, place FROM temp.{_EXPECTED}"
_STORED = "SELECT kind, value COLLATE NOCASE AS value, place FROM derived_facet"
_INSERT_FOLDED = text(f"{_INSERT}{_MORE} AND place = :place")


def _surplus(of: str, over: str) -> TextClause:
    return text(f"SELECT kind || ' ' || value FROM ({of} EXCEPT {over}) LIMIT 1")


_MISSING, _TOO_MANY = _surplus(_ALL, f"{_STORED} WHERE {_SAID}"), _surplus(f"{_STORED} WHERE {_SAID}", _ALL)
_FOLDED_STORED = f"{_STORED} WHERE NOT {_SAID}"
_MISSING_FOLDED, _TOO_MANY_FOLDED = _surplus(_MORE, _FOLDED_STORED), _surplus(_FOLDED_STORED, _MORE)
_UNFOUND = text(
    "SELECT place FROM derived_record WHERE place NOT IN (SELECT rowid FROM derived_words) "
    "UNION SELECT rowid FROM derived_words WHERE rowid NOT IN (SELECT place FROM derived_record) LIMIT 1"
)
_NAMED = text(
    f"SELECT DISTINCT r.post, r.sequence FROM {_TREE} "
    f"JOIN derived_record r ON r.post = {_POST} AND r.sequence = {_SEQUENCE} "
    "WHERE t.post = :post AND t.sequence BETWEEN :first AND :last"
)
_UNREAD_ACTS = text(f'SELECT t.post, t.sequence, t."row" FROM treatment_event t WHERE ({_FACTS}) IS NULL')
_PLACE = text("SELECT place FROM derived_record WHERE post = :post AND sequence = :sequence")
_PLACES = text("SELECT place, post, sequence FROM derived_record ORDER BY place")
_PLACES_OF = text(
    "SELECT r.place, r.post, r.sequence FROM derived_facet f JOIN derived_record r ON r.place = f.place "
    "WHERE f.kind = 'person' AND f.value = :person"
)
MAKE_INDEX_AGAIN = "INSERT INTO derived_words (derived_words) VALUES ('rebuild')"
_MAKE_INDEX_AGAIN = text(MAKE_INDEX_AGAIN)
_STORED_WORDS = text("SELECT rowid AS place, words FROM derived_words ORDER BY rowid")
_INSERT_WORDS = text("INSERT INTO derived_words (rowid, words) VALUES (:place, :words)")
_UPDATE_WORDS = text("UPDATE derived_words SET words = :words WHERE rowid = :place")
