"""Codes just given to candidates, shown once: to be printed or noted now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.exam_session import ExamSession
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.question import Question
from metroapp.gui.tasks import Task
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import exam_sessions as words
from metroapp.wording import window

_HIGH, _LINE = 330, 38  # px: more candidates scroll


class CodesDialog(Question):
    """`codes`: what each candidate signs in with, by number. Once it is closed nobody can read them any more."""

    def __init__(self, session: ExamSession, codes: Mapping[str, str], desk: Desk, parent: QWidget) -> None:
        super().__init__(words.CODES_TITLE, words.PRINT_SLIPS, parent)
        self._session, self._codes, self._desk = session, dict(codes), desk
        self.add_text(words.CODES_SAID, "warn")
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setColumnStretch(0, 1)
        for column, name in enumerate(words.CODES_COLUMNS):
            head = QLabel(name)
            head.setProperty("role", "small")
            grid.addWidget(head, 0, column)
        for row, (number, code) in enumerate(self._codes.items(), start=1):
            for column, text in enumerate((words.candidate_said(session.candidates[number]), code)):
                cell = QLabel(text)
                cell.setProperty("role", "heading")
                grid.addWidget(cell, row, column)
        lines = QVBoxLayout()
        lines.addLayout(grid)
        lines.addStretch(1)
        listed = Scrolled(lines)
        listed.setMinimumHeight(min(_HIGH, _LINE * (len(self._codes) + 1)))
        self.body.addWidget(listed, 1)
        self.cancel.setText(window.CLOSE)
        self.cancel.setAccessibleName(window.CLOSE)

    def accept_answer(self) -> None:
        """Looked at in a folder of its own, which goes with the preview: no code stays on the disk."""
        from metroapp.gui.dialogs.paper_preview import PaperPreview

        workspace, session, codes = self._desk.workshop.workspace, self._session, self._codes

        def make(folder: Path, _task: Task) -> Path:
            from metroapp.services.exam.slips import write_slips  # heavy: in the worker, on first use

            return write_slips(workspace, session, codes, folder)

        name = words.SLIPS_NAME.format(number=session.number)
        self.preview = PaperPreview(name, make, self._desk, self)
        self.preview.show()
