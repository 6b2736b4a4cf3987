"""Why a verdict, and what is held, as the window shows them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from metroapp.domain.acceptance import Requirement, Zones, zones
from metroapp.domain.decision_rule import SIMPLE, DecisionRule, RuleName
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.justification import justify
from metroapp.domain.measurement import BoxKey
from metroapp.domain.quantity import Quantity
from metroapp.domain.sorting import BoxStatus, Disposition, Sorting
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.reasons import ReasonMenu
from metroapp.gui.dialogs.why import WhyDialog
from metroapp.gui.phrases import counts_of
from metroapp.gui.theme import LIGHT, Theme
from metroapp.gui.widgets.gauge_bar import is_guarded, paint_gauge
from metroapp.gui.widgets.record_head import SortingChips
from metroapp.gui.widgets.why_panel import WhyPanel
from metroapp.gui.window import ARCHIVES
from metroapp.wording import verdicts
from metroapp.wording import window as words
from metroapp.wording.verdicts import verdict_details
from tests.forms import records
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, MICROMETER, characteristic, part

GUARD = DecisionRule(RuleName.GUARD, Decimal("0.02"))
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER, rule=GUARD)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
PRECISE = Instrument(
    MICROMETER, "Micromètre", InstrumentKind.MICROMETER, family="mitutoyo-mux10", decimals=3,
    uncertainty=Quantity(Decimal("0.0015")), repeatability=Quantity(Decimal("0.0014")),
)  # fmt: skip


def dialogs(bench: Bench) -> list[WhyDialog]:
    return [found for found in bench.window.findChildren(WhyDialog) if found.isVisible()]


def test_the_panel_shows_each_title_with_its_text_and_can_be_selected(qtbot: QtBot) -> None:
    record = records.uncertain_day()
    found = record.measurement(BoxKey(2, "1"))
    assert found is not None
    why = justify(record, found)
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.show_justification(why)
    assert panel.pairs == verdict_details(why)
    texts = [label for label in panel.findChildren(QLabel) if label.text()]
    said = [label.text() for label in texts]
    for title, text in panel.pairs:
        assert title in said and text in said
    assert "Pièce 2 · repère 1" in panel.box.text()
    assert panel.verdict.text() == "20,000\u00a0mm · ? à confirmer"
    for label in texts:
        assert label.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    named = {label.accessibleName() for label in texts}
    assert any(name.startswith(f"{verdicts.RULE} : ISO 14253-1") for name in named)
    assert panel.accessibleName() == words.WHY_VERDICT


def test_the_last_verdict_is_explained_by_a_key_and_escape_closes(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    why = bench.page.actions_bar.why
    assert not why.isEnabled()
    bench.read(CALIPER, "35.02")
    assert why.isEnabled()
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_F8)
    bench.until(lambda: bool(dialogs(bench)))
    [dialog] = dialogs(bench)
    assert not dialog.isModal()
    assert "bande de garde choisie de 0,02\u00a0mm" in dict(dialog.panel.pairs)[verdicts.RULE]
    bench.read(MICROMETER, "19.990")
    why.click()
    bench.until(lambda: "repère 2" in dialog.panel.box.text())  # the same dialog, another verdict
    bench.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    bench.until(lambda: not dialogs(bench))


def test_touching_a_filled_box_offers_its_reasons(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    bench.page.grid.chosen.emit(BoxKey(1, "1"))
    menu = bench.page.findChild(ReasonMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words.WHY_VERDICT).trigger()
    menu.close()
    bench.until(lambda: bool(dialogs(bench)))
    expectation = bench.page.expected.expectation
    assert expectation is not None and expectation.box == BoxKey(1, "2")  # nothing was asked for again


def test_a_mean_is_offered_where_it_can_prove_something_and_only_there(bench: Bench) -> None:
    bench.shop.workshop.means.enter([PRECISE], []).result()
    bench.open(part(replace(SHAFT, rule=DecisionRule(RuleName.ISO_14253_1)), LENGTH))
    bench.read(MICROMETER, "19.999")  # u = 1,5 µm, of which s = 1,4 µm
    bench.page.grid.chosen.emit(BoxKey(1, "2"))
    mean = words.MEAN_INSTEAD.format(count=5)
    menu = bench.page.findChild(ReasonMenu)
    next(action for action in menu.actions() if action.text() == mean).trigger()
    menu.close()
    bench.until_quiet()
    expectation = bench.page.expected.expectation
    assert expectation is not None and (expectation.box, expectation.steps) == (BoxKey(1, "2"), 5)
    bench.read(MICROMETER, *["19.998"] * 5)
    assert bench.page.result.face.status is BoxStatus.CONFORMING
    bench.page.grid.chosen.emit(BoxKey(1, "2"))
    again = [found for found in bench.page.findChildren(ReasonMenu) if found is not menu][-1]
    assert mean not in [action.text() for action in again.actions()]
    again.close()


def test_a_value_held_is_shown_as_such_everywhere(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.10")
    face = bench.page.result.face
    assert (face.status, face.verdict) == (BoxStatus.UNDECIDED, words.UNDECIDED)
    assert face.detail == words.IN_THE_ZONE
    assert face.zones is not None and is_guarded(face.zones)
    assert bench.page.grid.model.dispositions == [Disposition.HELD]
    assert bench.page.grid.model.headerData(0, Qt.Orientation.Horizontal) == "P1\n? à conf."
    chips = [text for text, _, _ in bench.page.head.sorting._chips()]
    assert chips == ["✓ 0 C", "✗ 0 NC", "? 1 à conf.", "◆ 0 DÉR", "○ 0 à finir"]
    assert "1 à confirmer" in bench.page.head.sorting.accessibleName()


def test_without_the_uncertainty_that_a_rule_needs_the_detail_says_so(bench: Bench) -> None:
    bench.open(part(characteristic("1", "35 ±0,1", Means.CALIPER, rule=DecisionRule(RuleName.ISO_14253_1))))
    bench.read(CALIPER, "35.00")
    assert bench.page.result.face.detail == words.UNCERTAINTY_FIRST


def test_the_archives_explain_the_line_that_is_chosen(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.10")
    bench.read(MICROMETER, "19.990")
    bench.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    bench.read(CALIPER, "35.00")
    bench.window.show_page(ARCHIVES)
    archives = bench.window.archives
    bench.until(lambda: len(archives.operations.rows) == 5)  # three values, and the means of two characteristics
    assert not archives.why.isEnabled()
    archives.timeline.selectRow(0)
    assert archives.why.isEnabled()
    archives.why.click()
    [dialog] = dialogs(bench)
    assert verdicts.REPLACED in dict(dialog.panel.pairs)
    assert "? à confirmer" in dialog.panel.verdict.text()
    archives.timeline.selectRow(2)
    assert "repère 2" in dialog.panel.box.text()
    texts = archives.records.rows[0].texts
    assert texts[6:8] == ("1", "0")


def test_a_line_of_the_archives_counts_what_is_held_beside_what_is_bad(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.10")
    bench.window.show_page(ARCHIVES)
    archives = bench.window.archives
    bench.until(lambda: bool(archives.operations.rows))
    assert archives.records.rows[0].texts[7] == "0 (+1 à conf.)"


def test_counts_say_what_is_held_only_where_there_is_some() -> None:
    assert "à confirmer" not in counts_of(Sorting(3, 1, 2, 0, 0))
    assert "2 non conformes · 1 à confirmer · 0 sous dérogation" in counts_of(Sorting(4, 1, 2, 0, 0, 1))


def test_chips_have_no_held_pile_under_simple_acceptance(qtbot: QtBot) -> None:
    chips = SortingChips(Theme())
    qtbot.addWidget(chips)
    chips.show_sorting(Sorting(3, 1, 2, 0, 0))
    assert not any("à conf." in text for text, _, _ in chips._chips())


def bar(found: Zones | None) -> QImage:
    image = QImage(400, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    callout, ink, zone = LENGTH.callout, QColor("#000000"), QColor("#00ff00")
    paint_gauge(painter, QRectF(0, 0, 400, 80), callout, None, ink, zone, LIGHT, found)
    painter.end()
    return image


def test_the_bar_stripes_what_is_neither_accepted_nor_refused(qapp: object) -> None:
    required = Requirement(Decimal("34.9"), Decimal("35.1"))
    plain, guarded = bar(zones(required, SIMPLE)), bar(zones(required, GUARD))
    assert plain == bar(None)

    def green(image: QImage, at: float) -> int:
        """How many of the points around this share of the bar have the full colour of the zone."""
        place = round(400 * at)
        found = (image.pixelColor(x, y) for x in range(place - 3, place + 4) for y in range(32, 42))
        return sum(colour == QColor("#00ff00") for colour in found)

    assert green(guarded, 0.4) == green(plain, 0.4) > 0
    assert 0 < green(guarded, 0.77) < green(plain, 0.77)  # under the maximum, striped
    assert green(plain, 0.83) == 0 < green(guarded, 0.83)  # above it too
