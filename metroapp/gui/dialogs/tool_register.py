"""A register of a tool and the sizes that follow it: which tool, which face, where the size is aimed at."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.correction_acts import Aim, BandChoice, RegisterKept, SizeLinked
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number, shortest
from metroapp.domain.tool_offset import Corrector, MachineKind, ToolLink, features_of
from metroapp.domain.tool_register import MOST_PIECES, ToolRegister, aimed_at
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.spc.offset_picture import paint_offset
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.gui.widgets.stepper import Stepper
from metroapp.services.spc.correction_room import USUAL_CAP, USUAL_STEP
from metroapp.services.spc.linkable import LinkableParts
from metroapp.services.spc.process_room import NOBODY
from metroapp.wording import corrections as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, significant

_UNSET = datetime(1970, 1, 1, tzinfo=UTC)  # the room gives the author and the time
_USUAL_PIECES = 3
_LINE, _LINKED = 50, 120  # px: what is linked already scrolls, so that the dialog fits the smallest screen


class _Face(QWidget):
    """What the tool makes, drawn, so that the face chosen is the one meant."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._link: ToolLink | None = None
        self.setFixedSize(148, 111)

    def show_link(self, link: ToolLink | None) -> None:
        self._link = link
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._link is not None:
            tokens, painter = self._theme.tokens, QPainter(self)
            paint_offset(painter, QRectF(self.rect()), self._link, -1, QColor(tokens.ink), QColor(tokens.accent))


class ToolRegisterDialog(Question):
    """`confirmed` carries the number of the register, once its first size is linked or its settings are changed."""

    def __init__(self, register: ToolRegister | None, known: LinkableParts, desk: Desk, parent: QWidget) -> None:
        super().__init__(words.REGISTER_TITLE, words.LINK, parent)
        self._desk, self._parts, self.register = desk, known, register
        self.setMinimumWidth(880)
        kept = None if register is None else register.kept
        self.machine = self._line(words.MACHINE, kept.machine if kept else next(iter(known.machines), ""))
        self.tool = self._line(words.TOOL, kept.tool if kept else "T")
        self.offset = self._line(words.OFFSET, kept.offset if kept else "D")
        self.step = self._line(words.STEP, significant(kept.step if kept else USUAL_STEP))
        self.cap = self._line(words.CAP, significant(kept.cap if kept else USUAL_CAP))
        self.kind = self._choice(words.KIND, ((label(one), one) for one in MachineKind), kept and kept.kind)
        self.corrector = self._choice(words.CORRECTOR, ())
        self.part = self._choice(words.PART, ((name, name) for name in known.parts))
        self.balloon = self._choice(words.BALLOON, ())
        self.feature = self._choice(words.FEATURE, ())
        self.sides = self._choice(words.SIDES, ((words.ONE_SIDE, 1), (words.BOTH_SIDES, 2)), 2)
        self.aim = self._choice(words.AIM, ((words.AIMS[one], one) for one in Aim))
        self.target = self._line(words.TARGET, "")
        self.band = self._choice(words.BAND, ((words.BAND_CHOICES[one], one) for one in BandChoice))
        self.dead_band = self._line(words.DEAD_BAND, "")
        self.pieces = Stepper(1, MOST_PIECES, _USUAL_PIECES, words.PIECES)
        self.face, self.aimed = _Face(desk.theme), Said()
        self.linked = QVBoxLayout()
        self._build()
        self._connect()
        if kept is not None:
            self.corrector.setCurrentIndex(max(0, self.corrector.findData(kept.corrector)))
            self._show_size()
        self._show_linked()

    # -- fields -------------------------------------------------------------------------------------------------------

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setMaxLength(60)
        line.setAccessibleName(name)
        return line

    def _choice(self, name: str, pairs: Iterable[tuple[str, Any]], chosen: Any = None) -> Choice:
        choice = Choice(self._desk.theme)
        choice.setAccessibleName(name)
        choice.setMinimumContentsLength(8)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for said, code in pairs:
            choice.addItem(said, code)
        if chosen is not None:
            choice.setCurrentIndex(max(0, choice.findData(chosen)))
        return choice

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((words.MACHINE, self.machine), (words.TOOL, self.tool), (words.OFFSET, self.offset),
             (words.KIND, self.kind), (words.CORRECTOR, self.corrector)),
            ((words.PART, self.part), (words.BALLOON, self.balloon), (words.FEATURE, self.feature),
             (words.SIDES, self.sides), (words.PIECES, self.pieces)),
            ((words.AIM, self.aim), (words.TARGET, self.target), (words.BAND, self.band),
             (words.DEAD_BAND, self.dead_band), (words.CAP, self.cap)),
        )  # fmt: skip
        self.names: dict[QWidget, QLabel] = {}
        for line, row in enumerate(rows):
            for column, (name, field) in enumerate(row):
                named = QLabel(name)
                named.setProperty("role", "small")
                named.setBuddy(field)
                self.names[field] = named
                grid.addWidget(named, 2 * line, column)
                grid.addWidget(field, 2 * line + 1, column)
                grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        below = QHBoxLayout()
        below.setSpacing(14)
        below.addWidget(self.face)
        beside = QVBoxLayout()
        beside.addWidget(self.aimed)
        step = QHBoxLayout()
        named = QLabel(words.STEP)
        named.setProperty("role", "small")
        named.setBuddy(self.step)
        self.step.setMaximumWidth(110)
        step.addWidget(named)
        step.addWidget(self.step)
        step.addStretch(1)
        self.keep = PictureButton(self._desk.theme, words.KEEP, "check", self._keep_settings, words.KEEP_TIP)
        self.leave = PictureButton(self._desk.theme, words.LEAVE, "ban", self._ask_leave, words.LEAVE)
        for button in (self.keep, self.leave):
            button.setVisible(self.register is not None)
            step.addWidget(button)
        beside.addLayout(step)
        self.linked.setContentsMargins(0, 0, 0, 0)
        known, count = Scrolled(self.linked), 0 if self.register is None else len(self.register.sizes)
        known.setFixedHeight(min(count * _LINE, _LINKED))
        known.setVisible(count > 0)
        beside.addWidget(known)
        beside.addStretch(1)
        below.addLayout(beside, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._offer_correctors)
        self.corrector.currentIndexChanged.connect(self._offer_features)
        self.part.currentIndexChanged.connect(self._offer_balloons)
        self.balloon.currentIndexChanged.connect(self._show_size)
        for choice in (self.feature, self.sides, self.aim, self.band):
            choice.currentIndexChanged.connect(self._look)
        self.target.textChanged.connect(self._look)
        self._offer_balloons()
        self._offer_correctors()

    def _offer_correctors(self, _place: int = 0) -> None:
        kind = self.kind.currentData()
        self._refill(self.corrector, ((label(one), one) for one in Corrector if features_of(kind, one)))
        self._offer_features()

    def _offer_features(self, _place: int = 0) -> None:
        found = features_of(self.kind.currentData(), self.corrector.currentData())
        self._refill(self.feature, ((label(one), one) for one in found))
        self._look()

    def _offer_balloons(self, _place: int = 0) -> None:
        found = self._parts.characteristics(self.part.currentData() or "")
        self._refill(self.balloon, ((f"{one.balloon} : {one.callout.text}", one) for one in found))
        self._show_size()

    def _show_size(self, _place: int = 0) -> None:
        """How the characteristic chosen follows the register already, where it does."""
        characteristic, reference = self.balloon.currentData(), self.part.currentData() or ""
        size = None
        if self.register is not None and characteristic is not None:
            size = self.register.size(reference, characteristic.balloon)
        if size is not None:
            given = (
                (self.feature, size.feature),
                (self.sides, size.sides),
                (self.aim, size.aim),
                (self.band, size.band),
            )
            for choice, code in given:
                if code is not None:
                    choice.setCurrentIndex(max(0, choice.findData(code)))
            for field, value in ((self.target, size.target), (self.dead_band, size.dead_band)):
                field.setText("" if value is None else number(value))
            self.pieces.set_value(size.pieces)
        self._look()

    @staticmethod
    def _refill(choice: Choice, pairs: Iterable[tuple[str, Enum | Any]]) -> None:
        choice.blockSignals(True)
        choice.clear()
        for said, code in pairs:
            choice.addItem(said, code)
        choice.blockSignals(False)

    def _look(self, _changed: object = None) -> None:
        """Only what matters for what is chosen can be filled in; where it aims is said."""
        is_radius = self.corrector.currentData() is Corrector.RADIUS
        self._enable(self.sides, possible=is_radius)
        self._enable(self.target, possible=self.aim.currentData() is Aim.CHOSEN)
        self._enable(self.dead_band, possible=self.band.currentData() is BandChoice.CHOSEN)
        self._look_at_target()
        feature = self.feature.currentData()
        if feature is not None:
            sides = self.sides.currentData() if is_radius else None
            self.face.show_link(ToolLink(self.kind.currentData(), self.corrector.currentData(), feature, sides))

    def _enable(self, field: QWidget, *, possible: bool) -> None:
        field.setEnabled(possible)
        self.names[field].setEnabled(possible)

    def _look_at_target(self) -> None:
        characteristic = self.balloon.currentData()
        if characteristic is None:
            self.aimed.say(words.NO_PART, "warn")
            return
        lower, upper = characteristic.callout.lower_limit, characteristic.callout.upper_limit
        try:
            target = aimed_at(self.wanted(""), lower, upper)
        except Refusal:
            target = None
        if target is None or lower is None or upper is None:
            self.aimed.say("", "soft")
            return
        said = words.AIMED.format(target=number(shortest(target)), lower=number(lower), upper=number(upper))
        self.aimed.say(said, "strong" if lower <= target <= upper else "bad")

    # -- what is given ------------------------------------------------------------------------------------------------

    def settings(self) -> RegisterKept:
        """Refuses as `parse_number`."""
        return RegisterKept(
            NOBODY, "" if self.register is None else self.register.number, self.machine.text(), self.tool.text(),
            self.offset.text(), self.kind.currentData(), self.corrector.currentData(), parse_number(self.step.text()),
            parse_number(self.cap.text()), "", _UNSET,
        )  # fmt: skip

    def wanted(self, number_of_register: str) -> SizeLinked:
        """Refuses `offset.size_absent`, and as `parse_number`."""
        characteristic, reference = self.balloon.currentData(), self.part.currentData() or ""
        if characteristic is None:
            raise Refusal("offset.size_absent", reference=reference, balloon="")
        aim, band = self.aim.currentData(), self.band.currentData()
        sides = self.sides.currentData() if self.corrector.currentData() is Corrector.RADIUS else None
        return SizeLinked(
            NOBODY, number_of_register, reference, characteristic.balloon, self.feature.currentData(), sides, aim,
            _read(self.target) if aim is Aim.CHOSEN else None, band,
            _read(self.dead_band) if band is BandChoice.CHOSEN else None, self.pieces.value(), "", _UNSET,
        )  # fmt: skip

    def accept_answer(self) -> None:
        """The register first, where it is new or changed, then its size."""
        try:
            settings, size = self.settings(), self.wanted("")
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self.said.clear()

        def link(number_of_register: str) -> None:
            linked = replace(size, number=number_of_register)
            room, characteristic = self._desk.workshop.corrections, self.balloon.currentData()
            self._follow(room.link(linked, characteristic), lambda _nothing: self._done(number_of_register))

        if self.register is not None and not self._has_changed(settings):
            link(self.register.number)
        else:
            self._follow(self._desk.workshop.corrections.keep(settings), link)

    def _has_changed(self, settings: RegisterKept) -> bool:
        assert self.register is not None
        kept = self.register.kept
        return replace(settings, id=kept.id, by=kept.by, at=kept.at) != kept

    def _keep_settings(self) -> None:
        try:
            settings = self.settings()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        self._follow(self._desk.workshop.corrections.keep(settings), self._done)

    def _follow(self, asked: Future[Any], then: Any) -> None:
        self.confirm.setEnabled(False)
        self._desk.bridge.follow(asked, then, self.refuse)

    def _done(self, number_of_register: str) -> None:
        self.confirmed.emit(number_of_register)
        self.close()

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        self.confirm.setEnabled(True)

    # -- what is linked already ---------------------------------------------------------------------------------------

    def _show_linked(self) -> None:
        for size in self.register.sizes if self.register is not None else ():
            line = QHBoxLayout()
            said = QLabel(words.linked(size))
            said.setWordWrap(True)
            line.addWidget(said, 1)

            def unlink(size: SizeLinked = size) -> None:
                self._ask_why(words.UNLINK_WHY, lambda why: self._unlink(size, why))

            line.addWidget(PictureButton(self._desk.theme, words.UNLINK, "x", unlink, words.UNLINK))
            self.linked.addLayout(line)

    def _unlink(self, size: SizeLinked, why: str) -> None:
        asked = self._desk.workshop.corrections.unlink(size.number, size.reference, size.balloon, why)
        self._follow(asked, lambda _nothing: self._done(size.number))

    def _ask_leave(self) -> None:
        self._ask_why(words.LEAVE_WHY, self._leave)

    def _leave(self, why: str) -> None:
        assert self.register is not None
        left = self.register.number
        self._follow(self._desk.workshop.corrections.leave(left, why), lambda _nothing: self._done(left))

    def _ask_why(self, title: str, then: Any) -> None:
        asked = _Why(title, self)
        asked.confirmed.connect(then)
        asked.show()


class _Why(Question):
    """`confirmed` carries the reason."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, words.KEEP, parent)
        self.reason = self.add_line(words.REASON_SHORT)

    def accept_answer(self) -> None:
        self.confirmed.emit(self.reason.text().strip())
        self.close()


def _read(field: QLineEdit) -> Decimal:
    return parse_number(field.text())
