"""A callout as it is lettered on a drawing: nominal, then `±`, a class, or two deviations one above the other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.drawing.sheet import Point, Sheet, text_width

EM = 4.2  # mm; capitals 3 mm high
SMALL = 0.68
_TWO_DEVIATIONS = re.compile(r"(?P<nominal>\S+) (?P<upper>[+-]?[\d,]+)/(?P<lower>[+-]?[\d,]+)")


@dataclass(frozen=True)
class Label:
    """Text of a dimension; `upper` and `lower` are set when two deviations are stacked after it."""

    main: str
    upper: str = ""
    lower: str = ""

    @classmethod
    def of(cls, callout: str) -> Label:
        match = _TWO_DEVIATIONS.fullmatch(callout)
        if match is None:
            return cls(callout.replace("-", "−") if "±" in callout else callout)
        deviations = (match[name].replace("-", "−") for name in ("upper", "lower"))
        return cls(match["nominal"], *deviations)

    @property
    def width(self) -> float:
        stacked = max(text_width(self.upper, EM * SMALL), text_width(self.lower, EM * SMALL))
        return text_width(self.main, EM) + (stacked + 0.8 if self.upper else 0)

    def draw(self, sheet: Sheet, at: Point, *, vertical: bool = False) -> None:
        """Letter it from its lower left corner, or upwards when the dimension line is vertical."""
        angle = 90 if vertical else 0

        def placed(along: float, across: float) -> Point:
            return (at[0] - across, at[1] + along) if vertical else (at[0] + along, at[1] + across)

        sheet.text(placed(0, 0), self.main, EM, angle=angle)
        if self.upper:
            start = text_width(self.main, EM) + 0.8
            # Signs line up, so a bare 0 moves under the figure that follows the sign of the other deviation.
            sign = text_width("+", EM * SMALL)
            for text, across in ((self.upper, 1.95), (self.lower, -0.7)):
                sheet.text(placed(start + (sign if text == "0" else 0), across), text, EM * SMALL, angle=angle)
