"""How a server is reached: its address, its account, over TLS; and what it answers, as refusals.

A secret is never in an address: it is read from a file that only its owner may read, or from the password file of
PostgreSQL (`PGPASSFILE`, `~/.pgpass`), and is in no message of this program.
"""

from __future__ import annotations

import ipaddress
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg

from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import plan
from metroapp.domain.message import Refusal

_PATIENCE_S = 5  # to be answered at all
_STATEMENT_MS = 60_000
_SCHEMES = ("postgresql", "postgres")
_FULL, _MEMORY = "53100", "53200"
_ACCOUNT = ("28P01", "28000", "42501")
OLDEST_SERVER = 150000  # PostgreSQL 15


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is, without any secret. `options` are those of libpq."""

    host: str
    port: int
    database: str
    user: str
    options: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """As it is said and logged."""
        return f"{self.user}@{self.host}:{self.port}/{self.database}"

    @property
    def is_here(self) -> bool:
        """Whether nothing leaves the machine: no wire to listen to."""
        if self.host.startswith("/") or self.host == "localhost":
            return True
        with suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return False


def read_address(url: str) -> Address:
    """`postgresql://user@host:5432/base?sslrootcert=ca.pem`

    Refuses `server.address` (no such address), `server.secret_in_address`.
    """
    try:
        parts = urlsplit(url.strip())
        host, port, user = parts.hostname or "", parts.port or 5432, unquote(parts.username or "")
        options = tuple(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise Refusal("server.address") from None
    named = dict(options)
    if parts.password or "password" in named or "passfile" in named:
        raise Refusal("server.secret_in_address")
    host = host or named.pop("host", "")
    if "port" in named and named["port"].isascii() and named["port"].isdigit():
        port = int(named.pop("port"))
    database = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in _SCHEMES or not (host and user and database):
        raise Refusal("server.address")
    return Address(host, port, database, user, tuple(named.items()))


def read_secret(path: Path) -> str:
    """The first line of a file. Refuses `server.secret_absent`, `server.secret_open` (others may read it)."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError):
        raise Refusal("server.secret_absent", path=path) from None
    if not text:
        raise Refusal("server.secret_absent", path=path)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refusal("server.secret_open", path=path)
    return text


@contextmanager
def reached(address: Address, secret: str = "", *, planned: bool = True) -> Iterator[psycopg.Connection[Any]]:
    """A connection, closed at the end. Beyond this machine only over TLS with a certificate that is checked.

    Refuses as `refusal_of`, and `server.too_old`, `server.not_ours`, `server.older` (its plan is not the one of this
    version), unless it is yet to be made (`planned`).
    """
    options: dict[str, Any] = {"sslmode": "prefer" if address.is_here else "verify-full", **dict(address.options)}
    if not address.is_here and options["sslmode"] not in ("verify-full", "verify-ca"):
        raise Refusal("server.plain", host=address.host)
    if secret:
        options["password"] = secret
    try:
        connection = psycopg.connect(
            host=address.host, port=address.port, dbname=address.database, user=address.user,
            connect_timeout=_PATIENCE_S, autocommit=True, application_name="metroapp", keepalives_idle=10,
            keepalives_interval=5, keepalives_count=3, tcp_user_timeout=15_000,
            **options,
        )  # fmt: skip
    except psycopg.Error as error:
        raise refusal_of(error, address) from None
    try:
        if connection.info.server_version < OLDEST_SERVER:
            raise Refusal("server.too_old", address=address.shown)
        connection.execute(f"SET statement_timeout = {_STATEMENT_MS}")
        if planned:
            _require_plan(connection, address)
        yield connection
    except psycopg.Error as error:
        raise refusal_of(error, address) from error
    finally:
        connection.close()


def _require_plan(connection: psycopg.Connection[Any], address: Address) -> None:
    try:
        line = connection.execute(f"SELECT version FROM {plan.SCHEMA}.schema_version").fetchone()
    except psycopg.errors.UndefinedTable:
        raise Refusal("server.not_ours", address=address.shown) from None
    except psycopg.errors.InvalidSchemaName:
        raise Refusal("server.not_ours", address=address.shown) from None
    if line is None or line[0] < SCHEMA_VERSION:
        raise Refusal("server.older")
    if line[0] > SCHEMA_VERSION:
        raise Refusal("server.newer")


def refusal_of(error: psycopg.Error, address: Address) -> Refusal:
    """What a server that failed, or could not be reached, comes to for whoever uses it.

    `server.away`, `server.account`, `server.certificate`, `server.full`, `server.failed`, and what `receive` refuses.
    """
    state, entry = error.sqlstate or "", error.diag.message_primary or ""
    match state:
        case plan.UNKNOWN_POST:
            return Refusal("server.other_post", entry=entry)
        case plan.GAP:
            return Refusal("server.gap", entry=entry)
        case plan.DIFFERS:
            return Refusal("server.differs", entry=entry)
        case plan.BROKEN:
            return Refusal("server.broken", entry=entry)
        case plan.NEWER:
            return Refusal("server.older")
    if state in (_FULL, _MEMORY):
        return Refusal("server.full", address=address.shown)
    text = str(error)
    if state in _ACCOUNT or "authentication failed" in text or "no password supplied" in text:
        return Refusal("server.account", address=address.shown)
    if "certificate" in text or "SSL" in text:
        return Refusal("server.certificate", host=address.host)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Refusal("server.away", address=address.shown)
    return Refusal("server.failed", address=address.shown, state=state or type(error).__name__)
