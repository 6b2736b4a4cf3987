"""Acts on means and on bad pieces."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

from metroapp.archive.upgrades.sealed_tables import create_sealed

revision = "5"
down_revision = "4"

_ACT = "number VARCHAR(40) NOT NULL, kind VARCHAR(32) NOT NULL, facts TEXT NOT NULL, person VARCHAR(32) NOT NULL"


def upgrade() -> None:
    op.add_column("zero_setting", Column("facts", Text))
    create_sealed("means_event", _ACT)
    op.create_index("means_event_by_number", "means_event", ["number"])
    create_sealed("treatment_event", _ACT)
    op.create_index("concession_by_number", "concession", ["number"])
    op.create_index("treatment_event_by_number", "treatment_event", ["number"])
    op.create_index("measurement_by_instrument", "measurement", ["instrument"])
    op.create_index("measurement_input_by_instrument", "measurement_input", ["instrument"])


def downgrade() -> None:
    raise NotImplementedError("an archive never goes back")
