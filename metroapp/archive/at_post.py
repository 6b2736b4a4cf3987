"""An archive as that of one post among several: what the home post alone writes, and what comes down from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from metroapp.archive import erasure, homes, people, queries, schema
from metroapp.archive.derived_line import leave_stale, put_line
from metroapp.archive.journal import Entry, Journal, Row
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_acts import MeansAct, StateChanged
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Person

if TYPE_CHECKING:  # loaded where a server is spoken of
    from metroapp.archive.server.pulling import Batch

_FOR_A_TIME = frozenset({InstrumentState.TO_VERIFY, InstrumentState.PENDING})


class AtPost:
    """What the writer of the archive knows of the other posts. `home`: the home post, where it is another one."""

    def __init__(self, engine: Engine, journal: Journal) -> None:
        self._engine, self._journal = engine, journal
        with engine.connect() as connection:
            self.home = homes.home_of(connection)

    def _came_down(self) -> None:
        """Something was written from the home post."""

    def require_home(self) -> None:
        """Refuse (`post.elsewhere`) what only the home post writes."""
        if self.home:
            raise Refusal("post.elsewhere", home=self.home)

    def require_own(self, number: str) -> None:
        """Refuse (`post.elsewhere`) to act on the fiche, the dérogation, the chart… that the home post began."""
        with self._engine.connect() as connection:
            if self.home and queries.is_of_post(connection, number, self.home):
                self.require_home()

    def place_here(self, id: EntryId) -> EntryId:
        """Where an entry stands among those of this post: one of the home post, where it came down."""
        if id.post != self.home:
            return id
        with self._engine.connect() as connection:
            return homes.order(connection).known_at(self._journal.post, id.sequence)

    def known_before(self) -> list[tuple[Person, str]]:
        """Whom this post knew before the home post said who is who, with their roles here; and their id there."""
        with self._engine.connect() as connection:
            known = queries.names(connection)
            return [
                (Person(id, known[id], tuple(people.roles_of(connection, id))), there)
                for id, there in people.namesakes(connection).items()
            ]

    def erased_people(self) -> set[str]:
        """The ids of those whose names were erased."""
        with self._engine.connect() as connection:
            return queries.erased(connection)

    def names_erased_by(self, batch: Batch) -> dict[str, str]:
        """As `names_erased_by`."""
        with self._engine.connect() as connection:
            return names_erased_by(connection, batch, self._journal.post)

    def take(self, batch: Batch, at: datetime) -> None:
        """Write entries of the home post as they were digested again, and the entry of this post that says so, where
        they say more than measurements: all or none. The lines of their records are left to be derived.

        Who is erased there is erased here under the identity that this post had given them, too. Refuses
        `server.other_home`, and as `pulling.write`.
        """
        from metroapp.archive.server import pulling

        own = self._journal.post
        if batch.post == own or self.home not in ("", batch.post):
            raise Refusal("server.other_home", home=batch.post, known=self.home or own)
        entries = [] if not batch.says_more else [Entry("home", "", at, [_seen(batch)])]
        with self._engine.connect() as connection:
            erased = list(people.erased_with(connection, batch.of(schema.name_erasure.name), own))
        entries += [Entry("erasure", row["person"], at, [(schema.name_erasure, row)]) for row in erased]

        def beside(connection: Connection) -> None:
            pulling.write(connection, batch, at_once=False)
            for id in batch.records:
                leave_stale(connection, id)
            pulling.say(connection, batch)
            for row in erased:
                erasure.forget(connection, row["person_id"], at_once=False)

        self._journal.append_together(entries, beside)
        if not batch.says_more:
            return
        self.home = batch.post
        self._came_down()

    def put_lines(self, lines: Iterable[dict[str, Any]]) -> None:
        """Write lines of records that were left to be derived, as `derived_values` gives them."""

        def beside(connection: Connection) -> None:
            for line in lines:
                put_line(connection, line)

        self._journal.append_together([], beside)


def names_erased_by(connection: Connection, batch: Batch, post: str) -> dict[str, str]:
    """The names in the file of a post that entries erase, by id: of who they are at the home post, and of who they were
    at that post."""
    erasures, known = list(batch.of(schema.name_erasure.name)), queries.names(connection)
    gone = [row["person_id"] for row in erasures if people.is_of(connection, row["person_id"], batch.post)]
    gone += [row["person_id"] for row in people.erased_with(connection, erasures, post)]
    return {id: known[id] for id in gone if id in known}


def _seen(batch: Batch) -> Row:
    said = {"home_post": batch.post, "home_sequence": batch.last, "home_digest": batch.tip}
    return schema.home_seen, said


def is_local(means: Sequence[Instrument], acts: Sequence[MeansAct], known: Mapping[str, Instrument]) -> bool:
    """Whether a post that is not the home post may write these lines: nothing but their state changes, and that takes
    them out of use. Whoever holds an instrument that is wrong does not wait for another post."""
    return all(isinstance(act, (DailyCheck, StateChanged)) for act in (acts or (None,))) and all(
        one.number in known
        and replace(one, state=known[one.number].state) == known[one.number]
        and (one.state is known[one.number].state or one.state in _FOR_A_TIME)
        for one in means
    )
