"""Two faces of what a jury reads: the facts of one candidate by criterion, and the candidates side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_figures import side_by_side
from metroapp.gui.models.rows import Column, Row
from metroapp.gui.theme import Theme
from metroapp.gui.widgets.panel_table import PanelTable
from metroapp.gui.widgets.scrolled import Scrolled
from metroapp.wording import evidence_sheet as sheet_words
from metroapp.wording import exam_jury as words
from metroapp.wording.exam_evidence import STATE, UNCONFIRMED, figure, name, state
from metroapp.wording.exam_facts import facts, standing

_TITLE = 280  # px


class FactsFace(QWidget):
    """Phase after phase, criterion after criterion."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = PanelTable(
            (Column(words.CRITERION, width=_TITLE), Column(words.FACTS)), theme, words.EVIDENCE, words.NO_FACTS
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.note = QLabel(sheet_words.UNCONFIRMED.format(said=UNCONFIRMED))
        self.note.setProperty("role", "soft")
        layout.addWidget(self.table)
        layout.addWidget(self.note)

    def show_facts(self, evidence: Sequence[CandidateEvidence]) -> None:
        self.table.rows.show([row for one in evidence for row in _rows(one)])
        self.table.look()
        self.table.table.resizeRowsToContents()
        self.note.setVisible(any(not each.confirmed for one in evidence for each in one.criteria.criteria))


def _rows(one: CandidateEvidence) -> list[Row]:
    found = [Row((f"{one.phase.title} · {one.record}".rstrip(" ·"), "\n".join(standing(one))))]
    for number, criterion in enumerate(one.criteria.criteria, start=1):
        said = [text for kind in criterion.facts if kind is not FactKind.JURY for text in facts(one, kind)]
        if FactKind.JURY in criterion.facts:
            said.append(words.LEFT_TO_JURY)
        form = sheet_words.CRITERION if criterion.confirmed else sheet_words.CRITERION_UNCONFIRMED
        if said:
            found.append(Row((form.format(number=number, title=criterion.title), "\n".join(said))))
    return found


class CompareFace(QWidget):
    """A table for each phase: a column for each candidate."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tables: list[PanelTable] = []
        self._inside = QVBoxLayout()
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scrolled(self._inside))

    def show_beside(self, phases: Sequence[Sequence[CandidateEvidence]]) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.tables = []
        for candidates in phases:
            if not candidates:
                continue
            title = QLabel(candidates[0].phase.title)
            title.setProperty("role", "heading")
            columns = [Column(words.FIGURE, width=_TITLE + 120), *(Column(one.operator) for one in candidates)]
            table = PanelTable(columns, self._theme, candidates[0].phase.title, words.NO_FACTS)
            rows = [
                Row((STATE, *map(state, candidates))),
                *(
                    Row((name(line.figure), *(figure(line.figure, value) for value in line.values)))
                    for _criterion, lines in side_by_side(candidates)
                    for line in lines
                ),
            ]
            table.rows.show(rows)
            table.look()
            table.setMinimumHeight(44 + 38 * (len(rows) + 2))  # the state takes several lines in a narrow column
            self.tables.append(table)
            self._inside.addWidget(title)
            self._inside.addWidget(table)
        self._inside.addStretch(1)
