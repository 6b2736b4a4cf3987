"""The follow-up of the series at the machine: typed, said at once what is wrong or missing, recorded by one button."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.production import Blank, EventKind
from metroapp.domain.production_text import SetUpTexts, ToolTexts, read_set_up
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.domain.temperature import Material
from metroapp.gui.dialogs.temperatures import TemperaturesDialog
from metroapp.gui.pages.follow_up import FollowUpPage
from metroapp.gui.widgets.follow_up_head import SERIES, SET_UP
from metroapp.services import consultation
from metroapp.services.events import RecordOpened
from metroapp.wording import follow_up as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, sign_in
from tests.workbench import CALIPER, CAMILLE, CODES, SIGNED_BY_CAMILLE, characteristic, part

TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER))
NINE_MM = 34  # px at 96 dpi


def make(bench: Bench) -> FollowUpPage:
    made = FollowUpPage(bench.window._desk)
    bench.qtbot.addWidget(made)
    bench.window.bridge.happened.connect(made.take)
    made.setStyleSheet(bench.window.styleSheet())
    made.resize(1180, 700)
    made.show()
    return made


@pytest.fixture
def follow_up(bench: Bench) -> FollowUpPage:
    page = make(bench)
    bench.open(TESTED, pieces=5)
    return page


def archived(bench: Bench) -> InspectionRecord:
    line = consultation.record_lines(bench.shop.workspace)[0]
    return consultation.load(bench.shop.workspace, line.id)


def count(page: FollowUpPage, **texts: str) -> None:
    for name, text in texts.items():
        line = page.series.counts[name].line
        line.clear()
        QTest.keyClicks(line, text)


def save(bench: Bench, page: FollowUpPage) -> None:
    page.head.save.click()
    bench.until_quiet()


# -- quantities and times ----------------------------------------------------------------------------------------------


def test_what_is_typed_is_recorded_by_one_button(bench: Bench, follow_up: FollowUpPage) -> None:
    assert follow_up.head.state.text() == words.NOTHING_SAVED
    count(follow_up, launched="5", good="3", nonconforming="1", scrap="1", set_up_minutes="25", machining_minutes="40")
    follow_up.series.comment.setPlainText("brut court")
    assert follow_up.head.state.text() == words.MODIFIED
    assert archived(bench).follow_up is None
    save(bench, follow_up)
    filled = archived(bench).follow_up
    assert filled is not None and filled.by == CAMILLE
    assert (filled.launched, filled.good, filled.nonconforming, filled.scrap) == (5, 3, 1, 1)
    assert (filled.set_up_minutes, filled.machining_minutes, filled.comment) == (25, 40, "brut court")
    assert follow_up.head.state.text() == words.saved_at(filled.at)
    assert not follow_up.has_unsaved
    assert archived(bench).set_up is None  # nothing was typed of it


def test_a_remark_too_long_is_cut_where_it_is_typed_and_not_behind_the_back(follow_up: FollowUpPage) -> None:
    follow_up.series.comment.setPlainText("bavure ; " * 500)
    assert follow_up.series.comment.toPlainText() == follow_up.series.texts().comment == ("bavure ; " * 500)[:1000]


def test_what_was_typed_while_it_was_being_recorded_stays(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    follow_up.head.save.click()
    count(follow_up, good="4")
    bench.until_quiet()
    assert follow_up.series.counts["good"].text() == "4"
    assert follow_up.head.state.text() == words.MODIFIED
    save(bench, follow_up)
    filled = archived(bench).follow_up
    assert filled is not None and (filled.launched, filled.good) == (5, 4)


def test_a_touch_counts_and_nothing_is_not_zero(follow_up: FollowUpPage) -> None:
    field = follow_up.series.counts["scrap"]
    assert field.text() == "" and Blank.SCRAP in follow_up.draft.missing()
    fewer, more = field.stepper.buttons
    fewer.click()
    assert field.text() == "0" and Blank.SCRAP not in follow_up.draft.missing()
    more.click()
    assert field.text() == "1"
    follow_up.series.counts["machining_minutes"].stepper.buttons[1].click()
    assert follow_up.draft.written.follow_up.machining_minutes == "5"


def test_what_cannot_be_is_said_beside_its_field_and_not_recorded(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5", good="4", scrap="2")
    said = follow_up.series.counts["launched"].wrong
    assert said.isVisible() and "6 pièces réparties pour 5 lancées" in said.text()
    save(bench, follow_up)
    assert follow_up.head.said.text() == words.CORRECT_FIRST and archived(bench).follow_up is None
    count(follow_up, scrap="-1")
    assert not said.isVisible()
    assert follow_up.series.counts["scrap"].wrong.isVisible()
    follow_up.show_tab(SET_UP)
    save(bench, follow_up)
    assert archived(bench).follow_up is None
    assert follow_up.stack.currentIndex() == SERIES and follow_up.series.counts["scrap"].line.hasFocus()
    count(follow_up, scrap="1")
    assert not follow_up.head.said.isVisible()
    save(bench, follow_up)
    assert archived(bench).follow_up is not None


def test_what_is_missing_is_listed_as_one_types(bench: Bench, follow_up: FollowUpPage) -> None:
    assert follow_up.head.blanks.text().startswith("Reste à remplir : pièces lancées, pièces bonnes")
    count(follow_up, launched="5", good="5", nonconforming="0", machining_minutes="40")
    assert follow_up.head.blanks.text().startswith("Reste à remplir : rebut, temps de réglage, programme")
    count(follow_up, scrap="0", set_up_minutes="25")
    for name, text in (("program", "O2001"), ("program_revision", "A"), ("origins", "G54"), ("clamping", "mors")):
        QTest.keyClicks(follow_up.set_up.lines[name], text)
    QTest.keyClicks(follow_up.set_up.tools.rows[0].cells["tool"], "T1")
    assert follow_up.draft.missing() == (Blank.TOOL_GAUGES,)
    QTest.keyClicks(follow_up.set_up.tools.rows[0].cells["gauge_z"], "120")
    assert follow_up.draft.missing() == () and follow_up.head.blanks.text() == words.NOTHING_MISSING
    assert Blank.SCRAP in follow_up.missing and follow_up.has_unsaved  # typed, and not in the record
    save(bench, follow_up)
    assert follow_up.missing == () and not follow_up.has_unsaved


def test_the_sorting_proposes_what_is_empty(bench: Bench, follow_up: FollowUpPage) -> None:
    bench.read(CALIPER, "35.00", "35.30", "35.01")
    count(follow_up, launched="6")
    follow_up.series.propose.click()
    texts = follow_up.draft.written.follow_up
    assert (texts.launched, texts.good, texts.nonconforming, texts.scrap) == ("6", "2", "1", "")
    assert follow_up.series.unaccounted.text() == words.unaccounted(3)
    assert archived(bench).follow_up is None  # proposed, not recorded


# -- events ------------------------------------------------------------------------------------------------------------


def test_an_event_is_one_touch_and_a_few_words(bench: Bench, follow_up: FollowUpPage) -> None:
    bench.read(CALIPER, "35.00", "35.01")
    events = follow_up.events
    events.kinds[EventKind.TOOL_CHANGE].click()
    assert events.tool.hasFocus()
    QTest.keyClicks(events.tool, "T3")
    events.suggestions[0].click()
    events.note.click()
    bench.until_quiet()
    (noted,) = archived(bench).production
    assert (noted.kind, noted.after, noted.tool, noted.text) == (EventKind.TOOL_CHANGE, 2, "T3", "plaquette usée")
    assert events.rows.rows[0].texts[1:] == ("après 2", "changement d'outil T3 : plaquette usée", CAMILLE)
    assert events.tool.text() == events.text.text() == "" and not events.kinds[EventKind.TOOL_CHANGE].isChecked()
    events.kinds[EventKind.STOP].click()
    QTest.keyClicks(events.text, "panne de convoyeur")
    QTest.keyClick(events.text, Qt.Key.Key_Return)
    bench.until_quiet()
    assert events.rows.rows[0].texts[2] == "arrêt : panne de convoyeur"  # the last one first


def test_an_event_without_a_kind_or_a_word_is_not_noted(bench: Bench, follow_up: FollowUpPage) -> None:
    events = follow_up.events
    QTest.keyClicks(events.text, "choc")
    QTest.keyClick(events.text, Qt.Key.Key_Return)
    assert events.said.text() == words.CHOOSE_KIND
    events.text.clear()
    events.kinds[EventKind.INCIDENT].click()
    events.note.click()
    bench.until_quiet()
    assert events.said.text().startswith("Dites ce qui s'est passé")
    assert archived(bench).production == []


def test_noting_an_event_leaves_what_is_typed(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    follow_up.events.kinds[EventKind.INCIDENT].click()
    follow_up.events.suggestions[0].click()
    follow_up.events.note.click()
    bench.until_quiet()
    assert follow_up.series.counts["launched"].text() == "5" and follow_up.head.state.text() == words.MODIFIED


# -- set-up sheets -----------------------------------------------------------------------------------------------------


def test_the_table_of_tools_is_filled_with_the_keyboard_alone(bench: Bench, follow_up: FollowUpPage) -> None:
    follow_up.show_tab(SET_UP)
    table = follow_up.set_up.tools
    table.go_to(0)
    for text in ("T1", "D1", "Ébauche CNMG", "125,3400", "-62.5", "0,8", "T2", "D2", "Foret Ø10", "", "180", ""):
        cell = follow_up.focusWidget()
        assert isinstance(cell, QLineEdit)
        QTest.keyClicks(cell, text)
        QTest.keyClick(cell, Qt.Key.Key_Return)
    assert len(table.rows) == 3  # Enter after the last cell adds a line
    QTest.keyClick(follow_up.focusWidget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert len(table.rows) == 2 and table.rows[1].cells["tool"].hasFocus()
    QTest.keyClick(follow_up.focusWidget(), Qt.Key.Key_Up)
    assert table.rows[0].cells["tool"].hasFocus()
    save(bench, follow_up)
    sheet = archived(bench).set_up
    assert sheet is not None
    first, second = sheet.tools
    assert (first.tool, first.offset, first.designation) == ("T1", "D1", "Ébauche CNMG")
    assert (str(first.gauge_x), first.gauge_z, first.nose_radius) == ("125.3400", Decimal("-62.5"), Decimal("0.8"))
    assert (second.gauge_x, second.gauge_z, second.nose_radius) == (None, Decimal(180), None)
    assert follow_up.head.state.text() == words.saved_at(sheet.at)


def test_a_wrong_cell_says_so_and_the_cursor_goes_there(bench: Bench, follow_up: FollowUpPage) -> None:
    row = follow_up.set_up.tools.rows[0]
    QTest.keyClicks(row.cells["tool"], "T1")
    QTest.keyClicks(row.cells["gauge_x"], "12,5,1")
    save(bench, follow_up)
    assert follow_up.stack.currentIndex() == SET_UP and row.cells["gauge_x"].hasFocus()
    assert row.wrong.isVisible() and "12,5,1" in row.wrong.text() and "Jauge X" in row.wrong.text()
    assert archived(bench).set_up is None
    row.cells["gauge_x"].clear()
    QTest.keyClicks(row.cells["gauge_x"], "12,5")
    assert not row.wrong.isVisible()
    follow_up.set_up.add.click()
    QTest.keyClicks(follow_up.set_up.tools.rows[1].cells["tool"], "T1")
    assert "déjà dans la liste" in follow_up.set_up.tools.rows[1].wrong.text()
    follow_up.set_up.tools.rows[1].remove.click()
    save(bench, follow_up)
    sheet = archived(bench).set_up
    assert sheet is not None and len(sheet.tools) == 1


def test_the_workshop_refuses_a_wrong_sheet_whoever_sends_it(bench: Bench, follow_up: FollowUpPage) -> None:
    sheet, _ = read_set_up(SetUpTexts(tools=(ToolTexts(designation="sans numéro"),)))
    with pytest.raises(Refusal) as refused:
        bench.shop.workshop.gestures.fill_set_up(sheet).result()
    assert refused.value.message.code == "set_up.tool_missing"
    bench.until_quiet()
    assert archived(bench).set_up is None


# -- nothing typed is lost ---------------------------------------------------------------------------------------------


def test_what_is_typed_survives_a_crash(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5", good="abc")
    QTest.keyClicks(follow_up.set_up.tools.rows[0].cells["gauge_z"], "1,2,")
    QTest.keyClicks(follow_up.events.text, "choc")
    bench.until(lambda: "1,2," in bench.shop.workshop.kept("production").result())
    again = make(bench)  # another page that knows nothing of this one
    again.take(bench.shop.last(RecordOpened))
    bench.until_quiet()
    assert again.series.counts["launched"].text() == "5"
    assert again.set_up.tools.rows[0].cells["gauge_z"].text() == "1,2,"
    assert again.events.text.text() == "choc"
    assert again.head.state.text() == words.MODIFIED and again.has_unsaved
    assert archived(bench).follow_up is None


def test_leaving_the_page_keeps_what_is_typed_at_once(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    follow_up.hide()
    assert '"launched": "5"' in bench.shop.workshop.kept("production").result()


def test_each_record_keeps_its_own_texts(bench: Bench, follow_up: FollowUpPage) -> None:
    first = archived(bench).header.id
    count(follow_up, launched="5")
    bench.open(TESTED, pieces=2)
    assert follow_up.series.counts["launched"].text() == "" and not follow_up.has_unsaved
    count(follow_up, launched="2")
    bench.shop.workshop.resume(first).result()
    bench.until_quiet()
    assert follow_up.series.counts["launched"].text() == "5"


def test_once_recorded_nothing_is_kept_beside(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    save(bench, follow_up)
    follow_up.kept.write()
    assert bench.shop.workshop.kept("production").result() == "{}"


def test_damaged_kept_texts_cost_themselves_only(bench: Bench) -> None:
    bench.shop.workshop.keep("production", '{"P1-2": {"follow_up": 3}}').result()
    page = make(bench)
    bench.open(TESTED)
    assert page.series.counts["launched"].text() == "" and page.kept.is_loaded


# -- who may write -----------------------------------------------------------------------------------------------------


def test_it_is_read_only_for_whoever_does_not_measure(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    come_as(bench, Role.JURY)
    assert follow_up.series.counts["launched"].line.isReadOnly()
    assert follow_up.set_up.lines["program"].isReadOnly()
    assert not follow_up.head.save.isEnabled() and not follow_up.events.note.isEnabled()
    assert follow_up.head.save.toolTip() != words.SAVE_TIP
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert not follow_up.series.counts["launched"].line.isReadOnly()
    save(bench, follow_up)
    assert archived(bench).follow_up is not None


def test_a_closed_record_is_read_and_says_what_it_does_not_hold(bench: Bench, follow_up: FollowUpPage) -> None:
    count(follow_up, launched="5")
    save(bench, follow_up)
    count(follow_up, good="5")
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.until_quiet()
    assert follow_up.head.state.text() == words.CLOSED_UNSAVED
    assert follow_up.series.counts["good"].line.isReadOnly() and not follow_up.head.save.isEnabled()
    bench.shop.workshop.resume(archived(bench).header.id).result()
    bench.until_quiet()
    assert follow_up.head.state.text() == words.CLOSED
    assert follow_up.series.counts["good"].text() == ""


def test_everything_that_is_touched_is_big_enough_and_has_a_name(follow_up: FollowUpPage) -> None:
    for tab in (SERIES, SET_UP):
        follow_up.show_tab(tab)
        follow_up.grab()
        touched = [*follow_up.findChildren(QAbstractButton), *follow_up.findChildren(QLineEdit)]
        for widget in touched:
            if widget.isVisible():
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                assert named, widget
                assert widget.height() >= NINE_MM and widget.width() >= NINE_MM, widget.accessibleName()


def test_the_temperatures_of_the_series_are_noted_from_the_page(bench: Bench, follow_up: FollowUpPage) -> None:
    follow_up.temperatures.take.click()
    (dialog,) = follow_up.findChildren(TemperaturesDialog)
    assert dialog.material.currentData() is Material.STEEL  # the part is C45
    dialog.part.setText("ab")
    dialog.save.click()
    assert dialog.said.text() and archived(bench).temperature is None
    dialog.part.setText("22,5")
    dialog.room.setText("21")
    dialog.corrects.setChecked(True)
    dialog.save.click()
    bench.qtbot.waitUntil(lambda: "22,5" in follow_up.temperatures.state.text())
    taken = archived(bench).temperature
    assert taken is not None and taken.corrects
    assert (taken.part, taken.room, taken.half_width) == (Decimal("22.5"), Decimal(21), Decimal("0.5"))
