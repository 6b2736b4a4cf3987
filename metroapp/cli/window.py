"""`metroapp` without a command: the window."""

from __future__ import annotations

import argparse

from metroapp.cli.consult import workspace_of
from metroapp.cli.demo import has_display
from metroapp.domain.message import Refusal
from metroapp.services.workshop import Workshop


def open_window(arguments: argparse.Namespace) -> int:
    """Take the workspace and show the window, which opens the archive once it has painted."""
    if not has_display():
        raise Refusal("window.no_display")
    try:
        from metroapp import app
    except ImportError as error:
        raise Refusal("window.no_qt", detail=error) from error
    workshop = Workshop(workspace_of(arguments))
    try:
        return app.run_window(workshop)
    finally:
        workshop.close()
