"""The page « Examens » on a real workshop: a session prepared, opened, supervised and closed in the window."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import cast

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView

from metroapp.domain.exam_session import PhaseState, SessionState
from metroapp.domain.examination import Aid
from metroapp.domain.people import Role, Signature
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.exam.codes_dialog import CodesDialog
from metroapp.gui.exam.modification_dialog import ModificationDialog
from metroapp.gui.exam.prepare_panel import AIDS, CANDIDATES, PEOPLE
from metroapp.gui.exam.prepare_tab import PrepareTab
from metroapp.gui.exam.session_dialogs import CandidateDialog, PhaseDialog, SessionDialog, WithdrawDialog
from metroapp.gui.exam.supervise_tab import SuperviseTab
from metroapp.gui.exam.supervising import CountersignDialog, GrantDialog, ResumeDialog, SuspendDialog
from metroapp.gui.window import EXAMS, RELEVE
from metroapp.services.exam.slips import write_slips
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import CODE, NAMES, enter, sign_in
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, CAMILLE, CODES, characteristic, part

SECOND = "Val Jury"
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SUPERVISOR = NAMES[Role.SUPERVISOR]


def test_a_session_is_prepared_opened_supervised_and_closed(bench: Bench) -> None:
    for role, name in ((Role.JURY, ""), (Role.JURY, SECOND), (Role.SUPERVISOR, "")):
        enter(bench, role, name)
    bench.shop.workshop.save_draft(part(LENGTH)).result()
    bench.shop.workshop.validate_part(("ESSAI-01", "PL-1", "A")).result()
    own = bench.shop.workspace.root / "examination"
    own.mkdir()
    text = (files("data") / "examination" / "criteria-tuao-2025.toml").read_text(encoding="utf-8")
    changed = text.replace('"tuao-2025"', '"atelier-2027"').replace("2025-12-08", "2027-01-04")
    (own / "criteria-atelier-2027.toml").write_text(changed, encoding="utf-8")
    code = prepare(bench)
    supervise(bench, code)


# -- prepared -----------------------------------------------------------------------------------------------------


def prepare(bench: Bench) -> str:
    """A session of one phase and one candidate, opened; gives what the candidate signs in with."""
    bench.window.show_page(EXAMS)
    bench.until_quiet()
    tab = cast(PrepareTab, bench.window.exams.tab("prepare"))
    tab.new.click()
    bench.until_quiet()
    asked = cast(SessionDialog, tab.dialog)
    asked.name.setText("")
    confirm(bench, asked)
    assert asked.isVisible() and asked.said.text()  # a session has a title; what was chosen stays
    assert asked.criteria.currentData() == "tuao-2025"  # those of the template; those of the centre are offered too
    assert [asked.criteria.itemData(at) for at in range(asked.criteria.count())] == ["atelier-2027", "tuao-2025"]
    asked.criteria.setCurrentIndex(0)
    asked.name.setText("Titre de novembre")
    confirm(bench, asked)
    assert tab.session is not None and tab.session.prepared.criteria == "atelier-2027"
    assert tab.session is not None and tab.session.prepared.phases and not tab.session.prepared.aids
    face = tab.face
    while len(tab.session.prepared.phases) > 1:
        face.phases.table.selectRow(1)
        face.of_phases["remove_phase"].click()
        bench.until_quiet()
    face.phases.table.selectRow(0)
    face.of_phases["edit_phase"].click()
    phase = cast(PhaseDialog, tab.dialog)
    phase.part.setCurrentIndex(0)
    phase.pieces.set_value(3)
    confirm(bench, phase)
    face.tabs[CANDIDATES].click()
    code = add_candidate(bench, tab)
    require_refused_opening(bench, tab)
    face.tabs[PEOPLE].click()
    for tick in (*face.jury.ticks, *face.supervisors.ticks):
        tick.click()
        bench.until_quiet()
    assert set(tab.session.people(Role.JURY)) == {NAMES[Role.JURY], SECOND}
    face.tabs[AIDS].click()
    assert len(face.aids) == 8 and not any(tick.isChecked() for tick in face.aids.values())
    for aid in (Aid.HOW_TO, Aid.VERDICT):  # with the verdict said to the candidate, the supervisor reads none either
        face.aids[aid].click()
        bench.until_quiet()
    assert tab.session.prepared.aids == (Aid.HOW_TO, Aid.VERDICT)
    require_whole(bench)
    face.open.click()
    signed(bench, cast(SignedReason, tab.dialog), CAMILLE, CODES[CAMILLE])
    assert tab.session.state is SessionState.OPEN and face.open.isHidden()
    assert not face.aids[Aid.HOW_TO].isEnabled()  # nothing of it changes but by acts of its own
    face.tabs[CANDIDATES].click()
    face.candidates.table.selectRow(0)
    withdraw_and_readmit(bench, tab)
    face.of_candidates["new_code"].click()  # asked first: the code before is worth nothing any more
    bench.until_quiet()
    assert not isinstance(tab.dialog, CodesDialog)
    confirm(bench, cast(ActQuestion, tab.dialog))
    codes = cast(CodesDialog, tab.dialog)
    (another,) = codes._codes.values()
    codes.cancel.click()
    bench.until_quiet()
    assert another != code
    return another


def withdraw_and_readmit(bench: Bench, tab: PrepareTab) -> None:
    """Both are signed; a wrong code loses nothing of what was typed."""
    face = tab.face
    withdraw, readmit = face.of_candidates["withdraw"], face.of_candidates["readmit"]
    assert withdraw.isVisible() and readmit.isHidden()
    for button, reason, code in ((withdraw, "mauvais numéro", "0000"), (readmit, "erreur", CODES[CAMILLE])):
        button.click()
        dialog = cast(WithdrawDialog, tab.dialog)
        dialog.reason.setText(reason)
        signed(bench, dialog, CAMILLE, code)
        if code == "0000":
            assert dialog.isVisible() and dialog.said.text() and dialog.reason.text() == reason
            signed(bench, dialog, CAMILLE, CODES[CAMILLE])
        assert button.isHidden()
        require_whole(bench)
    assert face.candidate is not None and face.candidate.withdrawn is None and withdraw.isEnabled()


def add_candidate(bench: Bench, tab: PrepareTab) -> str:
    tab.face.of_candidates["add_candidate"].click()
    asked = cast(CandidateDialog, tab.dialog)
    asked.extra.set_value(33)
    confirm(bench, asked)
    codes = cast(CodesDialog, tab.dialog)
    (code,) = codes._codes.values()
    assert code in [label.text() for label in codes.findChildren(QLabel)]
    assert tab.session is not None
    paper = write_slips(bench.shop.workspace, tab.session, codes._codes, bench.shop.workspace.root)
    assert paper.read_bytes().startswith(b"%PDF")
    codes.cancel.click()
    bench.until_quiet()
    (candidate,) = tab.session.taking_part
    assert candidate.entered.extra == 33 and not any(code in row.texts for row in tab.face.candidates.rows.rows)
    return code


def require_refused_opening(bench: Bench, tab: PrepareTab) -> None:
    """Who is missing is said in the dialog, which stays."""
    tab.face.open.click()
    dialog = cast(SignedReason, tab.dialog)
    signed(bench, dialog, CAMILLE, CODES[CAMILLE])
    assert "jury" in dialog.said.text() and dialog.isVisible()
    dialog.close()


# -- supervised ---------------------------------------------------------------------------------------------------


def supervise(bench: Bench, code: str) -> None:
    desk = bench.shop.workshop.candidate
    desk.come_in(code).result()
    (phase,) = (one.phase.key for one in desk.standing().result().phases)  # type: ignore[union-attr]
    desk.begin(phase).result()
    bench.until_quiet()
    assert bench.window.pages.currentIndex() == RELEVE and bench.window.rail.button(EXAMS).isHidden()
    sign_in(bench, SUPERVISOR, CODE)
    assert bench.window.pages.currentIndex() == EXAMS  # where their work begins
    page = bench.window.exams
    assert page.group.button(0).isHidden() and page.group.checkedId() == 1  # they prepare nothing
    tab = cast(SuperviseTab, page.tab("supervise"))
    bench.until_quiet()
    (tile,) = tab.tiles
    assert tile.facts.head.startswith("01") and tile.facts.state == "restant" and "39" in tile.facts.figure
    buttons = tab.panel.buttons
    assert not buttons["countersign"].isVisible() and not tab.close_session.isEnabled()
    buttons["suspend"].click()
    suspended = cast(SuspendDialog, tab.dialog)
    suspended.reason.setText("copeaux sous le carter")
    signed(bench, suspended, SUPERVISOR, "0000")
    assert suspended.isVisible() and suspended.said.text()  # the wrong code: what was typed stays
    signed(bench, suspended, SUPERVISOR, CODE)
    assert state_of(tab) is PhaseState.SUSPENDED and "sécurité" in tile.facts.state
    buttons["resume"].click()
    signed(bench, cast(ResumeDialog, tab.dialog), SUPERVISOR, CODE)
    allotted = tile.one.allotted
    buttons["grant"].click()
    grant = cast(GrantDialog, tab.dialog)
    grant.reason.setText("visite")
    signed(bench, grant, SUPERVISOR, CODE)
    assert state_of(tab) is PhaseState.RUNNING and (tile.one.allotted - allotted).total_seconds() == 300
    give_back(bench, tab)
    modify(bench, tab)
    require_whole(bench)
    end(bench, code)
    sign_in(bench, SUPERVISOR, CODE)
    bench.until_quiet()
    (tile,) = tab.tiles
    assert buttons["countersign"].isVisible() and buttons["suspend"].isHidden()
    buttons["countersign"].click()
    signed(bench, cast(CountersignDialog, tab.dialog), SUPERVISOR, CODE)
    assert state_of(tab) is PhaseState.SIGNED
    require_whole(bench)
    close(bench, tab)


def give_back(bench: Bench, tab: SuperviseTab) -> None:
    """The clock of the post is set back: the time lost is offered, once."""
    bench.shop._now -= timedelta(minutes=2)
    tab.refresh()
    bench.until(tab.panel.proposal.isVisible)
    assert "Horloge reculée" in tab.panel.proposed.text()
    tab.panel.give_back.click()
    grant = cast(GrantDialog, tab.dialog)
    seconds, reason = grant.given()
    assert tab.panel.lost is not None and seconds == tab.panel.lost.seconds and "Horloge reculée" in reason
    require_whole(bench)
    signed(bench, grant, SUPERVISOR, CODE)
    assert tab.panel.proposal.isHidden()


def state_of(tab: SuperviseTab) -> PhaseState:
    (tile,) = tab.tiles
    return tile.one.state


def modify(bench: Bench, tab: SuperviseTab) -> None:
    tab.panel.buttons["modify"].click()
    bench.until_quiet()
    dialog = cast(ModificationDialog, tab.dialog)
    dialog.reason.setText("demandé au candidat")
    dialog.callout.setText("35 ±")
    signed(bench, dialog, SUPERVISOR, CODE)
    assert (
        dialog.isVisible() and "35 ±" in dialog.reading.text() and dialog.after.text() == "–"
    )  # not read: nothing changes
    dialog.callout.setText("35 ±0,05")
    dialog.first.set_value(3)
    assert "34,9" in dialog.before.text() and dialog.after.text().startswith("1 M1") and "34,95" in dialog.after.text()
    assert [label.text() for label in dialog.columns] == ["Avant : pièces 1 à 2", "Après : pièce 3"]
    signed(bench, dialog, SUPERVISOR, CODE)
    (tile,) = tab.tiles
    assert tile.one.modification is not None and tile.one.modification.after == 2
    assert not tab.panel.buttons["modify"].isEnabled()
    assert any("M1" in row.texts[1] for row in tab.panel.history.rows.rows)


def end(bench: Bench, code: str) -> None:
    """The candidate measures one piece, badly, and signs."""
    desk, workshop = bench.shop.workshop.candidate, bench.shop.workshop
    person = desk.come_in(code).result()
    standing = desk.standing().result()
    assert standing is not None
    desk.begin(standing.phases[0].phase.key).result()
    bench.read(CALIPER, "35.30")
    desk.end(Signature(person.name, code.split("-")[1])).result()
    assert workshop.staff.who.person == person
    bench.until_quiet()


def close(bench: Bench, tab: SuperviseTab) -> None:
    """What is left is said before it is signed; no verdict of the program is anywhere on the page."""
    sign_in(bench, CAMILLE, CODES[CAMILLE])
    bench.window.show_page(EXAMS)
    bench.window.exams.show_tab("supervise")
    bench.until_quiet()
    assert tab.panel.buttons["reference"].isEnabled()
    said = " ".join(label.text() for label in tab.findChildren(QLabel)) + str([one.facts for one in tab.tiles])
    assert "conforme" not in said and "NC" not in said
    tab.close_session.click()
    bench.until_quiet()
    dialog = cast(SignedReason, tab.dialog)
    assert any("•" in label.text() for label in dialog.findChildren(QLabel))
    signed(bench, dialog, CAMILLE, CODES[CAMILLE])
    assert tab.session is not None and tab.session.state is SessionState.CLOSED
    assert not tab.close_session.isEnabled() and not tab.panel.buttons["reference"].isEnabled()


# -- the window ---------------------------------------------------------------------------------------------------


def test_the_page_is_not_even_seen_by_those_who_run_no_examination(bench: Bench) -> None:
    for role in (Role.OPERATOR, Role.QUALITY, Role.ADMINISTRATOR):
        sign_in(bench, enter(bench, role), CODE)
        assert bench.window.rail.button(EXAMS).isHidden()
        bench.window.show_page(EXAMS)
        assert bench.window.pages.currentIndex() != EXAMS
        sign_in(bench, CAMILLE, CODES[CAMILLE])


def confirm(bench: Bench, dialog: ActQuestion) -> None:
    dialog.accept_answer()
    bench.until_quiet()


def signed(bench: Bench, dialog: ActQuestion, name: str, code: str) -> None:
    bench.until_quiet()
    assert dialog.form is not None
    dialog.form.signer.setCurrentText(name)
    dialog.form.secret.setText(code)
    confirm(bench, dialog)


def require_whole(bench: Bench) -> None:
    """On the smallest screen nothing is cut and nothing lies on anything else; every control has a name."""
    settle(bench, 1024, 600)
    wrong = [*outside(bench.window), *overlapping(bench.window), *cut(bench.window)]
    assert not wrong, "\n".join(wrong)
    tab = bench.window.exams.stack.currentWidget()
    assert tab is not None
    for control in (*tab.findChildren(QAbstractButton), *tab.findChildren(QLineEdit), *tab.findChildren(QComboBox)):
        if not (control.objectName().startswith("qt_") or isinstance(control.parent(), QTableView)):
            assert control.accessibleName(), f"{control} in {control.parent()}"
