"""The revisions of the parts of the workshop, those being written among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.gui.editing.kept_parts import name_of
from metroapp.gui.editing.working_part import WorkingPart
from metroapp.services.part_library import RevisionKey
from metroapp.services.sheets.part_lines import plain
from metroapp.wording import parts as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment

Index = QModelIndex | QPersistentModelIndex
_SHAPES = {RevisionState.DRAFT: "◐", RevisionState.VALIDATED: "●", RevisionState.WITHDRAWN: "✗"}
_TINTS = {RevisionState.DRAFT: "accent", RevisionState.VALIDATED: "good", RevisionState.WITHDRAWN: "bad"}
_UNSAVED = "▲"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a revision of the archive, what is being written of it, or both. `name` is what it is kept under."""

    name: str
    revision: PartRevision | None
    working: WorkingPart | None = None

    @property
    def key(self) -> RevisionKey:
        if self.working is not None:
            return self.working.fields.key
        assert self.revision is not None
        return self.revision.key

    @property
    def title(self) -> str:
        reference, _, revision = self.key
        if not reference and not revision:
            return words.NEW_TITLE
        return words.LIST_TITLE.format(reference=reference or words.NO_REFERENCE, revision=revision or words.NONE)

    @property
    def detail(self) -> str:
        fields = self.working.fields if self.working is not None else None
        designation = fields.designation if fields is not None else self._part_designation()
        return words.LIST_PLAN.format(designation=designation or words.NONE, drawing=self.key[1] or words.NONE)

    def _part_designation(self) -> str:
        return self.revision.part.designation if self.revision is not None else ""

    @property
    def state(self) -> tuple[str, str]:
        """Shape and word, then the name of their colour."""
        if self.revision is None:
            return words.LIST_STATE.format(shape=_UNSAVED, state=words.UNSAVED), "warn"
        state = label(self.revision.state)
        if self.working is not None:
            state = words.UNSAVED_SUFFIX.format(state=state)
            return words.LIST_STATE.format(shape=_UNSAVED, state=state), "warn"
        return words.LIST_STATE.format(shape=_SHAPES[self.revision.state], state=state), _TINTS[self.revision.state]

    @property
    def when(self) -> str:
        if self.revision is None:
            return ""
        return words.LIST_WHEN.format(at=moment(self.revision.at), by=self.revision.by)

    def matches(self, wanted: str) -> bool:
        return wanted in plain(" ".join((self.title, self.detail, self.state[0], self.when)))


def entries(revisions: Iterable[PartRevision], working: dict[str, WorkingPart]) -> list[Entry]:
    """What is new first, then every revision by reference."""
    known = {name_of(revision.key): revision for revision in revisions}
    new = [Entry(name, None, kept) for name, kept in working.items() if name not in known]
    drafts = {name: kept for name, kept in working.items() if name in known and _is_draft(known[name])}
    return new + [Entry(name, revision, drafts.get(name)) for name, revision in known.items()]


def _is_draft(revision: PartRevision) -> bool:
    return revision.state is RevisionState.DRAFT


class RevisionsModel(QAbstractListModel):
    """Replaced as a whole; Entry in the user role."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []

    def show(self, found: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = found
        self.endResetModel()

    def row_of(self, name: str | None) -> int:
        return next((row for row, entry in enumerate(self.entries) if entry.name == name), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "\n".join(filter(None, (entry.title, entry.detail, entry.state[0], entry.when)))
        return entry if role == Qt.ItemDataRole.UserRole else None
