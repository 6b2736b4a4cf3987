"""The path in a `scheme:///path?option=…` address, and its options."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


def local_path(url: str, scheme: str, options: frozenset[str]) -> tuple[Path, dict[str, str]]:
    """The absolute path of an address and its options; raises ValueError where it is no such address."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    server = parts.netloc
    if sys.platform == "win32":
        # `///C:/results` is on a drive, `//server/share/results` on a share.
        path, server = f"//{server}{path}" if server else re.sub(r"^/(?=[A-Za-z]:)", "", path), ""
    found = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    if parts.scheme != scheme or server or parts.fragment or "\0" in path or found.keys() - options:
        raise ValueError(f"not a {scheme} address: {url}")
    if not Path(path).is_absolute():
        raise ValueError(f"not an absolute path: {url}")
    return Path(path), found
