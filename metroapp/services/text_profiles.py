"""How the text of each instrument is read at this post, as kept in `state.sqlite`."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from drivers.text_profile import ProfileRefused, TextProfile, from_text, to_text

_log = logging.getLogger(__name__)

PROFILES_KEPT = "post.text_profiles"


def profiles_to_text(profiles: Mapping[str, TextProfile]) -> str:
    """Profiles by instrument, as JSON."""
    return json.dumps({number: to_text(profile) for number, profile in profiles.items()}, ensure_ascii=False)


def profiles_from_text(text: str) -> dict[str, TextProfile]:
    """Those that were kept; one that cannot be read is left out, and its instrument must be taught again."""
    found: dict[str, TextProfile] = {}
    for number, kept in kept_texts(text).items():
        try:
            found[number] = from_text(kept)
        except ProfileRefused:
            _log.exception("the profile of %s is not readable", number)
    return found


def kept_texts(text: str) -> dict[str, str]:
    """Texts by instrument, as kept in `state.sqlite`; none where something else is there: they can be chosen again."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        _log.error("what was kept by instrument is not readable: %r", text[:200])
        return {}
    return found
