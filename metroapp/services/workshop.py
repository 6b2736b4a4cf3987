"""The workshop: what the window and the command line hold in their hand.

Every method may be called from any thread and returns a future; the work itself is done by the recorder thread,
which alone touches the archive and the open record. What happened is published to the listeners, in that thread.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drivers import LinkEvent, LinkState
from drivers.text_profile import TextProfile
from drivers.traffic import Spoken, TrafficEnd
from metroapp.domain.justification import Justification, justify
from metroapp.domain.measurement import BoxKey, EntryId, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.sweep import Given
from metroapp.services import gestures, pedal_contact, values
from metroapp.services.bench import Bench
from metroapp.services.events import InstrumentChanged, Refused
from metroapp.services.gestures import Gestures
from metroapp.services.inspection import Inspection
from metroapp.services.new_record import NewRecord
from metroapp.services.pedal_contact import PedalContact
from metroapp.services.pre_request import instrument_to_ask
from metroapp.services.premises import Premises, T, utc_now
from metroapp.services.reception import Reception
from metroapp.services.sweeping import Sweeping
from metroapp.services.text_profiles import PROFILES_KEPT, profiles_from_text, profiles_to_text
from metroapp.services.tiles import Tile
from metroapp.services.waiting_readings import WaitingReadings
from metroapp.services.wedge import Wedge
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class Workshop(Premises):
    """One workspace opened for writing, its bench and the record on it."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Take the workspace, as `Premises` does; `open` comes next."""
        super().__init__(workspace, clock, hasher)
        self._waiting: WaitingReadings | None = None
        self._inspection: Inspection | None = None
        self._addresses: dict[str, str] = {}
        self._profiles: dict[str, TextProfile] = {}
        self._bench = Bench(self._on_link_event, workspace.root)
        self.gestures = Gestures(self._of_the_record, self.staff)
        self._sweeping = Sweeping(self._bench, lambda: self._inspection, self._remember_sweep, self._publish)
        self._reception = Reception(self._bench, self.staff, lambda: self._inspection, self._sweeping, self._publish)
        self.subscribe(self._sweeping.look)

    def open(self) -> Future[None]:
        """Open the archive, in the recorder thread: a window paints first and asks for it then.

        Refuses as `OpenedWorkspace.open` says; close the workshop in that case.
        """

        def work() -> None:
            self._opened.open()
            self._waiting = WaitingReadings(self._opened.state)
            self.staff.open(self._opened.archive, self.workspace.secrets, self._waiting)
            self._addresses = json.loads(self._opened.state.get("addresses", "{}"))
            self._profiles = profiles_from_text(self._opened.state.get(PROFILES_KEPT))

        return self._recorder.submit(work)

    def close(self) -> None:
        """Free the ports, finish what was handed in, release the workspace. Idempotent.

        What still waits for a confirmation goes on waiting with its record.
        """
        self._bench.close()
        self._recorder.stop()
        self.staff.close()
        self._opened.close()

    # -- the bench ----------------------------------------------------------------------------------------------------

    def reconnect(self) -> Future[None]:
        """Open the links of the bench at the ports last set."""

        def work() -> None:
            self._connect(self._addresses, simulated=False)

        return self._recorder.submit(work)

    def addresses(self) -> dict[str, str]:
        """The port of each instrument, as last set."""
        return dict(self._addresses)

    def connect(self, addresses: Mapping[str, str], *, simulated: bool = False, remember: bool = True) -> Future[None]:
        """Open the links of the bench at these ports, in place of those now open.

        Refuses as `Presence.require`, `Bench.connect`, and the port of the pedal's contact.
        """

        def work(_by: Person) -> None:
            contact = self._contact()
            if contact is not None:
                contact.require_own_port(addresses.values())
            self._connect(addresses, simulated=simulated)
            if remember:
                self._addresses = dict(addresses)
                self._opened.state.put("addresses", json.dumps(self._addresses))

        return self._as(Action.CONNECT_BENCH, work)

    def _connect(self, addresses: Mapping[str, str], *, simulated: bool) -> None:
        instruments = self._archive.instruments()
        self._bench.require(instruments, addresses, self._profiles)  # what is refused takes no cable off the bench
        self._sweeping.leave()
        closed = self._bench.states()
        self._bench.close()
        for number in closed:
            self._publish(InstrumentChanged(number, LinkState.ABSENT))
        self._bench.connect(instruments, addresses, self._profiles, simulated=simulated)
        self._sweeping.connected(self._opened.state.get("sweeping"))
        self._reception.begin()

    def _remember_sweep(self, number: str) -> None:
        self._opened.state.put("sweeping", number)

    def teach(self, number: str, profile: TextProfile) -> Future[None]:
        """Keep how the text of an instrument is read at this post; refuses as `Presence.require`."""

        def work(_by: Person) -> None:
            self._profiles = {**self._profiles, number: profile}
            self._opened.state.put(PROFILES_KEPT, profiles_to_text(self._profiles))

        return self._as(Action.CONNECT_BENCH, work)

    def profiles(self) -> dict[str, TextProfile]:
        """How the text of each instrument is read at this post."""
        return dict(self._profiles)

    def tiles(self) -> Future[tuple[Tile, ...]]:
        """What the bench knows of each instrument on it."""
        return self._recorder.submit(self._reception.tiles)

    def connected(self) -> dict[str, str]:
        """The port of each instrument now on the bench."""
        return dict(self._bench.addresses)

    def simulated(self) -> frozenset[str]:
        """The instruments of the bench that are not real."""
        return self._bench.simulated

    def link_states(self) -> dict[str, LinkState]:
        return self._bench.states()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading."""
        self._bench.request(number)

    def ask_expected(self) -> Future[str]:
        """Ask for its value the instrument that measures the box expected; which one it is.

        Refuses as `pre_request.instrument_to_ask`, `record.none_open`, and as `Presence.require`.
        """

        def work(inspection: Inspection) -> str:
            number = instrument_to_ask(inspection, self._bench)
            self._bench.request(number)
            return number

        return self._of_the_record(work)

    def wedges(self) -> Mapping[str, Wedge]:
        """The instruments on the bench whose interface types like a keyboard."""
        return self._bench.wedges

    def typed_by_wedge(self, text: str) -> Future[None]:
        """A line was typed by one of them, without its end: the reading goes the way of any other.

        Refuses as `Bench.typed`; the refusal is published too, for nobody asked for this reading.
        """

        def work() -> None:
            try:
                number, event = self._bench.typed(text, self._clock())
            except Refusal as refusal:
                self._publish(Refused(refusal.message))
                raise
            self._reception.receive(number, event)

        return self._recorder.submit(work)

    def contact(self) -> Future[PedalContact | None]:
        """The pedal of this post that is a contact on a port; None where there is none."""
        return self._recorder.submit(self._contact)

    def _contact(self) -> PedalContact | None:
        return pedal_contact.from_text(self._kept_texts.get(pedal_contact.NAME))

    def set_contact(self, contact: PedalContact | None) -> Future[None]:
        """Choose it; refuses as `Presence.require`, and `PedalContact.require_own_port`."""

        def work(_by: Person) -> None:
            if contact is not None:
                contact.require_own_port((*self._addresses.values(), *self._bench.addresses.values()))
            self._kept_texts.put(pedal_contact.NAME, pedal_contact.to_text(contact))

        return self._as(Action.CONFIGURE_POST, work)

    def check(self, number: str) -> Future[bool]:
        """Try an instrument: who it is, how its battery is, one reading. Whether a reading was asked for: a record that
        is open on the bench would take it."""

        def work() -> bool:
            is_free = self._inspection is None or self._inspection.record.closing is not None
            self._bench.check(number, reading=is_free)
            return is_free

        return self._recorder.submit(work)

    def lately(self, number: str) -> tuple[Spoken, ...]:
        """What passed on the wire of an instrument lately."""
        return self._bench.lately(number)

    def record_traffic(self, number: str, path: Path) -> Future[None]:
        """Keep what passes on the wire of an instrument in a new file; refuses as `Bench.record`."""
        return self._as(Action.CONNECT_BENCH, lambda _by: self._bench.record(number, path))

    def recorded(self) -> frozenset[str]:
        """The instruments whose wire is being recorded."""
        return self._bench.recorded()

    def end_traffic(self, number: str) -> Future[TrafficEnd | None]:
        """End that recording; how it ended."""
        return self._recorder.submit(lambda: self._bench.end_recording(number))

    # -- the record ---------------------------------------------------------------------------------------------------

    def open_record(self, new: NewRecord) -> Future[RecordHeader]:
        """Open a record in the name of whoever is signed in, and put it on the bench."""

        def work(by: Person) -> RecordHeader:
            new.require_possible()
            simulated = bool(self._bench.simulated)
            header = new.header(by.name, self._clock(), self._archive.rule(), self._options(), simulated=simulated)
            record = self._archive.open_record(header)
            self._put_on_bench(record)
            return record.header

        return self._as(Action.MEASURE, work)

    def resume_last(self) -> Future[RecordHeader | None]:
        """Put the record left open last back on the bench, at the right box; None if every record is closed."""

        def work(_by: Person) -> RecordHeader | None:
            id = self._archive.last_open_record()
            return None if id is None else self._resume(id)

        return self._as(Action.MEASURE, work)

    def resume(self, id: EntryId) -> Future[RecordHeader]:
        """Put a record back on the bench."""
        return self._as(Action.MEASURE, lambda _by: self._resume(id))

    def _resume(self, id: EntryId) -> RecordHeader:
        record = self._archive.load(id)
        self._put_on_bench(record, resumed=True)
        return record.header

    def _put_on_bench(self, record: InspectionRecord, *, resumed: bool = False) -> None:
        """What still waits for the record before goes on waiting, and comes back with it."""
        assert self._waiting is not None
        self._sweeping.require_none()
        self._inspection = Inspection(
            self._archive,
            record,
            self._archive.gauge_blocks(),
            self._waiting,
            self._publish,
            self._clock,
            resumed=resumed,
        )
        self.staff.presence.held.use_record(record.header.id)
        self._sweeping.offer()

    def type_value(self, text: str, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.type_value(inspection, text, reason, at))

    def observe(self, observation: Observation, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.observe(inspection, observation, at))

    def declare_impossible(self, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: values.declare_impossible(inspection, reason, at))

    def go_to(self, box: BoxKey) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.go_to(box))

    def retake(self, box: BoxKey, reason: str, *, zero_again: bool = False) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.retake(box, reason, zero_again=zero_again))

    def average(self, box: BoxKey, count: int) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.average(box, count))

    def begin_sweep(self, number: str | None = None) -> Future[None]:
        """Have an instrument sweep for the box expected; refuses as `Sweeping.begin`."""
        return self._of_the_record(lambda inspection: self._sweeping.begin(inspection, number))

    def end_sweep(self, gives: Given | None = None) -> Future[None]:
        """End the sweep and record what it gives; refuses as `Sweeping.end`."""
        return self._of_the_record(lambda inspection: self._sweeping.end(inspection, gives), sweeps=True)

    def cancel_sweep(self) -> Future[None]:
        """Abandon the sweep, which is noted with the record; refuses as `Sweeping.cancel`."""
        return self._of_the_record(lambda _inspection: self._sweeping.cancel(), sweeps=True)

    def grant_concession(
        self, piece: int, balloons: tuple[str, ...], number: str, reason: str, signature: Signature
    ) -> Future[None]:
        """Put a piece *en dérogation*: signed by whoever grants it, written by whoever is signed in.

        Refuses as `Presence.sign` and `gestures.grant_concession` say.
        """

        def work(inspection: Inspection) -> None:
            gestures.require_concession(inspection, piece, balloons, number, reason)
            signer = self.staff.sign(signature, Action.GRANT_CONCESSION)
            # Whoever holds the keyboard writes it down, unless they may write nothing.
            present = self.staff.who
            inspection.operator = present.person.name if present.person and present.may(Action.MEASURE) else signer.name
            gestures.grant_concession(inspection, piece, balloons, number, reason, signer.name)

        return self._of_the_record(work, action=None)

    def close_record(self, signature: Signature) -> Future[None]:
        """Sign and close the record; refuses as `Presence.sign` says, and `record.closed`."""

        def work(inspection: Inspection) -> None:
            inspection.record.require_open()
            gestures.close(inspection, self.staff.sign(signature, Action.CLOSE_RECORD).name)
            self.staff.presence.held.say()

        return self._of_the_record(work, action=None)

    def justify(self, box: BoxKey) -> Future[Justification]:
        """Why the value that decides a box has its verdict: only read, by whoever is signed in.

        Refuses `record.none_open`, `record.box_empty`, and as `Presence.require_somebody` and
        `InspectionRecord.require_box` say.
        """

        def work() -> Justification:
            self.staff.presence.require_somebody()
            if self._inspection is None:
                raise Refusal("record.none_open")
            self._inspection.record.require_box(box)
            measurement = self._inspection.record.measurement(box)
            if measurement is None:
                raise Refusal("record.box_empty")
            return justify(self._inspection.record, measurement)

        return self._recorder.submit(work)

    def take_held(self) -> Future[int]:
        """Take the readings held while the post was locked, as if they arrived now; gives how many were accepted.

        Each refused one is said by an event; a storage that refuses keeps the rest held, and is raised.
        """
        return self._as(Action.MEASURE, lambda _by: self._reception.take_held())

    def drop_held(self) -> Future[int]:
        """Drop the readings held while the post was locked, kept as not taken; gives how many there were."""
        return self._as(Action.MEASURE, self._reception.drop_held)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _of_the_record(
        self, work: Callable[[Inspection], T], action: Action | None = Action.MEASURE, *, sweeps: bool = False
    ) -> Future[T]:
        """Have `work` done on the open record; what is signed asks for its own right.

        Refuses `sweep.running` while an instrument sweeps, but to what `sweeps` says belongs to that.
        """

        def run() -> T:
            if self._inspection is None:
                raise Refusal("record.none_open")
            try:
                if action is None:
                    self.staff.presence.require_somebody()
                else:
                    self._inspection.operator = self.staff.require(action).name
                if not sweeps:
                    self._sweeping.require_none()
                return work(self._inspection)
            except Refusal as refusal:
                self._publish(Refused(refusal.message))
                raise

        return self._recorder.submit(run)

    def _on_link_event(self, number: str, event: LinkEvent) -> None:
        """Called in the thread of a link: hand over and return."""
        self._recorder.post(self._reception.receive, number, event)
