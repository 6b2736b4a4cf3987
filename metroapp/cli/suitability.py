"""`metroapp suitability`: the instruments of a register ranked for a callout. No workspace is created."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from metroapp.cli import as_json
from metroapp.domain.callout import Nature
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import Unit, parse_number, shortest
from metroapp.domain.suitability import Criteria, Suitability, rank
from metroapp.services.reference import standards
from metroapp.services.register import read_candidates
from metroapp.services.sheets.part_lines import NATURES, plain
from metroapp.wording.sentences import sentence
from metroapp.wording.suitability import suitability_lines


def show_suitability(arguments: argparse.Namespace) -> int:
    """`metroapp suitability CALLOUT --register FILE`: the fittest first; today's date tells what is overdue."""
    nature = _nature(arguments.nature)
    callout = read_callout(arguments.callout, standards(), Context(nature))
    if callout.nature not in (None, nature) and nature in (Nature.EXTERNAL, Nature.INTERNAL):
        raise Refusal("sheet.nature_contradicts_fit", nature=nature, callout=callout.text)
    criteria = Criteria(
        good=parse_number(arguments.ratio_good),
        accepted=parse_number(arguments.ratio_accepted),
        rule=DecisionRule(RuleName(arguments.rule)),
    )
    today = datetime.now().astimezone().date()
    ranked = rank(callout, read_candidates(arguments.register), criteria, nature=nature, on=today)
    if arguments.json:
        print(as_json.dump([_facts(one, callout.unit or Unit.MM) for one in ranked]))
        return 0
    for line in suitability_lines(callout, criteria, ranked):
        print(line)
    return 0


def _nature(text: str | None) -> Nature | None:
    if text is None:
        return None
    nature = NATURES.get(plain(text))
    if nature is None:
        raise Refusal("sheet.nature_unknown", text=text)
    return nature


def _facts(one: Suitability, unit: Unit) -> dict[str, Any]:
    """u, U and the interval in the unit of the callout; `ratio` is IT/U, rounded down."""
    return {
        "instrument": one.instrument.number,
        "designation": one.instrument.designation,
        "kind": one.instrument.kind.value,
        "fit": one.fitness.value,
        "reasons": [sentence(reason) for reason in one.reasons],
        "codes": [reason.code.partition(".")[2] for reason in one.reasons],
        "u": None if one.standard is None else f"{shortest(one.standard):f}",
        "U": None if one.expanded is None else f"{one.expanded:f}",
        "unit": unit.value,
        "interval": None if one.interval is None else f"{shortest(one.interval):f}",
        "ratio": None if one.ratio is None else f"{one.ratio:f}",
        "uncertainty_from": None if one.source is None else one.source.value,
        "time": one.time,
    }
