"""`simulate`: an instrument that is not there, on a port that any program can open, until it is interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from drivers.simulators import FAULT_KINDS, SimulatedInstrument, simulator_for
from drivers.simulators.families import resolution_of
from drivers.simulators.socket_port import SocketPort
from drivers.technician import arguments as options
from drivers.technician.exits import DONE, Refused
from metroapp.wording import technician as words


def add(parser: argparse.ArgumentParser) -> None:
    options.add_family(parser)
    parser.add_argument("--value", type=_shown, default=Decimal("12.340"), help=words.VALUE)
    parser.add_argument("--noise", type=_spread, default=Decimal(0), help=words.NOISE)
    parser.add_argument("--seed", type=options.positive, default=1, help=words.SEED)
    parser.add_argument("--unit", choices=("mm", "in"), default="mm", help=words.UNIT)
    parser.add_argument("--link", type=Path, metavar="PATH", help=words.LINK)
    parser.add_argument("--socket", type=int, metavar="PORT", help=words.SOCKET)
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help=words.FAULTS.format(known=", ".join(sorted(FAULT_KINDS))),
    )
    parser.add_argument("--push", type=options.seconds, metavar="S", help=words.PUSH)
    parser.add_argument("--seconds", type=options.seconds, metavar="S", help=words.SECONDS)
    parser.set_defaults(run=_simulate)


def _shown(text: str) -> Decimal:
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(text) from None
    if not found.is_finite() or abs(found) >= 10**6:
        raise argparse.ArgumentTypeError(text)
    return found


def _spread(text: str) -> Decimal:
    found = _shown(text)
    if found < 0:
        raise argparse.ArgumentTypeError(text)
    return found


def _simulate(arguments: argparse.Namespace) -> int:
    port = _plug(arguments)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    print(words.SIMULATED.format(family=arguments.instrument, url=port.url), flush=True)
    if sys.stdin is not None and sys.stdin.isatty():
        print(words.ENTER_PRESSES_DATA, flush=True)
        threading.Thread(target=_press_by_hand, args=(port,), name="keyboard", daemon=True).start()
    try:
        _press_until(port, arguments.push, arguments.seconds, stopping)
    finally:
        port.close()
    return DONE


def _plug(arguments: argparse.Namespace) -> Any:
    """The port with its instrument; raises Refused."""
    instrument = SimulatedInstrument(resolution_of(arguments.value), arguments.noise, arguments.seed)
    instrument.present(arguments.value)
    if arguments.unit == "in":
        instrument.toggle_unit()
    try:
        face = simulator_for(arguments.instrument, instrument, options.profile_of(arguments))
        for fault in arguments.fault:
            face.fault_next(fault)
    except ValueError as error:
        raise Refused(words.NO_SUCH_FAULT.format(fault=fault, known=", ".join(sorted(FAULT_KINDS)))) from error
    try:
        if arguments.socket is not None or sys.platform == "win32":
            return SocketPort(face, arguments.socket or 0)
        from drivers.simulators.pty_port import NotOurLink, PtyPort

        try:
            return PtyPort(face, arguments.link, pace=True)
        except NotOurLink as taken:
            raise Refused(words.FILE_EXISTS.format(file=arguments.link)) from taken
    except (OSError, OverflowError) as error:
        raise Refused(words.NO_PORT_GIVEN.format(where=arguments.link or arguments.socket)) from error


def _press_until(port: Any, every: float | None, seconds: float | None, stopping: threading.Event) -> None:
    """Press DATA every so often until the time has run out or the command is interrupted."""
    if every is not None:
        begun = threading.Event()

        def press() -> None:
            while not begun.wait(every):
                port.press_data()

        threading.Thread(target=press, name="push", daemon=True).start()
        try:
            stopping.wait(seconds)
        finally:
            begun.set()
        return
    stopping.wait(seconds)


def _press_by_hand(port: Any) -> None:
    for _ in sys.stdin:
        port.press_data()
