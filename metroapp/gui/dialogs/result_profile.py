"""How the files of a measuring machine are read, described once on one of them, which is shown as it will be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from metroapp.domain.machine_results import ColumnOf
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import RIGHT, Column, Row, RowsModel
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.plain_table import PlainTable
from metroapp.gui.widgets.said import Said
from metroapp.services.result_files.csv_results import cells_of, lines_of, read_csv, titles_of
from metroapp.services.result_files.one_field import BALLOON, PIECE
from metroapp.services.result_files.opened_file import content_of
from metroapp.services.result_files.profile import DECIMALS, SEPARATORS, UNITS, ResultProfile
from metroapp.services.result_files.results import FileValue
from metroapp.wording import machine_results as words
from metroapp.wording import window
from metroapp.wording.labels import label
from metroapp.wording.numbers import UNIT_SYMBOLS, number
from metroapp.wording.sentences import sentence

_SIZE = QSize(1120, 720)
_SHOWN = 200  # lines of the file as it will be read
_REST_MS = 250  # after the last change
_ACROSS = 3
_MOST_COLUMNS = 60
_COLUMNS = (
    Column(words.LINE, RIGHT, 64),
    Column(words.BALLOON, width=150),
    Column(words.PIECE, RIGHT, 64),
    Column(words.VALUE, RIGHT, 130),
    Column(label(ColumnOf.NOMINAL).capitalize(), RIGHT, 130),
    Column(words.LIMITS, width=190),
    Column(label(ColumnOf.STATUS)[:1].upper() + label(ColumnOf.STATUS)[1:]),
)


class ResultProfileDialog(QDialog):
    """`kept` carries the name of a profile, once it is kept."""

    kept = Signal(object)

    def __init__(self, path: Path, known: ResultProfile | None, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.PROFILE_TITLE)
        self._path, self._desk = path, desk
        self._content = b""
        self._lines: list[str] = []
        start = known or ResultProfile("")
        self.name, self.label, self.file_name = QLineEdit(start.name), QLineEdit(start.label), QLineEdit(start.file)
        self.skipped = QLineEdit(str(start.skipped))
        theme = desk.theme
        self.separator = _choice(theme, [(words.SEPARATORS[one], one) for one in SEPARATORS], start.separator)
        self.decimal = _choice(theme, [(words.DECIMALS[one], one) for one in DECIMALS], start.decimal)
        self.titles = _choice(theme, [(words.BY_TITLES, True), (words.BY_PLACES, False)], start.titles)
        self.deviations = _choice(theme, [(words.AS_DEVIATIONS, True), (words.AS_LIMITS, False)], start.deviations)
        self.unit = _choice(theme, [(UNIT_SYMBOLS[one], one.value) for one in UNITS], start.unit)
        self.columns = {one: Choice(theme) for one in ColumnOf}
        self._wanted = {one: start.column(one) for one in ColumnOf}
        self.rows = RowsModel(_COLUMNS, self)
        self.table = PlainTable(self.rows, theme, words.AS_READ)
        self.said = Said()
        self.keep = PictureButton(theme, words.KEEP, "check", self._keep, is_accent=True)
        self.keep.setProperty("role", "primary")
        self.close_button = PictureButton(theme, window.CANCEL, "x", self.close)
        self._build()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.look)
        self._connect(is_known=known is not None)

    def _build(self) -> None:
        title = QLabel(words.PROFILE_TITLE)
        title.setProperty("role", "title")
        self.label.setToolTip(words.LABEL_PATTERN_TIP.format(field=BALLOON))
        self.file_name.setToolTip(words.FILE_PATTERN_TIP.format(field=PIECE))
        self.file_name.setPlaceholderText(f"*_P{PIECE}.csv")
        fields: list[tuple[str, QWidget]] = [
            (words.PROFILE_NAME, self.name),
            (words.SEPARATOR, self.separator),
            (words.DECIMAL, self.decimal),
            (words.TITLES, self.titles),
            (words.TOLERANCES, self.deviations),
            (words.UNIT, self.unit),
            *((_capital(label(one)), choice) for one, choice in self.columns.items()),
            (words.LABEL_PATTERN, self.label),
            (words.FILE_PATTERN, self.file_name),
            (words.SKIPPED, self.skipped),
        ]
        inside = QWidget()
        inside.setObjectName("ground")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        for rank, (text, field) in enumerate(fields):
            row, across = divmod(rank, _ACROSS)
            name = QLabel(text)
            name.setProperty("role", "small")
            name.setBuddy(field)
            field.setAccessibleName(text)
            grid.addWidget(name, 2 * row, across)
            grid.addWidget(field, 2 * row + 1, across)
        for across in range(_ACROSS):
            grid.setColumnStretch(across, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that has the focus
        area.setWidget(inside)
        as_read = QLabel(words.AS_READ)
        as_read.setProperty("role", "small")
        card = QFrame()
        card.setProperty("role", "card")
        shown = QVBoxLayout(card)
        shown.setContentsMargins(1, 1, 1, 1)
        shown.addWidget(self.table)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.keep)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(area, 3)
        layout.addWidget(as_read)
        layout.addWidget(card, 2)
        layout.addLayout(foot)
        parent = self.parentWidget()
        self.resize(_SIZE if parent is None else _SIZE.boundedTo(parent.window().size()))

    def _connect(self, *, is_known: bool) -> None:
        for line in (self.name, self.label, self.file_name, self.skipped):
            line.textChanged.connect(self._rest.start)
        for choice in (self.decimal, self.deviations, self.unit, *self.columns.values()):
            choice.currentIndexChanged.connect(self._rest.start)
        for choice in (self.separator, self.titles):
            choice.currentIndexChanged.connect(self._offer_columns)
        path = self._path

        def show(found: tuple[bytes, list[str]]) -> None:
            if isValid(self):
                self._content, self._lines = found
                if not is_known:
                    self._guess_separator()
                self._offer_columns()

        def read(_task: object) -> tuple[bytes, list[str]]:
            content = content_of(path)
            return content, lines_of(content, path.name)

        self._desk.worker.do(read, show, self._refuse)

    def _guess_separator(self) -> None:
        """Where nobody said it: the sign that gives the most titles; what is read with it is shown."""
        best = max(SEPARATORS, key=lambda one: len(titles_of(self._lines, one)))
        self.separator.setCurrentIndex(self.separator.findData(best))

    # -- the columns of the file --------------------------------------------------------------------------------------

    def _offer_columns(self, _index: int = 0) -> None:
        """The titles of the file, or the numbers of its columns with what stands there."""
        separator = self.separator.currentData()
        if self.titles.currentData():
            offered = [(one, one) for one in titles_of(self._lines, separator) if one][:_MOST_COLUMNS]
        else:
            cells = max((cells_of(line, separator) for line in self._lines[:_SHOWN]), key=len, default=[])
            offered = [
                (words.COLUMN_NUMBER.format(place=place, sample=cell[:20]), str(place))
                for place, cell in enumerate(cells[:_MOST_COLUMNS], start=1)
            ]
        for of, choice in self.columns.items():
            wanted = choice.currentData() or self._wanted[of]
            choice.blockSignals(True)
            choice.clear()
            choice.addItem(words.NO_COLUMN, "")
            for text, place in offered:
                choice.addItem(text, place)
            if wanted and choice.findData(wanted) < 0:
                choice.addItem(wanted, wanted)
            choice.setCurrentIndex(max(0, choice.findData(wanted)))
            choice.blockSignals(False)
        self.skipped.setEnabled(not self.titles.currentData())
        self.look()

    def profile(self, unnamed: str = "") -> ResultProfile:
        """As it is described now, called `unnamed` where it has no name yet; refuses as
        `ResultProfile.require_possible`."""
        skipped = self.skipped.text().strip()
        found = ResultProfile(
            self.name.text().strip() or unnamed,
            {of.value: place for of, choice in self.columns.items() if (place := choice.currentData())},
            self.separator.currentData(),
            self.decimal.currentData(),
            self.titles.currentData(),
            int(skipped) if skipped.isascii() and skipped.isdigit() and len(skipped) < 6 else -1,
            self.deviations.currentData(),
            self.unit.currentData(),
            self.label.text().strip() or BALLOON,
            self.file_name.text().strip(),
        )
        found.require_possible()
        return found

    def look(self) -> None:
        """Show the file as it would be read."""
        if not self._content:
            return
        try:
            found = read_csv(self._content, self._path.name, self.profile(words.NONE))
        except Refusal as refusal:
            self._refuse(refusal)
            return
        flawed = sum(one.flaw is not None for one in found.values)
        self.rows.show([_row(one) for one in found.values[:_SHOWN]])
        self.said.say(words.READS.format(values=len(found.values) - flawed, flawed=flawed), "soft")
        permit(self.keep, self._desk.who, Action.CHOOSE_OPTIONS, possible=bool(self.name.text().strip()))

    def _refuse(self, refusal: Refusal) -> None:
        if isValid(self):
            self.rows.show([])
            self.said.say(sentence(refusal), "bad")
            self.keep.setEnabled(False)

    def _keep(self) -> None:
        try:
            profile = self.profile()
        except Refusal as refusal:
            self._refuse(refusal)
            return

        def kept(_nothing: object) -> None:
            if isValid(self):
                self.kept.emit(profile.name)
                self.close()

        self._desk.bridge.follow(self._desk.workshop.results.keep_profile(profile), kept, self._refuse)


def _choice(theme: object, offered: list[tuple[str, object]], chosen: object) -> Choice:
    choice = Choice(theme)  # type: ignore[arg-type]
    for text, data in offered:
        choice.addItem(text, data)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
    return choice


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _row(one: FileValue) -> Row:
    asked = one.characteristic
    limits = " … ".join(words.NONE if limit is None else number(limit) for limit in (asked.lower, asked.upper))
    unit = "" if asked.unit is None else f" {UNIT_SYMBOLS[asked.unit]}"
    value = words.NONE if one.value is None else f"{number(one.value)}{unit}"
    return Row(
        (
            str(one.line),
            asked.name or words.NONE,
            one.piece or words.NONE,
            value,
            words.NONE if asked.nominal is None else number(asked.nominal),
            words.NONE if asked.lower is None and asked.upper is None else limits,
            one.said if one.flaw is None else label(one.flaw),
        ),
        None,
        None if one.flaw is None else (6, "bad"),
    )
