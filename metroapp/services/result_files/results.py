"""What a file of results says, whatever its format: what was asked, what was found, and what the limits decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metroapp.domain.acceptance import Requirement, Verdict, zones
from metroapp.domain.decision_rule import SIMPLE
from metroapp.domain.machine_results import Flaw
from metroapp.domain.quantity import Unit

LARGEST_FILE = 20 * 1024 * 1024
MOST_CHARACTERISTICS = 10_000
MOST_VALUES = 500_000


@dataclass(frozen=True, slots=True)
class FileCharacteristic:
    """One characteristic of a file. Limits are in `unit`, None where it is not one of ours; a limit that the file does
    not give is None."""

    name: str
    designation: str
    is_observed: bool = False
    nominal: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: Unit | None = Unit.MM
    is_balloon: bool = True  # False: `name` is not of the form that has a balloon in it

    def verdict(self, value: Decimal | None, is_good: bool | None) -> Verdict | None:
        """What its limits decide of a value by simple acceptance: a file says no uncertainty. None without a value or
        without a limit. Refuses `decision.limits_crossed`."""
        if is_good is not None:
            return Verdict.CONFORMING if is_good else Verdict.NONCONFORMING
        if value is None or (self.lower is None and self.upper is None):
            return None
        return zones(Requirement(self.lower, self.upper), SIMPLE).verdict(value)


@dataclass(frozen=True, slots=True)
class FileValue:
    """One value of one piece, in the unit of its characteristic; neither `value` nor `is_good` where it was not taken.

    `said` is the status that the file itself gives, in its own words; `meant` what that says of the requirement.
    """

    characteristic: FileCharacteristic
    piece: str
    value: Decimal | None = None
    is_good: bool | None = None  # of what was seen
    at: datetime | None = None  # without an offset where the format has none
    text: str = ""
    said: str = ""
    meant: Verdict | None = None
    designator: str = ""  # of the nonconformance
    piece_is_said: bool = True  # False: its rank in the file, or nothing
    line: int = 0  # in the file, from 1; 0 where it has no lines
    raw: str = ""  # as it stands there
    flaw: Flaw | None = None
    is_proven: bool = (
        False  # `meant` comes from sealed entries: decided by a rule and uncertainties that limits do not say
    )

    @property
    def is_taken(self) -> bool:
        return self.value is not None or self.is_good is not None

    @property
    def verdict(self) -> Verdict | None:
        """What the limits of the file decide of it; of what is proven, what was decided."""
        if self.is_proven:
            return self.meant
        return self.characteristic.verdict(self.value, self.is_good)

    @property
    def disagrees(self) -> bool:
        """Whether the file says one thing and its limits another."""
        return self.meant is not None and self.verdict is not None and self.meant is not self.verdict


@dataclass(frozen=True, slots=True)
class ResultFile:
    """A file of results. `header` by the names of the columns of `forms.result_columns`, and a few more.

    `signed_with`: of a file that proves itself, the key that signed the whole of it, empty where none did.
    """

    format: str
    header: Mapping[str, str]
    characteristics: tuple[FileCharacteristic, ...]
    values: tuple[FileValue, ...]
    signed_with: str | None = None

    @property
    def pieces(self) -> tuple[str, ...]:
        """Their names, in the order of the file."""
        return tuple(dict.fromkeys(one.piece for one in self.values))

    @property
    def disagreements(self) -> Iterator[FileValue]:
        return (one for one in self.values if one.disagrees)
