"""The one change that is made to the drawing of the part on the editor: another state of it, that can be undone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from metroapp.domain.drawing import DrawingSheet

_ID = 200


class EditSheet(QUndoCommand):
    """Small steps of one balloon, one after the other, are one: `step` is its number, empty for any other change."""

    def __init__(
        self,
        put: Callable[[DrawingSheet | None], None],
        before: DrawingSheet | None,
        after: DrawingSheet | None,
        step: str = "",
    ) -> None:
        super().__init__()
        self._put, self._before, self.after, self.step = put, before, after, step

    def id(self) -> int:
        return _ID

    def mergeWith(self, other: QUndoCommand) -> bool:
        assert isinstance(other, EditSheet)
        if not self.step or other.step != self.step:
            return False
        self.after = other.after
        return True

    def redo(self) -> None:
        self._put(self.after)

    def undo(self) -> None:
        self._put(self._before)
