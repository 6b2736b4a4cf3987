"""The workshop: what the window and the command line hold in their hand.

Every method may be called from any thread and returns a future; the work itself is done by the recorder thread,
which alone touches the archive and the open record. What happened is published to the listeners, in that thread.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from drivers import Fault, LinkEvent, LinkState, Reading, StateChange
from metroapp.archive.backup import back_up
from metroapp.archive.first_look import require_readable
from metroapp.archive.state import State
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.justification import Justification, justify
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person, Signature
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord, RecordHeader
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.revision import PartRevision
from metroapp.domain.specification import Part
from metroapp.services import gestures, lock_settings, part_library
from metroapp.services.bench import Bench
from metroapp.services.events import (
    Event,
    Indicated,
    InstrumentChanged,
    PartsChanged,
    ReadingHeld,
    Refused,
    RuleChanged,
)
from metroapp.services.gestures import Gestures
from metroapp.services.inspection import Inspection
from metroapp.services.lock_settings import LockSettings
from metroapp.services.part_library import RevisionKey
from metroapp.services.record_settings import options_from_text, options_to_text
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.archive.store import Archive

_log = logging.getLogger(__name__)

MOST_PIECES = 1000
_OPTIONS = "post.options"
Listener = Callable[[Event], None]
T = TypeVar("T")


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class NewRecord:
    """What is filled in to open a record."""

    part: Part
    pieces: int
    work_order: str = ""
    lot: str = ""
    operation: str = ""
    machine: str = ""
    order: Order | None = None  # the workshop's otherwise
    minutes: int | None = None  # allotted; the workshop's otherwise


class Workshop:
    """One workspace opened for writing, its bench and the record on it."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Take the workspace; refuses as `Workspace.lock_for_writing` and `require_readable` say. `open` comes next.

        `hasher` is how secrets are hashed; by default argon2id with the parameters that its library recommends.
        """
        self.workspace = workspace
        self._clock = clock
        self._listeners: list[Listener] = []
        self._lock = workspace.lock_for_writing()
        try:
            require_readable(workspace.archive)
        except Refusal:
            self._lock.release()
            raise
        self._opened: Archive | None = None
        self._state: State | None = None
        self._inspection: Inspection | None = None
        self._simulated: frozenset[str] = frozenset()
        self._connected: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._bench = Bench(self._on_link_event)
        self._recorder = Recorder(on_idle=self._checkpoint)
        self._recorder.start()
        self.staff = Staff(self._recorder, self._publish, clock, hasher)
        self.gestures = Gestures(self._of_the_record, self.staff)
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)

    def open(self) -> Future[None]:
        """Open the archive, in the recorder thread: a window paints first and asks for it then.

        Refuses as `metroapp.archive.store.Archive` says; close the workshop in that case.
        """

        def work() -> None:
            # Loading the database layer takes longer than painting a window.
            from metroapp.archive import store

            self._opened = store.Archive(self.workspace.archive, self.workspace.backups)
            self.staff.open(self._opened, self.workspace.secrets)
            self._state = State(self.workspace.state)
            self._addresses = json.loads(self._state.get("addresses", "{}"))
            # In a thread of its own: copying a large archive must hold neither the recorder nor the window.
            self._backup.start()

        return self._recorder.submit(work)

    @property
    def is_open(self) -> bool:
        """Whether the archive is open."""
        return self._opened is not None

    @property
    def _archive(self) -> Archive:
        """The archive, once open; used by the recorder thread only."""
        if self._opened is None:
            raise Refusal("workspace.not_open")
        return self._opened

    def _checkpoint(self) -> None:
        if self._opened is not None:
            self._opened.checkpoint()

    def _back_up(self) -> None:
        try:
            back_up(self.workspace.archive, self.workspace.backups, self._clock().date())
        except (OSError, sqlite3.Error):
            _log.exception("the daily backup of the archive failed")

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called, in the recorder thread, with every event from now on."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Free the ports, finish what was handed in, release the workspace. Idempotent."""
        self._bench.close()
        self._recorder.post(self._leave_record)
        self._recorder.stop()
        if self._backup.is_alive():
            self._backup.join()
        if self._opened is not None:
            self._opened.close()
        if self._state is not None:
            self._state.close()
        self.staff.close()
        self._lock.release()

    # -- the workshop itself ------------------------------------------------------------------------------------------

    def is_new(self) -> Future[bool]:
        """Whether the archive is still empty."""
        return self._recorder.submit(lambda: self._archive.is_new())

    def name(self) -> Future[str]:
        """Name of the workshop; empty before it has one."""
        return self._recorder.submit(lambda: self._archive.workshop_name())

    def found(self, name: str) -> Future[None]:
        """Name a new workshop; refuses (`workshop.founded`) one that has a name."""

        def work() -> None:
            if not self._archive.is_new():
                raise Refusal("workshop.founded")
            self._archive.found_workshop(name.strip(), self._clock())

        return self._recorder.submit(work)

    def equip(self, instruments: list[Instrument], gauge_blocks: list[GaugeBlock]) -> Future[None]:
        """Write lines of the register; refuses as `Presence.require`."""
        return self._as(
            Action.EQUIP,
            lambda by: self._archive.register(instruments, gauge_blocks, self._clock(), by.name),
        )

    def rule(self) -> Future[DecisionRule]:
        """The decision rule of the records opened from now on, where neither part nor characteristic has its own."""
        return self._recorder.submit(lambda: self._archive.rule())

    def set_rule(self, rule: DecisionRule) -> Future[None]:
        """Choose the decision rule of the workshop.

        Refuses as `Presence.require`, and `decision.guard_by_characteristic`.
        """

        def work(by: Person) -> None:
            if not rule.is_general:
                raise Refusal("decision.guard_by_characteristic")
            self._archive.set_rule(rule, by.name, self._clock())
            self._publish(RuleChanged(rule))

        return self._as(Action.SET_RULE, work)

    def instruments(self) -> Future[dict[str, Instrument]]:
        return self._recorder.submit(lambda: self._archive.instruments())

    # -- the parts ----------------------------------------------------------------------------------------------------

    def parts(self) -> Future[list[PartRevision]]:
        """The present state of every revision, by reference."""
        return self._recorder.submit(lambda: part_library.list_revisions(self._archive))

    def save_draft(self, part: Part) -> Future[PartRevision]:
        """Save a draft, new or again; refuses as `Presence.require` and `part_library.save_draft` say."""
        return self._of_the_parts(
            Action.EDIT_PARTS, lambda by: part_library.save_draft(self._archive, part, by, self._clock())
        )

    def validate_part(self, key: RevisionKey) -> Future[PartRevision]:
        """Let a draft open records; refuses as `Presence.require` and `part_library.validate` say."""
        return self._of_the_parts(
            Action.VALIDATE_PARTS, lambda by: part_library.validate(self._archive, key, by, self._clock())
        )

    def withdraw_part(self, key: RevisionKey, reason: str) -> Future[PartRevision]:
        """Let a revision open no more records; refuses as `Presence.require` and `part_library.withdraw` say."""
        return self._of_the_parts(
            Action.VALIDATE_PARTS, lambda by: part_library.withdraw(self._archive, key, by, self._clock(), reason)
        )

    # -- what is not recorded yet -------------------------------------------------------------------------------------

    def keep(self, name: str, text: str) -> Future[None]:
        """Keep what is being written, outside the archive: it outlives a crash of the program."""
        return self._recorder.submit(lambda: self._kept_texts.put(f"kept.{name}", text))

    def kept(self, name: str) -> Future[str]:
        """What was kept under a name; empty where nothing was."""
        return self._recorder.submit(lambda: self._kept_texts.get(f"kept.{name}"))

    def options(self) -> Future[RecordOptions]:
        """How records are filled in this workshop, from the next one on."""
        return self._recorder.submit(lambda: options_from_text(self._kept_texts.get(_OPTIONS)))

    def set_options(self, options: RecordOptions) -> Future[None]:
        """Choose how records are filled; refuses as `Presence.require`."""
        return self._as(Action.CHOOSE_OPTIONS, lambda _by: self._kept_texts.put(_OPTIONS, options_to_text(options)))

    def _options(self, new: NewRecord) -> RecordOptions:
        """Those of the workshop, in the order and with the time asked for."""
        chosen = options_from_text(self._kept_texts.get(_OPTIONS))
        return replace(chosen, order=new.order or chosen.order, minutes=new.minutes or chosen.minutes)

    def lock_settings(self) -> Future[LockSettings]:
        """When this post locks by itself."""
        return self._recorder.submit(
            lambda: lock_settings.from_text(self._kept_texts.get(f"post.{lock_settings.NAME}"))
        )

    def set_lock_settings(self, settings: LockSettings) -> Future[None]:
        """Choose when this post locks by itself; refuses as `Presence.require`."""
        return self._as(
            Action.CONFIGURE_POST,
            lambda _by: self._kept_texts.put(f"post.{lock_settings.NAME}", lock_settings.to_text(settings)),
        )

    @property
    def _kept_texts(self) -> State:
        if self._state is None:
            raise Refusal("workspace.not_open")
        return self._state

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
        """Open the links of the bench at these ports, in place of those now open; refuses as `Presence.require`."""

        def work(_by: Person) -> None:
            self._connect(addresses, simulated=simulated)
            if remember and self._state is not None:
                self._addresses = dict(addresses)
                self._state.put("addresses", json.dumps(self._addresses))

        return self._as(Action.CONNECT_BENCH, work)

    def _connect(self, addresses: Mapping[str, str], *, simulated: bool) -> None:
        closed = self._bench.states()
        self._bench.close()
        for number in closed:
            self._publish(InstrumentChanged(number, LinkState.ABSENT))
        self._simulated = frozenset(number for number, url in addresses.items() if simulated or url.startswith("sim:"))
        self._connected = dict(addresses)
        self._bench.connect(self._archive.instruments(), addresses)

    def connected(self) -> dict[str, str]:
        """The port of each instrument now on the bench."""
        return dict(self._connected)

    def link_states(self) -> dict[str, LinkState]:
        return self._bench.states()

    def request(self, number: str) -> None:
        """Ask an instrument for a reading."""
        self._bench.request(number)

    # -- the record ---------------------------------------------------------------------------------------------------

    def open_record(self, new: NewRecord) -> Future[RecordHeader]:
        """Open a record in the name of whoever is signed in, and put it on the bench."""

        def work(by: Person) -> RecordHeader:
            if not 1 <= new.pieces <= MOST_PIECES:
                raise Refusal("record.pieces_out_of_bounds", most=MOST_PIECES)
            new.part.require_complete()
            header = RecordHeader(
                id=EntryId("", 0),
                number="",
                part=new.part,
                pieces=new.pieces,
                operator=by.name,
                opened_at=self._clock(),
                work_order=new.work_order.strip(),
                lot=new.lot.strip(),
                operation=new.operation.strip(),
                machine=new.machine.strip(),
                simulated=bool(self._simulated),
                rule=self._archive.rule(),
                options=self._options(new),
            )
            self._leave_record()
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
        self._leave_record()
        record = self._archive.load(id)
        self._put_on_bench(record, resumed=True)
        return record.header

    def _leave_record(self) -> None:
        """What still waits for a confirmation stays with the record that leaves the bench."""
        if self._inspection is not None:
            gestures.leave(self._inspection)

    def _put_on_bench(self, record: InspectionRecord, *, resumed: bool = False) -> None:
        blocks = self._archive.gauge_blocks()
        self.staff.presence.keep_only(record.header.id)
        self._inspection = Inspection(self._archive, record, blocks, self._publish, self._clock, resumed=resumed)

    def type_value(self, text: str, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.type_value(text, reason, at))

    def observe(self, observation: Observation, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.observe(observation, at))

    def declare_impossible(self, reason: str, at: BoxKey | None = None) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.declare_impossible(reason, at))

    def go_to(self, box: BoxKey) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.go_to(box))

    def retake(self, box: BoxKey, reason: str, *, zero_again: bool = False) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.retake(box, reason, zero_again=zero_again))

    def average(self, box: BoxKey, count: int) -> Future[None]:
        return self._of_the_record(lambda inspection: inspection.average(box, count))

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

        def work(_by: Person) -> int:
            accepted = 0
            for one in tuple(self.staff.presence.held):
                try:
                    self._accept(one.instrument, one.reading)
                except Refusal as refusal:
                    if refusal.message.code.startswith("workspace."):
                        raise
                    self._refuse_reading(refusal, one.instrument, one.reading)
                else:
                    accepted += 1
                self.staff.presence.took(one)
            return accepted

        return self._as(Action.MEASURE, work)

    def drop_held(self) -> Future[int]:
        """Forget the readings held while the post was locked; gives how many there were."""

        def work(_by: Person) -> int:
            dropped = tuple(self.staff.presence.held)
            for one in dropped:
                if self._inspection is not None and self._inspection.record.closing is None:
                    self._inspection.operator = _by.name
                    gestures.drop(self._inspection, one.instrument, _quantity(one.reading), one.reading.raw, None)
                self.staff.presence.took(one)
            return len(dropped)

        return self._as(Action.MEASURE, work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _as(self, action: Action, work: Callable[[Person], T]) -> Future[T]:
        """Have `work` done in the name of whoever is signed in when its turn comes, if they may."""
        return self._recorder.submit(lambda: work(self.staff.require(action)))

    def _of_the_parts(self, action: Action, work: Callable[[str], PartRevision]) -> Future[PartRevision]:
        def run(by: Person) -> PartRevision:
            revision = work(by.name)
            self._publish(PartsChanged(revision))
            return revision

        return self._as(action, run)

    def _of_the_record(
        self, work: Callable[[Inspection], None], action: Action | None = Action.MEASURE
    ) -> Future[None]:
        """Have `work` done on the open record; what is signed asks for its own right."""

        def run() -> None:
            if self._inspection is None:
                raise Refusal("record.none_open")
            try:
                if action is None:
                    self.staff.presence.require_somebody()
                else:
                    self._inspection.operator = self.staff.require(action).name
                work(self._inspection)
            except Refusal as refusal:
                self._publish(Refused(refusal.message))
                raise

        return self._recorder.submit(run)

    def _on_link_event(self, number: str, event: LinkEvent) -> None:
        """Called in the thread of a link: hand over and return."""
        self._recorder.post(self._take, number, event)

    def _take(self, number: str, event: LinkEvent) -> None:
        match event:
            case Reading():
                self._take_reading(number, event)
            case Fault():
                self._publish(InstrumentChanged(number, self._state_of(number), event.code))
            case StateChange():
                self._publish(InstrumentChanged(number, event.state))

    def _take_reading(self, number: str, reading: Reading) -> None:
        self._publish(Indicated(number, _quantity(reading)))
        try:
            if self._inspection is not None and not self.staff.presence.takes_readings:
                held = self.staff.presence.hold(number, reading, self._inspection.record.header.id)
                self._publish(ReadingHeld(number, _quantity(reading), held))
            else:
                self._accept(number, reading)
        except Refusal as refusal:
            self._refuse_reading(refusal, number, reading)

    def _accept(self, number: str, reading: Reading) -> None:
        if self._inspection is None:
            raise Refusal("reading.no_record", instrument=number)
        frame = Frame(number, reading.raw, reading.received_at, reading.flags)
        self._inspection.operator = self.staff.require(Action.MEASURE).name
        self._inspection.accept(number, _quantity(reading), frame, simulated=number in self._simulated)

    def _refuse_reading(self, refusal: Refusal, number: str, reading: Reading) -> None:
        self._publish(Refused(refusal.message, number, _quantity(reading)))

    def _state_of(self, number: str) -> LinkState:
        return self._bench.states().get(number, LinkState.ABSENT)

    def _publish(self, event: Event) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                _log.exception("a listener failed on %s", type(event).__name__)


def _quantity(reading: Reading) -> Quantity:
    return Quantity(reading.value, Unit(reading.unit))
