"""The plan of the server: the sealed tables as `metroapp.archive.schema` has them, and the functions that guard them.

No account but the owner writes into a table. A post hands its entries to `receiving.receive_function`, which digests
every row and every entry again, in the server: what does not continue the chain of that post is refused there, whatever
the program that speaks to it. What records are found by is in `deriving`. Texts compare by their bytes (collation C),
as they do in SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Table

from metroapp.archive import schema
from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import deriving, receiving
from metroapp.archive.server.receiving import SCHEMA

__all__ = ["SCHEMA", "Roles", "statements"]
_COPIED = (schema.journal, *schema.SEALED_ROWS, schema.person_identity)
# What is known of each post; `entries` and `head` are those of the last entry received.
_POST = f"""
CREATE TABLE IF NOT EXISTS {SCHEMA}.post (
    code varchar(8) COLLATE "C" PRIMARY KEY,
    account name NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    entries bigint NOT NULL DEFAULT 0,
    head bytea NOT NULL DEFAULT '\\x{"00" * 32}',
    received_at timestamptz
)"""

_HOME = f"""
CREATE TABLE IF NOT EXISTS {SCHEMA}.home (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    code varchar(8) COLLATE "C" NOT NULL REFERENCES {SCHEMA}.post
)"""  # which post writes the people, the parts, the means and the dérogations of all


class Roles(NamedTuple):
    """Those of one workshop: accounts are of the whole server, which may hold the databases of several."""

    owner: str
    posts: str
    readers: str

    @classmethod
    def of(cls, database: str) -> Roles:
        return cls(*(f"{database}_{name}" for name in ("owner", "posts", "readers")))


def statements(roles: Roles, words_schema: str) -> Iterator[str]:
    """What makes the plan, in order, in an empty database or in one with an older plan: by somebody who may make roles
    and a schema. What is there already stays. `words_schema`: where the extension `pg_trgm` is."""
    owner, posts, readers = (f'"{name}"' for name in roles)
    yield f"CREATE SCHEMA IF NOT EXISTS {SCHEMA} AUTHORIZATION {owner}"
    yield f"SET LOCAL ROLE {owner}"
    yield f"CREATE TABLE IF NOT EXISTS {SCHEMA}.schema_version (version integer PRIMARY KEY)"
    yield f"DELETE FROM {SCHEMA}.schema_version"
    yield f"INSERT INTO {SCHEMA}.schema_version VALUES ({SCHEMA_VERSION})"
    yield _POST
    yield _HOME
    for table in _COPIED:
        yield from _table(table)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield deriving.index_statement(index)
    yield _UNCHANGED
    for table in (schema.journal, *schema.SEALED_ROWS):
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            yield (
                f"CREATE OR REPLACE TRIGGER {table.name}_refuses_{verb.lower()} "
                f"BEFORE {verb} ON {SCHEMA}.{table.name} "
                f"FOR EACH {each} EXECUTE FUNCTION {SCHEMA}.refuse_change()"
            )
    yield receiving.receive_function()
    yield receiving.KNOW
    yield from deriving.statements(words_schema)
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {posts}, {readers}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {readers}, {posts}"
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.receive, {SCHEMA}.know, {SCHEMA}.derive TO {posts}"


def _table(table: Table) -> Iterator[str]:
    columns = ", ".join(
        f'"{column.name}" {receiving.type_of(column)}{"" if column.nullable else " NOT NULL"}' for column in table.c
    )
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    yield f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{table.name} ({columns}, PRIMARY KEY ({key}))"
    for column in table.c:
        if column.info.get("since", 1) > table.info.get("since", 1):
            kind = receiving.type_of(column)
            yield f'ALTER TABLE {SCHEMA}.{table.name} ADD COLUMN IF NOT EXISTS "{column.name}" {kind}'


_UNCHANGED = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'sealed table: %', TG_TABLE_NAME;
END $$"""
