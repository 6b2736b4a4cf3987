"""`metroapp uncertainty`: a budget combined as the GUM does. No workspace is created."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from metroapp.cli import as_json
from metroapp.domain.budget import Budget, Component, shown, shown_expanded
from metroapp.domain.quantity import parse_number
from metroapp.services.sheets.budget_sheet import read_budget
from metroapp.wording import budgets as words

_INFINITE = "inf"  # read by every language that reads numbers


def combine(arguments: argparse.Namespace) -> int:
    """`metroapp uncertainty FILE`: u, the effective degrees of freedom, k and U."""
    budget = read_budget(arguments.file, parse_number(arguments.level))
    if arguments.json:
        print(as_json.dump(_facts(budget)))
        return 0
    for line in words.budget_lines(budget):
        print(line)
    return 0


def _facts(budget: Budget) -> dict[str, Any]:
    return {
        "u": _exact(budget.standard_uncertainty),
        "dof": _dof(budget.dof),
        "k": _exact(budget.coverage_factor),
        "U": _exact(budget.expanded),
        "level": _exact(budget.level),
        "dof_before_truncation": _dof(budget.effective_dof),
        "u_shown": _exact(shown(budget.standard_uncertainty)),
        "U_shown": _exact(shown_expanded(budget.expanded)),
        "components": [_component(budget, one) for one in budget.components],
    }


def _component(budget: Budget, one: Component) -> dict[str, Any]:
    return {
        "component": one.name,
        "type": one.evaluation.value,
        "value": _exact(one.value),
        "unit": one.unit or None,
        "distribution": one.distribution.value,
        "coverage_factor": _exact(one.coverage),
        "standard_uncertainty": _exact(one.standard),
        "sensitivity": _exact(one.sensitivity),
        "dof": _dof(one.dof),
        "contribution": _exact(one.contribution),
        "percent": _exact(words.percent(budget.share(one))),
    }


def _exact(value: Decimal) -> str:
    return f"{value:f}"


def _dof(value: Decimal | int | None) -> str:
    return _INFINITE if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
