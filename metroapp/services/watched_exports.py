"""Each closed record is exported at once into the watched folder, by a thread of its own: a share that is away, or
that answers to nobody, keeps no measurement waiting. What was not exported is found again in the archive.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from metroapp.archive.state import State
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Action
from metroapp.services import watched_folder
from metroapp.services.events import Event, RecordClosed, WatchedFolderChanged
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.watched_folder import Done, WatchedFolder, WatchState
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

_log = logging.getLogger(__name__)

RETRY_S = 30.0  # between two looks at a folder that is away
_LAST_EXPORT_S = 10.0
_MOST_LEFT_OUT = 50  # numbers kept; the archive has them all
_COUNTED = 1000  # records that wait are counted so far
_SETTINGS, _DONE = f"post.{watched_folder.NAME}", f"post.{watched_folder.NAME}.done"


class WatchedExports:
    """Its settings and how far it is are kept by the recorder thread; its own thread only reads the archive."""

    def __init__(
        self,
        workspace: Workspace,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        kept: Callable[[], State],
        publish: Callable[[Event], None],
    ) -> None:
        self._workspace, self._recorder, self._staff = workspace, recorder, staff
        self._archive, self._kept, self._publish = archive, kept, publish
        self._chosen: tuple[WatchedFolder, Done] | None = None  # replaced as a whole; None: no folder is watched
        self._choosing = threading.Lock()
        self._state = WatchState()
        self._woken, self._leaving, self._ended = threading.Event(), threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> WatchState:
        """How it stands; may be asked from any thread."""
        return self._state

    def begin(self) -> None:
        """The archive is open, in the recorder thread: what was closed and not exported is."""
        self._use(watched_folder.from_text(self._kept().get(_SETTINGS)))

    def look(self, event: Event) -> None:
        """In the recorder thread."""
        if isinstance(event, RecordClosed):
            self.retry()

    def retry(self) -> None:
        """Look now whether something is to be exported, and whether the folder is back."""
        self._woken.set()

    def stop(self) -> None:
        """Let what was just closed be exported, or leave it for the next time where the folder hangs. Idempotent."""
        self._leaving.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(_LAST_EXPORT_S)
        self._ended.set()

    # -- the settings -------------------------------------------------------------------------------------------------

    def settings(self) -> Future[WatchedFolder]:
        """The folder of this post."""
        return self._recorder.submit(lambda: watched_folder.from_text(self._kept().get(_SETTINGS)))

    def choose(self, settings: WatchedFolder) -> Future[None]:
        """Choose it, once `watched_folder.require_usable` found it fit; refuses as `Presence.require`. Records closed
        before the first folder was chosen are not exported; those that wait for another one go into this one."""

        def work() -> None:
            self._staff.require(Action.CONFIGURE_POST)
            self._kept().put(_SETTINGS, watched_folder.to_text(settings))
            if not settings.folder:
                self._kept().remove(_DONE)
            else:
                self._keep(replace(self._done(), left_out=()))
            self._use(settings)

        return self._recorder.submit(work)

    def _use(self, settings: WatchedFolder) -> None:
        if not settings.folder:
            with self._choosing:
                self._chosen = None
            self._say(WatchState())
            return
        done = self._done()
        self._keep(done)
        with self._choosing:
            self._chosen = settings, done
        self._say(WatchState(settings.folder, left_out=done.left_out))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="watched-folder", daemon=True)
            self._thread.start()
        self.retry()

    def _done(self) -> Done:
        found = watched_folder.done_from_text(self._kept().get(_DONE))
        next_id = self._archive().next_id
        now = EntryId(next_id.post, next_id.sequence - 1)
        if found is None:
            return Done(now)
        # Of an archive restored from a copy, or of another post: what is closed from here on would come before it.
        return found if found.last.post == now.post and found.last <= now else replace(found, last=now)

    def _keep(self, done: Done) -> None:
        self._kept().put(_DONE, watched_folder.done_to_text(done))

    # -- its thread ---------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        is_last = False
        while not is_last:
            self._woken.wait(RETRY_S if self._state.waiting else None)
            self._woken.clear()
            is_last = self._leaving.is_set()  # first: what was closed before that is still looked for
            try:
                while self._export_next():
                    pass
            except Refusal as refusal:  # of the archive: the next look may read it
                _log.warning("the closed records cannot be read: %s", refusal.message.code)
            except Exception:
                _log.exception("the exports into the watched folder failed")

    def _export_next(self) -> bool:
        """Export the record closed first of those that wait; whether another one may be looked for at once."""
        chosen = self._chosen
        if chosen is None or self._ended.is_set():
            return False
        settings, done = chosen
        waiting = self._closed_after(done.last)
        if not waiting:
            self._say(WatchState(settings.folder, left_out=done.left_out, last=self._state.last))
            return False
        closing, record, number = waiting[0]
        try:
            self._export(settings, record)
            left_out, last = done.left_out, number
        except Refusal as refusal:
            if _is_of_folder(refusal.message):
                why, last = refusal.message, self._state.last
                self._say(WatchState(settings.folder, len(waiting), why, done.left_out, last))
                return False
            _log.warning("%s is not written into the watched folder: %s", number, refusal.message.code)
            left_out, last = (*done.left_out, number)[-_MOST_LEFT_OUT:], self._state.last
        except Exception:  # a defect met in one record leaves the others their turn
            _log.exception("%s is not written into the watched folder", number)
            left_out, last = (*done.left_out, number)[-_MOST_LEFT_OUT:], self._state.last
        self._recorder.post(self._advance, chosen, Done(closing, left_out))
        with self._choosing:
            if self._chosen is chosen:
                self._chosen = settings, Done(closing, left_out)
        self._say(WatchState(settings.folder, len(waiting) - 1, None, left_out, last))
        return True

    def _advance(self, before: tuple[WatchedFolder, Done], done: Done) -> None:
        """In the recorder thread: what was chosen meanwhile is not undone."""
        kept = watched_folder.done_from_text(self._kept().get(_DONE))
        if kept is not None and kept.last == before[1].last:
            self._keep(done)

    def _closed_after(self, last: EntryId) -> list[tuple[EntryId, EntryId, str]]:
        from metroapp.archive.closed import closed_after  # heavy: in this thread, on first use
        from metroapp.services.consultation import reading

        with reading(self._workspace) as connection:
            return closed_after(connection, last, _COUNTED)

    def _export(self, settings: WatchedFolder, record: EntryId) -> None:
        from metroapp.services import documents

        for to in settings.formats:
            watched_folder.require_there(settings.path)
            try:  # into a folder that everybody reads
                documents.export(self._workspace.told(evidence=False), record, to, settings.path)
            except Refusal as refusal:
                if refusal.message.code != "exam.paper_for_jury":
                    raise

    def _say(self, state: WatchState) -> None:
        with self._choosing:
            folder = "" if self._chosen is None else self._chosen[0].folder
            if state == self._state or state.folder != folder:  # another one was chosen meanwhile
                return
            self._state = state
        self._recorder.post(self._publish, WatchedFolderChanged(state))


def _is_of_folder(message: Message) -> bool:
    from metroapp.services.many_exports import OF_FOLDER

    # A file that another program holds is let go of some day.
    return message.code in OF_FOLDER or message.code in ("watched.away", "export.not_replaced")
