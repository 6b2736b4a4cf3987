"""What an archive says of a zero beside its columns, since version 5: how the comparator was mounted, which reading
of several is its zero, how well the stack is known."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import msgspec

from metroapp.domain.comparison import DIRECT, Mounting
from metroapp.domain.operations import ZeroSetting


@dataclass(frozen=True, slots=True)
class ZeroFacts:
    """The median reading, by its place among those on the stack; standard uncertainty in millimetres."""

    zero: int = 0
    mounting: Mounting = DIRECT
    uncertainty: Decimal | None = None


def of(setting: ZeroSetting) -> ZeroFacts:
    return ZeroFacts(setting.readings.index(setting.zero), setting.mounting, setting.uncertainty)


def read(text: str | None) -> ZeroFacts:
    """One reading on a direct indicator in the archives of before."""
    return ZeroFacts() if text is None else msgspec.json.decode(text, type=ZeroFacts)
