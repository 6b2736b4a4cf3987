"""From a message of the program to the one French sentence that says it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from metroapp.domain.means_objections import Objection
from metroapp.domain.message import Message, Refusal
from metroapp.wording import integrity
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, moment, number
from metroapp.wording.objections import objection
from metroapp.wording.refusals import REFUSALS


def sentence(said: Message | Refusal) -> str:
    """One sentence: what happened, and the way out."""
    message = said.message if isinstance(said, Refusal) else said
    return REFUSALS[message.code].format(**{name: _shown(value) for name, value in message.fields.items()})


def _shown(value: Any) -> str:
    match value:
        case Message() | Refusal():
            return sentence(value)
        case Decimal():
            return number(value)
        case Enum():
            return label(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case Path():
            return str(value)
        case Objection():
            return objection(value)
        case integrity.Break():
            return integrity.where(value)
        case tuple() | list():
            return ", ".join(_shown(item) for item in value)
        case _:
            return str(value)
