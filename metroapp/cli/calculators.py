"""Calculators: they read a callout or a part sheet, and create no workspace."""

from __future__ import annotations

import argparse

from metroapp.cli import REFUSED, as_json
from metroapp.domain.callout import read_callout
from metroapp.services.part_sheet import read_part_sheet
from metroapp.services.reference import iso286
from metroapp.wording import cli as words
from metroapp.wording.derivations import derivation, limits
from metroapp.wording.labels import label
from metroapp.wording.sentences import sentence


def read_tolerance(arguments: argparse.Namespace) -> int:
    """`metroapp tolerance TEXT`"""
    read = read_callout(arguments.text, iso286())
    print(as_json.dump(as_json.callout(read)) if arguments.json else derivation(read))
    return 0


def check_part(arguments: argparse.Namespace) -> int:
    """`metroapp part check FILE`: 2 when the sheet has an error."""
    sheet = read_part_sheet(arguments.file, iso286())
    if arguments.json:
        print(as_json.dump(as_json.part_sheet(sheet)))
    else:
        print(words.PART_TITLE.format(**{"designation": "", "reference": "", **sheet.fields}))
        for given in sheet.characteristics:
            print(
                words.PART_LINE.format(
                    balloon=given.balloon,
                    designation=given.designation,
                    callout=given.callout.text,
                    limits=limits(given.callout),
                    means=label(given.means),
                ).rstrip()
            )
    if not sheet.errors:
        return 0
    # With --json the errors are in the document; in words they are the answer itself.
    if not arguments.json:
        for error in sheet.errors:
            print(words.SHEET_ERROR.format(line=error.line, column=error.column, message=sentence(error.message)))
    return REFUSED
