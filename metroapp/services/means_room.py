"""The means of the workshop as the window and the command line ask for them: their register and what is done to them.

Futures, done by the recorder thread; what is written is one entry of the journal each time.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.entered_text import require_reason
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentState
from metroapp.domain.means_acts import MeansAct, StateChanged
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.services.events import Event, MeansChanged
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.archive.store import Archive


@dataclass(frozen=True, slots=True)
class Register:
    """The register as it is now: its means by number, its gauge blocks, and what was done, the first act first."""

    means: dict[str, Instrument]
    blocks: tuple[GaugeBlock, ...]
    acts: tuple[MeansAct, ...]


class MeansRoom:
    """Each method gives a future; those that write refuse as `Presence.require`."""

    def __init__(
        self,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        workspace: Workspace,
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._workspace = workspace
        self._publish = publish
        self._clock = clock

    def register(self) -> Future[Register]:
        """Everything the workshop knows of its means."""

        def work() -> Register:
            archive = self._archive()
            return Register(archive.instruments(), tuple(archive.gauge_blocks()), tuple(archive.means_acts()))

        return self._recorder.submit(work)

    def history(self, number: str) -> Future[tuple[MeansAct, ...]]:
        """What was done to one means, the first act first."""
        return self._recorder.submit(lambda: tuple(self._archive().means_acts(number)))

    def enter(self, means: list[Instrument], blocks: list[GaugeBlock]) -> Future[None]:
        """Write lines of the register, new or again."""

        def work() -> None:
            by = self._staff.require(Action.EQUIP).name
            self._archive().register(means, blocks, self._clock(), by)
            self._publish(MeansChanged(tuple(one.number for one in means)))

        return self._recorder.submit(work)

    def change_state(self, number: str, state: InstrumentState, reason: str) -> Future[None]:
        """Take a means out of use, for a time or for good.

        Refuses `means.state_by_decision` (it comes back by a verification or a calibration), `means.unknown`, and as
        `require_reason`.
        """

        def work() -> None:
            if state in (InstrumentState.IN_SERVICE, InstrumentState.LIMITED):
                raise Refusal("means.state_by_decision")
            by, now = self._staff.require(Action.EQUIP).name, self._clock()
            means, said = self._means(number), require_reason(reason)
            act = StateChanged(self._archive().next_id, number, state, said, by, now)
            self._write(replace(means, state=state), act)

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _means(self, number: str) -> Instrument:
        found = self._archive().instruments().get(number)
        if found is None:
            raise Refusal("means.unknown", instrument=number)
        return found

    def _write(self, means: Instrument, *acts: MeansAct) -> None:
        """A line of the register with what was done to its means: one entry."""
        (first, *_) = acts
        self._archive().register([means], [], first.at, first.by, acts)
        self._publish(MeansChanged((means.number,)))
