"""The part on the editor: its header, its lines, and every change of them that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from metroapp.domain.drawing import DrawingSheet
from metroapp.domain.general_tolerances import GeneralTolerances, read_general_tolerances
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.specification import Part
from metroapp.gui.editing.sheet_edits import EditSheet
from metroapp.gui.editing.working_part import PartFields, WorkingPart, working_copy
from metroapp.gui.models.part_lines import PartLinesModel
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import LineReader, LineText, ReadLine

_FIELD_ID = 100  # commands of one field, typed letter after letter, are one


class PartDocument(QObject):
    """`header_changed`, `sheet_changed` and `changed` carry nothing: ask the document.

    A revision validated or withdrawn is shown as it is and refuses every change.
    """

    header_changed = Signal(object)
    sheet_changed = Signal(object)
    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = PartLinesModel(self)
        self.stack = QUndoStack(self)
        self.revision: PartRevision | None = None  # the one of the archive that is shown or written again
        self.working = WorkingPart()
        self.fields = PartFields()
        self.sheet: DrawingSheet | None = None  # the ballooned drawing
        self.general: GeneralTolerances | None = None
        self.general_refusal: Refusal | None = None
        self.is_open = False
        self.is_read_only = False  # whoever is signed in writes no parts
        self._unsaved_at_first = False
        self.model.typed.connect(self._typed)
        self.stack.indexChanged.connect(self._tell)
        self.stack.cleanChanged.connect(self._tell)

    def open(self, revision: PartRevision | None, working: WorkingPart | None) -> None:
        """Show a revision of the archive, or what is being written of it or of a new one."""
        self.is_open = True
        self.revision = revision
        if revision is not None and (self.is_read_only or revision.state is not RevisionState.DRAFT):
            working = None
        self._unsaved_at_first = working is not None
        if working is None:
            assert revision is not None
            working = working_copy(revision.part, origin=revision.key)
        self.working, self.fields, self.sheet = working, working.fields, working.sheet
        self._read_general()
        if self.is_frozen and revision is not None:
            read = [ReadLine(given.callout, given, ()) for given in revision.part.characteristics]
            self.model.show_frozen(list(zip(working.lines, read, strict=True)))
        else:
            self.model.show(working.lines, self._reader(), working.notes)
        self.stack.clear()
        self.header_changed.emit(None)
        self.sheet_changed.emit(None)
        self.changed.emit(None)

    def close(self) -> None:
        """Show nothing."""
        self.is_open, self.revision, self.working = False, None, WorkingPart()
        self.fields, self.general, self.general_refusal, self.sheet = PartFields(), None, None, None
        self._unsaved_at_first = False
        self.model.show_frozen([])
        self.stack.clear()
        self.header_changed.emit(None)
        self.sheet_changed.emit(None)
        self.changed.emit(None)

    # -- what it is ---------------------------------------------------------------------------------------------------

    @property
    def is_frozen(self) -> bool:
        is_draft = self.revision is None or self.revision.state is RevisionState.DRAFT
        return not self.is_open or self.is_read_only or not is_draft

    @property
    def is_modified(self) -> bool:
        """Whether the archive does not have this text."""
        return self.is_open and not self.is_frozen and (self._unsaved_at_first or not self.stack.isClean())

    @property
    def is_general_wrong(self) -> bool:
        """Whether the declaration of general tolerances cannot be read, and is not the one that the archive has."""
        kept = self.revision.part.general_tolerances if self.revision is not None else None
        return self.general_refusal is not None and self.fields.general_tolerances != kept

    @property
    def rule_refusal(self) -> Refusal | None:
        """Why the decision rule of the part cannot be read."""
        return self.fields.rule_refusal

    @property
    def wrong_count(self) -> int:
        return self.model.wrong_count

    def now(self) -> WorkingPart:
        """The text as it is."""
        lines = tuple(self.model.texts)
        notes = dict(self.model.notes)
        return replace(self.working, fields=self.fields, lines=lines, sheet=self.sheet, notes=notes)

    def part(self) -> Part:
        """The part that the readable lines make; empty lines say nothing."""
        if self.is_frozen and self.revision is not None:
            return self.revision.part
        part = self.fields.part(line.characteristic for line in self.model.read_lines if line.characteristic)
        return replace(part, sheet=self.sheet)

    def unread_balloons(self) -> set[str]:
        """The balloons of the lines that cannot be read."""
        rows = (self.model.line(row) for row in range(self.model.rowCount()))
        return {line.text.balloon for line in rows if line is not None and line.read.characteristic is None}

    def is_saved(self, revision: PartRevision, index: int) -> None:
        """The archive has the text as it was when the stack was at `index`; what was typed since is not in it."""
        self.revision = revision
        self.working = replace(self.working, origin=revision.key)
        self._unsaved_at_first = False
        if self.stack.index() == index:
            self.stack.setClean()
        else:
            self.stack.resetClean()
        self.changed.emit(None)

    # -- changes ------------------------------------------------------------------------------------------------------

    def edit_field(self, name: str, text: str) -> None:
        before = getattr(self.fields, name)
        if text != before and not self.is_frozen:
            self.stack.push(_EditField(self, name, before, text))

    def edit_sheet(self, sheet: DrawingSheet | None, *, step: str = "") -> None:
        """Another drawing, or its balloons elsewhere; `step` names the balloon that a key moves a little."""
        if sheet != self.sheet and not self.is_frozen:
            self.stack.push(EditSheet(self.put_sheet, self.sheet, sheet, step))

    def edit_line(self, row: int, line: LineText) -> None:
        self.replace_lines(row, 1, [line])

    def replace_lines(self, at: int, count: int, lines: Sequence[LineText]) -> None:
        """Insert, delete or change lines in one step."""
        before = self.model.texts[at : at + count]
        if tuple(lines) != before and not self.is_frozen:
            self.stack.push(_Splice(self, at, before, tuple(lines)))

    def remove(self, rows: Iterable[int]) -> None:
        """Delete lines, wherever they are."""
        gone = set(rows)
        texts = self.model.texts
        if gone:
            first, last = min(gone), max(gone)
            kept = [texts[row] for row in range(first, last + 1) if row not in gone]
            self.replace_lines(first, last - first + 1, kept)

    def move(self, source: int, target: int) -> None:
        count = self.model.rowCount()
        if source != target and 0 <= source < count and 0 <= target < count and not self.is_frozen:
            self.stack.push(_Move(self, source, target))

    def next_balloon(self) -> str:
        """The first whole number above those taken."""
        taken = [int(line.balloon) for line in self.model.texts if line.balloon.isdecimal()]
        return str(max(taken, default=0) + 1)

    def _typed(self, said: tuple[int, str, str]) -> None:
        row, name, text = said
        before = self.model.texts[row]
        after = replace(before, **{name: text})
        self.model.accept_note(row, name)
        if after != before:
            self.edit_line(row, after)

    # -- for the commands ---------------------------------------------------------------------------------------------

    def put_field(self, name: str, text: str) -> None:
        self.fields = replace(self.fields, **{name: text})
        if name == "general_tolerances":
            before = self.general
            self._read_general()
            if self.general != before:
                self.model.use_reader(self._reader())
        self.header_changed.emit(None)

    def put_sheet(self, sheet: DrawingSheet | None) -> None:
        self.sheet = sheet
        self.sheet_changed.emit(None)

    def _read_general(self) -> None:
        self.general, self.general_refusal = None, None
        try:
            declared = self.fields.general_tolerances
            self.general = read_general_tolerances(declared, standards().general, self.working.tables)
        except Refusal as refusal:
            self.general_refusal = refusal

    def _reader(self) -> LineReader:
        """A draft may leave its means to be chosen; a size without a nature is an oversight."""
        return LineReader(standards(), self.general, asks_nature=True, asks_means=False)

    def _tell(self, _index: object) -> None:
        self.changed.emit(None)


class _EditField(QUndoCommand):
    def __init__(self, document: PartDocument, name: str, before: str, after: str) -> None:
        super().__init__()
        self._document, self.name, self._before, self.after = document, name, before, after

    def id(self) -> int:
        return _FIELD_ID + list(PartFields.__dataclass_fields__).index(self.name)

    def mergeWith(self, other: QUndoCommand) -> bool:
        assert isinstance(other, _EditField)
        self.after = other.after
        return True

    def redo(self) -> None:
        self._document.put_field(self.name, self.after)

    def undo(self) -> None:
        self._document.put_field(self.name, self._before)


class _Splice(QUndoCommand):
    def __init__(
        self, document: PartDocument, at: int, before: tuple[LineText, ...], after: tuple[LineText, ...]
    ) -> None:
        super().__init__()
        self._document, self._at, self._before, self._after = document, at, before, after

    def redo(self) -> None:
        self._document.model.splice(self._at, len(self._before), self._after)

    def undo(self) -> None:
        self._document.model.splice(self._at, len(self._after), self._before)


class _Move(QUndoCommand):
    def __init__(self, document: PartDocument, source: int, target: int) -> None:
        super().__init__()
        self._document, self._source, self._target = document, source, target

    def redo(self) -> None:
        self._document.model.move(self._source, self._target)

    def undo(self) -> None:
        self._document.model.move(self._target, self._source)
