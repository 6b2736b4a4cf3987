"""The formats of an export, each a box to tick."""

from __future__ import annotations

from metroapp.gui.theme import Theme
from metroapp.gui.widgets.choice import Tick
from metroapp.services.formats import Format
from metroapp.wording import exports as words


def format_ticks(theme: Theme) -> dict[Format, Tick]:
    """One for each format, none of them ticked."""
    ticks = {one: Tick(words.format_name(one.value), theme) for one in Format}
    for one, tick in ticks.items():
        tick.setToolTip(words.files_end_with(one.suffix))
    return ticks
