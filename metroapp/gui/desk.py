"""What every page holds: the workshop, the way back from its threads, the workers for long work, the look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metroapp.gui.bridge import Bridge
from metroapp.gui.tasks import Worker
from metroapp.gui.theme import Theme
from metroapp.services.presence import Who
from metroapp.services.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to the pages by the window; nothing here is global."""

    workshop: Workshop
    bridge: Bridge
    worker: Worker
    looker: Worker  # lists the ports and asks who is there: a long export does not keep it waiting
    theme: Theme
    parts_folder: Path

    @property
    def who(self) -> Who:
        """Who is at the post now."""
        return self.workshop.staff.who
