"""Studies of measuring systems: the list, the one chosen, and what is done with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from shiboken6 import isValid

from metroapp.domain.instrument import Instrument
from metroapp.domain.people import Action, Person
from metroapp.domain.studies import Study
from metroapp.gui.desk import Desk
from metroapp.gui.models.rows import RIGHT, Column, Row
from metroapp.gui.rights_shown import permit
from metroapp.gui.spc.kept_list import KeptList
from metroapp.gui.spc.study_dialogs import AbandonDialog, ConcludeDialog, NewStudyDialog, TruthDialog
from metroapp.gui.spc.study_measuring import StudyMeasuring
from metroapp.gui.spc.study_panel import Deeds, StudyPanel
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.picture_button import PictureButton
from metroapp.services.formats import Format
from metroapp.services.spc.study_figures import StudySaid
from metroapp.services.spc.study_view import StudyView
from metroapp.wording import studies as words

_COLUMNS = (
    Column(words.NUMBER, width=122), Column(words.SUBJECT), Column(words.KIND, width=82),
    Column(words.INSTRUMENT, width=88), Column(words.PROGRESS_TITLE, RIGHT, 92), Column(words.STATE, width=96),
)  # fmt: skip
_LEFT_OUT = (2, 3), (4,)


class StudiesTab(KeptList):
    def __init__(self, desk: Desk) -> None:
        self.new = PictureButton(desk.theme, words.NEW, "plus", self._ask_new)
        deeds: Deeds = {
            "measure": self._measure, "truth": self._ask_truth, "conclude": self._ask_conclusion,
            "abandon": self._ask_abandon, "paper": partial(self._write, Format.PDF),
            "workbook": partial(self._write, Format.XLSX),
        }  # fmt: skip
        self.study: Study | None = None
        self.found: StudySaid | None = None
        self._means: dict[str, Instrument] = {}
        self.face = StudyPanel(desk.theme, deeds)
        super().__init__(desk, _COLUMNS, _LEFT_OUT, words.TABLE, words.NONE, self.face, (self.new,))
        self.show_presence()

    def show_presence(self) -> None:
        permit(self.new, self.desk.who, Action.KEEP_PROCESS)
        self.face.show_presence(self.desk)

    # -- reading ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every study anew; the one chosen stays chosen. Not at each reading of a study: once it is left."""
        if self._measuring() is not None:
            return
        bridge, workshop = self.desk.bridge, self.desk.workshop

        def read(means: dict[str, Instrument]) -> None:
            self._means = means
            bridge.follow(workshop.studies.studies(), self._show, self.refuse)

        bridge.follow(workshop.instruments(), read, self.refuse)

    def _show(self, found: list[Study]) -> None:
        rows = [
            Row(
                (study.number, study.opened.subject, words.SHORT_KINDS[study.kind],
                 study.opened.instrument or words.EYE, words.progress(study), words.STATES[study.state]),
                study,
            )
            for study in found
        ]  # fmt: skip
        self.show_rows(rows, words.COUNTED.format(count=len(rows)))

    def show_chosen(self, key: Any) -> None:
        study: Study | None = key
        self.study, self.found = study, None
        if study is None:
            self.face.show_nothing()
            return
        self.face.show_study(study)
        self.face.show_presence(self.desk)
        self._look_at_means(study)
        if study.expected is None:
            self._compute(study)

    def _look_at_means(self, study: Study) -> None:
        workspace, number = self.desk.workshop.workspace, study.opened.instrument

        def work(_task: Task) -> str:
            from metroapp.services.spc import means_stability  # heavy: in the worker, on first use

            return means_stability.read(workspace, number)

        def show(text: str) -> None:
            if self.study is study and text:
                self.face.show_stability(text)

        self.desk.worker.do(work, show, self.refuse)

    def _compute(self, study: Study) -> None:
        means = self._means.get(study.opened.instrument)

        def work(_task: Task) -> StudySaid:
            from metroapp.services.spc.study_said import say  # heavy: in the worker, on first use

            return say(study, means)

        def show(said: StudySaid) -> None:
            if self.study is study:
                self.found = said
                self.face.show_said(said)

        self.desk.worker.do(work, show, self.refuse)

    # -- what is asked ------------------------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        def ask(everybody: list[Person]) -> None:
            dialog = NewStudyDialog(list(self._means.values()), everybody, self.desk, self)
            dialog.confirmed.connect(
                lambda given: self.answer(dialog, self.desk.workshop.studies.open(given[0]), self._opened)
            )
            self.ask(dialog)

        self.desk.bridge.follow(self.desk.workshop.staff.everybody(), ask, self.refuse)

    def _opened(self, study: Study) -> None:
        self.choose(study.number)
        self.refresh()

    def _measuring(self) -> StudyMeasuring | None:
        """The study that goes on, where it is shown."""
        dialog = self.dialog
        if isinstance(dialog, StudyMeasuring) and isValid(dialog) and dialog.isVisible():
            return dialog
        return None

    def _measure(self) -> None:
        study, measuring = self.study, self._measuring()
        if study is None:
            return
        if measuring is not None and measuring.is_of(study):
            measuring.raise_()
            measuring.activateWindow()
            return

        def show(view: StudyView) -> None:
            self.said.say("", "good")
            dialog = StudyMeasuring(view, self.desk, self)
            dialog.finished.connect(self.refresh)
            self.ask(dialog)

        self.desk.bridge.follow(self.desk.workshop.studies.begin(study.number), show, self.refuse)

    def _ask_conclusion(self) -> None:
        study = self.study
        if study is None:
            return
        dialog = ConcludeDialog(study, "" if self.found is None else self.found.headline, self.desk, self)

        def conclude(given: Any) -> None:
            (is_fit, reason), signature = given
            future = self.desk.workshop.studies.conclude(study.number, reason, signature, is_fit=is_fit)
            self.answer(dialog, future)

        dialog.confirmed.connect(conclude)
        self.ask(dialog)

    def _ask_abandon(self) -> None:
        study = self.study
        if study is None:
            return
        dialog = AbandonDialog(study, self.desk, self)
        dialog.confirmed.connect(
            lambda given: self.answer(dialog, self.desk.workshop.studies.abandon(study.number, given[0]))
        )
        self.ask(dialog)

    def _ask_truth(self) -> None:
        study = self.study
        if study is None:
            return
        dialog = TruthDialog(study, self.desk, self)
        dialog.confirmed.connect(
            lambda given: self.answer(dialog, self.desk.workshop.studies.know_pieces(study.number, given[0]))
        )
        self.ask(dialog)

    def _write(self, to: Format) -> None:
        study = self.study
        if study is None:
            return
        workspace, number = self.desk.workshop.workspace, study.number

        def export(to: Format, path: Path) -> Path:
            from metroapp.services.spc import study_paper  # heavy: in the worker, on first use

            return study_paper.export(workspace, number, to, path)

        self.write(number, to, export)
