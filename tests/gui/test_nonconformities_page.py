"""The page of what is not good: the latest first, a page at a time, and the way to the record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import Means
from metroapp.gui.widgets.bad_values_list import PAGE, BadValuesList
from metroapp.gui.window import ARCHIVES, NONCONFORMITIES
from metroapp.wording import finding
from metroapp.wording import nonconformities as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.workbench import CALIPER, CAMILLE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
GOOD, BAD = "35.02", "35.23"


def shown(bench: Bench) -> BadValuesList:
    bench.window.show_page(NONCONFORMITIES)
    bench.until_quiet()
    return bench.window.nonconformities.found


def texts(page: BadValuesList) -> list[tuple[str, ...]]:
    return [row.texts for row in page.values.rows]


def test_a_line_says_what_where_by_how_much_and_who(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=2)
    bench.read(CALIPER, GOOD, BAD)
    bench.shop.concede(2)
    [line] = texts(shown(bench))
    assert line[:9] == (
        "P1-2026-0001", "ESSAI-01", "2", "1", "35,23\u00a0mm", "✗ non conforme", "+0,13\u00a0mm", CALIPER, CAMILLE,
    )  # fmt: skip
    assert line[9].startswith("24/11/2026") and line[10] == "DER-2026-001"


def test_nothing_is_said_as_nothing(bench: Bench) -> None:
    page = shown(bench)
    assert page.said.text() == words.NONE
    assert not page.open.isEnabled() and not page.more.isEnabled()
    page.search.setText("introuvable")
    bench.until(lambda: page.said.text() == words.NONE_FOUND)


def test_replaced_values_come_when_they_are_asked_for(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, BAD)
    bench.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    bench.read(CALIPER, GOOD)
    page = shown(bench)
    assert texts(page) == []
    page.replaced.click()
    bench.until(lambda: len(page.values.rows) == 1)
    assert texts(page)[0][5] == "✗ remplacée"
    page.replaced.click()
    bench.until(lambda: not page.values.rows)


def test_the_search_is_made_once_the_typing_stops(bench: Bench) -> None:
    for value in (BAD, BAD):
        bench.open(part(LENGTH))
        bench.read(CALIPER, value)
    page = shown(bench)
    assert [line[0] for line in texts(page)] == ["P1-2026-0002", "P1-2026-0001"]
    QTest.keyClicks(page.search, "0001")
    bench.until(lambda: [line[0] for line in texts(page)] == ["P1-2026-0001"])
    assert page.count.text() == "1 valeur"


def test_an_old_count_of_values_stood_while_another_text_was_typed(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, BAD)
    page = shown(bench)
    assert page.count.text() == "1 valeur"
    page.search.setText("introuvable")
    assert page.count.text() == finding.SEARCHING
    bench.until(lambda: page.said.text() == words.NONE_FOUND)
    assert page.count.text() == ""
    page.search.setText("abc\x00")
    assert page.said.text() == ""
    bench.until(lambda: "un signe illisible" in page.said.text())
    assert not page.open.isEnabled()


def test_a_good_value_says_that_its_second_reading_is_awaited(bench: Bench) -> None:
    bench.shop.workshop.set_options(RecordOptions(asks=False)).result()
    bench.open(part(LENGTH))
    bench.read(CALIPER, BAD)
    bench.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    bench.read(CALIPER, GOOD)
    [line] = texts(shown(bench))
    assert line[4:7] == ("35,02\u00a0mm", words.AWAITS_SECOND, "")


@pytest.mark.parametrize("way", ["button", "scrolled"])
def test_more_lines_come_when_they_are_wanted(bench: Bench, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    count = PAGE + 7
    bench.open(part(LENGTH), pieces=count)
    bench.shop.read(CALIPER, *(BAD,) * count)
    bench.until_quiet()
    page = shown(bench)
    assert len(page.values.rows) == PAGE
    assert page.count.text() == f"{PAGE} premières valeurs"
    if way == "button":
        page.more.click()
    else:
        page.table.scrollToBottom()
    bench.until(lambda: len(page.values.rows) == count)
    assert [line[2] for line in texts(page)] == [str(piece) for piece in range(count, 0, -1)]
    assert not page.more.isEnabled() and page.count.text() == f"{count} valeurs"


@pytest.mark.parametrize("way", ["double click", "Enter", "button"])
def test_a_value_leads_to_its_record_in_the_archives(bench: Bench, way: str) -> None:
    bench.window.archives.search.setText("rien de tel")
    for value in (BAD, GOOD, GOOD):
        bench.open(part(LENGTH))
        bench.read(CALIPER, value)
    page = shown(bench)
    cell = page.table.visualRect(page.values.index(0, 4)).center()
    if way == "double click":
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
        QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    elif way == "Enter":
        page.table.setFocus()
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    else:
        page.open.click()
    bench.until_quiet()
    assert bench.window.pages.currentIndex() == ARCHIVES
    archives = bench.window.archives
    bench.until(lambda: "P1-2026-0001" in archives.title.toolTip())
    assert archives.records.rows[archives.table.currentIndex().row()].texts[0] == "P1-2026-0001"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CANDIDATE])  # who sees one record alone
def test_everybody_may_read_it(bench: Bench, role: Role) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, BAD)
    come_as(bench, role)
    assert len(texts(shown(bench))) == 1


def test_a_new_reading_keeps_the_line_that_was_chosen(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=3)
    bench.read(CALIPER, BAD, "35.24")
    page = shown(bench)
    page.table.selectRow(1)
    bench.read(CALIPER, "35.25")
    page.refresh_button.click()
    bench.until(lambda: len(page.values.rows) == 3)
    assert texts(page)[page.table.currentIndex().row()][4] == "35,23\u00a0mm"
