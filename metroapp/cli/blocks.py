"""`metroapp blocks`: the stack of gauge blocks of a size. No workspace is created."""

from __future__ import annotations

import argparse
from datetime import datetime
from decimal import ROUND_CEILING, Decimal
from typing import Any

from metroapp.cli import as_json
from metroapp.domain.gauge_blocks import BlockStack, UncertaintyBasis, block_uncertainty, build_stack, usable
from metroapp.domain.instrument import GaugeBlock
from metroapp.domain.quantity import parse_number, shortest
from metroapp.services.gauge_block_sheet import read_gauge_blocks
from metroapp.services.reference import iso3650
from metroapp.wording import gauge_blocks as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import signed, significant

_SHOWN = Decimal("0.001")  # µm, of the uncertainty of one block: rounded up


def show_stack(arguments: argparse.Namespace) -> int:
    """`metroapp blocks SIZE --set FILE`: overdue blocks are left out, and named."""
    size = parse_number(arguments.size)
    owned, today = read_gauge_blocks(arguments.set), datetime.now().astimezone().date()
    known = {block.serial for block in owned}
    # A block without a serial number goes by its length, which is typed with a comma.
    excluded = {text if text in known else text.replace(",", ".") for text in arguments.exclude}
    stack = build_stack(size, usable(owned, today, excluded), protected=arguments.protection)
    ends = (0, len(stack.blocks) - 1) if arguments.protection else ()
    overdue = [block.serial for block in owned if block.is_overdue(today)]
    uncertainty = stack.uncertainty(iso3650())
    if arguments.json:
        print(as_json.dump(_facts(stack, ends, uncertainty, overdue)))
        return 0
    print(words.STACK.format(nominal=significant(stack.nominal), count=len(stack.blocks)))
    for place, block in enumerate(stack.blocks):
        one, basis = _uncertainty(block)
        print(
            words.BLOCK.format(
                nominal=significant(block.nominal),
                serial=block.serial,
                deviation=signed(block.deviation),
                uncertainty=significant(one),
                basis=label(basis),
                role=words.PROTECTION if place in ends else "",
            )
        )
    print(words.CERTIFIED.format(certified=significant(stack.certified), uncertainty=significant(uncertainty)))
    if overdue:
        print(words.OVERDUE.format(serials=", ".join(overdue)))
    return 0


def _uncertainty(block: GaugeBlock) -> tuple[Decimal, UncertaintyBasis]:
    """Of one block, as shown: that of a certificate as it is, another one rounded up at the nanometre."""
    found, basis = block_uncertainty(block, iso3650())
    if basis is not UncertaintyBasis.CERTIFICATE:
        found = found.quantize(_SHOWN, rounding=ROUND_CEILING)
    return shortest(found), basis


def _facts(stack: BlockStack, ends: tuple[int, ...], uncertainty: Decimal, overdue: list[str]) -> dict[str, Any]:
    """Lengths and the standard uncertainty of the stack in mm, those of a block as on its certificate."""
    blocks = []
    for place, block in enumerate(stack.blocks):
        one, basis = _uncertainty(block)
        blocks.append(
            {
                "serial": block.serial,
                "nominal": f"{shortest(block.nominal):f}",
                "deviation_um": f"{block.deviation:f}",
                "certified": f"{shortest(block.certified):f}",
                "uncertainty_um": f"{one:f}",
                "uncertainty_basis": basis.value,
                "protection": place in ends,
            }
        )
    return {
        "stack": blocks,
        "nominal": f"{shortest(stack.nominal):f}",
        "certified": f"{shortest(stack.certified):f}",
        "uncertainty": f"{uncertainty:f}",
        "overdue": overdue,
    }
