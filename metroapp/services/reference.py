"""The reference tables shipped with the program, read once."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from metroapp.domain.iso286 import Iso286Tables


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("data") / "standards" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def iso286() -> Iso286Tables:
    """ISO 286-1/-2:2010, sizes to 3150 mm."""
    return Iso286Tables.from_rows(
        _rows("iso286_tolerance_grades_um.csv"),
        _rows("iso286_shaft_deviations_um.csv"),
        _rows("iso286_delta_um.csv"),
    )
