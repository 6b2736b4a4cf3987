"""The calculator of tolerances: one callout, a list of them, or a whole class of ISO 286. No workspace is created."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from forms import callout_json
from metroapp.cli import as_json
from metroapp.domain.general_tolerances import read_general_tolerances
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.quantity import parse_number
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import NATURES, plain
from metroapp.wording import cli as words
from metroapp.wording.derivations import derivation
from metroapp.wording.numbers import signed, significant
from metroapp.wording.parsing import Misunderstood
from metroapp.wording.sentences import sentence


def read_tolerance(arguments: argparse.Namespace) -> int:
    """`metroapp tolerance TEXT`, `metroapp tolerance -`, `metroapp tolerance --table H7`"""
    if arguments.table is not None:
        if arguments.text is not None:
            raise Misunderstood(words.TOLERANCE_ONE_QUESTION)
        return _list_table(arguments.table, as_table=not arguments.json)
    if arguments.text is None:
        raise Misunderstood(words.TOLERANCE_NO_QUESTION)
    context = _context(arguments)
    if arguments.text == "-":
        return _read_lines(context, arguments.json)
    read = read_callout(arguments.text, standards(), context)
    print(as_json.dump(callout_json.callout(read)) if arguments.json else derivation(read))
    return 0


def _context(arguments: argparse.Namespace) -> Context:
    """What the options say around the callout."""
    general = None
    if arguments.general is not None:
        path = Path(arguments.general)
        if path.suffix.lower() == ".csv":
            from metroapp.services.sheets.part_sheet import read_workshop_table  # one callout needs no reader of files

            table = read_workshop_table(path)
            general = read_general_tolerances(table.name, standards().general, {table.name: table})
        else:
            general = read_general_tolerances(arguments.general, standards().general)
    length = parse_number(arguments.length) if arguments.length is not None else None
    nature = None
    if arguments.nature is not None:
        nature = NATURES.get(plain(arguments.nature))
        if nature is None:
            raise Refusal("sheet.nature_unknown", text=arguments.nature)
    return Context(nature, general, length)


def _read_lines(context: Context, json: bool) -> int:
    """One callout a line, one answer a line: a callout that cannot be read does not stop the others."""
    for raw in sys.stdin.buffer:
        text = raw.decode("utf-8", errors="replace").strip()
        try:
            read = read_callout(text, standards(), context)
            said = as_json.dump_line(callout_json.callout(read)) if json else derivation(read)
        except Refusal as refusal:
            said = as_json.dump_line(as_json.unread(text, refusal)) if json else sentence(refusal)
        print(said)
    return 0


def _list_table(fit: str, *, as_table: bool) -> int:
    """Every nominal range of a tolerance class of ISO 286."""
    ranges = standards().iso286.table(fit)
    if not as_table:
        print(as_json.dump([as_json.fit_range(found) for found in ranges]))
        return 0
    hole = ranges[0].tolerance_class.is_hole
    print(words.TABLE_TITLE.format(fit=fit, upper="ES" if hole else "es", lower="EI" if hole else "ei"))
    for found in ranges:
        print(
            words.TABLE_LINE.format(
                over=significant(found.over),
                up_to=significant(found.up_to),
                upper=signed(found.upper_deviation),
                lower=signed(found.lower_deviation),
            )
        )
    return 0
