"""What the jury reads of a session: facts by criterion, what was done moment by moment, candidates side by side.

It only reads, an archive that is signed into or one that somebody holds; no figure is a mark.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_session import ExamSession, SessionState
from metroapp.domain.message import Refusal
from metroapp.domain.suitability import Criteria
from metroapp.gui.desk import Desk
from metroapp.gui.exam.jury_faces import CompareFace, FactsFace
from metroapp.gui.exam.replay_face import ReplayFace
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.choice import Choice
from metroapp.gui.widgets.list_beside_panel import filter_button
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.gui.widgets.said import Said
from metroapp.services.exam import evidence
from metroapp.services.exam.evidence import Replay
from metroapp.services.workspace import Workspace
from metroapp.wording import exam_jury as words
from metroapp.wording.sentences import sentence


@dataclass(frozen=True)
class Read:
    """All that is shown of one candidate."""

    facts: tuple[CandidateEvidence, ...]
    replay: Replay
    beside: tuple[tuple[CandidateEvidence, ...], ...]  # of each phase, the candidates


class JuryTab(QWidget):
    """`workspace` is read in the worker, each time the tab is looked at or another candidate is chosen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._workspace: Workspace = desk.workshop.workspace
        self._task: Task | None = None
        self._ratios = Criteria()
        self._sessions: list[ExamSession] = []
        self.session, self.candidate = Choice(desk.theme), Choice(desk.theme)
        self.session.setAccessibleName(words.SESSION)
        self.candidate.setAccessibleName(words.CANDIDATE)
        self.sheet = PictureButton(desk.theme, words.SHEET, "file-text", self._show_sheet, words.SHEET_TIP)
        self.said, self.progress = Said(), QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(words.READING)
        self.progress.hide()
        self.facts, self.replay, self.compare = FactsFace(desk.theme), ReplayFace(desk.theme), CompareFace(desk.theme)
        self.faces, self.group = QStackedWidget(), QButtonGroup(self)
        self._build()
        self.session.activated.connect(self._choose_session)
        self.candidate.activated.connect(self._read)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for name, choice, stretch in ((words.SESSION, self.session, 3), (words.CANDIDATE, self.candidate, 2)):
            label = QLabel(name)
            label.setBuddy(choice)
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            head.addWidget(label)
            head.addWidget(choice, stretch)
        head.addWidget(self.sheet)
        tabs = QHBoxLayout()
        tabs.setSpacing(8)
        faces = ((words.EVIDENCE, self.facts), (words.REPLAY, self.replay), (words.COMPARE, self.compare))
        for place, (text, face) in enumerate(faces):
            button = filter_button(text, text)
            self.group.addButton(button, place)
            self.faces.addWidget(face)
            tabs.addWidget(button)
        tabs.addStretch(1)
        note = QLabel(words.FACTS_ONLY)
        note.setProperty("role", "soft")
        tabs.addWidget(note)
        self.group.button(0).setChecked(True)
        self.group.idClicked.connect(self.faces.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(tabs)
        for widget in (self.said, self.progress):
            layout.addWidget(widget)
        layout.addWidget(self.faces, 1)

    def show_presence(self) -> None:
        """Nothing here writes."""

    def show_face(self, place: int) -> None:
        """One of: facts, replay, side by side."""
        self.group.button(place).setChecked(True)
        self.faces.setCurrentIndex(place)

    def read_again(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the sessions, then the candidate chosen; means are called fit as the workshop does."""
        self._desk.bridge.follow(self._desk.workshop.criteria(), self._begin, self._refuse)

    def _begin(self, ratios: Criteria) -> None:
        self._ratios = ratios
        self._do(lambda _task: evidence.sessions(self._workspace), self._show_sessions)

    def _show_sessions(self, found: list[ExamSession]) -> None:
        self._sessions = [one for one in found if one.state is not SessionState.PREPARING and one.candidates]
        before = self.session.currentData()
        self.session.clear()
        for one in self._sessions:
            self.session.addItem(words.SESSION_SAID.format(number=one.number, title=one.prepared.title), one.number)
        self.session.setCurrentIndex(max(0, self.session.findData(before)) if self._sessions else -1)
        self.sheet.setEnabled(bool(self._sessions))
        if self._sessions:
            self._choose_session()
        else:
            self.said.say(words.NO_SESSION, "soft")

    def _choose_session(self, _place: int = 0) -> None:
        session = next(one for one in self._sessions if one.number == self.session.currentData())
        before = self.candidate.currentData()
        self.candidate.clear()
        for number, one in sorted(session.candidates.items()):
            text = words.CANDIDATE_SAID.format(number=number, name=one.entered.operator)
            self.candidate.addItem(text, number)
        self.candidate.setCurrentIndex(max(0, self.candidate.findData(before)))
        self._read()

    def _read(self, _place: int = 0) -> None:
        number, candidate, ratios = self.session.currentData(), self.candidate.currentData(), self._ratios
        phases = next(one for one in self._sessions if one.number == number).prepared.phases

        def read(task: Task) -> Read | None:
            workspace, beside = self._workspace, list[tuple[CandidateEvidence, ...]]()
            facts = evidence.evidence_of(workspace, number, candidate, ratios=ratios)
            replay = evidence.replay_of(workspace, number, candidate)
            for place, phase in enumerate(phases):
                if not task.go_on(place, len(phases)):
                    return None
                beside.append(evidence.evidence_of_phase(workspace, number, phase.key, ratios=ratios))
            return Read(facts, replay, tuple(beside))

        self._do(read, self._show)

    def _do(self, work: Callable[[Task], Any], then: Callable[[Any], None]) -> None:
        """One reading at a time: another choice leaves the one before."""
        if self._task is not None:
            self._task.cancel()
        self.progress.show()
        self.said.hide()

        def show(found: Any) -> None:
            self.progress.hide()
            if found is not None:  # else another reading was asked for
                then(found)

        self._task = self._desk.worker.do(work, show, self._refuse)

    def _show(self, found: Read) -> None:
        self.facts.show_facts(found.facts)
        self.replay.show_replay(found.replay)
        self.compare.show_beside(found.beside)

    def _refuse(self, refusal: Refusal) -> None:
        self.progress.hide()
        self.said.say(sentence(refusal), "bad")

    def _show_sheet(self, _nothing: object = None) -> None:
        from metroapp.gui.dialogs.paper_preview import PaperPreview  # the printers are looked for when it is first used
        from metroapp.services.exam import evidence_papers

        number, candidate, ratios = self.session.currentData(), self.candidate.currentData(), self._ratios
        name = f"preuves-{number}-{candidate}"

        def make(folder: Path, _task: Task) -> Path:
            return evidence_papers.export(self._workspace, number, candidate, folder / f"{name}.pdf", ratios=ratios)

        PaperPreview(name, make, self._desk, self).show()
