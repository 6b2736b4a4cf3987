"""What is done on a dérogation from its page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from metroapp.domain.concession_files import ConcessionFile, Moment
from metroapp.domain.people import Action, Signature
from metroapp.gui.dialogs.act_question import ActQuestion, SignedReason
from metroapp.gui.models.treatment import FileDeed, attached
from metroapp.gui.treatment_actions import TreatmentActions
from metroapp.services.kept_documents import KeptDocument
from metroapp.wording import treatment_asked as words

Do = Callable[[Any, Signature], Future[None]]


class ConcessionActions(TreatmentActions):
    """Everything but the demand is signed."""

    def do(self, deed: FileDeed, file: ConcessionFile) -> None:
        """Ask what a deed takes, then do it."""
        asks: dict[FileDeed, Callable[[ConcessionFile], None]] = {
            FileDeed.OPINION: self._give_opinion,
            FileDeed.DECISION: self._record_decision,
            FileDeed.ATTACH: self._attach,
            FileDeed.OPEN: self._open,
            FileDeed.ACTIVATE: self._activate,
            FileDeed.ALLOT: self._allot,
            FileDeed.WITHDRAW: self._withdraw,
            FileDeed.CLOSE: self._close,
        }
        asks[deed](file)

    def _sign(self, file: ConcessionFile, dialog: ActQuestion, do: Do) -> None:
        def signed(given: Any, signature: Signature | None) -> Future[None]:
            assert signature is not None  # each of these dialogs has its form
            return do(given, signature)

        def say(_nothing: object) -> str:
            return words.DONE_FILE.format(number=file.number)

        self.ask(dialog, signed, say)

    def _give_opinion(self, file: ConcessionFile) -> None:
        from metroapp.gui.dialogs.concession_acts import OpinionDialog

        def give(given: Any, signature: Signature) -> Future[None]:
            favourable, opinion = given
            room = self.desk.workshop.treatment
            return room.give_opinion(file.number, opinion, signature, favourable=favourable)

        self._sign(file, OpinionDialog(file, self.desk, self.page), give)

    def _record_decision(self, file: ConcessionFile) -> None:
        from metroapp.gui.dialogs.concession_acts import AuthorityDialog

        def record(given: Any, signature: Signature) -> Future[None]:
            authority, accepted, reference, name, on, document = given
            room = self.desk.workshop.treatment
            return room.record_decision(
                file.number, authority, reference, name, on, signature, accepted=accepted, document=document
            )

        self._sign(file, AuthorityDialog(file, self.desk, self.page), record)

    def _attach(self, file: ConcessionFile) -> None:
        def attach(document: KeptDocument) -> Future[None]:
            return self.desk.workshop.treatment.attach_to_file(file.number, document)

        self.ask_attachment(
            file.number, lambda name: self.desk.workshop.treatment.may_attach_to_file(file.number, name), attach
        )  # fmt: skip

    def _open(self, file: ConcessionFile) -> None:
        self.choose_attached(attached(file.acts))

    def _activate(self, file: ConcessionFile) -> None:
        before = file.request.moment is Moment.BEFORE_PRODUCTION
        said = words.ACTIVATE_BEFORE if before else words.ACTIVATE_AFTER

        def activate(_text: Any, signature: Signature) -> Future[None]:
            return self.desk.workshop.treatment.activate(file.number, signature)

        self._sign(file, self._signed(file, words.ACTIVATE_TITLE, said), activate)

    def _allot(self, file: ConcessionFile) -> None:
        from metroapp.gui.dialogs.concession_acts import AllotDialog

        def allot(given: Any, signature: Signature) -> Future[None]:
            post, quantity = given
            return self.desk.workshop.treatment.allot(file.number, post, quantity, signature)

        self._sign(file, AllotDialog(file, self.desk, self.page), allot)

    def _withdraw(self, file: ConcessionFile) -> None:
        def withdraw(reason: Any, signature: Signature) -> Future[None]:
            return self.desk.workshop.treatment.withdraw(file.number, reason, signature)

        self._sign(file, self._signed(file, words.WITHDRAW_TITLE, words.WITHDRAW_SAID, words.REASON), withdraw)

    def _close(self, file: ConcessionFile) -> None:
        def close(_text: Any, signature: Signature) -> Future[None]:
            return self.desk.workshop.treatment.close_file(file.number, signature)

        self._sign(file, self._signed(file, words.CLOSE_FILE_TITLE, words.CLOSE_FILE_SAID), close)

    def _signed(self, file: ConcessionFile, title: str, said: str, name: str = "") -> SignedReason:
        numbered = title.format(number=file.number)
        return SignedReason(numbered, self.desk, Action.GRANT_CONCESSION, self.page, said=said, name=name)
