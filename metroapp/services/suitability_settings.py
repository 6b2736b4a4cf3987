"""From which ratios the workshop calls a means fit, kept beside the archive: a choice is noted as it was judged."""

from __future__ import annotations

import json
import logging
from decimal import Decimal, InvalidOperation

from metroapp.domain.message import Refusal
from metroapp.domain.suitability import Criteria

NAME = "suitability"
_log = logging.getLogger(__name__)


def to_text(criteria: Criteria) -> str:
    """The ratios; the rule is the one of the record."""
    return json.dumps({"good": str(criteria.good), "accepted": str(criteria.accepted), "steps": str(criteria.steps)})


def from_text(text: str) -> Criteria:
    """What was kept; nothing kept, or a damaged text, is how a new workshop does."""
    if not text:
        return Criteria()
    try:
        kept = json.loads(text)
        return Criteria(Decimal(kept["good"]), Decimal(kept["accepted"]), Decimal(kept["steps"]))
    except (ValueError, KeyError, TypeError, InvalidOperation, Refusal):
        _log.exception("the ratios of suitability cannot be read")
        return Criteria()
