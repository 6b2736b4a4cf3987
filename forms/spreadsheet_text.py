"""Text that spreadsheets open: nothing that somebody typed becomes a formula."""

from __future__ import annotations

import re


def shielded(text: str) -> str:
    """A text that no spreadsheet takes for a formula when it opens a CSV; `unshielded` gives the text back."""
    return f"'{text}" if re.match(r"'*[=+\-@\t\r]", text) else text


def unshielded(text: str) -> str:
    """The text of a cell written by `shielded`."""
    return text[1:] if re.match(r"'+[=+\-@\t\r]", text) else text
