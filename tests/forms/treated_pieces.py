"""Bad pieces and what was done of them, for the tests of their papers: fiches, dérogations, labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    Classification,
    ConcessionActivated,
    ConcessionFile,
    ConcessionRequested,
    ConcessionWithdrawn,
    IdentifiedPiece,
    Moment,
    OpinionGiven,
    WidenedLimits,
)
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    Cause,
    NonconformityDescribed,
    NonconformityRaised,
    Origin,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    Severity,
    SheetAttached,
    SheetClosed,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.operations import ConcessionEnded, Departure, PieceLeft
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import BoxCode, Means
from metroapp.services import covering
from tests.forms.filling import CALIPER, MICROMETER, PLUG, Filling, characteristic

D = Decimal
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CAMILLE, DOMINIQUE = "Camille Martin", "Dominique Leroy"
SHEET, FILE = "FNC-2026-007", "DER-2026-003"
TESTED = (
    characteristic("1", "Diamètre de portée de roulement", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "Alésage de centrage", "Ø16 H7", Means.MICROMETER),
    characteristic("3", "Longueur totale", "85,5 +0,1/-0,2", Means.CALIPER),
    characteristic("4", "Filetage d'extrémité", "M12x1,75-6g", Means.THREAD_RING),
)


def id(sequence: int) -> EntryId:
    return EntryId("P1", 500 + sequence)


def at(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def measure(day: Filling, piece: int, shaft: str, bore: str, length: str = "85.50", *, go: bool = True) -> None:
    day.value(piece, "1", shaft, MICROMETER)
    day.value(piece, "2", bore, MICROMETER)
    day.value(piece, "3", length)
    day.gauge(piece, "4", go=go)


def lot(*, simulated: bool = False) -> Filling:
    """Six pieces: one good, one shaft too large, one bore too large, one length too long and a screw that does not
    enter, one that is not finished, one good."""
    day = Filling(TESTED, 6, simulated=simulated, number="P1-2026-0007")
    named = {MICROMETER: "Micromètre 0-25", CALIPER: "Pied à coulisse 150", PLUG: "Bague M12x1,75-6g"}
    day.record.instruments |= {
        number: replace(day.record.instruments[number], designation=said) for number, said in named.items()
    }
    measure(day, 1, "19.990", "16.006")
    measure(day, 2, "20.014", "16.004")
    measure(day, 3, "19.985", "16.031")
    measure(day, 4, "19.992", "16.008", "85.68", go=False)
    day.value(5, "1", "19.991", MICROMETER)
    measure(day, 6, "19.988", "16.010")
    return day


BAD = (BoxKey(2, "1"), BoxKey(3, "2"), BoxKey(4, "3"), BoxKey(4, "4", BoxCode.GO))


def raised(record: InspectionRecord, quantity: int = 4) -> Nonconformity:
    """A fiche that was just born: three pieces are bad, one more is suspected."""
    findings = tuple(covering.finding(record, box) for box in BAD)
    return Nonconformity(
        (NonconformityRaised(id(1), SHEET, record.header.id, Origin.PRODUCTION, findings, quantity, CAMILLE, at(0)),)
    )


def measured_again() -> InspectionRecord:
    """The record where piece 2 was measured after its rework: too large still, then good."""
    day = Filling(TESTED, 1, number="P1-2026-0009")
    measure(day, 1, "20.003", "16.004")
    day.value(1, "1", "19.996", MICROMETER, reason="seconde retouche")
    day.record.header = replace(day.record.header, id=EntryId("P1", 100))
    return day.record


def closed(record: InspectionRecord, again: InspectionRecord) -> Nonconformity:
    """The same fiche to its end: the screw is reworked at last, the bore is scrapped, piece 4 is used as it is."""
    sheet = raised(record)
    box = BoxKey(1, "1")
    before = sheet.raised.findings[0].measurement
    first, second = (one.id for one in again.history(box))
    lines = (
        TreatmentLine(Treatment.REWORK, 1, (2,)),
        TreatmentLine(Treatment.SCRAP, 1, (3,)),
        TreatmentLine(Treatment.SORT, 2, (4,)),
    )
    later = (*lines[:2], TreatmentLine(Treatment.USE_AS_IS, 1, (4,), FILE), TreatmentLine(Treatment.SORT, 1))
    acts = (
        *sheet.acts,
        PiecesContained(id(2), SHEET, "Bac rouge, poste de contrôle", 4, CAMILLE, at(2)),
        NonconformityDescribed(
            id(3), SHEET, Severity.MAJOR,
            "Portée au-dessus du maxi, alésage au-dessus du maxi, longueur et filetage hors limites sur trois pièces "
            "de suite après la reprise de poste.",
            Cause.EQUIPMENT, "plaquette T3 ébréchée, changée à 9 h 40", CAMILLE, at(9),
        ),
        SheetAttached(id(4), SHEET, "plaquette-T3.jpg", "9c4b" * 16, ".jpg", CAMILLE, at(11)),
        TreatmentDecided(id(5), SHEET, lines, DOMINIQUE, DOMINIQUE, at(30)),
        PieceReinspected(id(6), SHEET, 2, again.header.id, 1, (before,), (first,), False, CAMILLE, at(75)),
        TreatmentDecided(id(7), SHEET, later, DOMINIQUE, DOMINIQUE, at(80)),
        PieceReinspected(id(8), SHEET, 2, again.header.id, 1, (before,), (second,), True, CAMILLE, at(95)),
        ActionPlanned(
            id(9), SHEET, "Méthodes", date(2026, 12, 4), "limiter T3 à 40 pièces dans la gamme", DOMINIQUE, at(100)
        ),
        ActionPlanned(id(10), SHEET, "Magasin", date(2026, 12, 11), "commander la nuance P25", DOMINIQUE, at(101)),
        ActionChecked(id(11), SHEET, id(9), True, "aucune pièce mauvaise sur 120", DOMINIQUE, at(110)),
        OthersReleased(
            id(12), SHEET, "la plaquette a cassé entre les pièces 1 et 2, et la pièce 6 a été mesurée entière",
            DOMINIQUE, DOMINIQUE, at(112),
        ),
        SheetClosed(id(13), SHEET, DOMINIQUE, DOMINIQUE, at(120)),
    )  # fmt: skip
    return Nonconformity(acts)


KEY = ("ARB-0042", "PL-1234", "C")


def permit() -> tuple[ConcessionFile, InspectionRecord]:
    """A dérogation *avant réalisation*, decided by both, that covered three pieces: one was shipped, one measured
    again, and it was withdrawn."""
    day = lot()
    acts = (
        ConcessionRequested(
            id(20), FILE, Moment.BEFORE_PRODUCTION, KEY,
            (WidenedLimits("1", None, D("20.020")), WidenedLimits("3", D("85.1"), D("85.7"))), 10, date(2026, 12, 18),
            (), "nuance de plaquette en rupture jusqu'au 15/12", "jeu au montage réduit de 0,02 mm, sans effet sur la "
            "durée de vie ; coût et délai inchangés", Classification.MAJOR, True, CAMILLE, at(-200),
        ),
        OpinionGiven(id(21), FILE, True, "montage vérifié sur deux ensembles", DOMINIQUE, DOMINIQUE, at(-190)),
        AuthorityDecided(
            id(22), FILE, Authority.DESIGN, True, "BE-2026-077", "M. Petit", date(2026, 11, 23), "", DOMINIQUE,
            at(-185),
        ),
        AuthorityDecided(
            id(23), FILE, Authority.CUSTOMER, True, "AB/Q/1184", "Mme Durand", date(2026, 11, 23), "5e1d" * 16,
            DOMINIQUE, at(-184),
        ),
        ConcessionActivated(id(24), FILE, DOMINIQUE, DOMINIQUE, at(-180)),
        ConcessionWithdrawn(id(25), FILE, "client : plus de marge au montage", DOMINIQUE, DOMINIQUE, at(60)),
    )  # fmt: skip
    for piece in (2, 5):
        day.value(piece, "1", "20.016", MICROMETER)
        day.concede(FILE, piece, "1", signed=True)
    day.value(5, "1", "20.017", MICROMETER, reason="doute")
    day.value(6, "3", "85.66")
    day.concede(FILE, 6, "3", signed=True)
    ended = day.record.concessions[2]
    day.record.apply(PieceLeft(id(30), 2, Departure.SHIPPED, DOMINIQUE, at(50)))
    day.record.apply(ConcessionEnded(id(31), ended.id, "client : plus de marge au montage", DOMINIQUE, at(60)))
    return ConcessionFile(acts, len(day.record.standing(FILE))), day.record


def demand() -> tuple[ConcessionFile, InspectionRecord]:
    """A demand *après réalisation* that nobody has decided yet, on pieces 2 and 4."""
    record = lot().record
    boxes = ((2, (BAD[0],)), (4, BAD[2:]))
    named = tuple(
        IdentifiedPiece(record.header.id, piece, tuple(covering.finding(record, box).measurement for box in of_piece))
        for piece, of_piece in boxes
    )
    limits = (
        WidenedLimits("1", None, D("20.020")), WidenedLimits("3", None, D("85.7")), WidenedLimits("4", None, None)
    )  # fmt: skip
    asked = ConcessionRequested(
        id(20), FILE, Moment.AFTER_PRODUCTION, KEY, limits, None, None, named,
        "deux pièces hors limites, livraison le 27/11", "montage possible en appariant ; filetage repris à la filière",
        Classification.MINOR, False, CAMILLE, at(-200),
    )  # fmt: skip
    return ConcessionFile((asked,)), record
