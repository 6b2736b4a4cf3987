"""What is advised for a register from the last pieces: which values count, against which dead band, and why.

It proposes and gives no verdict. The dead band is half the width of the 95 % interval of the mean of k pieces (2σ/√k),
or U = 2u of a value, which a mean does not make smaller. Lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction

from metroapp.domain.acceptance import Verdict
from metroapp.domain.correction_acts import BandChoice, SizeLinked
from metroapp.domain.made_sizes import Change, MadeSize, Run, dispersion, raised, rounded, runs
from metroapp.domain.measurement import Origin
from metroapp.domain.tool_offset import MeasuredSize, Offset, propose
from metroapp.domain.tool_register import ToolRegister, aimed_at

Key = tuple[str, str]  # reference of the part, balloon
COVERAGE = 2  # 95 %


class BandSource(Enum):
    """Where a dead band comes from: what was chosen, or what could be found instead."""

    DISPERSION = "dispersion"
    UNCERTAINTY = "uncertainty"
    CHOSEN = "chosen"
    STEP = "step"  # of the register: neither dispersion nor uncertainty is known


class Caveat(Enum):
    """What is to be known of the values before anybody trusts a correction that comes from them."""

    SIMULATED = "simulated"
    TYPED = "typed"
    UNDECIDED = "undecided"
    VOID_LEFT_OUT = "void_left_out"
    OTHER_LIMITS = "other_limits"  # left out: measured under other limits
    OTHERS_LEFT_OUT = "others_left_out"  # simulated ones beside real ones, or the reverse
    FEW = "few"  # fewer pieces than are asked for
    SCATTERED = "scattered"  # one piece is far from the one before it: measured badly, or the tool is broken
    AIM_OUTSIDE = "aim_outside"  # of the limits that the size has now: nothing is proposed
    UNMEASURED = "unmeasured"  # another size of the register was not measured since the last change
    BAND_REPLACED = "band_replaced"  # the dead band is not the one that was chosen


@dataclass(frozen=True, slots=True)
class DeadBand:
    """How much for the pieces that count now, and where from; `sigma` of a dispersion."""

    amount: Decimal
    source: BandSource
    sigma: Decimal | None = None

    def of_mean(self, count: int) -> Decimal:
        """The same for the mean of another number of pieces."""
        return self.amount if self.sigma is None else _of_mean(self.sigma, count)


@dataclass(frozen=True, slots=True)
class SizeAdvice:
    """One size of the register, with the values that count now; `measured` is None while there is none."""

    size: SizeLinked
    lower: Decimal | None
    upper: Decimal | None
    target: Decimal | None
    used: tuple[MadeSize, ...] = ()
    measured: MeasuredSize | None = None
    band: DeadBand | None = None
    caveats: tuple[Caveat, ...] = ()
    is_weighed: bool = False  # of the part that is being made

    @property
    def key(self) -> Key:
        return self.size.reference, self.size.balloon

    def after(self, correction: Decimal) -> Decimal | None:
        """What its mean would become."""
        return None if self.measured is None else rounded(self.measured.after(correction))

    @property
    def pull(self) -> Fraction:
        """How much it counts beside the other sizes of the register."""
        return Fraction(0) if self.measured is None else self.measured.deviation**2 * self.measured.weight

    @property
    def mean(self) -> Decimal | None:
        return None if self.measured is None else rounded(self.measured.mean)

    @property
    def deviation(self) -> Decimal | None:
        return None if self.measured is None else rounded(self.measured.deviation)


@dataclass(frozen=True, slots=True)
class OffsetAdvice:
    """Of one register; `offset` is None while nothing was measured since the last change."""

    register: ToolRegister
    sizes: tuple[SizeAdvice, ...]
    offset: Offset | None
    last: MadeSize | None = None  # the last value of all

    @property
    def weighed(self) -> tuple[SizeAdvice, ...]:
        return tuple(one for one in self.sizes if one.is_weighed)

    @property
    def caveats(self) -> tuple[Caveat, ...]:
        """Of the sizes that are weighed, each once."""
        found = dict.fromkeys(one for size in self.weighed for one in size.caveats)
        if len({one.measured is None for one in self.weighed}) > 1:
            found[Caveat.UNMEASURED] = None
        return tuple(found)

    @property
    def stands_out(self) -> bool:
        """Whether one of the sizes is out of its dead band."""
        return any(one.measured is not None and one.measured.stands_out for one in self.weighed)


def advise(
    register: ToolRegister,
    histories: Mapping[Key, Sequence[MadeSize]],
    changes: Sequence[Change],
    reference: str | None = None,
) -> OffsetAdvice:
    """What is advised now for the part that is being made: `reference`, else the one that was measured last.

    `histories` are the values of each size in the order in which they were made.
    """
    lasts = [
        (made[-1], one.reference) for one in register.sizes if (made := histories.get((one.reference, one.balloon)))
    ]
    last, measured_last = max(lasts, key=lambda one: one[0].id.sequence, default=(None, None))
    reference = reference or measured_last
    sizes = tuple(
        _of_size(register, size, histories.get((size.reference, size.balloon), ()), changes, reference)
        for size in register.sizes
    )
    weighed = [one.measured for one in sizes if one.is_weighed and one.measured is not None]
    offset = propose(weighed, register.kept.cap, register.kept.step) if weighed else None
    return OffsetAdvice(register, sizes, offset, last)


def _of_size(
    register: ToolRegister,
    size: SizeLinked,
    made: Sequence[MadeSize],
    changes: Sequence[Change],
    reference: str | None,
) -> SizeAdvice:
    lower, upper = made[-1].limits if made else (None, None)
    target = aimed_at(size, lower, upper)
    cut = runs(made, changes)
    nothing = SizeAdvice(size, lower, upper, target, is_weighed=size.reference == reference)
    if target is None or not cut or cut[-1].place != len(changes):
        return nothing
    if (lower is not None and target < lower) or (upper is not None and target > upper):
        return replace(nothing, caveats=(Caveat.AIM_OUTSIDE,))
    last, caveats = cut[-1].sizes[-1], set[Caveat]()
    alike = [one for one in cut[-1].sizes if one.simulated == last.simulated]
    if len(alike) < len(cut[-1].sizes):
        caveats.add(Caveat.OTHERS_LEFT_OUT)
    same = [one for one in alike if one.limits == last.limits]
    if len(same) < len(alike):
        caveats.add(Caveat.OTHER_LIMITS)
    standing = [one for one in same if not one.is_void]
    used = tuple(standing[-size.pieces :])
    if any(one.is_void for one in same[-size.pieces :]):
        caveats.add(Caveat.VOID_LEFT_OUT)
    if not used:
        return replace(nothing, caveats=_ordered(caveats))
    caveats |= _of_values(used, size.pieces)
    if is_scattered([one.value for one in standing[-size.pieces - 1 :]], lower, upper):
        caveats.add(Caveat.SCATTERED)
    band = _band(register, size, used, [run for run in cut if _is_alike(run, last)])
    if band.source.value != size.band.value:
        caveats.add(Caveat.BAND_REPLACED)
    values = tuple(one.value for one in used)
    measured = MeasuredSize(register.link(size), values, target, band.amount, lower, upper)
    return replace(nothing, used=used, measured=measured, band=band, caveats=_ordered(caveats))


def is_scattered(values: Sequence[Decimal], lower: Decimal | None, upper: Decimal | None) -> bool:
    """Whether values of one run are spread over more than half the tolerance: too much for a mean to mean something."""
    if lower is None or upper is None or not values:
        return False
    return 2 * (max(values) - min(values)) > upper - lower


def _is_alike(run: Run, last: MadeSize) -> bool:
    return all(one.simulated == last.simulated for one in run.sizes)


def _of_values(used: Sequence[MadeSize], asked: int) -> set[Caveat]:
    found = set[Caveat]()
    if any(one.simulated for one in used):
        found.add(Caveat.SIMULATED)
    if any(one.origin is Origin.TYPED for one in used):
        found.add(Caveat.TYPED)
    if any(one.verdict is Verdict.UNDECIDED for one in used):
        found.add(Caveat.UNDECIDED)
    if len(used) < asked:
        found.add(Caveat.FEW)
    return found


def _ordered(caveats: set[Caveat]) -> tuple[Caveat, ...]:
    return tuple(one for one in Caveat if one in caveats)


def _band(register: ToolRegister, size: SizeLinked, used: Sequence[MadeSize], cut: Sequence[Run]) -> DeadBand:
    """The one that was chosen; else what is known instead, so that no deviation is corrected for nothing."""
    if size.band is BandChoice.CHOSEN and size.dead_band is not None:
        return DeadBand(size.dead_band, BandSource.CHOSEN)
    sigma = dispersion(cut)
    found = {
        BandSource.DISPERSION: None
        if sigma is None
        else DeadBand(_of_mean(sigma, len(used)), BandSource.DISPERSION, sigma),
        BandSource.UNCERTAINTY: _from_uncertainty(used),
    }
    first = BandSource(size.band.value) if size.band is not BandChoice.CHOSEN else BandSource.DISPERSION
    for source in (first, *found):
        band = found[source]
        if band is not None and band.amount > 0:
            return band
    return DeadBand(register.kept.step, BandSource.STEP)


def _of_mean(sigma: Decimal, count: int) -> Decimal:
    with localcontext(prec=28):
        return raised(COVERAGE * sigma / Decimal(count).sqrt())


def _from_uncertainty(used: Sequence[MadeSize]) -> DeadBand | None:
    """The largest of the values, which share the errors of their instrument; None where one has none."""
    known = [one.u for one in used if one.u is not None]
    return DeadBand(raised(COVERAGE * max(known)), BandSource.UNCERTAINTY) if len(known) == len(used) else None
