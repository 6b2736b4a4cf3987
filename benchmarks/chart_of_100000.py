"""A control chart of 100,000 individual values: read from an archive, then panned, beside the same line drawn by bare
pyqtgraph, in turn in the same run.

The archive has ten thousand records of one part, made as `large_archive` does. A pan moves what is shown by a hundredth
and paints both charts, once with all the points in view and once with a thousand. Medians are printed; nothing is
asserted.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from benchmarks import large_archive
from metroapp.app import prepare
from metroapp.domain.chart_acts import ChartOpened
from metroapp.domain.kept_chart import KeptChart
from metroapp.domain.statistical_terms import NELSON, ChartKind
from metroapp.gui.spc.chart_plot import ChartPlot
from metroapp.gui.theme import Theme
from metroapp.services.consultation import reading
from metroapp.services.spc.chart_reading import ChartView, view_of
from metroapp.services.spc.series import read_series
from metroapp.services.workspace import Workspace

RECORDS, ROUNDS, SIZE = 10_000, 60, (1000, 560)


def read(workspace: Workspace) -> ChartView:
    opened = ChartOpened(
        large_archive.NOWHERE, "CC", "REF-0001", "1", "", 1, ChartKind.INDIVIDUALS, NELSON, "", large_archive.BEGAN
    )
    with reading(workspace) as connection:
        return view_of(KeptChart(opened, NELSON), read_series(connection, "REF-0001", "1"))


def pan(see: Callable[[float, float], None], widget: QWidget, count: int, shown: int) -> float:
    """Seconds of one pan of `shown` points and its repaint, the median of several."""
    times = []
    for step in range(ROUNDS):
        first = (count - shown) / 2 + shown * step / 100
        begun = time.perf_counter()
        see(first, first + shown)
        widget.grab()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def bare(view: ChartView) -> tuple[QWidget, Callable[[float, float], None]]:
    assert view.pair is not None
    layout = pg.GraphicsLayoutWidget()
    layout.resize(*SIZE)
    plots = [layout.addPlot(row=row, col=0) for row in range(2)]
    plots[1].setXLink(plots[0])
    for plot, chart in zip(plots, (view.pair.location, view.pair.spread), strict=True):
        line = plot.plot(np.arange(len(chart.points), dtype=np.float64), chart.points, pen=pg.mkPen(width=1))
        line.setDownsampling(auto=True, method="peak")
        line.setClipToView(True)
        plot.disableAutoRange()
        plot.setYRange(float(chart.points.min()), float(chart.points.max()))
    return layout, lambda first, last: plots[0].setXRange(first, last, padding=0)


def main() -> None:
    large_archive.PARTS = 1
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        large_archive.fill(workspace.archive, RECORDS)
        times = []
        for _ in range(3):
            begun = time.perf_counter()
            view = read(workspace)
            times.append(time.perf_counter() - begun)
    print(f"{view.points:,} points read with their rules in {statistics.median(times):.2f} s")
    application = prepare(offscreen=True)
    plot = ChartPlot(Theme())
    plot.resize(*SIZE)
    plot.show_view(view)
    plain, see = bare(view)
    for widget in (plot, plain):
        widget.show()
    application.processEvents()
    for shown in (view.points // 2, 1_000):
        ours, theirs = pan(plot.see, plot, view.points, shown), pan(see, plain, view.points, shown)
        print(
            f"pan of {shown:,} of {view.points:,} points: bare pyqtgraph {theirs * 1e3:.1f} ms, "
            f"ours {ours * 1e3:.1f} ms, ratio {ours / theirs:.2f}"
        )


if __name__ == "__main__":
    main()
