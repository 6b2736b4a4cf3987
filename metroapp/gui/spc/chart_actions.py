"""What is done to the chart chosen: its questions, and the deeds that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.spc.chart_panel import ChartPanel
from metroapp.gui.spc.chart_questions import EndOfChart, NoteOnChart, OpenChart, RulesOfChart
from metroapp.services.spc.chart_reading import limits_of, reference_pair
from metroapp.wording import charts as words
from metroapp.wording.sentences import sentence

Print = Callable[[str, str], object]  # a paper or a workbook of a chart: its number, pdf or xlsx


class ChartActions:
    """Each opens a question that blocks nothing; a refusal is said in it."""

    def __init__(self, desk: Desk, panel: ChartPanel, export: Print, opened: Callable[[str], object]) -> None:
        self._desk, self._panel, self._export, self._opened = desk, panel, export, opened
        panel.note.clicked.connect(self.note)
        panel.rules.clicked.connect(self.choose_rules)
        panel.more.clicked.connect(self.show_more)
        panel.freeze_asked.connect(self.freeze)

    @property
    def _parent(self) -> QWidget:
        return self._panel.window()

    @property
    def _number(self) -> str:
        return "" if self._panel.view is None else self._panel.view.number

    def open_chart(self) -> ActQuestion:
        question = OpenChart(self._desk, self._parent)

        def confirmed(answer: tuple[Any, None]) -> None:
            reference, balloon, size, kind, machine = answer[0]
            asked = self._desk.workshop.charts.open(reference, balloon, size, kind=kind, machine=machine)
            self._follow(asked, question, self._opened)

        return _asked(question, confirmed)

    def note(self) -> ActQuestion:
        view, number = self._panel.view, self._number
        question = NoteOnChart(number, 0 if view is None else view.points, self._desk, self._parent)

        def confirmed(answer: tuple[Any, None]) -> None:
            self._follow(self._desk.workshop.charts.note(number, *answer[0]), question)

        return _asked(question, confirmed)

    def choose_rules(self) -> ActQuestion:
        view, number = self._panel.view, self._number
        question = RulesOfChart(number, () if view is None else view.chart.rules, self._desk, self._parent)

        def confirmed(answer: tuple[Any, None]) -> None:
            self._follow(self._desk.workshop.charts.choose_rules(number, *answer[0]), question)

        return _asked(question, confirmed)

    def freeze(self, period: tuple[int, int, tuple[int, ...]]) -> ActQuestion | None:
        """The limits of the period chosen are shown before they are signed."""
        view, (first, last, excluded) = self._panel.view, period
        if view is None:
            return None
        try:
            pair = reference_pair(view.series, view.members, view.chart.opened.kind, first, last, excluded)
        except Refusal as refusal:
            self._panel.refused.say(sentence(refusal), "bad")
            return None
        decimals = view.series.decimals + 1
        limits = " ; ".join(
            words.LIMITS.format(
                name=words.NAMES[chart.name], ucl=words.figure(found.upper, decimals),
                center=words.figure(found.centre, decimals), lcl=words.figure(found.lower, decimals),
            )
            for chart in (pair.location, pair.spread)
            for found in (limits_of(chart),)
        )  # fmt: skip
        said = words.FREEZE_SAID.format(first=first, last=last, count=last - first + 1 - len(excluded), limits=limits)
        question = SignedReason(
            words.FREEZE_TITLE.format(number=view.number), self._desk, Action.KEEP_PROCESS, self._parent,
            said=said, name=words.REASON,
        )  # fmt: skip
        ends = view.value_ids(first)[0], view.value_ids(last)[-1]
        out = tuple(view.value_ids(point)[0] for point in excluded)

        def confirmed(answer: tuple[str, Signature]) -> None:
            asked = self._desk.workshop.charts.freeze(view.number, *ends, answer[0], answer[1], out)
            self._follow(asked, question, lambda _none: self._panel.period.end())

        return _asked(question, confirmed)

    def show_more(self) -> None:
        number, menu = self._number, QMenu(self._panel.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(words.MORE)
        for text, to in ((words.PAPER, "pdf"), (words.WORKBOOK, "xlsx")):
            menu.addAction(text).triggered.connect(lambda _checked, suffix=to: self._export(number, suffix))
        end = menu.addAction(words.STOP)
        view = self._panel.view
        end.setEnabled(self._desk.who.may(Action.KEEP_PROCESS) and view is not None and view.chart.is_open)
        end.triggered.connect(self.end)
        menu.popup(self._panel.more.mapToGlobal(self._panel.more.rect().bottomLeft()))

    def end(self) -> ActQuestion:
        number = self._number
        question = EndOfChart(number, self._desk, self._parent)

        def confirmed(answer: tuple[str, None]) -> None:
            self._follow(self._desk.workshop.charts.close(number, answer[0]), question)

        return _asked(question, confirmed)

    def _follow(self, asked: Future[Any], question: ActQuestion, then: Callable[[Any], object] | None = None) -> None:
        def done(result: Any) -> None:
            question.close()
            if then is not None:
                then(result)

        self._desk.bridge.follow(asked, done, question.refuse)


def _asked(question: ActQuestion, confirmed: Callable[[Any], None]) -> ActQuestion:
    question.confirmed.connect(confirmed)
    question.show()
    return question


def exported(path: Path) -> str:
    return words.EXPORTED.format(file=path.name, folder=path.parent)
