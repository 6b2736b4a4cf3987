"""Acts on a control chart of the workshop: opened, its limits frozen, its journal, its rules.

A chart follows one characteristic of a part, of one machine or of all; it is known by its number. Its limits are
computed from a reference period and frozen by a decision: nobody ever types one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from metroapp.domain.measurement import EntryId
from metroapp.domain.statistical_terms import ChartKind, RunRule


class ChartNote(Enum):
    """What the journal of a chart tells."""

    SETTING = "setting"  # réglage
    TOOL_CHANGE = "tool_change"
    MATERIAL = "material"  # lot matière
    CORRECTION = "correction"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ChartOpened:
    """A characteristic of a part is followed on a chart. `machine` empty: of every machine.

    `simulated`: the chart is of simulated values alone; otherwise of real ones alone.
    """

    id: EntryId
    number: str
    reference: str
    balloon: str
    machine: str
    subgroup: int
    kind: ChartKind
    rules: tuple[RunRule, ...]
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class LimitsFrozen:
    """The limits are those of the values from `first` to `last`, but for the subgroups that the values `excluded` are
    in, from `first` on.

    `figures` are the limits as computed, exact decimals as text, by name: what is frozen can be computed again.
    """

    id: EntryId
    number: str
    first: EntryId  # measurements
    last: EntryId
    excluded: tuple[EntryId, ...]
    figures: tuple[tuple[str, str], ...]
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChartNoted:
    """A line of the journal of the chart, after a value, or where its time places it (`after` None)."""

    id: EntryId
    number: str
    kind: ChartNote
    after: EntryId | None
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RulesChosen:
    """The rules that name points of the chart, from now on."""

    id: EntryId
    number: str
    rules: tuple[RunRule, ...]
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChartClosed:
    """The chart is no longer kept."""

    id: EntryId
    number: str
    reason: str
    by: str
    at: datetime


ChartAct = ChartOpened | LimitsFrozen | ChartNoted | RulesChosen | ChartClosed
