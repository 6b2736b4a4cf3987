"""`metroapp decide`: what a value and its uncertainty prove about a requirement. No workspace is created."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from metroapp.cli import as_json
from metroapp.domain.acceptance import (
    Requirement,
    Risk,
    Verdict,
    Zones,
    measurement_capability,
    probability_conforming,
    zones,
)
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import decimals_of, parse_number, shortest
from metroapp.wording import cli as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, significant
from metroapp.wording.parsing import Misunderstood
from metroapp.wording.sentences import sentence

_SHOWN = 6  # decimals of a probability in words


def decide(arguments: argparse.Namespace) -> int:
    """One value against its limits under one rule."""
    requirement = Requirement(*_limits(arguments))
    value = parse_number(arguments.value)
    uncertainty = None if arguments.u is None else parse_number(arguments.u)
    rule = _rule(arguments)
    if uncertainty is None and rule.needs_uncertainty:
        raise Refusal("decision.uncertainty_missing")
    found = zones(requirement, rule, uncertainty or Decimal(0))
    verdict = found.verdict(value)
    probability = None if uncertainty is None else probability_conforming(value, requirement, uncertainty)
    if arguments.json:
        print(as_json.dump(_facts(verdict, rule, found, requirement, uncertainty, probability)))
        return 0
    print(words.DECISION.format(verdict=label(verdict), rule=label(rule.name)))
    if found.reason is not None:
        print(sentence(found.reason))
    elif found.guard_band is not None:
        limits = [
            "–" if limit is None else significant(limit) for limit in (found.lower_acceptance, found.upper_acceptance)
        ]
        print(words.ACCEPTANCE.format(lower=limits[0], upper=limits[1], guard=significant(found.guard_band)))
    if probability is not None:
        print(words.PROBABILITY.format(probability=number(round(probability, _SHOWN))))
    return 0


def _limits(arguments: argparse.Namespace) -> tuple[Decimal | None, Decimal | None]:
    """`--lower` and `--upper`, or both in `--limits L H`; an empty one is absent."""
    if arguments.limits is not None:
        if arguments.lower is not None or arguments.upper is not None:
            raise Misunderstood(words.DECIDE_LIMITS_TWICE)
        texts = arguments.limits
    else:
        texts = [arguments.lower, arguments.upper]
    lower, upper = (parse_number(text) if text and text.strip() else None for text in texts)
    return lower, upper


def _rule(arguments: argparse.Namespace) -> DecisionRule:
    if arguments.guard is not None:
        if arguments.rule not in (None, RuleName.GUARD.value):
            raise Misunderstood(words.DECIDE_RULE_TWICE)
        return DecisionRule(RuleName.GUARD, parse_number(arguments.guard))
    return DecisionRule(RuleName(arguments.rule or RuleName.SIMPLE.value))


def _facts(
    verdict: Verdict,
    rule: DecisionRule,
    found: Zones,
    requirement: Requirement,
    uncertainty: Decimal | None,
    probability: Decimal | None,
) -> dict[str, Any]:
    """Only one of the two risks is run: a value that is not accepted is held with the refused ones."""
    capability = None if uncertainty is None else measurement_capability(requirement, uncertainty)
    accepted = found.reason is None
    accepts = verdict is Verdict.CONFORMING
    risk = None if probability is None else Risk(probability)
    return {
        "verdict": verdict.value,
        "rule": rule.name.value,
        "guard_band": _decimal(found.guard_band),
        "lower_acceptance_limit": _decimal(found.lower_acceptance, requirement.lower),
        "upper_acceptance_limit": _decimal(found.upper_acceptance, requirement.upper),
        "lower_rejection_limit": _decimal(found.lower_rejection, requirement.lower),
        "upper_rejection_limit": _decimal(found.upper_rejection, requirement.upper),
        "reason": None if accepted or found.reason is None else sentence(found.reason),
        "probability_conforming": None if probability is None else float(probability),
        "consumer_risk": None if risk is None or not accepts else float(risk.consumer),
        "producer_risk": None if risk is None or accepts else float(risk.producer),
        "measurement_capability": None if capability is None else float(capability),
    }


def _decimal(value: Decimal | None, limit: Decimal | None = None) -> str | None:
    """Without the zeros that the computation added to the decimals of the limit it comes from."""
    if value is None:
        return None
    shown = shortest(value)
    least = 0 if limit is None else decimals_of(limit)
    return f"{shown:f}" if decimals_of(shown) >= least else f"{shown:.{least}f}"
