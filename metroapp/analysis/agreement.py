"""Agreement of those who judge pieces by attributes: Cohen's κ of two, Fleiss' κ of several (AIAG MSA, 4th ed., III-C).

κ compares the agreement with what chance alone would give: 1 is full agreement, 0 no better than chance; AIAG calls it
good above 0.75, and poor below 0.40.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from metroapp.domain.message import Refusal


def cohen(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """κ of two judges, or of one against the reference, over the same pieces; None where all gave one answer.

    Refuses `agreement.pieces`.
    """
    if not one or len(one) != len(other):
        raise Refusal("agreement.pieces")
    n = len(one)
    agreed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    first, second = Counter(one), Counter(other)
    by_chance = sum(first[answer] * second[answer] for answer in first) / n**2
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def fleiss(answers: Sequence[Sequence[Hashable]]) -> float | None:
    """κ of several judges: the answers to each piece, as many to each; None where only one answer was ever given.

    Refuses `agreement.pieces` (two answers to each piece at least, and as many).
    """
    counts = {len(given) for given in answers}
    if len(counts) != 1 or (judges := counts.pop()) < 2:
        raise Refusal("agreement.pieces")
    within = [
        (sum(found**2 for found in Counter(given).values()) - judges) / (judges * (judges - 1)) for given in answers
    ]
    shares = Counter(answer for given in answers for answer in given)
    by_chance = sum((found / (len(answers) * judges)) ** 2 for found in shares.values())
    return None if by_chance == 1 else (sum(within) / len(answers) - by_chance) / (1 - by_chance)
