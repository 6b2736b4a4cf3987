"""What people are told of their data in the window, and the erasure of a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from metroapp.domain.people import Role
from metroapp.domain.retention import RecordedKind
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.personal_data import OwnDataDialog, PurgeDialog
from metroapp.gui.pages.settings import SettingsPage
from metroapp.gui.window import SETTINGS
from metroapp.services import consultation, personal_data
from metroapp.wording import personal_data as words
from metroapp.wording.labels import label
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import CODE, come_as, sign_in
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, characteristic, part


@pytest.fixture
def page(bench: Bench) -> SettingsPage:
    """As Dominique, who administers; Camille measured today, Ana never did and has no role any more."""
    bench.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)))
    bench.read(CALIPER, "35.01")
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    staff = bench.shop.workshop.staff
    staff.enter("Ana Partie", (Role.OPERATOR,), CODE).result()
    staff.set_roles("Ana Partie", ()).result()
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    return bench.window.settings


def own_data(bench: Bench) -> OwnDataDialog:
    bench.until_quiet()
    dialog = bench.window.findChild(OwnDataDialog)
    assert dialog is not None and dialog.isVisible() and not dialog.isModal()
    return dialog


def purge(page: SettingsPage, bench: Bench) -> PurgeDialog:
    page.people.purge.click()
    bench.until_quiet()
    dialog = page.people.dialog
    assert isinstance(dialog, PurgeDialog)
    return dialog


def said_in(dialog: OwnDataDialog) -> str:
    return " ".join(found.text() for found in dialog.findChildren(QLabel))


def test_somebody_reads_what_is_recorded_of_them_and_how_long(page: SettingsPage, bench: Bench) -> None:
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    page.own_data.click()
    dialog = own_data(bench)
    first, *_, last = (row.texts for row in dialog.rows.rows)
    assert first == ("relevés de production", "3", "24/11/2026", "24/11/2026", "120 mois", "24/11/2036")
    assert last[0] == label(RecordedKind.ACCOUNT)
    said = said_in(dialog)
    assert CAMILLE in said and f"Demandez à {DOMINIQUE}" in said and "RGPD" in said and "CNIL" in said
    dialog.close()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.JURY])
def test_everybody_reads_it_from_the_menu_of_the_person(bench: Bench, role: Role) -> None:
    come_as(bench, role)
    menu = bench.window.rail.person.menu()
    (entry,) = (action for action in menu.actions() if action.text() == words.OWN)
    entry.trigger()
    menu.close()
    dialog = own_data(bench)
    assert [row.texts[0] for row in dialog.rows.rows] == [label(RecordedKind.ACCOUNT)]
    dialog.close()


def test_a_name_is_erased_with_a_reason_and_a_warning(page: SettingsPage, bench: Bench) -> None:
    dialog = purge(page, bench)
    assert dialog.rows.rows == [] and not dialog.erase.isEnabled() and dialog.said.text() == words.PURGE_NONE
    dialog.close()
    bench.shop._now += timedelta(days=400)
    dialog = purge(page, bench)
    assert [row.texts for row in dialog.rows.rows] == [
        ("Ana Partie", "24/11/2027", "compte, rôles et codes : 24/11/2026")
    ]
    dialog.erase.click()
    question = dialog.question
    assert question is not None
    warned = " ".join(found.text() for found in question.findChildren(QLabel))
    assert "ne peut pas être annulé" in warned and "sauvegardes" in warned
    question.confirm.click()
    bench.until_quiet()
    assert "motif" in question.said.text() and question.isVisible()  # refused: nothing is erased without a reason
    question.reason.setText("Ana est partie")
    question.confirm.click()
    bench.until_quiet()
    assert "sans le nom" in question.said.text()
    question.reason.setText("durée passée")
    question.confirm.click()
    bench.until_quiet()
    assert dialog.question is None and dialog.rows.rows == [] and "Nom de Ana Partie effacé" in dialog.said.text()
    assert [row.texts[0] for row in page.people._rows.rows] == [CAMILLE, DOMINIQUE]
    assert "nom effacé (" in page.history.rows[0].texts[1]
    assert consultation.verify(bench.shop.workspace).erased == 1
    dialog.close()


def test_the_terms_are_chosen_and_free_a_name_sooner(page: SettingsPage, bench: Bench) -> None:
    bench.shop._now += timedelta(days=70)
    dialog = purge(page, bench)
    assert dialog.months[RecordedKind.PRODUCTION].value() == 120 and dialog.rows.rows == []
    dialog.months[RecordedKind.ACCOUNT].set_value(2)
    dialog.save.click()
    bench.until_quiet()
    assert dialog.said.text() == words.RETENTION_SAVED
    assert [row.texts[0] for row in dialog.rows.rows] == ["Ana Partie"]
    assert personal_data.retention(bench.shop.workspace).account == 2
    dialog.close()


def test_only_an_administrator_is_shown_the_names_to_erase(page: SettingsPage, bench: Bench) -> None:
    assert page.people.purge.isEnabled()
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    assert not page.people.purge.isEnabled() and label(Role.ADMINISTRATOR) in page.people.purge.toolTip()
    assert page.own_data.isEnabled()
