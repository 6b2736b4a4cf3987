"""`metroapp offset`: the correction of a tool offset from what was measured. Nothing is sent to a machine."""

from __future__ import annotations

import argparse
from decimal import Decimal

from metroapp.cli import as_json
from metroapp.domain.quantity import parse_number, rounded, shortest
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind, MeasuredSize, ToolLink, propose
from metroapp.wording import offsets as words


def show_offset(arguments: argparse.Namespace) -> int:
    """`metroapp offset --machine … --corrector … --feature … --measured V --target T`"""
    link = ToolLink(
        MachineKind(arguments.machine), Corrector(arguments.corrector), Feature(arguments.feature), arguments.sides
    )
    size = MeasuredSize(
        link,
        tuple(map(parse_number, arguments.measured)),
        parse_number(arguments.target),
        parse_number(arguments.dead_band),
    )
    step = None if arguments.step is None else parse_number(arguments.step)
    found = propose([size], parse_number(arguments.cap), step)
    deviation = shortest(rounded(Decimal(size.deviation.numerator) / size.deviation.denominator))
    reason = words.offset_reason(found, deviation, size.dead_band)
    if arguments.json:
        facts = {
            "deviation": f"{deviation:f}",
            "correction": None if found.correction is None else f"{found.correction:f}",
            "uncapped": None if found.uncapped is None else f"{found.uncapped:f}",
            "decision": found.reason.value,
            "reason": reason,
        }
        print(as_json.dump(facts))
    else:
        print(reason)
    return 0
