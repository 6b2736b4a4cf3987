"""`metroapp sampling`: what to draw from a lot (ISO 2859-1)."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import parse_number
from metroapp.domain.sampling_plans import InspectionLevel, Severity, severity_after
from metroapp.services.reference import sampling_tables
from metroapp.wording import cli as words
from metroapp.wording.labels import label


def show_plan(arguments: argparse.Namespace) -> int:
    """`metroapp sampling --lot N --aql P [--level II] [--history AARA]`"""
    history = arguments.history.strip().upper()
    if not set(history) <= {"A", "R"}:
        raise Refusal("sampling.history", text=arguments.history[:40])
    severity = severity_after(one == "A" for one in history) if history else Severity(arguments.severity)
    plan = sampling_tables().plan(
        arguments.lot, parse_number(arguments.aql), InspectionLevel(arguments.level), severity
    )
    if arguments.json:
        facts = {
            "severity": severity.value, "code_letter": plan.letter, "sample": plan.sample, "accept": plan.accept,
            "reject": plan.reject, "whole_lot": plan.is_whole_lot,
        }  # fmt: skip
        print(as_json.dump(facts))
        return 0
    said = words.SAMPLING_WHOLE if plan.is_whole_lot else words.SAMPLING_PLAN
    print(said.format(
        severity=label(severity), letter=plan.letter, sample=plan.sample, accept=plan.accept, reject=plan.reject
    ))  # fmt: skip
    return 0
