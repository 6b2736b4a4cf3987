"""What is asked while a session is prepared: what it is, a phase, a candidate, why one is withdrawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from metroapp.domain.exam_criteria import ExamCriteria
from metroapp.domain.exam_session import Candidate, ExamSession
from metroapp.domain.examination import Aid
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.record_options import LONGEST_MINUTES
from metroapp.domain.revision import PartRevision
from metroapp.domain.session_acts import ExamPhase
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.exam.exam_room import NewCandidate, NewSession
from metroapp.services.exam.templates import SessionTemplate
from metroapp.services.sheets.days import read_day
from metroapp.wording import exam_sessions as words
from metroapp.wording.numbers import day

_USUAL_PIECES, _USUAL_MINUTES, _MOST_PIECES, _MOST_EXTRA = 5, 30, 1000, 200


class SessionDialog(ActQuestion):
    """`given` is the `NewSession`; of a new one, with the phases of the template chosen. `criteria`: what the jury may
    judge by, those of the centre too."""

    def __init__(
        self,
        session: ExamSession | None,
        templates: Sequence[SessionTemplate],
        criteria: Sequence[ExamCriteria],
        today: date,
        desk: Desk,
        parent: QWidget,
    ) -> None:
        title = words.NEW_TITLE if session is None else words.CHANGE_TITLE.format(number=session.number)
        said = words.TEMPLATE_HINT if session is None else ""
        super().__init__(title, words.CREATE if session is None else words.SAVE, desk, parent, said=said)
        self._session = session
        self.template = self.choice((one.title, one) for one in templates)
        if session is None:
            self.add_fields((words.TEMPLATE, self.template, 1))
        self.name = self.line("" if session is None else session.prepared.title)
        self.day = self.day_line()
        self.day.setText(day(today if session is None else session.prepared.on))
        self.add_fields((words.NAME, self.name, 3), (words.DAY, self.day, 1))
        self.criteria = self.choice(
            (words.CRITERIA_SAID.format(title=one.title, key=one.key), one.key) for one in criteria
        )
        self.add_fields((words.CRITERIA, self.criteria, 1))
        self._use_criteria("" if session is None else session.prepared.criteria)
        if session is None:
            self.template.currentIndexChanged.connect(self._use_template)
            self._use_template()
        self.name.setFocus()

    def _use_template(self, _place: int = 0) -> None:
        chosen: SessionTemplate | None = self.template.currentData()
        if chosen is not None:
            self.name.setText(chosen.title)
            self._use_criteria(chosen.criteria)

    def _use_criteria(self, key: str) -> None:
        """Those of no name, or that can't be read here any more, stay what they are until others are chosen."""
        self.criteria.setCurrentIndex(self.criteria.findData(key))

    def given(self) -> NewSession:
        on = read_day(self.day.text().strip())
        if on is None:
            raise Refusal("sheet.day_unreadable", text="")
        if self._session is not None:
            criteria = self.criteria.currentData()
            return prepared_again(self._session, title=self.name.text().strip(), on=on, criteria=criteria)
        chosen: SessionTemplate = self.template.currentData()
        return NewSession(self.name.text().strip(), on, chosen.phases, self.criteria.currentData() or "", chosen.key)


def prepared_again(
    session: ExamSession,
    *,
    title: str | None = None,
    on: date | None = None,
    phases: Collection[ExamPhase] | None = None,
    aids: Collection[Aid] | None = None,
    criteria: str | None = None,
) -> NewSession:
    """A session as it is prepared, with what changes."""
    before = session.prepared
    return NewSession(
        before.title if title is None else title,
        before.on if on is None else on,
        before.phases if phases is None else tuple(phases),
        before.criteria if criteria is None else criteria,
        before.template,
        before.aids if aids is None else tuple(aids),
        before.number,
    )


class PhaseDialog(ActQuestion):
    """`given` is the `ExamPhase`; its key stays, or is made from its name."""

    def __init__(
        self,
        phase: ExamPhase | None,
        parts: Sequence[PartRevision],
        taken: Collection[str],
        desk: Desk,
        parent: QWidget,
    ) -> None:
        title = words.PHASE_NEW if phase is None else words.PHASE_TITLE.format(title=phase.title)
        super().__init__(title, words.SAVE, desk, parent, said="" if parts else words.NO_PART)
        self.setMinimumWidth(720)
        self._phase, self._taken = phase, taken
        self.name = self.line("" if phase is None else phase.title)
        self.part = self.choice((_part_said(one), one.key) for one in parts)
        self.part.setPlaceholderText(words.PHASE_PART_HINT)
        keys = [one.key for one in parts]
        known = None if phase is None else (phase.reference, phase.drawing, phase.revision)
        self.part.setCurrentIndex(keys.index(known) if known in keys else -1)
        self.add_fields((words.PHASE_NAME, self.name, 1), (words.PHASE_PART, self.part, 1))
        pieces = _USUAL_PIECES if phase is None else phase.pieces
        minutes = _USUAL_MINUTES if phase is None else phase.minutes
        self.pieces = Stepper(1, _MOST_PIECES, pieces, words.PHASE_PIECES)
        self.minutes = Stepper(1, LONGEST_MINUTES, minutes, words.PHASE_MINUTES, step=5)
        self.add_fields((words.PHASE_PIECES, self.pieces, 1), (words.PHASE_MINUTES, self.minutes, 1))
        self.machine = self.line("" if phase is None else phase.machine, most=100)
        self.operation = self.line("" if phase is None else phase.operation, most=100)
        self.add_fields((words.PHASE_MACHINE, self.machine, 1), (words.PHASE_OPERATION, self.operation, 1))
        (self.name if phase is None else self.part).setFocus()

    def given(self) -> ExamPhase:
        reference, drawing, revision = self.part.currentData() or ("", "", "")
        title = self.name.text().strip()
        key = _key(title, self._taken) if self._phase is None else self._phase.key
        return ExamPhase(
            key, title, reference, drawing, revision, self.pieces.value(), self.minutes.value(),
            self.operation.text().strip(), self.machine.text().strip(),
        )  # fmt: skip


def _part_said(one: PartRevision) -> str:
    part = one.part
    return f"{words.PART.format(reference=part.reference, revision=part.revision)} · {part.designation}"


def _key(title: str, taken: Collection[str]) -> str:
    """A short name made of plain letters, that no other phase of the session has."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    bare = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:20]
    names = (bare, *(f"{bare}-{number}" for number in range(2, len(taken) + 3))) if bare else ("",)
    return next(name for name in names if name not in taken or not name)


class CandidateDialog(ActQuestion):
    """`given` is the `NewCandidate`, without a code: that is made by the program."""

    def __init__(self, session: ExamSession, candidate: Candidate | None, desk: Desk, parent: QWidget) -> None:
        entered = None if candidate is None else candidate.entered
        title = words.CANDIDATE_NEW if entered is None else words.CANDIDATE_TITLE.format(candidate=entered.candidate)
        super().__init__(title, words.SAVE, desk, parent)
        self.setMinimumWidth(720)
        self._session, self._before = session, entered
        self.number = self.line(_next_number(session) if entered is None else entered.candidate, most=8)
        self.number.setEnabled(entered is None)  # it is what they are known by
        self.name = self.line("" if entered is None else entered.operator, words.CANDIDATE_NAME_HINT, most=80)
        self.name.setEnabled(entered is None)
        name_title = words.CANDIDATE_NAME if entered is None else words.CANDIDATE_NAME_KEPT
        self.add_fields((words.CANDIDATE_NUMBER, self.number, 1), (name_title, self.name, 3))
        self.post = self.line("" if entered is None else entered.post, most=60)
        self.order = self.line("" if entered is None else entered.work_order, most=100)
        self.extra = Stepper(0, _MOST_EXTRA, 0 if entered is None else entered.extra, words.CANDIDATE_EXTRA, step=5)
        self.add_fields((words.CANDIDATE_POST, self.post, 1), (words.CANDIDATE_ORDER, self.order, 1))
        self.add_fields((words.CANDIDATE_EXTRA, self.extra, 1))
        (self.name if entered is None else self.post).setFocus()

    def given(self) -> NewCandidate:
        number, name = self.number.text().strip(), self.name.text().strip()
        if not name and number:  # one person has one name in the whole workshop
            name = words.CANDIDATE_ANONYMOUS.format(candidate=number, number=self._session.number)
        return NewCandidate(number, name, "", self.post.text().strip(), self.extra.value(), self.order.text().strip())


def _next_number(session: ExamSession) -> str:
    """The one after the last: 08 after 07."""
    numbers = [int(one) for one in session.candidates if one.isdecimal()]
    return f"{max(numbers, default=0) + 1:02d}"


class WithdrawDialog(ActQuestion):
    """`given` is why a candidate is withdrawn, or takes part again."""

    def __init__(self, candidate: str, desk: Desk, parent: QWidget, *, readmits: bool = False) -> None:
        title, said = words.WITHDRAW_TITLE, words.WITHDRAW_SAID
        if readmits:
            title, said = words.READMIT_TITLE, words.READMIT_SAID
        confirm = words.READMIT if readmits else words.WITHDRAW
        super().__init__(title.format(candidate=candidate), confirm, desk, parent, said=said, signs=Action.SUPERVISE)
        self.setMinimumWidth(720)
        self.reason = self.comment_line()
        self.add_fields((words.REASON, self.reason, 1))
        self.end()
        self.reason.setFocus()

    def given(self) -> str:
        return self.reason.text()


def entered_again(candidate: Candidate, code: str) -> NewCandidate:
    """A candidate as they are, with another code."""
    one = candidate.entered
    return NewCandidate(one.candidate, one.operator, code, one.post, one.extra, one.work_order)
