"""A record as pandas frames, for whoever analyses: one row for each box, or for each reading (`docs/analyse.md`).

Numbers are float64 for computing, with the exact figures as text beside the value (`value_text`); a size that was not
measured and a limit that does not exist are NaN, never 0. Times are aware, in UTC; a missing one is NaT. A missing text
is empty. Codes and names of columns are those of the English CSV.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from forms.record_data import RecordData, result_lines
from forms.result_columns import RESULT_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = ("nominal", "lower_limit", "upper_limit", "value", "uncertainty")
_TIMES = ("measured_at",)
_FLAGS = ("simulated", "decides", "cancelled", "to_take_again")
_READING = (
    "record", "part", "lot", "piece", "balloon", "gauge", "reading", "value", "value_text", "unit", "observation",
    "uncertainty", "verdict", "decides", "cancelled", "to_take_again", "origin", "instrument", "operator",
    "measured_at", "reason", "replaces", "simulated",
)  # fmt: skip


def results_frame(data: RecordData) -> pd.DataFrame:
    """One row for each box of each piece, with what is decided of it; `value_text` is after the columns of the CSV."""
    names = [column.name for column in RESULT_COLUMNS]
    rows = [
        {column.name: column.coded(data, line) for column in RESULT_COLUMNS} | {"value_text": _text(line.value)}
        for line in result_lines(data)
    ]
    return _frame(rows, [*names, "value_text"])


def readings_frame(data: RecordData) -> pd.DataFrame:
    """One row for each reading, those replaced or cancelled too, in the unit in which each was read; `decides` tells
    which one counts."""
    record = data.record
    rows = []
    for box in record.boxes():
        deciding = record.measurement(box)
        for found in record.history(box):
            quantity, u = found.quantity, found.uncertainty
            value = quantity.value if quantity else None
            verdict = record.verdict_of(found)
            rows.append({
                "record": record.header.number, "part": record.part.reference, "lot": record.header.lot,
                "piece": box.piece, "balloon": box.balloon, "gauge": box.code.value, "reading": str(found.id),
                "value": value, "value_text": _text(value), "unit": quantity.unit.value if quantity else "",
                "observation": found.observation.value if found.observation else "",
                "uncertainty": u.quantity.to(quantity.unit).value if u and quantity else None,
                "verdict": verdict.value, "decides": found == deciding, "cancelled": found.id in record.cancelled,
                "to_take_again": record.is_void(found), "origin": found.origin.value,
                "instrument": found.instrument or "", "operator": found.by, "measured_at": found.at,
                "reason": found.reason, "replaces": str(found.replaces) if found.replaces else "",
                "simulated": found.simulated,
            })  # fmt: skip
    return _frame(rows, _READING)


def _frame(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> pd.DataFrame:
    import pandas as pd  # heavy: only for who analyses

    rows = list(rows)
    columns = {}
    for name in names:
        cells = [row[name] for row in rows]
        if name in _NUMBERS:
            floats = [float("nan") if cell is None else float(cell) for cell in cells]
            columns[name] = pd.Series(floats, dtype="float64")
        elif name in _TIMES:
            columns[name] = pd.Series(pd.to_datetime(cells, utc=True).as_unit("us"))
        elif name in _FLAGS:
            columns[name] = pd.Series([bool(cell) for cell in cells], dtype="bool")
        else:
            columns[name] = pd.Series(cells, dtype="int64" if name == "piece" else "str")
    return pd.DataFrame(columns)


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
