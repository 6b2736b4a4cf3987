"""The follow-up of the production on its page: a period read in the worker, and each of its faces."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity_acts import Cause, CostGiven, NonconformityDescribed, Severity
from metroapp.domain.specification import Means
from metroapp.gui.spc.follow_up_tab import FollowUpTab
from metroapp.gui.window import SPC
from metroapp.services.spc.follow_up import Axis, Counted
from metroapp.wording import production_report as words
from tests.gui.bench_window import Bench
from tests.workbench import BEGUN, CALIPER, characteristic, part

NOBODY = EntryId("", 0)


def test_the_bad_values_of_a_period_their_causes_and_their_paper(bench: Bench) -> None:
    bench.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), pieces=2)
    bench.read(CALIPER, "35.23", "35.02")
    room = bench.shop.workshop.treatment
    number = room.raise_sheet([BoxKey(1, "1")]).result()
    described = (Severity.MAJOR, "trop grand", Cause.METHOD, "butée non serrée")
    room.add_to_sheet(NonconformityDescribed(NOBODY, number, *described, "", BEGUN)).result()
    room.add_to_sheet(CostGiven(NOBODY, number, 30, Decimal(12), "", "", BEGUN)).result()
    bench.window.show_page(SPC)
    bench.window.spc.show_tab("follow_up")
    tab = bench.window.spc.tab("follow_up")
    assert isinstance(tab, FollowUpTab)
    tab.periods[-1].click()  # since ever: the clock of the test is not that of the machine
    bench.until(lambda: tab.report is not None and bool(tab.report.records))
    bench.until_quiet()
    assert [(one.name, one.count) for one in tab.chart.lines] == [("ESSAI-01 · repère 1", 1)]
    tab.axis.setCurrentIndex(tab.axis.findData(Axis.CAUSE))
    assert tab.counted.currentData() is Counted.SHEET_PIECES and tab.chart.lines[0].name == "méthode"
    tab.counted.setCurrentIndex(tab.counted.findData(Counted.EUROS))
    assert tab.chart.lines[0].count == 12 and tab.title.text() == "Coût (€), par cause"
    tab.faces[1].click()
    assert "butée non serrée (1)" in tab.diagram.accessibleDescription() and not tab.axis.isVisible()
    tab.faces[3].click()
    assert tab.figures.shown[words.FIRST_PIECES].startswith("0 sur 1")
    tab.pdf.click()
    bench.until(lambda: tab.folder.isVisible())
    assert list(bench.shop.workspace.exports.glob("suivi-debut-ce-jour.pdf"))
    tab.faces[2].click()
    assert tab.action_table.nothing.isVisible()
