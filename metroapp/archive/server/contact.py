"""How a server is reached: its address, its account, over TLS; and what it answers, as refusals.

A secret is never in an address: it is read from a file that only its owner may read, or from the password file of
PostgreSQL (`PGPASSFILE`, `~/.pgpass`), and is in no message of this program.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from metroapp.archive.first_look import SCHEMA_VERSION
from metroapp.archive.server import plan, receiving
from metroapp.domain.message import Refusal

_PATIENCE_S = 5  # to be answered at all
_STATEMENT_MS = 60_000
SILENCE_S = 75.0  # after a statement should have ended: a server that hangs does not even say so
# By the server too, which waits for two hours otherwise: each cut would leave one of the few connections of an account.
_SEEN_AS_CUT = (("tcp_keepalives_idle", 10), ("tcp_keepalives_interval", 5), ("tcp_keepalives_count", 3))
_SCHEMES = ("postgresql", "postgres")
# What may be said of a connection in an address; everything else is ours, or would be a secret.
_OPTIONS = ("channel_binding", "hostaddr", "sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert")
_FULL = "53100"
_ACCOUNT = ("28P01", "28000", "42501")
_GONE = ("08", "57P")  # classes: the connection, the server that stops
_LEFT_IDLE = "25P03"  # a transaction in which nothing was asked for too long
_UNREAD = "22"  # class: a text that is no JSON, where a post sealed one; what is handed over is `BROKEN`
_IN_USE = ("55P03", "40P01")  # a table is read while its plan is changed: each waits for the other, or long enough
# A server that cannot be entered says why in its own language, and with no code.
_REFUSED = (
    "authentication",
    "authentification",
    "no password supplied",
    "aucun mot de passe",
    "pg_hba.conf",
    "permission",
    "not permitted to log in",
    "pas autorisé à se connecter",
)
_BUSY = ("too many connections", "remaining connection slots", "trop de connexions", "emplacements de connexions")
_OTHER_NAME = ("does not match host name", "ne correspond pas au nom d'hôte")
_NO_DATABASE = ('database "', "base de données «")
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
        """Whether nothing leaves the machine: no wire to listen to. An `hostaddr` is where it really goes; several
        hosts are never here."""
        host = dict(self.options).get("hostaddr", self.host)
        if "," in host or "," in self.host:
            return False
        if host.startswith("/") or host == "localhost":
            return True
        with suppress(ValueError):
            return ipaddress.ip_address(host).is_loopback and self.host in (host, "localhost")
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
    if parts.password or ":" in user or "password" in named or "passfile" in named:
        raise Refusal("server.secret_in_address")
    if not host:
        host = named.pop("host", "")
    if "port" in named and parts.port is None and named["port"].isascii() and named["port"].isdigit():
        port = int(named.pop("port"))
    database = unquote(parts.path.removeprefix("/"))
    said = parts.scheme in _SCHEMES and host and user and database and 0 < port < 65536
    if not said or not named.keys() <= set(_OPTIONS) or "\0" in unquote(url):
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
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refusal("server.secret_open", path=path)
    return text


@contextmanager
def reached(address: Address, secret: str = "", *, planned: bool = True) -> Iterator[psycopg.Connection[Any]]:
    """A connection, closed at the end; refuses as `connected`, and as `refusal_of` what fails while it is used."""
    connection = connected(address, secret, planned=planned)
    try:
        yield connection
    except psycopg.Error as error:
        raise refusal_of(error, address) from error
    finally:
        connection.close()


def connected(address: Address, secret: str = "", *, planned: bool = True) -> psycopg.Connection[Any]:
    """A connection. Beyond this machine only over TLS with a certificate that is checked, its name too: whoever has
    another certificate of the same authority, as a post may have, would be the server otherwise.

    Refuses as `refusal_of`, and `server.too_old`, `server.not_ours`, `server.older` (its plan is not the one of this
    version), unless it is yet to be made (`planned`).
    """
    options: dict[str, Any] = {"sslmode": "prefer" if address.is_here else "verify-full", **dict(address.options)}
    if not address.is_here and options["sslmode"] != "verify-full":
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
        # A post whose wire is cut in the middle leaves nothing locked for long.
        for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(setting), _STATEMENT_MS))
        for setting, value in _SEEN_AS_CUT:
            connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(setting), value))
        if planned:
            _require_plan(connection, address)
    except psycopg.Error as error:
        connection.close()
        raise refusal_of(error, address) from error
    except Refusal:
        connection.close()
        raise
    return connection


@contextmanager
def within(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """What is done in it fails where the server goes silent: `tcp_user_timeout` sees a cable that is cut, and not a
    server that takes what is sent and never answers."""
    timer = threading.Timer(SILENCE_S, cut, (connection,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def cut(connection: psycopg.Connection[Any]) -> None:
    """End a connection from another thread: what waits there for an answer fails at once."""
    with (
        suppress(OSError, psycopg.Error),
        socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as one,
    ):
        one.shutdown(socket.SHUT_RDWR)


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

    `server.away`, `server.account`, `server.busy`, `server.left_idle`, `server.in_use`, `server.certificate`,
    `server.certificate_name`, `server.no_tls`, `server.no_database`, `server.full`, `server.unread_entry` (a
    page that reads what nobody can), `server.failed`, and what `receive` refuses.
    """
    state, entry = error.sqlstate or "", error.diag.message_primary or ""
    match state:
        case receiving.UNKNOWN_POST:
            return Refusal("server.other_post", entry=entry)
        case receiving.GAP:
            return Refusal("server.gap", entry=entry)
        case receiving.DIFFERS:
            return Refusal("server.differs", entry=entry)
        case receiving.BROKEN:
            return Refusal("server.broken", entry=entry)
        case receiving.NEWER:
            return Refusal("server.older")
    if state == _FULL:
        return Refusal("server.full", address=address.shown)
    if state in _ACCOUNT:
        return Refusal("server.account", address=address.shown)
    if state == _LEFT_IDLE:
        return Refusal("server.left_idle")
    if state in _IN_USE:
        return Refusal("server.in_use", address=address.shown)
    if state.startswith(_UNREAD):
        return Refusal("server.unread_entry", address=address.shown)
    if not state or state.startswith(_GONE):
        return _unreached(str(error), address)
    return Refusal("server.failed", address=address.shown, state=state)


def _unreached(text: str, address: Address) -> Refusal:
    """What is behind an error without a code, of a connection that was not made or is lost."""
    if "does not support SSL" in text:
        return Refusal("server.no_tls", host=address.host)
    if any(words in text for words in _OTHER_NAME):
        return Refusal("server.certificate_name", host=address.host)
    if "certificate" in text:
        return Refusal("server.certificate", host=address.host)
    if any(words in text for words in _BUSY):
        return Refusal("server.busy", address=address.shown)
    if any(words in text for words in _REFUSED):
        return Refusal("server.account", address=address.shown)
    if any(words in text for words in _NO_DATABASE) and address.database in text:
        return Refusal("server.no_database", address=address.shown)
    return Refusal("server.away", address=address.shown)
