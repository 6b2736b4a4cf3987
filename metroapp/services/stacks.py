"""The gauge blocks of the workshop, for the comparators of a record: the stack of a zero, the step of a proof."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from decimal import Decimal

from metroapp.domain.gauge_blocks import build_stack, usable
from metroapp.domain.instrument import GaugeBlock
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import ZeroSetting
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic
from metroapp.services import displacements
from metroapp.services.bench_views import DisplacementView, StackView
from metroapp.services.comparators import Comparators
from metroapp.services.means_in_use import MeansInUse
from metroapp.services.reference import iso3650


class Stacks:
    """None uses a block that is overdue, or whose set is refused. `record` gives the record on the bench."""

    def __init__(
        self,
        owned: Callable[[], Collection[GaugeBlock]],
        means: MeansInUse,
        record: Callable[[], InspectionRecord],
        clock: Callable[[], datetime],
    ) -> None:
        self._read = owned
        self._means = means
        self._record = record
        self._clock = clock

    @property
    def _owned(self) -> Collection[GaugeBlock]:
        """The blocks as the register has them now: a certificate may have come since the record was opened."""
        return self._read()

    def stack_for(self, characteristic: Characteristic) -> StackView:
        """The stack with the fewest blocks at the nominal size, or at the middle of two limits.

        Refuses `comparison.no_nominal`, `gauge_blocks.no_set_usable`, `gauge_blocks.left_out` (what it would take
        besides), and as `usable` and `build_stack`.
        """
        nominal = characteristic.callout.nominal or characteristic.callout.mid_limit
        protected, blocks = self._record().options.comparing.protects, self._usable()
        if nominal is None:
            raise Refusal("comparison.no_nominal", callout=characteristic.callout.text)
        try:
            stack = build_stack(nominal, blocks, protected=protected)
        except Refusal as refusal:
            raise self._left_out(nominal, blocks, protected=protected) or refusal from None
        serials = tuple(block.serial for block in stack.blocks)
        return StackView(nominal, stack.certified, serials, stack.uncertainty(iso3650()))

    def require_serving(self, zero: ZeroSetting) -> None:
        """Refuse (`comparison.blocks_withdrawn`) a zero set on blocks that may not serve any more: the register is
        asked again, as it is for an instrument."""
        try:
            serving = {block.serial for block in self._usable()}
        except Refusal:
            serving = set()
        gone = tuple(one for one in zero.blocks if one not in serving)
        if gone:
            raise Refusal("comparison.blocks_withdrawn", balloon=zero.balloon, blocks=gone)

    def shown(self, characteristic: Characteristic, role: Role | None) -> StackView | None:
        """The stack of a gesture; None where there is none today: the zero is refused, not the record."""
        if role is Role.RECHECK:
            zero = self._record().zeros[characteristic.balloon]
            return StackView(zero.certified, zero.certified, zero.blocks, zero.uncertainty)
        try:
            return self.stack_for(characteristic) if role is Role.ZERO else None
        except Refusal:
            return None

    def displacement(self, comparators: Comparators, box: BoxKey, role: Role | None) -> DisplacementView | None:
        """The known displacement that proves a mounting, declared or proposed."""
        if role not in (Role.BEFORE_MOVE, Role.AFTER_MOVE):
            return None
        declared = comparators.displacements.get(box.balloon)
        if declared is not None:
            return DisplacementView(declared, declared=True)
        try:
            blocks = self._usable()
        except Refusal:
            return None
        return displacements.proposed(blocks, displacements.finest_digit(self._means.fitting(box)))

    def _usable(self) -> list[GaugeBlock]:
        accepted = self._means.usable_blocks(self._owned)
        if self._owned and not accepted:
            raise Refusal("gauge_blocks.no_set_usable", sets=tuple(dict.fromkeys(one.set for one in self._owned)))
        return usable(accepted, self._clock().astimezone().date())

    def _left_out(self, nominal: Decimal, blocks: Collection[GaugeBlock], *, protected: bool) -> Refusal | None:
        """The blocks that are missing for a stack although the workshop owns them."""
        if len(blocks) == len(self._owned):
            return None
        try:
            wanted = build_stack(nominal, self._owned, protected=protected)
        except Refusal:
            return None
        missing = tuple(block.serial for block in wanted.blocks if block not in blocks)
        return Refusal("gauge_blocks.left_out", target=nominal, blocks=missing)
