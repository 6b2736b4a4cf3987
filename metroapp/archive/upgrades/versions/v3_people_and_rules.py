"""People, decision rules, uncertainty."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, String

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "3"
down_revision = "2"


def upgrade() -> None:
    op.add_column("record", Column("rule", String(16)))
    op.add_column("measurement", Column("uncertainty_amount", BigInteger))
    op.add_column("measurement", Column("uncertainty_decimals", Integer))
    op.add_column("measurement", Column("uncertainty_unit", String(8)))
    op.add_column("measurement", Column("uncertainty_source", String(16)))
    op.add_column("concession", Column("signed", Integer))
    op.add_column("closing", Column("signed", Integer))
    op.add_column("derived_record", Column("held", Integer, server_default="0", nullable=False))
    # What was undecided left a piece unsorted; it is now held. `derived_again` sorts these records again.
    op.execute(
        "UPDATE derived_record SET unsorted = -1 WHERE (post, sequence) IN "
        "(SELECT record_post, record_sequence FROM measurement WHERE verdict = 'undecided')"
    )
    create_sealed("workshop_rule", "rule VARCHAR(16) NOT NULL, person VARCHAR(32) NOT NULL")
    create_sealed("person_role", "person_id VARCHAR(32) NOT NULL, roles TEXT NOT NULL, person VARCHAR(32) NOT NULL")
    create_sealed(
        "secret_change",
        "person_id VARCHAR(32) NOT NULL, kind VARCHAR(16) NOT NULL, digest BLOB NOT NULL, person VARCHAR(32) NOT NULL",
    )


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
