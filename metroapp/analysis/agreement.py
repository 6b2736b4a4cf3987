"""Agreement of those who judge pieces by attributes: Cohen's κ of two, Fleiss' κ of several (AIAG MSA, 4th ed., III-C).

κ compares the agreement with what chance alone would give: 1 is full agreement, 0 no better than chance; AIAG calls it
good above 0.75, and poor below 0.40.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from scipy.special import betaincinv

from metroapp.domain.message import Refusal

GOOD_ABOVE, POOR_UNDER = 0.75, 0.40  # of κ (AIAG)


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


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and the interval at 95 % of what it stands for (Clopper and Pearson)."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        return 100 * self.count / self.of

    @property
    def low(self) -> float:
        return 100 * float(betaincinv(self.count, self.of - self.count + 1, 0.025)) if self.count else 0.0

    @property
    def high(self) -> float:
        return 100 * float(betaincinv(self.count + 1, self.of - self.count, 0.975)) if self.count < self.of else 100.0


@dataclass(frozen=True, slots=True)
class Judge:
    """What one operator answered: pieces answered alike each time, κ of his own answers; against the reference, pieces
    always right, κ, share of the answers that accepted a bad piece (missed) and that rejected a good one (false alarm).
    """

    name: str
    repeated: Share
    kappa_within: float | None
    right: Share | None = None
    kappa_reference: float | None = None
    missed: Share | None = None
    false_alarms: Share | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Judges one by one, two by two (κ of Cohen) and all together (κ of Fleiss, pieces on which all always agree, and
    are right)."""

    judges: tuple[Judge, ...]
    pairs: Mapping[tuple[str, str], float | None]
    kappa: float | None
    unanimous: Share
    all_right: Share | None


def agreement(
    answers: Mapping[tuple[str, str, str], str], reference: Mapping[str, str] | None = None, good: str | None = None
) -> Agreement:
    """A study from answers by operator, piece and trial; `good` is the answer that accepts a piece.

    Refuses `agreement.pieces` (not every piece by every operator as often, two answers to each at least; a piece
    without its reference) and `agreement.good` (an answer that nobody gives).
    """
    names, pieces, trials = (list(dict.fromkeys(key[at] for key in answers)) for at in range(3))
    if len(answers) != len(names) * len(pieces) * len(trials) or len(names) * len(trials) < 2:
        raise Refusal("agreement.pieces")
    if reference is not None and set(pieces) - set(reference):
        raise Refusal("agreement.pieces")
    if good is not None and good not in {*answers.values(), *(reference or {}).values()}:
        raise Refusal("agreement.good", good=good)
    by = {name: {piece: [answers[name, piece, trial] for trial in trials] for piece in pieces} for name in names}
    judges = tuple(_judge(name, by[name], reference, good) for name in names)
    pairs = {
        (one, other): cohen(_flat(by[one]), _flat(by[other])) for one, other in combinations(names, 2)
    }  # fmt: skip
    together = {piece: [answer for name in names for answer in by[name][piece]] for piece in pieces}
    alike = [piece for piece in pieces if len(set(together[piece])) == 1]
    right = None if reference is None else sum(together[piece][0] == reference[piece] for piece in alike)
    return Agreement(
        judges, pairs, fleiss(list(together.values())), Share(len(alike), len(pieces)),
        None if right is None else Share(right, len(pieces)),
    )  # fmt: skip


def _judge(name: str, given: Mapping[str, list[str]], reference: Mapping[str, str] | None, good: str | None) -> Judge:
    repeated = Share(sum(len(set(answers)) == 1 for answers in given.values()), len(given))
    trials = len(next(iter(given.values())))
    within = fleiss(list(given.values())) if trials > 1 else None
    if reference is None:
        return Judge(name, repeated, within)
    right = Share(sum(set(answers) == {reference[piece]} for piece, answers in given.items()), len(given))
    kappa = cohen(_flat(given), [reference[piece] for piece in given for _ in range(trials)])
    if good is None:
        return Judge(name, repeated, within, right, kappa)
    of_bad = [answer for piece, answers in given.items() if reference[piece] != good for answer in answers]
    of_good = [answer for piece, answers in given.items() if reference[piece] == good for answer in answers]
    return Judge(
        name, repeated, within, right, kappa,
        Share(of_bad.count(good), len(of_bad)) if of_bad else None,
        Share(sum(answer != good for answer in of_good), len(of_good)) if of_good else None,
    )  # fmt: skip


def _flat(given: Mapping[str, list[str]]) -> list[str]:
    return [answer for answers in given.values() for answer in answers]
