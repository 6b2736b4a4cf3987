"""What is asked before a revision is copied, validated, withdrawn or given up; none of them is modal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from metroapp.domain.revision import PartRevision, differences
from metroapp.domain.specification import Part
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.differences_panel import DifferenceList
from metroapp.services.part_library import RevisionKey
from metroapp.wording import parts as words
from metroapp.wording.numbers import moment


class CopyDialog(Question):
    """Carries the new revision index; `is_taken` says whether it exists already."""

    def __init__(self, part: Part, is_taken: Callable[[RevisionKey], bool], parent: QWidget) -> None:
        super().__init__(words.COPY_TITLE, words.COPY_CONFIRM, parent)
        self._part, self._is_taken = part, is_taken
        self.add_text(
            words.COPY_FROM.format(
                designation=part.designation, reference=part.reference, drawing=part.drawing, revision=part.revision
            )
        )
        self.revision = self.add_line(words.COPY_REVISION)
        self.revision.setText(_next_index(part.revision))
        self.revision.selectAll()

    def accept_answer(self) -> None:
        revision = self.revision.text().strip()
        if not revision:
            self.said.setText(words.COPY_EMPTY)
        elif self._is_taken((self._part.reference, self._part.drawing, revision)):
            self.said.setText(words.COPY_TAKEN.format(revision=revision))
        else:
            self.confirmed.emit(revision)
            self.close()


class ValidationDialog(Question):
    """What will be frozen, and what changes since the last validated revision of the same reference."""

    def __init__(self, part: Part, last: PartRevision | None, by: str, parent: QWidget) -> None:
        title = words.VALIDATE_TITLE.format(reference=part.reference, revision=part.revision)
        super().__init__(title, words.VALIDATE_CONFIRM, parent)
        boxes = sum(len(given.boxes) for given in part.inspected)
        self.add_text(words.VALIDATE_FROZEN.format(count=len(part.characteristics), boxes=boxes))
        self.list = DifferenceList(words.VALIDATE_LIST)
        if last is None:
            self.add_text(words.VALIDATE_FIRST, "soft")
        else:
            found = differences(last.part, part)
            said = words.VALIDATE_SINCE if found else words.VALIDATE_SAME
            self.add_text(said.format(revision=last.part.revision, at=moment(last.at)), "heading")
            self.list.show_differences(found)
        if self.list.count():
            self.list.setMinimumHeight(min(320, 8 + 37 * self.list.count()))
            self.body.addWidget(self.list, 1)
        self.add_text(words.VALIDATE_FINAL.format(by=by))


class WithdrawDialog(Question):
    """Carries the reason."""

    def __init__(self, part: Part, parent: QWidget) -> None:
        title = words.WITHDRAW_TITLE.format(reference=part.reference, revision=part.revision)
        super().__init__(title, words.WITHDRAW_CONFIRM, parent)
        self.add_text(words.WITHDRAW_SAID)
        self.reason = self.add_line(words.WITHDRAW_REASON)

    def accept_answer(self) -> None:
        if self.reason.text().strip():
            self.confirmed.emit(self.reason.text())
        else:
            self.said.setText(words.WITHDRAW_EMPTY)


class AbandonDialog(Question):
    """What is lost."""

    def __init__(self, said: str, parent: QWidget) -> None:
        super().__init__(words.ABANDON_TITLE, words.ABANDON_CONFIRM, parent)
        self.add_text(said)

    def accept_answer(self) -> None:
        self.confirmed.emit(None)
        self.close()


def _next_index(revision: str) -> str:
    """`B` after `A`, `3` after `2`; nothing where nothing follows by itself."""
    if revision.isdecimal():
        return str(int(revision) + 1)
    if len(revision) == 1 and revision.isascii() and revision.isalpha() and revision not in "Zz":
        return chr(ord(revision) + 1)
    return ""
