"""The measuring page on what a drawing asks beyond a plain size: several readings, a formula, an envelope."""

from __future__ import annotations

from metroapp.domain.callout import Nature
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import BoxCode, Means
from metroapp.gui import gestures
from metroapp.gui.widgets.gauge_bar import share_of
from tests.domain.notation.reading import read
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, MICROMETER, characteristic, part


def sentence(bench: Bench) -> str:
    expectation = bench.window.measuring.expected.expectation
    assert expectation is not None
    return gestures.gesture(expectation)


def status(bench: Bench, box: BoxKey) -> BoxStatus:
    """What the grid of the page shows of a box."""
    return bench.page.grid.model.cells[box].view.status


def test_each_of_several_readings_is_asked_for(bench: Bench) -> None:
    bench.open(part(characteristic("1", "8 ±0,05", Means.MICROMETER, readings=2)))
    assert "Lecture 1 sur 2" in sentence(bench)
    bench.read(MICROMETER, "8.010")
    assert "Lecture 2 sur 2" in sentence(bench)
    bench.read(MICROMETER, "8.020")
    assert "mini 8,010, maxi 8,020" in bench.page.result.face.detail
    assert status(bench, BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_a_formula_names_the_reading_that_it_wants(bench: Bench) -> None:
    given = characteristic(
        "1", "40 ±0,1", Means.CALIPER, formula="e = paroi + d1/2 + d2/2", nature=Nature.CENTRE_DISTANCE
    )
    bench.open(part(given))
    assert "« paroi » (1 sur 3)" in sentence(bench)
    bench.read(CALIPER, "30.00", "8.00")
    assert "« d2 » (3 sur 3)" in sentence(bench)
    bench.read(CALIPER, "12.00")
    assert status(bench, BoxKey(1, "1")) is BoxStatus.CONFORMING


def test_an_envelope_offers_three_answers(bench: Bench) -> None:
    bench.open(part(characteristic("1", "Ø20 h7 Ⓔ", Means.MICROMETER)))
    bench.read(MICROMETER, "19.990")
    answers = bench.window.measuring.expected.answers
    assert [button.isVisible() for button in answers.buttons] == [True, True, True]
    assert "forme complète" in sentence(bench)
    answers.buttons[2].click()
    bench.until_quiet()
    assert answers.buttons[2].observation is Observation.NOT_DEMONSTRATED
    assert status(bench, BoxKey(1, "1", BoxCode.ENVELOPE)) is BoxStatus.UNDECIDED
    assert bench.window.measuring.result.face.verdict == "À CONFIRMER"


def test_a_plain_attribute_offers_two(bench: Bench) -> None:
    bench.open(part(characteristic("1", "attribut", Means.VISUAL)))
    answers = bench.window.measuring.expected.answers
    assert [button.isVisible() for button in answers.buttons] == [True, True, False]


def test_occurrences_are_lines_of_their_own(bench: Bench) -> None:
    bench.open(part(characteristic("7", "4x Ø6,6 H12", Means.CALIPER)))
    bench.read(CALIPER, "6.65", "6.80")
    assert status(bench, BoxKey(1, "7.1")) is BoxStatus.CONFORMING
    assert status(bench, BoxKey(1, "7.2")) is BoxStatus.NONCONFORMING


def test_the_bar_of_a_lower_limit_alone() -> None:
    callout = read("L Ra 0,8")
    assert callout.lower_limit is not None
    assert share_of(callout, callout.lower_limit) < share_of(callout, callout.lower_limit * 2)
