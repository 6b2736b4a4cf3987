"""The control charts in the window: opened, live, frozen on a period chosen with a finger."""

from __future__ import annotations

import random
import subprocess
import sys

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.chart_terms import ChartState
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.act_question import SignedReason
from metroapp.gui.spc.chart_panel import BAD_PIECES, CAPABILITY
from metroapp.gui.spc.chart_questions import NoteOnChart, OpenChart
from metroapp.gui.spc.charts_tab import ChartsTab
from metroapp.gui.window import SPC
from metroapp.wording import charts as words
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.workbench import CAMILLE, CODES, MICROMETER, SIGNED_BY_CAMILLE, characteristic, part

SHAFT = part(characteristic("1", "Ø20 ±0,05", Means.MICROMETER))


def tab_of(bench: Bench) -> ChartsTab:
    bench.window.show_page(SPC)
    bench.window.spc.show_tab("charts")
    bench.until_quiet()
    tab = bench.window.spc.tab("charts")
    assert isinstance(tab, ChartsTab)
    return tab


def test_a_chart_is_opened_followed_live_and_frozen(bench: Bench) -> None:
    rng = random.Random(6)
    for _ in range(2):
        bench.shop.open(SHAFT, pieces=30)
        bench.shop.read(MICROMETER, *[f"{rng.gauss(20, 0.008):.3f}" for _ in range(30)])
        bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.open(SHAFT, pieces=5)
    tab = tab_of(bench)
    assert tab.nothing.text() == words.NONE

    # Opened on a size already measured; limits of the drawing are on no chart of means.
    question = tab.deeds.open_chart()
    assert isinstance(question, OpenChart)
    bench.until(lambda: question.balloon.count() == 1)
    question.accept_answer()
    bench.until(lambda: tab.panel.plot.view is not None)
    bench.until_quiet()
    view = tab.panel.view
    assert view is not None and (view.points, view.state) == (12, ChartState.PROVISIONAL)
    assert words.NOT_FROZEN in tab.panel.said.text()
    assert tab.panel.plot.location.viewRange()[1][1] < 20.04

    # The period is chosen on the chart, a point left out by a touch, and signed.
    tab.panel.freeze.click()
    tab.panel.period.choose(2, 11)
    tab.panel.plot.point_touched.emit(("xbar", 5))
    assert tab.panel.period.period == (2, 11, (5,))
    signing = tab.deeds.freeze(tab.panel.period.period)
    assert isinstance(signing, SignedReason) and signing.form is not None
    bench.until_quiet()
    signing.reason.setPlainText("outil neuf ; 5 : copeau")
    signing.form.secret.setText(CODES[CAMILLE])
    signing.accept_answer()
    bench.until(lambda: tab.panel.view is not None and bool(tab.panel.view.chart.frozen))
    assert "points 2 à 11, sans 5" in tab.panel.said.text() and not tab.panel.period.is_open

    # A value that the bench records is there at once, even while a period is chosen, and says which rule names it.
    tab.panel.freeze.click()
    tab.panel.period.choose(1, 12)
    bench.read(MICROMETER, "20.031", "20.030", "20.032", "20.029", "20.033")
    bench.until(lambda: tab.panel.view is not None and tab.panel.view.points == 13)
    assert tab.panel.state.text() == f"■ {words.ONE_SIGNAL}" and list(tab.panel.period.period) == [1, 12, ()]
    tab.panel.period.choose(1, 13)
    assert list(tab.panel.period.period) == [1, 13, ()]
    tab.panel.period.cancel.click()
    plot = tab.panel.plot.location
    at = plot.mapFromScene(plot.getViewBox().mapViewToScene(QPointF(13, 20.02)))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert "20,0310" in tab.panel.touched.text() and "au-delà de 3 σ" in tab.panel.touched.text()

    QTest.keyClick(tab.panel.plot, Qt.Key.Key_Left)
    assert tab.panel.touched.text().startswith("Point 12 :")

    # The journal, and what the values say of the process.
    noted = tab.deeds.note()
    assert isinstance(noted, NoteOnChart)
    noted.choose(ChartNote.CORRECTION)
    noted.text.setText("D3 −0,03")
    noted.accept_answer()
    bench.until(lambda: tab.panel.view is not None and bool(tab.panel.view.marks))
    tab.panel.show_page(CAPABILITY)
    bench.until(lambda: tab.panel.capability.advice.text() != "")
    tab.panel.show_page(BAD_PIECES)
    bench.until(lambda: tab.panel.counts.view is not None)
    assert tab.panel.counts.view is not None and len(tab.panel.counts.view.records) == 2

    # Another chart, without two points yet: nothing of the one before is left in the picture.
    number = bench.shop.workshop.charts.open("ESSAI-01", "1", 25, machine="", simulated=True).result()
    tab.choose(number)
    bench.until(lambda: tab.panel.view is not None and tab.panel.view.number == number)
    bench.until_quiet()
    assert tab.panel.counts.said.text() != "" and not tab.panel.counts.plot.isVisible()
    tab.panel.show_page(CAPABILITY)
    bench.until(lambda: tab.panel.capability.advice.text() == words.NOT_ENOUGH)
    assert tab.panel.touched.text() == words.NOT_ENOUGH and tab.panel.plot.titles[0].text() == ""

    for control in tab.findChildren(QAbstractButton):
        is_own = control.objectName().startswith("qt_") or type(control.parent()).__name__ == "PlainTable"
        assert is_own or control.accessibleName(), control
        assert not control.isVisible() or is_own or control.height() >= 36, control.accessibleName()
    come_as(bench, Role.JURY)
    assert not tab.panel.freeze.isEnabled() and not tab.panel.note.isEnabled() and not tab.open.isEnabled()
    assert tab.panel.more.isEnabled() and tab.table.focusPolicy() is not Qt.FocusPolicy.NoFocus


def test_what_computes_and_draws_statistics_is_loaded_on_first_use() -> None:
    """Opening the program costs none of it."""
    heavy = "{'numpy', 'scipy', 'pyqtgraph', 'sqlalchemy', 'psycopg', 'pandas', 'openpyxl', 'reportlab'}"
    program = f"import sys, metroapp.app, metroapp.services.workshop; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
