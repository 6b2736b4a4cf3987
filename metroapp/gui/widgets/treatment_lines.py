"""What becomes of the pieces of a fiche, a line for each treatment, and whether the count is right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import Treatment, TreatmentLine
from metroapp.gui.icons import icon
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Choice, Tick
from metroapp.gui.widgets.said import Said
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.treatment_form import read_count, read_pieces
from metroapp.wording import treatment_asked as words
from metroapp.wording.labels import label
from metroapp.wording.treatment_said import listed

_HEIGHT = 168  # px: three lines and a half; more are scrolled to
_GAP = 8
_WIDTHS = (204, 84, 0, 168)  # px; the numbers of the pieces take what is left
_NAMES = (words.TREATMENT, words.LINE_QUANTITY, words.LINE_PIECES, words.LINE_CONCESSION)


class LineFields(QWidget):
    """One treatment; `changed` when something is typed, `removed` when it is to go."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, concessions: Sequence[str], *, unaltered: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.treatment, self.concession = _choice(theme), _choice(theme)
        for one in Treatment:
            self.treatment.addItem(label(one), one)
        self.concession.addItem(words.NO_CONCESSION, "")
        for number in concessions:
            self.concession.addItem(number, number)
        self.quantity, self.pieces = QLineEdit(), QLineEdit()
        self.quantity.setMaxLength(9)
        self.pieces.setMaxLength(1000)
        self.unaltered = Tick(words.UNALTERED, theme)
        self.unaltered.setEnabled(unaltered)
        self.unaltered.setToolTip(words.UNALTERED_TIP if unaltered else words.UNALTERED_CANNOT)
        self.remove = QPushButton()
        self.remove.setProperty("role", "flat")
        self.remove.setObjectName("tight")
        self.remove.setIconSize(QSize(20, 20))
        self.remove.setIcon(icon("x", theme.tokens.accent, theme.tokens.soft))
        self.remove.setAccessibleName(words.REMOVE_LINE)
        self.remove.setToolTip(words.REMOVE_LINE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(_GAP)
        fields = (self.treatment, self.quantity, self.pieces, self.concession, self.unaltered, self.remove)
        for field, width in zip(fields, (*_WIDTHS, 0, 0), strict=True):
            if width:
                field.setFixedWidth(width)
            layout.addWidget(field, 0 if field is not self.pieces else 1)
        for field, name in zip(fields, _NAMES, strict=False):
            field.setAccessibleName(name)
            field.setToolTip(name)
        for line in (self.quantity, self.pieces):
            line.textChanged.connect(self._changed)
        for box in (self.treatment, self.concession):
            box.currentIndexChanged.connect(self._changed)
        self.remove.clicked.connect(self._removed)
        self._enable()

    def _changed(self, _value: object) -> None:
        self._enable()
        self.changed.emit()

    def _removed(self) -> None:
        self.removed.emit()

    def _enable(self) -> None:
        """A dérogation lets go only what needs one."""
        needs = bool(self.treatment.currentData().needs_concession)
        self.concession.setEnabled(needs)
        self.unaltered.setVisible(needs)
        policy = self.unaltered.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.unaltered.setSizePolicy(policy)

    @property
    def count(self) -> int:
        """How many pieces it is for; none while it cannot be read."""
        try:
            return read_count(self.quantity.text())
        except Refusal:
            return 0

    def line(self) -> TreatmentLine:
        """Refuses as `read_count` and `read_pieces`."""
        treatment = self.treatment.currentData()
        needs = treatment.needs_concession
        return TreatmentLine(
            treatment,
            read_count(self.quantity.text()),
            read_pieces(self.pieces.text()),
            self.concession.currentData() if needs else "",
            needs and self.unaltered.isChecked(),
        )


class TreatmentLines(QWidget):
    """The lines, one at least, and their running total."""

    def __init__(
        self, sheet: Nonconformity, concessions: Sequence[str], theme: Theme, *, unaltered: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._concessions = concessions
        self._theme = theme
        self._unaltered = unaltered
        self.lines: list[LineFields] = []
        self.total = Said()
        self.add = QPushButton(words.ADD_LINE)
        self.add.setAccessibleName(words.ADD_LINE)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setSpacing(6)
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._rows)
        inside.addStretch(1)
        area = Scrolled(inside)
        area.setFixedHeight(_HEIGHT)
        foot = QGridLayout()
        foot.addWidget(self.add, 0, 0)
        foot.addWidget(self.total, 0, 1)
        foot.setColumnStretch(1, 1)
        foot.setHorizontalSpacing(16)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._titles())
        layout.addWidget(area)
        layout.addLayout(foot)
        self.add.clicked.connect(self._add_rest)
        self._begin()

    def _titles(self) -> QHBoxLayout:
        """The names of the fields, above their columns."""
        titles = QHBoxLayout()
        titles.setSpacing(_GAP)
        for name, width in zip(_NAMES, _WIDTHS, strict=True):
            title = QLabel(name)
            title.setProperty("role", "small")
            if width:
                title.setFixedWidth(width)
            titles.addWidget(title, 0 if width else 1)
        like = Tick(words.UNALTERED, self._theme)
        titles.addSpacing(like.sizeHint().width() + 76)  # the ground and the cross
        like.deleteLater()
        return titles

    def _begin(self) -> None:
        """What was decided before, else one line for every piece."""
        decision = self._sheet.decision
        for line in decision.lines if decision is not None else ():
            fields = self.add_line(line.quantity, line.pieces)
            fields.treatment.setCurrentIndex(fields.treatment.findData(line.treatment))
            fields.concession.setCurrentIndex(max(0, fields.concession.findData(line.concession)))
            fields.unaltered.setChecked(line.function_unaltered)
        if decision is None:
            self.add_line(self._sheet.raised.quantity, self._sheet.pieces)

    def _add_rest(self) -> None:
        left = self._sheet.raised.quantity - sum(fields.count for fields in self.lines)
        self.add_line(max(0, left), ()).quantity.setFocus()

    def add_line(self, quantity: int, pieces: Sequence[int]) -> LineFields:
        fields = LineFields(self._theme, self._concessions, unaltered=self._unaltered, parent=self)
        fields.quantity.setText(str(quantity) if quantity else "")
        fields.pieces.setText(listed(pieces))
        fields.changed.connect(self._count)
        fields.removed.connect(lambda: self._remove(fields))
        self.lines.append(fields)
        self._rows.addWidget(fields)
        self._count()
        return fields

    def _remove(self, fields: LineFields) -> None:
        self.lines.remove(fields)
        self._rows.removeWidget(fields)
        fields.hide()
        fields.deleteLater()
        self._count()

    def _count(self) -> None:
        total, quantity = sum(fields.count for fields in self.lines), self._sheet.raised.quantity
        right = total == quantity
        said = words.ADDS_UP if right else words.ADDS_NOT
        self.total.say(said.format(total=total, quantity=quantity), "good" if right else "bad")
        for fields in self.lines:
            fields.remove.setEnabled(len(self.lines) > 1)

    def given(self) -> tuple[TreatmentLine, ...]:
        """Refuses as `LineFields.line`."""
        return tuple(fields.line() for fields in self.lines)


def _choice(theme: Theme) -> Choice:
    choice = Choice(theme)
    choice.setMinimumContentsLength(8)
    choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return choice
