"""Acts of examination sessions; what a post has of the home post."""

from __future__ import annotations

from alembic import op

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "9"
down_revision = "8"


def upgrade() -> None:
    create_sealed(
        "session_event",
        "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
    )
    op.create_index("session_event_by_number", "session_event", ["number"])
    create_sealed(
        "home_seen",
        "home_post VARCHAR(8) NOT NULL, home_sequence BIGINT NOT NULL, home_digest BLOB NOT NULL",
    )


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
