"""For how many months this workshop keeps names, by kind of what is recorded under them; kept beside the archive."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict

from metroapp.domain.message import Refusal
from metroapp.domain.retention import Retention

_log = logging.getLogger(__name__)

NAME = "retention"  # what it is kept under


def to_text(retention: Retention) -> str:
    return json.dumps(asdict(retention))


def from_text(text: str) -> Retention:
    """What was kept; nothing kept, or a damaged text, is how a new workshop does."""
    if not text:
        return Retention()
    try:
        return Retention(**{kind: int(months) for kind, months in json.loads(text).items()})
    except (ValueError, TypeError, AttributeError, Refusal):
        _log.exception("the retention of names cannot be read")
        return Retention()
