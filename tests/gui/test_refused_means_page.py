"""The means on the measuring page: advised, picked, refused, allowed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.advised_means import AdvisedMeansDialog
from metroapp.gui.dialogs.allowing import AllowingDialog
from metroapp.services import consultation
from metroapp.services.commands import InstrumentScan
from metroapp.wording import advised_means as words
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, CODES, DOMINIQUE, INSTRUMENTS, MICROMETER, characteristic, part

SHAFT = characteristic("1", "Ø20 h7", Means.MICROMETER)
THREAD = characteristic("1", "M8-6H", Means.THREAD_PLUG)
EDGES = characteristic("2", "attribut", Means.VISUAL)


def enter(bench: Bench, *means: Instrument) -> None:
    bench.shop.workshop.means.enter(list(means), []).result()
    bench.until_quiet()


def micrometer(**facts: object) -> Instrument:
    line = next(one for one in INSTRUMENTS if one.number == MICROMETER)
    return replace(line, **facts)  # type: ignore[arg-type]


def record(bench: Bench) -> InspectionRecord:
    return consultation.load(bench.shop.workspace, consultation.record_lines(bench.shop.workspace)[0].id)


def test_a_refused_means_is_allowed_from_the_banner_with_a_reason_and_a_code(bench: Bench) -> None:
    enter(bench, micrometer(due=date(2020, 1, 1)))
    bench.open(part(SHAFT))
    page = bench.page
    bench.read(MICROMETER, "19.990")
    assert "échu depuis le 01/01/2020" in page.banner.sentence.text()
    assert page.banner.action.isVisible() and page.banner.action.text() == words.ALLOW
    page.banner.action.click()
    bench.until_quiet()
    dialog = page.findChild(AllowingDialog)
    assert dialog is not None and not dialog.isModal()
    assert [dialog.form.signer.itemText(row) for row in range(dialog.form.signer.count())] == [DOMINIQUE]
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()
    assert "motif" in dialog.said.text() and dialog.isVisible()  # nothing is allowed without a reason
    dialog.reason.setText("seul moyen de l'atelier")
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()
    assert not page.banner.isVisible() and page.notice.said.text() == words.ALLOWED.format(
        instrument=MICROMETER, balloon="1"
    )
    bench.read(MICROMETER, "19.990")
    assert page.result.face.recorded and len(record(bench).means.allowed) == 1


def test_another_refusal_has_nothing_to_allow(bench: Bench) -> None:
    bench.open(part(SHAFT))
    bench.read("X-99", "19.990")
    assert bench.page.banner.isVisible() and not bench.page.banner.action.isVisible()


def test_the_means_of_the_workshop_are_advised_for_the_box_expected(bench: Bench) -> None:
    enter(bench, micrometer(uncertainty=Quantity(Decimal("0.0015"))))
    bench.open(part(SHAFT, EDGES))
    means = bench.page.means
    assert means.advice.isVisible() and means.advice.text() == "Moyens conseillés : M-02 (accepté)"
    means.advice.click()
    dialog = bench.page.findChild(AdvisedMeansDialog)
    assert dialog is not None
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "M-02 · Micromètre · accepté · IT/U = 7,00" in said
    assert any("étendue" in text or "ne se mesure pas" in text for text in said)
    dialog.close()
    bench.read(MICROMETER, "19.990")
    assert not means.advice.isVisible()  # an attribute has no means to compare


def test_without_assistance_the_page_names_no_instrument(bench: Bench) -> None:
    bench.shop.workshop.set_options(replace(PLAIN, assists=False)).result()
    bench.open(part(SHAFT))
    assert not bench.page.means.advice.isVisible()
    assert MICROMETER not in bench.page.expected.face.accessibleDescription()
    bench.window.hands_free.scan(InstrumentScan(CALIPER))
    bench.until_quiet()
    assert MICROMETER not in bench.page.banner.sentence.text()


def test_where_several_gauges_fit_the_card_asks_which_one(bench: Bench) -> None:
    enter(bench, Instrument("TF-2", "Tampon M8-6H", InstrumentKind.THREAD_PLUG, checks="M8-6H"))
    bench.open(part(THREAD))
    page, choice = bench.page, bench.page.means.in_hand.choice
    assert choice.isVisible() and choice.currentText() == words.TO_CHOOSE
    page.expected.answers.buttons[0].click()
    bench.until_quiet()
    assert page.banner.isVisible() and record(bench).last_live is None
    row = choice.findData("TF-2")
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
    bench.until_quiet()
    assert choice.findData(None) == -1 and choice.currentData() == "TF-2"
    page.expected.answers.buttons[0].click()
    bench.until_quiet()
    last = record(bench).last_live
    assert last is not None and last.instrument == "TF-2"


def test_a_value_typed_although_a_cable_is_there_says_of_which_micrometer_it_is(bench: Bench) -> None:
    enter(bench, micrometer(number="M-03"), micrometer(due=date(2020, 1, 1)))
    bench.open(part(SHAFT), 2)
    page, in_hand = bench.page, bench.page.means.in_hand
    assert not in_hand.isVisible()  # a frame says by itself which one it comes from
    page.actions_bar.type.click()
    choice, entry = in_hand.choice, page.expected.entry
    assert in_hand.isVisible() and [choice.itemText(row) for row in range(choice.count())] == [
        words.TO_CHOOSE, "M-02 · Micromètre", "M-03 · Micromètre",
    ]  # fmt: skip
    entry.value.setText("19,990")
    entry.submit()
    bench.until_quiet()
    assert "M-02, M-03" in page.banner.sentence.text() and record(bench).last_live is None
    row = choice.findData("M-03")
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
    bench.until_quiet()
    assert entry.isVisible() and entry.value.text() == "19,990" and choice.currentData() == "M-03"
    entry.submit()
    bench.until_quiet()
    last = record(bench).last_live
    assert last is not None and last.instrument == "M-03"
    assert not entry.isVisible() and not in_hand.isVisible()
    page.actions_bar.type.click()
    assert choice.currentData() == "M-03"  # the next piece is one gesture again


def test_a_refused_micrometer_picked_for_a_typed_value_may_be_allowed(bench: Bench) -> None:
    enter(bench, micrometer(number="M-03"), micrometer(due=date(2020, 1, 1)))
    bench.open(part(SHAFT))
    page, choice = bench.page, bench.page.means.in_hand.choice
    page.actions_bar.type.click()
    row = choice.findData(MICROMETER)
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
    bench.until_quiet()
    assert "échu" in page.banner.sentence.text() and page.banner.action.text() == words.ALLOW
    assert choice.currentText() == words.TO_CHOOSE


def test_a_scanned_gauge_is_the_one_in_the_hand(bench: Bench) -> None:
    enter(bench, Instrument("TF-2", "Tampon M8-6H", InstrumentKind.THREAD_PLUG, checks="M8-6H"))
    enter(bench, Instrument("TF-3", "Tampon M8-6H", InstrumentKind.THREAD_PLUG, due=date(2020, 1, 1)))
    bench.open(part(THREAD))
    hands_free, page = bench.window.hands_free, bench.page
    hands_free.scan(InstrumentScan("tf-3"))
    bench.until_quiet()
    assert "TF-3 est refusé" in page.banner.sentence.text() and page.banner.action.isVisible()
    hands_free.scan(InstrumentScan("tf-2"))
    bench.until_quiet()
    assert "TF-2" in page.notice.said.text()
    bench.qtbot.keyClick(bench.window, Qt.Key.Key_P)
    bench.until_quiet()
    last = record(bench).last_live
    assert last is not None and last.instrument == "TF-2"


def test_the_ratios_of_the_workshop_are_chosen_in_the_settings(bench: Bench) -> None:
    from metroapp.gui.page_stack import SETTINGS

    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section = bench.window.settings.ratios
    assert (section.good.text(), section.accepted.text(), section.steps.text()) == ("8", "4", "10")
    section.good.setText("2")
    section.save.click()
    bench.until_quiet()
    assert "ne vont pas ensemble" in section.said.text()
    section.accepted.setText("1,5")
    section.save.click()
    bench.until_quiet()
    assert bench.shop.workshop.criteria().result().accepted == Decimal("1.5")
