"""Production at the machine: the events of the series, its follow-up, its set-up sheets.

Quantities are pieces, times are minutes, tool geometry is in millimetres as the machine shows it. A tool's geometry
(*jauge*) is entered at set-up; a wear offset (*correcteur*) corrects it later: they are two things.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from metroapp.domain.entered_text import LONGEST_COMMENT, LONGEST_TEXT, text_refusal
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import STORED_DECIMALS, decimals_of

if TYPE_CHECKING:
    from metroapp.domain.sorting import Sorting


class EventKind(Enum):
    """What happened at the machine."""

    TOOL_CHANGE = "tool_change"
    OFFSET = "offset"  # a correction typed in
    INCIDENT = "incident"
    STOP = "stop"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class ProductionEvent:
    """An event after piece `after` of the lot (0: before the first)."""

    id: EntryId
    kind: EventKind
    after: int
    tool: str
    text: str
    by: str
    at: datetime


QUANTITIES = ("launched", "good", "nonconforming", "scrap")  # pieces
TIMES = ("set_up_minutes", "machining_minutes")
MOST_PIECES = 10_000_000
MOST_MINUTES = 366 * 24 * 60  # a year
LARGEST_GAUGE = 10_000  # mm
MOST_TOOLS = 200


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Quantities and times of the series, as last filled in; None where nothing was."""

    id: EntryId
    by: str
    at: datetime
    launched: int | None = None
    good: int | None = None
    nonconforming: int | None = None
    scrap: int | None = None
    set_up_minutes: int | None = None
    machining_minutes: int | None = None
    comment: str = ""

    def require_possible(self) -> None:
        """Refuse what is wrong in a field, as `refusals`, and a comment that cannot be kept, as `text_refusal`."""
        comment = text_refusal(self.comment, LONGEST_COMMENT)
        for refusal in (*self.refusals().values(), *_said(comment)):
            raise refusal

    def refusals(self) -> dict[str, Refusal]:
        """What is wrong, by field of QUANTITIES and TIMES: `follow_up.negative`, `follow_up.too_many_pieces`,
        `follow_up.too_long`.

        More pieces sorted than launched (`follow_up.too_many`) are said of `launched`, once no quantity is wrong by
        itself.
        """
        wrong: dict[str, Refusal] = {}
        for name in (*QUANTITIES, *TIMES):
            wrong.update((name, refusal) for refusal in _said(_count_refusal(name, getattr(self, name))))
        total = self._sorted_pieces
        if wrong.keys().isdisjoint(QUANTITIES) and self.launched is not None and total > self.launched:
            wrong["launched"] = Refusal("follow_up.too_many", total=total, launched=self.launched)
        return wrong

    @property
    def unaccounted(self) -> int | None:
        """Pieces launched and said neither good, nor nonconforming, nor scrapped; None while none was launched."""
        return None if self.launched is None else self.launched - self._sorted_pieces

    @property
    def _sorted_pieces(self) -> int:
        return sum(value for value in (self.good, self.nonconforming, self.scrap) if value is not None)


@dataclass(frozen=True, slots=True)
class ToolLine:
    """One tool of the set-up sheet."""

    tool: str  # T
    offset: str = ""  # D
    designation: str = ""
    gauge_x: Decimal | None = None
    gauge_z: Decimal | None = None
    nose_radius: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SetUpSheet:
    """Fiche de réglage: the machine and its tools, as last filled in."""

    id: EntryId
    by: str
    at: datetime
    program: str = ""
    program_revision: str = ""
    origins: str = ""
    clamping: str = ""  # mors, étau
    comment: str = ""
    tools: tuple[ToolLine, ...] = ()

    def require_possible(self) -> None:
        """Refuse what is wrong in the table, as `refusals`, `set_up.too_many_tools`, and a text that cannot be kept,
        as `text_refusal`."""
        wrong = [*self.refusals().values()]
        if len(self.tools) > MOST_TOOLS:
            wrong.append(Refusal("set_up.too_many_tools", most=MOST_TOOLS))
        for text in (self.program, self.program_revision, self.origins, self.clamping):
            wrong += _said(text_refusal(text, LONGEST_TEXT))
        for refusal in (*wrong, *_said(text_refusal(self.comment, LONGEST_COMMENT))):
            raise refusal

    def refusals(self) -> dict[tuple[int, str], Refusal]:
        """What is wrong in the table of tools, by line (from 0) and field: `set_up.tool_missing`,
        `set_up.tool_twice`, `set_up.negative_radius`, `set_up.length_out_of_bounds`, and as `text_refusal`."""
        wrong: dict[tuple[int, str], Refusal] = {}
        seen: Counter[tuple[str, str]] = Counter()
        for line, tool in enumerate(self.tools):
            seen[tool.tool, tool.offset] += 1
            if not tool.tool:
                wrong[line, "tool"] = Refusal("set_up.tool_missing")
            elif seen[tool.tool, tool.offset] > 1:
                wrong[line, "tool"] = Refusal("set_up.tool_twice", tool=f"{tool.tool} {tool.offset}".rstrip())
            for name in ("gauge_x", "gauge_z", "nose_radius"):
                wrong.update(((line, name), refusal) for refusal in _said(_length_refusal(name, getattr(tool, name))))
            for name in ("tool", "offset", "designation"):  # a text that cannot be kept cannot be said either
                text = text_refusal(getattr(tool, name), LONGEST_TEXT)
                wrong.update(((line, name), refusal) for refusal in _said(text))
        return wrong


def _count_refusal(name: str, value: int | None) -> Refusal | None:
    """The value is said only where it has few digits: a number of thousands of them has no words."""
    if value is None:
        return None
    if name in QUANTITIES and abs(value) > MOST_PIECES:
        return Refusal("follow_up.too_many_pieces", millions=MOST_PIECES // 10**6)
    if name in TIMES and abs(value) > MOST_MINUTES:
        return Refusal("follow_up.too_long", days=MOST_MINUTES // (24 * 60))
    return Refusal("follow_up.negative", value=value) if value < 0 else None


def _length_refusal(name: str, value: Decimal | None) -> Refusal | None:
    if value is None:
        return None
    # Compared, not computed with: a huge exponent has no absolute value that the context can hold.
    if not value.is_finite() or not -LARGEST_GAUGE <= value <= LARGEST_GAUGE or decimals_of(value) > STORED_DECIMALS:
        return Refusal("set_up.length_out_of_bounds", metres=LARGEST_GAUGE // 1000, decimals=STORED_DECIMALS)
    return Refusal("set_up.negative_radius") if name == "nose_radius" and value < 0 else None


def _said(refusal: Refusal | None) -> tuple[Refusal, ...]:
    return () if refusal is None else (refusal,)


class Blank(Enum):
    """What the papers of the series expect and nobody has filled in."""

    LAUNCHED = "launched"
    GOOD = "good"
    NONCONFORMING = "nonconforming"
    SCRAP = "scrap"
    SET_UP_TIME = "set_up_minutes"
    MACHINING_TIME = "machining_minutes"
    PROGRAM = "program"
    PROGRAM_REVISION = "program_revision"
    ORIGINS = "origins"
    CLAMPING = "clamping"
    TOOLS = "tools"
    TOOL_GAUGES = "tool_gauges"  # a tool without any length: a mill may have no X, a turning tool has both


_SET_UP = (Blank.PROGRAM, Blank.PROGRAM_REVISION, Blank.ORIGINS, Blank.CLAMPING)


def missing(follow_up: FollowUp | None, set_up: SetUpSheet | None) -> tuple[Blank, ...]:
    """What is still empty, in the order of the papers; comments may stay so."""
    counted = (Blank(name) for name in (*QUANTITIES, *TIMES))
    found = [blank for blank in counted if follow_up is None or getattr(follow_up, blank.value) is None]
    found += [blank for blank in _SET_UP if set_up is None or not getattr(set_up, blank.value).strip()]
    if set_up is None or not set_up.tools:
        found.append(Blank.TOOLS)
    elif any(tool.gauge_x is None and tool.gauge_z is None for tool in set_up.tools):
        found.append(Blank.TOOL_GAUGES)
    return tuple(found)


def proposed(filled: FollowUp, sorting: Sorting) -> FollowUp:
    """The quantities that are empty, from the sorting of the record; what was filled in stays.

    Only pieces proven good are good: what is conceded or held is counted with the nonconforming ones. To scrap a piece
    is a decision, which no sorting takes: scrap stays empty.
    """
    return replace(
        filled,
        launched=sorting.pieces if filled.launched is None else filled.launched,
        good=sorting.conforming if filled.good is None else filled.good,
        nonconforming=(
            sorting.nonconforming + sorting.concession + sorting.held
            if filled.nonconforming is None
            else filled.nonconforming
        ),
    )
