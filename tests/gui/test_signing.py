"""Signing: a closing asks for a code; a refusal is said where it was typed, and nothing is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from metroapp.domain.people import Role
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.closing import ClosingDialog
from metroapp.services import consultation
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as, enter, sign_in
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def record(bench: Bench) -> InspectionRecord:
    return consultation.load(bench.shop.workspace, consultation.record_lines(bench.shop.workspace)[0].id)


def closing(bench: Bench) -> ClosingDialog:
    bench.page.actions_bar.close_record.click()
    bench.until_quiet()
    dialog = bench.page.findChild(ClosingDialog)
    assert dialog is not None
    return dialog


def test_a_closing_with_a_wrong_code_keeps_the_dialog_and_the_record(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    dialog = closing(bench)
    assert not dialog.isModal()
    assert dialog.form.secret.echoMode() is QLineEdit.EchoMode.Password
    assert dialog.form.signer.currentText() == CAMILLE
    dialog.form.secret.setText("faux")
    dialog.confirm.click()
    bench.until_quiet()
    assert CAMILLE in dialog.said.text()
    assert dialog.isVisible() and dialog.confirm.isEnabled()
    assert dialog.form.secret.text() == ""
    assert bench.page.has_open_record and record(bench).closing is None
    dialog.form.secret.setText(CODES[CAMILLE])
    dialog.confirm.click()
    bench.until_quiet()
    found = record(bench).closing
    assert found is not None and (found.by, found.signed) == (CAMILLE, True)
    assert not bench.page.has_open_record
    assert not bench.page.banner.isVisible()


def test_after_three_failures_the_wait_is_said(bench: Bench) -> None:
    bench.open(part(LENGTH))
    dialog = closing(bench)
    for _turn in range(3):
        dialog.form.secret.setText("faux")
        dialog.confirm.click()
        bench.until_quiet()
    assert "attendez 5 s" in dialog.said.text()
    dialog.form.secret.setText(CODES[CAMILLE])
    dialog.confirm.click()
    bench.until_quiet()
    assert "doit attendre" in dialog.said.text()
    assert record(bench).closing is None


def test_somebody_else_who_may_signs_instead(bench: Bench) -> None:
    enter(bench, Role.JURY)
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    dialog = closing(bench)
    names = [dialog.form.signer.itemText(row) for row in range(dialog.form.signer.count())]
    assert names == [CAMILLE, DOMINIQUE]  # the jury signs nothing
    dialog.form.signer.setCurrentIndex(1)
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()
    found = record(bench).closing
    assert found is not None and found.by == DOMINIQUE
    assert bench.shop.workshop.staff.who.person is not None
    assert bench.shop.workshop.staff.who.person.name == CAMILLE  # a signature changes nobody at the post


def test_who_may_not_ask_for_a_concession_finds_it_greyed(bench: Bench) -> None:
    """Whoever measures asks for one; it is the quality that signs it, on the page of what is not good."""
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.20")
    button = bench.page.actions_bar.concession
    assert button.isEnabled()
    come_as(bench, Role.JURY)
    assert not button.isEnabled() and "opérateur" in button.toolTip()
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert button.isEnabled()
