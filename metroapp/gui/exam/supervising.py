"""What the supervisor signs about a candidate in a phase: suspended, resumed, more time, signed after the candidate.

`place` says which candidate and which phase; the modification is `gui.exam.modification_dialog`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from metroapp.domain.people import Action
from metroapp.domain.session_acts import SuspensionCause
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.stepper import Stepper
from metroapp.wording import exam_supervising as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine

_LONGEST, _USUAL = 480, 5  # min


class SuspendDialog(ActQuestion):
    """`given` is (the cause, why)."""

    def __init__(self, place: str, desk: Desk, parent: QWidget) -> None:
        title = words.SUSPEND_TITLE.format(place=place)
        super().__init__(title, words.SUSPEND, desk, parent, said=words.SUSPEND_SAID, signs=Action.SUPERVISE)
        self.setMinimumWidth(720)
        self.cause = self.choice((label(one).capitalize(), one) for one in SuspensionCause)
        self.reason = self.comment_line()
        self.add_fields((words.CAUSE, self.cause, 2), (words.WHY, self.reason, 3))
        self.end()
        self.reason.setFocus()

    def given(self) -> tuple[SuspensionCause, str]:
        return self.cause.currentData(), self.reason.text()


class ResumeDialog(ActQuestion):
    """Signed, and nothing else."""

    def __init__(self, place: str, desk: Desk, parent: QWidget) -> None:
        title = words.RESUME_TITLE.format(place=place)
        super().__init__(title, words.RESUME, desk, parent, said=words.RESUME_SAID, signs=Action.SUPERVISE)
        self.end()
        assert self.form is not None
        self.form.secret.setFocus()


class ReferenceDialog(ActQuestion):
    """`given` is the line of the record that is the reference; None to measure now."""

    def __init__(self, place: str, records: Sequence[RecordLine], desk: Desk, parent: QWidget) -> None:
        super().__init__(
            words.REFERENCE_TITLE.format(place=place), words.GO_ON, desk, parent, said=words.REFERENCE_SAID
        )
        known = [
            (words.REFERENCE_RECORD.format(number=one.number, at=moment(one.closed_at)), one)
            for one in records
            if one.closed_at is not None
        ]
        self.record = self.choice([(words.REFERENCE_NOW, None), *known])
        self.add_fields((words.REFERENCE_OF, self.record, 1))
        self.end()
        self.record.setFocus()

    def given(self) -> RecordLine | None:
        chosen: RecordLine | None = self.record.currentData()
        return chosen


class GrantDialog(ActQuestion):
    """`given` is (the seconds, why). `seconds`: what is proposed, lost by the post; whole minutes otherwise."""

    def __init__(self, place: str, desk: Desk, parent: QWidget, *, seconds: int = 0, reason: str = "") -> None:
        title = words.GRANT_TITLE.format(place=place)
        super().__init__(title, words.GRANT, desk, parent, said=words.GRANT_SAID, signs=Action.SUPERVISE)
        self.setMinimumWidth(720)
        minutes, rest = divmod(seconds or _USUAL * 60, 60)
        self.minutes = Stepper(0, _LONGEST, minutes, words.MINUTES)
        self.seconds = Stepper(0, 59, rest, words.SECONDS, step=5)
        self.reason = self.comment_line()
        self.reason.setText(reason)
        self.add_fields((words.MINUTES, self.minutes, 1), (words.SECONDS, self.seconds, 1))
        self.add_fields((words.WHY, self.reason, 1))
        self.end()
        self.reason.setFocus()

    def given(self) -> tuple[int, str]:
        return self.minutes.value() * 60 + self.seconds.value(), self.reason.text()


class CountersignDialog(ActQuestion):
    """`given` is the remark of the supervisor, which may be empty."""

    def __init__(self, place: str, desk: Desk, parent: QWidget) -> None:
        title = words.COUNTERSIGN_TITLE.format(place=place)
        super().__init__(title, words.COUNTERSIGN, desk, parent, said=words.COUNTERSIGN_SAID, signs=Action.SUPERVISE)
        self.setMinimumWidth(720)
        self.remark = self.comment()
        self.add_fields((words.REMARK, self.remark, 1))
        self.end()
        assert self.form is not None
        self.form.secret.setFocus()

    def given(self) -> str:
        return self.remark.toPlainText().strip()
