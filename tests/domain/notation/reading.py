"""What the tests of the notations share."""

from __future__ import annotations

from dataclasses import replace

from metroapp.domain.callout import Callout
from metroapp.domain.general_tolerances import read_general_tolerances
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.reading import read_callout
from metroapp.services.reference import standards

ALONE = Context()


def read(text: str, context: Context = ALONE) -> Callout:
    return read_callout(text, standards(), context)


def general(declaration: str, length: str | None = None) -> Context:
    """The context of a drawing that declares its general tolerances."""
    from decimal import Decimal

    return Context(
        general=read_general_tolerances(declaration, standards().general),
        length=None if length is None else Decimal(length),
    )


def refusal(text: str, context: Context = ALONE) -> str:
    """The code of the refusal of a text; the text itself was expected not to be readable."""
    try:
        found = read(text, context)
    except Refusal as refused:
        return refused.message.code
    raise AssertionError(f"{text!r} was read as {found}")


def untexted(found: Callout) -> Callout:
    """A callout without the text that it was read from."""
    return replace(found, text="")
