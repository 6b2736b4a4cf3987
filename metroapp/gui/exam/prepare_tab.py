"""Examination sessions being prepared: the list, the one chosen, and what is done with it until it is opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

from drivers import utc_now
from metroapp.domain.exam_criteria import ExamCriteria
from metroapp.domain.exam_session import ExamSession
from metroapp.domain.people import Action, Person, Role
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.session_acts import ExamPhase
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.exam.codes_dialog import CodesDialog
from metroapp.gui.exam.prepare_panel import PreparePanel
from metroapp.gui.exam.session_dialogs import (
    CandidateDialog,
    PhaseDialog,
    SessionDialog,
    WithdrawDialog,
    entered_again,
    prepared_again,
)
from metroapp.gui.models.rows import Column, Row
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.kept_list import KeptList
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.services.exam.codes import new_code, sign_in_code
from metroapp.services.exam.criteria_files import all_criteria
from metroapp.services.exam.exam_room import NewCandidate
from metroapp.services.exam.templates import session_templates
from metroapp.wording import exam_sessions as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day

_COLUMNS = (
    Column(words.NUMBER, width=118), Column(words.NAME), Column(words.DAY, width=96), Column(words.STATE, width=116),
)  # fmt: skip
_LEFT_OUT = (), (1, 2)


class PrepareTab(KeptList):
    def __init__(self, desk: Desk) -> None:
        self.new = PictureButton(desk.theme, words.NEW, "plus", self._ask_new)
        self.session: ExamSession | None = None
        self._everybody: list[Person] = []
        self._parts: list[PartRevision] = []
        self.face = PreparePanel(desk, {
            "change": self._ask_change, "open": self._ask_open, "add_phase": partial(self._ask_phase, is_new=True),
            "edit_phase": partial(self._ask_phase, is_new=False), "remove_phase": self._remove_phase,
            "add_candidate": partial(self._ask_candidate, is_new=True),
            "edit_candidate": partial(self._ask_candidate, is_new=False), "new_code": self._give_code,
            "withdraw": self._ask_withdrawal, "readmit": self._ask_readmission, "slips": self._ask_slips,
            "name_jury": partial(self._name, Role.JURY), "name_supervisors": partial(self._name, Role.SUPERVISOR),
            "choose_aids": self._choose_aids,
        })  # fmt: skip
        super().__init__(desk, _COLUMNS, _LEFT_OUT, words.TABLE, words.NONE, self.face, (self.new,), (420, 640))
        self._rooms = desk.workshop.exams
        self.show_presence()

    def show_presence(self) -> None:
        permit(self.new, self.desk.who, Action.PREPARE_SESSION)
        self.face.show_presence()

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every session anew; the one chosen stays chosen."""
        bridge, workshop = self.desk.bridge, self.desk.workshop
        bridge.follow(workshop.staff.everybody(), self._know_people, self.refuse)
        bridge.follow(workshop.parts(), self._know_parts, self.refuse)
        bridge.follow(self._rooms.sessions(), self._show, self.refuse)

    def _know_people(self, everybody: list[Person]) -> None:
        self._everybody = everybody

    def _know_parts(self, parts: list[PartRevision]) -> None:
        self._parts = [one for one in parts if one.state is RevisionState.VALIDATED]

    def _show(self, found: list[ExamSession]) -> None:
        rows = [Row((one.number, one.prepared.title, day(one.prepared.on), label(one.state)), one) for one in found]
        self.show_rows(rows, words.COUNTED.format(count=len(rows)))

    def show_chosen(self, key: Any) -> None:
        session: ExamSession | None = key
        self.session = session
        self.face.show_session(session, self._everybody)
        self.face.show_presence()

    # -- the session --------------------------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        today = utc_now().astimezone().date()
        dialog = SessionDialog(None, session_templates(), self._criteria(), today, self.desk, self)
        dialog.confirmed.connect(lambda given: self.answer(dialog, self._rooms.prepare(given[0]), self._prepared))
        self.ask(dialog)

    def _criteria(self) -> list[ExamCriteria]:
        return all_criteria(self.desk.workshop.workspace)

    def _prepared(self, session: ExamSession) -> None:
        self._say(words.PREPARED.format(number=session.number))
        self.choose(session.number)
        self.refresh()

    def _ask_change(self) -> None:
        if self.session is not None:
            dialog = SessionDialog(self.session, (), self._criteria(), self.session.prepared.on, self.desk, self)
            self._ask(dialog, lambda given: self._rooms.prepare(given[0]))

    def _ask_open(self) -> None:
        session = self.session
        if session is None:
            return
        prepared = session.prepared
        said = words.OPEN_SAID.format(
            candidates=len(session.taking_part), phases=len(prepared.phases),
            aids=", ".join(map(label, prepared.aids)) or words.NO_AID,
        )  # fmt: skip
        title = words.OPEN_TITLE.format(number=session.number)
        dialog = SignedReason(title, self.desk, Action.PREPARE_SESSION, self, said=said)
        self._ask(
            dialog, lambda given: self._rooms.open(session.number, given[1]),
            lambda opened: self._say(words.OPENED.format(number=opened.number)),
        )  # fmt: skip

    def _choose_aids(self) -> None:
        if self.session is not None:
            aids = [aid for aid, tick in self.face.aids.items() if tick.isChecked()]
            self._do(self._rooms.prepare(prepared_again(self.session, aids=aids)))

    def _name(self, role: Role) -> None:
        if self.session is not None:
            names = self.face.jury if role is Role.JURY else self.face.supervisors
            self._do(self._rooms.name_people(self.session.number, role, names.chosen))

    # -- the phases ---------------------------------------------------------------------------------------------------

    def _ask_phase(self, *, is_new: bool) -> None:
        session, phase = self.session, None if is_new else self.face.phase
        if session is None or (phase is None and not is_new):
            return
        before = session.prepared.phases
        dialog = PhaseDialog(phase, self._parts, [one.key for one in before], self.desk, self)

        def prepare(given: Any) -> Future[ExamSession]:
            made: ExamPhase = given[0]
            phases = (*before, made) if phase is None else _in_place(before, phase, made)
            return self._rooms.prepare(prepared_again(session, phases=phases))

        self._ask(dialog, prepare)

    def _remove_phase(self) -> None:
        session, phase = self.session, self.face.phase
        if session is not None and phase is not None:
            left = [one for one in session.prepared.phases if one.key != phase.key]
            self._do(self._rooms.prepare(prepared_again(session, phases=left)))

    # -- the candidates -----------------------------------------------------------------------------------------------

    def _ask_candidate(self, *, is_new: bool) -> None:
        session, before = self.session, None if is_new else self.face.candidate
        if session is None or (before is None and not is_new):
            return
        dialog = CandidateDialog(session, before, self.desk, self)

        def enter(given: Any) -> Future[ExamSession]:
            new: NewCandidate = given[0]
            if before is not None:
                return self._rooms.enter(session.number, new)
            return self._enter_with_code(session, new)

        self._ask(dialog, enter)

    def _enter_with_code(self, session: ExamSession, new: NewCandidate) -> Future[ExamSession]:
        """With a code made now, shown once it is kept."""
        code = new_code()
        future = self._rooms.enter(session.number, replace(new, code=code))

        def show(entered: ExamSession) -> None:
            number = entered.acts[-1].candidate  # type: ignore[union-attr]
            self._show_codes(entered, {number: sign_in_code(number, code)})

        self.desk.bridge.follow(future, show)
        return future

    def _give_code(self) -> None:
        """Another code, in an open session too, shown once it is kept."""
        session, candidate = self.session, self.face.candidate
        if session is None or candidate is None:
            return
        number = candidate.number
        title = words.NEW_CODE_TITLE.format(number=number)
        dialog = ActQuestion(title, words.NEW_CODE, self.desk, self, said=words.NEW_CODE_SAID)

        def give(_given: object) -> Future[ExamSession]:
            code = new_code()
            future = self._rooms.replace_code(session.number, number, code)
            self.desk.bridge.follow(future, lambda kept: self._show_codes(kept, {number: sign_in_code(number, code)}))
            return future

        self._ask(dialog, give)

    def _ask_withdrawal(self) -> None:
        session, candidate = self.session, self.face.candidate
        if session is not None and candidate is not None:
            dialog = WithdrawDialog(candidate.number, self.desk, self)
            self._ask(dialog, lambda given: self._rooms.withdraw(session.number, candidate.number, *given))

    def _ask_readmission(self) -> None:
        session, candidate = self.session, self.face.candidate
        if session is not None and candidate is not None:
            dialog = WithdrawDialog(candidate.number, self.desk, self, readmits=True)
            self._ask(dialog, lambda given: self._rooms.readmit(session.number, candidate.number, *given))

    def _ask_slips(self) -> None:
        session = self.session
        if session is None:
            return
        dialog = ActQuestion(words.SLIPS_TITLE, words.SLIPS_CONFIRM, self.desk, self, said=words.SLIPS_SAID)

        def give(_given: object) -> Future[ExamSession]:
            codes = {one.number: new_code() for one in session.taking_part}
            entered = [
                self._rooms.enter(session.number, entered_again(one, codes[one.number])) for one in session.taking_part
            ]
            shown = {number: sign_in_code(number, code) for number, code in codes.items()}
            self.desk.bridge.follow(entered[-1], lambda done: self._show_codes(done, shown))
            return entered[-1]

        self._ask(dialog, give)

    def _show_codes(self, session: ExamSession, codes: dict[str, str]) -> None:
        self.ask(CodesDialog(session, codes, self.desk, self))

    # -- what is done -------------------------------------------------------------------------------------------------

    def _ask(
        self,
        dialog: ActQuestion,
        deed: Callable[[Any], Future[ExamSession]],
        then: Callable[[ExamSession], None] | None = None,
    ) -> None:
        """What was done is published: the list reads itself anew."""
        dialog.confirmed.connect(lambda given: self.answer(dialog, deed(given), then))
        self.ask(dialog)

    def _do(self, future: Future[ExamSession]) -> None:
        """Without a question; what was refused shows again what is so."""

        def refused(refusal: Any) -> None:
            self.refuse(refusal)
            self.refresh()

        self.said.say("", "soft")
        self.desk.bridge.follow(future, None, refused)

    def _say(self, text: str) -> None:
        self.said.say(text, "good")


def _in_place(before: Iterable[ExamPhase], of: ExamPhase, made: ExamPhase) -> tuple[ExamPhase, ...]:
    return tuple(made if one.key == of.key else one for one in before)
