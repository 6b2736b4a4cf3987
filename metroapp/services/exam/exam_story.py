"""The demonstration of an examination: two candidates, two phases, and what a jury finds, through the services that the
window uses. The readings come from simulated instruments through their real drivers; time passes by the clock of the
workshop."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role, Signature
from metroapp.domain.production import FollowUp, SetUpSheet
from metroapp.domain.record_options import PLAIN
from metroapp.domain.session_acts import ExamPhase, SuspensionCause
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.domain.work_order_file import DossierSection
from metroapp.services.demonstration import SimulatedBench, equip
from metroapp.services.demonstration_people import signature
from metroapp.services.derogation_story import PassingClock, await_recorded
from metroapp.services.dossier_papers import keep_paper
from metroapp.services.events import Event
from metroapp.services.exam.exam_room import NewCandidate, NewSession
from metroapp.services.exam.templates import session_templates
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.wording import demonstration as people
from metroapp.wording import exam_story as words

_CALIPER, _SMALL, _LARGE = "PC-01", "M-02", "M-05"
_CODES = {"07": "483159", "12": "926074"}
TURNING, MILLING = "tournage", "fraisage"
_NOWHERE = EntryId("", 0)
_GOOD, _BAD, _CONCEDED = Disposition.CONFORMING, Disposition.NONCONFORMING, Disposition.CONCESSION
# Of each piece: balloon, what is under the instrument (mm), and C or NC as the candidate says it; Ø20 h6 is
# 19.987–20.000, the length 34.9–35.1, then 33.9–34.1 from piece 3 on.
Seen = tuple[str, str, bool]
_FIRST_CANDIDATE: tuple[tuple[Seen, ...], ...] = (
    (("1", "19.995", True), ("2", "35.020", True)),
    (("1", "19.984", True), ("2", "35.050", True)),  # the diameter is bad: a false accept
    (("1", "19.992", True), ("2 M1", "34.030", True)),
    (("1", "19.998", False), ("2 M1", "34.010", True)),  # the diameter is good: a false reject
)
_SECOND_CANDIDATE: tuple[tuple[Seen, ...], ...] = (
    (("1", "19.990", True), ("2", "35.040", True)),
    (("1", "19.980", False), ("2", "35.010", True)),
    (("1", "19.990", True), ("2", "34.990", True)),
    (("1", "20.000", True),),  # the length of the last piece is left empty
)
_MILLED: tuple[tuple[Seen, ...], ...] = ((("1", "40.05", True),), (("1", "40.30", False),))
_SORTS = {
    "07": (_GOOD, _GOOD, _GOOD, _BAD),
    "12": (_GOOD, _BAD, _GOOD, _CONCEDED),
}


class ExamStory:
    """Give it a workshop made with its clock: `run` tells each chapter as it happens."""

    def __init__(self, workshop: Workshop, clock: PassingClock, seed: int, tell: Callable[[str], None]) -> None:
        self._workshop = workshop
        self._clock = clock
        self._seed = seed
        self._tell = tell
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def run(self) -> str:
        """The whole session; its number. Raises `demonstration.stalled`."""
        workshop = self._workshop
        codes = equip(workshop)
        self._trainer, self._manager = signature(people.TRAINER, codes), signature(people.SESSION_MANAGER, codes)
        self._supervisor = signature(people.SUPERVISOR, codes)
        self._as(self._trainer)
        workshop.set_options(PLAIN).result()
        workshop.staff.enter(words.SECOND_JURY, (Role.JURY,), codes[people.JURY][::-1]).result()
        for part in (shaft(), plate()):
            workshop.save_draft(part).result()
            workshop.validate_part((part.reference, part.drawing, part.revision)).result()
        self._bench = SimulatedBench(workshop, self._seed)
        workshop.subscribe(self._events.put)
        try:
            self._prepare()
            self._file_program()
            self._first()
            self._second()
            for candidate in _CODES:
                self._phase(candidate, MILLING, _MILLED, (_GOOD, _BAD), {"1": _CALIPER})
                self._end(candidate, MILLING)
            for candidate, pieces in (("07", _FIRST_CANDIDATE), ("12", _SECOND_CANDIDATE)):
                self._reference(candidate, TURNING, pieces, {"1": _SMALL, "2": _LARGE, "2 M1": _LARGE})
                self._reference(candidate, MILLING, _MILLED, {"1": _LARGE})
            self._as(self._manager)
            left = " ".join(workshop.exams.what_is_left(self._number).result())
            workshop.exams.close(self._number, self._manager).result()
            self._tell(words.CLOSED.format(number=self._number, left=left))
        finally:
            self._as(self._trainer)
            workshop.connect({}, remember=False).result()
            self._bench.close()
        return self._number

    # -- the chapters -------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        rooms = self._workshop.exams
        template = next(one for one in session_templates() if len(one.phases) > 1)
        turned, milled = template.phases
        phases = (
            _about(turned, shaft(), len(_FIRST_CANDIDATE), words.MACHINE_TURNING, 20),
            _about(milled, plate(), len(_MILLED), words.MACHINE_MILLING, 30),
        )
        today = self._clock().astimezone().date()
        new = NewSession(words.TITLE, today, phases, template.criteria, template.key)
        self._number = rooms.prepare(new).result().number
        for place, (number, code) in enumerate(_CODES.items(), 1):
            name, post = words.CANDIDATE.format(number=number), words.POST.format(number=place)
            extra = 33 if number == "07" else 0
            rooms.enter(self._number, NewCandidate(number, name, code, post, extra, f"OF-EX-{number}")).result()
        rooms.name_people(self._number, Role.JURY, (people.JURY, words.SECOND_JURY)).result()
        rooms.name_people(self._number, Role.SUPERVISOR, (people.SUPERVISOR,)).result()
        self._as(self._manager)
        rooms.open(self._number, self._manager).result()
        self._tell(words.OPENED.format(number=self._number))

    def _file_program(self) -> None:
        """What the first candidate brought: the program of the lathe, in the dossier of the order."""
        self._as(self._trainer)
        file = self._workshop.workspace.exports / words.PROGRAM_FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words.PROGRAM_TEXT, encoding="utf-8")
        paper = keep_paper(self._workshop.workspace, file)
        self._workshop.dossiers.attach("OF-EX-07", DossierSection.PROGRAMS, paper).result()
        file.unlink()

    def _first(self) -> None:
        """The means are well chosen, a suspension, the modification, two wrong declarations."""
        rooms, of = self._workshop.exams, (self._number, "07", TURNING)
        means = {"1": _SMALL, "2": _LARGE, "2 M1": _LARGE}
        self._phase("07", TURNING, _FIRST_CANDIDATE[:2], _SORTS["07"][:2], means)
        rooms.suspend(*of, SuspensionCause.SAFETY, words.CHIP, self._supervisor).result()
        self._pass(minutes=5)
        rooms.resume(*of, self._supervisor).result()
        rooms.grant(*of, 120, words.GRANTED, self._supervisor).result()
        self._tell(words.SUSPENDED.format(candidate="07"))
        rooms.modify(*of, shortened(), 2, words.JURY_ASKED, self._trainer).result()
        self._tell(words.MODIFIED.format(candidate="07"))
        self._measure(_FIRST_CANDIDATE, _SORTS["07"], means, begin=3)
        follow_up = FollowUp(_NOWHERE, "", self._clock(), launched=4, good=3, nonconforming=1)
        self._workshop.gestures.fill_follow_up(follow_up).result()
        sheet = SetUpSheet(_NOWHERE, "", self._clock(), words.PROGRAM, "A", "G54")
        self._workshop.gestures.fill_set_up(sheet).result()
        self._end("07", TURNING)

    def _second(self) -> None:
        """A caliper for a tolerance of 13 µm, a value typed and taken again, a box left empty, an overrun."""
        means = {"1": _CALIPER, "2": _CALIPER}
        self._phase("12", TURNING, _SECOND_CANDIDATE, _SORTS["12"], means)
        workshop = self._workshop
        workshop.retake(BoxKey(1, "2"), words.NO_CABLE).result()
        workshop.type_value("35,03", words.NO_CABLE, BoxKey(1, "2")).result()
        workshop.candidate.declare_box(BoxKey(1, "2"), conforming=True).result()
        self._pass(minutes=40)
        self._end("12", TURNING)
        self._tell(words.OVERRUN.format(candidate="12", phase=TURNING))

    def _phase(
        self,
        candidate: str,
        phase: str,
        pieces: tuple[tuple[Seen, ...], ...],
        sorts: tuple[Disposition, ...],
        means: dict[str, str],
    ) -> None:
        """Come in, begin, choose the instruments, measure and declare."""
        workshop = self._workshop
        workshop.staff.sign_out().result()
        workshop.candidate.come_in(f"{candidate}-{_CODES[candidate]}").result()
        workshop.candidate.begin(phase).result()
        self._measure(pieces, sorts, means)

    def _measure(
        self,
        pieces: tuple[tuple[Seen, ...], ...],
        sorts: tuple[Disposition, ...],
        means: dict[str, str],
        begin: int = 1,
    ) -> None:
        desk = self._workshop.candidate
        for piece, seen in list(enumerate(pieces, 1))[begin - 1 :]:
            for balloon, size, conforming in seen:
                desk.declare_means(balloon, means[balloon]).result()
                box = BoxKey(piece, balloon)
                self._workshop.go_to(box).result()
                self._read(means[balloon], size)
                desk.declare_box(box, conforming=conforming).result()
                self._pass(seconds=40)
            desk.declare_piece(piece, sorts[piece - 1]).result()

    def _end(self, candidate: str, phase: str) -> None:
        name = words.CANDIDATE.format(number=candidate)
        self._workshop.candidate.end(Signature(name, _CODES[candidate])).result()
        self._workshop.exams.countersign(self._number, candidate, phase, "", self._supervisor).result()
        self._tell(words.ENDED.format(candidate=candidate, phase=phase))

    def _reference(
        self, candidate: str, phase: str, pieces: tuple[tuple[Seen, ...], ...], means: dict[str, str]
    ) -> None:
        """The trainer measures the same pieces, with finer means."""
        self._as(self._trainer)
        self._workshop.exams.open_reference(self._number, candidate, phase).result()
        for piece, seen in enumerate(pieces, 1):
            for balloon, size, _ in seen:
                self._workshop.go_to(BoxKey(piece, balloon)).result()
                self._read(means[balloon], size)
                self._pass(seconds=20)
        self._workshop.close_record(self._trainer).result()
        self._tell(words.REFERENCE.format(candidate=candidate, phase=phase))

    # -- its gestures -------------------------------------------------------------------------------------------------

    def _as(self, who: Signature) -> None:
        self._workshop.staff.sign_in(who.name, who.secret).result()

    def _read(self, number: str, size: str) -> None:
        """Put the piece under the instrument, and press DATA."""
        while not self._events.empty():
            self._events.get()
        self._bench.instruments[number].present(Decimal(size))
        self._bench.ports[number].press_data()
        await_recorded(self._events)

    def _pass(self, minutes: int = 0, seconds: int = 0) -> None:
        self._clock.ahead += timedelta(minutes=minutes, seconds=seconds)


def _about(phase: ExamPhase, part: Part, pieces: int, machine: str, operation: int) -> ExamPhase:
    return replace(
        phase, reference=part.reference, drawing=part.drawing, revision=part.revision, pieces=pieces, machine=machine,
        operation=words.OPERATION.format(number=operation),
    )  # fmt: skip


def _line(balloon: str, designation: str, callout: str, means: Means) -> Characteristic:
    read = read_callout(callout, standards())
    return Characteristic(balloon, designation, read, means, read.nature)


def _part(designation: str, reference: str, lines: Iterable[Characteristic]) -> Part:
    return Part(designation, reference, f"PL-{reference}", "A", "C45", words.CUSTOMER, tuple(lines))


def shaft(length: str = "35 ±0,1") -> Part:
    """What is turned: a fine diameter and a length."""
    lines = (
        _line("1", words.DIAMETER, "Ø20 h6", Means.MICROMETER),
        _line("2", words.LENGTH, length, Means.MICROMETER),
    )
    return _part(words.SHAFT, "AXE-EX", lines)


def shortened() -> Part:
    """What the jury asks for."""
    return shaft("34 ±0,1")


def plate() -> Part:
    """What is milled."""
    return _part(words.PLATE, "PLA-EX", (_line("1", words.THICKNESS, "40 ±0,2", Means.MICROMETER),))
