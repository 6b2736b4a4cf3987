"""One session as it is prepared: its phases, its candidates, who judges and supervises, what the program may say."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from metroapp.domain.exam_session import Candidate, ExamSession, SessionState
from metroapp.domain.examination import Aid
from metroapp.domain.people import Action, Person, Role
from metroapp.domain.session_acts import ExamPhase
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import RIGHT, Column, Row
from metroapp.gui.rights_shown import permit
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.big_button import BigButton
from metroapp.gui.widgets.choice import Tick
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import exam_sessions as words
from metroapp.wording.labels import label

Deeds = Mapping[str, Callable[[], object]]
_PHASES = (
    Column(words.PHASE_COLUMNS[0]), Column(words.PHASE_COLUMNS[1]), Column(words.PHASE_COLUMNS[2], RIGHT, 70),
    Column(words.PHASE_COLUMNS[3], RIGHT, 80),
)  # fmt: skip
_CANDIDATES = (
    Column(words.CANDIDATE_COLUMNS[0], width=52), Column(words.CANDIDATE_COLUMNS[1]),
    Column(words.CANDIDATE_COLUMNS[2], width=100), Column(words.CANDIDATE_COLUMNS[3], RIGHT, 68),
    Column(words.CANDIDATE_COLUMNS[4], width=104),
)  # fmt: skip
PHASES, CANDIDATES, PEOPLE, AIDS = range(4)  # faces
_FACES = (
    (words.PHASES, words.PHASES_TIP), (words.CANDIDATES, words.CANDIDATES_TIP), (words.PEOPLE, words.PEOPLE_TIP),
    (words.AIDS, words.AIDS_TIP),
)  # fmt: skip


class PreparePanel(QFrame):
    """`deeds` by name: `change`, `open`, `add_phase`, `edit_phase`, `remove_phase`, `add_candidate`, `edit_candidate`,
    `new_code`, `withdraw`, `readmit`, `slips`, `name_jury`, `name_supervisors`, `choose_aids`."""

    def __init__(self, desk: Desk, deeds: Deeds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.setProperty("role", "card")
        self.setMinimumWidth(500)
        self._theme, self._desk = theme, desk
        self.session: ExamSession | None = None
        self.title, self.under = ElidedLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.under.setProperty("role", "small")
        self.change = PictureButton(theme, words.CHANGE, "pencil", deeds["change"], words.CHANGE_TIP)
        self.phases = PanelTable(_PHASES, theme, words.PHASES, words.PHASES_NONE)
        self.candidates = PanelTable(_CANDIDATES, theme, words.CANDIDATES, words.CANDIDATES_NONE)
        self.jury, self.supervisors = _Names(words.JURY, words.NO_JURY), _Names(words.SUPERVISORS, words.NO_SUPERVISOR)
        self._deeds = deeds
        self.aids = {aid: Tick(words.AID_NAMES[aid], theme) for aid in Aid}
        self.of_phases = _tools(theme, deeds, (
            ("add_phase", words.ADD, "plus", ""), ("edit_phase", words.EDIT, "pencil", ""),
            ("remove_phase", words.REMOVE, "x", ""),
        ))  # fmt: skip
        self.of_candidates = _tools(theme, deeds, (
            ("add_candidate", words.ADD, "user-plus", ""), ("edit_candidate", "", "pencil", words.EDIT_CANDIDATE),
            ("new_code", words.NEW_CODE, "key-round", words.NEW_CODE_TIP), ("withdraw", "", "user-x", words.WITHDRAW),
            ("readmit", "", "undo-2", words.READMIT),
            ("slips", words.SLIPS, "printer", words.SLIPS_TIP),
        ))  # fmt: skip
        self.open = BigButton(theme, words.OPEN, "play")
        self.open.clicked.connect(lambda: deeds["open"]())
        self.faces, self.group = QStackedWidget(), QButtonGroup(self)
        self.tabs = [filter_button(text, tip) for text, tip in _FACES]
        self._inside = QWidget()
        self._build()
        self.show_session(None, ())

    def _build(self) -> None:
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.under)
        head.addLayout(said, 1)
        head.addWidget(self.change)
        turned = QHBoxLayout()
        turned.setSpacing(6)
        faces = (
            _face(self.phases, self.of_phases), _face(self.candidates, self.of_candidates), self._people_face(),
            self._aids_face(),
        )  # fmt: skip
        for place, (button, face) in enumerate(zip(self.tabs, faces, strict=True)):
            self.group.addButton(button, place)
            self.faces.addWidget(face)
            turned.addWidget(button)
        turned.addStretch(1)
        self.tabs[PHASES].setChecked(True)
        self.group.idClicked.connect(self.faces.setCurrentIndex)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addLayout(turned)
        inside.addWidget(self.faces, 1)
        inside.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._inside)
        self.phases.table.selectionModel().currentRowChanged.connect(self._enable)
        self.candidates.table.selectionModel().currentRowChanged.connect(self._enable)

    def _people_face(self) -> QWidget:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.jury)
        column.addWidget(self.supervisors)
        column.addStretch(1)
        return Scrolled(column)

    def _aids_face(self) -> QWidget:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(2)
        said = QLabel(words.AIDS_SAID)
        said.setProperty("role", "soft")
        said.setWordWrap(True)
        column.addWidget(said)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for place, (aid, tick) in enumerate(self.aids.items()):
            tick.clicked.connect(lambda _on: self._deeds["choose_aids"]())
            beneath = QLabel(words.AID_SAID[aid])
            beneath.setProperty("role", "small")
            beneath.setWordWrap(True)
            beneath.setContentsMargins(34, 0, 0, 4)
            row, side = divmod(place, 2)
            grid.addWidget(tick, 2 * row, side)
            grid.addWidget(beneath, 2 * row + 1, side, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return Scrolled(column)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_session(self, session: ExamSession | None, everybody: Collection[Person]) -> None:
        self.session = session
        self._inside.setVisible(session is not None)
        if session is None:
            return
        prepared = session.prepared
        self.title.say(words.HEAD.format(number=session.number, title=prepared.title))
        self.under.setText(words.under(session, label(session.state)))
        _show(self.phases, [_phase_row(one) for one in prepared.phases])
        known = sorted(session.candidates.values(), key=lambda one: one.number)
        _show(self.candidates, [_candidate_row(one) for one in known])
        for names, role, deed in (
            (self.jury, Role.JURY, "name_jury"), (self.supervisors, Role.SUPERVISOR, "name_supervisors"),
        ):  # fmt: skip
            able = [person.name for person in everybody if role in person.roles]
            names.show_names(able, session.people(role), self._theme, self._deeds[deed])
        for aid, tick in self.aids.items():
            tick.setChecked(aid in prepared.aids)
        counts = (len(prepared.phases), len(session.taking_part), len(self.people_named), len(prepared.aids))
        for tab, (text, _tip), count in zip(self.tabs, _FACES, counts, strict=True):
            tab.setText(words.counted(text, count))

    @property
    def people_named(self) -> tuple[str, ...]:
        return (*self.jury.chosen, *self.supervisors.chosen)

    @property
    def phase(self) -> ExamPhase | None:
        found: ExamPhase | None = _chosen(self.phases)
        return found

    @property
    def candidate(self) -> Candidate | None:
        found: Candidate | None = _chosen(self.candidates)
        return found

    def show_presence(self) -> None:
        """What may be done now by whoever is there."""
        self._enable()

    def _enable(self, *_change: object) -> None:
        session = self.session
        if session is None:
            return
        who, is_preparing = self._desk.who, session.state is SessionState.PREPARING
        one, phase = self.candidate, self.phase
        is_in = one is not None and one.withdrawn is None
        is_out = one is not None and not is_in
        possible = {
            "add_phase": is_preparing, "edit_phase": is_preparing and phase is not None,
            "remove_phase": is_preparing and phase is not None, "add_candidate": is_preparing,
            "edit_candidate": is_preparing and is_in, "new_code": session.state is not SessionState.CLOSED and is_in,
            "withdraw": session.state is not SessionState.CLOSED and is_in,
            "readmit": session.state is not SessionState.CLOSED and is_out,
            "slips": is_preparing and bool(session.taking_part),
        }  # fmt: skip
        for name, button in {**self.of_phases, **self.of_candidates}.items():
            permit(button, who, Action.PREPARE_SESSION, possible=possible[name])
        self.of_candidates["withdraw"].setVisible(not is_out)
        self.of_candidates["readmit"].setVisible(is_out)
        for control in (*self.aids.values(), self.change, self.open):
            permit(control, who, Action.PREPARE_SESSION, possible=is_preparing)
        for control in (*self.jury.ticks, *self.supervisors.ticks):  # whoever falls ill is replaced
            permit(control, who, Action.PREPARE_SESSION, possible=session.state is not SessionState.CLOSED)
        self.open.setVisible(is_preparing)


class _Names(QWidget):
    """People who have a role, ticked where they are named; what is said where nobody has it."""

    def __init__(self, title: str, nobody: str) -> None:
        super().__init__()
        self.ticks: list[Tick] = []
        self._names: list[str] = []
        head = QLabel(title)
        head.setProperty("role", "strong")
        self._nobody = QLabel(nobody)
        self._nobody.setProperty("role", "soft")
        self._nobody.setWordWrap(True)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self._lines.addWidget(head)
        self._lines.addWidget(self._nobody)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(tick.text() for tick in self.ticks if tick.isChecked())

    def show_names(self, able: list[str], named: tuple[str, ...], theme: Theme, deed: Callable[[], object]) -> None:
        names = list(dict.fromkeys((*able, *named)))  # who lost the role since is still seen to be named
        if names != self._names:
            for tick in self.ticks:
                tick.deleteLater()
            self._names, self.ticks = names, [Tick(name, theme) for name in names]
            for tick in self.ticks:
                tick.clicked.connect(lambda _on: deed())
                self._lines.addWidget(tick)
        for tick in self.ticks:
            tick.setChecked(tick.text() in named)
        self._nobody.setVisible(not names)


def _tools(theme: Theme, deeds: Deeds, named: tuple[tuple[str, str, str, str], ...]) -> dict[str, PictureButton]:
    return {name: PictureButton(theme, text, picture, deeds[name], tip) for name, text, picture, tip in named}


def _face(table: PanelTable, tools: Mapping[str, PictureButton]) -> QWidget:
    face, buttons = QWidget(), QHBoxLayout()
    buttons.setSpacing(6)
    for tool in tools.values():
        buttons.addWidget(tool)
    buttons.addStretch(1)
    column = QVBoxLayout(face)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(table, 1)
    column.addLayout(buttons)
    return face


def _show(table: PanelTable, rows: list[Row]) -> None:
    """Read anew; the line chosen stays chosen."""
    place = table.table.currentIndex().row()
    table.rows.show(rows)
    table.look()
    if 0 <= place < len(rows):
        table.table.selectRow(place)


def _chosen(table: PanelTable) -> Any:
    index = table.table.currentIndex()
    return table.rows.rows[index.row()].key if index.isValid() else None


def _phase_row(one: ExamPhase) -> Row:
    texts = (words.phase_name(one), words.part_of(one), str(one.pieces), words.MINUTES.format(minutes=one.minutes))
    return Row(texts, one, None if one.reference else (1, "warn"))


def _candidate_row(one: Candidate) -> Row:
    entered = one.entered
    extra = words.EXTRA.format(extra=entered.extra) if entered.extra else ""
    texts = (entered.candidate, words.candidate_name(one), entered.post, extra, entered.work_order)
    return Row(texts, one, None if one.withdrawn is None else (1, "soft"))
