"""The study that goes on at this post: whose turn it is, and the readings that its instrument sends for it.

Owned by the recorder thread. While one goes on, every reading of its instrument is for the turn expected and for
nothing else, as in a verification. Each reading is an act of the journal as soon as it is taken: stopping, or a crash,
loses nothing, and whoever comes back goes on where it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from metroapp.domain.instrument import Instrument
from metroapp.domain.means_objections import of_use
from metroapp.domain.measurement import EntryId, Frame, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.quantity import Quantity, parse_number
from metroapp.domain.studies import Study
from metroapp.domain.study_acts import StudyAct, StudyKind, StudyOpened, StudyReading, StudyReadingCancelled
from metroapp.services.bench import Bench
from metroapp.services.events import Event, PresenceChanged, ProcessChanged, StudyingChanged
from metroapp.services.rights import may
from metroapp.services.spc.study_view import StudyView
from metroapp.services.staff import Staff

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

TOO_SOON = timedelta(seconds=1.5)  # after a reading or an answer: nobody has changed pieces
_NOBODY = EntryId("", 0)
_DOUBTFUL = ("late", "short")  # flags of `drivers.Reading`


class Studying:
    """`busy` refuses while something else takes the readings of an instrument, given its number."""

    def __init__(
        self,
        bench: Bench,
        staff: Staff,
        archive: Callable[[], Archive],
        busy: Callable[[str], None],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._bench = bench
        self._staff = staff
        self._archive = archive
        self._require_free = busy
        self._publish = publish
        self._clock = clock
        self._study: Study | None = None
        self._last: StudyReading | None = None
        self._last_at: datetime | None = None  # of the frame, or when it was said

    # -- what it stands in the way of ---------------------------------------------------------------------------------

    def takes(self, number: str) -> bool:
        """Whether the readings of an instrument are for the study."""
        study = self._study
        return study is not None and study.kind is not StudyKind.ATTRIBUTE and study.opened.instrument == number

    def require_none(self, number: str | None) -> None:
        """Refuse (`study.going_on`) what would take the readings of the instrument that is studied; None: of any."""
        study = self._study
        if study is not None and self.takes(study.opened.instrument if number is None else number):
            raise Refusal("study.going_on", instrument=study.opened.instrument, number=study.number)

    def look(self, event: Event) -> None:
        """Nobody is here any more who may go on: it is put off. Somebody else: their turn."""
        if isinstance(event, PresenceChanged) and self._study is not None:
            if event.locked or not may(event.person, Action.NOTE_PROCESS):
                self.pause()
            else:
                self._publish(StudyingChanged(self._view(self.study)))

    # -- from its beginning to its end --------------------------------------------------------------------------------

    @property
    def study(self) -> Study:
        """Refuses `study.none`."""
        if self._study is None:
            raise Refusal("study.none")
        return self._study

    def load(self, number: str) -> Study:
        """Refuses `study.unknown`."""
        acts = self._archive().process_acts(number)
        if not acts or not isinstance(acts[0], StudyOpened):
            raise Refusal("study.unknown", number=number)
        return Study(tuple(act for act in acts if isinstance(act, StudyAct)))

    def begin(self, number: str) -> StudyView:
        """Begin a study at this post, or go on with it. Refuses `study.over`, `.unknown`, `.other_going_on`,
        `.all_measured`, as `require_serving`, as what takes the readings of its instrument, and as
        `Presence.require`."""
        self._staff.require(Action.NOTE_PROCESS)
        if self._study is not None and self._study.number != number:
            raise Refusal("study.other_going_on", number=self._study.number)
        study = self.load(number)
        study.require_going_on()
        if study.expected is None:  # its results are known: nothing is taken back any more
            raise Refusal("study.all_measured", number=number)
        self.require_serving(study.opened.instrument)
        if study.kind is not StudyKind.ATTRIBUTE:
            self._require_free(study.opened.instrument)
        self._study, self._last, self._last_at = study, None, None
        return self._say()

    def pause(self) -> None:
        """Readings of the instrument go where they always go."""
        if self._study is not None:
            self._study = None
            self._publish(StudyingChanged(None))

    def view(self) -> StudyView | None:
        return None if self._study is None else self._view(self._study)

    # -- what is read -------------------------------------------------------------------------------------------------

    def add(self, quantity: Quantity, frame: Frame) -> None:
        """A reading of the instrument that is studied. Refuses `study.reading_doubtful`, `.too_soon`, and as `take`."""
        if any(flag in frame.flags for flag in _DOUBTFUL):
            raise Refusal("study.reading_doubtful", instrument=frame.instrument)
        if self._is_too_soon(frame.received_at):
            raise Refusal("study.too_soon", instrument=frame.instrument)
        simulated = frame.instrument in self._bench.simulated
        self._take(quantity, None, Origin.INSTRUMENT, frame.raw.hex(), simulated=simulated)
        self._last_at = frame.received_at

    def _is_too_soon(self, at: datetime) -> bool:
        return self._last_at is not None and timedelta(0) <= at - self._last_at < TOO_SOON

    def type_reading(self, text: str) -> StudyView:
        """A reading of an instrument without a cable, or of one that types, said to be typed. Refuses `study.too_soon`,
        and as `parse_number` and `take`."""
        study = self.study
        means = self.require_serving(study.opened.instrument)
        if means is None:
            raise Refusal("study.wants_answers", number=study.number)
        value, now = Quantity(parse_number(text), means.kind.reading_unit), self._clock()
        if self._is_too_soon(now):
            raise Refusal("study.too_soon", instrument=means.number)
        view = self._take(value, None, Origin.TYPED)
        self._last_at = now
        return view

    def answer(self, *, is_good: bool) -> StudyView:
        """A piece judged good, or bad; refuses `study.answer_too_soon` (two presses for one), and as `take`."""
        now = self._clock()
        if self._is_too_soon(now):
            raise Refusal("study.answer_too_soon")
        view = self._take(None, is_good, Origin.OBSERVED)
        self._last_at = now
        return view

    def _take(
        self, value: Quantity | None, is_good: bool | None, origin: Origin, raw: str = "", *, simulated: bool = False
    ) -> StudyView:
        """One reading of whoever is there, for their turn. Refuses `study.wants_answers`, `.wants_values`,
        `.out_of_range`, `.wrong_standard`, `.turns_over`, `unit.not_comparable`, as `require_serving`,
        `Study.expected_of` and `Presence.require`."""
        study, by = self.study, self._person().name
        if (study.kind is StudyKind.ATTRIBUTE) != (is_good is not None):
            raise Refusal("study.wants_answers" if is_good is None else "study.wants_values", number=study.number)
        means = self.require_serving(study.opened.instrument)
        turn = study.expected_of(by)
        if turn is None:
            raise self._finished(study, by)
        if value is not None and means is not None:
            size = value.to(means.kind.reading_unit).value
            _require_in_range(size, means)
            other = study.standard_seen(turn, size)
            if other is not None:
                raise Refusal("study.wrong_standard", value=size, standard=other, expected=turn.piece)
        reading = StudyReading(
            _NOBODY, study.number, by, turn.piece, turn.trial, value, is_good, origin, raw, by, self._clock(), simulated
        )
        self._last = self._write(reading)
        return self._say()

    def _finished(self, study: Study, name: str) -> Refusal:
        left = study.expected
        if left is None:
            return Refusal("study.all_measured", number=study.number)
        return Refusal("study.turns_over", name=name, next=left.operator)

    def hold(self, piece: int) -> None:
        """The number on the piece in the hand, where it bears one: refuses `study.wrong_piece`."""
        turn = self.study.expected_of(self._person().name)
        if turn is not None and turn.piece != piece:
            raise Refusal("study.wrong_piece", piece=piece, expected=turn.piece)

    def undo(self, reason: str) -> StudyView:
        """Take back the last reading of whoever is there: it stays written, and its turn comes again. Refuses
        `study.nothing_read`, `study.reason_missing`, and as `Presence.require`."""
        study, by = self.study, self._person().name
        mine = [one for turn, one in study.readings.items() if turn.operator == by]
        if not mine:
            raise Refusal("study.nothing_read", name=by)
        if not reason.strip():
            raise Refusal("study.reason_missing")
        self._write(StudyReadingCancelled(_NOBODY, study.number, mine[-1].id, reason.strip(), by, self._clock()))
        self._last = self._last_at = None
        return self._say()

    # -- how it is kept -----------------------------------------------------------------------------------------------

    def require_serving(self, number: str) -> Instrument | None:
        """The instrument as the register has it now; None where nothing but the eye judges. Refuses `means.unknown` and
        `study.instrument_refused` (due, rejected, put aside)."""
        if not number:
            return None
        found = self._archive().instruments().get(number)
        if found is None:
            raise Refusal("means.unknown", instrument=number)
        against = tuple(of_use(found, self._clock().astimezone().date()))
        if against:
            raise Refusal("study.instrument_refused", instrument=number, objections=against)
        return found

    def _person(self) -> Person:
        return self._staff.require(Action.NOTE_PROCESS)

    def _write(self, act: StudyReading | StudyReadingCancelled) -> StudyReading | None:
        (written,) = self._archive().master(act)
        assert isinstance(written, StudyReading | StudyReadingCancelled)
        self._study = Study((*self.study.acts, written))
        self._publish(ProcessChanged((written.number,)))
        return written if isinstance(written, StudyReading) else None

    def _say(self) -> StudyView:
        view = self._view(self.study)
        self._publish(StudyingChanged(view))
        return view

    def _view(self, study: Study) -> StudyView:
        person, number = self._staff.presence.who.person, study.opened.instrument
        name = "" if person is None else person.name
        turn = study.expected_of(name) if name in study.opened.operators else None
        means = self._archive().instruments().get(number)
        return StudyView(study, means, turn, study.expected, self._last, number in self._bench.addresses)


def _require_in_range(value: Decimal, means: Instrument) -> None:
    """Refuse (`study.out_of_range`) what the instrument cannot show: a comma forgotten, another instrument."""
    end = _end_passed(value, means)
    if end is not None:
        raise Refusal("study.out_of_range", value=value, instrument=means.number, end=end)


def require_standard(size: Decimal, means: Instrument) -> None:
    """Refuse (`study.standard_out_of_range`) a standard that cannot be shown: comparators show deviations."""
    end = _end_passed(size, means)
    if end is not None:
        raise Refusal("study.standard_out_of_range", value=size, instrument=means.number, end=end)


def _end_passed(value: Decimal, means: Instrument) -> Decimal | None:
    lower, upper = means.range_lower, means.range_upper
    if lower is not None and value < lower:
        return lower
    return upper if upper is not None and value > upper else None
