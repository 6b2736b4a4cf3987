"""The parts being written, kept in the workspace at each pause of the typing: a crash or a closed window loses none.

Each is kept under the revision that it will write again, or under a name of its own when it is new.
"""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from PySide6.QtCore import QObject, QTimer

from metroapp.gui.desk import Desk
from metroapp.gui.editing.working_part import WorkingPart, from_text, to_text
from metroapp.services.part_library import RevisionKey

_log = logging.getLogger(__name__)
_NAME = "parts"
_PAUSE_MS = 250


def name_of(key: RevisionKey) -> str:
    return json.dumps(key, ensure_ascii=False)


def new_name() -> str:
    return f"new-{uuid.uuid4().hex}"


class KeptParts(QObject):
    """`load` is asked for once; what was kept before comes before anything asked of the workshop afterwards."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_loaded = False
        self.working: dict[str, WorkingPart] = {}
        self.bases: dict[str, RevisionKey] = {}  # the revision that a saved one was copied from
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def load(self) -> None:
        self._desk.bridge.follow(self._desk.workshop.kept(_NAME), self._take)

    def put(self, name: str, working: WorkingPart) -> None:
        self.working[name] = working
        self._later()

    def forget(self, name: str) -> None:
        if self.working.pop(name, None) is not None:
            self._later()

    def put_base(self, key: RevisionKey, base: RevisionKey | None) -> None:
        if base is not None and base != key:
            self.bases[name_of(key)] = base
            self._later()

    def write(self) -> None:
        """Hand what is kept to the workshop now."""
        self._pause.stop()
        if self.is_loaded:
            said = {
                "working": {name: to_text(working) for name, working in self.working.items()},
                "bases": self.bases,
            }
            self._desk.workshop.keep(_NAME, json.dumps(said, ensure_ascii=False))

    def write_pending(self) -> None:
        """Before the window closes."""
        if self._pause.isActive():
            self.write()

    def _later(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _take(self, text: str) -> None:
        """Damaged texts cost themselves, never the page."""
        if self.working:
            self._later()  # typed before what was kept came back
        said: dict[str, Any] = {}
        try:
            said = json.loads(text) if text else {}
        except ValueError:
            _log.exception("what was kept of the parts cannot be read")
        for name, kept in said.get("working", {}).items():
            try:
                self.working.setdefault(name, from_text(kept))
            except (ValueError, KeyError, TypeError):
                _log.exception("a part being written cannot be read again")
        for name, base in said.get("bases", {}).items():
            self.bases[name] = (base[0], base[1], base[2])
        self.is_loaded = True
