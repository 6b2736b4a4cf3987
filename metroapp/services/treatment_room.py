"""What is done about bad pieces, as the window and the command line ask for it: fiches and dérogations.

Futures, done by the recorder thread: what it writes at once, an act with what follows on the records, is all or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import replace
from typing import TypeVar

from metroapp.domain.entered_text import one_line
from metroapp.domain.held_pieces import last_treatment
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity, require_raisable
from metroapp.domain.nonconformity_acts import (
    GIVEN_UP,
    SIGNED_ACTS,
    NonconformityAct,
    NonconformityRaised,
    Origin,
    PieceReinspected,
    SheetAttached,
    SheetClosed,
    TreatmentDecided,
)
from metroapp.domain.operations import ConcessionEnded, Departure, PieceLeft
from metroapp.domain.people import Action, Signature
from metroapp.services import covering, piece_departures, sheet_proofs
from metroapp.services.concession_room import ANY_DIGEST, ANY_SUFFIX, NOBODY, ConcessionRoom
from metroapp.services.events import PieceSorted
from metroapp.services.exam.admission import require_no_candidate
from metroapp.services.kept_documents import KeptDocument
from metroapp.wording import treatment as words

T = TypeVar("T")
SHEET = "FNC"  # what their numbers begin with


class TreatmentRoom(ConcessionRoom):
    """Each method gives a future; those that write refuse as `Presence.require` or `Presence.sign`."""

    def sheets(self) -> Future[tuple[Nonconformity, ...]]:
        """Every fiche de non-conformité, the first one first."""
        return self._recorder.submit(lambda: tuple(self._sheets().values()))

    # -- the sheets ---------------------------------------------------------------------------------------------------

    def raise_sheet(
        self,
        boxes: Iterable[BoxKey],
        quantity: int | None = None,
        origin: Origin = Origin.PRODUCTION,
        record_id: EntryId | None = None,
    ) -> Future[str]:
        """A sheet about bad values of a record, else of the one on the bench; `quantity` counts the suspected pieces
        too. Its number.

        Refuses `record.none_open`, `record.absent`, `nonconformity.not_bad`, `nonconformity.already_raised`, and as
        `require_raisable`.
        """

        def work() -> str:
            by = self._staff.require(Action.RAISE_SHEET).name
            record, now, sheets = self._record(record_id), self._clock(), self._sheets()
            findings = tuple(
                covering.finding(record, box, given_up=self._is_given_up(sheets, record.header.id, box.piece))
                for box in dict.fromkeys(boxes)
            )
            sheet_proofs.require_unknown(sheets.values(), (finding.measurement for finding in findings))
            count = len({finding.box.piece for finding in findings}) if quantity is None else quantity
            number = self._next_number(SHEET, sheets, now.astimezone().date())
            raised = NonconformityRaised(NOBODY, number, record.header.id, origin, findings, count, by, now)
            require_raisable(raised, record.header.pieces)
            self._write(raised)
            return number

        return self._recorder.submit(work)

    def add_to_sheet(
        self, act: NonconformityAct, signature: Signature | None = None, seen: EntryId | None = None
    ) -> Future[None]:
        """Describe, contain, decide, plan, close…: `act` is completed with who does it and when; `seen`: the last act
        of the sheet that they saw.

        What only quality may do is signed. Refuses `nonconformity.unknown`, `nonconformity.own_gesture` (raise,
        measure again and attach are), and as `Nonconformity.require_next`, `require_seen`,
        `sheet_proofs.require_covered` and `require_still_good`.
        """

        def work() -> None:
            now, by = self._clock(), self._staff.require(Action.RAISE_SHEET).name
            if isinstance(act, (NonconformityRaised, PieceReinspected, SheetAttached)):
                raise Refusal("nonconformity.own_gesture")
            made = replace(act, id=NOBODY, by=by, at=now)
            found = self._sheet(act.sheet)
            found.require_seen(seen, type(made))
            found.require_next(made, now.astimezone().date())
            action = Action.TREAT_SHEET
            if isinstance(made, TreatmentDecided):
                self._require_concessions(made)
                sheet_proofs.require_covered(
                    found, made.lines, self._record, safety_allowed=self._safety_allowed(), late=self._late_for(found)
                )
                if any(line.function_unaltered for line in made.lines):
                    action = Action.GRANT_CONCESSION
            elif isinstance(made, SheetClosed) and found.decision is not None:
                late = self._late_for(found)
                sheet_proofs.require_covered(
                    found, found.decision.lines, self._record,
                    safety_allowed=self._safety_allowed(), at_the_end=True, late=late,
                )  # fmt: skip
                sheet_proofs.require_still_good(found, self._record, late)
            if isinstance(made, SIGNED_ACTS):  # last: a good secret is not spent on what cannot be
                if signature is None:
                    raise Refusal("nonconformity.to_be_signed")
                made = replace(made, granted_by=self._staff.sign(signature, action).name)
            self._write(made)

        return self._recorder.submit(work)

    def reinspect(
        self, number: str, piece: int, record: EntryId | None = None, measured_as: int | None = None,
        seen: EntryId | None = None,
    ) -> Future[bool]:  # fmt: skip
        """A piece was measured again after its rework, in its own record or as a piece of another one: the values that
        were bad, those that follow them, and whether they are good. What covers it there as a piece made later ends.

        Refuses `nonconformity.unknown`, and as `sheet_proofs.reinspection`, `Nonconformity.require_seen` and
        `require_next`.
        """

        def work() -> bool:
            person = self._staff.require(Action.MEASURE)
            require_no_candidate(person)
            by, now, found = person.name, self._clock(), self._sheet(number)
            found.require_seen(seen, PieceReinspected)
            found.require_redone(piece)
            measured = self._record(found.raised.record if record is None else record)
            place = piece if measured_as is None else measured_as
            others, late = self._sheets().values(), self._late_for(found)(piece)
            made = sheet_proofs.reinspection(found, piece, measured, place, self._record, others, by, now, late)
            found.require_next(made, now.astimezone().date())
            kept = covering.counted(measured, place, late)
            ends = [ConcessionEnded(NOBODY, one.id, words.MADE_BEFORE, by, now) for one in kept]
            self._write(made, changed=[(measured, ends)] if ends else [])
            return made.good

        return self._recorder.submit(work)

    def attach(self, number: str, document: KeptDocument, seen: EntryId | None = None) -> Future[None]:
        """A photograph or a document of the workspace becomes part of a fiche.

        Refuses `nonconformity.unknown`, and as `Nonconformity.require_next` and `require_seen`.
        """

        def work() -> None:
            now, by, found = self._clock(), self._staff.require(Action.RAISE_SHEET).name, self._sheet(number)
            made = SheetAttached(NOBODY, number, document.file, document.digest, document.suffix, by, now)
            found.require_seen(seen, SheetAttached)
            found.require_next(made, now.astimezone().date())
            self._write(made)

        return self._recorder.submit(work)

    def may_attach(self, number: str, name: str) -> Future[None]:
        """Whether a file of this name may become part of a fiche, before a copy of it is kept; refuses as `attach`."""

        def work() -> None:
            now, by, found = self._clock(), self._staff.require(Action.RAISE_SHEET).name, self._sheet(number)
            made = SheetAttached(NOBODY, number, one_line(name), ANY_DIGEST, ANY_SUFFIX, by, now)
            found.require_next(made, now.astimezone().date())

        return self._recorder.submit(work)

    # -- the pieces ---------------------------------------------------------------------------------------------------

    def let_go(
        self, pieces: Iterable[int], departure: Departure, signature: Signature, record_id: EntryId | None = None,
        reason: str = "",
    ) -> Future[None]:  # fmt: skip
        """Pieces of a record, closed or not, else of the one on the bench, are shipped or scrapped: nothing about them
        changes any more. `reason`: why pieces that are not bad are scrapped, lost or damaged.

        Refuses `record.none_open`, `record.absent`, `piece.none_named`, and as `piece_departures.require_may_leave`.
        """

        def work() -> None:
            inspection, record, gone = self._on_bench(), self._record(record_id), sorted(set(pieces))
            if not gone:
                raise Refusal("piece.none_named")
            archive, sheets = self._archive(), tuple(self._sheets().values())
            lots = archive.lots([record.header.id, *(sheet.raised.record for sheet in sheets if sheet.is_open)])
            bad = archive.bad_of_lot(record.header.id) if departure is Departure.SHIPPED else []
            piece_departures.require_may_leave(
                record, gone, departure, sheets, lots, self._record, map(self._record, bad), reason
            )  # fmt: skip
            signer = self._staff.sign(signature, Action.TREAT_SHEET).name  # last: not spent on what cannot be
            left = [PieceLeft(NOBODY, piece, departure, signer, self._clock(), reason.strip()) for piece in gone]
            if inspection is None or inspection.record is not record:
                archive.write(record, *left)
                return
            inspection.write(*left)
            for piece in gone:
                self._publish(PieceSorted(piece, record.disposition(piece), record.sorting(), None))
            inspection.pieces_left()

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _sheets(self) -> dict[str, Nonconformity]:
        return self._archive().sheets()

    def _sheet(self, number: str) -> Nonconformity:
        """Refuses `nonconformity.unknown`."""
        found = self._archive().sheets(number).get(number)
        if found is None:
            raise Refusal("nonconformity.unknown", number=number)
        return found

    @staticmethod
    def _is_given_up(sheets: dict[str, Nonconformity], record: EntryId, piece: int) -> bool:
        """Whether a piece is to be scrapped or returned by a fiche that is over: another one may decide otherwise."""
        is_over = not any(sheet.is_open and (record, piece) in sheet.places for sheet in sheets.values())
        return is_over and last_treatment(sheets.values(), record, piece) in GIVEN_UP

    def _late_for(self, sheet: Nonconformity) -> sheet_proofs.Late:
        """The dérogations that came after a piece of a sheet, by piece."""
        return lambda piece: self._late((sheet.raised.record, piece))

    def _require_concessions(self, act: NonconformityAct) -> None:
        """Refuse (`nonconformity.concession_unknown`) a treatment by a dérogation that was never activated."""
        lines = getattr(act, "lines", ())
        files = self._files() if any(line.concession for line in lines) else {}
        for line in lines:
            number = line.concession.strip()
            if number and (number not in files or files[number].activation is None):
                raise Refusal("nonconformity.concession_unknown", number=number)
