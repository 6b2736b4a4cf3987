"""The demonstration of a dérogation: its whole life, on the simulated bench, through the services that the window uses.

Every value comes from a simulated caliper through its real driver; the day passes by the clock of the workshop.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from drivers import utc_now
from metroapp.domain.concession_files import (
    Authority,
    Classification,
    ConcessionRequested,
    IdentifiedPiece,
    Moment,
    WidenedLimits,
)
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import (
    Cause,
    NonconformityDescribed,
    OthersReleased,
    PiecesContained,
    Severity,
    SheetClosed,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import Departure
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services import consultation
from metroapp.services.demonstration import SimulatedBench, equip
from metroapp.services.demonstration_people import signature
from metroapp.services.events import BoxRecorded, Event, Refused
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import demonstration as people
from metroapp.wording import derogation_story as words

_CALIPER = "PC-01"
_PATIENCE_S = 20.0
_NOWHERE = EntryId("", 0)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_GOOD, _WORN, _TOO_WORN = Decimal("35.02"), Decimal("35.16"), Decimal("35.30")  # limits 34.9 and 35.1, widened to 35.2
_SECOND_GOOD, _SECOND_BAD = Decimal("50.05"), Decimal("50.35")  # limits 49.8 and 50.2
_WIDENED = Decimal("35.2")


class PassingClock:
    """The clock of this workshop: that of the machine, and the days that the story let pass."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@dataclass(frozen=True, slots=True)
class Chapter:
    """What happened, and what each piece is after it."""

    said: str
    dispositions: tuple[Disposition, ...]


class DerogationStory:
    """Give it a workshop made with its clock: `run` tells each chapter as it happens."""

    def __init__(self, workshop: Workshop, clock: PassingClock, seed: int, tell: Callable[[Chapter], None]) -> None:
        self._workshop = workshop
        self._clock = clock
        self._seed = seed
        self._tell = tell
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._on_bench = _NOWHERE  # the record that is measured

    def run(self) -> tuple[EntryId, ...]:
        """The whole life. Gives the records that it leaves. Raises `demonstration.stalled`."""
        codes = equip(self._workshop)
        self._quality, self._operator = signature(people.QUALITY_TECHNICIAN, codes), signature(people.CANDIDATE, codes)
        trainer = signature(people.TRAINER, codes)
        self._as(trainer.name, trainer.secret)
        self._workshop.set_options(PLAIN).result()
        self._workshop.save_draft(story_part()).result()
        self._workshop.validate_part(_key(story_part())).result()
        self._as(self._operator.name, self._operator.secret)
        self._bench = SimulatedBench(self._workshop, self._seed)
        self._workshop.subscribe(self._events.put)
        try:
            self._before_production()
            self._after_production()
            self._expiry()
            self._withdrawal()
            self._closing()
        finally:
            self._workshop.connect({}, remember=False).result()
            self._bench.close()
        return tuple(line.id for line in reversed(consultation.record_lines(self._workshop.workspace)))

    # -- the chapters -------------------------------------------------------------------------------------------------

    def _before_production(self) -> None:
        """A bad piece, its sheet, a dérogation for three pieces, and a fourth that it does not cover."""
        self._open(pieces=7)
        self._measure(_WORN, _SECOND_GOOD)
        room = self._workshop.treatment
        self._sheet = room.raise_sheet([BoxKey(1, "1")]).result()
        for act in (
            NonconformityDescribed(
                _NOWHERE, self._sheet, Severity.MINOR, words.DESCRIPTION, Cause.EQUIPMENT, words.CAUSE, "", _NEVER
            ),
            PiecesContained(_NOWHERE, self._sheet, words.PLACE, 1, "", _NEVER),
        ):
            room.add_to_sheet(act).result()
        self._say(words.SHEET.format(sheet=self._sheet))
        self._permit = self._granted(_permit(3))
        room.activate(self._permit, self._quality).result()
        self._say(words.ACTIVATED.format(file=self._permit))
        for _ in range(4):
            self._measure(_WORN, _SECOND_GOOD)
        self._say(words.EXHAUSTED.format(file=self._permit))
        self._measure(_GOOD, _SECOND_GOOD)
        self._measure(_TOO_WORN, _SECOND_GOOD)
        self._say(words.BEYOND)

    def _after_production(self) -> None:
        """Two pieces that are named, a third that is not; two defects of which one is accepted."""
        first = self._record()
        named = []
        for piece in (1, 5):
            measurement = first.measurement(BoxKey(piece, "1"))
            assert measurement is not None
            named.append(IdentifiedPiece(first.header.id, piece, (measurement.id,)))
        self._concession = self._granted(replace(_permit(None), moment=Moment.AFTER_PRODUCTION, pieces=tuple(named)))
        self._workshop.treatment.activate(self._concession, self._quality).result()
        self._say(words.CONCEDED.format(file=self._concession))

    def _expiry(self) -> None:
        """A dérogation that ends by date, on the day before and on the day after; a piece with a second defect."""
        today = self._clock().astimezone().date()
        file = self._granted(replace(_permit(None), until=today))
        self._workshop.treatment.activate(file, self._quality).result()
        self._first = self._on_bench
        self._open(pieces=3)
        self._measure(_WORN, _SECOND_GOOD)
        self._measure(_WORN, _SECOND_BAD)
        self._say(words.TWO_DEFECTS.format(file=file))
        self._clock.ahead += timedelta(days=1)
        self._measure(_WORN, _SECOND_GOOD)
        self._say(words.EXPIRED.format(file=file))
        self._workshop.treatment.let_go([2, 3], Departure.SCRAPPED, self._quality).result()  # they have no sheet

    def _withdrawal(self) -> None:
        """The first dérogation is withdrawn: a piece already shipped stays accepted."""
        self._on_bench = self._workshop.resume(self._first).result().id
        self._workshop.treatment.add_to_sheet(
            OthersReleased(_NOWHERE, self._sheet, words.OTHERS, "", "", _NEVER), self._quality
        ).result()
        self._workshop.treatment.let_go([7], Departure.SCRAPPED, self._quality).result()  # beyond, and without a sheet
        self._workshop.treatment.let_go([2, 6], Departure.SHIPPED, self._quality).result()
        self._say(words.RELEASED.format(sheet=self._sheet))
        self._workshop.treatment.withdraw(self._permit, words.WITHDRAWN_BECAUSE, self._quality).result()
        self._say(words.WITHDRAWN.format(file=self._permit))

    def _closing(self) -> None:
        """The sheet is decided and closed, then the record."""
        line = TreatmentLine(Treatment.USE_AS_IS, 1, (1,), self._concession)
        room = self._workshop.treatment
        for act in (
            TreatmentDecided(_NOWHERE, self._sheet, (line,), "", "", _NEVER),
            SheetClosed(_NOWHERE, self._sheet, "", "", _NEVER),
        ):
            room.add_to_sheet(act, self._quality).result()
        self._workshop.close_record(self._operator).result()
        self._say(words.CLOSED.format(sheet=self._sheet))

    # -- its gestures -------------------------------------------------------------------------------------------------

    def _as(self, name: str, secret: str) -> None:
        self._workshop.staff.sign_in(name, secret).result()

    def _open(self, pieces: int) -> None:
        new = NewRecord(story_part(), pieces, work_order=people.WORK_ORDER.format(seed=self._seed))
        self._on_bench = self._workshop.open_record(new).result().id

    def _measure(self, *sizes: Decimal) -> None:
        """Put the piece under the caliper for each of its characteristics."""
        for size in sizes:
            self._bench.instruments[_CALIPER].present(size)
            self._bench.ports[_CALIPER].press_data()
            await_recorded(self._events)

    def _granted(self, asked: ConcessionRequested) -> str:
        """A dérogation with everything that its activation takes; its number."""
        room = self._workshop.treatment
        number = room.request(asked).result()
        room.give_opinion(number, words.OPINION, self._quality, favourable=True).result()
        today = self._clock().astimezone().date()
        room.record_decision(
            number, Authority.DESIGN, words.REFERENCE, words.AUTHORITY, today, self._quality, accepted=True
        ).result()
        return number

    def _record(self) -> InspectionRecord:
        """The record on the bench, as the archive holds it."""
        return consultation.load(self._workshop.workspace, self._on_bench)

    def _say(self, said: str) -> None:
        self._workshop.is_new().result()  # what was asked for is done
        record = self._record()
        self._tell(Chapter(said, tuple(record.disposition(piece) for piece in record.pieces)))


def await_recorded(events: queue.SimpleQueue[Event]) -> None:
    """Until the reading just sent is in its box; raises `demonstration.stalled`, `demonstration.refused`."""
    while True:
        try:
            event = events.get(timeout=_PATIENCE_S)
        except queue.Empty:
            raise Refusal("demonstration.stalled") from None
        if isinstance(event, BoxRecorded):
            return
        if isinstance(event, Refused):
            raise Refusal("demonstration.refused", refusal=event.refusal)


def story_part() -> Part:
    """A spacer with two lengths."""

    def length(balloon: str, callout: str) -> Characteristic:
        read = read_callout(callout, standards())
        return Characteristic(balloon, words.LENGTH, read, Means.CALIPER, read.nature)

    lengths = (length("1", "35 ±0,1"), length("2", "50 ±0,2"))
    return Part(words.PART, "ENT-35", "PL-ENT", "A", "C45", words.CUSTOMER, lengths)


def _key(part: Part) -> tuple[str, str, str]:
    return part.reference, part.drawing, part.revision


def _permit(quantity: int | None) -> ConcessionRequested:
    return ConcessionRequested(
        _NOWHERE, "", Moment.BEFORE_PRODUCTION, _key(story_part()), (WidenedLimits("1", None, _WIDENED),), quantity,
        None, (), words.REASON, words.CONSEQUENCES, Classification.MINOR, False, "", _NEVER,
    )  # fmt: skip


def open_story(workspace: Workspace) -> tuple[Workshop, PassingClock]:
    """A workshop whose days can pass."""
    clock = PassingClock()
    return Workshop(workspace, clock, arrivals=clock), clock
