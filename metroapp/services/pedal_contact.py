"""A pedal that is a contact on a modem line of a serial port of its own, and the command that it gives."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass

from drivers.contact import Line
from drivers.discovery import resolve
from metroapp.domain.message import Refusal
from metroapp.services.commands import Command
from metroapp.services.plug import read_plug

_log = logging.getLogger(__name__)

NAME = "post.contact"


@dataclass(frozen=True, slots=True)
class PedalContact:
    """Where the contact is, and what a press asks for."""

    url: str
    line: Line = Line.CTS
    command: Command = Command.CONFIRM

    def require_own_port(self, addresses: Iterable[str]) -> None:
        """Refuse (`contact.no_port`, `contact.port_taken`) no port, and that of an instrument, whatever it is called.

        Lists the ports of the system, which may take a moment.
        """
        if not self.url.strip():
            raise Refusal("contact.no_port")
        own = _port(self.url)
        if any(_port(read_plug(address).url) == own for address in addresses):
            raise Refusal("contact.port_taken", address=self.url)


def _port(url: str) -> str:
    """The port that an address leads to now, by one name: an adapter that is not plugged has only its own."""
    found = resolve(url) or url
    return os.path.realpath(found) if found.startswith("/") else found.lower()


def to_text(contact: PedalContact | None) -> str:
    """The contact as it is kept; empty for none."""
    if contact is None:
        return ""
    return json.dumps({"url": contact.url, "line": contact.line.value, "command": contact.command.value})


def from_text(text: str) -> PedalContact | None:
    """The contact kept; None where none was, or something that cannot be read."""
    if not text:
        return None
    try:
        read = json.loads(text)
        return PedalContact(str(read["url"]), Line(read["line"]), Command(read["command"]))
    except (ValueError, KeyError, TypeError):
        _log.warning("the contact of the pedal cannot be read: none is watched")
        return None
