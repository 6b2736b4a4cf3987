"""The lines of the register, of the budget, of the certificates, of the acts and of the gauge blocks of a means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from metroapp.domain.budget import Budget
from metroapp.domain.due_dates import Due, Urgency
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.quantity import Unit
from metroapp.gui.models.rows import CENTRE, RIGHT, Column, Row
from metroapp.wording import means as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, moment, number, signed, significant

COLUMNS = (
    Column(words.NUMBER, width=78),
    Column(words.DESIGNATION),
    Column(words.KIND, width=132),
    Column(words.STATE, width=106),
    Column(words.DUE, width=172),
    Column(words.PLACE, width=130),
)
_KIND, _PLACE = 2, 5
# From this width of the page (px): the widths of the columns, and those left out, which the panel says too.
LAYOUTS: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...] = (
    (1500, (100, 0, 180, 120, 200, 260), ()),
    (1250, (78, 0, 132, 106, 172, 130), ()),
    (1140, (78, 0, 0, 106, 172, 150), (_KIND,)),
    (0, (74, 0, 0, 102, 176, 0), (_KIND, _PLACE)),
)
_DUE = 4
DUE_TINTS = {
    Urgency.OVERDUE: "bad",
    Urgency.TO_VERIFY: "warn",
    Urgency.WITHIN_30_DAYS: "warn",
    Urgency.WITHIN_60_DAYS: "warn",
    Urgency.LATER: "good",
}

BUDGET_COLUMNS = (
    Column(words.COMPONENT),
    Column(words.TYPE, CENTRE, 44),
    Column(words.STANDARD_OF, RIGHT, 99),
    Column(words.CONTRIBUTION, RIGHT, 99),
    Column(words.DOF, RIGHT, 32),
)
CERTIFICATE_COLUMNS = (
    Column(words.ISSUED, width=88),
    Column(words.CERTIFICATE, width=92),
    Column(words.LABORATORY),
    Column(words.FILED_AS, width=92),
)
ACT_COLUMNS = (Column(words.WHEN, width=98), Column(words.WHAT), Column(words.WHO, width=92))
BLOCK_COLUMNS = (
    Column(words.NOMINAL, RIGHT, 74),
    Column(words.DEVIATION, RIGHT, 80),
    Column(words.BLOCK_U, RIGHT, 52),
    Column(words.NUMBER),
    Column(words.GRADE, CENTRE, 34),
    Column(words.DUE, width=106),
)
BLOCK_U, BLOCK_GRADE = 2, 4  # places of two columns of which one is shown: the grade says less than an uncertainty


class Kept(Enum):
    """Which means the list keeps."""

    OVERDUE = "overdue"
    WITHIN_30 = "30"
    WITHIN_60 = "60"
    ALL = "all"


_URGENT = {
    Kept.OVERDUE: (Urgency.OVERDUE, Urgency.TO_VERIFY),
    Kept.WITHIN_30: (Urgency.OVERDUE, Urgency.TO_VERIFY, Urgency.WITHIN_30_DAYS),
    Kept.WITHIN_60: (Urgency.OVERDUE, Urgency.TO_VERIFY, Urgency.WITHIN_30_DAYS, Urgency.WITHIN_60_DAYS),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A means and when it is to be verified; None for one that is not waited for, or has no date."""

    means: Instrument
    due: Due | None


def lines(means: Mapping[str, Instrument], awaited: Iterable[Due]) -> list[Line]:
    """The register, the most urgent first: as `awaited` says, then what is not waited for, by number."""
    dues = {one.instrument.number: one for one in awaited}
    found = [Line(means[number], one) for number, one in dues.items() if number in means]
    return [*found, *(Line(means[number], None) for number in sorted(means) if number not in dues)]


def kept(found: Iterable[Line], filter: Kept, text: str) -> list[Line]:
    """The lines of a filter that hold all the words of a text."""
    wanted = text.casefold().split()
    urgent = _URGENT.get(filter)
    return [
        line
        for line in found
        if (urgent is None or (line.due is not None and line.due.urgency in urgent))
        and all(word in _searched(line.means) for word in wanted)
    ]


def _searched(means: Instrument) -> str:
    parts = (
        means.number, means.designation, label(means.kind), label(means.state), means.maker, means.model, means.serial,
        means.location, means.holder,
    )  # fmt: skip
    return " ".join(parts).casefold()


def row_of(line: Line) -> Row:
    """One line of the list; its key is the number of the means."""
    means, due = line.means, line.due
    texts = (
        means.number,
        means.designation,
        label(means.kind),
        words.state(means.state),
        words.due(due, means.due),
        words.place(means),
    )
    return Row(texts, means.number, None if due is None else (_DUE, DUE_TINTS[due.urgency]))


def budget_rows(budget: Budget, unit: Unit) -> list[Row]:
    return [Row(words.component(one, unit), one) for one in budget.components]


def certificate_rows(acts: Iterable[MeansAct]) -> list[Row]:
    """The documents of a means, the last one first."""
    filed = [act for act in acts if isinstance(act, CertificateFiled)]
    return [Row((day(act.issued), act.number, act.laboratory, act.file), act) for act in reversed(filed)]


def act_rows(acts: Iterable[MeansAct]) -> list[Row]:
    """What was done to a means, the last act first."""
    return [Row((moment(act.at), words.act(act), act.by), act) for act in reversed(tuple(acts))]


def block_rows(blocks: Iterable[GaugeBlock], on: date) -> list[Row]:
    """The blocks of a set, the smallest first; a certificate that has run out is said."""
    return [_block(block, on) for block in sorted(blocks, key=lambda block: (block.nominal, block.serial))]


def _block(block: GaugeBlock, on: date) -> Row:
    late = block.is_overdue(on)
    due = words.NOT_GIVEN if block.due is None else day(block.due)
    grade = words.NOT_GIVEN if block.grade is None else block.grade.value
    texts = (
        significant(block.nominal),
        signed(block.deviation),
        words.NOT_GIVEN if block.uncertainty is None else number(block.uncertainty),
        words.WORN.format(serial=block.serial) if block.protects else block.serial,
        grade,
        words.LATE.format(due=due) if late else due,
    )
    return Row(texts, block, (len(texts) - 1, "bad") if late else None)
