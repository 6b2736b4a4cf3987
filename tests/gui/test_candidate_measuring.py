"""The measuring page in an examination: what each aid shows, and what the candidate declares."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from metroapp.domain.declarations import BoxDeclared, MeansDeclared, PieceDeclared
from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Signature
from metroapp.domain.quantity import Unit
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.domain.specification import Means, Part
from metroapp.domain.sweep import Given
from metroapp.gui.dialogs.reasons import ReasonMenu
from metroapp.gui.gestures import gesture
from metroapp.gui.sound_waves import Sound
from metroapp.services.events import SweepBegun, SweepOffered, SweepProgress
from metroapp.wording import exam_declaring as words
from metroapp.wording.exam_clock import left_said
from metroapp.wording.window import LOOK_AND_SAY
from tests.gui.bench_window import Bench
from tests.gui.guided_record import press
from tests.services import examined
from tests.workbench import CALIPER, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "12 ±0,2", Means.CALIPER))
NUMBER, BOX = "SE-2026-001", BoxKey(1, "1")


def begin(bench: Bench, *aids: Aid, sheet: Part = SHEET) -> list[Sound]:
    """A candidate in their phase, with these aids; what they hear."""
    shop, heard = bench.shop, list[Sound]()
    shop.workshop.save_draft(sheet).result()
    shop.workshop.validate_part((sheet.reference, sheet.drawing, sheet.revision)).result()
    examined.enter_candidates(shop)
    examined.open_session(shop, NUMBER, examined.phase(sheet, "tournage", 2), aids=aids)
    bench.page.sounds.play = heard.append  # type: ignore[method-assign]
    examined.come_in(shop)
    shop.workshop.candidate.begin("tournage").result()
    bench.until_quiet()
    return heard


def limits_of(bench: Bench) -> set[str]:
    return {text for line in bench.page.grid.model.lines for text in line.texts[3:6]}


def test_a_candidate_without_aids_is_told_nothing_and_declares_all(bench: Bench) -> None:
    heard, page, shop = begin(bench), bench.page, bench.shop
    bar, model = page.declaring.bar, page.grid.model
    assert bar.isVisible() and "instrument ?" in bar.means.text() and not bar.good.isEnabled()
    assert limits_of(bench) == {"–"} and page.expected.face.toolTip() == ""
    assert page.expected.entry.isHidden()
    shop.read(CALIPER, "35.25")  # beyond the limit
    bench.until_quiet()
    face = page.result.face
    assert (face.value, face.verdict, face.detail, face.callout) == ("35,25", "", "", None)
    assert model.cells[BOX].shown == "35,25 ●" and heard == [Sound.TAKEN]
    assert model.dispositions[0] is Disposition.UNSORTED and bar.good.isEnabled()

    page.declaring.declare_means("1", CALIPER)
    bar.good.click()
    bar.sorts[Disposition.NONCONFORMING].click()
    bench.until_quiet()
    assert model.cells[BOX].shown == "35,25 C" and model.dispositions[0] is Disposition.NONCONFORMING
    assert bar.good.isChecked() and not bar.bad.isChecked()
    said = {type(one) for one in shop.workshop._inspection.record.declarations.events}  # type: ignore[union-attr]
    assert said == {MeansDeclared, BoxDeclared, PieceDeclared}
    shop.read(CALIPER, "12.00")
    bench.until_quiet()
    assert model.dispositions[0] is Disposition.NONCONFORMING  # what is recorded next takes no declaration away
    assert page.declaring.bar.good.isEnabled() and not bar.good.isChecked()  # the value just taken is asked for
    page.grid.chosen.emit(BOX)  # back to the first one, from its box in the grid
    menu = next(one for one in page.findChildren(ReasonMenu) if one.isVisible())
    menu._choose(next(one for one in menu.actions() if one.text() == words.DECLARE))
    menu.close()
    assert bar.good.isChecked()
    page.setFocus()
    press(bench, Qt.Key.Key_N)
    bench.until_quiet()
    assert model.cells[BOX].shown == "35,25 NC"
    page.grid.piece_chosen.emit(2)  # the head of a piece: the one to sort
    bar.sorts[Disposition.CONCESSION].click()
    bench.until_quiet()
    assert model.dispositions == [Disposition.NONCONFORMING, Disposition.CONCESSION]
    shown = page.actions_bar
    assert shown.why.isHidden() and shown.concession.isHidden() and shown.pdf.isHidden()


def test_a_candidate_who_comes_back_is_asked_for_what_is_not_declared(bench: Bench) -> None:
    begin(bench)
    bench.shop.read(CALIPER, "35.25")
    bench.until_quiet()
    bench.shop.workshop.candidate.begin("tournage").result()  # the same phase again: the record is shown anew
    bench.until_quiet()
    assert bench.page.declaring.bar.good.isEnabled()
    bench.page.declaring.bar.bad.click()
    bench.until_quiet()
    assert bench.page.grid.model.cells[BOX].shown == "35,25 NC"


SEEN = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "20 H7", Means.LIMIT_GAUGE))


def test_a_declaring_key_never_answers_the_next_box(bench: Bench) -> None:
    begin(bench, sheet=SEEN)
    page, box = bench.page, BoxKey(1, "1")
    bench.shop.read(CALIPER, "35.25")
    bench.until_quiet()
    assert not page.expected.answers.isHidden()  # a gauge is presented next: go, then no go
    expected = page.expected.expectation
    assert expected is not None and gesture(expected) == LOOK_AND_SAY  # neither how the gauge is used nor what is good
    assert [one.key for one in page.expected.answers.buttons if not one.isHidden()] == ["1", "2"]
    page.setFocus()
    press(bench, Qt.Key.Key_N)
    bench.until_quiet()
    assert page.grid.model.cells[box].shown == "35,25 NC"
    assert page.expected.expectation is expected  # nothing was answered
    bench.shop.workshop.candidate.declare_means("2", CALIPER).result()
    press(bench, Qt.Key.Key_1)
    assert page.grid.model.cells[expected.box].shown == "passe ●"


def test_the_instrument_of_a_filled_line_can_be_declared_and_the_end_says_which_lacks_one(bench: Bench) -> None:
    begin(bench)
    bench.shop.read(CALIPER, "35.02", "12.00")
    bench.until_quiet()
    page, bar = bench.page, bench.page.declaring.bar
    left = bench.shop.workshop.candidate.left_to_declare().result()
    assert left.without_means == ("1", "2")
    assert any("sans instrument" in one for one in left_said((), (), (), left.without_means))
    page.declaring.choose(BOX)  # as from its box in the grid
    assert bar.means.text().startswith("Repère 1")


def test_the_head_keeps_the_sorting_of_the_candidate_after_the_end(bench: Bench) -> None:
    begin(bench)
    bench.shop.read(CALIPER, "35.02", "12.00")
    bench.shop.workshop.candidate.declare_piece(1, Disposition.CONFORMING).result()
    bench.until_quiet()
    page = bench.page
    page.record.turn(True)
    follow_up = page.record.follow_up
    assert follow_up is not None
    assert follow_up._sorting_known() == Sorting(2, 1, 0, 0, 1)  # and not the one that is kept for the jury
    bench.shop.workshop.candidate.end(Signature(examined.name_of("07"), "07-4831")).result()
    bench.until_quiet()
    assert page.grid.model.dispositions[0] is Disposition.CONFORMING
    assert page.head._fitted == (2 * 2, Sorting(2, 1, 0, 0, 1))


def test_a_candidate_unlocks_with_the_code_of_the_convocation(bench: Bench) -> None:
    begin(bench)
    staff = bench.shop.workshop.staff
    staff.lock().result()
    assert staff.unlock("07-4831").result().name == examined.name_of("07")
    staff.lock().result()
    assert staff.unlock("4831").result().name == examined.name_of("07")


def test_a_sweep_shows_no_limit_and_names_no_instrument(bench: Bench) -> None:
    begin(bench)
    sweeps = bench.page.sweeps
    sweeps.take(SweepOffered(("C-03",)))
    assert "C-03" not in sweeps.button.toolTip()
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert not expectation.characteristic.callout.has_limits  # the window is not even told them
    whole = replace(expectation, characteristic=SHEET.characteristics[0])
    sweeps.take(SweepBegun(whole, "C-03", (Given.MAXIMUM, Given.MINIMUM)))
    progress = SweepProgress("C-03", Unit.MM, 4, 900, *(Decimal(one) for one in ("35", "35.1", "34.9", "35")), ())
    assert sweeps.card._limits(progress) == ()
    sweeps.card.shows_limits = True
    assert sweeps.card._limits(progress) != ()  # what it would show otherwise


@pytest.mark.parametrize("aid", [Aid.LIMITS, Aid.GAUGE, Aid.HOW_TO, Aid.EXPECTED_MEANS, Aid.VERDICT])
def test_each_aid_shows_what_it_says(bench: Bench, aid: Aid) -> None:
    heard, page = begin(bench, aid), bench.page
    named = page.expected.expectation
    assert named is not None
    assert (limits_of(bench) != {"–"}) is (aid is Aid.LIMITS)
    assert bool(page.expected.face.toolTip()) is (aid is Aid.HOW_TO)
    assert bool(named.instruments) is (aid is Aid.EXPECTED_MEANS)
    tells_means = "pied à coulisse" in page.expected.face.accessibleDescription()
    assert tells_means is (aid is Aid.EXPECTED_MEANS)
    assert ("pied à coulisse" in page.grid.model.lines[0].texts) is (aid is Aid.EXPECTED_MEANS)
    bench.shop.read(CALIPER, "35.25")
    bench.until_quiet()
    face = page.result.face
    assert (face.callout is not None) is (aid is Aid.GAUGE) and face.shows_limits is (aid is Aid.LIMITS)
    assert bool(face.verdict) is (aid is Aid.VERDICT)
    assert heard == [Sound.TAKEN]


def test_the_verdict_is_heard_where_both_are_offered(bench: Bench) -> None:
    heard = begin(bench, Aid.VERDICT, Aid.SOUND)
    bench.shop.read(CALIPER, "35.25")
    bench.until_quiet()
    assert heard == [Sound.BAD]
