"""The settings: people and their codes, the decision rule, the lock; and what each role may touch in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.people import Action, Role
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.people import EnterDialog, NewCodeDialog, OwnCodeDialog, RemoveDialog, RolesDialog
from metroapp.gui.pages.settings import SettingsPage
from metroapp.gui.window import ARCHIVES, INSTRUMENTS, PARTS, RELEVE, SETTINGS
from metroapp.services.commands import Command
from metroapp.services.lock_settings import LockSettings
from metroapp.services.rights import RIGHTS
from metroapp.wording import exam_sessions, exports, finding, personal_data, piece_sorts, spc, template
from metroapp.wording import settings as words
from metroapp.wording.labels import label
from tests.gui.bench_window import Bench
from tests.gui.part_page import NAME, PART
from tests.gui.people_at_work import CODE, NAMES, come_as, enter, sign_in
from tests.workbench import CALIPER, CAMILLE, CODES, DOMINIQUE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


@pytest.fixture
def page(bench: Bench) -> SettingsPage:
    """As Dominique, who administers."""
    sign_in(bench, DOMINIQUE, CODES[DOMINIQUE])
    return shown(bench)


def shown(bench: Bench) -> SettingsPage:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    return bench.window.settings


def texts(page: SettingsPage) -> list[tuple[str, ...]]:
    return [row.texts for row in page.people._rows.rows]


# -- people ---------------------------------------------------------------------------------------------------------


def test_the_table_says_who_is_who(page: SettingsPage) -> None:
    assert texts(page) == [
        (CAMILLE, "opérateur, formateur", words.ACTIVE, words.YES),
        (DOMINIQUE, "technicien qualité, administrateur", words.ACTIVE, words.YES),
    ]


def test_somebody_is_entered_and_may_sign_in(page: SettingsPage, bench: Bench) -> None:
    page.people.add.click()
    dialog = page.people.dialog
    assert isinstance(dialog, EnterDialog) and not dialog.isModal()
    dialog.name.setText(CAMILLE)
    dialog.secret.setText(CODE)
    dialog.again.setText("autre")
    dialog.confirm.click()
    assert "pas les mêmes" in dialog.said.text()
    dialog.again.setText(CODE)
    dialog.confirm.click()
    bench.until_quiet()
    assert "existe déjà" in dialog.said.text() and dialog.isVisible()  # said in the dialog, which stays
    dialog.name.setText("Élise Jury")
    dialog.ticks.boxes[Role.JURY].setChecked(True)
    dialog.confirm.click()
    bench.until_quiet()
    assert "ne va avec aucun autre" in dialog.said.text()
    assert dialog.secret.text() == CODE  # nothing typed is lost
    dialog.ticks.boxes[Role.OPERATOR].setChecked(False)
    dialog.confirm.click()
    bench.until_quiet()
    assert page.people.dialog is None
    assert texts(page)[-1] == ("Élise Jury", "jury", words.ACTIVE, words.YES)
    assert page.history.rows[0].texts[1:] == ("Élise Jury", "premier code", DOMINIQUE)
    assert sign_in(bench, "Élise Jury", CODE).roles == (Role.JURY,)


def test_roles_change_and_the_window_follows(page: SettingsPage, bench: Bench) -> None:
    page.people.choose(DOMINIQUE)
    page.people.roles.click()
    dialog = page.people.dialog
    assert isinstance(dialog, RolesDialog)
    assert dialog.ticks.roles() == (Role.QUALITY, Role.ADMINISTRATOR)
    dialog.ticks.boxes[Role.ADMINISTRATOR].setChecked(False)
    dialog.confirm.click()
    bench.until_quiet()
    assert "dernier administrateur" in dialog.said.text()
    dialog.ticks.boxes[Role.ADMINISTRATOR].setChecked(True)
    dialog.ticks.boxes[Role.QUALITY].setChecked(False)
    dialog.confirm.click()
    bench.until_quiet()
    assert texts(page)[1][1] == "administrateur"
    assert not page.rule.choices[RuleName.SIMPLE].isEnabled()  # the right went with the role
    assert not bench.window.rail.button(RELEVE).isEnabled()


def test_another_code_is_given_and_the_history_says_by_whom(page: SettingsPage, bench: Bench) -> None:
    page.people.choose(CAMILLE)
    page.people.code.click()
    dialog = page.people.dialog
    assert isinstance(dialog, NewCodeDialog)
    for line in (dialog.secret, dialog.again):
        line.setText("1111")
    dialog.confirm.click()
    assert "trop simple" in dialog.said.text()
    for line in (dialog.secret, dialog.again):
        line.setText(CODE)
    dialog.confirm.click()
    bench.until_quiet()
    assert page.history.rows[0].texts[1:] == (CAMILLE, "code réinitialisé", DOMINIQUE)
    sign_in(bench, CAMILLE, CODE)


def test_somebody_who_leaves_has_no_role_any_more(page: SettingsPage, bench: Bench) -> None:
    page.people.choose(CAMILLE)
    page.people.remove.click()
    assert isinstance(page.people.dialog, RemoveDialog)
    page.people.dialog.confirm.click()
    bench.until_quiet()
    assert texts(page)[0] == (CAMILLE, "", words.INACTIVE, words.YES)
    page.people.choose(CAMILLE)
    assert not page.people.remove.isEnabled() and page.people.roles.isEnabled()


def test_a_trainer_lets_candidates_in_and_nobody_else(bench: Bench) -> None:
    enter(bench, Role.OPERATOR)
    page = shown(bench)  # as Camille
    page.people.choose(DOMINIQUE)
    assert not page.people.code.isEnabled()
    assert label(Role.ADMINISTRATOR) in page.people.code.toolTip()
    page.people.choose(NAMES[Role.OPERATOR])
    assert page.people.code.isEnabled()
    page.people.add.click()
    dialog = page.people.dialog
    assert isinstance(dialog, EnterDialog)
    assert {role for role, box in dialog.ticks.boxes.items() if box.isEnabled()} == {Role.OPERATOR}
    dialog.close()


def test_one_changes_ones_own_code(bench: Bench) -> None:
    menu = bench.window.rail.person.menu()
    menu.actions()[-1].trigger()
    menu.close()
    dialog = bench.window.findChild(OwnCodeDialog)
    assert dialog is not None
    for line, text in ((dialog.old, "faux"), (dialog.secret, CODE), (dialog.again, CODE)):
        line.setText(text)
    dialog.confirm.click()
    bench.until_quiet()
    assert CAMILLE in dialog.said.text() and dialog.isVisible()
    dialog.old.setText(CODES[CAMILLE])
    dialog.confirm.click()
    bench.until_quiet()
    assert bench.window.findChild(OwnCodeDialog) is None
    sign_in(bench, CAMILLE, CODE)


# -- the rule and the lock ------------------------------------------------------------------------------------------


def test_the_rule_in_force_is_marked_and_another_is_applied(page: SettingsPage, bench: Bench) -> None:
    assert "en vigueur" in page.rule.choices[RuleName.SIMPLE].text()
    assert not page.rule.apply.isEnabled()
    page.rule.choices[RuleName.ISO_14253_1].setChecked(True)
    page.rule.apply.click()
    bench.until_quiet()
    assert bench.shop.workshop.rule().result() == DecisionRule(RuleName.ISO_14253_1)
    assert "en vigueur" in page.rule.choices[RuleName.ISO_14253_1].text()
    assert "en vigueur" not in page.rule.choices[RuleName.SIMPLE].text()
    assert not page.rule.apply.isEnabled()
    bench.open(part(LENGTH))
    assert bench.page.header is not None and bench.page.header.rule.name is RuleName.ISO_14253_1


def test_the_lock_is_set_and_watched_at_once(page: SettingsPage, bench: Bench) -> None:
    assert (page.lock.minutes.value(), page.lock.measuring.isChecked()) == (10, False)
    page.lock.minutes.set_value(3)
    page.lock.measuring.setChecked(True)
    page.lock.save.click()
    bench.until_quiet()
    assert bench.window.doorkeeper.idle.settings == LockSettings(3, while_measuring=True)
    assert bench.shop.workshop.lock_settings().result() == LockSettings(3, while_measuring=True)


# -- what each role may touch ---------------------------------------------------------------------------------------


def controls(bench: Bench) -> dict[Action, bool]:
    """Whether the control of each action can be used now, on every page."""
    window = bench.window
    settings = shown(bench)
    settings.people.choose(DOMINIQUE)
    window.show_page(INSTRUMENTS)
    bench.until_quiet()
    window.show_page(PARTS)
    bench.until_quiet()
    window.parts.choose(NAME)
    window.show_page(ARCHIVES)
    bench.until_quiet()
    menu = window.rail.person.menu()
    own_code = menu.actions()[-1].isEnabled()
    menu.close()
    measuring, closing = window.measuring.expected, window.measuring.actions_bar
    return {
        Action.MEASURE: window.rail.button(RELEVE).isEnabled() and measuring.isEnabled(),
        Action.CLOSE_RECORD: closing.close_record.isEnabled(),
        Action.EDIT_PARTS: window.parts.new.isEnabled() and not window.parts.document.is_frozen,
        Action.VALIDATE_PARTS: window.parts.withdraw.isEnabled(),
        Action.CONNECT_BENCH: window.instruments.connect_button.isEnabled(),
        Action.SET_RULE: settings.rule.choices[RuleName.SIMPLE].isEnabled(),
        Action.MANAGE_OPERATORS: settings.people.add.isEnabled(),
        Action.MANAGE_PEOPLE: settings.people.roles.isEnabled(),
        Action.ERASE_NAMES: settings.people.purge.isEnabled(),
        Action.CONFIGURE_POST: settings.lock.save.isEnabled() and settings.pedals.rows[Command.CALL].set.isEnabled(),
        Action.CHANGE_WORKSHOP: settings.workshop.isEnabled(),
        Action.CHANGE_OWN_SECRET: own_code,
        Action.READ_SIGNALS: window.archives.signals.button.isVisible(),
        Action.CONSULT: window.archives.table.isEnabled() and bool(settings.history.rows),
        Action.EXPORT: window.archives.pdf.isEnabled(),
    }


# A candidate sees no page but the relevé: tests/gui/test_candidate_door.py.
@pytest.mark.parametrize("role", [one for one in Role if one is not Role.CANDIDATE], ids=lambda role: role.value)
def test_the_window_offers_what_the_table_of_rights_says(bench: Bench, role: Role) -> None:
    bench.shop.workshop.save_draft(PART).result()
    bench.open(part(LENGTH))
    come_as(bench, role)
    assert controls(bench) == {action: role in RIGHTS[action] for action in controls(bench)}


# What a member of the jury may use: looking, searching, exporting, leaving.
READING = {
    "Pièces", "Archives", "Non-conformités", "Instruments", "Moyens", "Réglages", "À propos…", "Plan",
    "Chercher une pièce", finding.SEARCH, finding.OUTCOMES, finding.DATES, finding.MORE,
    "Comparer", "Historique de la cote", spc.PAGE_NAME, exam_sessions.PAGE_NAME,
    "Actualiser", "Vérifier l'archive", "Vérifier un document", "Annuler",
    "Exporter PDF", "Exporter Excel", "Ouvrir le dossier",
    exports.PREVIEW, exports.OTHERS_NAME, exports.EXPORT_LIST, exports.CHECK_PACKAGE, template.OPEN,
    "Exporter…", "Modèle…", "Masquer le message", piece_sorts.OPEN,
    "Changer l'apparence : claire, sombre ou contrastée", personal_data.OWN,
}  # fmt: skip
BEGINNINGS = ("Signaux", "Différences", "Pourquoi", NAMES[Role.JURY])


def can_write(control: QWidget) -> bool:
    if isinstance(control, QLineEdit) and control.isReadOnly():
        return False
    name = control.accessibleName()
    return name not in READING and not name.startswith(BEGINNINGS)


def test_the_jury_finds_no_control_that_writes(bench: Bench) -> None:
    bench.shop.workshop.save_draft(PART).result()
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.20")
    come_as(bench, Role.JURY)
    controls(bench)  # every page was made
    work = bench.window.doorkeeper._ground
    left = []
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in work.findChildren(kind):
            inner = isinstance(control.parent(), (QLineEdit, QComboBox)) or control.objectName().startswith("qt_")
            corner = type(control.parent()).__name__ in ("QTableView", "PlainTable", "QTableWidget", "PartGrid")
            usable = control.isEnabled() and not control.isHidden()  # hidden by itself, not with its page
            if usable and not inner and not corner and can_write(control):
                left.append(f"{type(control).__name__} {control.accessibleName()}")
    assert not left
    assert not bench.page.isVisible()


def test_whoever_may_not_write_parts_sees_what_the_archive_has(bench: Bench) -> None:
    """And what somebody else was writing is still there for them."""
    bench.shop.workshop.save_draft(PART).result()
    bench.window.show_page(PARTS)
    bench.until_quiet()
    parts = bench.window.parts
    parts.document.edit_field("material", "42CrMo4")
    assert parts.document.is_modified
    come_as(bench, Role.JURY)
    bench.window.show_page(PARTS)
    bench.until_quiet()
    assert parts.document.fields.material == "C45"
    assert all(line.isReadOnly() for line in parts.editor.form.lines.values())
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    bench.window.show_page(PARTS)
    bench.until_quiet()
    assert parts.document.fields.material == "42CrMo4"


def test_the_signals_of_a_record_are_read_by_those_who_may(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=2)
    bench.shop.workshop.type_value("35,02", "liaison en panne").result()
    come_as(bench, Role.QUALITY)
    bench.window.show_page(ARCHIVES)
    signals = bench.window.archives.signals
    bench.until(lambda: "(1)" in signals.button.text())
    bench.until_quiet()
    assert not signals.isVisible()
    signals.button.click()
    assert signals.isVisible() and signals.note.text()
    assert signals.sentences == ["1 valeur sur 1 a été saisie au clavier."]
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    bench.window.show_page(ARCHIVES)
    bench.until_quiet()
    assert not signals.isVisible() and not signals.button.isVisible() and not signals.sentences
