"""The plan of the server: the sealed tables as `metroapp.archive.schema` has them, and the functions that guard them.

No account but the owner writes into a table. A post hands its entries to `receive`, which digests every row and every
entry again, in the server: what does not continue the chain of that post is refused there, whatever the program that
speaks to it. Texts compare by their bytes (collation C), as they do in SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from metroapp.archive import schema
from metroapp.archive.first_look import SCHEMA_VERSION

SCHEMA = "metroapp"
_COPIED = (schema.journal, *schema.SEALED_ROWS, schema.person_identity)
# What is known of each post; `entries` and `head` are those of the last entry received.
_POST = f"""
CREATE TABLE {SCHEMA}.post (
    code varchar(8) COLLATE "C" PRIMARY KEY,
    account name NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    entries bigint NOT NULL DEFAULT 0,
    head bytea NOT NULL DEFAULT '\\x{"00" * 32}',
    received_at timestamptz
)"""


class Roles(NamedTuple):
    """Those of one workshop: accounts are of the whole server, which may hold the databases of several."""

    owner: str
    posts: str
    readers: str

    @classmethod
    def of(cls, database: str) -> Roles:
        return cls(*(f"{database}_{name}" for name in ("owner", "posts", "readers")))


def statements(roles: Roles) -> Iterator[str]:
    """What makes the plan, in order, in an empty database: by somebody who may make roles and a schema."""
    owner, posts, readers = (f'"{name}"' for name in roles)
    yield f"CREATE SCHEMA {SCHEMA} AUTHORIZATION {owner}"
    yield f"SET LOCAL ROLE {owner}"
    yield f"CREATE TABLE {SCHEMA}.schema_version (version integer PRIMARY KEY)"
    yield f"INSERT INTO {SCHEMA}.schema_version VALUES ({SCHEMA_VERSION})"
    yield _POST
    for table in _COPIED:
        yield _table(table)
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            names = ", ".join(f'"{column.name}"' for column in index.columns)
            yield f"CREATE INDEX {index.name} ON {SCHEMA}.{table.name} ({names})"
    yield _UNCHANGED
    for table in (schema.journal, *schema.SEALED_ROWS):
        for verb in ("UPDATE", "DELETE", "TRUNCATE"):
            each = "STATEMENT" if verb == "TRUNCATE" else "ROW"
            yield (
                f"CREATE TRIGGER {table.name}_refuses_{verb.lower()} BEFORE {verb} ON {SCHEMA}.{table.name} "
                f"FOR EACH {each} EXECUTE FUNCTION {SCHEMA}.refuse_change()"
            )
    yield receive_function()
    yield _KNOW
    yield f"REVOKE ALL ON ALL FUNCTIONS IN SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {posts}, {readers}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {readers}, {posts}"
    yield f"GRANT EXECUTE ON FUNCTION {SCHEMA}.receive, {SCHEMA}.know TO {posts}"


def _table(table: Table) -> str:
    columns = ", ".join(
        f'"{column.name}" {_type(column)}{"" if column.nullable else " NOT NULL"}' for column in table.c
    )
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    return f"CREATE TABLE {SCHEMA}.{table.name} ({columns}, PRIMARY KEY ({key}))"


def _type(column: Column[object]) -> str:
    match column.type:
        case LargeBinary():
            return "bytea"
        case BigInteger():
            return "bigint"
        case Integer():
            return "integer"
    return 'text COLLATE "C"'


_UNCHANGED = f"""
CREATE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'sealed table: %', TG_TABLE_NAME;
END $$"""

# The name of somebody, once it gives the digest that the journal seals; not of who was erased.
_KNOW = f"""
CREATE FUNCTION {SCHEMA}.know(of_person text, known_as text, salted bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM person WHERE person_id = of_person
        AND name_digest = sha256(salted || E'\\n'::bytea || convert_to(known_as, 'UTF8'))
    ) OR EXISTS (SELECT FROM name_erasure WHERE person_id = of_person) THEN
        RETURN false;
    END IF;
    INSERT INTO person_identity (person_id, name, salt) VALUES (of_person, known_as, salted) ON CONFLICT DO NOTHING;
    RETURN true;
END $$"""

# Each refusal is said by a code of class MA: `contact.refusal_of` reads it.
UNKNOWN_POST, GAP, DIFFERS, BROKEN, NEWER = "MA001", "MA002", "MA003", "MA004", "MA005"


def receive_function() -> str:
    """The function that takes entries, as SQL.

    Entries come as arrays, one element each; their rows as the text that the seal digests. Entries that are there
    already are passed over, if they are the same. Gives the number of the last entry of the post.
    """
    return f"""
CREATE FUNCTION {SCHEMA}.receive(
    of_post text, sequences bigint[], formats integer[], kinds text[], ats bigint[], actors text[],
    previouses bytea[], manifests bytea[], digests bytea[],
    row_sequences bigint[], row_tables text[], row_texts text[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp AS $$
DECLARE
    last bigint;
    tip bytea;
    known bytea;
    wrong text;
    fresh bigint[] := '{{}}';
BEGIN
    SELECT entries, head INTO last, tip FROM post WHERE code = of_post AND account = session_user FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '{UNKNOWN_POST}', MESSAGE = of_post;
    END IF;
    FOR place IN 1 .. coalesce(array_length(sequences, 1), 0) LOOP
        IF sequences[place] <= last THEN
            SELECT digest INTO known FROM journal WHERE post = of_post AND sequence = sequences[place];
            IF known IS DISTINCT FROM digests[place] THEN
                RAISE EXCEPTION USING ERRCODE = '{DIFFERS}', MESSAGE = of_post || '-' || sequences[place];
            END IF;
            CONTINUE;
        END IF;
        IF sequences[place] <> last + 1 THEN
            RAISE EXCEPTION USING ERRCODE = '{GAP}', MESSAGE = of_post || '-' || (last + 1);
        END IF;
        IF previouses[place] <> tip OR formats[place] <> 1 OR digests[place] <> sha256(
            convert_to('[' || formats[place] || ',' || to_json(of_post)::text || ',' || sequences[place] || ','
                || to_json(kinds[place])::text || ',' || ats[place] || ',' || to_json(actors[place])::text
                || E']\\n', 'UTF8')
            || previouses[place] || manifests[place]
        ) THEN
            RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || sequences[place];
        END IF;
        INSERT INTO journal VALUES (of_post, sequences[place], formats[place], kinds[place], ats[place], actors[place],
            previouses[place], manifests[place], digests[place]);
        fresh := fresh || sequences[place];
        last := sequences[place];
        tip := digests[place];
    END LOOP;
    IF array_length(fresh, 1) IS NULL THEN
        RETURN last;
    END IF;
    IF to_regclass('pg_temp.given') IS NULL THEN
        CREATE TEMP TABLE given (sequence bigint, name text, number integer, said jsonb, digest text)
            ON COMMIT DELETE ROWS;
    END IF;
    DELETE FROM given;
    INSERT INTO given
        SELECT at AS sequence, of AS name, (said::jsonb ->> 'row')::integer AS number, said::jsonb AS said,
            encode(sha256(convert_to(of || E'\\n' || said, 'UTF8')), 'hex') AS digest
        FROM unnest(row_sequences, row_tables, row_texts) AS one(at, of, said) WHERE at = ANY (fresh);
    -- Each manifest made again from the rows: none lacks, none is more, none differs.
    SELECT of_post || '-' || entry.sequence INTO wrong FROM journal entry
    LEFT JOIN LATERAL (
        SELECT '[' || string_agg(
            '["' || given.name || '",' || given.number || ',"' || given.digest || '"]', ',' ORDER BY given.number
        ) || ']' AS made
        FROM given WHERE given.sequence = entry.sequence
    ) rows ON true
    WHERE entry.post = of_post AND entry.sequence = ANY (fresh)
        AND entry.manifest <> convert_to(coalesce(rows.made, '[]'), 'UTF8')
    ORDER BY entry.sequence LIMIT 1;
    IF wrong IS NULL THEN
        SELECT of_post || '-' || sequence INTO wrong FROM given
        WHERE said ->> 'post' <> of_post OR (said ->> 'sequence')::bigint <> sequence LIMIT 1;
    END IF;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = wrong;
    END IF;
    SELECT of_post || '-' || sequence INTO wrong FROM given WHERE CASE name
        {_known_columns()} ELSE true END LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{NEWER}', MESSAGE = wrong;
    END IF;
    {_inserts()}
    DELETE FROM person_identity USING given WHERE given.name = 'name_erasure'
        AND person_identity.person_id = given.said ->> 'person_id';
    UPDATE post SET entries = last, head = tip, received_at = clock_timestamp() WHERE code = of_post;
    RETURN last;
END $$"""


def _known_columns() -> str:
    """For each table, whether a row says more than its columns: this server is then older than the post."""
    lines = []
    for table in schema.SEALED_ROWS:
        names = ", ".join(f"'{column.name}'" for column in table.c)
        lines.append(f"WHEN '{table.name}' THEN said - ARRAY[{names}] <> '{{}}'::jsonb")
    return "\n        ".join(lines)


def _inserts() -> str:
    lines = []
    for table in schema.SEALED_ROWS:
        names = ", ".join(f'"{column.name}"' for column in table.c)
        values = ", ".join(map(_value, table.c))
        lines.append(
            f"IF EXISTS (SELECT FROM given WHERE name = '{table.name}') THEN INSERT INTO {table.name} ({names}) "
            f"SELECT {values} FROM given WHERE name = '{table.name}'; END IF;"
        )
    return "\n    ".join(lines)


def _value(column: Column[object]) -> str:
    said = f"said ->> '{column.name}'"
    match _type(column):
        case "bytea":
            return f"decode({said}, 'base64')"
        case "bigint" | "integer" as number:
            return f"({said})::{number}"
    return said
