"""The means that may be used for the record on the bench, judged by the register as it is now.

An instrument that failed an hour ago is refused at once, whatever the record was opened with. Owned by the recorder
thread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from metroapp.domain.callout import Kind
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind
from metroapp.domain.means_choice import MeansChosen
from metroapp.domain.means_objections import Objection, objections, of_fit, of_use
from metroapp.domain.measurement import BoxKey, EntryId, Measurement
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import BoxCode, Procedure
from metroapp.domain.suitability import Criteria, Fitness, rank
from metroapp.services.gauge_marks import candidate_for, marked_callout

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

_OWN = (BoxCode.SINGLE, BoxCode.GO, BoxCode.NO_GO)  # filled with the means of the sheet
_Asked = tuple[str, BoxCode, str, date]


class MeansInUse:
    """`record` gives the record on the bench, `criteria` how the workshop judges what is fit."""

    def __init__(
        self,
        archive: Archive,
        record: Callable[[], InspectionRecord],
        criteria: Callable[[], Criteria],
        clock: Callable[[], datetime],
    ) -> None:
        self._archive = archive
        self._record = record
        self._criteria = criteria
        self._clock = clock
        self._picked: dict[tuple[str, BoxCode], str] = {}  # the means in the hand
        self._fitting: dict[tuple[str, BoxCode], list[Instrument]] = {}
        self._able: dict[tuple[str, BoxCode], list[Instrument]] = {}
        self._found_with: tuple[dict[str, Instrument], int] = ({}, 0)
        self._judged: dict[_Asked, tuple[tuple[Objection, ...], Fitness | None]] = {}
        self._judged_with: tuple[dict[str, Instrument], Criteria | None] = ({}, None)

    # -- what is said against a means ---------------------------------------------------------------------------------

    def objections(self, box: BoxKey, number: str) -> tuple[Objection, ...]:
        """Everything against a means of the record for a box, allowed or not."""
        means, record = self._now(number), self._record()
        return objections(
            means,
            record.characteristic(box.balloon),
            self._clock().astimezone().date(),
            code=box.code,
            marked=marked_callout(means),
        )

    def standing(self, box: BoxKey, number: str) -> tuple[Objection, ...]:
        """What is said against a means, and that nobody has allowed."""
        allowed = self._record().means.allowed_against(box.balloon, number)
        return tuple(one for one in self.objections(box, number) if one not in allowed)

    def require_accepted(self, box: BoxKey, number: str) -> None:
        """Refuse (`means.refused`) a means of the right kind that something stands against; nothing is refused where
        the program does not assist."""
        standing = self.standing(box, number)
        if standing and self._record().options.assists:
            raise Refusal("means.refused", instrument=number, balloon=box.balloon, objections=standing)

    # -- what may fill a box ------------------------------------------------------------------------------------------

    def fitting(self, box: BoxKey) -> list[Instrument]:
        """The means of the record that may fill a box, whatever their state: it is refused when they are used.

        Those of the right kind; where the program assists, those in whose range it is, and the gauges that are for it.
        """
        record = self._record()
        register, allowances = self._archive.instruments(), len(record.means.allowed)
        if register is not self._found_with[0] or allowances != self._found_with[1]:
            self._found_with = register, allowances
            self._fitting.clear()
        key = (box.balloon, box.code)
        if key not in self._fitting:
            self._fitting[key] = [one for one in record.instruments.values() if self._fits(box, one)]
        return self._fitting[key]

    def _fits(self, box: BoxKey, instrument: Instrument) -> bool:
        record, means = self._record(), self._now(instrument.number)
        if record.options.lets_choose:
            return self.gives(box, instrument.number)
        characteristic = record.characteristic(box.balloon)
        against = of_fit(means, characteristic, code=box.code, marked=marked_callout(means))
        allowed = record.means.grounds_allowed(box.balloon, instrument.number)
        grounds = {one.ground for one in against if one.ground.is_final or one.ground not in allowed}
        return not grounds if record.options.assists else not any(ground.is_other_kind for ground in grounds)

    def of_kind(self, box: BoxKey) -> list[Instrument]:
        """The means of the record of a kind that may fill a box, refused or not."""
        return [
            one
            for one in self._record().instruments.values()
            if not any(against.ground.is_other_kind for against in self.standing(box, one.number))
        ]

    def offered(self, box: BoxKey, among: list[Instrument]) -> list[Instrument]:
        """Those to name to the operator: where the program assists, nothing stands against them; all where it stands
        against each of them."""
        if not self._record().options.advises:
            return among
        return [one for one in among if not self.standing(box, one.number)] or among

    def usable_blocks(self, blocks: Iterable[GaugeBlock]) -> list[GaugeBlock]:
        """The gauge blocks but for those of a set that is refused for any use: no stack is made of them."""
        register, on = self._archive.instruments(), self._clock().astimezone().date()
        refused = {number for number, means in register.items() if means.kind.is_standard and any(of_use(means, on))}
        return [block for block in blocks if block.set not in refused]

    def standards(self, kinds: Collection[InstrumentKind]) -> list[Instrument]:
        """The standards of these kinds that the register has now, but for those refused for any use."""
        on = self._clock().astimezone().date()
        return [one for one in self._archive.instruments().values() if one.kind in kinds and not any(of_use(one, on))]

    def is_registered(self, number: str) -> bool:
        """Whether the register has it now."""
        return number in self._archive.instruments()

    def _now(self, number: str) -> Instrument:
        """Its line as it is now."""
        return self._archive.instruments().get(number) or self._record().instruments[number]

    # -- the one in the hand ------------------------------------------------------------------------------------------

    def pick(self, box: BoxKey, number: str) -> None:
        """The means that no frame identifies, for what is seen or typed in such boxes from now on."""
        self._picked[box.balloon, box.code] = number

    def in_hand(self, box: BoxKey, among: list[Instrument]) -> str | None:
        """The means in the hand for what is seen in a box: the one picked or used last, else the only one offered.

        One that was put aside meanwhile stays in the hand, and is refused: nothing takes its place by itself. Nothing
        says what the gauges of an envelope or of a minor diameter are for: none of them goes without saying.
        """
        if self._record().options.wants_declared_means:
            return self.declared(box)
        found = self._picked.get((box.balloon, box.code)) or self._used_last(box)
        if found is not None and self._stays(box, found, among):
            return found
        offered = self.offered(box, among)
        return offered[0].number if len(offered) == 1 and box.code in _OWN else None

    def picked(self, box: BoxKey, among: list[Instrument]) -> str | None:
        """The means picked for what is typed in a box, where it may fill it or is to be refused."""
        if self._record().options.wants_declared_means:
            return self.declared(box)
        found = self._picked.get((box.balloon, box.code))
        return found if found is not None and self._stays(box, found, among) else None

    def declared(self, box: BoxKey) -> str | None:
        """The means that a candidate says they use in such a box, whatever it is fit for."""
        said = self._record().declarations.means(box.balloon)
        return None if said is None else said.instrument

    def able(self, box: BoxKey) -> list[Instrument]:
        """The means of the record that give such a value at all, of the kind that the sheet asks for or not."""
        key = (box.balloon, box.code)
        if key not in self._able:  # kinds do not change while the record is open
            instruments = self._record().instruments.values()
            self._able[key] = [one for one in instruments if self.gives(box, one.number)]
        return self._able[key]

    def gives(self, box: BoxKey, number: str) -> bool:
        """Whether a means gives such a value at all: a roughness tester gives no length."""
        grounds = {one.ground for one in self.objections(box, number)}
        characteristic = self._record().characteristic(box.balloon)
        if any(ground.is_final for ground in grounds):
            return False
        if not any(ground.is_other_kind for ground in grounds):
            return True
        is_seen = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
        return is_seen or self._now(number).kind.reading_unit is characteristic.callout.reading_unit

    def _stays(self, box: BoxKey, number: str, among: list[Instrument]) -> bool:
        """Whether a means stays in the hand: it may fill the box, or did and is refused since."""
        if any(one.number == number for one in among):
            return True
        return self._record().options.assists and bool(self.standing(box, number))

    def _used_last(self, box: BoxKey) -> str | None:
        """The means of the last observation in such a box: the record is open again, and nobody has picked yet."""
        record = self._record()
        seen = (record.measurement(box._replace(piece=piece)) for piece in record.pieces)
        known = (one for one in seen if one is not None and one.observation is not None and one.instrument)
        last = max(known, key=lambda one: one.id.sequence, default=None)
        return None if last is None else last.instrument

    # -- what is noted ------------------------------------------------------------------------------------------------

    def chosen(self, found: Measurement, id: EntryId) -> list[MeansChosen]:
        """What notes the means of a value: its fitness, and all that is said against it. Nothing where it was noted so
        before."""
        frames = (given.frame.instrument for given in found.inputs if given.frame is not None)
        numbers = dict.fromkeys(number for number in (found.instrument, *frames) if number)
        noted = [self._choice(found, number, id) for number in numbers if number in self._record().instruments]
        return [one for one in noted if one is not None]

    def _choice(self, found: Measurement, number: str, id: EntryId) -> MeansChosen | None:
        against, fitness = self._judge(found.box, number)
        last = self._record().means.choice(found.box.balloon, number)
        if last is not None and (last.objections, last.fitness) == (against, fitness):
            return None
        return MeansChosen(id, found.id, found.box.balloon, number, fitness, against, found.by, found.at)

    def _judge(self, box: BoxKey, number: str) -> tuple[tuple[Objection, ...], Fitness | None]:
        """What is said against a means and how fit it is; computed once, until the register, the settings or the day
        change."""
        register, criteria = self._archive.instruments(), self._criteria()
        if register is not self._judged_with[0] or criteria != self._judged_with[1]:
            self._judged_with = register, criteria
            self._judged.clear()
        asked = box.balloon, box.code, number, self._clock().astimezone().date()
        if asked not in self._judged:
            self._judged[asked] = self.objections(box, number), self._fitness(box, number, criteria)
        return self._judged[asked]

    def _fitness(self, box: BoxKey, number: str, criteria: Criteria) -> Fitness | None:
        """How fit a means is for a box; None for a formula, or what only the eye or a full-form gauge tells."""
        characteristic = self._record().characteristic(box.balloon)
        by_eye = characteristic.kind is Kind.ATTRIBUTE or characteristic.is_compared_by_touch
        if box.code not in _OWN or by_eye or characteristic.procedure is Procedure.FORMULA:
            return None
        try:
            (judged,) = rank(
                characteristic.callout,
                [candidate_for(characteristic, self._now(number))],
                replace(criteria, rule=self._record().rule(characteristic)),
                nature=characteristic.nature,
                on=self._clock().astimezone().date(),
            )
        except Refusal:
            return None
        return judged.fitness
