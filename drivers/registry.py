"""The families that the program speaks, by key: every module of `drivers.instruments` that has a `FAMILY`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType

from drivers import instruments
from drivers.address import Address
from drivers.family import Family
from drivers.text_profile import KEY, family_of


@cache
def families() -> Mapping[str, Family]:
    """Every family by its key; `generic-text` is none: each of its wires has facts of its own."""
    return MappingProxyType({key: module.FAMILY for key, module in sorted(_modules().items())})


def family_at(address: Address) -> Family:
    """The family of an address; raises KeyError for an unknown one, or a text instrument without its profile."""
    if address.family == KEY and address.profile is not None:
        return family_of(address.profile)
    return families()[address.family]


def facts_of(family: str) -> ModuleType:
    """The file of facts of a family, which also says how it is simulated; raises KeyError."""
    return _modules()[family]


@cache
def _modules() -> Mapping[str, ModuleType]:
    found = (
        importlib.import_module(f"{instruments.__name__}.{one.name}")
        for one in pkgutil.iter_modules(instruments.__path__)
    )
    return MappingProxyType({module.FAMILY.key: module for module in found if hasattr(module, "FAMILY")})
