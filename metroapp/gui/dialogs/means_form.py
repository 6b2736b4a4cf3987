"""A means of the register, field by field, new or to be changed: each field that cannot be read says why under it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.means_form import read_form, texts_of
from metroapp.wording import bench
from metroapp.wording import means_asked as words
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence

_COLUMNS = 3
_ORDER = (
    "number", "designation", "kind", "maker", "model", "serial", "range_lower", "range_upper", "resolution", "error",
    "uncertainty", "repeatability", "interval_months", "verified", "due", "in_service_since", "location", "holder",
    "checks", "certified", "probe_constant", "family", "decimals",
)  # fmt: skip
_HEIGHT = 424  # px of the fields: with the rest, no higher than the smallest screen


class MeansDialog(Question):
    """`confirmed` carries the means. `before`: the one to be changed, whose number stays."""

    def __init__(
        self, before: Instrument | None, register: Mapping[str, Instrument], today: date, desk: Desk, parent: QWidget
    ) -> None:
        title = words.ADD_TITLE if before is None else words.CHANGE_TITLE.format(number=before.number)
        super().__init__(title, words.SAVE, parent)
        self._before = before
        self._register = register
        self._today = today
        self.fields: dict[str, QLineEdit | Choice] = {}
        self.wrong: dict[str, QLabel] = {}
        texts = {} if before is None else texts_of(before)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        for place, name in enumerate(_ORDER):
            cell = self._cell(name, texts.get(name, ""), desk)
            grid.addLayout(cell, *divmod(place, _COLUMNS), alignment=Qt.AlignmentFlag.AlignTop)
        self._area = Scrolled(grid)
        self._area.setFixedHeight(_HEIGHT)
        self.body.addWidget(self._area)
        self.setMinimumWidth(900)
        number = self.fields["number"]
        assert isinstance(number, QLineEdit)
        if before is not None:
            number.setReadOnly(True)
            number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields["number" if before is None else "designation"].setFocus()

    def _cell(self, name: str, text: str, desk: Desk) -> QVBoxLayout:
        """The name of a field, the field, and why it cannot be read."""
        title, wrong = QLabel(words.FIELDS[name]), QLabel()
        title.setProperty("role", "small")
        wrong.setProperty("role", "wrong")
        wrong.setWordWrap(True)
        wrong.hide()
        field = self._choice(name, text, desk) if name in ("kind", "family") else self._line(name, text)
        field.setAccessibleName(words.FIELDS[name])
        field.setToolTip(words.HINTS.get(name, ""))
        title.setBuddy(field)
        self.fields[name], self.wrong[name] = field, wrong
        cell = QVBoxLayout()
        cell.setSpacing(1)
        for widget in (title, field, wrong):
            cell.addWidget(widget)
        return cell

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setMaxLength(200)
        line.setPlaceholderText(words.HINTS.get(name, ""))
        line.setCursorPosition(0)
        return line

    def _choice(self, name: str, text: str, desk: Desk) -> Choice:
        choice = Choice(desk.theme)
        choice.setMinimumContentsLength(12)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        if name == "kind":
            kinds = sorted((one for one in InstrumentKind if one is not InstrumentKind.EYE), key=label)
            pairs = [(label(kind), kind.value) for kind in kinds]
            text = text or InstrumentKind.CALIPER.value
        else:
            keys = sorted({*bench.FAMILIES, text} - {""}, key=bench.family_name)
            pairs = [(words.NO_CABLE, ""), *((bench.family_name(key), key) for key in keys)]
        for said, key in pairs:
            choice.addItem(said, key)
        choice.setCurrentIndex(max(0, choice.findData(text)))
        return choice

    def texts(self) -> dict[str, str]:
        """What is in the fields."""
        return {
            name: field.text() if isinstance(field, QLineEdit) else str(field.currentData())
            for name, field in self.fields.items()
        }

    def accept_answer(self) -> None:
        filled = read_form(self.texts(), self._before, self._register, self._today)
        for name, said in self.wrong.items():
            refusal = filled.wrong.get(name)
            said.setText("" if refusal is None else sentence(refusal))
            said.setVisible(refusal is not None)
            if isinstance(self.fields[name], QLineEdit):
                _mark(self.fields[name], "refused" if refusal is not None else "")
        if filled.means is None:
            first = next(name for name in _ORDER if name in filled.wrong)
            self.said.setText(words.TO_CORRECT)
            self.fields[first].setFocus()
            self._area.ensureWidgetVisible(self.fields[first])
            self.fit()
            return
        self.said.clear()
        self.confirmed.emit(filled.means)


def _mark(field: QWidget, role: str) -> None:
    field.setProperty("role", role)
    field.style().unpolish(field)
    field.style().polish(field)
