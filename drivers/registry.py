"""The families that the program speaks, by key."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from drivers.family import Family
from drivers.instruments import mitutoyo_mux10, opto_rs

_FAMILIES = MappingProxyType({family.key: family for family in (mitutoyo_mux10.FAMILY, opto_rs.FAMILY)})


def families() -> Mapping[str, Family]:
    """Every family by its key."""
    return _FAMILIES
