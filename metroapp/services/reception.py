"""What comes from the links: readings are taken for the open record, held while nobody can take them, or refused."""

from __future__ import annotations

from collections.abc import Callable

from drivers import Fault, LinkEvent, Reading, StateChange
from metroapp.domain.measurement import Frame
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.quantity import Quantity
from metroapp.services import attribution, gestures
from metroapp.services.bench import Bench
from metroapp.services.events import Event, Indicated, InstrumentChanged, Refused, TileChanged
from metroapp.services.incoming import frame_of, quantity_of
from metroapp.services.inspection import Inspection
from metroapp.services.staff import Staff
from metroapp.services.sweeping import Sweeping
from metroapp.services.tiles import Tile, after


class Reception:
    """Owned by the recorder thread. `inspection` gives the record on the bench, if there is one."""

    def __init__(
        self,
        bench: Bench,
        staff: Staff,
        inspection: Callable[[], Inspection | None],
        sweeping: Sweeping,
        publish: Callable[[Event], None],
    ) -> None:
        self._bench = bench
        self._staff = staff
        self._inspection = inspection
        self._sweeping = sweeping
        self._publish = publish
        self._tiles: dict[str, Tile] = {}

    def begin(self) -> None:
        """The bench has just been connected."""
        bench = self._bench
        self._tiles = {
            number: Tile(number, address, bench.families[number], bench.state_of(number))
            for number, address in bench.addresses.items()
        }
        for tile in self._tiles.values():
            self._publish(TileChanged(tile))

    def tiles(self) -> tuple[Tile, ...]:
        """What is known of each instrument on the bench."""
        return tuple(self._tiles.values())

    def receive(self, number: str, event: LinkEvent) -> None:
        if number in self._tiles:  # else it was taken off the bench meanwhile
            self._tiles[number] = after(self._tiles[number], event)
            self._publish(TileChanged(self._tiles[number]))
        match event:
            case Reading():
                self._take(number, event)
            case Fault():
                self._sweeping.follow(number, event)
                self._publish(InstrumentChanged(number, self._bench.state_of(number), event.code))
            case StateChange():
                self._sweeping.follow(number, event)
                self._publish(InstrumentChanged(number, event.state))

    def _take(self, number: str, reading: Reading) -> None:
        try:
            quantity = quantity_of(number, reading)
        except Refusal as refusal:
            self._publish(Refused(refusal.message, number))
            return
        frame = frame_of(number, reading)
        if self._sweeping.takes(number, reading):
            self._sweeping.add(quantity, frame)
            return
        simulated = number in self._bench.simulated
        self._publish(Indicated(number, quantity))
        inspection, presence = self._inspection(), self._staff.presence
        try:
            if inspection is None or inspection.record.closing is not None or presence.takes_readings:
                self._accept(quantity, frame, simulated=simulated)
            else:
                presence.held.hold(quantity, frame, simulated=simulated)
        except Refusal as refusal:
            self._publish(Refused(refusal.message, number, quantity))

    def _accept(self, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
        inspection = self._inspection()
        if inspection is None:
            raise Refusal("reading.no_record", instrument=frame.instrument)
        inspection.operator = self._staff.require(Action.MEASURE).name
        box = inspection.expected_box
        if box is not None and inspection.takes(box, frame.instrument):
            self._sweeping.require_none()  # two values for one box
        attribution.accept(inspection, quantity, frame, simulated=simulated)

    # -- what was held ------------------------------------------------------------------------------------------------

    def take_held(self) -> int:
        """Take what was held for whoever is here, as if it arrived now; gives how many were accepted.

        Each refused one is said by an event; a storage that refuses keeps the rest held, and is raised.
        """
        held, accepted = self._staff.presence.held, 0
        try:
            for one in held.offered:
                try:
                    self._accept(one.quantity, one.frame, simulated=one.simulated)
                except Refusal as refusal:
                    if refusal.message.code.startswith("workspace."):
                        raise
                    self._publish(Refused(refusal.message, one.instrument, one.quantity))
                else:
                    accepted += 1
                held.settled(one)
        finally:
            held.say()
        return accepted

    def drop_held(self, by: Person) -> int:
        """Keep with the record, as not taken, what was held for whoever is here; gives how many there were."""
        held, inspection = self._staff.presence.held, self._inspection()
        dropped = held.offered
        try:
            for one in dropped:
                if inspection is not None:
                    inspection.operator = by.name
                    gestures.drop(inspection, one)
                held.settled(one)
        finally:
            held.say()
        return len(dropped)
