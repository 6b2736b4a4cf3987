"""Records for the tests of the papers: each shows what a workshop really meets in one."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from forms.blocks import Document
from forms.record_data import RecordData
from forms.releve import releve
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import BoxKey, Observation, Origin
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.production import EventKind
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import Order, RecordOptions
from metroapp.domain.specification import BoxCode, Means, Sampling
from tests.forms.filling import (
    CALIPER,
    COLUMN,
    INDICATOR,
    MICROMETER,
    ROUGHNESS,
    STANDARD,
    UNCERTAINTIES,
    Filling,
    characteristic,
)

HEAD = "4f1a" * 16
ISSUED = datetime(2026, 11, 24, 13, 5, 30, tzinfo=UTC)


def describe(record: InspectionRecord, **changed: object) -> Document:
    """The document of a record, issued at a known time by a known program."""
    document = releve(record, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0")
    return replace(document, **changed)  # type: ignore[arg-type]


def data_of(record: InspectionRecord, **changed: object) -> RecordData:
    """A record as data, with nothing beside it but what is given."""
    data = RecordData(record, "Atelier d'essai", "metroapp 0.1.0", HEAD, ISSUED, {}, (), b"")
    return replace(data, **changed)  # type: ignore[arg-type]


def renamed(record: InspectionRecord, **changed: object) -> InspectionRecord:
    """The same record with another header."""
    record.header = replace(record.header, **changed)  # type: ignore[arg-type]
    return record


def workshop_day() -> InspectionRecord:
    """Five pieces of the standard part: every kind of box, of value and of sorting."""
    day = Filling(STANDARD, 5)
    fill_the_day(day)
    day.close()
    return day.record


def uncertain_day() -> InspectionRecord:
    """The same five pieces under ISO 14253-1: a micrometre more or less, and nothing is proven near a limit."""
    day = Filling(STANDARD, 5, number="R-14253", rule=DecisionRule(RuleName.ISO_14253_1), uncertainties=UNCERTAINTIES)
    fill_the_day(day, signed=True)
    day.value(2, "3", "85.55", reason="pièce nettoyée")  # 85.60 was on its limit
    day.value(4, "3", "85.66")  # beyond the maximum, by less than can be proven
    day.close(signed=True)
    return day.record


def fill_the_day(day: Filling, *, signed: bool = False) -> None:
    day.zero("4", "16.00007", ("CE-10", "CE-6"), "0.001")
    sizes = {
        1: ("19.991", "32.01", "85.52", "+0.012", "12.004"),
        2: ("20.000", "32.05", "85.60", "+0.019", "11.980"),  # three values exactly on a limit
        3: ("20.012", "32.00", "85.29", "+0.008", "12.000"),  # too big, too short
        4: ("19.976", "31.98", "85.41", "+0.010", "12.011"),  # too small, accepted
        5: ("19.985", "32.02", "85.50", "+0.015", "12.001"),
    }
    for piece, (first, second, third, fourth, fifth) in sizes.items():
        day.value(piece, "1", first, MICROMETER)
        day.value(piece, "2", second)
        day.value(piece, "3", third)
        day.compare(piece, "4", fourth)
        day.probe(piece, "5", "50.000", str(Decimal("50.000") + Decimal(fifth)))
        day.sweep(piece, "6", "0.011", "-0.004")
        if piece != 5:
            day.sweep(piece, "7", "0.020", "0.000")
        if piece % 2:
            day.value(piece, "8", "0.064", COLUMN)
        day.gauge(piece, "9")
        if piece == 1:
            day.value(1, "10", "1.42", ROUGHNESS, origin=Origin.TYPED, reason="rugosimètre sans liaison")
        day.sweep(piece, "11", "0.009", "0.001")
        day.observe(piece, "12", Observation.NONCONFORMING if piece == 3 else Observation.CONFORMING)
    day.value(2, "2", "32.04", reason="bavure sous le bec")
    day.impossible(5, "7", "face déjà soudée au montage")
    day.concede("D-2026-014", 4, "1", signed=signed)


def still_open() -> InspectionRecord:
    """A record begun on simulated instruments: most boxes are still empty."""
    begun = Filling(STANDARD, 5, simulated=True, number="R-8")
    begun.value(1, "1", "19.990", MICROMETER, simulated=True)
    begun.value(1, "2", "32.01", simulated=True)
    begun.gauge(1, "9", go=False, no_go=True)
    return begun.record


def lot(count: int, pieces: int, *, seed: int = 1) -> InspectionRecord:
    """A closed lot of `pieces` with `count` characteristics; one value in thirty is bad."""
    draw = random.Random(seed)
    wanted = tuple(
        characteristic(str(number), f"Diamètre n° {number} de la pièce", f"Ø{20 + number % 60} h7", Means.MICROMETER)
        for number in range(1, count + 1)
    )
    filling = Filling(wanted, pieces, number=f"R-{count}x{pieces}")
    for piece in filling.record.pieces:
        for one in wanted:
            assert one.callout.upper_limit is not None and one.callout.tolerance_interval is not None
            share = Decimal(draw.randint(0, 100)) / 100 if draw.random() > 1 / 30 else Decimal("1.4")
            value = one.callout.upper_limit - one.callout.tolerance_interval * share
            filling.value(piece, one.balloon, str(value.quantize(Decimal("0.001"))), MICROMETER)
    filling.close()
    return filling.record


def one_box() -> InspectionRecord:
    filling = Filling(STANDARD[:1], 1, number="R-1x1")
    filling.value(1, "1", "19.990", MICROMETER)
    filling.close()
    return filling.record


def gestures(*, closed: bool = True) -> InspectionRecord:
    """Eight pieces with everything that is done beside values: gates, undo, second readings, visas, a bad sample."""
    wanted = (
        characteristic("1", "Diamètre de portée", "Ø20 h7", Means.MICROMETER,
                       reaction="arrêter la machine, prévenir le régleur"),
        characteristic("2", "Longueur totale", "85,5 +0,1/-0,2", Means.CALIPER, Sampling(every=3)),
        characteristic("3", "Filetage d'extrémité", "M12x1,75-6g", Means.THREAD_RING),
        characteristic("4", "Localisation", "position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, size_balloon="1"),
    )  # fmt: skip
    options = RecordOptions(Order.INSTRUMENT, cleaning=True, approval=PersonRole.QUALITY, minutes=20)
    day = Filling(wanted, 8, number="R-GESTES", options=options)
    day.prepare()
    for piece in range(1, 9):
        day.value(piece, "1", "20.012" if piece in (2, 3, 5) else "19.990", MICROMETER)
        day.gauge(piece, "3", go=piece != 4)
        day.value(piece, "4", "0.2" if piece == 6 else "0.05", INDICATOR)
        if piece == 1:
            day.value(1, "2", "85.50")
            day.approve()
    day.value(2, "1", "19.991", MICROMETER, reason="copeau")  # awaits its second reading
    day.call(3, "1")
    day.value(3, "1", "19.992", MICROMETER, reason="copeau")
    day.give_visa(3, "1")
    day.confirm(5, "1")
    day.observe(4, "3", Observation.PASSES, BoxCode.GO, "filet brossé")  # so does this gauge
    day.undo(6, "4")  # a bad value, undone: one good one is not enough
    day.value(6, "4", "0.05", INDICATOR)
    day.undo(8, "4")  # nothing is left of it
    day.value(7, "1", "19.995", MICROMETER, reason="doute")  # good after good
    day.value(4, "2", "85.70")  # a bad sample: every piece since the last good one, 2 and 3, and on to the next one
    day.drop(MICROMETER, "12,345\u00a0mm", BoxKey(4, "1"))
    day.drop(CALIPER, "12,345\u00a0mm", None)
    day.value(5, "2", "85.52")
    day.value(2, "2", "85.50")  # 3 is still to be measured
    day.value(7, "2", "85.48")
    day.note(EventKind.TOOL_CHANGE, 7, "T3", "plaquette neuve")
    day.follow()
    if closed:
        day.close(signed=True)
    return day.record
