"""What can be done besides measuring: big buttons, a function key each, named where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme, Tokens
from metroapp.wording import columns, comparing, exam_clock, gestures, machine_results
from metroapp.wording import window as words

_PICTURE = QSize(22, 22)
_SPACE, _TIGHT = 8, 4  # px between two buttons


class ActionBar(QWidget):
    """The buttons are public: the page connects and enables them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons: list[tuple[QPushButton, str, bool]] = []
        self._keyed: list[tuple[QPushButton, str, QKeySequence, str]] = []
        self._is_tight = False
        self._has_pictures = True
        self._theme = theme
        self.undo = self._button(gestures.UNDO, "undo-2", None, gestures.UNDO_TIP, key_said=gestures.UNDO_KEY)
        self.retake = self._button(words.RETAKE, "rotate-ccw", Qt.Key.Key_F4, words.RETAKE_TIP)
        self.type = self._button(words.TYPE, "keyboard", Qt.Key.Key_F2, words.TYPE_TIP)
        self.impossible = self._button(words.DECLARE_IMPOSSIBLE, "ban", Qt.Key.Key_F6, words.IMPOSSIBLE_TIP)
        self.call = self._button(gestures.CALL, "hand", Qt.Key.Key_F3, gestures.CALL_TIP)
        self.concession = self._button(words.CONCESSION, "file-text", Qt.Key.Key_F7, words.CONCESSION_TIP)
        self.why = self._button(gestures.WHY, "circle-help", Qt.Key.Key_F8, words.WHY_TIP)
        self.why.setAccessibleName(words.WHY_VERDICT)
        self.follow_up = self._button(gestures.FOLLOW_UP, "clipboard-list", Qt.Key.Key_F11, gestures.FOLLOW_UP_TIP)
        self.follow_up.setCheckable(True)
        self.zero = self._button(comparing.ZERO, "gauge", None, comparing.ZERO_TIP)
        self.zero.hide()
        self.column = self._button(columns.COLUMN, "gauge", None, columns.COLUMN_TIP)
        self.column.hide()
        self.results = self._button(machine_results.RESULTS, "table", None, machine_results.RESULTS_TIP)
        self.results.setAccessibleName(machine_results.RESULTS_NAME)
        self.results.hide()
        self.pdf = self._button(words.EXPORT_PDF, "file-text", None, words.EXPORT_PDF)
        self.xlsx = self._button(words.EXPORT_XLSX, "file-spreadsheet", None, words.EXPORT_XLSX)
        self.close_record = self._button(
            words.CLOSE_RECORD, "list-checks", Qt.Key.Key_F10, words.CLOSE_TIP, primary=True
        )
        self.new = self._button(words.NEW_RECORD, "plus", None, words.NEW_RECORD, primary=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_SPACE)
        for button in (self.undo, self.retake, self.type, self.impossible, self.call, self.concession, self.why):
            layout.addWidget(button)
        for button in (self.follow_up, self.zero, self.column, self.results, self.pdf, self.xlsx):
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self.close_record)
        layout.addWidget(self.new)
        theme.changed.connect(self._dress)
        self._dress(theme.tokens)
        self._name_keys(named=True)

    def show_closed(self, closed: bool, *, examined: bool = False) -> None:
        """A closed record can only be read; of an examination the program says no verdict, and nothing leaves."""
        for button in (self.undo, self.retake, self.type, self.impossible, self.call):
            button.setVisible(not closed)
        self.concession.setVisible(not closed and not examined)
        self.why.setVisible(not examined)
        self.close_record.setVisible(not closed)
        self.follow_up.setVisible(not closed)
        for button in (self.pdf, self.xlsx):
            button.setVisible(closed and not examined)
        self.new.setVisible(closed)
        self._fit()

    def name_examination(self, examination: bool) -> None:
        """A phase of an examination is ended and signed where another record is closed."""
        end, tip = (exam_clock.END, exam_clock.END_TIP) if examination else (words.CLOSE_RECORD, words.CLOSE_TIP)
        other = exam_clock.MINE if examination else words.NEW_RECORD
        if self.close_record.accessibleName() == end:
            return
        self._keyed = [
            (button, end if button is self.close_record else text, key, said) for button, text, key, said in self._keyed
        ]
        self.close_record.setAccessibleName(end)
        self.close_record.setToolTip(tip)
        self.new.setText(f" {other}")
        self.new.setAccessibleName(other)
        self.new.setToolTip(other)
        self._fit()

    def show_zero(self, shown: bool) -> None:
        """Whether a comparator may be asked for anything."""
        if self.zero.isHidden() is shown:
            self.zero.setVisible(shown)
            self._fit()

    def show_results(self, shown: bool) -> None:
        """Whether a measuring machine may give results."""
        if self.results.isHidden() is shown:
            self.results.setVisible(shown)
            self._fit()

    def show_column(self, shown: bool) -> None:
        """Whether a height column may be asked for anything."""
        if self.column.isHidden() is shown:
            self.column.setVisible(shown)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say the keys, unless a text would be cut for it; then give up the pictures, then room around the words."""
        for named, pictures, tight in ((True, True, False), (False, True, False), (False, False, False)):
            self._show(named, pictures, tight)
            if self._wanted() <= self.width():
                return
        self._show(False, False, True)

    def _wanted(self) -> int:
        layout = self.layout()
        assert layout is not None
        shown = [button for button, _, _ in self._icons if not button.isHidden()]
        return sum(button.sizeHint().width() + layout.spacing() for button in shown)

    def _show(self, named: bool, pictures: bool, tight: bool) -> None:
        if tight != self._is_tight:
            self._is_tight = tight
            layout = self.layout()
            assert layout is not None
            layout.setSpacing(_TIGHT if tight else _SPACE)
            for button, _, _ in self._icons:
                button.setObjectName("tight" if tight else "")
                button.style().unpolish(button)
                button.style().polish(button)
        if pictures != self._has_pictures:
            self._has_pictures = pictures
            self._dress(self._theme.tokens)
        self._name_keys(named=named)

    def _name_keys(self, *, named: bool) -> None:
        for button, text, key, said in self._keyed:
            shown = said or key.toString(QKeySequence.SequenceFormat.NativeText)
            space = " " if self._has_pictures and not self._is_tight else ""
            button.setText(f"{space}{words.KEYED.format(text=text, key=shown) if named else text}")

    def _button(
        self, text: str, picture: str, key: Qt.Key | None, tip: str, *, primary: bool = False, key_said: str = ""
    ) -> QPushButton:
        """`key_said` names a key that is not the button's own."""
        button = QPushButton(f" {text}")
        button.setIconSize(_PICTURE)
        if key is not None or key_said:
            self._keyed.append((button, text, QKeySequence(key or 0), key_said))
        if key is not None:
            # Not the button's own: that one holds the button down for a tenth of a second before it acts.
            shortcut = QShortcut(QKeySequence(key), button)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(button.click)
        button.setAccessibleName(text)
        button.setToolTip(tip)
        button.setProperty("role", "primary" if primary else "plain")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # touched, it leaves the keys where they were
        self._icons.append((button, picture, primary))
        return button

    def _dress(self, tokens: Tokens) -> None:
        for button, picture, primary in self._icons:
            ink = tokens.on_accent if primary else tokens.accent
            button.setIcon(icon(picture, ink, tokens.soft) if self._has_pictures else QIcon())
