"""The entries of this post on their way to the server of the workshop, and those of the home post on their way here, in
a thread of their own.

A post records in its own file and never waits: this thread only reads that file. Where the server is away, or refuses,
it tries again; what it has is asked of it each time.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from metroapp.archive.state import State
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Action
from metroapp.services import server_settings
from metroapp.services.events import Event, ServerChanged
from metroapp.services.home_pull import HomePull
from metroapp.services.recorder import Recorder
from metroapp.services.server_settings import ServerSettings, ServerState
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.server.contact import Address
    from metroapp.archive.server.pulling import Batch
    from metroapp.archive.store import Archive

_log = logging.getLogger(__name__)
RETRY_S = 20.0  # between two tries of a server that is away
_LAST_S = 1.0
_KEY = f"post.{server_settings.NAME}"
_OLD_COPY, _OTHER_CHAIN = "server.ahead", "server.differs"
_OWN = (ServerChanged,)  # what this says itself


class ServerLink:
    """Its settings are kept by the recorder thread; its own thread only reads the archive."""

    def __init__(
        self,
        workspace: Workspace,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        kept: Callable[[], State],
        publish: Callable[[Event], None],
        take: Callable[[Batch], None],
    ) -> None:
        self._workspace, self._recorder, self._staff = workspace, recorder, staff
        self._archive, self._kept, self._publish = archive, kept, publish
        self._pull = HomePull(workspace, recorder, archive, take, lambda: not self._leaving.is_set())
        self._settings, self._post = ServerSettings(), ""
        self._state = ServerState()
        self._choosing = threading.Lock()  # what is said of a server that was left comes too late
        self._server: Any = None  # the connection, while there is one
        self._woken, self._leaving = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> ServerState:
        """How it stands; may be asked from any thread."""
        return self._state

    def begin(self) -> None:
        """The archive is open, in the recorder thread."""
        self._use(server_settings.from_text(self._kept().get(_KEY)))

    def look(self, event: Event) -> None:
        """In the recorder thread: something may have been written."""
        if self._settings.url and not isinstance(event, _OWN):
            self._woken.set()

    def retry(self) -> None:
        """Try now."""
        self._woken.set()

    def settings(self) -> Future[ServerSettings]:
        """The server of this post."""
        return self._recorder.submit(lambda: server_settings.from_text(self._kept().get(_KEY)))

    def choose(self, settings: ServerSettings) -> Future[None]:
        """Choose it, as `require_usable` let it pass; none stops the forwarding. Refuses as `Presence.require`."""

        def work() -> None:
            self._staff.require(Action.CONFIGURE_POST)
            self._kept().put(_KEY, server_settings.to_text(settings))
            self._use(settings)

        return self._recorder.submit(work)

    def _use(self, settings: ServerSettings) -> None:
        with self._choosing:
            self._settings, self._post = settings, self._archive().next_id.post
        self._say(settings, ServerState())
        if settings.url and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="server", daemon=True)
            self._thread.start()
        self._woken.set()

    def stop(self) -> None:
        """Let what goes on end, or leave it for the next time: a server that hangs is waited for a moment only.
        Idempotent."""
        self._leaving.set()
        self._woken.set()
        if self._thread is None:
            return
        self._thread.join(_LAST_S)
        if self._thread.is_alive() and self._server is not None:
            from metroapp.archive.server import contact

            contact.cut(self._server)
            self._thread.join(_LAST_S)

    # -- its thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._leaving.is_set():
            settings = self._settings
            try:
                with ExitStack() as held:
                    self._forward_for(settings, held)
            except Refusal as refusal:
                self._say_waiting(settings, refusal.message)
            except Exception as error:
                _log.exception("forwarding to the server failed")
                self._say_waiting(settings, Message("server.failed", {"address": "", "state": type(error).__name__}))
            finally:
                self._server = None
            if self._leaving.is_set():
                return
            self._woken.wait(RETRY_S if settings.url else None)
            self._woken.clear()

    def _forward_for(self, settings: ServerSettings, held: ExitStack) -> None:
        """Over one connection, until it fails, another server is chosen, or the post leaves."""
        if not settings.url:
            return
        import psycopg

        from metroapp.archive.server import contact, forwarding
        from metroapp.services.consultation import reading

        address = contact.read_address(settings.url)
        self._server = server = held.enter_context(reached(settings))

        def go_on(sent: int, of: int) -> bool:
            said = replace(self._state, server=address.shown, waiting=of - sent, why=None, post=self._post)
            self._say(settings, said)
            return not self._leaving.is_set() and self._settings is settings

        while self._settings is settings:
            self._woken.clear()
            try:
                why = self._send(server, address, go_on)
                last, _ = forwarding.received(server, self._post)
                # An old copy can be recovered until it goes on by itself, which what comes down would make it do.
                came = None if why is not None and why.code == _OLD_COPY else self._pull.bring(server, self._post)
            except psycopg.Error as error:
                raise contact.refusal_of(error, address) from None
            waiting = 0
            if why is not None and why.code != _OTHER_CHAIN:  # of another chain, nothing waits
                with reading(self._workspace) as connection:
                    waiting = forwarding.count_after(connection, self._post, last)
            said = replace(self._state, server=address.shown, last=last, waiting=waiting, why=why, post=self._post)
            if came is not None:
                said = replace(
                    said, home=came.home, home_last=came.last, home_why=came.why, overruns=came.overruns
                )  # fmt: skip
            self._say(settings, said)
            if self._leaving.is_set():
                return
            self._woken.wait(RETRY_S)

    def _send(self, server: Any, address: Address, go_on: Callable[[int, int], bool]) -> Message | None:
        """Hand over what waits; why the server refuses the chain of this post, which still gets what is for all."""
        import psycopg

        from metroapp.archive.server import contact, forwarding, receiving
        from metroapp.services.consultation import reading

        try:
            with reading(self._workspace) as connection:
                forwarding.forward(connection, server, self._post, go_on)
        except Refusal as refusal:
            return refusal.message
        except psycopg.Error as error:
            if error.sqlstate not in receiving.REFUSALS:
                raise
            return contact.refusal_of(error, address).message
        return None

    def _say_waiting(self, settings: ServerSettings, why: Message) -> None:
        from metroapp.archive.server import contact, forwarding
        from metroapp.services.consultation import reading

        shown, last, waiting = "", self._state.last, self._state.waiting
        with suppress(Refusal):
            shown = contact.read_address(settings.url).shown
        with suppress(Refusal), reading(self._workspace) as connection:
            waiting = forwarding.count_after(connection, self._post, last or 0)
        said = replace(self._state, server=shown, last=last, waiting=waiting, why=why, post=self._post)
        self._say(settings, said)

    def _say(self, settings: ServerSettings, state: ServerState) -> None:
        with self._choosing:
            if self._settings is not settings or state == self._state:
                return
            self._state = state
        self._recorder.post(self._publish, ServerChanged(state))


def require_usable(settings: ServerSettings) -> None:
    """Refuse as `read_address` and `read_secret`. Not in the recorder thread: the file may be on a drive that hangs."""
    from metroapp.archive.server.contact import read_address, read_secret

    read_address(settings.url)
    if settings.secret_path is not None:
        read_secret(settings.secret_path)


def try_out(workspace: Workspace, settings: ServerSettings) -> tuple[str, int]:
    """Whether a server would take the entries of this post: its code, and the last entry that the server has.

    Refuses as `once`.
    """
    from metroapp.archive.server import forwarding
    from metroapp.services.consultation import reading

    with reached(settings) as server, reading(workspace) as connection:
        post = _own_post(connection, workspace)
        return post, forwarding.last_agreed(connection, server, post)


def once(workspace: Workspace, settings: ServerSettings, tell: Callable[[int, int], bool]) -> tuple[str, int, int]:
    """Forward what waits, from the command line: the post, how many entries, and the last one that the server has.

    Refuses as `contact.reached`, `forwarding.forward`, `server.not_chosen`, `server.is_copy`.
    """
    from metroapp.archive.server import forwarding
    from metroapp.services.consultation import reading

    with reached(settings) as server, reading(workspace) as connection:
        post = _own_post(connection, workspace)
        sent = forwarding.forward(connection, server, post, tell)
        last, _ = forwarding.received(server, post)
        return post, sent, last


def reached(settings: ServerSettings, *, planned: bool = True) -> Any:
    """A connection to a server, as `contact.reached`; refuses `server.not_chosen`."""
    from metroapp.archive.server import contact

    if not settings.url:
        raise Refusal("server.not_chosen")
    secret = "" if settings.secret_path is None else contact.read_secret(settings.secret_path)
    return contact.reached(contact.read_address(settings.url), secret, planned=planned)


def _own_post(connection: Any, workspace: Workspace) -> str:
    """As `post_of`; refuses `server.is_copy`, which is the file of no post."""
    post = post_of(connection)
    if not post:
        raise Refusal("server.is_copy", path=workspace.root)
    return post


def post_of(connection: Any) -> str:
    """The code of the post whose file this is."""
    from sqlalchemy import select

    from metroapp.archive import queries, schema

    if queries.schema_version(connection) < schema.this_post.info["since"]:
        return str(connection.execute(select(schema.workshop.c.post).limit(1)).scalar_one())
    return str(connection.execute(select(schema.this_post.c.post)).scalar_one_or_none() or "")
