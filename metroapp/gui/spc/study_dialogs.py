"""What is asked about a study: what it will be, its conclusion, why it stops, what its pieces really are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Person
from metroapp.domain.quantity import parse_number
from metroapp.domain.studies import FEWEST_OF_TYPE_1, Study
from metroapp.domain.study_acts import StudyKind
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.rights import may
from metroapp.services.spc.study_room import NewStudy
from metroapp.wording import studies as words
from metroapp.wording.numbers import UNIT_SYMBOLS

_USUAL_OF_TYPE_1, _USUAL_OF_LINEARITY = 50, 12
_MOST_PIECES, _MOST_TRIALS = 100, 100


class NewStudyDialog(ActQuestion):
    """`given` is the `NewStudy`."""

    def __init__(self, means: Sequence[Instrument], people: Sequence[Person], desk: Desk, parent: QWidget) -> None:
        super().__init__(words.NEW_TITLE, words.OPEN, desk, parent)
        self.setMinimumWidth(760)
        self.kind = self.choice((said, kind) for kind, said in words.KINDS.items())
        able = [(f"{one.number} – {one.designation}", one.number) for one in means if not one.kind.is_standard]
        self.means = self.choice([*able, (words.NO_INSTRUMENT, "")])
        self.add_fields((words.KIND, self.kind, 1), (words.INSTRUMENT, self.means, 1))
        self.subject = self.line(hint=words.SUBJECT_HINT)
        self.tolerance, self.reference = self.line(most=20), self.line()
        self.add_fields(
            (words.SUBJECT, self.subject, 3), (words.TOLERANCE_NAME, self.tolerance, 2),
            (words.REFERENCE_NAME, self.reference, 2),
        )  # fmt: skip
        self.pieces = Stepper(1, _MOST_PIECES, 10, words.PIECES)
        self.trials = Stepper(1, _MOST_TRIALS, 3, words.TRIALS)
        self.add_fields((words.PIECES, self.pieces, 1), (words.TRIALS, self.trials, 1))
        self.body.addWidget(QLabel(words.OPERATORS_NAME))
        names = [person.name for person in people if may(person, Action.NOTE_PROCESS)]
        self.operators: list[QCheckBox] = [Tick(name, desk.theme) for name in names]
        ticks = QWidget()
        ticks.setLayout(Flow(self.operators, 14))
        self.body.addWidget(ticks)
        self._units = {one.number: UNIT_SYMBOLS[one.kind.reading_unit] for one in means}
        self.kind.currentIndexChanged.connect(self._fit_kind)
        self.means.currentIndexChanged.connect(self._fit_kind)
        self._fit_kind()
        self.subject.setFocus()

    def _fit_kind(self, _place: int = 0) -> None:
        """What a kind does not ask for cannot be filled in."""
        kind = self.kind.currentData()
        is_alone, is_line = kind is StudyKind.TYPE_1, kind is StudyKind.LINEARITY
        self.reference.setEnabled(is_alone or is_line)
        self.tolerance.setEnabled(kind is not StudyKind.ATTRIBUTE)
        self.pieces.setEnabled(not is_alone and not is_line)
        for line in (self.tolerance, self.reference):
            line.setPlaceholderText(self._units.get(self.means.currentData(), "") if line.isEnabled() else "")
        if is_line:
            self.reference.setPlaceholderText(words.REFERENCES_HINT)
            self.trials.set_value(_USUAL_OF_LINEARITY)
        if is_alone:
            self.pieces.set_value(1)
            self.trials.set_value(max(_USUAL_OF_TYPE_1, FEWEST_OF_TYPE_1))
        elif self.pieces.value() == 1:
            self.pieces.set_value(10)
            self.trials.set_value(3)

    def given(self) -> NewStudy:
        kind, references = self.kind.currentData(), tuple[Decimal, ...]()
        if kind is StudyKind.LINEARITY:
            texts = (text for text in self.reference.text().split(";") if text.strip())
            references = tuple(map(parse_number, texts))
        return NewStudy(
            kind, self.means.currentData(), self.subject.text(), _number(self.tolerance.text()),
            tuple(tick.text() for tick in self.operators if tick.isChecked()),
            len(references) if kind is StudyKind.LINEARITY else self.pieces.value(), self.trials.value(),
            _number(self.reference.text()) if kind is StudyKind.TYPE_1 else None, references=references,
        )  # fmt: skip


def _number(text: str) -> Decimal | None:
    return parse_number(text) if text.strip() else None


class ConcludeDialog(ActQuestion):
    """`given` is (whether it is fit, why); refuses `study.no_verdict`."""

    def __init__(self, study: Study, headline: str, desk: Desk, parent: QWidget) -> None:
        title = words.CONCLUDE_TITLE.format(number=study.number)
        super().__init__(title, words.SIGN, desk, parent, said=headline, signs=Action.KEEP_PROCESS)
        self.setMinimumWidth(720)
        self.verdict = self.choice(((words.FIT, True), (words.UNFIT, False)))
        self.verdict.setPlaceholderText(words.VERDICT_HINT)
        self.verdict.setCurrentIndex(-1)  # nothing is signed because it was there already
        self.reason = self.comment()
        self.add_fields((words.VERDICT_NAME, self.verdict, 1))
        self.add_fields((words.CONCLUDE_NAME, self.reason, 1))
        self.end()
        self.reason.setFocus()

    def given(self) -> tuple[bool, str]:
        is_fit: bool | None = self.verdict.currentData()
        if is_fit is None:
            raise Refusal("study.no_verdict")
        return is_fit, self.reason.toPlainText()


class AbandonDialog(ActQuestion):
    """`given` is why."""

    def __init__(self, study: Study, desk: Desk, parent: QWidget) -> None:
        title = words.ABANDON_TITLE.format(number=study.number)
        super().__init__(title, words.ABANDON, desk, parent, said=words.ABANDON_SAID)
        self.reason = self.comment_line()
        self.add_fields((words.WHY, self.reason, 1))
        self.reason.setFocus()

    def given(self) -> str:
        return self.reason.text()


class TruthDialog(ActQuestion):
    """`given` is what each piece is: those named are bad, the others good. Refuses `study.no_such_piece` and
    `number.unreadable`."""

    def __init__(self, study: Study, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.TRUTH_TITLE.format(number=study.number), words.SAVE, desk, parent, said=words.TRUTH_SAID)
        self._pieces = study.opened.pieces
        bad = sorted(piece for piece, is_good in study.known_pieces.items() if not is_good)
        self.bad = self.line(", ".join(map(str, bad)))
        self.add_fields((words.TRUTH_NAME, self.bad, 1))
        row = QHBoxLayout()
        said = QLabel(words.TRUTH_ALL)
        said.setProperty("role", "soft")
        row.addWidget(said)
        self.body.addLayout(row)
        self.bad.setFocus()

    def given(self) -> dict[int, bool]:
        texts = [text for text in re.split(r"[\s,;]+", self.bad.text().strip()) if text]
        bad = set()
        for text in texts:
            if not (text.isascii() and text.isdecimal()):
                raise Refusal("number.unreadable", text=text[:20])
            if not 1 <= int(text) <= self._pieces:
                raise Refusal("study.no_such_piece", piece=text, pieces=self._pieces)
            bad.add(int(text))
        return {piece: piece not in bad for piece in range(1, self._pieces + 1)}
