"""How the steps make a sealed table, frozen like them: the text of its triggers is compared with the expected one."""

from __future__ import annotations

from alembic import op


def create_sealed(name: str, columns: str) -> None:
    """Make a sealed table with these columns, and the triggers that refuse to change its rows."""
    op.execute(
        f'CREATE TABLE {name} (post VARCHAR(8) NOT NULL, sequence BIGINT NOT NULL, "row" INTEGER NOT NULL, {columns}, '
        'PRIMARY KEY (post, sequence, "row")) WITHOUT ROWID'
    )
    seal(name)


def seal(name: str) -> None:
    """Make the triggers of a table."""
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {name}_refuses_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, 'sealed table: {name}'); END"
        )
