"""What can be done besides measuring: big buttons, a function key each, named where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import window as words


class ActionBar(QWidget):
    """The buttons are public: the page connects and enables them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QPushButton, str, bool]] = []
        self._keyed: list[tuple[QPushButton, str, QKeySequence]] = []
        self.retake = self._button(words.RETAKE, "rotate-ccw", Qt.Key.Key_F4, words.RETAKE_TIP)
        self.type = self._button(words.TYPE, "keyboard", Qt.Key.Key_F2, words.TYPE_TIP)
        self.impossible = self._button(words.DECLARE_IMPOSSIBLE, "ban", Qt.Key.Key_F6, words.IMPOSSIBLE_TIP)
        self.concession = self._button(words.CONCESSION, "file-text", Qt.Key.Key_F7, words.CONCESSION_TIP)
        self.why = self._button(words.WHY_VERDICT, "circle-help", Qt.Key.Key_F8, words.WHY_TIP)
        self.pdf = self._button(words.EXPORT_PDF, "file-text", None, words.EXPORT_PDF)
        self.xlsx = self._button(words.EXPORT_XLSX, "file-spreadsheet", None, words.EXPORT_XLSX)
        self.close_record = self._button(
            words.CLOSE_RECORD, "list-checks", Qt.Key.Key_F10, words.CLOSE_TIP, primary=True
        )
        self.new = self._button(words.NEW_RECORD, "plus", None, words.NEW_RECORD, primary=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for button in (self.retake, self.type, self.impossible, self.concession, self.why, self.pdf, self.xlsx):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.close_record)
        layout.addWidget(self.new)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self._name_keys(named=True)

    def show_closed(self, closed: bool) -> None:
        """A closed record can only be read."""
        for button in (self.retake, self.type, self.impossible, self.concession, self.close_record):
            button.setVisible(not closed)
        for button in (self.pdf, self.xlsx, self.new):
            button.setVisible(closed)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say the keys, unless a text would be cut for it."""
        self._name_keys(named=True)
        layout = self.layout()
        assert layout is not None
        shown = [button for button, _, _ in self._icons if not button.isHidden()]
        wanted = sum(button.sizeHint().width() + layout.spacing() for button in shown)
        if wanted > self.width():
            self._name_keys(named=False)

    def _name_keys(self, *, named: bool) -> None:
        for button, text, key in self._keyed:
            shown = key.toString(QKeySequence.SequenceFormat.NativeText)
            button.setText(f" {words.KEYED.format(text=text, key=shown) if named else text}")
            button.setShortcut(key)  # Qt forgets it when a text changes

    def _button(self, text: str, picture: str, key: Qt.Key | None, tip: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(f" {text}")
        button.setIconSize(QSize(22, 22))
        if key is not None:
            self._keyed.append((button, text, QKeySequence(key)))
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setProperty("role", "primary" if primary else "plain")
        self._icons.append((button, picture, primary))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture, primary in self._icons:
            button.setIcon(icon(picture, tokens.on_accent if primary else tokens.accent, tokens.soft))
