"""The guided verification of one instrument at a time, and its daily check.

Owned by the recorder thread. While one runs, every reading of its instrument is for the point expected and for nothing
else; those of the other instruments go where they always go. What was read is in `state.sqlite` as soon as it is
there: a crash, or a stop, loses nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from metroapp.archive.state import State
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, StateChanged
from metroapp.domain.measurement import Frame, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.quantity import Quantity, parse_number
from metroapp.domain.verification import Indication, Outcome, Permitted, Point, require_indication, require_point
from metroapp.domain.verification_acts import Verification
from metroapp.domain.verification_conclusion import Conclusion, conclude
from metroapp.services.bench import Bench
from metroapp.services.events import Event, MeansChanged, PresenceChanged, VerifyingChanged, VerifyingView
from metroapp.services.rights import may
from metroapp.services.staff import Staff
from metroapp.services.standards_at_hand import Offered, StandardsAtHand, require_serving
from metroapp.services.verification_session import Limits, Session, begin
from metroapp.wording import verifying as words

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

_log = logging.getLogger(__name__)
LONGEST = timedelta(days=7)  # from the first reading of a verification to the last one
IN_USE = (InstrumentState.IN_SERVICE, InstrumentState.LIMITED)
_DOUBTFUL = ("late", "short")  # flags of `drivers.Reading`


class Verifying:
    """`sweeps` refuses while a record's sweep runs, `studies` while an instrument, by its number, is studied."""

    def __init__(
        self,
        bench: Bench,
        staff: Staff,
        archive: Callable[[], Archive],
        state: Callable[[], State],
        sweeps: Callable[[], None],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
        studies: Callable[[str], None] = lambda _number: None,
    ) -> None:
        self._bench = bench
        self._staff = staff
        self._archive = archive
        self._state = state
        self._require_no_sweep = sweeps
        self._require_no_study = studies
        self._publish = publish
        self._clock = clock
        self._session: Session | None = None

    # -- what it stands in the way of ---------------------------------------------------------------------------------

    def require_none(self) -> None:
        """Refuse (`verification.running`) what cannot go beside a verification."""
        if self._session is not None:
            raise Refusal("verification.running", instrument=self._session.number)

    def require_not(self, number: str) -> None:
        """Refuse (`verification.running`) what would take the readings of the instrument that is verified."""
        if self.takes(number):
            self.require_none()

    def require_finished(self, number: str) -> None:
        """Refuse (`verification.unfinished`) another act on an instrument whose verification is begun."""
        kept = self._kept(_key(number))
        check = self._kept(_daily_key(number))
        is_checked = check is not None and any(check.taken) and check.on == self.today()
        if self.takes(number) or is_checked or (kept is not None and kept.is_begun):
            raise Refusal("verification.unfinished", instrument=number)

    def require_real(self, session: Session) -> None:
        """Refuse (`verification.only_simulated`) simulated readings of an instrument that is real now: they prove
        nothing of it."""
        simulated = any(one.simulated for taken in session.taken for one in taken)
        if simulated and session.number not in self._bench.simulated:
            raise Refusal("verification.only_simulated", instrument=session.number)

    def takes(self, number: str) -> bool:
        """Whether the readings of an instrument are for its verification."""
        return self._session is not None and self._session.number == number

    def look(self, event: Event) -> None:
        """Nobody is here any more who may go on: what was read is kept for whoever does."""
        session = self._session
        if isinstance(event, PresenceChanged) and session is not None and not may(event.person, _action(session)):
            try:
                self.pause()
            except Refusal:
                _log.exception("an instrument that failed stays in service: %s", session.number)

    # -- from its beginning to its end --------------------------------------------------------------------------------

    def begin(self, number: str) -> VerifyingView:
        """Begin the verification of an instrument with the points and the standards proposed, or go on with the one
        that was begun. What was read too many days ago decides nothing, and stays written.

        Refuses `verification.running`, `verification.withdrawn`, `sweep.running`, `means.unknown`, and as `plan` and
        `Presence.require`.
        """
        by = self._require_able(number, Action.VERIFY_MEANS)
        kept = self._kept(_key(number))
        if kept is not None and self.today() - (kept.since or kept.on) <= LONGEST:
            return self._use(self._on_serving(kept))
        means = self.means(number)
        fresh = begin(means, self.hand().planned(means), self.today(), by)
        return self._use(fresh if kept is None else fresh.after(kept))

    def begin_daily(self, number: str, place: int = 0) -> VerifyingView:
        """Begin the daily check of an instrument, at one of the points of `daily_points`.

        Refuses as `begin`, `verification.daily_no_limit` where no permissible error is known, and
        `verification.daily_no_standard`.
        """
        by = self._require_able(number, Action.MEASURE)
        means = self.means(number)
        if means.permissible_error is None:
            raise Refusal("verification.daily_no_limit", instrument=number)
        kept = self._kept(_daily_key(number))
        if kept is not None and kept.on == self.today():
            return self._use(kept)
        points = self.hand().daily(means)
        point = points[min(place, len(points) - 1)]
        if point.certified is None:
            raise Refusal("verification.daily_no_standard", nominal=point.nominal)
        fresh = begin(means, (point,), self.today(), by, is_daily=True)
        return self._use(fresh if kept is None else fresh.after(kept))

    def _require_able(self, number: str, action: Action) -> str:
        """The name of whoever may, now, for this instrument."""
        by = self._staff.require(action).name
        self.require_none()
        self._require_no_sweep()
        self._require_no_study(number)
        if self.means(number).state is InstrumentState.WITHDRAWN:
            raise Refusal("verification.withdrawn", instrument=number)
        return by

    def pause(self) -> None:
        """Go on another day: readings of the instrument go where they always go. One that was read beyond its limits is
        refused until somebody decides; refuses as `Archive.register`."""
        session = self._session
        if session is None:
            return
        self._leave()
        self._put_aside(session)

    def put_aside_failed(self) -> None:
        """As the workspace opens: what was read beyond its limits before the program stopped, in whatever way, is
        refused until somebody decides, or had since. Refuses as `Archive.register`."""
        state, archive = self._state(), self._archive()
        for key in (*state.under(_key("")), *state.under(_daily_key(""))):
            session = self._kept(key)
            if session is not None and session.number in archive.instruments():
                self._put_aside(session)

    def _put_aside(self, session: Session) -> None:
        means, archive, now = self.means(session.number), self._archive(), self._clock()
        if means.state in IN_USE and self._found(session).outcome is Outcome.NONCONFORMING:
            means = replace(means, state=InstrumentState.TO_VERIFY)
            act = StateChanged(archive.next_id, means.number, means.state, words.BAD_AND_PUT_OFF, session.by, now)
            archive.register([means], [], now, session.by, [act])
            self._publish(MeansChanged((means.number,)))

    def _leave(self) -> None:
        if self._session is not None:
            self._session = None
            self._publish(VerifyingChanged(None))

    def forget(self, *, checks: bool = False) -> None:
        """It is over: written, or given up before anything was read. `checks`: and what was read for a daily check that
        was put off is too."""
        session = self.session
        try:
            self._state().remove(_key_of(session))
            if checks:
                self._state().remove(_daily_key(session.number))
        except Refusal:
            # It is written in any case: `_kept` knows it again.
            _log.exception("a verification that is over stays in state.sqlite")
        self._leave()

    # -- what is read -------------------------------------------------------------------------------------------------

    def add(self, quantity: Quantity, frame: Frame) -> None:
        """A reading of the instrument that is verified.

        Refuses `verification.reading_doubtful`, as `Session.with_reading`, `require_serving`, `require_indication`,
        and as `Presence.require`.
        """
        if any(flag in frame.flags for flag in _DOUBTFUL):
            raise Refusal("verification.reading_doubtful", instrument=frame.instrument)
        simulated = frame.instrument in self._bench.simulated
        self._take(Indication(quantity, Origin.INSTRUMENT, frame, simulated))

    def type_reading(self, text: str) -> VerifyingView:
        """A reading of an instrument without a cable, or whose cable says nothing: it is said to be typed.

        Refuses as `parse_number`, and as `add`.
        """
        unit = self.subject(self.session).kind.reading_unit
        return self._take(Indication(Quantity(parse_number(text), unit), Origin.TYPED))

    def _take(self, indication: Indication) -> VerifyingView:
        session = self.session
        by = self._require_right().name
        _place, point = session.awaited()
        if point.standard is not None:
            require_serving(point.standard, self._archive().instruments(), self.today())
        require_indication(self.subject(session), indication)
        return self._use(session.with_reading(indication, by, self.today(), self._archive().next_id.sequence))

    def undo(self) -> VerifyingView:
        """Take the last reading back: it decides nothing, and stays written. Refuses as `Session.without_last`."""
        self._require_right()
        return self._use(self.session.without_last())

    def expect(self, place: int) -> VerifyingView:
        """Another point is to be read now; refuses as `Session.at`."""
        self._require_right()
        return self._use(self.session.at(place))

    # -- what it is made of -------------------------------------------------------------------------------------------

    def add_point(self, point: Point) -> VerifyingView:
        """One more point, on the first standard that serves; refuses as `require_point`."""
        session, means = self._editable()
        require_point(means, point)
        (*_, on) = self.hand().proposed(means, (*session.points, point))
        return self._use(session.with_point(on))

    def remove_point(self, place: int) -> VerifyingView:
        """Refuses as `Session.without_point`."""
        session, _means = self._editable()
        return self._use(session.without_point(place))

    def offered(self, place: int) -> tuple[Offered, ...]:
        """The standards for a point, and why the others do not serve; refuses as `Session.point`."""
        session = self.session
        return self.hand().offered(self.subject(session), session.points, session.point(place))

    def put_on(self, place: int, standard: str) -> VerifyingView:
        """Choose the standard of a point by its number in the register; refuses as `StandardsAtHand.standard`,
        `Point.on` and `Session.on_standard`."""
        session, means = self._editable(daily=True)
        point = session.point(place)
        on = point.on(self.hand().standard(standard, means, session.points, point))
        require_point(means, on)
        return self._use(session.on_standard(place, on))

    def limit(self, limits: Limits) -> VerifyingView:
        """What the workshop permits beyond the register; refuses as `Permitted` and `Session.with_limits`."""
        session, means = self._editable()
        limits.over(Permitted.of(means))
        return self._use(session.with_limits(limits))

    def _editable(self, *, daily: bool = False) -> tuple[Session, Instrument]:
        """Refuses `verification.none` of a daily check, which has its one point, unless `daily`."""
        session = self.session
        self._require_right()
        if session.is_daily and not daily:
            raise Refusal("verification.none")
        return session, self.subject(session)

    def _on_serving(self, session: Session) -> Session:
        """Where a standard does not serve any more, what is not read yet is put on another one."""
        register, today = self._archive().instruments(), self.today()
        lost = [not _serves(point, register, today) for point in session.points]
        if not any(lost):
            return session
        pairs = list(zip(session.points, lost, strict=True))
        bare = tuple(replace(point, standard=None) if is_lost else point for point, is_lost in pairs)
        found = self.hand().proposed(self.subject(session), bare)
        put = tuple(other if is_lost else point for (point, is_lost), other in zip(pairs, found, strict=True))
        return session.with_unread(put)

    # -- what is known ------------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """Refuses `verification.none`."""
        if self._session is None:
            raise Refusal("verification.none")
        return self._session

    def permitted(self, session: Session) -> Permitted:
        """What is permitted: by the register, and by what was chosen for this verification."""
        return session.limits.over(Permitted.of(self.subject(session)))

    def subject(self, session: Session) -> Instrument:
        """The instrument as it was when its verification was begun: the register may change meanwhile."""
        return session.means or self.means(session.number)

    def means(self, number: str) -> Instrument:
        """The line of the register, as it is now; refuses `means.unknown`."""
        found = self._archive().instruments().get(number)
        if found is None:
            raise Refusal("means.unknown", instrument=number)
        return found

    def today(self) -> date:
        return self._clock().astimezone().date()

    def hand(self) -> StandardsAtHand:
        """The standards of the register today."""
        archive = self._archive()
        filed = archive.means_acts(kinds=(CertificateFiled,))
        return StandardsAtHand(archive.instruments(), archive.gauge_blocks(), filed, self.today())

    def view(self) -> VerifyingView | None:
        """What runs, to be shown; None where nothing does."""
        return None if self._session is None else self._view(self._session)

    # -- how it is kept -----------------------------------------------------------------------------------------------

    def _require_right(self) -> Person:
        return self._staff.require(_action(self.session))

    def _use(self, session: Session) -> VerifyingView:
        """What is judged well is kept first, then seen; refuses as `State.put`."""
        from metroapp.archive.lines import to_line  # loaded with the archive, after the window is painted

        view = self._view(session)
        self._state().put(_key_of(session), to_line(session))
        self._session = session
        self._publish(VerifyingChanged(view))
        return view

    def _view(self, session: Session) -> VerifyingView:
        means = self.subject(session)
        return VerifyingView(
            means=means,
            is_daily=session.is_daily,
            conclusion=self._found(session),
            expected=session.expected,
            limits=session.limits,
            indications=session.taken,
            can_undo=bool(session.order),
            undone=len(session.undone),
            has_link=means.number in self._bench.addresses,
        )

    def _found(self, session: Session) -> Conclusion:
        return conclude(self.subject(session), session.points, session.taken, self.permitted(session))

    def _kept(self, key: str) -> Session | None:
        """What was begun before, if it can be gone on with; else it is set aside, whole."""
        from metroapp.archive.lines import from_line

        text = self._state().get(key)
        if not text:
            return None
        try:
            session = from_line(text, Session)
            self._view(session)
        except (ValueError, Refusal):
            _log.exception("a verification in state.sqlite cannot be gone on with: %s", key)
            self._state().put(f"unreadable.{key}", text)
            return None
        last = self._archive().last_act(session.number, DailyCheck if session.is_daily else Verification)
        written = isinstance(last, Verification | DailyCheck) and session.token and last.session == session.token
        verified = self._archive().last_act(session.number, Verification)
        if written or (isinstance(verified, Verification) and session.is_followed_by(verified)):
            self._state().remove(key)  # the program was stopped once it was written, or what came after it was
            return None
        return session

    def check_put_off(self, number: str) -> Session | None:
        """The daily check of an instrument that was begun and never written."""
        return self._kept(_daily_key(number))


def _serves(point: Point, register: Mapping[str, Instrument], on: date) -> bool:
    try:
        if point.standard is not None:
            require_serving(point.standard, register, on)
    except Refusal:
        return False
    return True


def _action(session: Session) -> Action:
    return Action.MEASURE if session.is_daily else Action.VERIFY_MEANS


def _key_of(session: Session) -> str:
    return _daily_key(session.number) if session.is_daily else _key(session.number)


def _key(number: str) -> str:
    return f"verifying.{number}"


def _daily_key(number: str) -> str:
    return f"checking.{number}"
