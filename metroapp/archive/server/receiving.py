"""The functions of the server that take what a post hands over, as SQL.

Rows are stored first, then digested as they were stored: what the seal says is made again from the columns of the
tables, so that nothing in the text that was handed over (a key said twice, a number written as a text, another order)
can be sealed and not be read. Whatever is wrong takes the whole transaction back. They use no temporary table: whoever
may make one could put it in their way.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table

from metroapp.archive import schema

SCHEMA = "metroapp"
# Each refusal is said by a code of class MA: `contact.refusal_of` reads it.
UNKNOWN_POST, GAP, DIFFERS, BROKEN, NEWER = "MA001", "MA002", "MA003", "MA004", "MA005"
REFUSALS = (UNKNOWN_POST, GAP, DIFFERS, BROKEN, NEWER)
_WITH_RIGHTS = f"SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp"
_NAMES_LOCKED = "LOCK TABLE person_identity IN SHARE ROW EXCLUSIVE MODE"  # a name is not known while it is erased


def type_of(column: Column[object]) -> str:
    """The type of a column on the server."""
    match column.type:
        case LargeBinary():
            return "bytea"
        case BigInteger():
            return "bigint"
        case Integer():
            return "integer"
    return 'text COLLATE "C"'


# The name of somebody, once it gives the digest that the post seals in its journal; not of who was erased there.
KNOW = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.know(of_person text, known_as text, salted bytea) RETURNS boolean
LANGUAGE plpgsql {_WITH_RIGHTS} AS $$
DECLARE
    of_post text;
BEGIN
    {_NAMES_LOCKED};
    SELECT code INTO of_post FROM post WHERE account = session_user;
    IF NOT EXISTS (
        SELECT FROM person WHERE post = of_post AND person_id = of_person
        AND name_digest = sha256(salted || E'\\n'::bytea || convert_to(known_as, 'UTF8'))
    ) OR EXISTS (SELECT FROM name_erasure WHERE post = of_post AND person_id = of_person) THEN
        RETURN false;
    END IF;
    INSERT INTO person_identity (person_id, name, salt) VALUES (of_person, known_as, salted) ON CONFLICT DO NOTHING;
    RETURN true;
END $$"""

# What makes the digest of each entry, and what it follows.
_DIGEST = """sha256(
            convert_to('[' || seal_format || ',' || to_json(of_post)::text || ',' || sequence || ','
                || to_json(kind)::text || ',' || at || ',' || to_json(actor)::text || E']\\n', 'UTF8')
            || previous || manifest)"""


def receive_function() -> str:
    """The function that takes entries.

    Entries come as arrays, one element each; their rows by table, each as one JSON array. Entries that are there
    already are passed over, if they are the same. Gives the number of the last entry of the post. An entry is named
    that does not follow; of rows that no table takes, the first entry of those handed over.
    """
    return f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.receive(
    of_post text, sequences bigint[], formats integer[], kinds text[], ats bigint[], actors text[],
    previouses bytea[], manifests bytea[], digests bytea[], row_tables text[], row_texts text[]
) RETURNS bigint LANGUAGE plpgsql {_WITH_RIGHTS} AS $$
DECLARE
    already bigint; -- the last entry before these
    newest bigint;
    tip bytea;
    wrong bigint;
    place integer;
    entries_of bigint[] := '{{}}'; -- of each row: its entry, its number, what a manifest says of it
    numbers integer[] := '{{}}';
    lines text[] := '{{}}';
    some_entries bigint[];
    some_numbers integer[];
    some_lines text[];
BEGIN
    SELECT entries, head INTO already, tip FROM post WHERE code = of_post AND account = session_user FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '{UNKNOWN_POST}', MESSAGE = of_post;
    END IF;
    SELECT min(given.sequence) INTO wrong FROM unnest(sequences, digests) AS given(sequence, digest)
    LEFT JOIN journal ON journal.post = of_post AND journal.sequence = given.sequence
    WHERE given.sequence <= already AND journal.digest IS DISTINCT FROM given.digest;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{DIFFERS}', MESSAGE = of_post || '-' || wrong;
    END IF;
    SELECT min(already + nth) INTO wrong FROM (
        SELECT one, row_number() OVER (ORDER BY ordinal) AS nth
        FROM unnest(sequences) WITH ORDINALITY AS given(one, ordinal) WHERE one > already
    ) fresh WHERE one <> already + nth;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{GAP}', MESSAGE = of_post || '-' || wrong;
    END IF;
    INSERT INTO journal SELECT of_post, given.* FROM
        unnest(sequences, formats, kinds, ats, actors, previouses, manifests, digests) AS given(sequence)
        WHERE given.sequence > already;
    SELECT min(sequence) INTO wrong FROM (
        SELECT *, lag(digest, 1, tip) OVER (ORDER BY sequence) AS before FROM journal
        WHERE post = of_post AND sequence > already
    ) fresh WHERE previous <> before OR seal_format <> 1 OR digest <> {_DIGEST};
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || wrong;
    END IF;
    SELECT sequence, digest INTO newest, tip FROM journal
        WHERE post = of_post AND sequence > already ORDER BY sequence DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN already;
    END IF;
    {"".join(_stored(table) for table in schema.SEALED_ROWS)}
    -- Each manifest made again from the rows: none lacks, none is more, none differs.
    SELECT min(coalesce(entry.sequence, made.sequence)) INTO wrong FROM (
        SELECT sequence, manifest FROM journal WHERE post = of_post AND sequence > already
    ) entry FULL JOIN (
        SELECT sequence, convert_to('[' || string_agg(line, ',' ORDER BY number) || ']', 'UTF8') AS manifest
        FROM unnest(entries_of, numbers, lines) AS one(sequence, number, line) GROUP BY sequence
    ) made USING (sequence)
    WHERE entry.manifest IS DISTINCT FROM coalesce(made.manifest, '[]');
    IF wrong IS NOT NULL THEN
        {_of_a_newer_post()}
        RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || wrong;
    END IF;
    IF 'name_erasure' = ANY (row_tables) THEN
        {_NAMES_LOCKED};
        DELETE FROM person_identity USING name_erasure erased, person
        WHERE erased.post = of_post AND erased.sequence > already AND person.post = of_post
        AND person.person_id = erased.person_id AND person_identity.person_id = erased.person_id;
    END IF;
    UPDATE post SET entries = newest, head = tip, received_at = clock_timestamp() WHERE code = of_post;
    RETURN newest;
EXCEPTION
    -- What no column takes: not a JSON, no number, too large, too deep, twice the same row, a column left out.
    WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
        RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || (already + 1);
END $$"""


def _stored(table: Table) -> str:
    """The rows of a table stored, and what a manifest says of them as they were."""
    columns = [column for column in table.c if column.name != "post"]
    names = ", ".join(f'"{column.name}"' for column in columns)
    said = ", ".join(f'"{column.name}" {_said_type(column)}' for column in columns)
    values = ", ".join(map(_value, columns))
    # A post writes in its own records alone: a row of another one is stored as little as one of no entry.
    own = " AND record_post = of_post" if "record_post" in table.c else ""
    return f"""
    place := array_position(row_tables, '{table.name}');
    IF place IS NOT NULL THEN
        WITH stored AS (
            INSERT INTO {table.name} (post, {names})
            SELECT of_post, {values} FROM json_to_recordset(row_texts[place]::json) AS said({said})
            WHERE sequence > already{own} RETURNING *
        )
        SELECT array_agg(sequence), array_agg("row"), array_agg('["{table.name}",' || "row" || ',"' || encode(sha256(
            convert_to(E'{table.name}\\n{{' || concat_ws(',', {", ".join(_sealed(table))}) || '}}', 'UTF8')
        ), 'hex') || '"]') INTO some_entries, some_numbers, some_lines FROM stored;
        entries_of := entries_of || some_entries;
        numbers := numbers || some_numbers;
        lines := lines || some_lines;
    END IF;"""


def _sealed(table: Table) -> Iterator[str]:
    """Each column as the seal says it, in the order of the names; null where it is left out."""
    for column in sorted(table.c, key=lambda column: str(column.name)):
        own = f'"{column.name}"'
        match type_of(column):
            case "bytea":  # in lines of 76 signs, which the seal does not have
                said = f"""'"' || translate(encode({own}, 'base64'), E'\\n', '') || '"'"""
            case "bigint" | "integer":
                said = own
            case _:
                said = f"to_json({own})::text"
        yield f"""'"{column.name}":' || {said}"""


def _said_type(column: Column[object]) -> str:
    type = type_of(column)
    return type if type in ("bigint", "integer") else "text"


def _value(column: Column[object]) -> str:
    own = f'"{column.name}"'
    return f"decode({own}, 'base64')" if type_of(column) == "bytea" else own


def _of_a_newer_post() -> str:
    """Whether the post says more than this server knows: a table, or a column of one."""
    tables = ", ".join(f"'{table.name}'" for table in schema.SEALED_ROWS)
    return f"""IF EXISTS (SELECT FROM unnest(row_tables) AS one WHERE one <> ALL (ARRAY[{tables}])) OR EXISTS (
            SELECT FROM unnest(row_tables, row_texts) AS given(name, texts), json_array_elements(texts::json) said,
                json_object_keys(said) key
            WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('{SCHEMA}.' || quote_ident(name))
                AND attname = key AND attnum > 0)
        ) THEN
            RAISE EXCEPTION USING ERRCODE = '{NEWER}', MESSAGE = of_post || '-' || wrong;
        END IF;"""
