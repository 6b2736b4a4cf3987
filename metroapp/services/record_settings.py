"""How the records of a workshop are filled, kept beside the archive: each record keeps the copy it was opened with."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict

from metroapp.domain.callout import TextureStandard
from metroapp.domain.column_checks import ColumnChecks
from metroapp.domain.comparing import Comparing
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.record_options import NEW_WORKSHOP, Order, RecordOptions

_log = logging.getLogger(__name__)


def options_to_text(options: RecordOptions) -> str:
    facts = asdict(options)
    facts["order"] = options.order.value
    facts["approval"] = options.approval and options.approval.value
    facts["texture"] = options.texture and options.texture.value
    return json.dumps(facts)


def options_from_text(text: str) -> RecordOptions:
    """What was kept; nothing kept, or a damaged text, is how a new workshop does, and so is what was not asked then."""
    if not text:
        return NEW_WORKSHOP
    try:
        facts = json.loads(text)
        approval, comparing = facts.pop("approval"), Comparing(**facts.pop("comparing", {}))
        column = ColumnChecks(**facts.pop("column", {}))
        texture = facts.pop("texture", TextureStandard.ISO_4288.value)
        return RecordOptions(
            order=Order(facts.pop("order")),
            approval=None if approval is None else Role(approval),
            comparing=comparing,
            column=column,
            texture=None if texture is None else TextureStandard(texture),
            **facts,
        )
    except (ValueError, KeyError, TypeError, AttributeError, Refusal):
        _log.exception("how records are filled cannot be read")
        return NEW_WORKSHOP
