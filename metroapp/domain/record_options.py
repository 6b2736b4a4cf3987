"""How a record is filled: its order, its gates and what a bad value asks for, fixed when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from metroapp.domain.callout import TextureStandard
from metroapp.domain.column_checks import UNCHECKED, ColumnChecks
from metroapp.domain.comparing import ONE_ZERO, Comparing
from metroapp.domain.examination import Aid, Examination
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role

LONGEST_MINUTES = 24 * 60
APPROVING = (Role.OPERATOR, Role.TRAINER, Role.QUALITY)


class Order(Enum):
    """In which order the boxes are expected; the operator may jump anywhere."""

    PIECE = "piece"  # piece by piece
    CHARACTERISTIC = "characteristic"
    INSTRUMENT = "instrument"  # the fewest changes of instrument


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """Refuses `options.minutes_out_of_bounds`, `options.approving_role`."""

    order: Order = Order.PIECE
    cleaning: bool = False  # the pieces are said to be clean and deburred before the first reading
    approval: Role | None = None  # who signs the first piece (bon à produire) before the others are measured
    asks: bool = True  # a bad value asks at once: retake, confirm, or call
    concordant: bool = True  # from bad to good takes two good readings in a row, or the visa of quality
    widens: bool = True  # a bad value on a sample makes every piece back to the last good check to be measured
    minutes: int | None = None  # allotted
    assists: bool = True  # fit means are recommended, and unfit ones refused; else it says nothing, and notes them
    offers_corrections: bool = True  # what a tool offset could be corrected by is said while measuring
    comparing: Comparing = ONE_ZERO
    column: ColumnChecks = UNCHECKED
    texture: TextureStandard | None = None  # of roughness, where the drawing does not say; None: one value decides
    examination: Examination | None = None  # of a candidate; the program then says only what the session lets it

    def __post_init__(self) -> None:
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST_MINUTES:
            raise Refusal("options.minutes_out_of_bounds", most=LONGEST_MINUTES)
        if self.approval is not None and self.approval not in APPROVING:
            raise Refusal("options.approving_role", role=self.approval)

    def offers(self, aid: Aid) -> bool:
        """Whether the program helps so: always, but in an examination that does not let it."""
        return self.examination is None or self.examination.offers(aid)

    @property
    def advises(self) -> bool:
        """Whether whoever measures is told which means are fit."""
        return self.assists if self.examination is None else self.examination.offers(Aid.EXPECTED_MEANS)

    @property
    def lets_choose(self) -> bool:
        """Whether any means that gives such a value is taken, of the kind that the sheet asks for or not: the choice is
        what is examined."""
        return self.examination is not None and not self.assists

    @property
    def wants_declared_means(self) -> bool:
        """Whether the means that no frame identifies is the one that the candidate declared, and no other."""
        return self.examination is not None


NEW_WORKSHOP = RecordOptions(comparing=Comparing(), column=ColumnChecks(), texture=TextureStandard.ISO_4288)
# The last value decides and nothing is asked: the records of before there was a choice.
PLAIN = RecordOptions(asks=False, concordant=False, widens=False)


class Gate(Enum):
    """What must be done before the next reading is taken."""

    CLEANING = "cleaning"
    ANSWER = "answer"  # to a bad value
    APPROVAL = "approval"
    DATUM = "datum"  # the piece is to be set on its datums
