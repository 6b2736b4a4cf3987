"""By what records are found: their facets, their words, their place."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, text

revision = "6"
down_revision = "5"


def upgrade() -> None:
    op.drop_index("measurement_by_record", if_exists=True)
    of_a_box = ["record_post", "record_sequence", "balloon", "piece", "box"]
    op.create_index("measurement_by_box", "measurement", of_a_box)
    op.create_index("measurement_bad", "measurement", of_a_box[:3], sqlite_where=text("verdict = 'nonconforming'"))
    op.add_column("derived_record", Column("place", BigInteger))
    op.execute(
        "UPDATE derived_record SET place = ranked.place FROM (SELECT post, sequence, row_number() "
        "OVER (ORDER BY sequence, post) AS place FROM derived_record) AS ranked "
        "WHERE derived_record.post = ranked.post AND derived_record.sequence = ranked.sequence"
    )
    op.create_index("derived_record_by_place", "derived_record", ["place"], unique=True)
    op.create_index("derived_record_by_opening", "derived_record", ["opened_at", "place"])
    for count in ("nonconforming", "concession", "held", "unsorted"):
        op.create_index(f"derived_record_{count}", "derived_record", ["place"], sqlite_where=text(f"{count} > 0"))
    op.create_index("derived_record_open", "derived_record", ["place"], sqlite_where=text("closed_at IS NULL"))
    op.execute(
        'CREATE TABLE derived_facet (kind VARCHAR(16) NOT NULL, value TEXT COLLATE "NOCASE" NOT NULL, '
        "place BIGINT NOT NULL, PRIMARY KEY (kind, value, place)) WITHOUT ROWID"
    )
    op.create_index("derived_facet_by_place", "derived_facet", ["place"])
    # `derived_again` fills both: facets and words are derived by its own statements.
    op.execute("CREATE VIRTUAL TABLE derived_words USING fts5(words, tokenize='trigram')")


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
