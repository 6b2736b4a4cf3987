"""The premises with their bench: which instruments are on it, at which ports, and what is known of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from drivers import LinkEvent, LinkState, utc_now
from drivers.text_profile import TextProfile
from drivers.traffic import Spoken, TrafficEnd
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Message, Refusal
from metroapp.domain.people import Action, Person
from metroapp.services import pedal_contact
from metroapp.services.bench import Bench
from metroapp.services.bench_plan import Known, Plan, plan_without, require_known
from metroapp.services.events import InstrumentChanged, MeansChanged, Refused
from metroapp.services.inspection import Inspection
from metroapp.services.pedal_contact import PedalContact
from metroapp.services.premises import Premises
from metroapp.services.reception import Reception
from metroapp.services.spc.studying import Studying
from metroapp.services.sweeping import Sweeping
from metroapp.services.text_profiles import PROFILES_KEPT, kept_texts, profiles_from_text, profiles_to_text
from metroapp.services.tiles import Tile
from metroapp.services.verification_room import VerificationRoom
from metroapp.services.verifying import Verifying
from metroapp.services.wedge import Wedge
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from metroapp.services.spc.sampling_room import SamplingRoom
    from metroapp.services.spc.study_room import StudyRoom

_ADDRESSES = "addresses"


class BenchDesk(Premises):
    """What is asked of the bench. `metroapp.services.workshop.Workshop` adds the record that it measures for."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
        arrivals: Callable[[], datetime] = utc_now,
    ) -> None:
        """Take the workspace, as `Premises` does; nothing is connected yet. `arrivals` dates what the instruments
        send."""
        super().__init__(workspace, clock, hasher)
        self._inspection: Inspection | None = None
        self._addresses: dict[str, str] = {}
        self._profiles: dict[str, TextProfile] = {}
        self._left_out: dict[str, Message] = {}  # of these addresses, and why
        self._bench = Bench(self._on_link_event, workspace.root, arrivals)
        self._sweeping = Sweeping(self._bench, lambda: self._inspection, self._remember_sweep, self._publish)
        self._verifying = Verifying(
            self._bench,
            self.staff,
            lambda: self._archive,
            lambda: self._kept_texts,
            self._sweeping.require_none,
            self._publish,
            clock,
            studies=lambda number: self._studying.require_none(number),
        )
        self._studying = Studying(
            self._bench, self.staff, lambda: self._archive, self._require_unused, self._publish, clock
        )
        self.verifications = VerificationRoom(
            self._recorder, self.staff, lambda: self._archive, self._verifying, self._publish, clock
        )
        self._reception = Reception(
            self._bench, self.staff, lambda: self._inspection, self._sweeping, self._verifying, self._studying,
            self._publish,
        )  # fmt: skip
        self.subscribe(self._sweeping.look)
        self.subscribe(self._verifying.look)
        self.subscribe(self._studying.look)

    def _require_unused(self, number: str) -> None:
        """Refuse a study of an instrument whose readings go elsewhere: `verification.running`, `sweep.running`."""
        self._verifying.require_not(number)
        self._sweeping.require_none()

    @cached_property
    def studies(self) -> StudyRoom:
        """The studies of measuring systems."""
        from metroapp.services.spc.study_room import StudyRoom

        return StudyRoom(self._premise, self._studying)

    @cached_property
    def samplings(self) -> SamplingRoom:
        """The lots judged on a sample."""
        from metroapp.services.spc.sampling_room import SamplingRoom

        return SamplingRoom(self._premise)

    def _read_bench(self) -> None:
        """The archive is open: what is kept of the bench of this post."""
        self._addresses = kept_texts(self._kept_texts.get(_ADDRESSES))
        self._profiles = profiles_from_text(self._kept_texts.get(PROFILES_KEPT))

    def reconnect(self) -> Future[Message | None]:
        """Open the links of the bench at the ports last set. What is refused of it is left out: what is to be said of
        that, if anything; each tile says why."""
        return self._recorder.submit(self._reconnect)

    def reopen(self) -> Future[Message | None]:
        """Close every link, then as `reconnect`; refuses as `Presence.require`."""

        def work(_by: Person) -> Message | None:
            self._sweeping.leave()
            closed = tuple(self._bench.addresses)
            self._bench.close()
            for number in closed:
                self._publish(InstrumentChanged(number, LinkState.ABSENT))
            return self._reconnect()

        return self._as(Action.CONNECT_BENCH, work)

    def _reconnect(self) -> Message | None:
        plan, self._left_out = plan_without(self._known(), self._addresses, self._addresses)
        self._connect(plan)
        match tuple(self._left_out.items()):
            case ():
                return None
            case ((number, why),):
                return Message("bench.left_out", {"instrument": number, "why": why})
            case several:
                return Message("bench.several_left_out", {"instruments": tuple(number for number, _ in several)})

    def addresses(self) -> dict[str, str]:
        """The port of each instrument, as last set."""
        return dict(self._addresses)

    def connect(
        self,
        addresses: Mapping[str, str],
        *,
        families: Mapping[str, str] | None = None,
        simulated: bool = False,
        remember: bool = True,
    ) -> Future[None]:
        """Have the links of the bench at these ports: those that stay as they are stay open, the others are closed or
        opened. `families` corrects that of some instruments in the register first.

        An instrument that was left out, and of which nothing is said now, may be left out again. Refuses as
        `Presence.require`, `plan_of`, the port of the pedal's contact, and as `_corrected`.
        """

        def work(by: Person) -> None:
            contact = self._contact()
            if contact is not None:
                contact.require_own_port(addresses.values())
            corrected = self._corrected(families or {})
            asked_for = {*(families or {}), *(one for one in addresses if addresses[one] != self._addresses.get(one))}
            may_lack = {one for one in self._left_out if one not in asked_for}
            plan, left_out = plan_without(self._known(corrected, simulated=simulated), addresses, may_lack)
            if corrected:
                self._archive.register(corrected.values(), (), self._clock(), by.name)
                self._publish(MeansChanged(tuple(corrected)))
            if remember:
                self._addresses, self._left_out = dict(addresses), left_out
            self._connect(plan)
            if remember:
                self._kept_texts.put(_ADDRESSES, json.dumps(self._addresses))

        return self._as(Action.CONNECT_BENCH, work)

    def _corrected(self, families: Mapping[str, str]) -> dict[str, Instrument]:
        """The lines of the register where a family is another one.

        Refuses `bench.no_address` (unknown, or without a cable), `bench.unknown_family`, and where there is one
        `sweep.running` and as `Presence.require`.
        """
        register = self._archive.instruments() if families else {}
        corrected: dict[str, Instrument] = {}
        for number, family in families.items():
            if number not in register or not register[number].has_cable:
                raise Refusal("bench.no_address", instrument=number)
            require_known(family, number)
            if register[number].family != family:
                corrected[number] = replace(register[number], family=family)
        if corrected:
            self.staff.require(Action.EQUIP)
            self._sweeping.require_none()
        return corrected

    def _known(self, corrected: Mapping[str, Instrument] | None = None, *, simulated: bool = False) -> Known:
        return Known({**self._archive.instruments(), **(corrected or {})}, self._profiles, simulated)

    def _connect(self, plan: Plan) -> None:
        """Nothing of the plan is refused any more."""
        leaving = self._bench.leaving(plan)
        self._sweeping.leave(leaving)
        staying = frozenset(self._bench.addresses) - leaving
        self._bench.connect(plan)
        for number in leaving:
            self._publish(InstrumentChanged(number, LinkState.ABSENT))
        for number in frozenset(plan.wedges) - staying:
            self._publish(InstrumentChanged(number, LinkState.READY))  # no link will say so
        self._sweeping.connected(self._kept_texts.get("sweeping"), staying)
        self._reception.begin(staying, self._tiles_left_out())

    def _tiles_left_out(self) -> list[Tile]:
        register = self._archive.instruments() if self._left_out else {}
        return [
            Tile(number, self._addresses[number], register[number].family or "", why=why, left_out=True)
            for number, why in self._left_out.items()
            if number in register and number in self._addresses
        ]

    def _remember_sweep(self, number: str) -> None:
        self._kept_texts.put("sweeping", number)

    def teach(self, number: str, profile: TextProfile) -> Future[None]:
        """Keep how the text of an instrument is read at this post; refuses as `Presence.require`."""

        def work(_by: Person) -> None:
            self._profiles = {**self._profiles, number: profile}
            self._kept_texts.put(PROFILES_KEPT, profiles_to_text(self._profiles))

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

    def _on_link_event(self, number: str, event: LinkEvent) -> None:
        """Called in the thread of a link: hand over and return."""
        self._recorder.post(self._reception.receive, number, event)
