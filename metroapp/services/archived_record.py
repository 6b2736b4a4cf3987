"""The record on the bench as the archive holds it: written, and read again after a disk that failed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from metroapp.domain.message import Refusal
from metroapp.domain.operations import Operation
from metroapp.domain.record import InspectionRecord

if TYPE_CHECKING:
    from metroapp.archive.store import Archive
    from metroapp.domain.session_acts import SessionAct


class ArchivedRecord:
    """Owned by the recorder thread. `came_back` is called once a record that could not be read can be again."""

    def __init__(self, archive: Archive, record: InspectionRecord, came_back: Callable[[], None]) -> None:
        self._archive = archive
        self._id, self._number = record.header.id, record.header.number
        self._came_back = came_back
        self._record: InspectionRecord | None = record  # None until what the archive holds is read again
        self.is_lost = False  # it could not be read again

    @property
    def now(self) -> InspectionRecord:
        """The projection of what the archive holds; refuses `record.unreadable` while a failed disk does not give it.

        What a refused commit left ahead of the archive is never shown, nor built upon.
        """
        if self._record is None:
            try:
                self._record = self._archive.load(self._id)
            except Exception as error:
                self.is_lost = True
                raise Refusal("record.unreadable", number=self._number) from error
            if self.is_lost:
                self.is_lost = False
                self._came_back()
        return self._record

    def write(self, *operations: Operation, acts: Sequence[SessionAct] = ()) -> None:
        """Record operations durably and together, with acts of an examination, or leave everything as it was and
        raise."""
        record = self.now
        try:
            if acts:
                self._archive.examine(*acts, changed=((record, operations),))
            else:
                self._archive.write(record, *operations)
        except Exception:
            self.read_again()
            raise

    def read_again(self) -> None:
        """Nothing was committed: the projection, which was ahead, is read again."""
        self._record = None
        with contextlib.suppress(Refusal):  # why nothing was committed is what there is to say
            _ = self.now
