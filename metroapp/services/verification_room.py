"""The verifications of the means as the window asks for them, and the two other acts that are never one of them.

Futures, done by the recorder thread; each act is one entry of the journal, with the line of the register that follows
from it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.due_dates import next_due
from metroapp.domain.entered_text import LONGEST_COMMENT, require_reason, require_text
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.means_acts import CertificateFiled, MeansAct, StateChanged
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.domain.verification import CHECKS, Outcome, Point, Undone
from metroapp.domain.verification_acts import (
    Adjustment,
    CalibratedValue,
    Calibration,
    Conditions,
    Decided,
    Decision,
    Limitation,
    Verification,
    require_decision,
    require_due,
    state_after,
)
from metroapp.services.certificates import require_certificate
from metroapp.services.events import Event, MeansChanged, VerifyingView
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.services.standards_at_hand import Offered
from metroapp.services.verification_session import Limits
from metroapp.services.verifying import IN_USE, Verifying

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

NOT_READ = Conditions()
_SERVES_AGAIN = (Decision.RETURN_TO_SERVICE, Decision.LIMITATION, Decision.DOWNGRADE)


@dataclass(frozen=True, slots=True)
class Deciding:
    """What is decided of an instrument, as somebody entered it. Without `next_due`, its interval gives it."""

    decision: Decision
    reason: str = ""
    limitation: Limitation | None = None
    use: str = ""
    next_due: date | None = None
    conditions: Conditions = NOT_READ
    remark: str = ""


class VerificationRoom:
    """Each method gives a future; those of a session refuse as those of `Verifying` with the same name."""

    def __init__(
        self,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        verifying: Verifying,
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._verifying = verifying
        self._publish = publish
        self._clock = clock

    # -- the verification that goes on --------------------------------------------------------------------------------

    def begin(self, number: str) -> Future[VerifyingView]:
        """Begin the verification of an instrument, or go on with the one that was begun."""
        return self._recorder.submit(self._verifying.begin, number)

    def begin_daily(self, number: str, place: int = 0) -> Future[VerifyingView]:
        """Begin its daily check, at one of the points of `daily_points`."""
        return self._recorder.submit(self._verifying.begin_daily, number, place)

    def view(self) -> Future[VerifyingView | None]:
        """What goes on now."""
        return self._recorder.submit(self._verifying.view)

    def type_reading(self, text: str) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.type_reading, text)

    def undo(self) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.undo)

    def expect(self, place: int) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.expect, place)

    def add_point(self, point: Point) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.add_point, point)

    def remove_point(self, place: int) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.remove_point, place)

    def offered(self, place: int) -> Future[tuple[Offered, ...]]:
        return self._recorder.submit(self._verifying.offered, place)

    def put_on(self, place: int, standard: str) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.put_on, place, standard)

    def limit(self, limits: Limits) -> Future[VerifyingView]:
        return self._recorder.submit(self._verifying.limit, limits)

    def pause(self) -> Future[None]:
        """Go on another day: what was read is kept at this post."""
        return self._recorder.submit(self._verifying.pause)

    def give_up(self) -> Future[Verification | DailyCheck | None]:
        """End it without a decision: what was read is written, and its instrument is put aside until somebody decides.

        Nothing is written where nothing was read. Refuses `verification.none`, and as `Presence.require`.
        """

        def work() -> Verification | DailyCheck | None:
            session = self._verifying.session
            if not session.is_begun:
                self._verifying.forget()
                return None
            return self._record_check() if session.is_daily else self._write_verification(self._undecided())

        return self._recorder.submit(work)

    # -- what is decided ----------------------------------------------------------------------------------------------

    def decide(self, deciding: Deciding, signature: Signature) -> Future[Verification]:
        """Write the verification with its decision, signed, and the line of the register that follows from it.

        Refuses `verification.none`, `.nothing_read`, `.withdrawn`, `.register_changed` (it would serve again, and is
        not what was verified), `.only_simulated`, `.next_due_missing`, `.due_not_proven`, as `require_decision`,
        `Conditions`, `Presence.require` and `Presence.sign`.
        """

        def work() -> Verification:
            self._staff.require(Action.VERIFY_MEANS)
            session = self._verifying.session
            if session.is_daily:
                raise Refusal("verification.none")
            if not session.order:
                raise Refusal("verification.nothing_read", instrument=session.number)
            now = self._means(session.number)
            if deciding.decision in _SERVES_AGAIN and _judged_by(now) != _judged_by(self._verifying.subject(session)):
                raise Refusal("verification.register_changed", instrument=session.number)
            if deciding.decision in _SERVES_AGAIN:
                self._verifying.require_real(session)
            require_text(deciding.reason, deciding.use, deciding.remark, most=LONGEST_COMMENT)
            made = self._made(deciding)  # what is refused asks for no secret
            signer = self._staff.sign(signature, Action.VERIFY_MEANS).name
            assert made.decided is not None
            return self._write_verification(replace(made, decided=replace(made.decided, by=signer)))

        return self._recorder.submit(work)

    def record_check(self) -> Future[DailyCheck]:
        """Write the daily check that was read: a bad one puts its instrument to verify, and it is refused from now on.

        Refuses `verification.none`, `verification.nothing_read`, and as `Presence.require`.
        """
        return self._recorder.submit(self._record_check)

    def _record_check(self) -> DailyCheck:
        by = self._staff.require(Action.MEASURE).name
        session = self._verifying.session
        if not session.is_daily:
            raise Refusal("verification.none")
        if not session.taken[0]:
            raise Refusal("verification.nothing_read", instrument=session.number)
        means, permitted = self._verifying.means(session.number), self._verifying.permitted(session)
        act = DailyCheck(
            self._archive().next_id,
            self._verifying.subject(session),
            session.points[0],
            session.taken[0],
            permitted,
            session.on,
            session.by,
            self._clock(),
            session.undone,
            session.token,
        )
        act.require()
        act = replace(act, concluded=act.outcome)
        if act.outcome is Outcome.NONCONFORMING and means.state in IN_USE:
            means = replace(means, state=InstrumentState.TO_VERIFY)
        self._write(means, by, act)
        self._verifying.forget()
        return act

    def _made(self, deciding: Deciding) -> Verification:
        """With its decision, still to be signed."""
        made = self._undecided(deciding)
        decided = Decided(
            deciding.decision,
            "",
            made.at,
            deciding.reason.strip(),
            deciding.limitation,
            deciding.use.strip(),
            self._due(deciding, made) if deciding.decision in _SERVES_AGAIN else None,
            signed=True,
        )
        require_decision(made.means, made.conclusion, decided, self._verifying.today())
        return replace(made, decided=decided)

    def _due(self, deciding: Deciding, made: Verification) -> date | None:
        """The next due date. What is not concluded earns none: that of before holds."""
        due, months = deciding.next_due, self._means(made.instrument).interval_months
        if made.conclusion.outcome is Outcome.NOT_CONCLUDED:
            if due is not None:
                raise Refusal("verification.due_not_proven", instrument=made.instrument)
            return None
        if due is None and months is None:
            raise Refusal("verification.next_due_missing", instrument=made.instrument)
        return due or (None if months is None else next_due(made.on, months))

    def _undecided(self, said: Deciding | None = None) -> Verification:
        session, archive, now = self._verifying.session, self._archive(), self._clock()
        made = Verification(
            archive.next_id,
            self._number(),
            self._verifying.subject(session),
            session.points,
            session.taken,
            self._verifying.permitted(session),
            session.on,
            session.by,
            now,
            NOT_READ if said is None else said.conditions,
            "" if said is None else said.remark.strip(),
            None,
            session.undone if said is None else (*session.undone, *self._put_off(session.number)),
            None if session.since == session.on else session.since,
            session.token,
        )
        return replace(made, concluded=made.conclusion.outcome)

    def _put_off(self, number: str) -> tuple[Undone, ...]:
        """What was read for a daily check that was never written: this verification ends it, and keeps it. Simulated
        readings say nothing of what is verified here."""
        check = self._verifying.check_put_off(number)
        return () if check is None else tuple(one for one in check.left_over() if not one.indication.simulated)

    def _number(self) -> str:
        """`V-P1-2026-0003`: the third verification of this post."""
        archive = self._archive()
        done = archive.count_of_acts(Verification)
        return f"V-{archive.next_id.post}-{self._verifying.today().year}-{done + 1:04d}"

    def _write_verification(self, made: Verification) -> Verification:
        by = self._staff.require(Action.VERIFY_MEANS).name
        self._write(_after(made, self._verifying.means(made.instrument)), by, made)
        self._verifying.forget(checks=made.decided is not None)
        return made

    # -- the two other acts -------------------------------------------------------------------------------------------

    def record_calibration(
        self,
        number: str,
        certificate: str,
        laboratory: str,
        on: date,
        values: tuple[CalibratedValue, ...],
        *,
        back_because: str = "",
        due: date | None = None,
    ) -> Future[Calibration]:
        """Enter the values of the certificate of a laboratory, which conclude nothing.

        A means that is not verified here by readings (a standard, a limit gauge) comes back to service with it, where
        `back_because` says what somebody concluded from it: another act, in the same entry.
        Refuses `calibration.no_value`, `calibration.uncertainty` (U or k not positive), and to bring it back
        `calibration.comes_back_by_verification`, `calibration.older` (something later was concluded) and
        `verification.next_due_missing`; as `require_due`, `require_certificate`, `Verifying.require_finished` and
        `Presence.require`.
        """

        def work() -> Calibration:
            by, now = self._staff.require(Action.VERIFY_MEANS).name, self._clock()
            means = self._means(number)
            self._verifying.require_finished(number)
            said, who = certificate.strip(), laboratory.strip()
            require_certificate(means, said, on, who, self._verifying.today())
            if not values:
                raise Refusal("calibration.no_value", instrument=number)
            for one in values:
                if one.coverage <= 0 or (one.expanded is not None and one.expanded <= 0):
                    raise Refusal("calibration.uncertainty", nominal=one.nominal)
            acts = self._archive().means_acts(number, (CertificateFiled,))
            filed = [act for act in acts if isinstance(act, CertificateFiled)]
            digest = next((one.digest for one in reversed(filed) if one.number == said), "")
            id = self._archive().next_id
            act = Calibration(id, number, said, who, on, values, by, now, digest)
            if not back_because.strip():
                self._write(means, by, act)
                return act
            if means.kind in CHECKS:
                raise Refusal("calibration.comes_back_by_verification", instrument=number)
            if means.verified is not None and on < means.verified:
                raise Refusal("calibration.older", instrument=number, verified=means.verified)
            until = due or (None if means.interval_months is None else next_due(on, means.interval_months))
            if until is None:
                raise Refusal("verification.next_due_missing", instrument=number)
            require_due(until, self._verifying.today())
            back = StateChanged(id, number, InstrumentState.IN_SERVICE, require_reason(back_because), by, now)
            self._write(replace(means, state=InstrumentState.IN_SERVICE, verified=on, due=until), by, act, back)
            return act

        return self._recorder.submit(work)

    def record_adjustment(self, number: str, done: str) -> Future[Adjustment]:
        """Something was changed on an instrument: it is to be verified before anybody measures with it.

        Refuses `verification.withdrawn`, `verification.unfinished`, and as `require_reason` and `Presence.require`.
        """

        def work() -> Adjustment:
            by, now = self._staff.require(Action.VERIFY_MEANS).name, self._clock()
            means = self._means(number)
            self._verifying.require_finished(number)
            last = self._archive().last_act(number, Verification)
            decided = last.decided if isinstance(last, Verification) else None
            is_asked = decided is not None and decided.decision is Decision.ADJUSTMENT
            asked = last.number if isinstance(last, Verification) and is_asked else ""
            act = Adjustment(self._archive().next_id, number, require_reason(done), by, now, asked)
            self._write(replace(means, state=InstrumentState.TO_VERIFY), by, act)
            return act

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _means(self, number: str) -> Instrument:
        means = self._verifying.means(number)
        if means.state is InstrumentState.WITHDRAWN:
            raise Refusal("verification.withdrawn", instrument=number)
        return means

    def _write(self, means: Instrument, by: str, *acts: MeansAct) -> None:
        """The line of a means with what was done to it: one entry, by whoever is signed in."""
        self._archive().register([means], [], acts[0].at, by, acts)
        self._publish(MeansChanged((means.number,)))


def _judged_by(means: Instrument) -> tuple[object, ...]:
    """What of the register a verification is judged by."""
    return means.kind, means.range_lower, means.range_upper, means.permissible_error


def _after(made: Verification, means: Instrument) -> Instrument:
    """The line of the register that follows from a verification. What failed was last good when it was good before, and
    what was withdrawn meanwhile stays so."""
    decided = made.decided
    if means.state is InstrumentState.WITHDRAWN:
        return means
    state = state_after([made])
    assert state is not None
    changed = replace(means, state=state, limitation="", limited_lower=None, limited_upper=None)
    if decided is None or decided.decision not in _SERVES_AGAIN:
        return changed
    left = decided.limitation
    is_good = made.conclusion.outcome is Outcome.CONFORMING
    return replace(
        changed,
        verified=made.on if is_good else means.verified,
        due=decided.next_due or means.due,
        limitation=decided.use,
        limited_lower=None if left is None else left.lower,
        limited_upper=None if left is None else left.upper,
    )
