"""The guided study: which piece now, in big, and nothing of what was read before. Closing it is a pause."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QProgressBar, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.domain.studies import Study, StudyState
from metroapp.domain.study_acts import StudyKind, StudyReading
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.guided_readings import GuidedReadings
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.verifying_card import TypedReading
from metroapp.services.events import Event, Indicated, Refused, StudyingChanged
from metroapp.services.spc.study_view import StudyView
from metroapp.wording import studies as words
from metroapp.wording import verifying as verifying_words
from metroapp.wording.numbers import quantity
from metroapp.wording.sentences import sentence

_SIZE, _LEAST = QSize(980, 640), QSize(760, 500)
_PIECE = re.compile(r"[pP] ?([0-9]{1,4})")
_TALL = 96  # px: the two answers
_BIG = "font-size: 92px; font-weight: 700;"  # read from the other end of the bench


class StudyMeasuring(GuidedReadings):
    """Not modal: another operator opens a session meanwhile, and the dialog follows."""

    def __init__(self, view: StudyView, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.workshop.studies, desk, parent)
        self.view: StudyView | None = view
        self.menu: QMenu | None = None
        opened = view.study.opened
        title = words.MEASURING.format(number=opened.number, subject=opened.subject)
        self.setWindowTitle(title)
        self.title, self.count, self.progress = QLabel(title), QLabel(), QProgressBar()
        self.title.setProperty("role", "heading")
        self.count.setProperty("role", "soft")
        self.progress.setTextVisible(False)
        self.piece, self.who, self.how, self.last, self.live = (QLabel() for _ in range(5))
        self.typed = TypedReading()
        self.typed.line.setToolTip(words.SCAN_TIP)
        theme = desk.theme
        self.good = BigButton(theme, words.GOOD_BUTTON, "check", "good")
        self.bad = BigButton(theme, words.BAD_BUTTON, "x", "bad")
        self.undo = BigButton(theme, words.UNDO, "undo-2", "plain", tip=words.UNDO_TIP)
        self.later = BigButton(theme, words.LATER, "pause", "plain", tip=words.LATER_TIP)
        for button in (self.good, self.bad, self.undo, self.later):
            button.setAutoDefault(False)  # Return takes a typed reading, and nothing else
        self._build()
        self.good.clicked.connect(lambda: self._answer(is_good=True))
        self.bad.clicked.connect(lambda: self._answer(is_good=False))
        self.undo.clicked.connect(self._ask_undo)
        self.later.clicked.connect(self.close)
        self.typed.button.clicked.connect(self._type)
        self.typed.line.returnPressed.connect(self._type)
        desk.bridge.happened.connect(self._take)
        self.show_view(view)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if view.study.kind is StudyKind.ATTRIBUTE:
            self.setFocus()  # no key answers by mistake

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        top.addWidget(self.count)
        self.progress.setMaximumWidth(220)
        top.addWidget(self.progress)
        card = QFrame()
        card.setProperty("role", "notice")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.setSpacing(6)
        self.piece.setStyleSheet(_BIG)
        self.who.setProperty("role", "title")
        self.how.setProperty("role", "soft")
        self.live.setProperty("role", "small")
        for label in (self.who, self.piece, self.how, self.live):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            inside.addWidget(label)
        inside.setStretch(1, 1)
        answers = QHBoxLayout()
        answers.setSpacing(10)
        for button in (self.good, self.bad):
            button.setFixedHeight(_TALL)
            answers.addWidget(button, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.typed)
        below.addWidget(self.undo, 1)
        below.addWidget(self.later, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(card, 1)
        layout.addWidget(self.said)
        layout.addWidget(self.last)
        layout.addLayout(answers)
        layout.addLayout(below)
        self.last.setProperty("role", "soft")
        self.setMinimumSize(_LEAST)
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_view(self, view: StudyView) -> None:
        """The turn of whoever is there."""
        self.view = view
        study = view.study
        self.progress.setRange(0, len(study.turns))
        self.progress.setValue(len(study.readings))
        self.count.setText(words.progress(study))
        self.progress.setAccessibleName(words.progress(study))
        big, who, how = self._now(view)
        self.piece.setText(big)
        self.piece.setVisible(bool(big))
        self.who.setText(who)
        self.how.setText(how)
        self.setAccessibleDescription(f"{who} {big}")
        self.last.setText(_last(view.last))
        is_judged, has_turn = study.kind is StudyKind.ATTRIBUTE, view.turn is not None
        for button in (self.good, self.bad):
            button.setVisible(is_judged and has_turn)
        self.typed.setVisible(not is_judged and has_turn)
        self.live.setVisible(not is_judged and has_turn)
        if view.means is not None:
            self.typed.ask(view.means.kind.reading_unit)
            self.live.setText(verifying_words.LIVE.format(number=view.means.number))
        person = self._desk.who.person
        mine = person is not None and any(turn.operator == person.name for turn in study.readings)
        self.undo.setEnabled(mine and study.state in (StudyState.GOING_ON, StudyState.MEASURED))

    def is_of(self, study: Study) -> bool:
        """Whether it goes on with this study."""
        return self.view is not None and self.view.study.number == study.number

    def _now(self, view: StudyView) -> tuple[str, str, str]:
        if view.turn is not None:
            return words.turn(view.study, view.turn)
        if view.next is None:
            return "", words.ALL_DONE, ""
        person = self._desk.who.person
        if person is not None and person.name in view.study.opened.operators:
            return "", words.NEXT_PERSON.format(name=person.name, next=view.next.operator), ""
        return "", words.NOT_YOURS.format(next=view.next.operator), ""

    def _take(self, event: Event) -> None:
        view = self.view
        if view is None:
            return
        match event:
            case StudyingChanged(None):
                self.view = None
                self.close()
            case StudyingChanged(found) if found is not None and found.study.number == view.study.number:
                self.said.say("", "good")
                self.show_view(found)
            case Indicated(number, found) if number == view.study.opened.instrument:
                self.live.setText(f"{number} : {quantity(found)}")
            case Refused(refusal, number) if number == view.study.opened.instrument:
                self.said.say(sentence(refusal), "bad")

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _type(self) -> None:
        text = self.typed.taken()
        scanned = _PIECE.fullmatch(text)
        if scanned is not None:
            self._check_piece(int(scanned[1]))
        elif text:
            self._follow(self._room.type_reading(text))

    def _check_piece(self, piece: int) -> None:
        """The number that a piece bears, scanned or typed: the wrong one is said before it is measured."""

        def right(_nothing: object) -> None:
            if isValid(self):
                self.said.say(words.RIGHT_PIECE.format(piece=piece), "good")

        self._desk.bridge.follow(self._room.hold(piece), right, self._refuse)

    def _answer(self, *, is_good: bool) -> None:
        self._follow(self._room.answer(is_good=is_good))

    def _ask_undo(self) -> None:
        """Why: one press more, and no dialog."""
        menu = self.menu = QMenu(self)
        for reason in words.UNDO_REASONS:
            menu.addAction(reason).triggered.connect(lambda _checked=False, said=reason: self._undo(said))
        menu.popup(self.undo.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _undo(self, reason: str) -> None:
        self._follow(self._room.undo(reason))


def _last(reading: StudyReading | None) -> str:
    if reading is None:
        return words.NOTHING_YET
    if reading.value is None:
        return words.LAST.format(value=words.JUDGED_GOOD if reading.is_good else words.JUDGED_BAD)
    said = words.LAST if reading.raw else words.LAST_TYPED
    return said.format(value=quantity(reading.value))
