"""Foot pedals: keyboards of one or three keys. A table says which command each key gives, and a key is learnt by
pressing it.

A function key is a pedal wherever the focus is; any other key never is while a field takes text.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from metroapp.domain.message import Refusal
from metroapp.services.commands import Command, word_of

_log = logging.getLogger(__name__)

Table = Mapping[int, Command]

# Keys that no keyboard has any more: a pedal sends them, a hand does not.
DEFAULT: Table = {
    Qt.Key.Key_F13.value: Command.CONFIRM,
    Qt.Key.Key_F14.value: Command.UNDO,
    Qt.Key.Key_F15.value: Command.NEXT,
    Qt.Key.Key_F16.value: Command.BACK,
    Qt.Key.Key_F17.value: Command.RETAKE,
    Qt.Key.Key_F18.value: Command.CALL,
    Qt.Key.Key_F20.value: Command.ASK,
}
_FUNCTION_KEYS = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)
# Without them the window could no longer be used with the keyboard alone, or a scanner be told from a hand.
_RESERVED = frozenset(
    key.value
    for key in (
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Space,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        *map(Qt.Key, range(Qt.Key.Key_F1.value, Qt.Key.Key_F12.value + 1)),  # of the buttons
        *map(Qt.Key, range(Qt.Key.Key_0.value, Qt.Key.Key_9.value + 1)),  # of the reasons
        *(Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_D),  # of the answers
        *(Qt.Key.Key_M, Qt.Key.Key_Question, Qt.Key.Key_Comma, Qt.Key.Key_Colon, Qt.Key.Key_Semicolon),
    )
)
_MODIFIERS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_unknown,
    }
)
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})


def to_text(table: Table) -> str:
    """The table as it is kept."""
    return json.dumps({str(key): command.value for key, command in sorted(table.items())})


def from_text(text: str) -> Table:
    """The table kept; the default one where nothing was kept, or something that cannot be read."""
    if not text:
        return DEFAULT
    try:
        read = {int(key): Command(word) for key, word in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError):
        _log.warning("the table of the pedals cannot be read: the default one serves")
        return DEFAULT
    return {key: command for key, command in read.items() if key not in _RESERVED}


def name_of(key: int) -> str:
    """What is engraved on a key, in the language of the system."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


class PedalWatch(QObject):
    """`pressed` carries a Command, `learnt` the new table, `refused` the `Refusal` of a key that cannot be learnt.

    A key that is refused is not the last word: the next one pressed is tried again.
    """

    pressed = Signal(object)
    learnt = Signal(object)
    refused = Signal(object)

    def __init__(self, table: Table = DEFAULT, parent: QObject | None = None) -> None:
        """Watch every key of the application, until `stop`."""
        super().__init__(parent)
        self.table: Table = dict(table)
        self.learning: Command | None = None
        self._down: set[int] = set()  # pedals pressed: their repeats and their release are ours too
        application = QGuiApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        application = QGuiApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def use(self, table: Table) -> None:
        """Obey another table, from now on."""
        self.table = dict(table)

    def learn(self, command: Command) -> None:
        """The next key pressed will give `command`; Escape gives up."""
        self.learning = command

    def give_up(self) -> None:
        self.learning = None

    def forget(self, command: Command) -> None:
        """No key gives `command` any more."""
        self._change({key: known for key, known in self.table.items() if known is not command})

    # -- the filter ---------------------------------------------------------------------------------------------------

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # The class first: every event of the program passes here.
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS:
            return False
        if event.type() == QEvent.Type.KeyRelease:
            return self._release(event)
        if not self._is_ours(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # it comes back as a key, and sets off no shortcut of the window
        elif event.key() not in self._down:
            self._down.add(event.key())
            if self.learning is None or not event.isAutoRepeat():  # the key that pressed the button may still be down
                self._act(event.key())
        return True

    def _release(self, event: QKeyEvent) -> bool:
        if event.key() not in self._down:
            return False
        if not event.isAutoRepeat():
            self._down.discard(event.key())
        return True

    def _is_ours(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if self.learning is not None:
            return key not in _MODIFIERS
        if key in self._down:
            return True
        return key in self.table and (key in _FUNCTION_KEYS or not _takes_text(QApplication.focusWidget()))

    def _act(self, key: int) -> None:
        if self.learning is None:
            self.pressed.emit(self.table[key])
        elif key == Qt.Key.Key_Escape:
            self.give_up()
            self.learnt.emit(self.table)
        elif key in _RESERVED:
            self.refused.emit(Refusal("pedal.key_reserved"))
        elif self.table.get(key, self.learning) is not self.learning:
            self.refused.emit(Refusal("pedal.key_taken", key=name_of(key), command=word_of(self.table[key])))
        else:
            command, self.learning = self.learning, None
            others = {known: given for known, given in self.table.items() if given is not command}
            self._change(others | {key: command})

    def _change(self, table: Table) -> None:
        self.table = table
        self.learnt.emit(table)


def _takes_text(widget: QWidget | None) -> bool:
    """Whether a key pressed now would be written somewhere."""
    if isinstance(widget, QComboBox):
        return widget.isEditable()
    return isinstance(widget, (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit))
