"""The window of a verification: what to do now, its points as they are read, the decision, the paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.instrument import InstrumentState
from metroapp.domain.verification import Check, Point
from metroapp.domain.verification_acts import Adjustment, Calibration, Decision, Verification
from metroapp.gui.dialogs.daily_check import DailyCheckDialog
from metroapp.gui.dialogs.other_acts import AdjustmentDialog, CalibrationDialog
from metroapp.gui.dialogs.paper_preview import PaperPreview
from metroapp.gui.dialogs.verification import VerificationDialog
from metroapp.gui.dialogs.verification_decision import DecisionDialog
from metroapp.gui.dialogs.verification_points import AddPointDialog, LimitsDialog
from metroapp.gui.page_stack import INSTRUMENTS, MEANS
from metroapp.services.demonstration_means import demonstration_means
from metroapp.services.verification_session import Limits
from metroapp.wording import means as means_words
from tests.gui.bench_window import Bench
from tests.gui.walk import cut, outside, overlapping, settle
from tests.services.verified_means import TODAY, D, acts_of, means_of, read_all, short_at_the_end, view
from tests.workbench import CALIPER, CAMILLE, CODES, INDICATOR, MICROMETER


@pytest.fixture
def shop_bench(bench: Bench) -> Bench:
    """As Camille, who may verify, with the means of the demonstration."""
    bench.shop.workshop.means.enter(*demonstration_means(TODAY)).result()
    bench.window.show_page(MEANS)
    bench.until_quiet()
    return bench


def begun(bench: Bench, number: str = CALIPER) -> VerificationDialog:
    """« Vérifier… » on the page of the means."""
    page = bench.window.means
    page.choose(number)
    page.refresh()
    bench.until_quiet()
    page.panel.verify.click()
    bench.until_quiet()
    dialog = page.verifying.dialog
    assert isinstance(dialog, VerificationDialog)
    return dialog


def cells(dialog: VerificationDialog, row: int) -> tuple[str, ...]:
    return dialog.rows.rows[row].texts


def decided(bench: Bench, dialog: VerificationDialog, decision: Decision, reason: str = "") -> DecisionDialog:
    dialog.decide.click()
    asked = dialog.dialog
    assert isinstance(asked, DecisionDialog)
    bench.until_quiet()
    asked.decision.setCurrentIndex(asked.decision.findData(decision))
    asked.reason.setText(reason)
    asked.signature.secret.setText(CODES[CAMILLE])
    return asked


def test_it_says_what_to_measure_now_and_shows_each_point(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    assert dialog.card.sentence.text() == "Fermez les becs : lisez le zéro"
    shop_bench.read(CALIPER, "0.00")
    assert dialog.card.live.text() == "0,00\u00a0mm"
    assert dialog.card.sentence.text() == "Mesurez la cale de 37,50\u00a0mm"
    assert dialog.card.under.text().startswith("CE-09 cale(s) 30 + 6 + 1,5 – certifié 37,49973")
    shop_bench.read(CALIPER, "37.60")
    assert cells(dialog, 1)[5:] == ("37,49973", "37,60", "+0,10027", "0,02", "1 / 1", "✗ +0,08027 au-delà")
    assert dialog.rows.rows[1].tint == (10, "bad")
    shop_bench.read(CALIPER, "75.00", "112.50", "135.00", "75.00", "75.01")
    assert dialog.card.sentence.text() == "Répétabilité : mesurez 75,00\u00a0mm, 3ᵉ lecture sur 5"
    assert dialog.count.text() == "7 lecture(s) sur 11"


def test_the_last_reading_is_taken_back(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    assert not dialog.undo.isEnabled() and not dialog.decide.isEnabled()
    shop_bench.read(CALIPER, "3.00")
    dialog.undo.click()
    shop_bench.until_quiet()
    assert dialog.card.sentence.text() == "Fermez les becs : lisez le zéro"
    assert cells(dialog, 0)[6] == "–"


def test_a_refused_reading_is_said_where_it_was_expected(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    shop_bench.shop.read(CALIPER, "0.00", flags=("late",))
    shop_bench.until_quiet()
    assert dialog.said.text().startswith(f"La lecture de {CALIPER} est douteuse")


def test_an_instrument_without_a_cable_is_typed(shop_bench: Bench) -> None:
    dialog = begun(shop_bench, "R-06")
    assert dialog.card.sentence.text() == "Palpez l'étalon de rugosité, Ra 2,97\u00a0µm, 1ʳᵉ lecture sur 5"
    dialog.typed.line.setText("2,95")
    QTest.keyClick(dialog.typed.line, Qt.Key.Key_Return)
    shop_bench.until_quiet()
    assert dialog.card.sentence.text().endswith("2ᵉ lecture sur 5")
    dialog.typed.line.setText("deux")
    dialog.typed.button.click()
    shop_bench.until_quiet()
    assert dialog.said.text()


def test_points_are_added_put_on_a_standard_and_removed(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    dialog.add.click()
    asked = dialog.dialog
    assert isinstance(asked, AddPointDialog)
    asked.check.setCurrentIndex(asked.check.findData(Check.DEPTH_ROD))
    asked.size_line.setText("10")
    asked.confirm.click()
    shop_bench.until_quiet()
    last = len(dialog.rows.rows) - 1
    assert cells(dialog, last)[1:5] == ("tige de profondeur", "", "10", "CE-09 cale(s) 10")
    dialog.table.selectRow(last)
    dialog.standard.click()
    shop_bench.until_quiet()
    assert dialog.menu is not None
    offered = [action for action in dialog.menu.actions() if action.isEnabled()]
    assert [action.text() for action in offered][:1] == [f"CE-09 cale(s) 10 – {cells(dialog, last)[5]}\u00a0mm"]
    offered[0].trigger()
    dialog.menu.close()
    shop_bench.until_quiet()
    dialog.table.selectRow(last)
    dialog.go_to.click()
    shop_bench.until_quiet()
    assert dialog.card.sentence.text() == "Tige de profondeur : mesurez la cale de 10,00\u00a0mm"
    dialog.table.selectRow(last)
    dialog.remove.click()
    shop_bench.until_quiet()
    assert len(dialog.rows.rows) == last


def test_the_limits_of_the_workshop(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    dialog.limits.click()
    asked = dialog.dialog
    assert isinstance(asked, LimitsDialog)
    asked.other_faces.setText("0,02")
    asked.confirm.click()
    shop_bench.until_quiet()
    assert view(shop_bench.shop).limits == Limits(other_faces=D("0.02"))
    assert cells(dialog, 6)[8] == "0,04"


def test_an_indicator_says_the_way_it_goes(shop_bench: Bench) -> None:
    dialog = begun(shop_bench, INDICATOR)
    assert dialog.card.sentence.text() == "En montant : lisez le point −6,250\u00a0mm"
    assert not dialog.table.isColumnHidden(2)


def test_a_good_instrument_is_signed_back_and_has_its_paper(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    read_all(shop_bench.shop)
    shop_bench.until_quiet()
    assert dialog.card.sentence.text() == "Tous les points sont lus : conforme. Décidez."
    asked = decided(shop_bench, dialog, Decision.RETURN_TO_SERVICE)
    asked.signature.secret.setText("faux")
    asked.confirm.click()
    shop_bench.until_quiet()
    assert asked.said.text() and asked.confirm.isEnabled()
    asked.signature.secret.setText(CODES[CAMILLE])
    asked.confirm.click()
    shop_bench.until_quiet()
    assert dialog.card.sentence.text().startswith("Vérification V-P1-2026-0001 enregistrée : conforme.")
    assert not dialog.uses.isVisible()
    dialog.paper.click()
    shop_bench.until_quiet()
    paper = shop_bench.shop.workspace.exports / "constat-V-P1-2026-0001.pdf"
    assert paper.read_bytes().startswith(b"%PDF")
    assert means_of(shop_bench.shop).state is InstrumentState.IN_SERVICE


def test_a_failed_one_says_what_is_in_doubt(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    read_all(shop_bench.shop, shows=short_at_the_end)
    shop_bench.until_quiet()
    asked = decided(shop_bench, dialog, Decision.LIMITATION)
    assert asked.decision.findData(Decision.RETURN_TO_SERVICE) < 0
    asked.confirm.click()  # nothing is said of why, nor of what is left
    shop_bench.until_quiet()
    assert asked.said.text()
    asked.reason.setText("becs usés")
    asked.beginning.setText("0")
    asked.end.setText("75")
    asked.confirm.click()
    shop_bench.until_quiet()
    assert means_of(shop_bench.shop).state is InstrumentState.LIMITED
    assert dialog.said.text() == "Rien n'a été mesuré avec lui depuis sa dernière vérification bonne."
    assert dialog.uses.isVisible()


def test_closing_it_puts_it_off_and_loses_nothing(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    shop_bench.read(CALIPER, "0.01")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    shop_bench.until_quiet()
    assert shop_bench.shop.workshop.verifications.view().result() is None
    again = begun(shop_bench)
    assert cells(again, 0)[6] == "0,01"


def test_who_leaves_the_post_closes_it(shop_bench: Bench) -> None:
    begun(shop_bench)
    shop_bench.shop.workshop.staff.sign_out().result()
    shop_bench.until_quiet()
    shop_bench.shop.sign_in(CAMILLE)
    shop_bench.until_quiet()
    assert shop_bench.shop.workshop.verifications.view().result() is None
    assert not [dialog for dialog in shop_bench.window.findChildren(VerificationDialog) if dialog.isVisible()]


def test_giving_up_is_asked_once_something_was_read(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    shop_bench.read(CALIPER, "0.05")
    dialog.give_up.click()
    assert dialog.dialog is not None
    dialog.dialog.confirm.click()
    shop_bench.until_quiet()
    assert means_of(shop_bench.shop).state is InstrumentState.PENDING
    assert dialog.card.sentence.text().endswith(f"{CALIPER} est en attente.")


def test_the_paper_is_printed_again_from_the_history(shop_bench: Bench) -> None:
    dialog = begun(shop_bench)
    read_all(shop_bench.shop)
    shop_bench.until_quiet()
    decided(shop_bench, dialog, Decision.RETURN_TO_SERVICE).confirm.click()
    shop_bench.until_quiet()
    dialog.close()
    page = shop_bench.window.means
    page.panel.tabs[means_words.HISTORY].click()
    shop_bench.until_quiet()
    assert page.panel.history.rows.rows[0].texts[1] == ("vérification V-P1-2026-0001 : conforme – remise en service")
    page.panel.paper.click()
    shop_bench.until_quiet()
    (preview,) = (one for one in page.findChildren(PaperPreview) if one.isVisible())
    shop_bench.until(lambda: preview.is_drawn)
    assert preview.path == shop_bench.shop.workspace.exports / "constat-V-P1-2026-0001.pdf"
    preview.close()
    assert preview.path.exists()


# -- the daily check --------------------------------------------------------------------------------------------------


def checking(bench: Bench, number: str = MICROMETER) -> DailyCheckDialog:
    """« Contrôle du jour… » on the tile of the bench."""
    bench.window.show_page(INSTRUMENTS)
    bench.until_quiet()
    bench.window.instruments.tiles[number].daily.click()
    bench.until_quiet()
    dialog = bench.window.instruments.verifying.dialog
    assert isinstance(dialog, DailyCheckDialog)
    return dialog


def test_a_good_daily_check_takes_one_reading_and_one_press(shop_bench: Bench) -> None:
    dialog = checking(shop_bench)
    assert dialog.card.sentence.text() == "Fermez les touches : lisez le zéro"
    shop_bench.read(MICROMETER, "0.001")
    assert dialog.verdict.text() == "Bon : erreur +0,001\u00a0mm, EMT ± 0,004\u00a0mm."
    QTest.keyClick(dialog.record, Qt.Key.Key_Space)
    shop_bench.until_quiet()
    assert dialog.card.sentence.text() == f"Contrôle du jour de {MICROMETER} enregistré : conforme."
    assert means_of(shop_bench.shop, MICROMETER).state is InstrumentState.IN_SERVICE


def test_a_bad_daily_check_says_to_do_the_reverse_search(shop_bench: Bench) -> None:
    dialog = checking(shop_bench)
    dialog.points[1].click()
    shop_bench.until_quiet()
    assert dialog.card.sentence.text() == "Mesurez la cale de 10,000\u00a0mm"
    shop_bench.read(MICROMETER, "10.020")
    assert dialog.verdict.text().startswith("Mauvais")
    dialog.again.click()
    shop_bench.until_quiet()
    shop_bench.read(MICROMETER, "10.019")
    dialog.record.click()
    shop_bench.until_quiet()
    assert means_of(shop_bench.shop, MICROMETER).state is InstrumentState.TO_VERIFY
    assert dialog.uses.isVisible() and "recherche inverse" in dialog.verdict.text()


def test_return_in_the_typed_line_takes_the_reading_and_does_not_take_it_back(shop_bench: Bench) -> None:
    dialog = begun(shop_bench, MICROMETER)
    for text in ("0,001", "2,501"):
        dialog.typed.line.setText(text)
        QTest.keyClick(dialog.typed.line, Qt.Key.Key_Return)
        shop_bench.until_quiet()
    assert view(shop_bench.shop).expected == 2 and not view(shop_bench.shop).undone


def test_a_finished_window_left_open_does_not_end_the_next_check(shop_bench: Bench) -> None:
    first = checking(shop_bench)
    shop_bench.read(MICROMETER, "0.001")
    first.record.click()
    shop_bench.until_quiet()
    second = checking(shop_bench)
    assert second is not first and second.isVisible()
    assert shop_bench.shop.workshop.verifications.view().result() is not None


# -- the two other acts -----------------------------------------------------------------------------------------------


def test_a_calibration_and_an_adjustment_are_entered_from_the_page(shop_bench: Bench) -> None:
    actions = shop_bench.window.means.verifying
    actions.ask_calibration(means_of(shop_bench.shop))
    asked = actions.dialog
    assert isinstance(asked, CalibrationDialog) and asked.back is None
    asked.number.setText("LNE 26-1187")
    asked.laboratory.setText("LNE")
    asked.issued.setText("20/11/2026")
    asked.values.setPlainText("50 ; 0,003 ; 0,002\n100 ; x")
    asked.confirm.click()
    assert asked.said.text() == "Ligne 2 : « 100 ; x » ne se lit pas, écrivez cote ; erreur ; U."
    asked.values.setPlainText("50 ; 0,003 ; 0,002\n100 ; −0,004")
    asked.confirm.click()
    shop_bench.until_quiet()
    actions.ask_adjustment(means_of(shop_bench.shop))
    adjusted = actions.dialog
    assert isinstance(adjusted, AdjustmentDialog)
    adjusted.done_line.setText("becs rectifiés")
    adjusted.confirm.click()
    shop_bench.until_quiet()
    assert [type(act) for act in acts_of(shop_bench.shop)] == [Calibration, Adjustment]
    assert means_of(shop_bench.shop).state is InstrumentState.TO_VERIFY
    assert not any(isinstance(act, Verification) for act in acts_of(shop_bench.shop))


# -- its look ---------------------------------------------------------------------------------------------------------


def test_nothing_is_cut_on_the_smallest_screen(shop_bench: Bench) -> None:
    settle(shop_bench, 1024, 600)
    dialog = begun(shop_bench)
    shop_bench.shop.workshop.verifications.add_point(Point(Check.ERROR, D(20))).result()
    shop_bench.read(CALIPER, "0.00")
    settle(shop_bench, 1024, 600)
    assert (dialog.width(), dialog.height()) <= (1024, 600)
    assert outside(dialog) == [] and overlapping(dialog) == [] and cut(dialog) == []
