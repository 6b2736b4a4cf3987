"""A copy of the whole server on this machine, for a jury or an office: read with the pages of any archive.

It is brought up to date when it is asked for, over a reading account. Nothing is ever recorded in it: a folder that is
a copy opens for reading alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from metroapp.domain.message import Refusal
from metroapp.services.server_link import reached
from metroapp.services.server_settings import ServerSettings
from metroapp.services.workspace import COPY_MARK, Workspace


def is_copy(workspace: Workspace) -> bool:
    """Whether a folder is a copy of a server."""
    return (workspace.root / COPY_MARK).exists()


def require_own(workspace: Workspace) -> None:
    """Refuse (`server.is_copy`) to record in a copy."""
    if is_copy(workspace):
        raise Refusal("server.is_copy", path=workspace.root)


def bring_up_to_date(
    workspace: Workspace, settings: ServerSettings, go_on: Callable[[str, int], bool] = lambda _post, _pulled: True
) -> dict[str, int]:
    """Bring down what the copy does not have yet; how many entries of each post. An empty folder becomes a copy.

    Refuses `server.not_a_copy` (a folder where something is recorded), and as `reached`, `pulling.pull` and
    `Workspace.lock_for_writing`.
    """
    from sqlalchemy.exc import SQLAlchemyError

    from metroapp.archive import erasure
    from metroapp.archive.connection import open_for_writing, storage_refusal
    from metroapp.archive.server import pulling, server_check, shares

    if workspace.archive.exists() and not is_copy(workspace):
        raise Refusal("server.not_a_copy", path=workspace.root)
    lock = workspace.lock_for_writing()
    try:
        with reached(settings) as server:
            (workspace.root / COPY_MARK).write_text(json.dumps({"server": settings.url}) + "\n", encoding="utf-8")
            engine = open_for_writing(workspace.archive)
            try:
                pulled = {}
                home = shares.home_of(server)  # first: the others name its people
                for post in sorted(server_check.posts(server), key=lambda one: one.code != home):
                    with engine.connect() as connection:
                        pulled[post.code] = pulling.pull(connection, server, post.code, partial(go_on, post.code))
                # What was erased is in the free space of the file, until it is written anew.
                with closing(engine.raw_connection()) as raw:
                    driver: Any = raw.driver_connection
                    erasure.write_anew(driver)
                return pulled
            except SQLAlchemyError as error:
                raise storage_refusal(error, workspace.archive) from error
            finally:
                engine.dispose()
    finally:
        lock.release()
