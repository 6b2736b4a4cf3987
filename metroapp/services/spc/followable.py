"""What may be followed on a chart: the sizes that records have measured, without a figure of statistics."""

from __future__ import annotations

from metroapp.domain.specification import Characteristic
from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace


def measured_references(workspace: Workspace) -> list[str]:
    from metroapp.archive import series

    with reading(workspace) as connection:
        return series.measured_references(connection)


def followable(workspace: Workspace, reference: str) -> list[Characteristic]:
    """The characteristics of a part that give a number, as its last record has them."""
    from metroapp.archive import series

    with reading(workspace) as connection:
        part = series.last_part(connection, reference)
    return [] if part is None else [one for one in part.inspected if one.callout.kind.has_figure]
