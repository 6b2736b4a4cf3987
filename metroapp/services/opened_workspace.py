"""A workspace taken for writing: its lock, its archive, its state and its daily copy."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.archive.backup import back_up
from metroapp.archive.first_look import is_older, require_readable
from metroapp.archive.state import State
from metroapp.domain.message import Refusal
from metroapp.services.server_copy import require_own
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

_log = logging.getLogger(__name__)


class OpenedWorkspace:
    """Locked at once, opened by `open`; all but what it says before that and `is_open` is for the recorder thread."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime]) -> None:
        """Refuses as `require_own`, `Workspace.lock_for_writing` and `require_readable` say."""
        require_own(workspace)
        self._workspace = workspace
        self._clock = clock
        self._lock = workspace.lock_for_writing()
        try:
            require_readable(workspace.archive)
        except Refusal:
            self._lock.release()
            raise
        self.is_of_older_version = is_older(workspace.archive)
        self._archive: Archive | None = None
        self._state: State | None = None
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)

    def open(self, tell: Callable[[int], None] = lambda _: None) -> None:
        """Refuses as `metroapp.archive.store.Archive` says. `tell` has how far the upgrade of an older one is, in per
        cent."""
        # Loading the database layer takes longer than painting a window.
        from metroapp.archive import store

        place = self._workspace
        self._archive = store.Archive(place.archive, place.backups, place.keys, tell)
        self._state = State(self._workspace.state)
        # In a thread of its own: copying a large archive must hold neither the recorder nor the window.
        self._backup.start()

    @property
    def is_open(self) -> bool:
        return self._archive is not None

    @property
    def archive(self) -> Archive:
        """Refuses `workspace.not_open`."""
        if self._archive is None:
            raise Refusal("workspace.not_open")
        return self._archive

    @property
    def state(self) -> State:
        """Refuses `workspace.not_open`."""
        if self._state is None:
            raise Refusal("workspace.not_open")
        return self._state

    def checkpoint(self) -> None:
        """Between two bursts of work."""
        if self._archive is not None:
            self._archive.checkpoint()

    def close(self) -> None:
        """Release everything. Idempotent."""
        if self._backup.is_alive():
            self._backup.join()
        if self._archive is not None:
            self._archive.close()
        if self._state is not None:
            self._state.close()
        self._lock.release()

    def _back_up(self) -> None:
        try:
            back_up(self._workspace.archive, self._workspace.backups, self._clock().astimezone().date())
        except (OSError, sqlite3.Error):
            _log.exception("the daily backup of the archive failed")
