"""The file of a post restored from a backup that is older than the server: the rest of its own chain comes back.

The server takes nothing of a post whose last entries it has and the post has not. They are digested again, as all that
comes down, and written only where the file is the beginning of that chain: a file that went on by itself is refused.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any

from metroapp.archive.state import State
from metroapp.domain.message import Refusal
from metroapp.services.consultation import reading
from metroapp.services.home_post import forget_name
from metroapp.services.server_copy import require_own
from metroapp.services.server_link import post_of, reached
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection


def recover(workspace: Workspace, settings: ServerSettings) -> tuple[str, int, int]:
    """Bring it back, with what it says that it had of the home post; the post, how many of its entries came, and its
    last one. What was brought before a stop is kept: asked again, it goes on.

    Refuses `server.differs`, `server.is_copy`, and as `Archive`, `reached` and `pulling.fetch`.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from metroapp.archive import erasure
    from metroapp.archive.connection import open_for_writing, storage_refusal
    from metroapp.archive.store import Archive

    require_own(workspace)
    with reading(workspace) as connection:
        post = post_of(connection)
    lock = workspace.lock_for_writing()
    try:
        Archive(workspace.archive, workspace.backups).close()  # of an older version, it is brought up to date
        engine, state = open_for_writing(workspace.archive), State(workspace.state)
        try:
            with reached(settings) as server, engine.connect() as connection:
                came, last = _bring_own(connection, server, post, state)
            with closing(engine.raw_connection()) as raw:  # names that were erased since
                driver: Any = raw.driver_connection
                erasure.write_anew(driver)
            return post, came, last
        except SQLAlchemyError as error:
            raise storage_refusal(error, workspace.archive) from error
        finally:
            state.close()
            engine.dispose()
    finally:
        lock.release()


def _bring_own(connection: Connection, server: Any, post: str, state: State) -> tuple[int, int]:
    from metroapp.archive.server import contact, forwarding, plan, pulling

    until, head = forwarding.received(server, post)
    last, own = pulling.last_of(connection, post)
    if last >= until:
        forwarding.require_same_past(connection, post, until, head)
        return 0, last
    same = f"SELECT FROM {plan.SCHEMA}.journal WHERE post = %s AND sequence = %s AND digest = %s"
    seen = f"SELECT home_post, max(home_sequence) FROM {plan.SCHEMA}.home_seen WHERE post = %s GROUP BY home_post"
    with contact.within(server):
        if last and server.execute(same, (post, last, own)).fetchone() is None:
            raise Refusal("server.differs", entry=f"{post}-{last}")
        homes = server.execute(seen, (post,)).fetchall()
    for home, up_to in homes:  # first: the entries of the post name its people
        _bring(connection, server, home, up_to, post, state)
    _bring(connection, server, post, until, post, state)
    return until - last, until


def _bring(connection: Connection, server: Any, of: str, until: int, post: str, state: State) -> None:
    """Write the entries of a chain up to one of them, some hundreds to a transaction, into the file of a post."""
    from metroapp.archive.at_post import names_erased_by
    from metroapp.archive.server import pulling

    last, head = pulling.last_of(connection, of)
    while last < until:
        batch = pulling.fetch(server, of, last, head, min(pulling.TOGETHER, until - last))
        if batch is None:  # the server was restored in between
            raise Refusal("server.pulled_broken", entry=f"{of}-{until}")
        for person, name in names_erased_by(connection, batch, post).items():
            forget_name(state, name, person)  # before it is written: nothing knows the name afterwards
        connection.rollback()
        with connection.begin():
            pulling.write(connection, batch)
            pulling.derive(connection, batch)
            pulling.say(connection, batch)
        last, head = batch.last, batch.tip
