"""Revisions of parts."""

from __future__ import annotations

from alembic import op

from metroapp.archive.upgrades.sealed_tables import seal

revision = "2"
down_revision = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE part_revision (
            post VARCHAR(8) NOT NULL, sequence BIGINT NOT NULL, "row" INTEGER NOT NULL,
            reference TEXT NOT NULL, drawing TEXT NOT NULL, revision TEXT NOT NULL, designation TEXT NOT NULL,
            state VARCHAR(16) NOT NULL, specification TEXT NOT NULL, person VARCHAR(32) NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (post, sequence, "row")
        ) WITHOUT ROWID
        """
    )
    op.create_index("part_revision_by_key", "part_revision", ["reference", "drawing", "revision", "post", "sequence"])
    seal("part_revision")


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
