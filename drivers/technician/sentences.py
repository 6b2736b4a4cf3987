"""Why a port does not open, in a sentence."""

from __future__ import annotations

from drivers.permissions import group_of
from drivers.reading import Cause, StateChange
from metroapp.wording.instruments import CAUSE_SENTENCES


def why(url: str, change: StateChange) -> str:
    """The sentence for a link that is not open."""
    return closed(url, change.cause or Cause.UNUSABLE)


def closed(url: str, cause: Cause) -> str:
    """The sentence for a port that cannot be opened."""
    return CAUSE_SENTENCES[cause.value].format(url=url, group=group_of(url))
