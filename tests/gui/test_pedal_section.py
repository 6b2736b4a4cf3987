"""The pedals in the settings: shown, set by pressing them once, refused where a key is taken, kept with the post."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.pages.door import LOCK
from metroapp.gui.pedal import DEFAULT, from_text
from metroapp.gui.theme import TOUCH
from metroapp.gui.widgets.pedal_section import PedalSection
from metroapp.gui.window import RELEVE, SETTINGS
from metroapp.services.commands import Command
from metroapp.wording import settings as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, lock
from tests.workbench import CALIPER, CAMILLE, CODES, characteristic, part

F13, F19, B = Qt.Key.Key_F13, Qt.Key.Key_F19, Qt.Key.Key_B


@pytest.fixture
def section(bench: Bench) -> PedalSection:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    return bench.window.settings.pedals


def pedal(bench: Bench, key: Qt.Key) -> None:
    bench.window.activateWindow()
    QTest.keyClick(bench.window.windowHandle(), key)
    bench.until_quiet()


def kept(bench: Bench) -> object:
    return from_text(bench.shop.workshop.pedals().result())


def test_every_command_shows_its_key(section: PedalSection) -> None:
    shown = {command: row.key.text() for command, row in section.rows.items()}
    assert set(shown) == set(Command)
    assert shown[Command.CONFIRM] == "F13" and shown[Command.NONCONFORMING] == words.PEDAL_NO_KEY
    for row in section.rows.values():
        for button in (row.set, row.clear):
            assert button.height() >= TOUCH and button.width() >= TOUCH and button.accessibleName()


def test_a_pedal_is_set_by_pressing_it_once_and_obeyed_at_once(section: PedalSection, bench: Bench) -> None:
    row = section.rows[Command.UNDO]
    row.set.click()
    assert row.set.text() == words.PEDAL_PRESS and "Annuler" in section.said.text()
    pedal(bench, F19)
    assert row.key.text() == "F19" and row.set.text() == words.PEDAL_SET
    assert section.said.text() == words.PEDAL_KEPT.format(key="F19", command="Annuler")
    pedal(bench, F19)
    assert section.said.text() == words.PEDAL_TRIED.format(command="Annuler")
    bench.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    bench.read(CALIPER, "35.02")
    bench.window.show_page(RELEVE)
    pedal(bench, F19)
    assert bench.page.grid.model.done == 0


def test_it_is_kept_with_the_post(section: PedalSection, bench: Bench) -> None:
    section.rows[Command.NONCONFORMING].set.click()
    pedal(bench, B)
    assert kept(bench) == {**DEFAULT, B.value: Command.NONCONFORMING}
    bench.window.hands_free.pedal.use({})
    bench.window.hands_free.read()  # as at the next start
    bench.until_quiet()
    section.refresh()
    assert section.rows[Command.NONCONFORMING].key.text() == "B"


def test_a_key_that_is_taken_is_refused_by_name(section: PedalSection, bench: Bench) -> None:
    section.rows[Command.CALL].set.click()
    pedal(bench, F13)
    assert "F13" in section.said.text() and "Confirmer" in section.said.text()
    assert section.rows[Command.CALL].set.text() == words.PEDAL_PRESS  # another pedal may be pressed
    assert kept(bench) == DEFAULT
    pedal(bench, F19)
    assert section.rows[Command.CALL].key.text() == "F19"


def test_a_key_is_forgotten(section: PedalSection, bench: Bench) -> None:
    section.rows[Command.CONFIRM].clear.click()
    bench.until_quiet()
    assert section.rows[Command.CONFIRM].key.text() == words.PEDAL_NO_KEY
    assert not section.rows[Command.CONFIRM].clear.isEnabled()
    assert F13.value not in kept(bench)  # type: ignore[operator]


def test_giving_up_changes_nothing(section: PedalSection, bench: Bench) -> None:
    row = section.rows[Command.CALL]
    row.set.click()
    pedal(bench, Qt.Key.Key_Escape)
    assert section.said.text() == words.PEDAL_GIVEN_UP and row.set.text() == words.PEDAL_SET
    row.set.click()
    row.set.click()
    pedal(bench, F19)
    assert bench.window.hands_free.pedal.table == DEFAULT
    row.set.click()
    bench.window.show_page(RELEVE)  # another page: no key is waited for
    pedal(bench, F19)
    assert bench.window.hands_free.pedal.table == DEFAULT


def test_a_post_that_locks_waits_for_no_pedal(section: PedalSection, bench: Bench) -> None:
    section.rows[Command.CALL].set.click()
    page = lock(bench)
    QTest.keyClicks(page.entry.line, CODES[CAMILLE])  # a code is typed, no pedal is learnt
    assert page.entry.line.text() == CODES[CAMILLE]
    assert bench.window.doorkeeper.door.name == LOCK
    assert bench.window.hands_free.pedal.table == DEFAULT


def test_a_candidate_only_reads_them(bench: Bench) -> None:
    come_as(bench, Role.OPERATOR)
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    for row in bench.window.settings.pedals.rows.values():
        assert not row.set.isEnabled() and not row.clear.isEnabled()
        assert "formateur" in row.set.toolTip()


def test_no_key_of_the_window_can_become_a_pedal(section: PedalSection, bench: Bench) -> None:
    """A pedal goes before a shortcut: on one of these keys, the shortcut would be lost without a word."""
    bench.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    watch = bench.window.hands_free.pedal
    sequences = [shortcut.key() for shortcut in bench.window.findChildren(QShortcut)]
    sequences += [button.shortcut() for button in bench.window.findChildren(QAbstractButton)]
    single = [found[0] for found in sequences if not found.isEmpty() and found.count() == 1]
    keys = {
        found.key()
        for found in single
        if found.keyboardModifiers() == Qt.KeyboardModifier.NoModifier and found.key() != Qt.Key.Key_Escape
    }
    assert len(keys) > 8
    for key in keys:
        watch.learn(Command.CALL)
        pedal(bench, key)
        assert watch.table == DEFAULT, key
    watch.give_up()
