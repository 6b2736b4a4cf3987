"""The demand of a dérogation: the kind first, then its own fields, then why and with what consequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid

from drivers import utc_now
from metroapp.domain.concession_files import Classification, ConcessionRequested, Moment
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.record_search import Outcome, RecordSearch
from metroapp.domain.revision import PartRevision
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.concession_kinds import AfterForm, BeforeForm
from metroapp.services import consultation
from metroapp.wording import treatment_asked as words
from metroapp.wording.labels import label

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine

_OFFERED = 200  # records with bad pieces to choose from, the last ones
_HEIGHT = 212  # px of the fields of a kind: with the rest, no higher than the smallest screen
_KINDS = (
    (Moment.BEFORE_PRODUCTION, words.BEFORE, words.BEFORE_TIP),
    (Moment.AFTER_PRODUCTION, words.AFTER, words.AFTER_TIP),
)


@dataclass(frozen=True, slots=True)
class About:
    """The pieces of a record that a demand is about from the beginning."""

    record: EntryId
    pieces: frozenset[int]


class RequestDialog(ActQuestion):
    """`given` is the demand; `about`: one *après réalisation* for these pieces."""

    def __init__(self, desk: Desk, parent: QWidget, about: About | None = None) -> None:
        super().__init__(words.REQUEST_TITLE, words.REQUEST, desk, parent)
        self.setMinimumWidth(900)
        self._about = about
        self.before, self.after = BeforeForm(desk), AfterForm(desk)
        self.kinds: dict[Moment, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        for place, (moment, text, tip) in enumerate(_KINDS):
            button = self.kinds[moment] = QPushButton(text)
            button.setCheckable(True)
            button.setAccessibleName(text)
            button.setToolTip(tip)
            self._group.addButton(button, place)
            row.addWidget(button)
        self._faces = QStackedWidget()
        self._faces.setFixedHeight(_HEIGHT)
        nothing = QLabel(words.CHOOSE_KIND)
        nothing.setProperty("role", "soft")
        nothing.setWordWrap(True)
        for face in (nothing, self.before, self.after):
            self._faces.addWidget(face)
        self.reason, self.consequences = self.comment_line(), self.comment_line()
        self.classification = self.choice((label(one), one) for one in Classification)
        self.contract = Tick(words.CONTRACT, desk.theme)
        self.body.addLayout(row)
        self.body.addWidget(self._faces)
        self.add_fields(
            (words.REASON, self.reason, 3),
            (words.CONSEQUENCES, self.consequences, 3),
            (words.CLASSIFICATION, self.classification, 1),
        )
        self.body.addWidget(self.contract)
        self._group.idClicked.connect(self._choose)
        self.confirm.setEnabled(False)
        self._read()
        if about is not None:
            self.kinds[Moment.AFTER_PRODUCTION].click()

    @property
    def moment(self) -> Moment | None:
        """The kind that was chosen."""
        place = self._group.checkedId()
        return None if place < 0 else _KINDS[place][0]

    def _choose(self, place: int) -> None:
        self._faces.setCurrentIndex(place + 1)
        self.confirm.setEnabled(True)

    def _read(self) -> None:
        workspace = self.desk.workshop.workspace

        def read(_task: Task) -> tuple[list[PartRevision], list[RecordLine]]:
            bad = RecordSearch(outcomes=(Outcome.NONCONFORMING,))
            own = None if self._about is None else self._about.record
            return consultation.part_revisions(workspace), consultation.latest(workspace, bad, _OFFERED, own)

        self.desk.worker.do(read, self._show)

    def _show(self, found: tuple[list[PartRevision], list[RecordLine]]) -> None:
        if not isValid(self):
            return
        revisions, lines = found
        self.before.show_parts([revision.part for revision in revisions])
        bad = [
            (words.RECORD_LINE.format(number=line.number, part=line.part, count=line.nonconforming), line.id)
            for line in lines
            if line.nonconforming
        ]
        about = self._about
        if about is None:
            self.after.show_records(bad, None, None)
        else:
            self.after.show_records(bad, about.record, about.pieces)

    def given(self) -> ConcessionRequested:
        moment = self.moment
        if moment is None:
            raise Refusal("concession_file.nothing_named")
        asked = (self.before if moment is Moment.BEFORE_PRODUCTION else self.after).given()
        return ConcessionRequested(
            EntryId("", 0), "", moment, asked.part, asked.limits, asked.quantity, asked.until, asked.pieces,
            self.reason.text().strip(), self.consequences.text().strip(), self.classification.currentData(),
            self.contract.isChecked(), "", utc_now(),
        )  # fmt: skip
