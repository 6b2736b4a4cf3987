"""`metroapp verification`: the last verification of a means, as it was written. It needs no account."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from forms.to_text import to_text
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.verification import Indication, PointResult, Standard
from metroapp.domain.verification_acts import Decided, Verification
from metroapp.domain.verification_conclusion import Spread
from metroapp.services import consultation, documents
from metroapp.services.documents import Paper
from metroapp.services.formats import Format
from metroapp.wording import cli as words
from metroapp.wording.sentences import sentence


def show_verification(arguments: argparse.Namespace) -> int:
    """`metroapp verification NUMBER [--pdf FILE] [--json]`"""
    workspace = workspace_of(arguments)
    made = consultation.last_verification(workspace, arguments.number)
    document = documents.describe(workspace, made.id, datetime.now(UTC), Paper.VERIFICATION)
    if arguments.pdf is not None:
        documents.write(document, Format.PDF, arguments.pdf)
    print(as_json.dump(_as_json(made)) if arguments.json else to_text(document))
    if arguments.pdf is not None:
        where = sys.stderr if arguments.json else sys.stdout
        print(words.WRITTEN.format(path=arguments.pdf), file=where)
    return 0


def _as_json(made: Verification) -> dict[str, Any]:
    found, conditions = made.conclusion, made.conditions
    return {
        "id": str(made.id),
        "number": made.number,
        "means": made.instrument,
        "designation": made.means.designation,
        "unit": made.means.kind.reading_unit.value,
        "on": made.on.isoformat(),
        "by": made.by,
        "at": made.at.isoformat(),
        "temperature": _decimal(conditions.temperature),
        "humidity": _decimal(conditions.humidity),
        "conclusion": found.outcome.value,
        "span": _decimal(found.span),
        "points": [_point(result, taken) for result, taken in zip(found.points, made.indications, strict=True)],
        "spreads": [_spread(one) for one in found.spreads],
        "undone": [
            {"check": one.check.value, "nominal": _decimal(one.nominal), **_indication(one.indication)}
            for one in made.undone
        ],
        "notes": [sentence(note) for note in found.notes],
        "remark": made.remark,
        "decided": None if made.decided is None else _decided(made.decided),
        "simulated": made.simulated,
    }


def _point(result: PointResult, taken: tuple[Indication, ...]) -> dict[str, Any]:
    point, beyond = result.point, result.exceedance
    return {
        "check": point.check.value,
        "direction": point.direction.value,
        "nominal": _decimal(point.nominal),
        "repeats": point.repeats,
        "standard": None if point.standard is None else _standard(point.standard),
        "certified": _decimal(point.certified),
        "readings": [_indication(one) for one in taken],
        "indication": _decimal(result.indication),
        "error": _decimal(result.error),
        "permissible": _decimal(result.permissible),
        "exceedance": None if beyond is None else {"side": beyond.side.value, "by": _decimal(beyond.by)},
        "outcome": result.outcome.value,
    }


def _standard(one: Standard) -> dict[str, Any]:
    return {
        "identity": one.identity,
        "certified": _decimal(one.certified),
        "certificate": one.certificate,
        "due": _day(one.due),
        "uncertainty": _decimal(one.uncertainty),
    }


def _indication(one: Indication) -> dict[str, Any]:
    return {"value": _decimal(one.quantity.value), "unit": one.quantity.unit.value, "origin": one.origin.value}


def _spread(one: Spread) -> dict[str, Any]:
    return {
        "check": one.check.value,
        "nominal": _decimal(one.nominal),
        "value": _decimal(one.value),
        "limit": _decimal(one.limit),
        "deviation": _decimal(one.deviation),
        "outcome": None if one.outcome is None else one.outcome.value,
    }


def _decided(one: Decided) -> dict[str, Any]:
    left = one.limitation
    return {
        "decision": one.decision.value,
        "by": one.by,
        "at": one.at.isoformat(),
        "reason": one.reason,
        "limitation": None if left is None else {"lower": _decimal(left.lower), "upper": _decimal(left.upper)},
        "use": one.use,
        "next_due": _day(one.next_due),
        "signed": one.signed,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
