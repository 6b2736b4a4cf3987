"""Signatures, papers of orders, names erased, packages received."""

from __future__ import annotations

from alembic import op

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "7"
down_revision = "6"


def upgrade() -> None:
    create_sealed("signing_key", "public BLOB NOT NULL, endorsement BLOB, person VARCHAR(32) NOT NULL")
    create_sealed(
        "record_signature",
        "record_post VARCHAR(8) NOT NULL, record_sequence BIGINT NOT NULL, entries BIGINT NOT NULL, "
        "content BLOB NOT NULL, line TEXT NOT NULL, public BLOB NOT NULL, signature BLOB NOT NULL",
    )
    op.create_index("record_signature_by_record", "record_signature", ["record_post", "record_sequence"])
    create_sealed(
        "work_order_event",
        "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
    )
    op.create_index("work_order_event_by_number", "work_order_event", ["number"])
    # More is derived: `derived_again` fills both again.
    op.execute("DELETE FROM derived_facet")
    op.execute("DROP TABLE derived_words")
    op.execute("CREATE VIRTUAL TABLE derived_words USING fts5(words, tokenize='trigram')")
    create_sealed("name_erasure", "person_id VARCHAR(32) NOT NULL, reason TEXT NOT NULL, person VARCHAR(32) NOT NULL")
    create_sealed("received_package", "digest VARCHAR(64) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL")


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
