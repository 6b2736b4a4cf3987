"""Lists of what was measured before, while something is asked or read: what they show, and what is closed meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from metroapp.gui.dialogs.compare_records import CompareDialog
from metroapp.gui.dialogs.history import HistoryDialog
from metroapp.gui.widgets import record_list
from metroapp.gui.widgets.record_finder import Between
from metroapp.gui.window import ARCHIVES
from metroapp.services import consultation
from metroapp.wording import comparison_of_records as compare_words
from metroapp.wording import finding
from tests.gui.bench_window import PATIENCE_MS, Bench
from tests.gui.test_past_records import LENGTH, WIDER, archives
from tests.workbench import CALIPER, CAMILLE, SIGNED_BY_DOMINIQUE, part


@contextmanager
def nothing_read(bench: Bench) -> Iterator[None]:
    """What is asked of the archive meanwhile is read once this is left."""
    gate = Event()
    bench.window.worker.do(lambda _task: gate.wait(PATIENCE_MS / 1000))
    yield
    gate.set()
    bench.until_quiet()


def close(dialog: QDialog) -> None:
    """As the program does between two events: closed, it is no more."""
    dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)


def test_an_old_count_stood_under_a_search_that_had_not_answered(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (LENGTH, "35.20"))
    sign = page.list.pages._sign
    assert page.list.count.text() == "2 relevés" and not sign.isVisibleTo(page)
    with nothing_read(bench):
        page.search.setText("0002")
        assert page.list.count.text() == finding.SEARCHING and sign.isVisibleTo(page)  # before it is asked
        page.list.finder._ask()
        assert page.list.count.text() == finding.SEARCHING
    assert page.list.count.text() == "1 relevé" and not sign.isVisibleTo(page)


def test_an_answer_to_an_earlier_search_is_not_shown(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (LENGTH, "35.20"))
    shown: list[int] = []
    page.list.pages.found.connect(lambda: shown.append(len(page.records.rows)))
    with nothing_read(bench):
        page.list.finder.look_for("introuvable")
        page.list.finder.look_for("0002")
    assert shown == [1]


def test_more_lines_of_the_text_being_typed_were_added_to_the_list_of_the_one_before(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = consultation.find
    monkeypatch.setattr(record_list, "PAGE", 2)
    monkeypatch.setattr(consultation, "find", lambda *asked: whole(*asked)[:2])
    for value in ("35.02", "35.03", "35.04"):
        bench.open(part(LENGTH))
        bench.read(CALIPER, value)
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: len(page.records.rows) == 2)
    page.search.setText("0001")
    page.list.finder._pause.stop()
    assert not page.list.more.isEnabled()
    page.list.pages._scrolled(page.table.verticalScrollBar().maximum() or 1)
    bench.until_quiet()
    assert [row.texts[0][-1] for row in page.records.rows] == ["3", "2"]
    page.list.finder._ask()
    bench.until(lambda: [row.texts[0][-1] for row in page.records.rows] == ["1"])


def test_facts_proposed_too_late_for_what_is_typed_now_are_not_shown(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"))
    finder = page.list.finder
    with nothing_read(bench):
        finder.search.setText("pc-0")
        finder._ask()
        finder.search.setText("autre chose")
        finder._pause.stop()
    assert not finder.proposed.isVisibleTo(finder)


def test_a_sign_that_cannot_be_looked_for_is_a_sentence_and_no_old_list(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"))
    page.list.finder.look_for("abc\x00")
    bench.until(lambda: "un signe illisible" in page.said.text() and not page.records.rows)
    assert page.list.count.text() == "" and not page.pdf.isEnabled()
    page.list.finder.look_for("essai")
    bench.until(lambda: page.list.count.text() == "1 relevé")


def test_a_day_of_the_year_9999_broke_the_search(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"))
    question = Between((date(2026, 1, 1), date(2026, 12, 31)), page)
    question.confirmed.connect(page.list.finder.open_between)
    for entry, far in zip(question.days, (QDate(1752, 1, 1), QDate(9999, 12, 31)), strict=True):
        entry.setDate(far)
    assert [entry.maximumDate().year() for entry in question.days] == [2999, 2999]
    for entry, year in zip(question.days, (1900, 2999), strict=True):
        entry.setDate(QDate(year, 12, 31))
    question.accept_answer()
    bench.until_quiet()
    assert len(page.records.rows) == 1 and page.list.finder.asked_for.opened_until is not None


def test_a_history_closed_before_its_values_came_is_no_fault(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"))
    page.timeline.selectRow(0)
    with nothing_read(bench):
        page.history.click()
        [dialog] = page.findChildren(HistoryDialog)
        close(dialog)


def test_a_comparison_closed_while_its_list_was_read_was_a_fault(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (LENGTH, "35.20"))
    for text in ("", "pc-0", "\x00"):
        with nothing_read(bench):
            page.compare.click()
            [dialog] = page.findChildren(CompareDialog)
            dialog.list.finder.look_for(text)
            close(dialog)


def test_a_comparison_went_on_asking_for_what_was_chosen(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (WIDER, "35.20"))
    page.compare.click()
    [dialog] = page.findChildren(CompareDialog)
    bench.until(lambda: len(dialog.list.records.rows) == 2)
    assert dialog.said.text() == compare_words.CHOOSE
    dialog.list.finder.look_for("\x00")
    bench.until(lambda: "un signe illisible" in dialog.said.text())
    dialog.list.finder.look_for("0001")
    bench.until(lambda: dialog.table is not None)
    assert dialog.said.text() == "" and not dialog.said.isVisibleTo(dialog)
    dialog.close()


def test_the_end_of_a_derogation_was_no_line_of_the_life_of_its_record(bench: Bench) -> None:
    bench.shop.open(part(LENGTH))
    bench.shop.read(CALIPER, "35.20")
    number = bench.shop.concede(1)
    bench.shop.workshop.treatment.withdraw(number, "mauvaise pièce", SIGNED_BY_DOMINIQUE).result()
    bench.until_quiet()
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))
    last = page.operations.rows[-1].texts
    assert (last[1], last[6], last[7]) == (f"Pièce 1 · fin de la dérogation {number}", CAMILLE, "mauvaise pièce")
