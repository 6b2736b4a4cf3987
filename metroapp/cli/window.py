"""`metroapp` without a command: the window, and those that follow it while another workshop is asked for."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from metroapp.cli.consult import workspace_of
from metroapp.cli.demo import has_display
from metroapp.domain.message import Message, Refusal
from metroapp.services import consultation
from metroapp.services.next_workshop import WorkshopRequest
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from metroapp.app import Ended


def open_window(arguments: argparse.Namespace) -> int:
    """Take the workspace and show the window, which opens the archive once it has painted."""
    if not has_display():
        raise Refusal("window.no_display")
    try:
        import metroapp.app  # says at once that the libraries of the window are missing
    except ImportError as error:
        raise Refusal("window.no_qt", detail=error) from error
    workspace = workspace_of(arguments)
    if arguments.read_only or arguments.server:
        consultation.require_archive(workspace)
        return metroapp.app.run_consultation(workspace)
    return run_windows(WorkshopRequest(workspace.root, arguments.keys))


def run_windows(first: WorkshopRequest, seed: int = 1) -> int:
    """Run one window after the other, until one is closed for good; gives the exit code.

    A workshop that cannot be opened after all leads back to the one before, where it is said why; refuses as
    `Workshop` says when it is the first one.
    """
    present: WorkshopRequest = first
    before: WorkshopRequest | None = None
    said: Message | None = None
    while True:
        try:
            ended = _run(present, seed, said)
        except Refusal as refusal:
            if before is None:
                raise
            present, before, said = before, None, refusal.message
            continue
        if ended.request is None:
            return ended.code
        asked = ended.request
        if asked.keys is None and not present.is_demonstration:
            asked = replace(asked, keys=present.keys)
        present, before, said = asked, present, None


def _run(request: WorkshopRequest, seed: int, said: Message | None) -> Ended:
    from metroapp import app

    workshop = Workshop(Workspace(request.root, request.keys))
    try:
        if not request.is_demonstration:
            return app.run_window(workshop, said=said)
        # The people of the demonstration and its bench are there before its window is.
        from metroapp.services.demonstration import SimulatedBench, equip

        workshop.open().result()
        codes = equip(workshop)
        bench = SimulatedBench(workshop, seed)
        try:
            return app.run_window(workshop, bench=bench, codes=codes, seed=seed, said=said)
        finally:
            bench.close()
    finally:
        workshop.close()
