"""What is looked for among the records: words, facts proposed while they are typed, results, dates.

What is asked for stays in sight as one button each, which a finger takes away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QSize, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from drivers import utc_now
from metroapp.domain.record_search import Criterion, Outcome, RecordSearch
from metroapp.gui.dialogs.question import Question
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.gui.widgets.flow import Flow
from metroapp.services.sheets.days import FIRST_YEAR, LAST_YEAR, beginning
from metroapp.wording import finding as words
from metroapp.wording.labels import label

_PAUSE_MS = 250  # between the last letter typed and the search
Span = tuple[date, date]  # both days in it


class RecordFinder(QWidget):
    """`asked` says that the search changed, `typed` carries what begins a fact, for `propose`."""

    asked = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._criteria: dict[Criterion, str] = {}
        self._span: Span | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setToolTip(words.SEARCH_TIP)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.outcomes, self.dates = QPushButton(f" {words.OUTCOMES}"), QPushButton(f" {words.DATES}")
        self._outcome_actions = self._outcome_menu()
        self._date_menu()
        self.proposed, self.chips = QWidget(), QWidget()
        self._proposed, self._chips = Flow(()), Flow(())
        self.proposed.setLayout(self._proposed)
        self.chips.setLayout(self._chips)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.search.textChanged.connect(self._pause.start)
        self.search.returnPressed.connect(self._ask)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.search, 1)
        top.addWidget(self.outcomes)
        top.addWidget(self.dates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(top)
        layout.addWidget(self.proposed)
        layout.addWidget(self.chips)
        self.proposed.hide()
        self.chips.hide()
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)

    @property
    def asked_for(self) -> RecordSearch:
        first, until = _instants(self._span)
        return RecordSearch(
            self.search.text().strip(),
            tuple(self._criteria),
            tuple(outcome for outcome, action in self._outcome_actions.items() if action.isChecked()),
            first,
            until,
        )

    def propose(self, begins: str, found: list[tuple[Criterion, str]]) -> None:
        """The facts that begin as what is typed; too late for what is typed now, they are not shown."""
        if begins == self.search.text().strip():
            found = [one for one in found if one[0] not in self._criteria]
            self._fill(self._proposed, [self._proposal(*one) for one in found])
            self.proposed.setVisible(bool(found))

    def clear(self) -> None:
        """Nothing is looked for any more; says nothing."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._criteria.clear()
        self._span = None
        for action in self._outcome_actions.values():
            action.blockSignals(True)
            action.setChecked(False)
            action.blockSignals(False)
        self._show()

    def look_for(self, text: str) -> None:
        """Words and nothing else."""
        self.clear()
        self.search.setText(text)
        self._ask()

    def add(self, criterion: Criterion, said: str) -> None:
        """One more fact; what was typed to find it is done with."""
        self._criteria[criterion] = said
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._ask()

    def open_between(self, span: Span | None) -> None:
        """The days of the opening; None: any."""
        self._span = span
        self._ask()

    # -- what is shown ------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._pause.stop()
        self._show()
        self.typed.emit(self.search.text().strip())
        self.asked.emit()

    def _show(self) -> None:
        if not self.search.text().strip():
            self.proposed.hide()
        chips = [self._chip(words.chip(*one), self._remove(one[0])) for one in self._criteria.items()]
        for outcome, action in self._outcome_actions.items():
            if action.isChecked():
                chips.append(self._chip(label(outcome), action.toggle))
        if self._span is not None:
            chips.append(self._chip(words.dates_chip(*self._span), lambda: self.open_between(None)))
        self._fill(self._chips, chips)
        self.chips.setVisible(bool(chips))

    def _fill(self, flow: Flow, buttons: list[QPushButton]) -> None:
        while (item := flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            flow.addWidget(button)
            button.show()

    def _chip(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        return self._button(text, words.REMOVE_TIP, "x", pressed)

    def _proposal(self, criterion: Criterion, said: str) -> QPushButton:
        text = words.chip(criterion, said)
        return self._button(text, words.ADD_TIP, "plus", lambda: self.add(criterion, said))

    def _button(self, text: str, tip: str, picture: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(f" {text.replace('&', '&&')}")
        button.setObjectName("tight")
        button.setIconSize(QSize(18, 18))
        button.setIcon(icon(picture, self._theme.tokens.accent, self._theme.tokens.soft))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: pressed())
        return button

    def _remove(self, criterion: Criterion) -> Callable[[], None]:
        def remove() -> None:
            self._criteria.pop(criterion, None)
            self._ask()

        return remove

    def _dress(self, tokens: Tokens) -> None:
        for button, picture in ((self.outcomes, "list-checks"), (self.dates, "calendar")):
            button.setIconSize(QSize(20, 20))
            button.setIcon(icon(picture, tokens.accent, tokens.soft))
        self._show()

    # -- menus --------------------------------------------------------------------------------------------------------

    def _outcome_menu(self) -> dict[Outcome, QAction]:
        menu = QMenu(self.outcomes)
        actions = {}
        for outcome in Outcome:
            actions[outcome] = action = QAction(label(outcome), menu)
            action.setCheckable(True)
            action.toggled.connect(lambda _on: self._ask())
            menu.addAction(action)
        self.outcomes.setAccessibleName(words.OUTCOMES)
        self.outcomes.setMenu(menu)
        return actions

    def _date_menu(self) -> None:
        menu = QMenu(self.dates)
        for text, span in (
            (words.TODAY, lambda day: (day, day)),
            (words.LAST_WEEK, lambda day: (day - timedelta(days=6), day)),
            (words.LAST_MONTH, lambda day: (day - timedelta(days=29), day)),
            (words.THIS_YEAR, lambda day: (date(day.year, 1, 1), date(day.year, 12, 31))),
            (words.LAST_YEAR, lambda day: (date(day.year - 1, 1, 1), date(day.year - 1, 12, 31))),
            (words.ANY_DATE, lambda _day: None),
        ):
            menu.addAction(text).triggered.connect(lambda _on=False, span=span: self.open_between(span(_today())))
        menu.addAction(words.BETWEEN).triggered.connect(self._ask_dates)
        self.dates.setAccessibleName(words.DATES)
        self.dates.setMenu(menu)

    def _ask_dates(self) -> None:
        question = Between(self._span or (_today(), _today()), self)
        question.confirmed.connect(self.open_between)
        question.open()


class Between(Question):
    """Two days, whichever comes first. `confirmed` carries both."""

    def __init__(self, span: Span, parent: QWidget) -> None:
        super().__init__(words.BETWEEN_TITLE, words.DATES, parent)
        self.days = [self._day(name, day) for name, day in zip((words.FROM, words.UNTIL), span, strict=True)]

    def _day(self, name: str, day: date) -> QDateEdit:
        entry = QDateEdit(QDate(day.year, day.month, day.day))
        entry.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        entry.setCalendarPopup(True)
        entry.setDisplayFormat("dd/MM/yyyy")
        entry.setAccessibleName(name)
        said = QLabel(name)
        said.setBuddy(entry)
        self.body.addWidget(said)
        self.body.addWidget(entry)
        return entry

    def accept_answer(self) -> None:
        first, last = sorted(date(*entry.date().getDate()) for entry in self.days)
        self.confirmed.emit((first, last))
        self.close()


def _today() -> date:
    return utc_now().astimezone().date()


def _instants(span: Span | None) -> tuple[datetime | None, datetime | None]:
    """From the first moment of the first day here to that of the day after the last."""
    if span is None:
        return None, None
    first, last = span
    return beginning(first), beginning(last + timedelta(days=1))
