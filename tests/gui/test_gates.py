"""What comes before the next reading stands where the next box would: clean pieces, a signed first piece."""

from __future__ import annotations

from PySide6.QtCore import Qt

from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.gui.how_to import HowTo
from metroapp.wording import gestures as words
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived, begin, expected, press, touch
from tests.workbench import CALIPER, CODES, DOMINIQUE, INDICATOR, MICROMETER, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)


def signing(bench: Bench) -> SigningDialog:
    touch(bench, bench.page.gates.approve)
    dialog = next(found for found in bench.page.findChildren(SigningDialog) if found.isVisible())
    assert not dialog.isModal()
    return dialog


def test_the_pieces_are_said_to_be_clean_with_one_touch(bench: Bench) -> None:
    begin(bench, part(LENGTH), cleaning=True)
    page = bench.page
    assert page.now.currentWidget() is page.gates and page.gates.cleaned.isVisible()
    assert page.gates.cleaned.height() >= 60 and not page.actions_bar.type.isEnabled()
    bench.read(CALIPER, "35.00")
    assert page.proposals.count == 1 and not page.banner.isVisible()  # too early: it waits
    touch(bench, page.proposals.take)
    assert page.banner.isVisible() and "nettoyées" in page.banner.sentence.text() and page.proposals.count == 1
    touch(bench, page.gates.cleaned)
    assert archived(bench).preparation is not None
    assert page.now.currentWidget() is page.expected and expected(bench) == BoxKey(1, "1")
    touch(bench, page.proposals.take)
    assert archived(bench).status(BoxKey(1, "1")) is BoxStatus.CONFORMING and page.proposals.count == 0


def test_or_with_enter(bench: Bench) -> None:
    begin(bench, part(LENGTH), cleaning=True)
    press(bench, Qt.Key.Key_Return)
    assert archived(bench).preparation is not None


def test_a_piece_is_said_to_lie_on_its_datum_before_its_run_out_is_read(bench: Bench) -> None:
    run_out = characteristic("1", "battement circulaire 0,05 A", Means.DIAL_INDICATOR, method="exploration 2 sections")
    begin(bench, part(run_out), pieces=1)
    page = bench.page
    assert page.now.currentWidget() is page.gates and page.gates.rested.isVisible()
    assert "référence A" in page.gates.face.accessibleDescription() and page.gates.face.picture is HowTo.DATUM_AXIS
    bench.read(INDICATOR, "0.010")
    assert page.proposals.count == 0 and "référence A" in page.banner.sentence.text()  # it is never taken afterwards
    press(bench, Qt.Key.Key_Return)
    assert page.now.currentWidget() is page.expected and archived(bench).datums.declared[0].box == BoxKey(1, "1")
    bench.read(INDICATOR, "0.010", "-0.010", "0.020")
    assert "Section 2 sur 2" in page.expected.face.accessibleDescription()


def test_the_first_piece_is_signed_by_the_role_chosen(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT), approval=Role.QUALITY)
    bench.read(CALIPER, "35.00")
    bench.read(MICROMETER, "19.990")
    page = bench.page
    assert page.now.gate is Gate.APPROVAL and page.gates.approve.isVisible()
    assert "technicien qualité" in page.gates.face.accessibleDescription()
    dialog = signing(bench)
    assert [dialog.form.signer.itemText(row) for row in range(dialog.form.signer.count())] == [DOMINIQUE]
    bench.read(CALIPER, "35.00")  # too early: it waits, and nothing is written
    assert page.proposals.count == 1 and archived(bench).status(BoxKey(2, "1")) is BoxStatus.NOT_MEASURED
    dialog.form.secret.setText("faux")
    dialog.confirm.click()
    bench.until_quiet()
    assert DOMINIQUE in dialog.said.text() and dialog.isVisible()
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()
    assert archived(bench).approval is not None
    assert page.now.currentWidget() is page.expected and not page.banner.isVisible()
    touch(bench, page.proposals.take)
    assert archived(bench).status(BoxKey(2, "1")) is BoxStatus.CONFORMING


def test_a_first_piece_that_is_not_good_says_what_to_do(bench: Bench) -> None:
    begin(bench, part(LENGTH), approval=Role.QUALITY)
    bench.read(CALIPER, "35.30")
    page = bench.page
    assert page.now.currentWidget() is page.question  # the question comes first
    touch(bench, page.question.confirm)
    assert page.gates.face.sentence == words.APPROVAL_BAD
    bench.shop.concede(1)
    bench.until_quiet()
    assert page.gates.face.sentence == words.APPROVAL_SAID.format(role="technicien qualité")


def test_a_closed_record_has_no_gate(bench: Bench) -> None:
    from tests.workbench import SIGNED_BY_CAMILLE

    begin(bench, part(LENGTH), cleaning=True)
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.until_quiet()
    assert bench.page.now.currentWidget() is bench.page.expected


def test_enter_at_the_first_piece_signs_it_although_a_reading_of_the_second_waits(bench: Bench) -> None:
    begin(bench, part(LENGTH), approval=Role.QUALITY)
    bench.read(CALIPER, "35.00")
    bench.read(CALIPER, "35.01")  # of piece 2: too early
    assert bench.page.now.gate is Gate.APPROVAL and bench.page.proposals.count == 1
    press(bench, Qt.Key.Key_Return)
    assert any(found.isVisible() for found in bench.page.findChildren(SigningDialog))
    assert not bench.page.banner.isVisible()
