"""The personal data of a workshop: what is recorded under each name, how long, and the erasure of names.

Reading needs no account, as all that is read of an archive, and is done by whoever waits for it: it reads every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.archive.state import State, read_kept
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.retention import (
    KeptName,
    Recorded,
    Retention,
    kept_name,
    purge_list,
    require_erasable,
    require_nameless_reason,
)
from metroapp.services import consultation, retention_settings
from metroapp.services.events import Event, PeopleChanged
from metroapp.services.home_post import forget_name
from metroapp.services.people import same_name
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.erasure import RecordedRows
    from metroapp.archive.store import Archive

_KEPT = f"post.{retention_settings.NAME}"


def retention(workspace: Workspace) -> Retention:
    """For how long this workshop keeps names."""
    return retention_settings.from_text(read_kept(workspace.state, _KEPT))


def kept_names(workspace: Workspace) -> list[KeptName]:
    """Every name that is kept, and what for."""
    from metroapp.archive import erasure, people

    with consultation.reading(workspace) as connection:
        return _kept(people.people(connection), erasure.recorded(connection), retention(workspace))


def what_is_recorded(workspace: Workspace, name: str) -> KeptName:
    """What is recorded under a name, and how long that is kept; refuses `person.unknown`."""
    from metroapp.archive import erasure, people

    with consultation.reading(workspace) as connection:
        person = next((one for one in people.people(connection) if same_name(one.name, name)), None)
        if person is None:
            raise Refusal("person.unknown", name=name)
        (found,) = _kept([person], erasure.recorded(connection, person.id), retention(workspace))
        return found


def erasable_names(workspace: Workspace, on: date) -> list[KeptName]:
    """The names that may be erased on a day, the one that could be first."""
    return purge_list(kept_names(workspace), on)


class PersonalData:
    """What is done about it at the post: futures, done by the recorder thread."""

    def __init__(
        self,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        state: Callable[[], State],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._state = state
        self._publish = publish
        self._clock = clock

    def today(self) -> date:
        """The day it is, where the post is."""
        return self._clock().astimezone().date()

    def retention(self) -> Future[Retention]:
        """For how long this workshop keeps names."""
        return self._recorder.submit(self._retention)

    def set_retention(self, chosen: Retention) -> Future[None]:
        """Choose it; refuses as `Presence.require`."""

        def work() -> None:
            self._staff.require(Action.ERASE_NAMES)
            self._state().put(_KEPT, retention_settings.to_text(chosen))

        return self._recorder.submit(work)

    def erase(self, name: str, reason: str) -> Future[bool]:
        """Erase the name of somebody who left; it cannot be undone. Whether nothing of it is left in the archive: else
        the next opening sees to it. Backups and papers made before keep it.

        Refuses as `Presence.require`, `People.find`, `require_erasable` and `require_nameless_reason`.
        """

        def work() -> bool:
            by = self._staff.require(Action.ERASE_NAMES)
            person = self._staff.people.find(name)
            said = require_nameless_reason(reason, person.name)
            (kept,) = _kept([person], self._archive().recorded(person.id), self._retention())
            require_erasable(kept, self.today())
            self._archive().require_own_person(person.id)
            forget_name(self._state(), person.name, person.id)  # first: nothing knows the name afterwards
            is_overwritten = self._staff.people.erase(by, person, said)
            self._publish(PeopleChanged(person))
            return is_overwritten

        return self._recorder.submit(work)

    def _retention(self) -> Retention:
        return retention_settings.from_text(self._state().get(_KEPT))


def _kept(everybody: Iterable[Person], rows: Iterable[RecordedRows], chosen: Retention) -> list[KeptName]:
    of_person: defaultdict[str, list[Recorded]] = defaultdict(list)
    for row in rows:
        first, last = (at.astimezone().date() for at in (row.first, row.last))
        of_person[row.person_id].append(Recorded(row.kind, row.count, first, last))
    return [kept_name(person, of_person[person.id], chosen) for person in everybody]
