"""Who is at the post: signing in by finger and by keyboard, the first start, and a lost administrator."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, SIGN_IN
from metroapp.gui.pages.first_start import FirstStartPage
from metroapp.gui.window import ARCHIVES, RELEVE, MainWindow
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import presence as words
from tests.gui.bench_window import PARTS, PATIENCE_MS, Bench
from tests.gui.people_at_work import CODE, enter, leave, sign_in
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, LIGHT_HASHER, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def test_a_gloved_finger_signs_in_on_the_keypad(bench: Bench) -> None:
    name = enter(bench, Role.OPERATOR)
    page = leave(bench)
    assert not bench.page.isVisible()
    assert not page.entry.keypad.isEnabled()  # nobody is chosen yet
    index = page.tiles.model().index([person.name for person in page.tiles.people].index(name), 0)
    QTest.mouseClick(page.tiles.viewport(), Qt.MouseButton.LeftButton, pos=page.tiles.visualRect(index).center())
    assert name in page.entry.line.accessibleName()
    for digit in "99":
        page.entry.keypad.digits[digit].click()
    page.entry.keypad.erase.click()
    page.entry.keypad.clear.click()
    for digit in CODE:
        page.entry.keypad.digits[digit].click()
    page.entry.button.click()
    bench.until_quiet()
    assert bench.window.doorkeeper.is_open
    assert bench.window.start.form.operator.text() == name
    assert bench.window.rail.person.text() == name
    assert page.entry.line.text() == ""


def test_the_keyboard_does_all_of_it(bench: Bench) -> None:
    name = enter(bench, Role.OPERATOR, "Aaron Premier")
    page = leave(bench)
    assert QApplication.focusWidget() is page.tiles
    QTest.keyClick(page.tiles, Qt.Key.Key_Right)
    QTest.keyClick(page.tiles, Qt.Key.Key_Left)
    QTest.keyClick(page.tiles, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.entry.line
    page.tiles.setFocus()
    QTest.keyClick(page.tiles, Qt.Key.Key_2)  # a digit belongs to the code wherever the cursor is
    QTest.keyClicks(page.entry.line, CODE[1:])
    QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
    bench.until_quiet()
    assert bench.shop.workshop.staff.who.person is not None
    assert bench.shop.workshop.staff.who.person.name == name


def test_a_wrong_code_is_said_and_nothing_opens(bench: Bench) -> None:
    page = leave(bench)
    page.tiles.choose(CAMILLE)
    QTest.keyClicks(page.entry.line, "faux")
    QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
    bench.until_quiet()
    assert page.banner.isVisible()
    assert CAMILLE in page.banner.sentence.text()
    assert page.entry.line.text() == "" and page.entry.line.isEnabled()
    assert not bench.window.doorkeeper.is_open
    QTest.keyClicks(page.entry.line, CODES[CAMILLE])
    QTest.keyClick(page.entry.line, Qt.Key.Key_Return)
    bench.until_quiet()
    assert bench.window.doorkeeper.is_open
    assert bench.window.start.isVisible()


def test_many_people_are_searched(bench: Bench) -> None:
    for number in range(12):
        enter(bench, Role.OPERATOR, f"Candidat {number:02}")
    page = leave(bench)
    assert page.search.isVisible() and QApplication.focusWidget() is page.search
    QTest.keyClicks(page.search, "dat 07")
    assert [person.name for person in page.tiles.people] == ["Candidat 07"]
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert "Candidat 07" in page.entry.label.text()
    page.search.setText("zzz")
    assert page.none.isVisible() and not page.tiles.people


def test_few_people_need_no_search_and_who_left_is_not_offered(bench: Bench) -> None:
    name = enter(bench, Role.OPERATOR)
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    bench.shop.workshop.staff.set_roles(name, ()).result()
    page = leave(bench)
    assert not page.search.isVisible()
    assert [person.name for person in page.tiles.people] == [CAMILLE, DOMINIQUE]


def test_somebody_else_finds_the_record_where_it_was(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=2)
    bench.read(CALIPER, "35.02")
    leave(bench)
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    assert bench.page.isVisible()
    assert bench.page.has_open_record
    bench.read(CALIPER, "35.04")
    assert bench.page.grid.model.done == 2


def test_the_jury_begins_with_the_archives(bench: Bench) -> None:
    bench.open(part(LENGTH))
    name = enter(bench, Role.JURY)
    sign_in(bench, name, CODE)
    assert bench.window.pages.currentIndex() == ARCHIVES
    assert not bench.window.rail.button(RELEVE).isEnabled()
    assert words.RESERVED.split("{")[0] in bench.window.rail.button(RELEVE).toolTip()
    bench.window.show_page(RELEVE)
    assert bench.window.pages.currentIndex() == ARCHIVES
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert bench.page.isVisible()


# -- the first start ------------------------------------------------------------------------------------------------


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], tuple[MainWindow, FirstStartPage]]]:
    """Opens the window on a workspace without an administrator, as often as asked."""
    opened: list[tuple[MainWindow, Workshop]] = []

    def open_window() -> tuple[MainWindow, FirstStartPage]:
        workshop = Workshop(Workspace(tmp_path), hasher=LIGHT_HASHER)
        window = MainWindow(workshop, PARTS)
        opened.append((window, workshop))
        qtbot.addWidget(window)
        window.show()
        door = window.doorkeeper.door
        assert door.opening.isVisible()
        qtbot.waitUntil(lambda: door.name in (FIRST_CHOICE, FIRST_START) and not window.is_busy, timeout=PATIENCE_MS)
        if door.first_choice is not None:
            door.first_choice.choice.new.click()
        assert door.name == FIRST_START
        assert door.first_start is not None
        return window, door.first_start

    yield open_window
    for window, workshop in opened:
        window.close()
        workshop.close()


def fill(page: FirstStartPage, *texts: str) -> None:
    for line, text in zip((page.workshop, page.name, page.secret, page.again), texts, strict=True):
        line.setText(text)


def test_the_first_start_names_the_workshop_and_its_administrator(
    first: Callable[[], tuple[MainWindow, FirstStartPage]], qtbot: QtBot
) -> None:
    window, page = first()
    assert page.trainer.isChecked()
    assert page.workshop.isVisible()
    fill(page, "Lycée des Vosges", "Claude Fabre", "", "")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.secret  # Enter goes to what is missing
    QTest.keyClicks(page.secret, "motdepasse")
    QTest.keyClicks(page.again, "motdepasse")
    QTest.keyClick(page.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.doorkeeper.is_open, timeout=PATIENCE_MS)
    who = window._workshop.staff.who.person
    assert who is not None
    assert (who.name, who.roles) == ("Claude Fabre", (Role.TRAINER, Role.ADMINISTRATOR))
    assert window._workshop.name().result() == "Lycée des Vosges"
    assert page.secret.text() == page.again.text() == ""


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("", "Claude Fabre", "motdepasse", "motdepasse"), "nom de l'atelier"),
        (("Lycée", " ", "motdepasse", "motdepasse"), "nom de la personne"),
        (("Lycée", "Claude Fabre", "1234", "1234"), "trop simple"),
        (("Lycée", "Claude Fabre", "motdepasse", "motdepassé"), "pas les mêmes"),
    ],
)
def test_a_first_start_that_is_refused_writes_nothing(
    first: Callable[[], tuple[MainWindow, FirstStartPage]], texts: tuple[str, ...], said: str
) -> None:
    window, page = first()
    fill(page, *texts)
    page.begin.click()
    assert said in page.banner.sentence.text()
    assert window._workshop.is_new().result()
    assert not window.doorkeeper.is_open


def test_two_posts_founded_by_the_window_have_each_its_code(
    first: Callable[[], tuple[MainWindow, FirstStartPage]], qtbot: QtBot
) -> None:
    """Both were P1, which one server takes once."""
    window, page = first()
    assert page.post.isVisible() and page.post.text() == "P1"
    fill(page, "Lycée", "Claude Fabre", "motdepasse", "motdepasse")
    page.post.setText("p-2")
    page.begin.click()
    qtbot.waitUntil(lambda: "n'est pas un code de poste" in page.banner.sentence.text(), timeout=PATIENCE_MS)
    assert window._workshop.is_new().result()
    page.post.setText("P2")
    page.begin.click()
    qtbot.waitUntil(lambda: window.doorkeeper.is_open, timeout=PATIENCE_MS)
    assert window._workshop._archive.next_id.post == "P2"


def test_an_administrator_whose_code_is_lost_is_created_again(
    bench: Bench, first: Callable[[], tuple[MainWindow, FirstStartPage]], qtbot: QtBot, tmp_path: Path
) -> None:
    bench.window.close()
    bench.shop.close()
    (tmp_path / "secrets.sqlite").unlink()
    window, page = first()
    assert page.title.text() == words.RECOVERY_TITLE
    assert not page.workshop.isVisible() and not page.post.isVisible()  # it has its name and its code
    fill(page, "", DOMINIQUE, "autre-code", "autre-code")
    page.begin.click()
    qtbot.waitUntil(lambda: window.doorkeeper.is_open, timeout=PATIENCE_MS)
    assert window._workshop.name().result() == "Atelier d'essai"


def test_others_may_work_while_no_administrator_has_a_code(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    """The form does not keep anybody out who can sign in."""
    door = bench.window.doorkeeper.door
    leave(bench)
    door.show_first_start(needs_name=False, is_recovery=True, has_others=True)
    assert door.first_start is not None
    door.first_start.existing.click()
    assert door.name == SIGN_IN


def test_every_control_of_the_door_has_a_name_and_fits_a_glove(bench: Bench) -> None:
    page = leave(bench)
    door = bench.window.doorkeeper.door
    door.show_first_start()
    for control in (*door.findChildren(QAbstractButton), *door.findChildren(QLineEdit)):
        if not isinstance(control.parent(), QLineEdit):
            assert control.accessibleName(), control
    door.show_sign_in()
    for button in (*page.entry.keypad.digits.values(), page.entry.keypad.erase, page.entry.button):
        assert min(button.width(), button.height()) >= 58, button.accessibleName()  # 15 mm at 96 dpi
    assert page.tiles.gridSize().height() >= 58
