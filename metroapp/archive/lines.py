"""A value of the program as one line of JSON, for `state.sqlite`: read back the same, to the digit and to the byte."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from metroapp.domain.message import Refusal

T = TypeVar("T")


def to_line(value: Any) -> str:
    """The line of a dataclass and of all that it holds."""
    return msgspec.json.encode(value).decode()


def from_line(line: str, kind: type[T]) -> T:
    """The value that a line says; raises ValueError for one that says something else."""
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, Refusal) as error:
        raise ValueError(line) from error
