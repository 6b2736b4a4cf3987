"""A small workshop for the tests: a real archive in a folder, a part, and readings handed in as a link would."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from drivers import Reading
from metroapp.domain.concession_files import Authority, Classification, ConcessionRequested, Moment
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind
from metroapp.domain.measurement import EntryId
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.people import Role, Signature
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Characteristic, Means, Part, Sampling
from metroapp.services import consultation
from metroapp.services.concession_demand import as_measured
from metroapp.services.covering import part_key
from metroapp.services.events import Event
from metroapp.services.new_record import NewRecord
from metroapp.services.reference import standards
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace

CALIPER, MICROMETER, INDICATOR, COLUMN = "PC-01", "M-02", "C-03", "H-04"


EACH_PIECE = Sampling()


def characteristic(
    balloon: str, callout: str, means: Means, sampling: Sampling = EACH_PIECE, **facts: Any
) -> Characteristic:
    read = read_callout(callout, standards())
    nature = facts.pop("nature", read.nature)
    return Characteristic(balloon, f"Caractéristique {balloon}", read, means, nature, sampling, **facts)


def part(*characteristics: Characteristic) -> Part:
    return Part("Arbre d'essai", "ESSAI-01", "PL-1", "A", "C45", "Client", characteristics)


INSTRUMENTS = [
    Instrument(CALIPER, "Pied à coulisse", InstrumentKind.CALIPER, family="mitutoyo-mux10", decimals=2),
    Instrument(MICROMETER, "Micromètre", InstrumentKind.MICROMETER, family="mitutoyo-mux10", decimals=3,
               range_lower=Decimal(0), range_upper=Decimal(25)),
    Instrument(INDICATOR, "Comparateur", InstrumentKind.DIAL_INDICATOR, family="opto-rs", decimals=3),
    Instrument(COLUMN, "Colonne", InstrumentKind.HEIGHT_GAUGE, family="opto-rs", decimals=3,
               probe_constant=Decimal("4.996")),
    Instrument("TF-08", "Tampon fileté", InstrumentKind.THREAD_PLUG),
    Instrument("R-06", "Rugosimètre", InstrumentKind.ROUGHNESS_TESTER),
    Instrument("RA-09", "Rapporteur", InstrumentKind.PROTRACTOR),
]  # fmt: skip
GAUGE_BLOCKS = [
    GaugeBlock(Decimal(size), Decimal(deviation), f"CE-{size}")
    for size, deviation in (("20", "0.12"), ("10", "-0.05"), ("1.5", "0.02"), ("8.5", "0.01"))
]


CAMILLE, DOMINIQUE = "Camille Martin", "Dominique Leroy"
CODES = {CAMILLE: "camille-1", DOMINIQUE: "dominique-1"}
SIGNED_BY_CAMILLE = Signature(CAMILLE, CODES[CAMILLE])
SIGNED_BY_DOMINIQUE = Signature(DOMINIQUE, CODES[DOMINIQUE])
# The real algorithm, as light as it can be: what is tested here is not how long it takes.
LIGHT_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
BEGUN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


class Shop:
    """A workshop on a real archive, with its events kept in order and a clock that ticks one second a look.

    Camille measures and prepares parts, Dominique treats what is not good; Camille is signed in.
    """

    def __init__(self, root: Path) -> None:
        self._now = BEGUN
        self.workspace = Workspace(root)
        if not any(root.glob("*.sqlite")):
            files, self._now = _founded()
            root.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (root / name).write_bytes(content)
        self.workshop = Workshop(self.workspace, self.clock, LIGHT_HASHER)
        self.workshop.open().result()
        self.events: list[Event] = []
        self.workshop.subscribe(self.events.append)
        _found(self.workshop)
        self.sign_in(CAMILLE)
        # The last value decides and nothing is asked; a test of what a record asks for chooses its options.
        self.workshop.set_options(PLAIN).result()

    def sign_in(self, name: str) -> None:
        self.workshop.staff.sign_in(name, CODES[name]).result()

    def clock(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now

    def open(self, tested: Part, pieces: int = 1) -> None:
        self.workshop.open_record(NewRecord(tested, pieces)).result()

    def resume_last(self) -> Future[RecordHeader]:
        """Put the record left open last back on the bench, as the first page of the window does."""
        self.settle()
        line = consultation.last_open_record(self.workspace)
        assert line is not None
        return self.workshop.resume(line.id)

    def read(self, number: str, *values: str, unit: str = "mm", flags: tuple[str, ...] = ("unit_declared",)) -> None:
        """Readings arrive from an instrument, one after the other."""
        for value in values:
            raw = f"01A{value}\r".encode()
            reading = Reading(Decimal(value), unit, raw, self._now, "1", flags)
            self.workshop._on_link_event(number, reading)  # what a link calls
        self.settle()

    def demand(self, piece: int, balloons: tuple[str, ...] | None = None) -> str:
        """A dérogation *après réalisation* for the bad values of a piece of the last record, decided and not active;
        of these balloons alone where they are given. Its number."""
        self.settle()
        record = consultation.load(self.workspace, consultation.record_lines(self.workspace)[0].id)
        limits, named = as_measured(record, [piece])
        asked = ConcessionRequested(
            EntryId("", 0), "", Moment.AFTER_PRODUCTION, part_key(record),
            tuple(one for one in limits if balloons is None or one.balloon in balloons), None, None, named,
            "outil usé", "fonction non affectée", Classification.MINOR, False, "", self._now,
        )  # fmt: skip
        room = self.workshop.treatment
        number = room.request(asked).result()
        room.give_opinion(number, "sans conséquence", SIGNED_BY_DOMINIQUE, favourable=True).result()
        room.record_decision(
            number, Authority.DESIGN, "BE-77", "M. Petit", self._now.date(), SIGNED_BY_DOMINIQUE, accepted=True
        ).result()
        return number

    def concede(self, piece: int, balloons: tuple[str, ...] | None = None) -> str:
        """The same, activated: the piece is *sous dérogation*."""
        number = self.demand(piece, balloons)
        self.workshop.treatment.activate(number, SIGNED_BY_DOMINIQUE).result()
        return number

    def settle(self) -> None:
        """Wait until the recorder has done what it was given."""
        self.workshop.is_new().result()

    def last(self, kind: type) -> Event:
        return next(event for event in reversed(self.events) if isinstance(event, kind))

    def all(self, kind: type) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def close(self) -> None:
        self.workshop.close()


def _found(workshop: Workshop) -> None:
    """Its name, its people and its means, where it has none."""
    if workshop.is_new().result():
        workshop.found("Atelier d'essai").result()
    if workshop.staff.lacks_administrator().result():
        workshop.staff.enter_administrator(DOMINIQUE, (Role.QUALITY,), CODES[DOMINIQUE]).result()
        workshop.staff.enter(CAMILLE, (Role.OPERATOR, Role.TRAINER), CODES[CAMILLE]).result()
        if not workshop.instruments().result():
            workshop.means.enter(INSTRUMENTS, GAUGE_BLOCKS).result()


@cache
def _founded() -> tuple[dict[str, bytes], datetime]:
    """The files of a shop just founded, and what its clock said: made once, each new shop is a copy of it."""
    seconds = count(1)
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Workspace(Path(folder)), lambda: BEGUN + timedelta(seconds=next(seconds)), LIGHT_HASHER)
        workshop.open().result()
        _found(workshop)
        workshop.close()
        files = {path.name: path.read_bytes() for path in Path(folder).glob("*.sqlite*")}
    return files, BEGUN + timedelta(seconds=next(seconds))


OpenShop = Callable[[], Shop]
