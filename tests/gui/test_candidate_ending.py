"""The dialog that ends a phase says what is left now: values go on arriving while it is open."""

from __future__ import annotations

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import Disposition
from metroapp.gui.exam.ending_dialog import EndingDialog
from metroapp.wording import exam_clock as words
from tests.gui.bench_window import Bench
from tests.gui.test_candidate_measuring import begin
from tests.workbench import CALIPER


def asked(bench: Bench) -> EndingDialog:
    bench.page.actions_bar.close_record.click()
    bench.until_quiet()
    dialog = bench.page.phase.ending.dialog
    assert dialog is not None and dialog.isVisible()
    return dialog


def test_what_is_left_follows_what_is_recorded_while_the_dialog_is_open(bench: Bench) -> None:
    begin(bench)
    dialog, candidate = asked(bench), bench.shop.workshop.candidate
    assert "Cases vides, 4" in dialog.left.text() and "Valeurs" not in dialog.left.text()
    dialog.secret.setText("48")
    bench.read(CALIPER, "35.02")
    left = dialog.left.text()
    assert "Cases vides, 3" in left and "Valeurs sans C ni NC, 1" in left
    assert "Repères sans instrument déclaré, 1 : 1." in left and "Pièces sans tri, 2" in left
    assert dialog.secret.text() == "48"  # what is typed stays
    candidate.declare_means("1", CALIPER).result()
    candidate.declare_box(BoxKey(1, "1"), conforming=True).result()
    candidate.declare_piece(1, Disposition.CONFORMING).result()
    bench.until_quiet()
    left = dialog.left.text()
    assert "Valeurs" not in left and "Repères" not in left and "Pièces sans tri, 1 : 2." in left
    bench.read(CALIPER, "12.00", "35.01", "12.01")
    for box in (BoxKey(1, "2"), BoxKey(2, "1"), BoxKey(2, "2")):
        candidate.declare_box(box, conforming=True).result()
    candidate.declare_means("2", CALIPER).result()
    candidate.declare_piece(2, Disposition.CONFORMING).result()
    bench.until_quiet()
    assert dialog.left.text() == words.NOTHING_LEFT
    bench.shop.workshop.gestures.undo().result()
    bench.until_quiet()
    assert "Cases vides, 1" in dialog.left.text()


def test_a_burst_of_values_leaves_the_last_state_in_the_dialog(bench: Bench) -> None:
    begin(bench)
    dialog = asked(bench)
    bench.shop.read(CALIPER, "35.02", "12.00", "35.01", "12.01")
    bench.until_quiet()
    assert "Cases vides" not in dialog.left.text() and "Valeurs sans C ni NC, 4" in dialog.left.text()
    dialog.close()
    bench.until_quiet()
    assert "Valeurs sans C ni NC, 4" in asked(bench).left.text()  # another one begins anew
