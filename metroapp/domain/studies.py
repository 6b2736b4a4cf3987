"""A study of a measuring system as the sum of its acts: whose turn it is, on which piece, and where it stands.

The order of the turns follows from the seed by digests, so that it is the same on any computer, and nobody who measures
can foresee it: in each series every operator has every piece once, in an order of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from hashlib import sha256

from metroapp.domain.message import Refusal
from metroapp.domain.study_acts import (
    StudyAbandoned,
    StudyAct,
    StudyConcluded,
    StudyKind,
    StudyOpened,
    StudyPieceKnown,
    StudyReading,
    StudyReadingCancelled,
)

FEWEST_OF_TYPE_1 = 25
MOST_TURNS = 1_000


@dataclass(frozen=True, slots=True)
class Turn:
    """One operator measures one piece, for the how manyth time."""

    operator: str
    piece: int
    trial: int


class StudyState(Enum):
    """Where a study stands."""

    GOING_ON = "going_on"
    MEASURED = "measured"  # every reading is there: it is to be concluded
    CONCLUDED = "concluded"
    ABANDONED = "abandoned"


@dataclass(frozen=True)
class Study:
    """The acts of one study, in the order of the journal."""

    acts: tuple[StudyAct, ...]

    @cached_property
    def opened(self) -> StudyOpened:
        first = self.acts[0]
        assert isinstance(first, StudyOpened)
        return first

    @property
    def number(self) -> str:
        return self.opened.number

    @property
    def kind(self) -> StudyKind:
        return self.opened.kind

    @cached_property
    def readings(self) -> Mapping[Turn, StudyReading]:
        """Those that count, in the order in which they were taken."""
        cancelled = {act.cancels for act in self.acts if isinstance(act, StudyReadingCancelled)}
        return {
            Turn(act.operator, act.piece, act.trial): act
            for act in self.acts
            if isinstance(act, StudyReading) and act.id not in cancelled
        }

    @cached_property
    def cancelled(self) -> tuple[tuple[StudyReading, StudyReadingCancelled], ...]:
        """Readings taken back, each with why."""
        taken = {act.id: act for act in self.acts if isinstance(act, StudyReading)}
        return tuple((taken[act.cancels], act) for act in self.acts if isinstance(act, StudyReadingCancelled))

    @property
    def known_pieces(self) -> Mapping[int, bool]:
        """What the pieces of an attribute study are; what was said last counts."""
        return {act.piece: act.is_good for act in self.acts if isinstance(act, StudyPieceKnown)}

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Every turn, in the order that is proposed."""
        opened = self.opened
        found: list[Turn] = []
        for trial in range(1, opened.trials + 1):
            for place in sorted(range(len(opened.operators)), key=lambda one: self._rank(trial, one)):
                pieces = sorted(range(1, opened.pieces + 1), key=lambda piece: self._rank(trial, place, piece))
                found += [Turn(opened.operators[place], piece, trial) for piece in pieces]
        return tuple(found)

    def _rank(self, *places: int) -> bytes:
        """Of the place of an operator, not of a name: that may be erased."""
        return sha256(repr((self.opened.seed, *places)).encode()).digest()

    @property
    def expected(self) -> Turn | None:
        """The turn that comes first of all, whoever is there."""
        return next((turn for turn in self.turns if turn not in self.readings), None)

    def expected_of(self, operator: str) -> Turn | None:
        """The turn of somebody who is there; refuses `study.not_operator`."""
        if operator not in self.opened.operators:
            raise Refusal("study.not_operator", number=self.number, name=operator, operators=self.opened.operators)
        return next((one for one in self.turns if one.operator == operator and one not in self.readings), None)

    def standard_seen(self, turn: Turn, value: Decimal) -> int | None:
        """The number of another standard, where a reading is ten times nearer to its size: it was taken by mistake."""
        sizes = self.opened.references
        if not sizes:
            return None
        nearest = min(range(len(sizes)), key=lambda place: abs(value - sizes[place]))
        is_other = 10 * abs(value - sizes[nearest]) < abs(value - sizes[turn.piece - 1])
        return nearest + 1 if is_other else None

    @property
    def ending(self) -> StudyConcluded | StudyAbandoned | None:
        last = self.acts[-1]
        return last if isinstance(last, StudyConcluded | StudyAbandoned) else None

    @property
    def is_told(self) -> bool:
        """Whether what was read may be shown: every reading is there, or it stopped."""
        return self.expected is None or self.ending is not None

    @property
    def state(self) -> StudyState:
        match self.ending:
            case StudyConcluded():
                return StudyState.CONCLUDED
            case StudyAbandoned():
                return StudyState.ABANDONED
        return StudyState.GOING_ON if self.expected is not None else StudyState.MEASURED

    @property
    def is_simulated(self) -> bool:
        return any(one.simulated for one in self.readings.values())

    def require_going_on(self) -> None:
        """Refuse (`study.over`) what comes after its end."""
        if self.ending is not None:
            raise Refusal("study.over", number=self.number)


def studies_of(acts: Iterable[StudyAct]) -> dict[str, Study]:
    """Every study by its number, the first one first."""
    found: dict[str, list[StudyAct]] = {}
    for act in acts:
        found.setdefault(act.number, []).append(act)
    return {number: Study(tuple(given)) for number, given in found.items()}


def require_design(
    kind: StudyKind,
    operators: tuple[str, ...],
    pieces: int,
    trials: int,
    tolerance: Decimal | None,
    reference: Decimal | None,
    references: tuple[Decimal, ...] = (),
) -> None:
    """Refuse a study from which nothing could be computed: `study.crossed_design`, `.type_1_design`,
    `.linearity_design`, `.attribute_design`, `.operator_twice`, `.too_long`, `.tolerance` and `.no_reference`."""
    if len(set(operators)) != len(operators):
        raise Refusal("study.operator_twice")
    if len(operators) * pieces * trials > MOST_TURNS:
        raise Refusal("study.too_long", most=MOST_TURNS)
    if tolerance is not None and tolerance <= 0:
        raise Refusal("study.tolerance")
    if kind is StudyKind.CROSSED and min(len(operators), pieces, trials) < 2:
        raise Refusal("study.crossed_design")
    if kind is StudyKind.ATTRIBUTE and (not operators or pieces < 2 or trials < 1 or len(operators) * trials < 2):
        raise Refusal("study.attribute_design")
    if kind is StudyKind.LINEARITY:
        is_possible = len(operators) == 1 and len(set(references)) == len(references) == pieces
        if not is_possible or pieces < 2 or trials < 2:
            raise Refusal("study.linearity_design")
    if kind is StudyKind.TYPE_1:
        if (len(operators), pieces) != (1, 1) or trials < FEWEST_OF_TYPE_1:
            raise Refusal("study.type_1_design", least=FEWEST_OF_TYPE_1)
        if reference is None or tolerance is None:
            raise Refusal("study.no_reference")
