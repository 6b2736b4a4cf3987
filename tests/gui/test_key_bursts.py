"""What an interface types is told from a hand by its keys and their times, whatever has the focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from drivers.protocols.wedge import Layout
from metroapp.gui.key_bursts import HOLD_MS, KeyBursts
from metroapp.services.commands import Command, CommandScan
from metroapp.services.wedge import GAP_MS, Wedge
from tests.gui.heard_keys import Heard

RETURN, TAB, F13 = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_F13
FAST, SLOWEST_BURST, QUICKEST_HAND, HAND = 4, GAP_MS - 1, 60, 120  # ms between two keys
NOTHING = Qt.KeyboardModifier.NoModifier
FRENCH = ')"(:à&'  # -35.01 of an American keyboard
PLAIN = Wedge()
MARKED = Wedge("M", ";")


class Post(QWidget):
    """A window with a text field, a button, and a shortcut on a figure."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button = QLineEdit(), QPushButton("C")
        self.chosen = 0
        self.clicks = 0
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_1), self)
        shortcut.activated.connect(self._choose)
        self.button.clicked.connect(self._click)

    def _choose(self) -> None:
        self.chosen += 1

    def _click(self) -> None:
        self.clicks += 1


class Bench:
    """Keys with times of their own, brought as the system does: to the window, shortcuts aside."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.wedges: dict[str, Wedge] = {"CL-01": PLAIN}
        self.watch = KeyBursts(lambda: self.wedges)
        self.heard = Heard(self.watch)
        self.post = Post()
        self.at = 1000.0
        self.show(self.post)
        self.post.field.setFocus()

    def show(self, widget: QWidget) -> None:
        self.qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        self.qtbot.waitUntil(widget.isActiveWindow)

    def send(self, kind: QEvent.Type, key: str | Qt.Key, gap_ms: int = 0, *, repeat: bool = False) -> None:
        self.at += gap_ms
        code = (
            key if isinstance(key, Qt.Key) else QKeySequence(key)[0].key() if key.isprintable() else Qt.Key.Key_unknown
        )
        text = key if isinstance(key, str) else {RETURN: "\r", TAB: "\t"}.get(key, "")
        event = QKeyEvent(kind, code, NOTHING, text, repeat)
        event.setTimestamp(int(self.at))
        window = QApplication.activeWindow()
        assert window is not None
        QApplication.sendEvent(window.windowHandle(), event)

    def press(self, key: str | Qt.Key, gap_ms: int = 0) -> None:
        self.send(QEvent.Type.KeyPress, key, gap_ms)

    def release(self, key: str | Qt.Key, gap_ms: int = 0) -> None:
        self.send(QEvent.Type.KeyRelease, key, gap_ms)

    def type(self, text: str, gap_ms: int = FAST, end: Qt.Key | None = RETURN) -> None:
        for key in (*text, *([] if end is None else [end])):
            self.press(key, gap_ms)
            self.release(key, 1)
            self.at -= 1

    def pause(self) -> None:
        """As long as nothing more can belong together: what is held is given back by then."""
        self.qtbot.wait(3 * HOLD_MS)
        QApplication.processEvents()  # on a busy machine, the timer that gives it back looks once more
        self.at += 3 * HOLD_MS

    @property
    def written(self) -> str:
        return self.post.field.text()


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    made.watch.stop()


# -- bursts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [RETURN, Qt.Key.Key_Enter, TAB])
@pytest.mark.parametrize("gap", [0, FAST, SLOWEST_BURST])
@pytest.mark.parametrize("text", ["12.345", "-0,01", "35.02 mm", FRENCH, "  12.50"])
def test_a_line_typed_fast_is_a_reading_and_lands_in_no_field(bench: Bench, text: str, gap: int, end: Qt.Key) -> None:
    bench.type(text, gap, end)
    assert bench.heard.lines == [text]
    assert bench.written == "" and bench.post.field.hasFocus()


def test_two_lines_in_a_row_are_two_readings(bench: Bench) -> None:
    bench.type("12.345")
    bench.type("12.346")
    assert bench.heard.lines == ["12.345", "12.346"] and bench.written == ""


def test_a_line_with_its_marks_is_known_by_them(bench: Bench) -> None:
    bench.wedges = {"CL-01": MARKED, "CL-02": Wedge("K", "", Layout.FRENCH)}
    bench.type("M12.5;")
    bench.type("K&é:(")
    assert bench.heard.lines == ["M12.5;", "K&é:("] and bench.written == ""
    bench.type("12.5")  # of no interface here
    assert bench.written == "12.5" and len(bench.heard.lines) == 2


def test_a_line_presses_no_button_and_sets_off_no_shortcut(bench: Bench) -> None:
    bench.post.button.setFocus()
    bench.type(" 11.11")
    assert bench.heard.lines == [" 11.11"]
    assert (bench.post.clicks, bench.post.chosen) == (0, 0)
    assert not bench.post.button.isDown()


def test_brought_by_the_system_it_sets_off_no_shortcut_either(bench: Bench) -> None:
    """Through the window, the system looks for shortcuts before it brings a key."""
    bench.post.button.setFocus()
    for sign in "11.11":
        QTest.keyClick(bench.post.windowHandle(), sign)
    QTest.keyClick(bench.post.windowHandle(), RETURN)
    assert bench.heard.lines == ["11.11"] and bench.post.chosen == 0


def test_a_dialog_that_is_open_gets_nothing_of_it(bench: Bench) -> None:
    dialog = QDialog(bench.post)
    field = QLineEdit(dialog)
    dialog.setModal(True)
    bench.show(dialog)
    field.setFocus()
    bench.type("12.345")
    assert bench.heard.lines == ["12.345"] and field.text() == "" and dialog.isVisible()
    bench.type("12", HAND)
    bench.pause()
    assert field.text() == "12"


def test_a_scanner_and_an_interface_share_the_bench(bench: Bench) -> None:
    bench.wedges = {"CL-01": Wedge("M")}  # begins like our codes
    bench.type("MA+OK")
    bench.type("M12.5")
    bench.type("MA+NC")
    assert bench.heard.scans == [CommandScan(Command.GOOD), CommandScan(Command.NONCONFORMING)]
    assert bench.heard.lines == ["M12.5"] and bench.written == ""


def test_a_pedal_pressed_meanwhile_changes_nothing(bench: Bench) -> None:
    bench.type("12.", end=None)
    bench.press(F13, 1)
    bench.release(F13)
    bench.type("345")
    assert bench.heard.lines == ["12.345"] and bench.written == ""


# -- hands -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", [QUICKEST_HAND, HAND])
@pytest.mark.parametrize("text", ["12.345", "-35,02 mm", "&é:\"'", "l'été à 12,5 °C (env.)", "M12.5;", "2026-118"])
def test_a_hand_is_never_an_interface(bench: Bench, text: str, gap: int) -> None:
    bench.wedges = {"CL-01": PLAIN, "CL-02": MARKED}
    bench.type(text, gap, end=None)
    bench.pause()
    assert bench.written == text and bench.heard.nothing


def test_a_hand_ends_with_enter_and_loses_nothing(bench: Bench) -> None:
    entered: list[str] = []
    bench.post.field.returnPressed.connect(lambda: entered.append(bench.written))
    bench.type("35.02", QUICKEST_HAND)
    assert entered == ["35.02"] and bench.heard.nothing


def test_a_quick_hand_that_rolls_over_its_keys_keeps_their_order(bench: Bench) -> None:
    bench.type("1.5", GAP_MS - 5, end=None)
    bench.press(RETURN, QUICKEST_HAND)
    assert bench.written == "1.5" and bench.heard.nothing


@pytest.mark.parametrize("text", ["3760012345678", "12345", "2026-118", "&é\"'"])
def test_a_bar_code_without_decimals_stays_what_a_keyboard_types(bench: Bench, text: str) -> None:
    bench.type(text)
    bench.pause()
    assert bench.written == text and bench.heard.nothing


def test_a_figure_waits_for_the_next_key_and_no_longer(bench: Bench) -> None:
    bench.press("5")
    assert bench.written == ""
    bench.qtbot.waitUntil(lambda: bench.written == "5", timeout=20 * HOLD_MS)  # by itself


def test_a_figure_is_given_back_before_the_next_key_of_a_hand(bench: Bench) -> None:
    bench.type("5", end=None)
    bench.press("6", HOLD_MS + 1)
    assert bench.written == "5"
    bench.press("x", QUICKEST_HAND)
    assert bench.written == "56x"


def test_without_an_interface_on_the_bench_figures_have_no_delay(bench: Bench) -> None:
    bench.wedges = {}
    for end, sign in enumerate("12.345é'", 1):
        bench.press(sign, FAST)
        assert bench.written == "12.345é'"[:end]
    assert bench.heard.nothing


def test_with_a_marked_interface_figures_have_no_delay(bench: Bench) -> None:
    bench.wedges = {"CL-01": MARKED}
    bench.press("1")
    assert bench.written == "1"


def test_a_key_that_is_held_down_repeats_in_the_field(bench: Bench) -> None:
    bench.press("1")
    for _ in range(3):
        bench.send(QEvent.Type.KeyPress, "1", 33, repeat=True)
    bench.release("1", 10)
    assert bench.written == "1111" and bench.heard.nothing


def test_a_space_held_back_still_presses_its_button_once(bench: Bench) -> None:
    bench.post.button.setFocus()
    bench.press(" ")
    bench.release(" ", 20)
    bench.pause()
    assert bench.post.clicks == 1 and not bench.post.button.isDown()


def test_a_figure_that_is_a_shortcut_still_is_one(bench: Bench) -> None:
    """The digits that choose a reason: the system looks for a shortcut only when it brings the key itself."""
    bench.post.button.setFocus()
    QTest.keyClick(bench.post.windowHandle(), "1")
    bench.qtbot.waitUntil(lambda: bench.post.chosen == 1, timeout=20 * HOLD_MS)
    bench.post.field.setFocus()
    QTest.keyClick(bench.post.windowHandle(), "1")
    bench.qtbot.waitUntil(lambda: bench.written == "1", timeout=20 * HOLD_MS)
    assert bench.post.chosen == 1


# -- bursts that are not whole, or not alone ------------------------------------------------------------------------


def test_a_line_without_its_end_is_refused_and_lands_in_no_field(bench: Bench) -> None:
    bench.type("12.345", end=None)
    bench.qtbot.waitUntil(lambda: bench.heard.refusals == ["wedge.cut"], timeout=20 * HOLD_MS)
    assert bench.written == "" and bench.heard.lines == []
    bench.at += HAND
    bench.type("12.346")
    assert bench.heard.lines == ["12.346"]


@pytest.mark.parametrize("text", ["12e.34", "35.02x0.01", "12.3-4.5", "12.34512.346", "12.5A", "a12.345"])
def test_a_bar_code_with_decimals_in_it_is_given_back_whole(bench: Bench, text: str) -> None:
    """A key that does not fit shows that it was none: what comes behind it is not the value."""
    entered: list[str] = []
    bench.post.field.returnPressed.connect(lambda: entered.append(bench.written))
    bench.type(text)
    assert entered == [text] and bench.heard.nothing
    bench.type("12.345")
    assert bench.heard.lines == ["12.345"] and bench.written == text


@pytest.mark.parametrize("text", ["3.14abc!", "M1xyz", "M12", "Mesure"])
def test_what_a_password_manager_types_loses_no_sign(bench: Bench, text: str) -> None:
    bench.wedges = {"CL-01": PLAIN, "CL-02": MARKED}
    bench.type(text, 1, end=None)
    bench.qtbot.waitUntil(lambda: bench.written == text, timeout=20 * HOLD_MS)
    assert bench.heard.nothing


@pytest.mark.parametrize("text", ["Mots2.passe", "MA+secret", "MA+OK"])
def test_a_field_for_a_password_gets_every_key_at_once(bench: Bench, text: str) -> None:
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    for end, sign in enumerate(text, 1):
        bench.press(sign, 1)
        bench.release(sign)
        assert bench.written == text[:end]
    bench.type("", 1)
    assert bench.heard.nothing


def test_an_interface_with_its_mark_is_heard_from_a_field_for_a_password(bench: Bench) -> None:
    bench.wedges = {"CL-01": PLAIN, "CL-02": MARKED}
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.type("M12.345;")
    assert bench.heard.lines == ["M12.345;"] and bench.written == ""


@pytest.mark.parametrize("text", ["12.345", FRENCH])
def test_a_value_typed_by_an_interface_without_a_mark_is_no_code(bench: Bench, text: str) -> None:
    """Seen: at a locked post, the value of a caliper without a prefix was typed into the code, and refused."""
    entered: list[str] = []
    bench.post.field.returnPressed.connect(lambda: entered.append(bench.written))
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.type(text)
    assert bench.heard.lines == [text] and bench.written == "" and entered == []


@pytest.mark.parametrize("end", [None, RETURN])
@pytest.mark.parametrize("text", ["280613", "12.3a", "1.2.3.4", "Ab12.34"])
def test_a_code_typed_by_a_machine_loses_no_sign(bench: Bench, text: str, end: Qt.Key | None) -> None:
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.type(text, 1, end)
    bench.qtbot.waitUntil(lambda: bench.written == text, timeout=20 * HOLD_MS)
    assert bench.heard.nothing


@pytest.mark.parametrize("gap", [QUICKEST_HAND, HAND])
def test_a_code_that_looks_like_a_value_is_typed_by_hand(bench: Bench, gap: int) -> None:
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.type("12.34", gap)
    bench.pause()
    assert bench.written == "12.34" and bench.heard.nothing


def test_what_is_refused_in_a_field_for_a_password_is_not_shown(bench: Bench) -> None:
    """A value without its end may be the code of a password manager; a key of the code may have fallen into one."""
    bench.post.field.setEchoMode(QLineEdit.EchoMode.Password)
    bench.type("12.34", end=None)
    bench.pause()
    assert bench.written == "12.34" and bench.heard.nothing
    shown: list[object] = []
    bench.watch.refused.connect(lambda refusal: shown.append(refusal.message.fields["text"]))
    bench.press("1", FAST)
    bench.press("2", FAST)  # the first one is still down
    bench.release("1")
    bench.release("2")
    bench.type(".34")
    assert bench.heard.refusals == ["wedge.mixed"] and shown == ["•••••"] and bench.written == "12.34"


@pytest.mark.parametrize("gap", [40, 79])
def test_a_slow_interface_is_heard_where_its_address_says_so(bench: Bench, gap: int) -> None:
    bench.wedges = {"CL-01": Wedge("M", ";", gap=80)}
    bench.type("M12.345;", gap)
    assert bench.heard.lines == ["M12.345;"] and bench.written == ""
    bench.type("Mesure 12.5", gap, end=None)
    bench.pause()
    assert bench.written == "Mesure 12.5" and bench.heard.refusals == []


def test_caps_lock_takes_no_line_from_an_interface_with_a_letter_before_it(bench: Bench) -> None:
    bench.wedges = {"CL-01": Wedge("Mi", "", Layout.SAME)}
    bench.type("mI12.345")
    assert bench.heard.lines == ["mI12.345"] and bench.written == ""


def test_the_same_line_twice_at_once_counts_once(bench: Bench) -> None:
    bench.type("12.345")
    bench.type("12.345")
    assert bench.heard.lines == ["12.345"] and bench.heard.refusals == ["wedge.repeated"] and bench.written == ""
    bench.at += HAND
    bench.type("12.345")
    assert bench.heard.lines == ["12.345", "12.345"]


@pytest.mark.parametrize("place", range(7))
def test_a_figure_of_a_hand_in_a_burst_makes_no_other_value(bench: Bench, place: int) -> None:
    """The finger is still down when the next key comes."""
    burst = "12.345"
    for sign in burst[:place]:
        bench.press(sign, FAST)
        bench.release(sign)
    bench.press("7", FAST)
    for sign in burst[place:]:
        bench.press(sign, FAST)
        bench.release(sign)
    bench.press(RETURN, FAST)
    bench.release(RETURN)
    bench.release("7", 40)
    bench.pause()
    assert bench.heard.lines == [] and bench.heard.refusals == ["wedge.mixed"] and bench.written == ""
    bench.type("12.345")
    assert bench.heard.lines == ["12.345"]


def test_a_burst_between_the_keys_of_a_hand_is_read_and_the_hand_loses_nothing(bench: Bench) -> None:
    bench.type("Pièce 1", HAND, end=None)
    bench.at += HAND
    bench.type("12.345")
    bench.type("2 bonne", HAND, end=None)
    bench.pause()
    assert bench.heard.lines == ["12.345"] and bench.written == "Pièce 12 bonne"


def test_an_interface_taken_off_the_bench_is_a_keyboard_again(bench: Bench) -> None:
    bench.type("12.", end=None)
    bench.wedges = {}
    bench.type("345", end=None)
    bench.pause()
    assert bench.written == "12.345" and bench.heard.nothing


def test_after_stop_what_was_held_is_given_back(bench: Bench) -> None:
    bench.press("1")
    bench.watch.stop()
    assert bench.written == "1"
