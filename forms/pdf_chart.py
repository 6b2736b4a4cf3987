"""A control chart on paper: two charts drawn as lines, and under each point its subgroup, in the same column.

Limits are lines with their values; a point beyond one is a filled square. No limit of the drawing is ever on a chart of
means: it is one of single values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms import pdf_style as style
from forms.blocks import MOST_SAMPLES, ChartLine, ControlChart, Sample
from forms.pdf_pieces import heading
from forms.typeface import BOLD, NARROW, NARROW_BOLD, fitted, printable
from metroapp.wording import control_chart as words

_NAMES, _VALUES = 24 * mm, 24 * mm  # of the lines on the left, of the limits on the right
_TITLE, _GAP = 6.5 * mm, 3 * mm
_LOWEST, _HIGHEST = 38 * mm, 70 * mm  # both charts together: what the page leaves them
_OF_MEANS = 0.6
_ROW, _BY_HAND = 3.6 * mm, 5 * mm
_UNDER = 13 * mm  # kept for the notes
_MARGIN = 0.08  # of the height of a chart, above its highest and under its lowest
_APART = 6.6  # points between two values of limits


def chart_pages(chart: ControlChart, room: float) -> Iterator[Flowable]:
    """One flowable for each page of subgroups."""
    for begin in range(0, max(1, len(chart.samples)), MOST_SAMPLES):
        yield _ChartPage(chart, chart.samples[begin : begin + MOST_SAMPLES], room)


class _ChartPage(Flowable):  # type: ignore[misc]
    def __init__(self, chart: ControlChart, samples: Sequence[Sample], room: float) -> None:
        super().__init__()
        self._chart, self._samples, self.width = chart, samples, room
        self._column = (room - _NAMES - _VALUES) / MOST_SAMPLES
        self._step = _BY_HAND if chart.by_hand else _ROW
        self.spaceAfter = 3 * mm

    @property
    def _rows(self) -> list[tuple[str, list[str], bool]]:
        """Each row of the table under the charts: its name, its cells, whether it is one of results."""
        chart, samples = self._chart, self._samples
        rows = [(words.SAMPLE, [one.title for one in samples], True)]
        rows += [(name, [one.about[at] for one in samples], False) for at, name in enumerate(chart.about)]
        rows += [(words.VALUE.format(place=at + 1), [one.values[at] for one in samples], False)
                 for at in range(chart.size)]  # fmt: skip
        if chart.size > 1:
            rows.append((words.TOTAL, [one.total for one in samples], False))
            rows.append((words.MEAN, [one.mean for one in samples], True))
        return [*rows, (chart.spread or words.RANGE, [one.range for one in samples], True)]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        rest = _TITLE + 2 * _GAP + len(self._rows) * self._step + _UNDER
        charts = min(_HIGHEST, max(_LOWEST, available_height - rest))
        self._means, self._ranges = charts * _OF_MEANS, charts * (1 - _OF_MEANS)
        self.height = rest - _UNDER + charts
        return self.width, self.height

    def draw(self) -> None:
        canvas, chart = self.canv, self._chart
        heading(canvas, 0, self.height - 10, printable(chart.title))
        y = self.height - _TITLE - self._means
        means = [(one.mean_place, one.mean_out) for one in self._samples]
        self._plot(canvas, y, self._means, chart.mean_title, chart.mean_lines, means)
        y -= _GAP + self._ranges
        ranges = [(one.range_place, one.range_out) for one in self._samples]
        self._plot(canvas, y, self._ranges, chart.range_title, chart.range_lines, ranges)
        self._table(canvas, y - _GAP)

    def _plot(
        self,
        canvas: Any,
        bottom: float,
        high: float,
        title: str,
        lines: Sequence[ChartLine],
        points: Sequence[tuple[float | None, bool]],
    ) -> None:
        left, right = _NAMES, self.width - _VALUES

        def at(place: float) -> float:
            return bottom + high * (_MARGIN + place * (1 - 2 * _MARGIN))

        canvas.setLineWidth(0.25)
        canvas.setStrokeColor(style.HAIRLINE)
        for place in range(MOST_SAMPLES + 1):
            x = left + place * self._column
            canvas.line(x, bottom, x, bottom + high)
        if self._chart.by_hand:
            for step in range(1, 10):
                canvas.line(left, bottom + high * step / 10, right, bottom + high * step / 10)
        canvas.setStrokeColor(style.GREY)
        canvas.setLineWidth(0.6)
        canvas.rect(left, bottom, right - left, high, stroke=1, fill=0)
        canvas.setFillColor(style.INK)
        canvas.setFont(BOLD, style.TEXT)
        canvas.drawString(0, bottom + high - 8, title)
        self._limits(canvas, lines, at)
        self._points(canvas, points, at)

    def _limits(self, canvas: Any, lines: Sequence[ChartLine], at: Any) -> None:
        left, right = _NAMES, self.width - _VALUES
        canvas.saveState()
        last = None
        for line in sorted(lines, key=lambda one: one.place):
            y = at(line.place)
            colour = style.BAD if line.is_limit else style.ACCENT
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(0.7)
            canvas.setDash((4, 2) if line.is_limit else ())
            canvas.line(left, y, right, y)
            # Lines may be closer to one another than their values can be.
            text = y - 2.2 if last is None else max(y - 2.2, last + _APART)
            last = text
            canvas.setFillColor(colour)
            canvas.setFont(NARROW, style.TINY + 0.5)
            canvas.drawString(right + 1.2 * mm, text, f"{line.name} {line.value}")
        canvas.restoreState()

    def _points(self, canvas: Any, points: Sequence[tuple[float | None, bool]], at: Any) -> None:
        seen = [
            (_NAMES + (index + 0.5) * self._column, at(place), out)
            for index, (place, out) in enumerate(points)
            if place is not None
        ]
        canvas.setStrokeColor(style.INK)
        canvas.setLineWidth(0.8)
        for (x, y, _), (to, up, _) in pairwise(seen):
            canvas.line(x, y, to, up)
        for x, y, out in seen:
            canvas.setFillColor(style.BAD if out else style.INK)
            if out:
                canvas.rect(x - 2.2, y - 2.2, 4.4, 4.4, stroke=0, fill=1)
            else:
                canvas.circle(x, y, 1.5, stroke=0, fill=1)

    def _table(self, canvas: Any, top: float) -> None:
        rows = self._rows
        right = _NAMES + MOST_SAMPLES * self._column
        y = top
        for name, cells, is_result in rows:
            y -= self._step
            if is_result:
                canvas.setFillColor(style.BAND)
                canvas.rect(0, y, right, self._step, stroke=0, fill=1)
            baseline = y + self._step / 2 - style.TINY * 0.36
            canvas.setFillColor(style.GREY)
            canvas.setFont(NARROW, style.TINY + 0.5)
            canvas.drawString(0.8 * mm, baseline, fitted(printable(name), NARROW, style.TINY + 0.5, _NAMES - 1 * mm))
            canvas.setFillColor(style.INK)
            font = NARROW_BOLD if is_result else NARROW
            canvas.setFont(font, style.TINY)
            for index, text in enumerate(cells):
                shown = fitted(printable(text), font, style.TINY, self._column - 1)
                canvas.drawCentredString(_NAMES + (index + 0.5) * self._column, baseline, shown)
            canvas.setStrokeColor(style.HAIRLINE)
            canvas.setLineWidth(0.3)
            canvas.line(0, y, right, y)
        for place in range(MOST_SAMPLES + 1):
            x = _NAMES + place * self._column
            canvas.line(x, y, x, top)
