"""`metroapp verify FILE`: whether a document is exactly what the archive holds."""

from __future__ import annotations

import argparse

from metroapp.cli import as_json
from metroapp.cli.consult import NOT_SOUND, workspace_of
from metroapp.services.document_check import CheckedDocument, Outcome, check
from metroapp.wording.document_check import document_check


def verify_document(arguments: argparse.Namespace) -> int:
    """0 when it is the same to the byte, 1 with what differs."""
    found = check(workspace_of(arguments), arguments.file)
    print(as_json.dump(_as_json(found)) if arguments.json else document_check(found, arguments.file.name))
    return 0 if found.outcome is Outcome.EXACT else NOT_SOUND


def _as_json(found: CheckedDocument) -> dict[str, object]:
    identity, difference = found.identity, found.difference
    return {
        "outcome": found.outcome.value,
        "paper": identity.paper,
        "of": identity.of,
        "head": identity.head,
        "issued_at": identity.issued_at.isoformat(),
        "program": identity.program,
        "difference": None if difference is None else {
            "place": difference.place, "said": difference.said, "expected": difference.expected
        },
        "missing": found.row or None,
        "later_entries": found.later,
        "signed_with": found.key or None,
    }  # fmt: skip
