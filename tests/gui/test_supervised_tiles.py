"""The tab « Surveiller » after the candidate signed: the tile of one who was withdrawn, the choice of a reference."""

from __future__ import annotations

from typing import cast

import pytest

from metroapp.domain.exam_session import PhaseState
from metroapp.domain.people import Role, Signature
from metroapp.domain.session_acts import CandidateWithdrawn, PeopleNamed
from metroapp.domain.specification import Means
from metroapp.gui.exam.supervise_tab import SuperviseTab
from metroapp.gui.exam.supervising import CountersignDialog, ReferenceDialog
from metroapp.gui.window import EXAMS, RELEVE
from metroapp.services.new_record import NewRecord
from metroapp.services.spc.process_room import NOBODY
from metroapp.wording import exam_supervising as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import CODE, NAMES, enter, sign_in
from tests.services import examined
from tests.workbench import CAMILLE, SIGNED_BY_CAMILLE, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER))
NUMBER, SUPERVISOR = "SE-2026-001", NAMES[Role.SUPERVISOR]


@pytest.fixture
def signed(bench: Bench) -> Bench:
    """Candidate 07 signed their phase, candidate 08 did not begin; Camille is at the post."""
    shop = bench.shop
    enter(bench, Role.SUPERVISOR)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    examined.open_session(shop, NUMBER, examined.phase(SHEET, "tournage"))
    examined.write(shop, PeopleNamed(NOBODY, NUMBER, Role.SUPERVISOR, (SUPERVISOR,), CAMILLE, shop.clock()))
    examined.come_in(shop)
    shop.workshop.candidate.begin("tournage").result()
    shop.workshop.candidate.end(Signature(examined.name_of("07"), examined.SECRETS["07"])).result()
    shop.sign_in(CAMILLE)
    bench.until_quiet()
    return bench


def supervising(bench: Bench) -> SuperviseTab:
    bench.window.show_page(EXAMS)
    bench.window.exams.show_tab("supervise")
    bench.until_quiet()
    return cast(SuperviseTab, bench.window.exams.tab("supervise"))


def withdraw(bench: Bench, candidate: str) -> None:
    at = bench.shop.clock()
    examined.write(bench.shop, CandidateWithdrawn(NOBODY, NUMBER, candidate, "malade", CAMILLE, at))
    bench.until_quiet()


def choose(bench: Bench, tab: SuperviseTab, candidate: str) -> None:
    next(tile for tile in tab.tiles if tile.candidate.number == candidate).click()
    bench.until_quiet()


def measured(bench: Bench) -> str:
    """A record of the same pieces, by Camille, closed."""
    header = bench.shop.workshop.open_record(NewRecord(SHEET, 2)).result()
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.until_quiet()
    return header.number


def test_a_withdrawn_candidate_keeps_the_tile_of_what_they_signed_and_it_is_countersigned(signed: Bench) -> None:
    tab = supervising(signed)
    assert [tile.candidate.number for tile in tab.tiles] == ["07", "08"]
    for candidate in ("07", "08"):
        withdraw(signed, candidate)
    (tile,) = tab.tiles  # what was not signed is not waited for any more
    assert tile.candidate.number == "07" and tile.one.state is PhaseState.ENDED
    assert tile.facts.state == "à contresigner" and tile.facts.about.endswith(" · retiré")
    buttons = tab.panel.buttons
    assert buttons["reference"].isEnabled()
    sign_in(signed, SUPERVISOR, CODE)
    assert buttons["countersign"].isVisible() and buttons["countersign"].isEnabled()
    buttons["countersign"].click()
    dialog = cast(CountersignDialog, tab.dialog)
    signed.until_quiet()  # who may sign is read
    assert dialog.form is not None
    dialog.form.signer.setCurrentText(SUPERVISOR)
    dialog.form.secret.setText(CODE)
    dialog.accept_answer()
    signed.until_quiet()
    (tile,) = tab.tiles
    assert tile.one.state is PhaseState.SIGNED, dialog.said.text()
    assert tile.facts.state == "signée"


def test_a_reference_measured_before_is_chosen_and_said(signed: Bench) -> None:
    number = measured(signed)
    tab = supervising(signed)
    choose(signed, tab, "07")
    tab.panel.buttons["reference"].click()
    signed.until_quiet()
    dialog = cast(ReferenceDialog, tab.dialog)
    said = [dialog.record.itemText(at) for at in range(dialog.record.count())]
    assert said[0] == words.REFERENCE_NOW and len(said) == 2 and said[1].startswith(f"{number}, clos le ")
    assert dialog.record.currentIndex() == 0 and dialog.given() is None
    dialog.record.setCurrentIndex(1)
    dialog.accept_answer()
    signed.until_quiet()
    assert number in tab.said.text() and "référence" in tab.said.text()
    tile = next(tile for tile in tab.tiles if tile.candidate.number == "07")
    (chosen,) = tile.one.references
    assert chosen.by == CAMILLE
    assert signed.window.pages.currentIndex() == EXAMS  # nothing is opened on the bench


def test_measuring_the_reference_now_puts_its_record_on_the_bench(signed: Bench) -> None:
    measured(signed)
    tab = supervising(signed)
    choose(signed, tab, "07")
    tab.panel.buttons["reference"].click()
    signed.until_quiet()
    cast(ReferenceDialog, tab.dialog).accept_answer()
    signed.until_quiet()
    assert signed.window.pages.currentIndex() == RELEVE and signed.page.has_open_record
    assert signed.page.header is not None and signed.page.header.options.examination is None


def test_without_a_record_to_choose_the_reference_is_opened_at_once(signed: Bench) -> None:
    tab = supervising(signed)
    choose(signed, tab, "07")
    tab.panel.buttons["reference"].click()
    signed.until_quiet()
    assert tab.dialog is None and signed.page.has_open_record


def test_a_reference_refused_is_said_in_the_dialog_which_stays(signed: Bench) -> None:
    measured(signed)
    tab = supervising(signed)
    choose(signed, tab, "07")
    tab.panel.buttons["reference"].click()
    signed.until_quiet()
    dialog = cast(ReferenceDialog, tab.dialog)
    dialog.record.setCurrentIndex(1)
    examined.close_session(signed.shop, NUMBER)  # somebody closes it meanwhile
    signed.until_quiet()
    dialog.accept_answer()
    signed.until_quiet()
    assert dialog.isVisible() and dialog.said.text() and dialog.confirm.isEnabled()
