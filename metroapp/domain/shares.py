"""How the quantity of a dérogation is shared among posts, and what of it was used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """What a post may accept by a dérogation, and the pieces that it covers there now."""

    post: str
    allowed: int
    used: int


@dataclass(frozen=True, slots=True)
class Overrun:
    """A dérogation that covers more pieces than it allows, in all or at a post."""

    number: str
    allowed: int
    used: int
    shares: tuple[Share, ...]
