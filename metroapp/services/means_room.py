"""The means of the workshop as the window and the command line ask for them: their register and what is done to them.

Futures, done by the recorder thread; what is written is one entry of the journal each time.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from metroapp.domain.due_dates import WITHIN, Due, due_list
from metroapp.domain.entered_text import one_line, require_reason
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, MeansAct, StateChanged
from metroapp.domain.means_uses import MeansUses
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.services.certificates import require_certificate
from metroapp.services.events import Event, MeansChanged
from metroapp.services.kept_documents import KeptDocument, certificates
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:  # the readers of sheets are loaded by whoever reads one: never before the window paints
    from metroapp.archive.store import Archive
    from metroapp.services.register import RegisterSheet
    from metroapp.services.register_entry import Entered


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

    def today(self) -> date:
        """The day by which due dates are counted; known at once, in any thread."""
        return self._clock().astimezone().date()

    def due(self, within: int = WITHIN) -> Future[tuple[Due, ...]]:
        """What is overdue, to verify, or due within so many days, as `due_list`."""

        def work() -> tuple[Due, ...]:
            archive = self._archive()
            return due_list(archive.instruments().values(), self.today(), within, archive.gauge_blocks())

        return self._recorder.submit(work)

    def enter_sheet(self, sheet: RegisterSheet) -> Future[Entered]:
        """Write the lines of a sheet that `read_register` read; what is already so is not written again.

        Refuses as `Presence.require` and `compare`; nothing is entered then.
        """

        def work() -> Entered:
            from metroapp.services.register_entry import compare

            by = self._staff.require(Action.EQUIP).name
            archive = self._archive()
            acts = archive.means_acts()
            entered = compare(sheet, archive.instruments(), archive.gauge_blocks(), self.today(), acts)
            if entered.means or entered.blocks:
                archive.register(list(entered.means), list(entered.blocks), self._clock(), by)
                self._publish(MeansChanged(tuple(one.number for one in entered.means)))
            return entered

        return self._recorder.submit(work)

    def enter(self, means: list[Instrument], blocks: list[GaugeBlock]) -> Future[None]:
        """Write lines of the register, new or again; refuses as `Presence.require`, `require_spelling` and
        `require_service`."""

        def work() -> None:
            from metroapp.services.register_entry import require_service, require_spelling, spellings

            by = self._staff.require(Action.EQUIP).name
            archive = self._archive()
            known, acts = archive.instruments(), archive.means_acts()
            spelled = spellings([*(one.number for one in means), *known])
            for one in means:
                if one.number not in known:
                    require_spelling(one.number, spelled)
                require_service(one, known.get(one.number), acts, self.today())
            archive.register(means, blocks, self._clock(), by)
            self._publish(MeansChanged(tuple(one.number for one in means)))

        return self._recorder.submit(work)

    def change_state(self, number: str, state: InstrumentState, reason: str) -> Future[None]:
        """Take a means out of use, for a time or for good.

        Refuses `means.state_by_decision` (it comes back by a verification or a calibration), `means.unknown`,
        `verification.withdrawn` (it is so for good), and as `require_reason`.
        """

        def work() -> None:
            if state in (InstrumentState.IN_SERVICE, InstrumentState.LIMITED):
                raise Refusal("means.state_by_decision")
            by, now = self._staff.require(Action.EQUIP).name, self._clock()
            means, said = self._means(number), require_reason(reason)
            if means.state is InstrumentState.WITHDRAWN:
                raise Refusal("verification.withdrawn", instrument=number)
            act = StateChanged(self._archive().next_id, number, state, said, by, now)
            self._write(replace(means, state=state), act)

        return self._recorder.submit(work)

    def file_certificate(
        self, number: str, path: Path, certificate: str, issued: date, laboratory: str
    ) -> Future[CertificateFiled]:
        """Keep a copy of a certificate of a means. What it says is not read: a decision is another act.

        Refuses `means.unknown`, and as `Presence.require`, `require_certificate` and `KeptDocuments.keep`.
        """
        said, by_whom = one_line(certificate), one_line(laboratory)

        def check() -> str:
            by = self._staff.require(Action.VERIFY_MEANS).name
            require_certificate(self._means(number), said, issued, by_whom, self.today())
            return by

        def write(kept: KeptDocument) -> CertificateFiled:
            by, now = check(), self._clock()
            act = CertificateFiled(
                self._archive().next_id, number, kept.file, kept.digest, kept.suffix, said, issued, by_whom, by, now
            )
            self._write(self._means(number), act)
            return act

        filed: Future[CertificateFiled] = Future()

        def copy() -> None:
            try:
                self._recorder.submit(check).result()
                kept = certificates(self._workspace).keep(path)
                filed.set_result(self._recorder.submit(write, kept).result())
            except BaseException as error:
                filed.set_exception(error)

        # A document may lie on a slow key or a distant disk: what the instruments send does not wait for it.
        threading.Thread(target=copy, name="certificate", daemon=True).start()
        return filed

    def certificate_path(self, act: CertificateFiled) -> Path:
        """The copy of a certificate, to be opened; looked for at once, in the calling thread.

        Refuses as `KeptDocuments.find`.
        """
        return certificates(self._workspace).find(KeptDocument(act.file, act.digest, act.suffix))

    def uses(self, number: str, since: datetime | None = None) -> MeansUses:
        """What a means was used for, since its last good verification by default; refuses as `means_uses.find`.

        No future: it may take a while, and is read by whoever asks, on a connection that cannot write.
        """
        from metroapp.services import means_uses

        return means_uses.find(self._workspace, number, since)

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
