"""Lots inspected by sampling: the series, the lot that waits with what to draw, its history, and what follows."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.entered_text import LONGEST_COMMENT
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.sampling_acts import LotJudged, LotPresented
from metroapp.domain.sampling_plans import InspectionLevel, Severity
from metroapp.domain.sampling_series import SamplingSeries
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.models.rows import RIGHT, Column, Row
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.kept_list import KeptList
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.count_field import CountField
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.services.formats import Format
from metroapp.services.reference import sampling_tables
from metroapp.services.spc.sampling_room import NewLot
from metroapp.wording import samplings as words
from metroapp.wording.numbers import significant

_COLUMNS = (
    Column(words.NUMBER, width=122), Column(words.SERIES), Column(words.AQL, RIGHT, 78),
    Column(words.LEVEL, width=74), Column(words.LOTS, RIGHT, 62), Column(words.NOW, width=98),
)  # fmt: skip
_LEFT_OUT = (2, 3), (4,)
_LOTS = (
    Column(words.LOT_COLUMNS[0]), Column(words.LOT_COLUMNS[1], RIGHT, 66), Column(words.LOT_COLUMNS[2], width=88),
    Column(words.LOT_COLUMNS[3], RIGHT, 78), Column(words.LOT_COLUMNS[4], RIGHT, 92),
    Column(words.LOT_COLUMNS[5], width=96),
)  # fmt: skip
_USUAL_AQL = "1"
_BIG, _LARGE = "font-size: 34px; font-weight: 700;", "font-size: 21px; font-weight: 700;"


class SamplingPanel(QFrame):
    """The lot that waits, in big; the history of the series under it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(440)
        theme = desk.theme
        self.title, self.draw, self.plan, self.how, self.why = ElidedLabel(), QLabel(), QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        for label in (self.draw, self.plan, self.how, self.why):
            label.setWordWrap(True)
        self.how.setProperty("role", "soft")
        self.why.setProperty("role", "warn")
        self.bad = CountField(words.BAD_PIECES)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText(words.REMARK)
        self.remark.setAccessibleName(words.REMARK)
        self.remark.setMaxLength(LONGEST_COMMENT)
        self.register = BigButton(theme, words.REGISTER, "check")
        self.lots = PanelTable(_LOTS, theme, words.LOTS_TITLE, words.WAITS_NOTHING)
        self.entry = QWidget()
        self._build()

    def _build(self) -> None:
        entered = QHBoxLayout()
        entered.setContentsMargins(0, 0, 0, 0)
        entered.setSpacing(10)
        entered.addWidget(self.bad, 2)
        side = QVBoxLayout()
        side.addWidget(self.remark)
        side.addWidget(self.register)
        entered.addLayout(side, 3)
        self.entry.setLayout(entered)
        self.deeds = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(6)
        for widget in (self.title, self.draw, self.plan, self.how, self.why, self.entry):
            layout.addWidget(widget)
        layout.addWidget(self.lots, 1)
        layout.addWidget(self.deeds)

    def show_nothing(self) -> None:
        self.title.say("")
        for widget in (self.draw, self.plan, self.how, self.why, self.entry, self.lots, self.deeds):
            widget.hide()

    def show_series(self, series: SamplingSeries) -> None:
        self.title.say(f"{series.number} · {series.first.series}")
        waiting = series.waiting
        self.entry.setVisible(waiting is not None)
        self.how.setVisible(waiting is not None)
        for widget in (self.draw, self.plan, self.lots, self.deeds):
            widget.show()
        if waiting is not None:
            self.draw.setText(words.draw(waiting, waiting.size))
            self.plan.setText(words.draw_said(waiting))
            self.how.setText(words.HOW)
        else:
            lot, judged = series.lots[-1]
            gone = series.cancelled.get(lot.id)
            if gone is not None:
                self.draw.setText(words.CANCELLED_SAID.format(lot=lot.lot, reason=gone.reason))
            else:
                self.draw.setText("" if judged is None else words.result(lot, judged))
            self.plan.setText(
                words.DISCONTINUED
                if series.severity is Severity.DISCONTINUED
                else words.NEXT_IS.format(severity=words.severity(series.severity))
            )
        self.draw.setStyleSheet(_BIG if waiting is not None else _LARGE)
        last = series.counted[-1][0].severity if series.counted else series.severity
        changed = words.WHY.get((last, series.severity), "") if waiting is None else ""
        self.why.setText(changed)
        self.why.setVisible(bool(changed))
        self.bad.show_text("")
        self.remark.clear()
        self.lots.rows.show([_row(series, *one) for one in reversed(series.lots)])
        self.lots.look()


def _row(series: SamplingSeries, lot: LotPresented, judged: LotJudged | None) -> Row:
    ink = "warn" if judged is None else "good" if judged.is_accepted else "bad"
    if lot.id in series.cancelled:
        ink = "soft"
    name = f"{lot.lot} *" if series.is_presented_again(lot) else lot.lot
    return Row(
        (name, str(lot.size), words.severity(lot.severity), str(lot.sample),
         "" if judged is None else str(judged.nonconforming), words.state(series, lot, judged)),
        lot, (5, ink),
    )  # fmt: skip


class LotDialog(ActQuestion):
    """`given` is the `NewLot`, refusing `sampling.size`; a series that goes on keeps its limit and its level."""

    def __init__(self, before: SamplingSeries | None, desk: Desk, parent: QWidget) -> None:
        first = None if before is None else before.first
        title = words.NEW_TITLE if first is None else words.NEXT_TITLE.format(series=first.series)
        super().__init__(title, words.PRESENT, desk, parent, said="" if first else words.LEVEL_HINT)
        self._before = before
        self.series = self.line("" if first is None else first.series)
        self.lot, self.size_line = self.line(), self.line(most=9)
        self.aql = self.choice((significant(one), one) for one in sampling_tables().aqls)
        self.level = self.choice((one.value, one) for one in InspectionLevel)
        self.aql.setCurrentText(_USUAL_AQL if first is None else significant(first.aql))
        self.level.setCurrentText((InspectionLevel.II if first is None else first.level).value)
        if first is None:
            self.add_fields((words.SERIES_NAME, self.series, 1))
        self.add_fields((words.LOT_NAME, self.lot, 2), (words.SIZE_NAME, self.size_line, 1))
        self.add_fields((words.AQL_NAME, self.aql, 1), (words.LEVEL_NAME, self.level, 1))
        for choice in (self.aql, self.level):
            choice.setEnabled(first is None)
        (self.series if first is None else self.lot).setFocus()

    def given(self) -> NewLot:
        return NewLot(
            self.series.text(), self.lot.text(), _pieces(self.size_line.text()), self.aql.currentData(),
            self.level.currentData(), "" if self._before is None else self._before.number,
        )  # fmt: skip


def _pieces(text: str) -> int:
    """Refuses `sampling.size`: part of a piece is none."""
    bare = "".join(text.split())
    if not (bare.isascii() and bare.isdecimal()):
        raise Refusal("sampling.size", text=text.strip())
    return int(bare)


class SamplingTab(KeptList):
    def __init__(self, desk: Desk) -> None:
        theme = desk.theme
        self.series: SamplingSeries | None = None
        self.new = PictureButton(theme, words.PRESENT, "plus", lambda: self._ask_lot(None))
        self.face = SamplingPanel(desk)
        self.next = PictureButton(theme, words.NEXT_LOT, "plus", lambda: self._ask_lot(self.series))
        self.resume = PictureButton(theme, words.RESUME, "play", self._ask_resume)
        self.cancel = PictureButton(theme, words.CANCEL, "ban", self._ask_cancel)
        self.paper = PictureButton(theme, words.PAPER, "file-text", partial(self._write, Format.PDF))
        self.workbook = PictureButton(theme, words.WORKBOOK, "file-spreadsheet", partial(self._write, Format.XLSX))
        deeds = (self.next, self.resume, self.cancel, self.paper, self.workbook)
        for button in deeds:
            button.setObjectName("tall")
        self.face.deeds.setLayout(Flow(deeds, 6))
        super().__init__(desk, _COLUMNS, _LEFT_OUT, words.TABLE, words.NONE, self.face, (self.new,))
        self.face.register.clicked.connect(self._judge)
        self.face.show_nothing()
        self.show_presence()

    def show_presence(self) -> None:
        who = self.desk.who
        for button in (self.new, self.next, self.face.register):
            permit(button, who, Action.NOTE_PROCESS)
        for button in (self.resume, self.cancel):
            permit(button, who, Action.KEEP_PROCESS)
        for button in (self.paper, self.workbook):
            permit(button, who, Action.EXPORT)

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every series anew; the one chosen stays chosen."""
        self.desk.bridge.follow(self.desk.workshop.samplings.series(), self._show, self.refuse)

    def _show(self, found: list[SamplingSeries]) -> None:
        rows = [
            Row(
                (one.number, one.first.series, words.aql(one), one.first.level.value, str(len(one.lots)),
                 words.severity(one.severity)),
                one, (5, {Severity.TIGHTENED: "warn", Severity.DISCONTINUED: "bad"}.get(one.severity, "soft")),
            )
            for one in found
        ]  # fmt: skip
        self.show_rows(rows, words.COUNTED.format(count=len(rows)))

    def show_chosen(self, key: Any) -> None:
        series: SamplingSeries | None = key
        self.series = series
        if series is None:
            self.face.show_nothing()
            return
        self.face.show_series(series)
        is_over = series.severity is Severity.DISCONTINUED
        self.next.setVisible(series.waiting is None and not is_over)
        self.resume.setVisible(series.waiting is None and is_over)
        self.cancel.setVisible(bool(series.counted))

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _ask_lot(self, before: SamplingSeries | None) -> None:
        dialog = LotDialog(before, self.desk, self)
        dialog.confirmed.connect(
            lambda given: self.answer(dialog, self.desk.workshop.samplings.present(given[0]), self._presented)
        )
        self.ask(dialog)

    def _presented(self, series: SamplingSeries) -> None:
        self.said.say("", "good")
        self.choose(series.number)
        self.refresh()

    def _judge(self) -> None:
        series, text = self.series, self.face.bad.text()
        if series is None or series.waiting is None:
            return
        count = int(text) if text.isascii() and text.isdecimal() else -1  # nothing is not zero
        future = self.desk.workshop.samplings.judge(series.number, count, self.face.remark.text())
        self.desk.bridge.follow(future, self._presented, self.refuse)

    def _ask_cancel(self) -> None:
        series = self.series
        if series is None or not series.counted:
            return
        title = words.CANCEL_TITLE.format(lot=series.counted[-1][0].lot)
        dialog = SignedReason(
            title, self.desk, Action.KEEP_PROCESS, self, said=words.CANCEL_SAID, name=words.CANCEL_NAME
        )  # fmt: skip
        dialog.confirmed.connect(
            lambda given: self.answer(dialog, self.desk.workshop.samplings.cancel(series.number, *given))
        )
        self.ask(dialog)

    def _ask_resume(self) -> None:
        series = self.series
        if series is None:
            return
        title = words.RESUME_TITLE.format(series=series.first.series)
        dialog = SignedReason(
            title, self.desk, Action.KEEP_PROCESS, self, said=words.RESUME_SAID, name=words.RESUME_NAME
        )  # fmt: skip
        dialog.confirmed.connect(
            lambda given: self.answer(dialog, self.desk.workshop.samplings.resume(series.number, *given))
        )
        self.ask(dialog)

    def _write(self, to: Format) -> None:
        series = self.series
        if series is None:
            return
        workspace, number = self.desk.workshop.workspace, series.number

        def export(to: Format, path: Path) -> Path:
            from metroapp.services.spc import sampling_paper  # heavy: in the worker, on first use

            return sampling_paper.export(workspace, number, to, path)

        self.write(number, to, export)
