"""Sweeps: an instrument gives one indication after the other while a surface is explored; its extremes give the value.

Owned by the recorder thread. While a sweep runs, every indication of its instrument is part of it (a press on DATA
too), and the record takes nothing else. What is abandoned, or broken off by a cable, is noted with the record: nobody
sweeps until a sweep is good.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection

from drivers import Fault, FaultCode, LinkState, Reading, StateChange
from metroapp.domain.geometric_method import FEWEST_SWEPT
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, Frame, Role
from metroapp.domain.message import Message, Refusal
from metroapp.domain.operations import DroppedReading
from metroapp.domain.quantity import Quantity
from metroapp.domain.specification import Procedure
from metroapp.domain.sweep import Given, choices_for
from metroapp.services import values
from metroapp.services.bench import Bench
from metroapp.services.events import (
    Event,
    Expected,
    InstrumentChanged,
    PresenceChanged,
    Refused,
    SweepBegun,
    SweepEnded,
    SweepOffered,
    SweepProgress,
)
from metroapp.services.inspection import Inspection
from metroapp.services.still_streaming import StillStreaming
from metroapp.services.swept import Running
from metroapp.wording import sweeps as words

STREAM = "stream"  # the flag of `drivers.Reading`

# A caliper closes on the feature, a roughness tester explores by itself: neither is swept by hand.
_SWEPT = (InstrumentKind.DIAL_INDICATOR, InstrumentKind.HEIGHT_GAUGE, InstrumentKind.MICROMETER)
_SAID_EVERY_MS = 50


class Sweeping:
    """The sweep that runs, if there is one. `inspection` gives the record on the bench.

    `remember` keeps what `connected` takes: should the program be killed meanwhile, the instrument goes on sending, and
    is told to stop before its values are taken for readings.
    """

    def __init__(
        self,
        bench: Bench,
        inspection: Callable[[], Inspection | None],
        remember: Callable[[str], None],
        publish: Callable[[Event], None],
    ) -> None:
        self._bench = bench
        self._still = StillStreaming(bench, remember)
        self._inspection = inspection
        self._publish = publish
        self._running: Running | None = None
        self._said_at = 0
        self._heard_at = 0.0  # the last sample, on a clock that nobody sets
        self._offered: tuple[str, ...] = ()

    # -- what may be swept --------------------------------------------------------------------------------------------

    def look(self, event: Event) -> None:
        """Something happened: another box may be expected, another instrument there, nobody at the post."""
        match event:
            case Expected() | InstrumentChanged():
                self.offer()
            case PresenceChanged(person, locked) if person is None or locked:
                self.leave()

    def offer(self) -> None:
        """Say which instruments may sweep for the box expected, where that changed."""
        inspection = self._inspection()
        offered: tuple[str, ...] = ()
        if inspection is not None and self._running is None:
            offered = self._able(inspection)
        if offered != self._offered:
            self._offered = offered
            self._publish(SweepOffered(offered))

    def _able(self, inspection: Inspection) -> tuple[str, ...]:
        box = inspection.expected_box
        if box is None or inspection.record.closing is not None or inspection.gate(box) is not None:
            return ()
        if not _choices(inspection, box):
            return ()
        return tuple(one.number for one in _sweepers(inspection, box) if self._is_ready(one.number))

    def _is_ready(self, number: str) -> bool:
        return self._bench.can_stream(number) and self._bench.state_of(number) is LinkState.READY

    def require_none(self) -> None:
        """Refuse (`sweep.running`) what would take the record from under a sweep."""
        if self._running is not None:
            raise Refusal("sweep.running", instrument=self._running.instrument)

    # -- from its beginning to its end --------------------------------------------------------------------------------

    def begin(self, inspection: Inspection, number: str | None = None) -> None:
        """Begin a sweep for the box expected, with an instrument that fits it: the first one that can, by default.

        Refuses `sweep.running`, `sweep.not_for_box`, `sweep.no_instrument`, `sweep.not_connected`,
        `sweep.cannot_stream`, and as `Inspection.require_expected` and `Inspection.require_fitting`.
        """
        self.require_none()
        box, characteristic = inspection.require_expected()
        choices = _choices(inspection, box)
        if not choices:
            raise Refusal("sweep.not_for_box", piece=box.piece, balloon=box.balloon)
        number = self._require_able(inspection, box, number)
        inspection.require_fitting(number, box)
        expectation = inspection.expectation()
        assert expectation is not None
        simulated = number in self._bench.simulated
        self._still.begin(number)
        self._running = Running(box, number, inspection.operator, simulated, choices)
        if characteristic.procedure is Procedure.GEOMETRIC:
            self._running.fewest = FEWEST_SWEPT
        self._said_at = 0
        self._publish(SweepBegun(expectation, number, choices))
        self.offer()
        self._bench.stream(number, on=True)

    def _require_able(self, inspection: Inspection, box: BoxKey, number: str | None) -> str:
        if number is None:
            characteristic = inspection.record.characteristic(box.balloon)
            able = self._able(inspection)
            if not able:
                raise Refusal("sweep.no_instrument", balloon=characteristic.balloon, means=characteristic.means)
            return able[0]
        instrument = inspection.require_fitting(number, box)
        if self._bench.state_of(number) is not LinkState.READY:
            raise Refusal("sweep.not_connected", instrument=number)
        if instrument.kind not in _SWEPT or not self._bench.can_stream(number):
            raise Refusal("sweep.cannot_stream", instrument=number)
        return number

    def takes(self, number: str, reading: Reading) -> bool:
        """Whether a reading is no reading of the record: part of the sweep, or of an output that nobody listens to.

        An instrument that did not hear that it was to stop is said, once.
        """
        is_running = self._running is not None and self._running.instrument == number
        goes_on, why = self._still.look(number, reading, sweeps=is_running)
        if why is not None:
            self._publish(Refused(why, number))
        return is_running or goes_on or STREAM in reading.flags

    def add(self, quantity: Quantity, frame: Frame) -> None:
        """A reading that `takes`: one more sample, where its instrument sweeps."""
        running = self._running
        if running is None or running.instrument != frame.instrument or running.full is not None:
            return
        try:
            had_room = running.add(quantity, frame)
        except Refusal as refusal:
            self.abandon(refusal.message)
            return
        self._heard_at = time.monotonic()
        if not had_room:
            self._bench.stream(running.instrument, on=False)
        passed = running.offsets[-1]
        if not had_room or running.said == 0 or passed - self._said_at >= _SAID_EVERY_MS:
            self._said_at = passed
            self._say(running)

    def _say(self, running: Running) -> None:
        """What has come since the last time."""
        if running.highest is None or running.lowest is None:
            return
        first = running.said
        running.said = len(running.values)
        self._publish(
            SweepProgress(
                instrument=running.instrument,
                unit=running.highest[0].unit,
                count=len(running.values),
                milliseconds=running.offsets[-1],
                last=running.values[-1],
                maximum=running.highest[0].value,
                minimum=running.lowest[0].value,
                mean=running.mean,
                fresh=tuple(zip(running.offsets[first:], running.values[first:], strict=True)),
                full=running.full,
                lost=running.lost,
            )
        )

    def end(self, inspection: Inspection, gives: Given | None = None) -> None:
        """End the sweep and record what it gives: the only thing that it can, by default.

        Refuses `sweep.none`, `sweep.choose`, `sweep.too_few` and, once, `sweep.nothing_moved` (it goes on),
        `sweep.frames_lost` and `sweep.hole` (it is over), as `values.take_sweep`, and as `Inspection.write`: with a
        full disk its samples wait for another try.
        """
        running = self._require_running()
        if gives is None and len(running.choices) == 1:
            gives = running.choices[0]
        if gives not in running.choices:
            raise Refusal("sweep.choose", piece=running.box.piece, balloon=running.box.balloon)
        swept = running.done()
        if gives is Given.DIFFERENCE and not swept.sweep.difference and not running.is_still:
            running.is_still = True  # a stylus that touches nothing says so too; whoever is sure ends it again
            raise Refusal("sweep.nothing_moved", instrument=running.instrument, count=len(running.values))
        try:
            if running.full is None:  # it may have been silent until now
                running.require_no_hole(round((time.monotonic() - self._heard_at) * 1000))
            running.require_whole()
        except Refusal:
            self.abandon()
            raise
        self._bench.stream(running.instrument, on=False)
        try:
            values.take_sweep(inspection, swept, gives, simulated=running.simulated)
        except Refusal as refusal:
            if refusal.message.code.startswith("workspace."):
                running.full = refusal.message
                self._say(running)
            else:
                self.abandon()
            raise
        self._finish(running, recorded=True)

    def cancel(self) -> None:
        """Abandon the sweep: what it saw is noted with the record, and gives nothing. Refuses `sweep.none`."""
        self._require_running()
        self.abandon()

    def abandon(self, why: Message | None = None) -> None:
        """End the sweep that runs, if any, without a value; `why` is said where nobody asked for it."""
        running, inspection = self._running, self._inspection()
        if running is None:
            return
        self._bench.stream(running.instrument, on=False)
        try:
            if inspection is not None and inspection.record.closing is None:
                _note(inspection, running)
        except Refusal as refusal:
            if why is None:  # whoever asked for it hears why
                raise
            self._publish(Refused(refusal.message, running.instrument))
        finally:
            self._finish(running, why)
        if why is not None:
            self._publish(Refused(why, running.instrument))

    def _finish(self, running: Running, why: Message | None = None, *, recorded: bool = False) -> None:
        self._running = None
        self._publish(SweepEnded(running.instrument, running.box, recorded, len(running.values), why))
        self.offer()
        with contextlib.suppress(Refusal):  # told once too often to stop, an instrument takes no harm
            self._still.ended(running.instrument, running.period)

    def _require_running(self) -> Running:
        if self._running is None:
            raise Refusal("sweep.none")
        return self._running

    # -- what breaks it off -------------------------------------------------------------------------------------------

    def follow(self, number: str, event: StateChange | Fault) -> None:
        """What befell an instrument: half a surface is no surface, and gives no value."""
        if self._running is None or self._running.instrument != number:
            if isinstance(event, StateChange) and event.state is LinkState.READY:
                with contextlib.suppress(Refusal):  # told once too often to stop, an instrument takes no harm
                    self._still.opened(number, event.at)
            return
        match event:
            case StateChange(LinkState.READY):
                pass
            case StateChange():
                self.abandon(Refusal("sweep.broken_off", instrument=number).message)
            case Fault(FaultCode.UNIT):
                self.abandon(Refusal("sweep.unit_changed", instrument=number).message)
            case Fault() if self._running.full is None:
                self._miss(self._running, event)

    def _miss(self, running: Running, fault: Fault) -> None:
        """Part of the surface was not seen: the extreme may be there."""
        match fault.code:
            case FaultCode.OUT_OF_RANGE:
                self.abandon(Refusal("sweep.out_of_range", instrument=running.instrument).message)
            case FaultCode.NO_DATA:
                self.abandon(Refusal("sweep.no_value", instrument=running.instrument).message)
            # What is repeated is the value just seen, and is no loss.
            case FaultCode.FRAMING | FaultCode.FORMAT | FaultCode.GARBLED:
                try:
                    running.lose(1 + fault.unsaid)
                except Refusal as refusal:
                    self.abandon(refusal.message)

    def connected(self, left: str, staying: Collection[str] = ()) -> None:
        """The bench has just been connected, but for those `staying` as they were; `left` was sweeping when the program
        was killed, or is empty."""
        self._still.connected(left, staying)

    def leave(self, leaving: Collection[str] | None = None) -> None:
        """The post is locked, or the links of these instruments are about to be closed."""
        if self._running is not None and (leaving is None or self._running.instrument in leaving):
            self.abandon(Refusal("sweep.left", instrument=self._running.instrument).message)


def _choices(inspection: Inspection, box: BoxKey) -> tuple[Given, ...]:
    """What a sweep may give now for a box; nothing where none makes sense."""
    roles = inspection.roles(box)
    if not roles:
        return ()
    role, characteristic = roles[len(inspection.awaited.taken)], inspection.record.characteristic(box.balloon)
    if characteristic.procedure is Procedure.GEOMETRIC and role is Role.MINIMUM:
        return ()  # the maximum of this section was read by hand, and so is its minimum
    return choices_for(role, characteristic.nature)


def _sweepers(inspection: Inspection, box: BoxKey) -> list[Instrument]:
    return [one for one in inspection.fitting(box) if one.kind in _SWEPT]


def _note(inspection: Inspection, running: Running) -> None:
    """Keep with the record what a sweep that gave nothing had seen."""
    if running.highest is None or running.lowest is None:
        return
    (highest, top), (lowest, bottom) = running.highest, running.lowest
    inspection.write(
        DroppedReading(
            id=inspection.next_id,
            instrument=running.instrument,
            shown=words.abandoned(lowest, highest, len(running.values), running.offsets[-1]),
            raw=bottom.raw + top.raw,
            box=running.box,
            by=running.by,
            at=inspection.now(),
        )
    )
