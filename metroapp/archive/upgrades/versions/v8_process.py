"""Acts on control charts, tool offsets, studies of measuring systems, samplings; whose file this is."""

from __future__ import annotations

from alembic import op

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "8"
down_revision = "7"


def upgrade() -> None:
    create_sealed(
        "process_event",
        "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL",
    )
    op.create_index("process_event_by_number", "process_event", ["number"])
    op.execute("CREATE TABLE this_post (post VARCHAR(8) NOT NULL, PRIMARY KEY (post))")


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
