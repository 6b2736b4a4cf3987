"""The chart chosen: what it says, its plots, its capability, the sorting of its part, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.chart_terms import ChartState
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.capability_panel import CapabilityPanel
from metroapp.gui.spc.chart_plot import ChartPlot
from metroapp.gui.spc.count_panel import CountPanel
from metroapp.gui.spc.period_bar import PeriodBar
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.said import Said
from metroapp.services.spc.chart_marks import Mark
from metroapp.services.spc.chart_notices import chart_notices, point_said
from metroapp.services.spc.chart_reading import ChartView
from metroapp.wording import charts as words
from metroapp.wording.numbers import moment

CHART, CAPABILITY, BAD_PIECES = range(3)
_LONGEST_SAID = 240  # signs: a reason may be a page long
_TWO_LINES = 44  # px: what a point says moves no plot
_SHOWN = (
    (words.CHART, words.CHART_TIP),
    (words.CAPABILITY, words.CAPABILITY_TIP),
    (words.BAD_PIECES, words.BAD_PIECES_TIP),
)
_ROLES = {
    ChartState.EMPTY: "soft",
    ChartState.PROVISIONAL: "warn-heading",
    ChartState.STABLE: "heading",
    ChartState.SIGNALS: "bad-heading",
}
_SIGNS = {ChartState.EMPTY: "…", ChartState.PROVISIONAL: "◌", ChartState.STABLE: "●", ChartState.SIGNALS: "■"}


class ChartPanel(QWidget):
    """`shown` says that another of its pages is looked at; `freeze_asked` carries (first, last, excluded points)."""

    shown = Signal(object)
    freeze_asked = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.view: ChartView | None = None
        self.title, self.about, self.state = QLabel(), QLabel(), QLabel()
        self.simulated = QLabel(words.SIMULATED)
        self.plot, self.capability = ChartPlot(desk.theme), CapabilityPanel(desk.theme)
        self.counts = CountPanel(desk.theme)
        self.touched, self.said, self.refused = QLabel(), QLabel(), Said()
        self.period = PeriodBar(self.plot)
        self.pages, self.group = QStackedWidget(), QButtonGroup(self)
        self.freeze, self.note, self.rules, self.more = (
            _button(text, tip)
            for text, tip in (
                (words.FREEZE, words.FREEZE_TIP),
                (words.NOTE, words.NOTE_TIP),
                (words.RULES_BUTTON, words.RULES_TIP),
                (words.MORE, words.MORE_TIP),
            )
        )
        self._build()
        self.group.idClicked.connect(self._show_page)
        self.freeze.clicked.connect(self._begin_period)
        self.plot.point_touched.connect(self._touch)
        self.plot.mark_touched.connect(self._say_mark)
        self.period.confirmed.connect(self.freeze_asked)
        self.period.ended.connect(self._end_period)

    def _build(self) -> None:
        self.title.setProperty("role", "strong")
        self.about.setProperty("role", "small")
        self.simulated.setProperty("role", "simulation")
        for label in (self.title, self.about, self.touched, self.said, self.simulated):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "small")
        self.touched.setProperty("role", "strong")
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.about)
        head.addLayout(names, 1)
        head.addWidget(self.state)
        row = QHBoxLayout()
        row.setSpacing(6)
        for place, (text, tip) in enumerate(_SHOWN):
            button = filter_button(text, tip)
            self.group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.freeze, self.note, self.rules, self.more):
            row.addWidget(button)
        self.group.button(CHART).setChecked(True)
        chart = QFrame()
        chart.setProperty("role", "card")
        inside = QVBoxLayout(chart)
        inside.setContentsMargins(2, 2, 2, 4)
        inside.setSpacing(2)
        inside.addWidget(self.plot, 1)
        self.touched.setContentsMargins(8, 0, 8, 0)
        self.touched.setMinimumHeight(_TWO_LINES)
        inside.addWidget(self.touched)
        inside.addWidget(self.period)
        for page in (chart, self.capability, self.counts):
            page.setProperty("role", "card")
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.simulated)
        layout.addLayout(row)
        layout.addWidget(self.refused)
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.said)

    @property
    def page(self) -> int:
        return self.pages.currentIndex()

    def show_view(self, view: ChartView) -> None:
        """Read anew, or another chart; what was touched stays named while the chart is the same."""
        is_other = self.view is None or self.view.number != view.number
        self.view = view
        opened, callout = view.chart.opened, view.series.callout
        self.title.setText(words.TITLE.format(
            number=view.number, reference=opened.reference, balloon=opened.balloon, callout=callout.text
        ))  # fmt: skip
        self.about.setText(_about(view))
        self.state.setText(f"{_SIGNS[view.state]} {words.state(view.state, len(view.recent))}")
        self.state.setProperty("role", _ROLES[view.state])
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.simulated.setVisible(view.series.simulated)
        said = " · ".join(chart_notices(view))
        self.said.setText(said if len(said) <= _LONGEST_SAID else f"{said[:_LONGEST_SAID]}…")
        self.said.setToolTip(said)
        self.said.setVisible(bool(self.said.text()) and not self.period.is_open)
        self.plot.show_view(view)
        if not is_other:
            self.period.follow(view)
        else:
            self.period.end()
            self.capability.show_nothing(words.COMPUTING)
            self.refused.say("", "bad")
            self.touched.setText(words.TOUCH if view.pair is not None else words.NOT_ENOUGH)
        self.show_presence()

    def show_presence(self) -> None:
        who, view = self._desk.who, self.view
        is_kept = view is not None and view.chart.is_open
        has_points = is_kept and view is not None and view.pair is not None
        permit(self.freeze, who, Action.KEEP_PROCESS, possible=has_points)
        permit(self.note, who, Action.NOTE_PROCESS, possible=is_kept)
        permit(self.rules, who, Action.KEEP_PROCESS, possible=is_kept)
        self.more.setEnabled(view is not None)

    def show_page(self, page: int) -> None:
        self.group.button(page).setChecked(True)
        self._show_page(page)

    def _show_page(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.shown.emit(page)

    def _begin_period(self) -> None:
        self.show_page(CHART)
        if self.view is not None:
            self.period.begin(self.view)
            self.touched.hide()
            self.said.hide()

    def _end_period(self, _nothing: object) -> None:
        self.touched.show()
        self.said.setVisible(bool(self.said.text()))

    def _touch(self, touched: tuple[str, int]) -> None:
        chart, point = touched
        if self.view is None:
            return
        if self.period.is_open:
            self.period.toggle(point)
        self.plot.pick(point)
        self.touched.setText(point_said(self.view, chart, point))

    def _say_mark(self, mark: Mark) -> None:
        said = words.MARK if mark.text else words.MARK_BARE
        self.touched.setText(
            said.format(kind=words.kind_of_mark(mark.kind), text=mark.text, by=mark.by, at=moment(mark.at))
        )


def _about(view: ChartView) -> str:
    opened = view.chart.opened
    about = words.ABOUT_ONE if opened.subgroup == 1 else words.ABOUT
    said = about.format(kind=words.KINDS[opened.kind], count=opened.subgroup)
    return f"{said} · {words.ON_MACHINE.format(machine=opened.machine)}" if opened.machine else said


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("tight")
    button.setAccessibleName(tip)
    button.setToolTip(tip)
    return button
