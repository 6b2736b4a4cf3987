"""The premises with their bench: which instruments are on it, at which ports, and what is known of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from drivers import LinkEvent, LinkState, utc_now
from drivers.text_profile import TextProfile
from drivers.traffic import Spoken, TrafficEnd
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.services import pedal_contact
from metroapp.services.bench import Bench
from metroapp.services.events import InstrumentChanged, Refused
from metroapp.services.inspection import Inspection
from metroapp.services.pedal_contact import PedalContact
from metroapp.services.premises import Premises
from metroapp.services.reception import Reception
from metroapp.services.sweeping import Sweeping
from metroapp.services.text_profiles import PROFILES_KEPT, kept_texts, profiles_from_text, profiles_to_text
from metroapp.services.tiles import Tile
from metroapp.services.wedge import Wedge
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_ADDRESSES = "addresses"


class BenchDesk(Premises):
    """What is asked of the bench. `metroapp.services.workshop.Workshop` adds the record that it measures for."""

    def __init__(
        self,
        workspace: Workspace,
        clock: Callable[[], datetime] = utc_now,
        hasher: PasswordHasher | None = None,
    ) -> None:
        """Take the workspace, as `Premises` does; nothing is connected yet."""
        super().__init__(workspace, clock, hasher)
        self._inspection: Inspection | None = None
        self._addresses: dict[str, str] = {}
        self._profiles: dict[str, TextProfile] = {}
        self._bench = Bench(self._on_link_event, workspace.root)
        self._sweeping = Sweeping(self._bench, lambda: self._inspection, self._remember_sweep, self._publish)
        self._reception = Reception(self._bench, self.staff, lambda: self._inspection, self._sweeping, self._publish)
        self.subscribe(self._sweeping.look)

    def _read_bench(self) -> None:
        """The archive is open: what is kept of the bench of this post."""
        self._addresses = kept_texts(self._kept_texts.get(_ADDRESSES))
        self._profiles = profiles_from_text(self._kept_texts.get(PROFILES_KEPT))

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

        Refuses as `Presence.require`, `Bench.plan`, and the port of the pedal's contact.
        """

        def work(_by: Person) -> None:
            contact = self._contact()
            if contact is not None:
                contact.require_own_port(addresses.values())
            self._connect(addresses, simulated=simulated)
            if remember:
                self._addresses = dict(addresses)
                self._kept_texts.put(_ADDRESSES, json.dumps(self._addresses))

        return self._as(Action.CONNECT_BENCH, work)

    def _connect(self, addresses: Mapping[str, str], *, simulated: bool) -> None:
        instruments = self._archive.instruments()
        plan = self._bench.plan(instruments, addresses, self._profiles, simulated=simulated)  # or no cable is taken off
        self._sweeping.leave()
        closed = self._bench.states()
        self._bench.close()
        for number in closed:
            self._publish(InstrumentChanged(number, LinkState.ABSENT))
        self._bench.connect(plan)
        self._sweeping.connected(self._kept_texts.get("sweeping"))
        self._reception.begin()

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
