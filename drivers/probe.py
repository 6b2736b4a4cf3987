"""Asking a port who is there, politely: questions that read and change nothing, one family after the other."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from drivers.discovery import Guess, Why
from drivers.family import Family, Identity, Notice, Several, Value
from drivers.framing import Frame, Framer
from drivers.registry import families
from drivers.transport import Transport

_ANSWER_WITHIN_S = 0.7
_LONGEST_EVIDENCE = 40
_SPOKEN_BY_OTHERS = ("opto-rs",)  # the readouts of TESA answer its `UNI?`


def can_be_probed() -> list[Family]:
    """The families that answer a question: those whose answer many makes give after the others, and last those whose
    question has no end and stays in a stranger's buffer."""

    def rank(family: Family) -> tuple[bool, bool]:
        return not all(said.endswith((b"\r", b"\n")) for said in _questions(family)), family.key in _SPOKEN_BY_OTHERS

    return sorted((family for family in families().values() if _questions(family)), key=rank)


def probe(
    url: str, candidates: Iterable[Family] | None = None, *, stopped: Callable[[], bool] = lambda: False
) -> list[Guess]:
    """The families whose questions were answered at a port, with what was answered; empty when nothing did.

    It takes a second or two for each family: call it in a worker. Raises PortUnavailable, PortLost.
    """
    found: list[Guess] = []
    for family in candidates if candidates is not None else can_be_probed():
        if stopped():
            break
        answer = _ask(url, family)
        if answer is not None:
            found.append(Guess(family.key, Why.ANSWERED, answer))
    return sorted(found, key=lambda one: not _is_identity(one))


def _is_identity(guess: Guess) -> bool:
    """Whether it said who it is: that tells more than a unit or a value, which others spell alike."""
    return isinstance(families()[guess.family].decode(guess.evidence.encode("ascii", "replace")), Identity)


def _questions(family: Family) -> list[bytes]:
    """What may be said to a stranger: who are you, in which unit, what do you read."""
    questions = [question for question in (family.identity_query, family.unit_query) if question is not None]
    if family.request is not None:
        questions.append(family.request(family.channels[0] if family.channels else None))
    return questions


def _ask(url: str, family: Family) -> str | None:
    """The first answer that this family understands, as text."""
    transport = Transport(url, family)
    try:
        framer = Framer(seven_bits=family.seven_bits)
        for question in _questions(family):
            transport.write(question)
            until = time.monotonic() + _ANSWER_WITHIN_S
            while (left := until - time.monotonic()) > 0:
                for piece in framer.feed(transport.read(left)):
                    if isinstance(piece, Frame) and _understood(family, piece.body, question):
                        return piece.body.decode("ascii", "replace")[:_LONGEST_EVIDENCE]
            framer.cut()
    finally:
        transport.close()
    return None


def _understood(family: Family, body: bytes, question: bytes) -> bool:
    """Whether a frame can only come from an instrument of this family: an echo can come from any cable."""
    if body == question.strip():
        return False
    decoded = family.decode(body)
    if isinstance(decoded, Several):
        return any(isinstance(part, Value) for part in decoded.parts)
    return isinstance(decoded, Value | Identity) or decoded in (Notice.MILLIMETRES, Notice.INCHES)
