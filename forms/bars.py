"""Bars in lines, for what cannot draw them."""

from __future__ import annotations

from forms.blocks import Align, Bars, Column, Table
from metroapp.wording import studies as words


def bar_table(block: Bars) -> Table:
    """Each bar with its length and its figure."""
    columns = (Column(words.BAR, 40), Column(words.LENGTH, 14, Align.RIGHT), Column(words.FIGURE, 40))
    bad = frozenset(place for place, one in enumerate(block.bars) if one.is_bad)
    return Table(block.title, block.sheet, columns, tuple(one[:3] for one in block.bars), bad=bad)
