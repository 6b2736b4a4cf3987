"""The life of a revision on the page of the parts; and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import Part
from metroapp.gui.models.part_lines import CALLOUT
from metroapp.gui.pages.parts import PartsPage
from metroapp.gui.theme import DARK, LIGHT, TOUCH
from metroapp.gui.window import RELEVE, MainWindow
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part
from metroapp.services.workshop import Workshop
from metroapp.wording import parts as words
from tests.gui.bench_window import PARTS, Bench
from tests.gui.part_page import CAMILLE, KEY, NAME, PART, looked_at, save, states, type_cell, validate
from tests.workbench import Shop

# -- the life of a revision -----------------------------------------------------------------------------------------


def test_a_draft_is_saved_then_validated_then_never_modified(page: PartsPage, bench: Bench) -> None:
    type_cell(page, 0, "callout", "Ø20 h6")
    save(page, bench)
    [saved] = bench.shop.workshop.parts().result()
    assert saved.part.characteristics[0].callout.text == "Ø20 h6"
    assert (saved.state, saved.by) == (RevisionState.DRAFT, CAMILLE)
    assert not page.kept.working
    validate(page, bench)
    assert states(bench) == {"A": RevisionState.VALIDATED}
    assert "ne se modifie plus" in page.editor.sentence.toolTip()
    index = page.document.model.index(0, CALLOUT)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert not page.document.model.setData(index, "Ø99 h6")
    assert all(line.isReadOnly() for line in page.editor.form.lines.values())
    assert not page.editor.save.isVisible()


def test_a_validation_saves_first_what_was_typed(page: PartsPage, bench: Bench) -> None:
    type_cell(page, 0, "callout", "Ø20 h6")
    validate(page, bench)
    [found] = bench.shop.workshop.parts().result()
    assert found.part.characteristics[0].callout.text == "Ø20 h6"


def test_a_new_part_never_writes_over_another(page: PartsPage, bench: Bench) -> None:
    page.new.click()
    for name, text in (("reference", KEY[0]), ("drawing", KEY[1]), ("revision", KEY[2])):
        QTest.keyClicks(page.editor.form.lines[name], text)
    page.editor.save.click()
    assert "existe déjà" in page.said.text()
    bench.until_quiet()
    assert bench.shop.workshop.parts().result()[0].part == PART


def test_a_copy_lists_its_differences(page: PartsPage, bench: Bench) -> None:
    validate(page, bench)
    page.copy.click()
    dialog = page.deeds.dialog
    assert dialog is not None and dialog.revision.text() == "B"  # type: ignore[union-attr]
    dialog.confirm.click()
    page.editor.compare.click()
    type_cell(page, 0, "callout", "Ø20 h6")
    page.editor.grid.go_to(2)
    page.editor.delete.click()
    said = page.editor.differences.list.texts
    assert [text[3:] for text in said] == [
        "Indice : A → B",
        "Repère 3 supprimé : Ra 1,6",
        "Repère 1, cote : Ø20 h7 → Ø20 h6",
    ]
    save(page, bench)
    assert states(bench) == {"A": RevisionState.VALIDATED, "B": RevisionState.DRAFT}
    page.choose(NAME)
    page.choose(NAME.replace('"A"', '"B"'))
    assert len(page.editor.differences.list.texts) == 3  # at any time


def test_a_withdrawal_asks_its_reason(page: PartsPage, bench: Bench) -> None:
    page.withdraw.click()
    dialog = page.deeds.dialog
    assert dialog is not None
    dialog.confirm.click()
    assert dialog.said.text() == words.WITHDRAW_EMPTY
    dialog.reason.setText("erreur de plan")  # type: ignore[union-attr]
    dialog.confirm.click()
    bench.until(lambda: page.document.is_frozen)
    assert states(bench) == {"A": RevisionState.WITHDRAWN}
    assert "erreur de plan" in page.editor.sentence.toolTip()


def test_what_is_abandoned_comes_back_as_it_was_saved(page: PartsPage, bench: Bench) -> None:
    type_cell(page, 0, "callout", "Ø99")
    page.abandon.click()
    assert page.deeds.dialog is not None
    page.deeds.dialog.confirm.click()
    assert page.document.part() == PART
    assert not page.kept.working


# -- nothing typed is lost ------------------------------------------------------------------------------------------


@pytest.fixture
def two_windows(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Bench, Bench]]:
    """The same workspace, opened again after the first window is gone without a word."""
    first = Shop(tmp_path)
    window = MainWindow(first.workshop, PARTS)
    qtbot.addWidget(window)
    window.show()
    before = Bench(window, first, qtbot)
    before.until_quiet()
    page = looked_at(before)
    page.new.click()
    QTest.keyClicks(page.editor.form.lines["reference"], "EN-COURS")
    type_cell(page, 0, "callout", "Ø20 zz")
    before.until(lambda: "EN-COURS" in first.workshop.kept("parts").result() and not page.kept._pause.isActive())
    window.bridge.close()  # the crash: nothing more is handed over
    first.close()
    again = Shop(tmp_path)
    other = MainWindow(again.workshop, PARTS)
    qtbot.addWidget(other)
    other.show()
    after = Bench(other, again, qtbot)
    after.until_quiet()
    yield before, after
    for bench in (before, after):
        bench.window.close()
    again.close()


def test_an_unreadable_draft_is_offered_again_after_a_crash(two_windows: tuple[Bench, Bench]) -> None:
    page = looked_at(two_windows[1])
    assert page.document.fields.reference == "EN-COURS"
    assert page.document.model.texts[0].callout == "Ø20 zz"
    assert page.editor.left == 1
    assert page.said.text() == words.FOUND_AGAIN.format(count=1)


def test_what_is_written_of_one_part_stays_while_another_is_looked_at(page: PartsPage, bench: Bench) -> None:
    type_cell(page, 0, "callout", "Ø20 zz")
    page.new.click()
    page.choose(NAME)
    assert page.document.model.texts[0].callout == "Ø20 zz"
    assert page.document.is_modified


def test_the_text_of_a_cell_not_left_yet_is_kept_too(page: PartsPage) -> None:
    line = type_cell(page, 0, "callout", "Ø20 zz", enter=False)
    assert page.kept.working[NAME].lines[0].callout == "Ø20 zz"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not page.kept.working
    assert page.document.model.texts[0].callout == "Ø20 h7"


def test_a_damaged_kept_text_costs_only_itself(bench: Bench) -> None:
    bench.shop.workshop.keep("parts", '{"working": {"new-1": "pas du JSON"}, "bases": {}}').result()
    assert looked_at(bench).kept.working == {}


# -- the start page, and what holds for every page ------------------------------------------------------------------


def test_the_start_page_offers_validated_revisions_in_place_of_their_sheets(bench: Bench) -> None:
    sheet = read_part(PARTS / "arbre-etage.xlsx", standards())
    validated = replace(sheet, designation="Arbre de l'archive")
    withdrawn = read_part(PARTS / "support-bride.xlsx", standards())
    workshop = bench.shop.workshop
    for saved in (validated, withdrawn, PART):
        workshop.save_draft(saved).result()
    for key in ((validated.reference, validated.drawing, validated.revision), _key(withdrawn)):
        workshop.validate_part(key).result()
    workshop.withdraw_part(_key(withdrawn), "remplacé").result()
    start = bench.window.start
    bench.window.show_page(RELEVE)
    bench.until(lambda: [sheet.part for sheet in start.sheets] == [validated])
    assert start.sheets[0].drawing is not None  # the drawing beside the sheet is kept
    assert "validé" in start.parts.item(0).text()
    start.begin.click()
    bench.until(lambda: bench.window.releve.currentWidget() is bench.page)
    assert bench.page.header is not None and bench.page.header.part == validated


def _key(found: Part) -> tuple[str, str, str]:
    return found.reference, found.drawing, found.revision


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_control_of_the_page_has_a_name_and_fits_a_finger(page: PartsPage, bench: Bench, look: object) -> None:
    bench.window.theme.use(LIGHT if look is LIGHT else DARK)
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in page.findChildren(kind):
            owner = control.parent()
            if isinstance(owner, (QLineEdit, QComboBox)) or type(owner).__name__ == "PartGrid":
                continue  # Qt's own: the icon of a line, the corner of a table
            assert control.accessibleName(), f"{control} has no name"
            if control.isVisible() and isinstance(control, QAbstractButton):
                assert control.height() >= min(36, TOUCH), control.accessibleName()
                needed = control.fontMetrics().horizontalAdvance(control.text())
                assert control.width() >= needed + (22 if not control.icon().isNull() else 0), control.text()


def test_the_workshop_keeps_texts_only_once_it_is_open(tmp_path: Path) -> None:
    from metroapp.domain.message import Refusal
    from metroapp.services.workspace import Workspace

    workshop = Workshop(Workspace(tmp_path))
    with pytest.raises(Refusal):
        workshop.kept("parts").result()
    workshop.close()
