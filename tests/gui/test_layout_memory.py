"""The window comes back as it was left: never off every screen, and never because of a damaged text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from metroapp.gui.layout_memory import DEFAULT, NAME, Area, WindowLayout, from_text, placed, to_text
from metroapp.gui.theme import CONTRAST, LIGHT
from metroapp.gui.window import ABOUT, ARCHIVES, RELEVE, MainWindow
from tests.gui.bench_window import PARTS, Bench
from tests.workbench import CAMILLE, CODES, DOMINIQUE, Shop

LEAST = (1024, 600)
SCREEN = Area(0, 0, 1920, 1040)
LEFT = Area(-1920, 0, 1920, 1040)
numbers = st.integers(-5000, 5000)
sizes = st.integers(1, 5000)
areas = st.builds(Area, numbers, numbers, sizes, sizes)


# -- the text ---------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_read_again() -> None:
    layout = WindowLayout(Area(-20, 30, 1280, 800), True, "contrast", "archives", {"archives.0": (200, 310)})
    assert from_text(to_text(layout)) == layout


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "3", "[]", '"window"', "{}", '{"area": [1, 2]}', '{"area": [1, 2, 3, true]}',
        '{"area": [0, 0, -5, 600]}', '{"area": [0, 0, 1e9, 600]}', '{"area": "large"}', '{"look": 5, "page": []}',
        '{"splitters": [1]}', '{"splitters": {"a": [0, 0], "b": ["x"], "c": [-1, 5]}}', '{"is_maximised": "yes"}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_text_costs_the_layout_alone(text: str) -> None:
    assert from_text(text) == DEFAULT


@given(st.text() | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_any_text_is_read_without_a_complaint(text: str) -> None:
    from_text(text)


def test_a_part_that_is_damaged_leaves_the_others() -> None:
    found = from_text('{"area": [0, 0, 1, "x"], "look": "dark", "splitters": {"a": [3, 4], "b": 5}}')
    assert found == WindowLayout(look="dark", splitters={"a": (3, 4)})


# -- the place --------------------------------------------------------------------------------------------------------


@given(areas, st.lists(st.sampled_from([SCREEN, LEFT, Area(0, 1040, 1366, 728)]), unique=True))
def test_the_window_is_always_wholly_on_a_screen(area: Area, screens: list[Area]) -> None:
    found = placed(area, screens, LEAST)
    if found is None:
        return
    assert any(
        screen.x <= found.x
        and screen.y <= found.y
        and found.x + found.width <= screen.x + screen.width
        and found.y + found.height <= screen.y + screen.height
        for screen in screens
    )
    assert found.width >= LEAST[0] and found.height >= LEAST[1]


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        (Area(100, 80, 1280, 800), Area(100, 80, 1280, 800)),
        (Area(1700, 80, 1280, 800), Area(640, 80, 1280, 800)),  # most of it was out
        (Area(100, 80, 3840, 2160), Area(0, 0, 1920, 1040)),  # the screen is smaller now
        (Area(2500, 80, 1280, 800), None),  # its screen is gone
        (Area(100, -790, 1280, 800), None),  # ten pixels are no hold
        (Area(-1500, 50, 1280, 800), None),
    ],
)
def test_where_it_comes_back(area: Area, expected: Area | None) -> None:
    assert placed(area, [SCREEN], LEAST) == expected


def test_it_comes_back_on_the_second_screen_while_there_is_one() -> None:
    area = Area(-1500, 50, 1280, 800)
    assert placed(area, [SCREEN, LEFT], LEAST) == area
    assert placed(area, [], LEAST) is None


# -- the window -------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Bench]]:
    """Opens the window on one workspace, as often as asked, each time after closing it."""
    made: list[Bench] = []

    def close() -> None:
        if made:
            bench = made.pop()
            bench.window.close()
            bench.shop.close()

    def open_window() -> Bench:
        close()
        shop = Shop(tmp_path)
        window = MainWindow(shop.workshop, PARTS)
        qtbot.addWidget(window)
        window.show()
        made.append(Bench(window, shop, qtbot))
        made[-1].until_quiet()
        return made[-1]

    yield open_window
    close()


def test_the_window_comes_back_as_it_was_left(opened: Callable[[], Bench]) -> None:
    bench = opened()
    assert bench.window.theme.tokens is LIGHT and bench.window.pages.currentIndex() == RELEVE
    screen = QGuiApplication.primaryScreen().availableGeometry()
    place = QRect(screen.x(), screen.y(), 1024, 600)
    bench.window.setGeometry(place)
    bench.window.theme.use(CONTRAST)
    bench.window.show_page(ARCHIVES)
    bench.until_quiet()
    [splitter] = bench.window.archives.findChildren(QSplitter)
    splitter.setSizes([260, 100])
    left = splitter.sizes()
    bench = opened()
    assert bench.window.theme.tokens is CONTRAST
    assert bench.window.pages.currentIndex() == ARCHIVES
    assert bench.window.size() == place.size()
    [splitter] = bench.window.archives.findChildren(QSplitter)
    bench.until(lambda: abs(splitter.sizes()[0] - left[0]) <= 2)


def test_the_splitters_of_a_page_that_is_not_looked_at_are_kept(opened: Callable[[], Bench]) -> None:
    bench = opened()
    bench.window._layout.is_restored = False  # so that closing leaves what is written here
    bench.shop.workshop.keep(NAME, to_text(WindowLayout(splitters={"archives.9": (5, 6)}))).result()
    opened()
    bench = opened()
    assert from_text(bench.shop.workshop.kept(NAME).result()).splitters == {"archives.9": (5, 6)}


def test_a_damaged_layout_opens_the_window_as_new(opened: Callable[[], Bench]) -> None:
    bench = opened()
    bench.window._layout.is_restored = False  # so that closing leaves what is written here
    bench.shop.workshop.keep(NAME, "{damaged").result()
    bench = opened()
    assert bench.window.pages.currentIndex() == RELEVE
    assert bench.window.theme.tokens is LIGHT


def test_whoever_signs_in_next_begins_where_their_work_does(opened: Callable[[], Bench]) -> None:
    opened().window.show_page(ABOUT)
    bench = opened()
    assert bench.window.pages.currentIndex() == ABOUT
    bench.shop.workshop.staff.sign_in(DOMINIQUE, CODES[DOMINIQUE]).result()
    bench.until_quiet()
    assert bench.window.pages.currentIndex() == RELEVE
    assert CAMILLE != DOMINIQUE


def test_a_window_that_was_never_restored_writes_nothing(bench: Bench) -> None:
    bench.window._layout.is_restored = False
    bench.window.close()
    assert bench.shop.workshop.kept(NAME).result() == ""
