"""The smallest screen of a workshop, 1024 × 600: everything is there, whole, and nothing lies on anything else."""

from __future__ import annotations

import pytest

from metroapp.domain.specification import Means
from metroapp.gui.catalogue import read_folder
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, LOCK, SIGN_IN
from metroapp.gui.window import ABOUT, ARCHIVES, INSTRUMENTS, NONCONFORMITIES, PARTS, RELEVE, SETTINGS
from tests.gui.bench_window import PARTS as FOLDER
from tests.gui.bench_window import Bench
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, characteristic, part

SMALL, USUAL = (1024, 600), (1280, 800)
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
PAGES = {
    "start": RELEVE,
    "parts": PARTS,
    "archives": ARCHIVES,
    "nonconformities": NONCONFORMITIES,
    "instruments": INSTRUMENTS,
    "settings": SETTINGS,
    "about": ABOUT,
}


def require_whole(bench: Bench) -> None:
    window = bench.window
    wrong = [*outside(window), *overlapping(window), *cut(window)]
    assert not wrong, "\n".join(wrong)


def with_a_record(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=3)
    bench.read(CALIPER, "35.02", "35.23", "35.01")
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=["small", "usual"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole(bench: Bench, name: str, size: tuple[int, int]) -> None:
    with_a_record(bench)
    bench.window.releve.setCurrentWidget(bench.window.start)
    bench.window.show_page(PAGES[name])
    bench.until_quiet()
    settle(bench, *size)
    assert bench.window.size().toTuple() == size
    require_whole(bench)


def test_a_record_left_open_is_offered_whole(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=3)
    bench.window.releve.setCurrentWidget(bench.window.start)
    bench.window.start.refresh()
    bench.until(bench.window.start.resume.isVisible)
    bench.until_quiet()
    settle(bench, *SMALL)
    require_whole(bench)


@pytest.mark.parametrize("name", [SIGN_IN, LOCK, FIRST_START, FIRST_CHOICE])
def test_the_door_is_whole(bench: Bench, name: str) -> None:
    bench.window.doorkeeper.picture(name)
    bench.until_quiet()
    settle(bench, *SMALL)
    require_whole(bench)


@pytest.mark.parametrize("state", ["open", "bad", "closed"])
def test_a_record_is_whole_while_it_is_filled(bench: Bench, state: str) -> None:
    found = next(sheet.part for sheet in read_folder(FOLDER) if sheet.part)
    if state == "open":
        bench.open(found, pieces=5)
    else:
        with_a_record(bench)
        if state == "bad":
            bench.open(part(LENGTH), pieces=5)
            bench.read(CALIPER, "35.02", "35.23")
    bench.until_quiet()
    settle(bench, *SMALL)
    require_whole(bench)
