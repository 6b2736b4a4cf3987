"""What is typed of the follow-up, kept in the workspace at each pause: a lock, a page left or a crash loses none."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from metroapp.domain.production_text import FollowUpTexts, SetUpTexts, ToolTexts
from metroapp.gui.desk import Desk
from metroapp.gui.editing.production_draft import EventTexts, Written

_log = logging.getLogger(__name__)
_NAME = "production"
_PAUSE_MS = 250


class KeptProduction(QObject):
    """By record. `loaded` says that what was kept before is there; `load` is asked for once."""

    loaded = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.is_loaded = self._is_asked = False
        self.written: dict[str, Written] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.write)

    def load(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self._desk.bridge.follow(self._desk.workshop.kept(_NAME), self._take)

    def put(self, record: str, written: Written) -> None:
        self.written[record] = written
        self._later()

    def forget(self, record: str) -> None:
        if self.written.pop(record, None) is not None:
            self._later()

    def write(self) -> None:
        """Hand what is kept to the workshop now."""
        self._pause.stop()
        if self.is_loaded:
            said = {record: asdict(written) for record, written in self.written.items()}
            self._desk.workshop.keep(_NAME, json.dumps(said, ensure_ascii=False))

    def write_pending(self) -> None:
        """Before the page is left or the window closes."""
        if self._pause.isActive():
            self.write()

    def _later(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _take(self, text: str) -> None:
        """Damaged texts cost themselves, never the page; what is typed already counts first."""
        said: dict[str, Any] = {}
        try:
            said = json.loads(text) if text else {}
        except ValueError:
            _log.exception("what was kept of the follow-up cannot be read")
        for record, kept in said.items():
            try:
                self.written.setdefault(record, _from_facts(kept))
            except (KeyError, TypeError):
                _log.exception("a follow-up being typed cannot be read again")
        self.is_loaded = True
        self.loaded.emit(None)


def _from_facts(kept: dict[str, Any]) -> Written:
    set_up = dict(kept["set_up"])
    tools = tuple(ToolTexts(**_texts(tool)) for tool in set_up.pop("tools"))
    return Written(
        FollowUpTexts(**_texts(kept["follow_up"])),
        SetUpTexts(**_texts(set_up), tools=tools),
        EventTexts(**_texts(kept["event"])),
    )


def _texts(said: dict[str, Any]) -> dict[str, str]:
    return {name: str(text) for name, text in dict(said).items()}
