"""What this post is to be: the demonstration, a new workshop, the one of a folder; and going from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from metroapp.cli.window import run_windows
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.gui.dialogs.other_workshop import OtherWorkshopDialog
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START
from metroapp.gui.pages.first_choice import FirstChoicePage
from metroapp.gui.window import ABOUT, SETTINGS, MainWindow
from metroapp.services import next_workshop
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording.refusals import REFUSALS
from tests.gui.bench_window import PARTS, PATIENCE_MS, Bench
from tests.gui.people_at_work import come_as
from tests.workbench import LIGHT_HASHER, Shop


@pytest.fixture
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the demonstration goes, in place of the folder of whoever runs the tests."""
    root = tmp_path / "user"
    monkeypatch.setattr(next_workshop, "default_root", lambda: root)
    return root


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """A workshop in another folder, closed."""
    Shop(tmp_path / "another").close()
    return tmp_path / "another"


def choose_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Whatever folder is asked for, this one is chosen."""

    def opened(dialog: QFileDialog) -> None:
        assert dialog.fileMode() is QFileDialog.FileMode.Directory
        dialog.fileSelected.emit(str(folder))

    monkeypatch.setattr(QFileDialog, "open", opened)


# -- what is checked --------------------------------------------------------------------------------------------------


def refused(check: Callable[[], WorkshopRequest]) -> str:
    with pytest.raises(Refusal) as refusal:
        check()
    assert refusal.value.message.code in REFUSALS
    return refusal.value.message.code


def test_an_existing_workshop_is_opened_from_its_folder(another: Path, tmp_path: Path, user_data: Path) -> None:
    assert next_workshop.existing(another, tmp_path / "here") == WorkshopRequest(another)


def test_what_cannot_be_opened_is_refused(another: Path, tmp_path: Path, user_data: Path) -> None:
    here, empty, damaged = tmp_path / "here", tmp_path / "empty", tmp_path / "damaged"
    for folder in (empty, damaged):
        folder.mkdir()
    (damaged / "archive.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100) + b"no" * 2000)
    assert refused(lambda: next_workshop.existing(empty, here)) == "workshop.no_archive"
    assert not any(empty.iterdir())
    assert refused(lambda: next_workshop.existing(damaged, here)) == "archive.unreadable"
    assert refused(lambda: next_workshop.existing(another, another)) == "workshop.already_here"
    assert refused(lambda: next_workshop.new(another, here)) == "workshop.has_archive"
    lock = Workspace(another).lock_for_writing()
    assert refused(lambda: next_workshop.existing(another, here)) == "workspace.in_use"
    lock.release()


def test_a_new_workshop_goes_into_a_folder_without_one(tmp_path: Path) -> None:
    assert next_workshop.new(tmp_path / "new", tmp_path / "here") == WorkshopRequest(tmp_path / "new")


def test_the_demonstration_has_its_own_folder(user_data: Path, tmp_path: Path) -> None:
    root = user_data / "demonstration"
    assert next_workshop.demonstration(tmp_path / "here") == WorkshopRequest(root, root / "keys", is_demonstration=True)
    assert refused(lambda: next_workshop.demonstration(root)) == "workshop.already_here"
    Shop(root).close()
    # Found by its folder, it is still the demonstration: it has no instruments but the simulated ones.
    assert next_workshop.existing(root, tmp_path / "here").is_demonstration


# -- the first start --------------------------------------------------------------------------------------------------


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, user_data: Path) -> Iterator[tuple[MainWindow, FirstChoicePage]]:
    """The window on a workspace where nothing is yet."""
    workshop = Workshop(Workspace(tmp_path / "here"), hasher=LIGHT_HASHER)
    window = MainWindow(workshop, PARTS)
    qtbot.addWidget(window)
    window.show()
    door = window.doorkeeper.door
    qtbot.waitUntil(lambda: door.name == FIRST_CHOICE and not window.is_busy, timeout=PATIENCE_MS)
    assert door.first_choice is not None
    yield window, door.first_choice
    window.close()
    workshop.close()


def test_the_demonstration_is_one_press_away(
    first: tuple[MainWindow, FirstChoicePage], qtbot: QtBot, user_data: Path
) -> None:
    window, page = first
    assert QApplication.focusWidget() is page.choice.demonstration
    page.choice.demonstration.click()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
    assert window.request == WorkshopRequest(
        user_data / "demonstration", user_data / "demonstration" / "keys", is_demonstration=True
    )


def test_creating_shows_the_form_and_the_way_back(first: tuple[MainWindow, FirstChoicePage]) -> None:
    window, page = first
    door = window.doorkeeper.door
    page.choice.new.click()
    assert door.name == FIRST_START and door.first_start is not None
    door.first_start.back.click()
    assert door.name == FIRST_CHOICE
    assert window.request is None


def test_a_folder_without_an_archive_is_refused_and_nothing_moves(
    first: tuple[MainWindow, FirstChoicePage], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = first
    choose_folder(monkeypatch, tmp_path / "nothing")
    page.choice.existing.click()
    qtbot.waitUntil(lambda: "ne contient aucun atelier" in page.choice.said.text(), timeout=PATIENCE_MS)
    assert window.isVisible() and window.request is None
    assert page.choice.existing.isEnabled()


def test_another_workshop_is_opened_in_place_of_this_one(
    first: tuple[MainWindow, FirstChoicePage], qtbot: QtBot, another: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = first
    choose_folder(monkeypatch, another)
    page.choice.existing.click()
    qtbot.waitUntil(lambda: window.request == WorkshopRequest(another), timeout=PATIENCE_MS)
    assert not window.isVisible()


# -- later ------------------------------------------------------------------------------------------------------------


def switch_dialog(bench: Bench) -> OtherWorkshopDialog:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    bench.window.settings.workshop.click()
    [dialog] = bench.window.findChildren(OtherWorkshopDialog)
    assert dialog.isVisible()
    return dialog


def test_the_settings_lead_to_another_workshop(
    bench: Bench, another: Path, user_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = switch_dialog(bench)
    choose_folder(monkeypatch, another)
    dialog.choice.existing.click()
    bench.until(lambda: bench.window.request == WorkshopRequest(another))
    assert not bench.window.isVisible()


def test_this_workshop_itself_is_refused_and_stays(
    bench: Bench, user_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = switch_dialog(bench)
    choose_folder(monkeypatch, bench.shop.workspace.root)
    dialog.choice.existing.click()
    bench.until(lambda: "déjà dans cette fenêtre" in dialog.choice.said.text())
    dialog.stay.click()
    bench.until_quiet()
    assert bench.window.isVisible()


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_a_candidate_does_not_change_the_workshop(bench: Bench, role: Role) -> None:
    """Seen: the button was everybody's."""
    come_as(bench, role)
    allowed = role in (Role.TRAINER, Role.ADMINISTRATOR)
    for number in (SETTINGS, ABOUT):
        bench.window.show_page(number)
        bench.until_quiet()
        button = (bench.window.settings if number == SETTINGS else bench.window.about).workshop
        assert button.isEnabled() is allowed
        assert allowed or "administrateur" in button.toolTip()


def test_a_post_that_was_locked_meanwhile_keeps_its_workshop(bench: Bench, another: Path, user_data: Path) -> None:
    dialog = switch_dialog(bench)
    bench.shop.workshop.staff.lock().result()
    dialog.choice.chosen.emit(WorkshopRequest(another))  # the folder was being looked at
    bench.until_quiet()
    assert bench.window.isVisible() and bench.window.request is None
    assert "verrouillé" in dialog.choice.said.text()


def test_a_dialog_that_was_closed_meanwhile_is_not_written_to(bench: Bench, user_data: Path) -> None:
    dialog = switch_dialog(bench)
    dialog.choice.demonstration.click()
    dialog.stay.click()
    bench.until_quiet()
    assert bench.window.isVisible() and bench.window.request is None


# -- one window after the other ---------------------------------------------------------------------------------------


Deed = Callable[[MainWindow], object]
InEachWindow = Callable[[list[Deed]], list[Path]]


@pytest.fixture
def in_each_window(qapp: object) -> Iterator[InEachWindow]:
    """Does one thing in each window that opens, once something is shown; the list given is that of their folders."""
    timer = QTimer()
    timer.setInterval(20)

    def begin(deeds: list[Deed]) -> list[Path]:
        seen: list[Path] = []

        def look() -> None:
            for window in QApplication.topLevelWidgets():
                if not isinstance(window, MainWindow) or not window.isVisible() or window.is_busy or not deeds:
                    continue
                if window.doorkeeper.is_open or window.doorkeeper.door.name:
                    seen.append(window._workshop.workspace.root)
                    deeds.pop(0)(window)

        timer.timeout.connect(look)
        timer.start()
        return seen

    yield begin
    timer.stop()


def test_the_next_window_opens_on_the_workshop_asked_for(
    in_each_window: InEachWindow, another: Path, tmp_path: Path
) -> None:
    here = tmp_path / "here"
    folders = in_each_window([lambda window: window.leave_for(WorkshopRequest(another)), MainWindow.close])
    assert run_windows(WorkshopRequest(here)) == 0
    assert folders == [here, another]
    Workspace(another).lock_for_writing().release()  # both are free again
    Workspace(here).lock_for_writing().release()


def test_the_demonstration_opens_with_its_people_and_its_bench(
    in_each_window: InEachWindow, user_data: Path, tmp_path: Path
) -> None:
    shown: list[bool] = []

    def look(window: MainWindow) -> None:
        shown.append(window.strip is not None and window.doorkeeper.is_open)
        window.close()

    demonstration = next_workshop.demonstration(tmp_path / "here")
    folders = in_each_window([lambda window: window.leave_for(demonstration), look])
    assert run_windows(WorkshopRequest(tmp_path / "here")) == 0
    assert folders == [tmp_path / "here", user_data / "demonstration"]
    assert shown == [True]


def test_a_workshop_that_cannot_be_opened_leads_back_and_is_said(
    in_each_window: InEachWindow, another: Path, tmp_path: Path
) -> None:
    here, said = tmp_path / "here", []
    busy = Workspace(another).lock_for_writing()

    def look(window: MainWindow) -> None:
        said.append(window.doorkeeper.door.banner.sentence.text())
        window.close()

    folders = in_each_window([lambda window: window.leave_for(WorkshopRequest(another)), look])
    assert run_windows(WorkshopRequest(here)) == 0
    busy.release()
    assert folders == [here, here]
    assert "déjà ouvert" in said[0]


def test_the_first_workshop_that_cannot_be_opened_is_refused(qapp: object, another: Path) -> None:
    busy = Workspace(another).lock_for_writing()
    with pytest.raises(Refusal) as refused:
        run_windows(WorkshopRequest(another))
    busy.release()
    assert refused.value.message.code == "workspace.in_use"
