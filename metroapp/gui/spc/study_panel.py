"""The study chosen: what it found, as a sentence and a picture, and its plan; nothing of its values before its end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from metroapp.domain.people import Action
from metroapp.domain.studies import Study, StudyState
from metroapp.domain.study_acts import StudyAbandoned, StudyConcluded, StudyKind
from metroapp.gui.desk import Desk
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.study_picture import StudyPicture
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.fact_lines import FactLines
from metroapp.gui.widgets.flow import Flow
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.record_head import ElidedLabel
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.services.spc.study_figures import StudySaid
from metroapp.wording import studies as words
from metroapp.wording.numbers import day, number

_LEAST = 420  # px
_TINTS = {StudyState.MEASURED: "warn", StudyState.CONCLUDED: "good", StudyState.ABANDONED: "soft"}
Deeds = dict[str, Callable[[], None]]


class StudyPanel(QFrame):
    """`deeds` are what its buttons do, by name: measure, truth, conclude, abandon, paper, workbook."""

    def __init__(self, theme: Theme, deeds: Deeds) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setMinimumWidth(_LEAST)
        self.title, self.state, self.headline, self.notes = ElidedLabel(), QLabel(), QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        for label in (self.headline, self.notes):
            label.setWordWrap(True)
        self.notes.setProperty("role", "soft")
        self.picture, self.facts = StudyPicture(theme), FactLines()
        self._group, self._faces = QButtonGroup(self), QStackedWidget()
        self.tabs = [filter_button(name, name) for name in (words.RESULTS, words.DESIGN)]
        for place, tab in enumerate(self.tabs):
            self._group.addButton(tab, place)
        self.tabs[0].setChecked(True)
        self._group.idClicked.connect(self._faces.setCurrentIndex)
        self.measure = PictureButton(theme, words.MEASURE, "play", deeds["measure"])
        self.truth = PictureButton(theme, words.TRUTH, "list-checks", deeds["truth"])
        self.conclude = PictureButton(theme, words.CONCLUDE, "shield-check", deeds["conclude"])
        self.abandon = PictureButton(theme, words.ABANDON, "ban", deeds["abandon"])
        self.paper = PictureButton(theme, words.PAPER, "file-text", deeds["paper"])
        self.workbook = PictureButton(theme, words.WORKBOOK, "file-spreadsheet", deeds["workbook"])
        self.buttons: tuple[QPushButton, ...] = (
            self.measure, self.truth, self.conclude, self.abandon, self.paper, self.workbook,
        )  # fmt: skip
        for button in self.buttons:
            button.setObjectName("tall")
        self._study: Study | None = None
        self._build()
        self.show_nothing()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 12, 0)
        tabs.setSpacing(4)
        for tab in self.tabs:
            tabs.addWidget(tab)
        tabs.addStretch(1)
        found = QVBoxLayout()
        found.setContentsMargins(16, 0, 12, 4)
        found.setSpacing(8)
        for widget in (self.headline, self.picture, self.notes):
            found.addWidget(widget)
        found.addStretch(1)
        self._faces.addWidget(Scrolled(found))
        self._faces.addWidget(self.facts)
        deeds = Flow(self.buttons, 6)
        deeds.setContentsMargins(12, 0, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tabs)
        layout.addWidget(self._faces, 1)
        layout.addLayout(deeds)

    # -- what is shown ------------------------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        self.title.say("")
        self.state.setText("")
        self._faces.hide()
        for widget in (*self.tabs, *self.buttons):
            widget.hide()

    def show_study(self, study: Study) -> None:
        """What is known before anything is computed."""
        opened, state = study.opened, study.state
        self.title.say(f"{study.number} · {opened.subject}")
        self.state.setText(words.STATES[state])
        _dress(self.state, _TINTS.get(state, ""))
        self._study = study
        self.facts.show_facts(_facts(study))
        self._faces.show()
        for widget in (*self.tabs, *self.buttons):
            widget.show()
        self.truth.setVisible(study.kind is StudyKind.ATTRIBUTE and study.ending is None)
        for button in (self.measure, self.abandon):
            button.setVisible(study.ending is None)
        self.measure.setVisible(state is StudyState.GOING_ON)
        self.conclude.setVisible(state is StudyState.MEASURED)
        self.show_said(None)
        if state is StudyState.ABANDONED:
            self.headline.setText(words.UNFINISHED)
        elif study.expected is None:
            self.headline.setText(words.COMPUTING)  # never the results of the study before

    def show_stability(self, text: str) -> None:
        """What the daily checks say of its instrument."""
        if self._study is not None:
            self.facts.show_facts([*_facts(self._study), (words.STABILITY, text)])

    def show_said(self, said: StudySaid | None) -> None:
        """What it found; None before its end."""
        self.picture.show_said(said)
        self.headline.setText(words.BLIND if said is None else said.headline)
        _dress(self.headline, "soft" if said is None else f"{said.grade.value}")
        self.notes.setText("" if said is None else "\n".join(said.notes))

    def show_presence(self, desk: Desk) -> None:
        who = desk.who
        permit(self.measure, who, Action.NOTE_PROCESS)
        for button in (self.truth, self.conclude, self.abandon):
            permit(button, who, Action.KEEP_PROCESS)
        for button in (self.paper, self.workbook):
            permit(button, who, Action.EXPORT)


def _dress(label: QLabel, role: str) -> None:
    label.setProperty("role", role)
    label.style().unpolish(label)
    label.style().polish(label)


def _facts(study: Study) -> list[tuple[str, str]]:
    opened, ending, following = study.opened, study.ending, study.expected
    ended = ""
    if isinstance(ending, StudyConcluded):
        said = words.FIT if ending.is_fit else words.UNFIT
        ended = words.CONCLUDED_BY.format(said=said, name=ending.granted_by, reason=ending.reason)
    elif isinstance(ending, StudyAbandoned):
        ended = words.ABANDONED_BY.format(name=ending.by, reason=ending.reason)
    back = [f"{words.OUT_RANGE.format(operator=one.operator, piece=one.piece)} : {why.reason}"
            for one, why in study.cancelled]  # fmt: skip
    is_next = following is not None and ending is None
    return [
        (words.KIND, words.KINDS[study.kind]),
        (words.INSTRUMENT, words.means(study)),
        (words.DESIGN, words.design(study)),
        (words.PROGRESS_TITLE, words.progress(study)),
        (words.NEXT, words.NEXT_OF.format(name=following.operator, piece=following.piece)
         if is_next and following is not None else ""),
        (words.OPERATORS, ", ".join(opened.operators)),
        (words.TOLERANCE, "" if opened.tolerance is None else number(opened.tolerance)),
        (words.REFERENCE, "" if opened.reference is None else number(opened.reference)),
        (words.REFERENCES, " ; ".join(map(number, opened.references))),
        (words.ORDER, words.order(study)),
        (words.OPENED_BY, f"{day(opened.at)}, {opened.by}"),
        (words.TAKEN_BACK, "\n".join(back)),
        (words.CONCLUSION, ended),
    ]  # fmt: skip
