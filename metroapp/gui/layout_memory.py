"""How the window was left: where it was, its look, its page, its splitters. Kept as JSON in the state of the workspace.

A text that was damaged, or written by another version, costs the layout and nothing else; and the window never comes
back where no screen shows it. Sizes in logical pixels.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

NAME = "window"  # of what is kept
_LARGEST = 100_000  # px: beyond, a text was damaged
_SEEN = 120  # px of the window that must be on a screen, both ways, for a hand to take it


class Area(NamedTuple):
    """A rectangle of the desktop."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class WindowLayout:
    """`look` and `page` by name, empty where none was chosen; `splitters` by the name of each."""

    area: Area | None = None
    is_maximised: bool = False
    look: str = ""
    page: str = ""
    splitters: dict[str, tuple[int, ...]] = field(default_factory=dict)


DEFAULT = WindowLayout()


def to_text(layout: WindowLayout) -> str:
    return json.dumps(asdict(layout))


def from_text(text: str) -> WindowLayout:
    """What was kept; each part that cannot be read is as at the first start."""
    try:
        said = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return DEFAULT
    if not isinstance(said, dict):
        return DEFAULT
    splitters = said.get("splitters")
    found = splitters.items() if isinstance(splitters, dict) else ()
    return WindowLayout(
        area=_area(said.get("area")),
        is_maximised=said.get("is_maximised") is True,
        look=_word(said.get("look")),
        page=_word(said.get("page")),
        splitters={name: sizes for name, given in found if (sizes := _sizes(given))},
    )


def placed(area: Area, screens: Sequence[Area], least: tuple[int, int]) -> Area | None:
    """Where the window may come back: no larger than its screen, wholly on it where enough of it is seen there.

    None where no screen shows enough of it. `least` is the smallest size of the window.
    """
    screen = max(screens, key=lambda one: _common(area, one)[0] * _common(area, one)[1], default=None)
    if screen is None or min(_common(area, screen)) < _SEEN:
        return None
    width = max(least[0], min(area.width, screen.width))
    height = max(least[1], min(area.height, screen.height))
    x = max(screen.x, min(area.x, screen.x + screen.width - width))
    y = max(screen.y, min(area.y, screen.y + screen.height - height))
    return Area(x, y, width, height)


def _common(one: Area, other: Area) -> tuple[int, int]:
    """Width and height of what two areas share; zero where they share nothing."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return (max(0, width), max(0, height))


def _area(given: Any) -> Area | None:
    numbers = _numbers(given)
    if len(numbers) != 4 or min(numbers[2:]) <= 0:
        return None
    return Area(*numbers)


def _sizes(given: Any) -> tuple[int, ...]:
    numbers = _numbers(given)
    return tuple(numbers) if numbers and min(numbers) >= 0 and max(numbers) > 0 else ()


def _numbers(given: Any) -> list[int]:
    if not isinstance(given, list) or not all(type(one) is int and abs(one) <= _LARGEST for one in given):
        return []
    return given


def _word(given: Any) -> str:
    return given if isinstance(given, str) and len(given) <= 40 else ""
