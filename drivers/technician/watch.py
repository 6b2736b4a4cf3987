"""`watch`: ask every half second, take what comes, count the readings."""

from __future__ import annotations

import argparse
import json
import queue
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from drivers.channels import ChannelRefused
from drivers.folder import KEY as RESULT_FILES
from drivers.folder import FolderWatch
from drivers.link import Link, Traffic
from drivers.reading import BatteryChange, Fault, Identified, LinkEvent, LinkState, Reading, StateChange
from drivers.technician import arguments as options
from drivers.technician.exits import DONE, REFUSED, TIMED_OUT, Refused
from drivers.technician.sentences import why
from metroapp.wording import technician as words
from metroapp.wording.instruments import FAULT_SENTENCES

_ASK_EVERY_S = 0.5


def add(parser: argparse.ArgumentParser) -> None:
    options.add_address(parser, folders=True)
    add_until(parser)
    parser.set_defaults(run=lambda arguments: watch(arguments))


def add_until(parser: argparse.ArgumentParser) -> None:
    """How much is waited for, and how it is shown."""
    parser.add_argument("--count", type=options.positive, default=1, metavar="N", help=words.COUNT)
    parser.add_argument("--timeout", type=options.seconds, default=10.0, metavar="S", help=words.TIMEOUT)
    parser.add_argument("--json", action="store_true", help=words.JSON)


def watch(arguments: argparse.Namespace, traffic: Traffic | None = None) -> int:
    """Show what an instrument says until `count` readings have come or the time has run out."""
    events: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    address = options.address_of(arguments)
    with TemporaryDirectory() as memory:
        try:
            source: Link | FolderWatch = (
                FolderWatch(address, events.put, Path(memory) / "read.json")
                if address.family == RESULT_FILES
                else Link(address, events.put, traffic=traffic)
            )
        except ChannelRefused as refused:
            raise Refused(words.NO_SUCH_CHANNEL.format(family=address.family, channel=refused.channel)) from refused
        except ValueError as error:
            raise Refused(words.NOT_A_FOLDER.format(url=address.url)) from error
        source.start()
        try:
            return _count(arguments, source, events)
        finally:
            source.stop()


def _count(arguments: argparse.Namespace, link: Link | FolderWatch, events: queue.SimpleQueue[LinkEvent]) -> int:
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
                print(why(arguments.url, event), file=sys.stderr)
                return REFUSED
            case Reading():
                _show(event, arguments.json)
                readings += 1
                if readings == arguments.count:
                    return DONE
            case Fault():
                _show(event, arguments.json)
            case Identified() | BatteryChange():
                _tell(event, arguments.json)


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
        sentence = FAULT_SENTENCES[event.code.value]
        found = {"error": event.code.value, "message": sentence, "raw": raw, "detail": event.detail}
        text = words.FAULT.format(at=at, code=event.code.value, sentence=sentence, raw=raw)
    found |= {"channel": event.channel, "received_at": at}
    print(json.dumps(found, ensure_ascii=False) if as_json else text.rstrip(), flush=True)


def _tell(event: Identified | BatteryChange, as_json: bool) -> None:
    at = event.at.isoformat()
    if isinstance(event, Identified):
        found: dict[str, Any] = {"identity": event.text}
        text = words.IDENTIFIED.format(at=at, text=event.text)
    else:
        found = {"battery_low": event.low}
        text = (words.BATTERY_LOW if event.low else words.BATTERY_GOOD).format(at=at)
    found |= {"channel": event.channel, "received_at": at}
    print(json.dumps(found, ensure_ascii=False) if as_json else text, flush=True)
