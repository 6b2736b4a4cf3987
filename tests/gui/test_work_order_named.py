"""A work order that says « OF » itself is not called « OF OF-07 » on the pages of an examination."""

from __future__ import annotations

import pytest

from metroapp.gui.widgets.record_head import RecordHead
from metroapp.services.commands import WorkOrderScan
from metroapp.wording.work_orders import order
from tests.gui.bench_window import Bench
from tests.gui.fast_typing import scan
from tests.gui.test_candidate_measuring import begin


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("118", "OF 118"),
        ("OF-07", "OF-07"),
        ("of 12", "of 12"),
        (" OF 12 ", "OF 12"),
        ("2026-OF", "OF 2026-OF"),
        ("OFFSET-3", "OF OFFSET-3"),
        ("", "OF –"),
    ],
)
def test_a_work_order_is_called_once(typed: str, said: str) -> None:
    assert order(typed) == said


def test_the_order_of_a_candidate_is_named_once_at_the_start_in_the_head_and_after_a_scan(bench: Bench) -> None:
    begin(bench)  # the candidate is entered with « OF-07 »
    head: RecordHead = bench.page.head
    assert " · OF-07 · " in head.detail.toolTip()
    scan(bench, WorkOrderScan("OF-07"))
    assert bench.page.notice.said.text().startswith("OF-07 : ")
    scan(bench, WorkOrderScan("OF-08"))
    assert "(OF-08)" in bench.page.banner.sentence.text() and "OF OF" not in bench.page.banner.sentence.text()
    bench.page.left.emit(None)
    bench.until_quiet()
    start = bench.window.releve.candidate
    assert start is not None and start.order.text() == "OF-07"
