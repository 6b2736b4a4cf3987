"""What the next measured pieces say of a correction: whether the register did what was expected of it.

The sign is what is most often wrong: a shift the other way is named first. Lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from metroapp.domain.correction_acts import OffsetTyped
from metroapp.domain.made_sizes import Change, Cut, MadeSize, Mean, Run, mean_of, rounded, runs
from metroapp.domain.offset_advice import BandSource, DeadBand, Key, OffsetAdvice, is_scattered
from metroapp.domain.tool_register import aimed_at

_FIRST = 10  # pieces after it that prove a correction: later ones have worn the tool


class Outcome(Enum):
    """What a correction did."""

    PENDING = "pending"  # nothing was measured since
    WITH_THE_NEXT = "with_the_next"  # the register was changed again before anything was measured
    CORRECTED = "corrected"
    NOT_ENOUGH = "not_enough"
    TOO_MUCH = "too_much"
    NO_EFFECT = "no_effect"
    WRONG_WAY = "wrong_way"
    UNSURE = "unsure"  # one of the values after it was measured badly, or the tool is broken: the next one tells


_GRAVITY = (
    Outcome.WRONG_WAY, Outcome.NO_EFFECT, Outcome.TOO_MUCH, Outcome.NOT_ENOUGH, Outcome.UNSURE,
    Outcome.CORRECTED, Outcome.PENDING, Outcome.WITH_THE_NEXT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What one size says of a correction; `before` is None where nothing comparable was measured."""

    key: Key
    outcome: Outcome
    target: Decimal | None = None
    band: Decimal | None = None
    before: Mean | None = None
    after: Mean | None = None
    expected: Decimal | None = None  # the change of the size that was to follow
    simulated: bool = False  # the values were

    @property
    def shift(self) -> Decimal | None:
        """By how much the size changed."""
        return None if self.before is None or self.after is None else self.after.value - self.before.value


@dataclass(frozen=True, slots=True)
class ProvenOffset:
    """A correction that was typed in, with what each size says of it since."""

    act: OffsetTyped
    proofs: tuple[Proof, ...]

    @property
    def outcome(self) -> Outcome:
        """The gravest of what its sizes say."""
        said = {proof.outcome for proof in self.proofs}
        return next((one for one in _GRAVITY if one in said), Outcome.PENDING)


def prove(
    advice: OffsetAdvice, histories: Mapping[Key, Sequence[MadeSize]], changes: Sequence[Change]
) -> tuple[ProvenOffset, ...]:
    """Every correction of a register, in the order in which they were typed in."""
    bands = {one.key: one.band for one in advice.sizes if one.band is not None}
    cuts = {key: runs(made, changes) for key, made in histories.items()}
    return tuple(
        ProvenOffset(change.act, _proofs(advice, cuts, changes, place, bands))
        for place, change in enumerate(changes)
        if change.act is not None
    )


def _proofs(
    advice: OffsetAdvice,
    cuts: Mapping[Key, list[Run]],
    changes: Sequence[Change],
    place: int,
    bands: Mapping[Key, DeadBand],
) -> tuple[Proof, ...]:
    """`place` of the correction among the changes: the runs after it have a larger one."""
    found = []
    for one in advice.sizes:
        cut = cuts.get(one.key, [])
        after = next((run for run in cut if run.place > place), None)
        if after is None:
            found.append(Proof(one.key, Outcome.PENDING))
        elif after.place > place + 1:
            found.append(Proof(one.key, Outcome.WITH_THE_NEXT))
        else:
            before = next((run for run in reversed(cut) if run.place <= place), None)
            found.append(_proof(advice, one.key, before, after, changes[: place + 1], bands.get(one.key)))
    return tuple(found)


def _proof(
    advice: OffsetAdvice,
    key: Key,
    before: Run | None,
    after: Run,
    changes: Sequence[Change],
    band: DeadBand | None,
) -> Proof:
    """`before` is compared only where corrections alone came in between, on the same set-up and for the same limits."""
    size = advice.register.size(*key)
    assert size is not None
    first = after.sizes[0]
    between = changes[before.place :] if before is not None else ()
    is_comparable = (
        before is not None
        and all(change.cut is Cut.TYPED for change in between)
        and before.sizes[-1].set_up == first.set_up
        and _is_like(before.sizes[-1], first)
        and not is_scattered(_values(before.sizes, first)[-_FIRST:], *first.limits)
    )
    target = aimed_at(size, *first.limits)
    then = mean_of(_values(before.sizes, first)[-_FIRST:]) if before is not None and is_comparable else None
    now = mean_of(_values(after.sizes, first)[:_FIRST])
    amount = sum((change.act.amount for change in between if change.act is not None), Decimal(0))
    if not between and changes[-1].act is not None:
        amount = changes[-1].act.amount
    expected = -Fraction(amount) / advice.register.link(size).gain
    if now is None or target is None:
        return Proof(key, Outcome.PENDING, target)
    band = band or DeadBand(advice.register.kept.step, BandSource.STEP)
    width = band.of_mean(now.count)
    squared = Fraction(width) ** 2 + Fraction(band.of_mean(then.count) if then is not None else 0) ** 2
    outcome = _outcome(then, now, target, expected, width, squared)
    if is_scattered(_values(after.sizes, first)[:_FIRST], *first.limits):
        outcome = Outcome.UNSURE
    return Proof(key, outcome, target, width, then, now, rounded(expected), first.simulated)


def _values(sizes: Sequence[MadeSize], like: MadeSize) -> list[Decimal]:
    return [one.value for one in sizes if not one.is_void and _is_like(one, like)]


def _is_like(one: MadeSize, other: MadeSize) -> bool:
    """Neither real and simulated, nor values under other limits are compared."""
    return one.simulated == other.simulated and one.limits == other.limits


def _outcome(
    then: Mean | None, now: Mean, target: Decimal, expected: Fraction, width: Decimal, noise: Fraction
) -> Outcome:
    """`noise` is the square of what a difference of the two means must exceed to mean something. The wrong way is
    against what the register was to do, or away from the target: the sign was typed, or understood, the other way."""
    shift = None if then is None else Fraction(now.value - then.value)
    if then is not None and shift is not None and shift**2 > noise:
        off_before = Fraction(then.value - target)
        against = shift * expected < 0 and expected**2 > noise
        if against or (shift * off_before > 0 and abs(off_before) > width):
            return Outcome.WRONG_WAY
    off = Fraction(now.value - target)
    if abs(off) <= width:
        return Outcome.CORRECTED
    if shift is not None and shift**2 <= noise < expected**2:
        return Outcome.NO_EFFECT
    return Outcome.TOO_MUCH if off * expected > 0 else Outcome.NOT_ENOUGH
