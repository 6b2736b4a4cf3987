"""The formulas of a workbook: the rules of the domain once more, in the words of a spreadsheet.

They let a reader recompute what the archive says; the tests hold both against each other.
"""

from __future__ import annotations

from decimal import Decimal

from forms.blocks import InspectionLine, Result
from metroapp.domain.measurement import Observation
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.wording import documents as words
from metroapp.wording.labels import label, mark

GOOD, BAD = mark(BoxStatus.CONFORMING), mark(BoxStatus.NONCONFORMING)
UNDECIDED = mark(BoxStatus.UNDECIDED)


def state_word(status: BoxStatus) -> str:
    """What the verdict cell of a box in this state shows."""
    return words.NOT_MEASURED if status is BoxStatus.NOT_MEASURED else mark(status)


def verdict(value: str, lower: str, upper: str, line: InspectionLine, result: Result) -> str:
    """The formula of one verdict; `value`, `lower` and `upper` are the addresses of the cells.

    A limit that is not set is left out, never zero. Differences are rounded at 10⁻⁹ so that a value exactly on its
    limit conforms in binary arithmetic too; a value that is not a number never conforms to limits. Where a second
    reading is awaited, what would be good is to be confirmed; where a zero has drifted, whatever was read.
    """
    empty = state_word(
        result.status if result.status in (BoxStatus.NOT_PLANNED, BoxStatus.IMPOSSIBLE) else BoxStatus.NOT_MEASURED
    )
    if line.expected:
        undecided = label(Observation.NOT_DEMONSTRATED)
        otherwise = f'IF({value}="{undecided}","{UNDECIDED}","{BAD}")'
        return f'=IF({value}="","{empty}",IF({value}={upper},"{_good(result)}",{otherwise}))'
    return f'=IF({value}="","{empty}",IF(ISNUMBER({value}),{_zone(value, lower, upper, line, result)},"{BAD}"))'


def _zone(value: str, lower: str, upper: str, line: InspectionLine, result: Result) -> str:
    """The zone that a number is in, with the guard band and the bonus of this box.

    A bonus that is not known yet accepts nothing, and what the whole of it could accept is not refused.
    """
    guard, bonus = result.guard, result.bonus
    if line.lower is None and line.upper is None:
        return f'"{BAD}"'  # nothing conforms to no limit at all
    if guard.rejection is None or result.is_void:
        return f'"{UNDECIDED}"'
    known = bonus.value or Decimal(0)
    most = bonus.most if bonus.value is None else known
    outside = f'"{BAD}"'
    if guard.rejection or most != known or guard.acceptance != 0:
        kept = _within(value, lower, upper, line, -guard.rejection, most)
        outside = f'IF({kept},"{UNDECIDED}","{BAD}")'
    if guard.acceptance is None:
        return outside
    accepted = _within(value, lower, upper, line, guard.acceptance, known)
    return f'IF({accepted},"{_good(result)}",{outside})'


def _good(result: Result) -> str:
    return UNDECIDED if result.awaits_second else GOOD


def _within(value: str, lower: str, upper: str, line: InspectionLine, inside: Decimal, bonus: Decimal) -> str:
    """Whether a value lies at least `inside` within its limits, the upper one widened by `bonus`."""
    conditions = []
    if line.lower is not None:
        conditions.append(f"ROUND({value}-{_moved(lower, inside)},9)>=0")
    if line.upper is not None:
        conditions.append(f"ROUND({_moved(_moved(upper, bonus), -inside)}-{value},9)>=0")
    return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"


def _moved(limit: str, by: Decimal) -> str:
    """A limit and what is added to it, as the reader is to see them: `$E7-0.0025`."""
    return limit if not by else f"({limit}{by:+f})"


def sorting(piece: int, verdicts: str, conceded_pieces: str, conceded_rows: str) -> str:
    """The formula that sorts a piece from its verdicts and from the lines under concession."""
    covered = f"COUNTIFS({conceded_pieces},{piece},{conceded_rows},ROW({verdicts}))"
    bad = f'SUMPRODUCT(({verdicts}="{BAD}")*({covered}=0))'
    unfinished = f"({_count(verdicts, BoxStatus.NOT_MEASURED)}+{_count(verdicts, BoxStatus.IMPOSSIBLE)})"
    return (
        f'=IF({bad}>0,"{mark(Disposition.NONCONFORMING)}",'
        f'IF({unfinished}>0,"{mark(Disposition.UNSORTED)}",'
        f'IF({_count(verdicts, BoxStatus.UNDECIDED)}>0,"{mark(Disposition.HELD)}",'
        f'IF({_count(verdicts, BoxStatus.NONCONFORMING)}>0,"{mark(Disposition.CONCESSION)}",'
        f'IF({_count(verdicts, BoxStatus.CONFORMING)}>0,"{mark(Disposition.CONFORMING)}",'
        f'"{mark(Disposition.UNSORTED)}")))))'
    )


def pieces_sorted(area: str, disposition: Disposition) -> str:
    """The formula that counts the pieces of one sorting."""
    return f'=COUNTIF({area},"{mark(disposition)}")'


def boxes_counted(area: str, states: tuple[BoxStatus, ...]) -> str:
    """The formula that counts the boxes in some states."""
    return "=" + "+".join(_count(area, state) for state in states)


def _count(area: str, state: BoxStatus) -> str:
    return f'COUNTIF({area},"{state_word(state)}")'
