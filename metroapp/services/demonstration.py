"""The demonstration: the whole job, once, on a simulated bench, through the services that the window uses.

Only three things are simulated, and none of them is in the path of a reading: the machine that makes the pieces, the
instruments, and the hand that puts a piece under an instrument and presses its DATA button.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.conversation import BOUNCE_S
from metroapp.domain.geometric_method import Way
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, EntryId, Role
from metroapp.domain.message import Refusal
from metroapp.domain.people import Signature
from metroapp.domain.probing import Probing
from metroapp.domain.quantity import Unit
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import Gate
from metroapp.domain.sorting import BoxStatus, Sorting
from metroapp.domain.specification import Characteristic, Part, Procedure
from metroapp.domain.sweep import Given
from metroapp.services import consultation
from metroapp.services.bench_views import Expectation
from metroapp.services.demonstration_means import demonstration_means
from metroapp.services.demonstration_people import Codes, enter_people, read_codes, signature
from metroapp.services.demonstration_treatment import treat
from metroapp.services.documents import export
from metroapp.services.events import (
    BoxRecorded,
    Event,
    Expected,
    RecordClosed,
    RecordOpened,
    Refused,
    SweepBegun,
    SweepEnded,
)
from metroapp.services.formats import PAPER_FORMATS
from metroapp.services.new_record import NewRecord
from metroapp.services.probed import PROBINGS
from metroapp.services.process import Process
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part
from metroapp.services.workshop import Workshop
from metroapp.wording import demonstration as words

if TYPE_CHECKING:
    from drivers.simulators import SimulatedInstrument, SimulatedPort

Stage = Callable[[str], None]

_LOWER_POINT = Decimal("24.500")  # height of the first probing on the surface plate, mm
_ROCKED = Decimal("0.060")  # how far an instrument that is rocked goes from its turning point, mm
_DIGIT = Decimal("0.001")  # of the comparator, mm
_READ_AGAIN = ("comparison.zero_not_repeated", "comparison.factor_not_proven")
_PATIENCE_S = 20.0
_BETWEEN_PRESSES_S = BOUNCE_S * 1.1
_RECENT_S = 0.5
_MOST_RETAKES = 1
_DIAMETER = Decimal(20)  # of what is compared with itself


def demonstration_part(name: str = "arbre-etage") -> Part:
    """A part shipped with the program, read from its sheet like any other."""
    with as_file(files("data") / "parts" / f"{name}.xlsx") as path:
        return read_part(path, standards())


def equip(workshop: Workshop) -> Codes:
    """Give a new workshop its name, its people, its instruments and its gauge blocks, and sign the candidate in.

    Gives the codes of the people. Refuses (`demonstration.not_its_workspace`) a workspace that is somebody's own.
    """
    staff = workshop.staff
    is_new = workshop.is_new().result()
    if is_new:
        workshop.found(words.WORKSHOP).result()
    # A demonstration of before there were accounts has the name of its workshop, and nobody who could sign in.
    accounts = any(person.has_secret for person in staff.everybody().result())
    if is_new or (not accounts and workshop.name().result() == words.WORKSHOP):
        codes = enter_people(workshop)
    else:
        codes = read_codes(workshop.workspace)
    if is_new:
        workshop.means.enter(*demonstration_means(workshop.means.today())).result()
    staff.sign_in(words.CANDIDATE, codes[words.CANDIDATE]).result()
    return codes


class SimulatedBench:
    """The simulated instruments of the workshop, each on a port of its own; `close` frees the ports."""

    def __init__(self, workshop: Workshop, seed: int) -> None:
        from drivers.simulators import SimulatedInstrument, open_simulated, simulator_for

        self.instruments: dict[str, SimulatedInstrument] = {}
        self.ports: dict[str, SimulatedPort] = {}
        register = workshop.instruments().result()
        for place, instrument in enumerate(found for found in register.values() if found.family):
            resolution = instrument.resolution or Decimal("0.001")
            simulated = SimulatedInstrument(resolution, _repeatability(instrument), seed * 100 + place)
            assert instrument.family is not None
            self.instruments[instrument.number] = simulated
            self.ports[instrument.number] = open_simulated(
                simulator_for(instrument.family, simulated), instrument.number
            )
        workshop.connect(
            {number: port.url for number, port in self.ports.items()}, simulated=True, remember=False
        ).result()

    def close(self) -> None:
        for port in self.ports.values():
            port.close()


def _repeatability(instrument: Instrument) -> Decimal:
    """A third of the step: what a careful hand adds to it."""
    return (instrument.resolution or Decimal("0.001")) / 3


class Hand:
    """The hand of the simulated operator: it does the next gesture that the program asks for.

    It makes the pieces of whatever record is opened, so create it before opening one.
    """

    def __init__(self, workshop: Workshop, bench: SimulatedBench, seed: int) -> None:
        self._workshop = workshop
        self._bench = bench
        self._seed = seed
        self._process: Process | None = None
        self._lines: dict[str, Characteristic] = {}
        self._pressed_at: dict[str, float] = {}
        workshop.subscribe(self._make_pieces, is_told_all=True)  # pieces are made between their limits

    def _make_pieces(self, event: Event) -> None:
        match event:
            case RecordOpened():
                self._process = Process(event.header.part, event.header.pieces, self._seed)
                self._lines = {one.balloon: one for one in event.header.inspected}
            case SweepBegun() if event.instrument in self._bench.instruments:
                self._turn(event)
            case SweepEnded() if event.instrument in self._bench.instruments:
                self._bench.instruments[event.instrument].turn(Decimal(0))

    def _turn(self, begun: SweepBegun) -> None:
        """Turn the piece under the instrument that sweeps, or rock the instrument about its turning point."""
        expectation, simulated = begun.expectation, self._bench.instruments[begun.instrument]
        if begun.choices == (Given.DIFFERENCE,):
            simulated.present(Decimal(0))
            simulated.turn(self._true(expectation))
            return
        instrument = next(found for found in expectation.instruments if found.number == begun.instrument)
        turning_point = self._under_the_probe(expectation, instrument)
        away = _ROCKED / 2 if begun.choices[0] is Given.MINIMUM else -_ROCKED / 2
        simulated.present(turning_point + away)
        simulated.turn(_ROCKED)

    def press_data(self, expectation: Expectation) -> bool:
        """Put the piece under the right instrument and press DATA; False when the box needs no cabled instrument.

        A displacement that is to be said before is said, and nothing is pressed yet.
        """
        expectation = self._whole(expectation)
        number = next((found.number for found in expectation.instruments if found.has_cable), None)
        if number is None or expectation.role is None:
            return False
        instrument = next(found for found in expectation.instruments if found.number == number)
        if self._declares_displacement(expectation):
            return True
        self._bench.instruments[number].present(self._under_the_probe(expectation, instrument))
        # No hand presses twice within the time of a bounce: the second press would be taken for one. The first one was
        # read before now, but perhaps only just.
        if time.monotonic() - self._pressed_at.get(number, -_RECENT_S) < _RECENT_S:
            time.sleep(_BETWEEN_PRESSES_S)
        self._bench.ports[number].press_data()
        self._pressed_at[number] = time.monotonic()
        return True

    def _declares_displacement(self, expectation: Expectation) -> bool:
        """Say how far the comparator is going to be moved, which proves how it is mounted: the step proposed, to the
        digit. Whether that was to be said; the reading is expected then."""
        found = expectation.displacement
        if expectation.role is not Role.BEFORE_MOVE or (found is not None and found.declared):
            return False
        step = Decimal("0.1") if found is None else found.displacement.size.quantize(_DIGIT)
        self._workshop.gestures.declare_displacement(str(step)).result()
        return True

    def do_next(self, expectation: Expectation) -> None:
        """Do the gesture whatever it is: press DATA, look through a gauge, or read a display and type."""
        assert self._process is not None
        expectation = self._whole(expectation)
        characteristic = expectation.characteristic
        if characteristic.procedure_of(expectation.box.code) is Procedure.OBSERVATION:
            self._workshop.observe(self._process.observation(characteristic, expectation.box), expectation.box)
        elif not self.press_data(expectation):
            shown = self._true(expectation).quantize(Decimal("0.01"))
            self._workshop.type_value(str(shown), words.NO_CABLE, expectation.box)

    def _whole(self, expectation: Expectation) -> Expectation:
        """As the program knows it: a window may have been told of an examination without its limits."""
        line = self._lines.get(expectation.box.balloon, expectation.characteristic)
        return replace(expectation, characteristic=line)

    def _true(self, expectation: Expectation) -> Decimal:
        """True value of what is to be read: the feature, or the one of those that a formula needs."""
        assert self._process is not None
        characteristic, piece = expectation.characteristic, expectation.box.piece
        if characteristic.procedure is Procedure.FORMULA:
            return self._process.readings(characteristic, piece)[expectation.step - 1]
        return self._process.size(characteristic, piece)

    def _under_the_probe(self, expectation: Expectation, instrument: Instrument) -> Decimal:
        """What the instrument is made to show for this gesture, mm."""
        characteristic, size = expectation.characteristic, self._true(expectation)
        match expectation.role:
            case Role.ZERO | Role.RECHECK | Role.BEFORE_MOVE | Role.PLATE:
                return Decimal(0)
            case Role.AFTER_MOVE:
                assert expectation.displacement is not None
                return expectation.displacement.displacement.size
            case Role.DEVIATION:
                return size - (characteristic.callout.nominal or characteristic.callout.mid_limit or size)
            case Role.GAUGE_1 | Role.GAUGE_2 as role:
                assert expectation.gauge is not None and expectation.gauge.certified is not None
                groove = expectation.gauge.certified.to(Unit.MM).value
                return _heights(Probing.BORE, groove, instrument)[role is Role.GAUGE_2]
            case Role.PROBING_1 | Role.PROBING_2 | Role.PROBING_3 | Role.PROBING_4 as role:
                assert characteristic.probed is not None
                return _heights(characteristic.probed, size, instrument)[PROBINGS.index(role)]
            case role if characteristic.procedure is Procedure.GEOMETRIC and role is not None:
                return _of_method(characteristic, role, expectation.step, size)
            case Role.MAXIMUM:
                return size / 2
            case Role.MINIMUM:
                return -size / 2
            case _:
                return size


def _of_method(characteristic: Characteristic, role: Role, step: int, size: Decimal) -> Decimal:
    """What a geometric method reads of a feature whose deviation is `size`: one point, or one side, is off."""
    method = characteristic.read_method
    match role:
        case Role.MAXIMUM | Role.MINIMUM:
            read = size * method.factor if method.way is Way.V_BLOCK else size
            return read / 2 if role is Role.MAXIMUM else -read / 2
        case Role.POINT:
            return size if step == (method.readings + 1) // 2 else Decimal(0)
        case Role.DIAMETER:
            return _DIAMETER + (2 * size if step == 1 else Decimal(0))
        case Role.BEFORE_TURN | Role.AFTER_TURN:
            return _DIAMETER + (size / 2 if role is Role.BEFORE_TURN else -size / 2)
    return method.places[step - 1] + (size / 2 if step == 1 else Decimal(0))


def _heights(probing: Probing, size: Decimal, column: Instrument) -> tuple[Decimal, ...]:
    """What a column shows of the points that it probes, lowest first, for a value of `size`."""
    ball, half = column.probe_constant or Decimal(0), _LOWER_POINT
    match probing:
        case Probing.HEIGHT:
            return (size,)
        case Probing.BORE:
            return _LOWER_POINT, _LOWER_POINT + size - ball
        case Probing.SHAFT:
            return _LOWER_POINT, _LOWER_POINT + size + ball
        case Probing.BORE_CENTRE:
            return size - half, size + half - ball
        case Probing.SHAFT_CENTRE:
            return size - half - ball, size + half
        case Probing.CENTRES:
            return half, 2 * half, half + size, 2 * half + size
    return _LOWER_POINT, _LOWER_POINT + size


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the demonstration leaves behind."""

    header: RecordHeader
    sorting: Sorting
    files: tuple[Path, ...]


class Demonstration:
    """Fills one record from the first box to the signature, then writes its documents."""

    def __init__(self, workshop: Workshop, pieces: int, seed: int, stage: Stage) -> None:
        self._workshop = workshop
        self._pieces = pieces
        self._seed = seed
        self._stage = stage
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._retaken: set[BoxKey] = set()
        self._staged: set[str] = set()

    def run(self) -> Outcome:
        """Do the whole job. Raises `demonstration.stalled` when the bench stops answering."""
        codes = equip(self._workshop)
        part = demonstration_part()
        bench = SimulatedBench(self._workshop, self._seed)
        try:
            self._stage("start")
            hand = Hand(self._workshop, bench, self._seed)
            self._workshop.subscribe(self._events.put)
            header = self._workshop.open_record(
                NewRecord(
                    part,
                    self._pieces,
                    work_order=words.WORK_ORDER.format(seed=self._seed),
                    lot=words.LOT.format(seed=self._seed),
                    operation=words.OPERATION,
                    machine=words.MACHINE,
                )
            ).result()
            nonconforming = self._fill(hand)
            self._sort(header.id, nonconforming, signature(words.QUALITY_TECHNICIAN, codes))
            self._stage("complete")
            self._stage("follow-up")
            self._stage("instruments")  # while the bench is there to be seen
            self._workshop.close_record(signature(words.CANDIDATE, codes)).result()
            sorting = self._closed()
        finally:
            self._workshop.connect({}, remember=False).result()
            bench.close()
        files = tuple(
            export(self._workshop.workspace, header.id, to, self._workshop.workspace.exports) for to in PAPER_FORMATS
        )
        self._stage("archives")
        return Outcome(header, sorting, files)

    def _fill(self, hand: Hand) -> dict[int, list[str]]:
        """Answer each expectation until nothing is expected; gives the nonconforming balloons of each piece."""
        nonconforming: dict[int, list[str]] = {}
        boxes = 0
        asked: Expectation | None = None
        while True:
            # A retake may have moved the expected box since: only the latest expectation is acted upon.
            if asked is not None and self._events.empty():
                hand.do_next(asked)
                asked = None
            match self._next():
                case Expected(None):
                    return nonconforming
                case Expected(expectation, Gate.DATUM):
                    asked = None
                    self._workshop.gestures.set_datum().result()
                case Expected(expectation):
                    asked = expectation
                case BoxRecorded() as recorded:
                    boxes += 1
                    bad = recorded.box.status is BoxStatus.NONCONFORMING
                    balloons = nonconforming.setdefault(recorded.box.key.piece, [])
                    if recorded.box.key.balloon in balloons:
                        balloons.remove(recorded.box.key.balloon)
                    if bad:
                        balloons.append(recorded.box.key.balloon)
                    if boxes == 20:
                        self._once("measuring")
                    if bad and recorded.box.measurement is not None:
                        self._once("nonconforming")
                        if not self._retake_once(recorded):
                            self._workshop.gestures.confirm().result()
                case Refused(refusal) if refusal.code in _READ_AGAIN:
                    pass  # what is read on the blocks did not agree within one digit: it is expected once more
                case Refused() as refused:
                    raise Refusal("demonstration.refused", refusal=refused.refusal)
                case _:
                    pass

    def _retake_once(self, recorded: BoxRecorded) -> bool:
        """The first bad value measured by an instrument is measured again: the candidate doubts the position."""
        measurement = recorded.box.measurement
        if len(self._retaken) < _MOST_RETAKES and measurement is not None and measurement.inputs:
            self._retaken.add(recorded.box.key)
            self._workshop.retake(recorded.box.key, words.RETAKE_REASON).result()
            return True
        return False

    def _sort(self, id: EntryId, nonconforming: dict[int, list[str]], signed: Signature) -> None:
        """What is done about the pieces left nonconforming."""
        bad = sorted(piece for piece, balloons in nonconforming.items() if balloons)
        treat(self._workshop.treatment, consultation.load(self._workshop.workspace, id), bad, signed)

    def _closed(self) -> Sorting:
        while True:
            event = self._next()
            if isinstance(event, RecordClosed):
                return event.sorting

    def _next(self) -> Event:
        try:
            return self._events.get(timeout=_PATIENCE_S)
        except queue.Empty:
            raise Refusal("demonstration.stalled") from None

    def _once(self, name: str) -> None:
        if name not in self._staged:
            self._staged.add(name)
            self._stage(name)
