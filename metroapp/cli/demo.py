"""`metroapp demo`: the whole job on the simulated bench, with pictures of the real pages."""

from __future__ import annotations

import argparse
import os
import sys

from metroapp.cli.consult import workspace_of
from metroapp.services.demonstration import Demonstration, Outcome, SimulatedBench, Stage, equip
from metroapp.services.workshop import Workshop
from metroapp.wording import cli as words


def has_display() -> bool:
    """Whether a window can be shown: a display server, or a system that always has one."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demonstrate(arguments: argparse.Namespace) -> int:
    """Fill one record, sort, close, export; with `--window` and a display, open the workstation instead."""
    workspace = workspace_of(arguments)
    workshop = Workshop(workspace)
    try:
        workshop.open().result()
        if arguments.window and has_display():
            from metroapp import app

            codes = equip(workshop)
            bench = SimulatedBench(workshop, arguments.seed)
            try:
                return app.run_window(workshop, bench=bench, codes=codes, seed=arguments.seed)
            finally:
                bench.close()
        if arguments.window:
            print(words.DEMO_HEADLESS)
        outcome = _headless(workshop, arguments.pieces, arguments.seed)
    finally:
        workshop.close()
    print(
        words.DEMO_RECORD.format(
            number=outcome.header.number,
            pieces=outcome.sorting.pieces,
            conforming=outcome.sorting.conforming,
            nonconforming=outcome.sorting.nonconforming,
            held=words.HELD_SHORT.format(held=outcome.sorting.held) if outcome.sorting.held else "",
            concession=outcome.sorting.concession,
            unsorted=outcome.sorting.unsorted,
        )
    )
    for path in (*outcome.files, *sorted(workspace.screens.glob("*.png"))):
        print(words.DEMO_FILE.format(path=path))
    return 0


def _headless(workshop: Workshop, pieces: int, seed: int) -> Outcome:
    found: list[Outcome] = []

    def job(stage: Stage) -> None:
        found.append(Demonstration(workshop, pieces, seed, stage).run())

    try:
        from metroapp import app
    except ImportError as error:
        # The window's libraries are missing: the job itself does not need them.
        print(words.DEMO_NO_SCREENS.format(reason=error), file=sys.stderr)
        job(lambda name: None)
    else:
        app.take_screens(workshop, workshop.workspace.screens, job)
    return found[0]
