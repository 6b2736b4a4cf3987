"""A candidate at the door, before a phase, and what of the window is theirs."""

from __future__ import annotations

from metroapp.domain.people import Role
from metroapp.gui.window import ARCHIVES, RELEVE, SETTINGS
from tests.gui.bench_window import Bench
from tests.gui.test_candidate_measuring import NUMBER, SHEET
from tests.services import examined


def test_a_candidate_comes_in_with_the_code_alone_and_sees_their_record_alone(bench: Bench) -> None:
    shop, window, sign_in = bench.shop, bench.window, bench.window.doorkeeper.door.sign_in
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    shop.workshop.staff.sign_out().result()
    bench.until_quiet()
    assert sign_in.candidate.isHidden()
    examined_by = shop.sign_in
    examined_by("Camille Martin")
    examined.open_session(shop, NUMBER, examined.phase(SHEET, "tournage", 2), examined.phase(SHEET, "fraisage", 2))
    shop.workshop.staff.sign_out().result()
    bench.until_quiet()
    assert sign_in.candidate.isVisible()
    assert not any(Role.CANDIDATE in one.roles for one in sign_in.tiles.people)  # nobody of them is named

    sign_in.candidate.click()
    sign_in.entry.line.setText("07-0000")
    sign_in.entry.submit()
    bench.until_quiet()
    assert sign_in.banner.isVisible() and not window.doorkeeper.is_open
    sign_in.entry.line.setText("074831")  # with the keys of digits alone
    sign_in.entry.submit()
    bench.until_quiet()
    assert window.doorkeeper.is_open and window.releve.currentWidget() is window.releve.candidate
    for number in range(1, SETTINGS + 1):
        assert window.rail.button(number).isHidden()
    window.show_page(ARCHIVES)
    assert window.pages.currentIndex() == RELEVE
    start = window.releve.candidate
    assert start is not None and "07" in start.title.text() and list(start.begins) == ["tournage", "fraisage"]

    start.begins["tournage"].click()
    bench.until_quiet()
    assert window.releve.currentWidget() is window.measuring and window.measuring.has_open_record
    window.measuring.left.emit(None)
    bench.until_quiet()
    assert not start.begins["fraisage"].isEnabled() and "Reprendre" in start.begins["tournage"].text()
    start.begins["tournage"].click()
    bench.until_quiet()
    assert window.releve.currentWidget() is window.measuring

    shop.workshop.staff.sign_out().result()
    shop.sign_in("Camille Martin")
    bench.until_quiet()
    assert window.rail.button(ARCHIVES).isVisible()
