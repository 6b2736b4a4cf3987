"""A pedal gives its command wherever it may, never takes a letter from a field, and learns its key by being pressed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from metroapp.domain.message import Refusal
from metroapp.gui.pedal import DEFAULT, PedalWatch, from_text, to_text
from metroapp.services.commands import Command

F13, F16, B = Qt.Key.Key_F13, Qt.Key.Key_F16, Qt.Key.Key_B


class Heard(QObject):
    def __init__(self, watch: PedalWatch) -> None:
        super().__init__()
        self.commands: list[Command] = []
        self.tables: list[object] = []
        self.refusals: list[str] = []
        watch.pressed.connect(self.press)
        watch.learnt.connect(self.learn)
        watch.refused.connect(self.refuse)

    @Slot(object)
    def press(self, command: Command) -> None:
        self.commands.append(command)

    @Slot(object)
    def learn(self, table: object) -> None:
        self.tables.append(table)

    @Slot(object)
    def refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal.message.code)


class Post(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("ok")
        self.shortcuts = 0
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F16), self)
        shortcut.activated.connect(self._shortcut)

    def _shortcut(self) -> None:
        self.shortcuts += 1


class Bench:
    def __init__(self, qtbot: QtBot) -> None:
        self.watch = PedalWatch()
        self.heard = Heard(self.watch)
        self.post = Post()
        qtbot.addWidget(self.post)
        self.post.show()
        self.post.activateWindow()
        qtbot.waitUntil(self.post.isActiveWindow)
        self.post.field.setFocus()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.post.windowHandle(), key)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.watch.stop()


def test_a_function_key_is_a_pedal_even_in_a_field(bench: Bench) -> None:
    bench.press(F13)
    assert bench.heard.commands == [DEFAULT[F13.value]]


def test_a_letter_is_a_pedal_only_where_nothing_is_written(bench: Bench) -> None:
    bench.watch.use({B.value: Command.NEXT})
    bench.press(B)
    assert bench.heard.commands == []
    assert bench.post.field.text().lower() == "b"
    bench.post.button.setFocus()
    bench.press(B)
    assert bench.heard.commands == [Command.NEXT]


def test_a_pedal_goes_before_a_shortcut_of_the_window(bench: Bench) -> None:
    bench.press(F16)
    assert (bench.heard.commands, bench.post.shortcuts) == ([Command.BACK], 0)
    bench.watch.forget(Command.BACK)
    bench.press(F16)
    assert bench.post.shortcuts == 1


def test_a_pedal_held_down_gives_one_command(bench: Bench) -> None:
    handle = bench.post.windowHandle()
    for _ in range(4):
        QTest.keyPress(handle, F13)
    QTest.keyRelease(handle, F13)
    bench.press(F13)
    assert bench.heard.commands == [Command.CONFIRM] * 2


def test_with_a_modifier_it_is_no_pedal(bench: Bench) -> None:
    QTest.keyClick(bench.post.windowHandle(), F13, Qt.KeyboardModifier.ControlModifier)
    assert bench.heard.commands == []


def test_a_key_is_learnt_by_pressing_it(bench: Bench) -> None:
    bench.watch.learn(Command.RETAKE)
    bench.press(B)
    assert bench.post.field.text() == ""  # the key was for us
    assert bench.heard.tables == [bench.watch.table]
    assert bench.watch.table[B.value] is Command.RETAKE
    assert list(bench.watch.table.values()).count(Command.RETAKE) == 1
    assert bench.heard.commands == []


def test_escape_gives_up_learning(bench: Bench) -> None:
    bench.watch.learn(Command.RETAKE)
    bench.press(Qt.Key.Key_Escape)
    bench.press(B)
    assert bench.watch.table == DEFAULT
    assert bench.post.field.text().lower() == "b"


def test_a_key_that_the_window_needs_is_refused_and_the_next_one_taken(bench: Bench) -> None:
    bench.watch.learn(Command.NEXT)
    bench.press(Qt.Key.Key_Return)
    assert bench.heard.refusals == ["pedal.key_reserved"]
    bench.press(B)
    assert bench.watch.table[B.value] is Command.NEXT


def test_a_key_that_gives_another_command_is_refused_and_keeps_it(bench: Bench) -> None:
    """Seen: the pedal that confirmed was taken for another command without a word, and nothing confirmed any more."""
    bench.watch.learn(Command.NEXT)
    bench.press(F13)
    assert bench.heard.refusals == ["pedal.key_taken"]
    assert bench.watch.table == DEFAULT and bench.watch.learning is Command.NEXT
    bench.watch.forget(Command.CONFIRM)
    bench.watch.learn(Command.NEXT)
    bench.press(F13)
    assert bench.watch.table[F13.value] is Command.NEXT


def test_the_key_that_pressed_the_button_is_not_learnt(bench: Bench) -> None:
    """Enter held down on « Régler » repeats: it is not the pedal."""
    bench.watch.learn(Command.NEXT)
    handle = bench.post.windowHandle()
    repeated = QKeyEvent(QEvent.Type.KeyPress, B.value, Qt.KeyboardModifier.NoModifier, "b", True)
    QApplication.sendEvent(handle, repeated)
    assert bench.watch.learning is Command.NEXT and not bench.heard.tables


@given(st.dictionaries(st.sampled_from([*DEFAULT, B.value]), st.sampled_from(Command)))
def test_a_table_is_kept_and_read_again(table: dict[int, Command]) -> None:
    assert from_text(to_text(table)) == table


@given(st.text() | st.sampled_from(["[]", '{"1": 2}', '{"x": "OK"}', "null", '{"16777264": "RIEN"}']))
def test_a_damaged_table_is_never_fatal(text: str) -> None:
    assert isinstance(from_text(text), dict)


def test_a_kept_table_cannot_take_a_key_that_the_window_needs() -> None:
    assert from_text('{"16777220": "OK"}') == {}
