"""Sampling by attributes lot by lot (ISO 2859-1): what to draw from a lot, when it is accepted, and how severely the
next one is inspected.

Single sampling, normal and tightened. The tables are shipped with their arrows resolved: another plan's sample size and
acceptance number are both taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.message import Refusal

_LARGEST_LOT = 10**9
_REJECTED_OF_FIVE = 2  # lots, normal to tightened (9.3.1)
_ACCEPTED_IN_A_ROW = 5  # lots, tightened to normal (9.3.2)
_REJECTED_TIGHTENED = 5  # lots rejected while tightened: inspection stops until the supplier has acted (9.4)


class InspectionLevel(Enum):
    """How much is drawn for the size of the lot; II unless another is asked for."""

    S1 = "S-1"
    S2 = "S-2"
    S3 = "S-3"
    S4 = "S-4"
    I = "I"  # noqa: E741 - its name in the standard
    II = "II"
    III = "III"


class Severity(Enum):
    """How severely lots are inspected."""

    NORMAL = "normal"
    TIGHTENED = "tightened"
    DISCONTINUED = "discontinued"


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """What to draw, and the largest number of nonconforming pieces with which the lot is accepted."""

    letter: str
    sample: int
    accept: int
    reject: int
    is_whole_lot: bool = False

    def accepts(self, nonconforming: int) -> bool:
        """Whether a lot with so many nonconforming pieces in its sample is accepted."""
        return nonconforming <= self.accept


@dataclass(frozen=True, slots=True)
class SamplingTables:
    """Table 1 (code letters), 2-A (normal) and 2-B (tightened)."""

    letters: tuple[tuple[int, Mapping[str, str]], ...]  # smallest lot of each line, in order
    plans: Mapping[tuple[Severity, str, Decimal], tuple[int, int, int]]

    @classmethod
    def from_rows(
        cls,
        letters: Iterable[Mapping[str, str]],
        normal: Iterable[Mapping[str, str]],
        tightened: Iterable[Mapping[str, str]],
    ) -> SamplingTables:
        """From the lines of the shipped tables."""
        lines = tuple((_smallest(row["lot_range"]), row) for row in letters)
        plans = {
            (severity, row["code_letter"], Decimal(row["aql"])): (int(row["n"]), int(row["Ac"]), int(row["Re"]))
            for severity, rows in ((Severity.NORMAL, normal), (Severity.TIGHTENED, tightened))
            for row in rows
        }
        return cls(lines, plans)

    @property
    def aqls(self) -> tuple[Decimal, ...]:
        """The acceptance quality limits that have plans, in percent."""
        return tuple(sorted({aql for _, _, aql in self.plans}))

    def plan(
        self,
        lot: int,
        aql: Decimal,
        level: InspectionLevel = InspectionLevel.II,
        severity: Severity = Severity.NORMAL,
    ) -> SamplingPlan:
        """The plan for a lot. A sample at least as large as the lot is the whole lot.

        Refuses `sampling.lot`, `sampling.aql`, `sampling.discontinued`.
        """
        if not self.letters[0][0] <= lot <= _LARGEST_LOT:
            raise Refusal("sampling.lot", least=self.letters[0][0])
        if severity is Severity.DISCONTINUED:
            raise Refusal("sampling.discontinued")
        letter = next(row[level.value] for smallest, row in reversed(self.letters) if smallest <= lot)
        found = self.plans.get((severity, letter, aql))
        if found is None:
            raise Refusal("sampling.aql", aql=aql, known=self.aqls)
        sample, accept, reject = found
        return SamplingPlan(letter, min(sample, lot), accept, reject, is_whole_lot=sample >= lot)


def _smallest(lot_range: str) -> int:
    first = lot_range.replace("and over", "").split("-")[0]
    return int(first.replace(",", "").strip())


def severity_after(accepted: Iterable[bool], begins: Severity = Severity.NORMAL) -> Severity:
    """How the next lot is inspected, from the results of the lots inspected so far, in order, beginning as normal
    unless said: inspection that was discontinued begins again tightened.

    Two lots rejected of five or fewer in a row: tightened; five accepted in a row while tightened: normal again; five
    rejected in all while tightened: discontinued, for good here (9.3, 9.4). Reduced inspection is not used.
    """
    lately: list[bool] = []
    severity, row, rejected = begins, 0, 0
    for good in accepted:
        if severity is Severity.NORMAL:
            lately = [*lately, good][-5:]
            if lately.count(False) >= _REJECTED_OF_FIVE:
                severity, row, rejected = Severity.TIGHTENED, 0, 0
        elif severity is Severity.TIGHTENED:
            row, rejected = (row + 1 if good else 0), rejected + (not good)
            if rejected >= _REJECTED_TIGHTENED:
                severity = Severity.DISCONTINUED
            elif row >= _ACCEPTED_IN_A_ROW:
                severity, lately = Severity.NORMAL, []
    return severity
