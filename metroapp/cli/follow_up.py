"""`metroapp follow-up`: what is bad most often, first pieces, scrap, causes, actions and their effect."""

from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from forms.json_values import time
from metroapp.analysis.rates import Rate
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.domain.pareto import Ranked
from metroapp.services.sheets.days import beginning, read_day
from metroapp.services.spc import follow_up_paper
from metroapp.services.spc import follow_up_said as said
from metroapp.services.spc.follow_up import ActionEffect, Asked, Axis, Counted, ProductionReport, countable, report
from metroapp.wording import production_report as words
from metroapp.wording.numbers import day, number


def show_follow_up(arguments: argparse.Namespace) -> int:
    """`metroapp follow-up [--du JOUR] [--au JOUR] [--part REF] [--by AXIS] [--counted WHAT] [--out FILE]`"""
    workspace, axis = workspace_of(arguments), Axis(arguments.by)
    counted = countable(axis)[0] if arguments.counted is None else Counted(arguments.counted)
    if counted not in countable(axis):
        raise Refusal("follow_up.uncountable", possible=", ".join(one.value for one in countable(axis)))
    first, last = read_day(arguments.since.strip()), read_day(arguments.until.strip())
    if first is not None and last is not None and last < first:
        raise Refusal("follow_up.period", since=day(first), until=day(last))
    asked = Asked(
        None if first is None else beginning(first),
        None if last is None else beginning(last + timedelta(days=1)),
        arguments.part,
        arguments.simulated,
    )
    if arguments.out is not None:
        follow_up_paper.format_of(arguments.out)
    found = report(workspace, asked)
    if arguments.out is not None:
        print(words.WRITTEN.format(path=follow_up_paper.export(workspace, found, arguments.out, axis, counted)))
    elif arguments.json:
        print(as_json.dump(_facts(found, axis, counted)))
    else:
        _say(found, axis, counted)
    return 0


def _say(found: ProductionReport, axis: Axis, counted: Counted) -> None:
    for name, value in [(words.PERIOD, said.period(found.asked)), *said.figures(found)]:
        print(words.FACT.format(name=name, value=value))
    lines = found.pareto(axis, counted)
    print(said.pareto_title(axis, counted) if lines else said.nothing(found, counted))
    for one in lines:
        print("  " + words.LINE.format(name=one.name, count=number(one.count), share=number(one.share),
                                       cumulated=number(one.cumulated)))  # fmt: skip
    for effect in found.actions:
        print(" · ".join(said.action_line(effect)))


def _facts(found: ProductionReport, axis: Axis, counted: Counted) -> dict[str, Any]:
    first = found.first_pieces
    return {
        "since": time(found.asked.since),
        "until": time(found.asked.until),
        "records": len(found.records),
        "pieces": found.inspected,
        "bad_pieces": sum(found.bad_pieces.values()),
        "bad_values": sum(group.values for group in found.bad),
        "first_pieces": {
            "conforming": first.conforming,
            "nonconforming": first.nonconforming,
            "undecided": first.undecided,
            "rate": _rate(first.rate),
        },
        "scrapped": found.scrapped,
        "declared": found.declared,
        "sheets": len(found.sheets),
        "decided": {treatment.value: count for treatment, count in found.decided.items()},
        "cost": {"euros": str(found.euros), "minutes": found.minutes, "sheets": found.with_cost},
        "by": axis.value,
        "counted": counted.value,
        "pareto": [_line(one) for one in found.pareto(axis, counted)],
        "causes": {
            "unknown" if cause is None else cause.value: [{"cause": said, "pieces": count} for said, count in causes]
            for cause, causes in found.causes().items()
        },
        "actions": [_action(one) for one in found.actions],
    }


def _line(one: Ranked) -> dict[str, Any]:
    return {"name": one.name, "count": str(one.count), "share": str(one.share), "cumulated": str(one.cumulated)}


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {"count": rate.bad, "total": rate.total, "rate": rate.value, "low": rate.low, "high": rate.high}


def _action(one: ActionEffect) -> dict[str, Any]:
    return {
        "sheet": one.sheet,
        "action": one.action.action,
        "owner": one.action.owner,
        "since": one.begun.isoformat(),
        "before": _rate(one.before),
        "after": _rate(one.after),
        "p": one.p,
        "effect": one.effect.value,
        "judged": None if one.checked is None else one.checked.effective,
    }
