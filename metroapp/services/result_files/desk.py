"""Results of measuring machines, as the window and the command line ask for them: looked at, then recorded.

Every method may be called from any thread and returns a future; the work is done by the recorder thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from metroapp.domain.machine_results import Asks
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.services.kept_documents import attachments
from metroapp.services.recorder import Recorder
from metroapp.services.result_files import as_values, taking
from metroapp.services.result_files.as_values import Plan, PlannedValue
from metroapp.services.result_files.opened_file import SUFFIXES, OpenedResults
from metroapp.services.result_files.profile import (
    KEY,
    ResultProfile,
    named_profile,
    profiles_from_text,
    profiles_to_text,
)
from metroapp.services.result_files.taking import Taken
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.state import State
    from metroapp.archive.store import Archive
    from metroapp.services.inspection import Inspection

T = TypeVar("T")


class OfTheRecord(Protocol):
    """Runs work on the open record, with the right to measure."""

    def __call__(self, work: Callable[[Inspection], T]) -> Future[T]: ...


@dataclass(frozen=True, slots=True)
class AskedResults:
    """What somebody asks of a file: `piece` where it says none, `instrument` where there are several machines, `links`
    from its labels to balloons."""

    opened: OpenedResults
    piece: int | None = None
    instrument: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


class ResultsDesk:
    """Each method refuses as `Presence.require` too."""

    def __init__(
        self,
        workspace: Workspace,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        state: Callable[[], State],
        inspection: Callable[[], Inspection | None],
        of_the_record: OfTheRecord,
    ) -> None:
        self._workspace = workspace
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._state = state
        self._inspection = inspection
        self._do = of_the_record

    # -- profiles -----------------------------------------------------------------------------------------------------

    def profiles(self) -> Future[dict[str, ResultProfile]]:
        """Those of the workshop, by name."""
        return self._recorder.submit(self._profiles)

    def keep_profile(self, profile: ResultProfile) -> Future[None]:
        """Keep one, in the place of the one of that name; refuses as `ResultProfile.require_possible`."""

        def work() -> None:
            self._staff.require(Action.CHOOSE_OPTIONS)
            profile.require_possible()
            kept = {name: one for name, one in self._profiles().items() if name.casefold() != profile.name.casefold()}
            self._state().put(KEY, profiles_to_text([*kept.values(), profile]))

        return self._recorder.submit(work)

    def remove_profile(self, name: str) -> Future[None]:
        """Forget one: what was recorded with it says how it was read. Refuses as `named_profile`."""

        def work() -> None:
            self._staff.require(Action.CHOOSE_OPTIONS)
            known = self._profiles()
            gone = named_profile(known, name)
            self._state().put(KEY, profiles_to_text(one for one in known.values() if one is not gone))

        return self._recorder.submit(work)

    def _profiles(self) -> dict[str, ResultProfile]:
        return profiles_from_text(self._state().get(KEY))

    # -- values -------------------------------------------------------------------------------------------------------

    def plan(self, asked: AskedResults) -> Future[Plan]:
        """What would be recorded; refuses `record.none_open`, `exam.no_results_file`, and as `Inspection.fill_as`,
        `as_values.machine`, `as_values.plan`."""

        def work() -> Plan:
            by, inspection = self._staff.require(Action.MEASURE), self._inspection()
            if inspection is None:
                raise Refusal("record.none_open")
            inspection.fill_as(by)
            return self._plan(inspection, asked)

        return self._recorder.submit(work)

    def take(
        self,
        asked: AskedResults,
        seen: Plan,
        confirmed: tuple[int, ...] = (),
        reason: str = "",
    ) -> Future[Taken]:
        """Record what was seen in a plan: what is ready, and the values `confirmed` by their places in it.

        The record may have changed since: what is not as it was seen is planned anew, and refused
        (`results.changed`). Refuses as `plan`, and as `taking.take`.
        """

        def work(inspection: Inspection) -> Taken:
            now = self._plan(inspection, asked)
            if [_said(one) for one in now.values] != [_said(one) for one in seen.values]:
                raise Refusal("results.changed", file=seen.opened.name)
            wanted = [now.values[place] for place in confirmed]
            return taking.take(inspection, attachments(self._workspace), now, wanted, reason)

        return self._do(work)

    def _plan(self, inspection: Inspection, asked: AskedResults) -> Plan:
        if inspection.record.options.examination is not None:  # a plan says what is good, doubtful, expected
            raise Refusal("exam.no_results_file")
        opened = asked.opened
        number = as_values.machine(inspection.record, asked.instrument)
        kept = attachments(self._workspace)
        was_kept = any(kept.has(opened.digest, one) for one in SUFFIXES)  # renamed, it is the same file
        elsewhere = self._archive().records_with_results(opened.digest) if was_kept else []  # long to look for
        return as_values.plan(inspection, opened, number, asked.piece, asked.links, elsewhere)


def _said(one: PlannedValue) -> tuple[object, ...]:
    """What somebody saw of a value before it was recorded."""
    return one.box, one.quantity, one.left, one.asks, one.verdict


def needs_reason(values: list[PlannedValue]) -> bool:
    """Whether some of the values replace others."""
    return any(Asks.MEASURED in one.asks for one in values)
