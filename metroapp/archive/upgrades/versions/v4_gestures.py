"""Gestures of a record and its production."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "4"
down_revision = "3"


def upgrade() -> None:
    op.add_column("record", Column("options", Text))
    create_sealed(
        "record_event",
        "record_post VARCHAR(8) NOT NULL, record_sequence BIGINT NOT NULL, kind VARCHAR(32) NOT NULL, "
        "facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
    )
    op.create_index("record_event_by_record", "record_event", ["record_post", "record_sequence"])


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
