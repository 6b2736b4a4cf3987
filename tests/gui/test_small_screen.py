"""The smallest screen of a workshop, 1024 × 600: everything is there, whole, and nothing lies on anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means, Sampling
from metroapp.gui.catalogue import read_folder
from metroapp.gui.pages.door import FIRST_CHOICE, FIRST_START, LOCK, SIGN_IN
from metroapp.gui.window import ABOUT, ARCHIVES, INSTRUMENTS, MEANS, NONCONFORMITIES, PARTS, RELEVE, SETTINGS
from metroapp.wording.sentences import sentence
from tests.gui.bench_window import PARTS as FOLDER
from tests.gui.bench_window import Bench
from tests.gui.guided_record import begin
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
    "means": MEANS,
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


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole(bench: Bench, name: str) -> None:
    with_a_record(bench)
    bench.window.releve.setCurrentWidget(bench.window.start)
    bench.window.show_page(PAGES[name])
    bench.until_quiet()
    for size in (SMALL, USUAL):
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


LONG = Refusal("scan.other_work_order", scanned="OF-2026-118-BIS", expected="OF-2026-118, tournage de la série pilote")


def test_strips_and_a_banner_push_no_card_over_the_buttons(bench: Bench) -> None:
    """Seen: with two strips and a banner of two lines, the cards lay 14 px over the action bar."""
    sampled = replace(LENGTH, sampling=Sampling(every=3))
    begin(bench, part(sampled, characteristic("2", "12 ±0,1", Means.CALIPER)), pieces=7, concordant=True, widens=True)
    bench.read(CALIPER, "35.30")
    press_again(bench)
    bench.read(CALIPER, "35.02")
    page = bench.page
    page.banner.say("Non enregistré", sentence(LONG))
    page.notice.say("Relevé repris à la même case : pièce 2, repère 1.")
    settle(bench, *SMALL)
    assert page.visa.parentWidget() is not None and page.banner.isVisible()
    require_whole(bench)
    assert page.now.geometry().bottom() < page.actions_bar.geometry().top()
    settle(bench, *USUAL)
    assert all(strip.isVisible() for strip in (page.visa, page.notice, page.banner))
    require_whole(bench)


def test_what_had_no_room_comes_back_when_the_banner_goes(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=3)
    page = bench.page
    page.notice.say("Relevé repris à la même case : pièce 2, repère 1.")
    page.sample.say("\n".join(f"Repère {number} : pièces 2, 3 à mesurer aussi." for number in range(4)))
    page.banner.say("Non enregistré", sentence(LONG) * 2)
    settle(bench, *SMALL)
    assert page.banner.isVisible() and not page.notice.isVisible() and not page.grid.isVisible()
    require_whole(bench)
    page.banner.button.click()
    page.sample.button.click()
    settle(bench, *SMALL)
    assert page.notice.isVisible() and page.grid.isVisible()
    require_whole(bench)


def test_the_follow_up_is_whole_beside_a_banner(bench: Bench) -> None:
    """Seen: 22 px of the forms were cut on the right."""
    begin(bench, part(LENGTH), pieces=3, minutes=30)
    bench.page.actions_bar.follow_up.setChecked(True)
    bench.page.banner.say("Non enregistré", sentence(LONG))
    settle(bench, *SMALL)
    require_whole(bench)


@pytest.mark.parametrize("simulated", [False, True])
def test_the_number_of_a_record_is_never_cut(bench: Bench, simulated: bool) -> None:
    """Seen: « Relev… » in the place of what a person searches."""
    begin(bench, part(LENGTH), pieces=3, minutes=30)
    head = bench.page.head
    head.simulation.setVisible(simulated)
    head.show_time(10 * 3600)
    settle(bench, *SMALL)
    number = bench.page.header.number if bench.page.header else ""
    assert number in head.title.text() and head.title.width() >= head.title.fontMetrics().horizontalAdvance(number)
    assert bench.page.header is not None and bench.page.header.part.designation in head.title.accessibleName()
    require_whole(bench)
    settle(bench, 1920, 1080)
    assert head.title.text() == head.title.accessibleName() and head.left.isVisible()


def test_no_column_of_the_nonconformities_is_cut(bench: Bench) -> None:
    """Seen: « Instrumen », « DER-202… », « Camille Mar… »."""
    begin(bench, part(LENGTH), pieces=2, concordant=True)
    bench.read(CALIPER, "35.30")
    bench.shop.concede(1)
    press_again(bench)
    bench.read(CALIPER, "35.02")
    bench.window.show_page(NONCONFORMITIES)
    bench.until_quiet()
    for size in (SMALL, USUAL):
        settle(bench, *size)
        page = bench.window.nonconformities.found
        assert len(page.values.rows) == 1
        metrics, header = page.table.fontMetrics(), page.table.horizontalHeader()
        for place, column in enumerate(page.values.columns):
            if page.table.isColumnHidden(place):
                continue
            assert header.sectionSizeFromContents(place).width() <= page.table.columnWidth(place), column.title
            for row in page.values.rows:
                width = metrics.horizontalAdvance(row.texts[place]) + 12
                assert width <= page.table.columnWidth(place), row.texts[place]


def test_the_buttons_of_a_part_are_whole(bench: Bench) -> None:
    """Seen: « Insér », « uplique », « fférenc »."""
    found = next(sheet.part for sheet in read_folder(FOLDER) if sheet.part)
    bench.shop.workshop.save_draft(found).result()
    bench.window.show_page(PARTS)
    bench.until_quiet()
    for size in (SMALL, USUAL):
        settle(bench, *size)
        require_whole(bench)
    assert str(len(found.characteristics)) in bench.window.parts.editor.count.text()


def press_again(bench: Bench) -> None:
    """The bad value is to be measured again."""
    assert bench.page.last is not None
    bench.shop.workshop.retake(bench.page.last, "copeau").result()
    bench.until_quiet()
