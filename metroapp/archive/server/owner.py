"""What whoever keeps the server does: its plan is made; posts and readers are added, each with an account."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import plan
from metroapp.domain.message import Refusal

_CODE = re.compile(r"[A-Z][A-Z0-9]{0,7}", re.ASCII)
_WORDS = "metroapp_words"  # the schema of the extension, where nobody has put it elsewhere
_LARGE_OBJECTS = (
    "lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)", "lo_put(oid, bigint, bytea)",
    "lo_open(oid, integer)", "lo_unlink(oid)", "lowrite(integer, bytea)", "lo_truncate(integer, integer)",
    "lo_truncate64(integer, bigint)",
)  # fmt: skip
_ACCOUNT = re.compile(r"[a-z][a-z0-9_]{0,20}", re.ASCII)
_DATABASE = re.compile(r"[a-z][a-z0-9_]{0,30}", re.ASCII)  # an account has at most 63 signs
# Connections at once of one account, which would have all of those of the server (100) if its program went wrong: a
# post takes one, and one more for each command or try; each window of a jury, which shares an account, four.
MOST_OF_POST, MOST_OF_READER = 10, 20
_LOCK_MS = 5_000  # for a table that somebody reads: what is asked after this waits behind it


def make(server: psycopg.Connection[Any]) -> None:
    """Make the plan in an empty database, all or none.

    Refuses `server.already_made`, `server.encoding`, `server.no_trigrams`, and as `_named`; raises psycopg.Error, of
    which `contact.refusal_of` makes `server.in_use` where somebody uses the server.
    """
    if server.execute("SELECT to_regnamespace(%s)", (plan.SCHEMA,)).fetchone() != (None,):
        raise Refusal("server.already_made")
    if server.info.parameter_status("server_encoding") != "UTF8":
        raise Refusal("server.encoding")  # digests are of bytes in UTF-8
    _bring_to_plan(server)


def upgrade(server: psycopg.Connection[Any]) -> tuple[int, int]:
    """Bring the plan of an older version to this one, all or none: it only adds. The version before, and now.

    Refuses `server.not_ours`, `server.newer`, `server.no_trigrams`; raises psycopg.Error as `make`.
    """
    if server.execute("SELECT to_regclass(%s)", (f"{plan.SCHEMA}.schema_version",)).fetchone() == (None,):
        raise Refusal("server.not_ours", address=server.info.dbname)
    line = server.execute(f"SELECT version FROM {plan.SCHEMA}.schema_version").fetchone()
    before: int = 0 if line is None else line[0]
    if before > SCHEMA_VERSION:
        raise Refusal("server.newer")
    _bring_to_plan(server)
    return before, SCHEMA_VERSION


def derive_again(server: psycopg.Connection[Any]) -> None:
    """Empty what records are found by: each post gives it anew, all of it, at its next turn. Raises psycopg.Error as
    `make`."""
    tables = ", ".join(f"{plan.SCHEMA}.{name}" for name in ("derived_record", "derived_facet", "derived_words"))
    with _waiting_briefly(server):
        server.execute(f"TRUNCATE {tables}")
        server.execute(f"UPDATE {plan.SCHEMA}.post SET derived = 0")


@contextmanager
def _waiting_briefly(server: psycopg.Connection[Any]) -> Iterator[None]:
    """A transaction that gives way to whoever has a table in use: it changes nothing then."""
    with server.transaction():
        server.execute(f"SET LOCAL lock_timeout = {_LOCK_MS}")
        yield


def _bring_to_plan(server: psycopg.Connection[Any]) -> None:
    database = server.info.dbname
    roles = plan.Roles.of(_named(database))
    with _waiting_briefly(server):
        for role in roles:
            if server.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is None:
                _do(server, "CREATE ROLE {} NOLOGIN", role)
        _do(server, "GRANT {} TO CURRENT_USER", roles.owner)
        _do(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
        _do(server, "GRANT CONNECT, CREATE ON DATABASE {} TO {}", database, roles.owner)
        _do(server, "GRANT CONNECT ON DATABASE {} TO {}, {}", database, roles.posts, roles.readers)
        if _may_all(server):
            for function in _LARGE_OBJECTS:  # which anybody may otherwise write, whatever their rights
                server.execute(f"REVOKE EXECUTE ON FUNCTION pg_catalog.{function} FROM PUBLIC")
            _limit(server, roles.posts, MOST_OF_POST)
            _limit(server, roles.readers, MOST_OF_READER)
        words_schema = _trigrams(server)
        _do(server, "GRANT USAGE ON SCHEMA {} TO {}", words_schema, roles.owner)
        server.execute(";\n".join(plan.statements(roles, words_schema)))


def _may_all(server: psycopg.Connection[Any]) -> bool:
    return server.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (True,)


def leaves_large_objects_open(server: psycopg.Connection[Any]) -> bool:
    """Whether any account, a jury too, may write large objects: nobody but a superuser can close them."""
    query = "SELECT bool_or(has_function_privilege('public', one, 'EXECUTE')) FROM unnest(%s::text[]) one"
    return server.execute(query, ([f"pg_catalog.{name}" for name in _LARGE_OBJECTS],)).fetchone() == (True,)


def _limit(server: psycopg.Connection[Any], role: str, most: int) -> None:
    """The accounts of a role that have no limit: of a version that set none."""
    query = """SELECT rolname FROM pg_roles JOIN pg_auth_members ON member = pg_roles.oid
        WHERE roleid = to_regrole(%s) AND rolcanlogin AND NOT rolsuper AND rolconnlimit = -1"""
    for (account,) in server.execute(query, (role,)).fetchall():
        _do(server, f"ALTER ROLE {{}} CONNECTION LIMIT {most}", account)


def _trigrams(server: psycopg.Connection[Any]) -> str:
    """The schema of the extension by which words are found. Refuses `server.no_trigrams` where it is not installed."""
    query = "SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'pg_trgm'"
    line = server.execute(query).fetchone()
    if line is not None:
        return str(line[0]).strip('"')
    if server.execute("SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'").fetchone() is None:
        raise Refusal("server.no_trigrams")
    server.execute(f"CREATE SCHEMA IF NOT EXISTS {_WORDS}")
    server.execute(f"CREATE EXTENSION pg_trgm SCHEMA {_WORDS}")
    return _WORDS


def _named(database: str) -> str:
    """What the accounts of a database are called by. Refuses `server.database`."""
    if not _DATABASE.fullmatch(database):
        raise Refusal("server.database", database=database)
    return database


def add_post(server: psycopg.Connection[Any], code: str) -> tuple[str, str]:
    """Add a post; its account and its secret, which is said once.

    Refuses `server.post_code`, `server.post_known`.
    """
    if not _CODE.fullmatch(code):
        raise Refusal("server.post_code", post=code)
    database = server.info.dbname
    account, secret, roles = f"{database}_{code.lower()}", secrets.token_urlsafe(24), plan.Roles.of(database)
    with server.transaction():
        if server.execute(f"SELECT FROM {plan.SCHEMA}.post WHERE code = %s", (code,)).fetchone() is not None:
            raise Refusal("server.post_known", post=code)
        _account(server, account, secret, roles.posts, MOST_OF_POST)
        _do(server, "SET LOCAL ROLE {}", roles.owner)
        server.execute(f"INSERT INTO {plan.SCHEMA}.post (code, account) VALUES (%s, %s)", (code, account))
    return account, secret


def set_home(server: psycopg.Connection[Any], code: str) -> None:
    """Make a post the home post of the workshop, once for all. Refuses `server.home_unknown`, `server.home_known`."""
    with server.transaction():
        _do(server, "SET LOCAL ROLE {}", plan.Roles.of(server.info.dbname).owner)
        if server.execute(f"SELECT FROM {plan.SCHEMA}.post WHERE code = %s", (code,)).fetchone() is None:
            raise Refusal("server.home_unknown", post=code)
        query = f"INSERT INTO {plan.SCHEMA}.home (code) VALUES (%s) ON CONFLICT DO NOTHING"
        server.execute(query, (code,))
        known = server.execute(f"SELECT code FROM {plan.SCHEMA}.home").fetchone()
        if known != (code,):
            raise Refusal("server.home_known", home="" if known is None else known[0])


def add_reader(server: psycopg.Connection[Any], name: str) -> tuple[str, str]:
    """Add an account that reads and writes nothing, as for a jury; it and its secret. Refuses `server.reader_name`."""
    if not _ACCOUNT.fullmatch(name):
        raise Refusal("server.reader_name", name=name)
    database = server.info.dbname
    account, secret, roles = f"{database}_read_{name}", secrets.token_urlsafe(24), plan.Roles.of(database)
    with server.transaction():
        _account(server, account, secret, roles.readers, MOST_OF_READER)
    return account, secret


def _account(server: psycopg.Connection[Any], account: str, secret: str, role: str, most: int) -> None:
    """The secret is sent as PostgreSQL keeps it (SCRAM): in no statement, so in no log of the server."""
    if server.execute("SELECT FROM pg_roles WHERE rolname = %s", (account,)).fetchone() is not None:
        raise Refusal("server.account_known", account=account)
    kept = server.pgconn.encrypt_password(secret.encode(), account.encode(), b"scram-sha-256").decode()
    server.execute(
        sql.SQL("CREATE ROLE {} LOGIN CONNECTION LIMIT {} IN ROLE {} PASSWORD {}").format(
            sql.Identifier(account), sql.Literal(most), sql.Identifier(role), sql.Literal(kept)
        )
    )
    # Names of people are handed over as parameters: no log keeps them once they are erased.
    if _may_all(server):
        _do(server, "ALTER ROLE {} SET log_parameter_max_length = 0", account)


def _do(server: psycopg.Connection[Any], statement: LiteralString, *names: str) -> None:
    server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
