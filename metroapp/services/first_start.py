"""What the first start asks for, checked as a whole before any of it is written: a founding is never undone."""

from __future__ import annotations

from metroapp.domain.message import Refusal
from metroapp.domain.people import plain_name, require_secret


def require_ready(workshop: str | None, name: str, secret: str, again: str) -> None:
    """Refuse what could not be written; `workshop` is None where the workshop has its name.

    Refuses `workshop.name_missing`, and as `plain_name` and `require_same` say.
    """
    if workshop is not None and not workshop.strip():
        raise Refusal("workshop.name_missing")
    require_same(plain_name(name), secret, again)


def require_same(name: str, secret: str, again: str) -> None:
    """Refuse a new secret that was not typed twice alike (`secret.different`), or as `require_secret` says."""
    require_secret(secret, name)
    if secret != again:
        raise Refusal("secret.different")
