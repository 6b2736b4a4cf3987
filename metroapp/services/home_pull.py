"""What comes down from the home post, in the thread of the server: fetched and digested there, written by the recorder.

The recorder never waits for the network; this thread waits for it, and writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import TimeoutError
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.shares import Overrun
from metroapp.services.home_post import MOST_ROWS, TOGETHER
from metroapp.services.recorder import Recorder
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.server.pulling import Batch
    from metroapp.archive.store import Archive

_T = TypeVar("_T")
_MOMENT_S = 0.2
_OVERRUNS_EVERY_S = 20.0  # what every post used is counted


@dataclass(frozen=True, slots=True)
class CameDown:
    """How it stands: the home post, the last of its entries that is here, why no more of them come, and the dérogations
    of which more was used than allowed."""

    home: str = ""
    last: int = 0
    why: Message | None = None
    overruns: tuple[Overrun, ...] = ()


class HomePull:
    """`take` is done by the recorder."""

    def __init__(
        self,
        workspace: Workspace,
        recorder: Recorder,
        archive: Callable[[], Archive],
        take: Callable[[Batch], None],
        goes_on: Callable[[], bool],
    ) -> None:
        self._workspace, self._recorder, self._archive = workspace, recorder, archive
        self._take, self._goes_on = take, goes_on
        self._counted: float | None = None
        self._overruns: tuple[Overrun, ...] = ()

    def bring(self, server: Any, post: str) -> CameDown:
        """Bring down what this file does not have. What a server holds that is refused is said, and stops nothing else;
        raises psycopg.Error."""
        from metroapp.archive.server import shares

        home = shares.home_of(server)
        if not home:
            return CameDown()
        last, why = (0, None) if home == post else self._bring(server, home)
        if self._counted is None or time.monotonic() - self._counted > _OVERRUNS_EVERY_S:
            self._overruns, self._counted = tuple(shares.overruns(server)), time.monotonic()
        return CameDown(home, last, why, self._overruns)

    def _bring(self, server: Any, home: str) -> tuple[int, Message | None]:
        """The last entry of the home post that is here then, and why no more of them come."""
        from metroapp.archive.server import pulling
        from metroapp.services.consultation import reading

        with reading(self._workspace) as connection:
            last, head = pulling.last_of(connection, home)
        why, records = None, dict[EntryId, None]()
        try:
            while self._goes_on():
                batch = pulling.fetch(server, home, last, head, TOGETHER, MOST_ROWS)
                if batch is None:
                    break
                self._done(self._take, batch)
                last, head = batch.last, batch.tip
                records |= dict.fromkeys(batch.records)
        except Refusal as refusal:
            why = refusal.message
        self._derive(list(records))
        return last, why

    def _derive(self, records: list[EntryId]) -> None:
        """The lines of the records that came: read here, since a long record takes a while; written by the recorder.
        Those left out are derived as the archive is opened."""
        from metroapp.archive.derived_line import line_of
        from metroapp.services.consultation import reading

        for id in records:
            if not self._goes_on():
                return
            with reading(self._workspace) as connection:
                line = line_of(connection, id)
            if line is not None:
                self._done(lambda line: self._archive().put_lines([line]), line)

    def _done(self, work: Callable[[_T], None], given: _T) -> None:
        """Have the recorder do it, and wait until it did; not for one that stops."""
        done = self._recorder.submit(work, given)
        while True:
            try:
                done.result(_MOMENT_S)
                return
            except TimeoutError:
                if not self._goes_on() and done.cancel():
                    return
