"""The guided verification of one instrument: what to do now, its points as they are read, the decision.

Closing it puts the verification off: what was read is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.means_uses import MeansUses
from metroapp.domain.message import Refusal
from metroapp.domain.verification import Outcome
from metroapp.domain.verification_acts import Verification
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.guided_readings import GuidedReadings
from metroapp.gui.dialogs.question import Question
from metroapp.gui.dialogs.verification_decision import DecisionDialog
from metroapp.gui.dialogs.verification_points import AddPointDialog, LimitsDialog
from metroapp.gui.icons import icon
from metroapp.gui.models.rows import RowsModel
from metroapp.gui.models.verifying import COLUMNS, DIRECTION, rows_of
from metroapp.gui.tasks import Task
from metroapp.gui.theme import Tokens
from metroapp.gui.verification_paper import write_paper
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.verifying_card import TypedReading, VerifyingCard
from metroapp.services.events import Event, Indicated, Refused, VerifyingChanged, VerifyingView
from metroapp.services.standards_at_hand import Offered
from metroapp.wording import verifying as words
from metroapp.wording import window
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence

_SIZE = QSize(1180, 720)
_LEAST = QSize(960, 540)


class VerificationDialog(GuidedReadings):
    """`uses_asked` carries the number of an instrument whose measurements are in doubt."""

    uses_asked = Signal(object)

    def __init__(self, view: VerifyingView, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.workshop.verifications, desk, parent)
        self._page = parent
        self._number = view.means.number
        self.view: VerifyingView | None = view
        self.made: Verification | None = None
        self._is_ending = False  # its own last act is under way
        self._written: Path | None = None
        self.dialog: Question | None = None
        self.menu: QMenu | None = None
        self.setWindowTitle(words.TITLE.format(number=self._number))
        self.card, self.typed = VerifyingCard(), TypedReading()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.count = QLabel()
        self.count.setProperty("role", "soft")
        self.rows = RowsModel(COLUMNS, self)
        self.table = PlainTable(self.rows, desk.theme, words.TABLE)
        self.table.setObjectName("narrow")
        self._icons: list[tuple[QPushButton, str]] = []
        self.go_to = self._tool(words.GO_TO, words.GO_TO_TIP, "play", self._expect)
        self.standard = self._tool(words.CHOOSE_STANDARD, words.CHOOSE_STANDARD_TIP, "ruler", self._ask_standard)
        self.add = self._tool(words.ADD, words.ADD_TIP, "plus", self._ask_point)
        self.remove = self._tool(words.REMOVE, words.REMOVE_TIP, "delete", self._remove)
        self.limits = self._tool(words.LIMITS, words.LIMITS_TIP, "gauge", self._ask_limits)
        theme = desk.theme
        self.undo = BigButton(theme, words.UNDO, "undo-2", "plain", tip=words.UNDO_TIP)
        self.later = BigButton(theme, words.LATER, "pause", "plain", tip=words.LATER_TIP)
        self.give_up = BigButton(theme, words.GIVE_UP, "ban", "plain", tip=words.GIVE_UP_TIP)
        self.decide = BigButton(theme, words.DECIDE, "shield-check", tip=words.DECIDE_TIP)
        self.paper = BigButton(theme, words.PAPER, "file-text")
        self.folder = BigButton(theme, window.SHOW_FOLDER, "folder-open", "plain")
        self.uses = BigButton(theme, words.USES, "search", "warn")
        self.leave = BigButton(theme, words.CLOSE, "x", "plain")
        for button in (
            self.undo,
            self.later,
            self.give_up,
            self.decide,
            self.paper,
            self.folder,
            self.uses,
            self.leave,
        ):
            button.setAutoDefault(False)  # Return takes a typed reading, and nothing else
        self._build()
        self._connect()
        self._dress(theme.tokens)
        self.show_view(view)

    def _tool(self, text: str, tip: str, picture: str, pressed: Callable[[], None]) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setObjectName("tall")
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        self._icons.append((button, picture))
        return button

    def _build(self) -> None:
        title = QLabel(words.TITLE_OF.format(number=self._number, designation=self.view_means().designation))
        title.setProperty("role", "heading")
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(title, 1)
        top.addWidget(self.count)
        self.progress.setMaximumWidth(220)
        top.addWidget(self.progress)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self._tools = QWidget()
        across = Flow((self.typed, self.go_to, self.standard, self.add, self.remove, self.limits), 8)
        self._tools.setLayout(across)
        below = QHBoxLayout()
        below.setSpacing(10)
        for button in (self.undo, self.later, self.give_up, self.decide):
            below.addWidget(button, 1)
        for button in (self.paper, self.folder, self.uses, self.leave):
            below.addWidget(button, 1)
            button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.card)
        layout.addWidget(self.said)
        layout.addWidget(card, 1)
        layout.addWidget(self._tools)
        layout.addLayout(below)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(self._page.window().size()))

    def _connect(self) -> None:
        self.undo.clicked.connect(self._undo)
        self.later.clicked.connect(self.close)
        self.leave.clicked.connect(self.close)
        self.give_up.clicked.connect(self._ask_give_up)
        self.decide.clicked.connect(self._ask_decision)
        self.paper.clicked.connect(self._write)
        self.folder.clicked.connect(self._show_folder)
        self.uses.clicked.connect(self._ask_uses)
        self.typed.button.clicked.connect(self._type)
        self.typed.line.returnPressed.connect(self._type)
        self.table.activated.connect(self._expect)
        self.table.selectionModel().currentRowChanged.connect(self._point)
        self._desk.bridge.happened.connect(self._take)
        self._desk.theme.changed.connect(self._dress)

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in self._icons:
            button.setIcon(icon(picture, tokens.accent, tokens.soft))

    # -- what is shown ------------------------------------------------------------------------------------------------

    def view_means(self) -> Any:
        assert self.view is not None
        return self.view.means

    def show_view(self, view: VerifyingView) -> None:
        """The verification as it is now."""
        self.view = view
        means, found = view.means, view.conclusion
        self.card.show_means(means.number)
        self.card.say(words.now(means, view.awaited, found), words.under(means, view.awaited))
        self.typed.ask(means.kind.reading_unit)
        taken, missing = sum(map(len, view.indications)), found.missing
        self.progress.setRange(0, taken + missing)
        self.progress.setValue(taken)
        said = words.PROGRESS.format(taken=taken, wanted=taken + missing)
        self.count.setText(said)
        self.progress.setAccessibleName(said)
        chosen = self.table.currentIndex().row()
        self.rows.show(rows_of(view))
        self.table.setColumnHidden(DIRECTION, means.kind is not InstrumentKind.DIAL_INDICATOR)
        place = view.expected if view.expected is not None else min(max(chosen, 0), len(self.rows.rows) - 1)
        self.table.selectRow(place)
        self._point()

    @property
    def place(self) -> int:
        """The point chosen in the list."""
        return max(0, self.table.currentIndex().row())

    def _point(self, *_indexes: object) -> None:
        view = self.view
        if view is None or not 0 <= self.place < len(view.conclusion.points):
            return
        result = view.conclusion.points[self.place]
        self.go_to.setEnabled(bool(result.missing) and self.place != view.expected)
        self.standard.setEnabled(not result.taken)
        self.remove.setEnabled(not result.taken and len(view.conclusion.points) > 1)
        self.undo.setEnabled(view.can_undo)
        self.decide.setEnabled(bool(sum(map(len, view.indications))))

    def _take(self, event: Event) -> None:
        match event:
            case VerifyingChanged() if self.made is not None:
                pass  # another one: this window is over
            case VerifyingChanged(view) if view is not None and not view.is_daily and view.means.number == self._number:
                self.said.say("", "good")
                self.show_view(view)
            case VerifyingChanged(None) if not self._is_ending:
                self.view = None
                self.close()  # somebody left the post: it is put off
            case Indicated(number, found) if number == self._number:
                self.card.show_live(found)
            case Refused(refusal, number) if number == self._number:
                self.said.say(sentence(refusal), "bad")

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _type(self) -> None:
        text = self.typed.taken()
        if text:
            self._follow(self._room.type_reading(text))

    def _undo(self) -> None:
        self._follow(self._room.undo())

    def _expect(self, *_index: object) -> None:
        self._follow(self._room.expect(self.place))

    def _remove(self) -> None:
        self._follow(self._room.remove_point(self.place))

    def _ask_standard(self) -> None:
        place = self.place

        def show(offered: tuple[Offered, ...]) -> None:
            if isValid(self) and self.view is not None:
                self._offer(place, offered)

        self._desk.bridge.follow(self._room.offered(place), show, self._refuse)

    def _offer(self, place: int, offered: tuple[Offered, ...]) -> None:
        """The standards of the register, those that serve first; why the others do not."""
        menu = self.menu = QMenu(self)
        for one in offered:
            if one.standard is None:
                action = menu.addAction("" if one.why is None else sentence(one.why))
                action.setEnabled(False)
                continue
            standard = one.standard
            action = menu.addAction(words.offered(standard.identity, standard.certified, self.view_means()))
            action.triggered.connect(self._putter(place, one.number))
        if not offered:
            menu.addAction(words.NO_STANDARD).setEnabled(False)
        menu.popup(self.standard.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _putter(self, place: int, number: str) -> Callable[[], None]:
        def put() -> None:
            self._follow(self._room.put_on(place, number))

        return put

    def _ask_point(self) -> None:
        dialog = AddPointDialog(self.view_means(), self._desk, self)
        dialog.confirmed.connect(lambda point: self._answer(dialog, self._room.add_point(point)))
        self._ask(dialog)

    def _ask_limits(self) -> None:
        assert self.view is not None
        dialog = LimitsDialog(self.view.means, self.view.limits, self)
        dialog.confirmed.connect(lambda limits: self._answer(dialog, self._room.limit(limits)))
        self._ask(dialog)

    def _ask_decision(self) -> None:
        assert self.view is not None
        dialog = DecisionDialog(self.view, self._desk, self)
        dialog.confirmed.connect(lambda given: self._answer(dialog, self._room.decide(*given), self.show_made))
        self._ask(dialog)

    def _ask_give_up(self) -> None:
        view = self.view
        if view is not None and not view.can_undo and not view.undone:
            self._desk.bridge.follow(self._room.give_up(), None, self._refuse)  # nothing was read: it closes by itself
            return
        dialog = Question(words.GIVE_UP_TITLE.format(number=self._number), words.GIVE_UP_CONFIRM, self)
        dialog.add_text(words.GIVE_UP_SAID)
        dialog.confirmed.connect(lambda _nothing: self._answer(dialog, self._room.give_up(), self.show_made))
        self._ask(dialog)

    def _ask(self, dialog: Question) -> None:
        if self.dialog is not None and isValid(self.dialog):
            self.dialog.close()
        self.dialog = dialog
        dialog.show()

    def _answer(self, dialog: Question, future: Future[Any], then: Callable[[Any], None] | None = None) -> None:
        if then is not None:
            self._is_ending = True

        def done(result: Any) -> None:
            if isValid(dialog):
                dialog.close()
            if then is not None and isValid(self):
                then(result)

        def refuse(refusal: Refusal) -> None:
            self._is_ending = False
            if isValid(dialog):
                dialog.refuse(refusal)

        self._desk.bridge.follow(future, done, refuse)

    # -- once it is written -------------------------------------------------------------------------------------------

    def show_made(self, made: Verification) -> None:
        """It is in the archive: what was decided, its paper, and what is in doubt where it failed."""
        self.made = made
        self.view = None
        outcome = label(made.conclusion.outcome)
        if made.decided is None:
            said = words.PUT_ASIDE.format(number=made.number, instrument=self._number)
        else:
            said = words.DECIDED.format(number=made.number, outcome=outcome, decision=label(made.decided.decision))
        self.card.end(said)
        self.said.say("", "good")
        self._tools.hide()
        for button in (self.undo, self.later, self.give_up, self.decide):
            button.hide()
        has_failed = made.conclusion.outcome is Outcome.NONCONFORMING
        self.paper.show()
        self.leave.show()
        self.uses.setVisible(has_failed)
        if has_failed:
            self._count_uses()

    def _count_uses(self) -> None:
        means, number = self._desk.workshop.means, self._number

        def find(_task: Task) -> MeansUses:
            return means.uses(number)

        def show(found: MeansUses) -> None:
            if isValid(self):
                self.said.say(words.concerned(len(found.uses), len(found.records)), "warn" if found.uses else "good")

        self._desk.worker.do(find, show, self._refuse)

    def _ask_uses(self) -> None:
        self.uses_asked.emit(self._number)

    def _write(self) -> None:
        if self.made is not None:
            self.said.say(window.WRITING, "soft")
            write_paper(self._desk, self.made.id, self._show_written, self._refuse)

    def _show_written(self, path: Path) -> None:
        if isValid(self):
            self._written = path
            from metroapp.gui.dialogs.paper_preview import show_written

            self.said.say(window.WRITTEN.format(path=path), "good")
            self.folder.show()
            show_written(path, self._desk, self)

    def _show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
