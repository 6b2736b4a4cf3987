"""The registers of tools (correcteurs) that the workshop follows, and what is typed in there.

Nothing goes to a machine: a correction is noted once somebody has typed it in. While a record of the part is being
filled it also becomes an event of that record, written with it or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from decimal import Decimal

from metroapp.domain.correction_acts import OffsetTyped, RegisterKept, RegisterLeft, SizeLinked, SizeUnlinked
from metroapp.domain.entered_text import one_line, require_reason, require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Action
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.production import EventKind, ProductionEvent
from metroapp.domain.specification import Characteristic
from metroapp.domain.tool_offset import LARGEST_CORRECTION
from metroapp.domain.tool_register import (
    ToolRegister,
    is_linkable,
    registers,
    require_current,
    require_linkable,
    require_settings,
    require_typable,
)
from metroapp.services import at_machine
from metroapp.services.events import ProcessChanged
from metroapp.services.inspection import Inspection
from metroapp.services.spc.process_room import NOBODY, Premise, ProcessRoom
from metroapp.services.spc.tool_registers import CORRECTION_ACTS
from metroapp.wording import corrections as words

USUAL_STEP, USUAL_CAP = Decimal("0.001"), LARGEST_CORRECTION  # mm


class CorrectionRoom(ProcessRoom):
    """Each method gives a future; each refuses as `Presence.require`, and `offset.absent`."""

    LETTERS = "COR"

    def __init__(self, premise: Premise, inspection: Callable[[], Inspection | None]) -> None:
        super().__init__(premise)
        self._inspection = inspection

    def keep(self, settings: RegisterKept) -> Future[str]:
        """Follow a register, or change the settings of one that has its number already; gives the number.

        Refuses `offset.already_kept`, `offset.left`, `offset.linked_elsewhere`, and as `require_settings`,
        `ToolRegister.require_same_kind`.
        """

        def work() -> str:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            known = self._registers()
            kept = replace(
                settings, id=NOBODY, machine=one_line(settings.machine), tool=one_line(settings.tool),
                offset=one_line(settings.offset), by=by, at=now,
            )  # fmt: skip
            require_settings(kept)
            if kept.number and known[self._require(known, kept.number).number].left is not None:
                raise Refusal("offset.left", number=kept.number)
            asked = ToolRegister(kept).place
            for other in known.values():
                if other.left is None and other.number != kept.number and other.place == asked:
                    raise Refusal("offset.already_kept", number=other.number)
            if kept.number:
                known[kept.number].require_same_kind(kept)
                changed = known[kept.number].with_act(kept)
                for size in changed.sizes:  # they may be of another kind of register
                    changed.link(size)
                self._require_alone(known, changed)
            number = kept.number or self._next_number(known, now.astimezone().date())
            self._write(replace(kept, number=number))
            return number

        return self._recorder.submit(work)

    def link(self, size: SizeLinked, characteristic: Characteristic) -> Future[None]:
        """Have a characteristic of a part follow a register, or change how it does.

        Refuses `offset.not_a_length`, `offset.linked_elsewhere`, and as `require_linkable`.
        """

        def work() -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            known = self._registers()
            register, callout = self._require(known, size.number), characteristic.callout
            require_text(size.reference, size.balloon)
            if not is_linkable(characteristic):
                raise Refusal("offset.not_a_length", callout=callout.text)
            require_linkable(register, size, callout.lower_limit, callout.upper_limit)
            self._require_alone(known, ToolRegister(register.kept, (size,)))
            self._write(replace(size, id=NOBODY, by=by, at=now))

        return self._recorder.submit(work)

    def unlink(self, number: str, reference: str, balloon: str, reason: str) -> Future[None]:
        """A characteristic follows a register no more; refuses `offset.size_absent`, `record.reason_missing`."""

        def work() -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            register = self._require(self._registers(), number)
            if register.size(reference, balloon) is None:
                raise Refusal("offset.size_absent", reference=reference, balloon=balloon)
            self._write(SizeUnlinked(NOBODY, number, reference, balloon, require_reason(reason), by, now))

        return self._recorder.submit(work)

    def leave(self, number: str, reason: str) -> Future[None]:
        """A register is followed no more; refuses `offset.left`, `record.reason_missing`."""

        def work() -> None:
            by, now = self._staff.require(Action.KEEP_PROCESS).name, self._clock()
            if self._require(self._registers(), number).left is not None:
                raise Refusal("offset.left", number=number)
            self._write(RegisterLeft(NOBODY, number, require_reason(reason), by, now))

        return self._recorder.submit(work)

    def type_in(
        self,
        number: str,
        amount: Decimal,
        proposed: Decimal | None = None,
        reason: str = "",
        piece: int | None = None,
        after: EntryId | None = None,
    ) -> Future[OffsetTyped]:
        """Note what was typed in a register, in the name of whoever is signed in; the act as it is written.

        `piece`: the last one machined before, of the record on the bench where that is of a part made with the tool
        (by default the last one that was measured). `after`: the last value known then. What differs from the
        proposal has a reason. Refuses `record.reason_missing`, `offset.piece`, and as `require_typable`,
        `require_current`.
        """

        def work() -> OffsetTyped:
            by, now = self._staff.require(Action.NOTE_PROCESS).name, self._clock()
            register = self._require(self._registers(), number)
            require_typable(register, amount)
            require_current(register, proposed, after)
            require_text(reason)
            said = one_line(reason)
            if amount != proposed:
                require_reason(said)
            inspection = self._inspection()
            if inspection is None or not concerns(register, inspection):
                act = OffsetTyped(NOBODY, number, amount, proposed, said, None, 0, after, by, now)
                (written,) = self._write(act)
                assert isinstance(written, OffsetTyped)
                return written
            record = inspection.record
            last = at_machine.piece_reached(record) if piece is None else piece
            if not 0 <= last <= record.header.pieces:
                raise Refusal("offset.piece", piece=last, pieces=record.header.pieces)
            inspection.operator = by
            act = OffsetTyped(NOBODY, number, amount, proposed, said, record.header.id, last, after, by, now)
            return self._write_in_record(register, act, inspection)

        return self._recorder.submit(work)

    def silent_on_bench(self) -> Future[frozenset[str]]:
        """The registers of which the record on the bench is to be filled without being told what to type in."""

        def work() -> frozenset[str]:
            inspection = self._inspection()
            if inspection is None:
                return frozenset()
            options = inspection.record.options
            if options.assists and options.offers_corrections:
                return frozenset()
            return frozenset(one.number for one in self._registers().values() if concerns(one, inspection))

        return self._recorder.submit(work)

    def linked_on_bench(self) -> Future[frozenset[str]]:
        """The balloons of the record on the bench that follow a register of its machine."""

        def work() -> frozenset[str]:
            inspection = self._inspection()
            if inspection is None:
                return frozenset()
            reference = inspection.record.header.part.reference
            making = [register for register in self._registers().values() if concerns(register, inspection)]
            return frozenset(size.balloon for one in making for size in one.sizes if size.reference == reference)

        return self._recorder.submit(work)

    def on_bench(self, number: str) -> Future[tuple[int, int] | None]:
        """How many pieces the record on the bench has, and the last one measured, where a correction typed in now
        becomes an event of it."""

        def work() -> tuple[int, int] | None:
            register, inspection = self._require(self._registers(), number), self._inspection()
            if inspection is None or not concerns(register, inspection):
                return None
            return inspection.record.header.pieces, at_machine.piece_reached(inspection.record)

        return self._recorder.submit(work)

    # -- in the recorder thread ---------------------------------------------------------------------------------------

    def _write_in_record(self, register: ToolRegister, act: OffsetTyped, inspection: Inspection) -> OffsetTyped:
        """The act, and the event that the record tells of it: both or neither."""
        written = list[ProcessAct]()
        text, tool = words.event_text(register, act), words.register_of(register.kept)
        event = ProductionEvent(NOBODY, EventKind.OFFSET, act.piece, tool, text, act.by, act.at)

        def write(operation: object) -> None:
            assert operation is event
            try:
                written.extend(self._archive().master(act, changed=((inspection.record, (event,)),)))
            except Exception:
                inspection.read_again()
                raise

        at_machine.tell(inspection, event, write)
        self._publish(ProcessChanged((act.number,)))
        (done,) = written
        assert isinstance(done, OffsetTyped)
        return done

    def _registers(self) -> dict[str, ToolRegister]:
        acts = self._archive().process_acts(kinds=CORRECTION_ACTS)
        return registers(act for act in acts if isinstance(act, CORRECTION_ACTS))

    @staticmethod
    def _require_alone(known: dict[str, ToolRegister], register: ToolRegister) -> None:
        """Refuse (`offset.linked_elsewhere`) a size that another register moves already."""
        for other in known.values():
            shared = register.shared_with(other)
            if shared is not None:
                raise Refusal(
                    "offset.linked_elsewhere",
                    number=other.number, reference=shared.reference, balloon=shared.balloon,
                )  # fmt: skip

    @staticmethod
    def _require(known: dict[str, ToolRegister], number: str) -> ToolRegister:
        found = known.get(number)
        if found is None:
            raise Refusal("offset.absent", number=number)
        return found


def concerns(register: ToolRegister, inspection: Inspection) -> bool:
    """Whether the record on the bench is open and of a part that the tool makes, on its machine; only the candidate
    writes in one of an examination."""
    header = inspection.record.header
    is_open = inspection.record.closing is None and header.options.examination is None
    return is_open and register.makes(header.part.reference, header.machine)
