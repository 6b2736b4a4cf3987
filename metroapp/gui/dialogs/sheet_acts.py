"""What is asked on a fiche: description, isolation, re-inspection, corrective action and whether it was effective."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Cause, Severity
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.services.treatment_form import read_cost, read_count, require_day
from metroapp.wording import treatment_asked as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import number


class DescribeDialog(ActQuestion):
    """`given` is (severity, description, cause or None, cause in words)."""

    def __init__(self, sheet: Nonconformity, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.DESCRIBE_TITLE.format(number=sheet.number), words.SAVE, desk, parent)
        self.setMinimumWidth(720)
        before = sheet.described
        self.severity = self.choice((label(one), one) for one in Severity)
        causes: list[tuple[str, Cause | None]] = [(words.CAUSE_UNKNOWN, None), *((label(one), one) for one in Cause)]
        self.cause = self.choice(causes)
        self.description = self.comment("" if before is None else before.description)
        self.cause_said = self.comment_line()
        if before is not None:
            self.severity.setCurrentIndex(list(Severity).index(before.severity))
            self.cause.setCurrentIndex([code for _, code in causes].index(before.cause))
            self.cause_said.setText(before.cause_said)
        self.add_fields((words.SEVERITY, self.severity, 1), (words.CAUSE, self.cause, 1))
        self.add_fields((words.DESCRIPTION, self.description, 1))
        self.add_fields((words.CAUSE_SAID, self.cause_said, 1))
        self.description.setFocus()

    def given(self) -> tuple[Severity, str, Cause | None, str]:
        description = self.description.toPlainText().strip()
        return self.severity.currentData(), description, self.cause.currentData(), self.cause_said.text().strip()


class ContainDialog(ActQuestion):
    """`given` is (place, quantity)."""

    def __init__(self, sheet: Nonconformity, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.CONTAIN_TITLE.format(number=sheet.number), words.SAVE, desk, parent)
        self.place = self.line()
        self.quantity = self.line(str(sheet.raised.quantity), most=9)
        self.add_fields((words.PLACE, self.place, 3), (words.QUANTITY, self.quantity, 1))
        self.place.setFocus()

    def given(self) -> tuple[str, int]:
        return self.place.text().strip(), read_count(self.quantity.text())


class ReinspectDialog(ActQuestion):
    """`given` is (piece, record, piece of that record); `records`: those of the part, with their numbers."""

    def __init__(
        self, sheet: Nonconformity, records: Sequence[tuple[str, EntryId]], desk: Desk, parent: QWidget
    ) -> None:
        title = words.REINSPECT_TITLE.format(number=sheet.number)
        super().__init__(title, words.SAVE, desk, parent, said=words.REINSPECT_SAID)
        pieces = sheet.to_reinspect()
        self.piece = self.choice((str(piece), piece) for piece in pieces)
        self.record = self.choice(records)
        self.measured_as = self.line(str(pieces[0]) if pieces else "", most=7)
        self.add_fields(
            (words.REINSPECT_PIECE, self.piece, 1),
            (words.MEASURED_IN, self.record, 2),
            (words.MEASURED_AS, self.measured_as, 1),
        )
        self._own = sheet.raised.record
        self.piece.currentIndexChanged.connect(self._follow)
        self.record.currentIndexChanged.connect(self._follow)
        self._follow(0)

    def _follow(self, _index: int) -> None:
        """In its own record it is the same piece; in another one, that one's number is to be given."""
        is_own = self.record.currentData() == self._own
        self.measured_as.setEnabled(not is_own)
        self.measured_as.setText(self.piece.currentText() if is_own else "")

    def given(self) -> tuple[int, EntryId, int]:
        return self.piece.currentData(), self.record.currentData(), read_count(self.measured_as.text())


class PlanDialog(ActQuestion):
    """`given` is (action, owner, due)."""

    def __init__(self, sheet: Nonconformity, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.PLAN_TITLE.format(number=sheet.number), words.SAVE, desk, parent)
        self.action, self.owner, self.due = self.comment(), self.line(), self.day_line()
        self.add_fields((words.ACTION, self.action, 1))
        self.add_fields((words.OWNER, self.owner, 2), (words.DUE, self.due, 1))
        self.action.setFocus()

    def given(self) -> tuple[str, str, date]:
        return self.action.toPlainText().strip(), self.owner.text().strip(), require_day(self.due.text())


class CheckDialog(ActQuestion):
    """`given` is (the id of the action, whether it was effective, what shows it)."""

    def __init__(self, sheet: Nonconformity, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.CHECK_TITLE.format(number=sheet.number), words.SAVE, desk, parent)
        self.action = self.choice((act.action, act.id) for act in sheet.unchecked())
        self.effect = self.choice(((words.EFFECTIVE, True), (words.NOT_EFFECTIVE, False)))
        self.proof = self.comment()
        self.add_fields((words.WHICH_ACTION, self.action, 3), (words.EFFECT, self.effect, 1))
        self.add_fields((words.PROOF, self.proof, 1))
        self.proof.setFocus()

    def given(self) -> tuple[EntryId, bool, str]:
        return self.action.currentData(), self.effect.currentData(), self.proof.toPlainText().strip()


class CostDialog(ActQuestion):
    """`given` is (minutes or None, euros or None, remark)."""

    def __init__(self, sheet: Nonconformity, desk: Desk, parent: QWidget) -> None:
        title = words.COST_TITLE.format(number=sheet.number)
        super().__init__(title, words.SAVE, desk, parent, said=words.COST_SAID)
        before = sheet.cost
        self.minutes = self.line("" if before is None or before.minutes is None else str(before.minutes), most=9)
        self.euros = self.line("" if before is None or before.euros is None else number(before.euros, 2), most=16)
        self.remark = self.line("" if before is None else before.remark)
        self.add_fields((words.COST_MINUTES, self.minutes, 1), (words.COST_EUROS, self.euros, 1))
        self.add_fields((words.COST_REMARK, self.remark, 1))
        self.minutes.setFocus()

    def given(self) -> tuple[int | None, Decimal | None, str]:
        minutes = self.minutes.text().strip()
        return read_count(minutes) if minutes else None, read_cost(self.euros.text()), self.remark.text().strip()
