"""What a document says of itself to a program: which paper of what, from which state of the archive, and when.

Kept in the file apart from what is printed, so that `metroapp verify` can make the same document again.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import NamedTuple

from forms.blocks import Document

_FORMAT = "metroapp document 1"
_MOST = 20_000  # signs: two hundred emoji of a reference are twelve each, and each post has a head
_DIGEST = re.compile(r"([0-9a-f]{64})?")  # names a file: nothing else may
_PROGRAM = re.compile(r"metroapp [0-9][0-9a-z.+]{0,30}")  # printed as it is said: nothing else may be
NAME = "metroapp"  # of the property of a workbook
SEALED_FILE = "releve.json"  # attached to a PDF: the sealed entries


class Identity(NamedTuple):
    """`paper` is a kind of paper, `of` the id or the number of what it is about."""

    paper: str
    of: str
    head: str
    issued_at: datetime
    program: str
    logo: str = ""  # SHA-256 of the PNG that it bears; empty for none


def identity_text(document: Document) -> str:
    """The identity of a document; empty for one that proves nothing."""
    if not (document.paper and document.head):
        return ""
    said = {
        "format": _FORMAT,
        "paper": document.paper,
        "of": document.of,
        "head": document.head,
        "issued_at": document.issued_at.isoformat(),
        "program": document.program,
    }
    if document.logo:
        said["logo"] = hashlib.sha256(document.logo).hexdigest()
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def read_identity(text: str) -> Identity | None:
    """Read it back; None for anything else."""
    if len(text) > _MOST:
        return None
    try:
        said = json.loads(text)
        if said["format"] != _FORMAT:
            return None
        found = [said[name] for name in ("paper", "of", "head", "program")]
        if not all(isinstance(one, str) for one in found):
            return None
        paper, of, head, program = found
        if not _PROGRAM.fullmatch(program):
            return None
        logo = said.get("logo", "")
        if not (isinstance(logo, str) and _DIGEST.fullmatch(logo)):
            return None
        return Identity(paper, of, head, datetime.fromisoformat(said["issued_at"]), program, logo)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
