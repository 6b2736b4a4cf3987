"""The decision rule: how the uncertainty of a measurement is taken into account when its value meets a requirement.

JCGM 106:2012, 3.3.12. A workshop has one, a part or a characteristic may have its own; it is written on the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.message import Refusal


class RuleName(Enum):
    """The rules by their names on the command line, in a part sheet and on the record."""

    SIMPLE = "simple"  # sans prise en compte de l'incertitude
    ISO_14253_1 = "iso14253-1"
    ISO_14253_1_U = "iso14253-1-U"  # editions before 2017: the guard band is the expanded uncertainty, k = 2
    GUARD = "guard"  # a guard band of one's own


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """One rule. `guard`, in the unit of the limits, belongs to `RuleName.GUARD` alone: a length guards no angle, so
    only a characteristic can have one.

    Refuses `decision.guard_missing`, `decision.guard_negative`, `decision.guard_elsewhere`.
    """

    name: RuleName = RuleName.SIMPLE
    guard: Decimal | None = None

    def __post_init__(self) -> None:
        if self.name is RuleName.GUARD:
            if self.guard is None:
                raise Refusal("decision.guard_missing")
            if self.guard < 0:
                raise Refusal("decision.guard_negative", guard=self.guard)
        elif self.guard is not None:
            raise Refusal("decision.guard_elsewhere", rule=self.name)

    @property
    def needs_uncertainty(self) -> bool:
        """Whether nothing is proven without the uncertainty of the measurement."""
        return self.name in (RuleName.ISO_14253_1, RuleName.ISO_14253_1_U)

    @property
    def is_general(self) -> bool:
        """Whether it can be the rule of a workshop or of a part."""
        return self.name is not RuleName.GUARD


SIMPLE = DecisionRule()
