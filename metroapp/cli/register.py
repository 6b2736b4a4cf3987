"""`metroapp register`: the register of means from the workshop's sheet, to a workbook, and what is to be verified."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from metroapp.cli import as_json
from metroapp.cli.acting import acting
from metroapp.cli.consult import workspace_of
from metroapp.domain.due_dates import Due, due_list
from metroapp.services import consultation
from metroapp.services.register import read_register
from metroapp.services.register_export import export_register
from metroapp.wording import cli as cli_words
from metroapp.wording import register_book as words


def import_register(arguments: argparse.Namespace) -> int:
    """`metroapp register import FILE`: every line of it, or none."""
    sheet = read_register(arguments.file)
    with acting(arguments) as workshop:
        entered = workshop.means.enter_sheet(sheet).result()
    if arguments.json:
        numbers = {"new": [one.number for one in entered.new], "changed": [one.number for one in entered.changed]}
        blocks = [block.serial for block in entered.blocks]
        columns = [{"sheet": one.sheet, "title": one.title} for one in entered.unread_columns]
        unread = {"unread_columns": columns, "unread_sheets": list(entered.unread_sheets)}
        print(as_json.dump({**numbers, "blocks": blocks, "unchanged": entered.unchanged, **unread}))
    else:
        print(words.entered(entered.new, entered.changed, entered.blocks, entered.unchanged))
        unsaid = words.unread([(one.sheet, one.title) for one in entered.unread_columns], entered.unread_sheets)
        if unsaid:
            print(unsaid)
    return 0


def write_register(arguments: argparse.Namespace) -> int:
    """`metroapp register export FILE`"""
    path = export_register(workspace_of(arguments), arguments.file)
    print(cli_words.WRITTEN.format(path=path))
    return 0


def show_due(arguments: argparse.Namespace) -> int:
    """`metroapp register due [--days N]`: the most urgent first; today's date tells."""
    means, blocks = consultation.register(workspace_of(arguments))
    found = due_list(means.values(), datetime.now().astimezone().date(), arguments.days, blocks)
    if arguments.json:
        print(as_json.dump([_facts(one) for one in found]))
        return 0
    if not found:
        print(words.NOTHING_DUE.format(days=arguments.days))
    for one in found:
        print(words.due_line(one))
    return 0


def _facts(one: Due) -> dict[str, Any]:
    return {
        "instrument": one.instrument.number,
        "designation": one.instrument.designation,
        "kind": one.instrument.kind.value,
        "state": one.instrument.state.value,
        "due": None if one.due is None else one.due.isoformat(),
        "days": one.days,
        "urgency": one.urgency.value,
        "location": one.instrument.location,
        "holder": one.instrument.holder,
    }
