"""What is asked on a dérogation: the opinion of quality, and the decision as the paper of the authority says it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from metroapp.domain.concession_files import Authority, ConcessionFile
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.services.treatment_form import read_count, require_day
from metroapp.wording import treatment as treatment_words
from metroapp.wording import treatment_asked as words
from metroapp.wording.labels import label


class OpinionDialog(ActQuestion):
    """`given` is (whether it is favourable, what it rests on)."""

    def __init__(self, file: ConcessionFile, desk: Desk, parent: QWidget) -> None:
        title = words.OPINION_TITLE.format(number=file.number)
        super().__init__(title, words.SIGN, desk, parent, signs=Action.GRANT_CONCESSION)
        self.setMinimumWidth(720)
        self.favourable = self.choice(((words.FAVOURABLE, True), (words.UNFAVOURABLE, False)))
        self.opinion = self.comment_line()
        self.add_fields((words.OPINION, self.favourable, 1), (words.OPINION_SAID, self.opinion, 3))
        self.end()
        self.opinion.setFocus()

    def given(self) -> tuple[bool, str]:
        return self.favourable.currentData(), self.opinion.text().strip()


class AuthorityDialog(ActQuestion):
    """`given` is (authority, whether it accepts, reference, name, day, digest of its document)."""

    def __init__(self, file: ConcessionFile, desk: Desk, parent: QWidget) -> None:
        title = words.DECISION_TITLE.format(number=file.number)
        super().__init__(title, words.SIGN, desk, parent, signs=Action.GRANT_CONCESSION)
        self.setMinimumWidth(720)
        self.authority = self.choice((label(one), one) for one in file.decided_by)
        missing = [place for place, one in enumerate(file.decided_by) if file.decision(one) is None]
        self.authority.setCurrentIndex(missing[0] if missing else 0)
        self.decided = self.choice(((words.ACCEPTED, True), (words.REFUSED, False)))
        self.reference, self.name, self.on = self.line(), self.line(), self.day_line()
        self.add_fields(
            (words.AUTHORITY, self.authority, 2), (words.DECIDED, self.decided, 2), (words.DECIDED_ON, self.on, 1)
        )
        self.add_fields((words.NAME, self.name, 1), (words.REFERENCE, self.reference, 1))
        attached = [(one.document, one.digest) for one in reversed(file.documents)]
        self.document = self.choice((*attached, (treatment_words.NO_DOCUMENT, "")))
        self.add_fields((treatment_words.DOCUMENT, self.document, 1))
        self.end()
        self.on.setFocus()

    def given(self) -> tuple[Authority, bool, str, str, date, str]:
        return (
            self.authority.currentData(), self.decided.currentData(), self.reference.text().strip(),
            self.name.text().strip(), require_day(self.on.text()), self.document.currentData(),
        )  # fmt: skip


class AllotDialog(ActQuestion):
    """`given` is (code of the post, how many pieces)."""

    def __init__(self, file: ConcessionFile, desk: Desk, parent: QWidget) -> None:
        title = words.ALLOT_TITLE.format(number=file.number)
        said = words.ALLOT_SAID.format(share=file.share)
        super().__init__(title, words.SIGN, desk, parent, said=said, signs=Action.GRANT_CONCESSION)
        self.setMinimumWidth(720)
        self.post, self.quantity = self.line(hint="P2", most=8), self.line(most=9)
        self.add_fields((words.ALLOT_POST, self.post, 1), (words.ALLOT_QUANTITY, self.quantity, 1))
        self.end()
        self.post.setFocus()

    def given(self) -> tuple[str, int]:
        return self.post.text().strip().upper(), read_count(self.quantity.text())
