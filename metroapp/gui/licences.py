"""The texts of the licences of what comes with the program."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

from metroapp.services.about import program_licence
from metroapp.wording import about as words


def _resource(*names: str) -> Callable[[], str]:
    def read() -> str:
        path = files("resources").joinpath(*names)
        return path.read_text(encoding="utf-8") if path.is_file() else ""

    return read


# Read when it is asked for: the name shown, and the text.
LICENCES: tuple[tuple[str, Callable[[], str]], ...] = (
    (words.OF_THE_PROGRAM, program_licence),
    (words.OF_THE_FONTS, _resource("fonts", "OFL.txt")),
    (words.OF_THE_ICONS, _resource("icons", "LICENSE-lucide.txt")),
)
