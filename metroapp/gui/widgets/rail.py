"""The left rail: one big button per page; at its foot who is at the post, and the light or dark look."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from metroapp.domain.people import Action, Role
from metroapp.gui.icons import program_icon
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Theme, Tokens, look_after
from metroapp.gui.widgets.look_signs import LOOK_SIGNS
from metroapp.gui.widgets.person_button import PersonButton
from metroapp.gui.widgets.rail_button import WIDTH, RailButton
from metroapp.services.presence import Who
from metroapp.wording import exam_sessions, means, nonconformities, settings, spc
from metroapp.wording import window as words

_MARK, _HEAD = 56, 84  # px: the mark of the program, and the room for it
_TALL = 760  # px: below, the rail is set closer
_NAMES = {
    nonconformities.PAGE: nonconformities.PAGE_NAME, spc.PAGE: spc.PAGE_NAME,
    exam_sessions.PAGE: exam_sessions.PAGE_NAME,
}  # of the short ones  # fmt: skip
# Shown to whoever may do one of these; its place is above the page of this number, its key after those of the others.
_EXAMS, _ABOVE = 8, 7
_OF_EXAMS = (Action.PREPARE_SESSION, Action.SUPERVISE, Action.READ_EVIDENCE)
_NEEDED = {0: Action.MEASURE}  # what a page is for, where it shows nothing to whoever may not do it


class Rail(QWidget):
    """`chosen` carries the number of the page."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = program_icon().pixmap(_MARK, _MARK)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._lines = QVBoxLayout(self)
        layout = self._lines
        layout.setContentsMargins(0, _HEAD, 0, 10)
        layout.setSpacing(2)
        pages = (
            ("clipboard-list", words.PAGE_RELEVE),
            ("package", words.PAGE_PARTS),
            ("archive", words.PAGE_ARCHIVES),
            ("circle-x", nonconformities.PAGE),
            ("chart-line", spc.PAGE),
            ("ruler", words.PAGE_INSTRUMENTS),
            ("gauge", means.PAGE),
            ("settings", settings.PAGE),
            ("timer", exam_sessions.PAGE),
        )
        for number, (picture, text) in enumerate(pages):
            button = RailButton(picture, text, theme)
            button.setCheckable(True)
            if text in _NAMES:
                button.setAccessibleName(_NAMES[text])
                button.setToolTip(_NAMES[text])
            button.setShortcut(QKeySequence(f"Ctrl+{number + 1}"))
            self._group.addButton(button, number)
            layout.insertWidget(_ABOVE if number == _EXAMS else number, button)
        self._show_exams(False)
        layout.addStretch(1)
        self.person = PersonButton(theme)
        layout.addWidget(self.person)
        self.look = RailButton("moon", words.LOOK, theme)
        self.look.setAccessibleName(words.LOOK)
        self.look.setToolTip(words.LOOK)
        self.look.clicked.connect(theme.go_on)
        layout.addWidget(self.look)
        self.setFixedWidth(WIDTH)
        self._group.idClicked.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.show_page(0)

    def show_page(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def show_presence(self, who: Who) -> None:
        self.person.show_who(who)
        for number, action in _NEEDED.items():
            permit(self._group.button(number), who, action)
        # A candidate sees their own record alone.
        is_examined = who.person is not None and Role.CANDIDATE in who.person.roles
        for number in range(1, _EXAMS):
            self.button(number).setVisible(not is_examined)
            self.button(number).setEnabled(not is_examined)
        self._show_exams(any(map(who.may, _OF_EXAMS)))

    def _show_exams(self, is_shown: bool) -> None:
        self.button(_EXAMS).setVisible(is_shown)
        self.button(_EXAMS).setEnabled(is_shown)

    def button(self, number: int) -> RailButton:
        found = self._group.button(number)
        assert isinstance(found, RailButton)
        return found

    def _choose(self, number: int) -> None:
        self.chosen.emit(number)

    def _dress(self, tokens: Tokens) -> None:
        sign = LOOK_SIGNS[look_after(tokens).name]
        self.look.show_as(sign.picture, sign.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = self._theme.tokens
        painter.fillRect(self.rect(), QColor(tokens.rail))
        painter.setPen(QColor(tokens.line))  # where rail and ground are alike
        painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        side = _MARK if self._is_tall else _MARK // 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect((WIDTH - side) // 2, 16 if self._is_tall else 8, side, side), self._mark)

    @property
    def _is_tall(self) -> bool:
        return self.height() >= _TALL

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lines.setSpacing(2 if self._is_tall else 0)
        self._lines.setContentsMargins(0, _HEAD if self._is_tall else _HEAD // 2, 0, 10 if self._is_tall else 4)
