"""The fiches of the page of what is not good: born from a value, then only what may come next, each in its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest

from metroapp.domain.callout import Rule
from metroapp.domain.measurement import BoxKey
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Cause, Severity, SheetState, Treatment
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.act_question import SignedReason
from metroapp.gui.dialogs.concession_request import RequestDialog
from metroapp.gui.dialogs.sheet_acts import CheckDialog, ContainDialog, DescribeDialog, PlanDialog, ReinspectDialog
from metroapp.gui.dialogs.treatment_decision import DecideDialog
from metroapp.gui.models.treatment import SheetDeed
from metroapp.gui.pages.nonconformities import FILES, SHEETS, NonconformitiesPage
from metroapp.gui.window import NONCONFORMITIES
from metroapp.wording import treatment_asked as asked
from metroapp.wording import treatment_window as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, sign_in
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, SIGNED_BY_CAMILLE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
NUMBER = "FNC-2026-001"
FIRST = {SheetDeed.DESCRIBE, SheetDeed.ATTACH, SheetDeed.CONTAIN, SheetDeed.CONCEDE, SheetDeed.DECIDE, SheetDeed.PLAN,
         SheetDeed.RELEASE, SheetDeed.COST, SheetDeed.CANCEL}  # fmt: skip


def shown(bench: Bench) -> NonconformitiesPage:
    bench.until_quiet()
    bench.window.show_page(NONCONFORMITIES)
    bench.until_quiet()
    return bench.window.nonconformities


@pytest.fixture
def page(bench: Bench) -> NonconformitiesPage:
    """A fiche about piece 2 of three, as Camille opened it; its tab is shown."""
    bench.shop.open(part(LENGTH), pieces=3)
    bench.shop.read(CALIPER, "35.00", "35.15", "35.02")
    bench.shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    found = shown(bench)
    found.turn(SHEETS)
    return found


def sheet(bench: Bench) -> Nonconformity:
    [found] = bench.shop.workshop.treatment.sheets().result()
    return found


def enabled(page: NonconformitiesPage) -> set[SheetDeed]:
    return {deed for deed in SheetDeed if page.sheets.panel.buttons[deed].isEnabled()}


def ask(bench: Bench, deed: SheetDeed):  # type: ignore[no-untyped-def]
    page = bench.window.nonconformities
    page.sheets.panel.buttons[deed].click()
    bench.until_quiet()
    assert page.sheet_deeds.dialog is not None and not page.sheet_deeds.dialog.isModal()
    return page.sheet_deeds.dialog


def confirm(bench: Bench, dialog, code: str = "") -> None:  # type: ignore[no-untyped-def]
    if code:
        dialog.form.secret.setText(code)
    dialog.confirm.click()
    bench.until_quiet()


def test_a_bad_value_of_any_record_becomes_a_sheet_in_one_action(bench: Bench) -> None:
    bench.shop.open(part(LENGTH))
    bench.shop.read(CALIPER, "35.23")
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.shop.open(part(LENGTH))
    page = shown(bench)
    page.found.raise_sheet.click()
    bench.until_quiet()
    assert sheet(bench).number == NUMBER and page.sheets.isVisible()
    assert page.sheets.rows.rows[0].texts == (
        NUMBER, "P1-2026-0001", "ESSAI-01", "1", "✗ ouverte", "24/11/2026",
    )  # fmt: skip
    said = page.sheets.panel.said
    assert said[words.RECORD] == "P1-2026-0001"
    assert "35 ±0,1" in said["Constat"] and "35,23" in said["Constat"] and CALIPER in said["Constat"]
    assert said["Traitement"] == "à décider"


def test_a_value_that_is_not_nonconforming_gives_no_sheet(bench: Bench) -> None:
    bench.shop.open(part(LENGTH))
    page = shown(bench)
    assert not page.found.raise_sheet.isEnabled()
    bench.read(CALIPER, "35.23")
    bench.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    bench.read(CALIPER, "35.02")
    page.found.replaced.click()
    page.refresh()
    bench.until_quiet()
    bench.until(lambda: len(page.found.values.rows) == 1)
    assert not page.found.raise_sheet.isEnabled()  # it was replaced


def test_from_the_bad_value_to_the_closing(page: NonconformitiesPage, bench: Bench) -> None:
    assert enabled(page) == FIRST
    described = ask(bench, SheetDeed.DESCRIBE)
    assert isinstance(described, DescribeDialog)
    confirm(bench, described)
    assert described.isVisible() and described.said.text()  # nothing was written: the sentence, and it stays
    described.severity.setCurrentIndex(list(Severity).index(Severity.MAJOR))
    described.cause.setCurrentIndex(described.cause.findData(Cause.EQUIPMENT))
    described.description.setPlainText("trop long")
    confirm(bench, described)
    contained = ask(bench, SheetDeed.CONTAIN)
    assert isinstance(contained, ContainDialog)
    contained.place.setText("bac rouge")
    confirm(bench, contained)
    decided = ask(bench, SheetDeed.DECIDE)
    assert isinstance(decided, DecideDialog)
    confirm(bench, decided, CODES[DOMINIQUE])  # retouche of piece 2, which is proposed
    assert sheet(bench).state is SheetState.DECIDED
    assert page.sheets.panel.said["À recontrôler"] == "2"
    assert SheetDeed.REINSPECT in enabled(page) and SheetDeed.CLOSE not in enabled(page)
    bench.shop.workshop.retake(BoxKey(2, "1"), "retouche").result()
    bench.read(CALIPER, "35.05")
    again = ask(bench, SheetDeed.REINSPECT)
    assert isinstance(again, ReinspectDialog)
    confirm(bench, again)
    assert page.said.text() == asked.REINSPECTED.format(number=NUMBER, piece=2, result="conforme")
    bench.until(lambda: any("35,15" in row.texts[1] and "35,05" in row.texts[1] for row in page.sheets.panel.rows.rows))
    closed = ask(bench, SheetDeed.CLOSE)
    assert isinstance(closed, SignedReason)
    confirm(bench, closed, CODES[DOMINIQUE])
    assert sheet(bench).state is SheetState.CLOSED and enabled(page) == {SheetDeed.COST}
    last = page.sheets.panel.rows.rows[0].texts
    assert last[1] == "Close" and CAMILLE in last[2] and DOMINIQUE in last[2]


def test_quantities_that_do_not_add_up_are_said_while_they_are_typed(bench: Bench) -> None:
    bench.shop.open(part(LENGTH), pieces=10)
    bench.shop.read(CALIPER, "35.15", "35.15", "35.02")
    bench.shop.workshop.treatment.raise_sheet([BoxKey(1, "1"), BoxKey(2, "1")], 10).result()
    shown(bench).turn(SHEETS)
    dialog = ask(bench, SheetDeed.DECIDE)
    lines = dialog.lines
    assert lines.total.text() == asked.ADDS_UP.format(total=10, quantity=10)
    first = lines.lines[0]
    first.quantity.setText("1")
    first.pieces.setText("1")
    assert lines.total.text() == asked.ADDS_NOT.format(total=1, quantity=10)
    lines.add.click()
    second = lines.lines[1]
    assert second.quantity.text() == "9"
    second.treatment.setCurrentIndex(second.treatment.findData(Treatment.SORT))
    confirm(bench, dialog, CODES[DOMINIQUE])
    assert "2" in dialog.said.text() and dialog.isVisible()  # piece 2 has no treatment
    assert dialog.form.secret.text() == CODES[DOMINIQUE]  # not asked again for that
    second.pieces.setText("2")
    confirm(bench, dialog)
    decision = sheet(bench).decision
    assert decision is not None
    assert [(one.treatment, one.quantity, one.pieces) for one in decision.lines] == [
        (Treatment.REWORK, 1, (1,)), (Treatment.SORT, 9, (2,)),
    ]  # fmt: skip


@pytest.mark.parametrize("general", [True, False])
def test_an_unaltered_function_is_a_ground_beyond_a_general_tolerance_alone(bench: Bench, general: bool) -> None:
    derivation = replace(LENGTH.callout.derivation, rule=Rule.GENERAL if general else Rule.DEVIATIONS)
    bench.shop.open(part(replace(LENGTH, callout=replace(LENGTH.callout, derivation=derivation))))
    bench.shop.read(CALIPER, "35.15")
    bench.shop.workshop.treatment.raise_sheet([BoxKey(1, "1")]).result()
    shown(bench).turn(SHEETS)
    dialog = ask(bench, SheetDeed.DECIDE)
    line = dialog.lines.lines[0]
    assert not line.unaltered.isVisible()  # a rework needs no ground
    line.treatment.setCurrentIndex(line.treatment.findData(Treatment.USE_AS_IS))
    assert line.unaltered.isVisible() and line.unaltered.isEnabled() == general


def test_accepted_as_it_is_offers_the_concessions_that_were_activated(page: NonconformitiesPage, bench: Bench) -> None:
    bench.shop.demand(2)
    number = bench.shop.concede(2)
    dialog = ask(bench, SheetDeed.DECIDE)
    line = dialog.lines.lines[0]
    assert not line.concession.isEnabled()
    line.treatment.setCurrentIndex(line.treatment.findData(Treatment.USE_AS_IS))
    offered = [line.concession.itemData(row) for row in range(line.concession.count())]
    assert offered == ["", number]  # not the one that is only asked for
    line.concession.setCurrentIndex(1)
    confirm(bench, dialog, CODES[DOMINIQUE])
    assert sheet(bench).state is SheetState.TREATED


def test_an_action_is_planned_then_its_effect_looked_at(page: NonconformitiesPage, bench: Bench) -> None:
    assert SheetDeed.CHECK not in enabled(page)
    planned = ask(bench, SheetDeed.PLAN)
    assert isinstance(planned, PlanDialog)
    planned.action.setPlainText("changer de nuance")
    planned.owner.setText("Méthodes")
    confirm(bench, planned)
    assert planned.isVisible() and "date" in planned.said.text()
    planned.due.setText("01/12/2026")
    confirm(bench, planned)
    checked = ask(bench, SheetDeed.CHECK)
    assert isinstance(checked, CheckDialog) and checked.action.currentText() == "changer de nuance"
    checked.proof.setPlainText("50 pièces sans écart")
    confirm(bench, checked)
    assert page.sheets.panel.said["Action"] == "changer de nuance · Méthodes, pour le 01/12/2026 · efficace"
    assert SheetDeed.CHECK not in enabled(page)


def test_the_rest_of_the_lot_is_released_and_a_sheet_is_cancelled_by_the_quality(
    page: NonconformitiesPage, bench: Bench
) -> None:
    released = ask(bench, SheetDeed.RELEASE)
    released.reason.setPlainText("la plaquette a cassé à la pièce 2")
    confirm(bench, released, CODES[CAMILLE])
    assert DOMINIQUE in released.said.text() and released.reason.toPlainText()  # Camille is not of the quality
    confirm(bench, released, CODES[DOMINIQUE])
    assert "libéré par Dominique" in page.sheets.panel.said["Reste du lot"]
    assert SheetDeed.RELEASE not in enabled(page)
    cancelled = ask(bench, SheetDeed.CANCEL)
    cancelled.reason.setPlainText("erreur de mesure")
    confirm(bench, cancelled, CODES[DOMINIQUE])
    assert sheet(bench).state is SheetState.CANCELLED and enabled(page) == set()


def test_who_measures_nothing_only_reads(page: NonconformitiesPage, bench: Bench) -> None:
    come_as(bench, Role.JURY)
    assert page.sheets.panel.said[words.RECORD] == "P1-2026-0001"
    assert enabled(page) == set()
    assert "opérateur" in page.sheets.panel.buttons[SheetDeed.DESCRIBE].toolTip()
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert enabled(page) == FIRST


def test_a_concession_is_asked_for_the_pieces_of_a_sheet(page: NonconformitiesPage, bench: Bench) -> None:
    dialog = ask(bench, SheetDeed.CONCEDE)
    assert isinstance(dialog, RequestDialog)
    assert [piece for piece, tick in dialog.after.pieces.items() if tick.isChecked()] == [2]
    dialog.reason.setText("outil usé")
    dialog.consequences.setText("aucune")
    confirm(bench, dialog)
    assert page.files.isVisible() and page.files.rows.rows[0].texts[0] == "DER-2026-001"
    assert page.tabs[FILES].isChecked()


def test_the_list_is_narrowed_and_the_line_chosen_stays(page: NonconformitiesPage, bench: Bench) -> None:
    room = bench.shop.workshop.treatment
    bench.shop.workshop.retake(BoxKey(3, "1"), "doute").result()
    bench.read(CALIPER, "35.15")
    room.raise_sheet([BoxKey(3, "1")]).result()
    bench.until_quiet()
    assert [row.texts[0] for row in page.sheets.rows.rows] == ["FNC-2026-002", NUMBER]
    assert page.sheet is not None and page.sheet.number == NUMBER
    cancelled = ask(bench, SheetDeed.CANCEL)
    cancelled.reason.setPlainText("doublon")
    confirm(bench, cancelled, CODES[DOMINIQUE])
    page.sheets.ongoing.click()
    assert [row.texts[0] for row in page.sheets.rows.rows] == ["FNC-2026-002"]
    QTest.keyClicks(page.sheets.search, "introuvable")
    bench.until(lambda: page.sheets.nothing.text() == words.NONE_FOUND)
    assert page.sheet is None and enabled(page) == set()


def test_nothing_is_said_as_nothing(bench: Bench) -> None:
    page = shown(bench)
    page.turn(SHEETS)
    assert page.sheets.nothing.text() == words.NO_SHEET
    page.turn(FILES)
    assert page.files.nothing.text() == words.NO_FILE


def test_a_sheet_is_printed_among_the_exports(page: NonconformitiesPage, bench: Bench) -> None:
    page.sheets.panel.print.click()
    bench.until_quiet()
    written = bench.shop.workspace.exports / f"{NUMBER}.pdf"
    assert written.read_bytes().startswith(b"%PDF") and page.said.text() == asked.WRITTEN.format(path=written)


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)], ids=["small", "usual"])
@pytest.mark.parametrize("face", [0, 1])
def test_the_tabs_are_whole(page: NonconformitiesPage, bench: Bench, size: tuple[int, int], face: int) -> None:
    bench.shop.demand(2)
    bench.until_quiet()
    for tab, place in ((page.sheets, SHEETS), (page.files, FILES)):
        page.turn(place)
        tab.panel.tabs[face].click()
        bench.until_quiet()
        settle(bench, *size)
        wrong = [*outside(bench.window), *overlapping(bench.window), *cut(bench.window)]
        assert not wrong, "\n".join(wrong)
        metrics, header = tab.table.fontMetrics(), tab.table.horizontalHeader()
        for column in range(len(tab.rows.columns)):
            if not tab.table.isColumnHidden(column):
                texts = [row.texts[column] for row in tab.rows.rows]
                wanted = max(metrics.horizontalAdvance(text) for text in texts) + 16
                assert max(wanted, header.sectionSizeFromContents(column).width()) <= tab.table.columnWidth(column)


def test_a_photograph_is_attached_and_opened_only_as_it_was_kept(
    page: NonconformitiesPage, bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    photograph = tmp_path / "plaquette.jpg"
    photograph.write_bytes(b"\xff\xd8\xff\xe0 plaquette")
    panel, deeds = page.sheets.panel, page.sheet_deeds
    assert panel.buttons[SheetDeed.ATTACH].isEnabled() and not panel.buttons[SheetDeed.OPEN].isEnabled()
    room = bench.shop.workshop.treatment
    deeds.attach(
        NUMBER, photograph, lambda name: room.may_attach(NUMBER, name), lambda kept: room.attach(NUMBER, kept)
    )  # fmt: skip
    bench.until(lambda: panel.buttons[SheetDeed.OPEN].isEnabled())
    assert "plaquette.jpg est joint" in page.said.text()
    panel.buttons[SheetDeed.OPEN].click()
    bench.until(lambda: bool(opened))
    kept = Path(opened[0].toLocalFile())
    assert kept.parent == bench.shop.workspace.attachments
    kept.write_bytes(b"changed")
    panel.buttons[SheetDeed.OPEN].click()
    bench.until(lambda: "n'est plus celle qui a été gardée" in page.said.text())
    assert len(opened) == 1
