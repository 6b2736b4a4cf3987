"""The official schema of QIF 3.0, which is not part of the product: it is looked for beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

_SCHEMA = Path("qif") / "schema30" / "QIFApplications" / "QIFDocument.xsd"
_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / _SCHEMA


def qif_schema(asking: str) -> etree.XMLSchema:
    """The compiled schema; where it is absent, `asking` is listed as not run, under CI too: no command installs it."""
    if not _BESIDE.is_file():
        pytest.skip(
            f"{asking}: the schema of QIF 3.0 is absent; put schema30/ of the repository qif-community into "
            "../shared/qif"
        )
    return etree.XMLSchema(file=str(_BESIDE))
