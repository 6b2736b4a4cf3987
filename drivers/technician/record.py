"""`record`: what passes on a wire, kept in a file that `replay:///PATH` plays again as an instrument."""

from __future__ import annotations

import argparse
from pathlib import Path

from drivers.technician import arguments as options
from drivers.technician import watch
from drivers.technician.exits import Refused
from drivers.traffic import TrafficEnd, TrafficLog
from metroapp.wording import technician as words


def add(parser: argparse.ArgumentParser) -> None:
    options.add_address(parser)
    parser.add_argument("file", metavar="FILE", type=Path, help=words.TRAFFIC_FILE)
    watch.add_until(parser)
    parser.set_defaults(run=_record)


def _record(arguments: argparse.Namespace) -> int:
    """Watch, and keep every byte both ways; a file that is there already is never written over."""
    options.address_of(arguments)  # refused before a file is begun
    try:
        log = TrafficLog(arguments.file, arguments.url, arguments.instrument)
    except FileExistsError as error:
        raise Refused(words.FILE_EXISTS.format(file=arguments.file)) from error
    except OSError as error:
        raise Refused(words.FILE_NOT_WRITTEN.format(file=arguments.file)) from error
    try:
        code = watch.watch(arguments, log)
    finally:
        log.close()
    if log.end is not TrafficEnd.CLOSED:
        raise Refused(words.RECORDING_CUT.format(file=arguments.file))
    return code
