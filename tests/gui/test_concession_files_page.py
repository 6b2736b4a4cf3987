"""The dérogations of the page of what is not good: two kinds that never mix, and a decision before anything is
accepted."""

from __future__ import annotations

from datetime import date

import pytest

from metroapp.domain.concession_files import ConcessionFile, FileState, Moment
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.act_question import SignedReason
from metroapp.gui.dialogs.concession_acts import AuthorityDialog, OpinionDialog
from metroapp.gui.dialogs.concession_request import RequestDialog
from metroapp.gui.models.treatment import FileDeed
from metroapp.gui.pages.nonconformities import FILES, NonconformitiesPage
from metroapp.gui.window import NONCONFORMITIES
from metroapp.services import consultation
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, characteristic, part

TESTED = part(
    characteristic("1", "35 ±0,1", Means.CALIPER),
    characteristic("2", "50 ±0,2", Means.CALIPER),
    characteristic("3", "attribut", Means.VISUAL),
)
NUMBER = "DER-2026-001"


@pytest.fixture
def page(bench: Bench) -> NonconformitiesPage:
    """Three pieces, two of them bad, and the part in the library; the tab of the dérogations is shown."""
    bench.shop.workshop.save_draft(TESTED).result()
    bench.shop.open(part(*TESTED.characteristics[:2]), pieces=3)
    bench.shop.read(CALIPER, "35.15", "50.00", "35.00", "50.30", "35.00", "50.00")
    bench.until_quiet()
    bench.window.show_page(NONCONFORMITIES)
    bench.until_quiet()
    found = bench.window.nonconformities
    found.turn(FILES)
    return found


def demand(bench: Bench, moment: Moment | None = None) -> RequestDialog:
    page = bench.window.nonconformities
    page.request.click()
    bench.until_quiet()
    dialog = page.file_deeds.dialog
    assert isinstance(dialog, RequestDialog) and not dialog.isModal()
    if moment is not None:
        dialog.kinds[moment].click()
        dialog.reason.setText("outil usé")
        dialog.consequences.setText("aucune")
    return dialog


def ask(bench: Bench, deed: FileDeed):  # type: ignore[no-untyped-def]
    page = bench.window.nonconformities
    page.files.panel.buttons[deed].click()
    bench.until_quiet()
    assert page.file_deeds.dialog is not None
    return page.file_deeds.dialog


def confirm(bench: Bench, dialog, code: str = "") -> None:  # type: ignore[no-untyped-def]
    if code:
        dialog.form.secret.setText(code)
    dialog.confirm.click()
    bench.until_quiet()


def file(bench: Bench) -> ConcessionFile:
    [found] = bench.shop.workshop.treatment.files().result()
    return found


def enabled(page: NonconformitiesPage) -> set[FileDeed]:
    return {deed for deed in FileDeed if page.files.panel.buttons[deed].isEnabled()} - {FileDeed.ATTACH}


def test_the_kind_is_chosen_first_and_the_fields_of_the_other_one_are_not_shown(
    page: NonconformitiesPage, bench: Bench
) -> None:
    dialog = demand(bench)
    assert not dialog.confirm.isEnabled()
    assert not dialog.before.isVisible() and not dialog.after.isVisible()
    dialog.kinds[Moment.BEFORE_PRODUCTION].click()
    assert dialog.before.isVisible() and not dialog.after.isVisible() and dialog.confirm.isEnabled()
    dialog.kinds[Moment.AFTER_PRODUCTION].click()
    assert dialog.after.isVisible() and not dialog.before.isVisible()


def test_before_production_limits_are_widened_up_to_a_number_and_a_day(page: NonconformitiesPage, bench: Bench) -> None:
    dialog = demand(bench, Moment.BEFORE_PRODUCTION)
    lower, upper = dialog.before.limits.lines["1"]
    assert (lower.placeholderText(), upper.placeholderText()) == ("mini 34,9", "maxi 35,1")
    upper.setText("35,2")
    dialog.before.limits.as_is["3"].setChecked(True)
    confirm(bench, dialog)
    assert dialog.isVisible() and "bornée" in dialog.said.text()  # neither a number nor a day
    dialog.before.most.setText("trois")
    confirm(bench, dialog)
    assert "« trois »" in dialog.said.text() and upper.text() == "35,2"
    dialog.before.most.setText("3")
    dialog.before.until.setText("30/11/2999")
    confirm(bench, dialog)
    asked = file(bench).request
    assert (asked.quantity, str(asked.until), asked.pieces) == (3, "2999-11-30", ())
    assert [(one.balloon, one.lower, str(one.upper)) for one in asked.limits] == [
        ("1", None, "35.2"), ("3", None, "None"),
    ]  # fmt: skip
    said = page.files.panel.said
    assert said["Limites élargies"] == "rep. 1 : maxi 35,2\u00a0mm\nrep. 3 : telle que mesurée"
    assert said["Accepte"] == "3 pièces, jusqu'au 30/11/2999"


def test_after_production_the_bad_pieces_are_picked_with_their_values(page: NonconformitiesPage, bench: Bench) -> None:
    dialog = demand(bench, Moment.AFTER_PRODUCTION)
    assert [tick.text() for tick in dialog.after.pieces.values()] == [
        "pièce 1 : rep. 1 35,15\u00a0mm pour 35 ±0,1", "pièce 2 : rep. 2 50,30\u00a0mm pour 50 ±0,2",
    ]  # fmt: skip
    dialog.after.pieces[1].setChecked(False)
    dialog.after.pieces[2].setChecked(False)
    confirm(bench, dialog)
    assert dialog.isVisible() and dialog.said.text()
    dialog.after.pieces[2].setChecked(True)
    confirm(bench, dialog)
    asked = file(bench).request
    assert [one.piece for one in asked.pieces] == [2] and asked.quantity is None and asked.until is None
    assert [(one.balloon, one.lower, str(one.upper)) for one in asked.limits] == [("2", None, "50.30")]
    assert page.files.rows.rows[0].texts == (
        NUMBER, "après réal.", "ESSAI-01", "2", "? demandée", "24/11/2026",
    )  # fmt: skip


def test_from_the_demand_to_the_closing(page: NonconformitiesPage, bench: Bench) -> None:
    confirm(bench, demand(bench, Moment.AFTER_PRODUCTION))
    assert enabled(page) == {FileDeed.OPINION, FileDeed.DECISION, FileDeed.CLOSE}
    opinion = ask(bench, FileDeed.OPINION)
    assert isinstance(opinion, OpinionDialog)
    names = [opinion.form.signer.itemText(row) for row in range(opinion.form.signer.count())]
    assert names == [DOMINIQUE]
    opinion.opinion.setText("sans conséquence")
    confirm(bench, opinion, CODES[CAMILLE])
    assert opinion.isVisible() and opinion.form.secret.text() == ""  # a code that was refused is typed again
    assert opinion.opinion.text() == "sans conséquence"
    confirm(bench, opinion, CODES[DOMINIQUE])
    decision = ask(bench, FileDeed.DECISION)
    assert isinstance(decision, AuthorityDialog)
    decision.on.setText("24/11/2026")
    confirm(bench, decision, CODES[DOMINIQUE])
    assert decision.isVisible() and "nom" in decision.said.text()  # whose decision, and which paper
    decision.name.setText("M. Petit")
    decision.reference.setText("BE-77")
    confirm(bench, decision, CODES[DOMINIQUE])
    assert page.files.panel.said["Décision bureau d'études"] == "accordée · M. Petit, BE-77, le 24/11/2026"
    activation = ask(bench, FileDeed.ACTIVATE)
    assert isinstance(activation, SignedReason)
    confirm(bench, activation, CODES[DOMINIQUE])
    assert bench.page.grid.model.dispositions[:2] == [Disposition.CONCESSION] * 2
    assert enabled(page) == {FileDeed.WITHDRAW, FileDeed.CLOSE}
    withdrawal = ask(bench, FileDeed.WITHDRAW)
    withdrawal.reason.setPlainText("retour du client")
    confirm(bench, withdrawal, CODES[DOMINIQUE])
    assert bench.page.grid.model.dispositions[:2] == [Disposition.NONCONFORMING] * 2
    assert page.files.panel.rows.rows[0].texts[1] == "Retirée : retour du client"
    confirm(bench, ask(bench, FileDeed.CLOSE), CODES[DOMINIQUE])
    assert file(bench).state(date(2026, 11, 24)) is FileState.CLOSED and enabled(page) == set()


def test_a_refused_demand_is_never_active(page: NonconformitiesPage, bench: Bench) -> None:
    confirm(bench, demand(bench, Moment.AFTER_PRODUCTION))
    decision = ask(bench, FileDeed.DECISION)
    decision.decided.setCurrentIndex(1)
    for line, text in ((decision.on, "24/11/2026"), (decision.name, "M. Petit"), (decision.reference, "BE-78")):
        line.setText(text)
    confirm(bench, decision, CODES[DOMINIQUE])
    assert page.files.rows.rows[0].texts[4] == "✗ refusée"
    assert FileDeed.ACTIVATE not in enabled(page) and FileDeed.CLOSE in enabled(page)


def test_activation_waits_for_the_opinion_though_the_decision_is_there(page: NonconformitiesPage, bench: Bench) -> None:
    confirm(bench, demand(bench, Moment.AFTER_PRODUCTION))
    decision = ask(bench, FileDeed.DECISION)
    for line, text in ((decision.on, "24/11/2026"), (decision.name, "M. Petit"), (decision.reference, "BE-78")):
        line.setText(text)
    confirm(bench, decision, CODES[DOMINIQUE])
    assert page.files.rows.rows[0].texts[4] == "! accordée"
    assert FileDeed.ACTIVATE not in enabled(page)
    assert page.files.panel.said["Avis qualité"] == "à donner"


def test_without_anybody_of_the_quality_nothing_is_signed(page: NonconformitiesPage, bench: Bench) -> None:
    """Seen on the old form: a button that led to a form that nobody of the workshop could sign."""
    bench.shop.demand(1)
    bench.until_quiet()
    assert FileDeed.ACTIVATE in enabled(page)
    staff = bench.shop.workshop.staff
    staff.sign_in(DOMINIQUE, CODES[DOMINIQUE]).result()
    staff.enter("Claude", (Role.ADMINISTRATOR,), "code-7").result()
    staff.set_roles(DOMINIQUE, (Role.ADMINISTRATOR,)).result()
    staff.sign_in(CAMILLE, CODES[CAMILLE]).result()
    page.refresh()
    bench.until_quiet()
    assert enabled(page) == set()
    assert "technicien qualité" in page.files.panel.buttons[FileDeed.ACTIVATE].toolTip()


def test_who_measures_nothing_asks_for_nothing(page: NonconformitiesPage, bench: Bench) -> None:
    come_as(bench, Role.JURY)
    assert not page.request.isEnabled() and "opérateur" in page.request.toolTip()


def test_a_value_measured_again_is_not_the_one_that_was_accepted(page: NonconformitiesPage, bench: Bench) -> None:
    bench.shop.demand(1)
    bench.shop.workshop.retake(BoxKey(1, "1"), "propreté").result()
    bench.read(CALIPER, "35.16")
    activation = ask(bench, FileDeed.ACTIVATE)
    confirm(bench, activation, CODES[DOMINIQUE])
    assert activation.isVisible() and "Rien n'est activé" in activation.said.text()
    record = consultation.load(bench.shop.workspace, consultation.record_lines(bench.shop.workspace)[0].id)
    assert record.disposition(1) is Disposition.NONCONFORMING


def test_a_file_is_printed_among_the_exports(page: NonconformitiesPage, bench: Bench) -> None:
    bench.shop.demand(1)
    bench.until_quiet()
    page.files.panel.print.click()
    bench.until_quiet()
    written = bench.shop.workspace.exports / f"{NUMBER}.pdf"
    assert written.read_bytes().startswith(b"%PDF") and str(written) in page.said.text()
