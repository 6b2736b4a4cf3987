"""Records for the tests of the papers, filled by hand: each shows what a workshop really meets in one."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from forms.blocks import Document
from forms.releve import releve
from metroapp.domain.computation import by_comparison
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Confirmation,
    DroppedReading,
    Preparation,
    Visa,
)
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet, ToolLine
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import (
    Closing,
    Concession,
    Impossible,
    InspectionRecord,
    RecordHeader,
    ZeroSetting,
)
from metroapp.domain.record_options import PLAIN, Order, RecordOptions
from metroapp.domain.specification import BoxCode, Characteristic, Means, Part, Sampling
from metroapp.domain.uncertainty import standard_uncertainty
from metroapp.services.reference import standards

HEAD = "4f1a" * 16
ISSUED = datetime(2026, 11, 24, 13, 5, 30, tzinfo=UTC)
OPENED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CALIPER, MICROMETER, INDICATOR, COLUMN, PLUG, ROUGHNESS = "PC-01", "M-02", "C-03", "H-04", "TF-08", "R-06"
CLOSED_BY = "Camille Martin"

_KINDS = {
    CALIPER: InstrumentKind.CALIPER,
    MICROMETER: InstrumentKind.MICROMETER,
    INDICATOR: InstrumentKind.DIAL_INDICATOR,
    COLUMN: InstrumentKind.HEIGHT_GAUGE,
    PLUG: InstrumentKind.THREAD_PLUG,
    ROUGHNESS: InstrumentKind.ROUGHNESS_TESTER,
}
UNCERTAINTIES = {
    CALIPER: "0.012", MICROMETER: "0.0015", INDICATOR: "0.001", COLUMN: "0.002"
}  # fmt: skip
EACH_PIECE = Sampling()


def characteristic(
    balloon: str, designation: str, callout: str, means: Means, sampling: Sampling = EACH_PIECE, **facts: Any
) -> Characteristic:
    read = read_callout(callout, standards())
    return Characteristic(balloon, designation, read, means, read.nature, sampling, **facts)


STANDARD = (
    characteristic("1", "Diamètre de portée de roulement", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "Diamètre de collet", "Ø32 ±0,05", Means.CALIPER),
    characteristic("3", "Longueur totale", "85,5 +0,1/-0,2", Means.CALIPER),
    characteristic("4", "Alésage de centrage", "Ø16 H7", Means.COMPARISON),
    characteristic("5", "Hauteur d'épaulement", "12 ±0,02", Means.HEIGHT_GAUGE),
    characteristic("6", "Planéité de la face d'appui", "planéité 0,02", Means.DIAL_INDICATOR),
    characteristic("7", "Perpendicularité de la face", "perpendicularité 0,03 A", Means.DIAL_INDICATOR),
    characteristic("8", "Localisation du trou", "localisation 0,1 A B", Means.DIAL_INDICATOR, Sampling(every=2)),
    characteristic("9", "Filetage d'extrémité", "M12x1,75-6g", Means.THREAD_RING),
    characteristic("10", "État de surface de la portée", "Ra 1,6", Means.ROUGHNESS_TESTER, Sampling(first=True)),
    characteristic("11", "Battement de la portée", "battement 0,02 A-B", Means.DIAL_INDICATOR),
    characteristic("12", "Arêtes abattues, pièce ébavurée", "attribut", Means.VISUAL),
)


# Everything that a drawing can ask beyond a plain size: occurrences, envelope, bonus, angle, several readings.
SPECIFIED = (
    characteristic("1", "Perçages de fixation", "2x Ø6,6 H12", Means.CALIPER),
    characteristic("2", "Localisation des perçages", "2x position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, size_balloon="1"),
    characteristic("3", "Pivot", "Ø20 h7 Ⓔ", Means.MICROMETER),
    characteristic("4", "Pente", "30° ±0,5°", Means.PROTRACTOR),
    characteristic("5", "Épaisseur en trois points", "8 ±0,05", Means.MICROMETER, readings=3),
    characteristic("6", "Taraudage", "M8-6H", Means.THREAD_PLUG),
    characteristic("7", "Rugosité bornée", "U Ra 3,2 L Ra 0,8", Means.ROUGHNESS_TESTER),
    characteristic("8", "Arête", "arête -0,3", Means.VISUAL),
    characteristic("9", "Longueur de référence", "(25,5)", Means.TO_CHOOSE),
)


def _instrument(number: str, kind: InstrumentKind, uncertainty: str | None) -> Instrument:
    return Instrument(
        number, kind.value, kind, uncertainty=None if uncertainty is None else Quantity(Decimal(uncertainty))
    )


class Filling:
    """A record being filled; each operation has the next number and is seven seconds later."""

    def __init__(
        self,
        characteristics: tuple[Characteristic, ...],
        pieces: int,
        *,
        simulated: bool = False,
        number: str = "R-7",
        rule: DecisionRule | None = None,
        uncertainties: Mapping[str, str] = MappingProxyType({}),
        options: RecordOptions = PLAIN,
    ) -> None:
        part = Part(
            "Arbre étagé",
            "ARB-0042",
            "PL-1234",
            "C",
            "42CrMo4",
            "Ateliers Béarnais",
            characteristics,
            "ISO 2768-mK",
            rule,
        )
        self._sequence, self._now = 1, OPENED
        self.record = InspectionRecord(
            RecordHeader(
                EntryId("P1", 1), number, part, pieces, CLOSED_BY, OPENED, "OF-2611", "L-17", "Phase 30 – finition",
                "Tour CN n° 2", simulated, options=options,
            ),
            {number: _instrument(number, kind, uncertainties.get(number)) for number, kind in _KINDS.items()},
        )  # fmt: skip

    def _stamp(self) -> tuple[EntryId, datetime]:
        self._sequence += 1
        self._now += timedelta(seconds=7)
        return EntryId("P1", self._sequence), self._now

    def _replaced(self, box: BoxKey) -> EntryId | None:
        last = self.record.measurement(box)
        return last.id if last else None

    def value(
        self,
        piece: int,
        balloon: str,
        text: str,
        instrument: str | None = CALIPER,
        *,
        origin: Origin = Origin.INSTRUMENT,
        inputs: tuple[Input, ...] = (),
        reason: str = "",
        simulated: bool = False,
        unit: Unit | None = None,
    ) -> None:
        id, at = self._stamp()
        box = BoxKey(piece, balloon)
        quantity = Quantity(Decimal(text), unit or self.record.characteristic(balloon).callout.reading_unit)
        if origin is Origin.INSTRUMENT and instrument:
            inputs = (Input(Role.READING, quantity, Frame(instrument, f"01A{text}\r".encode(), at)),)
        self.record.apply(
            Measurement(id, box, quantity, None, origin, instrument, CLOSED_BY, at, inputs, reason,
                        self._replaced(box), simulated,
                        standard_uncertainty(
                            self.record.characteristic(balloon), inputs, instrument, self.record.instruments
                        ))
        )  # fmt: skip

    def observe(
        self, piece: int, balloon: str, seen: Observation, code: BoxCode = BoxCode.SINGLE, reason: str = ""
    ) -> None:
        id, at = self._stamp()
        box = BoxKey(piece, balloon, code)
        gauge = None if code is BoxCode.SINGLE else PLUG
        self.record.apply(
            Measurement(
                id, box, None, seen, Origin.OBSERVED, gauge, CLOSED_BY, at, (), reason, self._replaced(box)
            )
        )  # fmt: skip

    def gauge(self, piece: int, balloon: str, *, go: bool = True, no_go: bool = False) -> None:
        """What the two gauges of a thread do: `go` whether the GO one passes, `no_go` whether the other one does."""
        passes = {True: Observation.PASSES, False: Observation.DOES_NOT_PASS}
        self.observe(piece, balloon, passes[go], BoxCode.GO)
        self.observe(piece, balloon, passes[no_go], BoxCode.NO_GO)

    def impossible(self, piece: int, balloon: str, reason: str, code: BoxCode = BoxCode.SINGLE) -> None:
        id, at = self._stamp()
        self.record.apply(Impossible(id, BoxKey(piece, balloon, code), reason, CLOSED_BY, at))

    def zero(self, balloon: str, certified: str, blocks: tuple[str, ...], zero: str = "0.000") -> None:
        id, at = self._stamp()
        read = Input(Role.ZERO, Quantity(Decimal(zero)), Frame(INDICATOR, f"+{zero}\r".encode(), at))
        self.record.apply(ZeroSetting(id, balloon, INDICATOR, Decimal(certified), blocks, read, CLOSED_BY, at))

    def compare(self, piece: int, balloon: str, deviation: str) -> None:
        setting = self.record.zeros[balloon]
        size = by_comparison(setting.certified, setting.zero.quantity.value, Decimal(deviation))
        inputs = (
            Input(Role.CERTIFIED, Quantity(setting.certified)),
            setting.zero,
            Input(Role.DEVIATION, Quantity(Decimal(deviation)), Frame(INDICATOR, f"{deviation}\r".encode(), self._now)),
        )
        self.value(piece, balloon, str(size), INDICATOR, origin=Origin.COMPARISON, inputs=inputs)

    def sweep(self, piece: int, balloon: str, maximum: str, minimum: str, instrument: str = INDICATOR) -> None:
        inputs = tuple(
            Input(role, Quantity(Decimal(text)), Frame(instrument, f"{text}\r".encode(), self._now))
            for role, text in ((Role.MAXIMUM, maximum), (Role.MINIMUM, minimum))
        )
        found = str(Decimal(maximum) - Decimal(minimum))
        self.value(piece, balloon, found, instrument, origin=Origin.COMPUTED, inputs=inputs)

    def probe(self, piece: int, balloon: str, first: str, second: str) -> None:
        inputs = tuple(
            Input(role, Quantity(Decimal(text)), Frame(COLUMN, f"{text}\r".encode(), self._now))
            for role, text in ((Role.PROBING_1, first), (Role.PROBING_2, second))
        )
        found = str(Decimal(second) - Decimal(first))
        self.value(piece, balloon, found, COLUMN, origin=Origin.COMPUTED, inputs=inputs)

    def _about(self, piece: int, balloon: str, code: BoxCode) -> EntryId:
        found = self.record.measurement(BoxKey(piece, balloon, code))
        assert found is not None
        return found.id

    def undo(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        cancels = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Cancellation(id, cancels, CLOSED_BY, at))

    def confirm(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        confirms = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Confirmation(id, confirms, CLOSED_BY, at))

    def call(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        about = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Call(id, about, CLOSED_BY, at))

    def give_visa(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        accepts = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Visa(id, accepts, "Dominique Leroy", "Dominique Leroy", at))

    def prepare(self) -> None:
        id, at = self._stamp()
        self.record.apply(Preparation(id, CLOSED_BY, at))

    def approve(self) -> None:
        id, at = self._stamp()
        self.record.apply(Approval(id, "Dominique Leroy", "Dominique Leroy", at))

    def drop(self, instrument: str, shown: str, box: BoxKey | None) -> None:
        id, at = self._stamp()
        self.record.apply(DroppedReading(id, instrument, shown, b"01A+12.345\r", box, CLOSED_BY, at))

    def note(self, kind: EventKind, after: int, tool: str, text: str) -> None:
        id, at = self._stamp()
        self.record.apply(ProductionEvent(id, kind, after, tool, text, CLOSED_BY, at))

    def follow(self) -> None:
        id, at = self._stamp()
        self.record.apply(FollowUp(id, CLOSED_BY, at, 8, 6, 1, 1, 25, 90, "copeaux longs"))
        id, at = self._stamp()
        tool = ToolLine("T1", "D1", "ébauche", Decimal("12.5"), Decimal("-80.25"), Decimal("0.8"))
        self.record.apply(SetUpSheet(id, CLOSED_BY, at, "O2001", "B", "G54", "mors doux", "", (tool,)))

    def concede(
        self, number: str, piece: int, *balloons: str, reason: str = "Jeu accepté au montage", signed: bool = False
    ) -> None:
        id, at = self._stamp()
        self.record.apply(Concession(id, number, piece, balloons, reason, "Dominique Leroy", CLOSED_BY, at, signed))

    def close(self, *, signed: bool = False) -> None:
        id, at = self._stamp()
        self.record.apply(Closing(id, CLOSED_BY, at, signed))


def describe(record: InspectionRecord, **changed: object) -> Document:
    """The document of a record, issued at a known time by a known program."""
    document = releve(record, workshop="Atelier d'essai", head=HEAD, issued_at=ISSUED, program="metroapp 0.1.0")
    return replace(document, **changed)  # type: ignore[arg-type]


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


def specified() -> InspectionRecord:
    """Two pieces against `SPECIFIED`: the first good thanks to its bonus, the second with what cannot be decided."""
    filling = Filling(SPECIFIED, 2, number="R-12")
    for piece in (1, 2):
        filling.value(piece, "1.1", "6.70")
        filling.value(piece, "2.1", "0.18", INDICATOR)  # 0.1 and a bonus of 0.10
        filling.value(piece, "2.2", "0.12", INDICATOR)
        filling.value(piece, "3", "19.990", MICROMETER)
        filling.observe(
            piece, "3", Observation.PASSES if piece == 1 else Observation.NOT_DEMONSTRATED, BoxCode.ENVELOPE
        )
        filling.value(piece, "4", "30.50" if piece == 1 else "30.51", "RA-09")
        filling.value(piece, "5", "8.04", MICROMETER)
        filling.gauge(piece, "6")
        filling.observe(piece, "6", Observation.CONFORMING, BoxCode.PLAIN)
        filling.value(piece, "7", "0.8", ROUGHNESS)
        filling.observe(piece, "8", Observation.CONFORMING)
    filling.value(1, "1.2", "6.65")
    return filling.record


def guarded() -> InspectionRecord:
    """One characteristic for each way a rule moves limits, on values at both ends of each zone, and one digit past."""
    guard = DecisionRule(RuleName.GUARD, Decimal("0.01"))
    iso, expanded = DecisionRule(RuleName.ISO_14253_1), DecisionRule(RuleName.ISO_14253_1_U)
    wanted = (
        characteristic("1", "Bande choisie", "20 ±0,05", Means.CALIPER, rule=guard),
        characteristic("2", "Bande choisie sur un maxi", "planéité 0,05", Means.DIAL_INDICATOR, rule=guard),
        characteristic("3", "Rien à accepter", "8 ±0,01", Means.CALIPER, rule=guard),
        characteristic("4", "ISO 14253-1, tolérance large", "20 ±0,05", Means.MICROMETER, rule=iso),
        characteristic("5", "ISO 14253-1, tolérance étroite", "20 ±0,005", Means.MICROMETER, rule=iso),
        characteristic("6", "ISO 14253-1, moyen trop grossier", "20 ±0,01", Means.CALIPER, rule=iso),
        characteristic("7", "Deux u", "20 ±0,05", Means.MICROMETER, rule=expanded),
        characteristic("8", "u inconnue", "Ra 1,6", Means.ROUGHNESS_TESTER, rule=iso),
        characteristic("9", "Pente", "30° ±0,5°", Means.PROTRACTOR, rule=iso,
                       uncertainty=Quantity(Decimal("0.05"), Unit.DEG)),
        characteristic("10", "Perçage", "Ø6,6 H12", Means.CALIPER),
        characteristic("11", "Localisation", "position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, rule=guard,
                       size_balloon="10"),
        characteristic("12", "Aspect", "visuel", Means.VISUAL),
    )  # fmt: skip
    filling = Filling(wanted, 8, number="R-GARDE", uncertainties=UNCERTAINTIES)
    values = {
        "1": ("19.96", "20.04", "20.0400001", "20.06", "20.0600001", "19.9399999", "19.9599999", "20"),
        "2": ("0.04", "0.0400001", "0.06", "0.0600001", "0", "0.05", "0.01", "0.02"),
        "3": ("8", "8.02", "7.98", "8.0200001", "8.01", "7.9799999", "8", "8"),
        "4": ("19.952475", "20.047525", "20.047526", "20.052475", "20.052476", "20", "20", "20"),
        "5": ("20", "20.002", "20.0026", "20.0055", "20.008", "19.998", "20", "20"),
        "6": ("20", "20.01", "20.05", "20", "20", "19.9", "20", "20"),
        "7": ("20.047", "20.0470001", "20.053", "20.0530001", "20", "20", "20", "20"),
        "8": ("1.0", "1.6", "5", "1", "1", "1", "1", "1"),
        "9": ("30.4175", "30.42", "30.5", "30.5825", "30.59", "29.5", "30", "30"),
        "10": ("6.7", "6.7", "6.7", "6.6", "6.6", "6.6", "6.6"),
        "11": ("0.19", "0.2", "0.22", "0.09", "0.1", "0.12", "0.09", "0.2"),
    }
    for balloon, texts in values.items():
        for piece, text in enumerate(texts, start=1):
            filling.value(piece, balloon, text, _MEANS[wanted[int(balloon) - 1].means])
    for piece in filling.record.pieces:
        filling.observe(piece, "12", Observation.CONFORMING)
    filling.concede("D-1", 5, "1")
    return filling.record


_MEANS = {
    Means.CALIPER: CALIPER,
    Means.MICROMETER: MICROMETER,
    Means.DIAL_INDICATOR: INDICATOR,
    Means.ROUGHNESS_TESTER: ROUGHNESS,
    Means.PROTRACTOR: "RA-09",
}


def held() -> InspectionRecord:
    """Four pieces of one size with a guard band of its own: good, held, bad, and held with an empty box beside."""
    wanted = (
        characteristic("1", "Diamètre", "20 ±0,05", Means.CALIPER, rule=DecisionRule(RuleName.GUARD, Decimal("0.01"))),
        characteristic("2", "Longueur", "35 ±0,1", Means.CALIPER),
    )
    filling = Filling(wanted, 4, number="R-CONF")
    for piece, text in enumerate(("20.00", "20.05", "20.07", "19.95"), start=1):
        filling.value(piece, "1", text)
        if piece < 4:
            filling.value(piece, "2", "35.00")
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
