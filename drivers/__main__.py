"""`python -m drivers`: what a technician uses to see what a cable really sends.

A composition root of its own: it alone speaks French here, through `metroapp.wording`.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

# A folder `metroapp/` where the command is typed must not take the place of the program's own.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from drivers import Address, Fault, Link, LinkEvent, LinkState, Reading, StateChange, families
from metroapp.wording import instruments as words
from metroapp.wording.parsing import FrenchParser, Misunderstood

_ASK_EVERY_S = 0.5
DONE, TIMED_OUT, REFUSED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(argv)
    except Misunderstood as misunderstood:
        print(misunderstood, file=sys.stderr)
        return REFUSED
    try:
        code: int = arguments.run(arguments)
    except KeyboardInterrupt:
        return TIMED_OUT
    except BrokenPipeError:
        # Whoever read us has left (`| head -1`); what is still buffered must not complain at the exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TIMED_OUT
    return code


def _parser() -> FrenchParser:
    root = FrenchParser(prog="python -m drivers", description=words.PROGRAM)
    verbs = root.add_verbs()
    watch = verbs.add_parser("watch", help=words.WATCH, description=words.WATCH)
    watch.add_argument("url", metavar="URL", help=words.WATCH_URL)
    known = sorted(families())
    watch.add_argument(
        "--instrument", required=True, choices=known, help=words.WATCH_INSTRUMENT.format(families=", ".join(known))
    )
    watch.add_argument("--count", type=_positive, default=1, metavar="N", help=words.WATCH_COUNT)
    watch.add_argument("--timeout", type=_seconds, default=10.0, metavar="S", help=words.WATCH_TIMEOUT)
    watch.add_argument("--unit", choices=("mm", "in"), default="mm", help=words.WATCH_UNIT)
    watch.add_argument("--json", action="store_true", help=words.WATCH_JSON)
    watch.set_defaults(run=_watch)
    ports = verbs.add_parser("list", help=words.LIST, description=words.LIST)
    ports.add_argument("--json", action="store_true", help=words.WATCH_JSON)
    ports.set_defaults(run=_list)
    return root


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 10**9):
        raise argparse.ArgumentTypeError(text)
    return int(text)


def _seconds(text: str) -> float:
    seconds = float(text.replace(",", "."))
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(text)
    return seconds


def _watch(arguments: argparse.Namespace) -> int:
    """Ask every half second, take what comes, count the readings."""
    events: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    address = Address(arguments.url, arguments.instrument, arguments.unit, trusting=True)
    link = Link(address, events.put)
    link.start()
    try:
        return _count(arguments, link, events)
    finally:
        link.stop()


def _count(arguments: argparse.Namespace, link: Link, events: queue.SimpleQueue[LinkEvent]) -> int:
    deadline = time.monotonic() + arguments.timeout
    ask_at: float | None = None
    opened, readings = False, 0
    while True:
        now = time.monotonic()
        if now >= deadline:
            return TIMED_OUT
        if ask_at is not None and now >= ask_at:
            link.request()
            ask_at = now + _ASK_EVERY_S
        try:
            event = events.get(timeout=max(0.0, min(deadline, ask_at or deadline) - now))
        except queue.Empty:
            continue
        match event:
            case StateChange(LinkState.READY):
                opened, ask_at = True, ask_at or time.monotonic()
            case StateChange(LinkState.ABSENT) if not opened:
                print(words.CANNOT_OPEN.format(url=arguments.url), file=sys.stderr)
                return REFUSED
            case Reading():
                _show(event, arguments.json)
                readings += 1
                if readings == arguments.count:
                    return DONE
            case Fault():
                _show(event, arguments.json)


def _show(event: Reading | Fault, as_json: bool) -> None:
    at, raw = event.received_at.isoformat(), event.raw.hex()
    if isinstance(event, Reading):
        value = f"{event.value:f}"
        found: dict[str, Any] = {"value": value, "unit": event.unit, "raw": raw, "flags": list(event.flags)}
        text = words.READING.format(
            at=at,
            value=value.replace(".", ","),
            unit=event.unit,
            channel=event.channel or "–",
            raw=raw,
            flags=" ".join(event.flags),
        )
    else:
        sentence = words.FAULT_SENTENCES[event.code.value]
        found = {"error": event.code.value, "message": sentence, "raw": raw, "detail": event.detail}
        text = words.FAULT.format(at=at, code=event.code.value, sentence=sentence, raw=raw)
    found |= {"channel": event.channel, "received_at": at}
    print(json.dumps(found, ensure_ascii=False) if as_json else text.rstrip(), flush=True)


def _list(arguments: argparse.Namespace) -> int:
    from drivers.discovery import ports

    found = ports()
    for port in found:
        if arguments.json:
            line = {
                "url": port.url,
                "description": port.description,
                "vendor_id": port.vendor_id,
                "product_id": port.product_id,
                "serial_number": port.serial_number,
            }
            print(json.dumps(line, ensure_ascii=False))
        else:
            print(words.PORT.format(url=port.url, description=port.description))
    if not found and not arguments.json:
        print(words.NO_PORT)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
