"""The archive of a server, for the queries of any archive: one state of it from beginning to end, and nothing written.

Connections are kept between pages, since making one takes longer than most of these. A server that was cut, or that
hangs, is seen by whoever reads then; the next one reaches it anew.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError

from metroapp.archive.server import contact, plan
from metroapp.archive.server.speaking import Spoken
from metroapp.domain.message import Refusal

_KEPT = 2  # connections: the window reads in its worker, and looks for what it proposes beside
_OLD_S = 600
_LOOK_S = 1.0
# One state of the archive for all that a page reads, and no way to write; plans are made for what is asked for, since
# some facts are of a few records and others of all.
_SETTINGS = (
    f"SET search_path = {plan.SCHEMA}",
    "SET default_transaction_read_only = on",
    "SET default_transaction_isolation = 'repeatable read'",
    "SET plan_cache_mode = force_custom_plan",
    "SET jit = off",
    "SET idle_in_transaction_session_timeout = '30min'",  # a list is read page by page, at whose pace it may be
)


@contextmanager
def opened(address: contact.Address, secret: str) -> Iterator[Connection]:
    """A connection in one transaction that only reads. Refuses as `contact.reached`, and as `contact.refusal_of` what
    fails while it is read."""
    try:
        with _engine(address, secret).connect() as connection:
            yield connection
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.Error):
            raise _unread(contact.refusal_of(error.orig, address)) from error
        raise
    except Refusal as refusal:
        raise _unread(refusal) from None


def _unread(refusal: Refusal) -> Refusal:
    """Whoever reads sends nothing, and asks again by himself."""
    if refusal.message.code == "server.away":
        return Refusal("server.unread", address=refusal.message.fields["address"])
    return refusal


@cache
def _engine(address: contact.Address, secret: str) -> Engine:
    def connect() -> psycopg.Connection[Any]:
        connection = contact.connected(address, secret)
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            connection.autocommit = False
        except psycopg.Error:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "postgresql+psycopg://", creator=connect, pool_size=_KEPT, max_overflow=_KEPT, pool_pre_ping=True,
        pool_recycle=_OLD_S, use_native_hstore=False,
    )  # fmt: skip
    dialect, watch = cast(Any, engine.dialect), _Watch()
    dialect.statement_compiler = Spoken
    for name in ("do_execute", "do_execute_no_params", "do_executemany", "do_ping", "do_rollback"):
        setattr(dialect, name, watch.over(getattr(dialect, name)))
    return engine


class _Watch:
    """Cuts a connection whose server takes what is sent and never answers: nobody else would end the waiting."""

    def __init__(self) -> None:
        self._since: dict[psycopg.Connection[Any], float] = {}
        self._thread: threading.Thread | None = None

    def over(self, asked: Callable[..., Any]) -> Callable[..., Any]:
        """The same under watch, of a connection, of a cursor of it, or of what SQLAlchemy lends it as."""

        def watched(of: Any, *args: Any, **kwargs: Any) -> Any:
            lent = of.connection if isinstance(of, psycopg.Cursor) else of
            connection = lent if isinstance(lent, psycopg.Connection) else lent.driver_connection
            self._since[connection] = time.monotonic()
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="server-watch", daemon=True)
                self._thread.start()
            try:
                return asked(of, *args, **kwargs)
            finally:
                self._since.pop(connection, None)

        return watched

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_S)
            late = time.monotonic() - contact.SILENCE_S
            for connection, since in list(self._since.items()):
                if since < late:
                    contact.cut(connection)
