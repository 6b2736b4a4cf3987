"""A comparator on the measuring page: what to do at each step, the displacement, the zero read or set anew."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from metroapp.domain.comparing import Comparing
from metroapp.domain.comparison import Mounting
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.gui import gestures
from metroapp.gui.models.left_to_do import left_to_do
from metroapp.gui.models.timeline import timeline
from metroapp.gui.window import SETTINGS
from metroapp.wording import comparing as words
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived, begin, touch
from tests.workbench import CALIPER, INDICATOR, characteristic, part

COMPARED = characteristic("1", "Ø20 h6", Means.COMPARISON)
LENGTH = characteristic("2", "35 ±0,1", Means.CALIPER)


def opened(bench: Bench, *others: object, pieces: int = 2, **comparing: object) -> None:
    begin(bench, part(COMPARED, *others), pieces, comparing=Comparing(**comparing))  # type: ignore[arg-type]


def said(bench: Bench) -> str:
    expectation = bench.page.expected.expectation
    assert expectation is not None
    return gestures.gesture(expectation)


def role(bench: Bench) -> Role | None:
    expectation = bench.page.expected.expectation
    return None if expectation is None else expectation.role


def choose(bench: Bench, text: str) -> None:
    """One of the things that may be asked of a comparator."""
    bench.page.comparators.ask()
    menu = bench.page.actions_bar.zero.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    bench.until_quiet()


def test_each_step_has_its_sentence_from_the_proof_to_the_last_re_check(bench: Bench) -> None:
    opened(bench, pieces=1)
    entry = bench.page.comparators.entry
    assert said(bench) == words.DECLARE and entry.isVisible()
    assert (entry.moved.text(), entry.factor.text()) == ("+1,49994", "1")
    assert entry.moved.toolTip() == words.PROPOSED.format(before="CE-8.5", after="CE-10")
    entry.moved.setText("-0,1")
    entry.factor.setText("")
    touch(bench, entry.button)
    assert said(bench) == words.BEFORE_MOVE.format(instruments=INDICATOR)
    bench.read(INDICATOR, "0.000")
    assert said(bench) == words.AFTER_MOVE.format(displacement="−0,1", instruments=INDICATOR)
    assert not entry.isVisible()
    bench.read(INDICATOR, "0.200")
    assert bench.page.result.face.title == words.PROVEN_TITLE.format(balloon="1")
    assert bench.page.result.face.value == "−0,5"
    for ordinal in ("1ᵉʳ", "2ᵉ", "3ᵉ"):
        assert said(bench) == words.ZERO_OF_SEVERAL.format(
            nominal="20", instruments=INDICATOR, ordinal=ordinal, places=3
        )
        bench.read(INDICATOR, "0.000")
    bench.read(INDICATOR, "0.010")
    assert said(bench) == words.RECHECK.format(instruments=INDICATOR)
    assert gestures.stack(bench.page.expected.expectation) == words.ON_STACK.format(  # type: ignore[arg-type]
        certified="20,00012", blocks="CE-20"
    )
    bench.read(INDICATOR, "0.001")
    assert bench.page.expected.expectation is None
    assert bench.page.result.face.title == words.RECHECKED_TITLE.format(balloon="1")
    assert archived(bench).mountings["1"].mounting == Mounting(-1, archived(bench).mountings["1"].mounting.factor)


def test_a_drift_names_the_pieces_and_sends_the_operator_back_to_them(bench: Bench) -> None:
    opened(bench, pieces=2, proves_mounting=False, recheck_every=None)
    bench.read(INDICATOR, "0.000", "0.000", "0.000", "-0.001", "-0.002", "0.004")
    page = bench.page
    detail = words.DRIFTED.format(drift="+0,004", limit="0,001", pieces="1, 2")
    assert page.result.face.title == words.DRIFTED_TITLE.format(balloon="1")
    assert page.result.face.detail == detail and page.banner.isVisible()
    assert page.expected.expectation is not None
    assert page.expected.expectation.box == BoxKey(1, "1") and role(bench) is Role.ZERO
    assert page.grid.model.cells[BoxKey(2, "1")].view.status is BoxStatus.UNDECIDED
    assert words.LEFT_VOID.format(boxes="P1 rep. 1, P2 rep. 1") in left_to_do(archived(bench), 0)
    lines = [row.texts[1] for row in timeline(archived(bench))]
    assert words.DRIFTED_LINE.format(balloon="1") in lines


def test_the_zero_is_read_once_more_and_set_anew_when_the_operator_asks(bench: Bench) -> None:
    opened(bench, LENGTH, pieces=2, proves_mounting=False)
    assert bench.page.actions_bar.zero.isVisible()
    bench.read(INDICATOR, "0.000", "0.000", "0.000", "-0.001")
    assert not bench.page.actions_bar.zero.isVisible()
    bench.read(CALIPER, "35.00")
    choose(bench, words.RECHECK_NOW)
    assert role(bench) is Role.RECHECK
    bench.read(INDICATOR, "0.000")
    choose(bench, words.PROVE_ANEW)
    assert role(bench) is Role.BEFORE_MOVE
    choose(bench, words.SET_ANEW)
    assert role(bench) is Role.BEFORE_MOVE and bench.page.comparators.entry.isVisible()


def test_a_re_check_is_among_what_is_left_to_do_before_signing(bench: Bench) -> None:
    opened(bench, LENGTH, pieces=1, proves_mounting=False)
    bench.read(INDICATOR, "0.000", "0.000", "0.000", "-0.001")
    assert words.LEFT_RECHECK.format(balloon="1") in left_to_do(archived(bench), 0)


def test_a_displacement_that_is_refused_stays_to_be_corrected(bench: Bench) -> None:
    opened(bench)
    entry = bench.page.comparators.entry
    entry.moved.setText("0,001")
    touch(bench, entry.button)
    assert bench.page.banner.isVisible() and entry.isVisible()
    assert entry.moved.text() == "0,001" and said(bench) == words.DECLARE


def test_how_comparisons_are_done_is_chosen_in_the_settings(bench: Bench) -> None:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section = bench.window.settings.options
    rows = section.comparing
    assert not rows.rechecks.isChecked() and not rows.every.isEnabled()
    rows.rechecks.setChecked(True)
    assert rows.every.isEnabled()
    rows.zero_readings.setCurrentIndex(rows.zero_readings.findData(5))
    rows.every.set_value(4)
    rows.drift.set_value(2)
    rows.proves.setChecked(True)
    rows.protects.setChecked(True)
    touch(bench, section.save)
    wanted = Comparing(zero_readings=5, recheck_every=4, drift_limit=2, protects=True)
    assert bench.shop.workshop.options().result().comparing == wanted
    rows.every.set_value(0)
    assert rows.chosen().recheck_every is None
