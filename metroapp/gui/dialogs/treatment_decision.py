"""What becomes of the pieces of a fiche: the lines must add up, and quality signs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import TreatmentLine
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.treatment_lines import TreatmentLines
from metroapp.wording import treatment_asked as words
from metroapp.wording.treatment_said import sheet_pieces


class DecideDialog(ActQuestion):
    """`given` is the lines; `concessions`: the numbers of the dérogations of the part that were activated."""

    def __init__(
        self, sheet: Nonconformity, concessions: Sequence[str], desk: Desk, parent: QWidget, *, unaltered: bool
    ) -> None:
        super().__init__(
            words.DECIDE_TITLE.format(number=sheet.number),
            words.SIGN,
            desk,
            parent,
            said=words.DECIDE_SAID.format(pieces=sheet_pieces(sheet)),
            signs=Action.TREAT_SHEET,
        )
        self.setMinimumWidth(900)
        self.lines = TreatmentLines(sheet, concessions, desk.theme, unaltered=unaltered, parent=self)
        self.body.addWidget(self.lines)
        self.end()

    def given(self) -> tuple[TreatmentLine, ...]:
        return self.lines.given()
