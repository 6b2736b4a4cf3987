"""Some records given to a statement as one value, so that it is made once whatever their number.

A join begins with them and finds the rows of each by the index of its table: SQLite uses none for a list of pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Integer, String, and_, bindparam, func, select

from metroapp.domain.measurement import EntryId

GIVEN: Any = func.json_each(bindparam("records")).table_valued("value").alias("given")
_POST = func.json_extract(GIVEN.c.value, "$[0]", type_=String)
_SEQUENCE = func.json_extract(GIVEN.c.value, "$[1]", type_=Integer)


def some(name: str) -> Any:
    """Entries given as the value of this name, as a statement reads them: post and sequence."""
    given: Any = func.json_each(bindparam(name)).table_valued("value").alias(name)
    parts = (("$[0]", String), ("$[1]", Integer))
    return select(*(func.json_extract(given.c.value, path, type_=type) for path, type in parts)).select_from(given)


def is_of_given(table: Any) -> ColumnElement[bool]:
    """Whether a row is of one of them."""
    return and_(table.c.record_post == _POST, table.c.record_sequence == _SEQUENCE)


def is_given(record: Any) -> ColumnElement[bool]:
    """Whether a row of a table of records is one of them."""
    return and_(record.c.post == _POST, record.c.sequence == _SEQUENCE)


def as_value(records: Iterable[EntryId]) -> dict[str, str]:
    """What a statement that joins them is given."""
    return {"records": msgspec.json.encode(list(records)).decode()}
