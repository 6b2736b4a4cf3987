"""Over the measuring page while the phase is suspended: nothing is taken, and the supervisor resumes from there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLabel, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from metroapp.gui.icons import paint_icon
from metroapp.gui.theme import RADIUS, Theme, Tokens
from metroapp.gui.widgets.big_button import BigButton
from metroapp.wording import exam_clock as words

_PICTURE = 72  # px
_WIDTH = 420


class SuspendedCover(QWidget):
    """`resume_asked`; as large as its page gives it room. What came meanwhile, and why it was not taken, is said.

    `under`: what it covers, which is at rest meanwhile, with its keys: hidden, it would still be reached with Tab. What
    the candidate was asked in dialogs of the page waits too.
    """

    resume_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget, under: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._page, self._under = parent, under
        self._focused: QWidget | None = None  # where the keys fell before
        self._waiting: list[QDialog] = []
        self.title, self.said, self.refused = QLabel(), QLabel(words.SUSPENDED_SAID), QLabel()
        self.resume = BigButton(theme, words.RESUME, "play", "plain")
        self.resume.setFixedWidth(_WIDTH)
        self.resume.clicked.connect(self._ask)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the keys fall on nothing under it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(14)
        layout.addStretch(1)
        layout.addSpacing(_PICTURE)
        for label in (self.title, self.said, self.refused):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            layout.addWidget(label)
        layout.addWidget(self.resume, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self.hide()

    def cover(self, cause: str, but: QDialog | None) -> None:
        """Come over the page, where only the dialog `but` stays; what was said before is of before."""
        self.title.setText(words.SUSPENDED.format(cause=cause))
        self.setAccessibleName(f"{self.title.text()}. {words.SUSPENDED_SAID}")
        if self.isHidden():
            self.refused.clear()
            self.refused.hide()
            focused = self.window().focusWidget()  # of this window: the supervisor writes in a dialog
            self._focused = focused if focused is not None and self._under.isAncestorOf(focused) else None
            self.show()
            self.raise_()
            self.setFocus()
            self._under.setEnabled(False)  # after: what is disabled gives its focus to the next one
            dialogs = self._page.findChildren(QDialog)
            self._waiting = [one for one in dialogs if one.isVisible() and one is not but]
            for dialog in self._waiting:
                dialog.hide()

    def uncover(self, *, is_resumed: bool) -> bool:
        """Go; whether the keys fall again where they fell before. What waited is shown again to its candidate alone."""
        self._under.setEnabled(True)
        self.hide()
        waiting, self._waiting = self._waiting, []
        for dialog in filter(isValid, waiting):
            if is_resumed:
                dialog.show()
            else:
                dialog.close()
        before, self._focused = self._focused, None
        if before is None or not isValid(before) or not (before.isVisibleTo(self._under) and before.isEnabled()):
            return False
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def refuse(self, text: str) -> None:
        """A reading came: why it was not taken."""
        self.refused.setText(text)
        self.refused.show()

    def _ask(self) -> None:
        self.resume_asked.emit(None)

    def _dress(self, tokens: Tokens) -> None:
        self.title.setStyleSheet(f"color: {tokens.ink}; font-size: 40px; font-weight: 700;")
        self.said.setStyleSheet(f"color: {tokens.ink}; font-size: 22px;")
        self.refused.setStyleSheet(f"color: {tokens.warn}; font-size: 20px; font-weight: 700;")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.ground))
        painter.setPen(QColor(tokens.warn))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        top = self.title.y() - _PICTURE - 6
        paint_icon(painter, "pause", tokens.warn, QRectF((self.width() - _PICTURE) / 2, top, _PICTURE, _PICTURE))
