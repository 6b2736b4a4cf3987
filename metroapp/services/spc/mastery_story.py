"""A demonstration: a process that is followed, whose limits are frozen, that drifts, and that is brought back.

Every value comes from a simulated micrometer through its real driver; the days pass by the clock of the workshop, as in
`metroapp.services.derogation_story`.
"""

from __future__ import annotations

import queue
import random
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from drivers.conversation import BOUNCE_S
from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.production import EventKind
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.demonstration import SimulatedBench, equip
from metroapp.services.demonstration_people import signature
from metroapp.services.derogation_story import PassingClock, await_recorded
from metroapp.services.events import Event
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.spc import chart_papers
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_reading import ChartView, read_chart
from metroapp.services.workshop import Workshop
from metroapp.wording import charts
from metroapp.wording import demonstration as people
from metroapp.wording import mastery_story as words

_MICROMETER, _REFERENCE, _BALLOON, _SUBGROUP = "M-02", "BAG-24", "1", 5
_SIGMA, _WEAR = 0.0035, 0.0006  # mm; mm by piece
_SERIES, _PIECES = 5, 25  # of a tool that is new
_WORN, _AFTER = 20, 10  # pieces before the tool is changed, and after
_STEP = Decimal("0.001")


class MasteryStory:
    """Give it a workshop made with its clock: `run` tells each chapter as it happens."""

    def __init__(self, workshop: Workshop, clock: PassingClock, seed: int, tell: Callable[[str], None]) -> None:
        self._workshop, self._clock, self._tell = workshop, clock, tell
        self._draw = random.Random(seed)
        self._seed = seed
        self._shown = Decimal(0)
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def run(self) -> tuple[str, tuple[Path, ...]]:
        """The number of the chart, and its papers. Raises `demonstration.stalled`, `demonstration.refused`."""
        codes = equip(self._workshop)
        self._quality, self._operator, trainer = (
            signature(name, codes) for name in (people.QUALITY_TECHNICIAN, people.CANDIDATE, people.TRAINER)
        )
        part = story_part()
        self._as(trainer.name, trainer.secret)
        self._workshop.set_options(PLAIN).result()
        self._workshop.save_draft(part).result()
        self._workshop.validate_part((part.reference, part.drawing, part.revision)).result()
        self._bench = SimulatedBench(self._workshop, self._seed)
        self._workshop.subscribe(self._events.put)
        try:
            for _ in range(_SERIES):
                self._series(part, _PIECES)
            self._as(trainer.name, trainer.secret)
            number = self._follow()
            self._wear_out(part, number)
        finally:
            self._workshop.connect({}, remember=False).result()
            self._bench.close()
        files = tuple(chart_papers.export(self._workshop.workspace, number, suffix) for suffix in ("pdf", "xlsx"))
        self._tell(words.PAPER.format(files=", ".join(file.name for file in files)))
        return number, files

    # -- the chapters -------------------------------------------------------------------------------------------------

    def _series(self, part: Part, pieces: int) -> None:
        """One day, one series of a process that nothing moves."""
        self._open(part, pieces)
        for _ in range(pieces):
            self._measure(0.0)
        number = self._close()
        self._tell(words.MEASURED.format(number=number, pieces=pieces, points=pieces // _SUBGROUP))

    def _follow(self) -> str:
        room = self._workshop.charts
        number = room.open(_REFERENCE, _BALLOON, _SUBGROUP).result()
        self._tell(words.OPENED.format(chart=number))
        view = self._view(number)
        ends = view.value_ids(1)[0], view.value_ids(view.points)[-1]
        room.freeze(number, *ends, words.FREEZING, self._quality).result()
        self._tell(words.FROZEN.format(last=view.points, by=self._quality.name))
        return number

    def _wear_out(self, part: Part, number: str) -> None:
        self._open(part, _WORN + _AFTER)
        self._workshop.charts.note(number, ChartNote.MATERIAL, words.MATERIAL).result()
        for piece in range(_WORN):
            self._measure(piece * _WEAR)
        view = self._view(number)
        found = capability(view)
        assert found is not None
        said = charts.ADVICE[found.advice]
        self._tell(words.DRIFTED.format(signals=len(view.recent), advice=said[0].lower() + said[1:]))
        self._workshop.gestures.note(EventKind.TOOL_CHANGE, words.NEW_INSERT, words.TOOL).result()
        for _ in range(_AFTER):
            self._measure(0.0)
        self._close()
        self._tell(words.CHANGED.format(piece=_WORN))

    # -- gestures -----------------------------------------------------------------------------------------------------

    def _as(self, name: str, secret: str) -> None:
        self._workshop.staff.sign_in(name, secret).result()

    def _open(self, part: Part, pieces: int) -> None:
        self._clock.ahead += timedelta(days=1)
        self._as(self._operator.name, self._operator.secret)
        order = people.WORK_ORDER.format(seed=self._seed)
        self._number = (
            self._workshop.open_record(NewRecord(part, pieces, work_order=order, machine=people.MACHINE))
            .result()
            .number
        )

    def _close(self) -> str:
        self._workshop.close_record(self._operator).result()
        return self._number

    def _measure(self, away: float) -> None:
        """Put the next piece under the micrometer and press DATA; the same figures again wait longer than a bounce."""
        size = Decimal(f"{24 + away + self._draw.gauss(0, _SIGMA):.4f}")
        if abs(size - self._shown) < 3 * _STEP:
            time.sleep(BOUNCE_S * 1.2)
        self._shown = size
        self._bench.instruments[_MICROMETER].present(size)
        self._bench.ports[_MICROMETER].press_data()
        await_recorded(self._events)

    def _view(self, number: str) -> ChartView:
        self._workshop.is_new().result()  # what was asked for is done
        return read_chart(self._workshop.workspace, number)


def story_part() -> Part:
    """A centring ring with one diameter."""
    read = read_callout("Ø24 ±0,025", standards())
    diameter = Characteristic(_BALLOON, words.DIAMETER, read, Means.MICROMETER, read.nature)
    return Part(words.PART, _REFERENCE, "PL-BAG", "A", "C45", words.CUSTOMER, (diameter,))
