"""The tables of `archive.sqlite`.

Sealed tables only grow: every row belongs to one entry of the journal (`post`, `sequence`, `row`) and triggers refuse
UPDATE and DELETE. A later version of the schema only adds tables, and columns that may be null; each bears the version
since which it exists.
Derived tables repeat what the sealed ones imply, for speed; verification recomputes them.
`person_identity` alone can be erased, because the journal seals a salted digest of the name and not the name.
Numbers are integers of 10⁻⁹ of the unit beside the decimals shown, so that SQL compares them exactly; times are
microseconds since 1970 UTC.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from metroapp.archive.first_look import SCHEMA_VERSION

metadata = MetaData()


def _sealed(name: str, *columns: Column[object], since: int = 1) -> Table:
    return Table(
        name,
        metadata,
        Column("post", String(8), primary_key=True),
        Column("sequence", BigInteger, primary_key=True),
        Column("row", Integer, primary_key=True),
        *columns,
        info={"sealed": True, "since": since},
        sqlite_with_rowid=False,
    )


def _record() -> tuple[Column[object], ...]:
    """Reference to the record that a row belongs to."""
    return (Column("record_post", String(8), nullable=False), Column("record_sequence", BigInteger, nullable=False))


def _since(version: int, column: Column[Any]) -> Column[Any]:
    column.info["since"] = version
    return column


schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

journal = Table(
    "journal",
    metadata,
    Column("post", String(8), primary_key=True),
    Column("sequence", BigInteger, primary_key=True),
    Column("seal_format", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(32), nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("manifest", LargeBinary, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    info={"sealed": True},
    sqlite_with_rowid=False,
)

this_post = Table(  # whose file this is, among the posts that it may hold entries of
    "this_post", metadata, Column("post", String(8), primary_key=True), info={"since": 8}
)

workshop = _sealed("workshop", Column("name", Text, nullable=False), Column("program", Text, nullable=False))

person = _sealed(
    "person", Column("person_id", String(32), nullable=False), Column("name_digest", LargeBinary(32), nullable=False)
)

person_identity = Table(
    "person_identity",
    metadata,
    Column("person_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
)

instrument = _sealed(
    "instrument",
    Column("number", String(40), nullable=False),
    Column("designation", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # the whole register line as JSON
)

gauge_block = _sealed(
    "gauge_block",
    Column("serial", String(40), nullable=False),
    Column("facts", Text, nullable=False),  # nominal, certified deviation, serial number as JSON
)

record = _sealed(
    "record",
    Column("number", String(40), nullable=False),
    Column("reference", Text, nullable=False),
    Column("drawing", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("work_order", Text, nullable=False),
    Column("lot", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("machine", Text, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("operator", String(32), nullable=False),
    Column("simulated", Integer, nullable=False),
    Column("specification", Text, nullable=False),  # the part, frozen, as JSON
    _since(3, Column("rule", String(16))),  # of the workshop; null before there were any: simple acceptance
    _since(4, Column("options", Text)),  # how it is filled, as JSON; null before there was a choice
)

measurement = _sealed(
    "measurement",
    *_record(),
    Column("piece", Integer, nullable=False),
    Column("balloon", String(40), nullable=False),
    Column("box", String(8), nullable=False),
    Column("amount", BigInteger),
    Column("decimals", Integer),
    Column("unit", String(8)),
    Column("observation", String(24)),
    Column("verdict", String(16), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("instrument", String(40)),
    Column("person", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("replaces_post", String(8)),
    Column("replaces_sequence", BigInteger),
    Column("simulated", Integer, nullable=False),
    _since(3, Column("uncertainty_amount", BigInteger)),
    _since(3, Column("uncertainty_decimals", Integer)),
    _since(3, Column("uncertainty_unit", String(8))),
    _since(3, Column("uncertainty_source", String(16))),
)
Index(
    "measurement_by_box",
    *(measurement.c[_name] for _name in ("record_post", "record_sequence", "balloon", "piece", "box")),
)
Index("measurement_by_instrument", measurement.c.instrument)
Index(
    "measurement_bad",
    *(measurement.c[_name] for _name in ("record_post", "record_sequence", "balloon")),
    sqlite_where=measurement.c.verdict == "nonconforming",
)

measurement_input = _sealed(
    "measurement_input",
    Column("role", String(16), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("decimals", Integer, nullable=False),
    Column("unit", String(8), nullable=False),
    Column("instrument", String(40)),
    Column("raw", LargeBinary),
    Column("received_at", BigInteger),
    Column("flags", Text),
)
Index("measurement_input_by_instrument", measurement_input.c.instrument)

impossible = _sealed(
    "impossible",
    *_record(),
    Column("piece", Integer, nullable=False),
    Column("balloon", String(40), nullable=False),
    Column("box", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", String(32), nullable=False),
)
Index("impossible_by_record", impossible.c.record_post, impossible.c.record_sequence)

zero_setting = _sealed(
    "zero_setting",
    *_record(),
    Column("balloon", String(40), nullable=False),
    Column("instrument", String(40), nullable=False),
    Column("certified_amount", BigInteger, nullable=False),
    Column("certified_decimals", Integer, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("person", String(32), nullable=False),
    Column("simulated", Integer, nullable=False),
    _since(5, Column("facts", Text)),  # how the comparator is mounted, and its zeros, as JSON
)
Index("zero_setting_by_record", zero_setting.c.record_post, zero_setting.c.record_sequence)

concession = _sealed(
    "concession",
    *_record(),
    Column("number", Text, nullable=False),
    Column("piece", Integer, nullable=False),
    Column("balloons", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("granted_by", String(32), nullable=False),
    Column("person", String(32), nullable=False),
    _since(3, Column("signed", Integer)),  # 1: whoever granted it gave their secret
)
Index("concession_by_record", concession.c.record_post, concession.c.record_sequence)
Index("concession_by_number", concession.c.number)

closing = _sealed(
    "closing",
    *_record(),
    Column("person", String(32), nullable=False),
    _since(3, Column("signed", Integer)),  # 1: whoever closed it gave their secret
)
Index("closing_by_record", closing.c.record_post, closing.c.record_sequence)

part_revision = _sealed(
    "part_revision",
    Column("reference", Text, nullable=False),
    Column("drawing", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("designation", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("specification", Text, nullable=False),  # the part, as JSON
    Column("person", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    since=2,
)
Index(
    "part_revision_by_key",
    part_revision.c.reference,
    part_revision.c.drawing,
    part_revision.c.revision,
    part_revision.c.post,
    part_revision.c.sequence,
)

record_event = _sealed(
    "record_event",
    *_record(),
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=4,
)
Index("record_event_by_record", record_event.c.record_post, record_event.c.record_sequence)

means_event = _sealed(
    "means_event",
    Column("number", String(40), nullable=False),  # of the means, in the register
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=5,
)
Index("means_event_by_number", means_event.c.number)

treatment_event = _sealed(
    "treatment_event",
    Column("number", String(40), nullable=False),  # of the fiche de non-conformité or of the dérogation
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=5,
)
Index("treatment_event_by_number", treatment_event.c.number)

workshop_rule = _sealed(
    "workshop_rule", Column("rule", String(16), nullable=False), Column("person", String(32), nullable=False), since=3
)

person_role = _sealed(
    "person_role",
    Column("person_id", String(32), nullable=False),
    Column("roles", Text, nullable=False),  # as JSON; none: the person acts no more
    Column("person", String(32), nullable=False),
    since=3,
)

secret_change = _sealed(
    "secret_change",
    Column("person_id", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),  # of what is kept of the secret, beside the archive
    Column("person", String(32), nullable=False),
    since=3,
)

signing_key = _sealed(
    "signing_key",
    Column("public", LargeBinary(32), nullable=False),  # Ed25519
    Column("endorsement", LargeBinary(64)),  # of this key by the one before it; null for a first key, or a lost one
    Column("person", String(32), nullable=False),
    since=7,
)

record_signature = _sealed(
    "record_signature",
    *_record(),
    Column("entries", BigInteger, nullable=False),  # of the record, that this post wrote: the signature covers them
    Column("content", LargeBinary(32), nullable=False),  # their digest
    Column("line", Text, nullable=False),  # of derived_record, as whoever signed derived it, as JSON
    Column("public", LargeBinary(32), nullable=False),  # the key
    Column("signature", LargeBinary(64), nullable=False),
    since=7,
)
Index("record_signature_by_record", record_signature.c.record_post, record_signature.c.record_sequence)

work_order_event = _sealed(
    "work_order_event",
    Column("number", String(40), nullable=False),  # of the ordre de fabrication
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=7,
)
Index("work_order_event_by_number", work_order_event.c.number)

process_event = _sealed(
    "process_event",
    Column("number", String(40), nullable=False),  # of the chart, the register of a tool, the study, the sampling
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=8,
)
Index("process_event_by_number", process_event.c.number)

session_event = _sealed(
    "session_event",
    Column("number", String(40), nullable=False),  # of the examination session
    Column("kind", String(32), nullable=False),
    Column("facts", Text, nullable=False),  # as JSON; people by their ids
    Column("person", String(32), nullable=False),
    since=9,
)
Index("session_event_by_number", session_event.c.number)

name_erasure = _sealed(
    "name_erasure",
    Column("person_id", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", String(32), nullable=False),
    since=7,
)

received_package = _sealed(
    "received_package",
    Column("digest", String(64), nullable=False),  # of the file, kept beside the archive
    Column("facts", Text, nullable=False),  # where it comes from and what it holds, as JSON
    Column("person", String(32), nullable=False),
    since=7,
)

home_seen = _sealed(  # up to which entry of the home post, and after which of its own, a post has what comes down
    "home_seen",
    Column("home_post", String(8), nullable=False),
    Column("home_sequence", BigInteger, nullable=False),
    Column("home_digest", LargeBinary(32), nullable=False),
    since=9,
)

STALE = -1  # pieces unsorted, in a line that is yet to be derived again
derived_record = Table(
    "derived_record",
    metadata,
    Column("post", String(8), primary_key=True),
    Column("sequence", BigInteger, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("part", Text, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("conforming", Integer, nullable=False),
    Column("nonconforming", Integer, nullable=False),
    Column("concession", Integer, nullable=False),
    Column("unsorted", Integer, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    _since(3, Column("held", Integer, nullable=False, server_default="0")),
    _since(6, Column("place", BigInteger)),  # in the order of opening: by it, lists are paged
    sqlite_with_rowid=False,
)
Index("derived_record_by_place", derived_record.c.place, unique=True)
Index("derived_record_by_opening", derived_record.c.opened_at, derived_record.c.place)
for _count in ("nonconforming", "concession", "held", "unsorted"):
    Index(f"derived_record_{_count}", derived_record.c.place, sqlite_where=derived_record.c[_count] > 0)
Index("derived_record_open", derived_record.c.place, sqlite_where=derived_record.c.closed_at.is_(None))

derived_facet = Table(
    "derived_facet",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("value", Text(collation="NOCASE"), primary_key=True),
    Column("place", BigInteger, primary_key=True),  # of the record
    info={"since": 6},
    sqlite_with_rowid=False,
)
Index("derived_facet_by_place", derived_facet.c.place)

# What each record says, by its place, in trigrams: a virtual table, and the tables that SQLite keeps it in.
WORDS = "derived_words"
WORDS_TABLE = f"CREATE VIRTUAL TABLE {WORDS} USING fts5(words, tokenize='trigram')"
WORDS_KEPT_IN = tuple(f"{WORDS}_{name}" for name in ("config", "content", "data", "docsize", "idx"))
WORDS_SINCE = 6
DERIVED_SINCE = 7  # facets and words as they are derived now: older ones are made again

SEALED = tuple(table for table in metadata.sorted_tables if table.info.get("sealed"))
SEALED_ROWS = tuple(table for table in SEALED if table is not journal)


def tables(version: int = SCHEMA_VERSION) -> dict[str, Table]:
    """The tables, by name, that an archive of this version of the schema has."""
    return {name: table for name, table in metadata.tables.items() if table.info.get("since", 1) <= version}


def columns(table: Table, version: int = SCHEMA_VERSION) -> list[Column[Any]]:
    """The columns of a table in an archive of this version of the schema."""
    return [column for column in table.columns if column.info.get("since", 1) <= version]


def triggers(version: int = SCHEMA_VERSION) -> dict[str, str]:
    """Name and text of the triggers that keep the sealed tables of this version from changing."""
    found = {}
    known = tables(version)
    for table in SEALED:
        if table.name not in known:
            continue
        for verb in ("UPDATE", "DELETE"):
            name = f"{table.name}_refuses_{verb.lower()}"
            found[name] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} "
                f"BEGIN SELECT RAISE(ABORT, 'sealed table: {table.name}'); END"
            )
    return found
