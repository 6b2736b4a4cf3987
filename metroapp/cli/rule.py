"""`metroapp rule`: the decision rule of the workshop, of the records opened from now on."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.services import consultation
from metroapp.wording.labels import label


def show_rule(arguments: argparse.Namespace) -> int:
    """`metroapp rule show`: needs no account."""
    return _said(arguments, consultation.rule(workspace_of(arguments)))


def set_rule(arguments: argparse.Namespace) -> int:
    """`metroapp rule set NAME`"""
    rule = DecisionRule(RuleName(arguments.name))
    with acting(arguments) as workshop:
        workshop.set_rule(rule).result()
    return _said(arguments, rule)


def _said(arguments: argparse.Namespace, rule: DecisionRule) -> int:
    if arguments.json:
        print(as_json.dump({"rule": rule.name.value}))
    else:
        print(label(rule.name))
    return 0
