"""Values that a drift of the zero took back are listed with those that are not good, until they are taken again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.archive.nonconformities import BadValue
from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record_comparison import compare
from metroapp.gui.models.bad_values import line_of
from metroapp.services import consultation
from metroapp.wording import comparison_of_records, history
from tests.services.comparisons import UNPROVEN_MOUNTING, Comparator
from tests.workbench import INDICATOR, SIGNED_BY_CAMILLE


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Comparator]:
    made = Comparator.opened(tmp_path, replace(UNPROVEN_MOUNTING, recheck_every=2), pieces=4)
    yield made
    made.close()


def found(bench: Comparator, text: str = "", *, with_replaced: bool = False) -> list[BadValue]:
    return consultation.bad_values(bench.shop.workspace, text, with_replaced=with_replaced)


def test_values_taken_back_by_a_drift_were_not_listed(bench: Comparator) -> None:
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001", "0.300")
    assert [one.is_void for one in found(bench)] == [False]
    bench.read("0.005")
    lines = found(bench)
    assert [(one.box, one.verdict, one.is_void) for one in lines] == [
        (BoxKey(2, "1"), Verdict.UNDECIDED, True), (BoxKey(1, "1"), Verdict.UNDECIDED, True),
    ]  # fmt: skip
    assert all("à reprendre" in " ".join(line_of(one).texts) for one in lines)
    assert found(bench, "rien") == [] and len(found(bench, with_replaced=True)) == 2
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001")
    assert [one.box.piece for one in found(bench)] == [2]
    bench.read("-0.001")
    assert found(bench) == []


def test_a_record_closed_with_values_taken_back_still_lists_them(bench: Comparator) -> None:
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.gestures.lose_zero("comparateur tombé").result()
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    record = bench.record
    assert record.sorting().conforming == 0 and [one.box for one in found(bench)] == [BoxKey(1, "1")]
    assert record.verdict(BoxKey(1, "1")) is Verdict.UNDECIDED


def test_a_good_re_check_lists_nothing(bench: Comparator) -> None:
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001", "-0.002", "0.001")
    assert found(bench) == []


def test_values_taken_back_were_good_in_the_history_and_in_the_comparison(bench: Comparator) -> None:
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001", "0.300", "0.005")
    record = bench.record
    page = consultation.past_values(bench.shop.workspace, record.part.reference, "1")
    assert [(one.verdict, one.is_void) for one in page.values] == [(Verdict.UNDECIDED, True)] * 2
    assert all("à reprendre" in history.said(one) for one in page.values)
    assert history.described(page.values, 1) == "2 valeurs dans 1 relevé, 2 à reprendre"
    [compared] = compare(record, record)
    assert compared.one is not None and (compared.one.void, compared.one.bad, compared.one.least) == (2, 0, None)
    assert comparison_of_records.values(compared.one) == "2 val., 2 à reprendre"
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.001")
    page = consultation.past_values(bench.shop.workspace, record.part.reference, "1")
    assert [(one.box.piece, one.verdict) for one in page.values] == [(2, Verdict.UNDECIDED), (1, Verdict.CONFORMING)]
    [compared] = compare(bench.record, record)
    assert compared.one is not None
    assert comparison_of_records.values(compared.one) == "19,99912\u00a0mm · 2 val., 1 à reprendre"


def test_values_of_a_simulated_instrument_are_said_in_the_history(bench: Comparator) -> None:
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop._bench.simulated = frozenset({INDICATOR})
    bench.read("-0.002")
    page = consultation.past_values(bench.shop.workspace, bench.record.part.reference, "1")
    assert [one.simulated for one in page.values] == [False, True]
    assert ["C-03 simulé" in history.said(one) for one in page.values] == [False, True]
    assert history.described(page.values, 1) == "2 valeurs dans 1 relevé, 1 d'instruments simulés"
