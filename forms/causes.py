"""The causes of nonconformities in lines, for what cannot draw them."""

from __future__ import annotations

from forms.blocks import CauseDiagram, Column, Table
from metroapp.wording import production_report as words

_COLUMNS = (Column(words.M_COLUMN, 20), Column(words.CAUSE_COLUMN, 70), Column(words.COUNT, 14))


def cause_table(block: CauseDiagram) -> Table:
    """Each cause with its M and its pieces."""
    rows = tuple((branch.name, said, count) for branch in block.branches for said, count in branch.causes)
    return Table(block.title, block.sheet, _COLUMNS, rows)
