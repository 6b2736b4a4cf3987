"""The studies of measuring systems as the window asks for them: opened, measured, concluded."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from decimal import Decimal
from secrets import randbelow

from metroapp.domain.entered_text import require_reason, require_text
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.domain.studies import Study, StudyState, require_design, studies_of
from metroapp.domain.study_acts import (
    STUDY_ACTS,
    StudyAbandoned,
    StudyAct,
    StudyConcluded,
    StudyKind,
    StudyOpened,
    StudyPieceKnown,
)
from metroapp.services.rights import may
from metroapp.services.spc.process_room import NOBODY, Premise, ProcessRoom
from metroapp.services.spc.study_view import StudyView
from metroapp.services.spc.studying import Studying, require_standard

_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class NewStudy:
    """What is asked for when a study is opened; `seed` None: any."""

    kind: StudyKind
    instrument: str
    subject: str
    tolerance: Decimal | None
    operators: tuple[str, ...]
    pieces: int = 10
    trials: int = 3
    reference: Decimal | None = None
    seed: int | None = None
    references: tuple[Decimal, ...] = ()  # as many as pieces


class StudyRoom(ProcessRoom):
    """Each method gives a future; those of the study that goes on refuse as those of `Studying` with the same name."""

    LETTERS = "EM"

    def __init__(self, premise: Premise, studying: Studying) -> None:
        super().__init__(premise)
        self._studying = studying

    def studies(self) -> Future[list[Study]]:
        """Every study, the last opened first."""
        return self._recorder.submit(lambda: list(reversed(self._all().values())))

    def open(self, new: NewStudy) -> Future[Study]:
        """Open a study. Refuses as `require_design`, `study.subject`, `study.no_instrument`, `study.not_measuring` (who
        has no right to measure), as `require_standard`, `Studying.require_serving`, `require_text` and
        `Presence.require`."""

        def work() -> Study:
            by = self._staff.require(Action.KEEP_PROCESS).name
            require_text(new.subject)
            if not new.subject.strip():
                raise Refusal("study.subject")
            require_design(
                new.kind, new.operators, new.pieces, new.trials, new.tolerance, new.reference, new.references
            )
            if not new.instrument and new.kind is not StudyKind.ATTRIBUTE:
                raise Refusal("study.no_instrument")
            means = self._studying.require_serving(new.instrument)
            for size in new.references if new.reference is None else (new.reference,):
                if means is not None:
                    require_standard(size, means)
            able = {one.name for one in self._staff.people.everybody() if may(one, Action.NOTE_PROCESS)}
            unable = [name for name in new.operators if name not in able]
            if unable:
                raise Refusal("study.not_measuring", name=unable[0])
            now = self._clock()
            (opened,) = self._write(StudyOpened(
                NOBODY, self._next_number(self._all(), now.astimezone().date()), new.kind, new.instrument,
                new.subject.strip(), new.tolerance, new.reference, new.operators, new.pieces, new.trials,
                randbelow(_SEEDS) if new.seed is None else new.seed, by, now, new.references,
            ))  # fmt: skip
            return self._studying.load(opened.number)

        return self._recorder.submit(work)

    # -- the one that goes on -----------------------------------------------------------------------------------------

    def begin(self, number: str) -> Future[StudyView]:
        return self._recorder.submit(self._studying.begin, number)

    def view(self) -> Future[StudyView | None]:
        return self._recorder.submit(self._studying.view)

    def pause(self) -> Future[None]:
        return self._recorder.submit(self._studying.pause)

    def type_reading(self, text: str) -> Future[StudyView]:
        return self._recorder.submit(self._studying.type_reading, text)

    def answer(self, *, is_good: bool) -> Future[StudyView]:
        return self._recorder.submit(lambda: self._studying.answer(is_good=is_good))

    def hold(self, piece: int) -> Future[None]:
        return self._recorder.submit(self._studying.hold, piece)

    def undo(self, reason: str) -> Future[StudyView]:
        return self._recorder.submit(self._studying.undo, reason)

    # -- how it ends --------------------------------------------------------------------------------------------------

    def know_pieces(self, number: str, pieces: Mapping[int, bool]) -> Future[Study]:
        """Say which pieces of an attribute study are good, and which are bad; refuses `study.no_such_piece`,
        `study.over`, `study.wants_values` and as `Presence.require`."""

        def work() -> Study:
            by, study = self._staff.require(Action.KEEP_PROCESS).name, self._studying.load(number)
            study.require_going_on()
            if study.kind is not StudyKind.ATTRIBUTE:
                raise Refusal("study.wants_values", number=number)
            for piece in pieces:
                if not 1 <= piece <= study.opened.pieces:
                    raise Refusal("study.no_such_piece", piece=piece, pieces=study.opened.pieces)
            now, known = self._clock(), study.known_pieces
            changed = [(piece, is_good) for piece, is_good in pieces.items() if known.get(piece) is not is_good]
            if changed:
                self._write(*(StudyPieceKnown(NOBODY, number, piece, is_good, by, now) for piece, is_good in changed))
            return self._studying.load(number)

        return self._recorder.submit(work)

    def conclude(self, number: str, reason: str, signature: Signature, *, is_fit: bool) -> Future[Study]:
        """Say, signed, whether the measuring system is fit. Refuses `study.incomplete`, `study.over`, as
        `require_reason`, `Presence.require` and `Presence.sign`."""

        def work() -> Study:
            by, study = self._staff.require(Action.KEEP_PROCESS).name, self._studying.load(number)
            study.require_going_on()
            if study.state is not StudyState.MEASURED:
                left = len(study.turns) - len(study.readings)
                raise Refusal("study.incomplete", number=number, left=left)
            said = require_reason(reason)  # what is refused asks for no secret
            signer = self._staff.sign(signature, Action.KEEP_PROCESS).name
            self._leave(number)
            self._write(StudyConcluded(NOBODY, number, is_fit, said, signer, by, self._clock()))
            return self._studying.load(number)

        return self._recorder.submit(work)

    def abandon(self, number: str, reason: str) -> Future[Study]:
        """Stop a study where it is; refuses `study.over`, as `require_reason` and `Presence.require`."""

        def work() -> Study:
            by, study = self._staff.require(Action.KEEP_PROCESS).name, self._studying.load(number)
            study.require_going_on()
            said = require_reason(reason)
            self._leave(number)
            self._write(StudyAbandoned(NOBODY, number, said, by, self._clock()))
            return self._studying.load(number)

        return self._recorder.submit(work)

    def _leave(self, number: str) -> None:
        view = self._studying.view()
        if view is not None and view.study.number == number:
            self._studying.pause()

    def _all(self) -> dict[str, Study]:
        acts = self._archive().process_acts(kinds=STUDY_ACTS)
        return studies_of(act for act in acts if isinstance(act, StudyAct))
