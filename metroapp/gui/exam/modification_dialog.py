"""The modification asked for by the jury: which line, what it becomes, from which piece on; both specifications beside
each other before it is signed."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from metroapp.domain.message import Message
from metroapp.domain.people import Action
from metroapp.domain.session_acts import ExamPhase
from metroapp.domain.specification import Characteristic, Part
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.exam.modified_part import read_modified
from metroapp.wording import exam_modification as words
from metroapp.wording.derivations import limits
from metroapp.wording.sentences import sentence


class ModificationDialog(ActQuestion):
    """`given` is (the part with its line modified, the number of the last piece made before, the reason).

    `part` is the specification frozen for the phase; `measured` the last piece that has a value. `shows_limits`: those
    that follow from the requirements, which a candidate beside is not told.
    """

    def __init__(
        self,
        phase: ExamPhase,
        part: Part,
        candidate: str,
        desk: Desk,
        parent: QWidget,
        *,
        measured: int = 0,
        shows_limits: bool = True,
    ) -> None:
        title = words.TITLE.format(candidate=candidate, phase=phase.title)
        super().__init__(title, words.SIGN, desk, parent, said=words.SAID, signs=Action.SUPERVISE)
        self.setMinimumWidth(780)
        self._phase, self._part, self._shows_limits = phase, part, shows_limits
        lines = [one for one in part.characteristics if one.boxes]
        self.line_choice = self.choice((words.LINE.format(balloon=one.balloon, said=_said(one)), one) for one in lines)
        self.callout = self.line(most=200)
        self.callout.setProperty("role", "value")
        self.first = Stepper(2, max(2, phase.pieces), max(2, min(measured + 1, phase.pieces)), words.FIRST)
        self.reason = self.comment_line()
        self.add_fields((words.LINE_NAME, self.line_choice, 3), (words.FIRST, self.first, 1))
        self.add_fields((words.CALLOUT, self.callout, 3), (words.REASON, self.reason, 2))
        self.reading = Said()
        self.columns = QLabel(), QLabel()
        self.before, self.after = QLabel(), QLabel()
        self._add_preview()
        self.end()
        self.line_choice.currentIndexChanged.connect(self._choose)
        self.callout.textChanged.connect(self._read)
        self.first.line.textChanged.connect(self._read)
        self._choose()
        self.callout.setFocus()

    def _add_preview(self) -> None:
        """Both specifications, each above the pieces that it judges."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for column, (head, text) in enumerate(zip(self.columns, (self.before, self.after), strict=True)):
            head.setProperty("role", "small")
            text.setProperty("role", "heading")
            text.setWordWrap(True)
            grid.addWidget(head, 0, column)
            grid.addWidget(text, 1, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.reading)

    @property
    def _after(self) -> int:
        return self.first.value() - 1

    def _choose(self, _place: int = 0) -> None:
        chosen: Characteristic | None = self.line_choice.currentData()
        if chosen is not None:
            self.callout.setText(chosen.callout.text)
            self.callout.selectAll()
        self._read()

    def _read(self, _text: str = "") -> None:
        """What is typed, read as the part editor reads it, at each key press."""
        chosen: Characteristic | None = self.line_choice.currentData()
        self.said.clear()
        for label, said in zip(self.columns, words.pieces(self._after, self._phase.pieces), strict=True):
            label.setText(said)
        if chosen is None:
            self.reading.say(words.NO_LINE, "bad")
            return
        self.before.setText(words.LINE.format(balloon=chosen.balloon, said=self._shown(chosen)))
        read = read_modified(self._part, chosen.balloon, self.callout.text())
        is_same = read.line is not None and read.line.callout == chosen.callout
        if read.line is None or is_same:
            self.after.setText(words.NOTHING)
        else:
            self.after.setText(words.MARKED.format(balloon=chosen.balloon, said=self._shown(read.line)))
        if is_same:
            self.reading.say(words.SAME, "soft")
        else:
            self._say_wrong(read.wrong)
        self.fit()

    def _shown(self, line: Characteristic) -> str:
        found = limits(line.callout) if self._shows_limits else ""
        return words.WITH_LIMITS.format(callout=line.callout.text, limits=found) if found else line.callout.text

    def _say_wrong(self, wrong: Message | None) -> None:
        self.reading.say(words.READ if wrong is None else sentence(wrong), "good" if wrong is None else "bad")

    def given(self) -> tuple[Part, int, str]:
        """The part as it was where nothing readable was changed: the service says so."""
        chosen: Characteristic | None = self.line_choice.currentData()
        read = None if chosen is None else read_modified(self._part, chosen.balloon, self.callout.text())
        part = self._part if read is None or read.part is None else read.part
        return part, self._after, self.reason.text()

    def accept_answer(self) -> None:
        chosen: Characteristic | None = self.line_choice.currentData()
        read = None if chosen is None else read_modified(self._part, chosen.balloon, self.callout.text())
        if read is not None and read.wrong is not None:
            self.callout.setFocus()  # why is said above already
            return
        super().accept_answer()


def _said(line: Characteristic) -> str:
    return " · ".join(filter(None, (line.callout.text, line.designation)))
