"""`metroapp person recorded`, `retention`, `purge`, `erase`: names, how long they are kept, and their erasure.

What only reads needs no account.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from drivers import utc_now
from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.retention import KeptName, RecordedKind, Retention
from metroapp.services import consultation, personal_data
from metroapp.wording import personal_data as words


def show_recorded(arguments: argparse.Namespace) -> int:
    """`metroapp person recorded NAME`"""
    workspace = workspace_of(arguments)
    found = personal_data.what_is_recorded(workspace, arguments.name)
    if arguments.json:
        print(as_json.dump(_kept(found)))
        return 0
    print(words.OF_SOMEBODY.format(name=found.person.name))
    for line in words.lines(found):
        print(line)
    for title, said in words.explained(consultation.everybody(workspace)):
        print(f"{title} : {said}")
    return 0


def show_retention(arguments: argparse.Namespace) -> int:
    """`metroapp person retention`"""
    return _say(personal_data.retention(workspace_of(arguments)), json=arguments.json)


def set_retention(arguments: argparse.Namespace) -> int:
    """`metroapp person set-retention KIND=MONTHS…`: the other kinds stay as they are."""
    with acting(arguments) as workshop:
        before = workshop.personal_data.retention().result()
        chosen = replace(before, **{kind.value: months for kind, months in arguments.kept})
        workshop.personal_data.set_retention(chosen).result()
        return _say(chosen, json=False)


def list_erasable(arguments: argparse.Namespace) -> int:
    """`metroapp person purge`: whose name may be erased now."""
    found = personal_data.erasable_names(workspace_of(arguments), utc_now().astimezone().date())
    if arguments.json:
        print(as_json.dump(list(map(_kept, found))))
        return 0
    for line in map(words.purge_line, found):
        print(line)
    if not found:
        print(words.PURGE_NONE)
    return 0


def erase(arguments: argparse.Namespace) -> int:
    """`metroapp person erase NAME --reason TEXT`"""
    with acting(arguments) as workshop:
        is_overwritten = workshop.personal_data.erase(arguments.name, arguments.reason).result()
    for line in words.erased(arguments.name, is_overwritten=is_overwritten):
        print(line)
    return 0


def _say(retention: Retention, *, json: bool) -> int:
    if json:
        print(as_json.dump({kind.value: retention.months(kind) for kind in RecordedKind}))
        return 0
    for line in words.retention(retention):
        print(line)
    return 0


def _kept(found: KeptName) -> dict[str, Any]:
    return {
        "name": found.person.name,
        "roles": [role.value for role in found.person.roles],
        "recorded": [
            {
                "kind": one.kind.value,
                "count": one.count,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "until": found.until[one.kind].isoformat(),
            }
            for one in found.recorded
        ],
        "erasable_from": found.erasable_from.isoformat(),
    }
