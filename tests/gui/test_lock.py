"""The post locks: nothing of the work is shown, nothing is lost, and readings wait for whoever comes back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.gui.idle import IdleWatch
from metroapp.gui.window import INSTRUMENTS, MainWindow
from metroapp.services import consultation
from metroapp.services.lock_settings import LockSettings, from_text, to_text
from metroapp.wording import presence as words
from tests.gui.bench_window import PARTS, PATIENCE_MS, Bench
from tests.gui.people_at_work import CODE, enter, leave, lock, sign_in, unlock
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def measured(bench: Bench, piece: int) -> Measurement | None:
    """What the archive has of a piece."""
    line = consultation.record_lines(bench.shop.workspace)[0]
    return consultation.load(bench.shop.workspace, line.id).measurement(BoxKey(piece, "1"))


# -- locking --------------------------------------------------------------------------------------------------------


def test_locked_nothing_of_the_record_is_visible(bench: Bench) -> None:
    bench.open(part(LENGTH))
    QTest.keyClick(bench.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    bench.until_quiet()
    page = bench.window.doorkeeper.door.lock
    assert page.isVisible()
    assert not bench.page.isVisible() and not bench.window.rail.isVisible() and not bench.window.bench.isVisible()
    assert page.person.text() == CAMILLE
    assert bench.shop.workshop.staff.who.locked
    assert not page.held.isVisible()


def test_the_same_person_comes_back_to_the_same_place(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.window.show_page(INSTRUMENTS)
    page = lock(bench)
    QTest.keyClicks(page.entry.line, "faux")
    page.entry.button.click()
    bench.until_quiet()
    assert page.banner.isVisible() and not bench.window.doorkeeper.is_open
    unlock(bench, CODES[CAMILLE])
    assert bench.window.doorkeeper.is_open
    assert bench.window.pages.currentIndex() == INSTRUMENTS


def test_a_dialog_is_put_away_without_its_code_and_comes_back(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.page.actions_bar.close_record.click()
    bench.until_quiet()
    dialog = bench.page.findChild(ClosingDialog)
    assert dialog is not None
    dialog.form.secret.setText("secret")
    lock(bench)
    assert not any(found.isVisible() for found in bench.window.findChildren(QDialog))
    unlock(bench, CODES[CAMILLE])
    assert dialog.isVisible()
    assert dialog.form.secret.text() == ""


def test_what_somebody_was_writing_is_not_for_the_next_person(bench: Bench, qtbot: QtBot) -> None:
    bench.open(part(LENGTH))
    bench.page.actions_bar.close_record.click()
    lock(bench)
    bench.window.doorkeeper.door.lock.other.click()
    bench.until_quiet()
    assert bench.window.doorkeeper.door.sign_in.isVisible()
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    assert not any(found.isVisible() for found in bench.window.findChildren(QDialog))
    assert bench.page.has_open_record


# -- by itself ------------------------------------------------------------------------------------------------------


def test_the_post_locks_after_the_minutes_of_its_settings(qtbot: QtBot) -> None:
    now, expired = [0.0], []
    watch = IdleWatch(clock=lambda: now[0])
    watch.expired.connect(expired.append)
    watch.use(LockSettings(minutes=2))
    now[0] = 119
    watch.look()
    assert not expired
    now[0] = 120
    watch.look()
    assert len(expired) == 1
    watch.touch()
    watch.look()
    assert len(expired) == 1
    watch.use(LockSettings(minutes=0))
    now[0] = 1e6
    watch.look()
    assert len(expired) == 1
    watch.stop()


def test_a_gesture_and_a_reading_count_as_somebody_there(bench: Bench) -> None:
    idle = bench.window.doorkeeper.idle
    now = [idle._last]
    idle._clock = lambda: now[0]
    idle.use(LockSettings(minutes=1))
    for gesture in (
        lambda: QTest.keyClick(bench.window, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(bench.window.rail),
        lambda: bench.read(CALIPER, "35.02"),
    ):
        now[0] += 59
        gesture()
        now[0] += 2
        idle.look()
        bench.until_quiet()
        assert bench.window.doorkeeper.is_open
    now[0] += 60
    idle.look()
    bench.until_quiet()
    assert bench.window.doorkeeper.door.lock.isVisible()


def test_a_record_being_filled_is_not_locked_unless_it_was_asked_for(bench: Bench) -> None:
    idle = bench.window.doorkeeper.idle
    bench.open(part(LENGTH))
    idle.expired.emit(None)
    bench.until_quiet()
    assert bench.window.doorkeeper.is_open
    idle.use(LockSettings(while_measuring=True))
    idle.expired.emit(None)
    bench.until_quiet()
    assert bench.window.doorkeeper.door.lock.isVisible()
    unlock(bench, CODES[CAMILLE])
    idle.use(LockSettings())
    bench.window.show_page(INSTRUMENTS)  # the record is not what is shown any more
    idle.expired.emit(None)
    bench.until_quiet()
    assert bench.window.doorkeeper.door.lock.isVisible()


def test_the_settings_of_the_post_outlive_the_window(bench: Bench, qtbot: QtBot) -> None:
    bench.shop.workshop.set_lock_settings(LockSettings(25, while_measuring=True)).result()
    again = MainWindow(bench.shop.workshop, PARTS)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(lambda: again.doorkeeper.idle.settings == LockSettings(25, True), timeout=PATIENCE_MS)
    again.close()


def test_damaged_settings_are_those_of_a_new_post() -> None:
    for text in ("", "{", "[]", '{"minutes": "x", "while_measuring": 1}', '{"minutes": -1, "while_measuring": true}'):
        assert from_text(text) == LockSettings()
    assert from_text(to_text(LockSettings(5, True))) == LockSettings(5, True)


# -- readings -------------------------------------------------------------------------------------------------------


def test_readings_of_a_locked_post_wait_and_are_taken(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=2)
    page = lock(bench)
    bench.read(CALIPER, "35.02", "35.04")
    assert page.held.text() == words.HELD_SOME.format(count=2)
    assert bench.page.grid.model.done == 0
    unlock(bench, CODES[CAMILLE])
    card = bench.page.held
    assert card.isVisible()
    begun = "2 lectures reçues et gardées en attente : 35,02\u00a0mm (PC-01), 35,04"
    assert card.said.text().startswith(begun)
    card.take.click()
    bench.until_quiet()
    assert not card.isVisible()
    assert bench.page.grid.model.done == 2
    found = measured(bench, 2)
    assert found is not None and found.by == CAMILLE
    assert bench.shop.workshop.drop_held().result() == 0


def test_readings_that_nobody_wants_are_set_aside(bench: Bench) -> None:
    bench.open(part(LENGTH))
    lock(bench)
    bench.read(CALIPER, "35.02")
    unlock(bench, CODES[CAMILLE])
    assert bench.page.held.said.text().startswith("1 lecture reçue")
    bench.page.held.drop.click()
    bench.until_quiet()
    assert not bench.page.held.isVisible()
    assert bench.page.grid.model.done == 0
    assert measured(bench, 1) is None
    bench.read(CALIPER, "35.06")
    assert bench.page.grid.place_of(BoxKey(1, "1")).data() == "✓ 35,06"


def test_whoever_takes_them_signs_for_them(bench: Bench) -> None:
    bench.open(part(LENGTH))
    page = leave(bench)
    bench.read(CALIPER, "35.02")
    assert page.held.text() == words.HELD_FOR_ANYBODY
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    bench.page.held.take.click()
    bench.until_quiet()
    found = measured(bench, 1)
    assert found is not None and found.by == DOMINIQUE


def test_with_nobody_signed_in_readings_wait_for_somebody_and_not_for_an_unlocking(bench: Bench) -> None:
    """Seen: « attend le déverrouillage » on the page of the names, where nothing is locked."""
    bench.open(part(LENGTH), pieces=2)
    page = leave(bench)
    bench.read(CALIPER, "35.02", "35.04")
    assert page.held.isVisible() and page.held.text() == words.HELD_FOR_ANYBODY_SOME.format(count=2)
    assert "verrouill" not in page.held.text() and "ouvre une session" in page.held.text()


def test_what_was_held_for_somebody_is_shown_to_nobody_else_and_comes_back(bench: Bench) -> None:
    """Seen: the card of the readings of Camille was still there for Dominique, with nothing left to take."""
    bench.open(part(LENGTH))
    lock(bench)
    bench.read(CALIPER, "35.02")
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    assert not bench.page.held.isVisible() and "attendent son retour" in bench.page.banner.sentence.text()
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    bench.page.held.take.click()
    bench.until_quiet()
    found = measured(bench, 1)
    assert found is not None and found.by == CAMILLE and not bench.page.held.isVisible()


def test_the_jury_takes_nothing(bench: Bench) -> None:
    bench.open(part(LENGTH))
    jury = enter(bench, Role.JURY)
    lock(bench)
    bench.read(CALIPER, "35.02")
    sign_in(bench, jury, CODE)
    assert not bench.page.held.take.isEnabled() and not bench.page.isVisible()
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert bench.page.held.isVisible()  # they still wait
