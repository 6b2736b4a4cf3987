"""The means of the demonstration workshop: its own sheets, verified so long before the day of the demonstration.

What its parts are measured with is always in order; some of the rest is not, as in any workshop.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import as_file, files

from metroapp.domain.due_dates import with_due
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.services.gauge_block_sheet import read_gauge_blocks
from metroapp.services.register import read_instruments

_VERIFIED_DAYS_AGO = {
    "PC-01": 345,  # due within 30 days
    "M-02": 120,
    "C-03": 315,  # within 60
    "H-04": 200,
    "M-05": 150,
    "R-06": 260,
    "TF-08": 410,
    "BF-12": 430,
    "CE-09": 500,
    "BE-10": 300,
    "ER-11": 280,
    "TL-13": 340,
    "BL-14": 390,
    "CM-15": 400,  # overdue
    "EC-16": 220,
}


def demonstration_means(today: date) -> tuple[list[Instrument], list[GaugeBlock]]:
    """The register of the demonstration and its gauge blocks, as they are on a day."""
    with as_file(files("data") / "workshop") as folder:
        means = [_verified(one, today) for one in read_instruments(folder / "instruments.csv")]
        blocks = read_gauge_blocks(folder / "gauge_blocks.csv")
    due = {one.number: one.due for one in means}
    return means, [replace(block, due=due[block.set]) for block in blocks]


def _verified(means: Instrument, today: date) -> Instrument:
    verified = today - timedelta(days=_VERIFIED_DAYS_AGO[means.number])
    return with_due(replace(means, verified=verified, due=None))
