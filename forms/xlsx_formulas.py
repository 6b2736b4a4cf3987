"""The formulas of a workbook: the rules of the domain once more, in the words of a spreadsheet.

They let a reader recompute what the archive says; the tests hold both against each other.
"""

from __future__ import annotations

from forms.blocks import InspectionLine, Result
from metroapp.domain.measurement import Observation
from metroapp.domain.record import BoxStatus, Disposition
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
    limit conforms in binary arithmetic too; a value that is not a number never conforms to limits.
    """
    empty = state_word(
        result.status if result.status in (BoxStatus.NOT_PLANNED, BoxStatus.IMPOSSIBLE) else BoxStatus.NOT_MEASURED
    )
    if line.expected:
        undecided = label(Observation.NOT_DEMONSTRATED)
        otherwise = f'IF({value}="{undecided}","{UNDECIDED}","{BAD}")'
        return f'=IF({value}="","{empty}",IF({value}={upper},"{GOOD}",{otherwise}))'
    conditions = [f"ISNUMBER({value})"]
    if line.lower is not None:
        conditions.append(f"ROUND({value}-{lower},9)>=0")
    if line.upper is not None:
        given = f"+{result.bonus.value:f}" if result.bonus.value else ""
        conditions.append(f"ROUND({upper}{given}-{value},9)>=0")
    if len(conditions) == 1:
        conditions.append("FALSE")  # nothing conforms to no limit at all
    # Nested, because AND() evaluates every condition and a text minus a limit is an error.
    inside = f'"{GOOD}"'
    outside = f'"{BAD}"'
    if result.bonus.value is None:
        # The size that gives the bonus is not measured: what the whole bonus could accept is neither good nor bad.
        outside = f'IF(ROUND({upper}+{result.bonus.most:f}-{value},9)>=0,"{UNDECIDED}","{BAD}")'
    for condition in reversed(conditions):
        inside = f"IF({condition},{inside},{outside})"
        outside = f'"{BAD}"'
    return f'=IF({value}="","{empty}",{inside})'


def sorting(piece: int, verdicts: str, conceded_pieces: str, conceded_rows: str) -> str:
    """The formula that sorts a piece from its verdicts and from the lines under concession."""
    covered = f"COUNTIFS({conceded_pieces},{piece},{conceded_rows},ROW({verdicts}))"
    bad = f'SUMPRODUCT(({verdicts}="{BAD}")*({covered}=0))'
    states = (BoxStatus.NOT_MEASURED, BoxStatus.IMPOSSIBLE, BoxStatus.UNDECIDED)
    held = f"({'+'.join(_count(verdicts, state) for state in states)})"
    return (
        f'=IF({bad}>0,"{mark(Disposition.NONCONFORMING)}",'
        f'IF({held}>0,"{mark(Disposition.UNSORTED)}",'
        f'IF({_count(verdicts, BoxStatus.NONCONFORMING)}>0,"{mark(Disposition.CONCESSION)}",'
        f'IF({_count(verdicts, BoxStatus.CONFORMING)}>0,"{mark(Disposition.CONFORMING)}",'
        f'"{mark(Disposition.UNSORTED)}"))))'
    )


def pieces_sorted(area: str, disposition: Disposition) -> str:
    """The formula that counts the pieces of one sorting."""
    return f'=COUNTIF({area},"{mark(disposition)}")'


def boxes_counted(area: str, states: tuple[BoxStatus, ...]) -> str:
    """The formula that counts the boxes in some states."""
    return "=" + "+".join(_count(area, state) for state in states)


def _count(area: str, state: BoxStatus) -> str:
    return f'COUNTIF({area},"{state_word(state)}")'
