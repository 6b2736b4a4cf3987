"""What comes from the links: readings are taken for the open record, or for the verification or the study of their
instrument, held while nobody can take them, or refused."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from drivers import Fault, LinkEvent, LinkState, Reading, StateChange
from metroapp.domain.column_acts import ReferenceLoss
from metroapp.domain.measurement import Frame
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.quantity import Quantity
from metroapp.domain.texture_frames import parameter_of
from metroapp.services import attribution, on_plate
from metroapp.services.bench import Bench
from metroapp.services.events import Event, Indicated, InstrumentChanged, Refused, TileChanged
from metroapp.services.geometric_readings import lose_setting
from metroapp.services.incoming import frame_of, quantity_of
from metroapp.services.inspection import Inspection
from metroapp.services.not_taken import drop, dropped
from metroapp.services.spc.studying import Studying
from metroapp.services.staff import Staff
from metroapp.services.sweeping import Sweeping
from metroapp.services.tiles import Tile, after
from metroapp.services.verifying import Verifying
from metroapp.services.waiting import Waiting, is_passing

_VERIFIED = "Ra"  # the parameter of a roughness standard
_log = logging.getLogger(__name__)
_KEPT = ("exam.suspended", "exam.other_person", "exam.withdrawn", "person.not_allowed")  # of an examination
_GONE = (LinkState.LOST, LinkState.SILENT)


class Reception:
    """Owned by the recorder thread. `inspection` gives the record on the bench, if there is one."""

    def __init__(
        self,
        bench: Bench,
        staff: Staff,
        inspection: Callable[[], Inspection | None],
        sweeping: Sweeping,
        verifying: Verifying,
        studying: Studying,
        publish: Callable[[Event], None],
    ) -> None:
        self._bench = bench
        self._staff = staff
        self._inspection = inspection
        self._sweeping = sweeping
        self._verifying = verifying
        self._studying = studying
        self._publish = publish
        self._tiles: dict[str, Tile] = {}

    def begin(self, staying: Collection[str], left_out: Iterable[Tile]) -> None:
        """The bench has just been connected, but for those `staying` as they were; `left_out` could not be.

        What an instrument showed on the same port before is still its last.
        """
        bench, before, families = self._bench, self._tiles, self._bench.families
        self._tiles = {tile.instrument: tile for tile in left_out}
        for number, address in bench.addresses.items():
            tile = Tile(number, address, families[number], bench.state_of(number))
            known = before.get(number)
            if known is not None and number in staying:
                tile = replace(known, address=address)
            elif known is not None and (known.address, known.family) == (tile.address, tile.family):
                tile = replace(tile, last=known.last, identity=known.identity, battery_low=known.battery_low)
            self._tiles[number] = tile
        for tile in self._tiles.values():
            self._publish(TileChanged(tile))
        inspection = self._inspection()
        begun = None if inspection is None else inspection.awaited.begun_with
        if begun is not None and begun not in staying:
            self._lose_reference(begun, ReferenceLoss.LINK)

    def tiles(self) -> tuple[Tile, ...]:
        """What is known of each instrument on the bench."""
        return tuple(self._tiles.values())

    def receive(self, number: str, event: LinkEvent) -> None:
        if number in self._tiles and number in self._bench.addresses:  # else it was taken off the bench meanwhile
            self._tiles[number] = after(self._tiles[number], event)
            self._publish(TileChanged(self._tiles[number]))
        match event:
            case Reading():
                self._take(number, event)
            case Fault():
                self._sweeping.follow(number, event)
                self._publish(InstrumentChanged(number, self._bench.state_of(number), event.code))
                if event.loses_count:
                    self._lose_reference(number, ReferenceLoss.SENSOR)
            case StateChange():
                self._sweeping.follow(number, event)
                self._publish(InstrumentChanged(number, event.state))
                if event.state in _GONE:
                    self._lose_reference(number, ReferenceLoss.LINK)

    def _lose_reference(self, number: str, cause: ReferenceLoss) -> None:
        """An instrument may not count from where it did. What fails here is said; its next reading is refused all the
        same where it could be written."""
        inspection = self._inspection()
        if inspection is None:
            return
        try:
            on_plate.lose_reference(inspection, number, cause)
            lose_setting(inspection, number)
        except Refusal as refusal:
            self._publish(Refused(refusal.message, number))
        except Exception:
            _log.exception("that %s lost its reference could not be kept", number)

    def _take(self, number: str, reading: Reading) -> None:
        quantity, frame = None, frame_of(number, reading)
        try:
            quantity = quantity_of(number, reading)
            if self._sweeping.takes(number, reading):
                self._sweeping.add(quantity, frame)
                return
            self._publish(Indicated(number, quantity))
            guided = next((one for one in (self._verifying, self._studying) if one.takes(number)), None)
            if guided is not None:
                if parameter_of(frame) in ("", _VERIFIED):  # else of the same measurement as the one that is looked at
                    guided.add(quantity, frame)
                return
            self._take_or_hold(quantity, frame)
        except Refusal as refusal:
            self._publish(Refused(refusal.message, number, quantity))
        except Exception:
            _log.exception("a reading of %s could not be taken", number)
            self._publish(Refused(self._after_a_defect(quantity, frame).message, number, quantity))

    def _take_or_hold(self, quantity: Quantity, frame: Frame) -> None:
        """While something that came before from the same instrument is held, it comes after it."""
        inspection, presence = self._inspection(), self._staff.presence
        simulated = frame.instrument in self._bench.simulated
        if inspection is None or inspection.record.closing is not None:
            self._accept(quantity, frame, simulated=simulated)
            return
        is_behind = any(one.instrument == frame.instrument for one in presence.waiting.offered)
        if presence.takes_readings and not is_behind:
            self._accept(quantity, frame, simulated=simulated)
        else:
            presence.waiting.hold(quantity, frame, simulated=simulated)

    def _after_a_defect(self, quantity: Quantity | None, frame: Frame) -> Refusal:
        """Our fault loses no reading: it is held. Gives what is to be said of it."""
        inspection = self._inspection()
        try:
            number = frame.instrument
            is_of_record = not (self._verifying.takes(number) or self._studying.takes(number))
            if is_of_record and quantity is not None and inspection is not None and _lacks(inspection, frame):
                simulated = frame.instrument in self._bench.simulated
                self._staff.presence.waiting.hold(quantity, frame, simulated=simulated)
                return Refusal("reading.defect_held", instrument=frame.instrument)
        except Exception:
            _log.exception("nor could it be held")
        return Refusal("reading.defect", instrument=frame.instrument)

    def _accept(self, quantity: Quantity, frame: Frame, *, simulated: bool) -> None:
        try:
            inspection = self._ready_for(frame.instrument)
        except Refusal as refusal:
            if refusal.message.code in _KEPT:
                self._keep_of_examination(quantity, frame)
            raise
        attribution.accept(inspection, quantity, frame, simulated=simulated)

    def _keep_of_examination(self, quantity: Quantity, frame: Frame) -> None:
        """What comes for a record of an examination while nobody may fill it (suspended, somebody else at the post) is
        kept with it as not taken."""
        inspection = self._inspection()
        if inspection is None or inspection.record.options.examination is None or inspection.record.closing is not None:
            return
        person = self._staff.presence.who.person
        inspection.operator = inspection.operator if person is None else person.name
        inspection.write(dropped(inspection, Waiting(inspection.record.header.id, quantity, frame, simulated=False)))

    def _ready_for(self, number: str) -> Inspection:
        """The record on the bench, in the name of whoever is signed in.

        Refuses `reading.no_record`, `sweep.running`, and as `Presence.require` and `Inspection.fill_as`.
        """
        inspection = self._inspection()
        if inspection is None:
            raise Refusal("reading.no_record", instrument=number)
        inspection.fill_as(self._staff.require(Action.MEASURE))
        box = inspection.expected_box
        if box is not None and inspection.takes(box, number):
            self._sweeping.require_none()  # two values for one box
        return inspection

    # -- what was held ------------------------------------------------------------------------------------------------

    def take_held(self) -> int:
        """Take what was held for whoever is here, as if it arrived now; gives how many were accepted.

        One that can never be taken is kept with the record as not taken, and said by an event. What is in the way of
        all of them keeps them held: refuses `sweep.running`, `reading.defect_held`, and as `is_passing` says.
        """
        self._sweeping.require_none()
        accepted = 0
        for one in self._staff.presence.waiting.offered:
            inspection = self._ready_for(one.instrument)
            try:
                attribution.accept_held(inspection, one)
                accepted += 1
            except Refusal as refusal:
                if is_passing(refusal):
                    raise
                self._publish(Refused(refusal.message, one.instrument, one.quantity))
                drop(inspection, one)
            except Exception as error:
                _log.exception("a held reading of %s could not be taken", one.instrument)
                raise Refusal("reading.defect_held", instrument=one.instrument) from error
        return accepted

    def drop_held(self, by: Person) -> int:
        """Keep with the record, as not taken, what was held for whoever is here; gives how many there were."""
        inspection, dropped = self._inspection(), self._staff.presence.waiting.offered
        if inspection is not None:
            inspection.operator = by.name
            drop(inspection, *dropped)
        return len(dropped)


def _lacks(inspection: Inspection, frame: Frame) -> bool:
    """Whether the record is open and this very frame was neither recorded, nor taken for the box expected, before
    something failed."""
    record = inspection.record
    inputs = [*inspection.awaited.taken, *record.read_on_stacks()]
    inputs += [given for box in record.boxes() for one in record.history(box) for given in one.inputs]
    return record.closing is None and all(given.frame is not frame for given in inputs)
