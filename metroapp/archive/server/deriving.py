"""What the records of a server are found by: their lines, their facets and their words, beside the sealed rows.

A post derives them, as for its own lists, and gives those of its records to the function `derive`; the server says
their place among the records of all posts: by the moment of their opening, and never before an earlier one of the same
post. They are not trusted: `derived_check` derives them again from the sealed rows. Names of people are in no word of
them: a search looks for those among the people, so that an erased name is gone at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Index
from sqlalchemy.dialects import postgresql

from metroapp.archive import schema
from metroapp.archive.server.receiving import BROKEN, GAP, SCHEMA, UNKNOWN_POST, type_of

LONGEST = 2_000  # signs of a facet that an index of PostgreSQL takes
_WITH_RIGHTS = f"SECURITY DEFINER SET search_path = {SCHEMA}, pg_temp"
_LINE = [column for column in schema.derived_record.c if column.name not in ("post", "place")]
_CHANGED = [column for column in _LINE if column.name != "sequence"]
_SAID = ", ".join(f'"{column.name}" {type_of(column).partition(" ")[0]}' for column in _LINE)
_NAMES = ", ".join(f'"{column.name}"' for column in _LINE)
_VALUES = ", ".join(f'line."{column.name}"' for column in _LINE)
_SET = ", ".join(f'"{column.name}" = excluded."{column.name}"' for column in _CHANGED)


def statements(words_schema: str) -> Iterator[str]:
    """Their tables and the function; `words_schema`: where the extension `pg_trgm` is."""
    table = schema.derived_record
    columns = ", ".join(
        f'"{column.name}" {type_of(column)}{"" if column.nullable else " NOT NULL"}' for column in table.c
    )
    yield f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{table.name} ({columns}, PRIMARY KEY (post, sequence))"
    for index in sorted(table.indexes, key=lambda index: str(index.name)):
        yield index_statement(index)
    yield (
        f'CREATE TABLE IF NOT EXISTS {SCHEMA}.derived_facet (kind text COLLATE "C" NOT NULL, '
        'value text COLLATE "C" NOT NULL, place bigint NOT NULL)'
    )
    # Small letters of ASCII alone, in this collation: as SQLite compares them.
    yield (
        f"CREATE UNIQUE INDEX IF NOT EXISTS derived_facet_by_value ON {SCHEMA}.derived_facet "
        "(kind, lower(value), place) INCLUDE (value)"
    )
    yield f"CREATE INDEX IF NOT EXISTS derived_facet_by_place ON {SCHEMA}.derived_facet (place, kind)"
    yield (
        f"CREATE TABLE IF NOT EXISTS {SCHEMA}.{schema.WORDS} "
        '(rowid bigint PRIMARY KEY, words text COLLATE "C" NOT NULL)'
    )
    yield (
        f"CREATE INDEX IF NOT EXISTS {schema.WORDS}_by_trigram ON {SCHEMA}.{schema.WORDS} "
        f'USING gin (words "{words_schema}".gin_trgm_ops)'
    )
    # Few, and left out of each count: looked for without reading every record.
    yield f"CREATE INDEX IF NOT EXISTS record_simulated ON {SCHEMA}.record (post, sequence) WHERE simulated <> 0"
    yield f"CREATE TABLE IF NOT EXISTS {SCHEMA}.this_post (post text)"  # empty: a server is the file of no post
    # The last entry of the post that what is derived of its records knows.
    yield f"ALTER TABLE {SCHEMA}.post ADD COLUMN IF NOT EXISTS derived bigint NOT NULL DEFAULT 0"
    yield _DERIVE


def index_statement(index: Index) -> str:
    """An index of the plan of an archive, made once; of some rows where that one is."""
    names = ", ".join(f'"{column.name}"' for column in index.columns)
    where = index.dialect_options["sqlite"]["where"]
    kept = ""
    if where is not None:
        kept = f" WHERE {where.compile(dialect=postgresql.dialect(), compile_kwargs={'literal_binds': True})}"  # type: ignore[no-untyped-call]
    unique = "UNIQUE " if index.unique else ""
    assert index.table is not None
    return f"CREATE {unique}INDEX IF NOT EXISTS {index.name} ON {SCHEMA}.{index.table.name} ({names}){kept}"


# Takes the lines, facets and words of some records of the post that gives them. One post at a time: places are unique.
_DERIVE = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.derive(of_post text, until bigint, lines text, facets text, words text)
RETURNS bigint LANGUAGE plpgsql {_WITH_RIGHTS} AS $$
DECLARE
    known bigint;
    line record;
    before bigint;
    at bigint;
    places bigint[] := '{{}}';
BEGIN
    SELECT entries INTO known FROM post WHERE code = of_post AND account = session_user FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING ERRCODE = '{UNKNOWN_POST}', MESSAGE = of_post;
    END IF;
    IF until > known THEN
        RAISE EXCEPTION USING ERRCODE = '{GAP}', MESSAGE = of_post || '-' || until;
    END IF;
    LOCK TABLE derived_record IN SHARE ROW EXCLUSIVE MODE;
    FOR line IN SELECT * FROM json_to_recordset(lines::json) AS said({_SAID}) ORDER BY sequence LOOP
        IF NOT EXISTS (SELECT FROM record WHERE post = of_post AND sequence = line.sequence) THEN
            RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || line.sequence;
        END IF;
        SELECT place INTO at FROM derived_record WHERE post = of_post AND sequence = line.sequence;
        IF NOT FOUND THEN
            SELECT max(place) INTO before FROM derived_record WHERE place = (
                SELECT place FROM derived_record WHERE post = of_post AND sequence < line.sequence
                ORDER BY sequence DESC LIMIT 1
            );
            at := greatest(line.opened_at, before + 1);
            -- Of a line that was lost: before the next one.
            IF at >= (SELECT place FROM derived_record WHERE post = of_post AND sequence > line.sequence
                ORDER BY sequence LIMIT 1) THEN
                at := coalesce(before + 1, line.opened_at);
            END IF;
            WHILE EXISTS (SELECT FROM derived_record WHERE place = at) LOOP
                at := at + 1;
            END LOOP;
        END IF;
        INSERT INTO derived_record (post, {_NAMES}, place) VALUES (of_post, {_VALUES}, at)
        ON CONFLICT (post, sequence) DO UPDATE SET {_SET};
        places := places || at;
    END LOOP;
    DELETE FROM derived_facet WHERE place = ANY (places);
    INSERT INTO derived_facet (kind, value, place) SELECT said.kind, said.value, of_record.place
        FROM json_to_recordset(facets::json) AS said(sequence bigint, kind text, value text)
        JOIN derived_record of_record ON of_record.post = of_post AND of_record.sequence = said.sequence
        WHERE of_record.place = ANY (places) ON CONFLICT DO NOTHING;
    DELETE FROM {schema.WORDS} WHERE rowid = ANY (places);
    INSERT INTO {schema.WORDS} (rowid, words) SELECT of_record.place, said.words
        FROM json_to_recordset(words::json) AS said(sequence bigint, words text)
        JOIN derived_record of_record ON of_record.post = of_post AND of_record.sequence = said.sequence
        WHERE of_record.place = ANY (places);
    UPDATE post SET derived = greatest(derived, until) WHERE code = of_post RETURNING derived INTO known;
    RETURN known;
EXCEPTION
    WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
        RAISE EXCEPTION USING ERRCODE = '{BROKEN}', MESSAGE = of_post || '-' || until;
END $$"""
