"""The sheet of barcodes that stands beside the post."""

from __future__ import annotations

import argparse

from metroapp.cli.consult import workspace_of
from metroapp.services import command_sheet, consultation
from metroapp.wording import cli as words


def write_command_sheet(arguments: argparse.Namespace) -> int:
    """`metroapp command-sheet --out DIR [--record ID]`"""
    id = consultation.record_id(arguments.record) if arguments.record else None
    print(words.WRITTEN.format(path=command_sheet.export(workspace_of(arguments), arguments.out, id)))
    return 0
