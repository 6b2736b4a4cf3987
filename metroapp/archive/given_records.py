"""Some records given to a statement as one value, so that it is made once whatever their number.

A join begins with them and finds the rows of each by the index of its table: SQLite uses none for a list of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, func

from metroapp.domain.measurement import EntryId

GIVEN: Any = func.json_each(bindparam("records")).table_valued("value").alias("given")
_POST = func.json_extract(GIVEN.c.value, "$[0]", type_=String)
_SEQUENCE = func.json_extract(GIVEN.c.value, "$[1]", type_=Integer)


def is_of_given(table: Any) -> ColumnElement[bool]:
    """Whether a row is of one of them."""
    return and_(table.c.record_post == _POST, table.c.record_sequence == _SEQUENCE)


def is_given(record: Any) -> ColumnElement[bool]:
    """Whether a row of a table of records is one of them."""
    return and_(record.c.post == _POST, record.c.sequence == _SEQUENCE)


def as_value(records: Iterable[EntryId]) -> dict[str, str]:
    """What a statement that joins them is given."""
    return {"records": msgspec.json.encode(list(records)).decode()}
