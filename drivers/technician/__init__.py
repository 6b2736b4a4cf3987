"""The technician's own command line: what a cable really sends, without the program around it.

A composition root: it alone in `drivers` speaks French, through `metroapp.wording`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from drivers.technician import ports, record, simulate, watch
from drivers.technician.exits import REFUSED, TIMED_OUT, Refused
from metroapp.wording import technician as words
from metroapp.wording.parsing import FrenchParser, Misunderstood


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 the time ran out, 2 refused."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except (Misunderstood, Refused) as refused:
        print(refused, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return TIMED_OUT
    except BrokenPipeError:
        # Whoever read us has left (`| head -1`); what is still buffered must not complain at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TIMED_OUT
    except OSError:
        # `list >/dev/full`: what is still buffered must not complain at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(words.OUTPUT_LOST, file=sys.stderr)
        return REFUSED
    return code


def _parser() -> FrenchParser:
    root = FrenchParser(prog="python -m drivers", description=words.PROGRAM)
    verbs = root.add_verbs()
    for verb, said, add in (
        ("list", words.LIST, ports.add_list),
        ("probe", words.PROBE, ports.add_probe),
        ("watch", words.WATCH, watch.add),
        ("record", words.RECORD, record.add),
        ("simulate", words.SIMULATE, simulate.add),
    ):
        add(verbs.add_parser(verb, help=said, description=said))
    return root
