"""What is done of dérogations: asked for, decided, activated, withdrawn, and what they cover as pieces are measured.

Futures, done by the recorder thread: what it writes at once, an act with what follows on the records, is all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.domain.concession_demands import require_possible
from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    ConcessionAct,
    ConcessionActivated,
    ConcessionAllotted,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionFile,
    ConcessionRequested,
    ConcessionWithdrawn,
    FileState,
    Moment,
    OpinionGiven,
    files_of,
)
from metroapp.domain.entered_text import one_line, require_reason
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.domain.operations import Concession, ConcessionEnded
from metroapp.domain.people import Action, Signature
from metroapp.domain.piece_places import Place
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.domain.treatment_acts import CONCESSION_ACTS, TreatmentAct, number_of
from metroapp.domain.yearly_numbers import next_number
from metroapp.services import covering, sheet_proofs
from metroapp.services.events import Event, PieceSorted, TreatmentChanged
from metroapp.services.inspection import Inspection
from metroapp.services.kept_documents import KeptDocument
from metroapp.services.recorder import Recorder
from metroapp.services.staff import Staff
from metroapp.wording import treatment as words

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

FILE = "DER"  # what their numbers begin with
NOBODY = EntryId("", 0)
ANY_DIGEST, ANY_SUFFIX = "0" * 64, ".pdf"  # of a file that is not kept yet
_WORKING = (FileState.ACTIVE, FileState.EXHAUSTED, FileState.EXPIRED)


class ConcessionRoom:
    """Each method gives a future; those that write refuse as `Presence.require` or `Presence.sign`."""

    def __init__(
        self,
        recorder: Recorder,
        staff: Staff,
        archive: Callable[[], Archive],
        on_bench: Callable[[], Inspection | None],
        publish: Callable[[Event], None],
        clock: Callable[[], datetime],
        safety_allowed: Callable[[], bool],
    ) -> None:
        self._recorder = recorder
        self._staff = staff
        self._archive = archive
        self._on_bench = on_bench
        self._publish = publish
        self._clock = clock
        self._safety_allowed = safety_allowed  # whether the workshop lets characteristics of safety be departed from

    def files(self) -> Future[tuple[ConcessionFile, ...]]:
        """Every dérogation, the first one first, with the pieces that it covers now."""
        return self._recorder.submit(lambda: tuple(self._files().values()))

    def request(self, asked: ConcessionRequested) -> Future[str]:
        """Ask for a dérogation on a part that has a revision; its number, whatever `asked` says of it.

        Refuses `part.absent`, and as `require_possible` and `covering.require_as_measured`; *avant réalisation*, which
        is for all posts, as `Archive.require_home`.
        """

        def work() -> str:
            by, now = self._staff.require(Action.RAISE_SHEET).name, self._clock()
            if asked.moment is Moment.BEFORE_PRODUCTION:
                self._archive().require_home()
            known, today = self._known(asked), now.astimezone().date()
            require_possible(asked, known, today, safety_allowed=self._safety_allowed())
            limits = tuple(replace(one, callout=known[one.balloon].callout.text) for one in asked.limits)
            archive = self._archive()
            numbers = {*archive.treatment_numbers(), *archive.concession_numbers()}
            number = self._next_number(FILE, numbers, today)
            simulated = self._require_named(asked)
            self._write(
                replace(asked, id=NOBODY, file=number, limits=limits, simulated=simulated, by=by, at=now)
            )  # fmt: skip
            return number

        return self._recorder.submit(work)

    def give_opinion(self, number: str, opinion: str, signature: Signature, *, favourable: bool) -> Future[None]:
        """What quality thinks of a demand."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return OpinionGiven(NOBODY, number, favourable, require_reason(opinion), signer, by, now)

        return self._on_file(number, act, signature)

    def record_decision(
        self, number: str, authority: Authority, reference: str, name: str, on: date, signature: Signature, *,
        accepted: bool, document: str = "",
    ) -> Future[None]:  # fmt: skip
        """The decision of the design office or of the customer, as their paper says it; `document`: the digest of this
        paper, attached before."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return AuthorityDecided(
                NOBODY, number, authority, accepted, reference.strip(), name.strip(), on, document, by, now, signer
            )  # fmt: skip

        return self._on_file(number, act, signature)

    def activate(self, number: str, signature: Signature) -> Future[None]:
        """Let a dérogation accept pieces: those that it names at once, or those made from now on."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return ConcessionActivated(NOBODY, number, signer, by, now)

        return self._on_file(number, act, signature)

    def allot(self, number: str, post: str, quantity: int, signature: Signature) -> Future[None]:
        """Let another post accept so many of its pieces; 0 takes them back. The others are for this post."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return ConcessionAllotted(NOBODY, number, post.strip().upper(), quantity, signer, by, now)

        return self._on_file(number, act, signature)

    def withdraw(self, number: str, reason: str, signature: Signature) -> Future[None]:
        """It accepts no more; the pieces that it covered and that are still there are to be decided again."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return ConcessionWithdrawn(NOBODY, number, require_reason(reason), signer, by, now)

        return self._on_file(number, act, signature)

    def close_file(self, number: str, signature: Signature) -> Future[None]:
        """It accepts no more; what it accepted stays accepted. A demand is given up."""

        def act(signer: str, by: str, now: datetime) -> ConcessionAct:
            return ConcessionClosed(NOBODY, number, by, now, signer)

        return self._on_file(number, act, signature)

    def attach_to_file(self, number: str, document: KeptDocument) -> Future[None]:
        """A document of the workspace becomes part of a dérogation: the decision as it was signed, a photograph.

        Refuses `concession_file.unknown`, and as `ConcessionFile.require_next`.
        """

        def work() -> None:
            now, by = self._clock(), self._staff.require(Action.RAISE_SHEET).name
            self._archive().require_own(number)
            found = self._file(number)
            made = ConcessionDocumented(NOBODY, number, document.file, document.digest, document.suffix, by, now)
            found.require_next(made, now.astimezone().date())
            self._write(made, found)

        return self._recorder.submit(work)

    def may_attach_to_file(self, number: str, name: str) -> Future[None]:
        """Whether a file of this name may become part of a dérogation, before a copy of it is kept; refuses as
        `attach_to_file`."""

        def work() -> None:
            now, by = self._clock(), self._staff.require(Action.RAISE_SHEET).name
            self._archive().require_own(number)
            made = ConcessionDocumented(NOBODY, number, one_line(name), ANY_DIGEST, ANY_SUFFIX, by, now)
            self._file(number).require_next(made, now.astimezone().date())

        return self._recorder.submit(work)

    def concessions_for(self, piece: int) -> Future[tuple[tuple[ConcessionFile, Message | None], ...]]:
        """The active dérogations of the part on the bench, each with why it does not cover a piece as it is now, None
        where it does; refuses `record.none_open`, `record.unknown_piece`."""

        def work() -> tuple[tuple[ConcessionFile, Message | None], ...]:
            record, today = self._record(None), self._latest_day()
            if piece not in record.pieces:
                raise Refusal("record.unknown_piece", piece=piece)
            key = covering.part_key(record)
            return tuple(
                (file, covering.objection(file, record, piece, today, safety_allowed=self._safety_allowed()))
                for file in self._files().values()
                if file.request.part == key and file.state(today) in _WORKING
            )

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def consider(self, inspection: Inspection, piece: int) -> None:
        """A piece changed: an active dérogation may cover it now, and one that covers it may do so no more.

        A piece that is wholly covered stays where it is; one with another defect gives its place back.
        """
        record = inspection.record
        bad = covering.bad_boxes(record, piece)
        if not bad or all(record.conceded(one.box) is not None for one in bad):
            return
        now = inspection.now()
        file = self._covering(record, piece, self._latest_day()) if covering.is_complete(record, piece) else None
        if file is not None:
            covered = covering.concession(file, record, piece, inspection.operator, now)
            self._change(inspection, covered)
            return
        kept = covering.counted(record, piece, self._permits())
        ends = (ConcessionEnded(NOBODY, one.id, words.OTHER_DEFECT, inspection.operator, now) for one in kept)
        self._change(inspection, *ends)

    def _change(self, inspection: Inspection, *operations: covering.Change) -> None:
        if operations:
            granted = {one.id: one.number for one in inspection.record.concessions}
            inspection.write(*operations)
            self._say_sorted(inspection.record, operations)
            numbers = (one.number if isinstance(one, Concession) else granted[one.concession] for one in operations)
            self._publish(TreatmentChanged(tuple(dict.fromkeys(numbers))))

    def _covering(self, record: InspectionRecord, piece: int, today: date) -> ConcessionFile | None:
        """The dérogation that covers a piece and has a place for it; what it already covers is counted last."""
        archive, safety_allowed, late = self._archive(), self._safety_allowed(), self._late((record.header.id, piece))
        for file in files_of(self._acts(), post=archive.next_id.post).values():
            if file.activation is None or file.number in late:
                continue
            if covering.objection(file, record, piece, today, safety_allowed=safety_allowed) is not None:
                continue
            most = file.share
            held = piece in record.standing(file.number)
            if most is None or archive.standing(file.number, record) - held < most:
                return file
        return None

    def _late(self, place: Place) -> frozenset[str]:
        """The numbers of the dérogations *avant réalisation* activated after a fiche was about the piece of a place."""
        files = [one for one in files_of(self._acts()).values() if one.request.moment is Moment.BEFORE_PRODUCTION]
        sheets = self._archive().sheets().values() if files else ()  # read only where it matters
        return sheet_proofs.late_permits(sheets, files, place)

    def _permits(self) -> frozenset[str]:
        """The numbers of the dérogations *avant réalisation*."""
        before = Moment.BEFORE_PRODUCTION
        return frozenset(number for number, one in files_of(self._acts()).items() if one.request.moment is before)

    def _record(self, id: EntryId | None) -> InspectionRecord:
        """A record as it is on the bench, else as the archive holds it; without an id, the one on the bench.

        Refuses `record.none_open`, `record.absent`.
        """
        inspection = self._on_bench()
        if inspection is not None and id in (None, inspection.record.header.id):
            return inspection.record
        if id is None:
            raise Refusal("record.none_open")
        return self._archive().load(id)

    def _files(self) -> dict[str, ConcessionFile]:
        archive, inspection, acts = self._archive(), self._on_bench(), self._acts()
        opened = None if inspection is None else inspection.record
        used = {number: archive.standing(number, opened) for number in {act.file for act in acts}}
        return files_of(acts, used, archive.next_id.post)

    def _file(self, number: str) -> ConcessionFile:
        """One dérogation; refuses `concession_file.unknown`."""
        archive, inspection = self._archive(), self._on_bench()
        acts = [act for act in archive.treatment_acts(number) if isinstance(act, CONCESSION_ACTS)]
        if not acts:
            raise Refusal("concession_file.unknown", number=number)
        opened = None if inspection is None else inspection.record
        return files_of(acts, {number: archive.standing(number, opened)}, archive.next_id.post)[number]

    def _acts(self) -> list[ConcessionAct]:
        """Those of the home post are activated where this one heard of it: what is made here before is no later."""
        archive = self._archive()
        return [
            replace(act, id=archive.place_here(act.id)) if isinstance(act, ConcessionActivated) else act
            for act in archive.treatment_acts()
            if isinstance(act, CONCESSION_ACTS)
        ]

    def end_withdrawn(self) -> None:
        """In the recorder thread: dérogations came down that were withdrawn; what they covered here ends."""
        archive, inspection, ended = self._archive(), self._on_bench(), []
        for file in files_of(self._acts(), post=archive.next_id.post).values():
            last = file.acts[-1]
            if not file.is_elsewhere or not isinstance(last, ConcessionWithdrawn):
                continue
            for record in covering.records_of(archive, file.number, inspection):
                ends = [
                    ConcessionEnded(NOBODY, one.id, last.reason, last.by, self._clock())
                    for one in covering.still_there(record, file.number)
                ]
                ended += [(record, ends)] if ends else []
        if not ended:
            return
        try:
            archive.treat((), ended)
        except Exception:
            if inspection is not None:
                inspection.read_again()
            raise
        for record, ends in ended:
            if inspection is not None and record is inspection.record:
                self._say_sorted(record, ends)

    def _known(self, asked: ConcessionRequested) -> dict[str, Characteristic]:
        """The characteristics of a part as it is now, by balloon; refuses `part.absent`."""
        revision = self._archive().current_part_revision(asked.part)
        known = revision.part.inspected if revision is not None else self._inspected(asked)
        return {found.balloon: found for found in known}

    def _require_still_possible(self, asked: ConcessionRequested, today: date) -> None:
        """Refuse a dérogation from a part that changed since: as `require_possible`, and
        `concession_file.other_callout`."""
        known = self._known(asked)
        require_possible(asked, known, today, safety_allowed=self._safety_allowed())
        for one in asked.limits:
            callout = known[one.balloon].callout.text
            if one.callout != callout:
                raise Refusal("concession_file.other_callout", number=asked.file, balloon=one.balloon, callout=callout)

    def _require_named(self, asked: ConcessionRequested) -> bool:
        """Refuse pieces that are not as the demand says; whether it is made on simulated measurements."""
        if not asked.pieces:
            inspection = self._on_bench()
            return asked.simulated or (inspection is not None and inspection.record.header.simulated)
        simulated = asked.simulated
        for named in asked.pieces:
            record = self._record(named.record)
            covering.require_as_measured(record, asked.part, named)
            simulated = simulated or covering.is_simulated(record, named.piece)
        return simulated

    def _today(self) -> date:
        return self._clock().astimezone().date()

    def _latest_day(self) -> date:
        """Today, or the latest day that the journal knows: a clock set back gives no expired dérogation its life
        again."""
        today = self._today()
        if any(isinstance(act, ConcessionRequested) and act.until is not None for act in self._acts()):
            latest = self._archive().latest_moment()
            return today if latest is None else max(today, latest.astimezone().date())
        return today

    def _inspected(self, asked: ConcessionRequested) -> tuple[Characteristic, ...]:
        """The characteristics of a part that only the record on the bench knows; refuses `part.absent`."""
        inspection = self._on_bench()
        if inspection is None or covering.part_key(inspection.record) != asked.part:
            raise Refusal("part.absent", reference=asked.part[0])
        return inspection.record.characteristics

    def _on_file(
        self, number: str, act: Callable[[str, str, datetime], ConcessionAct], signature: Signature
    ) -> Future[None]:
        def work() -> None:
            now, by = self._clock(), self._staff.presence.require_somebody().name
            self._archive().require_own(number)
            found = self._file(number)
            found.require_next(act("", by, now), self._latest_day())
            if isinstance(act("", by, now), ConcessionActivated):  # what is drawn may have changed since the demand
                self._require_still_possible(found.request, now.astimezone().date())
            signer = self._staff.sign(signature, Action.GRANT_CONCESSION).name  # last: not spent on what cannot be
            self._write(act(signer, by, now), found)

        return self._recorder.submit(work)

    def _write(
        self,
        act: TreatmentAct,
        file: ConcessionFile | None = None,
        changed: Sequence[tuple[InspectionRecord, Sequence[covering.Change]]] = (),
    ) -> None:
        """An act, with what it changes on the records."""
        archive, inspection = self._archive(), self._on_bench()
        if file is not None and isinstance(act, ConcessionActivated):
            activated, safety_allowed = replace(file, acts=(*file.acts, act)), self._safety_allowed()
            changed = covering.named_pieces(archive, activated, inspection, act, safety_allowed=safety_allowed)
        elif file is not None and isinstance(act, ConcessionWithdrawn):
            changed = [
                (record, [ConcessionEnded(NOBODY, one.id, act.reason, act.by, act.at) for one in ended])
                for record in covering.records_of(archive, file.number, inspection)
                if (ended := covering.still_there(record, file.number))
            ]
        on_bench = None if inspection is None else inspection.record
        try:
            archive.treat((act,), changed)
        except Exception:
            if inspection is not None:
                inspection.read_again()
            raise
        for record, operations in changed:
            if record is on_bench and inspection is not None:
                self._say_sorted(record, operations)
        self._publish(TreatmentChanged((number_of(act),)))

    def _say_sorted(self, record: InspectionRecord, operations: Iterable[covering.Change]) -> None:
        """The pieces of the record on the bench that are another thing now."""
        granted = {one.id: one.piece for one in record.concessions}
        for one in operations:
            piece = one.piece if isinstance(one, Concession) else granted[one.concession]
            last = next((each for each in reversed(record.concessions) if each.piece == piece), None)
            self._publish(PieceSorted(piece, record.disposition(piece), record.sorting(), last))

    def _next_number(self, kind: str, known: Iterable[str], today: date) -> str:
        """The number after the last one of the year: `DER-2026-003`."""
        return next_number(kind, self._archive().next_id.post, today.year, known)
