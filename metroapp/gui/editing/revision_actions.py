"""What is done to a whole revision: saved, copied, validated, withdrawn, given up; the last four are asked about."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision
from metroapp.gui.desk import Desk
from metroapp.gui.dialogs.part_revision import AbandonDialog, CopyDialog, ValidationDialog, WithdrawDialog
from metroapp.gui.editing.kept_parts import name_of
from metroapp.gui.editing.working_part import WorkingPart
from metroapp.services.part_library import RevisionKey
from metroapp.wording import parts as words

if TYPE_CHECKING:
    from metroapp.gui.pages.parts import PartsPage


class RevisionActions(QObject):
    """`dialog` is the question now asked, if any."""

    def __init__(self, desk: Desk, page: PartsPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self.dialog: CopyDialog | ValidationDialog | WithdrawDialog | AbandonDialog | None = None

    # -- saving -------------------------------------------------------------------------------------------------------

    def ask_save(self, _nothing: object) -> None:
        self.save()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Give the archive what is on the editor; `then` once it is there."""
        page = self._page
        document, name, problem = page.document, page.name, self._problem()
        if problem or name is None:
            page.say(problem, "bad")
            return
        index, text = document.stack.index(), document.now()

        def saved(revision: PartRevision) -> None:
            self._saved(name, index, text, revision)
            if then is not None:
                then()

        future = self._desk.workshop.save_draft(document.part())
        self._desk.bridge.follow(future, saved, page.refuse)

    def _problem(self) -> str:
        """Why it cannot be saved, besides the lines; the cursor goes there."""
        page = self._page
        key = page.document.fields.key
        if not key[0]:
            page.editor.form.go_to("reference")
            return words.SAVE_NEEDS_REFERENCE
        if page.revision_at(key) is not None and key != page.document.working.origin:
            page.editor.form.go_to("revision")
            return words.SAVE_TAKEN.format(reference=key[0], drawing=key[1], revision=key[2])
        return ""

    def _saved(self, name: str, index: int, text: WorkingPart, revision: PartRevision) -> None:
        page = self._page
        if page.kept.working.get(name) == text:
            page.kept.forget(name)
        page.kept.put_base(revision.key, text.base)
        if page.name == name:
            page.kept.forget(name)
            page.name = name_of(revision.key)
            page.document.is_saved(revision, index)
        page.is_now(revision)
        beside = text.origin is not None and text.origin != revision.key
        page.say(words.SAVED_BESIDE if beside else words.SAVED, "good")

    # -- questions ----------------------------------------------------------------------------------------------------

    def ask_copy(self) -> None:
        revision = self._page.document.revision
        if revision is not None:
            dialog = CopyDialog(self._page.document.fields.part(()), self._is_taken, self._page)
            dialog.confirmed.connect(self._page.copied)
            self._show(dialog)

    def _is_taken(self, key: RevisionKey) -> bool:
        page = self._page
        written = (working.fields.key for name, working in page.kept.working.items() if name != page.name)
        return page.revision_at(key) is not None or key in written

    def ask_validation(self) -> None:
        """Validate what the archive has: what was typed since is saved first."""
        page = self._page
        if page.document.is_frozen:
            return
        if page.editor.left:
            page.say(words.CORRECT_FIRST.format(count=page.editor.left), "bad")
            page.editor.ask_save()
        elif page.document.is_modified:
            self.save(self._confirm_validation)
        else:
            self._confirm_validation()

    def _confirm_validation(self) -> None:
        page, revision = self._page, self._page.document.revision
        if revision is None or page.document.is_modified:
            return
        present = self._desk.who.person
        last = page.last_validated(besides=revision.key)
        dialog = ValidationDialog(revision.part, last, present.name if present is not None else "", page)

        def validated(now: PartRevision) -> None:
            self._done(dialog, words.VALIDATED.format(revision=now.part.revision))

        def confirm(_nothing: object) -> None:
            future = self._desk.workshop.validate_part(revision.key)
            self._desk.bridge.follow(future, validated, self._refuse)

        dialog.confirmed.connect(confirm)
        self._show(dialog)

    def ask_withdrawal(self) -> None:
        page, revision = self._page, self._page.document.revision
        if revision is None:
            return
        dialog = WithdrawDialog(revision.part, page)

        def withdrawn(now: PartRevision) -> None:
            self._done(dialog, words.WITHDRAWN.format(revision=now.part.revision))

        def confirm(reason: str) -> None:
            future = self._desk.workshop.withdraw_part(revision.key, reason)
            self._desk.bridge.follow(future, withdrawn, self._refuse)

        dialog.confirmed.connect(confirm)
        self._show(dialog)

    def ask_abandon(self) -> None:
        page = self._page
        if not page.document.is_modified:
            return
        name = page.editor.title.toolTip()
        said = words.ABANDON_NEW if page.document.revision is None else words.ABANDON_SAVED
        dialog = AbandonDialog(said.format(name=name), page)
        dialog.confirmed.connect(self._abandon)
        self._show(dialog)

    def _abandon(self, _nothing: object) -> None:
        page = self._page
        if page.name is not None:
            page.kept.forget(page.name)
        if page.document.revision is None:
            page.close_entry()
        else:
            page.document.open(page.document.revision, None)

    # -- the question -------------------------------------------------------------------------------------------------

    def _show(self, dialog: CopyDialog | ValidationDialog | WithdrawDialog | AbandonDialog) -> None:
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(self._forget)
        dialog.show()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _done(self, dialog: QDialog, said: str) -> None:
        if self.dialog is dialog:
            dialog.close()
        self._page.say(said, "good")

    def _refuse(self, refusal: Refusal) -> None:
        if self.dialog is not None:
            self.dialog.refuse(refusal)
        else:
            self._page.refuse(refusal)
