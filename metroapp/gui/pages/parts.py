"""The parts of the workshop: their revisions and states on the left, the editor of one of them on the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.gui.desk import Desk
from metroapp.gui.editing.drawing_files import DrawingFiles, dropped_drawing
from metroapp.gui.editing.kept_parts import KeptParts, name_of, new_name
from metroapp.gui.editing.part_files import PartFiles, dropped_file
from metroapp.gui.editing.part_import import Imported
from metroapp.gui.editing.revision_actions import RevisionActions
from metroapp.gui.editing.working_part import WorkingPart
from metroapp.gui.models.revisions import Entry, entries
from metroapp.gui.rights_shown import permit
from metroapp.gui.widgets.drawing_panel import DrawingPanel
from metroapp.gui.widgets.part_editor import PartEditor
from metroapp.gui.widgets.revision_panel import RevisionPanel
from metroapp.services.drawings import copy_of
from metroapp.services.part_library import RevisionKey
from metroapp.services.sheets.part_lines import LineText, plain
from metroapp.wording import parts as words
from metroapp.wording.sentences import sentence


class PartsPage(QWidget):
    """What is typed is kept at each pause, whoever saves it or not: choosing another part, closing or a crash lose
    nothing."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.revisions: list[PartRevision] = []
        self.name: str | None = None  # what is on the editor, as it is kept
        self._listed: object = None
        self._asked = False
        self._is_waiting = False  # the archive was asked and has not answered yet
        self.kept = KeptParts(desk, self)
        self.panel = RevisionPanel(desk.theme)
        self.list, self.search = self.panel.list, self.panel.search
        self.editor = PartEditor(desk.theme)
        self.document = self.editor.document
        self.drawing = DrawingPanel(self.document, desk.theme, partial(copy_of, desk.workshop.workspace))
        self.editor.hold_drawing(self.drawing)
        self.files = PartFiles(desk, self)
        self.drawing_files = DrawingFiles(desk, self)
        self.deeds = RevisionActions(desk, self)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.hide()
        add = self.panel.add_button
        self.new = add(words.NEW, "plus", self.make_new, words.NEW_TIP)
        self.bring = add(words.IMPORT, "folder-open", self.files.ask_import, words.IMPORT_TIP)
        self.copy = add(words.COPY, "history", self.deeds.ask_copy, words.COPY_TIP)
        self.validate = add(words.VALIDATE, "shield-check", self.deeds.ask_validation, words.VALIDATE_TIP)
        self.withdraw = add(words.WITHDRAW, "ban", self.deeds.ask_withdrawal, words.WITHDRAW_TIP)
        self.abandon = add(words.ABANDON, "x", self.deeds.ask_abandon, words.ABANDON_TIP)
        self.export = add(words.EXPORT, "download", self._export, words.EXPORT_TIP)
        self.template = add(words.TEMPLATE, "file-text", self.files.ask_template, words.TEMPLATE_TIP)
        self._build()
        self.document.is_read_only = not desk.who.may(Action.EDIT_PARTS)
        self.setAcceptDrops(not self.document.is_read_only)
        self.list.chosen.connect(self._choose, Qt.ConnectionType.QueuedConnection)
        self.search.textChanged.connect(self._filter)
        self.editor.save_asked.connect(self.deeds.ask_save)
        self.document.changed.connect(self._changed)
        self.editor.typed.connect(self._changed)
        self.files.imported.connect(self._imported)
        self.files.said.connect(self._say_both)
        self.drawing.said.connect(self._say_both)
        self.drawing.open_asked.connect(self.drawing_files.ask_open)
        self.drawing.print_asked.connect(self.drawing_files.print)
        for keys, pressed in (
            (("Ctrl+S",), self.editor.ask_save),
            (("Ctrl+Z",), self.document.stack.undo),
            (("Ctrl+Y", "Ctrl+Shift+Z"), self.document.stack.redo),
            (("Ctrl+N",), self.make_new),
        ):
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(pressed)
        self._enable()

    def _build(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.said)
        right.addWidget(self.editor, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(18, 14, 18, 8)
        across.setSpacing(14)
        across.addWidget(self.panel)
        across.addLayout(right, 1)

    @property
    def is_busy(self) -> bool:
        """Whether something asked for has not come back yet."""
        return self._is_waiting or self.drawing.is_busy

    # -- the list -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask the archive for its revisions; the first time, for what was kept too."""
        self._is_waiting = True
        if not self._asked:
            self._asked = True
            self.kept.load()
        self._desk.bridge.follow(self._desk.workshop.parts(), self._show_revisions, self.refuse)

    def _show_revisions(self, revisions: list[PartRevision]) -> None:
        self._is_waiting = False
        self.revisions = revisions
        shown = self.document.revision
        now = self.revision_at(shown.key) if shown is not None else None
        if now is not None and shown is not None and now.id != shown.id and not self.document.is_modified:
            self.document.open(now, None)
        self._list()
        if self.name is None and self.list.entries.entries:
            first = next((entry for entry in self.list.entries.entries if entry.working), None)
            if first is not None:
                self.choose(first.name)
                self.say(words.FOUND_AGAIN.format(count=len(self.kept.working)))
            else:
                self.choose(name_of(max(revisions, key=lambda one: one.at).key))  # the one written last
        self._compare()

    def _list(self) -> None:
        wanted = plain(self.search.text())
        # Whoever may not write them sees what the archive has, not what somebody else is writing.
        found = entries(self.revisions, {} if self.document.is_read_only else self.kept.working)
        self.list.show_entries([entry for entry in found if not wanted or entry.matches(wanted)], self.name)

    def _filter(self, _text: str) -> None:
        self._list()

    def _choose(self, name: str) -> None:
        """The cursor of the list moved, a moment ago: the list must not be replaced under it."""
        if name != self.name:
            self.choose(name)

    def choose(self, name: str) -> None:
        """Put one line of the list on the editor."""
        entry = next((one for one in self.list.entries.entries if one.name == name), None)
        if entry is not None:
            self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Put a revision, or what is being written of it, on the editor."""
        self._leave()
        self.say("")
        self.name = entry.name
        self.document.open(entry.revision, entry.working)
        self._list()
        self._compare()

    def show_new(self, working: WorkingPart) -> None:
        """Put a new part on the editor; it is kept from now on."""
        name = new_name()
        self.kept.put(name, working)
        self.show_entry(Entry(name, None, working))

    def make_new(self) -> None:
        if not self.new.isEnabled():
            return
        self.show_new(WorkingPart(lines=(LineText(),)))
        self.editor.go_to_first_field()

    def close_entry(self) -> None:
        """Show whatever comes first."""
        self.name = None
        self.document.close()
        self._list()
        if self.list.entries.entries:
            self.choose(self.list.entries.entries[0].name)

    def _leave(self) -> None:
        """A new part in which nothing was written is not worth keeping."""
        if self.name is not None and self.document.revision is None and self.document.is_open:
            now = self.document.now()
            is_named = any(now.fields.key) or now.fields.designation or now.sheet
            if not is_named and all(line.is_empty for line in now.lines):
                self.kept.forget(self.name)

    def revision_at(self, key: RevisionKey | None) -> PartRevision | None:
        return next((found for found in self.revisions if found.key == key), None)

    def last_validated(self, *, besides: RevisionKey, until: datetime | None = None) -> PartRevision | None:
        """The latest validated revision of the same reference, or the latest before a moment."""
        found = [
            one
            for one in self.revisions
            if one.key[0] == besides[0] and one.key != besides and one.state is RevisionState.VALIDATED
            if until is None or one.at < until
        ]
        return max(found, key=lambda one: one.at, default=None)

    # -- what is typed ------------------------------------------------------------------------------------------------

    def _changed(self, _nothing: object) -> None:
        document = self.document
        # What somebody else was writing stays kept while it is only looked at.
        if self.name is not None and document.is_open and not document.is_read_only:
            if document.is_modified or self.editor.is_typing:
                self.kept.put(self.name, self.editor.now())
            else:
                self.kept.forget(self.name)
        shown = (self.name, document.fields.key, document.fields.designation, document.is_modified, document.revision)
        if shown != self._listed:
            self._listed = shown
            self._list()
        self._enable()

    def _compare(self) -> None:
        """The revision that the one on the editor came from, or the one validated last."""
        document = self.document
        key = document.fields.key
        base = self.revision_at(document.working.base or self.kept.bases.get(self.name or ""))
        until = document.revision.at if document.is_frozen and document.revision is not None else None
        self.editor.show_base(base or self.last_validated(besides=key, until=until))

    def _enable(self) -> None:
        document = self.document
        state = document.revision.state if document.revision is not None else None
        who = self._desk.who
        can_withdraw = state in (RevisionState.DRAFT, RevisionState.VALIDATED) and not document.is_modified
        permit(self.new, who, Action.EDIT_PARTS)
        permit(self.bring, who, Action.EDIT_PARTS)
        permit(self.copy, who, Action.EDIT_PARTS, possible=state is not None)
        permit(self.abandon, who, Action.EDIT_PARTS, possible=document.is_modified)
        permit(self.validate, who, Action.VALIDATE_PARTS, possible=not document.is_frozen)
        permit(self.withdraw, who, Action.VALIDATE_PARTS, possible=can_withdraw)
        self.export.setEnabled(document.is_open)

    def show_presence(self) -> None:
        """Somebody signed in: what they may do to the parts."""
        is_read_only = not self._desk.who.may(Action.EDIT_PARTS)
        if is_read_only != self.document.is_read_only:
            self.document.is_read_only = is_read_only
            self.setAcceptDrops(not is_read_only)
            self._list()
            if self.name is not None and self.list.entries.row_of(self.name) < 0:
                self.close_entry()
            elif self.name is not None:
                self.choose(self.name)
        self._enable()

    def is_now(self, revision: PartRevision) -> None:
        """The archive has a revision in this state: the list shows it at once."""
        self.revisions = [*(one for one in self.revisions if one.key != revision.key), revision]
        self.revisions.sort(key=lambda one: one.key)
        self._list()

    # -- files --------------------------------------------------------------------------------------------------------

    def _export(self) -> None:
        if self.editor.left:
            self.say(words.CORRECT_FIRST.format(count=self.editor.left), "bad")
            self.editor.ask_save()
        else:
            self.files.ask_export(self.document.part())

    def _imported(self, found: Imported) -> None:
        """A file of a draft of the archive is that draft, corrected; any other is a new one."""
        key = found.working.fields.key
        revision, name = self.revision_at(key), name_of(key)
        if revision is not None and self._may_take(revision, name):
            # A file without its drawing says nothing of the one that the draft has; nor are its balloons placed again.
            sheet = revision.part.sheet or found.working.sheet
            working = replace(found.working, origin=key, sheet=sheet)
            self.kept.put(name, working)
            self.show_entry(Entry(name, revision, working))
        else:
            self.show_new(found.working)
        file, count, wrong = found.path.name, len(found.working.lines), self.document.wrong_count
        if found.left:
            self.say(words.IMPORTED_LEFT.format(file=file, count=count, left=found.left, first=found.first), "bad")
        elif wrong:
            self.say(words.IMPORTED_WITH_ERRORS.format(file=file, count=count, wrong=wrong), "bad")
        else:
            self.say(words.IMPORTED.format(file=file, count=count), "good")
        if found.drawing is not None:
            self.say(sentence(found.drawing), "bad")

    def _may_take(self, revision: PartRevision, name: str) -> bool:
        """Whether a file may correct a revision: a draft that nobody is writing."""
        is_draft = revision.state is RevisionState.DRAFT
        return is_draft and name not in self.kept.working and all(revision.key)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if dropped_file(data) or (dropped_drawing(data) and not self.document.is_frozen):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path, drawing = dropped_file(event.mimeData()), dropped_drawing(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.files.import_file(path)
        elif drawing and not self.document.is_frozen:
            event.acceptProposedAction()
            self.editor.show_drawing()
            self.drawing_files.open(drawing)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self.kept.write_pending()
        super().hideEvent(event)

    # -- what is said -------------------------------------------------------------------------------------------------

    def refuse(self, refusal: Refusal) -> None:
        self._is_waiting = False
        self.say(sentence(refusal), "bad")

    def _say_both(self, said: tuple[str, str]) -> None:
        self.say(*said)

    def say(self, text: str, role: str = "soft") -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self.said.setProperty("role", role)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def copied(self, revision: str) -> None:
        """A new revision begins as a copy of the one on the editor."""
        shown = self.document.revision
        if shown is not None:
            now = self.document.now()
            fields = replace(now.fields, revision=revision)
            self.show_new(replace(now, fields=fields, origin=None, base=shown.key))
