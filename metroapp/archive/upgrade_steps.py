"""The steps from each version of the archive to the next: frozen statements, like the versions that they lead to.

They only add: sealed tables are never rebuilt, so every old row, entry and digest stays as it was written. What is
derived may be made again. Tests hold them against `metroapp.archive.schema`, and against what a step may do.
"""

from __future__ import annotations

import sqlite3

from metroapp.archive.first_look import SCHEMA_VERSION

STALE = -1  # instead of a count of pieces: the line of this record is to be derived again


def _sealed(name: str, columns: str) -> tuple[str, ...]:
    """The statements that make a sealed table and its triggers."""
    return (
        f'CREATE TABLE {name} (post VARCHAR(8) NOT NULL, sequence BIGINT NOT NULL, "row" INTEGER NOT NULL, {columns}, '
        'PRIMARY KEY (post, sequence, "row")) WITHOUT ROWID',
        *(
            f"CREATE TRIGGER {name}_refuses_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'sealed table: {name}'); END"
            for verb in ("UPDATE", "DELETE")
        ),
    )


# From each version to the next one.
STEPS: dict[int, tuple[str, ...]] = {
    1: (
        """
        CREATE TABLE part_revision (
            post VARCHAR(8) NOT NULL, sequence BIGINT NOT NULL, "row" INTEGER NOT NULL,
            reference TEXT NOT NULL, drawing TEXT NOT NULL, revision TEXT NOT NULL, designation TEXT NOT NULL,
            state VARCHAR(16) NOT NULL, specification TEXT NOT NULL, person VARCHAR(32) NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (post, sequence, "row")
        ) WITHOUT ROWID
        """,
        "CREATE INDEX part_revision_by_key ON part_revision (reference, drawing, revision, post, sequence)",
        "CREATE TRIGGER part_revision_refuses_update BEFORE UPDATE ON part_revision "
        "BEGIN SELECT RAISE(ABORT, 'sealed table: part_revision'); END",
        "CREATE TRIGGER part_revision_refuses_delete BEFORE DELETE ON part_revision "
        "BEGIN SELECT RAISE(ABORT, 'sealed table: part_revision'); END",
    ),
    2: (
        "ALTER TABLE record ADD COLUMN rule VARCHAR(16)",
        "ALTER TABLE measurement ADD COLUMN uncertainty_amount BIGINT",
        "ALTER TABLE measurement ADD COLUMN uncertainty_decimals INTEGER",
        "ALTER TABLE measurement ADD COLUMN uncertainty_unit VARCHAR(8)",
        "ALTER TABLE measurement ADD COLUMN uncertainty_source VARCHAR(16)",
        "ALTER TABLE concession ADD COLUMN signed INTEGER",
        "ALTER TABLE closing ADD COLUMN signed INTEGER",
        "ALTER TABLE derived_record ADD COLUMN held INTEGER DEFAULT '0' NOT NULL",
        # What was undecided left a piece unsorted; it is now held. `derived_again` sorts these records again.
        f"UPDATE derived_record SET unsorted = {STALE} WHERE (post, sequence) IN "
        "(SELECT record_post, record_sequence FROM measurement WHERE verdict = 'undecided')",
        *_sealed("workshop_rule", "rule VARCHAR(16) NOT NULL, person VARCHAR(32) NOT NULL"),
        *_sealed("person_role", "person_id VARCHAR(32) NOT NULL, roles TEXT NOT NULL, person VARCHAR(32) NOT NULL"),
        *_sealed(
            "secret_change",
            "person_id VARCHAR(32) NOT NULL, kind VARCHAR(16) NOT NULL, digest BLOB NOT NULL, "
            "person VARCHAR(32) NOT NULL",
        ),
    ),
    3: (
        "ALTER TABLE record ADD COLUMN options TEXT",
        *_sealed(
            "record_event",
            "record_post VARCHAR(8) NOT NULL, record_sequence BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, "
            "facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
        ),
        "CREATE INDEX record_event_by_record ON record_event (record_post, record_sequence)",
    ),
    4: (
        "ALTER TABLE zero_setting ADD COLUMN facts TEXT",
        *_sealed(
            "means_event",
            "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
        ),
        "CREATE INDEX means_event_by_number ON means_event (number)",
        *_sealed(
            "treatment_event",
            "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
        ),
        "CREATE INDEX concession_by_number ON concession (number)",
        "CREATE INDEX treatment_event_by_number ON treatment_event (number)",
        "CREATE INDEX measurement_by_instrument ON measurement (instrument)",
        "CREATE INDEX measurement_input_by_instrument ON measurement_input (instrument)",
    ),
    5: (
        "DROP INDEX IF EXISTS measurement_by_record",
        "CREATE INDEX measurement_by_box ON measurement (record_post, record_sequence, balloon, piece, box)",
        "CREATE INDEX measurement_bad ON measurement (record_post, record_sequence, balloon) "
        "WHERE verdict = 'nonconforming'",
        "ALTER TABLE derived_record ADD COLUMN place BIGINT",
        "UPDATE derived_record SET place = ranked.place FROM (SELECT post, sequence, row_number() "
        "OVER (ORDER BY sequence, post) AS place FROM derived_record) AS ranked "
        "WHERE derived_record.post = ranked.post AND derived_record.sequence = ranked.sequence",
        "CREATE UNIQUE INDEX derived_record_by_place ON derived_record (place)",
        "CREATE INDEX derived_record_by_opening ON derived_record (opened_at, place)",
        *(
            f"CREATE INDEX derived_record_{count} ON derived_record (place) WHERE {count} > 0"
            for count in ("nonconforming", "concession", "held", "unsorted")
        ),
        "CREATE INDEX derived_record_open ON derived_record (place) WHERE closed_at IS NULL",
        'CREATE TABLE derived_facet (kind VARCHAR(16) NOT NULL, value TEXT COLLATE "NOCASE" NOT NULL, '
        "place BIGINT NOT NULL, PRIMARY KEY (kind, value, place)) WITHOUT ROWID",
        "CREATE INDEX derived_facet_by_place ON derived_facet (place)",
        # `derived_again` fills both: facets and words are derived by its own statements.
        "CREATE VIRTUAL TABLE derived_words USING fts5(words, tokenize='trigram')",
    ),
    6: (
        *_sealed("signing_key", "public BLOB NOT NULL, endorsement BLOB, person VARCHAR(32) NOT NULL"),
        *_sealed(
            "record_signature",
            "record_post VARCHAR(8) NOT NULL, record_sequence BIGINT NOT NULL, entries BIGINT NOT NULL, "
            "content BLOB NOT NULL, line TEXT NOT NULL, public BLOB NOT NULL, signature BLOB NOT NULL",
        ),
        "CREATE INDEX record_signature_by_record ON record_signature (record_post, record_sequence)",
        *_sealed(
            "work_order_event",
            "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
        ),
        "CREATE INDEX work_order_event_by_number ON work_order_event (number)",
        # More is derived: `derived_again` fills both again.
        "DELETE FROM derived_facet",
        "DROP TABLE derived_words",
        "CREATE VIRTUAL TABLE derived_words USING fts5(words, tokenize='trigram')",
        *_sealed("name_erasure", "person_id VARCHAR(32) NOT NULL, reason TEXT NOT NULL, person VARCHAR(32) NOT NULL"),
        *_sealed("received_package", "digest VARCHAR(64) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL"),
    ),
}


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take every step from a version to the present one, in one transaction; what is derived is left to be so again."""
    connection.execute("BEGIN IMMEDIATE")
    for step in range(version, SCHEMA_VERSION):
        for statement in STEPS[step]:
            connection.execute(statement)
    connection.execute("UPDATE schema_version SET version = ?", (SCHEMA_VERSION,))
    connection.execute("COMMIT")
