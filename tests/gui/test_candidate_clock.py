"""The measuring page in an examination: the time of the phase, the stop, the supervisor at the post, the end."""

from __future__ import annotations

import re
from typing import cast

import pytest
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from metroapp.domain.exam_session import PhaseState
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.session_acts import Interruption, PeopleNamed, PhaseInterrupted
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.act_question import ActQuestion
from metroapp.gui.exam.ending_dialog import EndingDialog
from metroapp.gui.exam.modification_dialog import ModificationDialog
from metroapp.gui.exam.phase_controls import PhaseControls
from metroapp.gui.exam.supervising import GrantDialog, SuspendDialog
from metroapp.services.events import ExamChanged
from metroapp.services.spc.process_room import NOBODY
from metroapp.wording import exam_clock as words
from metroapp.wording import exam_supervision as deeds
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import CODE, NAMES, enter
from tests.services import examined
from tests.workbench import CALIPER, CAMILLE, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "12 ±0,2", Means.CALIPER))
NUMBER, PIECES = "SE-2026-001", 3
SUPERVISOR = NAMES[Role.SUPERVISOR]


class Seconds:
    """A clock that the test moves; nobody else's."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(bench: Bench) -> Seconds:
    """A candidate at the post, their phase just begun."""
    shop = bench.shop
    enter(bench, Role.SUPERVISOR)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    examined.open_session(shop, NUMBER, examined.phase(SHEET, "tournage", PIECES))
    examined.write(shop, PeopleNamed(NOBODY, NUMBER, Role.SUPERVISOR, (SUPERVISOR,), CAMILLE, shop.clock()))
    made = Seconds()
    bench.page.phase.clock.monotonic = made
    examined.come_in(shop)
    shop.workshop.candidate.begin("tournage").result()
    bench.until_quiet()
    return made


def said(phase: PhaseControls) -> tuple[str, str, bool]:
    figure = phase.strip.figure
    return figure.figure, figure.caption, figure.is_amber


def pass_time(phase: PhaseControls, seconds: Seconds, count: float) -> None:
    seconds.now += count
    phase.clock.tick()


def test_the_countdown_stops_while_suspended_and_goes_on_after_the_end(bench: Bench, seconds: Seconds) -> None:
    phase, page = bench.page.phase, bench.page
    assert phase.strip.isVisible() and not page.head.elapsed.isVisible()
    begun = phase.clock.left.total_seconds()
    assert said(phase)[1:] == (words.REMAINING, False) and 1700 <= begun <= 1800
    pass_time(phase, seconds, 60)
    assert phase.clock.left.total_seconds() == begun - 60
    require_suspended_and_resumed(bench, phase, seconds)
    left = phase.clock.left.total_seconds()
    pass_time(phase, seconds, left - 299)
    assert said(phase) == ("04:59", words.REMAINING, True)
    pass_time(phase, seconds, 299 + 130)
    assert said(phase) == ("+ 02:10", words.OVERRUN, True) and phase.strip.figure.isVisible()
    bench.read(CALIPER, "35.02")  # noted, never forced
    assert page.grid.model.cells[BoxKey(1, "1")].view.measurement is not None
    require_told_of_a_restart_once(bench, phase)
    bench.shop.sign_in(CAMILLE)
    bench.until_quiet()
    assert not phase.strip.isVisible()  # neither the time nor the end are theirs
    page.actions_bar.close_record.click()
    bench.until_quiet()
    assert "candidat 07" in page.banner.sentence.text()


def require_told_of_a_restart_once(bench: Bench, phase: PhaseControls) -> None:
    at = bench.shop.clock()
    examined.write(
        bench.shop, PhaseInterrupted(NOBODY, NUMBER, "07", "tournage", Interruption.RESTARTED, 75, CAMILLE, at)
    )
    bench.until_quiet()
    assert phase.notice.isVisible() and "1 min 15 s" in phase.notice.said.text()
    phase.notice.button.click()
    phase.take(ExamChanged(NUMBER))
    bench.until_quiet()
    assert phase.notice.isHidden()  # it was read


def require_suspended_and_resumed(bench: Bench, phase: PhaseControls, seconds: Seconds) -> None:
    page = bench.page
    suspended = cast(SuspendDialog, chosen(bench, deeds.SUSPEND))
    suspended.reason.setText("copeaux")
    signed(bench, suspended, "0000")
    assert suspended.isVisible() and suspended.said.text()  # the wrong code: what was typed stays
    signed(bench, suspended)
    left = phase.clock.left
    pass_time(phase, seconds, 600)
    assert phase.clock.left == left and "sécurité" in said(phase)[1] and "sécurité" in phase.cover.title.text()
    assert phase.cover.isVisible() and not page.actions_bar.isEnabled()
    assert phase.cover.geometry().top() > page.head.geometry().bottom()
    bench.read(CALIPER, "35.02")
    assert "35,02" in phase.cover.refused.text() and "suspendue" in phase.cover.refused.text()
    assert page.grid.model.done == 0
    phase.cover.resume.click()
    signed(bench, dialog_of(phase))
    assert phase.cover.isHidden() and page.banner.isHidden() and page.actions_bar.isEnabled()
    assert bench.window.focusWidget() is page.expected  # where the keys fell before the supervisor came
    assert said(phase)[1] == words.REMAINING and phase.clock.left <= left
    person = bench.shop.workshop.staff.who.person
    assert person is not None and person.name == examined.name_of("07")  # they never left


def test_what_the_supervisor_gives_at_the_post_and_the_end_with_boxes_left_empty(
    bench: Bench, seconds: Seconds
) -> None:
    phase, page = bench.page.phase, bench.page
    left = phase.clock.left.total_seconds()
    grant = cast(GrantDialog, chosen(bench, deeds.GRANT))
    grant.reason.setText("visite")
    signed(bench, grant)
    assert 240 <= phase.clock.left.total_seconds() - left <= 300
    bench.read(CALIPER, "35.02")
    modification = cast(ModificationDialog, chosen(bench, deeds.MODIFY))
    assert modification.first.value() == 2 and not re.search(r"34,9|35,1", modification.before.text())
    modification.callout.setText("35 ±0,05")
    assert "34,95" not in modification.after.text()  # the limits are not for a candidate beside
    modification.reason.setText("jury")
    signed(bench, modification)
    assert not isValid(modification) or modification.isHidden()
    assert deeds.MODIFY not in [text for text, _ in phase.supervisor.deeds()]  # once
    end(bench, phase)
    over = phase.over
    assert over.isVisible() and over.said.text().startswith("Épreuve terminée à") and over.button.isVisible()
    assert said(phase)[1:] == (words.ENDED, False) and not page.actions_bar.close_record.isVisible()
    assert [text for text, _ in phase.supervisor.deeds()] == [deeds.COUNTERSIGN]
    over.button.click()
    signed(bench, dialog_of(phase))
    assert phase.standing is not None and phase.standing.state is PhaseState.SIGNED
    assert not over.button.isVisible() and "signée" in over.said.text() and not phase.strip.supervisor.isEnabled()


def end(bench: Bench, phase: PhaseControls) -> None:
    """What is left is said by balloon and piece; a wrong code loses nothing."""
    bar = bench.page.actions_bar
    assert words.END in bar.close_record.text()
    bar.close_record.click()
    bench.until_quiet()
    dialog = cast(EndingDialog, phase.ending.dialog)
    left = dialog.left.text()
    assert "Cases vides, 5" in left and "repère 2 : pièces 1 à 3" in left
    assert "Valeurs sans C ni NC, 1 : repère 1 : pièce 1." in left and "Pièces sans tri, 3 : 1 à 3." in left
    dialog.secret.setText("0000")
    dialog.confirm.click()
    bench.until_quiet()
    assert dialog.isVisible() and dialog.said.text() and not dialog.secret.text()
    for digit in examined.SECRETS["07"]:
        dialog.keypad.digits[digit].click()
    dialog.confirm.click()
    bench.until_quiet()
    assert not bench.page.has_open_record


def test_pieces_that_follow_each_other_are_said_in_few_words() -> None:
    boxes = [BoxKey(piece, str(balloon)) for balloon in range(1, 14) for piece in (1, 2, 4, 5, 6)]
    text = words.places(boxes)
    assert text.startswith("repère 1 : pièces 1, 2, 4 à 6 ; ") and text.endswith(" ; et 3 autres repères")


def chosen(bench: Bench, deed: str) -> ActQuestion:
    """What the menu of the supervisor opens."""
    phase = bench.page.phase
    phase.strip.supervisor.click()
    menu = bench.page.findChild(QMenu, "supervisor")
    assert menu is not None
    next(action for action in menu.actions() if action.text() == deed).trigger()
    menu.close()
    bench.until_quiet()
    return dialog_of(phase)


def dialog_of(phase: PhaseControls) -> ActQuestion:
    return cast(ActQuestion, phase.supervisor.dialog)


def signed(bench: Bench, dialog: ActQuestion, code: str = CODE) -> None:
    bench.until_quiet()
    assert dialog.form is not None
    dialog.form.signer.setCurrentText(SUPERVISOR)
    dialog.form.secret.setText(code)
    dialog.accept_answer()
    bench.until_quiet()
