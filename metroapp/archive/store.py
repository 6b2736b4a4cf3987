"""The writer of the archive: one object, owned by the recorder thread, through which every operation passes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select

from metroapp import __version__
from metroapp.archive import (
    erasure,
    facets,
    named_files,
    people,
    queries,
    rows,
    schema,
    work_orders,
    zeros_elsewhere,
)
from metroapp.archive.at_post import is_local
from metroapp.archive.connection import open_for_writing
from metroapp.archive.derived_again import derive_again
from metroapp.archive.derived_line import as_signed, derived_values, write_derived
from metroapp.archive.integrity import Percent
from metroapp.archive.journal import Entry, Journal, Row
from metroapp.archive.people_written import PeopleWritten
from metroapp.archive.signatures import Signatory
from metroapp.archive.upgrade import upgrade
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.held_pieces import Lot
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.operations import Operation, ZeroSetting
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.received_package import ReceivedPackage
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.revision import PartRevision, RevisionState
from metroapp.domain.session_acts import PhaseStarted, SessionAct
from metroapp.domain.specification import Part
from metroapp.domain.treatment_acts import TreatmentAct, number_of
from metroapp.domain.work_order_file import WorkOrderAct, WorkOrderFile
from metroapp.domain.yearly_numbers import USUAL_POST

DEFAULT_POST = USUAL_POST
_POST = re.compile(r"[A-Z][A-Z0-9]{0,7}", re.ASCII)
Act = TypeVar("Act", TreatmentAct, ProcessAct, SessionAct)


class Archive(PeopleWritten):
    """Writes operations; each method returns once what it wrote is durable. Times are given by the caller."""

    def __init__(
        self,
        path: Path,
        backups: Path | None = None,
        keys: Path | None = None,
        tell: Percent = lambda _: None,
    ) -> None:
        """Open `path`, or make it. An archive of an older version is brought up to date, and kept as it was in
        `backups` (the folder of the archive by default); `tell` has how far that is. Closed records are signed with
        the key that is in `keys`; without that folder they are not. Refuses as `upgrade` and `open_for_writing` say.
        """
        upgrade(path, path.parent if backups is None else backups, tell)
        self._engine = open_for_writing(path)
        with self._engine.begin() as connection:
            derive_again(connection)  # where a version that did not do it in its upgrade was stopped before
        with self._engine.connect() as connection:
            post = connection.execute(select(schema.this_post.c.post)).scalar_one_or_none()
        super().__init__(self._engine, Journal(self._engine, post or DEFAULT_POST))
        erasure.write_anew(self._journal.driver)  # where the program was stopped in between
        self._signatory = None if keys is None else Signatory(keys)
        self._register: dict[str, Instrument] | None = None  # as read last
        self._blocks: list[GaugeBlock] | None = None
        self._treated: list[TreatmentAct] | None = None  # what was done about bad pieces, as read last
        self._latest: datetime | None = None  # what the journal bears, up to a place in it
        self._latest_seen = 0
        self._standing: dict[EntryId, dict[str, int]] = {}  # pieces of a record that each dérogation covers

    @property
    def head(self) -> bytes:
        return self._journal.head

    @property
    def next_id(self) -> EntryId:
        return self._journal.next_id

    def is_new(self) -> bool:
        """Whether the workshop has not been named yet."""
        return not self.workshop_name()

    def found_workshop(self, name: str, at: datetime, post: str = DEFAULT_POST) -> None:
        """The founding entry of a new archive, that of a post. Refuses `workshop.post_code`."""
        if not _POST.fullmatch(post):
            raise Refusal("workshop.post_code", post=post)
        self._journal.post = post
        row = (schema.workshop, {"name": name, "program": f"metroapp {__version__}"})

        def beside(connection: Connection) -> None:
            connection.execute(schema.this_post.insert(), {"post": post})

        self._journal.append("workshop", "", at, [row], beside)

    def _came_down(self) -> None:
        """Something was written from the home post: what is kept of the archive is read again."""
        super()._came_down()
        self._register = self._blocks = self._treated = None

    def workshop_name(self) -> str:
        with self._engine.connect() as connection:
            return queries.workshop_name(connection)

    def register(
        self,
        instruments: Iterable[Instrument],
        gauge_blocks: Iterable[GaugeBlock],
        at: datetime,
        by: str,
        acts: Iterable[MeansAct] = (),
    ) -> None:
        """Write lines of the register, and what was done to its means: one entry for all of them.

        Beside the home post (`post.elsewhere`), only what takes a means out of use, and daily checks.
        """
        instruments, acts = tuple(instruments), tuple(acts)
        if self.home and not is_local(instruments, acts, self.instruments()):
            self.require_home()
        person = self._person(by, at)
        written = [*map(rows.instrument_row, instruments), *map(rows.gauge_block_row, gauge_blocks)]
        written += [rows.act_row(act, self._person_ids.__getitem__) for act in acts]
        self._register = self._blocks = None
        self._journal.append("register", person, at, written)

    def means_acts(self, number: str | None = None, kinds: Sequence[type] = ()) -> list[MeansAct]:
        """What was done to the means of the workshop, or to one of them, in the order of the journal; of all kinds, or
        of some."""
        with self._engine.connect() as connection:
            return queries.means_acts(connection, number, kinds)

    def count_of_acts(self, kind: type) -> int:
        """How many acts of a kind on means were written."""
        with self._engine.connect() as connection:
            return queries.count_of_acts(connection, kind)

    def last_act(self, number: str, kind: type) -> MeansAct | None:
        """The last act of a kind on one means."""
        with self._engine.connect() as connection:
            return queries.last_act(connection, number, kind)

    def open_record(self, header: RecordHeader, started: PhaseStarted | None = None) -> InspectionRecord:
        """Open a record. The header's own `id` and `number` are given here, whatever the caller wrote.

        `started` is written with it, all or none, with its own `id` and that of the record: the phase of an examination
        that it is filled in.
        """
        self._person(header.operator, header.opened_at)
        id = self.next_id
        with self._engine.connect() as connection:
            count = queries.records_opened(connection, id.post) + 1
            register = queries.instruments(connection)
        number = f"{id.post}-{header.opened_at.year}-{count:04d}"
        record = InspectionRecord(replace(header, id=id, number=number), register)
        row = rows.header_row(record.header, self._person_ids.__getitem__)
        entries = [Entry("record", self._person_ids[header.operator], header.opened_at, [row])]
        if started is not None:
            act = replace(started, id=self._id_after(entries), record=id)
            row = rows.session_row(act, self._person_ids.__getitem__)
            entries.append(Entry("session", self._person_ids[act.by], act.at, [row]))

        def derive(connection: Connection) -> None:
            write_derived(connection, record)
            facets.bring_up_to_date(connection, id, entries, [id])

        self._journal.append_together(entries, derive)
        return record

    def write(self, record: InspectionRecord, *operations: Operation) -> None:
        """Record operations, one entry each, all or none; then they are applied to `record`.

        The first one bears `next_id`, the others follow. If the commit is refused, `record` must be read again from
        the archive: its counts were computed ahead of the commit.
        """
        self.treat((), ((record, operations),))

    def treat(
        self,
        acts: Sequence[TreatmentAct],
        changed: Sequence[tuple[InspectionRecord, Sequence[Operation]]] = (),
    ) -> None:
        """Record acts on sheets and dérogations with the operations that follow on records, one entry each, all or
        none; then they are applied to those records. Numbered and refused as `write`.
        """
        if acts:
            self._treated = None
        self._write_together("treatment", rows.treatment_row, acts, changed)

    def _write_together(
        self,
        kind_of_acts: str,
        row_of: Callable[[Act, rows.PersonId], Row],
        acts: Sequence[Act],
        changed: Sequence[tuple[InspectionRecord, Sequence[Operation]]],
    ) -> tuple[Act, ...]:
        """Acts with the operations that follow on records, all or none; the acts as they are numbered.

        Refuses `record.other_post`, and as `require_own`.
        """
        for record, _ in changed:
            if record.header.id.post != self.next_id.post:
                raise Refusal("record.other_post", number=record.header.number, post=record.header.id.post)
        if self.home and kind_of_acts != "session":  # a session lives where it was opened
            for number in {str(row_of(act, lambda _name: "")[1]["number"]) for act in acts}:
                self.require_own(number)
        for one in (*acts, *(operation for _, operations in changed for operation in operations)):
            for name in _people(one):
                self._person(name, one.at)
        first, entries, numbered = self.next_id, list[Entry](), list[Act]()
        for act in acts:
            numbered.append(replace(act, id=self._id_after(entries)))
            row = row_of(numbered[-1], self._person_ids.__getitem__)
            entries.append(Entry(kind_of_acts, self._person_ids[act.by], act.at, [row]))
        for record, operations in changed:
            self._standing.pop(record.header.id, None)
            for operation in operations:
                applied = replace(operation, id=self._id_after(entries))
                kind, written = rows.operation_rows(record, applied, self._person_ids.__getitem__)
                record.apply(applied)
                entries.append(Entry(kind, self._person_ids[applied.by], applied.at, written))

        def derive(connection: Connection) -> None:
            for record, _ in changed:
                write_derived(connection, record)
            facets.bring_up_to_date(connection, first, entries, [record.header.id for record, _ in changed])

        def signed(connection: Connection) -> list[Entry]:
            closed = [record for record, _ in changed if record.closing is not None]
            if self._signatory is None or not closed:
                return []
            lines = [(record.header.id, as_signed(derived_values(record))) for record in closed]
            return self._signatory.sign(connection, first.post, lines, entries[-1])

        self._journal.append_together(entries, derive, signed)
        return tuple(numbered)

    def _id_after(self, entries: Sequence[Entry]) -> EntryId:
        """The identity of the entry that follows those about to be written."""
        first = self.next_id
        return EntryId(first.post, first.sequence + len(entries))

    def records_with_concession(self, number: str) -> list[EntryId]:
        """The records of this post with a piece that a dérogation of this number covers or covered."""
        own = self.next_id.post
        with self._engine.connect() as connection:
            return [id for id in queries.records_with_concession(connection, number) if id.post == own]

    def standing(self, number: str, opened: InspectionRecord | None = None) -> int:
        """How many pieces of this post a dérogation covers now; `opened` is a record as it is on the bench.

        What a record counts is kept until something is written in it.
        """
        count = 0
        for id in self.records_with_concession(number):
            if opened is not None and opened.header.id == id:
                count += len(opened.standing(number))
                continue
            if id not in self._standing:
                record = self.load(id)
                numbers = {one.number for one in record.concessions}
                self._standing[id] = {one: len(record.standing(one)) for one in numbers}
            count += self._standing[id].get(number, 0)
        return count

    def concession_numbers(self) -> list[str]:
        """The numbers that concessions of records bear, those granted before there were dérogations too."""
        with self._engine.connect() as connection:
            return queries.concession_numbers(connection)

    def treatment_numbers(self) -> list[str]:
        """The numbers of the sheets and of the dérogations."""
        return [number_of(act) for act in self.treatment_acts()]

    def treatment_acts(self, number: str | None = None) -> list[TreatmentAct]:
        """What was done about bad pieces, or on one sheet or dérogation, in the order of the journal."""
        if number is None and self._treated is not None:
            return list(self._treated)
        with self._engine.connect() as connection:
            found = queries.treatment_acts(connection, number)
        if number is None:
            self._treated = list(found)
        return found

    def sheets(self, number: str | None = None) -> dict[str, Nonconformity]:
        """The fiches de non-conformité, or one of them, by number."""
        with self._engine.connect() as connection:
            return queries.sheets(connection, number)

    def work_order_file(self, number: str) -> WorkOrderFile:
        """The papers of a work order; an empty dossier where there is none, with its number as it is known."""
        with self._engine.connect() as connection:
            return work_orders.file(connection, work_orders.spelling(connection, number) or number)

    def file_paper(self, act: WorkOrderAct) -> None:
        """Write that a paper is attached to a work order, or withdrawn. Whether it may be is for whoever asks."""
        person = self._person(act.by, act.at)
        row = rows.paper_row(replace(act, id=self.next_id), self._person_ids.__getitem__)
        self._journal.append("work_order", person, act.at, [row])

    def process_acts(self, number: str | None = None, kinds: Sequence[type] = ()) -> list[ProcessAct]:
        """Acts on charts, tool offsets, studies and samplings, or on one of them, in the order of the journal; of all
        kinds, or of some."""
        with self._engine.connect() as connection:
            return queries.process_acts(connection, number, kinds)

    def master(
        self, *acts: ProcessAct, changed: Sequence[tuple[InspectionRecord, Sequence[Operation]]] = ()
    ) -> tuple[ProcessAct, ...]:
        """Write acts on the process, with the operations that follow on records, one entry each, all or none; each with
        its own `id`. Whether they may follow is for whoever asks. Refused as `write`."""
        return self._write_together("process", rows.process_row, acts, changed)

    def session_acts(self, number: str | None = None) -> list[SessionAct]:
        """Acts of examination sessions, or of one of them, in the order of the journal."""
        with self._engine.connect() as connection:
            return queries.session_acts(connection, number)

    def examine(
        self, *acts: SessionAct, changed: Sequence[tuple[InspectionRecord, Sequence[Operation]]] = ()
    ) -> tuple[SessionAct, ...]:
        """Write acts of examination sessions, with the operations that follow on records, one entry each, all or none;
        each with its own `id`. Whether they may follow is for whoever asks. Refused as `write`."""
        return self._write_together("session", rows.session_row, acts, changed)

    def lots(self, ids: Iterable[EntryId]) -> dict[EntryId, Lot]:
        """What records say was made together."""
        with self._engine.connect() as connection:
            return queries.lots(connection, ids)

    def bad_of_lot(self, id: EntryId) -> list[EntryId]:
        """The other records of the lot of a record that have nonconforming pieces."""
        with self._engine.connect() as connection:
            return queries.bad_of_lot(connection, id)

    def latest_moment(self) -> datetime | None:
        """The latest time that this post wrote, whatever a clock says since; None while nothing is written."""
        before, seen = self.next_id, self._latest_seen
        with self._engine.connect() as connection:
            found = queries.latest_moment(connection, before.post, seen)
        self._latest_seen = before.sequence - 1
        if found is not None and (self._latest is None or found > self._latest):
            self._latest = found
        return self._latest

    def erase_name(self, person_id: str, reason: str, by: str, at: datetime) -> bool:
        """Erase the name of a person: one entry of the journal says it. Whether nothing of it is left in the bytes of
        the file; else the next opening sees to it. Who may be erased is decided by whoever asks; refuses as
        `require_own_person`."""
        self.require_own_person(person_id)
        person = self._person(by, at)
        row: Row = (schema.name_erasure, {"person_id": person_id, "reason": reason, "person": person})
        self._journal.append("erasure", person, at, [row], lambda connection: erasure.forget(connection, person_id))
        self._treated = None
        self._read_ids()
        return erasure.write_anew(self._journal.driver)

    def require_own_person(self, person_id: str) -> None:
        """Refuse (`post.elsewhere`) to erase here the name of somebody who is of the home post."""
        with self._engine.connect() as connection:
            if self.home and people.is_of(connection, person_id, self.home):
                self.require_home()

    def rule(self) -> DecisionRule:
        """The decision rule of the workshop."""
        with self._engine.connect() as connection:
            return queries.workshop_rule(connection)

    def set_rule(self, rule: DecisionRule, by: str, at: datetime) -> None:
        """Write the decision rule of the workshop: of the records opened from now on; refuses `post.elsewhere`."""
        self.require_home()
        person = self._person(by, at)
        row: Row = (schema.workshop_rule, {"rule": rule.name.value, "person": person})
        self._journal.append("rule", person, at, [row])

    def save_part_revision(
        self, part: Part, state: RevisionState, by: str, at: datetime, reason: str = ""
    ) -> PartRevision:
        """Write the present state of a revision of a part. What may follow what is decided by whoever asks. Refuses
        `post.elsewhere`."""
        self.require_home()
        person = self._person(by, at)
        revision = PartRevision(self.next_id, part, state, by, at, reason)
        self._journal.append("part", person, at, [rows.part_revision_row(revision, self._person_ids.__getitem__)])
        return revision

    def records_with_results(self, digest: str) -> list[str]:
        """The numbers of the records that have values from a file of results, by its digest."""
        with self._engine.connect() as connection:
            return named_files.records_with_results(connection, digest)

    def received(self) -> list[ReceivedPackage]:
        """The packages of other workshops that were received."""
        with self._engine.connect() as connection:
            return named_files.received(connection)

    def receive(self, package: ReceivedPackage) -> None:
        """Write that a package of another workshop was received. Its own `id` is given here."""
        person = self._person(package.by, package.at)
        self._journal.append("received", person, package.at, [rows.received_row(package, self._person_ids.__getitem__)])

    def renew_key(self, by: str, at: datetime) -> None:
        """Sign with a new key from now on, which the present one endorses. Refuses as `KeyFile`, `keys.none`."""
        if self._signatory is None:
            raise Refusal("keys.none")
        person = self._person(by, at)
        with self._engine.connect() as connection:
            file, said = self._signatory.renewal(connection, self._journal.post)
        self._journal.append("key", person, at, [(schema.signing_key, {**said, "person": person})])
        file.adopt_next()

    def part_revisions(self) -> list[PartRevision]:
        with self._engine.connect() as connection:
            return queries.part_revisions(connection)

    def current_part_revision(self, key: queries.RevisionKey) -> PartRevision | None:
        with self._engine.connect() as connection:
            return queries.current_part_revision(connection, key)

    def load(self, id: EntryId) -> InspectionRecord:
        with self._engine.connect() as connection:
            return queries.load_record(connection, id)

    def set_elsewhere(self, record: EntryId, zero: ZeroSetting, limit: Decimal) -> zeros_elsewhere.Ended | None:
        """What ended a zero of a record outside it, in another record or by an act on its comparator; `limit` in mm."""
        with self._engine.connect() as connection:
            return zeros_elsewhere.set_elsewhere(connection, record, zero, limit)

    def is_mounted_elsewhere(self, record: EntryId, instrument: str, since: int, *, acts: bool) -> bool:
        """Whether a comparator left its mounting for another record, or for an act on it, since an entry."""
        with self._engine.connect() as connection:
            return zeros_elsewhere.is_mounted_elsewhere(connection, record, instrument, since, acts=acts)

    def instruments(self) -> dict[str, Instrument]:
        """The register as it is now: the same dictionary until it is written to, and not to be changed."""
        if self._register is None:
            with self._engine.connect() as connection:
                self._register = queries.instruments(connection)
        return self._register

    def gauge_blocks(self) -> list[GaugeBlock]:
        """The gauge blocks as they are now: the same list until the register is written to, and not to be changed."""
        if self._blocks is None:
            with self._engine.connect() as connection:
                self._blocks = queries.gauge_blocks(connection)
        return self._blocks

    def checkpoint(self) -> None:
        self._journal.checkpoint()

    def close(self) -> None:
        self._journal.close()
        self._engine.dispose()


def _people(operation: Operation | TreatmentAct | ProcessAct | SessionAct) -> list[str]:
    others = (getattr(operation, name, None) for name in ("granted_by", "operator"))
    return [operation.by, *(name for name in others if name is not None), *getattr(operation, "operators", ())]
