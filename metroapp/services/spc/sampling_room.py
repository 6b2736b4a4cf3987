"""The sampling of lots as the window asks for it: a lot presented, what to draw, its result, the series after it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from decimal import Decimal

from metroapp.domain.entered_text import LONGEST_COMMENT, require_reason, require_text
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action, Signature
from metroapp.domain.sampling_acts import (
    SAMPLING_ACTS,
    LotCancelled,
    LotJudged,
    LotPresented,
    SamplingAct,
    SeriesResumed,
)
from metroapp.domain.sampling_plans import InspectionLevel, SamplingPlan, Severity
from metroapp.domain.sampling_series import SamplingSeries, series_of
from metroapp.services.reference import sampling_tables
from metroapp.services.spc.process_room import NOBODY, ProcessRoom

_OF_PIECES = Decimal(10)  # % of pieces up to it; beyond, nonconformities of 100 pieces: one may have several


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot that is presented. `number` is that of its series, empty for a new one."""

    series: str
    lot: str
    size: int
    aql: Decimal
    level: InspectionLevel = InspectionLevel.II
    number: str = ""


class SamplingRoom(ProcessRoom):
    """Each method gives a future."""

    LETTERS = "PE"

    def series(self) -> Future[list[SamplingSeries]]:
        """Every series, the last begun first."""
        return self._recorder.submit(lambda: list(self._all().values())[::-1])

    def plan(self, new: NewLot) -> Future[tuple[Severity, SamplingPlan]]:
        """What would be drawn of a lot, before it is presented; refuses as `SamplingTables.plan`."""
        return self._recorder.submit(lambda: self._plan(new))

    def present(self, new: NewLot) -> Future[SamplingSeries]:
        """Present a lot. Refuses `sampling.unnamed`, `.lot_waiting` (the one before has no result yet), `.lot_accepted`
        (the same was accepted), `.other_series` (another limit or level than its series), as `SamplingTables.plan`,
        `require_text` and `Presence.require`."""

        def work() -> SamplingSeries:
            by = self._staff.require(Action.NOTE_PROCESS).name
            require_text(new.series, new.lot)
            series, lot = new.series.strip(), new.lot.strip()
            if not series or not lot:
                raise Refusal("sampling.unnamed")
            before = self._of(new)
            if before is not None:
                _require_next(before, new, lot)
            severity, plan = self._plan(new)
            now = self._clock()
            number = new.number or self._next_number(self._all(), now.astimezone().date())
            self._write(LotPresented(
                NOBODY, number, series if before is None else before.first.series, lot, new.size, new.aql, new.level,
                severity, plan.letter, plan.sample, plan.accept, plan.reject, by, now,
            ))  # fmt: skip
            return self._known(number)

        return self._recorder.submit(work)

    def judge(self, number: str, nonconforming: int, remark: str = "") -> Future[SamplingSeries]:
        """Register what was found in the sample of the lot that waits; acceptance follows from the plan. Refuses
        `sampling.none_waiting`, `.more_than_sample`, as `require_text` and `Presence.require`."""

        def work() -> SamplingSeries:
            by = self._staff.require(Action.NOTE_PROCESS).name
            lot = self._known(number).waiting
            if lot is None:
                raise Refusal("sampling.none_waiting", number=number)
            if nonconforming < 0 or (nonconforming > lot.sample and lot.aql <= _OF_PIECES):
                raise Refusal("sampling.more_than_sample", sample=lot.sample)
            require_text(remark, most=LONGEST_COMMENT)
            is_accepted = nonconforming <= lot.accept
            now = self._clock()
            self._write(LotJudged(NOBODY, number, lot.id, nonconforming, is_accepted, remark.strip(), by, now))
            return self._known(number)

        return self._recorder.submit(work)

    def cancel(self, number: str, reason: str, signature: Signature) -> Future[SamplingSeries]:
        """Cancel the last lot, presented by mistake or whose result was mistyped. Refuses `sampling.none_to_cancel`, as
        `require_reason`, `Presence.require` and `Presence.sign`."""

        def work() -> SamplingSeries:
            by = self._staff.require(Action.KEEP_PROCESS).name
            counted = self._known(number).counted
            if not counted:
                raise Refusal("sampling.none_to_cancel", number=number)
            said = require_reason(reason)
            signer = self._staff.sign(signature, Action.KEEP_PROCESS).name
            self._write(LotCancelled(NOBODY, number, counted[-1][0].id, said, signer, by, self._clock()))
            return self._known(number)

        return self._recorder.submit(work)

    def resume(self, number: str, reason: str, signature: Signature) -> Future[SamplingSeries]:
        """Begin again, tightened, what was discontinued: the supplier has acted. Refuses `sampling.not_discontinued`,
        as `require_reason`, `Presence.require` and `Presence.sign`."""

        def work() -> SamplingSeries:
            by = self._staff.require(Action.KEEP_PROCESS).name
            if self._known(number).severity is not Severity.DISCONTINUED:
                raise Refusal("sampling.not_discontinued", number=number)
            said = require_reason(reason)
            signer = self._staff.sign(signature, Action.KEEP_PROCESS).name
            self._write(SeriesResumed(NOBODY, number, said, signer, by, self._clock()))
            return self._known(number)

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _plan(self, new: NewLot) -> tuple[Severity, SamplingPlan]:
        before = self._of(new)
        severity = Severity.NORMAL if before is None else before.severity
        return severity, sampling_tables().plan(new.size, new.aql, new.level, severity)

    def _of(self, new: NewLot) -> SamplingSeries | None:
        return self._known(new.number) if new.number else None

    def _known(self, number: str) -> SamplingSeries:
        """Refuses `sampling.unknown`."""
        found = self._all().get(number)
        if found is None:
            raise Refusal("sampling.unknown", number=number)
        return found

    def _all(self) -> Mapping[str, SamplingSeries]:
        acts = self._archive().process_acts(kinds=SAMPLING_ACTS)
        return series_of(act for act in acts if isinstance(act, SamplingAct))


def _require_next(before: SamplingSeries, new: NewLot, lot: str) -> None:
    waiting = before.waiting
    if waiting is not None:
        raise Refusal("sampling.lot_waiting", lot=waiting.lot)
    if (new.aql, new.level) != (before.first.aql, before.first.level):
        raise Refusal(
            "sampling.other_series", number=before.number, aql=before.first.aql, level=before.first.level.value
        )
    if any(one.lot == lot and found is not None and found.is_accepted for one, found in before.counted):
        raise Refusal("sampling.lot_accepted", lot=lot)
