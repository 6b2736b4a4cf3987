"""The table of a relevé that says how its geometrical tolerances were checked without a measuring machine."""

from __future__ import annotations

from forms.blocks import Column, Table
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents as words
from metroapp.wording import geometric_methods as methods


def geometric_methods(record: InspectionRecord) -> Table:
    """What is measured, computed and not seen, for each line that has a method: the reader need not believe."""
    columns = (
        Column(words.BALLOON, 6),
        Column(words.CALLOUT, 16),
        Column(methods.METHOD, 18),
        Column(methods.MEASURED, 32),
        Column(methods.COMPUTED, 32),
        Column(methods.BLIND, 32),
        Column(methods.GROWTH, 24),
    )
    rows = tuple(
        (given.balloon, given.callout.text, *(text for _title, text in found))
        for given in record.part.characteristics
        if (found := methods.details(given))
    )
    return Table(methods.METHODS, methods.SHEET_METHODS, columns, rows, annex=True)
